vim9script
# The server: one process for every story in this Vim.
#
#     stopped --Start()--> starting --initialize answered--> ready
#        ^                    |                                |
#        '---- Stop() --------'------- it ended by itself -----'--> started
#                                      again, five times in three minutes
#
# Requests before it is ready wait; requests when it is gone are dropped, and
# whoever asked hears nothing: buffers are opened again when it is back.

const DEATHS_MAX = 5
const DEATHS_SECONDS = 180
const LOG_LINES = 2000

var process: job
var state = 'stopped'
var is_wanted = false
var waiting: list<func()> = []
var deaths: list<number> = []
var log: list<string> = []
var listeners: dict<func(any)> = {}
var on_ready: list<func()> = []

# What the server can do, once it is ready.
export var capabilities: dict<any> = {}

# A key of g:stet.
export def Option(name: string, default: any): any
  return get(get(g:, 'stet', {}), name, default)
enddef

def Complain(words: string)
  echohl WarningMsg
  echomsg 'Stet: ' .. words
  echohl None
enddef

def Note(line: string)
  log->add(strftime('%T ') .. line)
  if len(log) > LOG_LINES
    log->remove(0, len(log) - LOG_LINES - 1)
  endif
enddef

export def IsReady(): bool
  return state == 'ready'
enddef

# Called with the parameters of each notification `method`.
export def Listen(method: string, Callback: func(any))
  listeners[method] = Callback
enddef

# Called each time the server is ready: first, and after each restart.
export def WhenReady(Callback: func())
  on_ready->add(Callback)
enddef

def Send(message: dict<any>)
  try
    ch_sendexpr(process, message)
  catch /E630\|E631\|E906/
    # It died a moment ago: OnExit() comes.
  endtry
enddef

export def Notify(method: string, params: any = {})
  if state == 'ready'
    Send({method: method, params: params})
  endif
enddef

# Asks; `Answer` gets the result, or null where there is none or it failed.
export def Request(method: string, params: any, Answer: func(any))
  if state == 'starting'
    waiting->add(() => Request(method, params, Answer))
    return
  elseif state != 'ready'
    return
  endif
  const Callback = (_: any, response: dict<any>) => {
    if response->has_key('error')
      Note(method .. ': ' .. response.error.message)
      Answer(null)
    else
      Answer(response->get('result', null))
    endif
  }
  try
    ch_sendexpr(process, {method: method, params: params},
      {callback: Callback})
  catch /E630\|E631\|E906/
  endtry
enddef

# The same, and waits; null when there is no answer in a second.
export def Ask(method: string, params: any): any
  if state != 'ready'
    return null
  endif
  try
    const response = ch_evalexpr(process, {method: method, params: params},
      {timeout: 1000})
    return response->get('result', null)
  catch /E630\|E631\|E906/
    # It died a moment ago: OnExit() comes.
  endtry
  return null
enddef

def Configuration(items: list<any>): list<any>
  const settings = Option('settings', {})
  var answers: list<any> = []

  for item in items
    const section = item->get('section', '')
    answers->add(section == 'stet' || empty(section) ? settings : null)
  endfor
  return answers
enddef

def Show(params: dict<any>)
  Note(params.message)
  if params.type <= 2
    Complain(params.message)
  endif
enddef

def OnMessage(_: channel, message: dict<any>)
  if !message->has_key('method')
    return
  endif
  const method = message.method
  const params = message->get('params', {})

  if method == 'window/showMessage'
    Show(params)
  elseif method == 'window/logMessage'
    Note(params.message)
  elseif listeners->has_key(method)
    listeners[method](params)
  endif
  if !message->has_key('id')
    return
  elseif method == 'workspace/configuration'
    Send({id: message.id, result: Configuration(params.items)})
  elseif method == 'workspace/applyEdit'
    Send({id: message.id, result: {applied: true}})
  else
    Send({id: message.id, result: null})
  endif
enddef

def OnInitialized(_: any, response: dict<any>)
  if response->has_key('error')
    Complain('the server does not start: ' .. response.error.message)
    state = 'stopped'
    return
  endif
  capabilities = response.result.capabilities
  state = 'ready'
  Notify('initialized')
  const due = waiting
  waiting = []
  for Callback in on_ready
    Callback()
  endfor
  for Callback in due
    Callback()
  endfor
