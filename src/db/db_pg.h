/*
 * db_pg.h - what the files of PostgreSQL's side share.
 *
 * Cellwork's tables stand in a schema of their own, "cellwork", in a database
 * whose encoding is UTF8. A name never holds a password, which a list of
 * processes would show: libpq finds it in PGPASSFILE or a service.
 */
#ifndef DB_PG_H
#define DB_PG_H

#include <libpq-fe.h>

#include "db/db_inside.h"

struct pg {
	PGconn		*conn;		/* NULL once it is lost */
	char		*name;		/* as it was opened */
	int		 answer_ms;	/* to wait for an answer at most */
	struct prepared	*stream;	/* whose rows are still coming */
	unsigned	 connected;	/* how often */
	unsigned	 made;		/* statements, on this connection */
	bool		 doubt;		/* a warning came with the answer */
	bool		 refused;	/* the answer was an error */
	bool		 locks;		/* a lock may have been left */
	bool		 lost;		/* the connection, since asked */
};

/* ---- the connection: db_pg.c ------------------------------------------- */

/* NULL, or a sentence: why it could not be opened or made. */
const char	*db_pg_open(struct db *, const char *name);
/* Connects, as at the opening. False: *out_why, without a name in it. */
bool		db_pg_connect(struct pg *, const char **out_why);
/* Until an answer is there. False: none came in time, or the connection is
 * lost. */
bool		 db_pg_wait(const struct pg *, int ms);
/* The answer, or NULL at its end; and if none comes in time or the connection
 * is lost, which sticks. */
PGresult	*db_pg_result(struct db *, const char *what);
/* The last result of a text without parameters, or NULL. Failures stick. */
PGresult	*db_pg_exec(struct db *, const char *text);
/* What a result that is an error says, sticks. */
void		db_pg_fail(struct db *, const char *what, const PGresult *);
void		db_pg_fail_lost(struct db *, const char *what);

/* ---- statements: db_pg_query.c ----------------------------------------- */

/* Reads the rows that still come into memory, so that the connection is free
 * for another statement. */
void		db_pg_drain(struct db *);
bool		db_pg_is_ready(const struct prepared *);
bool		db_pg_make_ready(struct db *, struct prepared *);
void		db_pg_forget(struct prepared *);
bool		db_pg_only_reads(const struct prepared *);
int		db_pg_params(const struct prepared *);
int		db_pg_param(const struct prepared *, const char *name);
bool		db_pg_set_int(struct prepared *, int param, int64_t);
bool		db_pg_set_null(struct prepared *, int param);
bool		db_pg_set_text(struct prepared *, int param, str);
bool		db_pg_set_bytes(struct prepared *, int param, str);
bool		db_pg_lend_text(struct prepared *, int param, str);
enum step	db_pg_step(struct db *, struct prepared *);
void		db_pg_rewind(struct db *, struct prepared *);
void		db_pg_reset(struct db *, struct prepared *);
int64_t		db_pg_changed(const struct db *, const struct prepared *);
int		db_pg_columns(const struct prepared *);
bool		db_pg_is_null(const struct prepared *, int column);
int64_t		db_pg_get_int(const struct prepared *, int column);
str		db_pg_get_str(struct db *, struct prepared *, int column);

/* ---- ids and numbers: db_pg_ids.c -------------------------------------- */

int64_t		db_pg_new_ids(struct db *, const char *table, int64_t count);
int64_t		db_pg_write_number(struct db *);
int64_t		db_pg_seen_number(struct db *);
int64_t		db_pg_look(struct db *);

/* ---- SQL of both engines as PostgreSQL has it: db_pg_text.c ------------- */

/*
 * A statement with $1 for the first :name and so on. The names go to `names`,
 * one after another, each with a NUL; *out_params says how many. For free();
 * NULL without memory.
 */
#define PG_NAMES_MAX	2048
char		*db_pg_statement(const char *text, char names[PG_NAMES_MAX],
		    int *out_params);
/*
 * A schema: types by PostgreSQL's names, texts compared by their bytes,
 * references after all tables, a sequence "id_TABLE" for each table with an id,
 * and instead of the table `counter` a view of the sequences. For free(); NULL
 * without memory.
 */
char		*db_pg_schema(const char *text);
/* Makes that view anew, for all tables of a schema; in the same way. */
char		*db_pg_counter(const char *schema);
/* A migration that only makes tables and indexes (struct engine). */
bool		 db_pg_migrate(struct db *, const char *text, bool last);

#endif
