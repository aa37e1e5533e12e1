vim9script
# Findings: signs, an underline, the location list, and a way through them.

import autoload 'stet/text.vim'

const NAMES = ['', 'Error', 'Warning', 'Info', 'Hint']
const LETTERS = ['', 'E', 'W', 'I', 'N']
const TITLE = 'Stet'

# By buffer, as published, in the order of the text.
var all: dict<list<any>> = {}
var is_prepared = false

def Prepare()
  if is_prepared
    return
  endif
  is_prepared = true
  highlight default StetError term=underline cterm=underline gui=undercurl ctermfg=167 guisp=#d75f5f
  highlight default StetWarning term=underline cterm=underline gui=undercurl ctermfg=136 guisp=#af8700
  highlight default StetInfo term=underline cterm=underline gui=undercurl ctermfg=67 guisp=#5f87af
  highlight default link StetHintFinding StetInfo
  highlight default StetErrorSign ctermfg=167 guifg=#d75f5f
  highlight default StetWarningSign ctermfg=136 guifg=#af8700
  highlight default StetInfoSign ctermfg=67 guifg=#5f87af
  for severity in range(1, 4)
    const name = severity == 4 ? 'Info' : NAMES[severity]
    sign_define('Stet' .. severity, {text: '▸', texthl: 'Stet' .. name .. 'Sign'})
    prop_type_add('StetFinding' .. severity,
      {highlight: 'Stet' .. name, priority: 20})
  endfor
enddef

def Severity(finding: dict<any>): number
  return finding->get('severity', 3)
enddef

def Message(finding: dict<any>): string
  return finding.message .. ' [' .. finding->get('code', 'stet') .. ']'
enddef

def Unmark(buffer: number)
  sign_unplace('stet', {buffer: buffer})
  for severity in range(1, 4)
    prop_remove({type: 'StetFinding' .. severity, bufnr: buffer, all: true})
  endfor
enddef

def Mark(buffer: number)
  const lines = getbufinfo(buffer)[0].linecount

  for finding in all->get(string(buffer), [])
    const [from, to] = [finding.range.start, finding.range.end]
    if to.line >= lines
      continue
    endif
    sign_place(0, 'stet', 'Stet' .. Severity(finding), buffer,
      {lnum: from.line + 1})
    try
      prop_add(from.line + 1, from.character + 1, {bufnr: buffer,
        type: 'StetFinding' .. Severity(finding),
        end_lnum: to.line + 1, end_col: to.character + 1})
    catch /E964\|E966/
      # The text is newer; so are the findings that come next.
    endtry
  endfor
enddef

def Entries(buffer: number): list<dict<any>>
  return all->get(string(buffer), [])->mapnew((_, finding) => ({
    bufnr: buffer,
    lnum: finding.range.start.line + 1,
    col: finding.range.start.character + 1,
    end_lnum: finding.range.end.line + 1,
    end_col: finding.range.end.character + 1,
    type: LETTERS[Severity(finding)],
    text: Message(finding)}))
enddef

# A location list of ours that is there already follows; no other is touched.
def UpdateLists(buffer: number)
  for window in win_findbuf(buffer)
    if getloclist(window, {title: 0}).title ==# TITLE
      setloclist(window, [], 'r', {title: TITLE, items: Entries(buffer)})
    endif
  endfor
enddef

def Before(a: dict<any>, b: dict<any>): number
  const [x, y] = [a.range.start, b.range.start]
  return x.line != y.line ? x.line - y.line : x.character - y.character
enddef

# textDocument/publishDiagnostics
export def Take(params: dict<any>)
  const buffer = text.BufferOf(params.uri)
  if buffer == 0 || !bufloaded(buffer)
    return
  endif
  Prepare()
  all[buffer] = params.diagnostics->copy()->sort(Before)
  Unmark(buffer)
  Mark(buffer)
  UpdateLists(buffer)
  if exists('#User#StetFindings')
    doautocmd <nomodeline> User StetFindings
  endif
enddef

export def Clear(buffer: number)
  if all->has_key(buffer)
    all->remove(string(buffer))
    Unmark(buffer)
    UpdateLists(buffer)
  endif
enddef

export def Count(buffer: number): number
  return all->get(string(buffer), [])->len()
enddef

# Those that touch lines `first` to `last`, for code actions.
export def Between(buffer: number, first: number, last: number): list<any>
  return all->get(string(buffer), [])->copy()->filter((_, finding) =>
    finding.range.start.line + 1 <= last && finding.range.end.line + 1 >= first)
enddef

export def Open()
  const entries = Entries(bufnr())
  if empty(entries)
    echo 'Stet: nothing to look at'
    return
  endif
  setloclist(0, [], ' ', {title: TITLE, items: entries})
  lopen
enddef

# To the finding `count` places on; back where it is negative. Wraps.
export def Jump(count: number)
  const entries = all->get(string(bufnr()), [])
  if empty(entries)
    echo 'Stet: nothing to look at'
    return
  endif
  const here = text.Cursor()
  const Order = (finding) => finding.range.start.line != here.line
    ? finding.range.start.line - here.line
    : finding.range.start.character - here.character
  var at = 0

  if count > 0
    while at < len(entries) && Order(entries[at]) <= 0
      at += 1
    endwhile
    at += count - 1
  else
    while at < len(entries) && Order(entries[at]) < 0
      at += 1
    endwhile
    at += count
  endif
  const size = len(entries)
  const finding = entries[((at % size) + size) % size]
  text.Goto({uri: text.UriOf(bufnr()), range: finding.range})
  echo Message(finding)
enddef

# Says what is under the cursor in the command line.
export def Say()
  const here = text.Cursor()
  for finding in Between(bufnr(), here.line + 1, here.line + 1)
    if finding.range.start.line < here.line
        || finding.range.start.character <= here.character
      echo Message(finding)->strcharpart(0, &columns - 12)
      return
    endif
  endfor
enddef
