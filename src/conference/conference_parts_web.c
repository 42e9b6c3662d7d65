/* conference_parts_web.c - the order of business on live pages. */
#include "conference/conference_parts.h"

#include "bulletin/bulletin.h"
#include "conference/conference_pages.h"
#include "motion/motion.h"

#define HALL_NEXT_SHOWN	4		/* items on the hall's screen */
#define LATE_S		120		/* marked from here on */

struct conference_item_view {
	str		 over, title, text, reporter;
	struct path	 motion;
};

struct conference_delay_view {
	str	 delay, ends;
};

struct agenda_row {
	const char	*state;		/* of the look: "off", "on" or "" */
	str		 id, number, title, at;
	bool		 done, open, can_open;
};

struct conference_agenda_part_view {
	str			 name, delay;
	bool			 late;
	struct agenda_row	*rows;
	size_t			 rows_len;
};

struct conference_chair_head_view {
	str	 over, title;
};

struct conference_chair_agenda_view {
	struct agenda_row	*rows;
	size_t			 rows_len;
};

struct conference_chair_step_view {
	str	 over, heading, guide, next, next_label, left, bulletin;
	struct path	 bulletin_href;
	bool	 can_close, can_end;
};

struct conference_run_form_view {
	struct path	 to;
	str		 key;
};

struct conference_hall_head_view {
	str	 title, now;
};

struct conference_hall_item_view {
	str	 over, title, reporter;
};

struct conference_hall_next_view {
	struct agenda_row	*rows;
	size_t			 rows_len;
};

#include "conference/conference_agenda_part.html.h"
#include "conference/conference_chair_agenda.html.h"
#include "conference/conference_chair_head.html.h"
#include "conference/conference_chair_step.html.h"
#include "conference/conference_delay.html.h"
#include "conference/conference_hall_head.html.h"
#include "conference/conference_hall_item.html.h"
#include "conference/conference_hall_next.html.h"
#include "conference/conference_item.html.h"
#include "conference/conference_run_form.html.h"

/* ---- what there is ----------------------------------------------------- */

/* What screens speak of: the sitting that is open or comes next, and in it the
 * item that is open. */
struct now {
	struct conference	 c;
	struct sitting_progress		 p;
	bool			 has_sitting, has_item;
	struct item		 item;
};

static struct now
read_now(struct ctx *cx, struct object o)
{
	struct now now = { 0 };

	if (conference_read(cx, o.conference, &now.c)) {
		now.has_sitting = sitting_progress(cx,
		    conference_sitting(cx, now.c.id), &now.p);
		now.has_item = now.c.item_id != 0 &&
		    item_read(cx, now.c.item_id, &now.item);
	}
	return now;
}

/* "Item 7 of 16, Second day". */
static str
item_over(struct ctx *cx, const struct now *now)
{
	struct item *list;
	size_t len, all = 0;

	item_list(cx, now->c.id, 0, &list, &len);
	for (size_t i = 0; i < len; i++) {
		all += list[i].state != ITEM_DROPPED;
	}
	return arena_printf(cx->mem, "Item " STR_FMT " of %zu, " STR_FMT,
	    STR_ARG(now->item.number), all,
	    STR_ARG(sitting_name(cx, &now->p.sitting)));
}

/* Where no item is open. */
static str
between_title(const struct now *now)
{
	if (now->c.state == CONFERENCE_OVER) {
		return S("The conference is over");
	}
	if (now->c.state == CONFERENCE_CANCELLED) {
		return S("The conference was cancelled");
	}
	if (!now->has_sitting) {
		return S("No sitting is planned yet");
	}
	return now->c.sitting_id != 0 ? S("The next item follows") :
	    now->p.over ? S("All sittings are over") :
	    S("The sitting has not begun");
}

static str
between_over(struct ctx *cx, const struct now *now)
{
	return now->has_sitting ? arena_printf(cx->mem, STR_FMT ". " STR_FMT,
	    STR_ARG(sitting_name(cx, &now->p.sitting)),
	    STR_ARG(progress_text(cx, &now->p))) : now->c.title;
}

static str
reporter_of(struct ctx *cx, const struct item *item)
{
	struct participant p;

	return item->reporter_id != 0 &&
	    participant_read(cx, item->reporter_id, &p) ? p.name : S("");
}

