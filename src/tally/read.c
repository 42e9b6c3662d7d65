/* read.c - the figures of units and of everything under them. */
#include <assert.h>
#include <string.h>

#include "tally/tally_own.h"

/* Enters, and finds the unit; false: left again, for it is not there. */
static bool
enter_at(struct ctx *cx, int64_t unit_id, struct tally **out, uint32_t *at)
{
	*out = tally_enter(cx);
	if (*out == NULL) {
		return false;
	}
	*at = memory_position(*out, unit_id);
	if (*at == NOWHERE) {
		tally_leave(*out);
		return false;
	}
	return true;
}

static void
sums_of(const struct tally *t, uint32_t at, int64_t out[TALLY_MEASURES])
{
	int32_t own[TALLY_MEASURES];
	const int32_t *from = own;

	if (t->inner[at] == NOWHERE) {
		memory_own(t, at, own);
	} else {
		from = t->sums[t->inner[at]];
	}
	for (int i = 0; i < TALLY_MEASURES; i++) {
		out[i] = from[i];
	}
}

bool
tally_sums(struct ctx *cx, int64_t unit_id, int64_t out[TALLY_MEASURES])
{
	struct tally *t;
	uint32_t at;

	memset(out, 0, TALLY_MEASURES * sizeof(*out));
	if (!enter_at(cx, unit_id, &t, &at)) {
		return false;
	}
	sums_of(t, at, out);
	tally_leave(t);
	return true;
}

static size_t
count_children(const struct tally *t, uint32_t at)
{
	size_t n = 0;

	for (uint32_t i = at + 1; i < t->end[at]; i = t->end[i]) {
		n++;
	}
	return n;
}

void
tally_children(struct ctx *cx, int64_t unit_id, struct tally_child **out,
    size_t *out_len)
{
	struct tally_child *list;
	struct tally *t;
	uint32_t at;
	size_t len = 0;

	*out = NULL;
	*out_len = 0;
	if (!enter_at(cx, unit_id, &t, &at)) {
		return;
	}
	list = NEW(cx->mem, struct tally_child, count_children(t, at));
	for (uint32_t i = at + 1; i < t->end[at]; i = t->end[i]) {
		list[len].unit_id = t->id[i];
		sums_of(t, i, list[len++].sum);
	}
	tally_leave(t);
	*out = list;
	*out_len = len;
}

/* ---- one unit ---------------------------------------------------------- */

/* "meeting.general.cell": "general". */
static str
kind_of(str key)
{
	str word = S("");

	(void)str_cut(&key, '.', &word);
	(void)str_cut(&key, '.', &word);
	return word;
}

/* The rule whose meeting is due first. */
static const struct slot *
first_due(const struct tally *t, uint32_t at)
{
	for (uint32_t i = 0; i < t->mark_len[at]; i++) {
		uint32_t mark = t->mark_at[at] + i;
		const struct slot *s = &t->slots[t->marks.slot[mark]];

		if (s->kind == EXCEPTION_MEETING &&
		    t->marks.due[mark] == t->due[at]) {
			return s;
		}
	}
	return NULL;
}

static struct slot
read_unit(const struct tally *t, uint32_t at, struct tally_unit *out)
{
	const struct slot *s = first_due(t, at);
	int32_t own[TALLY_MEASURES];

	memory_own(t, at, own);
	*out = (struct tally_unit){
		.unit_id = t->id[at], .parent_id = t->parent[at],
		.owes = (t->flags[at] & TALLY_OWES) != 0,
		.holds_members = (t->flags[at] & TALLY_HOLDS) != 0,
		.state = memory_state(t, at), .kind = S(""),
		.due = { t->due[at] == NEVER ? DATE_NONE_DAY : t->due[at] },
		.last = { t->last[at] }, .begins = { t->begins[at] },
	};
	for (int i = 0; i < TALLY_MEASURES; i++) {
		out->own[i] = own[i];
	}
	return s != NULL ? *s : (struct slot){ 0 };
}

/* Texts are not in memory: they are those of the edition. */
static const struct rule *
rule_of(struct ctx *cx, int64_t edition_id, size_t rule,
    const struct statutes **out)
{
	const struct statutes *st = statutes_edition(cx, edition_id);

	*out = st;
	return st != NULL && rule < st->rules.len ? &st->rules.at[rule] : NULL;
}

static void
name_kind(struct ctx *cx, const struct slot *s, struct tally_unit *out)
{
	const struct statutes *st;
	const struct rule *r = s->edition_id == 0 ? NULL :
	    rule_of(cx, s->edition_id, s->rule, &st);

	if (r != NULL) {
		out->kind = kind_of(r->key);
	}
}

bool
tally_unit(struct ctx *cx, int64_t unit_id, struct tally_unit *out)
{
	struct tally *t;
	struct slot s;
	uint32_t at;

	if (!enter_at(cx, unit_id, &t, &at)) {
		return false;
	}
	s = read_unit(t, at, out);
	tally_leave(t);
	name_kind(cx, &s, out);
	return true;
}

