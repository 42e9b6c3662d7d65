/*
 * member.h - who belongs, to which cell, on any day.
 *
 *	MEMB-1	A living member belongs to exactly one cell on any day.
 *	MEMB-2	A transfer ends one stay and begins the next on the same day:
 *		no gap, no overlap.
 *	MEMB-3	A number names one member for ever.
 *	MEMB-4	A member belongs to a unit whose tier holds members on that day,
 *		and which exists on it.
 *	MEMB-5	Whatever is recorded about a person stands on that person's own
 *		page, with who entered it and when.
 *	MEMB-6	Every look by another at a person's record is kept and shown to
 *		that person.
 *	MEMB-7	Who finds something wrong about himself or herself can ask for
 *		a correction; the question and its answer are kept.
 *	MEMB-8	Of members that come in bulk the row of each says when it was
 *		entered and by whom; the record of changes has one line for the
 *		whole list (CHG-1).
 *	MEMB-9	A member of whom nothing is recorded but what a list brought can
 *		be taken back: the stay and the contacts go, the row stays
 *		without what it said, and the number is free again.
 *
 * Each function runs inside the transaction of its caller and returns MEMBER_OK
 * or the reason it refuses; having refused, it has changed nothing and set no
 * output. What it hands out lives in cx->mem.
 */
#ifndef MEMBER_H
#define MEMBER_H

#include "base/base.h"

#define MEMBER_NAME_MAX		200	/* bytes */
#define MEMBER_NUMBER_MAX	60	/* bytes */
#define CELL_MEMBERS_MAX	2000	/* members of one cell on one day */
#define CONTACTS_MAX		50	/* of one member, past ones too; the
					 * oldest past ones are forgotten */
#define CONTACT_MAX		200	/* bytes */
#define MEMBER_LANGUAGE_MAX	35	/* bytes, as BCP 47 advises */
#define MEMBER_NAMES_MAX	50	/* earlier ones that are shown */
#define LOOKS_MAX		5000	/* that are shown */
#define CORRECTION_MAX		2000	/* bytes */
#define CORRECTIONS_OPEN_MAX	20	/* of one member */
#define CORRECTIONS_MAX		200	/* in one list */

#define MEMBER_ERRORS(X) \
	X(MEMBER_OK, 200, "done") \
	X(MEMBER_NO_MEMBER, 404, "there is no such member") \
	X(MEMBER_NAME_MISSING, 422, "write the member's name") \
	X(MEMBER_NUMBER_MISSING, 422, "write the member's number") \
	X(MEMBER_TOO_LONG, 422, "this is too long to be kept; write it shorter") \
	X(MEMBER_DAY_MISSING, 422, "write the day") \
	X(MEMBER_NUMBER_TAKEN, 409, "another member has this number") \
	X(MEMBER_NO_CELL, 422, "there is no such cell on that day") \
	X(MEMBER_NOT_A_CELL, 422, "members do not belong to a unit of this tier") \
	X(MEMBER_CELL_FULL, 409, \
	  "a cell of 2000 members has to be divided before others join it") \
	X(MEMBER_SAME_CELL, 409, "the member already belongs to this cell") \
	X(MEMBER_NOT_OPEN, 409, "the member does not belong to any cell on that day") \
	X(MEMBER_ALREADY, 409, "the member already belongs to a cell on that day") \
	X(MEMBER_TOO_EARLY, 409, "something later is already recorded of this membership") \
	X(MEMBER_FUTURE, 422, "this day is still to come") \
	X(MEMBER_NO_TEXT, 422, "write what is wrong and how it should read") \
	X(MEMBER_NO_ANSWER, 422, "write what you did, or why not") \
	X(MEMBER_ASKED_OFTEN, 409, \
	  "twenty questions of yours are still open; wait for an answer") \
	X(MEMBER_NO_CORRECTION, 404, "there is no such question") \
	X(MEMBER_ANSWERED, 409, "this question is already answered") \
	X(MEMBER_CONTACT_BAD, 422, "write a telephone number, an e-mail address or how to reach the member")
