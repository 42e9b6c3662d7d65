/* people.c - the small world of people.h. */
#include "tests/people.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "account/account.h"
#include "db/db.h"
#include "member/member.h"
#include "office/office.h"
#include "org/org.h"
#include "tally/tally.h"
#include "statutes/statutes.h"

static const char rules[] =
    "## Article 3. How we are built\n\n```rules\n"
    "tier federation \"Federation\" plural \"Federations\"\n"
    "tier province \"Province\" plural \"Provinces\" under federation\n"
    "tier county \"County\" plural \"Counties\" under province\n"
    "tier cell \"Cell\" plural \"Cells\" under county, members 3 to 30\n"
    "```\n\n## Article 9. Offices\n\n```rules\n"
    "office secretary \"Secretary\" at cell, elected\n"
    "office deputy \"Deputy secretary\" at cell, elected\n"
    "office officer \"Committee officer\" at county, elected, seats 7\n"
    "office auditor \"Auditor\" at federation, elected\n"
    "secretary may keep members, meetings, assignments, minutes at cell\n"
    "secretary may keep circulars at cell\n"
    "officer may issue circulars below county\n"
    "officer may see figures, exceptions, decisions below county\n"
    "officer may keep units, offices below county\n"
    "officer may issue goals below county\n"
    "secretary may keep conferences at cell\n"
    "auditor may see exceptions, changes below federation\n"
    "```\n\n## Article 12. Meetings\n\n```rules\n"
    "meeting general at cell: at least 1 per month, notice 3 days, "
    "quorum 1/2 of members\n"
    "decision at meeting general: majority more than 1/2 of present\n"
    "```\n";

static const struct {
	const char		*word, *name;
	enum people_unit	 cell;
	const char		*office;
} roles[] = {
#define X(role, name, cell, office) [role] = { #role, name, cell, office },
	PEOPLE_ROLES(X)
#undef X
};

static const struct {
	const char		*code, *tier, *name;
	enum people_unit	 parent;
} units[] = {
	[FEDERATION] = { "F", "federation", "Northern Federation", 0 },
	[PROVINCE] = { "P", "province", "Lakeland", FEDERATION },
	[EASTMERE] = { "E", "county", "Eastmere", PROVINCE },
	[WESTMERE] = { "W", "county", "Westmere", PROVINCE },
	[A1] = { "A1", "cell", "Cell 1, Harbour Bakery", EASTMERE },
	[A2] = { "A2", "cell", "Cell 2, Mill Lane", EASTMERE },
	[B1] = { "B1", "cell", "Cell 9, Quay Side", WESTMERE },
};

const char *
people_role_name(enum people_role role)
{
	return roles[role].word;
}

struct date
people_date(const char *text)
{
	struct date day;

	assert_true(date_parse(str_z(text), &day));
	return day;
}

void
people_adopt(struct ctx *cx, const char *text, struct date from)
{
	struct statutes_errors errors = { 0 };
	int64_t id;
	enum statutes_err err = statutes_adopt(cx, str_z(text), from, &errors,
	    &id);

	if (err != STATUTES_OK) {
		fail_msg("%s: line %d: %.*s", statutes_err_text(err),
		    errors.list[0].line, STR_ARG(errors.list[0].text));
	}
}

static void
found(struct people *p, enum people_unit i)
{
	struct unit_new in = {
		.code = str_z(units[i].code), .tier = str_z(units[i].tier),
		.name = str_z(units[i].name),
		.parent_id = i == FEDERATION ? 0 : p->unit[units[i].parent],
		.founded = people_date("2020-01-01"),
	};

	assert_int_equal(org_found(&p->cx, &in, &p->unit[i]), ORG_OK);
}

static void
join(struct people *p, enum people_role who)
{
	struct member_new in = {
		.number = arena_printf(&p->mem, "%d", 2001 + (int)who),
		.name = str_z(roles[who].name),
		.cell_id = p->unit[roles[who].cell],
		.from = people_date("2025-01-01"),
		.how = 1,
	};

	assert_int_equal(member_join(&p->cx, &in, &p->member[who]), MEMBER_OK);
}

/* An account without a password that fits, and a session. */
static void
log_in(struct people *p, enum people_role who)
{
	struct account account;
	str code, login = arena_printf(&p->mem, "%s.login", roles[who].word);

	assert_int_equal(account_invite(&p->cx, p->member[who], 0, &code),
	    ACCOUNT_OK);
	assert_int_equal(account_accept(&p->cx, code, login, S("none"), S(""),
	    &p->token[who]), ACCOUNT_OK);
	assert_true(account_by_login(&p->cx, login, &account));
	p->account[who] = account.id;
}

