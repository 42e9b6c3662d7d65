#!/bin/sh
# bench.sh - runs the measurements of bench/, or the one that is named.
#
#	tools/bench.sh [NAME]
set -eu
cd "$(dirname "$0")/.."
found=0

for script in bench/*.sh; do
	[ -e "$script" ] || break
	name=$(basename "$script" .sh)
	[ -z "${1-}" ] || [ "$name" = "$1" ] || continue
	found=1
	"$script"
done
if [ $found -eq 0 ]; then
	echo "bench/ has no measurement${1:+ named $1}." >&2
	exit 1
fi
