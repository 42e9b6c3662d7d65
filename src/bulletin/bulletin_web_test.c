/* bulletin_web_test.c - what stays of a conference as a browser gets it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "bulletin/bulletin.h"
#include "conference/conference.h"
#include "db/db.h"
#include "motion/motion.h"
#include "paper/paper.h"
#include "tests/browser.h"

static struct harbour world;
static const char *base, *bulletins, *one, *public;
static int64_t conference;

/* A sitting of the county is over: Oda prepares and edits, Tomas had the
 * chair; a motion was carried. */
static int
set_up(void **state)
{
	struct conference c = { .kind = S("assembly"),
		.title = S("Assembly <1>"), .place = S(""),
		.language = S("en"), .era_name = S(""), .mode = IN_ONE_HALL };
	struct sitting s = { .starts = 540, .ends = 600 };
	struct motion m = { .title = S("Flour > bread"),
		.text = S("We buy flour."), .reason = S("") };
	struct ctx *cx = &world.cx;
	struct bulletin *list;
	size_t len;
	int64_t id;

	(void)state;
	harbour_open(&world);
	browser_open(&world);
	db_begin(cx->db, DB_WRITE);
	c.unit_id = world.county;
	c.from = c.last = s.day = cx->today;
	assert_int_equal(conference_plan(cx, &c, &conference), CONFERENCE_OK);
	assert_int_equal(conference_give_post(cx, conference,
	    world.person[ODA], POST_ORGANISER), CONFERENCE_OK);
	assert_int_equal(conference_give_post(cx, conference,
	    world.person[TOMAS], POST_CHAIR), CONFERENCE_OK);
	s.conference_id = m.conference_id = conference;
	assert_int_equal(sitting_add(cx, &s, &id), CONFERENCE_OK);
	m.unit_id = world.cell4;
	assert_int_equal(motion_hand_in(cx, &m, &id), MOTION_OK);
	assert_int_equal(motion_decide(cx, id, MOTION_CARRIED), MOTION_OK);
	db_script(cx->db, "UPDATE sitting SET opened_at = 1795197600,"
	    " closed_at = 1795201200;"
	    "INSERT INTO account (id, login, password, admin, made_at)"
	    " VALUES (1, 'x', 'x', 0, 0)");
	cx->account = 1;
	assert_true(conference_read(cx, conference, &c));
	base = say("/c/" STR_FMT, STR_ARG(c.public_id));
	bulletins = say("%s/bulletins", base);
	assert_true(db_commit(cx->db));
	assert_int_equal(post(ODA, bulletins, ""), 303);
	db_begin(cx->db, DB_READ);
	bulletin_list(cx, conference, &list, &len);
	assert_int_equal(len, 2);
	one = say("%s/" STR_FMT, bulletins, STR_ARG(list[0].public_id));
	public = say("/bulletins/" STR_FMT, STR_ARG(list[0].public_id));
	return db_commit(cx->db) ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	harbour_close(&world);
	return 0;
}

static void
approved(void)
{
	assert_int_equal(post(TOMAS, say("%s/approve", one), ""), 303);
}

static void
published(const char *audience)
{
	assert_int_equal(post(ODA, say("%s/publish", one),
	    say("audience=%s", audience)), 303);
}

static void
test_list(void **state)				/* BULL-4 */
{
	(void)state;
	assert_int_equal(get(LEA, bulletins), 200);
	assert_true(shows("No bulletin yet"));
	assert_false(shows("Draft what is missing"));
	assert_false(shows("bulletins.atom"));
	assert_true(shows("1. Flour &gt; bread"));
	assert_true(shows(say("%s/votes", base)));
	assert_int_equal(get(ODA, bulletins), 200);
	assert_true(shows("Bulletin 1"));
	assert_true(shows("Minutes of sitting 1"));
	assert_int_equal(shown_times(">Draft<"), 2);
	approved();
	published("1");
	assert_int_equal(get(LEA, bulletins), 200);
	assert_true(shows("Bulletin 1"));
	assert_false(shows("Minutes of sitting 1"));
	assert_int_equal(get(LEA, say("%s/votes", base)), 200);
	assert_true(shows(bulletins));
	assert_int_equal(get(TOMAS, say("%s/chair", base)), 200);
	assert_true(shows(one));
}

