/*
 * commendation_web.c - commendations and their certificates.
 *
 *	GET  /c/{conference}/commendations
 *	POST /c/{conference}/commendations	by who prepares the conference
 *	GET  /c/{conference}/commendations/{commendation}, .../pdf
 *	POST .../give, .../drop
 *	GET  /certificates/{code}		anybody who has the code
 */
#include "bulletin/bulletin_pages.h"

#include "member/member.h"
#include "org/org.h"
#include "paper/paper.h"

struct commendation_row_view {
	struct path	 href;
	str		 title, why, chip;
};

struct commendations_view {
	struct part_errors_view		 errors;
	struct path			 back, to;
	str				 over, key;
	struct commendation_row_view	*rows;
	size_t				 rows_len;
	struct part_empty_view		 empty;
	bool				 keeps;
	struct part_line_view		 member, unit, work;
};

struct commendation_page_view {
	struct path	 back, base, pdf_href;
	str		 over, name, unit_name, work, given, code, key;
	bool		 keeps, has_pdf;
};

struct certificate_check_view {
	str	 heading, text, name, work, by, given;
};

#include "bulletin/certificate_check.html.h"
#include "bulletin/commendation_page.html.h"
#include "bulletin/commendations.html.h"

static bool
find_commendation(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct commendation c;

	if (!conference_find(cx, rq, out) ||
	    !commendation_by_public(cx, req_str(rq, "commendation"), &c) ||
	    c.conference_id != out->conference) {
		return false;
	}
	out->id = c.id;
	return true;
}

static bool
keeps(struct ctx *cx, const struct conference *c)
{
	return may(cx, ACT_KEEP_CONFERENCE, (struct object){
	    .unit = c->unit_id, .conference = c->id });
}

static struct path
commendation_path(struct ctx *cx, const struct conference *c,
    const struct commendation *d)
{
	return path_of(cx->mem, "/c/%s/commendations/%s", c->public_id,
	    d->public_id);
}

/* ---- the list ---------------------------------------------------------- */

static void
show_list(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *problems)
{
	struct html main = html_start(cx);
	struct commendations_view v;
	struct commendation *list;
	struct conference c;
	size_t len;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v = (struct commendations_view){
		.back = conference_path(cx, &c, "/bulletins"),
		.to = conference_path(cx, &c, "/commendations"),
		.over = c.title, .key = rq->key, .keeps = keeps(cx, &c),
		.member = { .id = "member", .label = "Number of a member",
		    .value = req_str(rq, "member"),
		    .problem = problem_of(problems, "member") },
		.unit = { .id = "unit", .label = "Or the code of a unit",
		    .value = req_str(rq, "unit"),
		    .problem = problem_of(problems, "unit") },
		.work = { .id = "work", .label = "For what work", .need = true,
		    .value = req_str(rq, "work"),
		    .problem = problem_of(problems, "work") },
	};
	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	commendation_list(cx, c.id, &list, &len);
	v.rows = NEW(cx->mem, struct commendation_row_view, len);
	for (size_t i = 0; i < len; i++) {
		if (!date_known(list[i].given_on) && !v.keeps) {
			continue;
		}
		v.rows[v.rows_len++] = (struct commendation_row_view){
			.href = commendation_path(cx, &c, &list[i]),
			.title = list[i].name, .why = list[i].work,
			.chip = date_known(list[i].given_on) ? S("") :
			    S("To be given") };
	}
	if (v.rows_len == 0) {
		v.empty = (struct part_empty_view){
			.heading = S("Nobody yet"),
			.text = S("Who was commended at this conference, and"
			    " for what work, stands here.") };
	}
	commendations_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_RESULTS,
	    S("Commendations")), &main);
}

static void
list_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none = { .list_len = 0 };

	show_list(cx, rq, rs, &none);
}

static void
add_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct commendation in = { .conference_id = rq->object.conference,
		.title = S("With thanks and respect"),
		.work = req_str(rq, "work") };
	struct problems problems = { .list_len = 0 };
	enum bulletin_err err;
	struct conference c;
	struct member member;
	struct unit unit;
	int64_t id;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	in.item_id = c.item_id;
	if (member_by_number(cx, req_str(rq, "member"), &member)) {
		in.member_id = member.id;
	}
	if (org_unit_by_code(cx, req_str(rq, "unit"), &unit)) {
		in.unit_id = unit.id;
	}
	err = commendation_add(cx, &in, &id);
	if (err == BULLETIN_OK) {
		res_go(cx, rs, conference_path(cx, &c, "/commendations"));
		return;
	}
	problem_add(&problems, err == BULLETIN_NO_WORK ||
	    err == BULLETIN_TOO_LONG ? "work" : "member",
	    bulletin_sentence(cx, err));
	res_refuse(cx, rs, bulletin_err_status(err), &problems);
	show_list(cx, rq, rs, &problems);
}

/* ---- one --------------------------------------------------------------- */

