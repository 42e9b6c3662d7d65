/*
 * office_name_web.c - naming somebody to an office, and ending a term: the
 * question, what it would change for whom, and doing it.
 */
#include "http/lines.h"
#include "member/member.h"
#include "office/office_web.h"
#include "search/search.h"

struct name_page_view {
	str			 unit, lead, key, succeed_problem;
	struct path		 to, cancel;
	bool			 seats, from_roll, acting, succeed;
	struct part_errors_view	 errors;
	struct part_select_view	 office, seat, who;
	struct part_line_view	 number, from;
};

struct end_page_view {
	str			 unit, heading, lead, key, term;
	struct path		 to, cancel;
	struct part_errors_view	 errors;
	struct part_line_view	 day;
};

struct term_check_page_view {
	str			 unit, heading;
	struct part_check_view	 check;
};

#include "office/end_page.html.h"
#include "office/name_page.html.h"
#include "office/term_check_page.html.h"

#define ANSWERS_MAX	12
#define MEANT_MAX	20	/* members offered by a part of a name */

/* ---- the page of the check --------------------------------------------- */

static void
add_answer(struct part_check_view *c, const char *label, str text)
{
	c->answers[c->answers_len++] = (struct part_answer){ str_z(label),
	    text };
}

/* The fields of the form go along as they were sent. */
static void
start_check(struct ctx *cx, const struct req *rq, const struct unit *u,
    const struct param *params, struct part_check_view *out)
{
	struct part_hidden *fields = NEW(cx->mem, struct part_hidden,
	    ANSWERS_MAX);

	*out = (struct part_check_view){ .key = rq->key, .fields = fields,
		.answers = NEW(cx->mem, struct part_answer, ANSWERS_MAX),
		.cancel = offices_path(cx, u) };
	for (; params->name != NULL; params++) {
		str value = req_str(rq, params->name);

		if (value.len > 0 && !str_eq(str_z(params->name), S("do"))) {
			fields[out->fields_len++] = (struct part_hidden){
			    str_z(params->name), value };
		}
	}
}

static void
show_check(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct unit *u, str heading, const struct part_check_view *check)
{
	struct term_check_page_view v = { u->name, heading, *check };
	struct html main = html_start(cx);

	rs->nothing_done = rs->no_store = true;
	term_check_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = heading,
	    .nav = NAV_TREE }, &main);
}

static str
no_day(struct ctx *cx, str typed)
{
	return arena_printf(cx->mem, "“" STR_FMT "” is no day that can be"
	    " read. Write it like 20.11.2026.", STR_ARG(utf8_cut(typed, 60)));
}

/* A day that has to be there. */
static bool
read_day(struct ctx *cx, const struct req *rq, const char *field,
    struct problems *p, struct date *out)
{
	if (!req_day(rq, field, cx->today, out)) {
		problem_add(p, field, no_day(cx, req_str(rq, field)));
		return false;
	}
	if (!date_known(*out)) {
		problem_add(p, field, S("Write the day."));
		return false;
	}
	return true;
}

/* ---- naming: the form -------------------------------------------------- */

/* Where what is wrong with a seat is said: where it is asked for. */
static const char *
seat_field(struct ctx *cx, int64_t unit_id)
{
	const struct office_kind **kinds;
	size_t len;

	office_kinds(cx, unit_id, cx->today, &kinds, &len);
	for (size_t i = 0; i < len; i++) {
		if (kinds[i]->seats > 1) {
			return "seat";
		}
	}
	return "office";
}

