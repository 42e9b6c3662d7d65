/*
 * people_web.c - the rules of a conference, everybody on its list, lists in and
 * out.
 *
 *	GET, POST /c/{conference}/delegates/rules
 *	GET, POST /c/{conference}/delegates/all		guests are invited here
 *	GET, POST /c/{conference}/delegates/import
 *	GET  /c/{conference}/delegates/list		as CSV
 */
#include "delegate/delegate_pages.h"
#include "html/parts.h"
#include "member/member.h"
#include "org/org.h"

#define PEOPLE_SHOWN	200

struct rules_form_view {
	str			 title, key;
	struct path		 back, to;
	bool			 online;
	struct part_select_view	 tier;
	struct part_choice_view	 base, rounding;
	struct part_line_view	 per_n, per_m, key_article, quorum,
				 quorum_article, proxies, proxies_article;
	struct part_errors_view	 errors;
};

struct people_page_view {
	str			 title, key;
	struct path		 back, to;
	bool			 keeps;
	struct people_row {
		str		 name, unit, text;
	}			*rows;
	size_t			 rows_len;
	struct part_choice_view	 role;
	struct part_line_view	 name, number;
	struct part_errors_view	 errors;
	struct part_pager_view	 pager;
};

struct import_form_view {
	str			 title, told, key;
	struct path		 back, to;
	struct import_row {
		int64_t		 line;
		str		 column, text;
	}			*rows;
	size_t			 rows_len;
	struct part_errors_view	 errors;
};

#include "delegate/import_form.html.h"
#include "delegate/people_page.html.h"
#include "delegate/rules_form.html.h"

/* ---- the rules --------------------------------------------------------- */

/* What was typed, where a form comes back; else what is kept. */
static str
value_of(const struct req *rq, const char *field, str kept)
{
	return str_eq(rq->method, S("POST")) ? req_str(rq, field) : kept;
}

static str
number_value(struct ctx *cx, int64_t n)
{
	return n == 0 ? S("") : arena_printf(cx->mem, "%lld", (long long)n);
}

static struct part_line_view
line_of(const struct req *rq, const struct problems *p, const char *field,
    const char *label, const char *hint, str kept)
{
	return (struct part_line_view){ .id = field, .label = label,
		.hint = str_z(hint), .value = value_of(rq, field, kept),
		.problem = problem_of(p, field) };
}

static struct part_choice_view
choice_of(struct ctx *cx, const struct req *rq, const struct problems *p,
    const char *field, const char *label, int kept,
    const char *const *labels, size_t len)
{
	struct part_option *options = NEW(cx->mem, struct part_option, len);
	str now = value_of(rq, field, number_value(cx, kept));

	for (size_t i = 0; i < len; i++) {
		str value = arena_printf(cx->mem, "%d", (int)i + 1);

		options[i] = (struct part_option){ .value = value,
			.label = str_z(labels[i]),
			.chosen = str_eq(value, now) };
	}
	return (struct part_choice_view){ .id = field, .label = label,
		.options = options, .options_len = len,
		.problem = problem_of(p, field) };
}

static void
fill_tiers(struct ctx *cx, const struct req *rq, const struct problems *p,
    const struct delegate_rules *r, struct rules_form_view *v)
{
	struct part_option *options;
	size_t len;
	str *tiers;

	delegate_tiers(cx, r->conference_id, &tiers, &len);
	options = NEW(cx->mem, struct part_option, len);
	for (size_t i = 0; i < len; i++) {
		options[i] = (struct part_option){ .value = tiers[i],
			.label = org_word(cx, tiers[i]).many,
			.chosen = str_eq(tiers[i], value_of(rq, "tier",
			    r->tier)) };
	}
	v->tier = (struct part_select_view){ .id = "tier",
		.label = "Whose units send delegations", .options = options,
		.options_len = len, .none = S("No key: each unit sends whom "
		"it elects"), .problem = problem_of(p, "tier") };
}

