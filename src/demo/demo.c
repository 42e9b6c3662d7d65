/*
 * demo.c - the federation, its places, its members and who holds office.
 */
#include "demo/demo.h"

#include <assert.h>

#include "account/account.h"
#include "db/db.h"
#include "demo/statutes.md.h"
#include "member/member.h"
#include "office/office.h"
#include "org/org.h"
#include "statutes/statutes.h"

#define ORGANISATION	"Northern Federation of Co-operatives"
#define COUNTY_CELLS	125		/* cells of a county */
#define PROVINCE_CELLS	(6 * COUNTY_CELLS)
#define FLOODED_COUNTY	2
#define OFFICER_SEATS	7
#define AUDITOR_SEATS	3

const struct demo_login demo_logins[] = {
	{ "member", "jonah.pell", "Jonah Pell, Cell 4, Harbour Bakery",
	    "00000407" },
	{ "secretary", "runa.vale", "Runa Vale, of the same cell",
	    "00000401" },
	{ "officer", "kirsi.holm", "Kirsi Holm, of Eastmere county",
	    "00000104" },
	{ "auditor", "tove.lind", "Tove Lind, of the federation",
	    "00000105" },
	{ NULL, NULL, NULL, NULL }
};

/* Of a county's cells, those before the number stand in the workplace; the
 * rest directly under the county. */
static const int64_t workplace_until[] = { 8, 22, 35, 47, 60, 72, 84, 94, 104 };

static const char *const harbour_bakery_4[] = {
	"Runa Vale", "Emil Stroud", "Aino Rask", "Bea Hallam", "Dara Quill",
	"Ivo Tarn", "Jonah Pell", "Kalle Fenn", "Lea Corrie", "Mira Sand",
	"Nils Oakes", "Oda Brenn", "Sunniva Marsh", "Tomas Venn",
};

/* ---- places ------------------------------------------------------------ */

/* The unit with this code, founded if it is not there yet; 0 if the database
 * failed. */
static int64_t
unit_at(struct ctx *cx, str code, str tier, str name, int64_t parent,
    struct date founded)
{
	struct unit_new in = { code, tier, name, parent, founded };
	struct unit there;
	enum org_err err;
	int64_t id = 0;

	if (org_unit_by_code(cx, code, &there)) {
		return there.id;
	}
	err = org_found(cx, &in, &id);
	assert(err == ORG_OK || db_state(cx->db) != DB_OK);
	return id;
}

static size_t
workplace_of(int64_t in_county)
{
	size_t w = 0;

	while (w < COUNT(workplace_until) && in_county >= workplace_until[w]) {
		w++;
	}
	return w;
}

/* Where the cell stands: its upper units are there afterwards. */
static void
go_to_place(struct ctx *cx, struct demo *d, int64_t cell)
{
	int64_t province = cell / PROVINCE_CELLS, county = cell / COUNTY_CELLS;
	size_t w = workplace_of(cell % COUNTY_CELLS);
	struct date founded = date_add(d->today, -12 * 365);

	d->at.province = unit_at(cx, arena_printf(cx->mem, "NF-%02lld",
	    (long long)province + 1), S("province"),
	    demo_province_name(province), d->at.federation, founded);
	d->at.county = unit_at(cx, arena_printf(cx->mem, "NF-%02lld-%04lld",
	    (long long)province + 1, (long long)county + 1), S("county"),
	    demo_county_name(cx, county), d->at.province, founded);
	d->at.workplace = w == COUNT(workplace_until) ? 0 :
	    unit_at(cx, arena_printf(cx->mem, "NF-%02lld-%04lld-W%zu",
	    (long long)province + 1, (long long)county + 1, w + 1),
	    S("workplace"), demo_workplace_name(cx, (int64_t)w),
	    d->at.county, founded);
}

