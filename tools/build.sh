#!/bin/sh
# build.sh - builds targets in a directory, configuring it when that is needed.
#
#	tools/build.sh DIR TARGET...
#	SETUP="-Db_sanitize=thread" CC=clang tools/build.sh DIR all
#
# A new configuration is made when a source came or went (sources.sh).
set -eu
cd "$(dirname "$0")/.."
dir=$1
shift

quiet() {
	"$@" >"$dir/setup.log" 2>&1 || {
		grep -e ERROR -e rror: "$dir/setup.log" >&2 ||
		    cat "$dir/setup.log" >&2
		exit 1
	}
}

mkdir -p "$dir"
tools/sources.sh all >"$dir/sources.new"
if [ -n "${SETUP-}" ]; then
	echo "setup $SETUP" >>"$dir/sources.new"
elif [ -e "$dir/sources" ]; then
	sed -n '/^setup /p' "$dir/sources" >>"$dir/sources.new"
fi
if [ ! -e "$dir/build.ninja" ]; then
	# Words of our own, without spaces in them.
	# shellcheck disable=SC2086
	quiet meson setup "$dir" ${SETUP-}
elif ! cmp -s "$dir/sources.new" "$dir/sources"; then
	# shellcheck disable=SC2086
	quiet meson setup --reconfigure "$dir" ${SETUP-}
fi
mv "$dir/sources.new" "$dir/sources"

# ninja says little when there is nothing to do; its output is kept for when
# there is something to see, a failure or a terminal to watch.
if [ -t 1 ]; then
	exec ninja --quiet -C "$dir" "$@"
fi
ninja -C "$dir" "$@" >"$dir/ninja.log" 2>&1 || {
	sed -n -e '/^\[/d' -e '/^FAILED\|rror:\|ERROR/,$p' "$dir/ninja.log" >&2
	exit 1
}
