/*
 * org_random_test.c - random histories of a tree, compared with a model that
 * holds them as plain lists and looks at every day alone.
 *
 * The model knows nothing of the rules as org.c states them. It tries an event
 * on a copy of itself and looks whether every day is still as it must be: one
 * tree, fitting tiers, nobody in a unit that is not there, no event before the
 * last one of its unit. What the model can live with must have been accepted,
 * and what it cannot must have been refused; then both are compared day by day.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "org/org.h"
#include "tests/tree.h"

/* The two editions turn two tiers round, so that loops can be asked for. */
#define EDITION(left, right) \
	"tier top \"Top\" plural \"Tops\"\n" \
	"tier left \"Left\" plural \"Lefts\" under " left "\n" \
	"tier right \"Right\" plural \"Rights\" under " right "\n" \
	"tier cell \"Cell\" plural \"Cells\" under left or right," \
	" members 0 to 1000\n"
#define EDITION_1	EDITION("top", "top or left")
#define EDITION_2	EDITION("top or right", "top")

#define DAYS	30		/* the last of them is today */
#define TURNED	12		/* first day of the second edition */
#define ALWAYS	-1		/* since before the records began */
#define STILL	(DAYS + 1)	/* no last day */
#define UNITS	40
#define SPANS	40
#define STAYS	40
#define STEPS	250
#define HISTORIES 40

enum { TOP, LEFT, RIGHT, CELL };
static const char *const tiers[] = { "top", "left", "right", "cell" };

struct stretch { int value, from, until; };
struct past {				/* of one unit */
	int		 tier, last, ended, heir;	/* ended: STILL */
	int		 parts[UNITS], parts_len;	/* split off */
	int		 part_day[UNITS];
	struct stretch	 name[SPANS], place[SPANS];
	int		 names, places;
};
struct model {
	int		 len;
	struct past	 unit[UNITS];
	struct stretch	 stay[STAYS];	/* value: the cell */
	int		 stays;
};

static struct tree world;
static struct model now, trial;
static int64_t id_of[UNITS];
static uint64_t seed;
static int accepted, refused, met[ORG_ERR_COUNT];

static int
any(int n)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (int)((seed >> 33) % (uint64_t)n);
}

static struct date
day_of(int day)
{
	return day == ALWAYS ? DATE_NONE :
	    date_add(world.cx.today, day - DAYS + 1);
}

/* ---- the model --------------------------------------------------------- */

static int
value_on(const struct stretch *spans, int len, int day)
{
	for (int i = 0; i < len; i++) {
		if (spans[i].from <= day && day < spans[i].until) {
			return spans[i].value;
		}
	}
	return -2;			/* not there; -1 is the top */
}

static int
parent_on(const struct model *m, int u, int day)
{
	return value_on(m->unit[u].place, m->unit[u].places, day);
}

static bool
set_from(struct stretch *spans, int *len, int value, int from)
{
	if (*len > 0) {
		spans[*len - 1].until = from;
	}
	assert_true(*len < SPANS);
	spans[(*len)++] = (struct stretch){ value, from, STILL };
	return true;
}

/* Whether a tier may come to stand under another on a day. */
static bool
fits(int tier, int above, int day)
{
	bool turned = day == ALWAYS || day >= TURNED;

	switch (tier) {
	case LEFT:
		return above == TOP || (above == RIGHT && turned);
	case RIGHT:
		return above == TOP || (above == LEFT && !turned);
	case CELL:
		return above == LEFT || above == RIGHT;
	default:
		return false;
	}
}

/* Whether a unit that stands somewhere on a day hangs together with the top. */
static bool
hangs(const struct model *m, int u, int day)
{
	int seen[4] = { 0 };

	for (int steps = 0; steps <= UNITS; steps++) {
		int above = parent_on(m, u, day);

		seen[m->unit[u].tier]++;
		if (day == DAYS - 1 && seen[m->unit[u].tier] > 1) {
			return false;	/* today's path has each tier once */
		}
		if (above < 0) {
			return above == -1 && m->unit[u].tier == TOP;
		}
		u = above;
	}
	return false;
}

static bool
day_holds(const struct model *m, int day)
{
	int tops = 0;

	for (int u = 0; u < m->len; u++) {
		int above = parent_on(m, u, day);

		tops += above == -1;
		if (above != -2 && !hangs(m, u, day)) {
			return false;
		}
	}
	for (int i = 0; i < m->stays; i++) {
		const struct stretch *s = &m->stay[i];

		if (s->from <= day && day < s->until &&
		    parent_on(m, s->value, day) == -2) {
			return false;
		}
	}
	return tops <= 1;
}