static void
fill_rules(struct ctx *cx, const struct req *rq, const struct problems *p,
    const struct delegate_rules *r, struct rules_form_view *v)
{
	static const char *const bases[] = { "Units that hold members",
	    "Members" };
	static const char *const roundings[] = {
	    "Largest remainders of the rounded whole (Hamilton)",
	    "Sainte-Laguë (Webster)", "A part counts nothing",
	    "Half and more counts as one", "A part counts as one" };
	bool key = r->key.per_m != 0;

	fill_tiers(cx, rq, p, r, v);
	v->per_n = line_of(rq, p, "per_n", "How many delegates", "",
	    number_value(cx, key ? r->key.per_n : 0));
	v->per_m = line_of(rq, p, "per_m", "For how many of those counted",
	    "", number_value(cx, r->key.per_m));
	v->base = choice_of(cx, rq, p, "base", "What is counted",
	    (int)r->key.base, bases, COUNT(bases));
	v->rounding = choice_of(cx, rq, p, "rounding", "What is left over",
	    (int)r->key.rounding, roundings, COUNT(roundings));
	v->key_article = line_of(rq, p, "key_article", "By which article", "",
	    r->key_article);
	v->quorum = line_of(rq, p, "quorum", "So many of those entitled",
	    "Such as 2/3, 50%, or more than 1/2; empty: nobody asks for it."
	    " Where the statutes say a quorum, theirs holds",
	    r->quorum_said ? fraction_text(cx->mem, r->quorum) : S(""));
	v->quorum_article = line_of(rq, p, "quorum_article",
	    "By which article", "", r->quorum_article);
	v->proxies = line_of(rq, p, "proxies",
	    "Votes of others that one may cast", "Empty: none",
	    number_value(cx, r->proxies_max));
	v->proxies_article = line_of(rq, p, "proxies_article",
	    "By which article", "", r->proxies_article);
	v->per_n.width = v->per_m.width = v->proxies.width = "w5";
	v->quorum.width = "w10";
	v->online = str_eq(rq->method, S("POST")) ? req_flag(rq, "online") :
	    r->online_counts;
}

static void
show_rules(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *p)
{
	struct rules_form_view v = { .key = rq->key,
		.errors = part_errors(cx->mem, p) };
	struct html main = html_start(cx);
	struct delegate_rules r;
	struct conference c;

	if (!conference_of(cx, rq, &c) || !delegate_rules(cx, c.id, &r)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.title = c.title;
	v.back = conference_path(cx, &c, "/delegates");
	v.to = conference_path(cx, &c, "/delegates/rules");
	fill_rules(cx, rq, p, &r, &v);
	rules_form_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE,
	    S("Rules of the conference")), &main);
}

static void
rules_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;

	show_rules(cx, rq, rs, &none);
}

/* A whole number, an empty field is 0. */
static int64_t
read_number(const struct req *rq, struct problems *p, const char *field,
    int64_t most)
{
	int64_t n;

	if (!req_number(rq, field, &n) || n > most) {
		problem_add(p, field, S("Write a number."));
		return 0;
	}
	return n < 0 ? 0 : n;
}

/* "2/3", "50%", "more than 1/2". */
static bool
read_fraction(str text, struct fraction *out)
{
	struct fraction f = { 0, 100, str_starts(text, S("more than ")) };
	str num = f.more ? str_from(text, 10) : text;
	size_t slash = str_find(num, '/');
	int64_t a, b = 100;

	if (slash < num.len) {
		if (!str_to_int(str_trim(str_from(num, slash + 1)), &b)) {
			return false;
		}
		num = str_trim(str_part(num, 0, slash));
	} else if (num.len > 1 && num.at[num.len - 1] == '%') {
		num = str_trim(str_part(num, 0, num.len - 1));
	} else {
		return false;
	}
	if (!str_to_int(num, &a) || a < 1 || a > b || b > 1000 ||
	    (f.more && a == b)) {
		return false;
	}
	f.num = (int32_t)a;
	f.den = (int32_t)b;
	*out = f;
	return true;
}

static void
read_rules(const struct req *rq, struct problems *p, struct delegate_rules *r)
{
	str quorum = req_str(rq, "quorum");
	int64_t base = req_int(rq, "base"), rounding = req_int(rq, "rounding");

	r->tier = req_str(rq, "tier");
	r->key = (struct key_rule){
		(int32_t)read_number(rq, p, "per_n", PER_MAX),
		(int32_t)read_number(rq, p, "per_m", PER_MAX),
		base == KEY_MEMBERS ? KEY_MEMBERS : KEY_CELLS,
		rounding >= KEY_LARGEST && rounding <= KEY_UP ?
		    (enum key_rounding)rounding : KEY_LARGEST };
	if (r->tier.len == 0) {
		r->key.per_n = r->key.per_m = 0;
	} else if (r->key.per_n == 0 || r->key.per_m == 0) {
		problem_add(p, "per_n", S("Write how many delegates come for "
		    "how many, such as 1 for 40."));
	}
	r->key_article = req_str(rq, "key_article");
	r->quorum_said = quorum.len > 0;
	if (r->quorum_said && !read_fraction(quorum, &r->quorum)) {
		problem_add(p, "quorum", S("Write a part such as 2/3, 50% or "
		    "more than 1/2."));
	}
	r->quorum_article = req_str(rq, "quorum_article");
	r->proxies_max = (int)read_number(rq, p, "proxies", 100);
	r->proxies_article = req_str(rq, "proxies_article");
	r->online_counts = req_flag(rq, "online");
}

