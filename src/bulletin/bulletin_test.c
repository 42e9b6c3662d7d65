/*
 * bulletin_test.c - a sitting told from its records, corrected, approved and
 * published; resolutions and commendations; each refusal, and each step of the
 * database made to fail once.
 */
#include "bulletin/sat_test.h"

#include "assignment/assignment.h"
#include "motion/motion.h"

/* Runa's name has marks of Markdown in it. */
static int
set_up(void **unused)
{
	(void)unused;
	sat_begin("'*Runa* [Vale](x) <b>'", "title = 'Fifth #1'");
	return 0;
}

/* ---- what happened ----------------------------------------------------- */

/* Handed in by Cell 4; on the order of business with the second item. */
static int64_t
move(enum motion_state state)
{
	struct motion m = { .conference_id = at.conference,
		.unit_id = at.world.cell4, .title = S("A _winter_ reserve"),
		.text = S("We keep flour.\n\n# It is stored."),
		.reason = S("") };
	struct item item;
	int64_t id;

	assert_int_equal(motion_hand_in(cx, &m, &id), MOTION_OK);
	assert_true(item_read(cx, at.later, &item));
	item.motion_id = id;
	assert_int_equal(item_change(cx, &item), CONFERENCE_OK);
	if (state != MOTION_OPEN) {
		assert_int_equal(motion_decide(cx, id, state), MOTION_OK);
	}
	return id;
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
	sat_vote(at.item, S("Is the *report* approved?"), 2);
	sat_vote(at.item, S("Do we stop?"), 1);
	sat_elect(S("Aino"), S("Oda"));
	sat_annul();
	move(MOTION_CARRIED);
	sat_vote(at.later, S("The reserve?"), 3);
	sat_commend(at.world.person[IVO], 0, true);
	sat_commend(0, at.world.cell5, true);
	sat_commend(at.world.person[DARA], 0, false);
	sat_close();
}

/* ---- reading ----------------------------------------------------------- */

static struct bulletin
one(enum bulletin_kind kind)
{
	struct bulletin *list;
	size_t len;

	bulletin_list(cx, at.conference, &list, &len);
	assert_int_equal(len, 2);
	assert_int_equal(list[0].kind, BULLETIN);
	assert_int_equal(list[1].kind, MINUTES);
	return list[kind == MINUTES];
}

static struct bulletin_text
newest(enum bulletin_kind kind, const char *language)
{
	struct bulletin b = one(kind);
	struct bulletin_text t;

	assert_true(bulletin_text(cx, &b, str_z(language), false, &t));
	return t;
}

static void
expect(struct bulletin_text t, const char *words, size_t times)
{
	const char *all = arena_copy_z(cx->mem, t.text), *p = all;
	size_t found = 0;

	while ((p = strstr(p, words)) != NULL) {
		found++;
		p++;
	}
	if (found != times) {
		fail_msg("%zu times \"%s\", not %zu, in:\n%s", found, words,
		    times, all);
	}
}

static struct bulletin
written(struct bulletin b, int version, str reason)
{
	struct bulletin_text t = { .language = S("en"), .title = S("Title"),
		.text = S("Words"), .reason = reason, .version = version };

	assert_int_equal(bulletin_write(cx, b.id, &t), BULLETIN_OK);
	assert_true(bulletin_read(cx, b.id, &b));
	return b;
}

/* ---- drafts ------------------------------------------------------------ */

