/*
 * search_test.c - who is found by whom: by letters in three scripts, by number,
 * within what one keeps; and at random against a loop over everybody that asks
 * may() of each.
 */
#include "tests/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "account/may.h"
#include "db/change.h"
#include "db/db.h"
#include "member/member.h"
#include "names/names.h"
#include "office/office.h"
#include "org/org.h"
#include "search/search.h"
#include "tally/tally.h"

#define RULES \
	"tier federation \"Federation\" plural \"Federations\"\n" \
	"tier province \"Province\" plural \"Provinces\" under federation\n" \
	"tier county \"County\" plural \"Counties\" under province\n" \
	"tier cell \"Cell\" plural \"Cells\" under county," \
	" members 3 to 30\n" \
	"office secretary \"Secretary\" at cell\n" \
	"office deputy \"Deputy\" at cell\n" \
	"office officer \"Officer\" at county, seats 7\n" \
	"office auditor \"Auditor\" at federation\n" \
	"secretary may keep members at cell\n" \
	"officer may keep members, units below county\n"

static struct people world;
static struct search_members found;
static uint64_t seed;

static unsigned
any(unsigned n)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(seed >> 33) % n;
}

static int
set_up(void **state)
{
	(void)state;
	people_open(&world);
	db_begin(world.cx.db, DB_WRITE);
	people_adopt(&world.cx, "# R\n\n## Article 1. R\n\n```rules\n" RULES
	    "```\n", people_date("2026-01-01"));
	assert_true(db_commit(world.cx.db));
	world.cx.names = NULL;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	names_keeper_drop(world.cx.names);
	world.cx.names = NULL;
	people_close(&world);
	return 0;
}

/* From now on names are in memory, as a server has them. */
static void
keep_names(void)
{
	world.cx.names = names_keeper_new();
	assert_non_null(world.cx.names);
	assert_null(names_kept(world.cx.names));	/* not read yet */
	assert_true(names_read(world.cx.names, world.cx.db));
	assert_non_null(names_kept(world.cx.names));
}

static void
begin(void)
{
	db_begin(world.cx.db, DB_WRITE);
}

/* As the edge of the program ends a write; and then names follow. */
static void
end(void)
{
	change_settle(&world.cx);
	assert_true(db_commit(world.cx.db));
	if (world.cx.names != NULL) {
		assert_true(names_follow(world.cx.names, world.cx.db));
	}
}

static int64_t
add(const char *number, const char *name, const char *native,
    enum people_unit cell)
{
	struct member_new in = { .number = str_z(number), .name = str_z(name),
		.native_name = str_z(native), .cell_id = world.unit[cell],
		.from = people_date("2026-02-01"), .how = 1 };
	int64_t id;

	begin();
	assert_int_equal(member_join(&world.cx, &in, &id), MEMBER_OK);
	end();
	return id;
}

static size_t
search(enum people_role who, const char *text)
{
	people_act(&world, who);
	db_begin(world.cx.db, DB_READ);
	search_members(&world.cx, str_z(text), SEARCH_MAX, &found);
	assert_true(db_commit(world.cx.db));
	return found.len;
}

/* Nobody but this one. */
static bool
finds(enum people_role who, const char *text, int64_t id)
{
	return search(who, text) == 1 && found.list[0].id == id &&
	    !found.more && !found.reading;
}

/* ---- what fits --------------------------------------------------------- */

