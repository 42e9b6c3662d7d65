#!/bin/sh
# fuzz.sh - runs each fuzzer of the house for some seconds.
#
#	tools/fuzz.sh SECONDS [NAME]
#
# A fuzzer is a src/*/*_fuzz.c. It starts from tests/corpus/NAME where that
# exists; what it learns stays in build-fuzz/corpus. A finding is kept in
# build-fuzz/findings, and belongs into tests/corpus once it is mended.
set -eu
cd "$(dirname "$0")/.."
seconds=$1 only=${2-}
dir=build-fuzz
failed=0

CC=clang SETUP="-Dfuzz=true -Dtests=disabled -Db_sanitize=address,undefined \
-Db_lundef=false" tools/build.sh "$dir" all

for program in "$dir"/*_fuzz; do
	[ -e "$program" ] || { echo "There is no fuzzer yet."; exit 0; }
	name=$(basename "$program" _fuzz)
	[ -z "$only" ] || [ "$name" = "$only" ] || continue
	corpus=$dir/corpus/$name
	mkdir -p "$corpus" "$dir/findings"
	seeds=tests/corpus/$name
	[ -d "$seeds" ] || seeds=
	if "$program" -max_total_time="$seconds" -timeout=10 \
	    -rss_limit_mb=4096 -print_final_stats=1 \
	    -artifact_prefix="$dir/findings/$name-" "$corpus" $seeds \
	    >"$dir/$name.log" 2>&1; then
		runs=$(sed -n 's/^stat::number_of_executed_units: *//p' \
		    "$dir/$name.log")
		echo "ok fuzz $name ($runs runs in $seconds s)"
	else
		tail -n 40 "$dir/$name.log"
		echo "not ok fuzz $name"
		failed=1
	fi
done
exit $failed