static void
test_draft(void **unused)			/* BULL-1 */
{
	static const char *const told[] = {
		"Sitting 1, Fifth \\#1. 20 November 2026.",
		"The sitting was opened at ", "In the chair: Tomas Venn",
		"# 1\\. Item", "# 2\\. Item", "Report: Tomas Venn (",
		"Speeches: \\*Runa\\* \\[Vale\\]\\(x\\) \\<b\\> (Secretary",
		"Emil Stroud (Deputy secretary, Cell 4, Harbour Bakery), "
		    "against",
		"**Vote 1: Is the \\*report\\* approved?** Carried.",
		"For: 2; Against: 1; Abstain: 0",
		"Vote 2: Do we stop?** Not carried.",
		"For: 1; Against: 2; Abstain: 0",
		"Votes cast: 3.", "Elected: Aino.",
		"Do we rest?** Annulled: Wrong \\*question\\*.",
		"Motion 1, A \\_winter\\_ reserve: carried.",
		"As it was carried:", "> We keep flour\\.",
		"> \\# It is stored\\.", "Vote 5: The reserve?** Carried.",
		"Commended: Ivo \\<b\\>Tarn\\</b\\> (Cell 4, Harbour "
		    "Bakery), for the \\*long\\* work.",
		"Commended: Cell 5, Mill Lane, for",
		"The sitting was closed at ",
	};
	struct bulletin_text t;

	(void)unused;
	hold_sitting();
	t = newest(BULLETIN, "en");
	for (size_t i = 0; i < COUNT(told); i++) {
		expect(t, told[i], strcmp(told[i], "Votes cast: 3.") == 0 ?
		    3 : 1);
	}
	assert_true(str_eq(t.title, S("Bulletin 1")));
	assert_int_equal(t.version, 1);
	assert_int_equal(t.entered_by.len, 0);
	/* Only what is said in minutes; and nothing that nobody recorded. */
	expect(t, "Points of order", 0);
	expect(t, "from ", 0);
	expect(t, "Dara", 0);
	expect(t, "By this rule", 0);
	t = newest(MINUTES, "en");
	assert_true(str_eq(t.title, S("Minutes of sitting 1")));
	expect(t, "Points of order: Another, from ", 1);
	expect(t, "By this rule: more than half of the votes cast.", 3);
}

static void
test_draft_silent(void **unused)		/* BULL-1 */
{
	static const char *const untold[] = { "In the chair", "Speeches",
		"Report", "Vote", "Motion", "Commended", "quorum",
		"could decide", ": .", "()" };

	(void)unused;
	sat_close();
	for (size_t i = 0; i < COUNT(untold); i++) {
		expect(newest(BULLETIN, "en"), untold[i], 0);
		expect(newest(MINUTES, "en"), untold[i], 0);
	}
}

static void
redrafted(const char *script, const char *says)
{
	db_script(cx->db, script);
	assert_int_equal(bulletin_draft(cx, one(BULLETIN).id, S("en")),
	    BULLETIN_OK);
	expect(newest(BULLETIN, "en"), "Motion 1", says != NULL);
	expect(newest(BULLETIN, "en"), "As it was carried", 0);
	if (says != NULL) {
		expect(newest(BULLETIN, "en"), says, 1);
	}
}

static void
test_draft_motions(void **unused)		/* BULL-1 */
{
	(void)unused;
	move(MOTION_OPEN);
	sat_close();
	expect(newest(BULLETIN, "en"), "Motion 1", 0);
	redrafted("UPDATE motion SET state = 4, decided_at = (SELECT"
	    " closed_at FROM sitting)", "reserve: not carried.");
	redrafted("UPDATE motion SET state = 5", "reserve: referred.");
	/* Decided after this sitting. */
	redrafted("UPDATE motion SET decided_at = decided_at + 1", NULL);
}