static bool
holds(const struct model *m)
{
	for (int day = ALWAYS; day < DAYS; day++) {
		if (!day_holds(m, day)) {
			return false;
		}
	}
	return true;
}

/* An event of a unit on a day; false if something later is recorded of it. */
static bool
touch(struct model *m, int u, int day)
{
	if (day < m->unit[u].last || m->unit[u].ended != STILL) {
		return false;
	}
	m->unit[u].last = day;
	return true;
}

static int
since(const struct model *m, int parent)
{
	return parent < 0 ? ALWAYS : m->unit[parent].place[0].from;
}

static bool
model_found(struct model *m, int tier, int parent, int day)
{
	struct past *u = &m->unit[m->len];
	int from = day == ALWAYS ? since(m, parent) : day;

	memset(u, 0, sizeof(*u));
	u->tier = tier;
	u->last = from;
	u->ended = STILL;
	u->heir = -1;
	set_from(u->name, &u->names, m->len, day);
	set_from(u->place, &u->places, parent, from);
	m->len++;
	return parent < 0 || fits(tier, m->unit[parent].tier, day);
}

static bool
model_rename(struct model *m, int u, int name, int day)
{
	struct past *p = &m->unit[u];

	/* The same again is no event. */
	return p->name[p->names - 1].value == name ?
	    day >= p->last && p->ended == STILL :
	    touch(m, u, day) && set_from(p->name, &p->names, name, day);
}

static bool
model_carry(struct model *m, int u, int parent, int day)
{
	struct past *p = &m->unit[u];

	return p->place[p->places - 1].value == parent ?
	    day >= p->last && p->ended == STILL :
	    touch(m, u, day) && set_from(p->place, &p->places, parent, day);
}

static bool
model_move(struct model *m, int u, int parent, int day)
{
	const struct past *p = &m->unit[u];

	return (p->place[p->places - 1].value == parent ||
	    fits(p->tier, m->unit[parent].tier, day)) &&
	    model_carry(m, u, parent, day);
}

static bool
model_split(struct model *m, int u, int day)
{
	struct past *p = &m->unit[u];

	if (!touch(m, u, day)) {
		return false;
	}
	p->part_day[p->parts_len] = day;
	p->parts[p->parts_len++] = m->len;
	return model_found(m, p->tier, p->place[p->places - 1].value, day);
}

static void
model_end(struct model *m, int u, int day)
{
	struct past *p = &m->unit[u];

	p->ended = day;
	p->name[p->names - 1].until = day;
	p->place[p->places - 1].until = day;
}

static bool
model_merge(struct model *m, int u, int heir, int day)
{
	if (!touch(m, u, day) || u == heir ||
	    m->unit[u].tier != m->unit[heir].tier ||
	    m->unit[heir].ended != STILL ||
	    parent_on(m, heir, day) == -2) {
		return false;
	}
	for (int c = 0; c < m->len; c++) {
		const struct past *p = &m->unit[c];

		if (p->place[p->places - 1].value == u && p->ended == STILL &&
		    !model_carry(m, c, heir, day)) {
			return false;
		}
	}
	model_end(m, u, day);
	m->unit[u].heir = heir;
	if (m->unit[heir].last < day) {
		m->unit[heir].last = day;
	}
	return true;
}

static bool
model_dissolve(struct model *m, int u, int day)
{
	if (!touch(m, u, day)) {
		return false;
	}
	m->unit[u].heir = m->unit[u].place[m->unit[u].places - 1].value;
	for (int i = 0; i < m->unit[u].parts_len; i++) {
		if (m->unit[u].part_day[i] == day) {
			m->unit[u].heir = -1;
		}
	}
	model_end(m, u, day);
	return true;
}

/* ---- the same events in both ------------------------------------------- */

static str
name_text(struct ctx *cx, int name)
{
	return arena_printf(cx->mem, "Name %d", name);
}

static struct unit_new
unit_new(struct ctx *cx, int tier, int parent, int day)
{
	return (struct unit_new){
		.code = arena_printf(cx->mem, "u%d", now.len),
		.tier = str_z(tiers[tier]),
		.name = name_text(cx, now.len),
		.parent_id = parent < 0 ? 0 : id_of[parent],
		.founded = day_of(day),
	};
}

