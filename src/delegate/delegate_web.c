/*
 * delegate_web.c - the key of delegates, and a delegation, as pages.
 *
 *	GET  /c/{conference}/delegates		the key with its arithmetic
 *	POST /c/{conference}/delegates/key	counting the register
 *	GET  /c/{conference}/delegates/{unit}	a delegation
 *	POST /c/{conference}/delegates/{unit}	who does not come
 *	GET, POST /c/{conference}/delegates/{unit}/elect  by the organisers
 *	GET, POST /c/{conference}/elect/{unit}	by who keeps the meetings
 */
#include "delegate/delegate_pages.h"
#include "html/parts.h"
#include "http/lines.h"
#include "meeting/meeting.h"
#include "member/member.h"
#include "org/org.h"
#include "tally/tally.h"

#define PEOPLE_SHOWN	200
#define MEETINGS_SHOWN	20

struct delegates_page_view {
	str			 title, lead, rule, tied, what, formula,
				 base_sum, quotient_sum, seats_sum, was_sum,
				 elected_sum, outside, key;
	struct path		 back, rule_href, key_to, people, proxies,
				 rules, import, export, seats_href;
	bool			 keeps, changes;
	struct key_row {
		str		 name, base, quotient, note, was;
		int64_t		 seats, elected, substitutes;
		struct path	 href;
	}			*rows;
	size_t			 rows_len;
	struct part_line_view	 day;
	struct part_errors_view	 errors;
};

struct delegation_page_view {
	str			 title, name, lead;
	struct path		 back, elect;
	bool			 can_elect;
	struct person_row {
		str		 name, text, key, id;
		struct path	 to;
		bool		 can, substitute;
	}			*rows;
	size_t			 rows_len;
	struct part_errors_view	 errors;
	struct part_empty_view	 empty;
	struct part_pager_view	 pager;
};

struct elect_page_view {
	str			 title, unit, lead, done, key;
	struct path		 back, to;
	bool			 substitute;
	struct part_line_view	 number;
	struct part_select_view	 meeting;
	struct part_errors_view	 errors;
};

#include "delegate/delegates_page.html.h"
#include "delegate/delegation_page.html.h"
#include "delegate/elect_page.html.h"

/* ---- shared ------------------------------------------------------------ */

/* A refusal as a sentence: capital letter, full stop. */
static str
delegate_sentence(struct ctx *cx, enum delegate_err err)
{
	return text_sentence(cx->mem, str_z(delegate_err_text(err)));
}

void
delegate_refuse(struct ctx *cx, struct res *rs, struct problems *p,
    const char *field, enum delegate_err err)
{
	problem_add(p, field, delegate_sentence(cx, err));
	res_refuse(cx, rs, delegate_err_status(err), p);
}

/* The unit of an address "/c/{conference}/.../{unit}": object.id is the unit,
 * object.unit still that of the conference. */
static bool
delegate_find_unit(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct unit u;

	if (!conference_find(cx, rq, out) ||
	    !org_unit_by_public(cx, req_str(rq, "unit"), &u)) {
		return false;
	}
	out->id = u.id;
	return true;
}

/* The same, with object.unit the unit itself. */
static bool
delegate_find_sender(struct ctx *cx, const struct req *rq, struct object *out)
{
	if (!delegate_find_unit(cx, rq, out)) {
		return false;
	}
	out->unit = out->id;
	return true;
}

int64_t
delegate_by_number(struct ctx *cx, int64_t conference_id, str typed)
{
	struct participant p;
	int64_t number;

	return typed_number(typed, &number) && number > 0 &&
	    number <= PARTICIPANTS_MAX && participant_by_number(cx,
	    conference_id, (int)number, &p) ? p.id : 0;
}

str
delegate_person_text(struct ctx *cx, const struct participant *p)
{
	static const char *const where[] = { [NOT_YET_HERE] = "",
	    [IN_THE_HALL] = ", in the hall", [WENT_OUT] = ", went out",
	    [HERE_ONLINE] = ", here online" };
	str seat = p->seat == 0 ? S("") : arena_printf(cx->mem, ", seat "
	    STR_FMT " %d", STR_ARG(p->block), p->seat);

	return arena_printf(cx->mem, STR_FMT STR_FMT ", badge %d%s%s",
	    STR_ARG(text_capital(cx->mem, str_z(participant_role_text(
	    p->role)))), STR_ARG(seat), p->number,
	    p->state == TAKES_PART ? where[p->presence] : "",
	    p->state == WITHDRAWN ? ", does not come" :
	    p->state == REPLACED ? ", replaced" : "");
}

