--- The side window: the cast, and what each of them is quoted as saying.
--- Made of the document symbols as the server nests them.
local stet = require('stet')

local M = {}

local WIDTH = 44
local view --- { story, buffer, ranges } while the window is open

local function collect(symbols, depth, lines, ranges)
  for _, symbol in ipairs(symbols or {}) do
    local detail = symbol.detail and symbol.detail ~= '' and '  ' .. symbol.detail or ''
    local name = symbol.name:gsub('\n', ' ')
    table.insert(lines, ('  '):rep(depth) .. name .. detail)
    table.insert(ranges, symbol.selectionRange)
    collect(symbol.children, depth + 1, lines, ranges)
  end
end

local function fill(symbols)
  if not view or not vim.api.nvim_buf_is_valid(view.buffer) then
    return
  end
  local lines, ranges = {}, {}
  collect(symbols, 0, lines, ranges)
  view.ranges = ranges
  vim.bo[view.buffer].modifiable = true
  vim.api.nvim_buf_set_lines(view.buffer, 0, -1, false,
    #lines > 0 and lines or { 'Nobody is quoted.' })
  vim.bo[view.buffer].modifiable = false
end

local function refresh()
  local client = vim.lsp.get_clients({ name = 'stet', bufnr = view.story })[1]
  if client then
    stet.call(client, 'request', 'textDocument/documentSymbol', {
      textDocument = vim.lsp.util.make_text_document_params(view.story),
    }, function(_, symbols)
      fill(symbols)
    end, view.story)
  end
end

local function follow()
  local range = view.ranges[vim.api.nvim_win_get_cursor(0)[1]]
  local window = vim.fn.bufwinid(view.story)
  local client = vim.lsp.get_clients({ name = 'stet', bufnr = view.story })[1]
  if range and window ~= -1 and client then
    vim.api.nvim_set_current_win(window)
    vim.lsp.util.show_document({ uri = vim.uri_from_bufnr(view.story), range = range },
      client.offset_encoding, { focus = true })
  end
end

local function make_window()
  vim.cmd(('botright vertical %dnew'):format(WIDTH))
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].buftype, vim.bo[buffer].bufhidden = 'nofile', 'wipe'
  vim.bo[buffer].filetype = 'stetquotes'
  vim.api.nvim_buf_set_name(buffer, 'stet://quotations')
  for option, value in pairs({ wrap = false, winfixwidth = true, number = false,
    relativenumber = false, signcolumn = 'no', cursorline = true }) do
    vim.wo[option] = value
  end
  vim.cmd([[syntax match StetSpeaker /^\S.*$/]])
  vim.cmd([[highlight default link StetSpeaker Title]])
  vim.keymap.set('n', '<CR>', follow, { buffer = buffer, nowait = true })
  vim.keymap.set('n', 'q', '<Cmd>close<CR>', { buffer = buffer, nowait = true })
  vim.cmd('wincmd p')
  return buffer
end

local function follow_changes(story)
  vim.api.nvim_create_autocmd({ 'TextChanged', 'TextChangedI' }, {
    group = vim.api.nvim_create_augroup('stet_quotes', {}),
    buffer = story,
    callback = function()
      if not view or not vim.api.nvim_buf_is_valid(view.buffer) then
        return true -- the window is closed: no more of this
      end
      refresh()
    end,
  })
end

function M.open()
  local story = vim.api.nvim_get_current_buf()
  if not vim.lsp.get_clients({ name = 'stet', bufnr = story })[1] then
    vim.notify('Stet: this is no story that Stet reads')
    return
  end
  if view and vim.api.nvim_buf_is_valid(view.buffer) then
    view.story = story
  else
    view = { story = story, buffer = make_window(), ranges = {} }
  end
  follow_changes(story)
  refresh()
end

return M