/* SEAR-1 */
static void
letters(void)
{
	int64_t kirsi = add("7001", "Kirsi Hølm", "", A1);
	int64_t chulsoo = add("7002", "Kim Chul-soo", "김철수", A1);
	int64_t ahmad = add("7003", "Ahmad", "أحمد مُحَمَّد", A1);
	int64_t dvorak = add("7004", "Antonín Dvořák", "", A1);

	assert_true(finds(SEC, "kirsi", kirsi));
	assert_true(finds(SEC, "IRS", kirsi));
	assert_true(finds(SEC, "holm kirsi", kirsi));	/* in any order */
	assert_true(finds(SEC, "  hol   kir ", kirsi));
	assert_true(finds(SEC, "HØLM", kirsi));
	assert_true(finds(SEC, "ｋｉｒｓｉ", kirsi));	/* full width */
	assert_true(finds(SEC, "dvorak", dvorak));
	assert_true(finds(SEC, "Dvor\xcc\x8c""a\xcc\x81k ANTONIN", dvorak));
	assert_true(finds(SEC, "철수", chulsoo));
	assert_true(finds(SEC, "수", chulsoo));
	/* Typed letter by letter, as some systems send it. */
	assert_true(finds(SEC, "\xe1\x84\x8e\xe1\x85\xa5\xe1\x86\xaf"
	    "\xe1\x84\x89\xe1\x85\xae", chulsoo));
	assert_true(finds(SEC, "chul 김", chulsoo));	/* both names */
	assert_true(finds(SEC, "احمد", ahmad));		/* no hamza */
	assert_true(finds(SEC, "محمد", ahmad));		/* no harakat */
	assert_true(finds(SEC, "إحمد مُحمد", ahmad));
	assert_int_equal(search(SEC, "kirsi chul"), 0);
	assert_int_equal(search(SEC, "김영희"), 0);
	assert_int_equal(search(SEC, ""), 0);
	assert_int_equal(search(SEC, " \t "), 0);
	assert_int_equal(search(SEC, "%"), 0);
	assert_int_equal(search(SEC, "_irsi"), 0);
}

/* SEAR-2 */
static void
numbers(void)
{
	int64_t a = add("X-4711", "One", "", A1);
	int64_t b = add("X-4712", "Two", "", A1);
	int64_t c = add("4711", "Three", "", A1);

	assert_int_equal(search(SEC, "X-47"), 2);
	assert_int_equal(found.list[0].id, a);
	assert_int_equal(found.list[1].id, b);
	assert_true(finds(SEC, "X-4712", b));
	assert_true(finds(SEC, " 4711 ", c));		/* not its middle */
	assert_true(finds(SEC, "٤٧١١", c));		/* other digits */
	assert_int_equal(search(SEC, "711"), 0);
	assert_true(finds(SEC, "X-4712 ", b) && !found.more);
}

static void
test_letters_in_data(void **state)
{
	(void)state;
	letters();
	numbers();
}

static void
test_letters_in_memory(void **state)
{
	(void)state;
	keep_names();
	letters();
	numbers();
}

/* ---- who finds whom ---------------------------------------------------- */

/* SEAR-3: the secretary her cell, the officer what is under the county, nobody
 * else anybody; and what is said does not depend on others. */
static void
scope(void)
{
	int64_t a1 = add("801", "Zora One", "", A1);
	int64_t a2 = add("802", "Zora Two", "", A2);
	struct search_members before;

	add("803", "Zora Nine", "", B1);
	assert_true(finds(SEC, "zora", a1));
	assert_int_equal(search(OFFICER, "zora"), 2);
	assert_int_equal(found.list[0].id, a1);
	assert_int_equal(found.list[1].id, a2);
	assert_true(finds(OFFICER, "802", a2));
	assert_int_equal(search(OTHER, "zora"), 1);
	assert_int_equal(search(SEC, "nine"), 0);
	assert_int_equal(search(SEC, "803"), 0);
	assert_int_equal(search(OFFICER, "803"), 0);
	for (enum people_role who = 0; who < PEOPLE_ROLES_LEN; who++) {
		if (who != SEC && who != OFFICER && who != OTHER) {
			assert_int_equal(search(who, "zora"), 0);
			assert_int_equal(search(who, "801"), 0);
			assert_false(found.may);
		}
	}
	/* Sixty more elsewhere change nothing of the answer. */
	assert_int_equal(search(SEC, "zora"), 1);
	before = found;
	for (int i = 0; i < 60; i++) {
		char number[16];

		snprintf(number, sizeof(number), "801%02d", i);
		add(number, "Zora Else", "", B1);
	}
	assert_int_equal(search(SEC, "zora"), 1);
	assert_int_equal(found.more, before.more);
	assert_int_equal(search(SEC, "801"), 1);
	assert_false(found.more);
	assert_false(found.reading);
}

