/*
 * akn_test.c - proceedings as Akoma Ntoso: what is in them and what is not,
 * whatever people wrote, and each step of the database made to fail once.
 *
 * Each document is read again as XML: elements that nest, eIds that stand once,
 * references that find one. With CELLWORK_AKN_KEEP set each is kept in that
 * folder too, for tests/akn_test.py, which has the schemas.
 */
#include "bulletin/sat_test.h"

#include <stdio.h>

#include "bulletin/akn.h"
#include "delegate/delegate.h"
#include "motion/motion.h"
#include "org/org.h"
#include "tests/xml.h"

static int
set_up(void **unused)
{
	(void)unused;
	sat_begin("'*Runa* [Vale](x) <b>&amp;'", "title = 'Fifth ]]> & #1',"
	    " place = 'Hall \"A\"', era_name = 'Year of the sea',"
	    " era_year = 7");
	participant_set_presence(cx, at.badge[EMIL], IN_THE_HALL);
	return 0;
}

/* ---- what happened ----------------------------------------------------- */

static void
resolve(void)
{
	struct motion m = { .conference_id = at.conference,
		.unit_id = at.world.cell4, .title = S("A <winter> reserve"),
		.text = S("We keep flour & salt.\n\n]]> It is stored.\x07"),
		.reason = S("") };
	size_t new;
	int64_t id;

	assert_int_equal(motion_hand_in(cx, &m, &id), MOTION_OK);
	assert_int_equal(motion_decide(cx, id, MOTION_CARRIED), MOTION_OK);
	assert_int_equal(resolution_take(cx, at.conference, &new),
	    BULLETIN_OK);
}

/* All that a sitting can have, and drafted. */
static void
hold_sitting(void)
{
	assert_int_equal(presidium_set(cx, at.sitting, &at.badge[TOMAS], 1),
	    CONFERENCE_OK);
	sat_speak(TOMAS, SPEECH_REPORT);
	sat_speak(RUNA, SPEECH_PLAIN);
	sat_speak(EMIL, SPEECH_AGAINST);
	sat_speak(LEA, SPEECH_ORDER);
	sat_speak(TOMAS, SPEECH_REPLY);
	sat_vote(at.item, S("Is the *report* approved?"), 2);
	sat_vote(at.item, S("Do we stop?"), 1);
	sat_elect(S("Aino <1>"), S("Oda; or: 5"));
	sat_annul();
	sat_vote(at.later, S("The reserve?"), 3);
	sat_commend(at.world.person[IVO], 0, true);
	sat_commend(0, at.world.cell5, true);
	sat_commend(at.world.person[DARA], 0, false);
	sat_close();
}

static struct bulletin
minutes(void)
{
	struct bulletin *list;
	size_t len;

	bulletin_list(cx, at.conference, &list, &len);
	assert_true(len >= 2);
	assert_int_equal(list[len - 1].kind, MINUTES);
	return list[len - 1];
}

static void
publish(void)
{
	assert_int_equal(bulletin_approve(cx, minutes().id), BULLETIN_OK);
	assert_int_equal(bulletin_publish(cx, minutes().id, FOR_MEMBERS),
	    BULLETIN_OK);
}

static struct bulletin_text
newest(const char *language)
{
	struct bulletin b = minutes();
	struct bulletin_text t;

	assert_true(bulletin_text(cx, &b, str_z(language), false, &t));
	return t;
}

static void
write_text(const char *language, str text, str reason)
{
	struct bulletin b = minutes();
	struct bulletin_text old = { .version = 0 }, t = {
		.language = str_z(language), .title = S("Title & <more>"),
		.text = text, .reason = reason };

	if (bulletin_text(cx, &b, t.language, false, &old)) {
		t.version = old.version;
	}
	assert_int_equal(bulletin_write(cx, b.id, &t), BULLETIN_OK);
}

/* ---- reading it again -------------------------------------------------- */

/* For tests/akn_test.py. */
static void
keep(const char *name, str xml)
{
	const char *folder = getenv("CELLWORK_AKN_KEEP");
	char path[4096];
	FILE *f;

	if (folder == NULL) {
		return;
	}
	snprintf(path, sizeof(path), "%s/%s.xml", folder, name);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(xml.at, 1, xml.len, f), xml.len);
	assert_int_equal(fclose(f), 0);
}

