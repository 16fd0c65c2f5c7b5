#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What bash completes, with the function that the program prints: asked as bash asks it, and in a
# bash at a terminal, where somebody types.
# needs: build/gcc/backprop
. tests/support/tap.sh

program=$PWD/${BACKPROP:-build/gcc/backprop}
script=$scratch/completion

ran "$program" --completion
check "--completion: exit 0" exits 0
check "nothing on stderr" test ! -s "$err"
cp "$out" "$script"
ran bash --norc -c ". '$script' && complete -p backprop"
check "bash reads it" exits 0
check "and says nothing else" test ! -s "$err"
check "it is for backprop" test "$(cat "$out")" = 'complete -F _backprop backprop'

# The folder in which files are completed, some of them with blanks in their names.
folder="$scratch/a folder"
mkdir -p "$folder/class one/inner" "$folder/more.yaml.d"
cd "$folder" || exit 1
touch mine.yaml 'my own.yaml' other.yml pairs.csv 'more pairs.csv' reference.tsv notes.txt \
    'class one/anna.txt' 'class one/example.yaml'

# offered WORD...: what is offered for the last of these words, a line each. compopt works only
# where bash completes, so something stands in for it.
cat >"$scratch/ask" <<'END'
. "$1"
shift
compopt() { [[ $* == '-o filenames' ]]; }
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_backprop backprop "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
[[ ${#COMPREPLY[@]} == 0 ]] || printf '%s\n' "${COMPREPLY[@]}"
END
offered() { bash --norc "$scratch/ask" "$script" backprop "$@" 2>"$err"; }
in_a_row() { LC_ALL=C sort | tr '\n' '|' | sed 's/|$//'; }
# offers EXPECTED WORD...: just these, in the order of sort, with | between.
offers() {
    expected=$1
    shift
    found=$(offered "$@" | in_a_row)
    [ "$found" = "$expected" ] && [ ! -s "$err" ] || {
        echo "expected $expected, found $found" >>"$err"
        return 1
    }
}

# ------------------------------------------------------------------ commands, options

# options_in FILE: those that help explains.
options_in() { grep -oE '^  (-., |    )?--[a-z]+' "$1" | tr -s ' ,' '\n\n' | grep .; }

"$program" --help >"$scratch/help"
commands=$(sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p' "$scratch/help")
check "help has commands" test "$(echo "$commands" | wc -l)" -ge 10
check "each of them is offered" offers "$(echo "$commands" | in_a_row)" ''
check "by its first letters" offers 'many|mistakes' m
check "none by others" offers '' z
check "so are the program's own options" offers "$( (echo -h && options_in "$scratch/help") | in_a_row)" -
for command in $commands; do
    "$program" "$command" --help >"$scratch/help"
    check "$command: each option" offers "$(options_in "$scratch/help" | in_a_row)" "$command" -
    check "$command: by its first letters, behind a word" offers --help "$command" x --he
    check "$command: none by others" offers '' "$command" --zoo
    # A value is a number, or there is a way to complete it.
    for option in $(grep -oE '^  (-., |    )--[a-z]+ [A-Z][A-Za-z.]*' "$scratch/help" |
        sed 's/.*--//; s/ /=/'); do
        case $option in
        *=N | *=K | *=ROUNDS)
            check "$command --$option: nothing, as it is a number" \
                offers '' "$command" "--${option%=*}" ''
            ;;
        *)
            check "$command --$option: something" test -n "$(offered "$command" "--${option%=*}" '')"
            ;;
        esac
    done
done
check "an unknown command has nothing" offers '' fly ''

# ----------------------------------------------------------------------------- values

examples='class one|mine.yaml|more.yaml.d|my own.yaml|other.yml'
check "-e: examples, and folders" offers "$examples" walk -e ''
check "--example: the same" offers "$examples" train --example ''
check "behind =, which is a word of its own" offers "$examples" train --example =
check "and when the name has begun" offers 'mine.yaml' train --example = mi
check "in a folder with a blank, as it is typed" \
    offers 'class one/example.yaml|class one/inner' walk -e 'class\ one/'
check "in quotes" offers 'my own.yaml' walk -e '"my'
check "in the other quotes" offers 'my own.yaml' walk -e "'my o"
check "--data: tables" offers 'class one|more pairs.csv|more.yaml.d|pairs.csv' example --data ''
check "-o: any file" offers 'notes.txt' export -o no
check "check: any file" offers 'class one/anna.txt' check --tsv 'class\ one/a'
check "verify: references" offers 'reference.tsv' verify re
check "many: tables" offers 'pairs.csv' many pa
check "-c: chapters" \
    offers 'forward_pass|hidden_deltas|network|output_deltas|training|updates' walk -c ''
check "one of them" offers 'hidden_deltas' walk --chapter = hid
"$program" export fortran 2>"$scratch/said"
formats=$(sed 's/.*expected //; s/ or /, /' "$scratch/said" | tr -s ' ,' '\n\n' | in_a_row)
check "export: the formats that it says it has" offers "$formats" export ''
check "behind an option, too" offers 'python' export -o x.py p

# ------------------------------------------------------------------------ at a terminal

cat >"$scratch/type.py" <<'END'
import os, pty, select, sys, time
script, keys = sys.argv[1:]
child, terminal = pty.fork()
if child == 0:
    os.environ.update(TERM="dumb", INPUTRC="/dev/null", HISTFILE="", LC_ALL="C.UTF-8")
    os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
def until(text):
    said, end = b"", time.time() + 20
    while text not in said:
        if not select.select([terminal], [], [], max(0, end - time.time()))[0]:
            sys.exit(f"{text} was not said: {said}")
        said += os.read(terminal, 4096)
    return said.decode().partition("END")[0]
def enter(line):
    os.write(terminal, (line + "\r").encode())
# In what is echoed of this line, the marks do not stand as they are said.
enter(f". '{script}'; backprop() {{ printf '[%s]' \"$@\"; echo EN''D; }}; echo BE''GUN")
until(b"BEGUN")
enter(keys)
print(until(b"]END").split("\n")[-1])
enter("exit")
os.waitpid(child, 0)
END
# typed KEYS: the words that the command gets.
typed() {
    python3 -I -B "$scratch/type.py" "$script" "$(printf '%b' "$1")" 2>"$err"
}
check "a command, by Tab" test "$(typed 'backprop gr\t')" = '[gradcheck]'
check "a file with a blank in its name is one word" \
    test "$(typed 'backprop walk -e my\t')" = '[walk][-e][my own.yaml]'
check "in quotes, too" test "$(typed 'backprop walk -e "my\t')" = '[walk][-e][my own.yaml]'
check "so is one in a folder with a blank" \
    test "$(typed 'backprop check cl\tan\t')" = '[check][class one/anna.txt]'
check "and behind =" test "$(typed 'backprop walk --example=ot\t')" = '[walk][--example=other.yml]'

finish
