/* memory.c - the rows in memory: their columns, marks and sums. */
#include <stdlib.h>
#include <string.h>

#include "tally/tally_own.h"

#define GROW_MIN	256
#define UNIT_ID_MAX	((int64_t)1 << 28)

/* ---- memory ------------------------------------------------------------ */

void *
memory_take(struct tally *t, void *old, size_t old_size, size_t size)
{
	void *at;

	if (t->mem == NULL) {
		return realloc(old, size > 0 ? size : 1);
	}
	at = arena_alloc(t->mem, size > 0 ? size : 1, 1);
	if (old_size > 0) {
		memcpy(at, old, old_size < size ? old_size : size);
	}
	return at;
}

void
memory_give(struct tally *t, void *at)
{
	if (t->mem == NULL) {
		free(at);
	}
}

/* Makes an array longer; the elements that are new hold anything. */
#define LONGER(t, array, old, now) \
	grow_array((t), (void **)&(array), sizeof(*(array)), (old), (now))

static bool
grow_array(struct tally *t, void **array, size_t size, size_t old, size_t now)
{
	void *bigger = memory_take(t, *array, old * size, now * size);

	if (bigger != NULL) {
		*array = bigger;
	}
	return bigger != NULL;
}

bool
memory_grow(struct tally *t, size_t len)
{
	size_t cap = t->cap + t->cap / 8 + GROW_MIN;

	if (len <= t->cap) {
		return true;
	}
	cap = t->cap == 0 || cap < len ? len : cap;
#define X(type, name) \
	if (!LONGER(t, t->name, t->cap, cap)) { \
		return false; \
	}
	TALLY_COLUMNS(X)
#undef X
	memset(t->alive + t->cap, 0, cap - t->cap);
	t->cap = cap;
	return true;
}

bool
memory_ids(struct tally *t, int64_t id_max)
{
	size_t len = (size_t)id_max + 1;

	if (id_max < 0 || id_max > UNIT_ID_MAX) {
		return false;
	}
	if (len <= t->at_len) {
		return true;
	}
	len = t->at_len == 0 ? len : len + len / 8 + GROW_MIN;
	if (!LONGER(t, t->at, t->at_len, len)) {
		return false;
	}
	memset(t->at + t->at_len, 0xff, (len - t->at_len) * sizeof(*t->at));
	t->at_len = len;
	return true;
}

bool
memory_marks(struct tally *t, size_t len)
{
	struct mark_pool *p = &t->marks;
	size_t cap = p->cap + p->cap / 8 + GROW_MIN;

	if (len <= p->cap) {
		return true;
	}
	cap = cap < len ? len : cap;
	if (!LONGER(t, p->due, p->cap, cap) ||
	    !LONGER(t, p->since, p->cap, cap) ||
	    !LONGER(t, p->slot, p->cap, cap)) {
		return false;
	}
	p->cap = cap;
	return true;
}

void
memory_drop(struct tally *t)
{
#define X(type, name) memory_give(t, t->name);
	TALLY_COLUMNS(X)
#undef X
	memory_give(t, t->at);
	memory_give(t, t->sums);
	memory_give(t, t->marks.due);
	memory_give(t, t->marks.since);
	memory_give(t, t->marks.slot);
	memory_give(t, t->slots);
}

size_t
memory_bytes(const struct tally *t)
{
	size_t row = 0;

#define X(type, name) row += sizeof(type);
	TALLY_COLUMNS(X)
#undef X
	return t->cap * row + t->at_len * sizeof(*t->at) +
	    t->sums_len * sizeof(*t->sums) +
	    t->marks.cap * (2 * sizeof(int32_t) + sizeof(uint16_t)) +
	    t->slots_cap * sizeof(*t->slots);
}

uint32_t
memory_position(const struct tally *t, int64_t unit_id)
{
	return unit_id > 0 && (uint64_t)unit_id < t->at_len ?
	    t->at[unit_id] : NOWHERE;
}

/* ---- one row ----------------------------------------------------------- */

static bool
slots_room(struct tally *t, size_t len)
{
	size_t cap = 2 * t->slots_cap + 64;

	if (len <= t->slots_cap) {
		return true;
	}
	cap = cap < len ? len : cap;
	if (!LONGER(t, t->slots, t->slots_cap, cap)) {
		return false;
	}
	t->slots_cap = cap;
	return true;
}

