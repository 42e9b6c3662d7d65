#!/bin/sh
# test.sh - all the tests, stage by stage, and how many passed.
#
#	tools/test.sh		what belongs to a change
#	tools/test.sh quick	the unit tests and tidy
#	tools/test.sh long	what takes longer
#
# Unit tests are cmocka programs, run by meson. Everything else is a script:
# tools/*_test.sh, tests/*_test.sh, tests/*_test.py, tests/browser/*_test.mjs,
# and *_long.* of the same for `long`. A script is told where the program is
# (CELLWORK), writes a line "ok NAME", "not ok NAME" or "skip NAME: why" for
# each thing it looked at, and exits with 0, with 77 if it skipped all, or else
# with failure. A script without such lines counts as one.
set -eu
cd "$(dirname "$0")/.."
mode=${1-all}
logs=build/test-logs
CELLWORK=$PWD/build/cellwork
export CELLWORK
rm -rf "$logs/begun"
mkdir -p "$logs/begun"
: >"$logs/skipped"
: >"$logs/failed"
: >"$logs/counts"

# A script has a group of processes of its own, and what runs beside a shell does
# not hear of the key that stops it: each is told.
running=
end_running() {
	[ -z "$running" ] || kill "$running"
}
trap 'trap "" TERM; end_running; kill 0; wait; exit 130' INT HUP TERM

# counted NAME BEGAN PASSED FAILED SKIPPED [LOG]: in one write, for two things
# may go on at once; of what failed, the end of its LOG.
counted() {
	took=$(($(date +%s) - $2))
	echo "$3 $4 $5" >>"$logs/counts"
	lines="   $1 ($took s): $3 passed, $4 failed, $5 skipped"
	if [ "$4" -gt 0 ] && [ -n "${6-}" ]; then
		lines=$(tail -n 60 "$6"; echo "$lines")
	fi
	echo "$lines"
}

# unit_tests NAME DIR CC SLOWER SETUP: builds all, runs the suite.
unit_tests() {
	unit_began=$(date +%s)
	if CC=$3 SETUP=$5 tools/build.sh "$2" all; then
		run_suite "$1" "$unit_began" "$2" "$4" testlog
	else
		echo "$1: its build" >>"$logs/failed"
		counted "$1" "$unit_began" 0 1 0
	fi
}

# run_suite NAME BEGAN DIR SLOWER LOG [BEFORE]: the suite that is built; what it
# left out is noted with its NAME, and BEFORE starts it.
run_suite() {
	suite_log=$logs/$3-$5.log
	rm -f "$3/meson-logs/$5.txt"
	# A word, or none.
	# shellcheck disable=SC2086
	${6-} meson test -C "$3" --no-rebuild --print-errorlogs \
	    --timeout-multiplier "$4" --logbase "$5" >"$suite_log" 2>&1 ||
	    grep -v -e ' OK  ' -e '^ninja' "$suite_log" >"$suite_log.short" ||
	    true
	: >"$suite_log.skips"
	if [ -e "$3/meson-logs/$5.txt" ]; then
		: >"$suite_log.fails"
		counts=$(awk -v skips="$suite_log.skips" \
		    -v fails="$suite_log.fails" -f tools/test_counts.awk \
		    "$3/meson-logs/$5.txt")
	else
		echo "it did not run" >"$suite_log.fails"
		counts="0 1 0"
	fi
	sed "s/\$/ ($1)/" "$suite_log.skips" >>"$logs/skipped"
	sed "s/\$/ ($1)/" "$suite_log.fails" >>"$logs/failed"
	# shellcheck disable=SC2086
	counted "$1" "$2" $counts "$suite_log.short"
}

# What is left out there is named once, with the reason, in tests/pg_skips.c.
on_postgresql() {
	run_suite "the suite on PostgreSQL" "$(date +%s)" build 3 postgresql \
	    tools/pg.sh
}

# How a script is started, by its ending.
runner() {
	case $1 in
	*.py)	echo python3 ;;
	*.mjs)	echo node ;;
	*)	echo sh ;;
	esac
}