static const char *
document(const char *name, const char *language)
{
	str xml;

	assert_int_equal(akn_proceedings(cx, at.conference, str_z(language),
	    &xml), BULLETIN_OK);
	keep(name, xml);
	xml_read_again(cx->mem, xml, "eId");
	return arena_copy_z(cx->mem, xml);
}

static void
unpublished(const char *language)
{
	str xml = S("untouched");

	assert_int_equal(akn_proceedings(cx, at.conference, str_z(language),
	    &xml), BULLETIN_UNPUBLISHED);
	assert_true(str_eq(xml, S("untouched")));
}

static size_t
times(const char *xml, const char *words)
{
	size_t n = 0;

	for (const char *p = xml; (p = strstr(p, words)) != NULL; p++) {
		n++;
	}
	return n;
}

static void
expect(const char *xml, const char *words, size_t wanted)
{
	if (times(xml, words) != wanted) {
		fail_msg("%zu times \"%s\", not %zu, in:\n%s",
		    times(xml, words), words, wanted, xml);
	}
}

/* ---- what is in it ----------------------------------------------------- */

static void
test_published(void **unused)			/* AKN-1 */
{
	const char *xml;
	str none;

	(void)unused;
	assert_int_equal(akn_proceedings(cx, 12345, S(""), &none),
	    BULLETIN_NO_CONFERENCE);
	unpublished("");
	hold_sitting();
	assert_int_equal(bulletin_approve(cx, minutes().id), BULLETIN_OK);
	/* Commendations were given; the minutes are not published. */
	xml = document("commendations", "");
	expect(xml, "name=\"sitting\"", 0);
	expect(xml, "Tomas", 0);
	expect(xml, "<publication", 0);
	expect(xml, "Commended: <person", 1);
	expect(xml, "Dara", 0);
	assert_int_equal(bulletin_publish(cx, minutes().id, FOR_MEMBERS),
	    BULLETIN_OK);
	xml = document("sitting", "en");
	expect(xml, "name=\"sitting\"", 1);
	expect(xml, ">Minutes of sitting 1</heading>", 1);
	expect(xml, "Bulletin", 0);
	expect(xml, "type=\"generation\"", 1);
	expect(xml, "contains=\"originalVersion\"", 1);
	/* A correction is in it once it is approved. */
	write_text("en", S("Other words."), S("a name"));
	expect(document("sitting", ""), "Other words", 0);
	cx->now += 60;
	assert_int_equal(bulletin_approve(cx, minutes().id), BULLETIN_OK);
	xml = document("corrected", "");
	expect(xml, "<narrative eId=\"dbsect_1__narrative_1\">Other words."
	    "</narrative>", 1);
	expect(xml, "type=\"amendment\"", 1);
	expect(xml, "contains=\"singleVersion\"", 1);
}

static void
test_resolutions(void **unused)			/* AKN-1 */
{
	const char *xml;

	(void)unused;
	resolve();
	xml = document("resolutions", "");
	expect(xml, "<resolutions eId=\"resolutions_1\">", 1);
	expect(xml, "<debateSection eId=\"resolutions_1__dbsect_1\""
	    " name=\"resolution\"><num>1</num>", 1);
	expect(xml, ">A &lt;winter&gt; reserve</heading>", 1);
	expect(xml, "<p>We keep flour &amp; salt.</p>", 1);
	expect(xml, "<p>]]&gt; It is stored.</p>", 1);
	expect(xml, "<step date=\"2026-11-20\" by=\"#organization_1\""
	    " outcome=\"#carried\" href=\"#resolutions_1__dbsect_1\"/>", 1);
	expect(xml, "lifecycle", 0);
	expect(xml, "analysis", 0);
	expect(xml, "@2026-11-20\"", 1);
}

