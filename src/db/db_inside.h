/* db_inside.h - what the files of the database share, and nobody else sees. */
#ifndef DB_INSIDE_H
#define DB_INSIDE_H

#include <sqlite3.h>

#include "db/db.h"

#define DB_BUCKETS	256		/* for some 500 statements */
#define DB_BUSY_MS	5000		/* wait for another process */
#define DB_AWAY_MAX	16		/* indexes taken away at a time */

/* A statement made ready on this connection. Two of the same statement exist
 * where one is run while another is open. */
struct prepared {
	sqlite3_stmt		*lite;
	const struct sql	*sql;
	bool			 open;
	struct prepared		*next;
};

struct db {
	sqlite3		*lite;
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
	struct away {			/* an index that is taken away */
		char	*name, *make;	/* statements */
	}		 away[DB_AWAY_MAX];
	size_t		 away_len;
	int64_t		*noted;		/* db_note() */
	size_t		 noted_len, noted_cap;
	int64_t		 version;	/* of this transaction, once asked */
	int64_t		 data_version;	/* when last waited for a change */
	int		 fail_in;	/* steps until the injected failure */
	enum db_state	 fail_as;
	struct prepared	*prepared[DB_BUCKETS];
};

/* A sentence for a person, kept for this thread. */
const char	*db_sentence(const char *fmt, ...) PRINTF(1, 2);
/* NULL, or a sentence: why no database can be made under this name. */
const char	*db_name_taken(const char *path);
/* The first failure sticks to the transaction; what the engine last said. */
void		db_fail(struct db *, const char *what);
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
/* -1 where the file does not say; in a transaction. */
int64_t		db_read_version(struct db *);
/* Ends every statement that was made ready. */
void		db_forget_statements(struct db *);

#endif
