/*
 * verb.c - a verb's database: opened, one transaction after another, closed.
 */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/change.h"
#include "db/db.h"
#include "db/db_inside.h"
#include "db/verb.h"

#define VERB_MEMORY	((size_t)1 << 30)	/* address space, not memory */
#define JOB_LOG_PAGES	16000	/* of the log, then it goes into the file */

struct work {
	struct ctx	 cx;		/* first: a ctx is its work */
	struct cli	*cli;
	const char	*path;
	enum verb_mode	 mode;
	struct arena	 mem;
};

static struct work *
work_of(struct ctx *cx)
{
	return (struct work *)cx;
}

/* What a person can do about it; the engine's own words go after it. */
static const char *
advice(enum db_state state)
{
	static const char *const text[] = {
		[DB_OK] = "it could not be saved",
		[DB_BUSY] = "another program is writing to it: try again later",
		[DB_RETRY] = "other programs were writing the same: try again",
		[DB_FULL] = "there is no room left on the disk; nothing was "
		    "changed",
		[DB_BROKEN] = "it could not be read or written",
		[DB_UNKNOWN] = "it could not be made durable; whether the "
		    "change is there, only the next look at it will tell",
	};

	assert((size_t)state < COUNT(text));
	return text[state];
}

static void
say_failure(const struct work *work)
{
	const char *problem = db_problem(work->cx.db);

	cli_fail(work->cli, "%s: %s%s%s%s", work->path,
	    advice(db_state(work->cx.db)), problem[0] != '\0' ? " (" : "",
	    problem, problem[0] != '\0' ? ")" : "");
}

static void
remove_file(struct work *work, const char *end)
{
	str path = arena_printf(work->cli->mem, "%s%s", work->path, end);

	unlink(arena_copy_z(work->cli->mem, path));
}

static void
work_close(struct work *work)
{
	db_close(work->cx.db);
	arena_drop(&work->mem);
}

/*
 * Made under a name of its own and then renamed, so that who is stopped before
 * has none, and who is stopped after it a whole one.
 */
static bool
make_file(struct cli *cli, const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	const char *begun = arena_copy_z(cli->mem, arena_printf(cli->mem,
	    "%s.begun", path));
	const char *problem = db_lite_name_taken(path);
	struct db *db = NULL;

	for (size_t i = 0; i < COUNT(ends); i++) {
		unlink(arena_copy_z(cli->mem, arena_printf(cli->mem, "%s%s",
		    begun, ends[i])));
	}
	if (problem == NULL) {
		db = db_open(begun, DB_OPEN_CREATE, &problem);
	}
	if (db == NULL) {
		cli_fail(cli, "%s", problem);
		return false;
	}
	db_close(db);
	if (rename(begun, path) != 0) {
		cli_fail(cli, "%s cannot be made: %s", path, strerror(errno));
		unlink(begun);
		return false;
	}
	return true;
}

bool
verb_make(struct cli *cli, const char *path)
{
	const char *problem = "";

	if (db_is_shared(path)) {
		/* If it has its tables already, that is as good; whatever else
		 * is wrong verb_open() says when it opens it. */
		db_close(db_open(path, DB_OPEN_CREATE, &problem));
		return true;
	}
	return access(path, F_OK) == 0 || make_file(cli, path);
}

struct ctx *
verb_open(struct cli *cli, const char *path, enum verb_mode mode)
{
	static const enum db_open how[] = { [VERB_READ] = DB_OPEN_READ,
		[VERB_WRITE] = DB_OPEN_WRITE, [VERB_CREATE] = DB_OPEN_CREATE };
	struct work *work = NEW(cli->mem, struct work, 1);
	const char *problem = "";

	*work = (struct work){ .cli = cli, .path = path, .mode = mode };
	if (!arena_make(&work->mem, VERB_MEMORY)) {
		cli_fail(cli, "there is not enough address space");
		return NULL;
	}
	work->cx.mem = &work->mem;
	work->cx.now = clock_now();
	work->cx.today = date_of_moment(work->cx.now);
	work->cx.db = db_open(path, how[mode], &problem);
	if (work->cx.db == NULL) {
		cli_fail(cli, "%s", problem);
		arena_drop(&work->mem);
		return NULL;
	}
	db_begin(work->cx.db, mode == VERB_READ ? DB_READ : DB_WRITE);
	if (db_state(work->cx.db) != DB_OK) {
		say_failure(work);
		verb_drop(&work->cx);
		return NULL;
	}
	return &work->cx;
}

bool
verb_step(struct ctx *cx)
{
	struct work *work = work_of(cx);

	change_settle(cx);
	if (!db_commit(cx->db)) {
		say_failure(work);
		return false;
	}
	arena_reset(&work->mem);
	cx->tally = NULL;		/* it was in there */
	if (db_wal_pages(cx->db) > JOB_LOG_PAGES) {
		db_checkpoint(cx->db);
	}
	db_begin(cx->db, work->mode == VERB_READ ? DB_READ : DB_WRITE);
	if (db_state(cx->db) != DB_OK) {
		say_failure(work);
		return false;
	}
	return true;
}

int
verb_save(struct ctx *cx)
{
	struct work *work = work_of(cx);

	change_settle(cx);
	if (!db_commit(cx->db)) {
		say_failure(work);
		verb_drop(cx);
		return CLI_REFUSED;
	}
	work_close(work);
	return CLI_DONE;
}

void
verb_drop(struct ctx *cx)
{
	struct work *work = work_of(cx);

	db_rollback(cx->db);
	work_close(work);
	if (work->mode == VERB_CREATE) {
		remove_file(work, "");
		remove_file(work, "-wal");
		remove_file(work, "-shm");
	}
}
