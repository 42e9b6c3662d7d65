/*
 * import_member_test.c - members in bulk against members one by one: random
 * lists with random faults must tell the same and leave the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "member/copy.h"
#include "member/member.h"
#include "org/org.h"
#include "tests/house.h"
#include "transfer/transfer.h"

#define ROUNDS		40
#define ROWS		120
#define TOLD_MAX	400

#define RULES \
	"## Article 3. Tiers\n\n```rules\n" \
	"tier county \"County\" plural \"Counties\"\n" \
	"tier cell \"Cell\" plural \"Cells\" under county, members 3 to 30\n" \
	"tier club \"Club\" plural \"Clubs\" under county\n```\n"
/* From 2024 on a club holds members too. */
#define LATER_RULES \
	"## Article 3. Tiers\n\n```rules\n" \
	"tier county \"County\" plural \"Counties\"\n" \
	"tier cell \"Cell\" plural \"Cells\" under county, members 3 to 30\n" \
	"tier club \"Club\" plural \"Clubs\" under county, members 3 to 30\n" \
	"```\n"

enum way { ONE_BY_ONE, IN_BULK, WITHOUT_INDEXES, WAYS };

/* A house for each way, and what was told in it last. */
static struct place {
	struct house	 h;
	str		 told[TOLD_MAX];
	size_t		 told_len;
	str		 counts;
} place[WAYS];
static unsigned random_state;

static unsigned
below(unsigned n)
{
	random_state = random_state * 1103515245U + 12345U;
	return (random_state >> 16) % n;
}

/* ---- the houses -------------------------------------------------------- */

/* A cell that is nearly full: stays that are over, and stays that go on. */
static void
fill_cell(struct house *h, int64_t cell)
{
	for (int i = 0; i < CELL_MEMBERS_MAX - 6; i++) {
		char number[20];
		int64_t id;

		snprintf(number, sizeof(number), "full-%d", i);
		id = house_member(h, number, cell, "2021-05-01");
		if (i % 400 == 0) {
			assert_int_equal(member_leave(&h->cx, id,
			    house_day("2022-06-01"), 5), MEMBER_OK);
		}
	}
}

static void
open_place(struct place *p, bool filled)
{
	int64_t county, ended, full;

	house_open(&p->h, RULES, "2020-01-01");
	house_adopt(&p->h, LATER_RULES, "2024-01-01");
	db_begin(p->h.cx.db, DB_WRITE);
	county = house_unit(&p->h, "K", "county", 0, NULL);
	(void)house_unit(&p->h, "A", "cell", county, NULL);
	(void)house_unit(&p->h, "B", "cell", county, "2021-01-01");
	(void)house_unit(&p->h, "CLUB", "club", county, "2021-01-01");
	ended = house_unit(&p->h, "OLD", "cell", county, "2020-06-01");
	full = house_unit(&p->h, "FULL", "cell", county, "2020-06-01");
	if (filled) {
		fill_cell(&p->h, full);
	}
	assert_int_equal(org_dissolve(&p->h.cx, ended, house_day("2023-01-01"),
	    S("")), ORG_OK);
	assert_true(db_commit(p->h.cx.db));
}

static int
set_up(void **unused)
{
	(void)unused;
	for (int way = 0; way < WAYS; way++) {
		open_place(&place[way], true);
	}
	return 0;
}

static int
set_up_small(void **unused)
{
	(void)unused;
	for (int way = 0; way < WAYS; way++) {
		open_place(&place[way], false);
	}
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	for (int way = 0; way < WAYS; way++) {
		house_close(&place[way].h);
	}
	return 0;
}

/* ---- one by one: the slow way, by the domain's own functions ------------- */

static enum row_end
join_alone(struct ctx *cx, struct import *im, const struct member_new *in,
    struct date left)
{
	static const size_t field[] = { MEMBER_PHONE, MEMBER_EMAIL,
		MEMBER_ADDRESS };
	enum member_err err;
	int64_t id;

