/*
 * search_web.c - members and units by a few letters.
 *
 *	GET /search?q=		what fits
 *
 * The script of the house asks for the same page while somebody types, and
 * shows the first rows of its lists below the field.
 */
#include "html/parts.h"
#include "http/web.h"
#include "org/org.h"
#include "org/org_pages.h"
#include "search/search.h"

struct search_row {
	str		 name, native, why, code;
	struct path	 href;
};

struct search_page_view {
	str			 lead, label, hint, text;
	bool			 asked, keeps;
	struct search_row	*members, *units;
	size_t			 members_len, units_len;
	str			 more_members, more_units;
	str			 no_members, no_units;
	struct part_strip_view	 reading;
	struct part_empty_view	 empty;
};

#include "search/search_page.html.h"

static str
more_text(struct ctx *cx, const char *what)
{
	return arena_printf(cx->mem, "More than %d %s fit; these are the first."
	    " Write more letters.", SEARCH_MAX, what);
}

static str
place_text(struct ctx *cx, str unit, str above)
{
	return above.len == 0 ? unit : arena_printf(cx->mem, STR_FMT ", "
	    STR_FMT, STR_ARG(unit), STR_ARG(above));
}

/* A native name that is the name once more says nothing. */
static void
add_members(struct ctx *cx, struct search_page_view *v,
    const struct search_members *found)
{
	v->members = NEW(cx->mem, struct search_row, found->len);
	for (size_t i = 0; i < found->len; i++) {
		const struct search_member *m = &found->list[i];

		v->members[v->members_len++] = (struct search_row){
			.name = m->name, .code = m->number,
			.native = str_eq(m->name, m->native_name) ? S("") :
			    m->native_name,
			.why = place_text(cx, m->cell, m->above),
			.href = path_of(cx->mem, "/m/%s", m->public_id),
		};
	}
	if (found->more) {
		v->more_members = more_text(cx, "members");
	}
	v->no_members = arena_printf(cx->mem, "No member of the units whose "
	    "list you keep has “" STR_FMT "” in the name, or a number that "
	    "begins so.", STR_ARG(utf8_cut(v->text, 60)));
	if (found->reading) {
		v->reading = (struct part_strip_view){ .kind = "info",
		    .icon = { "clock", false }, .text = S("The names are still "
		    "being read here, which takes up to a minute after the "
		    "start. Until then not everybody is found. Search again in "
		    "a moment.") };
	}
}

static void
add_units(struct ctx *cx, struct search_page_view *v)
{
	struct unit *units, above;
	size_t len;

	org_search(cx, v->text, 0, SEARCH_MAX + 1, &units, &len);
	v->units = NEW(cx->mem, struct search_row, SEARCH_MAX);
	for (size_t i = 0; i < len && i < SEARCH_MAX; i++) {
		const struct unit *u = &units[i];

		v->units[v->units_len++] = (struct search_row){
			.name = u->name, .code = u->code,
			.why = place_text(cx, org_word(cx, u->tier).one,
			    org_unit(cx, u->parent_id, &above) ? above.name :
			    S("")),
			.href = org_unit_path(cx, u->public_id),
		};
	}
	if (len > SEARCH_MAX) {
		v->more_units = more_text(cx, "units");
	}
	v->no_units = arena_printf(cx->mem, "No unit of today has “" STR_FMT
	    "” in its name or code.", STR_ARG(utf8_cut(v->text, 60)));
}

static void
add_words(struct search_page_view *v, bool keeps)
{
	v->keeps = keeps;
	v->lead = keeps ? S("Members of the units whose list you keep, and "
	    "every unit.") : S("Every unit, by its name or code.");
	v->label = keeps ? S("Name or number of a member, name or code of a "
	    "unit") : S("Name or code of a unit");
	v->hint = keeps ? S("Any part of a name, in any script; the parts of a "
	    "name in any order. Of a number its beginning.") :
	    S("Any part of it.");
	v->empty = (struct part_empty_view){ S("What you look for appears "
	    "here"), keeps ? S("Two or three letters are often enough. Who "
	    "belongs to a unit whose list you do not keep is not found here.") :
	    S("Two or three letters are often enough."), { S("") }, S("") };
}

static void
get_search(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct search_page_view v = { .text = str_trim(req_str(rq, "q")) };
	struct html main = html_start(cx);
	struct search_members found;

	search_members(cx, v.text, SEARCH_MAX, &found);
	add_words(&v, found.may);
	v.asked = v.text.len > 0;
	if (v.asked) {
		add_members(cx, &v, &found);
		add_units(cx, &v);
	}
	rs->no_store = true;
	search_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Search"),
	    .nav = NAV_NONE }, &main);
}

static const struct param search_params[] = {
	{ "q",	param_line,	OPTIONAL },
	PARAMS_END
};

extern const struct route search_routes[];	/* listed in tables.c */

const struct route search_routes[] = {
	{ "GET", "/search", ACT_LOGGED_IN, NULL, get_search, search_params,
	    NULL },
	ROUTES_END
};