size_t
memory_slot(struct tally *t, const struct mark *m)
{
	for (size_t i = 0; i < t->slots_len; i++) {
		const struct slot *s = &t->slots[i];

		if (s->kind == m->kind && s->rule == m->rule &&
		    s->seat == m->seat && s->office == m->office &&
		    s->edition_id == m->edition_id) {
			return i;
		}
	}
	if (t->slots_len >= SLOTS_MAX || !slots_room(t, t->slots_len + 1)) {
		return SLOTS_MAX;
	}
	t->slots[t->slots_len] = (struct slot){ m->kind, m->office,
		m->seat, m->edition_id, m->rule };
	return t->slots_len++;
}

static bool
put_mark(struct tally *t, size_t at, size_t i, const struct mark *m)
{
	struct mark_pool *p = &t->marks;
	size_t slot = memory_slot(t, m);

	if (slot == SLOTS_MAX) {
		return false;
	}
	p->due[i] = m->due.day;
	p->since[i] = m->since.day;
	p->slot[i] = (uint16_t)slot;
	if (m->kind == EXCEPTION_MEETING && m->due.day < t->due[at]) {
		t->due[at] = m->due.day;
	}
	return true;
}

/* Places of no use are never due: so all marks can be gone through in a row. */
static void
leave_places(struct mark_pool *p, size_t from, size_t until)
{
	for (size_t i = from; i < until; i++) {
		p->due[i] = NEVER;
	}
	p->unused += until - from;
}

/* As many places as there are marks: those it has, or new ones at the end. */
static bool
make_places(struct tally *t, size_t at, size_t len)
{
	struct mark_pool *p = &t->marks;
	size_t from = t->mark_at[at], until = from + t->mark_len[at];

	if (len <= t->mark_len[at]) {
		leave_places(p, from + len, until);
	} else {
		if (!memory_marks(t, p->len + len)) {
			return false;
		}
		leave_places(p, from, until);
		t->mark_at[at] = (uint32_t)p->len;
		p->len += len;
	}
	t->mark_len[at] = (uint16_t)len;
	return true;
}

/* A unit with more marks than can be counted has the first of them. */
static size_t
marks_in(str marks)
{
	size_t len = 0;

	for (size_t i = 0; i < marks.len; i++) {
		len += marks.at[i] == ';';
	}
	return len > UINT16_MAX ? UINT16_MAX : len;
}

static bool
put_marks(struct tally *t, size_t at, str marks)
{
	struct mark m;
	size_t len = marks_in(marks);

	if (!make_places(t, at, len)) {
		return false;
	}
	t->due[at] = NEVER;
	for (size_t i = 0; i < len && marks_next(&marks, &m); i++) {
		if (!put_mark(t, at, t->mark_at[at] + i, &m)) {
			return false;
		}
	}
	return true;
}

static uint32_t
whole(int64_t n)
{
	return n < 0 ? 0 : n > INT32_MAX ? INT32_MAX : (uint32_t)n;
}

static uint16_t
part(int64_t n)
{
	return n < 0 ? 0 : n > UINT16_MAX ? UINT16_MAX : (uint16_t)n;
}

void
memory_stamp(struct tally *t, const struct tally_row *row)
{
	uint64_t mixed = ((uint64_t)row->version << 28 |
	    (uint64_t)row->unit_id) * 0x9e3779b97f4a7c15U;

	t->stamp += mixed ^ mixed >> 29;
}

bool
memory_put(struct tally *t, size_t at, const struct tally_row *r, str marks)
{
	if (!t->alive[at]) {
		t->mark_at[at] = 0;
		t->mark_len[at] = 0;
	}
	t->id[at] = (uint32_t)r->unit_id;
	t->parent[at] = whole(r->parent_id);
	t->last[at] = r->last.day;
	t->begins[at] = r->begins.day;
	t->members[at] = whole(r->members);
	t->present[at] = whole(r->present);
	t->expected[at] = whole(r->expected);
	t->assigned[at] = whole(r->assigned);
	t->held[at] = part(r->held);
	t->held_before[at] = part(r->held_before);
	t->owed_bits[at] = r->owed_bits;
	t->late_bits[at] = r->late_bits;
	t->edition[at] = whole(r->edition_id);
	t->month[at] = part(month_number(r->counted_on));
	t->flags[at] = (uint8_t)r->flags;
	t->alive[at] = r->alive;
	t->tier[at] = tier_number(r->tier);
	return put_marks(t, at, marks);
}

/* ---- what one counts for ----------------------------------------------- */

enum unit_state
memory_state(const struct tally *t, size_t at)
{
	if ((t->flags[at] & TALLY_SILENT) != 0) {
		return UNIT_NO_WORD;
	}
	return t->due[at] == NEVER ? UNIT_IN_TIME :
	    judge_state((struct date){ t->due[at] }, t->today);
}