static void
offer_offices(struct ctx *cx, const struct req *rq, const struct unit *u,
    const struct problems *p, struct name_page_view *v)
{
	const struct office_kind **kinds;
	struct part_option *offices, *seats;
	size_t len, most = 1, n = 0;
	int64_t seat;

	if (!req_number(rq, "seat", &seat)) {
		seat = 0;
	}
	office_kinds(cx, u->id, cx->today, &kinds, &len);
	offices = NEW(cx->mem, struct part_option, len);
	for (size_t i = 0; i < len; i++) {
		offices[i] = (struct part_option){ .value = kinds[i]->word,
			.label = org_word(cx, kinds[i]->word).one,
			.chosen = str_eq(kinds[i]->word,
			    req_str(rq, "office")) };
		most = (size_t)kinds[i]->seats > most ?
		    (size_t)kinds[i]->seats : most;
	}
	v->office = (struct part_select_view){ .id = "office",
		.label = "Which office", .options = offices,
		.options_len = len, .none = S("Choose an office"),
		.problem = problem_of(p, "office") };
	most = most < PART_OPTIONS_MAX ? most : PART_OPTIONS_MAX;
	seats = NEW(cx->mem, struct part_option, most);
	for (; n < most; n++) {
		seats[n] = (struct part_option){
			.value = arena_printf(cx->mem, "%zu", n + 1),
			.label = arena_printf(cx->mem, "Seat %zu", n + 1),
			.chosen = seat == (int64_t)n + 1 };
	}
	v->seats = most > 1;
	v->seat = (struct part_select_view){ .id = "seat",
		.label = "Which seat", .none = S("The first that is free"),
		.options = seats, .options_len = n,
		.problem = problem_of(p, "seat") };
}

/*
 * Who may be meant by what stands in the field of the number and is none: those
 * whose list the person keeps, wherever they are.
 */
static void
find_meant(struct ctx *cx, const struct req *rq, struct search_members *out)
{
	str typed = str_trim(req_str(rq, "number"));
	struct member exact;

	search_members(cx, typed.len > 0 && !member_by_number(cx, typed,
	    &exact) ? typed : S(""), MEANT_MAX, out);
}

static void
add_option(const struct req *rq, struct part_option *options, size_t *len,
    str public_id, str name, str note)
{
	for (size_t i = 0; i < *len; i++) {
		if (str_eq(options[i].value, public_id)) {
			return;
		}
	}
	options[(*len)++] = (struct part_option){ .value = public_id,
		.label = name, .note = note,
		.chosen = str_eq(public_id, req_str(rq, "who")) };
}

/* Whom to choose from: the list of the unit, for those who see it anyway, and
 * who was looked for by name. */
static void
offer_members(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct unit *u, const struct problems *p, struct name_page_view *v)
{
	struct part_option *options;
	struct search_members meant;
	struct member *roll = NULL;
	size_t len = 0, most = 0;

	if (may(cx, ACT_SEE_ROLL, rq->object)) {
		member_roll(cx, u->id, cx->today, &roll, &most);
	}
	find_meant(cx, rq, &meant);
	options = NEW(cx->mem, struct part_option, PART_OPTIONS_MAX);
	for (size_t i = 0; i < meant.len; i++) {
		add_option(rq, options, &len, meant.list[i].public_id,
		    meant.list[i].name, meant.list[i].cell);
	}
	for (size_t i = 0; i < most && len < PART_OPTIONS_MAX; i++) {
		add_option(rq, options, &len, roll[i].public_id, roll[i].name,
		    roll[i].number);
	}
	v->from_roll = len > 0;
	rs->no_store = rs->no_store || len > 0;
	v->who = (struct part_select_view){ .id = "who", .label = "Who",
		.none = S("Somebody else, by number"), .options = options,
		.options_len = len, .problem = problem_of(p, "who") };
	v->number = (struct part_line_view){ .id = "number",
		.label = len > 0 ? "Number of a member of another unit" :
		    "Number of the member",
		.hint = meant.may ? S("As it stands on the member’s page; or a "
		    "part of the name, to choose among those whose list you "
		    "keep.") : S("As it stands on the member’s page."),
		.value = req_str(rq, "number"), .width = "w10",
		.problem = problem_of(p, "number") };
}