enum member_err {
#define X(name, status, text) name,
	MEMBER_ERRORS(X)
#undef X
	MEMBER_ERR_COUNT
};
int		member_err_status(enum member_err);
const char	*member_err_text(enum member_err);

struct member {
	int64_t		 id;
	str		 public_id, number, name, native_name, language;
	int64_t		 cell_id;	/* today; 0: none */
	struct date	 since;		/* first stay; DATE_NONE: unknown */
	int64_t		 entered_at;
	str		 entered_by;	/* a name, or who it was in words */
};
MUST_USE bool	member_read(struct ctx *, int64_t id, struct member *out);
MUST_USE bool	member_by_public(struct ctx *, str public_id,
		    struct member *out);
MUST_USE bool	member_by_number(struct ctx *, str number, struct member *out);

/* Who belongs to a cell on a day, by name; entered_at, entered_by and since are
 * not read. */
void	member_roll(struct ctx *, int64_t cell_id, struct date on,
	    struct member **out, size_t *out_len);
int64_t	member_count(struct ctx *, int64_t cell_id, struct date on);
/* The cell of a member on a day, or 0. */
int64_t	member_cell(struct ctx *, int64_t member_id, struct date on);

struct member_new {
	str		 number, name, native_name, language;
	int64_t		 cell_id;
	struct date	 from;		/* DATE_NONE: before the records */
	int		 how;		/* 1 joined, 4 imported */
};
MUST_USE enum member_err	member_join(struct ctx *,
		    const struct member_new *, int64_t *out_id);
/* Comes back: a member who belongs to no cell on the day. */
MUST_USE enum member_err	member_rejoin(struct ctx *, int64_t id,
		    int64_t cell_id, struct date from, int how);
MUST_USE enum member_err	member_rename(struct ctx *, int64_t id,
		    str name, str native_name, str language);
MUST_USE enum member_err	member_transfer(struct ctx *, int64_t id,
		    int64_t cell_id, struct date on, int how);
/* ended: 5 left, 6 died. */
MUST_USE enum member_err	member_leave(struct ctx *, int64_t id,
		    struct date on, int ended);
/* All members of one cell go to another: after a merge or a split. */
MUST_USE enum member_err	member_transfer_all(struct ctx *,
		    int64_t from_cell, int64_t to_cell, struct date on);

/* Earlier names, the last one first. */
struct name_was {
	str	 name, native_name, language, changed_by;
	int64_t	 until_at;
};
void	member_names(struct ctx *, int64_t id, struct name_was **out,
	    size_t *out_len);

/* Stored: never renumber. */
enum contact_kind { CONTACT_TELEPHONE = 1, CONTACT_MAIL = 2,
	CONTACT_ADDRESS = 3, CONTACT_OTHER = 4 };
#define CONTACT_KINDS	4
enum shown_to { SHOWN_TO_KEEPER = 1, SHOWN_TO_CELL = 2 };

struct contact {
	int64_t	 id;
	int	 kind;
	int	 shown_to;
	str	 value;
	int64_t	 from_at, until_at;	/* until 0: now */
	str	 entered_by;
};
/* Those of now first, then earlier ones. */
void	member_contacts(struct ctx *, int64_t id, struct contact **out,
	    size_t *out_len);
/* In the place of the one of this kind until now; an empty value ends it. */
MUST_USE enum member_err	member_contact_set(struct ctx *, int64_t id,
		    int kind, int shown_to, str value);
/* What the members of a cell show to their cell, by member. */
struct shown_contact {
	int64_t	 member_id;
	int	 kind;
	str	 value;
};
void	member_contacts_shown(struct ctx *, int64_t cell_id, struct date on,
	    struct shown_contact **out, size_t *out_len);

