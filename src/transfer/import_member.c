/*
 * import_member.c - a row of members: joins its cell, with its contacts.
 *
 * A row is judged by facts held in memory (cells.h) and goes in by bulk_add().
 * Where a list is long beside what is there, the indexes of the tables are
 * taken away until its end. Meanwhile nothing can be looked up by number or
 * counted by cell: a row whose number may be there already, or whose cell may
 * be full, waits until the indexes are back, and counts as taken until then:
 * so the rows after it wait too where they depend on it, and go in the order of
 * the list.
 */
#include "transfer/transfer.h"

#include <assert.h>

#include "db/change.h"
#include "db/db.h"
#include "member/member.h"
#include "org/org.h"
#include "transfer/cells.h"
#include "transfer/numbers.h"
#include "transfer/transfer.sql.h"

#define LONG_LIST	20000		/* rows */
#define LOOK_AT		1000		/* rows, before it is called new */
#define BYTES_A_ROW	50		/* of a list not read yet */
#define TOUCHED_MAX	500		/* cells of one step, counted in it */

struct member_import {
	struct cells		 cells;
	struct member_bulk	 bulk;
	struct numbers		 numbers;	/* while the indexes are away */
	int64_t			 there;		/* members; -1: not counted */
	bool			 away, was_away;
	bool			 same_before;	/* as the row before */
	struct touched LIST(size_t) touched;	/* of cells.list, this step */
};

static const char *const bulk_tables[] = { "member", "membership", "contact",
	NULL };

/* ---- what is there ----------------------------------------------------- */

static size_t
field_of(enum member_err err)
{
	switch ((int)err) {
	case MEMBER_NAME_MISSING:
		return MEMBER_NAME;
	case MEMBER_NO_CELL:
	case MEMBER_NOT_A_CELL:
	case MEMBER_SAME_CELL:
		return MEMBER_CELL;
	case MEMBER_FUTURE:
	case MEMBER_TOO_EARLY:
	case MEMBER_NOT_OPEN:
		return MEMBER_JOINED;
	default:
		return MEMBER_NUMBER;
	}
}

static bool
finds(struct query *q)
{
	bool found = q_row(q);

	q_end(q);
	return found;
}

static bool
is_there(struct ctx *cx, str number)
{
	struct query q = db_query(cx->db, &sql_import_member_there);

	q_set_str(&q, ":number", number);
	return finds(&q);
}

static bool
is_same(struct ctx *cx, const struct bulk_member *m)
{
	struct query q = db_query(cx->db, &sql_import_member_same);

	q_set_str(&q, ":number", m->in.number);
	q_set_str(&q, ":name", m->in.name);
	q_set_int(&q, ":cell_id", m->in.cell_id);
	q_set_int(&q, ":any_day", !date_known(m->in.from));
	q_set_date(&q, ":from_day", m->in.from);
	q_set_date(&q, ":until_day", m->left);
	return finds(&q);
}

/* A number that is there, and not the same membership: another, or changed. */
static enum row_end
differs(struct ctx *cx, struct import *im, const struct bulk_member *m)
{
	struct unit cell = { .code = S("") };
	struct member there;

	if (!member_by_number(cx, m->in.number, &there)) {
		return ROW_REFUSED;		/* the database failed */
	}
	if (!str_eq(there.name, m->in.name)) {
		return import_refuse(cx, im, MEMBER_NUMBER, "the number \""
		    STR_FMT "\" is another member's", STR_ARG(m->in.number));
	}
	if (there.cell_id != 0 && org_unit(cx, there.cell_id, &cell)) {
		return import_refuse(cx, im, MEMBER_CELL, "this member already "
		    "belongs to \"" STR_FMT "\"; a member belongs to one cell "
		    "on any day, and goes to another by a transfer",
		    STR_ARG(cell.code));
	}
	return import_refuse(cx, im, MEMBER_NUMBER, "this member is already "
	    "there with other days");
}

/* ---- a row ------------------------------------------------------------- */

static enum row_end
refuse(struct ctx *cx, struct import *im, size_t field, enum member_err err)
{
	return import_refuse(cx, im, field, "%s", member_err_text(err));
}

/* Whether the cell has room; MEMBER_CELL_FULL may mean "not known yet". */
static enum member_err
check_room(struct ctx *cx, const struct member_import *mi,
    const struct cell *cell, struct date from)
{
	if (cell->stays < CELL_MEMBERS_MAX) {
		return MEMBER_OK;
	}
	return mi->away ? MEMBER_CELL_FULL : member_room(cx, cell->id, from);
}

