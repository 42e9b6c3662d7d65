/*
 * bulletin.h - what stays of a conference: bulletins and minutes of its
 * sittings, resolutions and who carries them out, commendations.
 *
 *	BULL-1	Once a sitting is closed its bulletin and its minutes are
 *		drafted from the records: who presided, reported, spoke in which
 *		office and unit, what was decided with the numbers, who was
 *		commended. What the records do not say is not in the draft.
 *	BULL-2	Words are changed by adding a version; every one is kept.
 *	BULL-3	It is approved by who had the chair, then published by who edits
 *		it. An approved text is changed by a correction with a reason,
 *		and then approved anew.
 *	BULL-4	What is published is seen by every member who is logged in, or
 *		by everybody where the editor says so; a draft by who works at
 *		it. What was published once stays so: a correction is published
 *		when it is approved, and says why it was made.
 *	BULL-5	A motion that was carried becomes one resolution, in the words
 *		that were decided.
 *	BULL-6	A resolution becomes assignments without its words being typed
 *		again; from each the way leads back to it.
 *	BULL-7	A commendation names a person or a unit and the work, and has a
 *		certificate with a code by which anybody can check it.
 *
 * Each function runs inside the transaction of its caller and returns
 * BULLETIN_OK or the reason it refuses; having refused, it has changed nothing
 * and set no output. What it hands out lives in cx->mem.
 */
#ifndef BULLETIN_H
#define BULLETIN_H

#include "base/base.h"
#include "conference/conference.h"

#define BULLETIN_TEXT_MAX	32000	/* bytes typed; a draft may be longer */
#define BULLETIN_LINE_MAX	300	/* bytes: a title, a reason, a work */
#define BULLETINS_MAX		400	/* of one conference */
#define BULLETIN_LANGUAGES_MAX	40	/* of one bulletin */
#define RESOLUTIONS_MAX		2000
#define COMMENDATIONS_MAX	5000
#define RESOLUTION_TASKS_MAX	500

#define BULLETIN_ERRORS(X) \
	X(BULLETIN_OK, 200, "done") \
	X(BULLETIN_NONE, 404, "there is no such bulletin") \
	X(BULLETIN_NO_CONFERENCE, 404, "there is no such conference") \
	X(BULLETIN_NO_SITTING, 404, "there is no such sitting") \
	X(BULLETIN_SITS, 409, "the sitting is not closed yet") \
	X(BULLETIN_EDITED, 409, \
	  "somebody has worked at it; change it instead") \
	X(BULLETIN_NO_TEXT, 422, "write the text") \
	X(BULLETIN_NO_TITLE, 422, "give it a title") \
	X(BULLETIN_TOO_LONG, 422, "this is too long; shorten it") \
	X(BULLETIN_NO_LANGUAGE, 422, \
	  "write the language as two or three letters, like en") \
	X(BULLETIN_TOO_MANY, 422, "this is more than one conference can have") \
	X(BULLETIN_NO_REASON, 422, \
	  "it was approved: say in a few words what is corrected and why") \
	X(BULLETIN_CHANGED, 409, \
	  "somebody else changed it meanwhile; look at the newest first") \
	X(BULLETIN_APPROVED, 409, "it is approved already") \
	X(BULLETIN_NOT_APPROVED, 409, "it has to be approved first") \
	X(BULLETIN_PUBLIC, 409, "everybody has it already") \
	X(BULLETIN_UNPUBLISHED, 404, \
	  "nothing of it is published in that language") \
	X(BULLETIN_NO_RESOLUTION, 404, "there is no such resolution") \
	X(BULLETIN_NO_MEMBER, 422, \
	  "choose a member of the unit that carries it out") \
	X(BULLETIN_NO_UNIT, 422, "choose the unit") \
	X(BULLETIN_DUE, 422, "choose today or a later day") \
	X(BULLETIN_NO_COMMENDATION, 404, "there is no such commendation") \
	X(BULLETIN_WHOM, 422, "choose one person or one unit") \
	X(BULLETIN_NO_WORK, 422, "write for what work") \
	X(BULLETIN_GIVEN, 409, "it was given already")
enum bulletin_err {
#define X(name, status, text) name,
	BULLETIN_ERRORS(X)
#undef X
	BULLETIN_ERR_COUNT
};
int		bulletin_err_status(enum bulletin_err);
const char	*bulletin_err_text(enum bulletin_err);

/* Stored, all of these: never renumber. */
enum bulletin_kind { BULLETIN = 1, MINUTES = 2 };
enum bulletin_state { BULLETIN_DRAFT = 1, BULLETIN_IS_APPROVED = 2,
	BULLETIN_PUBLISHED = 3,
	BULLETIN_CORRECTING = 4 };	/* published; a newer text is not yet
					 * approved */
enum bulletin_audience { FOR_MEMBERS = 1, FOR_EVERYBODY = 2 };

/* ---- bulletins and minutes --------------------------------------------- */

struct bulletin {
	int64_t			 id, conference_id, sitting_id;
	str			 public_id;
	enum bulletin_kind	 kind;
	int			 number;	/* of its sitting */
	enum bulletin_state	 state;
	enum bulletin_audience	 audience;
	int64_t			 drafted_at, approved_at, published_at;	/* 0 */
};
MUST_USE bool	bulletin_read(struct ctx *, int64_t id, struct bulletin *out);
MUST_USE bool	bulletin_by_public(struct ctx *, str public_id,
		    struct bulletin *out);
