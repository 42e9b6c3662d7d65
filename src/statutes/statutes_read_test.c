/*
 * statutes_read_test.c - what lines mean, and what is told of those that cannot
 * be. statutes_mutate_test.c breaks each line of the example;
 * statutes_document_test.c is about documents as a whole.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "statutes/grammar_inside.h"
#include "tests/rules_text.h"

#define EXAMPLE		"examples/federation-statutes.md"
#define DESIGNED	"../shared/design/federation-statutes.md"
#define MANUAL		"docs/rules/statutes.md"

static struct arena *const mem = &rules_mem;
static struct statutes *const st = &rules_st;
static struct statutes_errors *const errors = &rules_errors;

/* ---- the example ------------------------------------------------------- */

static void
test_example_as_it_stands(void **unused)	/* STAT-1 */
{
	str ours = rules_file(EXAMPLE), designed = rules_file(DESIGNED);

	(void)unused;
	assert_non_null(ours.at);
	assert_true(rules_read(ours));
	assert_int_equal(errors->list_len, 0);
	if (designed.at == NULL) {
		print_message("SKIPPED: there is no %s\n", DESIGNED);
		return;
	}
	assert_true(str_eq(ours, designed));
}

static void
test_example_means(void **unused)
{
	size_t cell, county, workplace;
	const struct tier *t;
	const struct office_kind *o;
	const struct meeting_kind *m;

	(void)unused;
	assert_true(rules_read(rules_file(EXAMPLE)));
	cell = statutes_tier(st, S("cell"));
	county = statutes_tier(st, S("county"));
	workplace = statutes_tier(st, S("workplace"));
	assert_int_equal(st->tiers.len, 5);
	t = &st->tiers.at[cell];
	assert_text(t->many, "Cells");
	assert_int_equal(t->under, 1u << county | 1u << workplace);
	assert_true(t->holds_members && !t->optional);
	assert_int_equal(t->members_min, 3);
	assert_int_equal(t->members_max, 30);
	assert_true(st->tiers.at[workplace].optional);
	assert_int_equal(st->tiers.at[0].under, 0);

	assert_int_equal(st->offices.len, 3);
	o = &st->offices.at[statutes_office(st, S("secretary"), cell)];
	assert_int_equal(o->term.n, 2);
	assert_int_equal(o->term.unit, TIME_YEAR);
	assert_int_equal(o->in_a_row_max, 3);
	assert_int_equal(o->seats, 1);
	assert_int_equal(o->vacant_days_max, 30);
	assert_int_equal(st->rules.at[o->vacancy_rule].line, 21);
	assert_true(o->elected);
	o = &st->offices.at[statutes_office(st, S("officer"), county)];
	assert_int_equal(o->seats, 7);
	assert_int_equal(o->vacant_days_max, -1);
	assert_int_equal(statutes_office(st, S("officer"), cell), 3);
	assert_int_equal(st->carry_over_days, 60);

	assert_int_equal(st->grants.len, 3);
	assert_int_equal(st->grants.at[0].verb, MAY_KEEP);
	assert_false(st->grants.at[0].below);
	assert_int_equal(st->grants.at[1].verb, MAY_SEE);
	assert_true(st->grants.at[1].below);
	assert_int_equal(st->grants.at[1].tiers, 1u << county);
	assert_int_equal(st->grants.at[1].nouns, 1u << NOUN_FIGURES |
	    1u << NOUN_EXCEPTIONS | 1u << NOUN_DECISIONS);

	m = statutes_meeting(st, S("general"), cell);
	assert_int_equal(m->times, 1);
	assert_int_equal(m->per, TIME_MONTH);
	assert_int_equal(m->notice_days, 3);
	assert_true(m->quorum_said && !m->quorum_none);
	assert_int_equal(fraction_of(m->quorum, 13), 7);
	m = statutes_meeting(st, S("assembly"), county);
	assert_int_equal(m->per, TIME_NONE);
	assert_int_equal(m->stretch_days, 91);
	assert_int_equal(m->months_except, 1 << 6 | 1 << 7);
	assert_int_equal(m->notice_days, -1);
	assert_false(m->quorum_said);
	assert_true(statutes_meeting(st, S("consultative"),
	    cell)->quorum_none);
	/* Two kinds at that tier: which is meant is not said. */
	assert_null(statutes_meeting(st, S(""), cell));
	assert_ptr_equal(statutes_meeting(st, S(""), county), m);
	assert_null(statutes_meeting(st, S("general"), county));
}

