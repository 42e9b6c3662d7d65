/*
 * picture_test.c - dots stay where they are: what is recorded moves none, a new
 * cell moves no other, and of a random history of the tree only those that were
 * moved themselves have another place afterwards.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "org/org.h"
#include "picture/picture.h"
#include "tests/house.h"

#define STATUTES "# Rules\n\n## Article 1. All\n\n```rules\n" \
	"tier top \"Top\" plural \"Tops\"\n" \
	"tier region \"Region\" plural \"Regions\" under top\n" \
	"tier county \"County\" plural \"Counties\" under region\n" \
	"tier shop \"Shop\" plural \"Shops\" under county\n" \
	"tier cell \"Cell\" plural \"Cells\" under top or region or county " \
	"or shop, members 1 to 30\n" \
	"meeting general at cell: at least 1 per month\n```\n"

#define REGIONS	3
#define COUNTIES 4			/* of a region */
#define CELLS	30			/* of a county */

static struct house house;
static int64_t top, region[REGIONS], county[REGIONS][COUNTIES];
static int codes;

static int64_t
found(const char *tier, int64_t parent)
{
	char code[20];

	snprintf(code, sizeof(code), "U-%05d", ++codes);
	return house_unit(&house, code, tier, parent, "2020-01-01");
}

static void
make_tree(void)
{
	codes = 0;
	db_begin(house.cx.db, DB_WRITE);
	top = found("top", 0);
	for (int r = 0; r < REGIONS; r++) {
		region[r] = found("region", top);
		for (int c = 0; c < COUNTIES; c++) {
			int64_t shop;

			county[r][c] = found("county", region[r]);
			shop = found("shop", county[r][c]);
			for (int i = 0; i < CELLS; i++) {
				(void)found("cell", i % 2 ? shop :
				    county[r][c]);
			}
		}
	}
	assert_true(db_commit(house.cx.db));
}

static int
set_up(void **state)
{
	(void)state;
	house_open(&house, STATUTES, "2020-01-01");
	make_tree();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	house_close(&house);
	return 0;
}

static struct picture
read_picture(void)
{
	struct picture p;

	db_begin(house.cx.db, DB_READ);
	assert_true(picture_read(&house.cx, &p));
	assert_true(db_commit(house.cx.db));
	return p;
}

static void
lay(void)
{
	db_begin(house.cx.db, DB_WRITE);
	picture_lay(&house.cx);
	assert_true(db_commit(house.cx.db));
}

static void
follow(int64_t unit)
{
	picture_follow(&house.cx, &unit, 1);
}

static size_t
spot_of(const struct picture *p, int64_t cell)
{
	size_t at = SIZE_MAX;

	for (size_t i = 0; i < p->cells_len; i++) {
		if (p->cells[i] == cell) {
			assert_int_equal(at, SIZE_MAX);	/* has one dot */
			at = i;
		}
	}
	return at;
}

static const struct picture_block *
block_of(const struct picture *p, size_t spot)
{
	size_t i = p->blocks_len;

	assert_true(spot < p->cells_len);
	while (p->blocks[--i].first > (int64_t)spot) {
	}
	return &p->blocks[i];
}

/* How many cells have a dot in both pictures, but another one. */
static size_t
count_moved(const struct picture *a, const struct picture *b)
{
	size_t moved = 0;

	for (size_t i = 0; i < a->cells_len; i++) {
		size_t now = a->cells[i] == 0 ? i : spot_of(b, a->cells[i]);

		moved += now != i && now != SIZE_MAX;
	}
	return moved;
}

/* Each cell that lives has a dot, in its county's block, or in its region if
 * there was no room. */