static void
test_audience(void **state)			/* BULL-3, BULL-4 */
{
	static const char *const forms[] = { "", "/plain", "/pdf" };

	(void)state;
	assert_int_equal(get(LEA, one), 404);
	assert_int_equal(get(TOMAS, one), 200);
	assert_true(shows("Approve it"));
	assert_int_equal(get(ODA, one), 200);
	assert_false(shows("Approve it"));
	assert_false(shows("Publish it"));
	assert_int_equal(post(ODA, say("%s/approve", one), ""), 403);
	assert_int_equal(post(ODA, say("%s/publish", one), "audience=2"),
	    409);
	assert_true(shows("It has to be approved first."));
	approved();
	assert_int_equal(post(TOMAS, say("%s/approve", one), ""), 409);
	assert_true(shows("It is approved already."));
	published("1");
	for (size_t i = 0; i < COUNT(forms); i++) {
		assert_int_equal(get(LEA, say("%s%s", one, forms[i])), 200);
		assert_int_equal(get(NOBODY, say("%s%s", public, forms[i])),
		    404);
	}
	assert_int_equal(get(NOBODY, say("%s.atom", bulletins)), 404);
	assert_int_equal(get(ODA, one), 200);
	assert_false(shows("for members"));
	published("2");
	for (size_t i = 0; i < COUNT(forms); i++) {
		assert_int_equal(get(NOBODY, say("%s%s", public, forms[i])),
		    200);
	}
	assert_int_equal(post(ODA, say("%s/publish", one), "audience=1"),
	    409);
	assert_int_equal(get(NOBODY, public), 200);
	assert_true(shows("Assembly &lt;1&gt;"));
	assert_int_equal(get(NOBODY, say("%s?language=de", public)), 404);
}

static const char *
edit(const char *version, const char *rest)
{
	return say("language=en&version=%s&title=Bulletin+1&%s", version,
	    rest);
}

static void
test_edit(void **state)				/* BULL-2, BULL-3 */
{
	const char *to = say("%s/edit", one);

	(void)state;
	assert_int_equal(get(LEA, to), 403);
	assert_int_equal(get(ODA, to), 200);
	assert_string_equal(hidden("version"), "1");
	assert_int_equal(post(ODA, to, edit("1", "text=")), 422);
	assert_true(shows("Write the text."));
	assert_true(shows("value=\"Bulletin 1\""));
	assert_int_equal(post(ODA, to, edit("1", "text=New+words")), 303);
	assert_int_equal(post(ODA, to, edit("1", "text=Other+words")), 409);
	assert_true(shows("Somebody else changed it meanwhile"));
	assert_true(shows("Other words</textarea>"));
	approved();
	published("2");
	assert_int_equal(post(ODA, to, edit("2", "text=Corrected")), 422);
	assert_true(shows("say in a few words what is corrected"));
	assert_int_equal(post(ODA, to, edit("2",
	    "text=Corrected&reason=A+%3Cname%3E")), 303);
	assert_int_equal(get(NOBODY, public), 200);
	assert_true(shows("New words"));
	assert_false(shows("Corrected"));
	assert_int_equal(get(ODA, bulletins), 200);
	assert_true(shows("A correction is being written"));
	approved();
	assert_int_equal(get(NOBODY, public), 200);
	assert_true(shows("Corrected: A &lt;name&gt;"));
	assert_int_equal(get(ODA, one), 200);
	assert_true(shows("Version 3</a> (shown above)"));
	assert_true(shows("drafted from the records"));
	assert_int_equal(get(ODA, say("%s?language=en&version=2", one)), 200);
	assert_true(shows("New words"));
	assert_true(shows("This is not the newest version."));
	assert_false(shows("Change the text"));
	assert_int_equal(get(ODA, say("%s?version=9", one)), 404);
	assert_int_equal(get(LEA, one), 200);
	assert_false(shows("Version 3"));
	assert_int_equal(get(LEA, say("%s?version=2", one)), 404);
}

