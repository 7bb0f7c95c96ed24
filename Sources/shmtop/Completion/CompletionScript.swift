internal import ArgumentParser

/// The script that tells a shell how to complete a command line.
///
/// The argument parser makes it from the commands; some lines are added. Without a command the options of the
/// monitor are completed, `watch` is completed as `monitor`, and the argument of `help` is a command. In bash a
/// colon ends no word, and no candidate is expanded.
///
/// Why: Decisions/105-completion-selects-what-it-names.md
enum CompletionScript {
  private static let option = "--generate-completion-script"

  /// The script that the arguments ask for; `nil` if they ask for none, or for that of an unknown shell.
  static func requested(by arguments: [String]) -> String? {
    guard let first = arguments.first else { return nil }
    let shell: CompletionShell? =
      switch arguments.dropFirst().first {
      case _ where first.hasPrefix(option + "="):
        CompletionShell(rawValue: String(first.dropFirst(option.count + 1)))
      case let name? where first == option: CompletionShell(rawValue: name)
      case nil where first == option: .autodetected()
      default: nil
      }
    return shell.map(script)
  }

  private static func script(for shell: CompletionShell) -> String {
    let script = Shmtop.completionScript(for: shell)
    switch shell {
    case .bash: return script + bash
    case .fish: return script + fish
    default:
      let lines = script.split(separator: "\n", omittingEmptySubsequences: false)
      let start = lines.firstIndex { $0.hasPrefix("    local -r command_name=") } ?? lines.endIndex
      return (lines[..<start] + [Substring(zsh)] + lines[start...]).joined(separator: "\n")
    }
  }

  private static let bash = #"""

    # Replaces a function of the parser's script: offers words without expanding them, and quotes them if the user
    # has not.
    __shmtop_add_completions() {
        local word typed
        if [[ "${1}" != -W ]]; then
            while IFS='' read -r word; do
                COMPREPLY+=("${word}")
            done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
            return
        fi
        compopt +o filenames
        if [[ -n "${quoted}" ]]; then
            typed="${cur}"
        else
            IFS='' read typed <<<"${cur}"
        fi
        while IFS='' read -r word; do
            if [[ -n "${word}" && "${word}" == "${typed}"* ]]; then
                if [[ -z "${quoted}" && "${word}" == *[![:alnum:]/._:,+@%-]* ]]; then
                    printf -v word %q "${word}"
                fi
                COMPREPLY+=("${word}")
            fi
        done <<<"${2}"
    }

    # Joins the words that bash splits at colons, inserts `monitor` if no command is typed, and replaces `watch`.
    _shmtop_words() {
        local IFS=$' \t\n'
        local rest="${COMP_LINE::COMP_POINT}" before word quoted=''
        local -a words=()
        local -i index
        for ((index = 0; index <= COMP_CWORD; index++)); do
            if ((index < COMP_CWORD)); then
                word="${COMP_WORDS[index]}"
                before="${rest%%"${word}"*}"
                rest="${rest#*"${word}"}"
            else
                before="${rest%%[![:space:]]*}"
                word="${rest#"${before}"}"
            fi
            if [[ "${#words[@]}" -gt 0 && -z "${before}" && ("${word}" == :* || "${words[-1]}" == *:) ]]; then
                words[-1]+="${word}"
            else
                words+=("${word}")
            fi
        done
        local current="${words[-1]}"
        case "${current}" in
        [\'\"]*)
            quoted=yes
            current="${2}"
            ;;
        esac
        case "${words[1]}" in
        -*) words=("${words[0]}" monitor "${words[@]:1}") ;;
        watch) [[ "${#words[@]}" -gt 2 ]] && words[1]=monitor ;;
        help) [[ "${#words[@]}" -eq 3 ]] && words=("${words[0]}" "${words[2]}") ;;
        esac
        local -a COMP_WORDS=("${words[@]}")
        local -i COMP_CWORD=$((${#words[@]} - 1))
        local COMP_LINE="${words[*]}"
        local -i COMP_POINT=${#COMP_LINE}
        _shmtop "${1}" "${current}" "${words[-2]}"
        # Bash replaces only what stands after the last colon.
        before="${current%"${2}"}"
        if [[ "${before}" == *: ]]; then
            COMPREPLY=("${COMPREPLY[@]#"${before}"}")
        fi
    }

    complete -o filenames -F _shmtop_words shmtop

    """#

  private static let zsh = #"""
        # Inserts `monitor` if no command is typed, and replaces `watch`.
        case "${words[2]}" in
        -*) words=("${words[1]}" monitor "${(@)words[2,-1]}"); (( CURRENT += 1 )) ;;
        watch) (( CURRENT > 2 )) && words[2]=monitor ;;
        help) (( CURRENT == 3 )) && words[2]=() && (( CURRENT -= 1 )) ;;
        esac

    """#

  private static let fish = #"""

    # Replaces a function of the parser's script: inserts `monitor` if no command is typed, and replaces `watch`.
    function __shmtop_tokens
        set -l tokens
        if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
            set tokens (commandline --tokens-raw $argv)
        else
            set tokens (commandline -o $argv)
        end
        if test "$argv" != -t
            set -l second $tokens[2] (commandline -ct)
            if string match -q -- '-*' $second[1]
                set -l others $tokens
                set -e others[1]
                set tokens $tokens[1] monitor $others
            else if test "$tokens[2]" = watch
                set tokens[2] monitor
            else if test "$tokens[2]" = help -a (count (commandline -opc)) -eq 2
                set -e tokens[2]
            end
        end
        string join \n -- $tokens
    end

    """#
}
