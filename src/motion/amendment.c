/* amendment.c - amendments to a motion, in the order of their votes. */
#include "motion/motion.h"

#include <assert.h>

#include "motion/motion_own.h"

#include "motion/motion.sql.h"

/* Letters for a number: 1 is A, 26 Z, 27 AA. */
static str
amendment_letters(struct arena *mem, int number)
{
	char letters[8];
	size_t at = sizeof(letters);

	for (; number > 0 && at > 0; number = (number - 1) / 26) {
		letters[--at] = (char)('A' + (number - 1) % 26);
	}
	return arena_copy(mem, (str){ letters + at, sizeof(letters) - at });
}

/* ---- reading ----------------------------------------------------------- */

static struct amendment
amendment_row(struct ctx *cx, struct query *q)
{
	int number = (int)q_get_int(q, 9);

	return (struct amendment){
		.id = q_get_int(q, 0),
		.motion_id = q_get_int(q, 1),
		.unit_id = q_get_int(q, 2),
		.meeting_id = q_get_id(q, 3),
		.public_id = arena_copy(cx->mem, q_get_str(q, 4)),
		.text = arena_copy(cx->mem, q_get_str(q, 5)),
		.reason = arena_copy(cx->mem, q_get_str(q, 6)),
		.unit_name = arena_copy(cx->mem, q_get_str(q, 7)),
		.name = arena_printf(cx->mem, "%d-" STR_FMT,
		    (int)q_get_int(q, 8),
		    STR_ARG(amendment_letters(cx->mem, number))),
		.number = number,
		.paragraph = (int)q_get_int(q, 10),
		.position = (int)q_get_int(q, 11),
		.kind = (enum amendment_kind)q_get_int(q, 12),
		.state = (enum motion_state)q_get_int(q, 13),
		.handed_in_at = q_get_int(q, 14),
		.decided_at = q_get_id(q, 15),
	};
}