/* ---- falling due ------------------------------------------------------- */

str
delegate_due_text(struct ctx *cx, const struct conference_due *d)
{
	bool late = date_known(d->due) && date_cmp(d->due, cx->today) < 0;

	if (!date_known(d->due)) {
		return S("");
	}
	return arena_printf(cx->mem, "A conference of " STR_FMT " %s due by "
	    STR_FMT "%s" STR_FMT "%s.%s", STR_ARG(d->rule->word),
	    late ? "was" : "is", STR_ARG(day_short(cx->mem, d->due,
	    DATE_NONE)), d->article.len > 0 ? " (article " : "",
	    STR_ARG(d->article), d->article.len > 0 ? ")" : "",
	    d->planned != 0 ? " One is planned." : "");
}

str
delegate_unit_due_text(struct ctx *cx, int64_t unit_id)
{
	const struct conference_due *first = NULL;
	struct conference_due *list;
	size_t len;

	delegate_due(cx, unit_id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (date_known(list[i].due) && (first == NULL ||
		    date_cmp(list[i].due, first->due) < 0)) {
			first = &list[i];
		}
	}
	return first == NULL ? S("") : delegate_due_text(cx, first);
}

/* ---- the key ----------------------------------------------------------- */

static const char *
rounding_text(enum key_rounding rounding)
{
	switch (rounding) {
	case KEY_LARGEST:
		return "The whole is rounded; each delegation has its whole "
		    "part, the rest goes to the largest remainders (Hamilton).";
	case KEY_SAINTE_LAGUE:
		return "The whole is rounded and given out by Sainte-Laguë "
		    "(Webster).";
	case KEY_DOWN:
		return "A part of one counts nothing.";
	case KEY_NEAREST:
		return "Half and more counts as one.";
	case KEY_UP:
		return "A part of one counts as one.";
	}
	return "";
}

/* What the key counts, in the words of the organisation: "Cells". */
static str
base_word(struct ctx *cx, enum key_base base, bool one)
{
	const struct statutes *st = org_statutes(cx, cx->today);

	if (base != KEY_CELLS) {
		return one ? S("Member") : S("Members");
	}
	for (size_t i = 0; st != NULL && i < st->tiers.len; i++) {
		if (st->tiers.at[i].holds_members) {
			struct shown word = org_word(cx, st->tiers.at[i].word);

			return one ? word.one : word.many;
		}
	}
	return one ? S("Unit") : S("Units");
}

/* "article 30", or the words in which the rules of the conference say it. */
static str
source_text(struct ctx *cx, str article)
{
	bool number = article.len > 0 && article.at[0] >= '0' &&
	    article.at[0] <= '9';

	return article.len == 0 ? S("") : arena_printf(cx->mem, ", by %s"
	    STR_FMT, number ? "article " : "", STR_ARG(article));
}

static str
rule_text(struct ctx *cx, const struct delegate_rules *r)
{
	int32_t m = r->key.per_m;

	if (m == 0) {
		return S("");
	}
	return arena_printf(cx->mem, STR_FMT " for " STR_FMT " " STR_FMT STR_FMT
	    ". %s", STR_ARG(count_of(cx->mem, r->key.per_n, "delegate",
	    "delegates")), STR_ARG(number_text(cx->mem, m)),
	    STR_ARG(org_in_sentence(cx, base_word(cx, r->key.base, m == 1))),
	    STR_ARG(source_text(cx, r->key_article)),
	    rounding_text(r->key.rounding));
}

/* "3 1/3" */
static str
quotient_text(struct ctx *cx, int64_t whole, int64_t rest, int64_t per_m)
{
	return rest == 0 ? number_text(cx->mem, whole) :
	    arena_printf(cx->mem, STR_FMT " %lld/%lld",
	    STR_ARG(number_text(cx->mem, whole)), (long long)rest,
	    (long long)per_m);
}

