/* circular_reach_web.c - how far a circular has come, unit by unit. */
#include "circular/circular_pages.h"

#include <stdlib.h>

#include "org/org_pages.h"

#define MISSING_SHOWN	50

struct reach_part_view {
	struct path		 href;
	str			 name, share, text;
	struct part_meter_view	 meter;
};

struct circular_reach_view {
	struct part_crumbs_view	 crumbs;
	struct path		 back;
	str			 over, title, lead;
	struct reach_part_view	*how;		/* leads nowhere */
	size_t			 how_len;
	struct part_trend_view	 curve;
	struct reach_part_view	*parts;
	size_t			 parts_len;
	str			 missing_heading, hidden, all_reached;
	struct circular_late_view	late;
	struct reach_unit_view {
		str		 name, why;
		struct path	 href;
	}			*missing;
	size_t			 missing_len;
	struct part_pager_view	 pager;
};

#include "circular/circular_late.html.h"
#include "circular/circular_reach.html.h"

static struct path
unit_href(struct ctx *cx, const struct circular *c, const struct unit *u)
{
	return path_of(cx->mem, "/circulars/%s/reach?unit=%s", c->public_id,
	    u->public_id);
}

/* The units above, as far down as it goes: each with its own figures, for who
 * may see them. */
static struct part_crumbs_view
crumbs_of(struct ctx *cx, const struct circular *c, int64_t unit_id)
{
	struct part_crumb *crumbs;
	struct unit *path;
	size_t len, n = 0;

	org_path(cx, unit_id, &path, &len);
	crumbs = NEW(cx->mem, struct part_crumb, len);
	for (size_t i = 0; i + 1 < len; i++) {
		if (may(cx, ACT_SEE_FIGURES, (struct object){
		    .unit = path[i].id })) {
			crumbs[n++] = (struct part_crumb){ path[i].name,
				unit_href(cx, c, &path[i]) };
		}
	}
	return (struct part_crumbs_view){ crumbs, n };
}

/* Where most is missing comes first. */
static int
by_missing(const void *pa, const void *pb)
{
	const struct circular_part *a = pa, *b = pb;
	int64_t x = a->reached * b->units, y = b->reached * a->units;
	int64_t am = a->units - a->reached, bm = b->units - b->reached;

	return x != y ? x < y ? -1 : 1 : am != bm ? am > bm ? -1 : 1 :
	    a->unit_id < b->unit_id ? -1 : a->unit_id > b->unit_id;
}

static void
fill_parts(struct ctx *cx, const struct circular *c, int64_t unit_id,
    struct circular_reach_view *v)
{
	struct circular_part *list;
	struct unit u;
	size_t len;

	circular_parts(cx, c, unit_id, &list, &len);
	if (len > 0) {
		qsort(list, len, sizeof(*list), by_missing);
	}
	v->parts = NEW(cx->mem, struct reach_part_view, len);
	for (size_t i = 0; i < len; i++) {
		const struct circular_part *p = &list[i];

		if (!org_unit(cx, p->unit_id, &u) || str_eq(u.tier, c->tier)) {
			continue;	/* those themselves: the list below */
		}
		v->parts[v->parts_len++] = (struct reach_part_view){
			.href = unit_href(cx, c, &u), .name = u.name,
			.share = circular_share(cx, p->reached, p->units),
			.text = arena_printf(cx->mem, "%lld of %lld",
			    (long long)p->reached, (long long)p->units),
			.meter = part_meter(cx->mem, p->reached, p->units),
		};
	}
}

static void
fill_pager(struct ctx *cx, const struct circular *c, const struct unit *u,
    size_t from, size_t all, struct circular_reach_view *v)
{
	size_t last = from + v->missing_len;

	if (all <= MISSING_SHOWN) {
		return;
	}
	v->pager.text = arena_printf(cx->mem, "%zu to %zu of %zu", from + 1,
	    last, all);
	if (from > 0) {
		v->pager.earlier = path_of(cx->mem, "/circulars/%s/reach?unit="
		    "%s&from=%d", c->public_id, u->public_id,
		    (int)(from < MISSING_SHOWN ? 0 : from - MISSING_SHOWN));
	}
	if (last < all) {
		v->pager.later = path_of(cx->mem, "/circulars/%s/reach?unit="
		    "%s&from=%d", c->public_id, u->public_id, (int)last);
	}
}