	err = member_join(cx, in, &id);
	if (err != MEMBER_OK) {
		return import_refuse(cx, im, err == MEMBER_NAME_MISSING ?
		    MEMBER_NAME : err == MEMBER_NO_CELL ||
		    err == MEMBER_NOT_A_CELL ? MEMBER_CELL :
		    err == MEMBER_FUTURE ? MEMBER_JOINED : MEMBER_NUMBER,
		    "%s", member_err_text(err));
	}
	err = date_known(left) ? member_leave(cx, id, left, 5) : MEMBER_OK;
	if (err != MEMBER_OK) {
		return import_refuse(cx, im, MEMBER_LEFT, "%s",
		    member_err_text(err));
	}
	for (size_t i = 0; i < COUNT(field); i++) {
		str value = import_text(im, field[i]);

		err = value.len == 0 ? MEMBER_OK : member_contact_set(cx, id,
		    (int)i + 1, SHOWN_TO_KEEPER, value);
		if (err != MEMBER_OK) {
			return import_refuse(cx, im, field[i], "%s",
			    member_err_text(err));
		}
	}
	return ROW_ADDED;
}

static bool
has_stay(struct ctx *cx, int64_t member, const struct member_new *in,
    struct date left)
{
	struct stay *stays;
	size_t len;

	member_stays(cx, member, &stays, &len);
	for (size_t i = 0; i < len; i++) {
		if (stays[i].cell_id == in->cell_id &&
		    (!date_known(in->from) || date_cmp(stays[i].from,
		    in->from) == 0) && date_cmp(stays[i].until, left) == 0) {
			return true;
		}
	}
	return false;
}

static enum row_end
compare_alone(struct ctx *cx, struct import *im, const struct member *there,
    const struct member_new *in, struct date left)
{
	struct unit cell;

	if (!str_eq(there->name, in->name)) {
		return import_refuse(cx, im, MEMBER_NUMBER, "the number \""
		    STR_FMT "\" is another member's", STR_ARG(in->number));
	}
	if (has_stay(cx, there->id, in, left)) {
		return ROW_SAME;
	}
	if (there->cell_id != 0 && org_unit(cx, there->cell_id, &cell)) {
		return import_refuse(cx, im, MEMBER_CELL, "this member already "
		    "belongs to \"" STR_FMT "\"; a member belongs to one cell "
		    "on any day, and goes to another by a transfer",
		    STR_ARG(cell.code));
	}
	return import_refuse(cx, im, MEMBER_NUMBER, "this member is already "
	    "there with other days");
}

static enum row_end
take_alone(struct ctx *cx, struct import *im)
{
	struct member_new in = { .number = import_text(im, MEMBER_NUMBER),
		.name = import_text(im, MEMBER_NAME),
		.native_name = import_text(im, MEMBER_NATIVE_NAME),
		.language = import_text(im, MEMBER_LANGUAGE), .how = 4 };
	str code = import_text(im, MEMBER_CELL);
	struct member there;
	struct unit cell;
	struct date left;

	for (size_t i = MEMBER_NUMBER; i <= MEMBER_CELL; i++) {
		size_t len;

		if (import_text(im, i).len == 0) {
			return import_refuse(cx, im, i, "this is empty; it "
			    "holds %s", list_fields(LIST_MEMBERS,
			    &len)[i].help);
		}
	}
	if (!import_day(cx, im, MEMBER_JOINED, &in.from) ||
	    !import_day(cx, im, MEMBER_LEFT, &left)) {
		return ROW_REFUSED;
	}
	if (!org_unit_by_code(cx, code, &cell)) {
		return import_refuse(cx, im, MEMBER_CELL, "there is no unit "
		    "with the code \"" STR_FMT "\"",
		    STR_ARG(utf8_cut(code, 60)));
	}
	in.cell_id = cell.id;
	return member_by_number(cx, in.number, &there) ? compare_alone(cx, im,
	    &there, &in, left) : join_alone(cx, im, &in, left);
}

static void
rows_alone(struct ctx *cx, struct import *im)
{
	while (csv_next(im->csv, &im->row)) {
		enum row_end end = ROW_REFUSED;

		db_part_begin(cx->db);
		if (im->row.problem.len > 0) {
			im->tell(im->tell_arg, &(struct import_problem){
			    im->row.line, im->row.problem_column,
			    im->header[im->row.problem_column - 1],
			    im->row.problem });
		} else {
			end = take_alone(cx, im);
		}
		if (end == ROW_REFUSED) {
			assert_true(db_part_undo(cx->db));
		} else {
			db_part_keep(cx->db);
		}
		im->added += end == ROW_ADDED;
		im->same += end == ROW_SAME;
		im->refused += end == ROW_REFUSED;
	}
}

