/* present.c - who is here, and whether they can decide (DOOR-6). */
#include "door/door.h"

#include "db/db.h"
#include "delegate/delegate.h"
#include "door/door_own.h"
#include "meeting/meeting.h"
#include "org/org.h"

#include "door/door.sql.h"

/* ---- the quorum -------------------------------------------------------- */

/* The kind of meeting that the conference is, if its line says a quorum. */
static const struct meeting_kind *
kind_of(struct ctx *cx, const struct statutes *st, const struct conference *c,
    size_t tier)
{
	const struct meeting_kind *kind;
	struct meeting m;
	str word = c->meeting_id != 0 && meeting_read(cx, c->meeting_id, &m) ?
	    m.kind : c->kind;

	if (word.len == 0) {
		return NULL;
	}
	kind = statutes_meeting(st, word, tier);
	return kind != NULL && kind->quorum_said ? kind : NULL;
}

static struct door_quorum
as_said(const struct statutes *st, bool none, struct fraction share,
    size_t rule)
{
	const struct rule *r = &st->rules.at[rule];

	return (struct door_quorum){ .said = true, .text = r->text,
		.share = none ? (struct fraction){ 0, 1, false } : share,
		.article = st->articles.at[r->article].title };
}

static struct door_quorum
of_statutes(struct ctx *cx, const struct conference *c, struct date on)
{
	const struct statutes *st = statutes_in_force(cx, on);
	const struct meeting_kind *kind;
	const struct quorum_rule *rule;
	struct unit u;
	size_t tier;

	if (st == NULL || !org_unit(cx, c->unit_id, &u)) {
		return (struct door_quorum){ .said = false };
	}
	tier = statutes_tier(st, u.tier);
	kind = kind_of(cx, st, c, tier);
	rule = statutes_quorum(st, tier);
	return kind != NULL ? as_said(st, kind->quorum_none, kind->quorum,
	    kind->rule) : rule != NULL ? as_said(st, rule->none, rule->share,
	    rule->rule) : (struct door_quorum){ .said = false };
}

struct door_quorum
door_quorum(struct ctx *cx, const struct conference *c, struct date on)
{
	struct door_quorum q = of_statutes(cx, c, on);
	struct delegate_rules r;

	if (!q.said && delegate_rules(cx, c->id, &r) && r.quorum_said) {
		q = (struct door_quorum){ .said = true, .share = r.quorum,
			.article = r.quorum_article,
			.text = arena_printf(cx->mem, STR_FMT " of all with a"
			    " vote", STR_ARG(fraction_text(cx->mem,
			    r.quorum))) };
	}
	return q;
}

static void
judge_quorum(struct ctx *cx, const struct conference *c, struct date on,
    struct door_hall *hall)
{
	struct door_quorum q = door_quorum(cx, c, on);

	hall->needed = !q.said ? -1 : q.share.num == 0 ? 0 :
	    fraction_of(q.share, hall->entitled);
	hall->article = q.said ? q.article : S("");
	hall->share = q.share.num > 0 ? fraction_text(cx->mem, q.share) :
	    S("");
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
	judge_quorum(cx, &c, cx->today, &hall);
	return hall;
}

/* Where somebody is after a passage. */
static enum participant_presence
after(enum passage_kind kind)
{
	return kind == PASSED_IN || kind == PASSED_BACK ? IN_THE_HALL :
	    kind == CAME_ONLINE ? HERE_ONLINE : WENT_OUT;
}

struct door_hall
door_hall_at(struct ctx *cx, int64_t conference_id, int64_t moment)
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
		count(&hall, r.online_counts, q_get_int(&q, 0) != 0,
		    after((enum passage_kind)q_get_int(&q, 1)), 1);
	}
	judge_quorum(cx, &c, date_of_moment(moment), &hall);
	return hall;
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