static void
found_cell(struct ctx *cx, struct demo *d, struct demo_cell *c)
{
	int64_t in_county = c->number % COUNTY_CELLS;
	size_t w = workplace_of(in_county);
	int64_t first = w == 0 ? 0 : workplace_until[w - 1];
	str place = w == COUNT(workplace_until) ?
	    demo_county_name(cx, c->number / COUNTY_CELLS) :
	    demo_workplace_name(cx, (int64_t)w);
	str name = arena_printf(cx->mem, "Cell %lld, " STR_FMT,
	    (long long)(in_county - first + 1), STR_ARG(place));

	c->founded = date_add(d->today,
	    -(int)(3 * 365 + dice_up_to(&c->dice, 5 * 365)));
	c->flooded = c->number / COUNTY_CELLS == FLOODED_COUNTY;
	c->unit = unit_at(cx, arena_printf(cx->mem, "NF-C%06lld",
	    (long long)c->number + 1), S("cell"), name,
	    d->at.workplace != 0 ? d->at.workplace : d->at.county, c->founded);
}

/* ---- people ------------------------------------------------------------ */

static size_t
members_wanted(struct demo_cell *c)
{
	if (c->number == 3) {
		return COUNT(harbour_bakery_4);
	}
	if (dice_up_to(&c->dice, 1000) < 6) {
		return 2;			/* too few to decide */
	}
	if (dice_up_to(&c->dice, 1000) < 4) {
		return DEMO_CELL_MEMBERS_MAX;	/* large enough to divide */
	}
	return 8 + (size_t)dice_up_to(&c->dice, 12);
}

/* The few who have a name of their own because one may log in as them. */
static struct demo_name
name_of(struct ctx *cx, struct demo_cell *c, size_t i)
{
	struct demo_name n = demo_person(cx, &c->dice);

	if (c->number == 3) {
		n = (struct demo_name){ str_z(harbour_bakery_4[i]), S(""),
		    S("en") };
	} else if (c->number == 0 && (i == 3 || i == 4)) {
		n = (struct demo_name){ i == 3 ? S("Kirsi Holm") :
		    S("Tove Lind"), S(""), S("en") };
	}
	return n;
}

static void
add_member(struct ctx *cx, struct demo *d, struct demo_cell *c, size_t i)
{
	struct demo_name n = name_of(cx, c, i);
	int days = (int)((int64_t)d->today.day - c->founded.day);
	bool new_one = i > 5 && dice_percent(&c->dice, 6);
	struct member_new in = {
		.number = arena_printf(cx->mem, "%06lld%02zu",
		    (long long)c->number + 1, i + 1),
		.name = n.name, .native_name = n.native, .language = n.language,
		.cell_id = c->unit, .how = 1,
		.from = new_one ? date_add(d->today, -(int)(40 +
		    dice_up_to(&c->dice, 500))) : date_add(c->founded,
		    (int)(dice_up_to(&c->dice, days / 8 + 1))),
	};
	enum member_err err = member_join(cx, &in, &c->member[i]);

	assert(err == MEMBER_OK || db_state(cx->db) != DB_OK);
	if (err == MEMBER_OK && dice_percent(&c->dice, 70)) {
		err = member_contact_set(cx, c->member[i], 1, 1 +
		    (int)dice_up_to(&c->dice, 2), arena_printf(cx->mem,
		    "+00 555 %03lld %04lld", (long long)(c->number % 1000),
		    (long long)(c->number / 1000 * 100) + (long long)i));
		assert(err == MEMBER_OK || db_state(cx->db) != DB_OK);
	}
}

/* ---- offices ----------------------------------------------------------- */

static void
name_to(struct ctx *cx, int64_t unit, str office, int seat, int64_t member,
    struct date from, struct date until)
{
	struct term_new in = { .unit_id = unit, .member_id = member,
		.office = office, .seat = seat, .from = from, .until = until };
	int64_t id;
	enum office_err err = office_name(cx, &in, &id);

	assert(err == OFFICE_OK || db_state(cx->db) != DB_OK);
}

static struct date
later(struct date a, struct date b)
{
	return date_cmp(a, b) > 0 ? a : b;
}