static void
test_decisions(void **unused)
{
	const struct decision_kind *d;

	(void)unused;
	assert_true(rules_read(rules_file(EXAMPLE)));
	d = statutes_decision(st, S("general"), S("buy a kettle"));
	assert_true(d->majority.more);
	assert_int_equal(d->of, OF_PRESENT);
	d = statutes_decision(st, S("general"), S("dissolve the cell"));
	assert_int_equal(d->majority.num, 2);
	assert_int_equal(d->of, OF_MEMBERS);
	assert_null(statutes_decision(st, S("consultative"), S("lunch")));
	rules_must_read("tier t \"T\"\nmeeting b at t\n"
	    "decision at meeting b: majority 60% of votes cast");
	d = statutes_decision(st, S("b"), S(""));
	assert_int_equal(d->of, OF_CAST);
	assert_text(fraction_text(mem, d->majority), "60%");
}

static void
test_conferences(void **unused)
{
	const struct conference_rule *c;

	(void)unused;
	assert_true(rules_read(rules_file(EXAMPLE)));
	assert_int_equal(st->conferences.len, 1);
	c = statutes_conference(st, S("secretaries"), 0);
	assert_ptr_equal(c, st->conferences.at);
	assert_int_equal(c->every.n, 5);
	assert_int_equal(c->every.unit, TIME_YEAR);
	assert_int_equal(c->per_n, 1);
	assert_int_equal(c->per_m, 40);
	assert_text(c->of, "cells");
	assert_int_equal(st->rules.at[c->rule].line, 60);
	assert_null(statutes_conference(st, S("secretaries"), 1));
	assert_null(statutes_conference(st, S("deputies"), 0));
	rules_must_read("tier t \"T\"\nconference of all at t: delegates 3 "
	    "per 1000 members");
	c = statutes_conference(st, S("all"), 0);
	assert_int_equal(c->every.n, 0);
	assert_int_equal(c->per_n, 3);
	assert_int_equal(c->per_m, 1000);
	assert_text(c->of, "members");
	rules_must_read("tier t \"T\"\nconference of all at t: every 2 years");
	assert_int_equal(statutes_conference(st, S("all"), 0)->per_m, 0);
}

#define TIERS_TC	"tier t \"T\"\ntier c \"C\" plural \"Cs\" under t\n"

static void
test_quorum_of_conferences(void **unused)	/* VOTE-2, DOOR-6 */
{
	const struct quorum_rule *q;

	(void)unused;
	rules_must_read(TIERS_TC "quorum at conferences: more than 1/2 of "
	    "delegates\nquorum at conferences at c: none");
	q = statutes_quorum(st, 0);
	assert_true(q->share.num == 1 && q->share.den == 2 && q->share.more);
	assert_false(q->none);
	assert_text(st->rules.at[q->rule].key, "conference-quorum");
	assert_text(st->rules.at[q->rule].plain, "A conference can decide "
	    "when more than half of its delegates are present.");
	q = statutes_quorum(st, 1);
	assert_true(q->none);
	assert_text(st->rules.at[q->rule].key, "conference-quorum.c");
	assert_text(st->rules.at[q->rule].plain, "A conference of a C can "
	    "decide however many are present.");
	rules_must_read(TIERS_TC "quorum at conferences at t: 60% of "
	    "delegates");
	assert_int_equal(statutes_quorum(st, 0)->share.num, 60);
	assert_null(statutes_quorum(st, 1));
}

static void
test_tie_at_conferences(void **unused)		/* VOTE-9 */
{
	static const struct { const char *how, *plain; enum tied tied; }
	    t[] = {
		{ "lost", "nothing is decided.", TIED_LOST },
		{ "repeated", "they vote again.", TIED_REPEAT },
		{ "by lot", "a lot decides.", TIED_LOT },
		{ "the chair decides", "the chair decides.", TIED_CHAIR },
	};

	(void)unused;
	for (size_t i = 0; i < COUNT(t); i++) {
		rules_must_read(arena_copy_z(mem, arena_printf(mem, TIERS_TC
		    "tie at conferences: %s\ntie at conferences at c: "
		    "repeated", t[i].how)));
		assert_int_equal(statutes_tie(st, 0)->how, t[i].tied);
		assert_int_equal(statutes_tie(st, 1)->how, TIED_REPEAT);
		assert_true(str_ends(st->rules.at[statutes_tie(st, 0)->rule]
		    .plain, str_z(t[i].plain)));
	}
	rules_must_read(TIERS_TC);
	assert_null(statutes_tie(st, 0));
	assert_null(statutes_quorum(st, 0));
	/* Words that came later are names still. */
	rules_must_read(TIERS_TC "office chair \"Chair\" at t, elected\n"
	    "meeting lot at c\nchair may see figures at t\n"
	    "tie at conferences: the chair decides");
	assert_int_equal(statutes_tie(st, 0)->how, TIED_CHAIR);
}

