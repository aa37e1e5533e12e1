--- :checkhealth stet
local M = {}

local function check_program(cmd)
  if vim.fn.executable(cmd) == 0 then
    vim.health.error(('there is no program “%s”'):format(cmd),
      { 'Install Stet, or name the program: require("stet").setup({ cmd = { "…/stet", "serve" } })' })
    return false
  end
  vim.health.ok(vim.trim(vim.fn.system({ cmd, '--version' })) .. ' at ' .. vim.fn.exepath(cmd))
  return true
end

local function check_plugins(cmd)
  local ready, refused = 0, {}
  for _, line in ipairs(vim.fn.systemlist({ cmd, 'plugins' })) do
    if line:match('^ready') then
      ready = ready + 1
    elseif line:match('^refused') then
      table.insert(refused, line)
    end
  end
  if ready == 0 then
    vim.health.error('no plugin is loaded', { 'See :StetPlugins' })
  else
    vim.health.ok(ready .. ' plugins are loaded')
  end
  for _, line in ipairs(refused) do
    vim.health.warn(line)
  end
end

function M.check()
  local config = require('stet.config')
  vim.health.start('stet')
  if vim.fn.has('nvim-0.10') == 0 then
    vim.health.error('Neovim 0.10 or later is needed')
    return
  end
  vim.health.ok('Neovim ' .. tostring(vim.version()))
  if check_program(config.options.cmd[1]) then
    check_plugins(config.options.cmd[1])
  end
  local clients = require('stet').clients()
  if #clients == 0 then
    vim.health.info('no story is open')
  else
    vim.health.ok(('the server is running, positions in %s'):format(
      clients[1].offset_encoding))
  end
end

return M
