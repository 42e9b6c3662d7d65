/* row.c - a unit's row as it is kept: written, read and compared. */
#include "db/db.h"
#include "tally/tally.sql.h"
#include "tally/tally_own.h"

#define MARK_BYTES	120		/* of one as a text, at most */

/* ---- marks as a text --------------------------------------------------- */

/* "1 1 14 2 1 20450 20480;": kind, edition, rule, office, seat, since, due.
 * Days before 1970 have a sign. */
static str
marks_text(struct arena *mem, const struct tally_row *row)
{
	char *text = NEW(mem, char, row->marks.len * MARK_BYTES + 1);
	size_t len = 0;

	for (size_t i = 0; i < row->marks.len; i++) {
		const struct mark *m = &row->marks.at[i];
		const int64_t number[] = { m->kind, m->edition_id,
			(int64_t)m->rule, m->office, m->seat, m->since.day,
			m->due.day };

		for (size_t k = 0; k < COUNT(number); k++) {
			char digits[24];
			size_t n = 0;
			uint64_t rest = number[k] < 0 ?
			    (uint64_t)-number[k] : (uint64_t)number[k];

			do {
				digits[n++] = (char)('0' + rest % 10);
				rest /= 10;
			} while (rest > 0);
			if (number[k] < 0) {
				text[len++] = '-';
			}
			while (n > 0) {
				text[len++] = digits[--n];
			}
			text[len++] = k + 1 < COUNT(number) ? ' ' : ';';
		}
	}
	return (str){ text, len };
}

/* The number up to the next blank or semicolon. */
static int64_t
next_number(const char **at, const char *end)
{
	bool below = *at < end && **at == '-';
	int64_t n = 0;

	*at += below;
	while (*at < end && **at >= '0' && **at <= '9') {
		n = n * 10 + (**at - '0');
		(*at)++;
	}
	*at += *at < end;
	return below ? -n : n;
}

bool
marks_next(str *text, struct mark *out)
{
	const char *at = text->at, *end = text->at + text->len;

	if (text->len == 0) {
		return false;
	}
	out->kind = (int)next_number(&at, end);
	out->edition_id = next_number(&at, end);
	out->rule = (size_t)next_number(&at, end);
	out->office = (int)next_number(&at, end);
	out->seat = (int)next_number(&at, end);
	out->since.day = (int32_t)next_number(&at, end);
	out->due.day = (int32_t)next_number(&at, end);
	*text = (str){ at, (size_t)(end - at) };
	return true;
}

/* ---- rows -------------------------------------------------------------- */

void
row_write(struct ctx *cx, const struct tally_row *r)
{
	int64_t version = db_write_number(cx->db);
	struct query q = db_query(cx->db, &sql_tally_write);

	q_set_int(&q, ":unit_id", r->unit_id);
	q_set_int(&q, ":version", version);
	q_set_int(&q, ":edition_id", r->edition_id);
	q_set_date(&q, ":counted_on", r->counted_on);
	q_set_date(&q, ":recheck_day", r->recheck);
	q_set_id(&q, ":parent_id", r->parent_id);
	q_set_str(&q, ":tier", r->tier);
	q_set_int(&q, ":alive", r->alive);
	q_set_int(&q, ":flags", r->flags);
	q_set_date(&q, ":begins", r->begins);
	q_set_date(&q, ":last_day", r->last);
	q_set_int(&q, ":members", r->members);
	q_set_int(&q, ":held", r->held);
	q_set_int(&q, ":held_before", r->held_before);
	q_set_int(&q, ":present", r->present);
	q_set_int(&q, ":expected", r->expected);
	q_set_int(&q, ":assigned", r->assigned);
	q_set_int(&q, ":owed_bits", r->owed_bits);
	q_set_int(&q, ":late_bits", r->late_bits);
	q_set_str(&q, ":marks", marks_text(cx->mem, r));
	q_run(&q);
}

str
row_read(struct query *q, struct tally_row *out)
{
	*out = (struct tally_row){
		.unit_id = q_get_int(q, 0), .version = q_get_int(q, 1),
		.edition_id = q_get_int(q, 2), .counted_on = q_get_date(q, 3),
		.recheck = q_get_date(q, 4), .parent_id = q_get_id(q, 5),
		.tier = q_get_str(q, 6), .alive = q_get_int(q, 7) != 0,
		.flags = (int)q_get_int(q, 8), .begins = q_get_date(q, 9),
		.last = q_get_date(q, 10), .members = q_get_int(q, 11),
		.held = q_get_int(q, 12), .held_before = q_get_int(q, 13),
		.present = q_get_int(q, 14), .expected = q_get_int(q, 15),
		.assigned = q_get_int(q, 16),
		.owed_bits = (uint32_t)q_get_int(q, 17),
		.late_bits = (uint32_t)q_get_int(q, 18),
	};
	return q_get_str(q, 19);
}

/* ---- compared ---------------------------------------------------------- */

str
row_differs(struct arena *mem, const struct tally_row *a, str a_marks,
    const struct tally_row *b)
{
	const struct { const char *name; int64_t stored, counted; } of[] = {
		{ "edition", a->edition_id, b->edition_id },
		{ "day to be counted again", a->recheck.day, b->recheck.day },
		{ "unit above", a->parent_id, b->parent_id },
		{ "alive", a->alive, b->alive },
		{ "flags", a->flags, b->flags },
		{ "first day", a->begins.day, b->begins.day },
		{ "last meeting", a->last.day, b->last.day },
		{ "members", a->members, b->members },
		{ "meetings of the month", a->held, b->held },
		{ "meetings of the month before", a->held_before,
		    b->held_before },
		{ "present", a->present, b->present },
		{ "expected", a->expected, b->expected },
		{ "assignments", a->assigned, b->assigned },
		{ "months owed", a->owed_bits, b->owed_bits },
		{ "months late", a->late_bits, b->late_bits },
	};

	for (size_t i = 0; i < COUNT(of); i++) {
		if (of[i].stored != of[i].counted) {
			return arena_printf(mem, "%s %lld, counted %lld",
			    of[i].name, (long long)of[i].stored,
			    (long long)of[i].counted);
		}
	}
	if (!str_eq(a_marks, marks_text(mem, b))) {
		return arena_printf(mem, "days of its rules " STR_FMT
		    ", counted " STR_FMT, STR_ARG(a_marks),
		    STR_ARG(marks_text(mem, b)));
	}
	return str_eq(a->tier, b->tier) ? S("") : S("tier");
}