/*
 * A secretary now and one before; in a few cells nobody since some weeks, in a
 * few a term that has run out.
 */
static void
name_secretary(struct ctx *cx, struct demo *d, struct demo_cell *c)
{
	int64_t fate = c->number == 3 ? 99 : dice_up_to(&c->dice, 100);
	struct date from = date_add(d->today, -(int)(40 +
	    dice_up_to(&c->dice, 600)));
	struct date before = later(date_add_months(from, -24), c->founded);

	if (fate < 2) {				/* nobody for some weeks */
		from = date_add(d->today, -(int)(5 + dice_up_to(&c->dice, 90)));
		name_to(cx, c->unit, S("secretary"), 1, c->member[0],
		    later(date_add_months(from, -20), c->founded), from);
	} else if (fate < 4) {			/* ran out, carries on */
		name_to(cx, c->unit, S("secretary"), 1, c->member[0],
		    date_add_months(date_add(d->today,
		    -(int)dice_up_to(&c->dice, 55)), -24), DATE_NONE);
	} else {
		name_to(cx, c->unit, S("secretary"), 1, c->member[1], before,
		    from);
		name_to(cx, c->unit, S("secretary"), 1, c->member[0], from,
		    DATE_NONE);
	}
}

static void
name_officers(struct ctx *cx, struct demo *d, struct demo_cell *c)
{
	int64_t in_county = c->number % COUNTY_CELLS;
	struct date from = date_add(d->today, -(int)(200 + in_county));

	name_secretary(cx, d, c);
	if (c->members > 2 && (c->number == 3 ||
	    !dice_percent(&c->dice, 5))) {
		name_to(cx, c->unit, S("deputy"), 1, c->member[c->number == 3 ?
		    1 : 2], from, DATE_NONE);
	}
	if (in_county < OFFICER_SEATS && c->members > 4) {
		name_to(cx, d->at.county, S("officer"), (int)in_county + 1,
		    c->member[3], from, DATE_NONE);
	}
	if (c->number < AUDITOR_SEATS && c->members > 5) {
		name_to(cx, d->at.federation, S("auditor"), (int)c->number + 1,
		    c->member[4], from, DATE_NONE);
	}
}

/* ---- the whole --------------------------------------------------------- */

bool
demo_begin(struct ctx *cx, struct demo *d)
{
	struct organisation o = { S(ORGANISATION), S("en-GB"), S("ltr"), 6 };
	struct organisation there;
	struct unit root;
	struct statutes_errors errors;
	enum statutes_err err;
	int64_t id;

	if (org_read(cx, &there)) {
		if (!str_eq(there.name, o.name) ||
		    !org_unit_by_code(cx, S("NF"), &root)) {
			return false;
		}
		d->at.federation = root.id;
		d->made = org_count_cells(cx, root.id);
		return true;
	}
	org_write(cx, &o);
	err = statutes_adopt(cx, str_z(demo_statutes_md),
	    date_add(date_month_start(d->today), -3 * 365), &errors, &id);
	assert(err == STATUTES_OK || db_state(cx->db) != DB_OK);
	d->at.federation = unit_at(cx, S("NF"), S("federation"),
	    S("Northern Federation"), 0, date_add(d->today, -15 * 365));
	return true;
}

bool
demo_cell(struct ctx *cx, struct demo *d)
{
	struct demo_cell c = { .number = d->made,
		.dice = dice_for(d->seed, d->made) };

	if (d->made >= d->cells || db_state(cx->db) != DB_OK) {
		return false;
	}
	go_to_place(cx, d, c.number);
	found_cell(cx, d, &c);
	c.members = members_wanted(&c);
	for (size_t i = 0; i < c.members; i++) {
		add_member(cx, d, &c, i);
	}
	if (db_state(cx->db) == DB_OK) {
		name_officers(cx, d, &c);
		demo_life(cx, d, &c);
	}
	d->made++;
	return d->made < d->cells;
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
