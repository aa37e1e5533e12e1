vim9script
# What one asks for: hover, introduction, references, rename, fixes, words.

import autoload 'stet.vim'
import autoload 'stet/server.vim'
import autoload 'stet/text.vim'
import autoload 'stet/findings.vim'

# The document and the place of the cursor, and a text that is up to date.
def Here(): dict<any>
  stet.Flush(bufnr())
  return {textDocument: text.Document(bufnr()), position: text.Cursor()}
enddef

def Lines(contents: any): list<string>
  const words = type(contents) == v:t_string ? contents
    : type(contents) == v:t_dict ? contents.value
    : contents->mapnew((_, part) => type(part) == v:t_string ? part
      : part.value)->join("\n\n")
  return words->trim()->split("\n", true)
enddef

export def Hover()
  server.Request('textDocument/hover', Here(), (found) => {
    if found == null || empty(found.contents)
      echo 'Stet: nothing is known about this'
      return
    endif
    popup_atcursor(Lines(found.contents), {border: [],
      borderchars: ['─', '│', '─', '│', '╭', '╮', '╯', '╰'],
      padding: [0, 1, 0, 1], moved: 'word', maxwidth: 72, close: 'click'})
  })
enddef

def Places(found: any): list<any>
  return found == null ? [] : type(found) == v:t_list ? found : [found]
enddef

export def Introduction()
  server.Request('textDocument/definition', Here(), (found) => {
    const places = Places(found)
    if empty(places)
      echo 'Stet: nobody is introduced for this'
    else
      text.Goto(places[0])
    endif
  })
enddef

# 'tagfunc': CTRL-] goes to the person's introduction.
export def Tag(pattern: string, flags: string, _: dict<any>): any
  if flags !~# 'c'
    return null
  endif
  const places = Places(server.Ask('textDocument/definition', Here()))
  if empty(places)
    return []
  endif
  const place = places[0]
  const range = place->get('range', place->get('targetSelectionRange', {}))
  return [{name: pattern,
    filename: text.PathOf(place->get('uri', place->get('targetUri', ''))),
    cmd: printf('/\%%%dl\%%%dc/', range.start.line + 1,
      range.start.character + 1)}]
enddef

export def References()
  const params = Here()->copy()->extend({context: {includeDeclaration: true}})

  server.Request('textDocument/references', params, (found) => {
    if empty(Places(found))
      echo 'Stet: this is nowhere else'
      return
    endif
    setloclist(0, [], ' ', {title: 'Stet: mentions',
      items: text.ListItems(found)})
    lopen
  })
enddef

def RenameTo(name: string, place: dict<any>)
  server.Request('textDocument/rename', place->copy()->extend({newName: name}),
    (edit) => {
      if edit == null
        echo 'Stet: this cannot be renamed'
      else
        echo printf('Stet: %d places changed', text.ApplyWorkspace(edit))
        stet.Flush(bufnr())
      endif
    })
enddef

export def Rename(name: string)
  const place = Here()

  if !empty(name)
    RenameTo(name, place)
    return
  endif
  server.Request('textDocument/prepareRename', place, (found) => {
    if found == null
      echo 'Stet: this cannot be renamed'
      return
    endif
    const range = found->get('range', found)
    const old = found->get('placeholder', getline(range.start.line + 1)
      ->strpart(range.start.character, range.end.character
        - range.start.character))
    const new = input('Rename to: ', old)
    redraw
    if !empty(new) && new !=# old
      RenameTo(new, place)
    endif
  })
enddef

# workspace/applyEdit
export def TakeEdit(params: dict<any>)
  text.ApplyWorkspace(params.edit)
  stet.Flush(bufnr())
enddef

def Finish(action: dict<any>)
  if action->has_key('edit')
    text.ApplyWorkspace(action.edit)
    stet.Flush(bufnr())
  endif
  if type(action->get('command', null)) == v:t_dict
    server.Request('workspace/executeCommand', {
      command: action.command.command,
      arguments: action.command->get('arguments', [])}, (_) => null)
  endif
enddef

def Do(action: dict<any>)
  if action->has_key('edit') || !action->has_key('data')
    Finish(action)
  else
    server.Request('codeAction/resolve', action, (resolved) =>
      Finish(resolved == null ? action : resolved))
  endif
enddef

def Offer(actions: list<any>)
  if empty(actions)
    echo 'Stet: nothing to mend here'
  elseif len(actions) == 1 && server.Option('apply_single', false)
    Do(actions[0])
  else
    popup_menu(actions->mapnew((_, action) => action.title), {
      title: ' Stet ', borderchars: ['─', '│', '─', '│', '╭', '╮', '╯', '╰'],
      callback: (_, choice) => {
        if choice > 0
          Do(actions[choice - 1])
        endif
      }})
  endif
enddef

# What can be done about the findings of these lines; with no range given,
# those of the cursor's line.
export def Choose(first: number, last: number, _: number)
  stet.Flush(bufnr())
  server.Request('textDocument/codeAction', {
    textDocument: text.Document(bufnr()),
    range: {start: {line: first - 1, character: 0},
      end: {line: last - 1, character: strlen(getline(last))}},
    context: {diagnostics: findings.Between(bufnr(), first, last),
      triggerKind: 1}},
    (found) => Offer(Places(found)))
enddef

# 'omnifunc': names, with titles, that the story has introduced.
export def Complete(findstart: any, base: string): any
  if findstart == 1
    return match(getline('.')->strpart(0, col('.') - 1),
      '\(\k\|[’''-]\)*$')
  endif
  const found = server.Ask('textDocument/completion', Here())
  const words = type(found) == v:t_dict ? found.items : Places(found)
  return words->copy()
    ->filter((_, item) => item.label->stridx(base) == 0 || empty(base))
    ->mapnew((_, item) => ({word: item->get('insertText', item.label),
      abbr: item.label, menu: item->get('detail', '')}))
enddef
