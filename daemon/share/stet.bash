# bash completion for stet

_stet()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local command=${COMP_WORDS[1]}
    local common='--help --jobs --max-size --plugins --only-plugins --config --no-config'
    local options

    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W 'read lint tag explain plugins serve --help
            --version' -- "$current"))
        return
    fi
    case $previous in
        --format|-f) options='text json jsonl sarif github' ;;
        --offsets) options='codepoint utf8 utf16' ;;
        --language) options='plaintext markdown html' ;;
        --color) options='auto always never' ;;
        --plugins) COMPREPLY=($(compgen -d -- "$current")); return ;;
        --jobs|-j|--max-size|--date|--width|--clientProcessId|--patience|--max-stories) return ;;
    esac
    if [[ -n $options ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$current"))
        return
    fi
    case $command in
        read) options="$common --date --language --color --width" ;;
        lint) options="$common --format --fix --date --language --color" ;;
        tag) options="$common --offsets" ;;
        explain) options="$common --date --language --color" ;;
        plugins) options="$common --json --schema --explain --color" ;;
        serve) options='--help --stdio --clientProcessId --patience --max-stories --plugins --only-plugins' ;;
    esac
    if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$current"))
    fi
}

complete -o default -F _stet stet
