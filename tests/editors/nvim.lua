-- The steps in Neovim, on a terminal; results go to a file, a line a step:
-- name, ok or FAILED, detail.
local expect = vim.json.decode(table.concat(vim.fn.readfile(vim.env.STET_EXPECT)))
local out = {}

local function report(step, ok, detail)
  table.insert(out, table.concat({ step, ok and 'ok' or 'FAILED',
    (detail or ''):gsub('[\t\n]', ' ') .. '' }, '\t'))
  vim.fn.writefile(out, vim.env.STET_RESULT)
end

local function wait(done, patience)
  return vim.wait(patience or 20000, done, 2)
end

local function squeezed(text)
  return (text:gsub('%s', ''):gsub('\194\160', ''))
end

--- A line as it stands on the screen: what virtual text says put in.
local function shown(row)
  local text = vim.api.nvim_buf_get_lines(0, row, row + 1, false)[1] or ''
  local marks = {}
  for name, space in pairs(vim.api.nvim_get_namespaces()) do
    if name:find('inlayhint') then
      vim.list_extend(marks, vim.api.nvim_buf_get_extmarks(0, space, { row, 0 },
        { row, -1 }, { details = true }))
    end
  end
  table.sort(marks, function(a, b) return a[3] > b[3] end)
  for _, mark in ipairs(marks) do
    local words = ''
    for _, chunk in ipairs(mark[4].virt_text or {}) do
      words = words .. chunk[1]
    end
    text = text:sub(1, mark[3]) .. words .. text:sub(mark[3] + 1)
  end
  return squeezed(text)
end

local function differs(wanted, line)
  for row = 1, #wanted do
    if not (row == #wanted and wanted[row] == '') and line(row - 1) ~= wanted[row] then
      return ('line %d: %s, not %s'):format(row, line(row - 1), wanted[row])
    end
  end
end

local function same_as(wanted)
  wait(function()
    vim.cmd('redraw')
    return not differs(wanted, shown)
  end)
  return differs(wanted, shown)
end

local function plain(row)
  return vim.api.nvim_buf_get_lines(0, row, row + 1, false)[1] or ''
end

local function byte_of(place)
  return vim.str_byteindex(plain(place.line), place.character)
end

local function go_to(place)
  vim.api.nvim_win_set_cursor(0, { place.line + 1, byte_of(place) })
end

local function is_at(place)
  local here = vim.api.nvim_win_get_cursor(0)
  return here[1] == place.line + 1 and here[2] == byte_of(place)
end

local function type_in_front()
  vim.api.nvim_buf_set_text(0, expect.typed_line, 0, expect.typed_line, 0, { expect.typed })
end

local function latency()
  vim.cmd('edit ' .. vim.env.STET_LONG)
  local row = tonumber(vim.env.STET_LONG_LINE)
  vim.api.nvim_win_set_cursor(0, { row + 1, 0 })
  local function tail()
    return shown(row):match('ago(.*)')
  end
  if not wait(function() vim.cmd('redraw') return (tail() or ''):find('2025') end, 10000) then
    return
  end
  local times = {}
  for round = 1, 50 do
    local before, start = tail(), vim.uv.hrtime()
    vim.cmd('normal! 0f1lr' .. (round % 2 == 1 and '3' or '2'))
    if not wait(function() vim.cmd('redraw') return tail() ~= before end) then
      return
    end
    table.insert(times, (vim.uv.hrtime() - start) / 1e6)
  end
  table.sort(times)
  return times[25]
end

local function run()
  local stet = require('stet')
  local wrong = same_as(expect.open)
  report('hints', not wrong and expect.hints > 3, wrong)

  type_in_front()
  wrong = same_as(expect.moved)
  report('edit', not wrong, wrong)
  vim.cmd('undo')
  same_as(expect.open)

  go_to(expect.pronoun)
  vim.cmd('StetHover')
  local float
  wait(function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        float = window
      end
    end
    return float
  end)
  report('hover', float ~= nil, float and vim.api.nvim_buf_get_lines(
    vim.api.nvim_win_get_buf(float), 0, 1, false)[1])
  if float then
    vim.api.nvim_win_close(float, true)
  end

  go_to(expect.pronoun)
  vim.cmd('StetIntroduction')
  report('introduction', wait(function() return is_at(expect.introduction) end),
    vim.inspect(vim.api.nvim_win_get_cursor(0)))

  vim.cmd('StetQuotes')
  local side = vim.fn.bufnr('stet://quotations')
  wait(function() return vim.api.nvim_buf_line_count(side) > 3 end)
  local names = table.concat(vim.api.nvim_buf_get_lines(side, 0, -1, false), ' / ')
  local has_all = true
  for _, name in ipairs(expect.outline) do
    has_all = has_all and names:find(name, 1, true) ~= nil
  end
  report('quotations', has_all, names)
  vim.cmd('bwipeout! ' .. side)

  go_to(expect.wrong)
  vim.ui.select = function(items, _, choose) choose(items[1], 1) end
  vim.cmd('StetAction')
  wait(function() return plain(expect.wrong.line) == expect.mended end)
  report('fix', plain(expect.wrong.line) == expect.mended, plain(expect.wrong.line))
  vim.cmd('undo')

  go_to(expect.surname)
  vim.cmd('StetRename ' .. expect.name)
  wait(function() return not differs(expect.renamed, plain) end)
  wrong = differs(expect.renamed, plain)
  report('rename', not wrong, wrong)
  vim.cmd('undo')

  local old = stet.clients()[1]
  vim.fn.system({ 'sh', '-c', 'kill -9 $(pgrep -P ' .. vim.fn.getpid() .. ' -f "serve")' })
  local is_back = wait(function()
    local now = stet.clients()[1]
    return now and now.id ~= old.id and now.initialized
  end)
  type_in_front()
  wrong = same_as(expect.moved)
  report('kill -9', is_back and not wrong, wrong)
  vim.cmd('undo')

  local median = latency()
  report('latency', median ~= nil, median and ('%.1f ms'):format(median))
end

vim.defer_fn(function()
  local ok, problem = xpcall(run, debug.traceback)
  if not ok then
    report('script', false, problem)
  end
  vim.cmd('qall!')
end, 300)
