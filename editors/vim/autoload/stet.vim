vim9script
# Stories: which buffers the server knows, and what it is told of them.
#
#     a key --> listener (first line touched) --> Flush() --> didChange
#                                                   '--> hints are asked for
#
# The server is sent the lines that differ, found by comparing the buffer with
# what it was sent last, from the first line that the listener saw changed.
# Flush() runs before the screen waits for the next key (SafeState), and before
# every request, so that a request is never about an older text.

import autoload 'stet/server.vim'
import autoload 'stet/text.vim'
import autoload 'stet/hints.vim'
import autoload 'stet/findings.vim'
import autoload 'stet/outline.vim'
import autoload 'stet/actions.vim'

const FILETYPES = ['text', 'markdown', 'html', 'mail', 'rst', 'asciidoc']
const LANGUAGES = {text: 'plaintext', mail: 'plaintext', rst: 'plaintext',
  asciidoc: 'plaintext', '': 'plaintext'}
const BYTES_MAX = 8 * 1024 * 1024

# By buffer: {version, lines, dirty: first changed line or 0, listener}
var stories: dict<dict<any>> = {}
var is_listening = false

def Open(buffer: number)
  const story = stories[buffer]
  const type = getbufvar(buffer, '&filetype')

  story.lines = getbufline(buffer, 1, '$')
  story.version = 1
  story.dirty = 0
  server.Notify('textDocument/didOpen', {textDocument: {
    uri: text.UriOf(buffer),
    languageId: LANGUAGES->get(type, type),
    version: 1,
    text: story.lines->join("\n") .. "\n"}})
  hints.Ask(buffer)
enddef

def OpenAll()
  for buffer in keys(stories)
    Open(str2nr(buffer))
  endfor
enddef

def OnRefresh(_: any)
  for buffer in keys(stories)
    hints.Ask(str2nr(buffer))
  endfor
enddef

def ListenOnce()
  if is_listening
    return
  endif
  is_listening = true
  server.WhenReady(OpenAll)
  server.Listen('textDocument/publishDiagnostics', findings.Take)
  server.Listen('workspace/inlayHint/refresh', OnRefresh)
  server.Listen('workspace/applyEdit', actions.TakeEdit)
enddef

def OnChange(buffer: number, start: number, _: number, _: number, _: list<any>)
  const story = stories->get(string(buffer), {})
  if !empty(story)
    story.dirty = story.dirty == 0 ? start : min([story.dirty, start])
  endif
enddef

def Same(a: list<string>, b: list<string>, first: number): number
  const stop = min([len(a), len(b)])
  var at = min([first, stop])

  while at < stop && a[at] ==# b[at]
    at += 1
  endwhile
  return at
enddef

def SameBehind(a: list<string>, b: list<string>, head: number): number
  const stop = min([len(a), len(b)]) - head
  var count = 0

  while count < stop && a[-1 - count] ==# b[-1 - count]
    count += 1
  endwhile
  return count
enddef

# Tells the server what has changed since it was told last.
export def Flush(buffer: number)
  const story = stories->get(string(buffer), {})
  if empty(story) || !server.IsReady()
    return
  endif
  listener_flush(buffer)
  if story.dirty == 0
    return
  endif
  const lines = getbufline(buffer, 1, '$')
  const head = Same(story.lines, lines, story.dirty - 1)
  const tail = SameBehind(story.lines, lines, head)
  const old_end = len(story.lines) - tail
  const added = lines[head : len(lines) - tail - 1]

  story.dirty = 0
  if head == old_end && empty(added)
    return
  endif
  story.lines = lines
  story.version += 1
  server.Notify('textDocument/didChange', {
    textDocument: {uri: text.UriOf(buffer), version: story.version},
    contentChanges: [{
      range: {start: {line: head, character: 0},
        end: {line: old_end, character: 0}},
      text: empty(added) ? '' : added->join("\n") .. "\n"}]})
  hints.Ask(buffer)
  outline.Stale()
enddef

export def Close(buffer: number)
  if stories->has_key(buffer)
    server.Notify('textDocument/didClose', {textDocument: text.Document(buffer)})
    listener_remove(stories[buffer].listener)
    stories->remove(string(buffer))
  endif
enddef

export def IsAttached(buffer: number): bool
  return stories->has_key(buffer)
enddef

export def Detach(buffer: number)
  Close(buffer)
  hints.Clear(buffer)
  findings.Clear(buffer)
  execute printf('autocmd! stet_buffer * <buffer=%d>', buffer)
enddef

def Watch(buffer: number)
  augroup stet_buffer
  augroup END
  const here = printf('autocmd stet_buffer %%s <buffer=%d> %%s', buffer)
  execute printf('autocmd! stet_buffer * <buffer=%d>', buffer)
  execute printf(here, 'TextChanged,TextChangedI,TextChangedP,SafeState',
    'call stet#Flush(' .. buffer .. ')')
  execute printf(here, 'WinScrolled,BufWinEnter',
    'call stet#hints#Ask(' .. buffer .. ')')
  execute printf(here, 'CursorHold', 'call stet#findings#Say()')
  execute printf(here, 'BufWritePost', 'call stet#Saved(' .. buffer .. ')')
  execute printf(here, 'BufUnload', 'call stet#Close(' .. buffer .. ')')
enddef

export def Saved(buffer: number)
  Flush(buffer)
  server.Notify('textDocument/didSave', {textDocument: text.Document(buffer)})
enddef

# What Vim does by itself then goes through the server: K, CTRL-], CTRL-X
# CTRL-O. What the user set stays.
def SetOptions(buffer: number)
  for [option, value] in items({keywordprg: ':StetHover',
      tagfunc: 'stet#actions#Tag', omnifunc: 'stet#actions#Complete'})
    if getbufvar(buffer, '&' .. option) ==# getbufvar(buffer, '&g:' .. option)
        || empty(getbufvar(buffer, '&' .. option))
      setbufvar(buffer, '&' .. option, value)
    endif
  endfor
enddef

export def Attach(buffer: number)
  const size = getbufinfo(buffer)[0].linecount > 0
    ? getbufline(buffer, 1, '$')->join("\n")->strlen() : 0
  const limit = server.Option('max_bytes', BYTES_MAX)

  if IsAttached(buffer)
    return
  elseif size > limit
    echomsg printf('Stet: %s has %d KB and is left alone: '
      .. 'g:stet.max_bytes allows more', bufname(buffer), size / 1024)
    return
  endif
  ListenOnce()
  stories[buffer] = {version: 0, lines: [], dirty: 0,
    listener: listener_add(OnChange, buffer)}
  SetOptions(buffer)
  Watch(buffer)
  if server.IsReady()
    Open(buffer)
  else
    server.Start()
  endif
enddef

# A buffer has a new file type: attaches if that is prose.
export def MaybeAttach(buffer: number)
  const type = getbufvar(buffer, '&filetype')
  const types = server.Option('filetypes', FILETYPES)

  if server.Option('auto', true) && types->index(type) >= 0
      && getbufvar(buffer, '&buftype') == ''
    Attach(buffer)
  endif
enddef

export def ToggleHints()
  hints.Toggle()
  for buffer in keys(stories)
    hints.Ask(str2nr(buffer))
  endfor
enddef

# For 'statusline': how many findings there are, or nothing.
export def Status(): string
  if !IsAttached(bufnr())
    return ''
  endif
  const count = findings.Count(bufnr())
  return count == 0 ? 'stet' : 'stet ' .. count
enddef
