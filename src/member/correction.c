/*
 * correction.c - somebody finds something wrong about himself or herself and
 * asks for a correction (MEMB-7).
 */
#include "member/member.h"

#include <assert.h>

#include "db/db.h"
#include "member/correction.sql.h"
#include "member/member_rows.h"

static struct correction
take_correction(struct ctx *cx, struct query *q)
{
	return (struct correction){
		.id = q_get_int(q, 0),
		.public_id = arena_copy(cx->mem, q_get_str(q, 1)),
		.member_id = q_get_int(q, 2),
		.member_name = arena_copy(cx->mem, q_get_str(q, 3)),
		.about = arena_copy(cx->mem, q_get_str(q, 4)),
		.text = arena_copy(cx->mem, q_get_str(q, 5)),
		.at = q_get_int(q, 6),
		.answer = arena_copy(cx->mem, q_get_str(q, 7)),
		.answered_at = q_get_id(q, 8),
		.answered_by = q_is_null(q, 8) ? S("") :
		    member_entered(cx, q, 9),
	};
}

static bool
read_correction(struct ctx *cx, int64_t id, struct correction *out)
{
	struct query q = db_query(cx->db, &sql_correction_by_id);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = take_correction(cx, &q);
	q_end(&q);
	return true;
}

bool
member_correction_by_public(struct ctx *cx, str public_id,
    struct correction *out)
{
	struct query q = db_query(cx->db, &sql_correction_by_public);
	int64_t id;

	q_set_str(&q, ":public_id", public_id);
	id = q_number(&q);
	return id != 0 && read_correction(cx, id, out);
}

static void
take_all(struct ctx *cx, struct query *q, struct correction **out,
    size_t *out_len)
{
	struct LIST(struct correction) list = { 0 };

	while (q_row(q)) {
		*LIST_ADD(cx->mem, &list) = take_correction(cx, q);
	}
	*out = list.at;
	*out_len = list.len;
}

void
member_corrections(struct ctx *cx, int64_t member_id, struct correction **out,
    size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_corrections_of_member);

	q_set_int(&q, ":member_id", member_id);
	q_set_int(&q, ":max", CORRECTIONS_MAX);
	take_all(cx, &q, out, out_len);
}

void
member_corrections_open(struct ctx *cx, int64_t cell_id,
    struct correction **out, size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_corrections_of_cell);

	q_set_int(&q, ":cell_id", cell_id);
	q_set_date(&q, ":on", cx->today);
	q_at_most(&q, CORRECTIONS_MAX);
	take_all(cx, &q, out, out_len);
}

static int64_t
count_open(struct ctx *cx)
{
	struct query q = db_query(cx->db, &sql_corrections_open_count);

	q_set_int(&q, ":member_id", cx->actor);
	return q_number(&q);
}

enum member_err
member_correction_ask(struct ctx *cx, str about, str text, int64_t *out_id)
{
	struct query q;
	int64_t id;

	assert(cx->actor != 0);
	about = str_trim(about);
	text = str_trim(text);
	if (text.len == 0) {
		return MEMBER_NO_TEXT;
	}
	if (text.len > CORRECTION_MAX || about.len > CORRECTION_MAX) {
		return MEMBER_TOO_LONG;
	}
	if (count_open(cx) >= CORRECTIONS_OPEN_MAX) {
		return MEMBER_ASKED_OFTEN;
	}
	id = db_new_id(cx->db, "correction");
	q = db_query(cx->db, &sql_correction_insert);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":member_id", cx->actor);
	q_set_str(&q, ":about", about);
	q_set_str(&q, ":text", text);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
	member_change(cx, "member.ask_correction", cx->actor,
	    member_cell(cx, cx->actor, cx->today));
	*out_id = id;
	return MEMBER_OK;
}

enum member_err
member_correction_answer(struct ctx *cx, int64_t id, str answer)
{
	struct correction c;
	struct query q;

	answer = str_trim(answer);
	if (!read_correction(cx, id, &c)) {
		return MEMBER_NO_CORRECTION;
	}
	if (c.answered_at != 0) {
		return MEMBER_ANSWERED;
	}
	if (answer.len == 0) {
		return MEMBER_NO_ANSWER;
	}
	if (answer.len > CORRECTION_MAX) {
		return MEMBER_TOO_LONG;
	}
	q = db_query(cx->db, &sql_correction_set_answer);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":answer", answer);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", cx->account);
	q_run(&q);
	member_change(cx, "member.answer_correction", c.member_id,
	    member_cell(cx, c.member_id, cx->today));
	return MEMBER_OK;
}
