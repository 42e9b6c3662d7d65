#!/bin/sh
# command_line_test.sh - the program as a person at a shell meets it: every verb
# that the manual promises, its help, its exit status, its completion.
#
# What each verb does is tested where it lives. Here: that it is there, that it
# answers wrong words with 2 and a refusal with 1, and that what it says fits a
# terminal and never says what is not said to people.
set -eu
cd "$(dirname "$0")/.."
cellwork=${CELLWORK-$PWD/build/cellwork}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
failed=0

verbs='init
serve
demo
import units
import members
import terms
import meetings
export units
export members
export terms
export meetings
statutes show
statutes adopt
statutes try
statutes read
exceptions
conference list
conference show
conference proceedings
count
picture
account invite
backup
restore
check
help'

# check NAME SHELL-CONDITION
check() {
	if eval "$2"; then
		echo "ok $1"
	else
		echo "not ok $1"
		failed=1
	fi
}

# status COMMAND...: its exit status; what it said is in out and err.
status() {
	code=0
	"$@" >"$room/out" 2>"$room/err" </dev/null || code=$?
	echo $code
}

unsaid='invalid|illegal|compliance|submit|mandatory|loyalty|score|user|users'

echo "$verbs" >"$room/verbs"
while read -r verb; do
	# The name of a verb is one or two words.
	# shellcheck disable=SC2086
	check "$verb --help" '[ "$(status "$cellwork" $verb --help)" = 0 ] &&
	    grep -q "^Usage: cellwork $verb" "$room/out" &&
	    [ ! -s "$room/err" ]'
	check "$verb: its help fits 80 columns" \
	    '[ "$(wc -L <"$room/out")" -le 80 ]'
	check "$verb: its words are for people" \
	    '! grep -wiE "$unsaid" "$room/out"'
	# shellcheck disable=SC2086
	check "$verb: an unknown option is 2" \
	    '[ "$(status "$cellwork" $verb --frobnicate)" = 2 ] &&
	    [ ! -s "$room/out" ] &&
	    grep -q "there is no option --frobnicate" "$room/err"'
done <"$room/verbs"

# Verbs whose first argument is a database that must be there.
for verb in serve 'import units' 'import members' 'import terms' \
    'import meetings' 'export units' 'export members' 'export terms' \
    'export meetings' 'statutes show' 'statutes adopt' 'statutes try' \
    exceptions picture 'account invite' backup check 'conference list' \
    'conference show'; do
	echo "code,name,tier" >"$room/list.csv"
	rest=
	case $verb in
	import*|'statutes adopt'|'statutes try') rest=$room/list.csv ;;
	'account invite'|'conference show') rest=1 ;;
	backup) rest=$room/copy.db ;;
	esac
	[ "$verb" != 'statutes adopt' ] || rest="$rest --from 2024-01-01"
	# shellcheck disable=SC2086
	check "$verb: no such database is 1, and a sentence" \
	    '[ "$(status "$cellwork" $verb "$room/none.db" $rest)" = 1 ] &&
	    grep -q "^cellwork: " "$room/err" &&
	    [ ! -e "$room/none.db" ]'
	echo "this is no database, however long it is" >"$room/text.db"
	# shellcheck disable=SC2086
	check "$verb: a file that is no database is 1, and stays as it is" \
	    '[ "$(status "$cellwork" $verb "$room/text.db" $rest)" = 1 ] &&
	    grep -q "^this is no database" "$room/text.db"'
done

check "nothing typed is 2" '[ "$(status "$cellwork")" = 2 ]'
check "--version" '[ "$(status "$cellwork" --version)" = 0 ] &&
    grep -qE "^cellwork [0-9]+\.[0-9]+\.[0-9]+$" "$room/out"'
check "a full disk under the output is 1" \
    '[ "$("$cellwork" --help >/dev/full 2>/dev/null || echo $?)" = 1 ]'
check "the manual has every verb" '"$cellwork" help --man >"$room/man" &&
    while read -r verb; do
	grep -q "^\.SS \"$verb" "$room/man" || exit 1
    done <"$room/verbs"'
check "groff finds nothing wrong in the manual" \
    '[ -z "$(groff -man -ww -z "$room/man" 2>&1)" ]'
check "bash completes every verb" '"$cellwork" help --completion bash \
    >"$room/bash" && while read -r first second; do
	words=$(bash --norc -c ". $room/bash; COMP_WORDS=(cellwork $first);
	    COMP_CWORD=1; _cellwork; echo \${COMPREPLY[@]}")
	echo " $words " | grep -q " $first " || exit 1
	[ -z "$second" ] || bash --norc -c ". $room/bash
	    COMP_WORDS=(cellwork $first $second); COMP_CWORD=2; _cellwork
	    [ \"\${COMPREPLY[0]}\" = $second ]" || exit 1
    done <"$room/verbs"'
for shell in zsh fish; do
	if command -v $shell >/dev/null; then
		check "$shell reads its completion" '"$cellwork" help \
		    --completion $shell >"$room/$shell" &&
		    $shell -n "$room/$shell"'
	else
		echo "skip $shell reads its completion: $shell is not installed"
	fi
done
if command -v fish >/dev/null; then
	check "fish completes a second word and an option" 'fish --no-config -c \
	    "source $room/fish; complete -C \"cellwork import u\"
	    complete -C \"cellwork import units --d\"" | cut -f 1 |
	    tr "\n" " " | grep -qx "units --dry-run "'
fi

exit $failed
