/*
 * paper_draw_test.c - documents as PDF: what poppler reads in them, what is
 * refused, and what happens when the program that draws does not do well.
 */
#include "paper/paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "paper/wire.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED	true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED	true
#endif
#endif
#ifndef SANITIZED
#define SANITIZED	false
#endif

#define LINES_MAX	((size_t)1 << 20)

static struct arena mem;
static const struct paper_limits limits = { .wall_s = 200, .cpu_s = 60,
	.memory_mb = 512, .pages = 100, .file_mb = 32 };

static int
setup(void **state)
{
	(void)state;
	return arena_make(&mem, (size_t)512 << 20) ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	arena_drop(&mem);
	return 0;
}

/* What a command says of the PDF, which it has as its standard input. */
static str
said(const char *command, int fd)
{
	str line = arena_printf(&mem, "{ %s; } </proc/%d/fd/%d 2>&1", command,
	    (int)getpid(), fd);
	FILE *pipe = popen(line.at, "r");
	char *text = NEW(&mem, char, LINES_MAX);
	size_t len;

	assert_non_null(pipe);
	len = fread(text, 1, LINES_MAX - 1, pipe);
	assert_int_equal(pclose(pipe), 0);
	return (str){ text, len };
}

static bool
says(str text, const char *what)
{
	return strstr(arena_copy_z(&mem, text), what) != NULL;
}

/* The PDF of a document that can be drawn. */
static int
drawn(const struct paper *p, struct paper_drawn *out)
{
	enum paper_err err = paper_draw(p, &limits, NULL, out);

	if (err != PAPER_OK) {
		print_error("%s %s\n", paper_err_text(err), out->detail);
	}
	assert_int_equal(err, PAPER_OK);
	assert_true(out->fd > 2 && out->bytes > 500 && out->pages > 0);
	return out->fd;
}

static void
start(struct paper *p)
{
	paper_start(p, &mem, S("Minutes of Cell 4"), S("en-GB"));
	p->record = S("Record m204");
	p->check = S("cellwork.example/m204");
	p->page_of = S("Page {n} of {m}");
	p->author = S("Northern Federation");
}

/* PAPER-6: words of each script come out as they went in. */
static void
text_can_be_read(void **state)
{
	static const char *const words[] = { "Aino Rask", "김민준", "山田 太郎",
		"やまだ はなこ", "فاطمة", "Ольга Петрова", "नीलम", "Nguyễn",
		"דוד", "王小明", "Θεοδώρα" };
	struct paper_drawn d;
	struct paper p;
	str text, info;

	(void)state;
	start(&p);
	paper_heading(&p, 1, S("Names"));
	for (size_t i = 0; i < COUNT(words); i++) {
		paper_say(&p, str_z(words[i]));
		paper_item(&p, 0, str_z(words[i]));
	}
	drawn(&p, &d);
	text = said("pdftotext - -", d.fd);
	for (size_t i = 0; i < COUNT(words); i++) {
		if (!says(text, words[i])) {
			fail_msg("%s was not found in:\n" STR_FMT, words[i],
			    STR_ARG(text));
		}
	}
	info = said("pdfinfo -", d.fd);
	assert_true(says(info, "Title:           Minutes of Cell 4\n"));
	assert_true(says(info, "Author:          Northern Federation\n"));
	assert_true(says(info, "Tagged:          yes\n"));
	assert_true(says(said("pdfinfo -struct -", d.fd),
	    "Document\n  H1 (block)\n"));
	assert_true(says(said("grep -a Lang", d.fd), "/Lang (en-GB)"));
	assert_true(says(said("grep -a Outlines", d.fd), "/Outlines"));
	close(d.fd);
}

/* PAPER-1: the paper and its margins. */
static void
the_size_is_as_asked(void **state)
{
	struct paper_drawn d;
	struct paper p;
	str box;

	(void)state;
	start(&p);
	paper_say(&p, S("Alone"));
	drawn(&p, &d);
	assert_true(says(said("pdfinfo -", d.fd), "(A4)"));
	box = said("pdftotext -bbox - - | grep -F '>Alone<'", d.fd);
	/* 16 mm are 45.35 points. */
	assert_true(says(box, "xMin=\"45.3") || says(box, "xMin=\"45.4"));
	close(d.fd);
	p.size = PAPER_LETTER;
	drawn(&p, &d);
	assert_true(says(said("pdfinfo -", d.fd), "(letter)"));
	close(d.fd);
}

