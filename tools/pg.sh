#!/bin/sh
# pg.sh - runs a command beside a PostgreSQL of its own, and stops that again.
#
#	tools/pg.sh COMMAND...
#
# The command finds in CELLWORK_TEST_PG the name of a database on that server
# in which tests make others of their own. The server listens at a socket in a
# folder that goes away, and nowhere else; it does not wait for the disk. What a
# transaction has read is remembered until all of the server's that went on
# beside it have ended, so many tests at once need much room for locks. As root
# it is started by an account without rights, as PostgreSQL demands.
set -eu
bin=${PG_BIN-/usr/lib/postgresql/15/bin}
[ -x "$bin/initdb" ] || {
	echo "pg.sh: no $bin/initdb; tools/deps.sh test installs it" >&2
	exit 77
}
dir=$(mktemp -d "${PG_DIR-${TMPDIR-/tmp}}/cellwork-pg-XXXXXX")
account=$(id -un)
if [ "$(id -u)" -eq 0 ]; then
	account=postgres
	chown postgres "$dir"
fi

as_account() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid=postgres --regid=postgres --init-groups \
		    env HOME="$dir" "$@"
	else
		"$@"
	fi
}

stop() {
	as_account "$bin/pg_ctl" -D "$dir/data" -m immediate stop \
	    >/dev/null 2>&1 || true
	rm -rf "$dir"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM

as_account "$bin/initdb" -D "$dir/data" -A trust -U "$account" -E UTF8 \
    --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 ||
    { cat "$dir/initdb.log" >&2; exit 1; }
cat >>"$dir/data/postgresql.conf" <<END
listen_addresses = ''
unix_socket_directories = '$dir'
max_connections = 300
max_locks_per_transaction = 256
max_pred_locks_per_transaction = 4096
fsync = off
full_page_writes = off
autovacuum = off
shared_buffers = 256MB
wal_level = minimal
max_wal_senders = 0
log_min_messages = panic
END
as_account "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" start >/dev/null ||
    { cat "$dir/log" >&2; exit 1; }
CELLWORK_TEST_PG="postgresql://$account@/postgres?host=$dir"
export CELLWORK_TEST_PG
status=0
"$@" || status=$?
exit $status
