/*
 * tally_random_test.c - random years of an organisation: what happens, is
 * corrected, is adopted, moves, splits and ends, and days that pass. After each
 * step the tally must say what the old way of judging finds in all records.
 *
 * Three tallies are compared: the rows (counted again from the records), the
 * one in the memory of a server that has followed every commit, and one that is
 * read anew. The oracle is exception_list() and the judge on the facts of all
 * units at once, which know no tally.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "assignment/assignment.h"
#include "db/change.h"
#include "exception/exception.h"
#include "meeting/meeting.h"
#include "member/member.h"
#include "office/office.h"
#include "org/org.h"
#include "tally/tally.h"
#include "tests/house.h"
#include "tests/letters.h"
#include "tests/scratch.h"

#define HISTORIES	4
#define STEPS		220
#define UNITS		60
#define PEOPLE		120
#define SOME		8		/* statutes to choose from */

#define HEAD(range) \
	"## Article 3. Tiers\n\n```rules\n" \
	"tier top \"Top\" plural \"Tops\"\n" \
	"tier county \"County\" plural \"Counties\" under top\n" \
	"tier cell \"Cell\" plural \"Cells\" under county or top, members " \
	range "\n```\n\n"
#define SEATS(days, seats, carry) \
	"## Article 9. Offices\n\n```rules\n" \
	"office secretary \"Secretary\" at cell, elected, term 1 year" seats \
	"\noffice secretary must not be vacant for more than " days " days\n" \
	"office chair \"Chair\" at county, elected, term 2 years\n" \
	"office chair must not be vacant for more than 60 days\n" \
	"a term that ran out continues until a successor is named" carry \
	"\n```\n\n"
#define MEET(general, study) \
	"## Article 12. Meetings\n\n```rules\n" \
	"meeting general at cell: " general "\n" study \
	"meeting board at county: at least 1 per quarter\n```\n"
#define PASS(rule) \
	"\n## Article 18. Circulars\n\n```rules\ncircular at cell: " rule \
	"\n```\n"

static const char *const statutes[SOME] = {
	HEAD("3 to 6") SEATS("30", "", ", for at most 60 days")
	    MEET("at least 1 per month", "") PASS("conveyed within 7 days"),
	HEAD("3 to 6") SEATS("30", "", ", for at most 60 days")
	    MEET("at least 1 per 3 weeks, except July and August", "")
	    PASS("conveyed within 3 days, repeated after 20 days"),
	HEAD("2 to 9") SEATS("10", ", 2 seats", "")
	    MEET("at least 2 per quarter",
	    "meeting study at cell: at least 1 per 40 days\n"),
	HEAD("4 to 5") SEATS("30", "", ", for at most 5 days")
	    MEET("at least 1 per month, except August",
	    "meeting study at cell: at least 1 per year\n")
	    PASS("repeated after 20 days"),
	HEAD("3 to 6") SEATS("90", "", ", for at most 60 days")
	    MEET("quorum 1/2 of members", ""),
	HEAD("1 to 20") SEATS("30", ", 2 seats", ", for at most 30 days")
	    MEET("at least 1 per 2 months", "")
	    PASS("conveyed within 1 day, repeated after 20 days and 40 days"),
	HEAD("3 to 6") SEATS("30", "", ", for at most 60 days")
	    MEET("at least 1 per month", "") PASS("conveyed within 10 days"),
	HEAD("3 to 6") SEATS("30", "", "")
	    MEET("at least 1 per 10 days", ""),
};

static struct house h;
static struct tally *followed;
static uint64_t seed;
static int64_t unit[UNITS], person[PEOPLE], root;
static int units, people, done, refused, late_circulars;

static int
any(int n)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (int)((seed >> 33) % (uint64_t)n);
}

static struct date
some_day(int back, int ahead)
{
	return date_add(h.cx.today, any(back + ahead + 1) - back);
}

static str
code(char letter)
{
	static int next;

	return arena_printf(&h.mem, "%c%d", letter, next++);
}

/* ---- what happens ------------------------------------------------------ */

static bool
found(void)
{
	bool cell = any(4) > 0;
	struct unit_new in = { code('U'), cell ? S("cell") : S("county"),
	    S("Unit"), cell ? unit[any(units)] : root,
	    any(3) ? some_day(200, 0) : DATE_NONE };
	int64_t id;

	if (units == UNITS || org_found(&h.cx, &in, &id) != ORG_OK) {
		return false;
	}
	unit[units++] = id;
	return true;
}