struct stay {
	int64_t		 id;
	int64_t		 cell_id;
	struct date	 from, until;
	int		 how, ended;
	int64_t		 entered_at;
	str		 entered_by;
};
/* In the order of their days. */
void	member_stays(struct ctx *, int64_t id, struct stay **out,
	    size_t *out_len);

/* MEMB-6: cx->actor looked at `what` of the member. A look at oneself is not
 * kept. `office` is the office that allowed it. */
void	member_look(struct ctx *, int64_t member_id, str office, str what,
	    str reason);
/* Whether a look of cx->actor at the member is kept since a moment. */
bool	member_looked_since(struct ctx *, int64_t member_id, int64_t at);
struct look {
	str	 by, office, what, reason;
	int64_t	 at;
};
void	member_looks(struct ctx *, int64_t member_id, size_t max,
	    struct look **out, size_t *out_len);

/* MEMB-7: cx->actor asks for a correction of what is kept about him or her. */
MUST_USE enum member_err	member_correction_ask(struct ctx *, str about,
		    str text, int64_t *out_id);
MUST_USE enum member_err	member_correction_answer(struct ctx *,
		    int64_t id, str answer);
struct correction {
	int64_t	 id, member_id;
	str	 public_id, member_name, about, text, answer, answered_by;
	int64_t	 at, answered_at;	/* answered_at 0: still open */
};
MUST_USE bool	member_correction_by_public(struct ctx *, str public_id,
		    struct correction *out);
/* A member's, newest first. */
void	member_corrections(struct ctx *, int64_t member_id,
	    struct correction **out, size_t *out_len);
/* Open ones of the members of a cell today, oldest first. */
void	member_corrections_open(struct ctx *, int64_t cell_id,
	    struct correction **out, size_t *out_len);

/* ---- very many at once, as a list brings them --------------------------- */

/*
 * What is refused, and in which words, is what member_join(), member_leave()
 * and member_contact_set() refuse, asked in that order; but whether the number
 * is free (MEMB-3), the cell holds members on that day (MEMB-4) and has room is
 * for the caller to know, who holds the facts of all cells in memory.
 */
struct bulk_member {
	struct member_new	 in;	/* no white space around texts */
	struct date		 left;	/* DATE_NONE: has not */
	str			 contact[CONTACT_KINDS]; /* by kind - 1 */
};

/* Where a refusal is about: a contact, by its kind, or one of these. */
enum bulk_part { BULK_JOIN = 0, BULK_LEFT = -1 };

/* Ids of one kind that were used without a gap. */
struct id_block {
	int64_t	first, until;
};

struct member_bulk {
	struct arena	*mem;		/* another than that of the ctx */
	int64_t		 next_id, ids_until;	/* members, taken in blocks */
	int64_t		 next_stay, stays_until;
	int64_t		 next_contact, contacts_until;
	uint64_t	 random[64];	/* for public ids */
	size_t		 random_left;
	struct id_blocks LIST(struct id_block) blocks;	/* of members */
	struct bulk_open *open;		/* between begin and end */
};

/* The names and the number as such, and the day: before the cell is asked. */
MUST_USE enum member_err	bulk_check(const struct ctx *,
		    const struct bulk_member *);
/* The end of the stay and the contacts: after the cell was asked. */
MUST_USE enum member_err	bulk_check_rest(const struct ctx *,
		    const struct bulk_member *, int *out_part);

/* Between begin and end no other transaction, part or commit. */
void	bulk_begin(struct ctx *, struct member_bulk *);
/* A member that was checked. */
void	bulk_add(struct ctx *, struct member_bulk *,
	    const struct bulk_member *);
void	bulk_end(struct member_bulk *);

/* MEMB-9. *out_who is "123, Anna Bell", or "" where there is nobody any more.
 * False: something else is recorded, or there is nobody; nothing changed. */
MUST_USE bool	member_take_back(struct ctx *, int64_t id, str *out_who);

/* Whether a cell has room for one more from a day on. */
MUST_USE enum member_err	member_room(struct ctx *, int64_t cell_id,
		    struct date from);

#endif