static void
test_circulars_and_burdens(void **unused)
{
	const struct circular_rule *c;
	const struct burden_rule *b;
	size_t cell;

	(void)unused;
	assert_true(rules_read(rules_file(EXAMPLE)));
	cell = statutes_tier(st, S("cell"));
	c = statutes_circular(st, cell);
	assert_non_null(c);
	assert_int_equal(c->conveyed_days, 7);
	assert_int_equal(c->repeated_len, 2);
	assert_int_equal(c->repeated_days[0], 30);
	assert_int_equal(c->repeated_days[1], 90);
	assert_null(statutes_circular(st, cell - 1));
	assert_null(statutes_burden(st, S("circulars"), cell));
	b = statutes_burden(st, S("forms"), cell);
	assert_int_equal(b->times, 6);
	assert_int_equal(b->per, TIME_QUARTER);
	rules_must_read("tier t \"T\"\ncircular at t: repeated after 2 weeks\n"
	    "burden at t: at most 1 forms per year, at most 20 circulars per "
	    "month");
	assert_int_equal(statutes_circular(st, 0)->conveyed_days, -1);
	assert_false(st->rules.at[statutes_circular(st, 0)->rule].checked);
	assert_int_equal(statutes_circular(st, 0)->repeated_days[0], 14);
	b = statutes_burden(st, S("circulars"), 0);
	assert_int_equal(b->times, 20);
	assert_int_equal(b->per, TIME_MONTH);
}

static void
test_plain_words(void **unused)			/* STAT-5 */
{
	static const struct { int line; bool checked; const char *plain; }
	    wanted[] = {
		{ 4, true, "The Federation stands at the top." },
		{ 7, true, "Workplaces stand under a County. There need not "
		    "be any." },
		{ 8, true, "Cells stand under a County or a Workplace; each "
		    "has 3 to 30 members." },
		{ 15, true, "Every Cell has one Secretary, elected for 2 "
		    "years, at most 3 terms in a row." },
		{ 19, true, "Whoever is Committee officer of a County may see "
		    "the figures, exceptions and decisions of it and of "
		    "everything under it." },
		{ 28, true, "Every Cell holds a general meeting at least once "
		    "in each calendar month; it is announced 3 days before, "
		    "or earlier; it can decide when at least half of the "
		    "members are present." },
		{ 30, true, "Every County holds an assembly meeting at least "
		    "once in any 13 weeks; July and August do not count." },
		{ 31, false, "Every Cell holds a review at least once in each "
		    "calendar quarter." },
		{ 33, true, "To \"dissolve the cell\", at least two thirds of "
		    "all the members must be for it." },
		{ 45, true, "Every Cell passes a circular on to "
		    "its members within 7 days, and again after 30 days and "
		    "after 90 days." },
		{ 60, true, "The Federation holds a conference of "
		    "secretaries every 5 years; 1 delegate comes for every 40 "
		    "cells." },
		{ 67, false, "The title \"model-cell\" is for one that did "
		    "100% of its general meetings, 100% of its reviews and "
		    "95% of its circulars over 12 months." },
	};
	size_t found = 0;

	(void)unused;
	assert_true(rules_read(rules_file(EXAMPLE)));
	for (size_t i = 0; i < st->rules.len; i++) {
		const struct rule *r = &st->rules.at[i];

		assert_true(r->plain.len > 0 && r->key.len > 0);
		for (size_t k = 0; k < COUNT(wanted); k++) {
			if (wanted[k].line == r->line) {
				assert_text(r->plain, wanted[k].plain);
				assert_int_equal(r->checked,
				    wanted[k].checked);
				found++;
			}
		}
		for (size_t k = 0; k < i; k++) {
			assert_false(str_eq(r->key, st->rules.at[k].key));
		}
	}
	assert_int_equal(found, COUNT(wanted));
}