static void
test_resolution_alone(void **unused)		/* AKN-5, AKN-6 */
{
	struct resolution *list;
	const char *xml;
	size_t len;
	str text = S("untouched");

	(void)unused;
	assert_int_equal(akn_resolution(cx, 12345, &text),
	    BULLETIN_NO_RESOLUTION);
	assert_true(str_eq(text, S("untouched")));
	resolve();
	resolution_list(cx, at.conference, &list, &len);
	assert_int_equal(akn_resolution(cx, list[0].id, &text), BULLETIN_OK);
	keep("resolution", text);
	xml_read_again(cx->mem, text, "eId");
	xml = arena_copy_z(cx->mem, text);
	expect(xml, "<statement name=\"resolution\"", 1);
	expect(xml, "<FRBRuri value=\"/akn/zz/statement/resolution/", 3);
	expect(xml, "<docType>Resolution</docType> <docNumber>1</docNumber>",
	    1);
	expect(xml, "<step date=\"2026-11-20\" by=\"#organization_1\""
	    " outcome=\"#carried\"/>", 1);
	expect(xml, "<content eId=\"para_2__content\"><p>]]&gt; It is "
	    "stored.</p>", 1);
	/* A text without words, of an old file. */
	db_script(cx->db, "UPDATE resolution SET text = ''");
	assert_int_equal(akn_resolution(cx, list[0].id, &text), BULLETIN_OK);
	keep("resolution-empty", text);
	xml_read_again(cx->mem, text, "eId");
}

/* ---- what is marked in it ---------------------------------------------- */

static void
test_marked(void **unused)			/* AKN-2 */
{
	static const char *const marked[] = {
		"<date date=\"2026-11-20\">20 November Year of the sea 7 "
		    "(2026)</date>",
		"In the chair: <person eId=\"dbsect_1__narrative_3__person_1\""
		    " refersTo=\"#person_1\" as=\"#chair\">Tomas Venn"
		    "</person>",
		"<heading eId=\"dbsect_1__dbsect_2__heading\">1. Item",
		"<pointOfOrder eId=\"dbsect_1__dbsect_2__pointOfOrder_1\">",
		"<adjournment eId=\"dbsect_1__adjournment_1\">",
		"<role eId=\"dbsect_1__dbsect_2__narrative_2__role_1\""
		    " refersTo=\"#office_",
		"<TLCRole eId=\"chair\"", "showAs=\"Secretary, Cell 4",
		"type=\"endEvent\"", "status=\"undefined\"/>",
		"<outcome refersTo=\"#carried\">Carried</outcome>.",
	};
	const char *xml;

	(void)unused;
	hold_sitting();
	publish();
	xml = document("marked", "");
	for (size_t i = 0; i < COUNT(marked); i++) {
		if (times(xml, marked[i]) == 0) {
			fail_msg("no %s in\n%s", marked[i], xml);
		}
	}
	expect(xml, "<speech eId=", 5);
	expect(xml, "startTime=\"2026-11-20T", 5);
	expect(xml, "refersTo=\"#against\"><p", 1);
	expect(xml, "refersTo=\"#reply #organization_", 0);
	expect(xml, "<voting eId=", 4);
	expect(xml, "outcome=\"#not-carried\"", 1);
	expect(xml, "Annulled: Wrong *question*.", 1);
	/* The words of the page, and no mark of ours. */
	assert_null(strpbrk(xml, "\001\002\003"));
	expect(xml, ">*Runa* [Vale](x) &lt;b&gt;&amp;amp;</person>", 1);
}

/* One paragraph is a person's words now: nothing of it is marked. */
static void
test_changed(void **unused)			/* AKN-2 */
{
	struct bulletin_text t;
	const char *xml, *from, *end;
	str head, tail;

	(void)unused;
	hold_sitting();
	t = newest("en");
	from = strstr(arena_copy_z(cx->mem, t.text), "Speeches: ");
	assert_non_null(from);
	end = strstr(from, "\n\n");
	assert_non_null(end);
	tail = str_z(end);
	head = str_part(t.text, 0, t.text.len - strlen(from));
	write_text("en", arena_printf(cx->mem, STR_FMT "Some spoke." STR_FMT,
	    STR_ARG(head), STR_ARG(tail)), S(""));
	publish();
	xml = document("changed", "");
	expect(xml, ">Some spoke.</narrative>", 1);
	/* The report and the point of order are told as they were. */
	expect(xml, "<speech eId=", 2);
	expect(xml, "<voting eId=", 4);
	expect(xml, "Emil", 0);
	expect(xml, "Runa", 0);
}