/* Where a word begins on its page, in points; fails where it is not. */
static double
left_of(int fd, const char *word)
{
	str line = said(arena_printf(&mem, "pdftotext -bbox - - |"
	    " grep -F '>%s<' | head -1", word).at, fd);
	const char *at = strstr(arena_copy_z(&mem, line), "xMin=\"");

	assert_non_null(at);
	return strtod(at + 6, NULL);
}

static void
a_page_runs_from_the_right(void **state)
{
	static const struct paper_column columns[] = {
		{ .head = S_INIT("First"), .share = 1 },
		{ .head = S_INIT("Second"), .share = 1 },
	};
	struct paper_drawn d;
	struct paper p;

	(void)state;
	start(&p);
	paper_table(&p, columns, COUNT(columns));
	drawn(&p, &d);
	assert_true(left_of(d.fd, "First") < left_of(d.fd, "Second"));
	assert_true(left_of(d.fd, "Record") < left_of(d.fd, "Page"));
	close(d.fd);
	p.rtl = true;
	drawn(&p, &d);
	assert_true(left_of(d.fd, "First") > left_of(d.fd, "Second"));
	assert_true(left_of(d.fd, "Record") > left_of(d.fd, "Page"));
	close(d.fd);
}

static size_t
times(str text, const char *what)
{
	const char *at = arena_copy_z(&mem, text);
	size_t n = 0;

	while ((at = strstr(at, what)) != NULL) {
		at += strlen(what);
		n++;
	}
	return n;
}

/* PAPER-2 and PAPER-4. */
static void
heads_repeat_and_rows_stay_whole(void **state)
{
	static const struct paper_column columns[] = {
		{ .head = S_INIT("Number"), .share = 1 },
		{ .head = S_INIT("Decision"), .share = 3 },
	};
	struct paper_drawn d;
	struct paper p;
	str text, page;

	(void)state;
	start(&p);
	paper_table(&p, columns, COUNT(columns));
	for (int i = 0; i < 60; i++) {
		paper_row(&p);
		paper_cell(&p, arena_printf(&mem, "from%d", i));
		paper_cell(&p, arena_printf(&mem, "a\nb\nc\nd\nto%d", i));
	}
	drawn(&p, &d);
	assert_true(d.pages > 3 && d.pages < 12);
	text = said("pdftotext -layout - -", d.fd);
	assert_int_equal(times(text, "Decision"), d.pages);
	assert_int_equal(times(text, "Record m204"), d.pages);
	assert_int_equal(times(text, "cellwork.example/m204"), d.pages);
	for (int i = 1; str_cut(&text, '\f', &page); i++) {
		assert_int_equal(times(page, "from"), times(page, "to"));
		assert_true(says(page, arena_printf(&mem, "Page %d of %d", i,
		    d.pages).at));
	}
	close(d.fd);
}

/* 4,000 of them: more than a page holds. */
static char *
words_of_pages(void)
{
	char *text = NEW(&mem, char, 20001);

	for (size_t i = 0; i < 20000; i += 5) {
		memcpy(text + i, "word ", 5);
	}
	return text;
}

static void
a_row_longer_than_a_page_goes_on(void **state)
{
	static const struct paper_column columns[] = {
		{ .head = S_INIT("Said"), .share = 1 },
	};
	char *long_text = words_of_pages();
	struct paper_drawn d;
	struct paper p;
	str text;

	(void)state;
	start(&p);
	paper_table(&p, columns, COUNT(columns));
	paper_row(&p);
	paper_cell(&p, str_z(long_text));
	paper_say(&p, str_z(long_text));
	drawn(&p, &d);
	text = said("pdftotext - -", d.fd);
	assert_int_equal(times(text, "word"), 8000);
	close(d.fd);
}