static void
check_all_placed(const struct picture *p)
{
	struct ctx *cx = &house.cx;
	int64_t cells = 0;

	db_begin(cx->db, DB_READ);
	for (size_t i = 0; i < p->cells_len; i++) {
		struct unit *path;
		size_t len;
		bool right = false, near = false;

		if (p->cells[i] == 0) {
			continue;
		}
		cells++;
		org_path(cx, p->cells[i], &path, &len);
		for (size_t k = 0; k < len; k++) {
			right |= path[k].id == block_of(p, i)->unit_id;
			near |= path[k].id == block_of(p, i)->region_id;
		}
		assert_true(right || (near && p->kept));
	}
	assert_int_equal(cells, org_count_cells(cx, top));
	assert_true(db_commit(cx->db));
}

/* ---- what stays -------------------------------------------------------- */

static void
test_recording_moves_nothing(void **state)
{
	struct picture before, after;

	(void)state;
	lay();
	before = read_picture();
	check_all_placed(&before);
	db_begin(house.cx.db, DB_WRITE);	/* PICT-1 */
	for (size_t i = 0; i < before.cells_len; i += 7) {
		if (before.cells[i] != 0) {
			house_met(&house, before.cells[i], "general",
			    "2026-10-05");
		}
	}
	picture_follow(&house.cx, NULL, 0);
	assert_true(db_commit(house.cx.db));
	after = read_picture();
	assert_true(str_eq(before.stamp, after.stamp));
	assert_int_equal(before.cells_len, after.cells_len);
	assert_memory_equal(before.cells, after.cells,
	    before.cells_len * sizeof(before.cells[0]));
}

static void
test_a_new_cell_moves_no_other(void **state)
{
	struct picture before, after;
	int64_t cell;
	size_t spot;

	(void)state;
	lay();
	before = read_picture();
	db_begin(house.cx.db, DB_WRITE);	/* PICT-2 */
	cell = found("cell", county[1][2]);
	follow(cell);
	assert_true(db_commit(house.cx.db));
	after = read_picture();
	assert_false(str_eq(before.stamp, after.stamp));
	spot = spot_of(&after, cell);
	assert_int_equal(before.cells[spot], 0);
	assert_int_equal(block_of(&after, spot)->unit_id, county[1][2]);
	after.cells[spot] = 0;
	assert_memory_equal(before.cells, after.cells,
	    before.cells_len * sizeof(before.cells[0]));
}

static void
test_a_cell_that_ends_frees_its_dot(void **state)
{
	struct picture before, after;
	int64_t cell;
	size_t spot;

	(void)state;
	lay();
	before = read_picture();
	cell = before.cells[0];
	db_begin(house.cx.db, DB_WRITE);
	assert_int_equal(org_dissolve(&house.cx, cell,
	    house_day("2026-11-01"), S("")), ORG_OK);
	follow(cell);
	assert_true(db_commit(house.cx.db));
	after = read_picture();
	spot = spot_of(&before, cell);
	assert_int_equal(spot_of(&after, cell), SIZE_MAX);
	assert_int_equal(after.cells[spot], 0);
	assert_int_equal(count_moved(&before, &after), 0);
	check_all_placed(&after);
}

/* A county that did not stand when the picture was laid has no block: its cells
 * take free dots of the region, and keep them. */
static void
test_a_new_county(void **state)
{
	struct picture before, between, after;
	int64_t new_county, cell, next;

	(void)state;
	lay();
	before = read_picture();
	db_begin(house.cx.db, DB_WRITE);
	new_county = found("county", region[2]);
	follow(new_county);
	cell = found("cell", new_county);
	follow(cell);
	assert_true(db_commit(house.cx.db));
	between = read_picture();
	assert_int_equal(count_moved(&before, &between), 0);
	assert_int_equal(block_of(&between, spot_of(&between, cell))->region_id,
	    region[2]);
	db_begin(house.cx.db, DB_WRITE);
	next = found("cell", new_county);
	follow(next);
	assert_true(db_commit(house.cx.db));
	after = read_picture();
	assert_int_equal(count_moved(&between, &after), 0);
	assert_int_not_equal(spot_of(&after, next), SIZE_MAX);
	lay();				/* PICT-3: asked for */
	after = read_picture();
	assert_int_equal(block_of(&after, spot_of(&after, cell))->unit_id,
	    new_county);
	check_all_placed(&after);
}

