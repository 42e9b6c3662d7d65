/*
 * office_web.c - who holds which office in a unit.
 *
 *	GET  /u/{unit}/offices		today, to come, and before
 *	GET  /u/{unit}/offices/name	name somebody
 *	POST /u/{unit}/offices/name	it changes what; do=sure does it
 *	GET  /u/{unit}/offices/end	end a term
 *	POST /u/{unit}/offices/end
 */
#include "office/office_web.h"

#define PAST_SHOWN	200
#define SOON_DAYS	60		/* so early its end is pointed to */
#define GROUPS_MAX	(OFFICES_MAX + 2)

struct office_row {
	str		 who, why, seat, state, name_label;
	const char	*chip;
	struct path	 name_to, end_to;
};

struct office_group {
	str			 title, note;
	struct office_rows LIST(struct office_row) row;
	struct office_row	*rows;
	size_t			 rows_len;
};

struct offices_page_view {
	struct part_crumbs_view	 crumbs;
	str			 name, lead, past_count, past_more;
	struct path		 unit, name_to;
	bool			 ended;
	struct part_strip_view	 said, ended_strip, seen;
	struct office_group	*groups;
	size_t			 groups_len;
	struct office_past { str who, office, from, until; }
				*past;
	size_t			 past_len;
	struct part_empty_view	 empty;
};

#include "office/offices_page.html.h"

/* ---- words that the pages share ---------------------------------------- */

str
office_sentence(struct ctx *cx, enum office_err err)
{
	return text_sentence(cx->mem, str_z(office_err_text(err)));
}

str
office_day(struct ctx *cx, struct date day)
{
	return date_known(day) ? day_short(cx->mem, day, cx->today) :
	    S("before the records began");
}

str
office_from_text(struct ctx *cx, struct date day)
{
	return date_cmp(day, cx->today) <= 0 ? S("From this minute on") :
	    arena_printf(cx->mem, "From " STR_FMT " on",
	    STR_ARG(day_long(cx->mem, day)));
}

struct path
offices_path(struct ctx *cx, const struct unit *u)
{
	return path_of(cx->mem, "/u/%s/offices", u->public_id);
}

/* How many seats the rules of today give an office in a unit; 0: they know no
 * such office there. */
static int
seats_of(struct ctx *cx, int64_t unit_id, str office)
{
	const struct office_kind **kinds;
	size_t len;

	office_kinds(cx, unit_id, cx->today, &kinds, &len);
	for (size_t i = 0; i < len; i++) {
		if (str_eq(kinds[i]->word, office)) {
			return kinds[i]->seats;
		}
	}
	return 0;
}

str
office_seat_text(struct ctx *cx, int64_t unit_id, str office, int seat)
{
	str word = org_word(cx, office).one;

	return seats_of(cx, unit_id, office) == 1 && seat == 1 ? word :
	    arena_printf(cx->mem, STR_FMT ", seat %d", STR_ARG(word), seat);
}

static str
joined(struct ctx *cx, str list, const char *between, str more)
{
	return list.len == 0 ? more : arena_printf(cx->mem,
	    STR_FMT "%s" STR_FMT, STR_ARG(list), between, STR_ARG(more));
}

static str
grant_text(struct ctx *cx, const struct grant *g)
{
	static const char *const verbs[] = { [MAY_KEEP] = "keep",
		[MAY_SEE] = "see", [MAY_ISSUE] = "issue" };
	static const char *const nouns[NOUN_COUNT] = {
#define X(name, word) [NOUN_##name] = word,
		GRANT_NOUNS(X)
#undef X
	};
	str list = S("");

	for (int i = 0; i < NOUN_COUNT; i++) {
		if ((g->nouns >> i & 1) != 0) {
			list = joined(cx, list, ", ", str_z(nouns[i]));
		}
	}
	return arena_printf(cx->mem, "%s " STR_FMT " %s", verbs[g->verb],
	    STR_ARG(list), g->below ? "here and in every unit under it" :
	    "here");
}

str
office_rights(struct ctx *cx, const struct unit *u, str office)
{
	const struct statutes *st = statutes_in_force(cx, cx->today);
	size_t tier = st == NULL ? 0 : statutes_tier(st, u->tier);
	str list = S("");

	for (size_t i = 0; st != NULL && tier < st->tiers.len &&
	    i < st->grants.len; i++) {
		const struct grant *g = &st->grants.at[i];

		if (str_eq(st->offices.at[g->office].word, office) &&
		    (g->tiers >> tier & 1) != 0) {
			list = joined(cx, list, "; ", grant_text(cx, g));
		}
	}
	return list;
}

/* ---- rows -------------------------------------------------------------- */

