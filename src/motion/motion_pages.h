/*
 * motion_pages.h - what the pages of motions share: how a motion and an
 * amendment are shown, and which unit hands one in.
 */
#ifndef MOTION_PAGES_H
#define MOTION_PAGES_H

#include "conference/conference_pages.h"
#include "motion/motion.h"

/* A stretch of text that stayed, came in or was taken out. */
struct motion_piece {
	bool	 added, taken;
	str	 text;
};

struct motion_paragraph {
	int		 number;
	str		 text, amend_label;	/* "": it cannot be amended */
	struct path	 amend;
};

/* The vote about a motion or an amendment (VOTE-17). */
struct motion_vote {
	str		 label;		/* "Decided by vote 12" */
	struct path	 href;
	bool		 runs;		/* it is not over (MOTI-9) */
};

struct motion_amendment {
	str			 public_id, over, name, chip, reason, note;
	const char		*chip_kind;
	bool			 open, may_chair, may_arrange, may_back;
	bool			 may_undecide;
	struct path		 base;
	struct motion_vote	 vote;	/* label "": none */
	struct path		 put;
	struct motion_piece	*pieces;
	size_t			 pieces_len;
};

/* The finders: {motion} and {amendment} of {conference}. object.unit is the
 * unit that moved it, object.id the motion or the amendment itself. */
bool	motion_find(struct ctx *, const struct req *, struct object *);
bool	amendment_find(struct ctx *, const struct req *, struct object *);
/* The same, but object.unit is the conference's. */
bool	motion_find_there(struct ctx *, const struct req *, struct object *);
bool	amendment_find_there(struct ctx *, const struct req *,
	    struct object *);
/* {conference}, and the unit that the field `unit` names, else one's own cell:
 * for who keeps its meetings. */
bool	motion_find_mover(struct ctx *, const struct req *, struct object *);

/* "Carried", and how a chip looks; "" while it is open. */
str	motion_state_chip(enum motion_state, const char **out_kind);
struct path	motion_path(struct ctx *, const struct conference *,
		    const struct motion *);
str	motion_sentence(struct ctx *, enum motion_err);
/* "It can be handed in until 20 October 2026."; "": no day is set. */
str	motion_until(struct ctx *, struct date);
/* A motion's paragraphs as rows. */
void	motion_rows(struct ctx *, str text, struct motion_paragraph **out,
	    size_t *out_len);
/* An amendment with its differences from the motion's text. */
struct motion_amendment	motion_show_amendment(struct ctx *,
		    const struct motion *, const struct amendment *);
/* False: there was none. The other id is 0. */
MUST_USE bool	motion_vote_about(struct ctx *, int64_t motion_id,
		    int64_t amendment_id, struct motion_vote *out);
/* The form in which the chair prepares a vote about what has this public id. */
struct path	motion_put_path(struct ctx *, const struct conference *,
		    str public_id);
/* The meetings held lately by a unit, to say which one decided. */
struct part_select_view	motion_meetings(struct ctx *, const struct req *,
		    int64_t unit_id, str problem);
/* The meeting that the form names; 0: none. */
int64_t	motion_meeting_named(struct ctx *, const struct req *);

#endif
