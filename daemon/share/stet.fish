# fish completion for stet

set -l commands read lint tag explain plugins serve
set -l none "not __fish_seen_subcommand_from $commands"
set -l reading "__fish_seen_subcommand_from read lint tag explain plugins"
set -l all "__fish_seen_subcommand_from $commands"
set -l dated "__fish_seen_subcommand_from read lint explain"
set -l coloured "__fish_seen_subcommand_from read lint explain plugins"

complete -c stet -n "$none" -f -a read -d 'Show a story as Stet reads it'
complete -c stet -n "$none" -f -a lint -d 'Say what a person should look at'
complete -c stet -n "$none" -f -a tag -d 'Stories as JSON Lines in and out'
complete -c stet -n "$none" -f -a explain -d 'Say why a place was read as it was'
complete -c stet -n "$none" -f -a plugins -d 'List the plugins'
complete -c stet -n "$none" -f -a serve -d 'Be the language server of an editor'
complete -c stet -n "$none" -f -l version -d 'Which Stet this is'
complete -c stet -s h -l help -d 'What there is'

complete -c stet -n "$reading" -s j -l jobs -x -d 'Stories read at a time'
complete -c stet -n "$reading" -l max-size -x -d 'Leave larger files alone (MB)'
complete -c stet -n "$all" -l plugins -x -a '(__fish_complete_directories)' -d 'Look for plugins here first'
complete -c stet -n "$all" -l only-plugins -d 'Look for plugins nowhere else'
complete -c stet -n "$reading" -l config -r -d 'Instead of the nearest stet.json'
complete -c stet -n "$reading" -l no-config -d 'Look for no stet.json'
complete -c stet -n "$dated" -l date -x -d 'The date of the story'
complete -c stet -n "$dated" -l language -x -a 'plaintext markdown html' -d 'Of the markup'
complete -c stet -n "$coloured" -l color -x -a 'auto always never' -d 'When to use colour'
complete -c stet -n '__fish_seen_subcommand_from read' -l width -x -d 'Columns of the page'
complete -c stet -n '__fish_seen_subcommand_from lint' -s f -l format -x -a 'text json jsonl sarif github' -d 'Of the report'
complete -c stet -n '__fish_seen_subcommand_from lint' -l fix -d 'Put safe fixes into the files'
complete -c stet -n '__fish_seen_subcommand_from tag' -l offsets -x -a 'codepoint utf8 utf16' -d 'What offsets count'
complete -c stet -n '__fish_seen_subcommand_from plugins' -l json -d 'For programs'
complete -c stet -n '__fish_seen_subcommand_from plugins' -l explain -d 'With kinds, rules and options'
complete -c stet -n '__fish_seen_subcommand_from plugins' -l schema -d 'The JSON Schema of stet.json'
complete -c stet -n '__fish_seen_subcommand_from serve' -l stdio -d 'Talk over stdin and stdout'
complete -c stet -n '__fish_seen_subcommand_from serve' -l clientProcessId -x -d 'End when this process does'
complete -c stet -n '__fish_seen_subcommand_from serve' -l max-stories -x -d 'Stories of a workspace that are read'
complete -c stet -n '__fish_seen_subcommand_from serve' -l patience -x -d 'How long a request waits for a story (ms)'
