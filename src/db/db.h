/*
 * db.h - named statements inside one transaction; the only door to the data.
 *
 * All work happens in a transaction, which the edge of the program opens and
 * closes: the server for a request, a verb of the command line for its job. The
 * first failure sticks to the transaction. From then on queries return no rows,
 * and db_commit() returns false. So a caller binds and steps without looking,
 * and only the edge asks:
 *
 *	struct query q = db_query(cx->db, &sql_member_name);
 *	q_set_int(&q, ":id", id);
 *	if (q_row(&q)) {
 *		name = arena_copy(cx->mem, q_get_str(&q, 0));
 *	}
 *	q_end(&q);
 *
 * To run a statement with a :name unset, to set one it does not have, to write
 * in a DB_READ transaction, to query outside any, or to commit with a query
 * still open is a bug and stops the program.
 *
 * Statements are written in the dialect that SQLite 3.40 and PostgreSQL 15
 * share and are prepared once for each connection. A connection is used by one
 * thread at a time.
 */
#ifndef DB_H
#define DB_H

#include "base/base.h"

struct prepared;		/* a statement made ready on a connection */

/* Written by tools/mksql from the .sql files. A connection keeps it by its
 * address, so it stays as long as the program. */
struct sql {
	const char	*name;
	const char	*text;
};

struct query {
	struct db		*db;
	struct prepared		*prepared;	/* NULL once ended */
	uint64_t		 unset;	/* one bit for each :name not yet set */
	size_t			 most;	/* rows to come, and one; 0: any */
};

#define DB_PARAMS_MAX	63

/* What went wrong, as far as a caller can act on it. */
enum db_state {
	DB_OK,
	DB_BUSY,		/* another process holds the lock: later */
	DB_RETRY,		/* it came in another's way, and is undone:
				 * all of it again, from its start; then the
				 * domain's own check finds what was done */
	DB_FULL,		/* no room on the disk; reads still work */
	DB_BROKEN,		/* reading or writing failed, or no memory */
	DB_UNKNOWN		/* the commit failed: its outcome is unknown */
};

/* ---- opening ----------------------------------------------------------- */

/* Of the tables; a file of another version is not opened. With it goes a file
 * of migrations/ that brings one of the version before to it. */
#define DB_SCHEMA_VERSION	4

enum db_open {
	DB_OPEN_READ,		/* must exist; no statement can write */
	DB_OPEN_WRITE,		/* must exist */
	DB_OPEN_OLDER,		/* the same, but of this version or an earlier
				 * one, and nobody else has it open: it is to
				 * be brought to this one by db_migrate() */
	DB_OPEN_CREATE		/* must not exist; made with the schema */
};

/*
 * NULL if it could not be opened; then *problem is a sentence for a person,
 * good until the next call in this thread. Sets WAL, synchronous FULL, foreign
 * keys, DEFENSIVE, trusted_schema off, temp_store MEMORY, automatic_index off.
 * ":memory:" with DB_OPEN_CREATE is for tests.
 *
 * A name that begins with "postgresql://" or "postgres://" is a database on a
 * server, which DB_OPEN_CREATE wants empty. There DB_WRITE is SERIALIZABLE and
 * DB_READ sees one moment. A connection that is lost is made again by the next
 * db_begin(); nothing waits for a server longer than some seconds to connect,
 * and five minutes for one statement. The name may say several hosts: the one
 * that takes writes is used, for reading too.
 */
struct db	*db_open(const char *name, enum db_open, const char **problem);
void	db_close(struct db *);
/*
 * From now on a server that gives no answer for so long counts as lost, and
 * the next db_begin() looks for another one under the same name. What serves
 * people has the patience of DB_PATIENCE_MS.
 */
#define DB_PATIENCE_MS	8000
void	db_patience(struct db *, int ms);
/*
 * Whether the way to the server was lost since this was last asked, also where
 * db_begin() found another one at once; never so with a file.
 */
bool	db_was_lost(struct db *);

/* Whether the data are at an engine on the network ("postgresql://..."), which
 * takes many write transactions at once, from several programs. */
bool	db_is_shared(const char *name);
/* Which version the tables are of. */
int	db_version(struct db *);
/* How many statements bring tables of a version to this program's. */
int64_t	db_migrate_steps(int version);
/*
 * Brings the tables to this program's version, in one transaction of its own.
 * `go_on` is called before each statement with those done and all, and may be
 * NULL; nothing is changed when it returns false. False: *problem says why.
 */
