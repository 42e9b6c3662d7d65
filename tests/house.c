/* house.c - for tests: an empty house in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "meeting/meeting.h"
#include "member/member.h"
#include "office/office.h"
#include "org/org.h"
#include "statutes/statutes.h"
#include "tests/house.h"

struct date
house_day(const char *text)
{
	struct date d = DATE_NONE;

	assert_true(text == NULL || date_parse(str_z(text), &d));
	return d;
}

void
house_adopt(struct house *h, const char *statutes, const char *from)
{
	struct statutes_errors *errors = NEW(&h->mem, struct statutes_errors,
	    1);
	int64_t id;

	db_begin(h->cx.db, DB_WRITE);
	assert_int_equal(statutes_adopt(&h->cx, str_z(statutes),
	    house_day(from), errors, &id), STATUTES_OK);
	assert_true(db_commit(h->cx.db));
}

void
house_open(struct house *h, const char *statutes, const char *from)
{
	const char *problem = NULL;

	memset(h, 0, sizeof(*h));
	assert_true(arena_make(&h->mem, (size_t)512 << 20));
	h->cx = (struct ctx){ .mem = &h->mem,
		.today = house_day("2026-11-20"), .request_id = S("") };
	h->cx.now = (int64_t)h->cx.today.day * 86400 + 43200;
	h->cx.db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	assert_non_null(h->cx.db);
	house_adopt(h, statutes, from);
}

void
house_close(struct house *h)
{
	db_close(h->cx.db);
	arena_drop(&h->mem);
}

int64_t
house_unit(struct house *h, const char *code, const char *tier, int64_t parent,
    const char *founded)
{
	struct unit_new in = { str_z(code), str_z(tier), str_z(code), parent,
	    house_day(founded) };
	int64_t id = 0;

	assert_int_equal(org_found(&h->cx, &in, &id), ORG_OK);
	return id;
}

int64_t
house_member(struct house *h, const char *number, int64_t cell,
    const char *from)
{
	struct member_new in = { .number = str_z(number),
		.name = str_z(number), .native_name = S(""),
		.language = S(""), .cell_id = cell, .from = house_day(from),
		.how = 1 };
	int64_t id = 0;

	assert_int_equal(member_join(&h->cx, &in, &id), MEMBER_OK);
	return id;
}

void
house_term(struct house *h, int64_t unit, const char *office, int64_t member,
    const char *from, const char *until)
{
	struct term_new in = { .unit_id = unit, .member_id = member,
		.office = str_z(office), .from = house_day(from),
		.until = house_day(until) };
	int64_t id;

	assert_int_equal(office_name(&h->cx, &in, &id), OFFICE_OK);
}

void
house_met(struct house *h, int64_t unit, const char *kind, const char *day)
{
	struct meeting_told in = { .unit_id = unit, .kind = str_z(kind),
		.state = MEETING_WAS_HELD, .day = house_day(day), .starts = -1,
		.place = S(""), .members = -1, .present = -1, .excused = -1 };
	int64_t id;

	assert_int_equal(meeting_take_over(&h->cx, &in, &id), MEETING_OK);
}

int64_t
house_number(struct house *h, const char *select)
{
	int64_t n;

	db_begin(h->cx.db, DB_READ);
	n = db_number(h->cx.db, select);
	assert_true(db_commit(h->cx.db));
	return n;
}