static void
test_languages(void **state)			/* BULL-1 */
{
	(void)state;
	assert_int_equal(post(ODA, say("%s/draft", one), "in=x"), 422);
	assert_true(shows("Write the language as two or three letters"));
	assert_int_equal(post(ODA, say("%s/draft", one), "in=de"), 303);
	assert_int_equal(get(ODA, one), 200);
	assert_true(shows("?language=de\""));
	assert_int_equal(get(ODA, say("%s?language=de", one)), 200);
	assert_true(shows("Sitzung 1"));
	assert_true(shows("<article class=\"prose2\" lang=\"de\">"));
}

/* ---- other forms ------------------------------------------------------- */

static str
piped(const char *command, int fd)
{
	FILE *pipe = popen(say("{ %s; } </proc/%d/fd/%d 2>&1", command,
	    (int)getpid(), fd), "r");
	char *text = NEW(&world.mem, char, 65536);
	size_t len;

	assert_non_null(pipe);
	len = fread(text, 1, 65535, pipe);
	assert_int_equal(pclose(pipe), 0);
	return (str){ text, len };
}

/* The paper of the last answer, as text. */
static const char *
on_paper(void)
{
	static const struct paper_limits limits = { .wall_s = 200,
		.cpu_s = 60, .memory_mb = 512, .pages = 100, .file_mb = 32 };
	struct paper_drawn d;
	const char *text;

	assert_non_null(browser.paper);
	assert_int_equal(paper_draw(browser.paper, &limits, NULL, &d),
	    PAPER_OK);
	text = say(STR_FMT, STR_ARG(piped("pdftotext - -", d.fd)));
	close(d.fd);
	return text;
}

static void
test_forms(void **state)			/* BULL-1 */
{
	const char *text;

	(void)state;
	assert_int_equal(get(TOMAS, say("%s/plain", one)), 200);
	assert_true(str_eq(browser.type, S("text/plain; charset=utf-8")));
	assert_non_null(strstr(browser_body(), "Assembly <1>"));
	assert_null(strstr(browser_body(), "\\"));
	assert_int_equal(get(TOMAS, say("%s/pdf", one)), 200);
	text = on_paper();
	assert_non_null(strstr(text, "Bulletin 1"));
	assert_non_null(strstr(text, "Sitting 1, Assembly <1>."));
}

static void
test_atom(void **state)				/* BULL-4 */
{
	FILE *xml;

	(void)state;
	approved();
	published("2");
	assert_int_equal(get(NOBODY, say("%s.atom", bulletins)), 200);
	assert_true(str_eq(browser.type,
	    S("application/atom+xml; charset=utf-8")));
	xml = popen("xmllint --noout - 2>&1", "w");
	assert_non_null(xml);
	assert_true(fputs(browser_body(), xml) >= 0);
	assert_int_equal(pclose(xml), 0);
	/* RFC 4287, 4.1: each has one id, one title and one updated. */
	assert_int_equal(shown_times("<entry>"), 1);
	assert_int_equal(shown_times("<id>"), 2);
	assert_int_equal(shown_times("<title>"), 2);
	assert_int_equal(shown_times("<updated>2026-11-20T18:00:00Z<"), 2);
	assert_int_equal(shown_times("<published>2026-11-20T18:00:00Z<"), 1);
	assert_true(shows(say("%s</id>", public)));
	assert_true(shows("<title>Assembly &lt;1&gt;</title>"));
	assert_false(shows("Minutes"));
}

/* ---- resolutions and commendations ------------------------------------- */

static const char *
address(const char *select)
{
	struct sql sql = { "address", select };
	struct query q;
	const char *path;

	db_begin(world.cx.db, DB_READ);
	q = db_query(world.cx.db, &sql);
	assert_true(q_row(&q));
	path = say(STR_FMT, STR_ARG(q_get_str(&q, 0)));
	q_end(&q);
	assert_true(db_commit(world.cx.db));
	return path;
}

