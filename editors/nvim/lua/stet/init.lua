--- Stet in Neovim: the built-in client does nearly everything; this adds what
--- a story wants besides (see :help stet-nvim).
---
---     setup() -- options
---     attach(buffer) -- by plugin/stet.lua, for prose
---        `-- vim.lsp.start(), hints on, restarted if it ends by itself
local config = require('stet.config')

local M = {}

local DEATHS_MAX = 5
local DEATHS_SECONDS = 180
local deaths = {} --- when it ended by itself, in seconds
local left_alone = {} --- buffers that are too large, so that it is said once

--- @param options table|nil see stet.config
function M.setup(options)
  config.merge(options)
  if vim.lsp.config then
    vim.lsp.config('stet', config.client())
  end
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) then
      M.attach(buffer)
    end
  end
end

local function say(words, level)
  vim.notify('Stet: ' .. words, level or vim.log.levels.INFO)
end

local function size_of(buffer)
  return vim.api.nvim_buf_get_offset(buffer, vim.api.nvim_buf_line_count(buffer))
end

local function is_too_large(buffer)
  if size_of(buffer) <= config.options.max_bytes then
    return false
  end
  if not left_alone[buffer] then
    left_alone[buffer] = true
    say(('%s has %d KB and is left alone: max_bytes allows more'):format(
      vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':t'),
      math.floor(size_of(buffer) / 1024)), vim.log.levels.WARN)
  end
  return true
end

--- May it be started again? Five times in three minutes it may.
local function may_restart()
  local now = os.time()
  deaths = vim.tbl_filter(function(at)
    return now - at < DEATHS_SECONDS
  end, deaths)
  table.insert(deaths, now)
  return #deaths <= DEATHS_MAX
end

local function prose_buffers()
  return vim.tbl_filter(function(buffer)
    return vim.api.nvim_buf_is_loaded(buffer)
      and vim.tbl_contains(config.options.filetypes, vim.bo[buffer].filetype)
  end, vim.api.nvim_list_bufs())
end

local function on_exit(code, signal)
  if code == 0 and signal == 0 then
    return
  end
  vim.schedule(function()
    if vim.v.exiting ~= vim.NIL then
      return
    elseif not may_restart() then
      say('the server ended six times in three minutes and stays down: see '
        .. ':StetLog, then :StetRestart', vim.log.levels.ERROR)
      return
    end
    say('the server ended and was started again (:StetLog)', vim.log.levels.WARN)
    for _, buffer in ipairs(prose_buffers()) do
      M.attach(buffer)
    end
  end)
end

--- Hints in prose are there to be read: where the colour scheme leaves them
--- as faint as Neovim does, they look like comments.
local function make_readable()
  local hint = vim.api.nvim_get_hl(0, { name = 'LspInlayHint' })
  if hint.link == 'NonText' then
    vim.api.nvim_set_hl(0, 'LspInlayHint', { link = 'Comment' })
  end
end

local function on_attach(client, buffer)
  make_readable()
  if config.options.hints and client.server_capabilities.inlayHintProvider then
    vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
  end
end

--- Reads this buffer, if it is prose and not too large.
function M.attach(buffer)
  local options = config.options
  if vim.bo[buffer].buftype ~= ''
    or not vim.tbl_contains(options.filetypes, vim.bo[buffer].filetype)
    or is_too_large(buffer) then
    return
  end
  if vim.fn.executable(options.cmd[1]) == 0 then
    vim.notify_once(('Stet: there is no program “%s”: install Stet, or set '
      .. 'cmd (:help stet-nvim-install)'):format(options.cmd[1]),
      vim.log.levels.WARN)
    return
  end
  local client = vim.tbl_extend('force', vim.lsp.config and vim.lsp.config.stet
    or config.client(), { on_exit = on_exit, on_attach = on_attach })
  client.root_dir = vim.fs.root(buffer, client.root_markers)
  vim.lsp.start(client, { bufnr = buffer })
end

function M.clients()
  return vim.lsp.get_clients({ name = 'stet' })
end

--- The first story's client; methods took no self before Neovim 0.11.
function M.call(client, method, ...)
  if vim.fn.has('nvim-0.11') == 1 then
    return client[method](client, ...)
  end
  return client[method](...)
end

function M.restart()
  deaths = {}
  for _, client in ipairs(M.clients()) do
    M.call(client, 'stop')
  end
  vim.defer_fn(function()
    for _, buffer in ipairs(prose_buffers()) do
      M.attach(buffer)
    end
  end, 200)
end

function M.stop()
  for _, client in ipairs(M.clients()) do
    M.call(client, 'stop')
  end
end

function M.toggle_hints()
  vim.lsp.inlay_hint.enable(not vim.lsp.inlay_hint.is_enabled({ bufnr = 0 }),
    { bufnr = 0 })
end

--- The plugins that the server loads, in a window.
function M.plugins()
  local found = vim.fn.systemlist({ config.options.cmd[1], 'plugins', '--explain' })
  vim.cmd('botright new')
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].buftype, vim.bo[buffer].bufhidden = 'nofile', 'wipe'
  vim.api.nvim_buf_set_name(buffer, 'stet://plugins')
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, found)
  vim.bo[buffer].modifiable = false
  vim.keymap.set('n', 'q', '<Cmd>close<CR>', { buffer = buffer, nowait = true })
end

return M