/* Its number and its place in the cell are taken for what follows. */
static enum row_end
wait(struct member_import *mi, const struct bulk_member *m, struct cell *cell)
{
	numbers_add(&mi->numbers, m->in.number);
	cell->stays++;
	return ROW_WAITS;
}

/* CHG-4, at the end of the step. */
static void
touch(struct import *im, struct cell *cell)
{
	struct member_import *mi = im->members;

	if (!cell->touched && !mi->away) {
		cell->touched = true;
		*LIST_ADD(im->mem, &mi->touched) = (size_t)(cell -
		    mi->cells.list.at);
	}
}

static enum row_end
join(struct ctx *cx, struct import *im, const struct bulk_member *m,
    struct cell *cell)
{
	static const size_t contact_field[] = { MEMBER_PHONE, MEMBER_EMAIL,
		MEMBER_ADDRESS };
	struct member_import *mi = im->members;
	enum member_err err = bulk_check(cx, m);
	int part = BULK_JOIN;

	if (err == MEMBER_OK) {
		err = cells_check(&mi->cells, cell, m->in.from, cx->today);
	}
	if (err == MEMBER_OK) {
		err = check_room(cx, mi, cell, m->in.from);
		if (err == MEMBER_CELL_FULL && mi->away) {
			return wait(mi, m, cell);
		}
	}
	if (err == MEMBER_OK) {
		err = bulk_check_rest(cx, m, &part);
	}
	if (err != MEMBER_OK) {
		return refuse(cx, im, part == BULK_LEFT ? MEMBER_LEFT :
		    part == BULK_JOIN ? field_of(err) :
		    contact_field[part - 1], err);
	}
	bulk_add(cx, &mi->bulk, m);
	cell->stays++;
	touch(im, cell);
	if (mi->away) {
		numbers_add(&mi->numbers, m->in.number);
	}
	return ROW_ADDED;
}

/* A row whose number is there is the same membership or another one. */
static enum row_end
take(struct ctx *cx, struct import *im, const struct bulk_member *m,
    struct cell *cell)
{
	struct member_import *mi = im->members;

	if (mi->away) {
		return numbers_has(&mi->numbers, m->in.number) ?
		    wait(mi, m, cell) : join(cx, im, m, cell);
	}
	if (mi->same_before && is_same(cx, m)) {
		return ROW_SAME;
	}
	mi->same_before = false;
	if (!is_there(cx, m->in.number)) {
		return join(cx, im, m, cell);
	}
	mi->same_before = is_same(cx, m);
	return mi->same_before ? ROW_SAME : differs(cx, im, m);
}

enum row_end
import_member(struct ctx *cx, struct import *im)
{
	struct bulk_member m = {
		.in = {
			.number = import_text(im, MEMBER_NUMBER),
			.name = import_text(im, MEMBER_NAME),
			.native_name = import_text(im, MEMBER_NATIVE_NAME),
			.language = import_text(im, MEMBER_LANGUAGE),
			.how = 4,
		},
		.contact = {
			[CONTACT_TELEPHONE - 1] = import_text(im, MEMBER_PHONE),
			[CONTACT_MAIL - 1] = import_text(im, MEMBER_EMAIL),
			[CONTACT_ADDRESS - 1] = import_text(im, MEMBER_ADDRESS),
		},
	};
	str code = import_text(im, MEMBER_CELL);
	struct cell *cell;

	if (!import_day(cx, im, MEMBER_JOINED, &m.in.from) ||
	    !import_day(cx, im, MEMBER_LEFT, &m.left)) {
		return ROW_REFUSED;
	}
	cell = cells_find(cx, &im->members->cells, code);
	if (cell == NULL) {
		return import_refuse(cx, im, MEMBER_CELL, "there is no unit "
		    "with the code \"" STR_FMT "\"",
		    STR_ARG(utf8_cut(code, 60)));
	}
	m.in.cell_id = cell->id;
	return take(cx, im, &m, cell);
}

/* ---- before the rows and after them ------------------------------------ */

static int64_t
count_there(struct ctx *cx)
{
	struct query q = db_query(cx->db, &sql_import_numbers_count);

	return q_number(&q);
}

