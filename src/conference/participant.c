/* participant.c - who takes part in a conference, and who is here. */
#include "conference/conference.h"
#include "conference/conference_own.h"
#include "db/db.h"
#include "db/memo.h"
#include "member/member.h"

#include "conference/conference.sql.h"

/* ---- reading ----------------------------------------------------------- */

static struct participant
participant_row(struct ctx *cx, struct query *q)
{
	return (struct participant){
		.id = q_get_int(q, 0),
		.conference_id = q_get_int(q, 1),
		.member_id = q_get_id(q, 2),
		.unit_id = q_get_id(q, 3),
		.sent_by = q_get_id(q, 4),
		.meeting_id = q_get_id(q, 5),
		.instead_of = q_get_id(q, 6),
		.block_id = q_get_id(q, 7),
		.public_id = arena_copy(cx->mem, q_get_str(q, 8)),
		.name = arena_copy(cx->mem, q_get_str(q, 9)),
		.unit_name = arena_copy(cx->mem, q_get_str(q, 10)),
		.block = arena_copy(cx->mem, q_get_str(q, 11)),
		.role = (enum participant_role)q_get_int(q, 12),
		.voting = q_get_int(q, 13) != 0,
		.seat = (int)q_get_id(q, 14),
		.number = (int)q_get_int(q, 15),
		.presence = (enum participant_presence)q_get_int(q, 16),
		.presence_at = q_get_id(q, 17),
		.state = (enum participant_state)q_get_int(q, 18),
	};
}

/* Who acts is asked for by the door and by each part of a page; nobody else is
 * remembered, for some requests read thousands. */
static const char memo_by_id[] = "participant_by_id";
static const char memo_by_member[] = "participant_by_member";

bool
participant_read(struct ctx *cx, int64_t id, struct participant *out)
{
	const struct participant *known = memo_find(cx, memo_by_id, id, 0);
	struct query q;

	if (known != NULL) {
		*out = *known;
		return true;
	}
	q = db_query(cx->db, &sql_participant_one);
	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = participant_row(cx, &q);
	q_end(&q);
	return true;
}

bool
participant_by_public(struct ctx *cx, str public_id, struct participant *out)
{
	struct query q = db_query(cx->db, &sql_participant_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return participant_read(cx, q_number(&q), out);
}

static bool
read_of_member(struct ctx *cx, int64_t conference_id, int64_t member_id,
    struct participant *out)
{
	struct query q = db_query(cx->db, &sql_participant_id_of_member);

	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":member_id", member_id);
	return participant_read(cx, q_number(&q), out);
}

bool
participant_of_member(struct ctx *cx, int64_t conference_id,
    int64_t member_id, struct participant *out)
{
	const struct participant *known;
	struct participant *own;

	if (member_id != cx->actor) {
		return read_of_member(cx, conference_id, member_id, out);
	}
	known = memo_find(cx, memo_by_member, conference_id, member_id);
	if (known == NULL) {
		own = NEW(cx->mem, struct participant, 1);
		if (!read_of_member(cx, conference_id, member_id, own)) {
			return false;
		}
		memo_keep(cx, memo_by_member, conference_id, member_id, own);
		memo_keep(cx, memo_by_id, own->id, 0, own);
		known = own;
	}
	*out = *known;
	return true;
}

bool
participant_by_number(struct ctx *cx, int64_t conference_id, int number,
    struct participant *out)
{
	struct query q = db_query(cx->db, &sql_participant_id_by_number);

	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":number", number);
	return participant_read(cx, q_number(&q), out);
}

static void
read_list(struct ctx *cx, struct query q, int after, size_t max,
    struct participant **out, size_t *out_len)
{
	struct LIST(struct participant) list = { 0 };

	q_set_int(&q, ":after", after);
	q_set_int(&q, ":max", (int64_t)max);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = participant_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

void
participant_list(struct ctx *cx, int64_t conference_id, int after, size_t max,
    struct participant **out, size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_participants);

