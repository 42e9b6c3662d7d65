/* meeting_own.h - what the files of this room share, and nobody else. */
#ifndef MEETING_OWN_H
#define MEETING_OWN_H

#include "meeting/meeting.h"
#include "org/org.h"

/* A unit that exists on the day. */
MUST_USE enum meeting_err	meeting_unit_on(struct ctx *, int64_t unit_id,
		    struct date on, struct unit *out);
/* The rule for this kind of meeting; NULL where the statutes of the day are
 * silent or the kind is not known. */
MUST_USE enum meeting_err	meeting_rule(struct ctx *, const struct unit *,
		    str kind, struct date on, const struct meeting_kind **out);

MUST_USE enum meeting_err	meeting_agenda_check(
		    const struct agenda_item *, size_t len);
/* record_id 0: of the plan. Points without a title are left out. */
void	meeting_agenda_put(struct ctx *, int64_t meeting_id, int64_t record_id,
	    const struct agenda_item *, size_t len);
/* The agenda as it was stored: of the plan, or of one record. */
void	meeting_agenda_kept(struct ctx *, int64_t meeting_id,
	    int64_t record_id, struct agenda_item **out, size_t *out_len);

/* A line in the record of changes. */
void	meeting_changed(struct ctx *, const char *verb, int64_t unit_id,
	    int64_t meeting_id);

/* What the statutes of the day say to a meeting as it was held. */
struct judged {
	int64_t	 members, present;	/* -1: attendance not known */
	int64_t	 edition_id;		/* 0: none was in force */
	int64_t	 quorum;		/* needed; -1: not judged */
	int	 quorum_met;		/* 0, 1; -1: not judged */
	str	 article;		/* of the quorum */
	str	 kind;			/* the kind that the rules mean */
};
/* MEET-4. `members` and `present` are given. */
void	meeting_judge(struct ctx *, const struct meeting_kind *, struct date on,
	    struct judged *);
/* MEET-5. Fills in needed, carried and article. */
void	meeting_judge_decision(struct ctx *, const struct judged *,
	    struct date on, struct decision *);

#endif