static void
show_name(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *p)
{
	bool sent = str_eq(rq->method, S("POST"));
	struct name_page_view v = { .key = rq->key,
		.errors = part_errors(cx->mem, p),
		.acting = req_flag(rq, "acting"),
		.succeed = req_flag(rq, "succeed"),
		.succeed_problem = problem_of(p, "succeed") };
	struct html main = html_start(cx);
	struct unit u;

	if (!org_unit(cx, rq->object.unit, &u)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.unit = u.name;
	v.lead = S("You see what it changes before it takes effect.");
	v.to = path_of(cx->mem, "/u/%s/offices/name", u.public_id);
	v.cancel = offices_path(cx, &u);
	v.from = day_line(cx, "from", "From which day", sent ?
	    req_str(rq, "from") : date_str(cx->mem, cx->today),
	    problem_of(p, "from"));
	v.from.hint = S("The first day in office.");
	offer_offices(cx, rq, &u, p, &v);
	offer_members(cx, rq, rs, &u, p, &v);
	name_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .nav = NAV_TREE,
	    .title = S("Name somebody to an office") }, &main);
}

void
office_name_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems none = { 0 };

	show_name(cx, rq, rs, &none);
}

/* ---- naming: what was sent --------------------------------------------- */

/* The field of the number has a name in it, or a part of one: the member who is
 * chosen, or the only one who may be meant. */
static bool
read_meant(struct ctx *cx, const struct req *rq, struct problems *p,
    struct member *out)
{
	str who = req_str(rq, "who"), typed = str_trim(req_str(rq, "number"));
	struct search_members meant;

	find_meant(cx, rq, &meant);
	for (size_t i = 0; i < meant.len; i++) {
		if (str_eq(meant.list[i].public_id, who) || (who.len == 0 &&
		    meant.len == 1 && !meant.more)) {
			return member_read(cx, meant.list[i].id, out);
		}
	}
	if (meant.len == 0) {
		problem_add(p, "number", arena_printf(cx->mem, "No member has "
		    "the number “" STR_FMT "”. Look at the member’s page, or "
		    "ask.", STR_ARG(utf8_cut(typed, 60))));
	} else {
		problem_add(p, "who", meant.more ? S("Many have this in their "
		    "name; the first of them are here. Choose one, or write "
		    "more letters below.") : S("Choose which one you mean, or "
		    "write more letters below."));
	}
	return false;
}

/* Chosen from the list or by number, not both. */
static bool
read_chosen(struct ctx *cx, const struct req *rq, struct problems *p,
    struct member *out)
{
	str who = req_str(rq, "who"), number = str_trim(req_str(rq, "number"));
	struct member other;

	if (number.len > 0 && !member_by_number(cx, number, out)) {
		return read_meant(cx, rq, p, out);
	}
	if (who.len == 0 && number.len == 0) {
		problem_add(p, "number", S("Choose who it is, or write the "
		    "number of a member."));
		return false;
	}
	if (who.len > 0 && !member_by_public(cx, who, number.len > 0 ? &other :
	    out)) {
		problem_add(p, "number", office_sentence(cx,
		    OFFICE_NO_MEMBER));
		return false;
	}
	if (who.len > 0 && number.len > 0 && other.id != out->id) {
		problem_add(p, "number", S("This is the number of another "
		    "person than the one chosen above. Leave one of the two "
		    "empty."));
		return false;
	}
	return true;
}

/* Who is meant, if that person can hold an office. */
static bool
read_who(struct ctx *cx, const struct req *rq, struct problems *p,
    struct member *out)
{
	if (!read_chosen(cx, rq, p, out)) {
		return false;
	}
	if (out->cell_id == 0) {
		problem_add(p, "number", arena_printf(cx->mem, STR_FMT
		    " belongs to no unit today, and only members hold an "
		    "office.", STR_ARG(out->name)));
		return false;
	}
	return true;
}

static const char *
field_of(struct ctx *cx, enum office_err err, const struct term_new *in)
{
	switch (err) {
	case OFFICE_NO_OFFICE:
		return "office";
	case OFFICE_NO_SEAT:
		return seat_field(cx, in->unit_id);
	case OFFICE_NO_MEMBER:
	case OFFICE_TWICE:
	case OFFICE_TOO_MANY:
		return "number";
	case OFFICE_HELD:
		return in->succeed ? "from" : "succeed";
	case OFFICE_OK:
	case OFFICE_NO_STATUTES:
	case OFFICE_NO_UNIT:
	case OFFICE_DAYS:
	case OFFICE_NO_TERM:
	case OFFICE_ENDED:
	case OFFICE_FUTURE:
	case OFFICE_ERR_COUNT:
		break;
	}
	return "from";
}