static struct agenda_row
agenda_row(struct ctx *cx, const struct now *now,
    const struct progress_item *p)
{
	enum item_state state = p->item.state;

	return (struct agenda_row){
		.id = p->item.public_id,
		.number = p->item.number,
		.title = p->item.title,
		.done = state == ITEM_DONE,
		.open = state == ITEM_OPEN,
		.state = state == ITEM_DONE ? "off" : state == ITEM_OPEN ?
		    "on" : "",
		.at = state == ITEM_WAITING && p->expected_at != 0 ?
		    clock_text(cx->mem, p->expected_at) : S(""),
		.can_open = now->c.sitting_id != 0 && state != ITEM_OPEN,
	};
}

static void
agenda_rows(struct ctx *cx, const struct now *now, struct agenda_row **out,
    size_t *out_len)
{
	*out_len = now->has_sitting ? now->p.items_len : 0;
	*out = NEW(cx->mem, struct agenda_row, *out_len);
	for (size_t i = 0; i < *out_len; i++) {
		(*out)[i] = agenda_row(cx, now, &now->p.items[i]);
	}
}

/* ---- phones ------------------------------------------------------------ */

void
conference_part_item(struct ctx *cx, struct object o, struct html *out)
{
	struct now now = read_now(cx, o);
	struct conference_item_view v = { .title = between_title(&now),
	    .over = between_over(cx, &now) };
	struct motion motion;

	if (now.has_item) {
		v.over = item_over(cx, &now);
		v.title = now.item.title;
		v.text = now.item.text;
		v.reporter = reporter_of(cx, &now.item);
	}
	if (now.has_item && now.item.motion_id != 0 &&
	    motion_read(cx, now.item.motion_id, &motion)) {
		v.motion = path_of(cx->mem, "/c/%s/motions/%s",
		    now.c.public_id, motion.public_id);
	}
	conference_item_html(out, &v);
}

void
conference_part_delay(struct ctx *cx, struct object o, struct html *out)
{
	struct now now = read_now(cx, o);
	struct conference_delay_view v = { .delay = S("") };

	if (!now.has_sitting) {
		return;
	}
	v.delay = progress_text(cx, &now.p);
	if (!now.p.over && now.p.items_len > 0) {
		v.ends = clock_text(cx->mem, now.p.expected_end);
	}
	conference_delay_html(out, &v);
}

void
conference_part_agenda(struct ctx *cx, struct object o, struct html *out)
{
	struct now now = read_now(cx, o);
	struct conference_agenda_part_view v = { .name = S("Agenda"),
	    .delay = S("") };

	if (now.has_sitting) {
		v.name = sitting_name(cx, &now.p.sitting);
		v.delay = progress_text(cx, &now.p);
		v.late = now.p.begun && !now.p.over && now.p.late >= LATE_S;
	}
	agenda_rows(cx, &now, &v.rows, &v.rows_len);
	conference_agenda_part_html(out, &v);
}

/* ---- the chair --------------------------------------------------------- */

void
conference_part_chair_head(struct ctx *cx, struct object o, struct html *out)
{
	struct now now = read_now(cx, o);
	struct conference_chair_head_view v = { .title = now.has_item ?
	    now.item.title : between_title(&now) };

	v.over = !now.has_sitting ? clock_text(cx->mem, cx->now) :
	    arena_printf(cx->mem, STR_FMT ", " STR_FMT ". " STR_FMT,
	    STR_ARG(sitting_name(cx, &now.p.sitting)),
	    STR_ARG(clock_text(cx->mem, cx->now)),
	    STR_ARG(progress_text(cx, &now.p)));
	conference_chair_head_html(out, &v);
}

void
conference_part_chair_agenda(struct ctx *cx, struct object o,
    struct html *out)
{
	struct now now = read_now(cx, o);
	struct conference_chair_agenda_view v;

	agenda_rows(cx, &now, &v.rows, &v.rows_len);
	conference_chair_agenda_html(out, &v);
}

static const struct item *
next_waiting(const struct now *now)
{
	for (size_t i = 0; now->has_sitting && i < now->p.items_len; i++) {
		if (now->p.items[i].item.state == ITEM_WAITING) {
			return &now->p.items[i].item;
		}
	}
	return NULL;
}

/* A sitting is open: what comes after what is being dealt with. */
static void
fill_step(struct ctx *cx, const struct now *now,
    struct conference_chair_step_view *v)
{
	const struct item *next = next_waiting(now);

