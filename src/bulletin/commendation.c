/* commendation.c - who is commended, for what work, and the certificate. */
#include "bulletin/bulletin_own.h"
#include "member/member.h"
#include "org/org.h"

#include "bulletin/bulletin.sql.h"

static struct commendation
commendation_row(struct ctx *cx, struct query *q)
{
	return (struct commendation){
		.id = q_get_int(q, 0),
		.conference_id = q_get_int(q, 1),
		.item_id = q_get_id(q, 2),
		.member_id = q_get_id(q, 3),
		.unit_id = q_get_id(q, 4),
		.public_id = arena_copy(cx->mem, q_get_str(q, 5)),
		.title = arena_copy(cx->mem, q_get_str(q, 6)),
		.work = arena_copy(cx->mem, q_get_str(q, 7)),
		.check_code = arena_copy(cx->mem, q_get_str(q, 8)),
		.name = arena_copy(cx->mem, q_get_str(q, 9)),
		.unit_name = arena_copy(cx->mem, q_get_str(q, 10)),
		.number = (int)q_get_int(q, 11),
		.given_on = q_get_date(q, 12),
	};
}

bool
commendation_read(struct ctx *cx, int64_t id, struct commendation *out)
{
	struct query q = db_query(cx->db, &sql_commendation_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = commendation_row(cx, &q);
	q_end(&q);
	return true;
}

bool
commendation_by_public(struct ctx *cx, str public_id,
    struct commendation *out)
{
	struct query q = db_query(cx->db, &sql_commendation_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return commendation_read(cx, q_number(&q), out);
}

bool
commendation_by_code(struct ctx *cx, str code, struct commendation *out)
{
	struct query q = db_query(cx->db, &sql_commendation_id_by_code);

	q_set_str(&q, ":code", code);
	return commendation_read(cx, q_number(&q), out);
}

void
commendation_list(struct ctx *cx, int64_t conference_id,
    struct commendation **out, size_t *out_len)
{
	struct LIST(struct commendation) list = { 0 };
	struct query q = db_query(cx->db, &sql_commendations);

	q_set_int(&q, ":id", conference_id);
	q_set_int(&q, ":max", COMMENDATIONS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = commendation_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- writing ----------------------------------------------------------- */

static enum bulletin_err
check(struct ctx *cx, const struct commendation *in)
{
	struct conference c;
	struct member member;
	struct unit unit;
	enum bulletin_err err;

	if (!conference_read(cx, in->conference_id, &c)) {
		return BULLETIN_NO_CONFERENCE;
	}
	if ((in->member_id == 0) == (in->unit_id == 0)) {
		return BULLETIN_WHOM;
	}
	if (in->member_id != 0 && !member_read(cx, in->member_id, &member)) {
		return BULLETIN_NO_MEMBER;
	}
	if (in->unit_id != 0 && !org_unit(cx, in->unit_id, &unit)) {
		return BULLETIN_NO_UNIT;
	}
	err = bulletin_line(in->title, BULLETIN_NO_TITLE);
	return err != BULLETIN_OK ? err :
	    bulletin_line(in->work, BULLETIN_NO_WORK);
}

enum bulletin_err
commendation_add(struct ctx *cx, const struct commendation *in,
    int64_t *out_id)
{
	enum bulletin_err err = check(cx, in);
	int64_t id, number;
	struct query q;

	if (err != BULLETIN_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_commendation_last_number);
	q_set_int(&q, ":id", in->conference_id);
	number = q_number(&q) + 1;
	if (number > COMMENDATIONS_MAX) {
		return BULLETIN_TOO_MANY;
	}
	id = db_new_id(cx->db, "commendation");
	q = db_query(cx->db, &sql_commendation_insert);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":conference_id", in->conference_id);
	q_set_id(&q, ":item_id", in->item_id);
	q_set_int(&q, ":number", number);
	q_set_id(&q, ":member_id", in->member_id);
	q_set_id(&q, ":unit_id", in->member_id == 0 ? in->unit_id :
	    member_cell(cx, in->member_id, cx->today));
	q_set_str(&q, ":title", in->title);
	q_set_str(&q, ":work", in->work);
	q_set_str(&q, ":check_code", public_id_new(cx->mem));
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", cx->account);
	q_run(&q);
	bulletin_note(cx, "commendation.add", in->conference_id,
	    in->member_id, id);
	*out_id = id;
	return BULLETIN_OK;
}

static enum bulletin_err
read_open(struct ctx *cx, int64_t id, struct commendation *c)
{
	if (!commendation_read(cx, id, c)) {
		return BULLETIN_NO_COMMENDATION;
	}
	return date_known(c->given_on) ? BULLETIN_GIVEN : BULLETIN_OK;
}

enum bulletin_err
commendation_give(struct ctx *cx, int64_t id)
{
	struct commendation c;
	enum bulletin_err err = read_open(cx, id, &c);
	struct query q;

	if (err != BULLETIN_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_commendation_set_given);
	q_set_int(&q, ":id", id);
	q_set_date(&q, ":day", cx->today);
	q_run(&q);
	bulletin_note(cx, "commendation.give", c.conference_id, c.member_id,
	    id);
	return BULLETIN_OK;
}

enum bulletin_err
commendation_drop(struct ctx *cx, int64_t id)
{
	struct commendation c;
	enum bulletin_err err = read_open(cx, id, &c);
	struct query q;

	if (err != BULLETIN_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_commendation_delete);
	q_set_int(&q, ":id", id);
	q_run(&q);
	bulletin_note(cx, "commendation.drop", c.conference_id, c.member_id,
	    id);
	return BULLETIN_OK;
}
