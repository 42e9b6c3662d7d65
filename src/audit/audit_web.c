/*
 * audit_web.c - the record of changes, for those who may see it.
 *
 *	GET  /changes	newest first; ?unit=CODE of one unit and those under it,
 *			?before= for earlier ones
 */
#include "audit/audit.h"
#include "office/office.h"
#include "org/org_pages.h"

#define ROWS_SHOWN	50

struct change_row {
	str		 what, unit, who, office, when;
	struct path	 href;
};

struct changes_page_view {
	str			 over, lead;
	bool			 of_one;
	struct part_errors_view	 errors;
	struct part_line_view	 unit;
	struct change_row	*rows;
	size_t			 rows_len;
	struct part_pager_view	 pager;
	struct part_empty_view	 empty;
	struct part_strip_view	 seen;
};

#include "audit/changes_page.html.h"

/* ---- which unit -------------------------------------------------------- */

/* The unit in which who asks holds an office that may see changes; 0: none. */
static int64_t
home_of(struct ctx *cx)
{
	struct term *held;
	size_t len;

	office_held(cx, cx->actor, cx->today, &held, &len);
	for (size_t i = 0; i < len; i++) {
		if (may(cx, ACT_SEE_CHANGES,
		    (struct object){ .unit = held[i].unit_id })) {
			return held[i].unit_id;
		}
	}
	return 0;
}

/*
 * The unit with the code; without one, or with one that is none, the home of
 * who asks: then the page says at the field what is wrong. Without a unit may()
 * says no.
 */
static bool
find_unit(struct ctx *cx, const struct req *rq, struct object *out)
{
	str code = str_trim(req_str(rq, "unit"));
	struct unit u;

	if (code.len > 0 && org_unit_by_code(cx, code, &u)) {
		out->unit = u.id;
	} else {
		out->unit = home_of(cx);
	}
	return true;
}

/* ---- rows -------------------------------------------------------------- */

static struct change_row
row_of(struct ctx *cx, const struct audit_line *c)
{
	struct change_row row = { .who = c->who, .office = c->office,
		.what = c->what, .when = moment_text(cx->mem, c->at) };
	struct unit u;

	if (c->unit_id != 0 && org_unit(cx, c->unit_id, &u)) {
		row.unit = u.name;
		row.href = org_unit_path(cx, u.public_id);
	}
	return row;
}

static struct path
page_path(struct ctx *cx, str code, int64_t before)
{
	if (before == 0) {
		return code.len > 0 ? path_of(cx->mem, "/changes?unit=%s",
		    code) : path_of(cx->mem, "/changes");
	}
	return path_of(cx->mem, "/changes?unit=%s&before=%d", code,
	    (int)before);
}

static void
add_rows(struct ctx *cx, const struct req *rq, struct changes_page_view *v,
    const struct unit *u)
{
	str code = v->of_one ? u->code : S("");
	int64_t before = req_int(rq, "before");
	struct audit_line *lines;
	size_t len;

	audit_list(cx, u->id, before, ROWS_SHOWN + 1, &lines, &len);
	v->rows_len = len < ROWS_SHOWN ? len : ROWS_SHOWN;
	v->rows = NEW(cx->mem, struct change_row, v->rows_len);
	for (size_t i = 0; i < v->rows_len; i++) {
		v->rows[i] = row_of(cx, &lines[i]);
	}
	if (before > 0) {
		v->pager.earlier = page_path(cx, code, 0);
		v->pager.text = S("Back leads to the newest");
	}
	if (len > ROWS_SHOWN) {
		v->pager.later = page_path(cx, code,
		    lines[ROWS_SHOWN - 1].id);
		v->pager.text = before > 0 ? v->pager.text :
		    S("The newest first");
	}
}

/* ---- the page ---------------------------------------------------------- */

static void
get_changes(struct ctx *cx, const struct req *rq, struct res *rs)
{
	str code = str_trim(req_str(rq, "unit"));
	struct changes_page_view v = { 0 };
	struct html main = html_start(cx);
	struct problems p = { 0 };
	struct unit u;

	if (!org_unit(cx, rq->object.unit, &u)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.of_one = str_eq(code, u.code);
	if (code.len > 0 && !v.of_one) {
		problem_add(&p, "unit", arena_printf(cx->mem, "No unit has "
		    "the code “" STR_FMT "”. Look it up under Units.",
		    STR_ARG(utf8_cut(code, 60))));
		res_refuse(cx, rs, 422, &p);
	}
	v.over = u.name;
	v.lead = S("Who changed what, in which office and when. What was "
	    "written stays in its unit.");
	v.errors = part_errors(cx->mem, &p);
	v.unit = (struct part_line_view){ .id = "unit", .width = "w10",
	    .label = "Of one unit and those under it", .value = code,
	    .hint = S("The code of the unit, as it stands in the tree"),
	    .problem = problem_of(&p, "unit") };
	v.empty = (struct part_empty_view){ S("Nothing has changed here"),
	    S("Each change that somebody makes stands here from the same "
	    "moment."), { S("") }, S("") };
	v.seen = (struct part_strip_view){ .kind = "info",
	    .icon = { "eye", false }, .text = S("The record is only ever "
	    "added to. It holds no words of minutes, no contacts, and not "
	    "the name of the person a change is about.") };
	add_rows(cx, rq, &v, &u);
	changes_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Changes"),
	    .nav = NAV_AUDIT }, &main);
}

static const struct param changes_params[] = {
	{ "unit",	param_line,	OPTIONAL },
	{ "before",	param_int,	OPTIONAL },
	PARAMS_END
};

extern const struct route audit_routes[];	/* listed in tables.c */

const struct route audit_routes[] = {
	{ "GET", "/changes", ACT_SEE_CHANGES, find_unit, get_changes,
	    changes_params, NULL },
	ROUTES_END
};
