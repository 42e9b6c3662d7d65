/* list.c - lists of who comes, in and out (DELE-8). */
#include "delegate/delegate.h"

#include "db/db.h"
#include "delegate/delegate_own.h"
#include "meeting/meeting.h"
#include "member/member.h"
#include "org/org.h"
#include "transfer/csv.h"

#include "delegate/delegate.sql.h"

enum column { LIST_ROLE, LIST_NUMBER, LIST_NAME, LIST_DELEGATION, LIST_SENT_BY,
	LIST_MEETING, LIST_BLOCK, LIST_SEAT, LIST_COLUMNS };

static const char *const names[LIST_COLUMNS] = { "role", "number", "name",
	"delegation", "sent by", "meeting", "block", "seat" };

static const struct {
	const char		*word;
	enum participant_role	 role;
	bool			 substitute;
} roles[] = {
	{ "delegate", ROLE_DELEGATE, false },
	{ "substitute", ROLE_DELEGATE, true },
	{ "guest", ROLE_GUEST, false },
	{ "press", ROLE_PRESS, false },
	{ "staff", ROLE_STAFF, false },
};

struct list {
	struct ctx		*cx;
	int64_t			 conference_id;
	struct csv		*csv;
	struct csv_row		 row;
	size_t			 at[LIST_COLUMNS];	/* CSV_COLUMNS_MAX:
							 * not in this list */
	struct hall_block	*blocks;
	size_t			 blocks_len;
	struct delegate_import	*out;
};

static str
cell(const struct list *l, enum column c)
{
	return l->at[c] < l->row.fields ?
	    str_trim(l->row.field[l->at[c]]) : S("");
}

/* ---- telling ----------------------------------------------------------- */

static bool
refuse(struct list *l, enum column c, str text)
{
	l->out->refused++;
	if (l->out->told.len < DELEGATE_TOLD_MAX) {
		*LIST_ADD(l->cx->mem, &l->out->told) = (struct delegate_told){
			l->row.line, str_z(names[c]),
			arena_copy(l->cx->mem, text) };
	}
	return false;
}

/* The column that a refusal is about. */
static enum column
column_of(enum delegate_err err)
{
	switch ((int)err) {
	case DELEGATE_NO_MEMBER:
	case DELEGATE_NOT_THEIRS:
	case DELEGATE_TWICE:
		return LIST_NUMBER;
	case DELEGATE_NO_NAME:
		return LIST_NAME;
	case DELEGATE_NO_DELEGATION:
	case DELEGATE_KEY_FULL:
		return LIST_DELEGATION;
	case DELEGATE_NO_MEETING:
	case DELEGATE_NOT_THEIR_MEETING:
		return LIST_MEETING;
	case DELEGATE_NO_BLOCK:
		return LIST_BLOCK;
	case DELEGATE_NO_SEAT:
	case DELEGATE_SEAT_TAKEN:
		return LIST_SEAT;
	default:
		return LIST_ROLE;
	}
}

/* ---- a row ------------------------------------------------------------- */

struct row {
	size_t		 role;
	struct member	 member;	/* id 0: none */
	int64_t		 unit_id, meeting_id;	/* 0: none */
	int64_t		 block_id;	/* 0: none */
	int64_t		 seat;
};

static bool
read_role(struct list *l, struct row *r)
{
	str word = text_fold(l->cx->mem, cell(l, LIST_ROLE));

	for (size_t i = 0; i < COUNT(roles); i++) {
		if (str_eq(word, str_z(roles[i].word)) ||
		    (i == 0 && word.len == 0)) {
			r->role = i;
			return true;
		}
	}
	return refuse(l, LIST_ROLE, S("delegate, substitute, guest, press or "
	    "staff was expected here"));
}

