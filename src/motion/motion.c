/* motion.c - motions: handed in, arranged, decided. */
#include "motion/motion.h"

#include <assert.h>

#include "db/change.h"
#include "meeting/meeting.h"
#include "motion/motion_own.h"
#include "org/org.h"

#include "motion/motion.sql.h"

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	MOTION_ERRORS(X)
#undef X
};

int
motion_err_status(enum motion_err err)
{
	assert(err < MOTION_ERR_COUNT);
	return errors[err].status;
}

const char *
motion_err_text(enum motion_err err)
{
	assert(err < MOTION_ERR_COUNT);
	return errors[err].text;
}

/* ---- shared ------------------------------------------------------------ */

void
motion_note(struct ctx *cx, const char *verb, int64_t conference_id,
    int64_t unit_id, int64_t id)
{
	change_add(cx, verb, (struct change){ .unit_id = unit_id,
	    .kind = "motion", .object_id = id });
	conference_touch(cx, conference_id);
}

bool
motion_is_decision(enum motion_state state)
{
	return state == MOTION_CARRIED || state == MOTION_NOT_CARRIED ||
	    state == MOTION_REFERRED;
}

enum motion_err
motion_may_hand_in(struct ctx *cx, int64_t conference_id, struct date until,
    int64_t unit_id, int64_t meeting_id)
{
	struct conference c;
	struct meeting meeting;
	struct unit unit;

	if (!conference_read(cx, conference_id, &c)) {
		return MOTION_NO_CONFERENCE;
	}
	if (c.state == CONFERENCE_OVER || c.state == CONFERENCE_CANCELLED) {
		return MOTION_OVER;
	}
	if (date_known(until) && date_cmp(cx->today, until) > 0) {
		return MOTION_TOO_LATE;
	}
	if (!org_unit(cx, unit_id, &unit)) {
		return MOTION_NO_UNIT;
	}
	if (meeting_id != 0 && (!meeting_read(cx, meeting_id, &meeting) ||
	    meeting.unit_id != unit_id)) {
		return MOTION_NO_MEETING;
	}
	return MOTION_OK;
}

/* ---- the rule ---------------------------------------------------------- */

struct motion_rule
motion_rule(struct ctx *cx, int64_t conference_id)
{
	struct motion_rule rule = { DATE_NONE, DATE_NONE, S("") };
	struct query q = db_query(cx->db, &sql_motion_rule_of);

	q_set_int(&q, ":id", conference_id);
	if (q_row(&q)) {
		rule.motions_until = q_get_date(&q, 0);
		rule.amendments_until = q_get_date(&q, 1);
		rule.article = arena_copy(cx->mem, q_get_str(&q, 2));
	}
	q_end(&q);
	return rule;
}

enum motion_err
motion_set_rule(struct ctx *cx, int64_t conference_id,
    const struct motion_rule *rule)
{
	struct conference c;
	struct query q;

	if (!conference_read(cx, conference_id, &c)) {
		return MOTION_NO_CONFERENCE;
	}
	if (rule->article.len > MOTION_LINE_MAX) {
		return MOTION_TOO_LONG;
	}
	q = db_query(cx->db, &sql_motion_rule_put);
	q_set_int(&q, ":id", conference_id);
	q_set_date(&q, ":motions_until", rule->motions_until);
	q_set_date(&q, ":amendments_until", rule->amendments_until);
	q_set_str(&q, ":article", rule->article);
	q_run(&q);
	motion_note(cx, "motion.rule", conference_id, c.unit_id, 0);
	return MOTION_OK;
}

/* ---- reading ----------------------------------------------------------- */

static struct motion
motion_row(struct ctx *cx, struct query *q)
{
	return (struct motion){
		.id = q_get_int(q, 0),
		.conference_id = q_get_int(q, 1),
		.unit_id = q_get_int(q, 2),
		.meeting_id = q_get_id(q, 3),
		.leading_id = q_get_id(q, 4),
		.public_id = arena_copy(cx->mem, q_get_str(q, 5)),
		.title = arena_copy(cx->mem, q_get_str(q, 6)),
		.topic = arena_copy(cx->mem, q_get_str(q, 7)),
		.unit_name = arena_copy(cx->mem, q_get_str(q, 8)),
		.number = (int)q_get_int(q, 9),
		.position = (int)q_get_int(q, 10),
		.state = (enum motion_state)q_get_int(q, 11),
		.handed_in_at = q_get_int(q, 12),
		.decided_at = q_get_id(q, 13),
	};
}