static const char *
rules_field(enum delegate_err err, const struct delegate_rules *r)
{
	switch ((int)err) {
	case DELEGATE_NO_TIER:
		return "tier";
	case DELEGATE_PROXY_FULL:
		return "proxies";
	case DELEGATE_ARTICLE:
		return r->key.per_m != 0 && r->key_article.len == 0 ?
		    "key_article" : r->quorum_said &&
		    r->quorum_article.len == 0 ? "quorum_article" :
		    "proxies_article";
	default:
		return "per_n";
	}
}

static void
rules_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems p = { 0 };
	struct delegate_rules r;
	struct conference c;
	enum delegate_err err;

	if (!conference_of(cx, rq, &c) || !delegate_rules(cx, c.id, &r)) {
		res_missing(cx, rq, rs);
		return;
	}
	read_rules(rq, &p, &r);
	if (p.list_len > 0) {
		res_refuse(cx, rs, 422, &p);
		show_rules(cx, rq, rs, &p);
		return;
	}
	err = delegate_set_rules(cx, &r);
	if (err != DELEGATE_OK) {
		delegate_refuse(cx, rs, &p, rules_field(err, &r), err);
		show_rules(cx, rq, rs, &p);
		return;
	}
	res_go(cx, rs, conference_path(cx, &c, "/delegates"));
}

/* ---- everybody --------------------------------------------------------- */

static void
fill_rows(struct ctx *cx, const struct req *rq, const struct conference *c,
    struct people_page_view *v)
{
	int after = (int)req_int(rq, "after");
	struct participant *list;
	size_t len;

	participant_list_ever(cx, c->id, 0, after, PEOPLE_SHOWN + 1, &list,
	    &len);
	v->rows_len = len > PEOPLE_SHOWN ? PEOPLE_SHOWN : len;
	v->rows = NEW(cx->mem, struct people_row, v->rows_len);
	for (size_t i = 0; i < v->rows_len; i++) {
		v->rows[i] = (struct people_row){ list[i].name,
			list[i].unit_name, delegate_person_text(cx,
			&list[i]) };
	}
	if (len > PEOPLE_SHOWN) {
		v->pager.later = path_of(cx->mem,
		    "/c/%s/delegates/all?after=%s", c->public_id,
		    arena_printf(cx->mem, "%d",
		    list[PEOPLE_SHOWN - 1].number));
	}
	if (after > 0) {
		v->pager.earlier = conference_path(cx, c, "/delegates/all");
	}
}

static void
show_people(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *p)
{
	static const char *const roles[] = { "Guest", "Press", "Staff" };
	struct people_page_view v = { .key = rq->key,
		.errors = part_errors(cx->mem, p),
		.keeps = may(cx, ACT_KEEP_CONFERENCE, rq->object) };
	struct html main = html_start(cx);
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.title = c.title;
	v.back = conference_path(cx, &c, "/delegates");
	v.to = conference_path(cx, &c, "/delegates/all");
	fill_rows(cx, rq, &c, &v);
	v.role = choice_of(cx, rq, p, "role", "As", 1, roles, COUNT(roles));
	v.role.beside = true;
	v.name = line_of(rq, p, "name", "Name",
	    "As it is to stand on the badge", S(""));
	v.number = line_of(rq, p, "number", "Or the number of a member", "",
	    S(""));
	v.number.width = "w10";
	rs->no_store = true;
	people_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE,
	    S("Everybody on the list")), &main);
}

static void
people_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;

	show_people(cx, rq, rs, &none);
}

static void
people_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	int64_t role = req_int(rq, "role"), id;
	str number = req_str(rq, "number");
	struct problems p = { 0 };
	struct member m = { 0 };
	enum delegate_err err;
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (number.len > 0 && !member_by_number(cx, number, &m)) {
		err = DELEGATE_NO_MEMBER;
	} else {
		err = delegate_invite(cx, c.id, role == 2 ? ROLE_PRESS :
		    role == 3 ? ROLE_STAFF : ROLE_GUEST, m.id,
		    req_str(rq, "name"), &id);
	}
	if (err != DELEGATE_OK) {
		delegate_refuse(cx, rs, &p, number.len > 0 ? "number" :
		    "name", err);
		show_people(cx, rq, rs, &p);
		return;
	}
	res_go(cx, rs, conference_path(cx, &c, "/delegates/all"));
}

/* ---- lists ------------------------------------------------------------- */