/* Rows still to come, as far as bytes tell. */
static int64_t
rows_left(const struct import *im)
{
	int64_t read = csv_bytes_read(im->csv), left = csv_bytes(im->csv) -
	    read, rows = im->added + im->same + im->refused;

	return rows < LOOK_AT ? left / BYTES_A_ROW : left / (read / rows + 1);
}

/* A long list of members who are new, mostly, is worth it. */
static bool
is_worth_it(struct ctx *cx, const struct import *im)
{
	struct member_import *mi = im->members;
	int64_t rows = im->added + im->same + im->refused;

	if (!im->alone || im->again || mi->was_away ||
	    (rows_left(im) < LONG_LIST && !im->long_list)) {
		return false;
	}
	if (mi->there < 0) {
		mi->there = count_there(cx);
	}
	return im->long_list || (rows_left(im) > mi->there + im->added &&
	    (mi->there == 0 || (rows >= LOOK_AT && im->added > im->same)));
}

static void
take_indexes_away(struct ctx *cx, struct import *im)
{
	struct member_import *mi = im->members;
	struct query q;

	mi->was_away = true;
	if (!numbers_make(&mi->numbers, (size_t)(mi->there + im->added +
	    rows_left(im)))) {
		return;			/* it takes longer, then */
	}
	cells_read_all(cx, &mi->cells);
	q = db_query(cx->db, &sql_import_numbers);
	while (q_row(&q)) {
		numbers_add(&mi->numbers, q_get_str(&q, 0));
	}
	q_end(&q);
	mi->away = db_indexes_off(cx->db, bulk_tables);
	if (mi->away) {
		change_touch(cx, CHANGE_ALL_UNITS);
	} else {
		numbers_drop(&mi->numbers);
	}
}

static void
no_step(void *unused, size_t done, size_t all)
{
	(void)unused;
	(void)done;
	(void)all;
}

void
import_members_settle(struct ctx *cx, struct import *im)
{
	struct member_import *mi = im->members;

	if (mi != NULL && mi->away) {
		db_indexes_on(cx->db, im->indexes != NULL ? im->indexes :
		    no_step, im->tell_arg);
		mi->away = false;
		numbers_drop(&mi->numbers);
		db_room(cx->db, IMPORT_ROOM_MIB);
	}
}

bool
import_members_settled(const struct import *im)
{
	return im->members == NULL || !im->members->away;
}

void
import_members_begin(struct ctx *cx, struct import *im)
{
	struct member_import *mi = im->members;

	if (mi == NULL) {
		mi = im->members = NEW(im->mem, struct member_import, 1);
		mi->there = -1;
		mi->bulk.mem = im->mem;
		mi->cells.mem = im->mem;
	}
	if (!mi->away) {
		cells_forget(cx, &mi->cells);
	}
	if (!mi->away && is_worth_it(cx, im)) {
		take_indexes_away(cx, im);
	}
	bulk_begin(cx, &mi->bulk);
}

/*
 * CHG-4. A list in no order touches other cells in each step, and the same ones
 * again in the next: they are counted once, after it.
 */
static void
tell_touched(struct ctx *cx, struct import *im)
{
	struct member_import *mi = im->members;
	bool many = im->alone && mi->touched.len > TOUCHED_MAX;

	if (many) {
		change_touch(cx, CHANGE_ALL_UNITS);
	}
	for (size_t i = 0; i < mi->touched.len; i++) {
		struct cell *cell = &mi->cells.list.at[mi->touched.at[i]];

		if (!many) {
			change_touch(cx, cell->id);
		}
		cell->touched = false;
	}
	mi->touched.len = 0;
}

/* Which ids the rows of the step have, and which cells they concern. */
void
import_members_end(struct ctx *cx, struct import *im)
{
	struct member_import *mi = im->members;
	struct member_bulk *b = &mi->bulk;

	bulk_end(b);
	tell_touched(cx, im);
	for (size_t i = 0; i < b->blocks.len; i++) {
		import_block(cx, im, b->blocks.at[i].first,
		    b->blocks.at[i].until);
	}
	if (b->blocks.len > 1) {
		/* The last one goes on in the next step. */
		b->blocks.at[0] = b->blocks.at[b->blocks.len - 1];
		b->blocks.len = 1;
	}
}

void
import_members_drop(struct import *im)
{
	if (im->members != NULL && im->members->away) {
		numbers_drop(&im->members->numbers);
	}
}
