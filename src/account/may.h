/*
 * may.h - the only door: who may do what to what, on this day.
 *
 * The answer follows from the offices a person holds on the day, from the units
 * those offices are in and from what the statutes in force grant them, and from
 * nothing else; it is asked for each request, again in the transaction that
 * writes, and kept nowhere. What each act means, and where its right comes
 * from, is the table below; trust.md has the classes.
 */
#ifndef MAY_H
#define MAY_H

#include "base/base.h"

/* What an act is done to. Fields that do not matter are 0. */
struct object {
	int64_t		 unit;		/* the unit it belongs to */
	int64_t		 member;	/* the person it is about */
	int64_t		 conference;	/* the conference it belongs to */
	int64_t		 id;		/* the meeting, assignment ... itself */
};

/*
 * name, and who:
 *
 * ACT_ANYONE		everybody, logged in or not
 * ACT_LOGGED_IN	everybody with a session
 * ACT_SELF		the member object.member, of himself or herself
 * ACT_SEE_UNIT		everybody with a session: a unit's place, tier, name,
 *			officers by name, and counts of 5 and more
 * ACT_SEE_CELL		members of object.unit; holders of an office in it
 *			(minutes, attendance by name, assignments)
 * ACT_SEE_ROLL		as ACT_SEE_CELL, and "may keep members" over
 *			object.unit: the list of the unit's members by name
 * ACT_SEE_FIGURES	"may see figures" over object.unit; its own members
 * ACT_SEE_EXCEPTIONS	"may see exceptions" over object.unit; its own members
 * ACT_SEE_DECISIONS	"may see decisions" over object.unit; its own members
 * ACT_SEE_PERSON	contacts and membership history of object.member: the
 *			person; "may keep members" over the cell that the person
 *			belongs to. Every look by another is kept and shown to
 *			the person
 * ACT_KEEP_MEMBERS	"may keep members" over object.unit
 * ACT_KEEP_MEETINGS	"may keep meetings" over object.unit
 * ACT_KEEP_MINUTES	"may keep minutes" over object.unit
 * ACT_KEEP_ASSIGNMENTS	"may keep assignments" over object.unit
 * ACT_DO_ASSIGNMENT	the member it is assigned to; ACT_KEEP_ASSIGNMENTS
 * ACT_KEEP_OFFICES	"may keep offices" over object.unit
 * ACT_KEEP_UNITS	"may keep units" over object.unit
 * ACT_SEE_CHANGES	"may see changes" over object.unit (auditors)
 * ACT_KEEP_CIRCULARS	"may keep circulars" over object.unit: to note how one
 *			was conveyed there
 * ACT_ISSUE_CIRCULARS	"may issue circulars" over object.unit: to it and all
 *			under it
 * ACT_KEEP_CONFERENCE	"may keep conferences" over object.unit; of a conference
 *			(object.conference) also its organisers, and of one that
 *			is a unit's own meeting ACT_KEEP_MEETINGS
 * ACT_CHAIR		the post at object.conference: chair
 * ACT_TELL		teller; chair
 * ACT_DOOR		door; ACT_KEEP_CONFERENCE
 * ACT_EDIT		editor; ACT_KEEP_CONFERENCE
 * ACT_INTERPRET	interpreter; editor; chair
 * ACT_PRESS		press, editor; participants of the press
 * ACT_ATTEND		who takes part in object.conference, every post there,
 *			ACT_KEEP_CONFERENCE: the programme, papers, live page
 * ACT_DELEGATE		who takes part in it with a vote: to vote
 * ACT_HOLD_KEY		trustee
 * ACT_ISSUE_GOALS	"may issue goals" over object.unit: its plans, and how
 *			their targets are shared out under it
 * ACT_REPORT_PROGRESS	holders of an office in object.unit itself that "may
 *			keep assignments" or "may issue goals" over it
 * ACT_SEE_TARGETS	members of object.unit; holders of an office in it; "may
 *			see figures" or "may issue goals" over it
 * ACT_ADMINISTER	an administrator's account: words, statutes, units,
 *			imports, invitations; opens no content of any unit
 *
 * "Its own members" belong to object.unit itself on the day, not to a unit
 * under it. A grant of an office, "secretary may keep members at cell" or
 * "officer may see figures below county", is over these units, for each place
 * the office is held in on the day (a holder whose carry-over has not run out,
 * or an acting one; in a unit that was dissolved nobody holds an office):
 *
 *	at A or B	the office's own unit, if its tier is A or B
 *	below A or B	the office's own unit, if its tier is A or B, and every
 *			unit under it today
 *
 * docs/rules/rights.md says the same to people.
 */
#define MAY_ACTS(X) \
	X(ACT_ANYONE) X(ACT_LOGGED_IN) X(ACT_SELF) X(ACT_SEE_UNIT) \
	X(ACT_SEE_CELL) X(ACT_SEE_ROLL) X(ACT_SEE_FIGURES) \
	X(ACT_SEE_EXCEPTIONS) X(ACT_SEE_DECISIONS) X(ACT_SEE_PERSON) \
	X(ACT_KEEP_MEMBERS) X(ACT_KEEP_MEETINGS) X(ACT_KEEP_MINUTES) \
	X(ACT_KEEP_ASSIGNMENTS) X(ACT_DO_ASSIGNMENT) X(ACT_KEEP_OFFICES) \
	X(ACT_KEEP_UNITS) X(ACT_SEE_CHANGES) X(ACT_KEEP_CIRCULARS) \
	X(ACT_ISSUE_CIRCULARS) X(ACT_KEEP_CONFERENCE) \
	X(ACT_CHAIR) X(ACT_TELL) X(ACT_DOOR) X(ACT_EDIT) X(ACT_INTERPRET) \
	X(ACT_PRESS) X(ACT_ATTEND) X(ACT_DELEGATE) X(ACT_HOLD_KEY) \
	X(ACT_ISSUE_GOALS) X(ACT_REPORT_PROGRESS) X(ACT_SEE_TARGETS) \
	X(ACT_ADMINISTER)

enum act {
#define X(name) name,
	MAY_ACTS(X)
#undef X
	ACT_COUNT
};

/* cx->actor, cx->account, cx->admin are who asks; cx->today is the day. */
MUST_USE bool	may(struct ctx *, enum act, struct object);

/*
 * The office by which cx->actor may do it, "Secretary, Cell 4": for looks and
 * for the record of changes. "" where it is not an office that allows it, or
 * where it is not allowed.
 */
str	may_office(struct ctx *, enum act, struct object);

/*
 * Over which units an office of cx->actor allows the act today: may() says yes
 * for an act over a unit that is one of them, or that is under one of them that
 * counts with all below it, and for no other. For acts that nothing but an
 * office allows. At most MAY_REACHES_MAX.
 */
#define MAY_REACHES_MAX	128
struct may_reach {
	int64_t	 unit_id;
	bool	 below;			/* and every unit under it today */
};
void	may_reaches(struct ctx *, enum act, struct may_reach **out,
	    size_t *out_len);

#endif
