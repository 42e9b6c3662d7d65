/*
 * org_test.c - every rule and every refusal of org.h, and every step of the
 * database made to fail. org_random_test.c compares whole histories.
 *
 * Each test starts from the same small world: on 2020-01-01 the federation "F"
 * with the provinces "P" and "Q", the county "K" under P and the cells "C" and
 * "D" under K; today is 2026-11-20. The statutes took force on 2024-01-01.
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

#define RULES \
	"tier federation \"Federation\" plural \"Federations\"\n" \
	"tier province \"Province\" plural \"Provinces\" under federation\n" \
	"tier county \"County\" plural \"Counties\" under province\n" \
	"tier cell \"Cell\" plural \"Cells\" under county, members 3 to 30\n" \
	"office secretary \"Secretary\" at cell, term 2 years\n"
#define RULES_2025 \
	"tier federation \"Union\" plural \"Unions\"\n" \
	"tier province \"Province\" plural \"Provinces\" under federation\n" \
	"tier county \"County\" plural \"Counties\" under province\n" \
	"tier cell \"Branch\" plural \"Branches\" under county or province," \
	" members 3 to 30\n"

static struct tree world;
static bool provoked[ORG_ERR_COUNT];
static struct { int64_t f, p, q, k, c, d; } ids;

/* ---- the world --------------------------------------------------------- */

static enum org_err
found_as(const char *code, const char *tier, int64_t parent_id,
    const char *name, const char *founded, int64_t *out_id)
{
	struct ctx *cx = tree_begin(&world);
	enum org_err err;

	*out_id = -1;
	err = org_found(cx, &(struct unit_new){
		.code = str_z(code), .tier = str_z(tier), .name = str_z(name),
		.parent_id = parent_id, .founded = tree_day(founded),
	}, out_id);
	tree_end(&world);
	assert_int_equal(err == ORG_OK, *out_id > 0);
	provoked[err] = true;
	return err;
}

static int64_t
found(const char *code, const char *tier, int64_t parent_id,
    const char *founded)
{
	int64_t id;

	assert_int_equal(found_as(code, tier, parent_id, code, founded, &id),
	    ORG_OK);
	return id;
}

static int
set_up(void **state)
{
	(void)state;
	tree_open(&world);
	tree_adopt(&world, "2024-01-01", RULES);
	ids.f = found("F", "federation", 0, "2020-01-01");
	ids.p = found("P", "province", ids.f, "2020-01-01");
	ids.q = found("Q", "province", ids.f, "2020-01-01");
	ids.k = found("K", "county", ids.p, "2020-01-01");
	ids.c = found("C", "cell", ids.k, "2020-01-01");
	ids.d = found("D", "cell", ids.k, "2020-01-01");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	tree_close(&world);
	return 0;
}

static enum org_err
rename_unit(int64_t id, const char *name, const char *on)
{
	enum org_err err = org_rename(tree_begin(&world), id, str_z(name),
	    tree_day(on));

	tree_end(&world);
	provoked[err] = true;
	return err;
}

static enum org_err
move(int64_t id, int64_t parent_id, const char *on)
{
	enum org_err err = org_move(tree_begin(&world), id, parent_id,
	    tree_day(on));

	tree_end(&world);
	provoked[err] = true;
	return err;
}

static enum org_err
split(int64_t id, const char *code, const char *on, int64_t *out_id)
{
	enum org_err err;

	*out_id = -1;
	err = org_split(tree_begin(&world), id, &(struct unit_new){
		.code = str_z(code), .name = str_z(code), }, tree_day(on),
	    out_id);
	tree_end(&world);
	assert_int_equal(err == ORG_OK, *out_id > 0);
	provoked[err] = true;
	return err;
}

static enum org_err
merge(int64_t id, int64_t heir_id, const char *on)
{
	enum org_err err = org_merge(tree_begin(&world), id, heir_id,
	    tree_day(on));

	tree_end(&world);
	provoked[err] = true;
	return err;
}

static enum org_err
dissolve(int64_t id, const char *on)
{
	enum org_err err = org_dissolve(tree_begin(&world), id, tree_day(on),
	    S("too few members"));

	tree_end(&world);
	provoked[err] = true;
	return err;
}

