/* wire_test.c - documents between two processes: the same, or refused. */
#include "paper/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static struct arena mem;

static int
setup(void **state)
{
	(void)state;
	return arena_make(&mem, (size_t)256 << 20) ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	arena_drop(&mem);
	return 0;
}

static str
bytes_of(const struct paper *p)
{
	int fd = memfd_create("wire", MFD_CLOEXEC);
	size_t len;
	char *at;

	assert_true(fd >= 0 && wire_write(p, fd));
	len = (size_t)lseek(fd, 0, SEEK_END);
	at = NEW(&mem, char, len);
	assert_int_equal(pread(fd, at, len, 0), len);
	close(fd);
	return (str){ at, len };
}

/* Something of each kind. */
static void
fill(struct paper *p)
{
	static const struct paper_column column[] = {
		{ .head = S_INIT("No."), .share = 1, .number = true },
		{ .head = S_INIT("Signature"), .share = 7, .room = true },
	};
	const struct paper_certificate c = { .title = S("Thanks"),
		.name = S("김민준"), .address = S("https://a.example/c/1") };

	paper_start(p, &mem, S("Minutes"), S("pt-BR"));
	p->rtl = true;
	p->size = PAPER_LETTER;
	p->cards_on = PAPER_CARDS_FOUR;
	p->author = S("Federation");
	p->record = S("Record 1");
	p->check = S("a.example");
	p->page_of = S("{n}");
	paper_over(p, S("over"));
	paper_heading(p, 3, S("head"));
	paper_par(p);
	paper_par(p);
	paper_run(p, PAPER_BOLD, S("فاطمة"));
	paper_run(p, PAPER_ITALIC, S(""));
	paper_item(p, 12, S("twelfth"));
	paper_table(p, column, COUNT(column));
	paper_row(p);
	paper_cell(p, S("1"));
	paper_row(p);
	paper_row(p);
	paper_cell(p, S("2"));
	paper_cell(p, S("Ann"));
	paper_run(p, PAPER_BOLD, S("!"));
	paper_code(p, S("https://a.example"), S("here"));
	paper_sign(p, S("Chair"));
	paper_small(p, S("small"));
	paper_certificate(p, &c);
}

static bool
reads(str bytes, struct paper *out)
{
	return wire_read(&mem, bytes, out);
}

static void
what_is_written_is_read(void **state)
{
	struct paper p, q;
	str bytes;

	(void)state;
	fill(&p);
	assert_null(p.too_much);
	bytes = bytes_of(&p);
	assert_true(reads(bytes, &q));
	assert_true(q.rtl);
	assert_int_equal(q.size, PAPER_LETTER);
	assert_int_equal(q.cards_on, PAPER_CARDS_FOUR);
	assert_true(str_eq(q.lang, S("pt-BR")));
	assert_int_equal(q.blocks.len, p.blocks.len);
	assert_int_equal(q.columns.len, 2);
	assert_true(q.columns.at[1].room && !q.columns.at[1].number);
	for (size_t i = 0; i < p.runs.len; i++) {
		assert_true(str_eq(p.runs.at[i].text, q.runs.at[i].text));
		assert_int_equal(p.runs.at[i].faces, q.runs.at[i].faces);
	}
	assert_true(str_eq(bytes_of(&q), bytes));
}

static void
cards_are_read(void **state)
{
	const struct paper_card c = { .head = S("5th"), .name = S("山田 太郎"),
		.unit = S("Long Lakes"), .role = S("Delegate"),
		.place = S("Seat 4"), .number = S("D-1"), .code = S("x"),
		.band = 3 };
	struct paper p, q;

	(void)state;
	paper_start(&p, &mem, S("Badges"), S(""));
	paper_card(&p, &c);
	paper_card(&p, &c);
	assert_true(reads(bytes_of(&p), &q));
	assert_int_equal(q.cards.len, 2);
	assert_true(str_eq(q.cards.at[1].name, c.name));
	assert_int_equal(q.cards.at[1].band, 3);
}

/* Every text cut off is no document, and nothing may follow one. */
static void
no_part_is_read(void **state)
{
	struct paper p, q;
	str bytes;
	char *more;

	(void)state;
	fill(&p);
	bytes = bytes_of(&p);
	for (size_t n = 0; n < bytes.len; n++) {
		assert_false(reads(str_part(bytes, 0, n), &q));
	}
	more = NEW(&mem, char, bytes.len + 1);
	memcpy(more, bytes.at, bytes.len);
	assert_false(reads((str){ more, bytes.len + 1 }, &q));
}

/* A document of these blocks, none of which paper.h would make. */
static bool
reads_as(enum paper_kind kind, int n, size_t runs, str text)
{
	struct paper p, q;

	paper_start(&p, &mem, S("A"), S("en"));
	*LIST_ADD(&mem, &p.blocks) = (struct paper_block){ .kind = kind,
		.n = n, .len = runs };
	for (size_t i = 0; i < runs; i++) {
		*LIST_ADD(&mem, &p.runs) = (struct paper_run){ 0, text };
	}
	return reads(bytes_of(&p), &q);
}

static void
what_paper_would_not_make_is_not_read(void **state)
{
	char long_text[PAPER_TEXT_MAX + 1];

	(void)state;
	memset(long_text, 'a', sizeof(long_text));
	assert_true(reads_as(PAPER_HEADING, 1, 1, S("a")));
	assert_false(reads_as(PAPER_HEADING, 0, 1, S("a")));
	assert_false(reads_as(PAPER_HEADING, 4, 1, S("a")));
	assert_false(reads_as(PAPER_HEADING, 1, 2, S("a")));
	assert_false(reads_as(PAPER_PAR, 1, 1, S("a")));
	assert_false(reads_as(PAPER_ROW, 0, 0, S("")));
	assert_false(reads_as(PAPER_CELL, 0, 1, S("a")));
	assert_false(reads_as(PAPER_TABLE, 1, 0, S("")));
	assert_false(reads_as(PAPER_CERTIFICATE, 0, 3, S("a")));
	assert_false(reads_as(PAPER_CERTIFICATE + 1, 0, 0, S("a")));
	assert_false(reads_as(PAPER_PAR, 0, 1, S("\xff")));
	assert_false(reads_as(PAPER_PAR, 0, 1, S("a\0b")));
	assert_true(reads_as(PAPER_PAR, 0, 1,
	    (str){ long_text, PAPER_TEXT_MAX }));
	assert_false(reads_as(PAPER_PAR, 0, 1,
	    (str){ long_text, PAPER_TEXT_MAX + 1 }));
	assert_true(reads_as(PAPER_CODE, 0, 2,
	    (str){ long_text, PAPER_CODE_MAX }));
	assert_false(reads_as(PAPER_CODE, 0, 2,
	    (str){ long_text, PAPER_CODE_MAX + 1 }));
}

static void
a_language_is_letters(void **state)
{
	struct paper p, q;

	(void)state;
	paper_start(&p, &mem, S("A"), S("en) /JS (x"));
	assert_false(reads(bytes_of(&p), &q));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_written_is_read, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(cards_are_read, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(no_part_is_read, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(
		    what_paper_would_not_make_is_not_read, setup, teardown),
		cmocka_unit_test_setup_teardown(a_language_is_letters, setup,
		    teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
