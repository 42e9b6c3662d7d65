#!/bin/sh
# fuzz.sh - runs each fuzzer of the house for some seconds, one on each core.
#
#	tools/fuzz.sh SECONDS [NAME]
#
# A fuzzer is a src/*/*_fuzz.c. It starts from tests/corpus/NAME where that
# exists; what it learns stays in build-fuzz/corpus. A finding is kept in
# build-fuzz/findings, and belongs into tests/corpus once it is mended.
set -eu
cd "$(dirname "$0")/.."
dir=build-fuzz

# one SECONDS PROGRAM
one() {
	name=$(basename "$2" _fuzz)
	corpus=$dir/corpus/$name
	log=$dir/$name.log
	mkdir -p "$corpus" "$dir/findings"
	set -- "$2" -max_total_time="$1" -timeout=10 -rss_limit_mb=4096 \
	    -print_final_stats=1 -artifact_prefix="$dir/findings/$name-" \
	    "$corpus"
	[ ! -d "tests/corpus/$name" ] || set -- "$@" "tests/corpus/$name"
	if "$@" >"$log" 2>&1; then
		echo "ok fuzz $name ($(sed -n \
		    's/^stat::number_of_executed_units: *//p' "$log") runs)"
	else
		tail -n 40 "$log"
		echo "not ok fuzz $name"
		return 1
	fi
}

if [ "${1-}" = one ]; then
	one "$2" "$3"
	exit
fi
CC=clang SETUP="-Dfuzz=true -Dtests=disabled -Db_sanitize=address,undefined \
-Db_lundef=false" tools/build.sh "$dir" all
programs=$(find "$dir" -maxdepth 1 -name "${2-*}_fuzz" -type f | sort)
if [ -z "$programs" ]; then
	echo "There is no fuzzer${2+ named $2}." >&2
	exit 1
fi
# xargs fails where one of them does.
echo "$programs" | xargs -P "$(nproc)" -n 1 "$0" one "$1"
