/*
 * conference_pages.h - what the pages at a conference share, in every room:
 * which conference an address names, the frame of its pages, its words.
 */
#ifndef CONFERENCE_PAGES_H
#define CONFERENCE_PAGES_H

#include "conference/conference.h"
#include "html/parts.h"
#include "http/web.h"

/* The finder of a route with {conference}: sets object.conference, the same as
 * object.id, and object.unit, whose conference it is. */
bool	conference_find(struct ctx *, const struct req *, struct object *);
/* The one that conference_find() found. */
MUST_USE bool	conference_of(struct ctx *, const struct req *,
		    struct conference *out);

/*
 * The frame of a page at a conference: its navigation (Now, Agenda, Papers,
 * Results, Leave), its name at the top, and under it the delegation and the
 * seat of who asks. `nav` is NAV_NOW to NAV_RESULTS, or NAV_NONE.
 */
struct frame	conference_frame(struct ctx *, const struct conference *,
		    enum nav, str title);
/* "/c/..." and the rest: "", "/agenda". */
struct path	conference_path(struct ctx *, const struct conference *,
		    const char *rest);

/* A refusal as a sentence: capital letter, full stop. */
str	conference_sentence(struct ctx *, enum conference_err);
/* "20 to 22 November 2026". */
str	conference_days(struct ctx *, const struct conference *);
/* "20 November 2026"; where the organisation counts its own years, "20 November
 * Harvest 12 (2026)". */
str	conference_date_text(struct ctx *, const struct conference *,
	    struct date);
/* "Second day, afternoon" as it is called, or "Sitting 2". */
str	sitting_name(struct ctx *, const struct sitting *);
/* "Saturday 21 November, 09:00 to 12:30". */
str	sitting_when(struct ctx *, const struct sitting *);
/* "Running 6 minutes late", "5 minutes ahead", "On time"; of a sitting that has
 * not begun or is over, that. (CONF-8) */
str	progress_text(struct ctx *, const struct sitting_progress *);
/* What an item is: "Report", "Motion" ... */
const char	*item_kind_text(enum item_kind);
/* What the chair says and does at an item: what the organiser wrote, or else
 * the usual for its kind. */
str	item_guide(struct ctx *, const struct item *);

/* "Chair", "Teller" ...; "delegate", "guest" ... */
const char	*conference_post_text(enum conference_post);
const char	*participant_role_text(enum participant_role);

#endif
