/* agenda_web.c - the order of business for everybody who takes part: as a page
 * with the times to be expected, and on paper with those that are planned. */
#include "conference/conference_web.h"
#include "motion/motion.h"
#include "org/org.h"

struct agenda_line {
	str		 number, title, text, reporter, at, planned;
	const char	*look;
	bool		 done, open, dropped;
	struct path	 motion;
};

struct agenda_sitting {
	str			 name, when, state, presides;
	bool			 late, open;
	struct agenda_line	*rows;
	size_t			 rows_len;
};

struct agenda_page_view {
	str			 over, lead;
	struct agenda_sitting	*sittings;
	size_t			 sittings_len;
	struct part_empty_view	 empty;
	struct path		 order, sheet, ics, xml;
};

struct agenda_sheet_view {
	str			 unit_name, title, when;
	struct path		 back;
	struct agenda_sitting	*sittings;
	size_t			 sittings_len;
};

#include "conference/agenda_page.html.h"
#include "conference/agenda_sheet.html.h"

#define LATE_S	120		/* marked from here on */

static struct agenda_line
agenda_line(struct ctx *cx, const struct conference *c,
    const struct progress_item *p)
{
	enum item_state state = p->item.state;
	struct agenda_line line = {
		.number = p->item.number,
		.title = p->item.title,
		.text = p->item.text,
		.done = state == ITEM_DONE,
		.open = state == ITEM_OPEN,
		.look = state == ITEM_DONE ? "off" : state == ITEM_OPEN ?
		    "on" : "",
		.planned = clock_text(cx->mem, p->planned_at),
	};
	struct participant reporter;
	struct motion motion;

	if (p->expected_at != 0) {
		line.at = clock_text(cx->mem, p->expected_at);
	}
	if (p->item.reporter_id != 0 &&
	    participant_read(cx, p->item.reporter_id, &reporter)) {
		line.reporter = reporter.name;
	}
	if (p->item.motion_id != 0 &&
	    motion_read(cx, p->item.motion_id, &motion)) {
		line.motion = path_of(cx->mem, "/c/%s/motions/%s",
		    c->public_id, motion.public_id);
	}
	return line;
}

/* "Ann Reed presides, with Ben Ford". */
static str
presides_text(struct ctx *cx, int64_t sitting_id)
{
	struct presider *list;
	str text;
	size_t len;

	presidium(cx, sitting_id, false, &list, &len);
	if (len == 0) {
		return S("");
	}
	text = arena_printf(cx->mem, STR_FMT " presides",
	    STR_ARG(list[0].name));
	for (size_t i = 1; i < len; i++) {
		text = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
		    STR_ARG(text), i == 1 ? ", with " : ", ",
		    STR_ARG(list[i].name));
	}
	return text;
}

/* What was taken off after all had been told stays to be seen. */
static void
add_dropped(struct ctx *cx, const struct conference *c, int64_t sitting_id,
    struct agenda_sitting *s)
{
	struct agenda_line *rows;
	struct item *list;
	size_t len;

	if (c->state == CONFERENCE_PLANNED) {
		return;
	}
	item_list(cx, c->id, sitting_id, &list, &len);
	rows = NEW(cx->mem, struct agenda_line, len);
	for (size_t i = 0, k = 0; i < len; i++) {
		rows[i] = list[i].state != ITEM_DROPPED ? s->rows[k++] :
		    (struct agenda_line){ .number = list[i].number,
		    .title = list[i].title, .look = "off", .dropped = true };
	}
	s->rows = rows;
	s->rows_len = len;
}

static struct agenda_sitting
agenda_sitting(struct ctx *cx, const struct conference *c, int64_t sitting_id)
{
	struct agenda_sitting s = { .rows_len = 0 };
	struct sitting_progress p;

	if (!sitting_progress(cx, sitting_id, &p)) {
		return s;
	}
	s.name = sitting_name(cx, &p.sitting);
	s.when = sitting_when(cx, &p.sitting);
	s.state = progress_text(cx, &p);
	s.presides = presides_text(cx, sitting_id);
	s.open = p.begun && !p.over;
	s.late = s.open && p.late >= LATE_S;
	s.rows = NEW(cx->mem, struct agenda_line, p.items_len);
	s.rows_len = p.items_len;
	for (size_t i = 0; i < p.items_len; i++) {
		s.rows[i] = agenda_line(cx, c, &p.items[i]);
	}
	return s;
}

static struct agenda_sitting *
agenda_sittings(struct ctx *cx, const struct conference *c, bool dropped,
    size_t *out_len)
{
	struct agenda_sitting *out;
	struct sitting *list;

	sitting_list(cx, c->id, &list, out_len);
	out = NEW(cx->mem, struct agenda_sitting, *out_len);
	for (size_t i = 0; i < *out_len; i++) {
		out[i] = agenda_sitting(cx, c, list[i].id);
		if (dropped) {
			add_dropped(cx, c, list[i].id, &out[i]);
		}
	}
	return out;
}

void
agenda_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct agenda_page_view v = { .sittings_len = 0 };
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.over = conference_days(cx, &c);
	v.lead = S("What is dealt with, and when it is to be expected.");
	v.sittings = agenda_sittings(cx, &c, true, &v.sittings_len);
	v.sheet = conference_path(cx, &c, "/agenda/print");
	v.ics = conference_path(cx, &c, "/schedule.ics");
	v.xml = conference_path(cx, &c, "/schedule.xml");
	if (may(cx, ACT_KEEP_CONFERENCE, rq->object)) {
		v.order = conference_path(cx, &c, "/order");
	}
	if (v.sittings_len == 0) {
		v.empty = (struct part_empty_view){
			.heading = S("No order of business yet"),
			.text = S("Here you will see each sitting, what is"
			    " dealt with on it, and when."),
			.href = v.order,
			.label = v.order.text.len > 0 ? S("Begin") : S("") };
	}
	agenda_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_AGENDA,
	    S("Order of business")), &main);
}

void
agenda_sheet_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct agenda_sheet_view v = { .sittings_len = 0 };
	struct conference c;
	struct unit unit;

	if (!conference_of(cx, rq, &c) || !org_unit(cx, c.unit_id, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.unit_name = unit.name;
	v.title = c.title;
	v.when = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
	    STR_ARG(conference_days(cx, &c)), c.place.len > 0 ? ", " : "",
	    STR_ARG(c.place));
	v.back = conference_path(cx, &c, "/agenda");
	v.sittings = agenda_sittings(cx, &c, false, &v.sittings_len);
	agenda_sheet_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .paper = true, .title = c.title },
	    &main);
}