static bool
read_member(struct list *l, struct row *r)
{
	str number = cell(l, LIST_NUMBER);

	if (number.len > 0 && !member_by_number(l->cx, number, &r->member)) {
		return refuse(l, LIST_NUMBER, arena_printf(l->cx->mem,
		    "the number of a member was expected; nobody has “" STR_FMT
		    "”", STR_ARG(utf8_cut(number, 60))));
	}
	if (number.len == 0 && roles[r->role].role == ROLE_DELEGATE) {
		return refuse(l, LIST_NUMBER, S("the number of a member was "
		    "expected: delegates and substitutes are members"));
	}
	if (number.len == 0 && cell(l, LIST_NAME).len == 0) {
		return refuse(l, LIST_NAME, S("a name was expected, where no "
		    "number of a member stands"));
	}
	return true;
}

static bool
read_unit(struct list *l, enum column c, int64_t *out)
{
	str code = cell(l, c);
	struct unit u;

	if (code.len == 0) {
		return true;
	}
	if (!org_unit_by_code(l->cx, code, &u)) {
		return refuse(l, c, arena_printf(l->cx->mem, "the code of a "
		    "unit was expected; none has “" STR_FMT "”",
		    STR_ARG(utf8_cut(code, 60))));
	}
	*out = u.id;
	return true;
}

/* The meeting of a unit that was held on the day. */
static int64_t
held_on(struct ctx *cx, int64_t unit_id, struct date day)
{
	struct meeting *list;
	size_t len;

	meeting_list(cx, unit_id, MEETING_WAS_HELD, date_add(day, 1), 1, &list,
	    &len);
	return len > 0 && date_cmp(list[0].day, day) == 0 ? list[0].id : 0;
}

static bool
read_meeting(struct list *l, struct row *r)
{
	str text = cell(l, LIST_MEETING);
	struct date day;
	int64_t unit = 0;

	if (roles[r->role].role != ROLE_DELEGATE) {
		return true;
	}
	if (!read_unit(l, LIST_SENT_BY, &unit)) {
		return false;
	}
	unit = unit != 0 ? unit : r->member.cell_id;
	if (!date_parse(text, &day)) {
		return refuse(l, LIST_MEETING, S("the day of the meeting that "
		    "elected was expected, such as 2026-10-23"));
	}
	r->meeting_id = held_on(l->cx, unit, day);
	return r->meeting_id != 0 || refuse(l, LIST_MEETING, arena_printf(
	    l->cx->mem, "a meeting of the unit that sends, on record as held, "
	    "was expected; there is none on " STR_FMT, STR_ARG(text)));
}

static bool
read_seat(struct list *l, struct row *r)
{
	str block = cell(l, LIST_BLOCK), seat = cell(l, LIST_SEAT);

	if (block.len == 0 && seat.len == 0) {
		return true;
	}
	for (size_t i = 0; i < l->blocks_len; i++) {
		if (str_eq(l->blocks[i].name, block)) {
			r->block_id = l->blocks[i].id;
		}
	}
	if (r->block_id == 0) {
		return refuse(l, LIST_BLOCK, S("the name of a part of the hall "
		    "was expected"));
	}
	return (str_to_int(seat, &r->seat) && r->seat <= BLOCK_SEATS_MAX) ||
	    refuse(l, LIST_SEAT, S("the number of a seat was expected"));
}

/* Who is on the list with the same role already; 0: nobody. */
static bool
is_there(struct list *l, const struct row *r, struct participant *out)
{
	return r->member.id != 0 && !roles[r->role].substitute &&
	    participant_of_member(l->cx, l->conference_id, r->member.id,
	    out) && out->role == roles[r->role].role &&
	    (r->unit_id == 0 || out->unit_id == r->unit_id);
}

static bool
waits_there(struct list *l, const struct row *r)
{
	struct query q;

	if (!roles[r->role].substitute) {
		return false;
	}
	q = db_query(l->cx->db, &sql_substitute_waits);
	q_set_int(&q, ":id", l->conference_id);
	q_set_int(&q, ":member_id", r->member.id);
	return q_number(&q) != 0;
}

