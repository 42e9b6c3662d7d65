/*
 * db_cli.c - the verbs that copy a database away and back.
 */
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cli.h"
#include "db/db.h"

#define COPIES_MAX	99		/* of one database beside it */

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

/* ---- migrate ----------------------------------------------------------- */

/* Tables, not pages; the work is in one transaction, so it can be stopped. */
static bool
show_steps(int64_t done, int64_t all)
{
	return show_pages(done, all);
}

/* A name nobody has: DB.version-1, DB.version-1.2 and so on. One whose .part is
 * there was being made when somebody stopped it. NULL: there are too many. */
static const char *
copy_name(const struct cli *cli, const char *path, int version)
{
	for (int n = 1; n <= COPIES_MAX; n++) {
		str name = arena_printf(cli->mem, n == 1 ? "%s.version-%d" :
		    "%s.version-%d.%d", path, version, n);
		const char *z = arena_copy_z(cli->mem, name);

		if (access(z, F_OK) != 0 && access(arena_copy_z(cli->mem,
		    arena_printf(cli->mem, "%s.part", z)), F_OK) != 0) {
			return z;
		}
	}
	return NULL;
}

static bool
copy_first(const struct cli *cli, struct db *db, const char *path)
{
	const char *to = cli_option(cli, "copy"), *problem = "";
	bool ok;

	if (db_is_shared(path)) {
		cli_fail(cli, "The copy of a database on a server is made with "
		    "its own means, pg_dump. Make one, then ask again with "
		    "--no-copy. Nothing was changed.");
		return false;
	}
	if (to == NULL) {
		to = copy_name(cli, path, db_version(db));
	}
	if (to == NULL) {
		cli_fail(cli, "There are %d copies of %s already. Move some "
		    "away, or name one with --copy.", COPIES_MAX, path);
		return false;
	}
	progress_start(&bar, "pages", 0);
	ok = db_backup(db, to, show_pages, &problem);
	progress_end(&bar);
	if (!ok) {
		cli_fail(cli, "%s Nothing was changed.", problem);
		return false;
	}
	cli_note(cli, "%s: a whole copy as it was, %" PRId64 " KiB.", to,
	    file_kib(to));
	return true;
}

/* True: it is of this version now. */
static bool
bring_over(const struct cli *cli, struct db *db, const char *path)
{
	int version = db_version(db);
	const char *problem = "";
	bool ok;

	cli_note(cli, "%s is of version %d. %" PRId64 " steps bring it to "
	    "version %d, all of them or none.", path, version,
	    db_migrate_steps(version), DB_SCHEMA_VERSION);
	if (!cli_flag(cli, "no-copy") && !copy_first(cli, db, path)) {
		return false;
	}
	progress_start(&bar, "steps", db_migrate_steps(version));
	ok = db_migrate(db, show_steps, &problem);
	progress_end(&bar);
	if (!ok) {
		cli_fail(cli, "%s", problem);
		return false;
	}
	cli_note(cli, "Figures that are new are counted by the server as it "
	    "runs, or now with: cellwork tally %s", path);
	return true;
}

static int
run_migrate(struct cli *cli)
{
	const char *path = cli_arg(cli, 0), *problem = "";
	struct db *db;
	bool ok = true;

	if (cli_flag(cli, "no-copy") && cli_option(cli, "copy") != NULL) {
		return cli_usage(cli, "--copy and --no-copy do not go "
		    "together");
	}
	db = db_open(path, DB_OPEN_OLDER, &problem);
	if (db == NULL) {
		return cli_fail(cli, "%s", problem);
	}
	if (db_version(db) == DB_SCHEMA_VERSION) {
		cli_note(cli, "%s is of version %d already; there is nothing "
		    "to do.", path, DB_SCHEMA_VERSION);
	} else {
		ok = bring_over(cli, db, path);
	}
	db_close(db);
	if (ok && (db = open_whole(cli, path)) != NULL) {
		db_close(db);
		cli_note(cli, "%s: version %d, checked.", path,
		    DB_SCHEMA_VERSION);
		return CLI_DONE;
	}
	return CLI_REFUSED;
}

static const struct option migrate_options[] = {
	{ "copy", "FILE", false,
	    "where the copy goes; DB.version-1 beside it if not given" },
	{ "no-copy", NULL, false,
	    "make no copy, because you have one" },
	OPTIONS_END
};

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
	{ "migrate", "DB", "brings a database of an older Cellwork to this one",
	    "Stop the server first. A whole copy is made before anything is "
	    "changed; then the tables are changed in one transaction: if it is "
	    "stopped, or the power fails, DB is as it was, and the same call "
	    "begins again. A database that needs nothing is left as it is.\n\n"
	    "To go back, move DB away and restore the copy; what was written "
	    "since is not in it.",
	    migrate_options, run_migrate },
	VERBS_END
};