static void
test_scope_in_data(void **state)
{
	(void)state;
	scope();
}

static void
test_scope_in_memory(void **state)
{
	(void)state;
	keep_names();
	scope();
}

/* SEAR-4: memory that has not followed yet shows nothing that is not so. */
static void
test_memory_behind(void **state)
{
	int64_t gone, moved, renamed;

	(void)state;
	gone = add("901", "Vera Gone", "", A1);
	moved = add("902", "Vera Moved", "", A1);
	renamed = add("903", "Vera Called", "", A1);
	keep_names();
	assert_int_equal(search(SEC, "vera"), 3);
	begin();
	assert_int_equal(member_leave(&world.cx, gone, world.cx.today, 5),
	    MEMBER_OK);
	assert_int_equal(member_transfer(&world.cx, moved, world.unit[B1],
	    world.cx.today, 2), MEMBER_OK);
	assert_int_equal(member_rename(&world.cx, renamed, S("Olga Other"),
	    S(""), S("")), MEMBER_OK);
	change_settle(&world.cx);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(search(SEC, "vera"), 0);
	assert_int_equal(search(OTHER, "vera"), 0);	/* not yet */
	assert_true(names_follow(world.cx.names, world.cx.db));	/* SEAR-5 */
	assert_true(finds(OTHER, "vera", moved));
	assert_true(finds(SEC, "olga", renamed));
	assert_int_equal(search(SEC, "vera"), 0);
}

/* SEAR-6 */
static void
test_more(void **state)
{
	(void)state;
	keep_names();
	for (int i = 0; i < SEARCH_MAX; i++) {
		char number[16];

		snprintf(number, sizeof(number), "M%03d", i);
		add(number, "Many Alike", "", A1);
	}
	assert_int_equal(search(SEC, "alike"), SEARCH_MAX);
	assert_false(found.more);
	assert_int_equal(search(SEC, "M0"), SEARCH_MAX);
	assert_false(found.more);
	add("M100", "Many Alike", "", A1);
	assert_int_equal(search(SEC, "alike"), SEARCH_MAX);
	assert_true(found.more);
	assert_int_equal(search(SEC, "M"), SEARCH_MAX);
	assert_true(found.more);
}

/* ---- at random --------------------------------------------------------- */

#define STEPS	250

static const char *const first[] = { "Ann", "Kirsi", "Åse", "김", "أحمد",
	"Anna", "Łukasz" };
static const char *const last[] = { "Holm", "Ann", "철수", "محمد", "o'Neil",
	"Holmqvist", "영희" };
static const char *const asked[] = { "an", "ann", "holm", "ase", "철", "김 철수",
	"احمد", "holm kirsi", "n", "lukasz", "محمد", "neil o", "qv", "zz" };

static int64_t people_ids[400];
static size_t people_len;

static bool
contains(str fold, const char *text)
{
	char words[100], *rest = words, *word;
	char *z = arena_copy_z(&world.mem, fold);

	snprintf(words, sizeof(words), "%s", text);
	while ((word = strsep(&rest, " ")) != NULL) {
		if (strstr(z, word) == NULL) {
			return false;
		}
	}
	return true;
}

/* Everybody, one after the other: may she keep the list, does the name fit. */
static size_t
by_loop(const char *text, int64_t *out)
{
	size_t len = 0;

	for (size_t i = 0; i < people_len; i++) {
		struct member m;
		str both;

		assert_true(member_read(&world.cx, people_ids[i], &m));
		both = text_fold(&world.mem, arena_printf(&world.mem, STR_FMT
		    " " STR_FMT, STR_ARG(m.name), STR_ARG(m.native_name)));
		if (m.cell_id != 0 && contains(both, text) &&
		    may(&world.cx, ACT_KEEP_MEMBERS, (struct object){
		    .unit = m.cell_id })) {
			out[len++] = m.id;
		}
	}
	return len;
}

