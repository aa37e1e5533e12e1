vim9script
# Places and edits: what the protocol calls a range, in buffers.
#
# The server and this client have agreed on UTF-8, so a character of the
# protocol is a byte of a line, from 0, and nothing is converted.

# The bytes of a character as a URI writes them.
def Percent(character: string): string
  return range(strlen(character))
    ->mapnew((_, at) => printf('%%%02X', char2nr(strpart(character, at, 1))))
    ->join('')
enddef

export def UriOf(buffer: number): string
  const name = bufname(buffer)
  if empty(name)
    return 'untitled:Untitled-' .. buffer
  endif
  return 'file://' .. fnamemodify(name, ':p')
    ->substitute('[^A-Za-z0-9/._~-]', (found) => Percent(found[0]), 'g')
enddef

export def PathOf(uri: string): string
  const path = uri->substitute('^file://', '', '')->escape('\"')
  # A string literal is the one place where Vim takes bytes for text.
  return eval('"' .. path->substitute('%\(\x\x\)', '\\x\1', 'g') .. '"')
enddef

# The buffer of a URI, made if there is none; 0 for one that has no file.
export def BufferOf(uri: string): number
  if uri =~ '^untitled:Untitled-\d\+$'
    return str2nr(matchstr(uri, '\d\+$'))
  elseif uri !~ '^file://'
    return 0
  endif
  for info in getbufinfo()
    if UriOf(info.bufnr) == uri
      return info.bufnr
    endif
  endfor
  const buffer = bufadd(PathOf(uri))
  bufload(buffer)
  setbufvar(buffer, '&buflisted', true)
  return buffer
enddef

export def Cursor(): dict<number>
  const at = getcurpos()
  return {line: at[1] - 1, character: at[2] - 1}
enddef

export def Document(buffer: number): dict<any>
  return {uri: UriOf(buffer)}
enddef

def EditOne(buffer: number, edit: dict<any>)
  const first = edit.range.start.line + 1
  const last = edit.range.end.line + 1
  const count = getbufinfo(buffer)[0].linecount
  const head = getbufline(buffer, first)->get(0, '')
    ->strpart(0, edit.range.start.character)
  const tail = last > count ? '' : getbufline(buffer, last)->get(0, '')
    ->strpart(edit.range.end.character)
  var lines = edit.newText->split("\n", true)

  lines[0] = head .. lines[0]
  lines[-1] ..= tail
  const old = min([last, count]) - first + 1
  const kept = min([old, len(lines)])
  if kept > 0
    setbufline(buffer, first, lines[: kept - 1])
  endif
  if len(lines) > kept
    appendbufline(buffer, first + kept - 1, lines[kept :])
  elseif old > kept
    deletebufline(buffer, first + kept, first + old - 1)
  endif
enddef

def Later(a: dict<any>, b: dict<any>): number
  const x = a.range.start
  const y = b.range.start
  return x.line != y.line ? y.line - x.line : y.character - x.character
enddef

# Applies text edits that do not overlap; one step of undo.
export def Apply(buffer: number, edits: list<any>)
  for edit in edits->copy()->sort(Later)
    EditOne(buffer, edit)
  endfor
enddef

# Applies a WorkspaceEdit; how many places it changed.
export def ApplyWorkspace(edit: dict<any>): number
  var count = 0

  for change in edit->get('documentChanges', [])
    if change->has_key('edits')
      Apply(BufferOf(change.textDocument.uri), change.edits)
      count += len(change.edits)
    endif
  endfor
  for [uri, edits] in items(edit->get('changes', {}))
    Apply(BufferOf(uri), edits)
    count += len(edits)
  endfor
  return count
enddef

# Goes to a Location or LocationLink, with the jump list kept.
export def Goto(place: dict<any>)
  const uri = place->get('uri', place->get('targetUri', ''))
  const range = place->get('range', place->get('targetSelectionRange', {}))
  const buffer = BufferOf(uri)

  normal! m'
  if buffer != bufnr()
    execute 'buffer ' .. buffer
  endif
  cursor(range.start.line + 1, range.start.character + 1)
  normal! zv
enddef

# Locations as entries of a location list.
export def ListItems(places: list<any>): list<dict<any>>
  var items: list<dict<any>> = []

  for place in places
    const buffer = BufferOf(place.uri)
    const line = place.range.start.line + 1
    items->add({bufnr: buffer, lnum: line,
      col: place.range.start.character + 1,
      text: getbufline(buffer, line)->get(0, '')->trim()})
  endfor
  return items
enddef
