vim9script
# The steps in Vim: sourced in a real Vim on a terminal; results go to a file,
# a line a step: name, ok or FAILED, detail.

const expect = json_decode(readfile($STET_EXPECT)->join(''))
var out: list<string> = []

def Report(step: string, ok: bool, detail: string = '')
  out->add(step .. "\t" .. (ok ? 'ok' : 'FAILED') .. "\t"
    .. detail->substitute('[\t\n]', ' ', 'g'))
  writefile(out, $STET_RESULT)
enddef

# Lets Vim work until `Done` or for two seconds.
def Until(Done: func(): bool, patience = 20.0): bool
  const start = reltime()
  while reltime(start)->reltimefloat() < patience
    if Done()
      return true
    endif
    sleep 2m
  endwhile
  return Done()
enddef

# A line as it stands on the screen, white space and joiners left out.
def Shown(lnum: number): string
  const window = win_getid()
  const first = screenpos(window, lnum, 1).row
  const last = screenpos(window, lnum, max([1, col([lnum, '$']) - 1])).row
  const gutter = getwininfo(window)[0].textoff
  if first == 0
    return ''
  endif
  var words = ''
  for row in range(first, first + max([last - first, 0]) + 1)
    if row > first && screenstring(row, gutter - 1) =~ '\d'
      break # the next line's number
    elseif row >= first + winheight(0) || screenstring(row, gutter + 1) == '~'
      break
    endif
    words ..= range(gutter + 1, &columns)->mapnew((_, column) =>
      screenstring(row, column))->join('')
  endfor
  return words->substitute('\s\|\%u00a0\|<200d>\|\%u200d', '', 'g')
enddef

def Redrawn(lnum: number): string
  redraw
  return Shown(lnum)
enddef

def ShownAll(): list<string>
  return range(1, line('$'))->mapnew((_, lnum) => Shown(lnum))
enddef

def Differs(lines: list<string>, wanted: list<any>): string
  for at in range(max([len(lines), len(wanted)]))
    if lines->get(at, '') !=# wanted->get(at, '')
      return printf('line %d: %s, not %s', at + 1, lines->get(at, ''),
        wanted->get(at, ''))
    endif
  endfor
  return ''
enddef

def SameAs(wanted: list<any>): string
  const lines = (wanted[-1] == '' ? wanted[: -2] : wanted)
    ->mapnew((_, words) => words->substitute('\%u200d', '', 'g'))
  Until(() => {
    redraw
    return Differs(ShownAll(), lines) == ''
  })
  return Differs(ShownAll(), lines)
enddef

def GoTo(place: dict<any>)
  setcursorcharpos(float2nr(place.line) + 1, float2nr(place.character) + 1)
enddef

def At(place: dict<any>): bool
  const here = getcursorcharpos()
  return here[1] == float2nr(place.line) + 1
    && here[2] == float2nr(place.character) + 1
enddef

def Latency(): string
  execute 'edit ' .. $STET_LONG
  const lnum = str2nr($STET_LONG_LINE) + 1
  cursor(lnum, 1)
  redraw
  doautocmd WinScrolled # it waits for a key otherwise
  if !Until(() => Redrawn(lnum) =~ 'ago\S\+2025', 10.0)
    return ''
  endif
  var times: list<float> = []
  for round in range(50)
    const digit = round % 2 == 0 ? '3' : '2'
    const before = Shown(lnum)->matchstr('ago.*')
    const start = reltime()
    execute "normal! 0f1lr" .. digit
    stet#Flush(bufnr())
    if !Until(() => Redrawn(lnum)->matchstr('ago.*') !=# before)
      return ''
    endif
    times->add(reltime(start)->reltimefloat() * 1000)
  endfor
  return printf('%.1f', times->sort('f')[25])
enddef

def Run()
  var wrong = SameAs(expect.open)
  Report('hints', wrong == '' && expect.hints > 3, wrong)

  const typed_lnum = float2nr(expect.typed_line) + 1
  cursor(typed_lnum, 1)
  execute 'normal! i' .. expect.typed
  doautocmd TextChanged
  wrong = SameAs(expect.moved)
  Report('edit', wrong == '', wrong)
  normal! u
  doautocmd TextChanged
  SameAs(expect.open)

  GoTo(expect.pronoun)
  StetHover
  Report('hover', Until(() => !empty(popup_list())),
    empty(popup_list()) ? '' : getbufline(winbufnr(popup_list()[0]), 1)[0])
  popup_clear()

  GoTo(expect.pronoun)
  StetIntroduction
  Report('introduction', Until(() => At(expect.introduction)),
    getcursorcharpos()->string())

  StetQuotes
  Until(() => winnr('$') == 2)
  const side = bufnr('\[Stet quotations\]')
  Until(() => len(getbufline(side, 1, '$')) > 3)
  const names = getbufline(side, 1, '$')
  Report('quotations', expect.outline->copy()
    ->filter((_, name) => names->match('\V' .. escape(name, '\')) < 0)->empty(),
    join(names, ' / '))
  execute 'bwipeout! ' .. side

  GoTo(expect.wrong)
  StetAction
  Until(() => !empty(popup_list()))
  feedkeys("\<CR>", 'xt')
  Until(() => getline('.') ==# expect.mended)
  Report('fix', getline('.') ==# expect.mended, getline('.'))
  normal! u

  GoTo(expect.surname)
  execute 'StetRename ' .. expect.name
  Until(() => Differs(getline(1, '$'), expect.renamed[: -2]) == '')
  wrong = Differs(getline(1, '$'), expect.renamed[: -2])
  Report('rename', wrong == '', wrong)
  normal! u

  const pid = stet#server#Pid()
  system('kill -9 ' .. pid)
  Until(() => stet#server#Pid() != pid && stet#server#IsReady())
  cursor(typed_lnum, 1)
  execute 'normal! i' .. expect.typed
  doautocmd TextChanged
  wrong = SameAs(expect.moved)
  Report('kill -9', wrong == '' && stet#server#Pid() != pid, wrong)
  normal! u

  const median = Latency()
  Report('latency', median != '', median .. ' ms')
enddef

def Main(_: any)
  try
    Run()
  catch
    Report('script', false, v:exception .. ' at ' .. v:throwpoint)
  endtry
  qall!
enddef

timer_start(300, Main)
