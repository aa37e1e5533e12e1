--- What the user set, and what the client is made of.
local M = {}

M.defaults = {
  --- The program and its arguments.
  cmd = { 'stet', 'serve' },
  --- Buffers of these are read.
  filetypes = { 'text', 'markdown', 'html', 'mail', 'rst', 'asciidoc' },
  --- Inlay hints are shown in them from the start.
  hints = true,
  --- Larger files are left alone (bytes).
  max_bytes = 8 * 1024 * 1024,
  --- What the server is told: the keys of stet.json.
  settings = {},
}

M.options = vim.deepcopy(M.defaults)

--- Neovim's names for prose that the LSP calls plaintext.
local plain = { text = true, mail = true, rst = true, asciidoc = true }

function M.merge(options)
  M.options = vim.tbl_deep_extend('force', M.defaults, options or {})
end

--- @return table what vim.lsp.config() and vim.lsp.start() take
function M.client()
  return {
    name = 'stet',
    cmd = M.options.cmd,
    filetypes = M.options.filetypes,
    root_markers = { 'stet.json', '.git' },
    get_language_id = function(_, filetype)
      return plain[filetype] and 'plaintext' or filetype
    end,
    settings = { stet = M.options.settings },
    init_options = M.options.settings,
    -- The server keeps up with every key: there is no need to save it work.
    flags = { debounce_text_changes = 5 },
  }
end

return M