/* ---- ways to write a line ---------------------------------------------- */

#define LQ	"\xe2\x80\x9c"
#define RQ	"\xe2\x80\x9d"
#define TREE	"tier top \"Top\"\ntier cell \"Cell\" plural \"Cells\" under " \
		"top, members 1 to 9\n"

static void
test_ways_to_write(void **unused)
{
	static const char *const good[] = {
		/* Names without spaces need no quotes, with them they do. */
		"tier top Top\ntier \"work group\" Group under top\n"
		    "meeting \"all hands\" at \"work group\": quorum none",
		/* A word of the grammar is a name in quotes. */
		"tier \"month\" \"Month\"\nmeeting \"at\" at \"month\"",
		TREE "\xe2\x80\x9c" "cell\xe2\x80\x9d may", /* see below */
		TREE "office \"x y\" \xe2\x80\x9cX y\xe2\x80\x9d at cell\n"
		    "\"x y\" may see figures at cell",
		TREE "office x \xe2\x80\x9eX\xe2\x80\x9c at cell, seats 2, "
		    "elected\n",
		/* Options in any order; remarks; white space. */
		TREE "  meeting\tm\xc2\xa0" "at cell :quorum none,notice 2 "
		    "weeks , at least 1 per 30days except July,August and "
		    "May # why\n#all\n\n",
		TREE "meeting m at top or cell: at least 3 per year",
		TREE "burden at cell: at most 2 visits per month",
		TREE "assignment to every member: reviewed within 3 days",
		TREE "conference of all at top: delegates 1 per 20 members",
		"tier cell \"Z\xc3\xa9lula\" under \"\xe6\x94\xaf\"\n"
		    "tier \xe6\x94\xaf \"\xe6\x94\xaf\xe9\x83\xa8\"",
	};

	(void)unused;
	for (size_t i = 0; i < COUNT(good); i++) {
		if (i == 2) {
			assert_false(rules_read(rules_document(good[i])));
		} else {
			rules_must_read(good[i]);
		}
	}
	rules_must_read(good[5]);
	assert_int_equal(st->meetings.at[0].notice_days, 14);
	assert_int_equal(st->meetings.at[0].stretch_days, 30);
	assert_int_equal(st->meetings.at[0].months_except,
	    1 << 6 | 1 << 7 | 1 << 4);
	/* Line ends and the mark in front of a file, as editors write them. */
	assert_true(rules_read(S("\xef\xbb\xbf## A\r\n```rules\r\n"
	    "tier t \"T\"\r\n```\r\n")));
	assert_int_equal(st->rules.at[0].line, 3);
	assert_true(rules_read(S("## A\r```rules\rtier t \"T\"\r```\r")));
}

static void
test_order_is_free(void **unused)
{
	(void)unused;
	rules_must_read("secretary may see figures at cell\n"
	    "office secretary must not be vacant for more than 9 days\n"
	    "decision at meeting m: majority 1/2 of present\n"
	    "office secretary S at cell\nmeeting m at cell\n"
	    "tier cell C under top\ntier top T");
	assert_int_equal(st->tiers.at[0].under, 2);
	assert_int_equal(st->offices.at[0].vacant_days_max, 9);
	assert_int_equal(st->grants.len, 1);
}

/* What exports call a rule is said once, whatever names are like. */
static void
test_keys(void **unused)
{
	(void)unused;
	rules_must_read(TREE "meeting \"all hands\" at cell\n"
	    "meeting all-hands at cell\n"
	    "decision \"a, b\": majority 1/2 of present\n"
	    "decision \"a--b\": majority 1/2 of present\n"
	    "decision \"meeting.all-hands\": majority 1/2 of present\n"
	    "decision at meeting all-hands: majority 1/2 of present");
	assert_text(st->rules.at[2].key, "meeting.all-hands.cell");
	assert_text(st->rules.at[3].key, "meeting.all-hands.cell-2");
	assert_text(st->rules.at[4].key, "decision.a--b");
	assert_text(st->rules.at[5].key, "decision.a--b-2");
	assert_text(st->rules.at[6].key, "decision.meeting.all-hands");
	assert_text(st->rules.at[7].key, "decision.meeting.all-hands-2");
}