/* The members' room is above this one: a stay as it writes it. */
static void
add_stay(int64_t cell_id, const char *from, const char *until)
{
	char until_text[20] = "NULL";

	if (until[0] != '\0') {
		snprintf(until_text, sizeof(until_text), "%d",
		    (int)tree_day(until).day);
	}
	tree_script(&world, "INSERT INTO member"
	    " SELECT n, 'p' || n, n, 'Ann', '', 'ann', '', 0, NULL FROM"
	    " (SELECT coalesce(max(id), 0) + 1 AS n FROM member) AS next;"
	    "INSERT INTO membership SELECT max(id), max(id), %d, %d, %s, 1, 0,"
	    " 0, NULL FROM member;", (int)cell_id, (int)tree_day(from).day,
	    until_text);
}

/* ---- reading ----------------------------------------------------------- */

static str
names_of(struct ctx *cx, const struct unit *units, size_t len)
{
	str all = S("");

	for (size_t i = 0; i < len; i++) {
		all = arena_printf(cx->mem, STR_FMT "%s" STR_FMT, STR_ARG(all),
		    i == 0 ? "" : " ", STR_ARG(units[i].name));
	}
	return all;
}

/* The names of the units under one on a day, as "C D". */
static str
children_of(struct ctx *cx, int64_t id, const char *on)
{
	struct unit *units;
	size_t len;

	org_children(cx, id, tree_day(on), &units, &len);
	for (size_t i = 0; i < len; i++) {
		assert_int_equal(units[i].parent_id, id);
	}
	return names_of(cx, units, len);
}

static str
path_of_unit(struct ctx *cx, int64_t id)
{
	struct unit *units;
	size_t len;

	org_path(cx, id, &units, &len);
	return names_of(cx, units, len);
}

static str
path_on(struct ctx *cx, int64_t id, const char *on)
{
	struct unit *units;
	size_t len;

	org_path_on(cx, id, tree_day(on), &units, &len);
	return names_of(cx, units, len);
}

static str
heirs_of(struct ctx *cx, int64_t id)
{
	struct unit *units;
	size_t len;

	org_heirs(cx, id, &units, &len);
	return names_of(cx, units, len);
}

static str
search(struct ctx *cx, const char *text, int64_t anc, size_t max)
{
	struct unit *units;
	size_t len;

	org_search(cx, str_z(text), anc, max, &units, &len);
	return names_of(cx, units, len);
}

#define assert_str(a, b) do { \
	str a_ = (a); \
	if (!str_eq(a_, str_z(b))) { \
		fail_msg("\"" STR_FMT "\" is not \"%s\"", STR_ARG(a_), b); \
	} \
} while (0)

/* ---- tests ------------------------------------------------------------- */

static void
test_founded(void **state)			/* ORG-1, ORG-2 */
{
	struct unit unit, same;
	struct ctx *cx;

	(void)state;
	cx = tree_begin(&world);
	assert_true(org_unit_by_code(cx, S("C"), &unit));
	assert_true(org_unit_by_public(cx, unit.public_id, &same));
	assert_int_equal(same.id, ids.c);
	assert_int_equal(unit.parent_id, ids.k);
	assert_str(unit.tier, "cell");
	assert_int_equal(unit.founded.day, tree_day("2020-01-01").day);
	assert_false(date_known(unit.dissolved));
	assert_true(public_id_ok(unit.public_id));
	assert_false(org_unit_by_code(cx, S("c"), &unit));
	assert_false(org_unit_by_public(cx, S("C"), &unit));
	assert_false(org_unit(cx, 999, &unit));
	assert_true(org_root(cx, &unit));
	assert_int_equal(unit.id, ids.f);
	assert_str(path_of_unit(cx, ids.c), "F P K C");
	assert_str(path_of_unit(cx, ids.f), "F");
	assert_str(path_of_unit(cx, 999), "");
	assert_str(children_of(cx, ids.k, "2026-11-20"), "C D");
	assert_str(children_of(cx, ids.k, "2020-01-01"), "C D");
	assert_str(children_of(cx, ids.k, "2019-12-31"), "");
	assert_true(org_is_under(cx, ids.c, ids.f));
	assert_true(org_is_under(cx, ids.c, ids.c));
	assert_false(org_is_under(cx, ids.c, ids.q));
	assert_false(org_is_under(cx, ids.f, ids.c));
	tree_end(&world);
}

