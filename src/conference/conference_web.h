/* conference_web.h - what the pages of this room share, and nobody else. */
#ifndef CONFERENCE_WEB_H
#define CONFERENCE_WEB_H

#include "conference/conference_pages.h"
#include "http/lines.h"

/* Lists of a refused form that has no problem yet. */
extern const struct problems no_problems;

/* Finders of {sitting} and {item} of {conference}: object.id is its id. */
bool	sitting_find(struct ctx *, const struct req *, struct object *);
bool	item_find(struct ctx *, const struct req *, struct object *);

/* A day, a time that had to be there; false: a problem says why not. */
bool	take_day(struct ctx *, const struct req *, const char *field,
	    struct problems *, struct date *out);
bool	take_time(struct ctx *, const struct req *, const char *field,
	    struct problems *, int *out);
/* A number from 0 to max; empty: 0. */
bool	take_number(struct ctx *, const struct req *, const char *field,
	    int64_t max, struct problems *, int *out);

/* The refusal of a button as a page of its own, or back to `to`. */
void	res_done(struct ctx *, const struct req *, struct res *,
	    enum conference_err, const char *heading, struct path to);

/* Pages, by file. conference_form_web.c: */
extern const struct param conference_form_params[];
void	conference_new_page(struct ctx *, const struct req *, struct res *);
void	conference_new_post(struct ctx *, const struct req *, struct res *);
void	conference_edit_page(struct ctx *, const struct req *, struct res *);
void	conference_edit_post(struct ctx *, const struct req *, struct res *);
/* order_web.c: */
extern const struct param sitting_params[], item_params[], item_start_params[];
extern const struct param order_params[];
void	order_page(struct ctx *, const struct req *, struct res *);
void	order_usual_post(struct ctx *, const struct req *, struct res *);
void	sitting_new_page(struct ctx *, const struct req *, struct res *);
void	sitting_new_post(struct ctx *, const struct req *, struct res *);
void	sitting_edit_page(struct ctx *, const struct req *, struct res *);
void	sitting_edit_post(struct ctx *, const struct req *, struct res *);
void	sitting_drop_post(struct ctx *, const struct req *, struct res *);
void	item_new_page(struct ctx *, const struct req *, struct res *);
void	item_new_post(struct ctx *, const struct req *, struct res *);
void	item_edit_page(struct ctx *, const struct req *, struct res *);
void	item_edit_post(struct ctx *, const struct req *, struct res *);
void	order_post(struct ctx *, const struct req *, struct res *);
/* post_web.c: */
extern const struct param post_params[], post_end_params[];
void	people_page(struct ctx *, const struct req *, struct res *);
void	post_give_post(struct ctx *, const struct req *, struct res *);
void	post_end_post(struct ctx *, const struct req *, struct res *);
/* run_web.c: */
extern const struct param run_params[], presidium_params[], here_params[];
void	run_post(struct ctx *, const struct req *, struct res *);
void	presidium_page(struct ctx *, const struct req *, struct res *);
void	presidium_post(struct ctx *, const struct req *, struct res *);
void	here_page(struct ctx *, const struct req *, struct res *);
void	here_post(struct ctx *, const struct req *, struct res *);
/* agenda_web.c: */
void	agenda_page(struct ctx *, const struct req *, struct res *);
void	agenda_sheet_page(struct ctx *, const struct req *, struct res *);
/* schedule_web.c: */
void	schedule_xml(struct ctx *, const struct req *, struct res *);
void	schedule_ics(struct ctx *, const struct req *, struct res *);
/* own_meeting_web.c: */
bool	own_meeting_find(struct ctx *, const struct req *, struct object *);
void	own_meeting_post(struct ctx *, const struct req *, struct res *);

#endif
