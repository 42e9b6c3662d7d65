#!/bin/sh
# sources.sh - which files there are of a kind, one a line, for meson.build.
#
# A file is in the build because it exists and by the end of its name; so rooms
# are written side by side without a common list. The Makefile asks for a new
# configuration when this list has changed ("sources.sh all").
set -eu
LC_ALL=C; export LC_ALL
cd "$(dirname "$0")/.."

list() {
	for f in "$@"; do
		case $f in
		*\**) ;;			# a pattern that matched nothing
		*) echo "$f" ;;
		esac
	done
}

case ${1-} in
code)	list src/*/*.c src/tables.c | grep -v -e '_test\.c$' \
	    -e '_fuzz\.c$' -e '^src/draw/' || true ;;
draw)	list src/draw/*.c ;;
schema)	list src/*/*.schema.sql ;;
sql)	list src/*/*.sql | grep -v '\.schema\.sql$' || true ;;
html)	list src/*/*.html ;;
static)	list src/html/static/* ;;
test)	list src/*/*_test.c tests/*_test.c ;;
migration) list migrations/*.sql ;;
fuzz)	list src/*/*_fuzz.c ;;
bench)	list bench/*.c ;;
support) list tests/*.c | grep -v '_test\.c$' || true ;;
all)	for kind in code draw schema sql migration html static test fuzz support \
	    bench; do
		"$0" "$kind" | sed "s/^/$kind /"
	done ;;
*)	echo "usage: sources.sh code|draw|schema|sql|migration|html|static|test|fuzz|bench|all" >&2
	exit 2 ;;
esac