static int64_t
seats_of(const struct delegate_share *list, size_t len, int64_t unit_id)
{
	for (size_t i = 0; i < len; i++) {
		if (list[i].unit_id == unit_id) {
			return list[i].seats;
		}
	}
	return 0;
}

/* The table; `was` is the key that is kept, or NULL. */
static void
fill_key(struct ctx *cx, const struct conference *c,
    const struct delegate_rules *r, const struct delegate_share *list,
    size_t len, const struct delegate_share *was, size_t was_len,
    struct delegates_page_view *v)
{
	int64_t base = 0, seats = 0, elected = 0, before = 0;
	int64_t m = r->key.per_m != 0 ? r->key.per_m : 1;

	v->rows = NEW(cx->mem, struct key_row, len);
	v->rows_len = len;
	for (size_t i = 0; i < len; i++) {
		const struct delegate_share *s = &list[i];
		int64_t old = seats_of(was, was_len, s->unit_id);

		v->rows[i] = (struct key_row){ .name = s->unit_name,
			.base = number_text(cx->mem, s->base),
			.quotient = quotient_text(cx, s->whole, s->rest, m),
			.note = s->tied ? S("tie") : s->rounded_up ?
			    S("rounded up") : S(""),
			.was = number_text(cx->mem, old), .seats = s->seats,
			.elected = s->elected, .substitutes = s->substitutes,
			.href = path_of(cx->mem, "/c/%s/delegates/%s",
			    c->public_id, s->public_id) };
		base += s->base;
		seats += s->seats;
		elected += s->elected;
		before += old;
		if (s->tied) {
			v->tied = S("Some delegations have as much claim to "
			    "the last seat as others. The larger one, then the "
			    "place on the list decided; if the rules ask for a "
			    "lot, draw it and correct the key.");
		}
	}
	v->what = base_word(cx, r->key.base, false);
	v->formula = arena_printf(cx->mem, "× %d ÷ %d", r->key.per_n,
	    r->key.per_m);
	v->base_sum = number_text(cx->mem, base);
	v->quotient_sum = quotient_text(cx, base * r->key.per_n / m,
	    base * r->key.per_n % m, m);
	v->seats_sum = number_text(cx->mem, seats);
	v->elected_sum = number_text(cx->mem, elected);
	v->was_sum = number_text(cx->mem, before);
}

static void
fill_links(struct ctx *cx, const struct conference *c,
    const struct delegate_rules *r, struct delegates_page_view *v)
{
	v->title = c->title;
	v->rule = rule_text(cx, r);
	v->back = conference_path(cx, c, "");
	v->key_to = conference_path(cx, c, "/delegates/key");
	v->people = conference_path(cx, c, "/delegates/all");
	v->proxies = conference_path(cx, c, "/proxies");
	v->rules = conference_path(cx, c, "/delegates/rules");
	v->import = conference_path(cx, c, "/delegates/import");
	v->export = conference_path(cx, c, "/delegates/list");
	v->seats_href = conference_path(cx, c, "/seats");
}

static str
key_lead(struct ctx *cx, const struct delegate_rules *r, size_t len)
{
	if (len == 0 && r->key.per_m == 0) {
		return S("The rules do not say how many come. Write them down "
		    "first, or enter who was elected without a key.");
	}
	if (len == 0) {
		return S("How many each delegation sends is counted from the "
		    "register of a day. It was not counted yet.");
	}
	return arena_printf(cx->mem, "Counted from the register of " STR_FMT
	    ".", STR_ARG(day_long(cx->mem, r->key_day)));
}

