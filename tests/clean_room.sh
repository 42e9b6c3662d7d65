#!/bin/sh
# clean_room.sh - a bare Debian 12, and in it what a person does who has just
# heard of the program: git clone, make run, make test. Then both once more.
#
#	tests/clean_room.sh [DIRECTORY]
#
# Needs root and debootstrap. The root is made in DIRECTORY (of /var/tmp unless
# given) and removed at the end; KEEP=1 keeps it. What is committed is what is
# tested. From this machine come the addresses of Debian's archive and of the
# npm registry, proxies and certificates - settings, and nothing that could
# stand in for a package. Mounts live in a name space of their own and end with
# this script, however it ends.
set -eu

die() {
	echo "clean-room: $*" >&2
	exit 1
}

[ "$(id -u)" -eq 0 ] || die "making a Debian root needs root: sudo make clean-room"
command -v debootstrap >/dev/null ||
    die "debootstrap is missing: apt-get install debootstrap"
if [ -z "${CLEAN_ROOM_MOUNTS-}" ]; then
	CLEAN_ROOM_MOUNTS=own exec unshare --mount --propagation private \
	    "$0" "$@"
fi

source=$(cd "$(dirname "$0")/.." && pwd)
[ $# -eq 0 ] || mkdir -p "$1"
room=$(mktemp -d "${1-/var/tmp}/clean-room.XXXXXX")
root=$room/root
report=$room/report
job=			# what runs in the root now: a process group of its own

stop_job() {
	[ -n "$job" ] || return 0
	kill -TERM "-$job" 2>/dev/null || true
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		kill -0 "-$job" 2>/dev/null || break
		sleep 1
	done
	kill -KILL "-$job" 2>/dev/null || true
	job=
}

leave() {
	stop_job
	if [ -n "${KEEP-}" ]; then
		echo "Kept: $room"
		return
	fi
	umount -l "$root/proc" "$root/dev" "$root/root/shared" 2>/dev/null ||
	    true
	# Never across a mount, should one be left.
	rm -rf --one-file-system "$room"
}
trap leave EXIT
trap 'exit 130' INT TERM

# timed WHAT COMMAND...: runs it and notes how long it took.
timed() {
	what=$1
	shift
	began=$(date +%s)
	"$@" || die "$what: failed after $(($(date +%s) - began)) s"
	printf '%-44s %5d s\n' "$what" $(($(date +%s) - began)) >>"$report"
}

# ---- the root ----------------------------------------------------------------

archive() {
	apt-get indextargets --format \
	    '$(ORIGIN) deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
	    'Created-By: Packages' 2>/dev/null | sort -u |
	    sed -n 's/^Debian \(deb .* bookworm.*\)/\1/p'
}

make_root() {
	mirror=$(archive | awk '$3 == "bookworm" { print $2; exit }')
	# Without one of its own the system's debootstrap knows where to ask.
	debootstrap --variant=minbase bookworm "$root" ${mirror:+"$mirror"} \
	    >"$room/debootstrap.log" 2>&1 || {
		tail -n 30 "$room/debootstrap.log"
		return 1
	}
	archive >"$room/sources.list"
	[ ! -s "$room/sources.list" ] ||
	    cp "$room/sources.list" "$root/etc/apt/sources.list"
	apt-config dump | grep -i -E \
	    '^Acquire::(https?::|Retries|Check-Valid-Until)' \
	    >"$root/etc/apt/apt.conf.d/90clean-room" || true
	cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
	mkdir -p "$root/usr/local/share/ca-certificates"
	for c in /usr/local/share/ca-certificates/*.crt; do
		[ ! -e "$c" ] ||
		    cp "$c" "$root/usr/local/share/ca-certificates/"
	done
	[ ! -e /root/.npmrc ] || cp /root/.npmrc "$root/root/.npmrc"
	mount --bind /proc "$root/proc"
	mount --rbind /dev "$root/dev"
}

# A command in the root, with the settings of this machine that lead outside
# and none else.
settings=$(env | grep -i -E '^(https?_proxy|no_proxy|npm_config_[a-z_]*|NODE_EXTRA_CA_CERTS)=' || true)
start_inside() {
	# Settings have no spaces.
	# shellcheck disable=SC2086
	setsid chroot "$root" env -i HOME=/root TERM=dumb LANG=C.UTF-8 \
	    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
	    $settings sh -c "$1" </dev/null &
	job=$!
}

# Waits for it, and is interrupted at once by a signal to this script.
inside() {
	start_inside "$1"
	status=0
	wait "$job" || status=$?
	job=
	return $status
}

# What anyone has who can clone.
have_git() {
	inside 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get \
	    install -q -y --no-install-recommends git make ca-certificates' \
	    >"$room/git.log" 2>&1 || { tail -n 30 "$room/git.log"; return 1; }
}

clone() {
	git -c safe.directory='*' clone -q --bare "$source" \
	    "$root/root/cellwork.git"
	inside 'git clone -q /root/cellwork.git /root/cellwork'
	if [ -d "$source/../shared" ]; then
		mkdir "$root/root/shared"
		mount --bind -o ro "$source/../shared" "$root/root/shared"
	fi
}

# ---- what the person does ----------------------------------------------------

address() {
	sed -n 's|.*answers at \(http://127.0.0.1:[0-9]*\).*|\1|p' "$1" | head -n 1
}

# make run, until the page one comes to first answers.
run() {
	log=$room/run-$1.log
	start_inside 'exec make -C /root/cellwork run' >"$log" 2>&1
	for _ in $(seq 1800); do
		if [ -n "$(address "$log")" ] && curl -sfL -o "$room/page" \
		    "$(address "$log")/"; then
			grep -q '</html>' "$room/page" ||
			    { echo "the answer is no page"; return 1; }
			stop_job
			return 0
		fi
		kill -0 "$job" 2>/dev/null || break
		sleep 0.5
	done
	tail -n 40 "$log"
	return 1
}

tests() {
	inside 'cd /root/cellwork && make test' >"$room/test-$1.log" 2>&1 || {
		tail -n 80 "$room/test-$1.log"
		return 1
	}
	grep ' passed, ' "$room/test-$1.log" | tail -n 1 >>"$report"
}

echo "Making a bare Debian 12 in $root"
timed "debootstrap (minbase)" make_root
timed "git, make, ca-certificates" have_git
timed "git clone" clone
echo "make run"
timed "make run, to the first page" run 1
echo "make test"
timed "make test" tests 1
echo "both again"
timed "make run again, to the first page" run 2
timed "make test again" tests 2
inside 'dpkg-query -f ".\n" -W | wc -l' |
    sed 's/$/ packages are installed in the room now/' >>"$report"
cat "$report"
