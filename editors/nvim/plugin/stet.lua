-- Stet: who is quoted saying what, and every fact to check (:help stet-nvim).
-- Attaches to prose; nothing is read before a story is open.
if vim.g.loaded_stet_nvim or vim.fn.has('nvim-0.10') == 0 then
  return
end
vim.g.loaded_stet_nvim = true

vim.api.nvim_create_autocmd('FileType', {
  group = vim.api.nvim_create_augroup('stet', {}),
  callback = function(event)
    require('stet').attach(event.buf)
  end,
})

local function jump(count)
  if vim.diagnostic.jump then
    vim.diagnostic.jump({ count = count, float = true })
  else
    (count > 0 and vim.diagnostic.goto_next or vim.diagnostic.goto_prev)()
  end
end

local commands = {
  StetQuotes = { function() require('stet.quotes').open() end,
    'The cast and their quotations in a side window' },
  StetHints = { function() require('stet').toggle_hints() end, 'Hide hints, or show them' },
  StetHover = { function() vim.lsp.buf.hover() end, 'What is known about this' },
  StetIntroduction = { function() vim.lsp.buf.definition() end,
    'Where this person is introduced' },
  StetReferences = { function() vim.lsp.buf.references() end, 'Every mention' },
  StetAction = { function() vim.lsp.buf.code_action() end, 'Mend what was found here' },
  StetFindings = { function() vim.diagnostic.setloclist() end, 'Findings in the location list' },
  StetNext = { function() jump(1) end, 'Next finding' },
  StetPrev = { function() jump(-1) end, 'Finding before' },
  StetRestart = { function() require('stet').restart() end, 'End the server and start it again' },
  StetStop = { function() require('stet').stop() end, 'End the server' },
  StetPlugins = { function() require('stet').plugins() end, 'What the server has loaded' },
  StetLog = { function() vim.cmd.tabnew(vim.lsp.get_log_path()) end, 'What the server said' },
}
for name, command in pairs(commands) do
  vim.api.nvim_create_user_command(name, command[1], { desc = command[2] })
end
vim.api.nvim_create_user_command('StetRename', function(arguments)
  vim.lsp.buf.rename(arguments.args ~= '' and arguments.args or nil)
end, { nargs = '?', desc = 'Rename this person everywhere' })
