/*
 * share_web.c - a target shared out, with its arithmetic shown first; and a
 * unit's report of its own.
 *
 *	GET, POST /targets/{target}/share	do=look, do=sure
 *	POST /targets/{target}/give		one unit by hand
 *	GET, POST /targets/{target}/report	also one that corrects another
 */
#include "plan/plan_pages.h"

#include <inttypes.h>
#include <stdio.h>

#include "exception/exception_pages.h"
#include "http/lines.h"

#define ROWS_SHOWN	500		/* of what each would get */

struct share_form_view {
	struct part_errors_view	 errors;
	struct path		 back, to, give_to;
	str			 title, unit_name, lead, key, key2, key3;
	str			 sums, notes, base_head, left_out, by_value;
	str			 amount_value, stamp, sure_label;
	struct part_choice_view	 by;
	struct part_line_view	 amount, one;
	struct part_select_view	 units;
	struct share_row {
		str	 unit, base, quotient, amount, was;
	}			*rows;
	size_t			 rows_len;
};

struct report_form_view {
	struct part_errors_view	 errors;
	struct path		 back, to;
	str			 title, unit_name, heading, lead, draft, key;
	str			 corrects, who_sees, label;
	struct part_line_view	 amount, day;
	struct part_text_view	 note;
};

#include "plan/report_form.html.h"
#include "plan/share_form.html.h"

/* ---- what each would get ----------------------------------------------- */

static enum share_by
by_of(const struct req *rq)
{
	return str_eq(req_str(rq, "by"), S("evenly")) ? SHARE_EVENLY :
	    SHARE_BY_MEMBERS;
}

static str
stamp_text(struct ctx *cx, uint64_t stamp)
{
	return arena_printf(cx->mem, "%016" PRIx64, stamp);
}

/* "54 12/22": whole numbers, and what is left over of one more. */
static struct share_row
share_row(struct ctx *cx, const struct share *l, enum share_by by,
    int64_t base)
{
	str whole = number_text(cx->mem, l->whole);

	return (struct share_row){
		.unit = l->unit_name,
		.base = by == SHARE_EVENLY ? S("1") :
		    exception_people(cx, l->members, false),
		.quotient = l->rest == 0 ? whole : arena_printf(cx->mem,
		    STR_FMT " %" PRId64 "/%" PRId64, STR_ARG(whole), l->rest,
		    base),
		.amount = number_text(cx->mem, l->amount),
		.was = l->was < 0 ? S("none") : number_text(cx->mem, l->was),
	};
}

/* By how much it is more or less than the target, and what else is given. */
static str
sum_words(struct ctx *cx, const struct target *t, int64_t amount,
    const struct sharing *s)
{
	int64_t all = amount + s->gone, more = all - t->amount;
	str sum = plan_amount(cx, all, t->measure);
	str by = number_text(cx->mem, more < 0 ? -more : more);
	str gone = number_text(cx->mem, s->gone);
	str rest = s->gone == 0 ? S("") : arena_printf(cx->mem, ", " STR_FMT
	    " of it with units that stand elsewhere now", STR_ARG(gone));

	return arena_printf(cx->mem, "In all " STR_FMT STR_FMT ": %s" STR_FMT
	    "%s.", STR_ARG(sum), STR_ARG(rest), more == 0 ?
	    "as much as the target" : "", STR_ARG(more == 0 ? S("") : by),
	    more > 0 ? " more than the target" : more < 0 ?
	    " less than the target" : "");
}

static str
note_words(struct ctx *cx, const struct sharing *s, enum share_by by)
{
	str elsewhere = s->elsewhere == 0 ? S("") : arena_printf(cx->mem,
	    " %s kept the target given where they stood before and are not"
	    " in the list.", arena_copy_z(cx->mem, count_of(cx->mem,
	    (int64_t)s->elsewhere, "unit", "units")));

	return arena_printf(cx->mem, "%sWhat is left over goes to the largest"
	    " remainders, one each." STR_FMT, by == SHARE_BY_MEMBERS ?
	    "A unit of fewer than five members counts as five. " : "",
	    STR_ARG(elsewhere));
}