static str
given_text(struct ctx *cx, const struct conference *c,
    const struct commendation *d)
{
	str day = conference_date_text(cx, c, d->given_on);

	return day.len == 0 ? S("") : arena_printf(cx->mem,
	    "Given on " STR_FMT ".", STR_ARG(day));
}

static void
one_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct commendation_page_view v;
	struct commendation d;
	struct conference c;
	bool given;

	if (!conference_of(cx, rq, &c) ||
	    !commendation_read(cx, rq->object.id, &d)) {
		res_missing(cx, rq, rs);
		return;
	}
	given = date_known(d.given_on);
	if (!given && !keeps(cx, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v = (struct commendation_page_view){
		.back = conference_path(cx, &c, "/commendations"),
		.base = commendation_path(cx, &c, &d),
		.pdf_href = path_of(cx->mem, "/c/%s/commendations/%s/pdf",
		    c.public_id, d.public_id),
		.over = c.title, .name = d.name, .work = d.work,
		.unit_name = d.member_id != 0 ? d.unit_name : S(""),
		.given = given_text(cx, &c, &d),
		.code = given ? d.check_code : S(""), .key = rq->key,
		.has_pdf = given, .keeps = !given && keeps(cx, &c),
	};
	commendation_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_RESULTS, d.name),
	    &main);
}

static void
certificate_pdf(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct paper *p = NEW(cx->mem, struct paper, 1);
	struct paper_certificate cert;
	struct commendation d;
	struct conference c;

	if (!conference_of(cx, rq, &c) ||
	    !commendation_read(cx, rq->object.id, &d) ||
	    !date_known(d.given_on)) {
		res_missing(cx, rq, rs);
		return;
	}
	paper_start(p, cx->mem, d.title, c.language);
	cert = (struct paper_certificate){
		.over = c.title, .title = d.title, .before = S("to"),
		.name = d.name, .text = d.work,
		.conferred = conference_date_text(cx, &c, d.given_on),
		.sign = { S("In the chair"), S("") },
		.address = arena_printf(cx->mem, STR_FMT "/certificates/"
		    STR_FMT, STR_ARG(rq->home), STR_ARG(d.check_code)),
	};
	cert.words = cert.address;
	paper_certificate(p, &cert);
	res_paper(cx, rs, p, arena_printf(cx->mem, "certificate-%d.pdf",
	    d.number));
}

static void
answer(struct ctx *cx, const struct req *rq, struct res *rs,
    enum bulletin_err err)
{
	str sentence = bulletin_sentence(cx, err);
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
	} else if (err != BULLETIN_OK) {
		res_problem(cx, rq, rs, bulletin_err_status(err),
		    "It is as it was", arena_copy_z(cx->mem, sentence));
	} else {
		res_go(cx, rs, conference_path(cx, &c, "/commendations"));
	}
}

static void
give_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, commendation_give(cx, rq->object.id));
}

static void
drop_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	answer(cx, rq, rs, commendation_drop(cx, rq->object.id));
}

/* ---- checked by anybody ------------------------------------------------ */

static void
check_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct certificate_check_view v = {
		.heading = S("No certificate has this code"),
		.text = S("Look at the foot of the certificate again: twelve"
		    " letters and digits.") };
	struct html main = html_start(cx);
	struct commendation d;
	struct conference c;

	if (commendation_by_code(cx, req_str(rq, "code"), &d) &&
	    conference_read(cx, d.conference_id, &c)) {
		v = (struct certificate_check_view){
			.heading = S("This certificate was given"),
			.text = d.title, .name = d.name, .work = d.work,
			.by = c.title,
			.given = conference_date_text(cx, &c, d.given_on) };
	} else {
		rs->status = 404;
	}
	certificate_check_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = v.heading }, &main);
}

/* ---- the table --------------------------------------------------------- */

static const struct param add_params[] = {
	{ "member",	param_line,	OPTIONAL },
	{ "unit",	param_line,	OPTIONAL },
	{ "work",	param_line,	OPTIONAL },
	PARAMS_END
};

#define AT	"/c/{conference}/commendations"

extern const struct route commendation_routes[];	/* in tables.c */

const struct route commendation_routes[] = {
	{ "GET", AT, ACT_LOGGED_IN, conference_find, list_page, NULL, NULL },
	{ "POST", AT, ACT_KEEP_CONFERENCE, conference_find, add_post,
	    add_params, NULL },
	{ "GET", AT "/{commendation}", ACT_LOGGED_IN, find_commendation,
	    one_page, NULL, NULL },
	{ "GET", AT "/{commendation}/pdf", ACT_LOGGED_IN, find_commendation,
	    certificate_pdf, NULL, NULL },
	{ "POST", AT "/{commendation}/give", ACT_KEEP_CONFERENCE,
	    find_commendation, give_post, NULL, NULL },
	{ "POST", AT "/{commendation}/drop", ACT_KEEP_CONFERENCE,
	    find_commendation, drop_post, NULL, NULL },
	{ "GET", "/certificates/{code}", ACT_ANYONE, NULL, check_page, NULL,
	    NULL },
	ROUTES_END
};
