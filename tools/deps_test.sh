#!/bin/sh
# deps_test.sh - tools/deps.sh on a machine that has all, on a Debian 12 that
# lacks something, on another system, without root and without sudo.
#
# apt-get, sudo and id are stand-ins that note how they were called; nothing is
# installed.
set -eu
deps=$(cd "$(dirname "$0")" && pwd)/deps.sh
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
failed=0

check() {
	if eval "$2"; then
		echo "ok deps: $1"
	else
		echo "not ok deps: $1"
		sed 's/^/    /' "$room/out" "$room/calls" 2>/dev/null
		failed=1
	fi
}

# A machine with what deps.sh itself needs, with all that is asked for but
# meson, and with stand-ins.
machine() {
	rm -rf "$room/bin"
	mkdir "$room/bin"
	: >"$room/calls"
	for c in sh cat cp cmp dirname env grep mktemp rm sed sort tail tr \
	    uname cc ninja pkg-config; do
		ln -s "$(command -v $c)" "$room/bin/$c"
	done
	printf '#!/bin/sh\necho "apt-get $*" >>%s/calls\n' "$room" \
	    >"$room/bin/apt-get"
	printf '#!/bin/sh\necho %s\n' "$1" >"$room/bin/id"
	if [ "$2" = sudo ]; then
		printf '#!/bin/sh\necho "sudo $*" >>%s/calls\n' "$room" \
		    >"$room/bin/sudo"
	fi
	chmod +x "$room"/bin/*
	printf 'ID=%s\nVERSION_ID=%s\nPRETTY_NAME="%s"\n' "$3" "$4" "$5" \
	    >"$room/os-release"
}

run() {
	status=0
	OS_RELEASE=$room/os-release PATH=$room/bin "$deps" "$@" \
	    >"$room/out" 2>&1 || status=$?
}

"$deps" run >"$room/out" 2>&1
check "says nothing where all is there" '[ ! -s "$room/out" ]'

machine 0 - debian 12 "Debian GNU/Linux 12"
run run
check "as root it is shown" 'grep -q "Missing on this machine: meson" \
    "$room/out" && grep -q "^+ apt-get install" "$room/out"'
check "as root it is installed" '[ "$(cat "$room/calls")" = \
"apt-get update
apt-get install -y --no-install-recommends meson" ]'
check "what is missing after that is said" \
    '[ $status -eq 1 ] && grep -q "still missing" "$room/out"'

machine 1000 sudo debian 12 "Debian GNU/Linux 12"
run run
check "sudo is used for that only" '[ "$(grep -c "^sudo" "$room/calls")" -eq \
    "$(wc -l <"$room/calls")" ] && grep -q "apt-get install -y \
--no-install-recommends meson" "$room/calls"'

machine 1000 - debian 12 "Debian GNU/Linux 12"
run run
check "without sudo it says what root has to type" '[ $status -eq 1 ] &&
    grep -q "As root, run:" "$room/out" && [ ! -s "$room/calls" ]'

machine 0 sudo ubuntu 22.04 "Ubuntu 22.04 LTS"
run run
check "on another system it names the packages and stops" '[ $status -eq 1 ] &&
    grep -q "this is Ubuntu 22.04 LTS" "$room/out" &&
    grep -q "Missing on this machine: meson" "$room/out" &&
    [ ! -s "$room/calls" ]'

machine 0 - debian 12 "Debian GNU/Linux 12"
printf '#!/bin/sh\necho "no network"; exit 100\n' >"$room/bin/apt-get"
run run
check "a failure of apt-get is shown" '[ $status -eq 1 ] &&
    grep -q "no network" "$room/out" && grep -q "this failed" "$room/out"'

run walk
check "another word is answered with the usage" '[ $status -eq 1 ] &&
    grep -q "usage: " "$room/out"'

exit $failed