static str
name_sentence(struct ctx *cx, enum office_err err, const struct term_new *in)
{
	if (err == OFFICE_HELD && !in->succeed) {
		return S("Somebody holds this seat then. Tick this if the new "
		    "holder takes over, or choose another seat.");
	}
	if (err == OFFICE_HELD) {
		return S("This seat is held from a later day on, or was on "
		    "record as held then. Choose another day or seat.");
	}
	if (err == OFFICE_FUTURE) {
		return S("An office is filled at most a year ahead. Write an "
		    "earlier day.");
	}
	return office_sentence(cx, err);
}

/* The seat of a form: a number as typed or chosen; none is 0. */
static bool
read_seat(struct ctx *cx, const struct req *rq, struct problems *p, int *out)
{
	int64_t seat;

	if (!req_number(rq, "seat", &seat) || seat > 100000) {
		problem_add(p, seat_field(cx, rq->object.unit),
		    office_sentence(cx, OFFICE_NO_SEAT));
		return false;
	}
	*out = seat < 0 ? 0 : (int)seat;
	return true;
}

static bool
read_term(struct ctx *cx, const struct req *rq, struct problems *p,
    struct term_new *in, struct member *who)
{
	bool ok;

	*in = (struct term_new){ .unit_id = rq->object.unit,
		.office = req_str(rq, "office"), .until = DATE_NONE,
		.acting = req_flag(rq, "acting"),
		.succeed = req_flag(rq, "succeed") };
	ok = in->office.len > 0;
	if (!ok) {
		problem_add(p, "office", S("Choose an office."));
	}
	ok = read_seat(cx, rq, p, &in->seat) && ok;
	ok = read_who(cx, rq, p, who) && ok;
	ok = read_day(cx, rq, "from", p, &in->from) && ok;
	in->member_id = who->id;
	return ok;
}

/* ---- naming: what it changes ------------------------------------------- */

static void
add_loses(struct ctx *cx, const struct naming *n, struct part_check_view *c)
{
	for (size_t i = 0; i < n->ends.len && c->answers_len + 3 < ANSWERS_MAX;
	    i++) {
		const struct term *t = &n->ends.at[i];
		bool over = date_cmp(t->until, cx->today) <= 0;

		add_answer(c, "Ends", arena_printf(cx->mem, "The term of "
		    STR_FMT ". %s what the office allows.",
		    STR_ARG(t->member_name), over ? "From this minute on "
		    "without" : "From that day on without"));
	}
}

static void
check_name(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct unit *u, const struct term_new *in, const struct member *who,
    const struct naming *n)
{
	str office = office_seat_text(cx, u->id, in->office, n->seat);
	str rights = office_rights(cx, u, in->office);
	struct part_check_view c;
	struct unit cell;

	start_check(cx, rq, u, office_name_params, &c);
	c.to = path_of(cx->mem, "/u/%s/offices/name", u->public_id);
	c.label = arena_printf(cx->mem, "Name " STR_FMT, STR_ARG(who->name));
	add_answer(&c, "Office", arena_printf(cx->mem, STR_FMT "%s, " STR_FMT,
	    STR_ARG(office), in->acting ? " (acting)" : "", STR_ARG(u->name)));
	add_answer(&c, "Who", org_unit(cx, who->cell_id, &cell) ?
	    arena_printf(cx->mem, STR_FMT ", of " STR_FMT, STR_ARG(who->name),
	    STR_ARG(cell.name)) : who->name);
	add_answer(&c, "From", day_long(cx->mem, in->from));
	if (date_known(n->due)) {
		add_answer(&c, "Runs out", arena_printf(cx->mem, "After "
		    STR_FMT, STR_ARG(day_long(cx->mem,
		    date_add(n->due, -1)))));
	}
	add_answer(&c, "May then", rights.len == 0 ? S("Nothing more than "
	    "before: the rules of today give this office no rights here.") :
	    arena_printf(cx->mem, STR_FMT ": " STR_FMT ".",
	    STR_ARG(office_from_text(cx, in->from)), STR_ARG(rights)));
	add_loses(cx, n, &c);
	show_check(cx, rq, rs, u, arena_printf(cx->mem, "Name " STR_FMT "?",
	    STR_ARG(who->name)), &c);
}