static void
test_resolution(void **state)			/* BULL-5, BULL-6 */
{
	const char *path = say("%s/resolutions/%s", base,
	    address("SELECT public_id FROM resolution"));
	const char *number = address("SELECT number FROM member"
	    " WHERE name = 'Bea Hallam'");

	(void)state;
	assert_int_equal(get(LEA, path), 200);
	assert_true(shows("We buy flour."));
	assert_true(shows("Motion 1, moved by Cell 4"));
	assert_false(shows("Give it to somebody"));
	assert_int_equal(post(LEA, say("%s/tasks", path), "number=1"), 403);
	assert_int_equal(post(ODA, say("%s/tasks", path),
	    "number=none&text=Sacks"), 422);
	assert_true(shows("Choose a member of the unit"));
	assert_true(shows("Sacks</textarea>"));
	assert_int_equal(post(ODA, say("%s/tasks", path),
	    say("number=%s&due=soon", number)), 422);
	assert_true(shows("Choose today or a later day."));
	assert_int_equal(post(ODA, say("%s/tasks", path),
	    say("number=%s", number)), 303);
	assert_int_equal(get(ODA, path), 200);
	assert_false(shows("Nobody yet."));
	assert_int_equal(get(BEA, say("/assignments/%s",
	    address("SELECT public_id FROM assignment"))), 200);
	assert_true(shows("Flour &gt; bread"));
	assert_true(shows(path));
	assert_true(shows("Resolution 1 of Assembly"));
}

static void
test_commendation(void **state)			/* BULL-7 */
{
	const char *list = say("%s/commendations", base), *path, *code;
	const char *number = address("SELECT number FROM member"
	    " WHERE name LIKE 'Ivo%'");

	(void)state;
	assert_int_equal(post(LEA, list, "member=1&work=x"), 403);
	assert_int_equal(post(ODA, list, "member=&work=the+mill"), 422);
	assert_true(shows("Choose one person or one unit."));
	assert_true(shows("value=\"the mill\""));
	assert_int_equal(post(ODA, list, say("member=%s&work=", number)), 422);
	assert_true(shows("Write for what work."));
	assert_int_equal(post(ODA, list, say("member=%s&work=the+mill",
	    number)), 303);
	path = say("%s/%s", list, address("SELECT public_id FROM"
	    " commendation"));
	code = say("/certificates/%s", address("SELECT check_code FROM"
	    " commendation"));
	assert_int_equal(get(LEA, path), 404);
	assert_int_equal(get(LEA, list), 200);
	assert_true(shows("Nobody yet"));
	assert_int_equal(get(NOBODY, code), 404);
	assert_int_equal(get(ODA, say("%s/pdf", path)), 404);
	assert_int_equal(post(LEA, say("%s/give", path), ""), 403);
	assert_int_equal(post(ODA, say("%s/give", path), ""), 303);
	assert_int_equal(post(ODA, say("%s/drop", path), ""), 409);
	assert_true(shows("It was given already."));
	assert_int_equal(get(LEA, path), 200);
	assert_true(shows("Ivo &lt;b&gt;Tarn&lt;/b&gt;"));
	assert_int_equal(get(NOBODY, code), 200);
	assert_true(shows("This certificate was given"));
	assert_true(shows("the mill"));
	assert_int_equal(get(LEA, say("%s/pdf", path)), 200);
	path = on_paper();
	assert_non_null(strstr(path, "Ivo <b>Tarn</b>"));
	assert_non_null(strstr(path, "the mill"));
}