static void
name_holder(struct people *p, enum people_unit unit, const char *office,
    enum people_role who, const char *from, const char *until)
{
	struct term_new in = {
		.unit_id = p->unit[unit], .member_id = p->member[who],
		.office = str_z(office), .from = people_date(from),
		.until = until == NULL ? DATE_NONE : people_date(until),
	};
	int64_t id;

	assert_int_equal(office_name(&p->cx, &in, &id), OFFICE_OK);
}

void
people_open(struct people *p)
{
	struct ctx *cx = &p->cx;
	const char *problem = NULL;

	*p = (struct people){ .cx.today = people_date(PEOPLE_DAY) };
	assert_true(arena_make(&p->mem, (size_t)1 << 30));
	cx->mem = &p->mem;
	cx->now = (int64_t)cx->today.day * 86400 + 18 * 3600;
	cx->request_id = S("");
	cx->db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	assert_non_null(cx->db);
	db_begin(cx->db, DB_WRITE);
	people_adopt(cx, rules, people_date("2020-01-01"));
	for (enum people_unit i = FEDERATION; i < PEOPLE_UNITS; i++) {
		found(p, i);
	}
	for (enum people_role who = ANN; who < NOBODY; who++) {
		if (who != ADMIN) {
			join(p, who);
		}
		log_in(p, who);
	}
	name_holder(p, A1, "secretary", FORMER, "2025-02-01", PEOPLE_DAY);
	name_holder(p, A1, "secretary", SEC, PEOPLE_DAY, NULL);
	name_holder(p, A1, "deputy", DEP, "2026-01-01", NULL);
	name_holder(p, EASTMERE, "officer", OFFICER, "2026-01-01", NULL);
	name_holder(p, WESTMERE, "officer", OTHER, "2026-01-01", NULL);
	name_holder(p, FEDERATION, "auditor", AUDITOR, "2026-01-01", NULL);
	tally_settle(cx);
	assert_true(db_commit(cx->db));
}

void
people_close(struct people *p)
{
	db_close(p->cx.db);
	arena_drop(&p->mem);
}

void
people_act(struct people *p, enum people_role who)
{
	p->cx.actor = p->member[who];
	p->cx.account = p->account[who];
	p->cx.admin = who == ADMIN;
}

/* ---- as a browser ------------------------------------------------------ */

static void
ask(struct people *p, enum people_role who, const char *method,
    const char *path, str body, struct res *out)
{
	str rest = str_z(path), address;
	struct web_request in = {
		.method = str_z(method), .body = body,
		.session = p->token[who], .host = S("127.0.0.1:8080"),
		.origin = S("http://127.0.0.1:8080"),
		.sec_fetch_site = S("same-origin"),
		.network = S("192.0.2.1"), .agent = S("iPhone"),
	};

	(void)str_cut(&rest, '?', &address);
	in.path = address;
	in.query = rest;
	p->cx.actor = p->cx.account = 0;
	p->cx.admin = false;
	web_answer(&p->cx, &in, out);
}

void
people_get(struct people *p, enum people_role who, const char *path,
    struct res *out)
{
	ask(p, who, "GET", path, S(""), out);
}

void
people_post(struct people *p, enum people_role who, const char *path,
    const char *fields, struct res *out)
{
	ask(p, who, "POST", path, arena_printf(&p->mem, "_key=" STR_FMT "&%s",
	    STR_ARG(public_id_new(&p->mem)), fields), out);
}

bool
people_shows(const struct res *rs, const char *text)
{
	return rs->body.len > 0 && memmem(rs->body.at, rs->body.len, text,
	    strlen(text)) != NULL;
}

const char *
people_pid(struct people *p, const char *table, int64_t id)
{
	str out = S("");
	struct member m;
	struct unit u;

	db_begin(p->cx.db, DB_READ);
	if (strcmp(table, "member") == 0) {
		assert_true(member_read(&p->cx, id, &m));
		out = m.public_id;
	} else {
		assert_string_equal(table, "unit");
		assert_true(org_unit(&p->cx, id, &u));
		out = u.public_id;
	}
	assert_true(db_commit(p->cx.db));
	return arena_copy_z(&p->mem, out);
}

int64_t
people_number(struct people *p, const char *select)
{
	int64_t n;

	db_begin(p->cx.db, DB_READ);
	n = db_number(p->cx.db, select);
	assert_true(db_commit(p->cx.db));
	return n;
}