/* Two of a tier are seldom met with at the first try. */
static bool
merge(struct date on)
{
	for (int i = 0; i < 20; i++) {
		int64_t a = unit[any(units)], b = unit[any(units)];
		enum org_err err = org_merge_check(&h.cx, a, b, on);

		if (err == ORG_OK || err == ORG_HAS_MEMBERS) {
			return (err == ORG_OK || member_transfer_all(&h.cx, a,
			    b, on) == MEMBER_OK) &&
			    org_merge(&h.cx, a, b, on) == ORG_OK;
		}
	}
	return false;
}

static bool
change_tree(void)
{
	struct unit_new part = { .code = code('P'), .name = S("Part") };
	int64_t a = unit[any(units)], b = unit[any(units)], id;
	struct date on = some_day(3, 0);

	switch (any(5)) {
	case 0:
		if (units == UNITS || org_split(&h.cx, a, &part, on, &id) !=
		    ORG_OK) {
			return false;
		}
		unit[units++] = id;
		return true;
	case 1:
		return merge(on);
	case 2:
		return any(3) == 0 && a != root && org_dissolve(&h.cx, a, on,
		    S("gone")) == ORG_OK;
	case 3:
		return org_rename(&h.cx, a, code('N'), on) == ORG_OK;
	default:
		return org_move(&h.cx, a, any(6) ? b : root, on) == ORG_OK;
	}
}

static bool
meet(void)
{
	static const char *const kinds[] = { "general", "study", "board", "" };
	struct meeting_told in = { .unit_id = unit[any(units)],
		.kind = str_z(kinds[any(4)]), .state = MEETING_WAS_HELD,
		.starts = -1, .place = S(""), .members = -1, .present = -1,
		.excused = -1 };
	int64_t id;

	if (any(3)) {
		in.members = 4 + any(5);
		in.present = any((int)in.members + 1);
	}
	in.day = any(3) ? some_day(20, 0) : some_day(120, 0);
	if (any(8) == 0) {
		in.state = MEETING_PLANNED;
		in.day = some_day(0, 40);
		in.members = in.present = -1;
	}
	return meeting_take_over(&h.cx, &in, &id) == MEETING_OK;
}

static bool
call_off(void)
{
	int64_t id = db_number(h.cx.db, "SELECT max(id) FROM meeting"
	    " WHERE state = 1");

	return id > 0 && meeting_cancel(&h.cx, id) == MEETING_OK;
}

static bool
join(void)
{
	struct member_new in = { .number = code('M'), .name = S("Somebody"),
		.native_name = S(""), .language = S(""),
		.cell_id = unit[any(units)], .how = 1,
		.from = any(4) ? some_day(100, 0) : DATE_NONE };
	int64_t id;

	if (people == PEOPLE || member_join(&h.cx, &in, &id) != MEMBER_OK) {
		return false;
	}
	person[people++] = id;
	return true;
}

static bool
go(void)
{
	int64_t id = people > 0 ? person[any(people)] : 0;
	struct date on = some_day(10, 0);

	return any(3) ? member_transfer(&h.cx, id, unit[any(units)], on, 2) ==
	    MEMBER_OK : member_leave(&h.cx, id, on, 5) == MEMBER_OK;
}

static bool
name(void)
{
	struct term_new in = { .unit_id = unit[any(units)],
		.member_id = people > 0 ? person[any(people)] : 0,
		.office = any(4) ? S("secretary") : S("chair"),
		.from = any(6) ? some_day(60, 20) : DATE_NONE,
		.until = DATE_NONE, .acting = any(5) == 0,
		.succeed = any(2) };
	int64_t id;

	in.until = any(4) ? DATE_NONE : some_day(0, 90);
	return office_name(&h.cx, &in, &id) == OFFICE_OK;
}

static bool
end_term(void)
{
	char select[80];
	int64_t id;

	snprintf(select, sizeof(select), "SELECT max(id) FROM term"
	    " WHERE until_day IS NULL AND id %% 4 = %d", any(4));
	id = db_number(h.cx.db, select);
	return id > 0 && office_end(&h.cx, id, some_day(20, 10)) == OFFICE_OK;
}