/* By number; bulletins before minutes. */
void	bulletin_list(struct ctx *, int64_t conference_id,
	    struct bulletin **out, size_t *out_len);
/* Those that were published for everybody, newest first. */
void	bulletin_published(struct ctx *, int64_t conference_id, size_t max,
	    struct bulletin **out, size_t *out_len);

struct bulletin_text {
	str	 language, title, text, reason;
	int	 version;		/* 0: there is none in that language */
	int64_t	 entered_at;
	str	 entered_by;		/* "": drafted from the records */
};
/* The newest in a language, or the one that is published; false: none. */
MUST_USE bool	bulletin_text(struct ctx *, const struct bulletin *,
		    str language, bool published, struct bulletin_text *out);
/* Each version in a language, the newest first. */
void	bulletin_versions(struct ctx *, int64_t id, str language,
	    struct bulletin_text **out, size_t *out_len);
/* The languages it is in, the conference's own first. */
void	bulletin_languages(struct ctx *, int64_t id, str **out,
	    size_t *out_len);

/* Closes the sitting that is open, as sitting_close() does or refuses to. Its
 * bulletin and its minutes are there the moment it is closed (BULL-1), and so
 * are the resolutions of what was carried (BULL-5). */
MUST_USE enum conference_err	bulletin_close_sitting(struct ctx *,
		    int64_t conference_id);
/* BULL-1. Drafts both of a sitting, where they are not there yet, in the
 * language of the conference. */
MUST_USE enum bulletin_err	bulletin_draft_sitting(struct ctx *,
		    int64_t sitting_id);
/* Drafts it anew, while nobody has changed it; or in one more language. */
MUST_USE enum bulletin_err	bulletin_draft(struct ctx *, int64_t id,
		    str language);
/* BULL-2; corrects the version given, 0: the first in that language. */
MUST_USE enum bulletin_err	bulletin_write(struct ctx *, int64_t id,
		    const struct bulletin_text *);
MUST_USE enum bulletin_err	bulletin_approve(struct ctx *, int64_t id);
/* BULL-4; one for members can be published for everybody later, and not the
 * other way round. */
MUST_USE enum bulletin_err	bulletin_publish(struct ctx *, int64_t id,
		    enum bulletin_audience);

/* ---- resolutions (BULL-5, BULL-6) -------------------------------------- */

struct resolution {
	int64_t		 id, conference_id, motion_id, vote_id;	/* 0: none */
	str		 public_id, title, text;
	int		 number;
	struct date	 resolved_on;
};
MUST_USE bool	resolution_read(struct ctx *, int64_t id,
		    struct resolution *out);
MUST_USE bool	resolution_by_public(struct ctx *, str public_id,
		    struct resolution *out);
/* By number, without their texts. */
void	resolution_list(struct ctx *, int64_t conference_id,
	    struct resolution **out, size_t *out_len);
/* Of each motion that was carried and has none yet; how many are new. */
MUST_USE enum bulletin_err	resolution_take(struct ctx *,
		    int64_t conference_id, size_t *out_new);

struct resolution_task {
	int64_t	 assignment_id;
	str	 public_id, text, member_name, unit_name;
	int	 state;			/* enum assignment_state */
	struct date due;
};
/* Somebody in a unit is to carry it out by a day (DATE_NONE: not said). The
 * text is the resolution's title unless one is given. */
MUST_USE enum bulletin_err	resolution_assign(struct ctx *, int64_t id,
		    int64_t unit_id, int64_t member_id, str text,
		    struct date due);
void	resolution_tasks(struct ctx *, int64_t id,
	    struct resolution_task **out, size_t *out_len);
/* Of which resolution an assignment is; false: of none. */
MUST_USE bool	resolution_of_task(struct ctx *, int64_t assignment_id,
		    struct resolution *out);

/* ---- commendations (BULL-7) -------------------------------------------- */

struct commendation {
	int64_t		 id, conference_id, item_id, member_id, unit_id; /* 0 */
	str		 public_id, title, work, check_code;
	str		 name;		/* of the person, or the unit */
	str		 unit_name;
	int		 number;
	struct date	 given_on;	/* DATE_NONE: is to be given */
};
MUST_USE bool	commendation_read(struct ctx *, int64_t id,
		    struct commendation *out);
MUST_USE bool	commendation_by_public(struct ctx *, str public_id,
		    struct commendation *out);
/* By the code at the foot of a certificate; only what was given. */
MUST_USE bool	commendation_by_code(struct ctx *, str code,
		    struct commendation *out);
void	commendation_list(struct ctx *, int64_t conference_id,
	    struct commendation **out, size_t *out_len);
/* conference_id, item_id, member_id or unit_id, title and work are read. */
MUST_USE enum bulletin_err	commendation_add(struct ctx *,
		    const struct commendation *, int64_t *out_id);
/* Given today, in the sitting. */
MUST_USE enum bulletin_err	commendation_give(struct ctx *, int64_t id);
/* One that was not given. */
MUST_USE enum bulletin_err	commendation_drop(struct ctx *, int64_t id);

#endif
