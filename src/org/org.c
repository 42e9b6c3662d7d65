/*
 * org.c - the organisation, its words, and its tree to read.
 */
#include "org/org.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>

#include "db/db.h"
#include "db/memo.h"
#include "names/names.h"
#include "org/org.sql.h"

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	ORG_ERRORS(X)
#undef X
};

int
org_err_status(enum org_err err)
{
	assert(err < ORG_ERR_COUNT);
	return errors[err].status;
}

const char *
org_err_text(enum org_err err)
{
	assert(err < ORG_ERR_COUNT);
	return errors[err].text;
}

/* ---- the organisation and its words ------------------------------------ */

const struct statutes *
org_statutes(struct ctx *cx, struct date on)
{
	const struct statutes *st = statutes_in_force(cx,
	    date_known(on) ? on : cx->today);
	struct edition *editions;
	size_t len;

	if (st != NULL) {
		return st;
	}
	statutes_editions(cx, &editions, &len);
	return len > 0 ? statutes_edition(cx, editions[0].id) : NULL;
}

bool
org_read(struct ctx *cx, struct organisation *out)
{
	struct query q = db_query(cx->db, &sql_org_organisation);
	bool found = q_row(&q);

	if (found) {
		*out = (struct organisation){
			.name = arena_copy(cx->mem, q_get_str(&q, 0)),
			.language = arena_copy(cx->mem, q_get_str(&q, 1)),
			.direction = arena_copy(cx->mem, q_get_str(&q, 2)),
			.step = (int)q_get_int(&q, 3),
		};
	}
	q_end(&q);
	return found;
}

void
org_write(struct ctx *cx, const struct organisation *in)
{
	struct query q = db_query(cx->db, &sql_org_organisation_write);

	q_set_str(&q, ":name", in->name);
	q_set_str(&q, ":language", in->language);
	q_set_str(&q, ":direction", in->direction);
	q_set_int(&q, ":step", in->step);
	q_run(&q);
}

/* The program's own words, where they do not simply take an s. */
static const struct { const char *one, *many; } plurals[] = {
	{ "agenda item", "agenda items" },
	{ "attendance", "attendance" },
	{ "commander", "commanders" },
	{ "deputy", "deputies" },
	{ "minutes", "minutes" },
	{ "secretary", "secretaries" },
	{ "statutes", "statutes" },
	{ "study", "studies" },
};

static struct shown
word_itself(struct ctx *cx, str term)
{
	for (size_t i = 0; i < COUNT(plurals); i++) {
		if (str_eq(term, str_z(plurals[i].one))) {
			return (struct shown){ term, str_z(plurals[i].many) };
		}
	}
	return (struct shown){ term,
	    arena_printf(cx->mem, STR_FMT "s", STR_ARG(term)) };
}

/* A tier or an office as the statutes of today name it. */
static struct shown
word_of_statutes(struct ctx *cx, str term)
{
	const struct statutes *st = org_statutes(cx, cx->today);

	for (size_t i = 0; st != NULL && i < st->tiers.len; i++) {
		if (str_eq(st->tiers.at[i].word, term)) {
			return (struct shown){ st->tiers.at[i].one,
			    st->tiers.at[i].many };
		}
	}
	for (size_t i = 0; st != NULL && i < st->offices.len; i++) {
		/* Statutes name an office in the singular only. */
		if (str_eq(st->offices.at[i].word, term)) {
			return (struct shown){ st->offices.at[i].name,
			    st->offices.at[i].name };
		}
	}
	return word_itself(cx, term);
}

static struct shown
read_word(struct ctx *cx, str term)
{
	struct query q = db_query(cx->db, &sql_org_word_read);
	struct shown shown = { .one = { .len = 0 } };

	q_set_str(&q, ":term", term);
	if (q_row(&q)) {
		shown.one = arena_copy(cx->mem, q_get_str(&q, 0));
		shown.many = arena_copy(cx->mem, q_get_str(&q, 1));
	}
	q_end(&q);
	return shown.one.len > 0 ? shown : word_of_statutes(cx, term);
}

struct known_word {
	str		 term;
	struct shown	 shown;
};