static enum delegate_err
add_row(struct list *l, const struct row *r, int64_t *out_id)
{
	if (roles[r->role].role != ROLE_DELEGATE) {
		return delegate_invite(l->cx, l->conference_id,
		    roles[r->role].role, r->member.id, cell(l, LIST_NAME),
		    out_id);
	}
	return delegate_elect(l->cx, &(struct delegate_new){
	    .conference_id = l->conference_id, .member_id = r->member.id,
	    .unit_id = r->unit_id, .meeting_id = r->meeting_id,
	    .substitute = roles[r->role].substitute }, out_id);
}

/* Takes the row over, or says why not. */
static bool
write_row(struct list *l, const struct row *r)
{
	enum delegate_err err = DELEGATE_OK;
	struct participant there;
	bool same = true;
	int64_t id = 0;

	if (is_there(l, r, &there)) {
		id = there.id;
		same = r->block_id == 0 || (there.block_id == r->block_id &&
		    there.seat == r->seat);
	} else if (!waits_there(l, r)) {
		same = false;
		err = add_row(l, r, &id);
	}
	if (err == DELEGATE_OK && !same && r->block_id != 0 &&
	    !roles[r->role].substitute) {
		err = delegate_seat(l->cx, id, r->block_id, (int)r->seat);
	}
	if (err != DELEGATE_OK) {
		return refuse(l, column_of(err), str_z(
		    delegate_err_text(err)));
	}
	l->out->same += same;
	l->out->added += !same;
	return true;
}

/* A row is taken over as a whole, or not at all. */
static bool
take_row(struct list *l)
{
	struct ctx *cx = l->cx;
	struct row r = { 0 };
	bool taken;

	if (l->row.problem.len > 0) {
		return refuse(l, l->row.problem_column < 1 ? LIST_ROLE :
		    LIST_NAME, l->row.problem);
	}
	if (!read_role(l, &r) || !read_member(l, &r) ||
	    !read_unit(l, LIST_DELEGATION, &r.unit_id) ||
	    !read_meeting(l, &r) || !read_seat(l, &r)) {
		return false;
	}
	if (r.block_id == 0) {
		return write_row(l, &r);
	}
	db_part_begin(cx->db);
	taken = write_row(l, &r);
	if (taken && db_state(cx->db) == DB_OK) {
		db_part_keep(cx->db);
	}
	if (db_state(cx->db) != DB_OK) {
		db_part_fail(cx->db);
		return false;
	}
	return taken || db_part_undo(cx->db);
}

/* ---- a list ------------------------------------------------------------ */

static bool
read_header(struct list *l, str *problem)
{
	struct arena *mem = l->cx->mem;

	if (!csv_next(l->csv, &l->row) || l->row.problem.len > 0) {
		*problem = l->row.problem.len > 0 ? l->row.problem :
		    S("the list is empty");
		return false;
	}
	for (size_t c = 0; c < LIST_COLUMNS; c++) {
		l->at[c] = CSV_COLUMNS_MAX;
		for (size_t i = 0; i < l->row.fields; i++) {
			str name = text_fold(mem, str_trim(l->row.field[i]));

			if (str_eq(name, str_z(names[c])) ||
			    (c == LIST_SENT_BY && str_eq(name,
			    S("sent_by")))) {
				l->at[c] = i;
			}
		}
	}
	if (l->at[LIST_NUMBER] == CSV_COLUMNS_MAX &&
	    l->at[LIST_NAME] == CSV_COLUMNS_MAX) {
		*problem = S("the first line names the columns; one of them is "
		    "“number”, of the member, or “name”");
		return false;
	}
	return true;
}

static void
take_rows(struct list *l)
{
	struct ctx *cx = l->cx;

	while (db_state(cx->db) == DB_OK && csv_next(l->csv, &l->row)) {
		size_t mark = cx->mem->used;
		int64_t refused = l->out->refused;

		(void)take_row(l);
		if (l->out->refused == refused) {
			arena_release(cx->mem, mark);
		}
	}
}