/* How many were there and whether they could decide: one roll call. */
static void
test_quorum(void **unused)			/* AKN-4 */
{
	const struct delegate_rules rules = { .conference_id = at.conference,
		.tier = S(""), .quorum_said = true, .quorum = { 2, 3, false },
		.quorum_article = S("7") };
	const char *xml;

	(void)unused;
	assert_int_equal(delegate_set_rules(cx, &rules), DELEGATE_OK);
	sat_close();
	publish();
	xml = document("quorum", "");
	expect(xml, "<rollCall ", 1);
	expect(xml, "<quorumVerification ", 1);
	expect(xml, "<quorum eId=\"quorumVerification_1__quorum_1\""
	    " value=\"4\" refersTo=\"#needed\"/>", 1);
	expect(xml, "could not decide (needed: <quantity eId=\"dbsect_1__"
	    "rollCall_1__quantity_3\"", 1);
	expect(xml, "showAs=\"Needed to decide\"", 1);
}

static void
test_names(void **unused)			/* AKN-3 */
{
	static const char *const named[] = { "Tomas Venn",
	    "*Runa* [Vale](x) &lt;b&gt;&amp;amp;", "Emil Stroud", "Another",
	    "Aino &lt;1&gt;", "Ivo &lt;b&gt;Tarn&lt;/b&gt;" };
	const char *xml;

	(void)unused;
	/* What is recorded of them and not in the minutes. */
	db_script(cx->db, "UPDATE member SET number = 'MARK' || id,"
	    " public_id = 'MARK' || id, native_name = 'MARK'");
	hold_sitting();
	publish();
	xml = document("names", "");
	expect(xml, "<TLCPerson ", COUNT(named));
	for (size_t i = 0; i < COUNT(named); i++) {
		assert_true(times(xml, arena_copy_z(cx->mem,
		    arena_printf(cx->mem, "showAs=\"%s\"", named[i]))) > 0);
		assert_true(times(xml, arena_copy_z(cx->mem,
		    arena_printf(cx->mem, ">%s</person>", named[i]))) > 0);
	}
	expect(xml, "Bea", 0);
	expect(xml, "MARK", 0);
}

static void
test_numbers(void **unused)			/* AKN-4 */
{
	struct bulletin_text t;
	const char *xml;
	char *text;

	(void)unused;
	hold_sitting();
	t = newest("en");
	text = arena_copy_z(cx->mem, t.text);
	/* The editor corrects a number: it is not contradicted elsewhere. */
	*strstr(text, "For: 1; Against: 2") = 'f';
	write_text("en", str_z(text), S(""));
	publish();
	xml = document("numbers", "");
	expect(xml, "<count eId=\"voting_2__count_1\" value=\"2\""
	    " refersTo=\"#for\"/>", 1);
	expect(xml, "<count eId=\"voting_2__count_2\" value=\"1\""
	    " refersTo=\"#against\"/>", 1);
	expect(xml, "<count eId=\"voting_2__count_3\" value=\"0\""
	    " refersTo=\"#abstain\"/>", 1);
	expect(xml, "normalized=\"2\">2</quantity>; Against: ", 1);
	expect(xml, ">for: 1; Against: 2; Abstain: 0</narrative>", 1);
	/* Of that vote what is left: how many might, were there and voted. */
	expect(xml, "eId=\"voting_3__count_3\" value=\"3\""
	    " refersTo=\"#voted\"/>", 1);
	expect(xml, "voting_3__count_4", 0);
	expect(xml, "refersTo=\"#for\"/>", 2);
	expect(xml, "refersTo=\"#choice-3-1\"/>", 1);
	expect(xml, "<voting ", 4);
}

/* ---- whatever people wrote --------------------------------------------- */

