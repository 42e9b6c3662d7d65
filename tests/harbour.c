/* harbour.c - the small world of harbour.h. */
#include "tests/harbour.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "db/db.h"
#include "member/member.h"
#include "office/office.h"
#include "org/org.h"
#include "tally/tally.h"
#include "statutes/statutes.h"

#define HOW_BUILT \
	"## Article 3. How we are built\n\n```rules\n" \
	"tier federation \"Federation\" plural \"Federations\"\n" \
	"tier county \"County\" plural \"Counties\" under federation\n" \
	"tier cell \"Cell\" plural \"Cells\" under county, members 3 to 600\n" \
	"```\n\n## Article 9. Offices\n\n```rules\n" \
	"office secretary \"Secretary\" at cell, elected\n" \
	"office deputy \"Deputy secretary\" at cell, elected\n" \
	"office officer \"Committee officer\" at county, elected, seats 7\n" \
	"secretary may keep members, meetings, assignments, minutes at cell\n" \
	"secretary may keep circulars at cell\n" \
	"officer may keep meetings, assignments, minutes at county\n" \
	"officer may see figures, exceptions, decisions below county\n" \
	"officer may issue circulars below county\n" \
	"```\n\n## Article 18. Circulars\n\n```rules\n" \
	"circular at cell: conveyed within 7 days, repeated after 30 days " \
	"and 90 days\n" \
	"burden at cell: at most 3 circulars per month\n" \
	"```\n\n"

#define MEETINGS(article, quorum) \
	"## Article " article ". Meetings\n\n```rules\n" \
	"meeting general at cell: at least 1 per month, notice 3 days, " \
	"quorum " quorum " of members\n" \
	"meeting consultative at cell: quorum none\n" \
	"meeting assembly at county: at least 1 per 13 weeks\n" \
	"decision at meeting general: majority more than 1/2 of present\n" \
	"decision at meeting assembly: majority more than 1/2 of votes cast\n" \
	"decision \"dissolve the cell\": majority 2/3 of members\n" \
	"```\n"

static const char *const names[HARBOUR_PEOPLE] = {
	[RUNA] = "Runa Vale", [EMIL] = "Emil Stroud", [AINO] = "Aino Rask",
	[BEA] = "Bea Hallam", [DARA] = "Dara Quill",
	[IVO] = "Ivo <b>Tarn</b>", [KALLE] = "Kalle Fenn",
	[TOMAS] = "Tomas Venn", [ODA] = "Oda Brenn", [LEA] = "Lea Corrie",
};

struct date
harbour_date(const char *text)
{
	struct date day;

	assert_true(date_parse(str_z(text), &day));
	return day;
}

static void
adopt(struct ctx *cx, const char *text, const char *from)
{
	struct statutes_errors errors = { 0 };
	int64_t id;

	if (statutes_adopt(cx, str_z(text), harbour_date(from), &errors,
	    &id) != STATUTES_OK) {
		fail_msg("line %d: %.*s", errors.list[0].line,
		    STR_ARG(errors.list[0].text));
	}
}

static int64_t
found(struct ctx *cx, const char *code, const char *tier, const char *name,
    int64_t parent_id)
{
	struct unit_new in = {
		.code = str_z(code), .tier = str_z(tier), .name = str_z(name),
		.parent_id = parent_id, .founded = harbour_date("2020-01-01"),
	};
	int64_t id;

	assert_int_equal(org_found(cx, &in, &id), ORG_OK);
	return id;
}

static void
name_holder(struct harbour *h, int64_t unit_id, const char *office,
    enum harbour_person who)
{
	struct term_new in = {
		.unit_id = unit_id, .member_id = h->person[who],
		.office = str_z(office), .from = harbour_date("2026-01-01"),
		.until = DATE_NONE,
	};
	int64_t id;

	assert_int_equal(office_name(&h->cx, &in, &id), OFFICE_OK);
}

static void
join(struct harbour *h, enum harbour_person who, int64_t cell_id)
{
	struct member_new in = {
		.number = arena_printf(&h->mem, "%d", 1001 + (int)who),
		.name = str_z(names[who]),
		.cell_id = cell_id,
		.from = harbour_date("2025-01-01"),
		.how = 1,
	};

	assert_int_equal(member_join(&h->cx, &in, &h->person[who]), MEMBER_OK);
}

void
harbour_open(struct harbour *h)
{
	struct ctx *cx = &h->cx;
	const char *problem = NULL;

	*h = (struct harbour){ .cx.today = harbour_date(HARBOUR_DAY) };
	assert_true(arena_make(&h->mem, (size_t)1 << 28));
	cx->mem = &h->mem;
	cx->now = (int64_t)cx->today.day * 86400 + 18 * 3600;
	cx->request_id = S("");
	cx->db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	assert_non_null(cx->db);
	db_begin(cx->db, DB_WRITE);
	adopt(cx, HOW_BUILT MEETINGS("12", "1/2"), "2026-01-01");
	adopt(cx, HOW_BUILT MEETINGS("13", "2/3"), "2026-11-01");
	h->federation = found(cx, "F", "federation", "Northern Federation", 0);
	h->county = found(cx, "EM", "county", "Eastmere", h->federation);
	h->cell4 = found(cx, "C4", "cell", "Cell 4, Harbour Bakery", h->county);
	h->cell5 = found(cx, "C5", "cell", "Cell 5, Mill Lane", h->county);
	for (enum harbour_person who = RUNA; who < HARBOUR_PEOPLE; who++) {
		join(h, who, who < TOMAS ? h->cell4 : h->cell5);
	}
	assert_int_equal(member_leave(cx, h->person[KALLE],
	    harbour_date("2026-10-01"), 5), MEMBER_OK);
	name_holder(h, h->cell4, "secretary", RUNA);
	name_holder(h, h->cell4, "deputy", EMIL);
	name_holder(h, h->county, "officer", TOMAS);
	name_holder(h, h->county, "officer", ODA);
	tally_settle(cx);
	assert_true(db_commit(cx->db));
}

void
harbour_close(struct harbour *h)
{
	db_close(h->cx.db);
	arena_drop(&h->mem);
}

int64_t
harbour_number(struct harbour *h, const char *select)
{
	int64_t n;

	db_begin(h->cx.db, DB_READ);
	n = db_number(h->cx.db, select);
	assert_true(db_commit(h->cx.db));
	return n;
}
