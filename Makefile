# The front door. `make help` says what it does.
.POSIX:
SHELL = /bin/sh
B = build

all: $B/cellwork-built

# A new configuration when a file came or went.
$B/build.ninja:
	meson setup $B

$B/cellwork-built: $B/build.ninja FORCE
	@tools/sources.sh all >$B/sources.new; \
	if ! cmp -s $B/sources.new $B/sources; then \
	    meson setup --reconfigure $B >$B/meson.log 2>&1 || \
	    { cat $B/meson.log; exit 1; }; \
	    mv $B/sources.new $B/sources; fi
	@ninja -C $B $(NINJA) cellwork

test: $B/cellwork-built
	meson test -C $B --print-errorlogs

FORCE:
.PHONY: all test FORCE