/* ---- a random history -------------------------------------------------- */

static int64_t
any_cell(const struct picture *p)
{
	size_t i;

	do {
		i = (size_t)rand() % p->cells_len;
	} while (p->cells[i] == 0);
	return p->cells[i];
}

/* One event; the unit whose place changed. Refused ones change nothing. */
static size_t
any_event(const struct picture *p, int64_t *out, int64_t *out_moved)
{
	struct ctx *cx = &house.cx;
	int64_t to = county[rand() % REGIONS][rand() % COUNTIES];
	int64_t cell = any_cell(p), part = 0;
	struct unit_new in = { S(""), S("cell"), S("A part"), 0, DATE_NONE };
	char code[20];

	snprintf(code, sizeof(code), "U-%05d", ++codes);
	in.code = str_z(code);
	*out_moved = 0;
	switch (rand() % 4) {
	case 0:
		out[0] = found("cell", to);
		return 1;
	case 1:
		if (org_move(cx, cell, to, cx->today) != ORG_OK) {
			return 0;
		}
		*out_moved = out[0] = cell;
		return 1;
	case 2:
		if (org_split(cx, cell, &in, cx->today, &part) != ORG_OK) {
			return 0;
		}
		out[0] = part;
		return 1;
	default:
		out[0] = cell;
		return org_merge(cx, cell, any_cell(p), cx->today) == ORG_OK;
	}
}

static void
test_random_history(void **state)
{
	struct picture p;

	(void)state;
	srand(11);
	lay();
	p = read_picture();
	for (int step = 0; step < 150; step++) {
		struct picture next;
		int64_t unit, moved;
		size_t n, now;

		db_begin(house.cx.db, DB_WRITE);
		n = any_event(&p, &unit, &moved);
		picture_follow(&house.cx, &unit, n);
		assert_true(db_commit(house.cx.db));
		next = read_picture();
		check_all_placed(&next);
		if (next.cells_len != p.cells_len) {
			p = next;	/* laid anew, with more room: PICT-3 */
			continue;
		}
		now = count_moved(&p, &next);
		assert_true(now <= (moved != 0 ? 1 : 0));
		assert_int_equal(str_eq(p.stamp, next.stamp), n == 0 ||
		    memcmp(p.cells, next.cells, p.cells_len *
		    sizeof(p.cells[0])) == 0);
		p = next;
	}
}

/* A whole county goes to another region: its cells, and nobody else. */
static void
test_a_branch_moves(void **state)
{
	struct picture before, after;
	size_t moved = 0;

	(void)state;
	lay();
	before = read_picture();
	db_begin(house.cx.db, DB_WRITE);
	assert_int_equal(org_move(&house.cx, county[0][1], region[1],
	    house.cx.today), ORG_OK);
	follow(county[0][1]);
	assert_true(db_commit(house.cx.db));
	after = read_picture();
	/* Its own block is still its own, wherever it stands. */
	moved = count_moved(&before, &after);
	assert_int_equal(moved, 0);
	lay();
	after = read_picture();
	check_all_placed(&after);
	for (size_t i = 0; i < after.blocks_len; i++) {
		assert_true(after.blocks[i].unit_id != county[0][1] ||
		    after.blocks[i].region_id == region[1]);
	}
}

/* ---- none kept, and no room -------------------------------------------- */

static void
test_none_is_kept_yet(void **state)
{
	struct picture first, again, kept;

	(void)state;
	first = read_picture();
	again = read_picture();			/* PICT-4 */
	assert_false(first.kept);
	assert_int_equal(first.cells_len, again.cells_len);
	assert_memory_equal(first.cells, again.cells,
	    first.cells_len * sizeof(first.cells[0]));
	db_begin(house.cx.db, DB_WRITE);
	assert_int_equal(picture_stamp(&house.cx).len, 0);
	follow(top);				/* the first event keeps it */
	assert_true(db_commit(house.cx.db));
	kept = read_picture();
	assert_true(kept.kept);
	assert_memory_equal(first.cells, kept.cells,
	    first.cells_len * sizeof(first.cells[0]));
}