static void
test_proceedings(void **state)			/* BULL-4, BULL-5, BULL-7 */
{
	const char *path = say("%s/proceedings", base), *minutes, *text;
	const char *list = say("%s/commendations", base);

	(void)state;
	assert_int_equal(post(ODA, list, say("member=%s&work=the+mill",
	    address("SELECT number FROM member WHERE name LIKE 'Ivo%'"))),
	    303);
	assert_int_equal(get(LEA, path), 200);
	assert_false(shows("Minutes of sitting 1"));
	assert_true(shows("Resolution 1: Flour &gt; bread"));
	assert_true(shows("<p>We buy flour.</p>"));
	assert_false(shows("the mill"));
	assert_int_equal(post(ODA, say("%s/%s/give", list,
	    address("SELECT public_id FROM commendation")), ""), 303);
	assert_int_equal(get(ODA, path), 200);
	assert_true(shows("Minutes of sitting 1"));
	assert_true(shows("Not published yet"));
	assert_true(shows("Ivo &lt;b&gt;Tarn&lt;/b&gt;, for the mill."));
	minutes = say("%s/%s", bulletins,
	    address("SELECT public_id FROM bulletin WHERE kind = 2"));
	assert_int_equal(post(TOMAS, say("%s/approve", minutes), ""), 303);
	assert_int_equal(post(ODA, say("%s/publish", minutes), "audience=1"),
	    303);
	assert_int_equal(get(LEA, path), 200);
	assert_true(shows("Minutes of sitting 1"));
	assert_true(shows("Sitting 1, Assembly"));
	assert_false(shows("Not published yet"));
	assert_int_equal(get(LEA, say("%s/pdf", path)), 200);
	text = on_paper();
	assert_non_null(strstr(text, "Minutes of sitting 1"));
	assert_non_null(strstr(text, "Resolution 1: Flour > bread"));
	assert_non_null(strstr(text, "Ivo <b>Tarn</b>, for the mill."));
}

/* The same file for who edits and who reads: what is published, no draft. */
static void
test_archive(void **state)			/* AKN-1 */
{
	const char *path = say("%s/proceedings", base), *minutes, *link,
	    *alone;

	(void)state;
	link = say("href=\"%s.xml?language=en\"", path);
	assert_int_equal(get(LEA, path), 200);
	assert_true(shows(link));
	assert_int_equal(get(ODA, say("%s.xml", path)), 200);
	assert_true(str_eq(browser.type, S("application/akn+xml")));
	assert_true(str_eq(browser.file_name, S("proceedings-en.xml")));
	assert_true(shows(">Flour &gt; bread</heading>"));
	assert_false(shows("Minutes of sitting 1"));
	alone = say("%s/resolutions/%s", base,
	    address("SELECT public_id FROM resolution"));
	assert_int_equal(get(LEA, alone), 200);
	assert_true(shows(say("href=\"%s/xml\"", alone)));
	assert_int_equal(get(LEA, say("%s/xml", alone)), 200);
	assert_true(str_eq(browser.file_name, S("resolution-1.xml")));
	assert_true(shows("<p>We buy flour.</p>"));
	minutes = say("%s/%s", bulletins,
	    address("SELECT public_id FROM bulletin WHERE kind = 2"));
	assert_int_equal(post(ODA, say("%s/draft", minutes), "in=de"), 303);
	assert_int_equal(post(TOMAS, say("%s/approve", minutes), ""), 303);
	assert_int_equal(get(LEA, say("%s.xml?language=de", path)), 404);
	assert_int_equal(post(ODA, say("%s/publish", minutes), "audience=1"),
	    303);
	assert_int_equal(get(LEA, path), 200);
	assert_true(shows(link));
	assert_true(shows(say("href=\"%s.xml?language=de\"", path)));
	assert_int_equal(get(LEA, say("%s.xml?language=en", path)), 200);
	assert_true(shows(">Minutes of sitting 1</heading>"));
	assert_int_equal(get(LEA, say("%s.xml?language=de", path)), 200);
	assert_true(str_eq(browser.file_name, S("proceedings-de.xml")));
	assert_true(shows(">Protokoll der Sitzung 1</heading>"));
	assert_int_equal(get(LEA, say("%s.xml?language=fr", path)), 404);
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_list),
		TEST(test_audience),
		TEST(test_edit),
		TEST(test_languages),
		TEST(test_forms),
		TEST(test_atom),
		TEST(test_resolution),
		TEST(test_commendation),
		TEST(test_proceedings),
		TEST(test_archive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
