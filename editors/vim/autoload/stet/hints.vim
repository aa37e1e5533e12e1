vim9script
# Hints: virtual text, by text properties, so that they move as one types.
#
# What is asked for is what windows show and a screen around it. An answer is
# dropped if the text changed meanwhile: a newer question is on its way.

import autoload 'stet/server.vim'
import autoload 'stet/text.vim'

const TYPE = 'StetHint'
const AROUND = 60

var is_shown = true
var asked: dict<number> = {}

def Prepare()
  if empty(prop_type_get(TYPE))
    highlight default StetHint term=italic cterm=italic gui=italic
          \ ctermfg=67 guifg=#6d8aa8
    prop_type_add(TYPE, {highlight: 'StetHint', priority: 10})
  endif
enddef

def Label(hint: dict<any>): string
  const words = type(hint.label) == v:t_string ? hint.label
    : hint.label->mapnew((_, part) => part.value)->join('')
  return (hint->get('paddingLeft', false) ? ' ' : '') .. words
    .. (hint->get('paddingRight', false) ? ' ' : '')
enddef

def Put(buffer: number, first: number, last: number, found: any)
  Prepare()
  const lines = getbufinfo(buffer)[0].linecount
  prop_remove({type: TYPE, bufnr: buffer, all: true}, first, min([last, lines]))
  if type(found) != v:t_list
    return
  endif
  for hint in found
    const line = hint.position.line + 1
    if line <= lines
      const width = getbufline(buffer, line)[0]->strlen()
      prop_add(line, min([hint.position.character, width]) + 1,
        {type: TYPE, bufnr: buffer, text: Label(hint)})
    endif
  endfor
enddef

def AskFor(buffer: number, first: number, last: number)
  const tick = getbufvar(buffer, 'changedtick')

  server.Request('textDocument/inlayHint', {
    textDocument: text.Document(buffer),
    range: {start: {line: first - 1, character: 0},
      end: {line: last, character: 0}}},
    (found) => {
      if bufloaded(buffer) && getbufvar(buffer, 'changedtick') == tick
        Put(buffer, first, last, found)
      endif
    })
enddef

export def Clear(buffer: number)
  if !empty(prop_type_get(TYPE)) && bufloaded(buffer)
    prop_remove({type: TYPE, bufnr: buffer, all: true})
  endif
enddef

# Asks for the hints that the windows of `buffer` show.
export def Ask(buffer: number)
  if !server.IsReady()
    return
  elseif !is_shown || !server.Option('hints', true)
    Clear(buffer)
    return
  endif
  for window in win_findbuf(buffer)
    const top = line('w0', window)
    const bottom = line('w$', window)
    AskFor(buffer, max([1, top - AROUND]), bottom + AROUND)
  endfor
enddef

export def Toggle()
  is_shown = !is_shown
enddef
