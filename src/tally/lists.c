/* lists.c - what is open under a unit: counted by rule, and page by page. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "tally/tally_own.h"

/* ---- what a slot is called --------------------------------------------- */

/* Texts are those of the edition; "" where it is not to be read. */
struct slot_name {
	str	key, article, office;
};

static struct slot_name
name_slot(struct ctx *cx, const struct slot *s)
{
	const struct statutes *st = s->edition_id == 0 ? NULL :
	    statutes_edition(cx, s->edition_id);
	const struct rule *r = st != NULL && s->rule < st->rules.len ?
	    &st->rules.at[s->rule] : NULL;
	struct slot_name name = { S(""), S(""), S("") };

	if (r != NULL) {
		name.key = r->key;
		name.article = st->articles.at[r->article].number;
		if (s->office > 0 && (size_t)s->office <= st->offices.len) {
			name.office = st->offices.at[s->office - 1].word;
		}
	}
	return name;
}

/* The slots as they are now: more may come, none goes. */
static size_t
copy_slots(struct ctx *cx, struct slot **out)
{
	struct tally *t = tally_enter(cx);
	size_t len = 0;

	*out = NULL;
	if (t != NULL) {
		len = t->slots_len;
		*out = NEW(cx->mem, struct slot, len);
		if (len > 0) {
			memcpy(*out, t->slots, len * sizeof(**out));
		}
		tally_leave(t);
	}
	return len;
}

/* ---- by rule ----------------------------------------------------------- */

static int
by_article(const void *pa, const void *pb)
{
	const struct tally_rule *a = pa, *b = pb;
	int c = str_natural_cmp(a->article, b->article);

	c = c != 0 ? c : str_cmp(a->key, b->key);
	return c != 0 ? c : (a->kind > b->kind) - (a->kind < b->kind);
}

#define LANES	4
/* Not more of them than marks, which are counted in 32 bits. */
struct counts {
	uint32_t	*open[LANES];
};

/*
 * The marks from..until-1, whosoever they are. Without a branch: which of them
 * are due cannot be foreseen. In lanes: the next unit has marks of the same
 * slots, and an addition waits for the last one to its place.
 */
static void
count_marks(const struct tally *t, size_t from, size_t until,
    const struct counts *counts)
{
	const int32_t *due = t->marks.due;
	const uint16_t *slot = t->marks.slot;
	int32_t today = t->today.day;
	uint32_t *a = counts->open[0], *b = counts->open[1];
	uint32_t *c = counts->open[2], *d = counts->open[3];
	size_t i = from;

	static_assert(LANES == 4, "the lanes stand here one by one");
	for (; i + LANES <= until; i += LANES) {
		a[slot[i]] += due[i] < today;
		b[slot[i + 1]] += due[i + 1] < today;
		c[slot[i + 2]] += due[i + 2] < today;
		d[slot[i + 3]] += due[i + 3] < today;
	}
	for (; i < until; i++) {
		a[slot[i]] += due[i] < today;
	}
}

/* How many are open of each slot; there may be more of them than the `len` that
 * were copied before. Of the whole tree all marks are taken in a row, else unit
 * by unit. */
static uint32_t *
count_slots(struct ctx *cx, int64_t unit_id, size_t len)
{
	struct tally *t = tally_enter(cx);
	uint32_t at = t == NULL ? NOWHERE : memory_position(t, unit_id);
	size_t all = t == NULL || t->slots_len < len ? len : t->slots_len;
	struct counts c;

	for (size_t lane = 0; lane < LANES; lane++) {
		c.open[lane] = NEW(cx->mem, uint32_t, all);
	}
	if (at == 0 && t->end[at] == t->len) {
		count_marks(t, 0, t->marks.len, &c);
		at = NOWHERE;
	}
	for (uint32_t i = at; at != NOWHERE && i < t->end[at]; i++) {
		count_marks(t, t->mark_at[i], (size_t)t->mark_at[i] +
		    t->mark_len[i], &c);
	}
	if (t != NULL) {
		tally_leave(t);
	}
	for (size_t i = 0; i < all; i++) {
		for (size_t lane = 1; lane < LANES; lane++) {
			c.open[0][i] += c.open[lane][i];
		}
	}
	return c.open[0];
}