bool
amendment_read(struct ctx *cx, int64_t id, struct amendment *out)
{
	struct query q = db_query(cx->db, &sql_amendment_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = amendment_row(cx, &q);
	q_end(&q);
	return true;
}

bool
amendment_by_public(struct ctx *cx, str public_id, struct amendment *out)
{
	struct query q = db_query(cx->db, &sql_amendment_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return amendment_read(cx, q_number(&q), out);
}

void
amendment_list(struct ctx *cx, int64_t motion_id, struct amendment **out,
    size_t *out_len)
{
	struct LIST(struct amendment) list = { 0 };
	struct query q = db_query(cx->db, &sql_amendments);

	q_set_int(&q, ":id", motion_id);
	q_set_int(&q, ":max", AMENDMENTS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = amendment_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

bool
amendment_excludes(const struct amendment *a, const struct amendment *b)
{
	return a->motion_id == b->motion_id && a->paragraph == b->paragraph &&
	    a->kind != AMEND_INSERT && b->kind != AMEND_INSERT;
}

/* ---- the order of votes (MOTI-5) --------------------------------------- */

static int
rank_of(enum amendment_kind kind)
{
	return kind == AMEND_TAKE_OUT ? 0 : kind == AMEND_REPLACE ? 1 : 2;
}

/* Whether one that comes new stands before one that is there. */
static bool
comes_before(const struct amendment *new, const struct amendment *there)
{
	return new->paragraph != there->paragraph ?
	    new->paragraph < there->paragraph :
	    rank_of(new->kind) < rank_of(there->kind);
}

static void
set_position(struct ctx *cx, int64_t id, int position)
{
	struct query q = db_query(cx->db, &sql_amendment_set_position);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":position", position);
	q_run(&q);
}

/* Before the first of those there that it comes before; the others keep the
 * order they have, also one that the chair set. */
static void
find_place(struct ctx *cx, const struct amendment *new,
    const struct amendment *list, size_t len)
{
	int position = 1;
	bool placed = false;

	for (size_t i = 0; i < len; i++) {
		if (!placed && comes_before(new, &list[i])) {
			set_position(cx, new->id, position++);
			placed = true;
		}
		set_position(cx, list[i].id, position++);
	}
	if (!placed) {
		set_position(cx, new->id, position);
	}
}

enum motion_err
amendment_move(struct ctx *cx, int64_t id, bool earlier)
{
	struct amendment a, *list;
	struct motion m;
	size_t len, at = 0, other;

	if (!amendment_read(cx, id, &a) ||
	    !motion_read(cx, a.motion_id, &m)) {
		return MOTION_NO_AMENDMENT;
	}
	amendment_list(cx, a.motion_id, &list, &len);
	while (at < len && list[at].id != id) {
		at++;
	}
	if (at == len || (earlier ? at == 0 : at + 1 == len)) {
		return MOTION_OK;
	}
	other = earlier ? at - 1 : at + 1;
	set_position(cx, id, list[other].position);
	set_position(cx, list[other].id, list[at].position);
	motion_note(cx, "motion.move_amendment", m.conference_id, a.unit_id,
	    m.id);
	return MOTION_OK;
}

/* ---- handing in -------------------------------------------------------- */

static enum motion_err
check_amendment(const struct motion *m, const struct amendment *a)
{
	str paragraph[PARAGRAPHS_MAX];
	int len = (int)motion_paragraphs(m->text, paragraph);

	if (a->paragraph > len ||
	    a->paragraph < (a->kind == AMEND_INSERT ? 0 : 1)) {
		return MOTION_NO_PARAGRAPH;
	}
	if (a->text.len > MOTION_TEXT_MAX || a->reason.len > MOTION_TEXT_MAX) {
		return MOTION_TOO_LONG;
	}
	if (a->kind != AMEND_TAKE_OUT && str_trim(a->text).len == 0) {
		return MOTION_NO_TEXT;
	}
	if (a->kind == AMEND_REPLACE && str_eq(str_trim(a->text),
	    paragraph[a->paragraph - 1])) {
		return MOTION_SAME_TEXT;
	}
	return MOTION_OK;
}

static enum motion_err
check_motion(struct ctx *cx, const struct amendment *a, struct motion *m)
{
	if (!motion_read(cx, a->motion_id, m)) {
		return MOTION_NONE;
	}
	if (m->state != MOTION_OPEN) {
		return motion_check_open(m->state);
	}
	if (motion_on_vote(cx, m->id)) {
		return MOTION_ON_VOTE;
	}
	return motion_may_hand_in(cx, m->conference_id,
	    motion_rule(cx, m->conference_id).amendments_until, a->unit_id,
	    a->meeting_id);
}

static void
insert(struct ctx *cx, const struct amendment *a)
{
	struct query q = db_query(cx->db, &sql_amendment_insert);

	q_set_int(&q, ":id", a->id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":motion_id", a->motion_id);
	q_set_int(&q, ":number", a->number);
	q_set_int(&q, ":paragraph", a->paragraph);
	q_set_int(&q, ":kind", a->kind);
	q_set_str(&q, ":text", a->kind == AMEND_TAKE_OUT ? S("") :
	    str_trim(a->text));
	q_set_str(&q, ":reason", str_trim(a->reason));
	q_set_int(&q, ":unit_id", a->unit_id);
	q_set_id(&q, ":meeting_id", a->meeting_id);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
}

enum motion_err
amendment_hand_in(struct ctx *cx, const struct amendment *given,
    int64_t *out_id)
{
	struct amendment new = *given, *list;
	struct motion m;
	enum motion_err err = check_motion(cx, given, &m);
	size_t len;

	if (err == MOTION_OK) {
		err = check_amendment(&m, given);
	}
	if (err != MOTION_OK) {
		return err;
	}
	amendment_list(cx, m.id, &list, &len);
	if (len == AMENDMENTS_MAX) {
		return MOTION_TOO_MANY;
	}
	new.id = db_new_id(cx->db, "amendment");
	new.number = (int)len + 1;
	insert(cx, &new);
	find_place(cx, &new, list, len);
	motion_note(cx, "motion.amend", m.conference_id, new.unit_id, m.id);
	*out_id = new.id;
	return MOTION_OK;
}

/* ---- deciding ---------------------------------------------------------- */

static void
set_state(struct ctx *cx, int64_t id, enum motion_state state)
{
	struct query q = db_query(cx->db, &sql_amendment_set_state);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":state", state);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
}

/* MOTI-9. */
static bool
amendment_on_vote(struct ctx *cx, int64_t id)
{
	struct query q = db_query(cx->db, &sql_amendment_vote_not_over);

	q_set_int(&q, ":id", id);
	return q_number(&q) != 0;
}

static enum motion_err
read_open(struct ctx *cx, int64_t id, struct amendment *a, struct motion *m)
{
	if (!amendment_read(cx, id, a) || !motion_read(cx, a->motion_id, m)) {
		return MOTION_NO_AMENDMENT;
	}
	if (motion_is_decision(a->state) || motion_is_decision(m->state)) {
		return MOTION_DECIDED;
	}
	return a->state != MOTION_OPEN || m->state != MOTION_OPEN ?
	    MOTION_NOT_OPEN : MOTION_OK;
}

/* MOTI-9. */
static enum motion_err
read_free(struct ctx *cx, int64_t id, struct amendment *a, struct motion *m)
{
	enum motion_err err = read_open(cx, id, a, m);

	return err == MOTION_OK && amendment_on_vote(cx, id) ?
	    MOTION_ON_VOTE : err;
}

enum motion_err
amendment_may_vote(struct ctx *cx, int64_t id)
{
	struct amendment a;
	struct motion m;

	return read_open(cx, id, &a, &m);
}

enum motion_err
amendment_take_back(struct ctx *cx, int64_t id)
{
	struct amendment a;
	struct motion m;
	enum motion_err err = read_free(cx, id, &a, &m);

	if (err != MOTION_OK) {
		return err;
	}
	set_state(cx, id, MOTION_TAKEN_BACK);
	motion_note(cx, "motion.take_back_amendment", m.conference_id,
	    a.unit_id, m.id);
	return MOTION_OK;
}

/* MOTI-3. */
static void
let_others_fall(struct ctx *cx, const struct amendment *carried)
{
	struct amendment *list;
	size_t len;

	amendment_list(cx, carried->motion_id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].id != carried->id &&
		    list[i].state == MOTION_OPEN &&
		    amendment_excludes(carried, &list[i])) {
			set_state(cx, list[i].id, MOTION_FELL);
		}
	}
}