MUST_USE bool	db_migrate(struct db *,
		    bool (*go_on)(int64_t done, int64_t all),
		    const char **problem);

/* ---- transactions ------------------------------------------------------ */

enum db_mode { DB_READ, DB_WRITE };

void	db_begin(struct db *, enum db_mode);
/* Whether the transaction is one that writes: what it reads may never be. */
bool	db_writes(const struct db *);
/*
 * True: the changes are durable. False: db_state() says why; DB_UNKNOWN means
 * that they may or may not be there after the next opening.
 */
MUST_USE bool	db_commit(struct db *);
void	db_rollback(struct db *);	/* after a failed commit: nothing */
/* Sticks until db_begin(); but DB_UNKNOWN until the connection is closed and
 * opened again: its next transaction fails as a whole. */
enum db_state	db_state(const struct db *);
const char	*db_problem(const struct db *);	/* for the log only */

/*
 * A part of a transaction that can be undone alone: the single writer gives
 * one to each request, and an import within it one to each row. A part that
 * failed, also in keeping it, is undone. db_part_undo() clears a failure since
 * the part began, if the transaction itself is still alive, and returns whether
 * it is; if not, the transaction is lost as a whole.
 */
#define DB_PARTS_MAX	3		/* one within the other */
void	db_part_begin(struct db *);
void	db_part_keep(struct db *);	/* db_state() says whether it was */
MUST_USE bool	db_part_undo(struct db *);
/* A part within another failed: the failure goes on to the one around it. */
void	db_part_fail(struct db *);

/* ---- statements -------------------------------------------------------- */

struct query	db_query(struct db *, const struct sql *);
void	q_set_int(struct query *, const char *name, int64_t);
void	q_set_id(struct query *, const char *name, int64_t);	/* 0: NULL */
void	q_set_str(struct query *, const char *name, str);
void	q_set_bytes(struct query *, const char *name, str);
void	q_set_date(struct query *, const char *name, struct date);
						/* DATE_NONE: NULL */
void	q_set_null(struct query *, const char *name);
/*
 * Ends after so many rows, from 1. For a set that is small by its nature: to
 * sort with a LIMIT, SQLite makes a table aside, which takes longer than all
 * else that the statement does; without one it sorts in memory.
 */
void	q_at_most(struct query *, size_t rows);
bool	q_row(struct query *);		/* false ends the query */
int64_t	q_get_int(struct query *, int column);
int64_t	q_get_id(struct query *, int column);	/* NULL: 0 */
str	q_get_str(struct query *, int column);	/* good until the next q_row */
struct date	q_get_date(struct query *, int column);	/* NULL: DATE_NONE */
bool	q_is_null(struct query *, int column);
/* The first column of the first row; NULL, no row or a failure: 0. Ends the
 * query. */
int64_t	q_number(struct query *);
/* The same of a statement without parameters. */
int64_t	db_one_number(struct db *, const struct sql *);
void	q_end(struct query *);		/* to stop early; harmless twice */
void	q_run(struct query *);		/* for a statement without rows */
int64_t	q_changed(struct query *);	/* q_run(), and how many rows it hit */

/*
 * For many rows of one statement: the :names by their place, from 1, in the
 * order in which they first stand in the statement; a text is borrowed until
 * the query ends or the place is put anew. q_again() runs the statement and
 * leaves the query open, with what was put, for the next row.
 *
 *	q = db_query(cx->db, &sql_stay_add);
 *	q_put_int(&q, 5, cx->now);
 *	while (...) {
 *		q_put_int(&q, 1, id);
 *		q_again(&q);
 *	}
 *	q_end(&q);
 */
void	q_put_int(struct query *, int place, int64_t);
void	q_put_id(struct query *, int place, int64_t);	/* 0: NULL */
void	q_put_str(struct query *, int place, str);
void	q_put_date(struct query *, int place, struct date);
					/* DATE_NONE: NULL */
void	q_put_null(struct query *, int place);
void	q_again(struct query *);

/*
 * The next id for a table, or the first of `count`; above every id the table
 * has when it is asked for the first time. Ids are never given out twice. Only
 * in a DB_WRITE transaction; 0 after a failure.
 */
int64_t	db_new_id(struct db *, const char *table);
int64_t	db_new_ids(struct db *, const char *table, int64_t count);

/*
 * A number that is another one after each beginning of a transaction, after
 * each part that is undone, and after each statement that may have changed what
 * was read: all that write, but for rows that only tell what was done (memo.h).
 */
uint64_t	db_stirred(const struct db *);

/* ---- very many rows at once -------------------------------------------- */