	v->can_end = true;
	v->can_close = now->has_item;
	if (next != NULL) {
		v->next = arena_printf(cx->mem, "item-" STR_FMT,
		    STR_ARG(next->public_id));
		v->next_label = arena_printf(cx->mem, "Next: " STR_FMT,
		    STR_ARG(next->title));
		v->left = S("Closing the sitting takes what is left over into"
		    " the next one.");
	}
	if (now->has_item) {
		v->over = str_z(item_kind_text(now->item.kind));
		v->heading = now->item.title;
		v->guide = item_guide(cx, &now->item);
	} else if (next != NULL) {
		v->over = S("Next step");
		v->heading = next->title;
		v->guide = item_guide(cx, next);
	} else {
		v->heading = S("All items are done");
	}
}

/* The bulletin of the sitting that was closed last waits for the chair. */
static void
fill_bulletin(struct ctx *cx, const struct conference *c,
    struct conference_chair_step_view *v)
{
	struct bulletin *list;
	size_t len;

	bulletin_list(cx, c->id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].kind == BULLETIN) {
			v->bulletin = arena_printf(cx->mem, "Bulletin %d",
			    list[i].number);
			v->bulletin_href = path_of(cx->mem,
			    "/c/%s/bulletins/%s", c->public_id,
			    list[i].public_id);
		}
	}
}

void
conference_part_chair_step(struct ctx *cx, struct object o, struct html *out)
{
	struct now now = read_now(cx, o);
	struct conference_chair_step_view v = { .over = S("Next step"),
	    .heading = between_title(&now) };

	if (now.c.sitting_id != 0) {
		fill_step(cx, &now, &v);
	} else {
		fill_bulletin(cx, &now.c, &v);
	}
	if (now.c.sitting_id == 0 && now.has_sitting && !now.p.over &&
	    now.c.state == CONFERENCE_CALLED) {
		v.heading = sitting_name(cx, &now.p.sitting);
		v.next = arena_printf(cx->mem, "sitting-" STR_FMT,
		    STR_ARG(now.p.sitting.public_id));
		v.next_label = S("Open the sitting");
		v.guide = sitting_when(cx, &now.p.sitting);
	}
	conference_chair_step_html(out, &v);
}

void
conference_part_form(struct ctx *cx, struct object o, str key,
    struct html *out)
{
	struct conference c;

	if (conference_read(cx, o.conference, &c)) {
		conference_run_form_html(out,
		    &(struct conference_run_form_view){
		    conference_path(cx, &c, "/run"), key });
	}
}

/* ---- the hall ---------------------------------------------------------- */

void
conference_part_hall_head(struct ctx *cx, struct object o, struct html *out)
{
	struct conference c;

	if (conference_read(cx, o.conference, &c)) {
		conference_hall_head_html(out,
		    &(struct conference_hall_head_view){ c.title,
		    arena_printf(cx->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(conference_date_text(cx, &c, cx->today)),
		    STR_ARG(clock_text(cx->mem, cx->now))) });
	}
}

void
conference_part_hall_item(struct ctx *cx, struct object o, struct html *out)
{
	struct now now = read_now(cx, o);
	struct conference_hall_item_view v = { .title = between_title(&now),
	    .over = between_over(cx, &now) };

	if (now.has_item) {
		v.over = item_over(cx, &now);
		v.title = now.item.title;
		v.reporter = reporter_of(cx, &now.item);
	}
	conference_hall_item_html(out, &v);
}

void
conference_part_hall_next(struct ctx *cx, struct object o, struct html *out)
{
	struct conference_hall_next_view v = { .rows_len = 0 };
	struct now now = read_now(cx, o);

	v.rows = NEW(cx->mem, struct agenda_row, HALL_NEXT_SHOWN);
	for (size_t i = 0; now.has_sitting && i < now.p.items_len &&
	    v.rows_len < HALL_NEXT_SHOWN; i++) {
		if (now.p.items[i].item.state == ITEM_WAITING) {
			v.rows[v.rows_len++] = agenda_row(cx, &now,
			    &now.p.items[i]);
		}
	}
	conference_hall_next_html(out, &v);
}

bool
conference_part_moving(struct ctx *cx, struct object o)
{
	struct conference c;

	return conference_read(cx, o.conference, &c) &&
	    (c.sitting_id != 0 || (date_cmp(cx->today, c.from) >= 0 &&
	    date_cmp(cx->today, c.last) <= 0));
}
