-- The server as vim.lsp.config() finds it (Neovim 0.11 and later); where that
-- is missing, lua/stet/init.lua starts the same thing.
return require('stet.config').client()
