/*
 * file_test.c - BLT, tables of ranks and recount files: what they mean, what
 * they come back as, and what is said of those that are wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "count/count.h"
#include "tests/ballots.h"

#define TWO	"\"A\"\n\"B\"\n\"t\"\n"

static struct arena *const mem = &ballots_mem;

static void
check_marks(const struct count_file *f, size_t group, int64_t times,
    const char *marks)
{
	const struct count_ballot *g = &f->ballots.groups.at[group];
	char got[100] = "";
	size_t len = 0;

	assert_true(group < f->ballots.groups.len);
	for (size_t i = 0; i < g->len && len + 3 < sizeof(got); i++) {
		const struct count_mark *m = &f->ballots.marks.at[g->first +
		    i];

		got[len++] = (char)('A' + m->candidate);
		got[len++] = (char)('0' + m->rank);
	}
	assert_int_equal(g->times, times);
	assert_string_equal(got, marks);
}

static void
test_blt(void **unused)
{
	struct count_file f = ballots_of("# a comment\n3 2 # seats\n-2 /* a\n"
	    "long one */ 4 3 1 0\n1 1=3 2 0 2 - 2 - 1 0\n\n5 0\n0\n"
	    "\"Ann \"\n\"Bo, the 2nd\" \"C#\"\n\"The title\"\n\"source\"\n"
	    "\"comment\"\n# end");

	(void)unused;
	assert_int_equal(f.ballots.candidates_len, 3);
	assert_int_equal(f.rule.seats, 2);
	assert_false(f.ruled);
	assert_true(f.ballots.candidates[1].withdrew);
	assert_false(f.ballots.candidates[0].withdrew);
	assert_int_equal(f.ballots.groups.len, 4);
	check_marks(&f, 0, 4, "C1A2");
	check_marks(&f, 1, 1, "A1C1B2");
	check_marks(&f, 2, 2, "B2A4");
	check_marks(&f, 3, 5, "");
	assert_true(str_eq(f.ballots.candidates[0].name, S("Ann")));
	assert_true(str_eq(f.ballots.candidates[1].name, S("Bo, the 2nd")));
	assert_true(str_eq(f.ballots.candidates[2].name, S("C#")));
	assert_true(str_eq(f.title, S("The title")));
	/* Without a title, with a mark of UTF-8, with lines of Windows. */
	f = ballots_of("\xef\xbb\xbf" "1 1\r\n2 1 0\r\n0\r\n\"A\"\r\n");
	assert_int_equal(f.title.len, 0);
	check_marks(&f, 0, 2, "A1");
}

static void
test_table(void **unused)
{
	struct count_file f = ballots_of("Ann,\"B, \"\"Bo\"\"\",C\r\n"
	    "1,2,No opinion\r\n-,,3\r\n\r\n2,1,1\r\n\"1\",2,3");

	(void)unused;
	assert_int_equal(f.ballots.candidates_len, 3);
	assert_true(str_eq(f.ballots.candidates[1].name, S("B, \"Bo\"")));
	assert_int_equal(f.rule.seats, 0);
	assert_int_equal(f.ballots.groups.len, 4);
	check_marks(&f, 0, 1, "A1B2");
	check_marks(&f, 1, 1, "C3");
	check_marks(&f, 2, 1, "B1C1A2");
	check_marks(&f, 3, 1, "A1B2C3");
	f = ballots_of("2022,2023\n1,2\n");
	assert_int_equal(f.ballots.candidates_len, 2);
	f = ballots_of("Ann\n1\n");
	assert_int_equal(f.ballots.groups.len, 1);
}

static void
test_rule(void **unused)			/* COUN-1 */
{
	struct count_file f = ballots_of("#: method schulze\n#: unranked last\n"
	    "#: majority 2/3 of members\n#: eligible 90\n#: present 70\n"
	    "#: spoilt 4\n#: choices 3\n#: lot 2\n#: lot 1\n2 1\n3 1 0\n0\n"
	    TWO);

	(void)unused;
	assert_true(f.ruled);
	assert_int_equal(f.rule.method, COUNT_SCHULZE);
	assert_int_equal(f.rule.unranked, COUNT_UNRANKED_LAST);
	assert_int_equal(f.rule.choices_max, 3);
	assert_int_equal(f.rule.majority.share.num, 2);
	assert_int_equal(f.rule.majority.share.den, 3);
	assert_false(f.rule.majority.share.more);
	assert_int_equal(f.rule.majority.of, OF_MEMBERS);
	assert_int_equal(f.rule.people.eligible, 90);
	assert_int_equal(f.rule.people.present, 70);
	assert_int_equal(f.ballots.spoilt, 4);
	assert_int_equal(f.lots.len, 2);
	assert_int_equal(f.lots.at[0].drawn, 1);
	assert_int_equal(f.lots.at[1].drawn, 0);
}