static void
show_import(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *p, const struct delegate_import *im)
{
	struct import_form_view v = { .key = rq->key, .told = S(""),
		.errors = part_errors(cx->mem, p) };
	struct html main = html_start(cx);
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.title = c.title;
	v.back = conference_path(cx, &c, "/delegates");
	v.to = conference_path(cx, &c, "/delegates/import");
	if (im != NULL) {
		v.told = rs->message;
		v.rows_len = im->told.len;
		v.rows = NEW(cx->mem, struct import_row, v.rows_len);
		for (size_t i = 0; i < v.rows_len; i++) {
			v.rows[i] = (struct import_row){
				im->told.at[i].line, im->told.at[i].column,
				im->told.at[i].text };
		}
	}
	import_form_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE,
	    S("Take over a list")), &main);
}

static void
import_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;

	show_import(cx, rq, rs, &none, NULL);
}

static void
import_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	bool look = !str_eq(req_str(rq, "do"), S("sure"));
	struct delegate_import im;
	struct problems p = { 0 };
	str problem = S("");

	if (!delegate_import(cx, rq->object.conference, req_str(rq, "file"),
	    look, &im, &problem)) {
		problem_add(&p, "file", arena_printf(cx->mem,
		    "This list cannot be read: " STR_FMT ".",
		    STR_ARG(problem)));
		res_refuse(cx, rs, 422, &p);
		show_import(cx, rq, rs, &p, NULL);
		return;
	}
	rs->nothing_done = look;
	rs->message = arena_printf(cx->mem, "%s: %lld new, %lld on the list "
	    "already, %lld refused.", look ? "It would be" : "Done",
	    (long long)im.added, (long long)im.same, (long long)im.refused);
	show_import(cx, rq, rs, &p, &im);
}

static void
list_file(struct ctx *cx, const struct req *rq, struct res *rs)
{
	str text = delegate_export(cx, rq->object.conference);

	rs->no_store = true;
	rs->type = S("text/csv; charset=utf-8");
	rs->file_name = S("delegates.csv");
	rs->body = (struct html){ .mem = cx->mem,
	    .at = arena_copy_z(cx->mem, text), .len = text.len,
	    .cap = text.len };
}

/* ---- routes ------------------------------------------------------------ */

static const struct param rules_fields[] = {
	{ "tier",	param_line,	OPTIONAL },
	{ "per_n",	param_line,	OPTIONAL },
	{ "per_m",	param_line,	OPTIONAL },
	{ "base",	param_int,	OPTIONAL },
	{ "rounding",	param_int,	OPTIONAL },
	{ "key_article", param_line,	OPTIONAL },
	{ "quorum",	param_line,	OPTIONAL },
	{ "quorum_article", param_line,	OPTIONAL },
	{ "proxies",	param_line,	OPTIONAL },
	{ "proxies_article", param_line, OPTIONAL },
	{ "online",	param_flag,	OPTIONAL },
	PARAMS_END
};

static const struct param people_query[] = {
	{ "after",	param_int,	OPTIONAL },
	PARAMS_END
};

static const struct param people_fields[] = {
	{ "role",	param_int,	OPTIONAL },
	{ "name",	param_line,	OPTIONAL },
	{ "number",	param_line,	OPTIONAL },
	PARAMS_END
};

static const struct param import_fields[] = {
	{ "file",	param_file,	OPTIONAL },
	{ "do",		param_word,	OPTIONAL },
	PARAMS_END
};

extern const struct route people_routes[];	/* listed in tables.c */

const struct route people_routes[] = {
	{ "GET", "/c/{conference}/delegates/rules", ACT_KEEP_CONFERENCE,
	    conference_find, rules_page, NULL, NULL },
	{ "POST", "/c/{conference}/delegates/rules", ACT_KEEP_CONFERENCE,
	    conference_find, rules_post, rules_fields, NULL },
	{ "GET", "/c/{conference}/delegates/all", ACT_ATTEND,
	    conference_find, people_page, people_query, NULL },
	{ "POST", "/c/{conference}/delegates/all", ACT_KEEP_CONFERENCE,
	    conference_find, people_post, people_fields, NULL },
	{ "GET", "/c/{conference}/delegates/import", ACT_KEEP_CONFERENCE,
	    conference_find, import_page, NULL, NULL },
	{ "POST", "/c/{conference}/delegates/import", ACT_KEEP_CONFERENCE,
	    conference_find, import_post, import_fields, NULL },
	{ "GET", "/c/{conference}/delegates/list", ACT_KEEP_CONFERENCE,
	    conference_find, list_file, NULL, NULL },
	ROUTES_END
};