bool
motion_read(struct ctx *cx, int64_t id, struct motion *out)
{
	struct query q = db_query(cx->db, &sql_motion_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = motion_row(cx, &q);
	out->text = arena_copy(cx->mem, q_get_str(&q, 14));
	out->reason = arena_copy(cx->mem, q_get_str(&q, 15));
	out->final_text = arena_copy(cx->mem, q_get_str(&q, 16));
	q_end(&q);
	return true;
}

bool
motion_by_public(struct ctx *cx, str public_id, struct motion *out)
{
	struct query q = db_query(cx->db, &sql_motion_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return motion_read(cx, q_number(&q), out);
}

void
motion_list(struct ctx *cx, int64_t conference_id, struct motion **out,
    size_t *out_len)
{
	struct LIST(struct motion) list = { 0 };
	struct query q = db_query(cx->db, &sql_motions);

	q_set_int(&q, ":id", conference_id);
	q_set_int(&q, ":max", MOTIONS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = motion_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- handing in -------------------------------------------------------- */

static enum motion_err
check_texts(const struct motion *m)
{
	if (m->title.len == 0) {
		return MOTION_NO_TITLE;
	}
	if (str_trim(m->text).len == 0) {
		return MOTION_NO_TEXT;
	}
	return m->title.len > MOTION_LINE_MAX ||
	    m->text.len > MOTION_TEXT_MAX || m->reason.len > MOTION_TEXT_MAX ?
	    MOTION_TOO_LONG : MOTION_OK;
}

enum motion_err
motion_hand_in(struct ctx *cx, const struct motion *m, int64_t *out_id)
{
	enum motion_err err = motion_may_hand_in(cx, m->conference_id,
	    motion_rule(cx, m->conference_id).motions_until, m->unit_id,
	    m->meeting_id);
	int64_t id, number;
	struct query q;

	if (err == MOTION_OK) {
		err = check_texts(m);
	}
	if (err != MOTION_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_motion_last_number);
	q_set_int(&q, ":id", m->conference_id);
	number = q_number(&q) + 1;
	if (number > MOTIONS_MAX) {
		return MOTION_TOO_MANY;
	}
	id = db_new_id(cx->db, "motion");
	q = db_query(cx->db, &sql_motion_insert);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":conference_id", m->conference_id);
	q_set_int(&q, ":number", number);
	q_set_str(&q, ":title", m->title);
	q_set_str(&q, ":text", str_trim(m->text));
	q_set_str(&q, ":reason", str_trim(m->reason));
	q_set_int(&q, ":unit_id", m->unit_id);
	q_set_id(&q, ":meeting_id", m->meeting_id);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	motion_note(cx, "motion.hand_in", m->conference_id, m->unit_id, id);
	*out_id = id;
	return MOTION_OK;
}

/* ---- deciding ---------------------------------------------------------- */

/* final_text "": none. */
static void
set_state(struct ctx *cx, int64_t id, enum motion_state state, str final_text)
{
	struct query q = db_query(cx->db, &sql_motion_set_state);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":state", state);
	q_set_int(&q, ":at", cx->now);
	if (final_text.len == 0) {
		q_set_null(&q, ":final_text");
	} else {
		q_set_str(&q, ":final_text", final_text);
	}
	q_run(&q);
}

enum motion_err
motion_check_open(enum motion_state state)
{
	return state == MOTION_OPEN ? MOTION_OK :
	    motion_is_decision(state) ? MOTION_DECIDED : MOTION_NOT_OPEN;
}

bool
motion_on_vote(struct ctx *cx, int64_t id)
{
	struct query q = db_query(cx->db, &sql_motion_vote_not_over);

	q_set_int(&q, ":id", id);
	return q_number(&q) != 0;
}

/* MOTI-6, MOTI-9. */
static enum motion_err
check_free(struct ctx *cx, const struct motion *m)
{
	enum motion_err err = motion_check_open(m->state);

	return err == MOTION_OK && motion_on_vote(cx, m->id) ?
	    MOTION_ON_VOTE : err;
}

/* Whether one of its amendments is in such a state. */
static bool
has_amendment(const struct amendment *list, size_t len, bool decided)
{
	for (size_t i = 0; i < len; i++) {
		if (decided ? motion_is_decision(list[i].state) :
		    list[i].state == MOTION_OPEN) {
			return true;
		}
	}
	return false;
}

enum motion_err
motion_take_back(struct ctx *cx, int64_t id)
{
	struct amendment *list;
	struct motion m;
	enum motion_err err;
	size_t len;

	if (!motion_read(cx, id, &m)) {
		return MOTION_NONE;
	}
	err = check_free(cx, &m);
	if (err != MOTION_OK) {
		return err;
	}
	amendment_list(cx, id, &list, &len);
	if (has_amendment(list, len, true)) {
		return MOTION_DECIDED;
	}
	set_state(cx, id, MOTION_TAKEN_BACK, S(""));
	motion_note(cx, "motion.take_back", m.conference_id, m.unit_id, id);
	return MOTION_OK;
}

/* MOTI-7. */
static void
let_led_fall(struct ctx *cx, const struct motion *m)
{
	struct LIST(int64_t) led = { 0 };
	struct query q = db_query(cx->db, &sql_motions_led);

	q_set_int(&q, ":id", m->conference_id);
	q_set_int(&q, ":leading_id", m->id);
	q_set_int(&q, ":max", MOTIONS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &led) = q_get_int(&q, 0);
	}
	for (size_t i = 0; i < led.len; i++) {
		set_state(cx, led.at[i], MOTION_FELL, S(""));
	}
}

enum motion_err
motion_decide(struct ctx *cx, int64_t id, enum motion_state state)
{
	struct amendment *list;
	struct motion m;
	enum motion_err err;
	size_t len;

	assert(motion_is_decision(state));
	if (!motion_read(cx, id, &m)) {
		return MOTION_NONE;
	}
	err = check_free(cx, &m);
	if (err != MOTION_OK) {
		return err;
	}
	amendment_list(cx, id, &list, &len);
	if (state == MOTION_CARRIED && has_amendment(list, len, false)) {
		return MOTION_AMENDMENTS_OPEN;
	}
	set_state(cx, id, state, state != MOTION_CARRIED ? S("") :
	    motion_amended(cx->mem, m.text, list, len));
	if (state == MOTION_CARRIED) {
		let_led_fall(cx, &m);
	}
	motion_note(cx, "motion.decide", m.conference_id, m.unit_id, id);
	return MOTION_OK;
}

enum motion_err
motion_may_vote(struct ctx *cx, int64_t id)
{
	struct amendment *list;
	struct motion m;
	enum motion_err err;
	size_t len;

	if (!motion_read(cx, id, &m)) {
		return MOTION_NONE;
	}
	err = motion_check_open(m.state);
	if (err != MOTION_OK) {
		return err;
	}
	amendment_list(cx, id, &list, &len);
	return has_amendment(list, len, false) ? MOTION_AMENDMENTS_OPEN :
	    MOTION_OK;
}

/* ---- taking a decision back (MOTI-10) ---------------------------------- */

enum motion_err
motion_may_reopen(struct ctx *cx, int64_t id)
{
	struct query q = db_query(cx->db, &sql_motion_resolution);
	struct motion m;

	q_set_int(&q, ":id", id);
	if (q_number(&q) != 0) {
		return MOTION_RESTED_ON;
	}
	return motion_read(cx, id, &m) ? MOTION_OK : MOTION_NONE;
}

enum motion_err
motion_reopen(struct ctx *cx, int64_t id)
{
	enum motion_err err = motion_may_reopen(cx, id);
	struct motion m;
	struct query q;

	if (err != MOTION_OK || !motion_read(cx, id, &m) ||
	    !motion_is_decision(m.state)) {
		return err;
	}
	q = db_query(cx->db, &sql_motion_reopen_led);
	q_set_int(&q, ":id", id);
	q_set_int(&q, ":conference_id", m.conference_id);
	q_set_int(&q, ":at", m.decided_at);
	q_run(&q);
	q = db_query(cx->db, &sql_motion_set_open);
	q_set_int(&q, ":id", id);
	q_run(&q);
	motion_note(cx, "motion.reopen", m.conference_id, m.unit_id, id);
	return MOTION_OK;
}

enum motion_err
motion_may_undecide(struct ctx *cx, int64_t id)
{
	struct query q;
	struct motion m;

	if (!motion_read(cx, id, &m)) {
		return MOTION_NONE;
	}
	if (!motion_is_decision(m.state)) {
		return MOTION_NOT_DECIDED;
	}
	q = db_query(cx->db, &sql_motion_deciding_vote);
	q_set_int(&q, ":id", id);
	return q_number(&q) != 0 ? MOTION_BY_VOTE : motion_may_reopen(cx, id);
}

enum motion_err
motion_undecide(struct ctx *cx, int64_t id)
{
	enum motion_err err = motion_may_undecide(cx, id);

	return err == MOTION_OK ? motion_reopen(cx, id) : err;
}

/* ---- arranging --------------------------------------------------------- */

/* A motion that leads is not itself taken together with another. */
static enum motion_err
check_leading(struct ctx *cx, const struct motion *m, int64_t leading_id)
{
	struct motion leading;

	if (leading_id == 0) {
		return MOTION_OK;
	}
	if (!motion_read(cx, leading_id, &leading) ||
	    leading.conference_id != m->conference_id) {
		return MOTION_NONE;
	}
	return leading_id == m->id || leading.leading_id != 0 ?
	    MOTION_LEADS_ITSELF : MOTION_OK;
}

enum motion_err
motion_arrange(struct ctx *cx, int64_t id, str topic, int position,
    int64_t leading_id)
{
	struct motion m;
	enum motion_err err;
	struct query q;

	if (!motion_read(cx, id, &m)) {
		return MOTION_NONE;
	}
	err = check_leading(cx, &m, leading_id);
	if (err != MOTION_OK) {
		return err;
	}
	if (topic.len > MOTION_LINE_MAX) {
		return MOTION_TOO_LONG;
	}
	if (position != m.position) {
		q = db_query(cx->db, &sql_motion_make_room);
		q_set_int(&q, ":id", m.conference_id);
		q_set_int(&q, ":position", position);
		q_run(&q);
	}
	q = db_query(cx->db, &sql_motion_set_place);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":topic", topic);
	q_set_int(&q, ":position", position);
	q_set_id(&q, ":leading_id", leading_id);
	q_run(&q);
	motion_note(cx, "motion.arrange", m.conference_id, m.unit_id, id);
	return MOTION_OK;
}