static void
test_found_refused(void **state)		/* ORG-1, ORG-2, ORG-6 */
{
	static const char *const bad[] = { "", " ab", "ab ", "a  b", "a\tb",
		"a\"b", "a\\b",
		"\xff", "a\xc2\xa0", "a\xe2\x80\x8b", "a,b" };
	char name[UNIT_NAME_MAX + 2], code[UNIT_CODE_MAX + 2];
	int64_t units, id;

	(void)state;
	units = tree_number(&world, "SELECT count(*) FROM unit");
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(found_as(bad[i], "cell", ids.k, "N", "",
		    &id), ORG_CODE_BAD);
	}
	memset(code, 'c', sizeof(code));
	code[UNIT_CODE_MAX + 1] = '\0';
	assert_int_equal(found_as(code, "cell", ids.k, "N", "", &id),
	    ORG_CODE_BAD);
	memset(name, 'n', sizeof(name));
	name[UNIT_NAME_MAX + 1] = '\0';
	assert_int_equal(found_as("N", "cell", ids.k, name, "", &id),
	    ORG_NAME_LONG);
	assert_int_equal(found_as("N", "cell", ids.k, " \t", "", &id),
	    ORG_NAME_MISSING);
	assert_int_equal(found_as("C", "cell", ids.k, "N", "", &id),
	    ORG_CODE_TAKEN);
	assert_int_equal(found_as("N", "ship", ids.k, "N", "", &id),
	    ORG_NO_TIER);
	assert_int_equal(found_as("N", "cell", 999, "N", "", &id),
	    ORG_NO_PARENT);
	assert_int_equal(found_as("N", "cell", ids.p, "N", "", &id),
	    ORG_WRONG_PARENT);
	assert_int_equal(found_as("N", "federation", ids.f, "N", "", &id),
	    ORG_WRONG_PARENT);
	assert_int_equal(found_as("N", "cell", 0, "N", "", &id),
	    ORG_NEEDS_PARENT);
	assert_int_equal(found_as("N", "federation", 0, "N", "", &id),
	    ORG_SECOND_ROOT);
	assert_int_equal(found_as("N", "cell", ids.k, "N", "2026-11-21", &id),
	    ORG_FUTURE);
	assert_int_equal(found_as("N", "cell", ids.k, "N", "2019-12-31", &id),
	    ORG_PARENT_GONE);
	assert_int_equal(tree_number(&world, "SELECT count(*) FROM unit"),
	    units);
	name[UNIT_NAME_MAX] = '\0';
	code[UNIT_CODE_MAX] = '\0';
	assert_int_equal(found_as(code, "cell", ids.k, name, "2026-11-20",
	    &id), ORG_OK);
	assert_int_equal(found_as("\xe6\x9d\xb1-1/\xd9\xa1", "cell", ids.k,
	    "N", "", &id), ORG_OK);
}

static void
test_no_statutes(void **state)
{
	int64_t id;

	(void)state;
	tree_script(&world, "DELETE FROM edition");
	assert_int_equal(found_as("N", "cell", ids.k, "N", "", &id),
	    ORG_NO_STATUTES);
	assert_int_equal(move(ids.k, ids.q, "2026-01-01"), ORG_NO_STATUTES);
}

/* Before the first edition the first one tells what may stand where; after it
 * the edition of the day. */
static void
test_edition_of_the_day(void **state)		/* ORG-1 */
{
	int64_t id;

	(void)state;
	tree_adopt(&world, "2025-01-01", RULES_2025);
	assert_int_equal(found_as("N", "cell", ids.p, "N", "2022-01-01", &id),
	    ORG_WRONG_PARENT);
	assert_int_equal(found_as("N", "cell", ids.p, "N", "2024-12-31", &id),
	    ORG_WRONG_PARENT);
	assert_int_equal(found_as("N", "cell", ids.p, "N", "2025-01-01", &id),
	    ORG_OK);
	assert_int_equal(found_as("M", "cell", ids.p, "M", "", &id), ORG_OK);
}