static void
test_no_cell_no_picture(void **state)
{
	struct picture p;

	(void)state;
	house_close(&house);
	house_open(&house, STATUTES, "2020-01-01");
	db_begin(house.cx.db, DB_WRITE);
	assert_false(picture_read(&house.cx, &p));
	top = found("top", 0);
	follow(top);
	assert_false(picture_read(&house.cx, &p));
	assert_true(db_commit(house.cx.db));
	assert_int_equal(house_number(&house, "SELECT count(*) FROM picture"),
	    0);
}

/* While they are few, all are laid anew when one finds no room (PICT-3). */
static void
test_few_grow(void **state)
{
	struct picture p = { 0 };

	(void)state;
	house_close(&house);
	house_open(&house, STATUTES, "2020-01-01");
	db_begin(house.cx.db, DB_WRITE);
	codes = 0;
	top = found("top", 0);
	for (int i = 0; i < 400; i++) {
		follow(found("cell", top));
	}
	assert_true(db_commit(house.cx.db));
	p = read_picture();
	check_all_placed(&p);
	assert_true(p.dot > 10);
}

/* Many are laid anew only when somebody asks: the last waits for a dot. */
static void
test_many_wait(void **state)
{
	struct picture before, after;
	size_t room = 0;
	int64_t cell = 0;

	(void)state;
	db_begin(house.cx.db, DB_WRITE);
	for (int i = 0; i < PICTURE_SMALL; i++) {
		(void)found("cell", county[0][0]);
	}
	picture_lay(&house.cx);
	assert_true(db_commit(house.cx.db));
	before = read_picture();
	for (size_t i = 0; i < before.cells_len; i++) {
		room += before.cells[i] == 0 &&
		    block_of(&before, i)->region_id == region[2];
	}
	db_begin(house.cx.db, DB_WRITE);
	for (size_t i = 0; i < room + 1; i++) {
		cell = found("cell", county[2][0]);
		follow(cell);
	}
	assert_true(db_commit(house.cx.db));
	after = read_picture();
	assert_int_equal(count_moved(&before, &after), 0);
	assert_int_equal(spot_of(&after, cell), SIZE_MAX);	/* PICT-3 */
	assert_int_not_equal(spot_of(&after, cell - 1), SIZE_MAX);
	lay();
	after = read_picture();
	check_all_placed(&after);
}

/* Every step of the database fails once: then the picture is as it was. */
static void
test_each_step_fails(void **state)
{
	struct ctx *cx = &house.cx;
	bool done = false;

	(void)state;
	lay();
	for (int n = 1; !done; n++) {
		struct picture before = read_picture(), after;
		int64_t cell;

		db_begin(cx->db, DB_WRITE);
		cell = found("cell", county[1][0]);
		db_fail_at(cx->db, n);
		follow(cell);
		if (n % 2 == 0) {
			picture_lay(cx);
		}
		done = db_commit(cx->db);
		db_fail_at(cx->db, 0);
		db_rollback(cx->db);
		after = read_picture();
		assert_int_equal(str_eq(before.stamp, after.stamp), !done);
		assert_true(done || memcmp(before.cells, after.cells,
		    before.cells_len * sizeof(before.cells[0])) == 0);
		assert_true(!done || n > 10);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_recording_moves_nothing),
		TEST(test_a_new_cell_moves_no_other),
		TEST(test_a_cell_that_ends_frees_its_dot),
		TEST(test_a_new_county),
		TEST(test_random_history),
		TEST(test_a_branch_moves),
		TEST(test_none_is_kept_yet),
		TEST(test_no_cell_no_picture),
		TEST(test_few_grow),
		TEST(test_many_wait),
		TEST(test_each_step_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
