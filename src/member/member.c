/*
 * member.c - members and their stays in cells; what is kept about a person
 * beside them is in person.c.
 */
#include "member/member.h"

#include <assert.h>

#include "db/change.h"
#include "db/db.h"
#include "db/memo.h"
#include "member/member.sql.h"
#include "member/member_rows.h"
#include "org/org.h"
#include "statutes/statutes.h"

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	MEMBER_ERRORS(X)
#undef X
};

int
member_err_status(enum member_err err)
{
	assert(err < MEMBER_ERR_COUNT);
	return errors[err].status;
}

const char *
member_err_text(enum member_err err)
{
	assert(err < MEMBER_ERR_COUNT);
	return errors[err].text;
}

/* ---- reading ----------------------------------------------------------- */

bool
member_read(struct ctx *cx, int64_t id, struct member *out)
{
	struct member m;
	struct query q = db_query(cx->db, &sql_member_by_id);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	m = (struct member){
		.id = q_get_int(&q, 0),
		.public_id = arena_copy(cx->mem, q_get_str(&q, 1)),
		.number = arena_copy(cx->mem, q_get_str(&q, 2)),
		.name = arena_copy(cx->mem, q_get_str(&q, 3)),
		.native_name = arena_copy(cx->mem, q_get_str(&q, 4)),
		.language = arena_copy(cx->mem, q_get_str(&q, 5)),
		.entered_at = q_get_int(&q, 6),
		.entered_by = member_entered(cx, &q, 7),
		.since = q_get_date(&q, 9),
	};
	q_end(&q);
	m.cell_id = member_cell(cx, id, cx->today);
	*out = m;
	return true;
}

static int64_t
find_id(struct ctx *cx, const struct sql *sql, const char *name, str value)
{
	struct query q = db_query(cx->db, sql);

	q_set_str(&q, name, value);
	return q_number(&q);
}

bool
member_by_public(struct ctx *cx, str public_id, struct member *out)
{
	int64_t id = find_id(cx, &sql_member_id_by_public, ":public_id",
	    public_id);

	return id != 0 && member_read(cx, id, out);
}

bool
member_by_number(struct ctx *cx, str number, struct member *out)
{
	int64_t id = find_id(cx, &sql_member_id_by_number, ":number",
	    str_trim(number));

	return id != 0 && member_read(cx, id, out);
}

static void
read_roll(struct ctx *cx, int64_t cell_id, struct date on,
    struct member **out, size_t *out_len)
{
	struct LIST(struct member) roll = { 0 };
	struct query q = db_query(cx->db, &sql_member_roll);

	q_set_int(&q, ":cell_id", cell_id);
	q_set_date(&q, ":on", on);
	q_at_most(&q, CELL_MEMBERS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &roll) = (struct member){
			.id = q_get_int(&q, 0),
			.public_id = arena_copy(cx->mem, q_get_str(&q, 1)),
			.number = arena_copy(cx->mem, q_get_str(&q, 2)),
			.name = arena_copy(cx->mem, q_get_str(&q, 3)),
			.native_name = arena_copy(cx->mem, q_get_str(&q, 4)),
			.language = arena_copy(cx->mem, q_get_str(&q, 5)),
			.cell_id = cell_id,
			.since = DATE_NONE,
		};
	}
	*out = roll.at;
	*out_len = roll.len;
}

struct known_roll {
	struct member	*member;
	size_t		 len;
};

void
member_roll(struct ctx *cx, int64_t cell_id, struct date on,
    struct member **out, size_t *out_len)
{
	static const char memo[] = "member_roll";
	const struct known_roll *known = memo_find(cx, memo, cell_id, on.day);
	struct known_roll *roll;

	if (known == NULL) {
		roll = NEW(cx->mem, struct known_roll, 1);
		read_roll(cx, cell_id, on, &roll->member, &roll->len);
		memo_keep(cx, memo, cell_id, on.day, roll);
		known = roll;
	}
	*out = NEW(cx->mem, struct member, known->len);
	for (size_t i = 0; i < known->len; i++) {
		(*out)[i] = known->member[i];
	}
	*out_len = known->len;
}

/* One figure about a cell and a day. */
static int64_t
cell_number(struct ctx *cx, const struct sql *sql, int64_t cell_id,
    struct date on)
{
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":cell_id", cell_id);
	q_set_date(&q, ":on", on);
	return q_number(&q);
}

int64_t
member_count(struct ctx *cx, int64_t cell_id, struct date on)
{
	return cell_number(cx, &sql_member_count, cell_id, on);
}