static void
fill_sharing(struct ctx *cx, const struct target *t, enum share_by by,
    int64_t amount, const struct sharing *s, struct share_form_view *v)
{
	v->rows_len = s->len < ROWS_SHOWN ? s->len : ROWS_SHOWN;
	v->rows = NEW(cx->mem, struct share_row, v->rows_len);
	for (size_t i = 0; i < v->rows_len; i++) {
		v->rows[i] = share_row(cx, &s->list[i], by, s->base);
	}
	if (s->len > v->rows_len) {
		v->left_out = arena_printf(cx->mem, "And " STR_FMT " more,"
		    " by the same arithmetic.", STR_ARG(count_of(cx->mem,
		    (int64_t)(s->len - v->rows_len), "unit", "units")));
	}
	v->sums = sum_words(cx, t, amount, s);
	v->notes = note_words(cx, s, by);
	v->base_head = by == SHARE_EVENLY ? S("Parts") : S("Members");
	v->by_value = by == SHARE_EVENLY ? S("evenly") : S("members");
	v->amount_value = arena_printf(cx->mem, "%" PRId64, amount);
	v->stamp = stamp_text(cx, s->stamp);
	v->sure_label = arena_printf(cx->mem, "Give " STR_FMT " these targets",
	    STR_ARG(count_of(cx->mem, (int64_t)s->len, "unit", "units")));
}

/* Units that have no target of the goal yet. */
static void
fill_units(struct ctx *cx, const struct req *rq, const struct target *t,
    const struct problems *problems, struct share_form_view *v)
{
	struct part_option *options = NEW(cx->mem, struct part_option,
	    PART_OPTIONS_MAX);
	struct sharing s;
	size_t len = 0;

	if (target_share_look(cx, t->id, SHARE_EVENLY, 1, &s) != PLAN_OK) {
		return;
	}
	for (size_t i = 0; i < s.len && len < PART_OPTIONS_MAX; i++) {
		if (s.list[i].was < 0) {
			options[len++] = (struct part_option){
				.value = s.list[i].unit_public_id,
				.label = s.list[i].unit_name,
				.chosen = str_eq(s.list[i].unit_public_id,
				    req_str(rq, "unit")) };
		}
	}
	v->units = (struct part_select_view){ .id = "unit", .label = "Unit",
	    .none = S("Choose a unit"), .options = options,
	    .options_len = len, .problem = problem_of(problems, "unit") };
	v->one = (struct part_line_view){ .id = "one", .label = "Target",
	    .mode = "numeric", .width = "w10", .value = req_str(rq, "one"),
	    .problem = problem_of(problems, "one") };
}

static struct part_choice_view
by_choice(struct ctx *cx, enum share_by by, const struct problems *problems)
{
	struct part_option *options = NEW(cx->mem, struct part_option, 2);

	options[0] = (struct part_option){ .value = S("members"),
	    .label = S("By members"), .chosen = by == SHARE_BY_MEMBERS };
	options[1] = (struct part_option){ .value = S("evenly"),
	    .label = S("Evenly"), .chosen = by == SHARE_EVENLY };
	return (struct part_choice_view){ .id = "by", .beside = true,
	    .label = "How?", .options = options, .options_len = 2,
	    .problem = problem_of(problems, "by") };
}

/* `s` NULL: nothing is looked at yet. */
static void
show_share(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct sharing *s, int64_t amount, const struct problems *problems)
{
	struct html main = html_start(cx);
	struct share_form_view v = { .key = rq->key };
	str typed = req_str(rq, "amount"), whole;
	struct target t;

	if (!target_read(cx, rq->object.id, &t)) {
		res_missing(cx, rq, rs);
		return;
	}
	whole = plan_amount(cx, t.amount, t.measure);
	v.key2 = arena_printf(cx->mem, STR_FMT "b", STR_ARG(rq->key));
	v.key3 = arena_printf(cx->mem, STR_FMT "c", STR_ARG(rq->key));
	v.title = t.title;
	v.unit_name = t.unit_name;
	v.back = target_path(cx, &t, "");
	v.to = target_path(cx, &t, "/share");
	v.give_to = target_path(cx, &t, "/give");
	v.lead = arena_printf(cx->mem, "The target is " STR_FMT ". What the"
	    " units get together may be more or less.", STR_ARG(whole));
	v.by = by_choice(cx, by_of(rq), problems);
	v.amount = (struct part_line_view){ .id = "amount", .width = "w10",
	    .label = "How much is shared out?", .mode = "numeric",
	    .value = typed.len > 0 ? typed : arena_printf(cx->mem,
	    "%" PRId64, t.amount), .problem = problem_of(problems,
	    "amount") };
	if (s != NULL) {
		fill_sharing(cx, &t, by_of(rq), amount, s, &v);
	} else {
		fill_units(cx, rq, &t, problems, &v);
	}
	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	share_form_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Share it out"),
	    .nav = NAV_PLAN }, &main);
}