/* ---- taking a list over ------------------------------------------------ */

static void
tell(void *arg, const struct import_problem *problem)
{
	struct place *p = arg;

	assert_true(p->told_len < TOLD_MAX);
	p->told[p->told_len++] = arena_printf(&p->h.mem, "%06lld:%zu (" STR_FMT
	    ") " STR_FMT, (long long)problem->line, problem->column,
	    STR_ARG(problem->column_name), STR_ARG(problem->text));
}

static int
compare_told(const void *a, const void *b)
{
	return str_cmp(*(const str *)a, *(const str *)b);
}

static void
take(enum way way, str list)
{
	struct place *p = &place[way];
	struct import im = { .kind = LIST_MEMBERS, .name = S("list.csv"),
		.mem = &p->h.mem, .tell = tell, .tell_arg = p,
		.alone = way == WITHOUT_INDEXES, .long_list = true };
	struct arena scratch, *mem = p->h.cx.mem;
	str problem;

	p->told_len = 0;
	im.csv = csv_of(&p->h.mem, list, &problem);
	assert_non_null(im.csv);
	assert_true(import_begin(&im, NULL, 0));
	assert_true(arena_make(&scratch, (size_t)64 << 20));
	p->h.cx.mem = &scratch;
	db_begin(p->h.cx.db, DB_WRITE);
	if (way == ONE_BY_ONE) {
		rows_alone(&p->h.cx, &im);
	}
	while (way != ONE_BY_ONE && import_some(&p->h.cx, &im, 7)) {
		continue;
	}
	assert_true(import_settled(&im));
	assert_true(db_commit(p->h.cx.db));
	p->h.cx.mem = mem;
	arena_drop(&scratch);
	import_end(&im);
	csv_close(im.csv);
	qsort(p->told, p->told_len, sizeof(str), compare_told);
	p->counts = arena_printf(&p->h.mem, "%lld new, %lld same, %lld refused",
	    (long long)im.added, (long long)im.same, (long long)im.refused);
}

/* Everything a list of members leaves, in words that hold no id. */
static str
left_behind(struct place *p)
{
	static const char *const figures[] = {
		"SELECT count(*) FROM member", "SELECT count(*) FROM contact",
		"SELECT sum(id * 0 + how + 10 * ended) FROM membership",
		"SELECT sum(length(name_fold)) FROM member",
		"SELECT sum(shown_to) + sum(kind) FROM contact",
		"SELECT count(*) FROM contact WHERE until_at IS NOT NULL",
		"SELECT count(*) FROM membership WHERE entered_by IS NULL",
	};
	char *at = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&at, &len);
	str all;

	assert_non_null(out);
	db_begin(p->h.cx.db, DB_READ);
	assert_true(export_list(&p->h.cx, LIST_MEMBERS, out, NULL));
	assert_true(db_commit(p->h.cx.db));
	for (size_t i = 0; i < COUNT(figures); i++) {
		fprintf(out, "%lld\n", (long long)house_number(&p->h,
		    figures[i]));
	}
	assert_int_equal(fclose(out), 0);
	all = arena_copy(&p->h.mem, (str){ at, len });
	free(at);
	return all;
}

static void
fail_with(const char *what, enum way way, str list, str wanted, str got)
{
	fail_msg("%s, way %d:\n" STR_FMT "\nwanted:\n" STR_FMT "\ngot:\n"
	    STR_FMT, what, (int)way, STR_ARG(list), STR_ARG(wanted),
	    STR_ARG(got));
}

