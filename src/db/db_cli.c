/*
 * db_cli.c - the verbs that copy a database away and back.
 */
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cli.h"
#include "db/db.h"

/* db_backup() calls without a context; a program copies one file at a time. */
static struct progress bar;

static bool
show_pages(int64_t done, int64_t all)
{
	bar.all = all;
	progress_at(&bar, done);
	return !cli_stopping();
}

/* Opens a file to read from and looks whether it is whole; NULL: said why. */
static struct db *
open_whole(const struct cli *cli, const char *path)
{
	const char *problem = "";
	struct db *db = db_open(path, DB_OPEN_READ, &problem);

	if (db == NULL) {
		cli_fail(cli, "%s", problem);
		return NULL;
	}
	if (!db_check(db, &problem)) {
		cli_fail(cli, "%s: %s", path, problem);
		db_close(db);
		return NULL;
	}
	return db;
}

static int64_t
file_kib(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0 ? (s.st_size + 1023) / 1024 : 0;
}

/* Copies, and reads the copy as one would have to after a loss. */
static int
copy(const struct cli *cli, const char *from, const char *to,
    const char *what)
{
	const char *problem = "";
	struct db *db = open_whole(cli, from);
	bool ok;

	if (db == NULL) {
		return CLI_REFUSED;
	}
	progress_start(&bar, "pages", 0);
	ok = db_backup(db, to, show_pages, &problem);
	progress_end(&bar);
	db_close(db);
	if (!ok) {
		return cli_fail(cli, "%s", problem);
	}
	db = open_whole(cli, to);
	if (db == NULL) {
		return cli_fail(cli, "the copy is not to be trusted; %s was "
		    "left as it is", from);
	}
	db_close(db);
	cli_note(cli, "%s: %s, %" PRId64 " KiB, checked.", to, what,
	    file_kib(to));
	return CLI_DONE;
}

static int
run_backup(struct cli *cli)
{
	return copy(cli, cli_arg(cli, 0), cli_arg(cli, 1), "a whole copy");
}

static int
run_restore(struct cli *cli)
{
	const char *to = cli_arg(cli, 1);

	if (access(to, F_OK) == 0) {
		return cli_fail(cli, "%s exists already and was left as it is. "
		    "Stop the server, move it away together with %s-wal and "
		    "%s-shm, and restore again.", to, to, to);
	}
	return copy(cli, cli_arg(cli, 0), to, "restored");
}

const struct verb db_verbs[] = {
	{ "backup", "DB FILE", "makes a copy while everybody works on",
	    "FILE is one moment of DB, whole: what was saved before the copy "
	    "began is in it. It gets its name when it is complete and on the "
	    "disk, and is then read once more and checked. FILE must not "
	    "exist; nothing is ever overwritten.\n\n"
	    "A backup every night, kept for a month:\n\n"
	    "  cellwork backup /var/lib/cellwork/house.db \\\n"
	    "      /var/backups/cellwork-$(date +%F).db\n\n"
	    "Whoever has FILE can read all that is in it, sealed reports "
	    "excepted. Keep it as you keep DB.",
	    NULL, run_backup },
	{ "restore", "FILE DB", "makes a database from such a copy",
	    "FILE is checked first, and DB after it. DB must not exist: an "
	    "existing one is moved away by hand, so that nothing is lost by a "
	    "wrong name.",
	    NULL, run_restore },
	VERBS_END
};