static struct path
name_path(struct ctx *cx, const struct unit *u, str office, int seat)
{
	return path_of(cx->mem, "/u/%s/offices/name?office=%s&seat=%d&"
	    "succeed=1", u->public_id, office, seat);
}

/* "since 3 March 2025; the term runs out on 2 March 2027". */
static str
term_text(struct ctx *cx, const struct term *t)
{
	str text = arena_printf(cx->mem, "%s" STR_FMT,
	    date_cmp(t->from, cx->today) > 0 ? "From " : "Since ",
	    STR_ARG(office_day(cx, t->from)));

	if (t->carried) {
		text = arena_printf(cx->mem, STR_FMT "; the term ran out on "
		    STR_FMT " and is carried on until %s" STR_FMT,
		    STR_ARG(text), STR_ARG(office_day(cx,
		    date_add(t->due, -1))), date_known(t->ends) ?
		    "a successor is named, to " :
		    "a successor is named", STR_ARG(date_known(t->ends) ?
		    arena_printf(cx->mem, STR_FMT " at the latest",
		    STR_ARG(office_day(cx, date_add(t->ends, -1)))) : S("")));
	} else if (date_known(t->until)) {
		text = arena_printf(cx->mem, STR_FMT "; until " STR_FMT,
		    STR_ARG(text), STR_ARG(office_day(cx,
		    date_add(t->until, -1))));
	} else if (date_known(t->due)) {
		text = arena_printf(cx->mem, STR_FMT "; the term runs out on "
		    STR_FMT, STR_ARG(text), STR_ARG(office_day(cx,
		    date_add(t->due, -1))));
	}
	return text;
}

static void
add_state(struct ctx *cx, const struct term *t, struct office_row *row)
{
	struct date soon = date_add(cx->today, SOON_DAYS);
	struct date last = date_known(t->until) ? t->until : t->due;

	if (t->carried) {
		row->chip = "warn";
		row->state = S("carried over");
	} else if (date_known(last) && date_cmp(last, soon) <= 0) {
		row->chip = "late";
		row->state = S("runs out soon");
	} else if (t->acting) {
		row->chip = "info";
		row->state = S("acting");
	}
	if (t->acting && !str_eq(row->state, S("acting"))) {
		row->why = arena_printf(cx->mem, "Acting. " STR_FMT,
		    STR_ARG(row->why));
	}
}

static struct office_row
row_of_term(struct ctx *cx, const struct unit *u, const struct term *t,
    bool keeps, int seats)
{
	struct office_row row = { .who = t->member_name,
		.why = term_text(cx, t), .state = S("") };

	add_state(cx, t, &row);
	if (seats > 1) {
		row.seat = arena_printf(cx->mem, "Seat %d", t->seat);
	}
	if (keeps) {
		row.name_label = S("Name a successor");
		row.name_to = name_path(cx, u, t->office, t->seat);
		row.end_to = path_of(cx->mem, "/u/%s/offices/end?term=%s",
		    u->public_id, t->public_id);
	}
	return row;
}

static struct office_row
row_of_vacancy(struct ctx *cx, const struct unit *u, const struct vacancy *v,
    bool keeps, int seats)
{
	struct office_row row = { .who = S("Nobody"), .chip = "bad",
		.state = S("vacant"), .why = S("Nobody has held it yet") };

	if (date_known(v->since)) {
		row.why = arena_printf(cx->mem, "Since " STR_FMT "; before "
		    "that " STR_FMT, STR_ARG(office_day(cx, v->since)),
		    STR_ARG(v->last_holder));
	}
	if (seats > 1) {
		row.seat = arena_printf(cx->mem, "Seat %d", v->seat);
	}
	if (keeps) {
		row.name_label = S("Name somebody");
		row.name_to = name_path(cx, u, v->office, v->seat);
	}
	return row;
}

/* ---- groups ------------------------------------------------------------ */

struct held {
	struct term	*terms;
	struct vacancy	*empty;
	size_t		 terms_len, empty_len;
	bool		 keeps;
};

static struct office_group *
new_group(struct offices_page_view *v, str title, str note)
{
	struct office_group *g = &v->groups[v->groups_len++];

	*g = (struct office_group){ .title = title, .note = note };
	return g;
}

static void
close_group(struct offices_page_view *v)
{
	struct office_group *g = &v->groups[v->groups_len - 1];

	g->rows = g->row.at;
	g->rows_len = g->row.len;
	if (g->rows_len == 0) {
		v->groups_len--;
	}
}