/* One event tried on both; `fine` says whether the model could live with it. */
static enum org_err
try_event(struct ctx *cx, bool *fine)
{
	int kind = any(12), u = any(now.len), v = any(now.len);
	int day = any(DAYS + 1), tier = any(4);
	int64_t *out = &id_of[now.len];
	struct unit_new in;

	trial = now;
	*fine = true;
	if (kind < 5) {
		day = any(4) == 0 ? ALWAYS : day;
		v = any(20) == 0 ? -1 : v;
		in = unit_new(cx, tier, v, day);
		*fine = model_found(&trial, tier, v, day) && day < DAYS;
		return org_found(cx, &in, out);
	}
	*fine = day < DAYS;
	switch (kind) {
	case 5:
		*fine = model_rename(&trial, u, 100 + v, day) && *fine;
		return org_rename(cx, id_of[u], name_text(cx, 100 + v),
		    day_of(day));
	case 6: case 7: case 8:
		*fine = model_move(&trial, u, v, day) && *fine;
		return org_move(cx, id_of[u], id_of[v], day_of(day));
	case 9:
		in = unit_new(cx, 0, 0, day);
		*fine = model_split(&trial, u, day) && *fine;
		return org_split(cx, id_of[u], &in, day_of(day), out);
	case 10:
		*fine = model_merge(&trial, u, v, day) && *fine;
		return org_merge(cx, id_of[u], id_of[v], day_of(day));
	default:
		*fine = model_dissolve(&trial, u, day) && *fine;
		return org_dissolve(cx, id_of[u], day_of(day), S(""));
	}
}

/* A stay of somebody in a unit, where the model has room for it. */
static void
try_stay(void)
{
	struct stretch s = { any(now.len), any(DAYS), STILL };

	if (any(2) == 0) {
		s.until = s.from + 1 + any(5);
	}
	trial = now;
	trial.stay[trial.stays++] = s;
	if (!holds(&trial)) {
		return;
	}
	now = trial;
	tree_script(&world, "INSERT INTO member VALUES (%d, 'p%d', %d, 'Ann',"
	    " '', 'ann', '', 0, NULL);"
	    "INSERT INTO membership VALUES (%d, %d, %d, %d, %d, 1, 0, 0, NULL);"
	    "UPDATE membership SET until_day = NULL WHERE until_day > %d",
	    now.stays, now.stays, now.stays, now.stays, now.stays,
	    (int)id_of[s.value], day_of(s.from).day, day_of(s.until).day,
	    day_of(DAYS).day);
}

/* ---- comparing --------------------------------------------------------- */

static int
index_of(int64_t id)
{
	for (int u = 0; u < now.len; u++) {
		if (id_of[u] == id) {
			return u;
		}
	}
	return -1;
}

static void
compare_unit(struct ctx *cx, int u, int day)
{
	struct unit unit, *path;
	int above = parent_on(&now, u, day), at = u;
	size_t len;

	org_path_on(cx, id_of[u], day_of(day), &path, &len);
	if (!org_unit_on(cx, id_of[u], day_of(day), &unit)) {
		assert_int_equal(above, -2);
		assert_int_equal(len, 0);
		return;
	}
	assert_int_equal(unit.parent_id, above < 0 ? 0 : id_of[above]);
	assert_true(above >= -1);
	assert_true(str_eq(unit.name, name_text(cx,
	    value_on(now.unit[u].name, now.unit[u].names, day))));
	while (len > 0) {
		assert_int_equal(path[--len].id, id_of[at]);
		at = parent_on(&now, at, day);
	}
	assert_int_equal(at, -1);
}

static void
compare_children(struct ctx *cx, int u, int day)
{
	struct unit *units;
	size_t len;
	int under = 0;

	org_children(cx, id_of[u], day_of(day), &units, &len);
	for (size_t i = 0; i < len; i++) {
		int c = index_of(units[i].id);

		assert_int_equal(parent_on(&now, c, day), u);
		assert_true(str_eq(units[i].name, name_text(cx,
		    value_on(now.unit[c].name, now.unit[c].names, day))));
	}
	for (int c = 0; c < now.len; c++) {
		under += parent_on(&now, c, day) == u;
	}
	assert_int_equal(len, under);
}