static void
take_every_way(str list)
{
	const struct place *slow = &place[ONE_BY_ONE];
	str wanted;

	take(ONE_BY_ONE, list);
	wanted = left_behind(&place[ONE_BY_ONE]);
	for (enum way way = IN_BULK; way < WAYS; way++) {
		struct place *p = &place[way];
		str got;

		take(way, list);
		got = left_behind(p);
		for (size_t i = 0; i < slow->told_len || i < p->told_len;
		    i++) {
			str a = i < slow->told_len ? slow->told[i] : S("-");
			str b = i < p->told_len ? p->told[i] : S("-");

			if (!str_eq(a, b)) {
				fail_with("told", way, list, a, b);
			}
		}
		if (!str_eq(slow->counts, p->counts)) {
			fail_with("counted", way, list, slow->counts,
			    p->counts);
		}
		if (!str_eq(wanted, got)) {
			fail_with("left", way, list, wanted, got);
		}
	}
}

/* ---- random lists ------------------------------------------------------ */

static const char *
one_of(const char *const *of, unsigned len)
{
	return of[below(len)];
}
#define ONE_OF(...) one_of((const char *const[]){ __VA_ARGS__ }, \
	sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

/* One of the first, or rarely one of the others. */
#define MOSTLY(good, ...) (below(12) > 0 ? (good) : ONE_OF(__VA_ARGS__))

static void
add_row(FILE *out, int round)
{
	fprintf(out, "%s%u,", MOSTLY("", " ", "x-"), below(90) +
	    40 * (unsigned)round);
	fprintf(out, "%s%u,", MOSTLY("Ana Sá ", "\"Li, Wu \"", "Bo "),
	    below(12) == 0);
	fprintf(out, "%s,", MOSTLY(ONE_OF("A", "B", "FULL"), "CLUB", "OLD",
	    "K", "none", "", " B "));
	fprintf(out, "%s,", MOSTLY(ONE_OF("2021-03-04", ""), "2024-02-29",
	    "4.3.2021", "2020-01-01", "2019-12-31", "2027-01-01", "soon"));
	fprintf(out, "%s,", MOSTLY("", "2022-01-01", "2024-06-01", "2018-01-01",
	    "2028-01-01", "never"));
	fprintf(out, "%s,%s,", MOSTLY("", "阿娜", "\xff"), MOSTLY("en", "",
	    "a-language-tag-that-is-much-too-long-to-be-one"));
	fprintf(out, "%s,%s,%s\n", MOSTLY("", "+44 20 7946", "no phone",
	    "٠١٢"), MOSTLY("", "a@b.example", "a b@c"), MOSTLY("",
	    "1 High Street", "\"2, Lane\""));
	if (below(40) == 0) {
		fputs("only,three,A\n\n\"open,row,A\n\"y,z,A\n", out);
	}
}

static void
test_random_lists(void **unused)
{
	(void)unused;
	for (int round = 0; round < ROUNDS; round++) {
		char *at = NULL;
		size_t len = 0;
		FILE *out = open_memstream(&at, &len);

		assert_non_null(out);
		random_state = (unsigned)round + 1;
		fputs("number,name,cell,joined,left,native_name,language,"
		    "phone,email,address\n", out);
		for (int i = 0; i < ROWS; i++) {
			add_row(out, round / 2);
		}
		assert_int_equal(fclose(out), 0);
		take_every_way((str){ at, len });
		free(at);
	}
}

/* The member with the last place, and who comes after. */
static void
test_a_cell_that_is_full(void **unused)
{
	(void)unused;
	take_every_way(S("number,name,cell,joined\n"
	    "1,A,FULL,2021-01-01\n2,B,FULL,2021-01-01\n3,C,FULL,2023-01-01\n"
	    "1,A,FULL,2021-01-01\n4,D,FULL,2021-01-01\n5,E,FULL,\n"
	    "5,E,FULL,2023-01-01\n6,F,FULL,2021-01-01\n7,G,FULL,2021-01-01\n"
	    "8,H,FULL,2021-01-01\n9,I,FULL,2021-01-01\n8,H,A,2021-01-01\n"
	    "8,H,FULL,2021-01-01\n10,J,FULL,2023-01-01\n"));
	assert_true(place[IN_BULK].told_len > 0);
}