static bool
assign(void)
{
	struct assignment_new in = { .unit_id = unit[any(units)],
		.member_id = people > 0 ? person[any(people)] : 0,
		.text = S("Do it"), .given_on = some_day(20, 0),
		.due = DATE_NONE };
	int64_t id = db_number(h.cx.db, "SELECT max(id) FROM assignment");

	if (any(2) && id > 0) {
		return assignment_say(&h.cx, 1 + any((int)id),
		    (enum assignment_state)(1 + any(5)), S("")) ==
		    ASSIGNMENT_OK;
	}
	if (any(5)) {
		in.due = date_add(in.given_on, any(40));
	}
	return assignment_give(&h.cx, &in, &id) == ASSIGNMENT_OK;
}

static bool
send(void)
{
	return letters_act(&(struct letters){ &h.cx, any, unit, units, root,
	    people > 0 ? person[any(people)] : 0 });
}

static bool
adopt(void)
{
	struct statutes_errors *errors = NEW(&h.mem, struct statutes_errors,
	    1);
	int64_t id;

	return any(6) == 0 && statutes_adopt(&h.cx, str_z(statutes[any(SOME)]),
	    some_day(0, 30), errors, &id) == STATUTES_OK;
}

static bool
tell(void)
{
	exception_tell(&h.cx, unit[any(units)], S("meeting.general.cell"),
	    S("The hall is flooded."), DATE_NONE);
	return true;
}

/* Refused, it is undone, as the server does it. */
static void
something(void)
{
	bool (*const acts[])(void) = { found, found, change_tree, change_tree,
	    meet, meet, meet, meet, call_off, join, join, join, join, go, go,
	    name, name, name, end_term, assign, assign, adopt, tell, send,
	    send, send, send, send, send, send, send, send, send, send };
	bool ok;

	db_begin(h.cx.db, DB_WRITE);
	for (int n = 1 + any(3); n > 0; n--) {
		db_part_begin(h.cx.db);
		ok = acts[any((int)COUNT(acts))]();
		done += ok;
		refused += !ok;
		if (ok) {
			change_settle(&h.cx);
			db_part_keep(h.cx.db);
		} else {
			assert_true(db_part_undo(h.cx.db));
		}
	}
	assert_true(db_commit(h.cx.db));
	assert_true(tally_follow(followed, h.cx.db));
}

static void
days_pass(void)
{
	h.cx.today = date_add(h.cx.today, any(4) ? 1 + any(5) : any(45));
	h.cx.now = (int64_t)h.cx.today.day * 86400 + 43200;
	tally_day(followed, h.cx.today);
	db_begin(h.cx.db, DB_WRITE);
	while (tally_catch_up(&h.cx, 3) > 0) {			/* TALL-3 */
		continue;
	}
	assert_true(db_commit(h.cx.db));
	assert_true(tally_follow(followed, h.cx.db));
}

/* ---- compared ---------------------------------------------------------- */

static int
by_all(const void *pa, const void *pb)
{
	const struct exception *a = pa, *b = pb;
	int c = (a->unit_id > b->unit_id) - (a->unit_id < b->unit_id);

	c = c != 0 ? c : (a->kind > b->kind) - (a->kind < b->kind);
	c = c != 0 ? c : str_cmp(a->rule, b->rule);
	c = c != 0 ? c : str_cmp(a->office, b->office);
	c = c != 0 ? c : a->seat - b->seat;
	c = c != 0 ? c : date_cmp(a->since, b->since);
	return c != 0 ? c : date_cmp(a->due, b->due);
}

static struct exception *
as_exceptions(const struct tally_open *open, size_t len)
{
	struct exception *list = NEW(h.cx.mem, struct exception, len);

	for (size_t i = 0; i < len; i++) {
		list[i] = (struct exception){ .kind = open[i].kind,
			.unit_id = open[i].unit_id, .rule = open[i].key,
			.article = open[i].article, .since = open[i].since,
			.due = open[i].due, .days = open[i].days,
			.office = open[i].office, .seat = open[i].seat,
			.number = open[i].number,
			.edition_id = open[i].edition_id };
	}
	return list;
}

static void
say(const char *who, const struct exception *e)
{
	char since[DATE_TEXT_MAX], due[DATE_TEXT_MAX], today[DATE_TEXT_MAX];

	fprintf(stderr, "%s on %s: unit %lld kind %d " STR_FMT " " STR_FMT
	    " %d since %s due %s days %lld edition %lld number %lld\n", who,
	    date_text(h.cx.today, today), (long long)e->unit_id, (int)e->kind,
	    STR_ARG(e->rule), STR_ARG(e->office), e->seat,
	    date_text(e->since, since), date_text(e->due, due),
	    (long long)e->days, (long long)e->edition_id,
	    (long long)e->number);
}