int64_t
member_cell(struct ctx *cx, int64_t member_id, struct date on)
{
	static const char memo[] = "member_cell";
	const int64_t *known = memo_find(cx, memo, member_id, on.day);
	int64_t *cell_id;
	struct query q;

	if (known != NULL) {
		return *known;
	}
	cell_id = NEW(cx->mem, int64_t, 1);
	q = db_query(cx->db, &sql_member_cell);
	q_set_int(&q, ":id", member_id);
	q_set_date(&q, ":on", on);
	if (q_row(&q)) {
		*cell_id = q_get_int(&q, 0);
	}
	q_end(&q);
	memo_keep(cx, memo, member_id, on.day, cell_id);
	return *cell_id;
}

void
member_stays(struct ctx *cx, int64_t id, struct stay **out, size_t *out_len)
{
	struct LIST(struct stay) stays = { 0 };
	struct query q = db_query(cx->db, &sql_stays);

	q_set_int(&q, ":id", id);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &stays) = (struct stay){
			.id = q_get_int(&q, 0),
			.cell_id = q_get_int(&q, 1),
			.from = q_get_date(&q, 2),
			.until = q_get_date(&q, 3),
			.how = (int)q_get_int(&q, 4),
			.ended = (int)q_get_int(&q, 5),
			.entered_at = q_get_int(&q, 6),
			.entered_by = member_entered(cx, &q, 7),
		};
	}
	*out = stays.at;
	*out_len = stays.len;
}

/* ---- what may be recorded ---------------------------------------------- */

/*
 * The statutes a day is judged by. People joined long before an organisation
 * had its rules read by a program, so days before the first edition are judged
 * by the first one.
 */
static const struct statutes *
statutes_of(struct ctx *cx, struct date on)
{
	const struct statutes *st = statutes_in_force(cx, on);
	struct edition *editions;
	size_t len;

	if (st == NULL) {
		statutes_editions(cx, &editions, &len);
		if (len > 0) {
			st = statutes_edition(cx, editions[0].id);
		}
	}
	return st;
}

/* MEMB-4. A stay from before the records began is judged as of today. */
static enum member_err
check_cell(struct ctx *cx, int64_t cell_id, struct date from)
{
	struct date on = date_known(from) ? from : cx->today;
	const struct statutes *st;
	struct unit unit;
	size_t tier;

	if (!org_unit(cx, cell_id, &unit) || date_cmp(unit.founded, on) > 0 ||
	    (date_known(unit.dissolved) && date_cmp(unit.dissolved, on) <= 0)) {
		return MEMBER_NO_CELL;
	}
	st = statutes_of(cx, on);
	if (st == NULL) {
		return MEMBER_NOT_A_CELL;
	}
	tier = statutes_tier(st, unit.tier);
	if (tier == st->tiers.len || !st->tiers.at[tier].holds_members) {
		return MEMBER_NOT_A_CELL;
	}
	return MEMBER_OK;
}

static enum member_err
check_room(struct ctx *cx, int64_t cell_id, struct date from, int64_t more)
{
	int64_t n = cell_number(cx, &sql_member_count_from, cell_id,
	    date_known(from) ? from : (struct date){ DATE_NONE_DAY + 1 });

	return n + more > CELL_MEMBERS_MAX ? MEMBER_CELL_FULL : MEMBER_OK;
}

enum member_err
member_room(struct ctx *cx, int64_t cell_id, struct date from)
{
	return check_room(cx, cell_id, from, 1);
}

enum member_err
member_names_ok(str name, str native_name, str language)
{
	if (name.len == 0) {
		return MEMBER_NAME_MISSING;
	}
	if (name.len > MEMBER_NAME_MAX || native_name.len > MEMBER_NAME_MAX ||
	    language.len > MEMBER_LANGUAGE_MAX) {
		return MEMBER_TOO_LONG;
	}
	return MEMBER_OK;
}

static enum member_err
check_number(struct ctx *cx, str number)
{
	if (number.len == 0) {
		return MEMBER_NUMBER_MISSING;
	}
	if (number.len > MEMBER_NUMBER_MAX) {
		return MEMBER_TOO_LONG;
	}
	if (find_id(cx, &sql_member_id_by_number, ":number", number) != 0) {
		return MEMBER_NUMBER_TAKEN;			/* MEMB-3 */
	}
	return MEMBER_OK;
}

static bool
covers(const struct stay *s, struct date on)
{
	return date_cmp(s->from, on) <= 0 &&
	    (!date_known(s->until) || date_cmp(s->until, on) > 0);
}

/*
 * The stay that a change on a day would end: the one of that day, if nothing
 * later is recorded. A stay that was ended since is something later too.
 */
static enum member_err
find_open(struct ctx *cx, int64_t id, struct date on, struct stay *out)
{
	struct stay *stays;
	size_t len;

	member_stays(cx, id, &stays, &len);
	for (size_t i = 0; i < len; i++) {
		if (covers(&stays[i], on)) {
			if (date_known(stays[i].until)) {
				return MEMBER_TOO_EARLY;
			}
			*out = stays[i];
			return MEMBER_OK;
		}
	}
	return MEMBER_NOT_OPEN;
}