static void
add_rule(struct ctx *cx, const struct slot *s, int64_t open,
    struct tally_rule *list, size_t *len)
{
	struct slot_name name = name_slot(cx, s);

	for (size_t i = 0; i < *len; i++) {
		if ((int)list[i].kind == s->kind &&
		    str_eq(list[i].key, name.key) &&
		    str_eq(list[i].article, name.article)) {
			list[i].open += open;
			return;
		}
	}
	list[(*len)++] = (struct tally_rule){ (enum exception_kind)s->kind,
		s->edition_id, s->rule, name.key, name.article, open };
}

void
tally_rules(struct ctx *cx, int64_t unit_id, struct tally_rule **out,
    size_t *out_len)
{
	struct slot *slots;
	size_t slots_len = copy_slots(cx, &slots), len = 0;
	uint32_t *open = count_slots(cx, unit_id, slots_len);
	struct tally_rule *list = NEW(cx->mem, struct tally_rule, slots_len);

	for (size_t i = 0; i < slots_len; i++) {
		if (open[i] > 0 && slots[i].kind != MARK_OVERDUE) {
			add_rule(cx, &slots[i], open[i], list, &len);
		}
	}
	if (len > 0) {
		qsort(list, len, sizeof(*list), by_article);
	}
	*out = list;
	*out_len = len;
}

/* ---- one page of many -------------------------------------------------- */

#define KEY_DAYS	36525		/* before today: longer ago is alike */
#define KEYS		(KEY_DAYS + 1)

/*
 * Each of many has a day. They are counted by day as they are found; those of
 * the days in which the page lies are kept, and these alone are sorted.
 */
struct picked {
	int32_t		day;
	uint32_t	at, mark;
};

struct pick {
	const struct tally	*tally;
	const bool		*slots;	/* of the page */
	uint32_t		 by_day[KEYS];
	int32_t			 first, last;	/* days of the page */
	size_t			 before;	/* of earlier days */
	struct arena		*mem;
	struct LIST(struct picked) list;
};

static int32_t
key_of(const struct tally *t, int32_t day)
{
	int64_t ago = (int64_t)day - (t->today.day + UNIT_SOON_DAYS +
	    KEY_DAYS / 2) + KEY_DAYS;

	return ago < 0 ? 0 : ago > KEY_DAYS ? KEY_DAYS : (int32_t)ago;
}

static void
see_unit(struct pick *p, uint32_t at)
{
	const struct tally *t = p->tally;

	for (uint32_t i = 0; i < t->mark_len[at]; i++) {
		uint32_t mark = t->mark_at[at] + i;
		int32_t since = t->marks.since[mark];

		if (t->marks.due[mark] < t->today.day &&
		    p->slots[t->marks.slot[mark]]) {
			p->by_day[key_of(t, since)]++;
			*LIST_ADD(p->mem, &p->list) = (struct picked){ since,
				at, mark };
		}
	}
}

static int
by_day(const void *pa, const void *pb)
{
	const struct picked *a = pa, *b = pb;
	int c = (a->day > b->day) - (a->day < b->day);

	c = c != 0 ? c : (a->at > b->at) - (a->at < b->at);
	return c != 0 ? c : (a->mark > b->mark) - (a->mark < b->mark);
}

/* The days in which those from skip on, at most max, lie. */
static void
choose_keys(struct pick *p, size_t skip, size_t max)
{
	size_t n = 0;

	p->first = p->last = KEYS;
	for (int32_t key = 0; key < KEYS; key++) {
		size_t here = p->by_day[key];

		if (p->first == KEYS && n + here > skip) {
			p->first = key;
			p->before = n;
		}
		n += here;
		if (n >= skip + max) {
			p->last = key;
			return;
		}
	}
}

