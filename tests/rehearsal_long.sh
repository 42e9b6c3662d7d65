#!/bin/sh
# rehearsal_long.sh - the rehearsal of a conference with a thousand delegates;
# `make rehearsal` has ten thousand.
set -eu
cd "$(dirname "$0")/.."
exec python3 tests/rehearsal.py --delegates 1000