static void
test_hostile(void **unused)			/* AKN-5 */
{
	static const char *const texts[] = {
		"---",				/* nothing to be read */
		"# \n\n#\n\n> ",
		"a < b & c > d ]]> <![CDATA[x]]> <?php ?> <!-- c --> &amp;",
		"<div>\n<p>a block of HTML & more\n</div>\n\nand <i>more</i>",
		"```\ncode < & \"quoted\"\n\nmore\n```\n\n    four spaces",
		"- one\n- two\n  - inner\n\n3. three\n\n   again\n\ntext",
		"> quoted\n> more\n\n> # heading in a quote\n\n- > deep",
		"\xd9\x85\xd8\xad\xd8\xb6\xd8\xb1 \xe2\x80\xae" "abc",
		"# \xe4\xbc\x9a\xe8\xad\xb0\xe9\x8c\xb2\n\n\xf0\x9f\x95\x8a"
		    "\xef\xbf\xbf\xef\xbf\xbe",
		"\001" "0\002Tomas\003 \b\f\v\x1b and \x7f",
		"[link](javascript:alert) ![image](x \"y\") `code`",
	};
	const char *xml;

	(void)unused;
	sat_close();
	for (size_t i = 0; i < COUNT(texts); i++) {
		write_text("en", str_z(texts[i]), i == 0 ? S("") : S("why"));
		if (i == 0) {
			publish();
		} else {
			assert_int_equal(bulletin_approve(cx, minutes().id),
			    BULLETIN_OK);
		}
		xml = document(arena_copy_z(cx->mem, arena_printf(cx->mem,
		    "hostile-%zu", i)), "");
		expect(xml, "<heading eId=\"dbsect_1__heading\">Title &amp; "
		    "&lt;more&gt;</heading>", 1);
		expect(xml, "<speech ", 0);
		expect(xml, "<TLCPerson", 0);
	}
	/* What was typed as code or HTML is kept as words. */
	write_text("en", str_z(texts[3]), S("why"));
	assert_int_equal(bulletin_approve(cx, minutes().id), BULLETIN_OK);
	expect(document("html", ""), "&lt;p&gt;a block of HTML &amp; more", 1);
	write_text("en", str_z(texts[4]), S("why"));
	assert_int_equal(bulletin_approve(cx, minutes().id), BULLETIN_OK);
	expect(document("code", ""), ">code &lt; &amp; &quot;quoted&quot;", 1);
}

/* Records that hold what nobody can type: an import, or an old file. */
static void
test_hostile_records(void **unused)		/* AKN-5 */
{
	const char *xml;

	(void)unused;
	db_script(cx->db, "UPDATE participant SET name = '\0015\002x\003"
	    "\xef\xbf\xbf Name' WHERE number = 1; UPDATE conference SET"
	    " title = '\033]]>', place = '\b'");
	hold_sitting();
	resolve();
	publish();
	xml = document("records", "");
	expect(xml, "5 x  Name</person>", 1);
	expect(xml, "<docTitle>]]&gt;</docTitle>", 1);
}

/* ---- names ------------------------------------------------------------- */

static void
test_names_of_documents(void **unused)		/* AKN-6 */
{
	struct conference c;
	struct unit unit;
	const char *xml, *work;
	str *languages;
	size_t len;

	(void)unused;
	assert_true(conference_read(cx, at.conference, &c));
	assert_true(org_unit(cx, c.unit_id, &unit));
	work = arena_copy_z(cx->mem, arena_printf(cx->mem,
	    "/akn/zz/debate/proceedings/" STR_FMT "/2026-11-20/" STR_FMT,
	    STR_ARG(unit.public_id), STR_ARG(c.public_id)));
	hold_sitting();
	resolve();
	assert_int_equal(bulletin_draft(cx, minutes().id, S("de")),
	    BULLETIN_OK);
	publish();
	write_text("fr", S("Pas encore."), S("why"));
	akn_languages(cx, at.conference, &languages, &len);
	assert_int_equal(len, 2);
	assert_true(str_eq(languages[0], S("en")));
	assert_true(str_eq(languages[1], S("de")));
	unpublished("fr");
	xml = document("english", "");
	expect(xml, arena_copy_z(cx->mem, arena_printf(cx->mem,
	    "<FRBRuri value=\"%s\"/>", work)), 1);
	expect(xml, arena_copy_z(cx->mem, arena_printf(cx->mem,
	    "<FRBRthis value=\"%s/!main\"/>", work)), 1);
	expect(xml, arena_copy_z(cx->mem, arena_printf(cx->mem,
	    "<FRBRuri value=\"%s/eng@2026-11-20T18:", work)), 2);
	expect(xml, "FRBRtranslation", 0);
	xml = document("german", "de");
	expect(xml, arena_copy_z(cx->mem, arena_printf(cx->mem,
	    "<FRBRuri value=\"%s\"/>", work)), 1);
	expect(xml, arena_copy_z(cx->mem, arena_printf(cx->mem,
	    "<FRBRuri value=\"%s/deu@2026-11-20T18:", work)), 2);
	expect(xml, arena_copy_z(cx->mem, arena_printf(cx->mem,
	    "<FRBRmasterExpression href=\"%s/eng\"", work)), 1);
	expect(xml, "<FRBRlanguage language=\"deu\"/>", 1);
	expect(xml, "Leitung: <person", 1);
	/* What was decided stays in the words in which it was. */
	expect(xml, "name=\"resolution\" xml:lang=\"en\">", 1);
	/* Told in another language it is marked alike. */
	expect(xml, "<speech eId=", 5);
	expect(xml, "<voting eId=", 4);
	expect(xml, "dbsect_1__dbsect_2__pointOfOrder_1\"", 1);
	/* A translation that came later is no correction. */
	assert_int_equal(bulletin_approve(cx, minutes().id), BULLETIN_OK);
	xml = document("french", "fr");
	expect(xml, "type=\"amendment\"", 0);
	expect(xml, ">Pas encore.</narrative>", 1);
	expect(xml, "<docType>Actes</docType>", 1);
}