static void
show_key(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *p, const struct delegate_share *would, size_t len)
{
	struct date day = cx->today;
	struct delegates_page_view v = { .key = rq->key, .tied = S(""),
		.errors = part_errors(cx->mem, p), .changes = would != NULL };
	struct html main = html_start(cx);
	struct delegate_share *kept;
	struct delegate_rules r;
	struct conference c;
	size_t kept_len;

	if (!conference_of(cx, rq, &c) || !delegate_rules(cx, c.id, &r)) {
		res_missing(cx, rq, rs);
		return;
	}
	delegate_key(cx, c.id, &kept, &kept_len);
	fill_links(cx, &c, &r, &v);
	v.keeps = may(cx, ACT_KEEP_CONFERENCE, rq->object);
	if (!req_day(rq, "day", cx->today, &day) || !date_known(day)) {
		day = cx->today;
	}
	v.lead = would != NULL ? arena_printf(cx->mem, "By the register of "
	    STR_FMT " it would be this. Nothing is changed yet.",
	    STR_ARG(day_long(cx->mem, day))) : key_lead(cx, &r, kept_len);
	fill_key(cx, &c, &r, would != NULL ? would : kept, would != NULL ?
	    len : kept_len, kept, kept_len, &v);
	v.day = day_line(cx, "day", "The register of which day",
	    str_eq(rq->method, S("POST")) ? req_str(rq, "day") :
	    date_str(cx->mem, day), problem_of(p, "day"));
	v.day.hint = S("Today, or an earlier day.");
	delegates_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE,
	    S("Delegates")), &main);
}

static void
delegates_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;

	show_key(cx, rq, rs, &none, NULL, 0);
}

static void
key_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	bool sure = str_eq(req_str(rq, "do"), S("sure"));
	struct delegate_share *list = NULL;
	struct problems p = { 0 };
	struct delegate_rules r;
	struct conference c;
	enum delegate_err err;
	struct date day;
	int64_t total;
	size_t len = 0;

	if (!conference_of(cx, rq, &c) || !delegate_rules(cx, c.id, &r)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (!req_day(rq, "day", cx->today, &day)) {
		day = DATE_NONE;
	}
	err = sure ? delegate_fix_key(cx, c.id, day) :
	    delegate_count(cx, &r, day, &list, &len, &total);
	if (err != DELEGATE_OK) {
		delegate_refuse(cx, rs, &p, "day", err);
		show_key(cx, rq, rs, &p, NULL, 0);
	} else if (sure) {
		res_go(cx, rs, conference_path(cx, &c, "/delegates"));
	} else {
		rs->nothing_done = true;
		show_key(cx, rq, rs, &p, list, len);
	}
}

/* ---- a delegation ------------------------------------------------------ */

static str
delegation_lead(struct ctx *cx, int64_t conference_id, int64_t unit_id)
{
	struct delegate_share s;

	if (!delegate_share_of(cx, conference_id, unit_id, &s)) {
		return S("The key says nothing of it.");
	}
	return arena_printf(cx->mem, "Sends " STR_FMT "; %lld elected.",
	    STR_ARG(count_of(cx->mem, s.seats, "delegate", "delegates")),
	    (long long)s.elected);
}

static void
fill_people(struct ctx *cx, const struct req *rq, bool keeps,
    struct delegation_page_view *v)
{
	struct path to = { rq->path };
	struct participant *list;
	struct substitute *others;
	size_t len, others_len, n = 0;

	participant_list_ever(cx, rq->object.conference, rq->object.id,
	    (int)req_int(rq, "after"), PEOPLE_SHOWN + 1, &list, &len);
	delegate_substitutes(cx, rq->object.conference, rq->object.id, &others,
	    &others_len);
	v->rows = NEW(cx->mem, struct person_row, PEOPLE_SHOWN + others_len);
	if (len > PEOPLE_SHOWN) {
		len = PEOPLE_SHOWN;
		v->pager.later.text = arena_printf(cx->mem, STR_FMT
		    "?after=%d", STR_ARG(rq->path), list[len - 1].number);
	}
	for (size_t i = 0; i < len; i++) {
		v->rows[n++] = (struct person_row){ .name = list[i].name,
			.text = delegate_person_text(cx, &list[i]),
			.key = public_id_new(cx->mem),
			.id = list[i].public_id, .to = to,
			.can = keeps && list[i].state == TAKES_PART };
	}
	for (size_t i = 0; i < others_len && v->pager.later.text.len == 0;
	    i++) {
		if (others[i].state == SUBSTITUTE_WAITS) {
			v->rows[n++] = (struct person_row){
				.name = others[i].name, .text = arena_printf(
				    cx->mem, "substitute %d",
				    others[i].position),
				.key = public_id_new(cx->mem),
				.id = others[i].public_id, .to = to,
				.can = keeps, .substitute = true };
		}
	}
	v->rows_len = n;
}

