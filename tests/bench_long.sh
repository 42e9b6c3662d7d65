#!/bin/sh
# Every measurement runs, at a small size; how fast is looked at by nobody here.
set -eu
cd "$(dirname "$0")/.."
tools/deps.sh bench
SIZE=small tools/bench.sh
echo "ok every measurement runs at a small size"