struct shown
org_word(struct ctx *cx, str term)
{
	static const char memo[] = "org_word";
	const struct known_word *known;
	struct known_word *read;
	int64_t hash = (int64_t)str_hash(term);

	known = memo_find(cx, memo, hash, cx->today.day);
	if (known != NULL && str_eq(known->term, term)) {
		return known->shown;
	}
	read = NEW(cx->mem, struct known_word, 1);
	*read = (struct known_word){ arena_copy(cx->mem, term),
		read_word(cx, term) };
	memo_keep(cx, memo, hash, cx->today.day, read);
	return read->shown;
}

void
org_word_set(struct ctx *cx, str term, struct shown shown)
{
	struct query q = db_query(cx->db, &sql_org_word_write);

	q_set_str(&q, ":term", term);
	q_set_str(&q, ":one", shown.one);
	q_set_str(&q, ":many", shown.many.len > 0 ? shown.many : shown.one);
	q_run(&q);
}

/* Words that are written in capitals stay so. */
str
org_in_sentence(struct ctx *cx, str word)
{
	struct organisation org;
	char *at;

	if (word.len < 2 || !islower((unsigned char)word.at[1]) ||
	    !org_read(cx, &org) || !str_starts(org.language, S("en"))) {
		return word;
	}
	at = arena_copy_z(cx->mem, word);
	at[0] = (char)tolower((unsigned char)at[0]);
	return (str){ at, word.len };
}

str
org_whole_word(struct ctx *cx, str tier)
{
	return arena_printf(cx->mem, "Whole " STR_FMT, STR_ARG(
	    org_in_sentence(cx, org_word(cx, tier).one)));
}

/* ---- one unit ---------------------------------------------------------- */

static struct unit
unit_get(struct ctx *cx, struct query *q)
{
	return (struct unit){
		.id = q_get_int(q, 0),
		.parent_id = q_get_id(q, 1),
		.public_id = arena_copy(cx->mem, q_get_str(q, 2)),
		.code = arena_copy(cx->mem, q_get_str(q, 3)),
		.tier = arena_copy(cx->mem, q_get_str(q, 4)),
		.name = arena_copy(cx->mem, q_get_str(q, 5)),
		.founded = q_get_date(q, 6),
		.dissolved = q_get_date(q, 7),
	};
}

/* The one unit that a query finds. */
static bool
unit_one(struct ctx *cx, struct query q, struct unit *out)
{
	bool found = q_row(&q);

	if (found) {
		*out = unit_get(cx, &q);
	}
	q_end(&q);
	return found;
}

struct units LIST(struct unit);