/* A unit that has not passed it on: whether it is late by the rule of all. */
static struct reach_unit_view
missing_unit(struct ctx *cx, const struct circular *c, const struct unit *u,
    bool over)
{
	struct reach_unit_view v = { .name = u->name,
		.href = org_unit_path(cx, u->public_id) };
	struct circular_lateness l;
	struct circular_at a;
	const char *kind;

	if (!over || !circular_at(cx, c, u->id, &a)) {
		return v;
	}
	l = circular_lateness(cx, &a, u->id);
	if (l.late == LATE_BY_RULE) {
		v.why = arena_printf(cx->mem, STR_FMT STR_FMT,
		    STR_ARG(text_capital(cx->mem, circular_late_chip(cx, &l,
		    &kind))), STR_ARG(circular_late_words(cx, &l)));
	} else if (l.late == LATE_NOT_HERE) {
		v.why = S("Not asked: nothing is recorded of it up to the day"
		    " of the circular");
	}
	return v;
}

/* Which units: for who sees what is not in order there. */
static void
fill_missing(struct ctx *cx, const struct req *rq, const struct circular *c,
    const struct unit *u, struct circular_reach_view *v)
{
	int64_t asked = req_int(rq, "from"), *ids;
	size_t from = asked > 0 ? (size_t)asked : 0, len, all;
	struct unit one;

	circular_missing(cx, c, u->id, from, MISSING_SHOWN, &ids, &len, &all);
	v->missing_heading = all == 0 ? S("") : arena_printf(cx->mem,
	    "Not passed on yet: %s", arena_copy_z(cx->mem,
	    number_text(cx->mem, (int64_t)all)));
	v->late = all == 0 ? v->late : circular_late_all(cx, c);
	if (!may(cx, ACT_SEE_EXCEPTIONS, (struct object){ .unit = u->id })) {
		v->hidden = S("Which ones they are is seen by the officers who"
		    " look after them.");
		return;
	}
	v->missing = NEW(cx->mem, struct reach_unit_view, len);
	for (size_t i = 0; i < len; i++) {
		if (org_unit(cx, ids[i], &one)) {
			v->missing[v->missing_len++] = missing_unit(cx, c,
			    &one, v->late.article.len > 0);
		}
	}
	fill_pager(cx, c, u, from, all, v);
}

static void
fill_how(struct ctx *cx, const struct circular_reach *r,
    struct circular_reach_view *v)
{
	static const struct { enum circular_how how; const char *label; }
	    hows[] = { { AT_MEETING, "At a meeting" },
		{ BY_MEMBERS, "Member by member" },
		{ BY_READING, "Read by half" } };

	v->how = NEW(cx->mem, struct reach_part_view, COUNT(hows));
	for (size_t i = 0; i < COUNT(hows) && r->reached > 0; i++) {
		int64_t n = r->by[hows[i].how];

		v->how[v->how_len++] = (struct reach_part_view){
			.name = str_z(hows[i].label),
			.text = number_text(cx->mem, n),
			.share = circular_share(cx, n, r->units),
			.meter = part_meter(cx->mem, n, r->units),
		};
	}
}

void
circular_reach_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct circular_reach *r = NEW(cx->mem, struct circular_reach, 1);
	struct html main = html_start(cx);
	struct circular_reach_view v;
	struct circular c;
	struct unit u;

	if (!circular_read(cx, rq->object.id, &c) ||
	    !org_unit(cx, rq->object.unit, &u)) {
		res_missing(cx, rq, rs);
		return;
	}
	circular_reach(cx, &c, u.id, r);
	v = (struct circular_reach_view){
		.crumbs = crumbs_of(cx, &c, u.id),
		.back = circular_path(cx, &c, ""),
		.over = circular_over(cx, &c), .title = u.name,
		.lead = r->units == 0 ? S("The circular is for none of the"
		    " units here.") : arena_printf(cx->mem, STR_FMT " of "
		    STR_FMT " " STR_FMT " have passed on “" STR_FMT "”: "
		    STR_FMT ".", STR_ARG(number_text(cx->mem, r->reached)),
		    STR_ARG(number_text(cx->mem, r->units)),
		    STR_ARG(circular_units_word(cx, &c)), STR_ARG(c.title),
		    STR_ARG(circular_share(cx, r->reached, r->units))),
		.curve = circular_curve(cx, &c, r),
	};
	if (r->units > 0 && r->reached == r->units) {
		v.all_reached = S("It has been passed on everywhere here");
	}
	fill_how(cx, r, &v);
	fill_parts(cx, &c, u.id, &v);
	fill_missing(cx, rq, &c, &u, &v);
	circular_reach_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = circular_name(cx, &c),
	    .nav = NAV_CIRCULARS }, &main);
}