enum motion_err
amendment_decide(struct ctx *cx, int64_t id, enum motion_state state)
{
	struct amendment a;
	struct motion m;
	enum motion_err err = read_free(cx, id, &a, &m);

	assert(motion_is_decision(state));
	if (err != MOTION_OK) {
		return err;
	}
	set_state(cx, id, state);
	if (state == MOTION_CARRIED) {
		let_others_fall(cx, &a);
	}
	motion_note(cx, "motion.decide_amendment", m.conference_id, a.unit_id,
	    m.id);
	return MOTION_OK;
}

/* ---- taking a decision back (MOTI-10) ---------------------------------- */

static enum motion_err
may_reopen(struct ctx *cx, int64_t id, struct amendment *a, struct motion *m)
{
	if (!amendment_read(cx, id, a) || !motion_read(cx, a->motion_id, m)) {
		return MOTION_NO_AMENDMENT;
	}
	if (motion_is_decision(m->state)) {
		return MOTION_RESTED_ON;
	}
	return motion_on_vote(cx, m->id) ? MOTION_ON_VOTE : MOTION_OK;
}

enum motion_err
amendment_may_reopen(struct ctx *cx, int64_t id)
{
	struct amendment a;
	struct motion m;

	return may_reopen(cx, id, &a, &m);
}

static void
set_open(struct ctx *cx, int64_t id)
{
	struct query q = db_query(cx->db, &sql_amendment_set_open);

	q_set_int(&q, ":id", id);
	q_run(&q);
}

/* Those that fell the moment it was carried (MOTI-3). */
static void
let_others_stand(struct ctx *cx, const struct amendment *carried)
{
	struct amendment *list;
	size_t len;

	amendment_list(cx, carried->motion_id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].state == MOTION_FELL &&
		    list[i].decided_at == carried->decided_at &&
		    amendment_excludes(carried, &list[i])) {
			set_open(cx, list[i].id);
		}
	}
}

enum motion_err
amendment_reopen(struct ctx *cx, int64_t id)
{
	struct amendment a;
	struct motion m;
	enum motion_err err = may_reopen(cx, id, &a, &m);

	if (err != MOTION_OK || !motion_is_decision(a.state)) {
		return err;
	}
	if (a.state == MOTION_CARRIED) {
		let_others_stand(cx, &a);
	}
	set_open(cx, id);
	motion_note(cx, "motion.reopen_amendment", m.conference_id, a.unit_id,
	    m.id);
	return MOTION_OK;
}

enum motion_err
amendment_may_undecide(struct ctx *cx, int64_t id)
{
	struct amendment a;
	struct motion m;
	enum motion_err err = may_reopen(cx, id, &a, &m);
	struct query q;

	if (err != MOTION_OK) {
		return err;
	}
	if (!motion_is_decision(a.state)) {
		return MOTION_NOT_DECIDED;
	}
	q = db_query(cx->db, &sql_amendment_deciding_vote);
	q_set_int(&q, ":id", id);
	return q_number(&q) != 0 ? MOTION_BY_VOTE : MOTION_OK;
}

enum motion_err
amendment_undecide(struct ctx *cx, int64_t id)
{
	enum motion_err err = amendment_may_undecide(cx, id);

	return err == MOTION_OK ? amendment_reopen(cx, id) : err;
}
