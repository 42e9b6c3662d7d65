/*
 * check_state.c - what a rule asks on a day, from dates and numbers alone: that
 * a seat is held, that a cell is neither too small nor too large, that enough
 * were there and enough were for it.
 */
#include "statutes/check.h"

/* From `since` to `until`, which is open where it lies past as_of. */
static void
add(struct arena *mem, struct stretches *out, struct date since,
    int64_t days_max, struct date until, struct date as_of)
{
	bool open = !date_known(until) || until.day > as_of.day;
	int64_t days = (open ? as_of.day : until.day) - (int64_t)since.day;

	if (days > days_max) {
		*LIST_ADD(mem, out) = (struct stretch){
			.since = since, .due = date_add(since, (int)days_max),
			.until = open ? DATE_NONE : until, .days = days,
		};
	}
}

void
check_vacancy(struct arena *mem, const struct holding *h, size_t len,
    struct date begins, struct date ends, int64_t days_max, struct date as_of,
    struct stretches *out)
{
	struct date empty = begins;	/* first day not known to be held */

	for (size_t i = 0; i < len; i++) {
		struct date from = date_later(h[i].from, begins);

		if (from.day > as_of.day ||
		    (date_known(ends) && from.day >= ends.day)) {
			break;
		}
		if (from.day > empty.day) {
			add(mem, out, empty, days_max, from, as_of);
		}
		if (!date_known(h[i].until)) {
			return;
		}
		empty = date_later(empty, h[i].until);
	}
	if (empty.day <= as_of.day && (!date_known(ends) ||
	    empty.day < ends.day)) {
		add(mem, out, empty, days_max, ends, as_of);
	}
}

void
check_range(struct arena *mem, const struct change_of *c, size_t len,
    int64_t min, int64_t max, struct date begins, struct date ends,
    struct date as_of, struct stretches *out, int64_t *out_number)
{
	struct date since = DATE_NONE;	/* out of range since then */
	struct date day = begins;
	int64_t n = 0;
	size_t i = 0;

	while (day.day <= as_of.day && (!date_known(ends) ||
	    day.day < ends.day)) {
		while (i < len && c[i].day.day <= day.day) {
			n += c[i++].by;
		}
		if (date_known(since) && n >= min && n <= max) {
			add(mem, out, since, -1, day, as_of);
			since = DATE_NONE;
		} else if (!date_known(since) && (n < min || n > max)) {
			since = day;
		}
		if (i == len) {
			break;
		}
		day = c[i].day;
	}
	if (date_known(since)) {
		add(mem, out, since, -1, ends, as_of);
	}
	*out_number = n;
}

int64_t
quorum_needed(const struct meeting_kind *kind, int64_t members)
{
	if (kind == NULL || !kind->quorum_said || members < 0) {
		return -1;
	}
	return kind->quorum_none ? 0 : fraction_of(kind->quorum, members);
}

int
decision_carried(const struct decision_kind *d, int64_t votes_for,
    int64_t votes_against, int64_t members, int64_t present,
    int64_t *out_needed)
{
	int64_t whole = -1;

	*out_needed = -1;
	if (d == NULL) {
		return -1;
	}
	if (d->of == OF_MEMBERS) {
		whole = members;
	} else if (d->of == OF_PRESENT) {
		whole = present;
	} else if (votes_for >= 0 && votes_against >= 0) {
		whole = votes_for + votes_against;
	}
	if (whole < 0) {
		return -1;
	}
	*out_needed = fraction_of(d->majority, whole);
	return votes_for < 0 ? -1 : votes_for >= *out_needed;
}