/* A unit of unknown age stands in the tree as long as the one above it. */
static void
test_founding_unknown(void **state)		/* ORG-1, ORG-3 */
{
	int64_t k, c;
	struct ctx *cx;

	(void)state;
	k = found("UK", "county", ids.q, "");
	c = found("UC", "cell", k, "");
	cx = tree_begin(&world);
	assert_str(path_on(cx, c, "2020-01-01"), "F Q UK UC");
	assert_str(path_on(cx, c, "2019-12-31"), "");
	tree_end(&world);
	assert_int_equal(rename_unit(c, "Old", "2019-12-31"), ORG_TOO_EARLY);
	assert_int_equal(rename_unit(c, "Old", "2020-01-01"), ORG_OK);
}

static void
test_renamed(void **state)			/* ORG-3 */
{
	struct unit unit;
	struct unit_span *names;
	struct ctx *cx;
	size_t len;

	(void)state;
	assert_int_equal(rename_unit(ids.c, "  Harbour ", "2024-05-01"),
	    ORG_OK);
	assert_int_equal(rename_unit(ids.c, "Harbour", "2024-06-01"), ORG_OK);
	cx = tree_begin(&world);
	assert_true(org_unit(cx, ids.c, &unit));
	assert_str(unit.name, "Harbour");
	assert_true(org_unit_on(cx, ids.c, tree_day("2024-04-30"), &unit));
	assert_str(unit.name, "C");
	assert_true(org_unit_on(cx, ids.c, tree_day("2024-05-01"), &unit));
	assert_str(unit.name, "Harbour");
	assert_str(children_of(cx, ids.k, "2024-04-30"), "C D");
	assert_str(children_of(cx, ids.k, "2024-05-01"), "D Harbour");
	assert_str(children_of(cx, ids.k, "2026-11-20"), "D Harbour");
	org_names(cx, ids.c, &names, &len);
	/* The same name again changed nothing. */
	assert_int_equal(len, 2);
	assert_str(names[0].name, "C");
	assert_int_equal(names[1].from.day, names[0].until.day);
	assert_false(date_known(names[1].until));
	assert_str(search(cx, "hárb", 0, 10), "Harbour");
	tree_end(&world);
	assert_int_equal(rename_unit(ids.c, "", "2024-06-01"),
	    ORG_NAME_MISSING);
	assert_int_equal(rename_unit(999, "X", "2024-06-01"), ORG_NO_UNIT);
	assert_int_equal(rename_unit(ids.c, "X", "2026-11-21"), ORG_FUTURE);
	assert_int_equal(rename_unit(ids.c, "X", "2024-04-30"),
	    ORG_TOO_EARLY);					/* ORG-6 */
	/* Two names on one day: the last one counts. */
	assert_int_equal(rename_unit(ids.c, "Pier", "2024-05-01"), ORG_OK);
	cx = tree_begin(&world);
	assert_true(org_unit_on(cx, ids.c, tree_day("2024-05-01"), &unit));
	assert_str(unit.name, "Pier");
	tree_end(&world);
}