static void
same_exceptions(struct exception *a, size_t a_len, struct exception *b,
    size_t b_len)
{
	if (a_len > 0 && b_len > 0) {
		qsort(a, a_len, sizeof(*a), by_all);
		qsort(b, b_len, sizeof(*b), by_all);
	}
	for (size_t i = 0; i < a_len || i < b_len; i++) {
		bool same = i < a_len && i < b_len &&
		    by_all(&a[i], &b[i]) == 0 && a[i].days == b[i].days &&
		    str_eq(a[i].article, b[i].article) &&
		    a[i].edition_id == b[i].edition_id &&
		    ((a[i].kind != EXCEPTION_FEW && a[i].kind !=
		    EXCEPTION_MANY) || a[i].number == b[i].number);

		if (!same) {
			if (i < a_len) {
				say("judge", &a[i]);
			}
			if (i < b_len) {
				say("tally", &b[i]);
			}
			fail();
		}
	}
}

static void
compare_open(int64_t under)			/* TALL-2 */
{
	struct exception *judged;
	struct tally_open *open;
	struct tally_rule *rules;
	size_t judged_len, open_len, rules_len, by_rule = 0;
	int64_t no_word, sum[TALLY_MEASURES];

	exception_list(&h.cx, under, h.cx.today, &judged, &judged_len,
	    &no_word);
	tally_open(&h.cx, under, NULL, 0, TALLY_PAGE_MAX, &open, &open_len);
	same_exceptions(judged, judged_len, as_exceptions(open, open_len),
	    open_len);
	tally_rules(&h.cx, under, &rules, &rules_len);
	for (size_t i = 0; i < rules_len; i++) {
		tally_open(&h.cx, under, &rules[i], 0, TALLY_PAGE_MAX, &open,
		    &open_len);
		assert_int_equal(open_len, rules[i].open);
		by_rule += open_len;
	}
	assert_int_equal(by_rule, judged_len);
	assert_true(tally_sums(&h.cx, under, sum));
	assert_int_equal(sum[TALLY_OPEN], judged_len);
	assert_int_equal(sum[TALLY_NO_WORD], no_word);
}

/* EXCE-6, by what the room of circulars says of each unit. */
static void
compare_circulars(void)
{
	struct date since = DATE_NONE, due;
	struct tally_open *open;
	size_t len;

	tally_open(&h.cx, root, NULL, 0, TALLY_PAGE_MAX, &open, &len);
	for (int i = 0; i < units; i++) {
		const struct tally_open *found_open = NULL;
		struct unit u;

		for (size_t k = 0; k < len; k++) {
			if (open[k].unit_id == unit[i] &&
			    open[k].kind == EXCEPTION_CIRCULAR) {
				assert_null(found_open);
				found_open = &open[k];
			}
		}
		assert_true(org_unit(&h.cx, unit[i], &u));
		due = date_known(u.dissolved) ? DATE_NONE :
		    letters_late(&h.cx, &u, &since);
		assert_int_equal(date_known(due), found_open != NULL);
		if (found_open != NULL) {
			assert_int_equal(found_open->due.day, due.day);
			assert_int_equal(found_open->since.day, since.day);
			assert_true(str_eq(found_open->article, S("18")));
			late_circulars++;
		}
	}
}

/* How every unit under one stands on a day, by all records. */
static void
standings(int64_t under, struct date on, struct unit_standing **out,
    size_t *out_len)
{
	struct judge j = { .cx = &h.cx, .on = on };
	struct edition_list editions;
	struct facts facts;
	struct rules rules;
	struct facts_cursor at = { 0 };
	struct unit_facts_at u;

	rules_editions(&h.cx, NULL, on, &editions);
	facts_read(&h.cx, under, on, &facts);
	rules_by_tier(&h.cx, &editions, &facts, &rules);
	j.facts = &facts;
	j.rules = &rules;
	*out = NEW(h.cx.mem, struct unit_standing, facts.units.len);
	*out_len = 0;
	while (facts_next(&facts, &at, &u)) {
		*out_len += judge_standing(&j, &u, &(*out)[*out_len]);
	}
}

static enum unit_state
state_in(const struct tally_cells *cells, int64_t id)
{
	for (size_t i = 0; i < cells->len; i++) {
		if (cells->unit_id[i] == id) {
			return cells->state[i];
		}
	}
	return UNIT_STATES;
}