	q_set_int(&q, ":conference_id", conference_id);
	read_list(cx, q, after, max, out, out_len);
}

void
participant_list_ever(struct ctx *cx, int64_t conference_id, int64_t unit_id,
    int after, size_t max, struct participant **out, size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_participants_ever);

	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":unit_id", unit_id);
	read_list(cx, q, after, max, out, out_len);
}

struct hall_count
conference_hall(struct ctx *cx, int64_t id)
{
	struct hall_count count = { 0 };
	struct query q = db_query(cx->db, &sql_participant_count);

	q_set_int(&q, ":conference_id", id);
	while (q_row(&q)) {
		bool voting = q_get_int(&q, 0) != 0;
		int64_t presence = q_get_int(&q, 1), n = q_get_int(&q, 2);
		bool here = presence == IN_THE_HALL || presence == HERE_ONLINE;

		count.entitled += voting ? n : 0;
		count.present += voting && here ? n : 0;
		count.guests += !voting && here ? n : 0;
	}
	return count;
}

/* ---- writing ----------------------------------------------------------- */

static int64_t
last_number(struct ctx *cx, int64_t conference_id)
{
	struct query q = db_query(cx->db, &sql_participant_last_number);

	q_set_int(&q, ":conference_id", conference_id);
	return q_number(&q);
}

static enum conference_err
check_participant(struct ctx *cx, const struct participant *p)
{
	struct conference c;
	struct participant other;
	struct member member;

	if (!conference_read(cx, p->conference_id, &c)) {
		return CONFERENCE_NONE;
	}
	if (c.state == CONFERENCE_OVER) {
		return CONFERENCE_CLOSED;
	}
	if (p->member_id != 0 && !member_read(cx, p->member_id, &member)) {
		return CONFERENCE_NO_MEMBER;
	}
	if (p->member_id != 0 && participant_of_member(cx, p->conference_id,
	    p->member_id, &other)) {
		return CONFERENCE_TAKES_PART;
	}
	return conference_line(p->name, CONFERENCE_NO_NAME);
}

enum conference_err
participant_add(struct ctx *cx, const struct participant *p, int64_t *out_id)
{
	enum conference_err err = check_participant(cx, p);
	int64_t id, number;
	struct query q;

	if (err != CONFERENCE_OK) {
		return err;
	}
	number = last_number(cx, p->conference_id) + 1;
	if (number > PARTICIPANTS_MAX) {
		return CONFERENCE_FULL;
	}
	id = db_new_id(cx->db, "participant");
	q = db_query(cx->db, &sql_participant_insert);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":conference_id", p->conference_id);
	q_set_id(&q, ":member_id", p->member_id);
	q_set_str(&q, ":name", p->name);
	q_set_str(&q, ":name_fold", text_fold(cx->mem, p->name));
	q_set_int(&q, ":role", p->role);
	q_set_int(&q, ":voting", p->voting);
	q_set_id(&q, ":unit_id", p->unit_id);
	q_set_id(&q, ":sent_by", p->sent_by);
	q_set_id(&q, ":meeting_id", p->meeting_id);
	q_set_id(&q, ":instead_of", p->instead_of);
	q_set_id(&q, ":block_id", p->block_id);
	q_set_id(&q, ":seat", p->seat);
	q_set_int(&q, ":number", number);
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	conference_note(cx, "conference.add_participant", p->conference_id,
	    p->member_id);
	*out_id = id;
	return CONFERENCE_OK;
}

void
participant_set_presence(struct ctx *cx, int64_t id,
    enum participant_presence presence)
{
	struct query q = db_query(cx->db, &sql_participant_update_presence);
	struct participant p;

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":presence", presence);
	q_set_int(&q, ":at", cx->now);
	if (q_changed(&q) != 0 && participant_read(cx, id, &p)) {
		conference_touch(cx, p.conference_id);
	}
}