/* On each page beside its sign, and what follows it stands where it would. */
static void
an_item_longer_than_a_page_goes_on(void **state)
{
	char *long_text = words_of_pages();
	struct paper_drawn d;
	struct paper p;
	str line;

	(void)state;
	start(&p);
	paper_say(&p, S("Before"));
	paper_item(&p, 1, str_z(long_text));
	paper_say(&p, S("After"));
	drawn(&p, &d);
	assert_int_equal(times(said("pdftotext - -", d.fd), "word"), 4000);
	/* 16 mm of margin, 8 mm for the sign. */
	line = said("pdftotext -f 3 -l 3 -bbox - - | grep -F '>word<' |"
	    " head -1", d.fd);
	assert_true(says(line, "xMin=\"68.0"));
	assert_true(left_of(d.fd, "After") == left_of(d.fd, "Before"));
	close(d.fd);
}

/* A heading is not the last on its page: PAPER-2. */
static void
a_heading_stays_with_its_text(void **state)
{
	struct paper_drawn d;
	struct paper p;
	str text, page;

	(void)state;
	start(&p);
	p.page_of = S(" ");
	p.record = p.check = S("");
	for (int i = 0; i < 80; i++) {
		for (int k = 0; k <= i % 7; k++) {
			paper_say(&p, S("line"));
		}
		paper_heading(&p, 2, S("Heading"));
		paper_heading(&p, 3, S("Under"));
		paper_say(&p, S("text"));
	}
	drawn(&p, &d);
	assert_true(d.pages > 4);
	text = said("pdftotext -layout - -", d.fd);
	while (str_cut(&text, '\f', &page)) {
		page = str_trim(page);
		assert_true(page.len == 0 || (!str_ends(page, S("Heading")) &&
		    !str_ends(page, S("Under"))));
	}
	close(d.fd);
}

static void
cards_have_their_words(void **state)
{
	struct paper_drawn d;
	struct paper p;
	str text;

	(void)state;
	start(&p);
	for (int i = 0; i < 17; i++) {
		const struct paper_card c = { .head = S("5th Conference"),
			.name = i % 2 ? S("김민준") : S("Berit Vand"),
			.unit = S("Long Lakes"), .role = S("Delegate"),
			.place = arena_printf(&mem, "Seat%d.", i),
			.number = arena_printf(&mem, "D-%04d", i),
			.code = arena_printf(&mem, "https://a.example/%d", i),
			.band = i % 4 };

		paper_card(&p, &c);
	}
	drawn(&p, &d);
	assert_int_equal(d.pages, 3);
	text = said("pdftotext - -", d.fd);
	assert_int_equal(times(text, "D-00"), 17);
	assert_int_equal(times(text, "김민준"), 8);
	assert_true(says(text, "Seat16."));
	close(d.fd);
	p.cards_on = PAPER_CARDS_FOUR;
	drawn(&p, &d);
	assert_int_equal(d.pages, 5);
	close(d.fd);
}

static void
a_certificate_has_a_page(void **state)
{
	const struct paper_certificate c = { .over = S("Federation"),
		.title = S("With thanks"), .name = S("Harbour Bakery"),
		.text = S("who baked"), .sign = { S("For all"), S("") },
		.address = S("https://a.example/c/1"),
		.words = S("Certificate 1") };
	struct paper_drawn d;
	struct paper p;
	str text;

	(void)state;
	start(&p);
	paper_certificate(&p, &c);
	paper_certificate(&p, &c);
	paper_say(&p, S("And this"));
	drawn(&p, &d);
	assert_int_equal(d.pages, 3);
	text = said("pdftotext - -", d.fd);
	assert_int_equal(times(text, "Harbour Bakery"), 2);
	assert_int_equal(times(text, "Certificate 1"), 2);
	close(d.fd);
}

/* ---- refusals (PAPER-3) ------------------------------------------------ */

static void
many_cards(struct paper *p, int n)
{
	start(p);
	for (int i = 0; i < n; i++) {
		const struct paper_card c = {
			.name = arena_printf(&mem, "Name %d", i),
			.code = arena_printf(&mem, "https://a.example/%d", i),
		};

		paper_card(p, &c);
	}
}

static enum paper_err
refused(const struct paper *p, struct paper_limits l, struct paper_drawn *out)
{
	enum paper_err err = paper_draw(p, &l, NULL, out);

	assert_int_equal(out->fd, -1);
	assert_int_equal(out->bytes, 0);
	return err;
}

