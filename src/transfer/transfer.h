/*
 * transfer.h - lists of units, members, terms and meetings, in and out.
 *
 *	TRAN-1	A list is read to its end. Each row that cannot be taken over is
 *		told with its line and column, what stands there and what was
 *		expected; the others go in.
 *	TRAN-2	A dry run tells what the run would tell, and changes nothing.
 *	TRAN-3	A row that is already there changes nothing: a list may be read
 *		again, and one that was stopped goes on where it stopped.
 *	TRAN-4	What is unknown stays unknown, and is never invented.
 *	TRAN-5	What would break a rule of the tree, of membership, of offices
 *		or of meetings is refused, in the words of that rule.
 *	TRAN-6	An export that is read into an empty organisation and exported
 *		again gives the same bytes.
 *	TRAN-7	A unit may stand before the unit above it: such rows are taken
 *		over when the one above has come.
 *	TRAN-8	The record of changes has one line for a list of members, which
 *		leads to the ids of those who came with it; the row of each says
 *		when it was entered and by whom.
 *	TRAN-9	An import that is marked in the transaction of its step goes on
 *		from its mark, in this process or another, with the row after
 *		the last one of that step.
 *	TRAN-10	What a list of members or of terms brought can be taken back, a
 *		row at a time, the last one first; a row of which anything else
 *		was recorded since stays as it is.
 *
 * The columns may stand in any order and under several names, which are in
 * list_fields(). Memory: a few bytes for each row, whatever its length; for a
 * long list of members 64 MiB of pages, some 120 bytes for each unit and 24 for
 * each member, those who are there too: 200 MiB for 5,000,000 in 500,000 cells.
 */
#ifndef TRANSFER_H
#define TRANSFER_H

#include <stdio.h>

#include "base/base.h"
#include "transfer/csv.h"

#define TRANSFER_LISTS(X) \
	X(LIST_UNITS, "units") X(LIST_MEMBERS, "members") \
	X(LIST_TERMS, "terms") X(LIST_MEETINGS, "meetings")
enum list_kind {
#define X(name, word) name,
	TRANSFER_LISTS(X)
#undef X
	LIST_KINDS
};

#define FIELDS_OF_LIST_MAX	16

/* A field of a list: its name, and by which others a column may be called. */
struct list_field {
	const char	*name;
	const char	*also;		/* separated by '|', folded */
	bool		 needed;
	const char	*help;		/* what stands in it */
};
const struct list_field	*list_fields(enum list_kind, size_t *out_len);

struct import_problem {
	int64_t		 line;		/* 0: of the list as a whole */
	size_t		 column;	/* from 1; 0: of the row as a whole */
	str		 column_name;
	str		 text;		/* a sentence, without a full stop */
};

struct import {
	enum list_kind	 kind;
	str		 name;		/* of the list, for the record */
	struct csv	*csv;
	struct arena	*mem;		/* lives as long as the import; another
					 * than that of the ctx */
	void		(*tell)(void *, const struct import_problem *);
	void		*tell_arg;
	/* The transaction is the import's own, from step to step, and there is
	 * nothing else in it: a long list may take indexes away. */
	bool		 alone;
	void		(*indexes)(void *tell_arg, size_t done, size_t all);
					/* or NULL */
	bool		 long_list;	/* for tests: however short it is */
	/* Rows so far: new, already there, refused, and waiting for the unit
	 * above them to come. */
	int64_t		 added, same, refused;
	int64_t		 ends_refused;	/* units that went in, their end not */
	/* The rest is the importer's own, but for header and row, which is the
	 * one that is being told of. */
	int64_t		 at_line;	/* the last of this pass; 0: none */
	int64_t		 took_first, took_until; /* ids, not written yet */
	str		 header[CSV_COLUMNS_MAX];
	size_t		 headers;
	size_t		 column[FIELDS_OF_LIST_MAX];	/* from 1; 0: none */
	struct csv_row	 row;
	struct waiting LIST(int64_t) waiting, waited;
	size_t		 waited_at;
	bool		 again;		/* going through the waiting rows */
	bool		 last_time;	/* nothing more will come for them */
	struct endings LIST(struct ending { int64_t unit; struct date day; })
			 endings;
	struct seen { uint64_t hash; int64_t line; } *seen;
	size_t		 seen_len, seen_cap;
	struct member_import *members;
	bool		 has_room;
	int64_t		 run_id;	/* its line in import_run; 0: not yet */
};

/* "COLUMN=FIELD": the column called so, or the column with this number, holds
 * the field. */
struct import_map {
	str	column, field;
};

/*
 * Reads the header. False: some column that is needed is missing or a map names
 * what is not there; each such thing was told, and nothing can be read.
 */
