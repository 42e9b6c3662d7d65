#!/bin/sh
# bench.sh - runs the measurements of bench/, or the one that is named.
#
#	tools/bench.sh [NAME]
#	SIZE=small tools/bench.sh	to see whether they run
#
# Each is taken beside what one would take instead; bench/README.md says how. One
# of these is a PostgreSQL.
set -eu
cd "$(dirname "$0")/.."
dir=build
programs=$(tools/sources.sh bench | grep '\.c$' |
    sed 's|^bench/\(.*\)\.c$|bench_\1|' | tr '\n' ' ')
# Words of our own, without spaces in them.
# shellcheck disable=SC2086
tools/build.sh $dir cellwork $programs
exec tools/pg.sh python3 bench/run.py "$@"