/* A change of a membership has a day, and it has come. */
static enum member_err
check_day(struct ctx *cx, struct date on)
{
	if (!date_known(on)) {
		return MEMBER_DAY_MISSING;
	}
	return date_cmp(on, cx->today) > 0 ? MEMBER_FUTURE : MEMBER_OK;
}

static bool
exists(struct ctx *cx, int64_t id)
{
	struct query q = db_query(cx->db, &sql_member_by_id);
	bool found;

	q_set_int(&q, ":id", id);
	found = q_row(&q);
	q_end(&q);
	return found;
}

/* ---- recording --------------------------------------------------------- */

static void
insert_stay(struct ctx *cx, int64_t stay_id, int64_t id, int64_t cell_id,
    struct date from, int how)
{
	struct query q = db_query(cx->db, &sql_stay_insert);

	q_set_int(&q, ":id", stay_id);
	q_set_int(&q, ":member_id", id);
	q_set_int(&q, ":cell_id", cell_id);
	q_set_date(&q, ":from", from);
	q_set_int(&q, ":how", how);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", cx->account);
	q_run(&q);
}

static void
end_stay(struct ctx *cx, int64_t stay_id, struct date until, int ended)
{
	struct query q = db_query(cx->db, &sql_stay_end);

	q_set_int(&q, ":id", stay_id);
	q_set_date(&q, ":until", until);
	q_set_int(&q, ":ended", ended);
	q_run(&q);
}

str
member_folded(struct ctx *cx, str name, str native_name)
{
	return text_fold(cx->mem, native_name.len == 0 ? name :
	    arena_printf(cx->mem, STR_FMT " " STR_FMT, STR_ARG(name),
	    STR_ARG(native_name)));
}

static int64_t
insert_member(struct ctx *cx, const struct member_new *in)
{
	int64_t id = db_new_id(cx->db, "member");
	struct query q = db_query(cx->db, &sql_member_insert);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_str(&q, ":number", in->number);
	q_set_str(&q, ":name", in->name);
	q_set_str(&q, ":native_name", in->native_name);
	q_set_str(&q, ":name_fold", member_folded(cx, in->name,
	    in->native_name));
	q_set_str(&q, ":language", in->language);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", cx->account);
	q_run(&q);
	return id;
}

enum member_err
member_join(struct ctx *cx, const struct member_new *given, int64_t *out_id)
{
	struct member_new in = *given;
	enum member_err err;
	int64_t id;

	assert(in.how == 1 || in.how == 4);
	in.name = str_trim(in.name);
	in.native_name = str_trim(in.native_name);
	in.number = str_trim(in.number);
	in.language = str_trim(in.language);
	err = member_names_ok(in.name, in.native_name, in.language);
	if (err == MEMBER_OK) {
		err = check_number(cx, in.number);
	}
	if (err == MEMBER_OK && date_cmp(in.from, cx->today) > 0) {
		err = MEMBER_FUTURE;
	}
	if (err == MEMBER_OK) {
		err = check_cell(cx, in.cell_id, in.from);
	}
	if (err == MEMBER_OK) {
		err = check_room(cx, in.cell_id, in.from, 1);
	}
	if (err != MEMBER_OK) {
		return err;
	}
	id = insert_member(cx, &in);
	insert_stay(cx, db_new_id(cx->db, "membership"), id, in.cell_id,
	    in.from, in.how);
	member_change(cx, "member.join", id, in.cell_id);
	*out_id = id;
	return MEMBER_OK;
}

/* MEMB-1: no stay of the member reaches the day or lies after it. */
static enum member_err
check_free(struct ctx *cx, int64_t id, struct date from)
{
	struct stay *stays;
	size_t len;

	member_stays(cx, id, &stays, &len);
	for (size_t i = 0; i < len; i++) {
		if (covers(&stays[i], from)) {
			return MEMBER_ALREADY;
		}
		if (date_cmp(stays[i].from, from) > 0 ||
		    date_cmp(stays[i].until, from) > 0) {
			return MEMBER_TOO_EARLY;
		}
	}
	return MEMBER_OK;
}

enum member_err
member_rejoin(struct ctx *cx, int64_t id, int64_t cell_id, struct date from,
    int how)
{
	enum member_err err = check_day(cx, from);

	assert(how == 1 || how == 4);
	if (!exists(cx, id)) {
		return MEMBER_NO_MEMBER;
	}
	if (err == MEMBER_OK) {
		err = check_free(cx, id, from);
	}
	if (err == MEMBER_OK) {
		err = check_cell(cx, cell_id, from);
	}
	if (err == MEMBER_OK) {
		err = check_room(cx, cell_id, from, 1);
	}
	if (err == MEMBER_OK) {
		insert_stay(cx, db_new_id(cx->db, "membership"), id, cell_id,
		    from, how);
		member_change(cx, "member.rejoin", id, cell_id);
	}
	return err;
}

