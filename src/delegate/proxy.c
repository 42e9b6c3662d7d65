/* proxy.c - who casts the vote of another (DELE-6). */
#include "delegate/delegate.h"

#include "db/db.h"
#include "delegate/delegate_own.h"

#include "delegate/delegate.sql.h"

static int64_t
holder_now(struct ctx *cx, int64_t giver)
{
	struct query q = db_query(cx->db, &sql_proxy_holder_now);

	q_set_int(&q, ":giver", giver);
	return q_number(&q);
}

static int64_t
held_now(struct ctx *cx, int64_t holder)
{
	struct query q = db_query(cx->db, &sql_proxy_held_now);

	q_set_int(&q, ":holder", holder);
	return q_number(&q);
}

static enum delegate_err
check_proxy(struct ctx *cx, const struct participant *g,
    const struct participant *h)
{
	struct delegate_rules r;

	if (!delegate_rules(cx, g->conference_id, &r) || r.proxies_max == 0) {
		return DELEGATE_NO_PROXIES;
	}
	if (g->conference_id != h->conference_id) {
		return DELEGATE_NO_ONE;
	}
	if (!g->voting || !h->voting) {
		return DELEGATE_NO_VOTE;
	}
	if (g->id == h->id) {
		return DELEGATE_PROXY_SELF;
	}
	if (holder_now(cx, g->id) != 0) {
		return DELEGATE_PROXY_GIVEN;
	}
	if (holder_now(cx, h->id) != 0 || held_now(cx, g->id) > 0) {
		return DELEGATE_PROXY_HANDED_ON;
	}
	return held_now(cx, h->id) >= r.proxies_max ? DELEGATE_PROXY_FULL :
	    DELEGATE_OK;
}

enum delegate_err
delegate_give_proxy(struct ctx *cx, int64_t giver, int64_t holder,
    int64_t *out_id)
{
	struct participant g, h;
	struct conference c;
	enum delegate_err err = delegate_participant(cx, giver, &g, &c);
	struct query q;

	if (err == DELEGATE_OK) {
		err = delegate_participant(cx, holder, &h, &c);
	}
	if (err == DELEGATE_OK) {
		err = check_proxy(cx, &g, &h);
	}
	if (err != DELEGATE_OK) {
		return err;
	}
	*out_id = db_new_id(cx->db, "proxy");
	q = db_query(cx->db, &sql_proxy_add);
	q_set_int(&q, ":id", *out_id);
	q_set_int(&q, ":conference_id", c.id);
	q_set_int(&q, ":giver", giver);
	q_set_int(&q, ":holder", holder);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	delegate_note(cx, "delegate.give_proxy", &c, 0, g.member_id);
	return DELEGATE_OK;
}

enum delegate_err
delegate_end_proxy(struct ctx *cx, int64_t giver)
{
	struct participant g;
	struct conference c;
	enum delegate_err err = delegate_participant(cx, giver, &g, &c);
	struct query q;

	if (err != DELEGATE_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_proxy_end);
	q_set_int(&q, ":giver", giver);
	q_set_int(&q, ":at", cx->now);
	if (q_changed(&q) == 0) {
		return DELEGATE_NO_ONE;
	}
	delegate_note(cx, "delegate.end_proxy", &c, 0, g.member_id);
	return DELEGATE_OK;
}

void
proxy_end_all(struct ctx *cx, int64_t participant_id)
{
	struct query q = db_query(cx->db, &sql_proxy_end);

	q_set_int(&q, ":giver", participant_id);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
	q = db_query(cx->db, &sql_proxy_end_held);
	q_set_int(&q, ":holder", participant_id);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
}

void
delegate_proxies(struct ctx *cx, int64_t conference_id, int64_t at,
    struct proxy **out, size_t *out_len)
{
	struct LIST(struct proxy) list = { 0 };
	struct query q = db_query(cx->db, &sql_proxy_list);

	q_set_int(&q, ":id", conference_id);
	q_set_int(&q, ":at", at);
	q_set_int(&q, ":max", PROXIES_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct proxy){
			.id = q_get_int(&q, 0),
			.giver = q_get_int(&q, 1),
			.holder = q_get_int(&q, 2),
			.giver_name = arena_copy(cx->mem, q_get_str(&q, 3)),
			.holder_name = arena_copy(cx->mem, q_get_str(&q, 4)),
			.giver_unit = arena_copy(cx->mem, q_get_str(&q, 5)),
			.holder_unit = arena_copy(cx->mem, q_get_str(&q, 6)),
			.giver_number = (int)q_get_int(&q, 7),
			.holder_number = (int)q_get_int(&q, 8),
			.from_at = q_get_int(&q, 9),
			.until_at = q_get_id(&q, 10),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

void
delegate_votes_for(struct ctx *cx, int64_t participant_id, int64_t at,
    int64_t **out, size_t *out_len)
{
	struct LIST(int64_t) list = { 0 };
	struct query q = db_query(cx->db, &sql_proxy_votes_for);

	q_set_int(&q, ":holder", participant_id);
	q_set_int(&q, ":at", at);
	q_set_int(&q, ":max", PROXIES_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = q_get_int(&q, 0);
	}
	*out = list.at;
	*out_len = list.len;
}

int64_t
delegate_voted_by(struct ctx *cx, int64_t participant_id, int64_t at)
{
	struct query q = db_query(cx->db, &sql_proxy_voted_by);

	q_set_int(&q, ":giver", participant_id);
	q_set_int(&q, ":at", at);
	return q_number(&q);
}