static void
compare_states(int64_t under)
{
	struct unit_standing *judged;
	struct tally_cells cells;
	size_t len;
	int64_t count[UNIT_STATES] = { 0 }, sum[TALLY_MEASURES];

	standings(under, h.cx.today, &judged, &len);
	tally_cells(&h.cx, under, &cells);
	assert_int_equal(cells.len, len);
	for (size_t i = 0; i < len; i++) {
		struct tally_unit u;

		assert_true(tally_unit(&h.cx, judged[i].unit_id, &u));
		assert_int_equal(state_in(&cells, judged[i].unit_id),
		    judged[i].state);
		assert_int_equal(u.begins.day, judged[i].begins.day);
		assert_int_equal(date_known(u.due),
		    date_known(judged[i].due));
		assert_true(!date_known(u.due) || u.due.day <=
		    judged[i].due.day);
		count[judged[i].state]++;
	}
	assert_true(tally_sums(&h.cx, under, sum));
	for (int s = 0; s < UNIT_STATES; s++) {
		assert_int_equal(sum[TALLY_IN_TIME + s], count[s]);
	}
}

/* TALL-8: each month is judged on its last day by the records of today. */
static void
compare_months(int64_t under)
{
	struct month_share months[OVERVIEW_MONTHS];

	tally_trend(&h.cx, under, months);
	for (int m = 0; m < OVERVIEW_MONTHS; m++) {
		struct unit_standing *judged;
		size_t len;
		int64_t owing = 0, late = 0;

		standings(under, months[m].day, &judged,
		    &len);
		for (size_t i = 0; i < len; i++) {
			owing += judged[i].state != UNIT_NO_WORD &&
			    judged[i].begins.day <= months[m].day.day;
			late += judged[i].state == UNIT_LATE ||
			    judged[i].state == UNIT_VERY_LATE;
		}
		if (owing != months[m].owing || late != months[m].late) {
			char day[DATE_TEXT_MAX];

			fprintf(stderr, "%s: owing %lld, tally %lld; late "
			    "%lld, tally %lld\n", date_text(months[m].day,
			    day), (long long)owing, (long long)months[m].owing,
			    (long long)late, (long long)months[m].late);
			fail();
		}
	}
}

/* One figure by SQL of everything under a unit. */
static int64_t
number_under(int64_t under, const char *what)
{
	str select = arena_printf(&h.mem, "SELECT count(*) FROM %s AND"
	    " EXISTS (SELECT 1 FROM unit_up w WHERE w.anc = %lld AND"
	    " w.unit_id = x.unit_id)", what, (long long)under);

	return db_number(h.cx.db, arena_copy_z(&h.mem, select));
}

static void
compare_numbers(int64_t under)
{
	static const char *const members = "(SELECT cell_id AS unit_id,"
	    " from_day, until_day FROM membership) x WHERE"
	    " (from_day IS NULL OR from_day <= %d) AND (until_day IS NULL OR"
	    " until_day > %d)";
	int day = h.cx.today.day, month = date_month_start(h.cx.today).day;
	int before = date_add_months(date_month_start(h.cx.today), -1).day;
	int64_t sum[TALLY_MEASURES];
	char what[300];

	assert_true(tally_sums(&h.cx, under, sum));
	snprintf(what, sizeof(what), members, day, day);
	assert_int_equal(sum[TALLY_MEMBERS], number_under(under, what));
	snprintf(what, sizeof(what), "meeting x WHERE state = 2 AND day >= %d"
	    " AND day <= %d", month, day);
	assert_int_equal(sum[TALLY_HELD_MONTH], number_under(under, what));
	snprintf(what, sizeof(what), "meeting x WHERE state = 2 AND day >= %d"
	    " AND day < %d", before, month);
	assert_int_equal(sum[TALLY_HELD_BEFORE], number_under(under, what));
	assert_int_equal(sum[TALLY_ASSIGNED], number_under(under,
	    "assignment x WHERE state IN (1, 2, 3)"));
	snprintf(what, sizeof(what), "assignment x WHERE state IN (1, 2) AND"
	    " due_day < %d", day);
	assert_int_equal(sum[TALLY_OVERDUE], number_under(under, what));
}