static void
test_languages(void **unused)			/* BULL-1 */
{
	static const struct { const char *language, *title, *day, *vote; }
	    t[] = {
		{ "de", "Protokoll der Sitzung 1",
		  "20. November Year of the Harbour 80 (2026)",
		  "**Abstimmung 1: " },
		{ "es", "Acta de la sesión 1",
		  "20 de noviembre de Year of the Harbour 80 (2026)",
		  "**Votación 1: " },
		{ "fr", "Procès-verbal de la séance 1",
		  "20 novembre Year of the Harbour 80 (2026)",
		  "**Vote 1 : " },
		{ "de-AT", "Protokoll der Sitzung 1", "Sitzung 1",
		  "**Abstimmung 1: " },
		{ "pt", "Minutes of sitting 1", "20 November Year of the",
		  "**Vote 1: " },
	};
	str *languages;
	size_t len;

	(void)unused;
	hold_sitting();
	db_script(cx->db, "UPDATE conference SET era_name ="
	    " 'Year of the Harbour', era_year = 80, language = 'fr'");
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(bulletin_draft(cx, one(MINUTES).id,
		    str_z(t[i].language)), BULLETIN_OK);
		assert_true(str_eq(newest(MINUTES, t[i].language).title,
		    str_z(t[i].title)));
		expect(newest(MINUTES, t[i].language), t[i].day, 1);
		expect(newest(MINUTES, t[i].language), t[i].vote, 1);
	}
	bulletin_languages(cx, one(MINUTES).id, &languages, &len);
	assert_int_equal(len, 6);
	assert_true(str_eq(languages[0], S("fr")));
	assert_true(str_eq(languages[1], S("de")));
}

/* ---- versions, approving, publishing ----------------------------------- */

static void
test_versions(void **unused)			/* BULL-2 */
{
	struct bulletin_text *all;
	struct bulletin b;
	size_t len;

	(void)unused;
	hold_sitting();
	b = written(one(BULLETIN), 1, S(""));
	b = written(b, 2, S(""));
	assert_int_equal(b.state, BULLETIN_DRAFT);
	bulletin_versions(cx, b.id, S("en"), &all, &len);
	assert_int_equal(len, 3);
	assert_int_equal(all[0].version, 3);
	assert_true(str_eq(all[0].text, S("Words")));
	assert_true(all[2].text.len > 500);
	assert_int_equal(bulletin_draft(cx, b.id, S("en")),
	    BULLETIN_EDITED);
	/* Drafted again for a sitting nothing is doubled or lost. */
	assert_int_equal(bulletin_draft_sitting(cx, at.sitting), BULLETIN_OK);
	assert_int_equal(newest(BULLETIN, "en").version, 3);
}

static void
test_publish(void **unused)			/* BULL-3, BULL-4 */
{
	struct bulletin_text t;
	struct bulletin b, *list;
	size_t len;

	(void)unused;
	hold_sitting();
	b = one(BULLETIN);
	assert_int_equal(bulletin_publish(cx, b.id, FOR_MEMBERS),
	    BULLETIN_NOT_APPROVED);
	assert_false(bulletin_text(cx, &b, S("en"), true, &t));
	assert_int_equal(bulletin_approve(cx, b.id), BULLETIN_OK);
	assert_int_equal(bulletin_approve(cx, b.id),
	    BULLETIN_APPROVED);
	assert_int_equal(bulletin_draft(cx, b.id, S("de")),
	    BULLETIN_APPROVED);
	assert_int_equal(one(BULLETIN).state, BULLETIN_IS_APPROVED);
	assert_int_equal(one(BULLETIN).approved_at, cx->now);
	/* Changed before it is published: it has to be approved anew. */
	assert_int_equal(written(b, 1, S("a name")).state, BULLETIN_DRAFT);
	assert_int_equal(bulletin_publish(cx, b.id, FOR_MEMBERS),
	    BULLETIN_NOT_APPROVED);
	assert_int_equal(bulletin_approve(cx, b.id), BULLETIN_OK);
	assert_int_equal(bulletin_publish(cx, b.id, FOR_MEMBERS), BULLETIN_OK);
	bulletin_published(cx, at.conference, 10, &list, &len);
	assert_int_equal(len, 0);
	assert_int_equal(bulletin_publish(cx, b.id, FOR_EVERYBODY),
	    BULLETIN_OK);
	bulletin_published(cx, at.conference, 10, &list, &len);
	assert_int_equal(len, 1);
	assert_int_equal(bulletin_publish(cx, b.id, FOR_MEMBERS),
	    BULLETIN_PUBLIC);
}