/* The seats of one office in their order, held or not. */
static void
add_kind(struct ctx *cx, struct offices_page_view *v, const struct unit *u,
    const struct office_kind *kind, const struct held *h)
{
	struct office_group *g = new_group(v, org_word(cx, kind->word).one,
	    kind->seats > 1 ? arena_printf(cx->mem, "%d seats",
	    (int)kind->seats) : S(""));
	size_t t = 0, e = 0;

	while (t < h->terms_len || e < h->empty_len) {
		if (t < h->terms_len &&
		    !str_eq(h->terms[t].office, kind->word)) {
			t++;
		} else if (e < h->empty_len &&
		    !str_eq(h->empty[e].office, kind->word)) {
			e++;
		} else if (e == h->empty_len || (t < h->terms_len &&
		    h->terms[t].seat <= h->empty[e].seat)) {
			*LIST_ADD(cx->mem, &g->row) = row_of_term(cx, u,
			    &h->terms[t++], h->keeps, kind->seats);
		} else {
			*LIST_ADD(cx->mem, &g->row) = row_of_vacancy(cx, u,
			    &h->empty[e++], h->keeps, kind->seats);
		}
	}
	close_group(v);
}

/* What is held though the rules of today do not know it here. */
static void
add_unknown(struct ctx *cx, struct offices_page_view *v, const struct unit *u,
    const struct held *h)
{
	struct office_group *g = new_group(v, S("Other offices"),
	    S("not in the rules of today"));

	for (size_t i = 0; i < h->terms_len; i++) {
		const struct term *t = &h->terms[i];
		struct office_row row;

		if (seats_of(cx, u->id, t->office) > 0) {
			continue;
		}
		row = row_of_term(cx, u, t, h->keeps, 0);
		row.why = arena_printf(cx->mem, STR_FMT ". " STR_FMT,
		    STR_ARG(org_word(cx, t->office).one), STR_ARG(row.why));
		row.name_to = (struct path){ S("") };
		*LIST_ADD(cx->mem, &g->row) = row;
	}
	close_group(v);
}

/* Terms that are still to begin, the next one first; and those over. */
static void
add_other_days(struct ctx *cx, struct offices_page_view *v,
    const struct unit *u, bool keeps)
{
	struct office_group *g = new_group(v, S("To come"), S(""));
	struct term *all;
	size_t len, over = 0;

	office_terms_of_unit(cx, u->id, &all, &len);
	v->past = NEW(cx->mem, struct office_past, PAST_SHOWN);
	for (size_t i = len; i > 0; i--) {
		const struct term *t = &all[i - 1];
		struct office_row row;

		if (date_cmp(t->from, cx->today) <= 0 || (date_known(t->ends) &&
		    date_cmp(t->ends, t->from) <= 0)) {
			continue;
		}
		row = row_of_term(cx, u, t, keeps, 0);
		row.why = arena_printf(cx->mem, STR_FMT ". " STR_FMT,
		    STR_ARG(office_seat_text(cx, u->id, t->office, t->seat)),
		    STR_ARG(row.why));
		*LIST_ADD(cx->mem, &g->row) = row;
	}
	close_group(v);
	for (size_t i = 0; i < len; i++) {
		const struct term *t = &all[i];

		if (!date_known(t->ends) || date_cmp(t->ends, cx->today) > 0 ||
		    (date_known(t->from) && date_cmp(t->ends, t->from) <= 0)) {
			continue;
		}
		if (over++ < PAST_SHOWN) {
			v->past[v->past_len++] = (struct office_past){
			    t->member_name, arena_printf(cx->mem, STR_FMT "%s",
			    STR_ARG(office_seat_text(cx, u->id, t->office,
			    t->seat)), t->acting ? " (acting)" : ""),
			    office_day(cx, t->from),
			    office_day(cx, date_add(t->ends, -1)) };
		}
	}
	v->past_count = count_of(cx->mem, (int64_t)over, "term that is over",
	    "terms that are over");
	if (over > PAST_SHOWN) {
		v->past_more = arena_printf(cx->mem, "The latest %d are shown.",
		    PAST_SHOWN);
	}
}

/* ---- the page ---------------------------------------------------------- */

/* What was just done, as it stands on record. */
static void
add_said(struct ctx *cx, const struct req *rq, struct offices_page_view *v,
    const struct unit *u)
{
	bool named = req_str(rq, "named").len > 0;
	struct term t;
	str office;

	if (!office_term_by_public(cx, named ? req_str(rq, "named") :
	    req_str(rq, "ended"), &t) || t.unit_id != u->id) {
		return;
	}
	office = org_word(cx, t.office).one;
	v->said = (struct part_strip_view){ .kind = "good",
	    .icon = { "circle-check", false } };
	if (named) {
		v->said.text = arena_printf(cx->mem, STR_FMT ": " STR_FMT
		    ", from " STR_FMT " on. If that was a mistake, name the "
		    "right person from the same day.", STR_ARG(office),
		    STR_ARG(t.member_name), STR_ARG(office_day(cx, t.from)));
	} else if (date_known(t.until)) {
		v->said.text = arena_printf(cx->mem, "The term of " STR_FMT
		    " (" STR_FMT ") ends; " STR_FMT " is the first day without "
		    "it.", STR_ARG(t.member_name), STR_ARG(office),
		    STR_ARG(day_long(cx->mem, t.until)));
	}
}

