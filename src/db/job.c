/*
 * job.c - a verb's database: opened, one transaction after another, closed.
 */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/change.h"
#include "db/db.h"
#include "db/db_inside.h"
#include "db/job.h"

#define JOB_MEMORY	((size_t)1 << 30)	/* address space, not memory */
#define JOB_LOG_PAGES	16000	/* of the log, then it goes into the file */

struct job {
	struct ctx	 cx;		/* first: a ctx is its job */
	struct cli	*cli;
	const char	*path;
	enum job_mode	 mode;
	struct arena	 mem;
};

static struct job *
job_of(struct ctx *cx)
{
	return (struct job *)cx;
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
say_failure(const struct job *job)
{
	const char *problem = db_problem(job->cx.db);

	cli_fail(job->cli, "%s: %s%s%s%s", job->path,
	    advice(db_state(job->cx.db)), problem[0] != '\0' ? " (" : "",
	    problem, problem[0] != '\0' ? ")" : "");
}

static void
remove_file(struct job *job, const char *end)
{
	str path = arena_printf(job->cli->mem, "%s%s", job->path, end);

	unlink(arena_copy_z(job->cli->mem, path));
}

static void
job_close(struct job *job)
{
	db_close(job->cx.db);
	arena_drop(&job->mem);
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
job_make(struct cli *cli, const char *path)
{
	const char *problem = "";

	if (db_is_shared(path)) {
		/* If it has its tables already, that is as good; whatever else
		 * is wrong the job says when it opens it. */
		db_close(db_open(path, DB_OPEN_CREATE, &problem));
		return true;
	}
	return access(path, F_OK) == 0 || make_file(cli, path);
}

struct ctx *
job_open(struct cli *cli, const char *path, enum job_mode mode)
{
	static const enum db_open how[] = { [JOB_READ] = DB_OPEN_READ,
		[JOB_WRITE] = DB_OPEN_WRITE, [JOB_CREATE] = DB_OPEN_CREATE };
	struct job *job = NEW(cli->mem, struct job, 1);
	const char *problem = "";

	*job = (struct job){ .cli = cli, .path = path, .mode = mode };
	if (!arena_make(&job->mem, JOB_MEMORY)) {
		cli_fail(cli, "there is not enough address space");
		return NULL;
	}
	job->cx.mem = &job->mem;
	job->cx.now = clock_now();
	job->cx.today = date_of_moment(job->cx.now);
	job->cx.db = db_open(path, how[mode], &problem);
	if (job->cx.db == NULL) {
		cli_fail(cli, "%s", problem);
		arena_drop(&job->mem);
		return NULL;
	}
	db_begin(job->cx.db, mode == JOB_READ ? DB_READ : DB_WRITE);
	if (db_state(job->cx.db) != DB_OK) {
		say_failure(job);
		job_drop(&job->cx);
		return NULL;
	}
	return &job->cx;
}

bool
job_step(struct ctx *cx)
{
	struct job *job = job_of(cx);

	change_settle(cx);
	if (!db_commit(cx->db)) {
		say_failure(job);
		return false;
	}
	arena_reset(&job->mem);
	cx->tally = NULL;		/* it was in there */
	if (db_wal_pages(cx->db) > JOB_LOG_PAGES) {
		db_checkpoint(cx->db);
	}
	db_begin(cx->db, job->mode == JOB_READ ? DB_READ : DB_WRITE);
	if (db_state(cx->db) != DB_OK) {
		say_failure(job);
		return false;
	}
	return true;
}

int
job_save(struct ctx *cx)
{
	struct job *job = job_of(cx);

	change_settle(cx);
	if (!db_commit(cx->db)) {
		say_failure(job);
		job_drop(cx);
		return CLI_REFUSED;
	}
	job_close(job);
	return CLI_DONE;
}

void
job_drop(struct ctx *cx)
{
	struct job *job = job_of(cx);

	db_rollback(cx->db);
	job_close(job);
	if (job->mode == JOB_CREATE) {
		remove_file(job, "");
		remove_file(job, "-wal");
		remove_file(job, "-shm");
	}
}