/* unit_up, by what it answers and by its size. */
static void
compare_today(struct ctx *cx)
{
	int64_t pairs = 0;

	for (int u = 0; u < now.len; u++) {
		bool above[UNITS] = { false };
		int at = now.unit[u].ended == STILL ? u : -1;

		for (; at >= 0; at = parent_on(&now, at, DAYS - 1)) {
			above[at] = true;
			pairs++;
		}
		for (int v = 0; v < now.len; v++) {
			assert_int_equal(org_is_under(cx, id_of[u], id_of[v]),
			    above[v] || u == v);
		}
	}
	assert_int_equal(db_number(cx->db, "SELECT count(*) FROM unit_up"),
	    pairs);
	assert_int_equal(db_number(cx->db, "SELECT count(*) FROM unit_up p"
	    " JOIN unit u ON u.id = p.anc AND u.tier = p.tier"), pairs);
}

static void
add_heirs(int u, bool heir[UNITS])
{
	const struct past *p = &now.unit[u];

	if (p->ended == STILL) {
		heir[u] = true;
		return;
	}
	for (int i = 0; i < p->parts_len; i++) {
		if (p->heir == -1 && p->part_day[i] == p->ended) {
			add_heirs(p->parts[i], heir);
		}
	}
	if (p->heir >= 0) {
		add_heirs(p->heir, heir);
	}
}

static void
compare_heirs(struct ctx *cx, int u)
{
	bool heir[UNITS] = { false };
	struct unit *units;
	size_t len;
	int heirs = 0;

	if (now.unit[u].ended != STILL) {
		add_heirs(u, heir);
	}
	org_heirs(cx, id_of[u], &units, &len);
	for (size_t i = 0; i < len; i++) {
		assert_true(heir[index_of(units[i].id)]);
	}
	for (int v = 0; v < now.len; v++) {
		heirs += heir[v];
	}
	assert_int_equal(len, heirs);
}

static void
compare(struct ctx *cx)
{
	for (int u = 0; u < now.len; u++) {
		for (int n = 0; n < 8; n++) {
			int day = any(DAYS);

			compare_unit(cx, u, day);
			compare_children(cx, u, day);
		}
		compare_children(cx, u, DAYS - 1);
		compare_heirs(cx, u);
	}
	compare_today(cx);
}

/* ---- histories --------------------------------------------------------- */

static void
step(int history, int n)
{
	struct ctx *cx;
	enum org_err err;
	bool fine;

	if (any(8) == 0 && now.stays < STAYS) {
		try_stay();
		return;
	}
	cx = tree_begin(&world);
	err = try_event(cx, &fine);
	tree_end(&world);
	fine = fine && holds(&trial);
	if (fine != (err == ORG_OK)) {
		fail_msg("history %d, step %d: the model says %s, the tree"
		    " \"%s\"", history, n, fine ? "yes" : "no",
		    org_err_text(err));
	}
	if (fine) {
		now = trial;
	}
	met[err]++;
	accepted += fine;
	refused += !fine;
}

static void
one_history(int history)
{
	int first = history % 2 == 0 ? ALWAYS : 2;
	char text[DATE_TEXT_MAX];
	struct unit_new in;
	struct ctx *cx;

	seed = (uint64_t)history * 7919 + 1;
	memset(&now, 0, sizeof(now));
	tree_open(&world);
	tree_adopt(&world, "2026-01-01", EDITION_1);
	tree_adopt(&world, date_text(day_of(TURNED), text), EDITION_2);
	cx = tree_begin(&world);
	in = unit_new(cx, TOP, -1, first);
	assert_int_equal(org_found(cx, &in, &id_of[0]), ORG_OK);
	tree_end(&world);
	assert_true(model_found(&now, TOP, -1, first));
	for (int n = 0; n < STEPS && now.len < UNITS - 1; n++) {
		step(history, n);
	}
	db_begin(world.cx.db, DB_READ);
	compare(&world.cx);
	assert_true(db_commit(world.cx.db));
	tree_close(&world);
}

static void
test_histories(void **state)	/* ORG-1, ORG-3, ORG-4, ORG-5, ORG-6 */
{
	(void)state;
	for (int history = 0; history < HISTORIES; history++) {
		one_history(history);
	}
	assert_true(met[ORG_LOOP] > 0);
	assert_true(met[ORG_HAS_MEMBERS] > 0);
	assert_true(met[ORG_TOO_EARLY] > 0);
	assert_true(met[ORG_PARENT_GONE] > 0);
	/* Random events that are all refused would prove nothing. */
	assert_true(accepted > HISTORIES * 20);
	assert_true(refused > HISTORIES * 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_histories),
	};

	return cmocka_run_group_tests_name("org_random", tests, NULL, NULL);
}