/* Where in the sums an exception of a kind is counted. */
static const uint8_t measure_of[] = {
	[EXCEPTION_MEETING] = TALLY_OPEN,
	[EXCEPTION_VACANCY] = TALLY_VACANT,
	[EXCEPTION_TERM] = TALLY_VACANT,
	[EXCEPTION_FEW] = TALLY_SIZE,
	[EXCEPTION_MANY] = TALLY_SIZE,
	[EXCEPTION_CIRCULAR] = TALLY_OPEN,
	[MARK_OVERDUE] = TALLY_OVERDUE,
};

static void
count_marks(const struct tally *t, size_t at, int32_t out[TALLY_MEASURES])
{
	const struct mark_pool *p = &t->marks;
	size_t from = t->mark_at[at], until = from + t->mark_len[at];

	for (size_t i = from; i < until; i++) {
		if (p->due[i] < t->today.day) {
			int kind = t->slots[p->slot[i]].kind;

			out[measure_of[kind]]++;
			out[TALLY_OPEN] += kind != MARK_OVERDUE &&
			    measure_of[kind] != TALLY_OPEN;
		}
	}
}

void
memory_own(const struct tally *t, size_t at, int32_t out[TALLY_MEASURES])
{
	int since = month_number(t->today) - t->month[at];

	memset(out, 0, TALLY_MEASURES * sizeof(*out));
	if ((t->flags[at] & TALLY_OWES) != 0) {
		out[TALLY_IN_TIME + memory_state(t, at)]++;
	}
	out[TALLY_CELLS] = (t->flags[at] & TALLY_HOLDS) != 0;
	out[TALLY_MEMBERS] = (int32_t)t->members[at];
	out[TALLY_HELD_MONTH] = since == 0 ? t->held[at] : 0;
	out[TALLY_HELD_BEFORE] = since == 0 ? t->held_before[at] :
	    since == 1 ? t->held[at] : 0;
	out[TALLY_PRESENT] = (int32_t)t->present[at];
	out[TALLY_EXPECTED] = (int32_t)t->expected[at];
	out[TALLY_ASSIGNED] = (int32_t)t->assigned[at];
	count_marks(t, at, out);
}

/* ---- sums -------------------------------------------------------------- */

static void
add(int32_t to[TALLY_MEASURES], const int32_t by[TALLY_MEASURES])
{
	for (int i = 0; i < TALLY_MEASURES; i++) {
		to[i] += by[i];
	}
}

/* Adds to the sums of a unit and of each above it. */
static void
memory_climb(struct tally *t, size_t at, const int32_t by[TALLY_MEASURES])
{
	uint32_t up = (uint32_t)at;

	while (up != NOWHERE) {
		if (t->inner[up] != NOWHERE) {
			add(t->sums[t->inner[up]], by);
		}
		up = t->above[up];
	}
}

/* From the last position to the first: what stands under a unit is whole before
 * the unit itself. */
void
memory_add_up(struct tally *t)
{
	int32_t own[TALLY_MEASURES];

	memset(t->sums, 0, t->sums_len * sizeof(*t->sums));
	t->behind = 0;
	for (size_t at = t->len; at-- > 0;) {
		memory_own(t, at, own);
		t->behind += t->edition[at] < (uint64_t)t->newest_edition;
		if (t->inner[at] != NOWHERE) {
			add(t->sums[t->inner[at]], own);
			memcpy(own, t->sums[t->inner[at]], sizeof(own));
		}
		if (t->above[at] != NOWHERE) {
			add(t->sums[t->inner[t->above[at]]], own);
		}
	}
}

/* All that a row could need, so that it is put whole or not at all. */
static bool
has_room(struct tally *t, str marks)
{
	size_t len = marks_in(marks);

	return memory_marks(t, t->marks.len + len) &&
	    slots_room(t, t->slots_len + len);
}

bool
memory_update(struct tally *t, size_t at, const struct tally_row *row,
    str marks)
{
	int32_t by[TALLY_MEASURES], now[TALLY_MEASURES];

	if (!has_room(t, marks)) {
		return false;
	}
	memory_own(t, at, by);
	t->behind -= t->edition[at] < (uint64_t)t->newest_edition;
	if (!memory_put(t, at, row, marks)) {
		return false;
	}
	t->behind += t->edition[at] < (uint64_t)t->newest_edition;
	memory_own(t, at, now);
	for (int i = 0; i < TALLY_MEASURES; i++) {
		by[i] = now[i] - by[i];
	}
	memory_climb(t, at, by);
	return true;
}