void
tally_cells(struct ctx *cx, int64_t unit_id, struct tally_cells *out)
{
	struct tally *t;
	int64_t *ids;
	uint8_t *states;
	uint32_t at;
	size_t len = 0;

	*out = (struct tally_cells){ 0 };
	if (!enter_at(cx, unit_id, &t, &at)) {
		return;
	}
	ids = NEW(cx->mem, int64_t, t->end[at] - at);
	states = NEW(cx->mem, uint8_t, t->end[at] - at);
	for (uint32_t i = at; i < t->end[at]; i++) {
		if ((t->flags[i] & TALLY_OWES) != 0) {
			ids[len] = t->id[i];
			states[len++] = (uint8_t)memory_state(t, i);
		}
	}
	tally_leave(t);
	*out = (struct tally_cells){ ids, states, len };
}

/* ---- months ------------------------------------------------------------ */

/* The months' numbers are asked of each unit, so they are reckoned once. */
static void
choose_days(struct date today, struct month_share out[OVERVIEW_MONTHS],
    int number[OVERVIEW_MONTHS])
{
	for (int i = 0; i < OVERVIEW_MONTHS; i++) {
		int back = OVERVIEW_MONTHS - 2 - i;

		out[i] = (struct month_share){ .day = back < 0 ? today :
		    date_add(count_month(today, back), -1) };
		number[i] = month_number(out[i].day);
	}
}

/* How it stood at the end of a month: as it was counted, or, of a month that
 * has ended since, by the day that was the last in order. */
static void
add_month(const struct tally *t, uint32_t at, int number,
    struct month_share *m)
{
	int ago = t->month[at] - number - 1;
	bool owed, late;

	if (ago >= MONTH_BITS) {
		return;
	}
	if (ago >= 0) {
		owed = (t->owed_bits[at] >> ago & 1) != 0;
		late = (t->late_bits[at] >> ago & 1) != 0;
	} else {
		owed = (t->flags[at] & (TALLY_OWES | TALLY_SILENT)) ==
		    TALLY_OWES && t->begins[at] <= m->day.day;
		late = owed && t->due[at] < m->day.day;
	}
	m->owing += owed;
	m->late += late;
}

/*
 * Of many units it is quicker to count how often each pattern of months stands
 * there, and to read the months from the patterns. Those counted this month
 * have the months before it in the same bits; others are looked at singly.
 */
#define PATTERN_BITS	(OVERVIEW_MONTHS - 1)
#define PATTERNS	(1u << PATTERN_BITS)
#define MANY_UNITS	2000

struct patterns {
	uint32_t	owed[PATTERNS], late[PATTERNS];
};

static void
read_patterns(const struct patterns *p,
    struct month_share out[OVERVIEW_MONTHS])
{
	for (uint32_t pattern = 1; pattern < PATTERNS; pattern++) {
		for (int bit = 0; bit < PATTERN_BITS; bit++) {
			struct month_share *m = &out[PATTERN_BITS - 1 - bit];

			if ((pattern >> bit & 1) != 0) {
				m->owing += p->owed[pattern];
				m->late += p->late[pattern];
			}
		}
	}
}

static void
add_many(const struct tally *t, uint32_t from, uint32_t until,
    const int number[OVERVIEW_MONTHS], struct patterns *p,
    struct month_share out[OVERVIEW_MONTHS])
{
	int now = number[OVERVIEW_MONTHS - 1];

	for (uint32_t i = from; i < until; i++) {
		int first = 0;

		if (t->month[i] == now) {
			p->owed[t->owed_bits[i] & (PATTERNS - 1)]++;
			p->late[t->late_bits[i] & (PATTERNS - 1)]++;
			first = OVERVIEW_MONTHS - 1;
		}
		for (int m = first; m < OVERVIEW_MONTHS; m++) {
			add_month(t, i, number[m], &out[m]);
		}
	}
	read_patterns(p, out);
}

void
tally_trend(struct ctx *cx, int64_t unit_id,
    struct month_share out[OVERVIEW_MONTHS])
{
	struct patterns *patterns = NULL;
	int number[OVERVIEW_MONTHS];
	struct tally *t;
	uint32_t at;

	choose_days(cx->today, out, number);
	if (!enter_at(cx, unit_id, &t, &at)) {
		return;
	}
	if (t->end[at] - at >= MANY_UNITS) {
		patterns = NEW(cx->mem, struct patterns, 1);
		add_many(t, at, t->end[at], number, patterns, out);
		tally_leave(t);
		return;
	}
	for (uint32_t i = at; i < t->end[at]; i++) {
		for (int m = 0; m < OVERVIEW_MONTHS; m++) {
			add_month(t, i, number[m], &out[m]);
		}
	}
	tally_leave(t);
}

/* ---- the order of the tree --------------------------------------------- */

void
tally_order(struct ctx *cx, int64_t **out_unit_ids, size_t *out_len,
    uint64_t *out_order)
{
	struct tally *t = tally_enter(cx);

	*out_unit_ids = NULL;
	*out_len = 0;
	*out_order = 0;
	if (t == NULL) {
		return;
	}
	*out_unit_ids = NEW(cx->mem, int64_t, t->len);
	for (size_t i = 0; i < t->len; i++) {
		(*out_unit_ids)[i] = t->id[i];
	}
	*out_len = t->len;
	*out_order = t->order;
	tally_leave(t);
}