static void
too_much_is_refused(void **state)
{
	const struct paper_certificate c = { .title = S("Thanks") };
	struct paper_limits l = limits;
	struct paper_drawn d;
	struct paper p;

	(void)state;
	start(&p);
	for (int i = 0; i < 4; i++) {
		paper_certificate(&p, &c);
	}
	l.pages = 4;
	assert_int_equal(paper_draw(&p, &l, NULL, &d), PAPER_OK);
	close(d.fd);
	l.pages = 3;
	assert_int_equal(refused(&p, l, &d), PAPER_TOO_MANY_PAGES);
	p.too_much = "it has too many cards";
	assert_int_equal(refused(&p, limits, &d), PAPER_TOO_MUCH);
	assert_string_equal(d.detail, "it has too many cards");

	l = limits;
	l.pages = 10000;
	many_cards(&p, 9000);
	l.wall_s = 1;
	assert_int_equal(refused(&p, l, &d), PAPER_TOO_SLOW);
	assert_true(d.ms >= 1000);
	l.wall_s = limits.wall_s;
	l.cpu_s = 1;
	assert_int_equal(refused(&p, l, &d), PAPER_TOO_SLOW);
	l.cpu_s = limits.cpu_s;
	many_cards(&p, 1600);
	l = limits;
	l.pages = 10000;
	l.file_mb = 1;
	assert_int_equal(refused(&p, l, &d), PAPER_TOO_LARGE);
	assert_string_equal(d.detail, "file");
	if (!SANITIZED) {
		l.file_mb = limits.file_mb;
		for (l.memory_mb = 16; l.memory_mb < 66; l.memory_mb += 8) {
			assert_int_equal(refused(&p, l, &d), PAPER_TOO_LARGE);
			assert_string_equal(d.detail, "memory");
		}
	}
}

/* ---- the child does not do well (PAPER-7) ------------------------------ */

static atomic_bool stop_it;

/* The one child of this process; 0: none yet. */
static pid_t
child_of(pid_t parent)
{
	str line = arena_printf(&mem, "pgrep -P %d -x %.15s", (int)parent,
	    WIRE_PROGRAM);
	FILE *pipe = popen(line.at, "r");
	int pid = 0;

	if (pipe != NULL) {
		if (fscanf(pipe, "%d", &pid) != 1) {
			pid = 0;
		}
		pclose(pipe);
	}
	return (pid_t)pid;
}

/* Whether the process has the file that we call so. */
static bool
has_open(pid_t pid, const char *name)
{
	for (int fd = 0; fd < 256; fd++) {
		char path[64], to[256];
		ssize_t n;

		snprintf(path, sizeof(path), "/proc/%d/fd/%d", (int)pid, fd);
		n = readlink(path, to, sizeof(to) - 1);
		to[n > 0 ? n : 0] = '\0';
		if (strstr(to, name) != NULL) {
			return true;
		}
	}
	return false;
}

static bool saw_secret, saw_document;

static void *
end_it(void *how)
{
	pid_t pid = 0;

	for (int i = 0; i < 1000 && pid == 0; i++) {
		usleep(5000);
		pid = child_of(getpid());
	}
	if (pid != 0 && strcmp(how, "kill") == 0) {
		kill(pid, SIGKILL);
	}
	if (pid != 0 && strcmp(how, "look") == 0) {
		saw_secret = has_open(pid, "a-secret");
		saw_document = has_open(pid, "memfd:" WIRE_PROGRAM);
	}
	atomic_store(&stop_it, true);
	return NULL;
}

static enum paper_err
drawn_while(const char *how, const atomic_bool *stop, struct paper_drawn *out)
{
	struct paper_limits l = limits;
	enum paper_err err;
	pthread_t thread;
	struct paper p;
	char word[8];

	snprintf(word, sizeof(word), "%s", how);
	many_cards(&p, 12000);
	l.pages = 10000;
	atomic_store(&stop_it, false);
	assert_int_equal(pthread_create(&thread, NULL, end_it, word), 0);
	err = paper_draw(&p, &l, stop, out);
	pthread_join(thread, NULL);
	assert_int_equal(out->fd, -1);
	return err;
}

static int
descriptors(void)
{
	int n = 0;

	for (int fd = 0; fd < 256; fd++) {
		n += fcntl(fd, F_GETFD) >= 0;
	}
	return n;
}

