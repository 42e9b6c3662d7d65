#!/bin/sh
# install.sh - puts the program, its manual page, the completions of the shells
# and the units of systemd in their places.
#
#	[DESTDIR=...] tools/install.sh BUILD-DIR PREFIX
set -eu
cd "$(dirname "$0")/.."
dir=$1 prefix=$2

meson configure "$dir" --prefix "$prefix"
tools/build.sh "$dir" cellwork packaging/cellwork.1 packaging/cellwork \
    packaging/_cellwork packaging/cellwork.fish
meson install -C "$dir" --no-rebuild
if [ -z "${DESTDIR-}" ]; then
	cat <<END

Installed. To serve a house on this machine, as root:
    systemd-sysusers
    install -d -o cellwork -g cellwork -m 700 /var/lib/cellwork
    runuser -u cellwork -- $prefix/bin/cellwork init \\
        /var/lib/cellwork/house.db --statutes FILE --from DATE
    systemctl daemon-reload
    systemctl enable --now cellwork cellwork-backup.timer
END
fi
