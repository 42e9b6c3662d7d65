/*
 * demo.c - the federation, one cell after another, and who may log in.
 */
#include "demo/demo.h"

#include <assert.h>

#include "account/account.h"
#include "db/db.h"
#include "demo/demo_own.h"
#include "demo/statutes.md.h"
#include "member/member.h"
#include "org/org.h"
#include "statutes/statutes.h"

#define ORGANISATION	"Northern Federation of Co-operatives"

const struct demo_login demo_logins[] = {
	{ "member", "jonah.pell", "Jonah Pell, Cell 4, Harbour Bakery",
	    "00000407" },
	{ "secretary", "runa.vale", "Runa Vale, of the same cell",
	    "00000401" },
	{ "officer", "kirsi.holm", "Kirsi Holm, of Eastmere county",
	    "00000104" },
	{ "president", "maren.aske", "Maren Aske, of the federation",
	    "00000106" },
	{ "auditor", "tove.lind", "Tove Lind, of the federation",
	    "00000105" },
	{ NULL, NULL, NULL, NULL }
};

/* ---- the whole --------------------------------------------------------- */

/* What was made before, and how: the first branch tells. */
static void
look_at_made(struct ctx *cx, struct demo *d)
{
	struct unit branch;

	d->made = org_count_cells(cx, d->at.federation);
	d->large = d->made == 0 ? d->large || d->cells >= DEMO_LARGE :
	    org_unit_by_code(cx, S("NF-01-0001-B01"), &branch);
}

static void
adopt(struct ctx *cx, const struct demo *d)
{
	struct statutes_errors errors;
	enum statutes_err err;
	int64_t id;

	err = statutes_adopt(cx, str_z(demo_statutes_md),
	    date_add(date_month_start(d->today), -3 * 365), &errors, &id);
	assert(err == STATUTES_OK || db_state(cx->db) != DB_OK);
}

bool
demo_begin(struct ctx *cx, struct demo *d)
{
	struct organisation o = { S(ORGANISATION), S("en-GB"), S("ltr"), 6 };
	struct organisation there;
	struct unit root;

	if (!org_read(cx, &there)) {
		org_write(cx, &o);
		adopt(cx, d);
	} else if (!str_eq(there.name, o.name) ||
	    !org_unit_by_code(cx, S("NF"), &root)) {
		return false;
	}
	d->statutes = statutes_in_force(cx, d->today);
	if (d->statutes == NULL) {
		return db_state(cx->db) != DB_OK;
	}
	d->at.federation = demo_unit_at(cx, S("NF"), S("federation"),
	    S("Northern Federation"), 0, date_add(d->today, -15 * 365));
	look_at_made(cx, d);
	return true;
}

bool
demo_make_cell(struct ctx *cx, struct demo *d, demo_enter *enter)
{
	size_t mark = cx->mem->used;
	struct demo_cell *c = NEW(cx->mem, struct demo_cell, 1);

	if (d->made >= d->cells || db_state(cx->db) != DB_OK) {
		return false;
	}
	c->number = d->made;
	c->dice = dice_for(d->seed, d->made);
	demo_go_to_spot(cx, d, c->number);
	if (db_state(cx->db) != DB_OK) {
		return false;
	}
	demo_people(cx, d, c);
	demo_life(cx, d, c);
	enter(cx, d, c);
	arena_release(cx->mem, mark);
	d->made++;
	return d->made < d->cells;
}

bool
demo_cell(struct ctx *cx, struct demo *d)
{
	return demo_make_cell(cx, d, demo_write);
}

/* ---- who may log in ---------------------------------------------------- */

/* As a person would: by an invitation that is accepted. */
static void
make_account(struct ctx *cx, const struct demo_login *l, str hash)
{
	struct account there;
	struct member m;
	enum account_err err;
	str code, token;

	if (!member_by_number(cx, str_z(l->number), &m) ||
	    account_of_member(cx, m.id, &there)) {
		return;
	}
	err = account_invite(cx, m.id, 0, &code);
	if (err == ACCOUNT_OK) {
		err = account_accept(cx, code, str_z(l->login), hash, S(""),
		    &token);
	}
	assert(err == ACCOUNT_OK || db_state(cx->db) != DB_OK);
	if (err == ACCOUNT_OK) {
		account_log_out(cx, token);
	}
}

bool
demo_accounts(struct ctx *cx)
{
	for (const struct demo_login *l = demo_logins; l->role != NULL; l++) {
		str hash;

		if (!password_hash(cx->mem, S(DEMO_PASSWORD), &hash)) {
			return false;
		}
		make_account(cx, l, hash);
	}
	return true;
}
