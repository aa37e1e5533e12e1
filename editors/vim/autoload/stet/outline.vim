vim9script
# The side window: the cast, and what each of them is quoted as saying.
#
# Made of the document symbols as the server nests them; <CR> goes there.

import autoload 'stet.vim'
import autoload 'stet/server.vim'
import autoload 'stet/text.vim'

const NAME = '[Stet quotations]'
const WIDTH = 44

var story = 0
var places: list<any> = []

def Window(): number
  return bufwinid(NAME->escape('[]'))
enddef

def Collect(symbols: list<any>, depth: number, lines: list<string>)
  for symbol in symbols
    const detail = symbol->get('detail', '')
    lines->add(repeat('  ', depth) .. symbol.name
      .. (empty(detail) ? '' : '  ' .. detail))
    places->add(symbol->get('selectionRange', symbol.range))
    Collect(symbol->get('children', []), depth + 1, lines)
  endfor
enddef

def Fill(symbols: any)
  const window = Window()
  if window == -1
    return
  endif
  const buffer = winbufnr(window)
  var lines: list<string> = []

  places = []
  Collect(symbols == null ? [] : symbols, 0, lines)
  if empty(lines)
    lines = ['Nobody is quoted.']
  endif
  setbufvar(buffer, '&modifiable', true)
  setbufline(buffer, 1, lines)
  if getbufinfo(buffer)[0].linecount > len(lines)
    deletebufline(buffer, len(lines) + 1, '$')
  endif
  setbufvar(buffer, '&modifiable', false)
enddef

def Refresh()
  server.Request('textDocument/documentSymbol',
    {textDocument: text.Document(story)}, Fill)
enddef

# The story has changed.
export def Stale()
  if story != 0 && Window() != -1
    Refresh()
  endif
enddef

export def Follow()
  const range = places->get(line('.') - 1, {})
  const window = bufwinid(story)
  if empty(range) || window == -1
    return
  endif
  win_gotoid(window)
  text.Goto({uri: text.UriOf(story), range: range})
enddef

export def Open()
  if !stet.IsAttached(bufnr())
    echo 'Stet: this is no story that Stet reads (:StetAttach)'
    return
  endif
  story = bufnr()
  stet.Flush(story)
  if Window() == -1
    execute 'silent botright vertical :' .. WIDTH .. 'new'
    execute 'silent file ' .. NAME->escape('[] ')
    setlocal buftype=nofile bufhidden=wipe noswapfile nobuflisted
    setlocal nowrap winfixwidth nonumber norelativenumber signcolumn=no
    setlocal cursorline filetype=stetquotes
    syntax match StetSpeaker /^\S.*$/
    syntax match StetQuoted /^\s\+.*$/
    highlight default link StetSpeaker Title
    highlight default link StetQuoted Normal
    nnoremap <buffer> <nowait> <CR> <ScriptCmd>Follow()<CR>
    nnoremap <buffer> <nowait> q <Cmd>close<CR>
    wincmd p
  endif
  Refresh()
enddef