static void
test_correct(void **unused)			/* BULL-3, BULL-4 */
{
	struct bulletin_text t = { .language = S("en"), .title = S("New"),
		.text = S("New words"), .reason = S(""), .version = 1 };
	struct bulletin b;
	int64_t published;

	(void)unused;
	hold_sitting();
	b = one(BULLETIN);
	assert_int_equal(bulletin_approve(cx, b.id), BULLETIN_OK);
	assert_int_equal(bulletin_publish(cx, b.id, FOR_EVERYBODY),
	    BULLETIN_OK);
	published = cx->now;
	cx->now += 86400;
	assert_int_equal(bulletin_write(cx, b.id, &t),
	    BULLETIN_NO_REASON);
	t.reason = S("A number was wrong");
	assert_int_equal(bulletin_write(cx, b.id, &t), BULLETIN_OK);
	b = one(BULLETIN);
	assert_int_equal(b.state, BULLETIN_CORRECTING);
	/* Until it is approved the first stays as it was. */
	assert_true(bulletin_text(cx, &b, S("en"), true, &t));
	assert_int_equal(t.version, 1);
	assert_int_equal(bulletin_approve(cx, b.id), BULLETIN_OK);
	b = one(BULLETIN);
	assert_int_equal(b.state, BULLETIN_PUBLISHED);
	assert_int_equal(b.published_at, published);
	assert_int_equal(b.audience, FOR_EVERYBODY);
	assert_true(bulletin_text(cx, &b, S("en"), true, &t));
	assert_int_equal(t.version, 2);
	assert_true(str_eq(t.reason, S("A number was wrong")));
}

static str
long_text(size_t len)
{
	char *s = NEW(cx->mem, char, len);

	memset(s, 'a', len);
	return (str){ s, len };
}

static void
test_refused(void **unused)			/* BULL-1, BULL-2 */
{
	struct bulletin_text good = { .language = S("en"), .title = S("T"),
		.text = S("W"), .reason = S(""), .version = 1 };
	struct {
		struct bulletin_text	 t;
		enum bulletin_err	 err;
	} t[] = {
		{ good, BULLETIN_NO_LANGUAGE }, { good, BULLETIN_NO_LANGUAGE },
		{ good, BULLETIN_NO_TITLE }, { good, BULLETIN_TOO_LONG },
		{ good, BULLETIN_NO_TEXT }, { good, BULLETIN_TOO_LONG },
		{ good, BULLETIN_TOO_LONG }, { good, BULLETIN_CHANGED },
		{ good, BULLETIN_CHANGED },
	};
	struct bulletin b;

	(void)unused;
	assert_int_equal(bulletin_draft_sitting(cx, at.sitting),
	    BULLETIN_SITS);
	assert_int_equal(bulletin_draft_sitting(cx, 99),
	    BULLETIN_NO_SITTING);
	sat_close();
	t[0].t.language = S("e");
	t[1].t.language = S("en us");
	t[2].t.title = S("");
	t[3].t.title = long_text(BULLETIN_LINE_MAX + 1);
	t[4].t.text = S(" \n ");
	t[5].t.text = long_text(BULLETIN_TEXT_MAX + 1);
	t[6].t.reason = long_text(BULLETIN_LINE_MAX + 1);
	t[7].t.version = 0;
	t[8].t.language = S("de");
	b = one(BULLETIN);
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(bulletin_write(cx, b.id, &t[i].t),
		    t[i].err);
	}
	assert_int_equal(newest(BULLETIN, "en").version, 1);
	assert_int_equal(bulletin_draft(cx, b.id, S("x")),
	    BULLETIN_NO_LANGUAGE);
	assert_int_equal(bulletin_draft(cx, 99, S("en")),
	    BULLETIN_NONE);
	assert_int_equal(bulletin_write(cx, 99, &good), BULLETIN_NONE);
	assert_int_equal(bulletin_approve(cx, 99), BULLETIN_NONE);
	assert_int_equal(bulletin_publish(cx, 99, FOR_MEMBERS), BULLETIN_NONE);
}