static void
test_one_office_at_several_tiers(void **unused)
{
	(void)unused;
	rules_must_read(TREE "office s \"Secretary\" at cell\n"
	    "office s \"Chief secretary\" at top\n"
	    "s may see figures at cell or top\n"
	    "office s at top must not be vacant for more than 2 weeks");
	assert_int_equal(st->offices.len, 2);
	assert_int_equal(st->grants.len, 2);
	assert_int_equal(st->grants.at[0].tiers, 2);
	assert_int_equal(st->grants.at[1].tiers, 1);
	assert_int_equal(st->offices.at[0].vacant_days_max, -1);
	assert_int_equal(st->offices.at[1].vacant_days_max, 14);
}

static void
test_kubernetes(void **unused)
{
	const struct meeting_kind *m;
	size_t sig, group;

	(void)unused;
	assert_true(rules_read(rules_file("tests/real/kubernetes.md")));
	sig = statutes_tier(st, S("sig"));
	group = statutes_tier(st, S("working-group"));
	assert_int_equal(st->tiers.len, 6);
	m = statutes_meeting(st, S(""), sig);
	assert_ptr_equal(m, statutes_meeting(st, S("regular"), group));
	assert_int_equal(m->stretch_days, 21);
	assert_int_equal(m->months_except, 1 << 10 | 1 << 11);
	assert_int_equal(st->offices.at[statutes_office(st, S("tech-lead"),
	    sig)].seats, 20);
	for (size_t i = 0; i < st->tiers.len; i++) {
		assert_int_equal(st->tiers.at[i].holds_members,
		    !str_eq(st->tiers.at[i].word, S("project")) &&
		    !str_eq(st->tiers.at[i].word, S("subproject")));
	}
}

/* ---- lines that say what cannot be ------------------------------------- */

struct wrong {
	const char	*rules;		/* from line 4 on */
	int		 line, column;
	const char	*text, *nearest;
};

static void
expect_wrong(const struct wrong *w)
{
	const struct statutes_error *e = &errors->list[0];

	if (rules_read(rules_document(w->rules))) {
		fail_msg("read without an error:\n%s", w->rules);
	}
	if (errors->list_len != 1 || e->line != w->line ||
	    e->column != w->column || !text_contains(e->text, str_z(w->text)) ||
	    e->expected.len == 0 || !str_eq(e->nearest, str_z(w->nearest))) {
		rules_print_errors();
		fail_msg("%d:%d %s; %s\nof:\n%s", w->line, w->column, w->text,
		    w->nearest, w->rules);
	}
}

static void
test_structure_that_cannot_be(void **unused)	/* STAT-1 */
{
	static const struct wrong all[] = {
		{ "tier t T\ntier t T under t", 5, 6, "a tier \"t\" already",
		    "# tier t T under t" },
		{ "tier t T\ntier \"R & D\" R under t", 5, 6, "After "
		    LQ "tier" RQ, "tier \"R D\" R under t" },
		{ "tier t T\ntier \"r.d\" R under t", 5, 6, "After "
		    LQ "tier" RQ, "tier \"r d\" R under t" },
		{ "tier t T\ntier b B", 5, 9, "Only one tier",
		    "tier b B under t" },
		{ "tier t T\ntier b B plural Bs, optional", 5, 19, "Only one",
		    "tier b B plural Bs under t, optional" },
		{ "tier t T under t", 4, 16, "under itself", "tier t T" },
		{ "tier t T\ntier b B under c\ntier c C under b", 5, 16,
		    "\"b\" would stand under itself", "tier b B under t" },
		{ "tier t T under c\ntier b B under t\ntier c C under b", 4,
		    16, "under itself", "tier t T" },
		{ "tier t T\ntier b B under t or c\ntier c C under b", 5, 21,
		    "under itself", "tier b B under t" },
		{ "tier t T\ntier b B under c or t\ntier c C under b", 5, 16,
		    "under itself", "tier b B under t" },
		{ "tier t T\ntier b B under t or t", 5, 21, "named twice",
		    "tier b B under t" },
		{ "tier t T, members 9 to 3", 4, 24, "not possible",
		    "tier t T, members 3 to 9" },
		{ "tier t T\ntier b B under tt", 5, 16,
		    "does not go on with " LQ "tt" RQ, "tier b B under t" },
		{ TREE "office x X at cell\noffice x Y at top or cell", 7, 1,
		    "Line 6 has a rule for this",
		    "# office x Y at top or cell" },
		{ TREE "office x X at cell\nx may see figures at top", 7, 22,
		    "held at cell, not at top", "x may see figures at cell" },
		{ TREE "office x X at cell\nx may see figures, figures at "
		    "cell", 7, 20, "named twice",
		    "x may see figures at cell" },
		{ TREE "office x X at cell\nx may see figures at cell\n"
		    "x may see goals and figures at cell", 8, 11,
		    "Line 7 grants", "# x may see goals and figures at cell" },
		{ TREE "office x X at cell\ny may see figures at cell", 7, 1,
		    "No rule begins with " LQ "y" RQ,
		    "x may see figures at cell" },
		{ TREE "office x X at cell\noffice x at top must not be vacant "
		    "for more than 3 days", 7, 13, "held at cell",
		    "office x at cell must not be vacant for more than 3 "
		    "days" },
		{ TREE "a term that ran out continues until a successor is "
		    "named\na term that ran out continues until a successor "
		    "is named, for at most 3 days", 7, 1, "Line 6",
		    "# a term that ran out continues until a successor is "
		    "named, for at most 3 days" },
		{ TREE "office x X at cell, term 2", 6, 27, "too early",
		    "office x X at cell, term 2 years" },
		{ TREE "office x X at cell, seats 2, seats 3", 6, 30,
		    "does not go on with " LQ "seats" RQ,
		    "office x X at cell, seats 2" },
	};

	(void)unused;
	for (size_t i = 0; i < COUNT(all); i++) {
		expect_wrong(&all[i]);
	}
}