/* All units that a query finds; it has its own limit. */
static void
unit_list(struct ctx *cx, struct query q, struct unit **out, size_t *out_len)
{
	struct units list = { NULL, 0, 0 };

	while (q_row(&q)) {
		struct unit *u = LIST_ADD(cx->mem, &list);

		*u = unit_get(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

bool
org_unit(struct ctx *cx, int64_t id, struct unit *out)
{
	static const char memo[] = "org_unit";
	const struct unit *known = memo_find(cx, memo, id, 0);
	struct unit *unit;
	struct query q;

	if (known != NULL) {
		*out = *known;
		return true;
	}
	q = db_query(cx->db, &sql_org_unit_by_id);
	q_set_int(&q, ":id", id);
	unit = NEW(cx->mem, struct unit, 1);
	if (!unit_one(cx, q, unit)) {
		return false;
	}
	memo_keep(cx, memo, id, 0, unit);
	*out = *unit;
	return true;
}

bool
org_unit_by_public(struct ctx *cx, str public_id, struct unit *out)
{
	struct query q = db_query(cx->db, &sql_org_unit_by_public_id);

	q_set_str(&q, ":public_id", public_id);
	return unit_one(cx, q, out);
}

bool
org_unit_by_code(struct ctx *cx, str code, struct unit *out)
{
	struct query q = db_query(cx->db, &sql_org_unit_with_code);

	q_set_str(&q, ":code", code);
	return unit_one(cx, q, out);
}

bool
org_root(struct ctx *cx, struct unit *out)
{
	return unit_one(cx, db_query(cx->db, &sql_org_root_today), out);
}

bool
org_root_on(struct ctx *cx, struct date on, struct unit *out)
{
	struct query q = db_query(cx->db, &sql_org_root_of_day);

	q_set_date(&q, ":on", on);
	return unit_one(cx, q, out);
}

bool
org_unit_on(struct ctx *cx, int64_t id, struct date on, struct unit *out)
{
	struct query q = db_query(cx->db, &sql_org_unit_of_day);

	q_set_int(&q, ":id", id);
	q_set_date(&q, ":on", on);
	return unit_one(cx, q, out);
}

/* ---- the tree ---------------------------------------------------------- */

void
org_path(struct ctx *cx, int64_t unit_id, struct unit **out, size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_org_path_today);

	q_set_int(&q, ":id", unit_id);
	q_set_int(&q, ":max", UNIT_DEPTH_MAX);
	unit_list(cx, q, out, out_len);
}

void
org_path_on(struct ctx *cx, int64_t unit_id, struct date on, struct unit **out,
    size_t *out_len)
{
	struct unit up[UNIT_DEPTH_MAX];
	size_t len = 0;

	while (unit_id != 0 && len < UNIT_DEPTH_MAX &&
	    org_unit_on(cx, unit_id, on, &up[len])) {
		unit_id = up[len++].parent_id;
	}
	if (unit_id != 0) {
		len = 0;	/* A unit above did not exist: no path. */
	}
	*out = NEW(cx->mem, struct unit, len);
	for (size_t i = 0; i < len; i++) {
		(*out)[i] = up[len - 1 - i];
	}
	*out_len = len;
}

struct named {
	str		 fold;
	struct unit	 unit;
};

static int
named_cmp(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int cmp = str_natural_cmp(x->fold, y->fold);

	return cmp != 0 ? cmp : (x->unit.id > y->unit.id) -
	    (x->unit.id < y->unit.id);
}

/* "Cell 2" before "Cell 10", which the database cannot say; and by the names of
 * a past day, which it holds unfolded. */
static void
sort_by_name(struct ctx *cx, struct unit *units, size_t len)
{
	struct named *named = NEW(cx->mem, struct named, len);

	for (size_t i = 0; i < len; i++) {
		named[i] = (struct named){ text_fold(cx->mem, units[i].name),
		    units[i] };
	}
	if (len > 1) {
		qsort(named, len, sizeof(*named), named_cmp);
	}
	for (size_t i = 0; i < len; i++) {
		units[i] = named[i].unit;
	}
}

void
org_children(struct ctx *cx, int64_t unit_id, struct date on,
    struct unit **out, size_t *out_len)
{
	bool past = date_cmp(on, cx->today) < 0;
	struct query q = db_query(cx->db, past ? &sql_org_children_of_day :
	    &sql_org_children_today);

	q_set_int(&q, ":id", unit_id);
	q_set_int(&q, ":max", UNIT_LIST_MAX);
	if (past) {
		q_set_date(&q, ":on", on);
	}
	unit_list(cx, q, out, out_len);
	sort_by_name(cx, *out, *out_len);
}

int64_t
org_count_children(struct ctx *cx, int64_t unit_id, struct date on)
{
	bool past = date_cmp(on, cx->today) < 0;
	struct query q = db_query(cx->db, past ? &sql_org_count_of_day :
	    &sql_org_count_today);

	q_set_int(&q, ":id", unit_id);
	if (past) {
		q_set_date(&q, ":on", on);
	}
	return q_number(&q);
}

bool
org_is_under(struct ctx *cx, int64_t unit_id, int64_t anc)
{
	struct query q;
	bool under;

	if (unit_id == anc) {
		return true;
	}
	q = db_query(cx->db, &sql_org_stands_under);
	q_set_int(&q, ":id", unit_id);
	q_set_int(&q, ":anc", anc);
	under = q_row(&q);
	q_end(&q);
	return under;
}

static bool
holds_members(const struct statutes *st, str tier)
{
	size_t i = st == NULL ? 0 : statutes_tier(st, tier);

	return st != NULL && i < st->tiers.len &&
	    st->tiers.at[i].holds_members;
}

void
org_count_tiers(struct ctx *cx, int64_t unit_id, struct tier_count **out,
    size_t *out_len)
{
	struct counts LIST(struct tier_count) list = { NULL, 0, 0 };
	const struct statutes *st = org_statutes(cx, cx->today);
	struct query q = db_query(cx->db, &sql_org_tiers_under);

	q_set_int(&q, ":id", unit_id);
	while (q_row(&q)) {
		str tier = arena_copy(cx->mem, q_get_str(&q, 0));

		*LIST_ADD(cx->mem, &list) = (struct tier_count){ tier,
		    q_get_int(&q, 1), holds_members(st, tier) };
	}
	*out = list.at;
	*out_len = list.len;
}

int64_t
org_count_cells(struct ctx *cx, int64_t unit_id)
{
	struct tier_count *counts;
	int64_t cells = 0;
	size_t len;

	org_count_tiers(cx, unit_id, &counts, &len);
	for (size_t i = 0; i < len; i++) {
		cells += counts[i].holds_members ? counts[i].units : 0;
	}
	return cells;
}

/* "50% off" is looked for as it stands: %50\% off%. */
static str
like_of(struct ctx *cx, str text)
{
	str fold = text_fold(cx->mem, text);
	char *at = NEW(cx->mem, char, 2 * fold.len + 2);
	size_t len = 0;

	at[len++] = '%';
	for (size_t i = 0; i < fold.len; i++) {
		char c = fold.at[i];

		if (c == '%' || c == '_' || c == '\\') {
			at[len++] = '\\';
		}
		at[len++] = c;
	}
	at[len++] = '%';
	return (str){ at, len };
}

/* One that memory says is meant, if that is still so. */
static void
add_found(struct ctx *cx, int64_t id, str like, struct units *list)
{
	struct query q = db_query(cx->db, &sql_org_search_one);
	struct unit unit;

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":like", like);
	if (unit_one(cx, q, &unit)) {
		*LIST_ADD(cx->mem, list) = unit;
	}
}

/* Memory has each unit under the one above it; `anc` itself is not among them
 * then. */
static void
search_memory(struct ctx *cx, struct names *names, str text, int64_t anc,
    size_t max, struct units *list)
{
	struct names_under under = { anc, true };
	struct names_hit *hit = NEW(cx->mem, struct names_hit, max);
	str fold = text_fold(cx->mem, text), like = like_of(cx, text);
	struct unit root;
	size_t len;

	if (anc == 0) {
		under.unit_id = org_root(cx, &root) ? root.id : 0;
	} else {
		add_found(cx, anc, like, list);
	}
	len = names_find(names, &under, 1, &fold, 1, hit, max);
	for (size_t i = 0; i < len && list->len < max; i++) {
		if (hit[i].member_id != anc) {
			add_found(cx, hit[i].member_id, like, list);
		}
	}
}

static void
search_data(struct ctx *cx, str text, int64_t anc, size_t max,
    struct units *list)
{
	struct query q = db_query(cx->db, anc != 0 ? &sql_org_search_under :
	    &sql_org_search_all);

	q_set_str(&q, ":like", like_of(cx, text));
	q_set_int(&q, ":max", (int64_t)max);
	if (anc != 0) {
		q_set_int(&q, ":anc", anc);
	}
	unit_list(cx, q, &list->at, &list->len);
}

void
org_search(struct ctx *cx, str text, int64_t anc, size_t max,
    struct unit **out, size_t *out_len)
{
	struct names *names = names_kept_units(cx->names);
	struct units list = { NULL, 0, 0 };

	text = str_trim(text);
	max = max < NAMES_FOUND_MAX ? max : NAMES_FOUND_MAX;
	if (names != NULL && max > 0) {
		search_memory(cx, names, text, anc, max, &list);
	} else {
		search_data(cx, text, anc, max, &list);
	}
	sort_by_name(cx, list.at, list.len);
	*out = list.at;
	*out_len = list.len;
}
