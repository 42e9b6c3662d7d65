/* vote_prepare.c - a vote is prepared, opened, annulled, repeated. */
#include "delegate/delegate.h"
#include "door/door.h"
#include "vote/vote_own.h"

#include "vote/vote.sql.h"

/* ---- what was typed ---------------------------------------------------- */

static const struct vote_choice answers[COUNT_ANSWERS] = {
	{ .position = 1, .text = S_INIT("For") },
	{ .position = 2, .text = S_INIT("Against") },
	{ .position = 3, .text = S_INIT("Abstain") },
};

static bool
is_twice(const struct vote_choice *choices, size_t i)
{
	for (size_t k = 0; k < i; k++) {
		if (str_eq(choices[k].text, choices[i].text)) {
			return true;
		}
	}
	return false;
}

static enum vote_err
check_choices(struct ctx *cx, const struct vote_new *in)
{
	struct participant p;

	if (in->choices_len < 2) {
		return VOTE_CHOICES;
	}
	if (in->choices_len > VOTE_CHOICES_MAX) {
		return VOTE_TOO_MANY_CHOICES;
	}
	for (size_t i = 0; i < in->choices_len; i++) {
		const struct vote_choice *c = &in->choices[i];

		if (c->text.len == 0 || is_twice(in->choices, i)) {
			return VOTE_CHOICES;
		}
		if (c->text.len > VOTE_LINE_MAX) {
			return VOTE_TOO_LONG;
		}
		if (c->participant_id != 0 && (!participant_read(cx,
		    c->participant_id, &p) ||
		    p.conference_id != in->conference_id)) {
			return VOTE_CHOICES;
		}
	}
	return VOTE_OK;
}

static enum vote_err
check_seats(const struct vote_new *in)
{
	if (in->kind == VOTE_QUESTION || in->kind == VOTE_ONE) {
		return in->seats > 1 ? VOTE_SEATS : VOTE_OK;
	}
	return in->seats < 0 || (size_t)in->seats >= in->choices_len ?
	    VOTE_SEATS : VOTE_OK;
}

static enum vote_err
check_place(struct ctx *cx, const struct vote_new *in)
{
	struct conference c;
	struct item item;
	struct vote first;

	if (!conference_read(cx, in->conference_id, &c)) {
		return VOTE_NO_CONFERENCE;
	}
	if (c.state == CONFERENCE_OVER || c.state == CONFERENCE_CANCELLED) {
		return VOTE_CONFERENCE_OVER;
	}
	if (in->item_id != 0 && (!item_read(cx, in->item_id, &item) ||
	    item.conference_id != in->conference_id)) {
		return VOTE_NO_ITEM;
	}
	if (in->repeat_of != 0 && (!vote_read(cx, in->repeat_of, &first) ||
	    first.conference_id != in->conference_id)) {
		return VOTE_NONE;
	}
	return VOTE_OK;
}

static enum vote_err
check_new(struct ctx *cx, const struct vote_new *in)
{
	enum vote_err err = check_place(cx, in);

	if (err == VOTE_OK) {
		err = vote_line(in->question, VOTE_NO_QUESTION);
	}
	if (err == VOTE_OK && in->kind != VOTE_QUESTION) {
		err = check_choices(cx, in);
	}
	if (err == VOTE_OK) {
		err = check_seats(in);
	}
	if (err == VOTE_OK && in->seed.len > COUNT_SEED_MAX) {
		err = VOTE_TOO_LONG;
	}
	if (err == VOTE_OK) {
		err = vote_check_about(cx, in);
	}
	if (err == VOTE_OK && in->way == VOTE_BY_HAND &&
	    vote_is_ranked(in->kind)) {
		err = VOTE_KIND_BY_HAND;
	}
	return err;
}

/* ---- preparing --------------------------------------------------------- */

/*
 * Where nothing was chosen: the statutes, and where they are silent what most
 * assemblies do.
 */
static enum vote_err
choose_rule(struct ctx *cx, struct vote *v, struct vote_judged *out)
{
	bool free_rule = v->rule == 0, free_quorum = v->quorum == 0;
	enum vote_err err;

	if (vote_is_ranked(v->kind)) {
		v->rule = MAJORITY_MOST;
		free_rule = false;
	} else if (free_rule) {
		v->rule = MAJORITY_OF_STATUTES;
	}
	if (free_quorum) {
		v->quorum = QUORUM_OF_STATUTES;
	}
	err = vote_judge_rule(cx, v, out);
	if (err == VOTE_RULE_SILENT && free_rule) {
		v->rule = v->kind == VOTE_QUESTION ? MAJORITY_HALF_CAST :
		    MAJORITY_MOST;
		err = vote_judge_rule(cx, v, out);
	}
	if (err == VOTE_QUORUM_SILENT && free_quorum) {
		v->quorum = QUORUM_NONE;
		err = vote_judge_rule(cx, v, out);
	}
	return err;
}