static bool
has(str text, const char *part)
{
	return strstr(arena_copy_z(mem, text), part) != NULL;
}

/* What decides a tie is in the file: anybody comes to the same. */
static void
test_ties_in_file(void **unused)		/* COUN-14, VOTE-9 */
{
	static const char by_seed[] = "#: method approval\n"
	    "#: seed 4 1  6\n2 1\n3 1=2 0\n0\n" TWO;
	static const char by_chair[] = "#: method question\n"
	    "#: casting against\n3 1\n3 1 0\n3 2 0\n0\n\"For\"\n\"Against\"\n"
	    "\"Abstain\"\n\"t\"\n";
	struct count_file f = ballots_of(by_seed);
	struct count_result r;
	str text;

	(void)unused;
	assert_true(str_eq(f.rule.seed, S("4 1  6")));
	assert_int_equal(count_vote(mem, &f.rule, &f.ballots, NULL, 0, &r),
	    COUNT_OK);
	assert_int_equal(r.elected_len, 1);
	text = count_blt_write(mem, &f);
	assert_true(has(text, "#: seed 4 1  6\n"));
	f = ballots_of(by_chair);
	assert_true(f.rule.casting);
	assert_int_equal(count_vote(mem, &f.rule, &f.ballots, f.lots.at,
	    f.lots.len, &r), COUNT_OK);
	assert_int_equal(r.outcome, COUNT_NOT_CARRIED);
	assert_int_equal(r.by_lot, 1);
	text = count_blt_write(mem, &f);
	assert_true(has(text, "#: casting against\n"));
	assert_false(has(text, "#: lot"));
}

/* ---- written ----------------------------------------------------------- */

static void
test_written(void **unused)			/* COUN-13 */
{
	static const char wanted[] =
	    "# Ballots of a vote, as a BLT file. The lines that begin with "
	    "#: say how they\n# are counted; they are comments for every "
	    "other program.\n"
	    "#: method plurality\n#: choices 2\n"
	    "#: majority more than 1/2 of votes cast\n#: eligible 90\n"
	    "#: present 70\n#: spoilt 4\n#: lot 2\n"
	    "3 2\n-3\n5 0\n3 1 0\n2 1=2 0\n1 1 - 2 0\n0\n\"A 'x' y\"\n\"B\"\n"
	    "\"C\"\n\"t\"\n";
	struct count_file f = ballots_of("#: method plurality\n#: choices 2\n"
	    "#: majority more than 1/2 of votes cast\n#: eligible 90\n"
	    "#: present 70\n#: spoilt 4\n#: lot 2\n3 2\n-3\n1 1 - 2 0\n"
	    "1 2=1 0\n3 0\n3 1 0\n1 1=2 0\n2 0\n0\n\"A\"\n\"B\"\n\"C\"\n"
	    "\"t\"\n");
	struct count_file again;
	str text;

	(void)unused;
	f.ballots.candidates[0].name = S("\n A \"x\"\ty");
	text = count_blt_write(mem, &f);
	assert_true(str_eq(text, str_z(wanted)));
	again = ballots_of(arena_copy_z(mem, text));
	assert_true(str_eq(count_blt_write(mem, &again), str_z(wanted)));
	/* Without a rule none is written, and a table has one seat. */
	again = ballots_of("A,B\n1,2\n");
	text = count_blt_write(mem, &again);
	assert_true(str_ends(text, S("program.\n2 1\n1 1 2 0\n0\n\"A\"\n"
	    "\"B\"\n\"\"\n")));
}

/* Of two boxes with the same ballots nobody can tell which one it was. */
static void
test_no_order(void **unused)			/* COUN-13 */
{
	struct count_file a = ballots_of("2 1\n1 1 0\n1 2 1 0\n1 1 0\n1 0\n0\n"
	    TWO);
	struct count_file b = ballots_of("2 1\n1 0\n1 2 1 0\n2 1 0\n0\n" TWO);

	(void)unused;
	assert_true(str_eq(count_blt_write(mem, &a),
	    count_blt_write(mem, &b)));
}

