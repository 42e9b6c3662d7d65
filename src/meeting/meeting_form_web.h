/*
 * meeting_form_web.h - the form that records a meeting: what the person typed,
 * word for word, so that it comes back as it was.
 */
#ifndef MEETING_FORM_WEB_H
#define MEETING_FORM_WEB_H

#include "meeting/meeting_web.h"

/* What was said of something promised: "done", "more", "help" or "". */
struct form_promise {
	int64_t	 assignment_id;
	str	 public_id, text, who, said;
};

struct form_point {
	str	 title, note;
	int64_t	 assignment_id;		/* of a record that is corrected */
};

struct form_decision {
	str	 text, votes_for, against, abstained, who, due, subject, up;
};

struct record_form {
	struct unit		 unit;
	struct meeting		 meeting;	/* id 0: was not planned */
	bool			 corrects;
	int			 version;	/* it was made from */
	str			 kind, day, starts, ends, place, chair, guests;
	str			 notes, reason, next_day, next_starts, list;
	bool			 unmarked;
	struct date		 on;		/* the day, if it can be read */
	struct expected		*roll;		/* of that day */
	size_t			 roll_len;
	enum presence		*marks;		/* 0: nothing was ticked */
	struct form_promise	*promises;
	size_t			 promises_len;
	struct form_point	*points;
	size_t			 points_len;
	struct form_decision	*decisions;
	size_t			 decisions_len;
	struct problems		 problems;
	bool			 conflict;	/* somebody else was faster */
};

/* Who has to be marked on f->on; nobody is yet. */
void	form_roll(struct ctx *, struct record_form *);
/* A fingerprint of that list, to notice when it is another one. */
str	form_list(struct ctx *, const struct record_form *);
/* Open assignments of the unit, nothing said of them yet. */
void	form_promises(struct ctx *, struct record_form *);
/* Everything that was sent; unit, meeting and promises are set before. */
void	form_read(struct ctx *, const struct req *, struct record_form *);
/* The next meeting that is planned after this one; false: none is. */
bool	form_next_planned(struct ctx *, const struct record_form *,
	    struct meeting *out);
/* What was typed, understood; what was not is a problem at its field. */
struct meeting_record	form_understand(struct ctx *, struct record_form *);
/* A refusal of the record as a sentence at the field it is about. */
void	form_refused(struct ctx *, struct record_form *, enum meeting_err);


/* The page, with its problems. */
void	form_show(struct ctx *, const struct req *, struct res *,
	    struct record_form *);

#endif