/*
 * Takes away the indexes of the tables (the list ends with NULL) that are not
 * part of a table, in a DB_WRITE transaction without a part or an open query:
 * rows then go in several times as fast. db_indexes_on() makes them again
 * before the commit, so that nobody ever sees the tables without them, and
 * fails where a row breaks one; a rollback brings them back too. `made` is
 * called before each and at the end. False: the engine keeps its indexes, or it
 * failed (db_state()). In one thread of a program at a time.
 */
MUST_USE bool	db_indexes_off(struct db *, const char *const *tables);
void	db_indexes_on(struct db *, void (*made)(void *, size_t done,
	    size_t all), void *arg);
/* While it is on, what has to be sorted may lie in a file without a name beside
 * the data; otherwise it takes memory. Set without an open query, and as above
 * in one thread of a program at a time. */
void	db_sort(struct db *, bool much);
/* Holds as many MiB of the data in memory, for work that goes all over them. */
void	db_room(struct db *, int mib);
/*
 * Bytes that the engine of files holds in this program, of all connections:
 * mostly pages of the data, as many as they may keep. Nothing for a database on
 * a server. From any thread.
 */
size_t	db_engine_memory(void);

/* ---- what changed ------------------------------------------------------ */

/*
 * Numbers that a write transaction notes for whatever is computed from the
 * records before it ends (change.h): read in order, each once. They stay until
 * they are forgotten or the next db_begin(), also those of a part that was
 * undone.
 */
void	db_note(struct db *, int64_t);
size_t	db_noted(struct db *, const int64_t **out);
void	db_forget_notes(struct db *);

/*
 * The number of this DB_WRITE transaction, above 0; what it writes carries it
 * where others are to find what is new. 0 after a failure.
 */
int64_t	db_write_number(struct db *);
/*
 * Every transaction with a number up to this one is seen by the transaction of
 * this connection, or never happened. Some with a higher number may be seen
 * too: who reads what is above it now, and again from here on, misses nothing.
 */
int64_t	db_seen_number(struct db *);
/*
 * Waits, outside of a transaction, until somebody else has committed since it
 * was last asked, and says so; false: nobody did within wait_ms.
 */
bool	db_wait_change(struct db *, int wait_ms);

/* ---- housekeeping ------------------------------------------------------ */

/* A consistent copy into a new file, while others read and write. `go_on` is
 * called with pages done and pages in all, and may be NULL; the copy is given
 * up when it returns false. */
MUST_USE bool	db_backup(struct db *, const char *path,
		    bool (*go_on)(int64_t done, int64_t all),
		    const char **problem);
/* The engine's own check of the file, and of every foreign key. */
MUST_USE bool	db_check(struct db *, const char **problem);
/* Moves the write-ahead log into the file; the writer calls it when idle. */
void	db_checkpoint(struct db *);
/*
 * Does the same beside the writer, whom it never stops, however long the log
 * is. Returns how many of its pages are in the file now.
 */
int64_t	db_move_log(struct db *);
/*
 * What a DB_WRITE transaction erased stays in the log, behind its end, until it
 * is overwritten. After this call the next db_checkpoint() of the connection
 * that finds no reader in its way leaves the log without a byte;
 * db_log_is_due() says whether that is still to come. An engine on the network
 * keeps its log by rules of its own.
 */
void	db_empty_log(struct db *);
bool	db_log_is_due(const struct db *);
/*
 * What this DB_READ transaction has read is to be no longer in memory than the
 * transaction lasts: the pages that the engine keeps for the next one are
 * wiped when it ends. A writer's pages change with what it writes.
 */
void	db_forget_pages(struct db *);
/*
 * Makes sure that the log is on the disk, in a DB_WRITE transaction, where
 * nobody else writes to it. After a sync that failed it may be in the system's
 * memory alone, and a later sync knows nothing of that. False: it could not be.
 */
MUST_USE bool	db_renew_log(struct db *);
/* Pages in the write-ahead log after the last commit of this connection. */
int64_t	db_wal_pages(const struct db *);

/*
 * For tests. A step is the beginning and the end of a transaction or a part,
 * and each q_row(). The n-th from now fails; 0: none. As DB_UNKNOWN a commit is
 * done and then said to be unknown; any other step fails as DB_BROKEN.
 */
void	db_fail_at(struct db *, int n);		/* as DB_BROKEN */
void	db_fail_as(struct db *, int n, enum db_state);
void	db_script(struct db *, const char *text);
int64_t	db_number(struct db *, const char *select);	/* one figure, or -1 */

#endif
