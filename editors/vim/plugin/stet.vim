vim9script
# Stet: who is quoted saying what, and every fact to check (:help stet).
#
# This file makes the commands and attaches to prose; nothing else of the
# plugin is read until a story is open.

if exists('g:loaded_stet')
  finish
endif
g:loaded_stet = 1

if !has('patch-9.0.0438') || !has('channel') || !has('textprop')
  echomsg 'Stet needs Vim 9.0 with +channel and +textprop'
  finish
endif

command! StetAttach call stet#Attach(bufnr())
command! StetDetach call stet#Detach(bufnr())
command! StetRestart call stet#server#Restart()
command! StetStop call stet#server#Stop()
command! StetLog call stet#server#ShowLog()
command! StetPlugins call stet#server#ShowPlugins()

command! StetHover call stet#actions#Hover()
command! StetIntroduction call stet#actions#Introduction()
command! StetReferences call stet#actions#References()
command! -nargs=? StetRename call stet#actions#Rename(<q-args>)
command! -range StetAction call stet#actions#Choose(<line1>, <line2>, <range>)
command! StetHints call stet#ToggleHints()

command! StetFindings call stet#findings#Open()
command! -count=1 StetNext call stet#findings#Jump(<count>)
command! -count=1 StetPrev call stet#findings#Jump(-<count>)
command! StetQuotes call stet#outline#Open()

augroup stet
  autocmd!
  autocmd FileType * call stet#MaybeAttach(str2nr(expand('<abuf>')))
  autocmd VimLeavePre * call stet#server#Stop()
augroup END

# Files that were open before the plugin was read.
for buffer in getbufinfo({bufloaded: 1})
  stet#MaybeAttach(buffer.bufnr)
endfor