static void
show_delegation(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *p)
{
	struct delegation_page_view v = {
		.errors = part_errors(cx->mem, p) };
	bool keeps = may(cx, ACT_KEEP_CONFERENCE, rq->object);
	struct html main = html_start(cx);
	struct conference c;
	struct unit u;

	if (!conference_of(cx, rq, &c) || !org_unit(cx, rq->object.id, &u)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.title = c.title;
	v.name = u.name;
	v.lead = delegation_lead(cx, c.id, u.id);
	v.back = conference_path(cx, &c, "/delegates");
	v.can_elect = keeps;
	v.elect = path_of(cx->mem, "/c/%s/delegates/%s/elect", c.public_id,
	    u.public_id);
	v.empty = (struct part_empty_view){ S("Nobody yet"),
	    S("Delegates appear here once a meeting has elected them."),
	    { S("") }, S("") };
	fill_people(cx, rq, keeps, &v);
	rs->no_store = true;
	delegation_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE, u.name),
	    &main);
}

static void
delegation_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;

	show_delegation(cx, rq, rs, &none);
}

static void
delegation_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	str act = req_str(rq, "do");
	enum delegate_err err = DELEGATE_NO_ONE;
	struct problems problems = { 0 };
	struct substitute s;
	struct participant p;
	int64_t id;

	if (str_eq(act, S("drop"))) {
		if (delegate_substitute_by_public(cx, req_str(rq, "who"),
		    &s) && s.conference_id == rq->object.conference) {
			err = delegate_drop_substitute(cx, s.id);
		}
	} else if (participant_by_public(cx, req_str(rq, "who"), &p) &&
	    p.conference_id == rq->object.conference) {
		err = str_eq(act, S("replace")) ? delegate_replace(cx, p.id, 0,
		    &id) : delegate_withdraw(cx, p.id);
	}
	if (err == DELEGATE_OK) {
		res_go(cx, rs, (struct path){ rq->path });
		return;
	}
	delegate_refuse(cx, rs, &problems, NULL, err);
	show_delegation(cx, rq, rs, &problems);
}

/* ---- who was elected --------------------------------------------------- */

static void
offer_meetings(struct ctx *cx, const struct req *rq, int64_t unit_id,
    const struct problems *p, struct elect_page_view *v)
{
	struct part_option *options;
	struct meeting *list;
	size_t len;

	meeting_list(cx, unit_id, MEETING_WAS_HELD, DATE_NONE, MEETINGS_SHOWN,
	    &list, &len);
	options = NEW(cx->mem, struct part_option, len);
	for (size_t i = 0; i < len; i++) {
		options[i] = (struct part_option){ .value = list[i].public_id,
			.label = day_long(cx->mem, list[i].day),
			.note = meeting_title(cx, list[i].kind),
			.chosen = str_eq(list[i].public_id,
			    req_str(rq, "meeting")) };
	}
	v->meeting = (struct part_select_view){ .id = "meeting",
		.label = "At which meeting", .options = options,
		.options_len = len, .problem = problem_of(p, "meeting"),
		.none = len == 0 ? S("No meeting is on record") :
		    S("Choose the meeting"), .hint = S("Its minutes are the "
		"record of the election.") };
}

static void
show_elect(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *p)
{
	struct elect_page_view v = { .key = rq->key, .to = { rq->path },
		.errors = part_errors(cx->mem, p),
		.substitute = req_flag(rq, "substitute") };
	struct html main = html_start(cx);
	struct delegate_share share;
	struct conference c;
	struct unit u;
	int64_t unit;

	if (!conference_of(cx, rq, &c) || !org_unit(cx, rq->object.id, &u)) {
		res_missing(cx, rq, rs);
		return;
	}
	unit = delegate_delegation(cx, c.id, u.id);
	v.title = c.title;
	v.unit = u.name;
	v.back = conference_path(cx, &c, "/delegates");
	v.lead = delegate_share_of(cx, c.id, unit, &share) ? arena_printf(
	    cx->mem, "The delegation of " STR_FMT " has %lld of " STR_FMT ".",
	    STR_ARG(share.unit_name), (long long)share.elected,
	    STR_ARG(count_of(cx->mem, share.seats, "delegate", "delegates")))
	    : S("Write down whom the meeting elected.");
	v.done = req_str(rq, "done").len == 0 ? S("") :
	    S("On the list. You can enter the next one.");
	v.number = (struct part_line_view){ .id = "number", .width = "w10",
		.label = "Number of the member", .need = true,
		.hint = S("As it stands on the member’s page"),
		.value = req_str(rq, "number"),
		.problem = problem_of(p, "number") };
	offer_meetings(cx, rq, u.id, p, &v);
	elect_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE,
	    S("Who was elected")), &main);
}