static void
a_child_that_ends_is_a_refusal(void **state)
{
	int before = descriptors();
	struct paper_drawn d;

	(void)state;
	assert_int_equal(drawn_while("kill", NULL, &d), PAPER_FAILED);
	assert_string_equal(d.detail, "signal 9");
	assert_int_equal(drawn_while("stop", &stop_it, &d), PAPER_STOPPED);
	assert_int_equal(child_of(getpid()), 0);
	assert_int_equal(descriptors(), before);
}

/* The child has what it needs and nothing else: PAPER-7. */
static void
a_child_has_no_descriptor_of_ours(void **state)
{
	int secret = memfd_create("a-secret", 0);	/* no O_CLOEXEC */
	struct paper_drawn d;

	(void)state;
	assert_true(secret > 2 && has_open(getpid(), "a-secret"));
	saw_secret = false;
	assert_int_equal(drawn_while("look", &stop_it, &d), PAPER_STOPPED);
	assert_false(saw_secret);
	assert_true(saw_document);
	close(secret);
}

/* ---- fonts (PAPER-5) --------------------------------------------------- */

/* Calls the program as paper_draw() does, but with these fonts alone; what it
 * said. */
static str
with_fonts(const struct paper *p, const char *folders, int *status)
{
	static const char conf[] = "/tmp/cellwork-fonts-XXXXXX";
	char name[sizeof(conf)], doc[sizeof(conf)], dir[512];
	const char *program = getenv("CELLWORK");
	char *text = NEW(&mem, char, 4096);
	FILE *pipe;
	int fd;

	assert_non_null(program);
	snprintf(dir, sizeof(dir), "%s-paper", program);
	memcpy(name, conf, sizeof(conf));
	fd = mkstemp(name);
	assert_true(fd >= 0);
	dprintf(fd, "<fontconfig>%s<cachedir>%s.d</cachedir></fontconfig>",
	    folders, name);
	close(fd);
	memcpy(doc, conf, sizeof(conf));
	fd = mkstemp(doc);
	assert_true(fd >= 0 && wire_write(p, fd));
	close(fd);
	pipe = popen(arena_printf(&mem, "FONTCONFIG_FILE=%s %s 20 512 10 10 "
	    "<%s 2>&1 >/dev/null; echo \" $?\"; rm -rf %s %s %s.d", name, dir,
	    doc, name, doc, name).at, "r");
	assert_non_null(pipe);
	assert_true(fread(text, 1, 4095, pipe) > 0);
	pclose(pipe);
	assert_non_null(strrchr(text, ' '));
	*status = (int)strtol(strrchr(text, ' ') + 1, NULL, 10);
	return str_z(text);
}

static void
a_font_that_is_missing_is_named(void **state)
{
	static const char dejavu[] =
	    "<dir>/usr/share/fonts/truetype/dejavu</dir>";
	struct paper p;
	int status;
	str text;

	(void)state;
	start(&p);
	paper_say(&p, S("Kim 김민준"));
	text = with_fonts(&p, dejavu, &status);
	assert_int_equal(status, WIRE_STATUS(PAPER_NO_FONT));
	if (!says(text, WIRE_SAYS "Hangul (U+")) {
		fail_msg(STR_FMT, STR_ARG(text));
	}
	text = with_fonts(&p, "<dir>/nowhere</dir>", &status);
	assert_int_equal(status, WIRE_STATUS(PAPER_NO_FONT));
	assert_true(says(text, WIRE_SAYS "Latin (U+"));
	/* A symbol is no reason to have no minutes; cairo cannot note the
	 * language in what is no file, which is the refusal here. */
	start(&p);
	paper_say(&p, S("Well done \xf0\x9f\xa5\x96"));
	text = with_fonts(&p, dejavu, &status);
	assert_int_equal(status, WIRE_STATUS(PAPER_FAILED));
	assert_true(says(text, "language"));
}

int
main(void)
{
#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(text_can_be_read),
		TEST(the_size_is_as_asked),
		TEST(a_page_runs_from_the_right),
		TEST(heads_repeat_and_rows_stay_whole),
		TEST(a_row_longer_than_a_page_goes_on),
		TEST(an_item_longer_than_a_page_goes_on),
		TEST(a_heading_stays_with_its_text),
		TEST(cards_have_their_words),
		TEST(a_certificate_has_a_page),
		TEST(too_much_is_refused),
		TEST(a_child_that_ends_is_a_refusal),
		TEST(a_child_has_no_descriptor_of_ours),
		TEST(a_font_that_is_missing_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