static void
test_moved(void **state)			/* ORG-1, ORG-3 */
{
	struct unit_span *places;
	struct ctx *cx;
	size_t len;

	(void)state;
	assert_int_equal(move(ids.k, ids.q, "2024-05-01"), ORG_OK);
	assert_int_equal(move(ids.k, ids.q, "2024-06-01"), ORG_OK);
	cx = tree_begin(&world);
	assert_str(path_of_unit(cx, ids.c), "F Q K C");
	assert_str(path_on(cx, ids.c, "2024-04-30"), "F P K C");
	assert_str(path_on(cx, ids.c, "2024-05-01"), "F Q K C");
	assert_str(children_of(cx, ids.p, "2024-04-30"), "K");
	assert_str(children_of(cx, ids.p, "2024-05-01"), "");
	assert_true(org_is_under(cx, ids.c, ids.q));
	assert_false(org_is_under(cx, ids.c, ids.p));
	org_places(cx, ids.k, &places, &len);
	assert_int_equal(len, 2);
	assert_int_equal(places[0].parent_id, ids.p);
	assert_int_equal(places[1].parent_id, ids.q);
	tree_end(&world);
	assert_int_equal(move(ids.k, 0, "2024-06-01"), ORG_NEEDS_PARENT);
	assert_int_equal(move(ids.k, 999, "2024-06-01"), ORG_NO_PARENT);
	assert_int_equal(move(ids.k, ids.f, "2024-06-01"), ORG_WRONG_PARENT);
	assert_int_equal(move(ids.k, ids.k, "2024-06-01"), ORG_LOOP);
	assert_int_equal(move(ids.q, ids.c, "2024-06-01"), ORG_LOOP);
	assert_int_equal(move(ids.k, ids.p, "2024-04-30"), ORG_TOO_EARLY);
	assert_int_equal(move(999, ids.p, "2024-06-01"), ORG_NO_UNIT);
	assert_int_equal(move(ids.k, ids.p, "2026-11-21"), ORG_FUTURE);
}

/* A move in the past must fit all that happened since. */
static void
test_moved_in_the_past(void **state)		/* ORG-1 */
{
	int64_t r, l;

	(void)state;
	r = found("R", "province", ids.f, "2024-03-01");
	assert_int_equal(move(ids.k, r, "2024-02-29"), ORG_PARENT_GONE);
	assert_int_equal(dissolve(ids.q, "2024-06-01"), ORG_OK);
	assert_int_equal(move(ids.k, ids.q, "2024-05-01"), ORG_PARENT_GONE);
	assert_int_equal(move(ids.k, r, "2024-03-01"), ORG_OK);
	/* The cells left K only later, so K did not end before. */
	l = found("L", "county", r, "2024-03-01");
	assert_int_equal(move(ids.c, l, "2024-07-01"), ORG_OK);
	assert_int_equal(move(ids.d, l, "2024-07-01"), ORG_OK);
	assert_int_equal(dissolve(ids.k, "2024-06-30"), ORG_HAS_UNITS);
	assert_int_equal(merge(ids.k, l, "2024-06-30"), ORG_TOO_EARLY);
	assert_int_equal(dissolve(ids.k, "2024-07-01"), ORG_OK);
}

static void
test_split(void **state)			/* ORG-3 */
{
	struct unit part;
	struct unit_event *events;
	struct ctx *cx;
	int64_t id, other;
	size_t len;

	(void)state;
	assert_int_equal(split(ids.c, "E", "2024-05-01", &id), ORG_OK);
	cx = tree_begin(&world);
	assert_true(org_unit(cx, id, &part));
	assert_str(part.tier, "cell");
	assert_int_equal(part.parent_id, ids.k);
	assert_int_equal(part.founded.day, tree_day("2024-05-01").day);
	assert_str(path_of_unit(cx, id), "F P K E");
	org_events(cx, ids.c, &events, &len);
	assert_int_equal(len, 2);
	assert_int_equal(events[0].kind, UNIT_FOUND);
	assert_int_equal(events[0].other_id, ids.k);
	assert_int_equal(events[1].kind, UNIT_SPLIT);
	assert_int_equal(events[1].other_id, id);
	assert_int_equal(events[1].entered_at, cx->now);
	org_events(cx, id, &events, &len);
	assert_int_equal(len, 2);
	assert_int_equal(events[1].unit_id, ids.c);
	tree_end(&world);
	assert_int_equal(split(ids.c, "E", "2024-05-01", &other),
	    ORG_CODE_TAKEN);
	assert_int_equal(split(ids.c, "G", "2024-04-30", &other),
	    ORG_TOO_EARLY);
	assert_int_equal(split(ids.f, "G", "2024-05-01", &other),
	    ORG_SECOND_ROOT);
}

