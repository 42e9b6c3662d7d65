/* demo_own.h - what the files of this room share, and nobody else sees. */
#ifndef DEMO_OWN_H
#define DEMO_OWN_H

#include "assignment/assignment.h"
#include "demo/demo.h"
#include "meeting/meeting.h"

/* ---- dice: numbers that follow from a seed alone (splitmix64) ----------- */

struct dice {
	uint64_t	 state;
};
struct dice	dice_for(uint64_t seed, int64_t what);
uint64_t	dice_next(struct dice *);
int64_t	dice_up_to(struct dice *, int64_t n);		/* 0 to n - 1 */
bool	dice_percent(struct dice *, int percent);

/* ---- names ------------------------------------------------------------- */

struct demo_name {
	str	 name, native, language;
};
struct demo_name	demo_person(struct ctx *, struct dice *);
str	demo_province_name(int64_t i);
str	demo_county_name(struct ctx *, int64_t i);
str	demo_branch_name(struct ctx *, int64_t i);
str	demo_workplace_name(int64_t i);
str	demo_agenda(int64_t i);
str	demo_note(struct dice *);
str	demo_decision(struct dice *, str *out_task);
str	demo_venue(struct dice *);

/* ---- where a cell stands ----------------------------------------------- */

/* Of those in its county or branch. */
int64_t	demo_workplace_number(bool large, const struct demo_spot *);
/* The unit with this code, founded if it is not there yet; 0 if the database
 * failed. */
int64_t	demo_unit_at(struct ctx *, str code, str tier, str name,
	    int64_t parent, struct date founded);
/* The upper units are there afterwards, and d->at says which. */
void	demo_go_to_spot(struct ctx *, struct demo *, int64_t cell);

/* ---- a cell and all that is to be known of it -------------------------- */

#define DEMO_MEMBERS_MAX	30

struct demo_member {
	int64_t		 id;		/* once it is entered */
	str		 number, fold, telephone;	/* "": none */
	struct demo_name name;
	struct date	 from;
	int		 shown_to;
};

struct demo_term {
	int64_t		 unit;		/* 0: the cell itself */
	str		 office;
	int		 seat;
	size_t		 member;	/* of the cell's, from 0 */
	struct date	 from, until;
};

struct demo_promise {			/* an assignment */
	int64_t		 id;		/* once it is entered */
	size_t		 member;
	str		 text;
	struct date	 due;
	size_t		 deed;		/* the meeting that gave it */
	enum assignment_state	 state;	/* after all deeds */
};

/* What happened, in this order; each on a day, at half past eight. */
enum demo_deed_kind { DEED_MEET, DEED_CALL, DEED_SAY, DEED_TELL };
struct demo_deed {
	enum demo_deed_kind	 kind;
	struct date		 on;	/* when it was entered */
	struct date		 day;	/* of the meeting; until, of a reason */
	str			 word;	/* kind of meeting */
	str			 place, text;	/* note, or reason */
	int			 starts, ends;
	struct demo_mark {
		size_t		 member;
		enum presence	 presence;
	}			*marks;
	size_t			 marks_len;
	struct agenda_item	 agenda[2];
	struct decision		 decision;	/* assignee: member + 1 */
	bool			 decided;
	size_t			 promise;	/* given, or spoken of */
	enum assignment_state	 state;
	int64_t			 id;	/* the meeting, once it is entered */
};

struct demo_cell {
	int64_t		 number, unit;	/* unit: once it is entered */
	struct dice	 dice;
	str		 code, name;
	int64_t		 parent;
	struct date	 founded;
	bool		 flooded;	/* in the county that was */
	struct demo_member	 member[DEMO_MEMBERS_MAX];
	size_t		 members;
	struct LIST(struct demo_term)		terms;
	struct LIST(struct demo_deed)		deeds;
	struct LIST(struct demo_promise)	promises;
};

/* Thinks a cell up: who belongs to it and who holds office (people.c), and its
 * life (life.c). Enters nothing. */
void	demo_people(struct ctx *, const struct demo *, struct demo_cell *);
void	demo_life(struct ctx *, const struct demo *, struct demo_cell *);
/* Enters it, as the rows that the rules of each room write. */
void	demo_write(struct ctx *, const struct demo *, struct demo_cell *);
/* demo_cell(), entered in this way. */
typedef void	demo_enter(struct ctx *, const struct demo *,
		    struct demo_cell *);
MUST_USE bool	demo_make_cell(struct ctx *, struct demo *, demo_enter *);

/* The house as it was on a day, at half past eight in the evening. */
int64_t	demo_evening(struct date);

#endif
