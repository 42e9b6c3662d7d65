#!/bin/sh
# install_test.sh - make install puts each file in its place, and what is there
# works from there.
set -eu
cd "$(dirname "$0")/.."
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
failed=0

check() {
	if eval "$2"; then
		echo "ok $1"
	else
		echo "not ok $1"
		failed=1
	fi
}

DESTDIR=$room make install PREFIX=/usr >"$room/log" 2>&1 || {
	cat "$room/log"
	echo "not ok make install"
	exit 1
}
usr=$room/usr
units=$usr/lib/systemd/system
check "the program runs" '"$usr/bin/cellwork" --version | grep -q "^cellwork "'
check "the program that draws is there" \
    '[ -x "$usr/libexec/cellwork-paper" ] && "$usr/libexec/cellwork-paper" \
    2>&1 | grep -q "is called by cellwork"'
check "the manual page is there" 'groff -man -ww -z \
    "$usr/share/man/man1/cellwork.1"'
check "the completion of bash" 'bash -n \
    "$usr/share/bash-completion/completions/cellwork"'
check "the completion of zsh" 'grep -q "^#compdef cellwork" \
    "$usr/share/zsh/site-functions/_cellwork"'
check "the completion of fish" 'grep -q "^complete -c cellwork" \
    "$usr/share/fish/vendor_completions.d/cellwork.fish"'
check "the licence" 'grep -q "GNU AFFERO GENERAL PUBLIC LICENSE" \
    "$usr/share/doc/cellwork/LICENSE"'
check "the account of the service" 'grep -q "^u cellwork" \
    "$usr/lib/sysusers.d/cellwork.conf"'
check "the service starts what was installed" 'grep -q \
    "^ExecStart=/usr/bin/cellwork serve" "$units/cellwork.service"'
check "the copy of every night" 'grep -q "/usr/bin/cellwork backup" \
    "$units/cellwork-backup.service" && [ -e "$units/cellwork-backup.timer" ]'
check "nothing of the build directory is named in them" \
    '! grep -rq -- "$PWD" "$usr/lib" "$usr/share"'
if command -v systemd-analyze >/dev/null; then
	# It looks for the programs where they will be; say where they are.
	sed -i "s|/usr/bin/cellwork|$usr/bin/cellwork|" "$units"/*.service
	check "systemd understands the units" 'systemd-analyze verify --man=no \
	    "$units"/*.service "$units"/*.timer >"$room/verify" 2>&1 ||
	    { cat "$room/verify"; false; }'
else
	echo "skip systemd understands the units: systemd-analyze is not here"
fi
exit $failed
