/* present.c - who is here, and whether they can decide (DOOR-6). */
#include "door/door.h"

#include "db/db.h"
#include "delegate/delegate.h"
#include "door/door_own.h"
#include "meeting/meeting.h"
#include "org/org.h"

#include "door/door.sql.h"

/* ---- the quorum -------------------------------------------------------- */

/* Of a conference that is a unit's own meeting, as its statutes say. */
static void
quorum_of_meeting(struct ctx *cx, const struct conference *c,
    struct door_hall *hall)
{
	const struct statutes *st = statutes_in_force(cx, c->from);
	const struct meeting_kind *kind;
	struct meeting m;
	struct unit u;

	if (st == NULL || !meeting_read(cx, c->meeting_id, &m) ||
	    !org_unit(cx, c->unit_id, &u)) {
		return;
	}
	kind = statutes_meeting(st, m.kind, statutes_tier(st, u.tier));
	if (kind == NULL || !kind->quorum_said) {
		return;
	}
	hall->article =
	    st->articles.at[st->rules.at[kind->rule].article].number;
	hall->needed = meeting_quorum(cx, c->unit_id, m.kind, c->from,
	    hall->entitled);
	if (!kind->quorum_none) {
		hall->share = fraction_text(cx->mem, kind->quorum);
	}
}

static void
judge_quorum(struct ctx *cx, const struct conference *c,
    const struct delegate_rules *r, struct door_hall *hall)
{
	hall->needed = -1;
	if (r->quorum_said) {
		hall->needed = fraction_of(r->quorum, hall->entitled);
		hall->share = fraction_text(cx->mem, r->quorum);
		hall->article = r->quorum_article;
	} else if (c->meeting_id != 0) {
		quorum_of_meeting(cx, c, hall);
	}
	hall->can_decide = hall->needed < 0 || hall->present >= hall->needed;
}

/* ---- counting ---------------------------------------------------------- */

static void
count(struct door_hall *hall, bool online_counts, bool voting,
    enum participant_presence presence, int64_t n)
{
	bool online = presence == HERE_ONLINE;
	bool here = presence == IN_THE_HALL || (online && online_counts);

	hall->entitled += voting ? n : 0;
	hall->present += voting && here ? n : 0;
	hall->online += voting && online && online_counts ? n : 0;
	hall->guests += !voting && presence == IN_THE_HALL ? n : 0;
}

struct door_hall
door_hall(struct ctx *cx, int64_t conference_id)
{
	struct door_hall hall = { .needed = -1, .can_decide = true };
	struct delegate_rules r;
	struct conference c;
	struct query q;

	if (!conference_read(cx, conference_id, &c) ||
	    !delegate_rules(cx, conference_id, &r)) {
		return hall;
	}
	q = db_query(cx->db, &sql_door_hall_now);
	q_set_int(&q, ":id", conference_id);
	while (q_row(&q)) {
		count(&hall, r.online_counts, q_get_int(&q, 0) != 0,
		    (enum participant_presence)q_get_int(&q, 1),
		    q_get_int(&q, 2));
	}
	judge_quorum(cx, &c, &r, &hall);
	return hall;
}

/* Where somebody is after a passage. */
static enum participant_presence
after(enum passage_kind kind)
{
	return kind == PASSED_IN || kind == PASSED_BACK ? IN_THE_HALL :
	    kind == CAME_ONLINE ? HERE_ONLINE : WENT_OUT;
}

struct then LIST(int64_t);

static struct door_hall
read_then(struct ctx *cx, int64_t conference_id, int64_t moment,
    struct then *present)
{
	struct door_hall hall = { .needed = -1, .can_decide = true };
	struct delegate_rules r;
	struct conference c;
	struct query q;

	if (!conference_read(cx, conference_id, &c) ||
	    !delegate_rules(cx, conference_id, &r)) {
		return hall;
	}
	q = db_query(cx->db, &sql_door_hall_then);
	q_set_int(&q, ":id", conference_id);
	q_set_int(&q, ":at", moment);
	while (q_row(&q)) {
		int64_t before = hall.present;

		count(&hall, r.online_counts, q_get_int(&q, 1) != 0,
		    after((enum passage_kind)q_get_int(&q, 2)), 1);
		if (present != NULL && hall.present > before) {
			*LIST_ADD(cx->mem, present) = q_get_int(&q, 0);
		}
	}
	judge_quorum(cx, &c, &r, &hall);
	return hall;
}

struct door_hall
door_hall_at(struct ctx *cx, int64_t conference_id, int64_t moment)
{
	return read_then(cx, conference_id, moment, NULL);
}

void
door_present_at(struct ctx *cx, int64_t conference_id, int64_t moment,
    int64_t **out, size_t *out_len)
{
	struct then list = { 0 };

	(void)read_then(cx, conference_id, moment, &list);
	*out = list.at;
	*out_len = list.len;
}

/* ---- by part of the hall, by delegation -------------------------------- */

static void
read_groups(struct ctx *cx, const struct sql *sql, int64_t conference_id,
    struct door_group **out, size_t *out_len)
{
	struct LIST(struct door_group) list = { 0 };
	struct query q = db_query(cx->db, sql);
	struct delegate_rules r;

	q_set_int(&q, ":id", conference_id);
	if (!delegate_rules(cx, conference_id, &r)) {
		r.online_counts = false;
	}
	while (q_row(&q)) {
		struct door_group *g = list.len == 0 ? NULL :
		    &list.at[list.len - 1];
		struct door_hall one = { 0 };

		if (g == NULL || g->id != q_get_int(&q, 0)) {
			g = LIST_ADD(cx->mem, &list);
			g->id = q_get_int(&q, 0);
			g->name = arena_copy(cx->mem, q_get_str(&q, 1));
		}
		count(&one, r.online_counts, q_get_int(&q, 2) != 0,
		    (enum participant_presence)q_get_int(&q, 3),
		    q_get_int(&q, 4));
		g->entitled += one.entitled;
		g->present += one.present;
		g->guests += one.guests;
	}
	*out = list.at;
	*out_len = list.len;
}

void
door_by_block(struct ctx *cx, int64_t conference_id, struct door_group **out,
    size_t *out_len)
{
	read_groups(cx, &sql_door_blocks, conference_id, out, out_len);
}

void
door_by_delegation(struct ctx *cx, int64_t conference_id,
    struct door_group **out, size_t *out_len)
{
	read_groups(cx, &sql_door_delegations, conference_id, out, out_len);
}