static void
elect_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;

	show_elect(cx, rq, rs, &none);
}

static const char *
elect_field(enum delegate_err err)
{
	return err == DELEGATE_NO_MEETING ||
	    err == DELEGATE_NOT_THEIR_MEETING ? "meeting" : "number";
}

static void
elect_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum delegate_err err = DELEGATE_NO_MEMBER;
	struct problems p = { 0 };
	struct member member;
	struct meeting m = { 0 };
	int64_t id;

	if (!meeting_by_public(cx, req_str(rq, "meeting"), &m)) {
		m.id = 0;
	}
	if (member_by_number(cx, req_str(rq, "number"), &member)) {
		err = m.id != 0 && m.unit_id != rq->object.id ?
		    DELEGATE_NOT_THEIR_MEETING : delegate_elect(cx,
		    &(struct delegate_new){
		    .conference_id = rq->object.conference,
		    .member_id = member.id, .meeting_id = m.id,
		    .substitute = req_flag(rq, "substitute") }, &id);
	}
	if (err == DELEGATE_OK) {
		res_go(cx, rs, (struct path){ arena_printf(cx->mem, STR_FMT
		    "?done=1", STR_ARG(rq->path)) });
		return;
	}
	delegate_refuse(cx, rs, &p, elect_field(err), err);
	show_elect(cx, rq, rs, &p);
}

/* ---- routes ------------------------------------------------------------ */

static const struct param key_fields[] = {
	{ "day",	param_line,	OPTIONAL },
	{ "do",		param_word,	OPTIONAL },
	PARAMS_END
};

static const struct param delegation_query[] = {
	{ "after",	param_int,	OPTIONAL },
	PARAMS_END
};

static const struct param delegation_fields[] = {
	{ "who",	param_public,	REQUIRED },
	{ "do",		param_word,	OPTIONAL },
	PARAMS_END
};

static const struct param elect_query[] = {
	{ "done",	param_flag,	OPTIONAL },
	PARAMS_END
};

static const struct param elect_fields[] = {
	{ "number",	param_line,	OPTIONAL },
	{ "meeting",	param_line,	OPTIONAL },
	{ "substitute",	param_flag,	OPTIONAL },
	PARAMS_END
};

extern const struct route delegate_routes[];	/* listed in tables.c */

const struct route delegate_routes[] = {
	{ "GET", "/c/{conference}/delegates", ACT_ATTEND, conference_find,
	    delegates_page, NULL, NULL },
	{ "POST", "/c/{conference}/delegates/key", ACT_KEEP_CONFERENCE,
	    conference_find, key_post, key_fields, NULL },
	{ "GET", "/c/{conference}/delegates/{unit}", ACT_ATTEND,
	    delegate_find_unit, delegation_page, delegation_query, NULL },
	{ "POST", "/c/{conference}/delegates/{unit}", ACT_KEEP_CONFERENCE,
	    delegate_find_unit, delegation_post, delegation_fields, NULL },
	{ "GET", "/c/{conference}/delegates/{unit}/elect",
	    ACT_KEEP_CONFERENCE, delegate_find_unit, elect_page, elect_query,
	    NULL },
	{ "POST", "/c/{conference}/delegates/{unit}/elect",
	    ACT_KEEP_CONFERENCE, delegate_find_unit, elect_post, elect_fields,
	    NULL },
	{ "GET", "/c/{conference}/elect/{unit}", ACT_KEEP_MEETINGS,
	    delegate_find_sender, elect_page, elect_query, NULL },
	{ "POST", "/c/{conference}/elect/{unit}", ACT_KEEP_MEETINGS,
	    delegate_find_sender, elect_post, elect_fields, NULL },
	ROUTES_END
};