/* MEMB-5: the name as it was is kept, with who changed it. */
static void
keep_name(struct ctx *cx, int64_t id)
{
	int64_t new_id = db_new_id(cx->db, "member_name");
	struct query q = db_query(cx->db, &sql_member_keep_name);

	q_set_int(&q, ":new_id", new_id);
	q_set_int(&q, ":id", id);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", cx->account);
	q_run(&q);
}

enum member_err
member_rename(struct ctx *cx, int64_t id, str name, str native_name,
    str language)
{
	struct member m;
	enum member_err err;
	struct query q;

	name = str_trim(name);
	native_name = str_trim(native_name);
	language = str_trim(language);
	if (!member_read(cx, id, &m)) {
		return MEMBER_NO_MEMBER;
	}
	err = member_names_ok(name, native_name, language);
	if (err != MEMBER_OK || (str_eq(name, m.name) &&
	    str_eq(native_name, m.native_name) &&
	    str_eq(language, m.language))) {
		return err;
	}
	keep_name(cx, id);
	q = db_query(cx->db, &sql_member_set_name);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":name", name);
	q_set_str(&q, ":native_name", native_name);
	q_set_str(&q, ":name_fold", member_folded(cx, name, native_name));
	q_set_str(&q, ":language", language);
	q_run(&q);
	member_change(cx, "member.rename", id, m.cell_id);
	return MEMBER_OK;
}

enum member_err
member_transfer(struct ctx *cx, int64_t id, int64_t cell_id, struct date on,
    int how)
{
	enum member_err err = check_day(cx, on);
	struct stay open;

	assert(how == 2 || how == 3);
	if (!exists(cx, id)) {
		return MEMBER_NO_MEMBER;
	}
	if (err == MEMBER_OK) {
		err = find_open(cx, id, on, &open);
	}
	if (err == MEMBER_OK && open.cell_id == cell_id) {
		err = MEMBER_SAME_CELL;
	}
	if (err == MEMBER_OK) {
		err = check_cell(cx, cell_id, on);
	}
	if (err == MEMBER_OK) {
		err = check_room(cx, cell_id, on, 1);
	}
	if (err == MEMBER_OK) {					/* MEMB-2 */
		end_stay(cx, open.id, on, how);
		insert_stay(cx, db_new_id(cx->db, "membership"), id, cell_id,
		    on, how);
		member_change(cx, "member.transfer", id, open.cell_id);
		change_touch(cx, cell_id);
	}
	return err;
}

enum member_err
member_leave(struct ctx *cx, int64_t id, struct date on, int ended)
{
	enum member_err err = check_day(cx, on);
	struct stay open;

	assert(ended == 5 || ended == 6);
	if (!exists(cx, id)) {
		return MEMBER_NO_MEMBER;
	}
	if (err == MEMBER_OK) {
		err = find_open(cx, id, on, &open);
	}
	if (err == MEMBER_OK) {
		end_stay(cx, open.id, on, ended);
		member_change(cx, "member.leave", id, open.cell_id);
	}
	return err;
}

enum member_err
member_transfer_all(struct ctx *cx, int64_t from_cell, int64_t to_cell,
    struct date on)
{
	enum member_err err = check_day(cx, on);
	struct member *roll;
	struct query q;
	int64_t stay_id;
	size_t len;

	if (err == MEMBER_OK && from_cell == to_cell) {
		err = MEMBER_SAME_CELL;
	}
	if (err == MEMBER_OK) {
		err = check_cell(cx, to_cell, on);
	}
	if (err == MEMBER_OK && cell_number(cx, &sql_stays_later, from_cell,
	    on) > 0) {
		err = MEMBER_TOO_EARLY;
	}
	if (err != MEMBER_OK) {
		return err;
	}
	member_roll(cx, from_cell, on, &roll, &len);
	err = check_room(cx, to_cell, on, (int64_t)len);
	if (err != MEMBER_OK || len == 0) {
		return err;
	}
	q = db_query(cx->db, &sql_stays_end_all);
	q_set_int(&q, ":cell_id", from_cell);
	q_set_date(&q, ":on", on);
	q_run(&q);
	stay_id = db_new_ids(cx->db, "membership", (int64_t)len);
	for (size_t i = 0; i < len; i++) {
		insert_stay(cx, stay_id + (int64_t)i, roll[i].id, to_cell, on,
		    3);
	}
	member_change(cx, "member.transfer_all", 0, from_cell);
	change_touch(cx, to_cell);
	return MEMBER_OK;
}