static void
test_languages(void **unused)			/* AKN-6 */
{
	static const struct { str from, to; } cases[] = {
		{ S_INIT("en"), S_INIT("eng") }, { S_INIT("de"),
		S_INIT("deu") }, { S_INIT("de-AT"), S_INIT("deu") },
		{ S_INIT("ZH-Hant"), S_INIT("zho") }, { S_INIT("aa"),
		S_INIT("aar") }, { S_INIT("zu"), S_INIT("zul") },
		{ S_INIT("KOK"), S_INIT("kok") }, { S_INIT("xq"),
		S_INIT("und") }, { S_INIT(""), S_INIT("und") },
		{ S_INIT("a"), S_INIT("und") }, { S_INIT("engl"),
		S_INIT("und") }, { S_INIT("e\xc3"), S_INIT("und") },
		{ S_INIT("r "), S_INIT("und") },
	};

	(void)unused;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(str_eq(akn_language(cx->mem, cases[i].from),
		    cases[i].to));
	}
}

/* ---- failures ---------------------------------------------------------- */

static bool
proceedings_are(int64_t conference, const char *whole)
{
	str xml;

	return akn_proceedings(cx, conference, S(""), &xml) == BULLETIN_OK &&
	    str_eq(xml, str_z(whole));
}

static bool
resolution_is(int64_t id, const char *whole)
{
	str xml;

	return akn_resolution(cx, id, &xml) == BULLETIN_OK &&
	    str_eq(xml, str_z(whole));
}

/* What is not whole is never taken for it; how many steps there were. */
static int
fail_each(bool (*is)(int64_t, const char *), int64_t id, const char *whole)
{
	int n = 1;

	for (bool done = false; !done; n++) {
		size_t used = cx->mem->used;
		bool same;

		db_begin(cx->db, DB_READ);
		db_fail_at(cx->db, n);
		same = is(id, whole);
		done = db_commit(cx->db);
		db_fail_at(cx->db, 0);
		assert_true(!done || same);
		arena_release(cx->mem, used);
	}
	return n;
}

static void
test_each_step_fails(void **unused)
{
	struct resolution *list;
	const char *whole;
	size_t len;
	str alone;

	(void)unused;
	hold_sitting();
	resolve();
	publish();
	whole = document("whole", "");
	resolution_list(cx, at.conference, &list, &len);
	assert_int_equal(akn_resolution(cx, list[0].id, &alone), BULLETIN_OK);
	assert_true(db_commit(cx->db));
	assert_true(fail_each(proceedings_are, at.conference, whole) > 100);
	assert_true(fail_each(resolution_is, list[0].id,
	    arena_copy_z(cx->mem, alone)) > 5);
	db_begin(cx->db, DB_WRITE);
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, set_up, sat_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_published),
		TEST(test_resolutions),
		TEST(test_resolution_alone),
		TEST(test_marked),
		TEST(test_changed),
		TEST(test_quorum),
		TEST(test_names),
		TEST(test_numbers),
		TEST(test_hostile),
		TEST(test_hostile_records),
		TEST(test_names_of_documents),
		TEST(test_languages),
		TEST(test_each_step_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