static void
share_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none = { .list_len = 0 };

	show_share(cx, rq, rs, NULL, 0, &none);
}

static void
refuse_share(struct ctx *cx, const struct req *rq, struct res *rs,
    const char *field, enum plan_err err)
{
	struct problems problems = { .list_len = 0 };

	problem_add(&problems, field, plan_sentence(cx, err));
	res_refuse(cx, rs, plan_err_status(err), &problems);
	show_share(cx, rq, rs, NULL, 0, &problems);
}

/* What was looked at, or PLAN_CHANGED: then it is looked at anew. */
static void
share_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems problems = { .list_len = 0 };
	int64_t amount = plan_number(rq, "amount");
	bool sure = str_eq(req_str(rq, "do"), S("sure"));
	enum plan_err err;
	struct sharing s;
	struct target t;

	err = target_share_look(cx, rq->object.id, by_of(rq), amount, &s);
	if (err == PLAN_OK && sure) {
		err = str_eq(stamp_text(cx, s.stamp), req_str(rq, "stamp")) ?
		    target_share(cx, rq->object.id, by_of(rq), amount,
		    s.stamp) : PLAN_CHANGED;
		if ((err == PLAN_OK || err == PLAN_SAME) &&
		    target_read(cx, rq->object.id, &t)) {
			res_go(cx, rs, target_path(cx, &t, ""));
			return;
		}
	}
	if (err != PLAN_OK && err != PLAN_CHANGED) {
		refuse_share(cx, rq, rs, err == PLAN_AMOUNT ? "amount" : "by",
		    err);
		return;
	}
	if (err == PLAN_CHANGED) {
		problem_add(&problems, "", plan_sentence(cx, err));
		res_refuse(cx, rs, plan_err_status(err), &problems);
	}
	rs->nothing_done = true;
	show_share(cx, rq, rs, &s, amount, &problems);
}

static void
give_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum plan_err err = PLAN_NOT_UNDER;
	struct unit unit;
	struct target t;
	int64_t id;

	if (org_unit_by_public(cx, req_str(rq, "unit"), &unit)) {
		err = target_give(cx, rq->object.id, unit.id,
		    plan_number(rq, "one"), &id);
	}
	if ((err == PLAN_OK || err == PLAN_SAME) &&
	    target_read(cx, rq->object.id, &t)) {
		res_go(cx, rs, target_path(cx, &t, ""));
		return;
	}
	refuse_share(cx, rq, rs, err == PLAN_AMOUNT ? "one" : "unit", err);
}

/* ---- a report ---------------------------------------------------------- */

/* The report that this one is to correct; false: none is named. */
static bool
find_wrong(struct ctx *cx, const struct req *rq, const struct target *t,
    struct target_report *out)
{
	return req_str(rq, "corrects").len > 0 &&
	    target_report_by_public(cx, req_str(rq, "corrects"), out) &&
	    out->target_id == t->id;
}

static void
fill_report(struct ctx *cx, const struct req *rq, const struct target *t,
    bool typed, const struct problems *problems, struct report_form_view *v)
{
	struct target_report wrong = { .day = cx->today };
	bool corrects = find_wrong(cx, rq, t, &wrong);
	str was = plan_amount(cx, wrong.amount, t->measure);

	v->corrects = corrects ? wrong.public_id : S("");
	v->heading = corrects ? S("Correct a report") :
	    S("Report how far we are");
	v->label = corrects ? S("Send the correction") : S("Send the report");
	if (corrects) {
		v->lead = arena_printf(cx->mem, "It said: " STR_FMT
		    ". Both are kept; the correction counts.", STR_ARG(was));
	}
	v->amount = (struct part_line_view){ .id = "amount", .need = true,
	    .mode = "numeric", .width = "w10", .value = req_str(rq, "amount"),
	    .label = "How much is reached in all?",
	    .hint = arena_printf(cx->mem, "In " STR_FMT ", since the plan"
	    " began; not only what is new.", STR_ARG(t->measure)),
	    .problem = problem_of(problems, "amount") };
	v->day = day_line(cx, "day", "By the end of which day?", typed ?
	    req_str(rq, "day") : date_str(cx->mem, wrong.day),
	    problem_of(problems, "day"));
	v->note = (struct part_text_view){ .id = "note", .rows = 3,
	    .label = corrects ? "What is corrected, and why?" :
	    "How it went, in a few words if you like",
	    .value = req_str(rq, "note"), .need = corrects,
	    .problem = problem_of(problems, "note") };
}