static void
test_work_that_cannot_be(void **unused)		/* STAT-1 */
{
	static const struct wrong all[] = {
		{ TREE "meeting m at cell\nmeeting m at cell or top", 7, 1,
		    "Line 6", "# meeting m at cell or top" },
		{ TREE "meeting m at cell: at least 1 per moth", 6, 35,
		    "does not go on with " LQ "moth" RQ,
		    "meeting m at cell: at least 1 per month" },
		{ TREE "meeting m at cell: at least 2 per 3 weeks", 6, 35,
		    "does not go on with " LQ "3" RQ,
		    "meeting m at cell: at least 1 per 3 weeks" },
		{ TREE "meeting m at cell: at least one per month", 6, 29,
		    "does not go on with " LQ "one" RQ,
		    "meeting m at cell: at least 1 per month" },
		{ TREE "meeting m at cell: quorum 3/2 of members", 6, 27,
		    LQ "3/2" RQ, "meeting m at cell: quorum 2/3 of members" },
		{ TREE "meeting m at cell: quorum more than 1/1 of members",
		    6, 37, LQ "1/1" RQ,
		    "meeting m at cell: quorum more than 99% of members" },
		{ TREE "meeting m at cell: at least 1 per month, except July "
		    "and July", 6, 58, "July is named twice",
		    "meeting m at cell: at least 1 per month, except July" },
		{ TREE "meeting m at cell: at least 1 per month, except "
		    "november", 6, 49, LQ "november" RQ,
		    "meeting m at cell: at least 1 per month, except "
		    "November" },
		{ TREE "meeting m at cell: at least 1 per month, except "
		    "January, February, March, April, May, June, July, August, "
		    "September, October, November and December", 6, 140,
		    "nothing would ever be owed",
		    "meeting m at cell: at least 1 per month, except "
		    "January, February, March, April, May, June, July, August, "
		    "September, October, November" },
		{ TREE "meeting m at cell: quorum none, quorum none", 6, 33,
		    "does not go on with " LQ "quorum" RQ,
		    "meeting m at cell: quorum none" },
		{ TREE "meeting m at cell\ndecision at meeting mm: majority "
		    "1/2 of present", 7, 21, LQ "mm" RQ,
		    "decision at meeting m: majority 1/2 of present" },
		{ TREE "meeting m at cell\ndecision at meeting m: majority "
		    "1/2 of present\ndecision at meeting m: majority 2/3 of "
		    "present", 8, 1, "Line 7",
		    "# decision at meeting m: majority 2/3 of present" },
		{ TREE "title t T for cell\ntitle u requires reviews 90%", 7,
		    9, "After " LQ "title u" RQ,
		    "title t requires reviews 90%" },
		{ TREE "burden at cell: at most 2 forms per month, at most 3 "
		    "forms per year", 6, 54,
		    "does not go on with " LQ "forms" RQ,
		    "burden at cell: at most 2 forms per month, at most 3 "
		    "meetings per year" },
		{ TREE "circular at county: conveyed within 7 days", 6, 13,
		    LQ "county" RQ,
		    "circular at cell: conveyed within 7 days" },
		{ TREE "Review at cell: at least 1 per year", 6, 1,
		    "No rule begins", "review at cell: at least 1 per year" },
		{ TREE "review at cell; at least 1 per year", 6, 15, LQ ";" RQ,
		    "review at cell: at least 1 per year" },
		{ TREE "review at cell: at least 1,000 per year", 6, 26,
		    LQ "1,000" RQ, "review at cell: at least 366 per year" },
		{ TREE "review at cell: at least 1 per year  # see \xe2\x80\xae"
		    "4", 6, 36, "cannot be seen",
		    "review at cell: at least 1 per year  # see 4" },
	};

	(void)unused;
	for (size_t i = 0; i < COUNT(all); i++) {
		expect_wrong(&all[i]);
	}
}

