/*
 * office_random_test.c - random terms in two offices of a cell, compared with a
 * model that writes down for each day who holds which seat.
 *
 * The model decides by looking at the days a term would cover, one after the
 * other; the room under test compares first and last days. Both must accept and
 * refuse the same, for the same reason where the model has only one, and on
 * every day the same people must hold the same seats.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "office/office.h"
#include "tests/pg.h"
#include "tests/tree.h"

#define RULES \
	"tier cell \"Cell\" plural \"Cells\", members 3 to 30\n" \
	"office guide \"Guide\" at cell, term 2 weeks," \
	" at most 2 terms in a row\n" \
	"office helper \"Helper\" at cell, term 1 week, seats 2\n" \
	"a term that ran out continues until a successor is named," \
	" for at most 4 days\n"

#define FIRST	10		/* no term of unknown beginning is due */
#define TODAY	40
#define DAYS	80		/* all days looked at, 0 to 79 */
#define BEFORE	-1		/* before the records began */
#define OPEN	(DAYS + 40)	/* no last day */
#define TERMS	60
#define PEOPLE	4
#define STEPS	60
#define HISTORIES 150
#define HISTORIES_PG 50		/* where each takes 20 times as long */
#define CARRIED	4

static const struct { const char *word; int seats, term, row; } offices[] = {
	{ "guide", 1, 14, 2 }, { "helper", 2, 7, 0 }
};

struct line {				/* a term as the model has it */
	int	 office, seat, member, from, due, until;
	bool	 acting;
	int64_t	 id;
};

static struct tree world;
static struct line lines[TERMS];
static int lines_len;
static int64_t cell;
static uint64_t seed;
static int accepted, refused;

static int
any(int n)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (int)((seed >> 33) % (uint64_t)n);
}

static struct date
day_of(int day)
{
	return day == BEFORE || day == OPEN ? DATE_NONE :
	    date_add(world.cx.today, day - TODAY);
}

/* ---- the model --------------------------------------------------------- */

/* Recorded for a day, whether it is still held then or not. */
static bool
covers(const struct line *l, int day)
{
	return l->from <= day && day < l->until;
}

static bool
holds(const struct line *l, int day)
{
	return covers(l, day) && (l->due == OPEN || day < l->due + CARRIED);
}

/* Whether the term is over on a day and was never marked so. */
static bool
ran_out(const struct line *l, int day)
{
	return l->until == OPEN && l->due != OPEN && day >= l->due + CARRIED;
}

/*
 * The terms of a seat as they are once the new one begins: what ran out, what
 * it succeeds and whom it relieves of acting is ended. False if one is left
 * that shares a day with it; *cleared tells whether one had to end.
 */
static bool
make_room(struct line *list, const struct line *in, bool succeed,
    bool *cleared)
{
	*cleared = false;
	for (int i = 0; i < lines_len; i++) {
		struct line *l = &list[i];
		bool shares = false;

		for (int day = BEFORE; day <= OPEN; day++) {
			shares = shares || (covers(l, day) && covers(in, day));
		}
		if (l->office != in->office || l->seat != in->seat ||
		    !shares) {
			continue;
		}
		if (in->from == BEFORE || l->from > in->from) {
			return false;
		}
		if (ran_out(l, in->from)) {
			l->until = l->due + CARRIED;
		} else if ((succeed || (l->acting && !in->acting)) &&
		    (l->until == OPEN || l->until > TODAY)) {
			l->until = in->from;
		} else {
			return false;
		}
		*cleared = true;
	}
	return true;
}

/* The seat that is taken, and the terms as they then are. */
static enum office_err
take_seat(struct line *list, struct line *in, bool succeed)
{
	int seats = offices[in->office].seats;
	bool cleared;

	if (in->seat != 0) {
		return make_room(list, in, succeed, &cleared) ? OFFICE_OK :
		    OFFICE_HELD;
	}
	for (int want = 0; want < 2; want++) {
		for (in->seat = 1; in->seat <= seats; in->seat++) {
			memcpy(list, lines, sizeof(lines));
			if (make_room(list, in, succeed && seats == 1,
			    &cleared) && cleared == (want == 1)) {
				return OFFICE_OK;
			}
		}
	}
	return seats == 1 ? OFFICE_HELD : OFFICE_NO_SEAT;
}

