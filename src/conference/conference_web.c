/*
 * conference_web.c - a conference as a page.
 *
 *	GET  /c/{conference}		what it is, where and when
 */
#include "conference/conference_pages.h"
#include "org/org_pages.h"

struct conference_show_view {
	str		 title, when, unit_name;
	struct path	 unit;
};

#include "conference/conference_show.html.h"

static void
show_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference_show_view v;
	struct html main = html_start(cx);
	struct conference c;
	struct unit unit;

	if (!conference_of(cx, rq, &c) || !org_unit(cx, c.unit_id, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	v = (struct conference_show_view){
		.title = c.title,
		.when = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
		    STR_ARG(conference_days(cx, &c)),
		    c.place.len > 0 ? ", " : "", STR_ARG(c.place)),
		.unit_name = unit.name,
		.unit = org_unit_path(cx, unit.public_id),
	};
	conference_show_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE, c.title),
	    &main);
}

extern const struct route conference_routes[];	/* listed in tables.c */

const struct route conference_routes[] = {
	{ "GET", "/c/{conference}", ACT_ATTEND, conference_find, show_page,
	    NULL, NULL },
	ROUTES_END
};
