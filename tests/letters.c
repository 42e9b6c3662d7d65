/* letters.c - circulars in a random history. */
#include "tests/letters.h"

#include <stdio.h>

#include "circular/circular.h"
#include "db/db.h"
#include "org/org.h"

/* ---- what happens ------------------------------------------------------ */

static int64_t
any_unit(const struct letters *l)
{
	return l->unit[l->any(l->units)];
}

static int64_t
any_circular(const struct letters *l)
{
	int64_t last = db_number(l->cx->db, "SELECT COALESCE(max(id), 0)"
	    " FROM circular");

	return last == 0 ? 0 : 1 + l->any((int)last);
}

/* Now and then it comes back more often than the statutes say. */
static bool
issue(const struct letters *l)
{
	static const int returns[] = { 20, 30, 40 };
	int64_t from = l->any(3) ? l->root : any_unit(l), id;
	struct circular_new in = { .unit_id = from,
		.under_id = l->any(3) ? from : any_unit(l),
		.tier = l->any(5) ? S("cell") : S("county"),
		.title = S("Read this"), .short_text = S("Now"),
		.text = S(""), .due = DATE_NONE, .returns = returns,
		.returns_len = l->any(3) ? COUNT(returns) : 0 };

	if (l->any(3) == 0) {
		in.due = date_add(l->cx->today, l->any(15));
	}
	return circular_issue(l->cx, &in, &id) == CIRCULAR_OK;
}

static bool
convey(const struct letters *l)
{
	int64_t id = any_circular(l), at = any_unit(l);
	char select[120];

	if (l->any(2)) {
		return circular_convey(l->cx, id, at, 0) == CIRCULAR_OK;
	}
	snprintf(select, sizeof(select), "SELECT COALESCE(max(id), 0) FROM"
	    " meeting WHERE unit_id = %lld AND state = 2", (long long)at);
	return circular_convey(l->cx, id, at, db_number(l->cx->db, select)) ==
	    CIRCULAR_OK;
}

/* All that waits at a unit. */
static bool
convey_all(const struct letters *l)
{
	int64_t at = any_unit(l);
	struct circular_at *list;
	size_t len, n = 0;

	circular_of_unit(l->cx, at, &list, &len);
	for (size_t i = 0; i < len; i++) {
		n += circular_convey(l->cx, list[i].circular.id, at, 0) ==
		    CIRCULAR_OK;
	}
	return n > 0;
}

static bool
take_back(const struct letters *l)
{
	return circular_take_back(l->cx, any_circular(l), any_unit(l)) ==
	    CIRCULAR_OK;
}

static bool
say_read(const struct letters *l)
{
	struct ctx as = *l->cx;

	as.actor = l->person;
	return l->person != 0 && circular_say_read(&as, any_circular(l)) ==
	    CIRCULAR_OK;
}

static bool
withdraw(const struct letters *l)
{
	return l->any(4) == 0 && circular_withdraw(l->cx, any_circular(l),
	    S("It was wrong.")) == CIRCULAR_OK;
}

bool
letters_act(const struct letters *l)
{
	static bool (*const acts[])(const struct letters *) = { issue, issue,
		convey, convey, convey, convey_all, convey_all, convey_all,
		take_back, say_read, say_read, withdraw };

	return acts[l->any((int)COUNT(acts))](l);
}

/* ---- how late a unit is ------------------------------------------------ */

static bool
asks(const struct circular_asked *asked)
{
	return asked->rule != NULL && asked->rule->conveyed_days >= 0;
}

/* Whether each edition from a day to today asks cells to pass circulars on; how
 * often these come back by the first of them is in *out. */
static bool
asked_since(struct ctx *cx, str tier, struct date day,
    struct circular_asked *out)
{
	struct circular_asked then;
	struct edition *list;
	size_t len;
	bool always;

	circular_asked(cx, tier, day, out);
	always = asks(out);
	statutes_editions(cx, &list, &len);
	for (size_t i = 0; i < len && always; i++) {
		if (list[i].from.day > day.day &&
		    list[i].from.day <= cx->today.day) {
			circular_asked(cx, tier, list[i].from, &then);
			always = asks(&then);
		}
	}
	return always;
}

/* How many records a unit has, and the first day of them that is known. */
static int64_t
records_of(struct ctx *cx, int64_t id, struct date *out_first)
{
	char from[400], select[500];

	snprintf(from, sizeof(from), " FROM (SELECT day FROM meeting WHERE"
	    " unit_id = %lld AND day <= %d UNION ALL SELECT from_day FROM term"
	    " WHERE unit_id = %lld UNION ALL SELECT from_day FROM membership"
	    " WHERE cell_id = %lld) x", (long long)id, cx->today.day,
	    (long long)id, (long long)id);
	snprintf(select, sizeof(select), "SELECT COALESCE(min(day), %d)%s",
	    DATE_NONE_DAY, from);
	out_first->day = (int32_t)db_number(cx->db, select);
	snprintf(select, sizeof(select), "SELECT count(*)%s", from);
	return db_number(cx->db, select);
}

/* The last day for what was not done yet of a circular, or DATE_NONE. */
static struct date
last_day(struct ctx *cx, const struct circular_at *a, struct date *out_since)
{
	const struct circular *c = &a->circular;
	struct circular_asked asked;

	if (c->withdrawn_at != 0 ||
	    !asked_since(cx, c->tier, c->issued, &asked)) {
		return DATE_NONE;
	}
	if (a->steps_len == 0) {
		*out_since = c->issued;
		return c->due;
	}
	for (size_t r = a->steps_len; r <= c->returns_len; r++) {
		for (size_t i = 0; i < asked.rule->repeated_len; i++) {
			if (asked.rule->repeated_days[i] ==
			    c->returns[r - 1]) {
				*out_since = date_add(a->step[0].day,
				    c->returns[r - 1]);
				return date_add(*out_since,
				    c->due.day - c->issued.day);
			}
		}
	}
	return DATE_NONE;
}

struct date
letters_late(struct ctx *cx, const struct unit *u, struct date *out_since)
{
	struct date first, due = DATE_NONE, since = DATE_NONE;
	int64_t records = records_of(cx, u->id, &first);
	struct circular_at *list;
	size_t len;

	first = date_later(first, u->founded);
	circular_of_unit(cx, u->id, &list, &len);
	for (size_t i = 0; i < len && records > 0; i++) {
		struct date one = last_day(cx, &list[i], &since);

		if (date_known(one) && one.day < cx->today.day &&
		    (!date_known(first) || list[i].circular.issued.day >=
		    first.day) && (!date_known(due) || one.day < due.day ||
		    (one.day == due.day && since.day < out_since->day))) {
			due = one;
			*out_since = since;
		}
	}
	return due;
}