static void
set_judged(struct query *q, const struct vote_judged *j)
{
	q_set_int(q, ":rule_num", j->majority.share.num);
	q_set_int(q, ":rule_den", j->majority.share.den);
	q_set_int(q, ":rule_more", j->majority.share.more);
	q_set_int(q, ":rule_of", j->majority.of);
	q_set_str(q, ":rule_article", j->rule_article);
	q_set_str(q, ":rule_text", j->rule_text);
	q_set_int(q, ":quorum_num", j->quorum.num);
	q_set_int(q, ":quorum_den", j->quorum.den);
	q_set_int(q, ":quorum_more", j->quorum.more);
	q_set_str(q, ":quorum_article", j->quorum_article);
	q_set_str(q, ":quorum_text", j->quorum_text);
	q_set_int(q, ":tie_rule", j->tie_rule);
	q_set_str(q, ":tie_article", j->tie_article);
}

static void
insert_vote(struct ctx *cx, const struct vote *v, const struct vote_judged *j)
{
	struct query q = db_query(cx->db, &sql_vote_insert);

	set_judged(&q, j);
	q_set_int(&q, ":id", v->id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":conference_id", v->conference_id);
	q_set_id(&q, ":item_id", v->item_id);
	q_set_id(&q, ":repeat_of", v->repeat_of);
	q_set_int(&q, ":number", v->number);
	q_set_str(&q, ":question", v->question);
	q_set_str(&q, ":subject", v->subject);
	q_set_int(&q, ":kind", v->kind);
	q_set_int(&q, ":way", v->way);
	q_set_int(&q, ":seats", v->seats);
	q_set_int(&q, ":who", v->who);
	q_set_int(&q, ":proxies", v->proxies);
	q_set_int(&q, ":keys", v->keys);
	q_set_int(&q, ":rule", v->rule);
	q_set_int(&q, ":quorum", v->quorum);
	q_set_id(&q, ":motion_id", v->motion_id);
	q_set_id(&q, ":amendment_id", v->amendment_id);
	q_set_int(&q, ":unranked", v->unranked);
	q_set_str(&q, ":seed", v->seed);
	q_set_int(&q, ":prepared_at", cx->now);
	q_set_id(&q, ":prepared_by", cx->account);
	q_run(&q);
}

static void
insert_choices(struct ctx *cx, int64_t id, const struct vote_choice *choices,
    size_t len)
{
	for (size_t i = 0; i < len; i++) {
		struct query q = db_query(cx->db, &sql_vote_choice_insert);

		q_set_int(&q, ":vote_id", id);
		q_set_int(&q, ":position", (int64_t)i + 1);
		q_set_str(&q, ":text", choices[i].text);
		q_set_id(&q, ":participant_id", choices[i].participant_id);
		q_run(&q);
	}
}

static struct vote
vote_of_new(const struct vote_new *in)
{
	return (struct vote){
		.conference_id = in->conference_id,
		.item_id = in->item_id,
		.repeat_of = in->repeat_of,
		.motion_id = in->motion_id,
		.amendment_id = in->amendment_id,
		.unranked = in->kind == VOTE_SCHULZE && in->unranked != 0 ?
		    in->unranked : COUNT_UNRANKED_LAST,
		.question = in->question,
		.subject = in->subject,
		.kind = in->kind,
		.way = in->way,
		.seats = in->seats > 0 ? in->seats : 1,
		.who = in->who != 0 ? in->who : PRESENT_BEFORE_CLOSE,
		.proxies = in->proxies,
		.keys = in->way != VOTE_SECRETLY ? KEYS_NONE :
		    in->keys == KEYS_OF_SERVER ? KEYS_OF_SERVER :
		    KEYS_OF_TRUSTEES,
		.tie_rule = in->tie_rule,
		.seed = in->seed,
		.rule = in->rule,
		.quorum = in->quorum,
	};
}

static int
last_number(struct ctx *cx, int64_t conference_id)
{
	struct query q = db_query(cx->db, &sql_vote_last_number);

	q_set_int(&q, ":conference_id", conference_id);
	return (int)q_number(&q);
}

enum vote_err
vote_prepare(struct ctx *cx, const struct vote_new *in, int64_t *out_id)
{
	enum vote_err err = check_new(cx, in);
	struct vote v = vote_of_new(in);
	struct vote_judged judged;

	if (err == VOTE_OK) {
		err = choose_rule(cx, &v, &judged);
	}
	if (err != VOTE_OK) {
		return err;
	}
	v.number = last_number(cx, v.conference_id) + 1;
	if (v.number > VOTES_MAX) {
		return VOTE_FULL;
	}
	v.id = db_new_id(cx->db, "vote");
	insert_vote(cx, &v, &judged);
	if (v.kind == VOTE_QUESTION) {
		insert_choices(cx, v.id, answers, COUNT_ANSWERS);
	} else {
		insert_choices(cx, v.id, in->choices, in->choices_len);
	}
	vote_note(cx, "vote.prepare", &v);
	*out_id = v.id;
	return VOTE_OK;
}