enddef

def Initialize()
  const folder = getcwd()
  const support = {dynamicRegistration: false}

  ch_sendexpr(process, {method: 'initialize', params: {
    processId: getpid(),
    clientInfo: {name: 'Vim', version: string(v:versionlong)},
    rootUri: 'file://' .. folder,
    workspaceFolders: [{uri: 'file://' .. folder,
      name: fnamemodify(folder, ':t')}],
    initializationOptions: Option('settings', {}),
    capabilities: {
      general: {positionEncodings: ['utf-8']},
      workspace: {configuration: true, workspaceFolders: true,
        applyEdit: true, inlayHint: {refreshSupport: true},
        workspaceEdit: {documentChanges: true}},
      textDocument: {
        synchronization: {didSave: true},
        publishDiagnostics: {relatedInformation: true, versionSupport: true,
          codeDescriptionSupport: true},
        inlayHint: support,
        hover: {contentFormat: ['plaintext']},
        definition: support, references: support,
        documentSymbol: {hierarchicalDocumentSymbolSupport: true},
        rename: {prepareSupport: true},
        completion: {completionItem: {snippetSupport: false}},
        codeAction: {dataSupport: true,
          resolveSupport: {properties: ['edit']},
          codeActionLiteralSupport: {codeActionKind: {valueSet:
            ['quickfix', 'refactor', 'source', 'source.fixAll']}}},
      }}}}, {callback: OnInitialized})
enddef

export def Start()
  if state != 'stopped'
    return
  endif
  const command = Option('command', ['stet', 'serve'])

  is_wanted = true
  if !executable(command[0])
    Complain('there is no program “' .. command[0] .. '”: install Stet, or '
      .. 'set g:stet.command (:help stet-install)')
    is_wanted = false
    return
  endif
  state = 'starting'
  process = job_start(command, {in_mode: 'lsp', out_mode: 'lsp',
    err_mode: 'nl', out_cb: OnMessage,
    err_cb: (_, line) => Note('stderr: ' .. line), exit_cb: OnExit})
  if job_status(process) == 'fail'
    Complain('“' .. join(command) .. '” cannot be run')
    state = 'stopped'
    return
  endif
  Initialize()
enddef

def OnExit(ended: job, status: number)
  if ended != process || !is_wanted
    return
  endif
  state = 'stopped'
  waiting = []
  Note('the server ended: ' .. job_info(ended)->string())
  const now = localtime()
  deaths = deaths->filter((_, at) => now - at < DEATHS_SECONDS) + [now]
  if len(deaths) > DEATHS_MAX
    is_wanted = false
    Complain('the server ended ' .. len(deaths) .. ' times in three minutes '
      .. 'and stays down: see :StetLog, then :StetRestart')
    return
  endif
  Complain('the server ended and was started again (:StetLog)')
  Start()
enddef

export def Stop()
  is_wanted = false
  if state == 'ready'
    Ask('shutdown', null)
    Send({method: 'exit'})
  elseif state == 'starting'
    job_stop(process)
  endif
  state = 'stopped'
enddef

export def Restart()
  Stop()
  deaths = []
  Start()
enddef

# The process, for whoever wants to end it the hard way: tests do.
export def Pid(): number
  return state == 'stopped' ? 0 : job_info(process).process
enddef

def Scratch(name: string, lines: list<string>)
  execute 'botright new'
  setlocal buftype=nofile bufhidden=wipe noswapfile nobuflisted nowrap
  execute 'silent file ' .. fnameescape(name)
  setline(1, lines)
  setlocal nomodifiable
  nnoremap <buffer> <nowait> q <Cmd>close<CR>
enddef

export def ShowLog()
  Scratch('[Stet log]', empty(log) ? ['nothing yet'] : log)
  normal! G
enddef

export def ShowPlugins()
  const command = Option('command', ['stet', 'serve'])[0]
  Scratch('[Stet plugins]',
    systemlist(shellescape(command) .. ' plugins --explain'))
enddef