static void
show_report(struct ctx *cx, const struct req *rq, struct res *rs, bool typed,
    const struct problems *problems)
{
	struct html main = html_start(cx);
	struct report_form_view v = { .key = rq->key };
	struct target t;
	struct plan_target_row_view shown;

	if (!target_read(cx, rq->object.id, &t)) {
		res_missing(cx, rq, rs);
		return;
	}
	shown = target_view(cx, &t);
	v.title = t.title;
	v.unit_name = t.unit_name;
	v.back = target_path(cx, &t, "");
	v.to = target_path(cx, &t, "/report");
	v.draft = arena_printf(cx->mem, "report " STR_FMT,
	    STR_ARG(t.public_id));
	v.lead = arena_printf(cx->mem, STR_FMT ": " STR_FMT ". " STR_FMT ".",
	    STR_ARG(t.title), STR_ARG(shown.figures), STR_ARG(shown.told));
	v.who_sees = arena_printf(cx->mem, "Members of " STR_FMT " and the"
	    " committees above see it, with your name. Write about the work,"
	    " not about a person.", STR_ARG(t.unit_name));
	fill_report(cx, rq, &t, typed, problems, &v);
	if (problems->list_len > 0) {
		v.errors = part_errors(cx->mem, problems);
	}
	report_form_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = v.heading,
	    .nav = NAV_PLAN, .offline_keep = true }, &main);
}

static void
report_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none = { .list_len = 0 };

	show_report(cx, rq, rs, false, &none);
}

static const char *
field_of(enum plan_err err)
{
	return err == PLAN_DAY ? "day" : err == PLAN_TOO_LONG ||
	    err == PLAN_NO_REASON ? "note" : err == PLAN_AMOUNT ? "amount" :
	    "";
}

static void
report_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct target_report in = { .target_id = rq->object.id,
		.amount = plan_number(rq, "amount"),
		.note = req_str(rq, "note") }, wrong;
	struct problems problems = { .list_len = 0 };
	enum plan_err err = PLAN_DAY;
	struct target t;
	int64_t id;

	if (!target_read(cx, in.target_id, &t)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (req_str(rq, "corrects").len > 0) {
		in.corrects = find_wrong(cx, rq, &t, &wrong) ? wrong.id : -1;
	}
	if (req_day(rq, "day", cx->today, &in.day)) {
		err = target_tell(cx, &in, &id);
	}
	if (err == PLAN_OK) {
		res_go(cx, rs, target_path(cx, &t, ""));
		return;
	}
	problem_add(&problems, field_of(err), plan_sentence(cx, err));
	res_refuse(cx, rs, plan_err_status(err), &problems);
	show_report(cx, rq, rs, true, &problems);
}

/* ---- the table --------------------------------------------------------- */

static const struct param share_params[] = {
	{ "by",		param_word,	OPTIONAL },
	{ "amount",	param_line,	OPTIONAL },
	{ "stamp",	param_word,	OPTIONAL },
	{ "do",		param_word,	OPTIONAL },
	{ "unit",	param_public,	OPTIONAL },
	{ "one",	param_line,	OPTIONAL },
	PARAMS_END
};

static const struct param report_params[] = {
	{ "amount",	param_line,	OPTIONAL },
	{ "day",	param_line,	OPTIONAL },
	{ "note",	param_text,	OPTIONAL },
	{ "corrects",	param_public,	OPTIONAL },
	PARAMS_END
};

extern const struct route share_routes[];

const struct route share_routes[] = {
	{ "GET", "/targets/{target}/share", ACT_ISSUE_GOALS,
	    plan_find_target, share_page, share_params, NULL },
	{ "POST", "/targets/{target}/share", ACT_ISSUE_GOALS,
	    plan_find_target, share_post, share_params, NULL },
	{ "POST", "/targets/{target}/give", ACT_ISSUE_GOALS,
	    plan_find_target, give_post, share_params, NULL },
	{ "GET", "/targets/{target}/report", ACT_REPORT_PROGRESS,
	    plan_find_target, report_page, report_params, NULL },
	{ "POST", "/targets/{target}/report", ACT_REPORT_PROGRESS,
	    plan_find_target, report_post, report_params, NULL },
	ROUTES_END
};