/* ---- wrong ------------------------------------------------------------- */

static void
wrong(const char *text, int line, int column, const char *says)
{
	struct count_file_error e = { 0 };
	struct count_file f;

	assert_false(count_file_read(mem, str_z(text), &f, &e));
	assert_int_equal(e.line, line);
	assert_int_equal(e.column, column);
	assert_true(e.expected.len > 0);
	if (strstr(arena_copy_z(mem, e.text), says) == NULL) {
		fail_msg("\"" STR_FMT "\" and not %s", STR_ARG(e.text), says);
	}
}

static void
test_wrong_blt(void **unused)			/* COUN-12 */
{
	(void)unused;
	wrong("", 1, 1, "the number of candidates");
	wrong("# two\n", 2, 1, "the number of candidates");
	wrong("0 1\n", 1, 1, "the number of candidates, 1 to 500, was");
	wrong("501 1\n", 1, 1, "not \"501\"");
	wrong("2\n", 2, 1, "the number of seats");
	wrong("2 0\n", 1, 3, "the number of seats");
	wrong("2 1\n-3\n", 2, 1, "who withdrew");
	wrong("2 1\n-\n", 2, 1, "who withdrew");
	wrong("2 1\n1 1\n", 3, 1, "or 0 at the end of the ballot");
	wrong("2 1\n1 3 0\n", 2, 3, "not \"3\"");
	wrong("2 1\n1 1=3 0\n", 2, 5, "not \"3\"");
	wrong("2 1\n1 1= 0\n", 2, 5, "the number of a candidate");
	wrong("2 1\n1 1 2 1 0\n", 2, 7, "names a candidate twice");
	wrong("2 1\n1 2 2 0\n", 2, 2, "names a candidate twice");
	wrong("2 1\n1.5 2 0\n", 2, 1, "how many ballots are like this");
	wrong("2 1\n(7) 1 2 0\n", 2, 1, "how many ballots are like this");
	wrong("2 1\n2000000000 1 0\n", 2, 1, "how many ballots");
	wrong("2 1\n1 1 0\n", 3, 1, "or 0 after the last one");
	wrong("2 1\n0\nA\n", 3, 1, "between quotation marks");
	wrong("2 1\n0\n\"A\n\"B\"\n", 3, 3, "a quotation mark at the end");
	wrong("2 1\n0\n\"A\"\n", 4, 1, "the name of a candidate");
	wrong("2 1\n0\n\"A \"x\" y\"\n", 3, 5, "a space after");
	wrong("2 1\n0\n\"A\"\n\"B\"\ntitle\n", 5, 1, "the title");
	wrong("2 1\n0\n" TWO "\"s\"\n\"c\"\n7\n", 8, 1, "the end of the file");
	wrong("2 1 /* for\never\n", 1, 5, "a comment that ends");
	wrong("2 1\n\xff\n", 2, 1, "not in UTF-8");
	wrong("# \xc3\xa9\n2 1\n1 x\n", 3, 3, "not \"x\"");
	wrong("2 1\n0\n\"\xc3\xa9\"x\n", 3, 4, "a space after");
}

static void
test_wrong_rule(void **unused)			/* COUN-12 */
{
	char seed[COUNT_SEED_MAX + 20] = "#: seed ";

	(void)unused;
	wrong("#:\n2 1\n", 1, 3, "method, unranked,");
	wrong("#: colour red\n", 1, 4, "not \"colour\"");
	wrong("#: method\n", 1, 10, "what the rule says");
	wrong("#: method best\n", 1, 11, "scottish or meek");
	wrong("#: unranked first\n", 1, 13, "neither or last");
	wrong("#: eligible many\n", 1, 13, "a number from 0 to 1000000000");
	wrong("#: spoilt -1\n", 1, 11, "a number from 0");
	wrong("#: choices 0\n", 1, 12, "a number from 1 to 500");
	wrong("#: lot 0\n", 1, 8, "a number from 1 to 500");
	wrong("#: casting yes\n", 1, 12, "for or against");
	wrong("#: seed\n", 1, 8, "what the rule says");
	memset(seed + 8, 'x', COUNT_SEED_MAX + 1);
	wrong(seed, 1, 9, "at most 200 bytes");
	wrong("#: majority most\n", 1, 13, "more than 1/2 of votes cast");
	wrong("#: majority 3/2 of members\n", 1, 13, "a fraction like 1/2");
	wrong("#: majority more than 1/1 of present\n", 1, 23, "a fraction");
	wrong("#: majority 1/2 of people\n", 1, 20, "members, present or");
}