static void
test_merged(void **state)			/* ORG-3, ORG-4, ORG-5 */
{
	struct unit unit;
	struct ctx *cx;
	int64_t l, m;

	(void)state;
	l = found("L", "county", ids.q, "2020-01-01");
	m = found("M", "county", ids.q, "2024-03-01");
	assert_int_equal(merge(ids.k, ids.k, "2024-05-01"), ORG_LOOP);
	assert_int_equal(merge(ids.k, ids.q, "2024-05-01"),
	    ORG_NOT_SAME_TIER);
	assert_int_equal(merge(ids.k, 999, "2024-05-01"), ORG_HEIR_GONE);
	assert_int_equal(merge(ids.k, m, "2024-02-29"), ORG_HEIR_GONE);
	add_stay(ids.c, "2021-01-01", "2024-06-01");
	assert_int_equal(merge(ids.c, ids.d, "2024-05-31"), ORG_HAS_MEMBERS);
	assert_int_equal(merge(ids.c, ids.d, "2024-06-01"), ORG_OK);
	assert_int_equal(rename_unit(ids.d, "Dee", "2025-01-01"), ORG_OK);
	assert_int_equal(merge(ids.k, l, "2024-12-31"), ORG_TOO_EARLY);
	assert_int_equal(merge(ids.k, l, "2025-01-01"), ORG_OK);
	cx = tree_begin(&world);
	assert_true(org_unit(cx, ids.k, &unit));
	assert_int_equal(unit.dissolved.day, tree_day("2025-01-01").day);
	assert_str(heirs_of(cx, ids.k), "L");
	assert_str(heirs_of(cx, ids.c), "Dee");
	assert_str(heirs_of(cx, ids.d), "");
	assert_str(path_of_unit(cx, ids.d), "F Q L Dee");
	assert_str(path_on(cx, ids.d, "2024-12-31"), "F P K D");
	assert_str(children_of(cx, l, "2026-11-20"), "Dee");
	assert_str(children_of(cx, ids.p, "2026-11-20"), "");
	assert_false(org_unit_on(cx, ids.k, tree_day("2025-01-01"), &unit));
	assert_true(org_unit_on(cx, ids.k, tree_day("2024-12-31"), &unit));
	assert_false(org_is_under(cx, ids.k, ids.p));
	tree_end(&world);
	assert_int_equal(rename_unit(ids.k, "X", "2025-01-01"), ORG_GONE);
	assert_int_equal(rename_unit(ids.k, "X", "2024-12-31"),
	    ORG_TOO_EARLY);
	/* The heir took over on that day, so it did not end before. */
	assert_int_equal(merge(l, m, "2024-12-31"), ORG_TOO_EARLY);
	assert_int_equal(merge(l, m, "2025-02-01"), ORG_OK);
	cx = tree_begin(&world);
	assert_str(heirs_of(cx, ids.k), "M");
	tree_end(&world);
}

static void
test_dissolved(void **state)			/* ORG-4, ORG-5 */
{
	struct unit_event *events;
	struct ctx *cx;
	int64_t e;
	size_t len;

	(void)state;
	add_stay(ids.c, "2021-01-01", "");
	assert_int_equal(dissolve(ids.c, "2026-11-20"), ORG_HAS_MEMBERS);
	assert_int_equal(dissolve(ids.k, "2026-11-20"), ORG_HAS_UNITS);
	assert_int_equal(dissolve(ids.d, "2026-11-21"), ORG_FUTURE);
	assert_int_equal(split(ids.d, "E", "2024-05-01", &e), ORG_OK);
	assert_int_equal(dissolve(ids.d, "2024-05-01"), ORG_OK);
	cx = tree_begin(&world);
	assert_str(heirs_of(cx, ids.d), "E");	/* split up on one day */
	org_events(cx, ids.d, &events, &len);
	assert_int_equal(events[len - 1].kind, UNIT_DISSOLVE);
	assert_str(events[len - 1].text, "too few members");
	assert_str(path_of_unit(cx, ids.d), "F P K D");
	tree_end(&world);
	assert_int_equal(dissolve(ids.d, "2024-05-01"), ORG_GONE);
	assert_int_equal(dissolve(e, "2024-05-02"), ORG_OK);
	cx = tree_begin(&world);
	assert_str(heirs_of(cx, ids.d), "K");
	assert_str(children_of(cx, ids.k, "2024-05-01"), "C E");
	assert_str(children_of(cx, ids.k, "2024-05-02"), "C");
	tree_end(&world);
	assert_int_equal(tree_number(&world,
	    "SELECT count(*) FROM unit_up WHERE unit_id IN (%d, %d)",
	    (int)ids.d, (int)e), 0);
}