static int
by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* SEAR-3 */
static void
compare(void)
{
	static const enum people_role roles[] = { SEC, OFFICER, OTHER, ANN,
		AUDITOR };
	enum people_role who = roles[any(COUNT(roles))];
	const char *text = asked[any(COUNT(asked))];
	int64_t want[400], got[SEARCH_MAX];
	size_t len;

	search(who, text);
	db_begin(world.cx.db, DB_READ);
	len = by_loop(text, want);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(found.len, len < SEARCH_MAX ? len : SEARCH_MAX);
	assert_int_equal(found.more, len > SEARCH_MAX);
	for (size_t i = 0; i < found.len; i++) {
		got[i] = found.list[i].id;
	}
	qsort(got, found.len, sizeof(*got), by_id);
	qsort(want, len, sizeof(*want), by_id);
	for (size_t i = 0; i < found.len; i++) {
		/* Each of them is one that fits. */
		assert_non_null(bsearch(&got[i], want, len, sizeof(*want),
		    by_id));
		assert_true(i == 0 || got[i - 1] != got[i]);
	}
}

/* Units as the data have them, one after the other: each that fits comes. */
static void
compare_units(void)
{
	static const char *const texts[] = { "cell", "mere", "a1", "quay",
		"new name", "n", "lakeland", "north", "%", "r e" };
	struct names_keeper *kept = world.cx.names;
	const char *text = texts[any(COUNT(texts))];
	int64_t anc = any(2) == 0 ? 0 : world.unit[any(PEOPLE_UNITS)];
	struct unit *want, *got;
	size_t want_len, got_len;

	db_begin(world.cx.db, DB_READ);
	org_search(&world.cx, str_z(text), anc, 100, &got, &got_len);
	world.cx.names = NULL;
	org_search(&world.cx, str_z(text), anc, 100, &want, &want_len);
	world.cx.names = kept;
	assert_true(db_commit(world.cx.db));
	assert_int_equal(got_len, want_len);
	for (size_t i = 0; i < got_len; i++) {
		assert_int_equal(got[i].id, want[i].id);
	}
}

/* A cell is renamed, or a further one founded. */
static void
unit_changes(void)
{
	static int founded;
	char code[16];
	struct unit_new in = { .tier = S("cell"), .name = S("New name"),
		.parent_id = world.unit[any(2) == 0 ? EASTMERE : WESTMERE],
		.founded = world.cx.today };
	int64_t id;
	bool done;

	snprintf(code, sizeof(code), "N%d", ++founded);
	in.code = str_z(code);
	begin();
	done = any(2) == 0 ? org_found(&world.cx, &in, &id) == ORG_OK :
	    org_rename(&world.cx, world.unit[any(PEOPLE_UNITS)],
	    any(2) == 0 ? S("Cell of Mere") : S("New name"),
	    world.cx.today) == ORG_OK;
	assert_true(done);
	end();
}

static const char *
any_name(const char *const *list)
{
	return list[any(COUNT(first))];
}

static void
somebody_joins(enum people_unit cell)
{
	char number[16], name[80];

	snprintf(number, sizeof(number), "R%zu", people_len);
	snprintf(name, sizeof(name), "%s %s", any_name(first), any_name(last));
	people_ids[people_len++] = add(number, name, any(2) == 0 ? "" :
	    any_name(last), cell);
}

static void
something_happens(void)
{
	static const enum people_unit cells[] = { A1, A2, B1 };
	int64_t cell = world.unit[cells[any(3)]];
	int64_t id = people_ids[any((unsigned)people_len)];
	bool done;

	begin();
	switch (any(4)) {
	case 0:
		done = member_rename(&world.cx, id, str_z(any_name(first)),
		    str_z(any_name(last)), S("")) == MEMBER_OK;
		break;
	case 1:
		done = member_transfer(&world.cx, id, cell, world.cx.today,
		    2) == MEMBER_OK;
		break;
	case 2:
		done = member_leave(&world.cx, id, world.cx.today, 5) ==
		    MEMBER_OK;
		break;
	default:
		/* A cell goes to the other county, and everybody in it. */
		done = any(5) == 0 && org_move(&world.cx, world.unit[A2],
		    world.unit[any(2) == 0 ? EASTMERE : WESTMERE],
		    world.cx.today) == ORG_OK;
	}
	(void)done;			/* a refusal has changed nothing */
	end();
}