/* TALL-4, TALL-5: what was followed is what is read anew, in the same order. */
static void
compare_followed(void)
{
	struct tally_child *a, *b;
	struct tally_size size;
	size_t a_len, b_len, len;
	uint64_t order;
	int64_t *ids, *again, one[TALLY_MEASURES], other[TALLY_MEASURES];

	tally_order(&h.cx, &ids, &len, &order);
	for (size_t i = 0; i < len; i++) {
		h.cx.tally = NULL;
		assert_true(tally_sums(&h.cx, ids[i], one));
		tally_children(&h.cx, ids[i], &a, &a_len);
		h.cx.tally = followed;
		assert_true(tally_sums(&h.cx, ids[i], other));
		tally_children(&h.cx, ids[i], &b, &b_len);
		assert_memory_equal(one, other, sizeof(one));
		assert_int_equal(a_len, b_len);
		assert_true(a_len == 0 || memcmp(a, b, a_len * sizeof(*a)) ==
		    0);
	}
	h.cx.tally = NULL;
	tally_order(&h.cx, &again, &a_len, &order);
	assert_int_equal(len, a_len);
	assert_memory_equal(ids, again, len * sizeof(*ids));
	assert_int_equal(len, db_number(h.cx.db, "SELECT count(*) FROM unit"
	    " WHERE dissolved IS NULL"));
	h.cx.tally = followed;
	tally_measure(followed, &size);
	assert_int_equal(size.behind, 0);
}

static void
compare_rows(void)				/* TALL-1, TALL-7 */
{
	struct tally_found found_wrong = { 0 };
	int64_t after = 0;

	while (tally_check_next(&h.cx, h.cx.mem, &after, 7, &found_wrong)) {
		continue;
	}
	h.cx.tally = NULL;
	tally_check_sums(&h.cx, h.cx.mem, &found_wrong);
	h.cx.tally = followed;
	tally_check_sums(&h.cx, h.cx.mem, &found_wrong);
	for (size_t i = 0; i < found_wrong.wrong.len; i++) {
		fprintf(stderr, "unit %lld: " STR_FMT "\n",
		    (long long)found_wrong.wrong.at[i].unit_id,
		    STR_ARG(found_wrong.wrong.at[i].what));
	}
	assert_int_equal(found_wrong.wrong_len, 0);
	assert_int_equal(found_wrong.waiting, 0);
}

static void
compare(void)
{
	size_t mark = h.mem.used;

	db_begin(h.cx.db, DB_READ);
	h.cx.tally = followed;
	compare_rows();
	compare_open(root);
	compare_circulars();
	compare_states(root);
	compare_months(root);
	compare_numbers(root);
	compare_followed();
	h.cx.tally = NULL;
	assert_true(db_commit(h.cx.db));
	arena_release(&h.mem, mark);
}

/* ---- the histories ----------------------------------------------------- */

static void
open_world(void)
{
	const char *problem = "";
	const char *path;

	memset(&h, 0, sizeof(h));
	assert_true(scratch_make_fast());
	path = scratch_path("house.db");
	assert_true(arena_make(&h.mem, (size_t)2 << 30));
	h.cx = (struct ctx){ .mem = &h.mem, .today = house_day("2026-03-20"),
		.request_id = S("") };
	h.cx.now = (int64_t)h.cx.today.day * 86400 + 43200;
	h.cx.db = db_open(path, DB_OPEN_CREATE, &problem);
	assert_non_null(h.cx.db);
	house_adopt(&h, statutes[0], "2026-01-01");
	db_begin(h.cx.db, DB_WRITE);
	root = house_unit(&h, "TOP", "top", 0, NULL);
	change_settle(&h.cx);
	assert_true(db_commit(h.cx.db));
	units = people = 0;
	unit[units++] = root;
	followed = tally_load(path, 3, h.cx.today, &problem);
	assert_non_null(followed);
}

static void
close_world(void)
{
	tally_drop(followed);
	house_close(&h);
	scratch_drop();
}

static void
test_histories(void **unused)
{
	(void)unused;
	change_settle_by(tally_settle);
	for (int i = 0; i < HISTORIES; i++) {
		seed = 77 + (uint64_t)i;
		open_world();
		for (int step = 0; step < STEPS; step++) {
			something();
			if (any(4) == 0) {
				days_pass();
			}
			compare();
		}
		close_world();
	}
	change_settle_by(NULL);
	/* Enough of it was possible, and enough was not. */
	assert_true(done > HISTORIES * STEPS / 2);
	assert_true(refused > HISTORIES * STEPS / 10);
	assert_true(late_circulars > HISTORIES * STEPS / 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_histories),
	};

	return cmocka_run_group_tests_name("tally_random", tests, NULL, NULL);
}