/* TRAN-8 MEMB-8 */
static void
test_one_line_leads_to_all(void **unused)
{
	(void)unused;
	for (enum way way = IN_BULK; way < WAYS; way++) {
		struct house *h = &place[way].h;
		int64_t changes = house_number(h,
		    "SELECT count(*) FROM change");

		take(way, S("number,name,cell,phone\n1,A,A,+4420\n2,B,A,\n"
		    "3,C,none,\n4,D,B,\n1,A,A,+4420\n"));
		assert_true(str_eq(place[way].counts,
		    S("3 new, 1 same, 1 refused")));
		assert_int_equal(house_number(h,
		    "SELECT count(*) FROM change"), changes + 1);
		assert_int_equal(house_number(h, "SELECT count(*) FROM change "
		    "c JOIN import_run r ON r.id = c.object_id JOIN unit u ON "
		    "u.id = c.unit_id WHERE c.verb = 'import.members' AND "
		    "r.added = 3 AND r.same = 1 AND r.refused = 1 AND "
		    "r.name = 'list.csv' AND u.code = 'K'"), 1);
		assert_int_equal(house_number(h, "SELECT count(*) FROM member "
		    "m JOIN import_block b ON b.kind = 1 AND b.first_id <= m.id"
		    " AND b.until_id > m.id"), 3);
		assert_int_equal(house_number(h, "SELECT count(*) FROM member "
		    "WHERE number IN ('1', '2', '4') AND entered_at = (SELECT "
		    "max(at) FROM change)"), 3);
	}
}

/* TRAN-8: it stands among the changes of what is kept about each of them. */
static void
test_each_finds_the_list(void **unused)
{
	struct ctx *cx = &place[IN_BULK].h.cx;
	struct copy_table changes;
	struct member came, other;

	(void)unused;
	take(IN_BULK, S("number,name,cell\n1,A,A\n2,B,A\n"));
	db_begin(cx->db, DB_READ);
	assert_true(member_by_number(cx, S("2"), &came));
	assert_true(member_by_number(cx, S("full-3"), &other));
	copy_table_of_member(cx, came.id, "change", &changes);
	assert_int_equal(changes.rows_len, 1);
	assert_true(str_eq(copy_at(&changes, 0, "verb")->text,
	    S("import.members")));
	copy_table_of_member(cx, other.id, "change", &changes);
	assert_int_equal(changes.rows_len, 1);
	assert_true(str_eq(copy_at(&changes, 0, "verb")->text,
	    S("member.join")));
	assert_true(db_commit(cx->db));
}

/* Nothing half: every step made to fail once leaves what was there. */
static void
test_each_step_fails(void **unused)
{
	static const str list = S_INIT("number,name,cell,phone\n1,A,A,+4420\n"
	    "2,B,FULL,\n1,A,A,\n3,C,B,\n");

	(void)unused;
	for (enum way way = IN_BULK; way < WAYS; way++) {
		struct place *p = &place[way];
		str before = left_behind(p), problem;
		bool kept = false;

		for (int n = 1; !kept; n++) {
			struct arena scratch, *mem = p->h.cx.mem;
			struct import im = { .kind = LIST_MEMBERS,
				.name = S(""), .mem = &p->h.mem, .tell = tell,
				.tell_arg = p, .alone = way == WITHOUT_INDEXES,
				.long_list = true };

			assert_true(n < 500);
			p->told_len = 0;
			im.csv = csv_of(&p->h.mem, list, &problem);
			assert_true(import_begin(&im, NULL, 0));
			assert_true(arena_make(&scratch, (size_t)64 << 20));
			p->h.cx.mem = &scratch;
			db_fail_at(p->h.cx.db, n);
			db_begin(p->h.cx.db, DB_WRITE);
			while (import_some(&p->h.cx, &im, 2)) {
				continue;
			}
			import_settle(&p->h.cx, &im);
			kept = db_commit(p->h.cx.db);
			db_fail_at(p->h.cx.db, 0);
			p->h.cx.mem = mem;
			import_end(&im);
			arena_drop(&scratch);
			csv_close(im.csv);
			assert_int_equal(str_eq(before, left_behind(p)), !kept);
		}
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
#define TEST(name) \
		cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		TEST(test_random_lists),
		TEST(test_a_cell_that_is_full),
		TEST(test_one_line_leads_to_all),
		TEST(test_each_finds_the_list),
		cmocka_unit_test_setup_teardown(test_each_step_fails,
		    set_up_small, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