enum vote_err
vote_repeat(struct ctx *cx, int64_t id, int64_t *out_id)
{
	struct vote v;
	struct vote_choice *choices;
	struct vote_new in;
	size_t len;

	if (!vote_read(cx, id, &v)) {
		return VOTE_NONE;
	}
	if (v.state < VOTE_TIED) {
		return v.state == VOTE_CLOSED ? VOTE_NO_RESULT :
		    VOTE_NOT_CLOSED;
	}
	vote_choices(cx, id, &choices, &len);
	in = (struct vote_new){
		.conference_id = v.conference_id, .item_id = v.item_id,
		.repeat_of = v.id, .motion_id = v.motion_id,
		.amendment_id = v.amendment_id, .question = v.question,
		.subject = v.subject, .kind = v.kind, .way = v.way,
		.who = v.who, .keys = v.keys, .unranked = v.unranked,
		.tie_rule = v.tie_article.len > 0 ? 0 : v.tie_rule,
		.rule = v.rule, .quorum = v.quorum, .proxies = v.proxies,
		.seats = v.seats, .choices = choices, .choices_len = len,
	};
	return vote_prepare(cx, &in, out_id);
}

/* ---- opening ----------------------------------------------------------- */

static void
set_open(struct ctx *cx, const struct vote *v, const struct vote_judged *j)
{
	struct door_hall hall = door_hall(cx, v->conference_id);
	struct query q = db_query(cx->db, &sql_vote_set_open);

	set_judged(&q, j);
	q_set_int(&q, ":id", v->id);
	q_set_int(&q, ":at", cx->now);
	q_set_str(&q, ":seed", vote_seed(cx, v, j->tie_rule));
	q_set_int(&q, ":entitled", hall.entitled);
	q_set_int(&q, ":present", hall.present);
	q_run(&q);
}

static bool
is_here(struct ctx *cx, int64_t participant_id)
{
	struct participant p;

	return participant_read(cx, participant_id, &p) &&
	    p.state == TAKES_PART && (p.presence == IN_THE_HALL ||
	    p.presence == HERE_ONLINE);
}

/* Those who gave a proxy to somebody who is here. */
static void
fill_givers(struct ctx *cx, const struct vote *v)
{
	struct proxy *proxies;
	size_t len;

	delegate_proxies(cx, v->conference_id, cx->now, &proxies, &len);
	for (size_t i = 0; i < len; i++) {
		if (is_here(cx, proxies[i].holder)) {
			vote_add_to_roll(cx, v->id, proxies[i].giver);
		}
	}
}

static void
fill_roll(struct ctx *cx, const struct vote *v)
{
	struct query q = db_query(cx->db, &sql_vote_roll_fill);

	q_set_int(&q, ":vote_id", v->id);
	q_set_int(&q, ":conference_id", v->conference_id);
	q_run(&q);
	if (v->proxies) {
		fill_givers(cx, v);
	}
}

enum vote_err
vote_open(struct ctx *cx, int64_t id)
{
	struct vote v;
	struct conference c;
	struct vote_judged judged;
	enum vote_err err;

	if (!vote_read(cx, id, &v)) {
		return VOTE_NONE;
	}
	if (v.state != VOTE_PREPARED) {
		return VOTE_NOT_PREPARED;
	}
	if (vote_open_one(cx, v.conference_id) != 0) {
		return VOTE_OTHER_OPEN;
	}
	if (!conference_read(cx, v.conference_id, &c) ||
	    c.state == CONFERENCE_OVER || c.state == CONFERENCE_CANCELLED) {
		return VOTE_CONFERENCE_OVER;
	}
	err = vote_judge_rule(cx, &v, &judged);
	if (err == VOTE_OK) {
		err = vote_may_put(cx, &v);
	}
	if (err == VOTE_OK && v.way == VOTE_SECRETLY) {
		err = vote_make_keys(cx, &v);
	}
	if (err != VOTE_OK) {
		return err;
	}
	door_settle_online(cx, v.conference_id);
	vote_put(cx, &v);
	set_open(cx, &v, &judged);
	fill_roll(cx, &v);
	vote_note(cx, "vote.open", &v);
	return VOTE_OK;
}

/* ---- annulling --------------------------------------------------------- */

enum vote_err
vote_annul(struct ctx *cx, int64_t id, str reason)
{
	enum vote_err err = vote_line(reason, VOTE_NO_REASON);
	struct vote v;
	struct query q;

	if (!vote_read(cx, id, &v)) {
		return VOTE_NONE;
	}
	if (v.state == VOTE_ANNULLED) {
		return VOTE_OVER;
	}
	if (err == VOTE_OK) {
		err = vote_may_take_back(cx, &v);
	}
	if (err != VOTE_OK) {
		return err;
	}
	vote_take_back(cx, &v);
	if (v.state == VOTE_IS_OPEN) {
		vote_strip(cx, &v);
	}
	vote_run(cx, &sql_mark_drop, id);
	q = db_query(cx->db, &sql_vote_set_annulled);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":reason", reason);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
	vote_note(cx, "vote.annul", &v);
	return VOTE_OK;
}
