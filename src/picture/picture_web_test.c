/*
 * picture_web_test.c - the page of the whole organisation says what stands in
 * the picture; the picture is sent anew only when it is another one; and what
 * a page changes brings the dots along.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "db/change.h"
#include "db/db.h"
#include "org/org.h"
#include "picture/picture.h"
#include "statutes/statutes.h"
#include "tally/tally.h"
#include "tests/people.h"

static struct people world;
static struct res rs;

/* As main.c does it. */
static void
settle(struct ctx *cx)
{
	picture_settle(cx);
	tally_settle(cx);
}

/* The auditor keeps all units, too. */
static void
let_auditor_keep_units(void)
{
	static const char old[] = "auditor may see exceptions";
	struct ctx *cx = &world.cx;
	const struct statutes *st;
	char *text, *at;

	db_begin(cx->db, DB_WRITE);
	st = statutes_in_force(cx, cx->today);
	text = arena_copy_z(&world.mem, st->text);
	at = strstr(text, old);
	assert_non_null(at);
	*at = '\0';
	text = arena_copy_z(&world.mem, arena_printf(&world.mem,
	    "%sauditor may keep units below federation\n%s%s", text, old,
	    at + sizeof(old) - 1));
	people_adopt(cx, text, cx->today);
	assert_true(db_commit(cx->db));
}

static int
set_up(void **state)
{
	int64_t after = 0, counted = 0;

	(void)state;
	change_settle_by(settle);
	people_open(&world);
	let_auditor_keep_units();
	db_begin(world.cx.db, DB_WRITE);
	org_write(&world.cx, &(struct organisation){ S("Northern Federation"),
	    S("en-GB"), S("ltr"), 6 });
	while (tally_count_next(&world.cx, &after, 100, &counted)) {
	}
	assert_true(db_commit(world.cx.db));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	people_close(&world);
	change_settle_by(NULL);
	return 0;
}

static bool
shows(const char *text)
{
	return people_shows(&rs, text);
}

static void
get(const char *path)
{
	people_get(&world, AUDITOR, path, &rs);
}

static void
test_page(void **state)
{
	(void)state;
	get("/national");
	assert_int_equal(rs.status, 200);
	assert_true(shows("<h1>3 cells</h1>"));
	assert_true(shows("Every square is one cell."));
	assert_true(shows(">Whole federation<"));
	assert_true(shows("aria-label=\"Lakeland, 3 cells, 0.0% late\""));
	assert_true(shows("No word <span class=\"num\">3</span>"));
	assert_true(shows("None of them is late."));
	assert_true(shows("<th scope=\"col\">Province</th>"));
	assert_true(shows("/national/picture.png?show=&amp;dark=1"));
	/* All cells are dots now, and two have too few members. */
	assert_true(shows("<option value=\"tier.cell.few\">"));
	get("/national?show=tier.cell.few");
	assert_int_equal(rs.status, 200);
	assert_true(shows("<option value=\"tier.cell.few\" selected>"));
	assert_true(shows("In order <span class=\"num\">1</span>"));
	assert_false(shows("12 months"));
	/* What is no rule, or is open nowhere, shows the meetings. */
	get("/national?show=nothing");
	assert_true(shows("<option value=\"\" selected>"));
}

static void
test_picture(void **state)
{
	str light, dark;

	(void)state;
	get("/national/picture.png");
	assert_int_equal(rs.status, 200);
	assert_true(str_eq(rs.type, S("image/png")));
	light = (str){ rs.body.at, rs.body.len };
	assert_true(str_starts(light, S("\x89PNG\r\n")));
	get("/national/picture.png?dark=1");
	dark = (str){ rs.body.at, rs.body.len };
	assert_true(str_starts(dark, S("\x89PNG\r\n")));
	assert_false(str_eq(light, dark));
	get("/national/picture.png?show=tier.cell.few");
	assert_false(str_eq(light, (str){ rs.body.at, rs.body.len }));
}

/* Its version is another one after what it shows has changed, and only then. */
static void
test_version(void **state)
{
	str first;

	(void)state;
	people_post(&world, AUDITOR, "/national/lay", "", &rs);
	get("/national/picture.png");
	first = rs.version;
	assert_true(first.len > 0);
	get("/national/picture.png");
	assert_true(str_eq(rs.version, first));
	db_begin(world.cx.db, DB_WRITE);
	change_touch(&world.cx, world.unit[A1]);
	change_settle(&world.cx);
	assert_true(db_commit(world.cx.db));
	get("/national/picture.png");
	assert_false(str_eq(rs.version, first));
}

static void
test_laid_anew(void **state)
{
	(void)state;
	assert_int_equal(people_number(&world, "SELECT count(*) FROM picture"),
	    0);
	get("/national");
	assert_true(shows("Lay the picture anew"));
	people_post(&world, AUDITOR, "/national/lay", "", &rs);
	assert_int_equal(rs.status, 303);
	assert_true(str_eq(rs.location, S("/national?laid=1")));
	assert_int_equal(people_number(&world, "SELECT count(*) FROM picture"),
	    1);
	get("/national?laid=1");
	assert_true(shows("Every dot has a new place."));
	people_post(&world, OFFICER, "/national/lay", "", &rs);
	assert_int_equal(rs.status, 403);
}

/* The place of every cell, as a figure that changes with any of them. */
static int64_t
spot_of(int64_t cell)
{
	struct picture p;
	int64_t at = -1;

	db_begin(world.cx.db, DB_READ);
	assert_true(picture_read(&world.cx, &p));
	for (size_t i = 0; i < p.cells_len; i++) {
		at = p.cells[i] == cell ? (int64_t)i : at;
	}
	assert_true(db_commit(world.cx.db));
	return at;
}

/* PICT-1, PICT-2: by the way that every write takes. */
static void
test_a_write_brings_it_along(void **state)
{
	struct unit_new in = { S("A3"), S("cell"), S("Cell 3, Weir"),
		world.unit[EASTMERE], people_date("2026-11-01") };
	int64_t before[3], cell = 0;
	str stamp;

	(void)state;
	people_post(&world, AUDITOR, "/national/lay", "", &rs);
	for (int i = 0; i < 3; i++) {
		before[i] = spot_of(world.unit[A1 + i]);
		assert_true(before[i] >= 0);
	}
	db_begin(world.cx.db, DB_WRITE);
	assert_int_equal(org_found(&world.cx, &in, &cell), ORG_OK);
	change_settle(&world.cx);
	assert_true(db_commit(world.cx.db));
	assert_true(spot_of(cell) >= 0);
	db_begin(world.cx.db, DB_WRITE);
	stamp = picture_stamp(&world.cx);
	change_touch(&world.cx, cell);
	change_touch(&world.cx, world.unit[A1]);
	change_settle(&world.cx);
	assert_true(str_eq(picture_stamp(&world.cx), stamp));
	assert_true(db_commit(world.cx.db));
	for (int i = 0; i < 3; i++) {
		assert_int_equal(spot_of(world.unit[A1 + i]), before[i]);
	}
	db_begin(world.cx.db, DB_WRITE);
	assert_int_equal(org_dissolve(&world.cx, cell, world.cx.today, S("")),
	    ORG_OK);
	change_settle(&world.cx);
	assert_true(db_commit(world.cx.db));
	assert_int_equal(spot_of(cell), -1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_page),
		TEST(test_picture),
		TEST(test_version),
		TEST(test_laid_anew),
		TEST(test_a_write_brings_it_along),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
