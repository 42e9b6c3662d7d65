/* db_inside.h - what the files of the database share, and nobody else sees. */
#ifndef DB_INSIDE_H
#define DB_INSIDE_H

#include <sqlite3.h>

#include "db/db.h"

#define DB_BUCKETS	256		/* for some 500 statements */
#define DB_BUSY_MS	5000		/* wait for another process */
#define DB_AWAY_MAX	16		/* indexes taken away at a time */

struct pg;			/* a connection to PostgreSQL */
struct pg_statement;

/* A statement made ready on this connection. Two of the same statement exist
 * where one is run while another is open. */
struct prepared {
	sqlite3_stmt		*lite;	/* one of these, by the engine */
	struct pg_statement	*pg;
	const struct sql	*sql;
	bool			 open;
	bool			 stirs;	/* db_stirred() */
	struct prepared		*next;
};

enum step { STEP_ROW, STEP_DONE, STEP_FAILED };

/*
 * What an engine does, each for itself; what both do alike is in db.c and
 * db_query.c. What returns false has made the failure stick (db_failed). A
 * parameter is numbered from 1, a column from 0.
 */
struct engine {
	bool		(*begin)(struct db *);
	bool		(*run)(struct db *, const char *text);
	void		(*rollback)(struct db *);
	/* Whether the transaction can go on from the part, or from where it is
	 * after a commit that failed. */
	bool		(*alive)(const struct db *, bool has_savepoint);
	/* Whether a commit that failed is known to have changed nothing. */
	bool		(*undone)(const struct db *);
	void		(*close)(struct db *);

	bool		(*is_ready)(const struct prepared *);
	bool		(*make_ready)(struct db *, struct prepared *);
	void		(*forget)(struct prepared *);
	bool		(*only_reads)(const struct prepared *);
	int		(*params)(const struct prepared *);
	int		(*param)(const struct prepared *, const char *name);
	bool		(*set_int)(struct prepared *, int param, int64_t);
	bool		(*set_null)(struct prepared *, int param);
	bool		(*set_text)(struct prepared *, int param, str);
	bool		(*set_bytes)(struct prepared *, int param, str);
	/* As text; but it may be borrowed until it is set anew or reset. */
	bool		(*lend_text)(struct prepared *, int param, str);
	enum step	(*step)(struct db *, struct prepared *);
	/* To be run once more with the same values; and with none. */
	void		(*rewind)(struct db *, struct prepared *);
	void		(*reset)(struct db *, struct prepared *);
	int64_t		(*changed)(const struct db *, const struct prepared *);
	int		(*columns)(const struct prepared *);
	bool		(*is_null)(const struct prepared *, int column);
	int64_t		(*get_int)(const struct prepared *, int column);
	str		(*get_str)(struct db *, struct prepared *, int column);

	int64_t		(*new_ids)(struct db *, const char *table,
			    int64_t count);
	int64_t		(*write_number)(struct db *);
	int64_t		(*seen_number)(struct db *);
	/* A number that is another one once somebody has committed. */
	int64_t		(*look)(struct db *);
	bool		(*indexes_off)(struct db *, const char *const *tables);
	/* Around the making of indexes of very many rows. */
	void		(*sort)(struct db *, bool much);
	void		(*room)(struct db *, int mib);
	void		(*loosen)(struct db *, bool loose);
	/* All statements of a migration at once; `last`: the tables are then
	 * those of this program. NULL: they are run one after another. */
	bool		(*migrate)(struct db *, const char *text, bool last);
	bool		(*check_references)(struct db *, const char **problem);
	bool		(*backup)(struct db *, const char *path,
			    bool (*go_on)(int64_t done, int64_t all),
			    const char **problem);
	bool		(*check)(struct db *, const char **problem);
	void		(*checkpoint)(struct db *);
	int64_t		(*move_log)(struct db *);
	bool		(*renew_log)(struct db *);
	void		(*script)(struct db *, const char *text);
	int64_t		(*number)(struct db *, const char *select);
};