bool
delegate_import(struct ctx *cx, int64_t conference_id, str bytes, bool look,
    struct delegate_import *out, str *problem)
{
	struct list l = { .cx = cx, .conference_id = conference_id,
		.out = out };
	struct conference c;
	enum delegate_err err = delegate_open(cx, conference_id, &c);
	bool ok;

	*out = (struct delegate_import){ 0 };
	if (err != DELEGATE_OK) {
		*problem = str_z(delegate_err_text(err));
		return false;
	}
	l.csv = csv_of(cx->mem, bytes, problem);
	if (l.csv == NULL) {
		return false;
	}
	delegate_blocks(cx, conference_id, &l.blocks, &l.blocks_len);
	ok = read_header(&l, problem);
	if (ok) {
		db_part_begin(cx->db);
		take_rows(&l);
		if (db_state(cx->db) != DB_OK) {
			db_part_fail(cx->db);
		} else if (look) {
			ok = db_part_undo(cx->db);
		} else {
			db_part_keep(cx->db);
		}
	}
	csv_close(l.csv);
	return ok;
}

/* ---- out --------------------------------------------------------------- */

static str
role_word(enum participant_role role)
{
	for (size_t i = 0; i < COUNT(roles); i++) {
		if (roles[i].role == role && !roles[i].substitute) {
			return str_z(roles[i].word);
		}
	}
	return S("");
}

static str
unit_code(struct ctx *cx, int64_t unit_id)
{
	struct unit u;

	return unit_id != 0 && org_unit(cx, unit_id, &u) ? u.code : S("");
}

static void
add_person(struct ctx *cx, struct text *t, str role, int64_t member_id,
    str name, int64_t unit_id, int64_t sent_by, int64_t meeting_id)
{
	struct member m;
	struct meeting met;

	csv_put(t, role, false);
	csv_put(t, member_id != 0 && member_read(cx, member_id, &m) ?
	    m.number : S(""), false);
	csv_put(t, name, false);
	csv_put(t, unit_code(cx, unit_id), false);
	csv_put(t, unit_code(cx, sent_by), false);
	csv_put(t, meeting_id != 0 && meeting_read(cx, meeting_id, &met) ?
	    date_str(cx->mem, met.day) : S(""), false);
}

static str
state_word(const struct participant *p)
{
	return p->state == WITHDRAWN ? S("withdrawn") : p->state == REPLACED ?
	    S("replaced") : p->presence == IN_THE_HALL ? S("in the hall") :
	    p->presence == HERE_ONLINE ? S("online") :
	    p->presence == WENT_OUT ? S("out") : S("");
}

str
delegate_export(struct ctx *cx, int64_t conference_id)
{
	struct text t = { .mem = cx->mem };
	struct participant *list;
	struct substitute *others;
	size_t len;

	text_put(&t, S("role,number,name,delegation,sent by,meeting,block,"
	    "seat,badge,state\r\n"));
	participant_list_ever(cx, conference_id, 0, 0, PARTICIPANTS_MAX, &list,
	    &len);
	for (size_t i = 0; i < len; i++) {
		const struct participant *p = &list[i];

		add_person(cx, &t, role_word(p->role), p->member_id, p->name,
		    p->unit_id, p->sent_by, p->meeting_id);
		csv_put(&t, p->block, false);
		csv_put(&t, p->seat == 0 ? S("") : arena_printf(cx->mem,
		    "%d", p->seat), false);
		csv_put(&t, arena_printf(cx->mem, "%d", p->number), false);
		csv_put(&t, state_word(p), true);
	}
	delegate_substitutes(cx, conference_id, 0, &others, &len);
	for (size_t i = 0; i < len; i++) {
		const struct substitute *s = &others[i];

		if (s->state == SUBSTITUTE_WAITS) {
			add_person(cx, &t, S("substitute"), s->member_id,
			    s->name, s->unit_id, s->sent_by, s->meeting_id);
			text_put(&t, S(",,,\r\n"));
		}
	}
	return text_taken(&t);
}
