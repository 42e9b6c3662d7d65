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
passed=0 failed=0 skipped=0
logs=build/test-logs
CELLWORK=$PWD/build/cellwork
export CELLWORK
mkdir -p "$logs"
: >"$logs/skipped"
: >"$logs/failed"

stage() {
	[ -z "${stage_name-}" ] ||
	    echo "      ($(($(date +%s) - stage_began)) s)"
	stage_name=$1
	stage_began=$(date +%s)
	echo "== $1"
}

count() {
	passed=$((passed + $1))
	failed=$((failed + $2))
	skipped=$((skipped + $3))
	echo "      $1 passed, $2 failed, $3 skipped"
}

# unit_tests DIR CC SLOWER SETUP: builds all, runs the suite.
unit_tests() {
	if ! CC=$2 SETUP=$4 tools/build.sh "$1" all; then
		echo "build of $1" >>"$logs/failed"
		count 0 1 0
		return
	fi
	run_suite "$1" "$3" testlog "$logs/skipped"
}

# run_suite DIR SLOWER LOG SKIPPED [BEFORE]: the suite that is built; the names
# of what it left out go to SKIPPED, and BEFORE starts it.
run_suite() {
	# A word, or none.
	# shellcheck disable=SC2086
	${5-} meson test -C "$1" --no-rebuild --print-errorlogs \
	    --timeout-multiplier "$2" --logbase "$3" >"$logs/$1-$3.log" 2>&1 ||
	    grep -v -e ' OK  ' -e '^ninja' "$logs/$1-$3.log" || true
	[ -e "$1/meson-logs/$3.txt" ] ||
	    { echo "$1 $3" >>"$logs/failed"; count 0 1 0; return; }
	# shellcheck disable=SC2046
	count $(awk -v skips="$4" -v fails="$logs/failed" \
	    -f tools/test_counts.awk "$1/meson-logs/$3.txt")
}

# What is left out there is named once, with the reason, in tests/pg_skips.c.
on_postgresql() {
	stage "the suite on PostgreSQL"
	: >"$logs/skipped-postgresql"
	run_suite build 3 postgresql "$logs/skipped-postgresql" tools/pg.sh
	sed 's/$/ (on PostgreSQL)/' "$logs/skipped-postgresql" >>"$logs/skipped"
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
	timeout "$limit" "$(runner "$1")" "$1" >"$log" 2>&1 </dev/null || status=$?
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
	echo "   $1 ($(($(date +%s) - began)) s)"
	if [ "$bad" -gt 0 ]; then
		echo "$1" >>"$logs/failed"
		tail -n 60 "$log"
	fi
	count "$ok" "$bad" "$left"
}

scripts() {
	for script in "$@"; do
		[ ! -e "$script" ] || one_script "$script"
	done
}

tidy() {
	stage "tidy: layers, rules, columns, lengths, words"
	if tools/build.sh build tidy && build/tidy; then
		count 1 0 0
	else
		echo tidy >>"$logs/failed"
		count 0 1 0
	fi
	scripts tools/*_test.sh
}

limit=900
all_began=$(date +%s)
case $mode in
long)
	stage "the suite under ThreadSanitizer"
	unit_tests build-tsan clang 10 \
	    "-Dtests=enabled -Db_sanitize=thread -Db_lundef=false"
	limit=7200
	stage "long scripts"
	tools/build.sh build all
	scripts tests/*_long.sh tests/*_long.py tests/browser/*_long.mjs
	stage "fuzzing, ${FUZZ_SECONDS-600} seconds each"
	tools/fuzz.sh "${FUZZ_SECONDS-600}" >"$logs/fuzz.log" 2>&1 || true
	cat "$logs/fuzz.log"
	grep '^not ok ' "$logs/fuzz.log" >>"$logs/failed" || true
	count "$(grep -c '^ok ' "$logs/fuzz.log" || true)" \
	    "$(grep -c '^not ok ' "$logs/fuzz.log" || true)" 0
	;;
*)
	stage "the suite, built by gcc"
	unit_tests build gcc 1 "-Dtests=enabled"
	tidy
	if [ "$mode" = all ]; then
		on_postgresql
		stage "the suite under ASan and UBSan, built by clang"
		unit_tests build-asan clang 5 "-Dtests=enabled \
-Db_sanitize=address,undefined -Db_lundef=false"
		stage "scripts"
		scripts tests/*_test.sh tests/*_test.py
		stage "the browser"
		scripts tests/browser/*_test.mjs
	fi
	;;
esac

stage "result, after $(($(date +%s) - all_began)) s"
sed 's/^/   skipped: /' "$logs/skipped"
sed 's/^/   FAILED: /' "$logs/failed"
echo "$passed passed, $failed failed, $skipped skipped"
[ $failed -eq 0 ]
