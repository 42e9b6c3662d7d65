#!/bin/sh
# deps.sh - shows what is missing on this machine, and on Debian 12 installs it.
#
#	tools/deps.sh run	to build the program and to use it
#	tools/deps.sh test	that, and to test it
#	tools/deps.sh long	that, and for the tests that take longer
#	tools/deps.sh bench	that, and what measurements are compared with
#	tools/deps.sh list SET	the names of Debian's packages, one a line
#
# What is there is asked for by its use (a command, a library, a header), not by
# the name of a package, so that a compiler from elsewhere is as good. When all
# is there it says nothing and takes a few hundredths of a second.
set -eu
cd "$(dirname "$0")/.."

os_release=${OS_RELEASE-/etc/os-release}	# tests show it other systems

# kind, what is looked for, the package of Debian 12 that has it
run_set='
command	cc			gcc
file	/usr/include/stdio.h	libc6-dev
command	meson			meson
command	ninja			ninja-build
command	pkg-config		pkg-config
library	sqlite3			libsqlite3-dev
library	libpq			libpq-dev
library	libmicrohttpd		libmicrohttpd-dev
library	libsodium		libsodium-dev
library	libcmark		libcmark-dev
library	libqrencode		libqrencode-dev
library	jansson			libjansson-dev
library	zlib			zlib1g-dev
library	libdeflate		libdeflate-dev
library	pangocairo		libpango1.0-dev
library	cairo-pdf		libcairo2-dev
file	/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf	fonts-noto-core
file	/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc	fonts-noto-cjk
'
test_set='
command	clang			clang
file	/usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a	libclang-rt-14-dev
library	cmocka			libcmocka-dev
command	python3			python3
file	/usr/lib/python3/dist-packages/yaml/__init__.py	python3-yaml
command	curl			curl
file	/etc/ssl/certs/ca-certificates.crt	ca-certificates
command	sqlite3			sqlite3
file	/usr/lib/postgresql/15/bin/initdb	postgresql-15
command	groff			groff
command	pdftotext		poppler-utils
command	xmllint			libxml2-utils
command	pgrep			procps
command	gcore			gdb
command	zsh			zsh
command	fish			fish
command	chromium		chromium
file	/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf	fonts-dejavu-core
command	node			nodejs
command	npm			npm
'

bench_set='
command	nginx			nginx-light
command	wrk			wrk
file	/usr/lib/nginx/modules/ngx_nchan_module.so	libnginx-mod-nchan
'
# Failover: PostgreSQL on several nodes.
long_set='
command	patroni			patroni
command	etcd			etcd-server
file	/usr/lib/python3/dist-packages/etcd/__init__.py	python3-etcd
'

die() {
	echo "cellwork: $*" >&2
	exit 1
}

set_named() {
	echo "$run_set"
	[ "$1" = run ] || echo "$test_set"
	[ "$1" != long ] || echo "$long_set"
	[ "$1" != bench ] || echo "$bench_set"
}

# Whether one of the files that a pattern stands for is there.
have_file() {
	for f in $1; do
		[ ! -e "$f" ] || return 0
	done
	return 1
}

# The packages of what is missing, on one line.
missing() {
	set_named "$1" | while read -r kind what package; do
		case $kind in
		command) command -v "$what" >/dev/null || echo "$package" ;;
		file)	have_file "$what" || echo "$package" ;;
		library) pkg-config --exists "$what" 2>/dev/null ||
			    echo "$package" ;;
		esac
	done | sort -u | tr '\n' ' '
}

system_name() {
	if [ -r "$os_release" ]; then
		(. "$os_release" && echo "${PRETTY_NAME:-$ID}")
	else
		uname -s
	fi
}

is_debian_12() {
	[ -r "$os_release" ] && command -v apt-get >/dev/null &&
	    (. "$os_release" && [ "$ID" = debian ] && [ "$VERSION_ID" = 12 ])
}

# Runs a command as root, and shows it; of what it says only a failure.
as_root() {
	log=$(mktemp)
	if [ "$(id -u)" -eq 0 ]; then
		echo "+ $*"
		env DEBIAN_FRONTEND=noninteractive "$@" >"$log" 2>&1 ||
		    failed "$log"
	elif command -v sudo >/dev/null; then
		echo "+ sudo $*"
		sudo -v || die "sudo refused"
		sudo env DEBIAN_FRONTEND=noninteractive "$@" >"$log" 2>&1 ||
		    failed "$log"
	else
		die "there is no sudo here. As root, run:
    apt-get update && apt-get install --no-install-recommends $packages"
	fi
	rm -f "$log"
}

failed() {
	tail -n 20 "$1" >&2
	rm -f "$1"
	die "this failed. Once it works, run the same command again."
}

install_packages() {
	echo "Missing on this machine: $packages"
	is_debian_12 || die "this is $(system_name). \
They are installed by themselves on Debian 12 only. Please install what Debian
calls by these names, then run the same command again."
	as_root apt-get update
	# Words of our own lists, without spaces in them.
	# shellcheck disable=SC2086
	as_root apt-get install -y --no-install-recommends $packages
	packages=$(missing "$1")
	[ -z "$packages" ] || die "still missing after the installation: $packages"
}

# The tests' own tools from npm, as package-lock.json has them.
install_npm() {
	stamp=node_modules/.cellwork-lock
	cmp -s package-lock.json "$stamp" && return
	echo "+ npm ci"
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error ||
	    die "npm could not fetch the packages of package-lock.json"
	cp package-lock.json "$stamp"
}

case $#-${1-}-${2-} in
1-run-|1-test-|1-long-|1-bench-)
	packages=$(missing "$1")
	[ -z "$packages" ] || install_packages "$1"
	[ "$1" = run ] || install_npm ;;
2-list-run|2-list-test|2-list-long|2-list-bench)
	set_named "$2" | while read -r kind what package; do
		[ -z "$kind" ] || echo "$package"
	done ;;
*)	die "usage: tools/deps.sh [list] run|test|long|bench" ;;
esac