MUST_USE bool	import_begin(struct import *, const struct import_map *,
		    size_t maps_len);
/*
 * Takes over at most `rows` rows in the caller's transaction. True: there are
 * more. False: the list is done, or db_state() says that it failed.
 */
MUST_USE bool	import_some(struct ctx *, struct import *, size_t rows);
/*
 * Whether the transaction may be committed between two calls of import_some();
 * if not, import_settle() does what is missing (it makes indexes, for some
 * seconds for each million rows), and then it may.
 */
bool	import_settled(const struct import *);
void	import_settle(struct ctx *, struct import *);
/* Gives back what the import held; after a rollback too. */
void	import_end(struct import *);

/*
 * TRAN-9: where it stands after import_some(), as a text in cx->mem that is to
 * be kept in the same transaction. Not of an import that is alone.
 */
str	import_mark(struct ctx *, const struct import *);
/* After import_begin(), goes on from there. False: it is no mark of this
 * list. */
MUST_USE bool	import_resume(struct import *, str mark);

/* TRAN-10: whether lists of this kind can be taken back. */
bool	import_can_go_back(enum list_kind);
/* The line in the record of changes: once, before the first row. */
void	import_back_begin(struct ctx *, int64_t run_id);
struct import_back {
	bool	 undone;
	str	 who;			/* the row: whom, or which term; "": it
					 * is gone already */
};
/* The next row of a run with an id below *below (one above all: the last one),
 * which it then is. False: there is none, or the database failed. */
MUST_USE bool	import_back(struct ctx *, enum list_kind, int64_t run_id,
		    int64_t *below, struct import_back *out);

/*
 * The whole list in canonical order to `out`: units, members and meetings by
 * code or number, then day; columns that no row fills are left out. False: it
 * could not be written.
 */
MUST_USE bool	export_list(struct ctx *, enum list_kind, FILE *out,
		    void (*step)(int64_t rows));

/* ---- between the files of this room ------------------------------------ */

#define IMPORT_ROOM_MIB	64	/* of the data held in memory, if alone */

enum row_end { ROW_ADDED, ROW_SAME, ROW_REFUSED, ROW_WAITS };

/* The text of a field in the row, "" if there is no such column. */
str	import_text(const struct import *, size_t field);
/* Tells a problem of the row at a field and returns ROW_REFUSED. */
enum row_end	import_refuse(struct ctx *, struct import *, size_t field,
		    const char *fmt, ...) PRINTF(4, 5);
/* A day in a field; empty is DATE_NONE. False: it was told. */
MUST_USE bool	import_day(struct ctx *, struct import *, size_t field,
		    struct date *out);
/* A number in a field; empty is -1. False: it was told. */
MUST_USE bool	import_number(struct ctx *, struct import *, size_t field,
		    int64_t max, int64_t *out);

enum row_end	import_unit(struct ctx *, struct import *);
void	import_unit_endings(struct ctx *, struct import *);
enum row_end	import_member(struct ctx *, struct import *);
/* Around the rows of one step, in which nothing else is done. */
void	import_members_begin(struct ctx *, struct import *);
void	import_members_end(struct ctx *, struct import *);
bool	import_members_settled(const struct import *);
void	import_members_settle(struct ctx *, struct import *);
void	import_members_drop(struct import *);
/* A row of this list has this id: noted until the end of the step. */
void	import_took(struct ctx *, struct import *, int64_t id);
/* Rows of this list have these ids. */
void	import_block(struct ctx *, struct import *, int64_t first,
	    int64_t until);
enum row_end	import_term(struct ctx *, struct import *);
enum row_end	import_meeting(struct ctx *, struct import *);

/* The fields of each list, in the order of list_fields() and of an export. */
enum unit_field { UNIT_CODE, UNIT_PARENT, UNIT_TIER, UNIT_NAME, UNIT_FOUNDED,
	UNIT_DISSOLVED };
enum member_field { MEMBER_NUMBER, MEMBER_NAME, MEMBER_CELL, MEMBER_JOINED,
	MEMBER_LEFT, MEMBER_NATIVE_NAME, MEMBER_LANGUAGE, MEMBER_PHONE,
	MEMBER_EMAIL, MEMBER_ADDRESS };
enum term_field { TERM_MEMBER, TERM_UNIT, TERM_OFFICE, TERM_SEAT, TERM_FROM,
	TERM_UNTIL, TERM_ACTING };
enum meeting_field { MEETING_UNIT, MEETING_DATE, MEETING_STATE, MEETING_KIND,
	MEETING_STARTS, MEETING_PLACE, MEETING_MEMBERS, MEETING_PRESENT,
	MEETING_EXCUSED };

#endif