/* Leaves only those of the days of the page. */
static void
keep_days(struct pick *p)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->list.len; i++) {
		int32_t key = key_of(p->tally, p->list.at[i].day);

		if (key >= p->first && key <= p->last) {
			p->list.at[kept++] = p->list.at[i];
		}
	}
	p->list.len = kept;
}

/* The page: where it begins in p->list, and how long it is. */
static size_t
pick_page(struct pick *p, uint32_t at, size_t skip, size_t max,
    struct picked **out)
{
	const struct tally *t = p->tally;
	size_t from;

	for (uint32_t i = at; i < t->end[at]; i++) {
		see_unit(p, i);
	}
	choose_keys(p, skip, max);
	keep_days(p);
	if (p->list.len == 0) {
		return 0;
	}
	qsort(p->list.at, p->list.len, sizeof(*p->list.at), by_day);
	from = skip - p->before;
	*out = p->list.at + from;
	return from >= p->list.len ? 0 : p->list.len - from < max ?
	    p->list.len - from : max;
}

/* ---- open exceptions --------------------------------------------------- */

bool *
lists_slots(struct ctx *cx, const struct tally_rule *rule)
{
	struct slot *slots;
	size_t len = copy_slots(cx, &slots);
	bool *wanted = NEW(cx->mem, bool, SLOTS_MAX);

	for (size_t i = 0; i < len; i++) {
		struct slot_name name;

		wanted[i] = slots[i].kind != MARK_OVERDUE;
		if (rule != NULL && wanted[i]) {
			name = name_slot(cx, &slots[i]);
			wanted[i] = slots[i].kind == (int)rule->kind &&
			    str_eq(name.key, rule->key) &&
			    str_eq(name.article, rule->article);
		}
	}
	return wanted;
}

static struct slot
read_open(const struct tally *t, const struct picked *p,
    struct tally_open *out)
{
	const struct slot *s = &t->slots[t->marks.slot[p->mark]];

	*out = (struct tally_open){
		.kind = (enum exception_kind)s->kind, .unit_id = t->id[p->at],
		.edition_id = s->edition_id, .rule = s->rule, .seat = s->seat,
		.since = { t->marks.since[p->mark] },
		.due = { t->marks.due[p->mark] }, .office = S(""),
		.number = t->members[p->at],
		.days = (int64_t)t->today.day - t->marks.since[p->mark],
	};
	return *s;
}

/* Days that lie in months left out by the rule are not counted. */
static void
name_open(struct ctx *cx, const struct slot *s, struct tally_open *o)
{
	const struct statutes *st = statutes_edition(cx, o->edition_id);
	struct slot_name name = name_slot(cx, s);

	o->key = name.key;
	o->article = name.article;
	o->office = name.office;
	for (size_t i = 0; o->kind == EXCEPTION_MEETING && st != NULL &&
	    i < st->meetings.len; i++) {
		if (st->meetings.at[i].rule == o->rule) {
			o->days = counted_days(o->since, cx->today,
			    st->meetings.at[i].months_except);
		}
	}
}

void
tally_open(struct ctx *cx, int64_t unit_id, const struct tally_rule *rule,
    size_t skip, size_t max, struct tally_open **out, size_t *out_len)
{
	bool *wanted = lists_slots(cx, rule);
	struct pick *p = NEW(cx->mem, struct pick, 1);
	struct tally *t = tally_enter(cx);
	uint32_t at = t == NULL ? NOWHERE : memory_position(t, unit_id);
	struct slot *slots = NEW(cx->mem, struct slot, max);
	struct picked *page = NULL;
	size_t len = 0;

	assert(max <= TALLY_PAGE_MAX);
	*out = NEW(cx->mem, struct tally_open, max);
	if (at != NOWHERE) {
		p->tally = t;
		p->slots = wanted;
		p->mem = cx->mem;
		len = pick_page(p, at, skip, max, &page);
	}
	for (size_t i = 0; i < len; i++) {
		slots[i] = read_open(t, &page[i], &(*out)[i]);
	}
	if (t != NULL) {
		tally_leave(t);
	}
	for (size_t i = 0; i < len; i++) {
		name_open(cx, &slots[i], &(*out)[i]);
	}
	*out_len = len;
}