static void
add_groups(struct ctx *cx, struct offices_page_view *v, const struct unit *u,
    bool keeps)
{
	struct held h = { .keeps = keeps };
	const struct office_kind **kinds;
	size_t len = 0;

	office_holders(cx, u->id, cx->today, &h.terms, &h.terms_len);
	office_vacancies(cx, u->id, cx->today, &h.empty, &h.empty_len);
	v->groups = NEW(cx->mem, struct office_group, GROUPS_MAX);
	if (!v->ended) {
		office_kinds(cx, u->id, cx->today, &kinds, &len);
	}
	for (size_t i = 0; i < len; i++) {
		add_kind(cx, v, u, kinds[i], &h);
	}
	add_unknown(cx, v, u, &h);
	add_other_days(cx, v, u, keeps);
	v->lead = h.terms_len == 0 ? S("Nobody holds an office here today.") :
	    arena_printf(cx->mem, STR_FMT " held%s" STR_FMT ".",
	    STR_ARG(count_of(cx->mem, (int64_t)h.terms_len, "seat is",
	    "seats are")), h.empty_len > 0 ? ", " : "", STR_ARG(
	    h.empty_len > 0 ? arena_printf(cx->mem, STR_FMT " vacant",
	    STR_ARG(count_of(cx->mem, (int64_t)h.empty_len, "is", "are"))) :
	    S("")));
	if (keeps && len > 0) {
		v->name_to = path_of(cx->mem, "/u/%s/offices/name",
		    u->public_id);
	}
}

static void
add_ended(struct ctx *cx, struct offices_page_view *v, const struct unit *u)
{
	v->ended = date_known(u->dissolved) &&
	    date_cmp(u->dissolved, cx->today) <= 0;
	v->ended_strip = (struct part_strip_view){ .kind = "warn",
	    .icon = { "history", false }, .text = S("This unit has ended, and "
	    "its offices with it."), .href = path_of(cx->mem,
	    "/u/%s/history", u->public_id), .label = S("What became of it") };
}

static void
get_offices(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct offices_page_view v = { 0 };
	struct html main = html_start(cx);
	struct unit u;

	if (!org_unit(cx, rq->object.unit, &u)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.name = u.name;
	v.unit = org_unit_path(cx, u.public_id);
	v.crumbs = org_crumbs(cx, u.id);
	add_ended(cx, &v, &u);
	add_groups(cx, &v, &u, !v.ended && may(cx, ACT_KEEP_OFFICES,
	    rq->object));
	add_said(cx, rq, &v, &u);
	v.empty = (struct part_empty_view){ S("No offices here"),
	    v.ended ? S("Nobody holds an office in a unit that has ended.") :
	    S("The rules of today know no office in a unit of this tier."),
	    path_of(cx->mem, "/rules"), S("Read the rules") };
	v.seen = (struct part_strip_view){ .kind = "info",
	    .icon = { "eye", false }, .text = S("Everybody who is logged in "
	    "sees who holds an office. What an office allows follows from the "
	    "rules, from the day it begins to the day it ends.") };
	offices_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .nav = NAV_TREE,
	    .title = arena_printf(cx->mem, "Offices of " STR_FMT,
	    STR_ARG(u.name)) }, &main);
}

static const struct param offices_params[] = {
	{ "named",	param_public,	OPTIONAL },
	{ "ended",	param_public,	OPTIONAL },
	PARAMS_END
};

#define KEEP	ACT_KEEP_OFFICES, org_find_unit

extern const struct route office_routes[];	/* listed in tables.c */

const struct route office_routes[] = {
	{ "GET", "/u/{unit}/offices", ACT_SEE_UNIT, org_find_unit,
	    get_offices, offices_params, NULL },
	{ "GET", "/u/{unit}/offices/name", KEEP, office_name_page,
	    office_name_params, NULL },
	{ "POST", "/u/{unit}/offices/name", KEEP, office_name_post,
	    office_name_params, NULL },
	{ "GET", "/u/{unit}/offices/end", KEEP, office_end_page,
	    office_end_params, NULL },
	{ "POST", "/u/{unit}/offices/end", KEEP, office_end_post,
	    office_end_params, NULL },
	ROUTES_END
};