/* ---- resolutions ------------------------------------------------------- */

static int64_t
resolved(void)
{
	struct resolution *list;
	size_t new, len;

	assert_int_equal(resolution_take(cx, at.conference, &new),
	    BULLETIN_OK);
	resolution_list(cx, at.conference, &list, &len);
	assert_int_equal(len, 1);
	return list[0].id;
}

static void
test_resolution(void **unused)			/* BULL-5 */
{
	struct resolution r;
	struct vote v;
	size_t new;

	(void)unused;
	assert_int_equal(resolution_take(cx, 99, &new),
	    BULLETIN_NO_CONFERENCE);
	move(MOTION_REFERRED);
	assert_int_equal(resolution_take(cx, at.conference, &new),
	    BULLETIN_OK);
	assert_int_equal(new, 0);
	sat_vote(at.later, S("Not yet?"), 1);
	sat_vote(at.later, S("The reserve?"), 3);
	move(MOTION_CARRIED);
	assert_true(resolution_read(cx, resolved(), &r));
	assert_int_equal(r.number, 1);
	assert_true(str_eq(r.title, S("A _winter_ reserve")));
	assert_true(str_eq(r.text, S("We keep flour.\n\n# It is stored.")));
	assert_int_equal(date_cmp(r.resolved_on, cx->today), 0);
	assert_true(vote_read(cx, r.vote_id, &v));
	assert_true(str_eq(v.question, S("The reserve?")));
	assert_int_equal(resolution_take(cx, at.conference, &new),
	    BULLETIN_OK);
	assert_int_equal(new, 0);
}

static void
test_tasks(void **unused)			/* BULL-6 */
{
	struct resolution_task *list;
	struct resolution r;
	int64_t id, ivo = at.world.person[IVO], cell = at.world.cell4;
	size_t len;

	(void)unused;
	move(MOTION_CARRIED);
	id = resolved();
	assert_int_equal(resolution_assign(cx, 99, cell, ivo, S(""),
	    DATE_NONE), BULLETIN_NO_RESOLUTION);
	assert_int_equal(resolution_assign(cx, id, 99, ivo, S(""),
	    DATE_NONE), BULLETIN_NO_UNIT);
	assert_int_equal(resolution_assign(cx, id, cell, 99, S(""),
	    DATE_NONE), BULLETIN_NO_MEMBER);
	assert_int_equal(resolution_assign(cx, id, cell, ivo, S(""),
	    date_add(cx->today, -1)), BULLETIN_DUE);
	assert_int_equal(resolution_assign(cx, id, cell, ivo,
	    long_text(ASSIGNMENT_TEXT_MAX + 1), DATE_NONE), BULLETIN_TOO_LONG);
	resolution_tasks(cx, id, &list, &len);
	assert_int_equal(len, 0);
	assert_int_equal(resolution_assign(cx, id, cell, ivo, S(""),
	    DATE_NONE), BULLETIN_OK);
	assert_int_equal(resolution_assign(cx, id, cell, ivo, S("Sacks"),
	    date_add(cx->today, 7)), BULLETIN_OK);
	resolution_tasks(cx, id, &list, &len);
	assert_int_equal(len, 2);
	assert_true(str_eq(list[0].text, S("Sacks")));
	assert_true(str_eq(list[1].text, S("A _winter_ reserve")));
	assert_true(str_eq(list[1].unit_name, S("Cell 4, Harbour Bakery")));
	assert_true(resolution_of_task(cx, list[1].assignment_id, &r));
	assert_int_equal(r.id, id);
	assert_false(resolution_of_task(cx, 99, &r));
}

