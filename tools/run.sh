#!/bin/sh
# run.sh - makes the demo organisation, once, and serves it on this machine.
#
#	tools/run.sh BUILD-DIR PORT CELLS
#
# A change of the schema or of CELLS makes another one; what was done in the
# old one stays beside it, under its old name.
set -eu
cd "$(dirname "$0")/.."
dir=$1 port=$2 cells=$3
version=$(cat "$dir/src/db/schema.sql.h" | cksum | cut -d ' ' -f 1)
db=$dir/demo-$cells-$version.db
logins=$dir/demo-$cells-$version.txt

# Whether something already listens on a port (state 0A of Linux's tables).
taken() {
	hex=$(printf ':%04X' "$1")
	cat /proc/net/tcp /proc/net/tcp6 2>/dev/null |
	    awk -v port="$hex" '$4 == "0A" && substr($2, length($2) - 4) == port {
		found = 1 } END { exit !found }'
}

if [ ! -e "$db" ] || [ ! -e "$logins" ]; then
	echo "Making the demo organisation ($cells cells); this happens once."
	rm -f "$db" "$db.new" "$db.new-wal" "$db.new-shm"
	"$dir/cellwork" demo "$db.new" --cells "$cells" >"$logins.new"
	mv "$db.new" "$db"
	mv "$logins.new" "$logins"
fi
last=$((port + 100))
while taken "$port" && [ "$port" -lt "$last" ]; do
	port=$((port + 1))
done
cat <<END

To log in (name and password):

$(cat "$logins")

Ctrl-C stops it.
END
exec "$dir/cellwork" serve "$db" --listen "127.0.0.1:$port"