static void
do_name(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct unit *u, const struct term_new *in)
{
	struct term *held;
	size_t len;
	int64_t id;

	if (office_name(cx, in, &id) != OFFICE_OK) {
		res_missing(cx, rq, rs);	/* It was just asked. */
		return;
	}
	office_terms_of_member(cx, in->member_id, &held, &len);
	for (size_t i = 0; i < len; i++) {
		if (held[i].id == id) {
			res_go(cx, rs, path_of(cx->mem,
			    "/u/%s/offices?named=%s", u->public_id,
			    held[i].public_id));
			return;
		}
	}
	res_go(cx, rs, offices_path(cx, u));
}

void
office_name_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum office_err err = OFFICE_OK;
	struct problems p = { 0 };
	struct member who = { 0 };
	struct term_new in;
	struct naming naming;
	struct unit u;

	if (!org_unit(cx, rq->object.unit, &u)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (str_eq(req_str(rq, "do"), S("back"))) {
		rs->nothing_done = true;
		show_name(cx, rq, rs, &p);
		return;
	}
	if (read_term(cx, rq, &p, &in, &who)) {
		err = office_name_check(cx, &in, &naming);
	}
	if (err != OFFICE_OK) {
		problem_add(&p, field_of(cx, err, &in), name_sentence(cx, err,
		    &in));
	}
	if (p.list_len > 0) {
		res_refuse(cx, rs, err == OFFICE_OK ? 422 :
		    office_err_status(err), &p);
		show_name(cx, rq, rs, &p);
	} else if (str_eq(req_str(rq, "do"), S("sure"))) {
		do_name(cx, rq, rs, &u, &in);
	} else {
		check_name(cx, rq, rs, &u, &in, &who, &naming);
	}
}

/* ---- ending ------------------------------------------------------------ */

/* The term of the address, if it is one of this unit. */
static bool
find_term(struct ctx *cx, const struct req *rq, struct res *rs,
    struct unit *out_unit, struct term *out)
{
	if (org_unit(cx, rq->object.unit, out_unit) &&
	    office_term_by_public(cx, req_str(rq, "term"), out) &&
	    out->unit_id == out_unit->id) {
		return true;
	}
	res_missing(cx, rq, rs);
	return false;
}

static void
show_end(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct unit *u, const struct term *t, const struct problems *p)
{
	bool sent = str_eq(rq->method, S("POST"));
	struct end_page_view v = { .key = rq->key, .term = t->public_id,
		.unit = u->name, .errors = part_errors(cx->mem, p) };
	struct html main = html_start(cx);

	v.heading = arena_printf(cx->mem, "End the term of " STR_FMT,
	    STR_ARG(t->member_name));
	v.lead = arena_printf(cx->mem, STR_FMT ", since " STR_FMT ". Where a "
	    "successor is known, name the successor instead: that ends this "
	    "term on the same day.", STR_ARG(office_seat_text(cx, u->id,
	    t->office, t->seat)), STR_ARG(office_day(cx, t->from)));
	v.to = path_of(cx->mem, "/u/%s/offices/end", u->public_id);
	v.cancel = offices_path(cx, u);
	v.day = day_line(cx, "day", "First day no longer in office", sent ?
	    req_str(rq, "day") : date_str(cx->mem, cx->today),
	    problem_of(p, "day"));
	end_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = v.heading,
	    .nav = NAV_TREE }, &main);
}

void
office_end_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems none = { 0 };
	struct unit u;
	struct term t;

	if (find_term(cx, rq, rs, &u, &t)) {
		show_end(cx, rq, rs, &u, &t, &none);
	}
}

/* How long the rules let the seat stand empty. */
static str
empty_text(struct ctx *cx, const struct unit *u, const struct term *t,
    struct date day)
{
	const struct office_kind **kinds;
	size_t len;