/* The same person in two seats of the office on one day. */
static bool
twice(const struct line *in)
{
	for (int i = 0; i < lines_len; i++) {
		const struct line *l = &lines[i];

		for (int day = BEFORE; day <= OPEN; day++) {
			if (l->office == in->office && l->seat != in->seat &&
			    l->member == in->member && !l->acting &&
			    !in->acting && holds(l, day) && covers(in, day)) {
				return true;
			}
		}
	}
	return false;
}

static bool
other_between(const struct line *list, const struct line *a,
    const struct line *b)
{
	for (int day = BEFORE; day < b->from; day++) {
		bool after = day >= a->from && !holds(a, day);

		for (int i = 0; after && i < lines_len; i++) {
			const struct line *l = &list[i];

			if (l->office == b->office && l->seat == b->seat &&
			    l->member != b->member && !l->acting &&
			    holds(l, day)) {
				return true;
			}
		}
	}
	return false;
}

/* The longest chain of terms in a row that `in` would be part of. */
static int
row_of(const struct line *list, const struct line *in)
{
	struct line own[TERMS + 1];
	int len = 0, n = 0, longest = 0;
	bool with = false;

	for (int i = 0; i <= lines_len; i++) {
		const struct line *l = i < lines_len ? &list[i] : in;
		int at = len;

		if (l->office != in->office || l->member != in->member ||
		    l->acting || l->from >= l->until) {
			continue;
		}
		while (at > 0 && own[at - 1].from > l->from) {
			own[at] = own[at - 1];
			at--;
		}
		own[at] = *l;
		len++;
	}
	for (int i = 0; i < len; i++) {
		if (i > 0 && other_between(list, &own[i - 1], &own[i])) {
			longest = with ? n : longest;
			with = false;
			n = 0;
		}
		n++;
		with = with || own[i].id == in->id;
	}
	return with ? n : longest;
}

static enum office_err
model_name(struct line *in, bool succeed)
{
	struct line list[TERMS];
	enum office_err err;
	int max = offices[in->office].row;

	if (in->from != BEFORE && in->until <= in->from) {
		return OFFICE_DAYS;
	}
	if (in->seat > offices[in->office].seats) {
		return OFFICE_NO_SEAT;
	}
	in->due = in->acting || in->from == BEFORE ? OPEN :
	    in->from + offices[in->office].term;
	memcpy(list, lines, sizeof(lines));
	err = take_seat(list, in, succeed);
	if (err == OFFICE_OK && twice(in)) {
		err = OFFICE_TWICE;
	}
	if (err == OFFICE_OK && max > 0 && !in->acting &&
	    row_of(list, in) > max) {
		err = OFFICE_TOO_MANY;
	}
	if (err == OFFICE_OK) {
		memcpy(lines, list, sizeof(lines));
		lines[lines_len++] = *in;
	}
	return err;
}

static enum office_err
model_end(struct line *l, int day)
{
	if (l->until != OPEN && (l->until <= TODAY || l->until <= day)) {
		return OFFICE_ENDED;
	}
	if (l->until == OPEN && l->due != OPEN && day > l->due + CARRIED) {
		return OFFICE_ENDED;
	}
	if (day < l->from || (day == l->from && l->from <= TODAY)) {
		return OFFICE_DAYS;
	}
	l->until = day;
	return OFFICE_OK;
}

/* ---- the same in both -------------------------------------------------- */

static void
step(int history, int n)
{
	struct ctx *cx = tree_begin(&world);
	struct line in = { .office = any(2), .seat = any(4), .id = 1000 + n,
		.member = 1 + any(PEOPLE), .acting = any(4) == 0 };
	bool succeed = any(3) == 0;
	enum office_err want, got;
	int64_t id = -1;

	in.from = any(10) == 0 ? BEFORE : FIRST + any(DAYS - FIRST);
	in.until = any(2) == 0 ? OPEN : in.from + any(20);
	if (in.until == BEFORE) {
		in.until = FIRST;
	}
	if (lines_len > 0 && any(5) == 0) {
		struct line *l = &lines[any(lines_len)];
		int day = FIRST + any(DAYS - FIRST);

		want = model_end(l, day);
		got = office_end(cx, l->id, day_of(day));
	} else {
		struct term_new term = { cell, in.member,
			str_z(offices[in.office].word), in.seat,
			day_of(in.from), day_of(in.until), in.acting, succeed };

		want = model_name(&in, succeed);
		got = office_name(cx, &term, &id);
		if (want == OFFICE_OK) {
			lines[lines_len - 1].id = id;
		}
	}
	tree_end(&world);
	if (want != got) {
		fail_msg("history %d, step %d: \"%s\", not \"%s\"", history, n,
		    office_err_text(got), office_err_text(want));
	}
	accepted += got == OFFICE_OK;
	refused += got != OFFICE_OK;
}

