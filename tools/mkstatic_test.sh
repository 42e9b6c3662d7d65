#!/bin/sh
# mkstatic_test.sh - files into the program: their addresses follow what they
# name, and what would leave a page without a file stops the build.
set -eu
mkstatic=$(cd "$(dirname "$0")/.." && pwd)/build/mkstatic
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
failed=0

ok() { echo "ok mkstatic $1"; }
not_ok() { echo "not ok mkstatic $1: $2"; failed=1; }

# The address of a file in the table of the last run.
address() { sed -n "s/^	{ \"$1\", \"\([^\"]*\)\".*/\1/p" out.h; }

# NAME: what the files are refused with.
refused() {
	name=$1 says=$2
	shift 2
	if "$mkstatic" "$@" >out.h 2>err; then
		not_ok "$name" "was not refused"
	elif grep -q "$says" err; then
		ok "$name"
	else
		not_ok "$name" "$(cat err)"
	fi
}

echo 'p{color:red}' >a.css
echo 'self.files = ["/static/a.css"];' >b.js
echo 'importScripts("/static/b.js");' >sw.js
"$mkstatic" sw.js b.js a.css >out.h
a=$(address a.css) b=$(address b.js)
case $a in
/static/a.????????????????.css) ok "an address carries a hash" ;;
*) not_ok "an address carries a hash" "$a" ;;
esac
if [ "$(address sw.js)" = /sw.js ]; then
	ok "sw.js stays where it is"
else
	not_ok "sw.js stays where it is" "$(address sw.js)"
fi
echo 'p{color:blue}' >a.css
"$mkstatic" sw.js b.js a.css >out.h
if [ "$(address a.css)" != "$a" ] && [ "$(address b.js)" != "$b" ]; then
	ok "a file that names a changed one has changed"
else
	not_ok "a file that names a changed one has changed" "$b"
fi
"$mkstatic" sw.js b.js a.css | cmp -s - out.h && ok "the same files, the same table" ||
	not_ok "the same files, the same table" "they differ"

echo '"/static/no.css"' >names.js
refused "a file that is none" "that is none" names.js a.css
echo '"/static/two.js"' >one.js
echo '"/static/one.js"' >two.js
refused "files that name each other" "in a circle" one.js two.js
echo x >x.unknown
refused "an ending without a media type" "no media type" x.unknown
: >empty.css
refused "an empty file" "is empty" empty.css
refused "a file that is not there" "could not be read" nowhere.css
exit "$failed"