/* ---- much, and failing ------------------------------------------------- */

static void
test_long_sitting(void **unused)		/* BULL-1 */
{
	enum { SPEECHES = 300, VOTES = 40 };
	size_t used;

	(void)unused;
	for (int i = 0; i < SPEECHES; i++) {
		sat_speak(i % 2 == 0 ? RUNA : EMIL, SPEECH_PLAIN);
	}
	for (int i = 0; i < VOTES; i++) {
		sat_vote(at.item, S("Do we?"), 2);
	}
	used = at.world.mem.used;
	sat_close();
	expect(newest(MINUTES, "en"), "Emil Stroud", SPEECHES / 2);
	expect(newest(MINUTES, "en"), "**Vote ", VOTES);
	/* Of a request's memory. */
	assert_true(at.world.mem.used - used < ((size_t)8 << 20));
}

static void
all_of_it(void)
{
	struct bulletin_text t = { .language = S("en"), .title = S("T"),
		.text = S("W"), .reason = S(""), .version = 1 };
	struct commendation in = { .conference_id = at.conference,
		.member_id = at.world.person[IVO], .title = S("T"),
		.work = S("W") };
	struct bulletin b, *list;
	struct resolution *resolutions;
	int64_t id = 0;
	size_t len, new;

	(void)!bulletin_close_sitting(cx, at.conference);
	bulletin_list(cx, at.conference, &list, &len);
	b = len > 0 ? list[0] : (struct bulletin){ .id = 0 };
	(void)!bulletin_write(cx, b.id, &t);
	(void)!bulletin_draft(cx, b.id, S("de"));
	(void)!bulletin_approve(cx, b.id);
	(void)!bulletin_publish(cx, b.id, FOR_EVERYBODY);
	(void)!resolution_take(cx, at.conference, &new);
	resolution_list(cx, at.conference, &resolutions, &len);
	(void)!resolution_assign(cx, len > 0 ? resolutions[0].id : 0,
	    at.world.cell4, at.world.person[IVO], S(""), DATE_NONE);
	(void)!commendation_add(cx, &in, &id);
	(void)!commendation_give(cx, id);
	(void)!commendation_add(cx, &in, &id);
	(void)!commendation_drop(cx, id);
}

static void
test_each_step_fails(void **unused)
{
	int n = 1;

	(void)unused;
	move(MOTION_CARRIED);
	sat_speak(RUNA, SPEECH_PLAIN);
	sat_vote(at.item, S("Do we?"), 2);
	assert_true(db_commit(cx->db));
	for (bool done = false; !done; n++) {
		db_begin(cx->db, DB_WRITE);
		db_fail_at(cx->db, n);
		all_of_it();
		done = db_commit(cx->db);
		db_fail_at(cx->db, 0);
		if (!done) {
			assert_int_equal(harbour_number(&at.world,
			    "SELECT (SELECT count(*) FROM bulletin) + (SELECT"
			    " count(*) FROM resolution) + (SELECT count(*)"
			    " FROM commendation)"), 0);
		}
	}
	assert_true(n > 60);
	assert_int_equal(harbour_number(&at.world, "SELECT count(*) FROM"
	    " bulletin WHERE state = 3"), 1);
	assert_int_equal(harbour_number(&at.world, "SELECT count(*) FROM"
	    " resolution_task"), 1);
	assert_int_equal(harbour_number(&at.world, "SELECT count(*) FROM"
	    " commendation WHERE given_on IS NOT NULL"), 1);
	db_begin(cx->db, DB_WRITE);
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, set_up, sat_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_draft),
		TEST(test_draft_silent),
		TEST(test_draft_motions),
		TEST(test_languages),
		TEST(test_versions),
		TEST(test_publish),
		TEST(test_correct),
		TEST(test_refused),
		TEST(test_resolution),
		TEST(test_tasks),
		TEST(test_long_sitting),
		TEST(test_each_step_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