static const struct line *
holder(int office, int seat, int day)
{
	const struct line *found = NULL;

	for (int i = 0; i < lines_len; i++) {
		const struct line *l = &lines[i];

		if (l->office == office && l->seat == seat && holds(l, day)) {
			assert_null(found);			/* OFFI-1 */
			found = l;
		}
	}
	return found;
}

/* The first day of the vacancy, or BEFORE if nobody ever held the seat. */
static int
vacant_since(int office, int seat, int day)
{
	while (day >= 0 && holder(office, seat, day - 1) == NULL) {
		day--;
	}
	return day < 0 ? BEFORE : day;
}

static void
compare_day(struct ctx *cx, int day)
{
	struct vacancy *vacancies;
	struct term *terms;
	size_t len, vacant, held = 0, free = 0;

	office_holders(cx, cell, day_of(day), &terms, &len);
	office_vacancies(cx, cell, day_of(day), &vacancies, &vacant);
	for (int o = 0; o < (int)COUNT(offices); o++) {
		for (int seat = 1; seat <= offices[o].seats; seat++) {
			const struct line *l = holder(o, seat, day);

			if (l != NULL) {
				assert_true(held < len);
				assert_int_equal(terms[held].id, l->id);
				assert_int_equal(terms[held].seat, seat);
				assert_int_equal(terms[held].member_id,
				    l->member);
				assert_int_equal(terms[held].carried,
				    l->due != OPEN && day >= l->due);
				held++;
				continue;
			}
			assert_true(free < vacant);
			assert_int_equal(vacancies[free].seat, seat);
			assert_int_equal(vacancies[free].since.day,
			    day_of(vacant_since(o, seat, day)).day);
			free++;
		}
	}
	assert_int_equal(len, held);
	assert_int_equal(vacant, free);
}

static void
compare_member(struct ctx *cx, int member, int day)
{
	struct term *terms;
	size_t len, held = 0;

	office_held(cx, member, day_of(day), &terms, &len);
	for (int i = 0; i < lines_len; i++) {
		held += lines[i].member == member && holds(&lines[i], day);
	}
	assert_int_equal(len, held);
}

static void
one_history(int history)
{
	struct ctx *cx;

	seed = (uint64_t)history * 7919 + 5;
	lines_len = 0;
	tree_open(&world);
	tree_adopt(&world, "2020-01-01", RULES);
	cx = tree_begin(&world);
	assert_int_equal(org_found(cx, &(struct unit_new){ S("C"), S("cell"),
	    S("C"), 0, DATE_NONE }, &cell), ORG_OK);
	tree_end(&world);
	for (int i = 1; i <= PEOPLE; i++) {
		tree_script(&world, "INSERT INTO member VALUES"
		    " (%d, 'p%d', '%d', 'Ann', '', 'ann', '', 0, NULL)", i, i,
		    i);
	}
	for (int n = 0; n < STEPS; n++) {
		step(history, n);
	}
	cx = tree_begin(&world);
	for (int day = 0; day < DAYS; day++) {
		compare_day(cx, day);
		compare_member(cx, 1 + any(PEOPLE), day);
	}
	tree_end(&world);
	tree_close(&world);
}

static void
test_histories(void **state)	/* OFFI-1, OFFI-3, OFFI-4, OFFI-5, OFFI-6 */
{
	const int histories = pg_used() ? HISTORIES_PG : HISTORIES;

	(void)state;
	for (int history = 0; history < histories; history++) {
		one_history(history);
	}
	/* Random terms that are all refused would prove nothing. */
	assert_true(accepted > histories * 8);
	assert_true(refused > histories * 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_histories),
	};

	return cmocka_run_group_tests_name("office_random", tests, NULL, NULL);
}