static void
test_root_ends(void **state)			/* ORG-1 */
{
	struct unit unit;
	struct ctx *cx;
	int64_t id;

	(void)state;
	assert_int_equal(dissolve(ids.c, "2024-01-01"), ORG_OK);
	assert_int_equal(dissolve(ids.d, "2024-01-01"), ORG_OK);
	assert_int_equal(dissolve(ids.k, "2024-01-01"), ORG_OK);
	assert_int_equal(dissolve(ids.p, "2024-01-01"), ORG_OK);
	assert_int_equal(dissolve(ids.q, "2024-01-01"), ORG_OK);
	assert_int_equal(dissolve(ids.f, "2024-01-01"), ORG_OK);
	cx = tree_begin(&world);
	assert_str(heirs_of(cx, ids.c), "");
	assert_false(org_root(cx, &unit));
	assert_true(org_root_on(cx, tree_day("2023-12-31"), &unit));
	assert_false(org_root_on(cx, tree_day("2024-01-01"), &unit));
	tree_end(&world);
	assert_int_equal(found_as("N", "federation", 0, "N", "2023-12-31",
	    &id), ORG_SECOND_ROOT);
	assert_int_equal(found_as("N", "federation", 0, "N", "", &id),
	    ORG_SECOND_ROOT);
	assert_int_equal(found_as("N", "federation", 0, "N", "2024-01-01",
	    &id), ORG_OK);
	cx = tree_begin(&world);
	assert_true(org_root_on(cx, tree_day("2024-01-01"), &unit));
	assert_int_equal(unit.id, id);
	tree_end(&world);
}

static void
test_counts(void **state)
{
	struct tier_count *tiers;
	struct ctx *cx;
	int64_t gone;
	size_t len;

	(void)state;
	found("E", "cell", ids.k, "");
	gone = found("G", "cell", ids.k, "");
	assert_int_equal(dissolve(gone, "2026-01-01"), ORG_OK);
	cx = tree_begin(&world);
	assert_int_equal(org_count_cells(cx, ids.f), 3);
	assert_int_equal(org_count_cells(cx, ids.q), 0);
	assert_int_equal(org_count_cells(cx, ids.c), 1);
	org_count_tiers(cx, ids.f, &tiers, &len);
	assert_int_equal(len, 4);
	assert_str(tiers[0].tier, "cell");
	assert_int_equal(tiers[0].units, 3);
	assert_true(tiers[0].holds_members);
	assert_str(tiers[3].tier, "province");
	assert_int_equal(tiers[3].units, 2);
	assert_false(tiers[3].holds_members);
	tree_end(&world);
}

/* A number counts as a number, wherever it stands in the name. */
static void
test_order(void **state)
{
	static const char *const names[] = { "Cell 10", "Cell 2", "cell 1",
		"Cell 2b", "Cell 010a", "Cell", "2 Ships", "10 Ships",
		"\xc3\x81rea 3" };
	struct ctx *cx;
	char code[10];
	int64_t id;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		snprintf(code, sizeof(code), "n%zu", i);
		assert_int_equal(found_as(code, "cell", ids.k, names[i],
		    "2021-01-01", &id), ORG_OK);
	}
	cx = tree_begin(&world);
	assert_str(children_of(cx, ids.k, "2026-11-20"), "2 Ships 10 Ships "
	    "\xc3\x81rea 3 C Cell cell 1 Cell 2 Cell 2b Cell 10 Cell 010a D");
	assert_str(children_of(cx, ids.k, "2022-01-01"), "2 Ships 10 Ships "
	    "\xc3\x81rea 3 C Cell cell 1 Cell 2 Cell 2b Cell 10 Cell 010a D");
	assert_str(search(cx, "cell", 0, 10),
	    "Cell cell 1 Cell 2 Cell 2b Cell 10 Cell 010a");
	tree_end(&world);
}

