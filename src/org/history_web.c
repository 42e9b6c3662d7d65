/*
 * history_web.c - what a unit was: its names, its places, what happened to it.
 *
 *	GET  /u/{unit}/history
 */
#include "org/org_pages.h"

struct history_span {
	str		 what, from, until;
	struct path	 href;
};

struct history_event {
	str		 day, text, other, after, entered;
	struct path	 href;
};

struct history_heir {
	str		 name, tier;
	struct path	 href;
};

struct history_page_view {
	struct part_crumbs_view	 crumbs;
	str			 unit, tier, lead, code;
	struct path		 overview, tree;
	struct part_strip_view	 done, ended;
	struct history_heir	*heirs;
	size_t			 heirs_len;
	struct history_event	*events;
	size_t			 events_len;
	struct history_span	*names, *places;
	size_t			 names_len, places_len;
};

#include "org/history_page.html.h"

/* ---- names and places -------------------------------------------------- */

static void
read_spans(struct ctx *cx, const struct unit_span *spans, size_t len,
    struct history_span **out, size_t *out_len)
{
	struct unit above;

	*out = NEW(cx->mem, struct history_span, len);
	*out_len = len;
	for (size_t i = 0; i < len; i++) {
		struct history_span *row = &(*out)[i];

		*row = (struct history_span){
			.what = spans[i].name,
			.from = date_known(spans[i].from) ?
			    day_short(cx->mem, spans[i].from, cx->today) :
			    S("not known"),
			.until = date_known(spans[i].until) ? day_short(cx->mem,
			    date_add(spans[i].until, -1), cx->today) :
			    S("today"),
		};
		if (spans[i].name.len == 0 && spans[i].parent_id == 0) {
			row->what = S("At the top");
		} else if (org_unit(cx, spans[i].parent_id, &above)) {
			row->what = above.name;
			row->href = org_unit_path(cx, above.public_id);
		}
	}
}

/* ---- events ------------------------------------------------------------ */

/* What is said before and after the name of the other unit. */
static void
say_event(struct ctx *cx, const struct unit_event *e, bool of_other,
    struct history_event *row)
{
	switch (e->kind) {
	case UNIT_FOUND:
		row->text = arena_printf(cx->mem, "Founded as “" STR_FMT "”%s",
		    STR_ARG(e->text), e->other_id != 0 ? " under" : "");
		break;
	case UNIT_RENAME:
		row->text = arena_printf(cx->mem, "Named “" STR_FMT "”",
		    STR_ARG(e->text));
		break;
	case UNIT_MOVE:
		row->text = S("Moved under");
		break;
	case UNIT_SPLIT:
		row->text = of_other ? S("Split off from") : S("Split:");
		row->after = of_other ? S("") : S("is a unit of its own now");
		break;
	case UNIT_MERGE:
		row->text = of_other ? S("Took over") : S("Merged into");
		break;
	case UNIT_DISSOLVE:
		row->text = e->text.len == 0 ? S("Closed") :
		    arena_printf(cx->mem, "Closed: " STR_FMT, STR_ARG(e->text));
		break;
	}
}

static void
read_events(struct ctx *cx, const struct unit *u, struct history_page_view *v)
{
	struct unit_event *events;
	struct unit other;
	size_t len;

	org_events(cx, u->id, &events, &len);
	v->events = NEW(cx->mem, struct history_event, len);
	v->events_len = len;
	for (size_t i = 0; i < len; i++) {
		const struct unit_event *e = &events[i];
		struct history_event *row = &v->events[i];
		bool of_other = e->unit_id != u->id;

		row->day = date_known(e->day) ? day_long(cx->mem, e->day) :
		    S("On a day that is not known");
		row->entered = moment_text(cx->mem, e->entered_at);
		say_event(cx, e, of_other, row);
		if (e->kind != UNIT_DISSOLVE && org_unit(cx, of_other ?
		    e->unit_id : e->other_id, &other)) {
			row->other = other.name;
			row->href = org_unit_path(cx, other.public_id);
		}
	}
}

/* ---- the page ---------------------------------------------------------- */

/* ORG-4. */
static void
read_heirs(struct ctx *cx, const struct unit *u, struct history_page_view *v)
{
	struct unit *heirs;
	size_t len;

	if (!date_known(u->dissolved)) {
		return;
	}
	org_heirs(cx, u->id, &heirs, &len);
	v->ended = (struct part_strip_view){
		.kind = "warn", .icon = { "history", false },
		.text = arena_printf(cx->mem, "This unit ended on " STR_FMT
		    ".", STR_ARG(day_long(cx->mem,
		    date_add(u->dissolved, -1)))),
	};
	v->heirs = NEW(cx->mem, struct history_heir, len);
	v->heirs_len = len;
	for (size_t i = 0; i < len; i++) {
		v->heirs[i] = (struct history_heir){ heirs[i].name,
		    org_word(cx, heirs[i].tier).one,
		    org_unit_path(cx, heirs[i].public_id) };
	}
}

static void
get_history(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct history_page_view v = { 0 };
	struct html main = html_start(cx);
	struct unit_span *spans;
	struct unit u;
	size_t len;

	if (!org_unit(cx, rq->object.unit, &u)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.crumbs = org_crumbs(cx, u.id);
	v.unit = u.name;
	v.tier = org_word(cx, u.tier).one;
	v.code = u.code;
	v.overview = org_unit_path(cx, u.public_id);
	v.tree = path_of(cx->mem, "/u/%s/tree", u.public_id);
	v.lead = date_known(u.founded) ? arena_printf(cx->mem, "Since "
	    STR_FMT ".", STR_ARG(day_long(cx->mem, u.founded))) :
	    S("When it was founded is not known.");
	org_names(cx, u.id, &spans, &len);
	read_spans(cx, spans, len, &v.names, &v.names_len);
	org_places(cx, u.id, &spans, &len);
	read_spans(cx, spans, len, &v.places, &v.places_len);
	read_events(cx, &u, &v);
	read_heirs(cx, &u, &v);
	if (req_flag(rq, "done")) {
		v.done = (struct part_strip_view){ .kind = "good",
		    .icon = { "circle-check", false },
		    .text = S("It is done, and written down below.") };
	}
	history_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = u.name, .nav = NAV_TREE,
	}, &main);
}

static const struct param history_params[] = {
	{ "done",	param_flag,	OPTIONAL },
	PARAMS_END
};

extern const struct route history_routes[];	/* listed in tables.c */

const struct route history_routes[] = {
	{ "GET", "/u/{unit}/history", ACT_SEE_UNIT, org_find_unit,
	    get_history, history_params, NULL },
	ROUTES_END
};
