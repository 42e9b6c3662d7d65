#!/bin/sh
# hardening_test.sh - the program that was built is hardened as meson.build asks:
# what a flag that was lost on the way would not show otherwise.
set -eu
cd "$(dirname "$0")/.."
cellwork=${CELLWORK-$PWD/build/cellwork}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
failed=0

readelf -hW "$cellwork" >"$room/header"
readelf -lW "$cellwork" >"$room/segments"
readelf -dW "$cellwork" >"$room/dynamic"
objdump -d --no-show-raw-insn --disassemble=cli_main "$cellwork" >"$room/code"
readelf --dyn-syms -W "$cellwork" >"$room/symbols"

# check WHAT FILE PATTERN
check() {
	if grep -qE -- "$3" "$room/$2"; then
		echo "ok $1"
	else
		echo "not ok $1"
		failed=1
	fi
}

check "loaded at a random address (PIE)" header 'Type: +DYN'
check "marked as PIE" dynamic 'FLAGS_1.*PIE'
check "its tables are read-only once it runs (RELRO)" segments 'GNU_RELRO'
check "and all bound at the start (BIND_NOW)" dynamic 'FLAGS.*(BIND_NOW|NOW)'
check "its stack holds no code" segments 'GNU_STACK.* RW +0x'
check "functions guard their stack" symbols '__stack_chk_fail'
check "copies know their sizes (FORTIFY)" symbols '__(snprintf|memcpy|vsnprintf)_chk'
if [ "$(uname -m)" = x86_64 ]; then
	# Debian's own start files are not marked, so the program is not either;
	# our functions are.
	check "jumps land where they may (IBT)" code 'endbr64'
fi
if grep -qE 'RPATH|RUNPATH|TEXTREL' "$room/dynamic"; then
	echo "not ok no path of this machine, no code to be patched"
	failed=1
else
	echo "ok no path of this machine, no code to be patched"
fi
exit $failed