static void
test_wrong_table(void **unused)			/* COUN-12 */
{
	(void)unused;
	wrong("A,,C\n", 1, 3, "the name of a candidate");
	wrong("A,\"B\tx\"\n", 1, 3, "the name of a candidate");
	wrong("A,B,\n", 1, 5, "the name of a candidate");
	wrong("A,B\n1\n", 2, 2, "a cell for each candidate");
	wrong("A,B\n1,2,3\n", 2, 4, "no more cells");
	wrong("A,B\n1,first\n", 2, 3, "a rank from 1");
	wrong("A,B\n1,0\n", 2, 3, "a rank from 1");
	wrong("A,B\n1,\"2\n", 2, 5, "a quotation mark at the end");
	wrong("A,B\n1,\"2\"x\n", 2, 6, "a comma after");
	wrong("A,\"B\"\xc3\xa9\n", 1, 6, "not \"\xc3\xa9\"");
	wrong("A,\"B\n", 1, 5, "a quotation mark at the end");
}

/* As many as may be, and one more. */
static void
test_limits(void **unused)			/* COUN-12 */
{
	struct count_file_error e = { 0 };
	struct count_file f;
	char *text = NEW(mem, char, COUNT_LOTS_MAX * 20);
	size_t len = 0;

	(void)unused;
	for (int i = 0; i < COUNT_CANDIDATES_MAX; i++) {
		text[len++] = 'c';
		text[len++] = ',';
	}
	assert_true(count_csv_read(mem, (str){ text, len - 1 }, &f, &e));
	assert_int_equal(f.ballots.candidates_len, COUNT_CANDIDATES_MAX);
	text[len++] = 'c';
	assert_false(count_csv_read(mem, (str){ text, len }, &f, &e));
	assert_int_equal(e.column, 2 * COUNT_CANDIDATES_MAX + 1);
	len = 0;
	for (int i = 0; i <= COUNT_LOTS_MAX; i++) {
		memcpy(text + len, "#: lot 1\n", 9);
		len += 9;
	}
	assert_false(count_blt_read(mem, (str){ text, len }, &f, &e));
	assert_int_equal(e.line, COUNT_LOTS_MAX + 1);
	/* The length alone is looked at: there are no such bytes. */
	assert_false(count_blt_read(mem, (str){ text, COUNT_FILE_MAX +
	    (size_t)1 }, &f, &e));
	assert_true(str_eq(e.expected, S("a smaller file")));
}

/* Each byte left out, doubled or another: never accepted as what it is not,
 * and what is accepted comes back the same. */
static void
test_each_byte(void **unused)			/* COUN-12, COUN-13 */
{
	static const char sound[] = "#: method meek\n3 2\n-2\n12 1 3=2 0\n"
	    "1 - 3 0\n0\n\"Ann\"\n\"Bo\"\n\"Cy\"\n\"t\"\n";
	static const char other[] = "0 1\n\"=-#9";
	struct count_file_error e;
	struct count_file f, g;
	size_t mark;

	(void)unused;
	for (size_t i = 0; i < sizeof(sound) - 1; i++) {
		for (size_t k = 0; k < sizeof(other); k++) {
			char text[sizeof(sound) + 1];
			size_t len = sizeof(sound) - 1;
			str once;

			memcpy(text, sound, sizeof(sound));
			if (k == sizeof(other) - 1) {
				memmove(text + i, text + i + 1, len - i);
				len--;
			} else {
				text[i] = other[k];
			}
			mark = mem->used;
			if (count_file_read(mem, (str){ text, len }, &f,
			    &e)) {
				once = count_blt_write(mem, &f);
				assert_true(count_file_read(mem, once, &g,
				    &e));
				assert_true(str_eq(once,
				    count_blt_write(mem, &g)));
			} else {
				assert_true(e.line >= 1 && e.line <= 11);
				assert_true(e.column >= 1);
				assert_true(e.text.len > 0);
			}
			arena_release(mem, mark);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_blt),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_rule),
		cmocka_unit_test(test_ties_in_file),
		cmocka_unit_test(test_written),
		cmocka_unit_test(test_no_order),
		cmocka_unit_test(test_wrong_blt),
		cmocka_unit_test(test_wrong_rule),
		cmocka_unit_test(test_wrong_table),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_each_byte),
	};

	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