extern const struct engine db_sqlite, db_pg;

#define DB_WORDS_MAX	9

struct db {
	const struct engine *engine;
	sqlite3		*lite;		/* one of these, by the engine */
	struct pg	*pg;
	enum db_open	 how;
	enum db_state	 state;
	char		 problem[300];	/* of the first failure */
	bool		 in_transaction;
	enum db_mode	 mode;
	struct part {
		bool	 has_savepoint;
		bool	 failed_before;	/* ... it began */
	}		 part[DB_PARTS_MAX];
	int		 parts;		/* open, one within the other */
	int		 open;		/* queries not ended */
	int64_t		 wal_pages;
	bool		 log_due;	/* db_empty_log() */
	bool		 forget_pages;	/* db_forget_pages() */
	struct away {			/* an index that is taken away */
		char	*name, *make;	/* statements */
	}		 away[DB_AWAY_MAX];
	size_t		 away_len;
	int64_t		*noted;		/* db_note() */
	size_t		 noted_len, noted_cap;
	int64_t		 version;	/* of this transaction, once asked */
	int64_t		 looked;	/* when last waited for a change */
	uint64_t	 stirred;	/* db_stirred() */
	int		 fail_in;	/* steps until the injected failure */
	enum db_state	 fail_as;
	struct prepared	*prepared[DB_BUCKETS];
	sqlite3_stmt	*words[DB_WORDS_MAX];	/* db_sqlite.c */
};

/* A sentence for a person, kept for this thread. */
const char	*db_sentence(const char *fmt, ...) PRINTF(1, 2);
/* The first failure sticks to the transaction. */
void		db_failed(struct db *, enum db_state, const char *what,
		    const char *why);
void		db_fail_memory(struct db *, const char *what);
/* Whether a test wants this step to fail; then it has failed. */
bool		db_injected(struct db *, const char *what);
/* What was taken away comes back, or came back, without us. */
void		db_forget_indexes(struct db *);
/* Runs a text of ours without values; false, and the failure sticks, if it was
 * not done. */
bool		db_do(struct db *, const char *text);
/* Whether a row may refer to one that is not there; outside transactions. */
void		db_loosen(struct db *, bool loose);
/* Whether every row that is referred to is there; false: *problem says. */
MUST_USE bool	db_check_references(struct db *, const char **problem);
/* Ends every statement that was made ready. */
void		db_forget_statements(struct db *);
/* The version the tables are, -1 where they do not say; and what to say of
 * one that is not ours, or NULL. In a transaction. */
int64_t		db_read_version(struct db *);
const char	*db_other_version(const char *name, int64_t version);
void		db_write_version(struct db *);

/* ---- of SQLite alone --------------------------------------------------- */

/* What the engine last said sticks. */
void		db_lite_fail(struct db *, const char *what);
/* NULL, or a sentence: why it could not be opened or made. */
const char	*db_lite_open(struct db *, const char *path);
/* NULL, or a sentence: why no database can be made under this name. */
const char	*db_lite_name_taken(const char *path);
bool		db_lite_backup(struct db *, const char *path,
		    bool (*go_on)(int64_t done, int64_t all),
		    const char **problem);
bool		db_lite_check(struct db *, const char **problem);
bool		db_lite_check_references(struct db *, const char **problem);
void		db_lite_loosen(struct db *, bool loose);
bool		db_lite_indexes_off(struct db *, const char *const *tables);
void		db_lite_sort(struct db *, bool much);
void		db_lite_room(struct db *, int mib);
int64_t		db_lite_write_number(struct db *);
int64_t		db_lite_seen_number(struct db *);
int64_t		db_lite_look(struct db *);
void		db_lite_checkpoint(struct db *);
/* Once, before the engine is used: from then its memory is counted, and wiped
 * when it is given back. */
void		db_lite_watch_memory(void);
int64_t		db_lite_move_log(struct db *);
bool		db_lite_renew_log(struct db *);

#endif