/* NAME-4 */
static void
test_random(void **state)
{
	static const enum people_unit cells[] = { A1, A2, B1 };

	(void)state;
	keep_names();
	people_len = 0;
	seed = 3;
	for (enum people_role who = 0; who < PEOPLE_ROLES_LEN; who++) {
		if (world.member[who] != 0) {
			people_ids[people_len++] = world.member[who];
		}
	}
	for (int i = 0; i < 40; i++) {
		somebody_joins(cells[any(3)]);
	}
	for (int i = 0; i < STEPS; i++) {
		size_t mark = world.mem.used;

		if (any(4) == 0) {
			somebody_joins(cells[any(3)]);
		} else {
			something_happens();
		}
		if (any(6) == 0) {
			unit_changes();
		}
		compare();
		compare();
		compare_units();
		arena_release(&world.mem, mark);
	}
}

/* ---- the page ---------------------------------------------------------- */

static void
test_page(void **state)
{
	struct res got;

	(void)state;
	add("811", "Zora <One>", "", A1);
	add("812", "Zora Two", "", A2);
	people_get(&world, SEC, "/search", &got);
	assert_int_equal(got.status, 200);
	assert_true(people_shows(&got, "What you look for appears here"));
	people_get(&world, SEC, "/search?q=zora", &got);
	assert_true(people_shows(&got, "Zora &lt;One&gt;"));
	assert_false(people_shows(&got, "Zora Two"));
	assert_true(people_shows(&got, "Cell 1, Harbour Bakery, Eastmere"));
	assert_true(got.no_store);
	people_get(&world, SEC, "/search?q=812", &got);
	assert_true(people_shows(&got, "No member of the units whose list"));
	people_get(&world, ANN, "/search?q=zora", &got);
	assert_false(people_shows(&got, "Zora"));
	assert_false(people_shows(&got, "<h2 id=\"members-h\""));
	people_get(&world, ANN, "/search?q=mere", &got);
	assert_true(people_shows(&got, "Eastmere"));
	assert_true(people_shows(&got, "Westmere"));
	people_get(&world, ANN, "/search?q=zzzz", &got);
	assert_true(people_shows(&got, "No unit of today has"));
	people_get(&world, NOBODY, "/search?q=zora", &got);
	assert_int_equal(got.status, 303);
}

/* Each step of the database fails once: the answer fails as a whole. */
static void
test_each_step_fails(void **state)
{
	bool done = false;
	int failures = 0;

	(void)state;
	add("821", "Zora One", "", A1);
	people_act(&world, SEC);
	for (int n = 1; !done && n < 500; n++) {
		db_fail_at(world.cx.db, n);
		db_begin(world.cx.db, DB_READ);
		search_members(&world.cx, S("zora 8"), SEARCH_MAX, &found);
		done = db_commit(world.cx.db);
		failures += !done;
		db_fail_at(world.cx.db, 0);
	}
	assert_true(done && failures > 8);
	done = false;
	world.cx.names = names_keeper_new();
	for (int n = 1; !done && n < 500; n++) {
		db_fail_at(world.cx.db, n);
		done = names_read(world.cx.names, world.cx.db);
		db_fail_at(world.cx.db, 0);
		assert_int_equal(done, names_kept(world.cx.names) != NULL);
	}
	assert_true(finds(SEC, "zora", found.list[0].id) || found.len == 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_letters_in_data, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_letters_in_memory, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_scope_in_data, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_scope_in_memory, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_memory_behind, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_more, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_random, set_up,
		    tear_down),
		cmocka_unit_test_setup_teardown(test_page, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_each_step_fails, set_up,
		    tear_down),
	};

	change_settle_by(tally_settle);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