one_script() {
	log=$logs/$(basename "$1").log
	status=0
	began=$(date +%s)
	timeout "$limit" "$(runner "$1")" "$1" >"$log" 2>&1 </dev/null &
	running=$!
	wait "$running" || status=$?
	running=
	ok=$(grep -c '^ok ' "$log" || true)
	bad=$(grep -c '^not ok ' "$log" || true)
	left=$(grep -c '^skip ' "$log" || true)
	grep '^skip ' "$log" | sed "s|^skip |$1 |" >>"$logs/skipped" || true
	if [ $status -ne 0 ] && [ $status -ne 77 ] && [ "$bad" -eq 0 ]; then
		bad=1
	elif [ $status -eq 77 ] && [ "$left" -eq 0 ]; then
		left=1
		echo "$1 $(tail -n 1 "$log")" >>"$logs/skipped"
	elif [ "$ok$bad$left" = 000 ]; then
		ok=1
	fi
	[ "$bad" -eq 0 ] || echo "$1" >>"$logs/failed"
	counted "$1" "$began" "$ok" "$bad" "$left" "$log"
}

# Each that nobody has begun yet: two may go through the same ones.
scripts() {
	for script in "$@"; do
		[ -e "$script" ] || continue
		! mkdir "$logs/begun/$(echo "$script" | tr / -)" 2>/dev/null ||
		    one_script "$script"
	done
}

tidy() {
	tidy_began=$(date +%s)
	if tools/build.sh build tidy && build/tidy; then
		counted "tidy" "$tidy_began" 1 0 0
	else
		echo tidy >>"$logs/failed"
		counted "tidy" "$tidy_began" 0 1 0
	fi
	scripts tools/*_test.sh
}

fuzzers() {
	fuzz_began=$(date +%s)
	tools/fuzz.sh "${FUZZ_SECONDS-600}" >"$logs/fuzz.log" 2>&1 || true
	grep '^not ok ' "$logs/fuzz.log" >>"$logs/failed" || true
	counted "the fuzzers" "$fuzz_began" \
	    "$(grep -c '^ok ' "$logs/fuzz.log" || true)" \
	    "$(grep -c '^not ok ' "$logs/fuzz.log" || true)" 0 "$logs/fuzz.log"
}

on_postgresql_and_sanitized() {
	on_postgresql
	unit_tests "the suite under ASan and UBSan, built by clang" \
	    build-asan clang 5 \
	    "-Dtests=enabled -Db_sanitize=address,undefined -Db_lundef=false"
}

# side_by_side COMMAND...: one after the other they would leave the cores idle,
# for a script waits for its server, and the suite on PostgreSQL for that.
side_by_side() {
	for command in "$@"; do
		(
			trap 'end_running; exit 143' TERM
			"$command"
		) &
		lanes="${lanes-} $!"
	done
	for lane in $lanes; do
		wait "$lane" || echo "what ran beside the others did not end" \
		    >>"$logs/failed"
	done
}

# Who is through with one kind helps with the other.
programs() {
	scripts tests/*_test.sh tests/*_test.py tests/browser/*_test.mjs
}

browsers() {
	scripts tests/browser/*_test.mjs tests/*_test.sh tests/*_test.py
}

limit=900
all_began=$(date +%s)
case $mode in
long)
	unit_tests "the suite under ThreadSanitizer" build-tsan clang 10 \
	    "-Dtests=enabled -Db_sanitize=thread -Db_lundef=false"
	limit=7200
	tools/build.sh build all
	scripts tests/*_long.sh tests/*_long.py tests/browser/*_long.mjs
	fuzzers
	;;
*)
	unit_tests "the suite, built by gcc" build gcc 1 "-Dtests=enabled"
	tidy
	[ "$mode" != all ] ||
	    side_by_side on_postgresql_and_sanitized programs browsers
	;;
esac

echo "== result, after $(($(date +%s) - all_began)) s"
sed 's/^/   skipped: /' "$logs/skipped"
sed 's/^/   FAILED: /' "$logs/failed"
awk '{ p += $1; f += $2; s += $3 }
    END { print p " passed, " f " failed, " s " skipped" }' "$logs/counts"
[ ! -s "$logs/failed" ]