	office_kinds(cx, u->id, cx->today, &kinds, &len);
	for (size_t i = 0; i < len; i++) {
		if (str_eq(kinds[i]->word, t->office) &&
		    kinds[i]->vacant_days_max >= 0) {
			return arena_printf(cx->mem, "From " STR_FMT " on, "
			    "until somebody is named. The rules allow " STR_FMT
			    ".", STR_ARG(day_long(cx->mem, day)),
			    STR_ARG(count_of(cx->mem,
			    kinds[i]->vacant_days_max, "day", "days")));
		}
	}
	return arena_printf(cx->mem, "From " STR_FMT " on, until somebody is "
	    "named.", STR_ARG(day_long(cx->mem, day)));
}

static void
check_end(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct unit *u, const struct term *t, struct date day)
{
	str rights = office_rights(cx, u, t->office);
	struct part_check_view c;

	start_check(cx, rq, u, office_end_params, &c);
	c.to = path_of(cx->mem, "/u/%s/offices/end", u->public_id);
	c.label = S("End the term");
	c.danger = true;
	add_answer(&c, "Office", arena_printf(cx->mem, STR_FMT ", " STR_FMT,
	    STR_ARG(office_seat_text(cx, u->id, t->office, t->seat)),
	    STR_ARG(u->name)));
	add_answer(&c, "Who", t->member_name);
	add_answer(&c, "Until", day_long(cx->mem, date_add(day, -1)));
	if (rights.len > 0) {
		add_answer(&c, "No longer may", arena_printf(cx->mem, STR_FMT
		    ": " STR_FMT ".", STR_ARG(office_from_text(cx, day)),
		    STR_ARG(rights)));
	}
	add_answer(&c, "Vacant", empty_text(cx, u, t, day));
	show_check(cx, rq, rs, u, arena_printf(cx->mem, "End the term of "
	    STR_FMT "?", STR_ARG(t->member_name)), &c);
}

static str
end_sentence(struct ctx *cx, enum office_err err, const struct term *t)
{
	if (err == OFFICE_DAYS) {
		return arena_printf(cx->mem, "This term began on " STR_FMT
		    ". It can end on a later day; if the naming was a "
		    "mistake, name the right person from the same day.",
		    STR_ARG(day_long(cx->mem, t->from)));
	}
	return office_sentence(cx, err);
}

void
office_end_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	enum office_err err = OFFICE_OK;
	struct problems p = { 0 };
	struct date day;
	struct unit u;
	struct term t;

	if (!find_term(cx, rq, rs, &u, &t)) {
		return;
	}
	if (str_eq(req_str(rq, "do"), S("back"))) {
		rs->nothing_done = true;
		show_end(cx, rq, rs, &u, &t, &p);
		return;
	}
	/* Done and, unless it is to stay, taken back with the request: what the
	 * check says has been tried. */
	if (read_day(cx, rq, "day", &p, &day)) {
		err = office_end(cx, t.id, day);
	}
	if (err != OFFICE_OK) {
		problem_add(&p, "day", end_sentence(cx, err, &t));
	}
	if (p.list_len > 0) {
		res_refuse(cx, rs, err == OFFICE_OK ? 422 :
		    office_err_status(err), &p);
		show_end(cx, rq, rs, &u, &t, &p);
	} else if (str_eq(req_str(rq, "do"), S("sure"))) {
		res_go(cx, rs, path_of(cx->mem, "/u/%s/offices?ended=%s",
		    u.public_id, t.public_id));
	} else {
		check_end(cx, rq, rs, &u, &t, day);
	}
}

const struct param office_name_params[] = {
	{ "office",	param_line,	OPTIONAL },
	{ "seat",	param_line,	OPTIONAL },
	{ "who",	param_line,	OPTIONAL },
	{ "number",	param_line,	OPTIONAL },
	{ "from",	param_line,	OPTIONAL },
	{ "acting",	param_flag,	OPTIONAL },
	{ "succeed",	param_flag,	OPTIONAL },
	{ "do",		param_word,	OPTIONAL },
	PARAMS_END
};

const struct param office_end_params[] = {
	{ "term",	param_public,	REQUIRED },
	{ "day",	param_line,	OPTIONAL },
	{ "do",		param_word,	OPTIONAL },
	PARAMS_END
};
