#!/bin/sh
# test_counts_test.sh - a failing test, a crash, a skipped one and a time-out
# are counted: the last line of `make test` is not to be trusted otherwise.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
failed=0

cat >"$room/log" <<'END'
Log of Meson test suite run on 2026-11-20

==================================== 1/5 ====
test:         cellwork:a / all_well
start time:   01:02:03
duration:     0.12s
result:       exit status 0
command:      build/all_well
----------------------------------- stdout ---
[==========] Running 2 test(s).
[ RUN      ] test_one
[       OK ] test_one
[ RUN      ] test_two
[       OK ] test_two
[==========] 2 test(s) run.
----------------------------------- stderr ---
[  PASSED  ] 2 test(s).
==================================== 2/5 ====
test:         cellwork:a / one_fails
result:       exit status 1
----------------------------------- stdout ---
[ RUN      ] test_one
[  FAILED  ] test_one
[ RUN      ] test_two
[       OK ] test_two
[ RUN      ] test_three
[  SKIPPED ] test_three
[==========] 3 test(s) run.
----------------------------------- stderr ---
[  FAILED  ] 1 test(s), listed below:
[  FAILED  ] test_one
[  SKIPPED ] 1 test(s), listed below:
[  SKIPPED ] test_three
==================================== 3/5 ====
test:         cellwork:a / crashes
result:       killed by signal 6 SIGABRT
----------------------------------- stdout ---
[ RUN      ] test_one
[       OK ] test_one
[ RUN      ] test_two
==================================== 4/5 ====
test:         cellwork:a / too_slow
result:       exit status 0 or timed out
==================================== 5/5 ====
test:         cellwork:a / not_cmocka
result:       exit status 0
----------------------------------- stdout ---
all is well
END

: >"$room/skips"
: >"$room/fails"
counts=$(awk -v skips="$room/skips" -v fails="$room/fails" \
    -f "$here/test_counts.awk" "$room/log")

# expect WHAT IS WANTED
expect() {
	if [ "$2" = "$3" ]; then
		echo "ok counts: $1"
	else
		printf 'not ok counts: %s\n    is: %s\n    wanted: %s\n' "$@"
		failed=1
	fi
}

expect "passed, failed, skipped" "$counts" "5 3 1"
expect "what failed is named" "$(cat "$room/fails")" \
"one_fails test_one
crashes (the program: killed by signal 6 SIGABRT)
too_slow (the program: exit status 0 or timed out)"
expect "what was skipped is named" "$(cat "$room/skips")" \
    "one_fails test_three"

exit $failed