static void
test_circulars_come_back_so_often(void **unused)	/* STAT-1 */
{
	static const struct wrong all[] = {
		{ TREE "circular at cell: repeated after 1 day and 2 days and "
		    "3 days and 4 days and 5 days and 6 days and 7 days and "
		    "8 days and 9 days and 10 days, conveyed within 7 days",
		    6, 121, "at most 8 times",
		    "circular at cell: repeated after 1 day and 2 days and "
		    "3 days and 4 days and 5 days and 6 days and 7 days and "
		    "8 days, conveyed within 7 days" },
	};

	(void)unused;
	expect_wrong(&all[0]);
}

static void
test_quotes_are_mended(void **unused)		/* STAT-1 */
{
	static const struct wrong all[] = {
		{ "tier t \"T plural \"As\"", 4, 19, "does not go on",
		    "tier t \"T\" plural \"As\"" },
		{ "tier t T\" plural \"As\"", 4, 9, "does not go on",
		    "tier t \"T\" plural \"As\"" },
		{ "tier t \"T\" plural \"As", 4, 19, "a quote is missing",
		    "tier t \"T\" plural \"As\"" },
		{ "tier t \"T B\" plural As Bs\", members 1 to 2", 4, 24,
		    "does not go on",
		    "tier t \"T B\" plural \"As Bs\", members 1 to 2" },
		{ TREE "decision dissolve the cell\": majority 2/3 of members",
		    6, 10, "does not go on",
		    "decision \"dissolve the cell\": majority 2/3 of members" },
	};

	(void)unused;
	for (size_t i = 0; i < COUNT(all); i++) {
		expect_wrong(&all[i]);
	}
}

static void
test_carets(void **unused)			/* STAT-1 */
{
	(void)unused;
	assert_false(rules_read(rules_document(TREE
	    "meeting m at cel: quorum none")));
	assert_text(statutes_error_text(mem, S("x.md"), &errors->list[0]),
	    "x.md:6:14: After " LQ "meeting m at" RQ " a rule does "
	    "not go on with " LQ "cel" RQ ".\n"
	    "  meeting m at cel: quorum none\n"
	    "               ^~~\n"
	    "  expected: a tier (top or cell)\n"
	    "  nearest:  meeting m at cell: quorum none\n");
	/* Under wide signs, and with nothing that a terminal would obey. */
	assert_false(rules_read(rules_document(
	    "tier \xe6\x94\xaf \"\xe6\x94\xaf\" "
	    "\x1b[31m\xe6\x94\xaf")));
	assert_text(errors->list[0].line_text, "tier \xe6\x94\xaf \"\xe6\x94"
	    "\xaf\" \xef\xbf\xbd[31m\xe6\x94\xaf");
	assert_int_equal(errors->list[0].column, 12);
	assert_text(errors->list[0].found, "U+001B");
	assert_text(statutes_error_caret(mem, &errors->list[0]),
	    "             ^");
	assert_false(rules_read(rules_document(TREE "meeting m at "
	    "\xe6\x94\xaf\xe6\x94\xaf")));
	assert_text(statutes_error_caret(mem, &errors->list[0]),
	    "             ^~~~");
}