static void
test_search(void **state)
{
	struct ctx *cx;
	int64_t id;

	(void)state;
	assert_int_equal(found_as("x-77", "cell", ids.k, "50% M\xc3\xb6wen_1",
	    "", &id), ORG_OK);
	assert_int_equal(found_as("x-78", "cell", ids.k, "500 Mowens1", "",
	    &id), ORG_OK);
	cx = tree_begin(&world);
	assert_str(search(cx, "mowen", 0, 10),
	    "50% M\xc3\xb6wen_1 500 Mowens1");
	assert_str(search(cx, "mowen", 0, 1), "50% M\xc3\xb6wen_1");
	assert_str(search(cx, "0% ", 0, 10), "50% M\xc3\xb6wen_1");
	assert_str(search(cx, "_1", 0, 10), "50% M\xc3\xb6wen_1");
	assert_str(search(cx, " X-78 ", 0, 10), "500 Mowens1");
	assert_str(search(cx, "x-78", ids.p, 10), "500 Mowens1");
	assert_str(search(cx, "x-78", ids.q, 10), "");
	assert_str(search(cx, "s1 x", 0, 10), "");	/* name, then code */
	assert_str(search(cx, "\\", 0, 10), "");
	tree_end(&world);
	assert_int_equal(dissolve(id, "2026-11-20"), ORG_OK);
	cx = tree_begin(&world);
	assert_str(search(cx, "x-78", 0, 10), "");
	tree_end(&world);
}

/* Whichever step of the database fails, nothing is half recorded. */
static enum org_err
every_event(struct ctx *cx)
{
	struct date on = tree_day("2026-01-01");
	struct unit_new new_unit = { S("N"), S("cell"), S("N"), ids.k, on };
	int64_t id;
	enum org_err err = org_found(cx, &new_unit, &id);

	if (err == ORG_OK) {
		err = org_rename(cx, ids.c, S("Cee"), on);
	}
	if (err == ORG_OK) {
		err = org_move(cx, ids.k, ids.q, on);
	}
	if (err == ORG_OK) {
		new_unit.code = S("M");
		err = org_split(cx, ids.k, &new_unit, on, &id);
	}
	if (err == ORG_OK) {
		err = org_merge(cx, ids.k, id, on);
	}
	return err == ORG_OK ? org_dissolve(cx, ids.d, on, S("")) : err;
}

static int64_t
all_rows(void)
{
	return tree_number(&world, "SELECT (SELECT count(*) FROM unit)"
	    " + 100 * (SELECT count(*) FROM unit_name)"
	    " + 10000 * (SELECT count(*) FROM unit_place)"
	    " + 1000000 * (SELECT count(*) FROM unit_event)"
	    " + 100000000 * (SELECT count(*) FROM unit_up)"
	    " + 10000000000 * (SELECT count(*) FROM unit_place"
	    " WHERE until_day IS NULL)");
}

static void
test_all_or_nothing(void **state)
{
	int64_t before = all_rows();
	bool done = false;
	int n;

	(void)state;
	for (n = 1; !done; n++) {
		struct ctx *cx = tree_begin(&world);

		db_fail_at(cx->db, n);
		(void)every_event(cx);
		done = db_commit(cx->db);
		db_fail_at(cx->db, 0);
		if (!done) {
			assert_int_equal(all_rows(), before);
		}
	}
	assert_int_not_equal(all_rows(), before);
	assert_true(n > 60);
}

static void
test_all_provoked(void **state)
{
	(void)state;
	for (size_t err = 0; err < ORG_ERR_COUNT; err++) {
		if (!provoked[err]) {
			fail_msg("not provoked: %s",
			    org_err_text((enum org_err)err));
		}
		assert_in_range(org_err_status((enum org_err)err), 200, 422);
	}
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_founded), T(test_found_refused), T(test_no_statutes),
		T(test_edition_of_the_day), T(test_founding_unknown),
		T(test_renamed), T(test_moved), T(test_moved_in_the_past),
		T(test_split), T(test_merged), T(test_dissolved),
		T(test_root_ends), T(test_counts), T(test_order),
		T(test_search),
		T(test_all_or_nothing),
		cmocka_unit_test(test_all_provoked),
	};

	return cmocka_run_group_tests_name("org", tests, NULL, NULL);
}