/* ---- counting, the manual ---------------------------------------------- */

static void
test_counting(void **unused)
{
	struct date d = DATE_NONE;

	(void)unused;
	assert_int_equal(fraction_of((struct fraction){ 1, 2, false }, 14), 7);
	assert_int_equal(fraction_of((struct fraction){ 1, 2, false }, 15), 8);
	assert_int_equal(fraction_of((struct fraction){ 1, 2, true }, 14), 8);
	assert_int_equal(fraction_of((struct fraction){ 1, 2, true }, 15), 8);
	assert_int_equal(fraction_of((struct fraction){ 2, 3, false }, 9), 6);
	assert_int_equal(fraction_of((struct fraction){ 2, 3, false }, 10), 7);
	assert_int_equal(fraction_of((struct fraction){ 51, 100, false }, 2),
	    2);
	assert_int_equal(fraction_of((struct fraction){ 1, 1, false }, 9), 9);
	assert_true(date_make(2024, 2, 29, &d));
	assert_text(date_str(mem, span_after((struct span){ 2, TIME_YEAR },
	    d)), "2026-02-28");
	assert_text(date_str(mem, span_after((struct span){ 1, TIME_QUARTER },
	    d)), "2024-05-29");
	assert_text(date_str(mem, span_after((struct span){ 3, TIME_WEEK },
	    d)), "2024-03-21");
	assert_text(date_str(mem, span_after((struct span){ 1, TIME_DAY },
	    d)), "2024-03-01");
	assert_text(date_str(mem, span_after((struct span){ 1, TIME_MONTH },
	    d)), "2024-03-29");
	assert_false(date_known(span_after((struct span){ 0, TIME_NONE }, d)));
	assert_text(span_text(mem, (struct span){ 1, TIME_YEAR }), "1 year");
	assert_text(span_text(mem, (struct span){ 13, TIME_WEEK }),
	    "13 weeks");
	assert_text(fraction_text(mem, (struct fraction){ 1, 2, true }),
	    "more than 1/2");
}

/* The notation without the names of fields, as people read it. */
static str
shown(const char *text)
{
	char *out = NEW(mem, char, strlen(text) + 1);
	size_t len = 0, word = 0;

	for (const char *c = text; *c != '\0'; c++) {
		if (*c == ':' && len > word) {
			len = word;		/* "at:" */
			continue;
		}
		out[len++] = *c;
		if (strchr(" [{(<|", *c) != NULL) {
			word = len;
		}
	}
	return (str){ out, len };
}

static void
has_line(str manual, str line)
{
	if (!text_contains(manual, line)) {
		fail_msg("%s lacks: " STR_FMT, MANUAL, STR_ARG(line));
	}
}

/* The manual prints the grammar that is read. */
static void
test_manual_has_the_grammar(void **unused)
{
	str manual = rules_file(MANUAL);

	(void)unused;
	assert_non_null(manual.at);
	for (size_t i = 0; i < FORM_COUNT; i++) {
		has_line(manual, shown(grammar_forms[i].text));
	}
	for (size_t i = 0; i < GRAMMAR_PHRASES; i++) {
		has_line(manual, arena_printf(mem, "%-8s = " STR_FMT,
		    grammar_phrases[i].name,
		    STR_ARG(shown(grammar_phrases[i].text))));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RULES_TEST(test_example_as_it_stands),
		RULES_TEST(test_example_means),
		RULES_TEST(test_decisions),
		RULES_TEST(test_conferences),
		RULES_TEST(test_quorum_of_conferences),
		RULES_TEST(test_tie_at_conferences),
		RULES_TEST(test_circulars_and_burdens),
		RULES_TEST(test_plain_words),
		RULES_TEST(test_ways_to_write),
		RULES_TEST(test_order_is_free),
		RULES_TEST(test_keys),
		RULES_TEST(test_one_office_at_several_tiers),
		RULES_TEST(test_kubernetes),
		RULES_TEST(test_structure_that_cannot_be),
		RULES_TEST(test_work_that_cannot_be),
		RULES_TEST(test_circulars_come_back_so_often),
		RULES_TEST(test_quotes_are_mended),
		RULES_TEST(test_carets),
		RULES_TEST(test_counting),
		RULES_TEST(test_manual_has_the_grammar),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_drop(&rules_mem);
	return failed;
}
