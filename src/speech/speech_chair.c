/* speech_chair.c - giving the floor, and all else a chair does with a list. */
#include "conference/conference.h"
#include "db/db.h"
#include "speech/speech.h"
#include "speech/speech_own.h"

#include "speech/speech.sql.h"

/* ---- steps (SPEE-7) ---------------------------------------------------- */

static void
set_step(struct ctx *cx, struct speech_steps *steps, struct query *q,
    int64_t now_state)
{
	int64_t id = db_new_id(cx->db, "speech_step");

	if (steps->act_id == 0) {
		steps->act_id = id;
	}
	*q = db_query(cx->db, &sql_speech_step_insert);
	q_set_int(q, ":id", id);
	q_set_int(q, ":act_id", steps->act_id);
	q_set_int(q, ":item_id", steps->item_id);
	q_set_int(q, ":act", steps->act);
	q_set_int(q, ":now_state", now_state);
	q_set_int(q, ":at", cx->now);
	q_set_id(q, ":entered_by", cx->account);
}

void
speech_step(struct ctx *cx, struct speech_steps *steps,
    const struct speech *before, enum speech_state now)
{
	struct query q;

	set_step(cx, steps, &q, now);
	q_set_int(&q, ":speech_id", before->id);
	q_set_int(&q, ":was_state", before->state);
	q_set_id(&q, ":was_put_back_at", before->put_back_at);
	q_set_id(&q, ":was_started_at", before->started_at);
	q_set_id(&q, ":was_ended_at", before->ended_at);
	q_set_id(&q, ":was_paused_at", before->paused_at);
	q_set_int(&q, ":was_paused_seconds", before->paused_seconds);
	q_set_int(&q, ":was_seconds", before->seconds);
	q_run(&q);
}

/* How the list itself was before, and the state it has now. */
static void
speech_step_list(struct ctx *cx, struct speech_steps *steps,
    const struct item *before, enum list_state now)
{
	struct query q;

	set_step(cx, steps, &q, now);
	q_set_null(&q, ":speech_id");
	q_set_int(&q, ":was_state", before->list);
	q_set_null(&q, ":was_put_back_at");
	q_set_null(&q, ":was_started_at");
	q_set_null(&q, ":was_ended_at");
	q_set_null(&q, ":was_paused_at");
	q_set_int(&q, ":was_paused_seconds", 0);
	q_set_int(&q, ":was_seconds", before->speech_seconds);
	q_run(&q);
}

static void
write_item(struct ctx *cx, int64_t id, enum list_state list, int seconds)
{
	struct query q = db_query(cx->db, &sql_speech_set_item);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":list_state", list);
	q_set_int(&q, ":seconds", seconds);
	q_run(&q);
}

/* ---- calling ----------------------------------------------------------- */

static enum speech_err
open_item(struct ctx *cx, int64_t item_id, struct item *out)
{
	struct item item;

	if (!item_read(cx, item_id, &item)) {
		return SPEECH_NO_ITEM;
	}
	if (item.state != ITEM_OPEN) {
		return SPEECH_ITEM_NOT_OPEN;
	}
	*out = item;
	return SPEECH_OK;
}

static int
seconds_for(const struct item *item, enum speech_kind kind)
{
	if (kind == SPEECH_REPORT) {
		return item->minutes * 60;
	}
	if (kind != SPEECH_ORDER) {
		return item->speech_seconds;
	}
	return item->speech_seconds == 0 ||
	    item->speech_seconds > SPEECH_ORDER_SECONDS ?
	    SPEECH_ORDER_SECONDS : item->speech_seconds;
}

/* A pause that goes on ends with the speech. */
static void
finish(struct speech *s, int64_t now)
{
	if (s->paused_at != 0) {
		s->paused_seconds += (int)(now - s->paused_at);
		s->paused_at = 0;
	}
	s->state = SPEECH_SPOKEN;
	s->ended_at = now;
}

static void
end_now(struct ctx *cx, struct speech_steps *steps, struct speech *s)
{
	struct speech before = *s;

	finish(s, cx->now);
	speech_write(cx, s);
	speech_step(cx, steps, &before, s->state);
}

enum speech_err
speech_call(struct ctx *cx, int64_t id)
{
	struct speech_steps steps = { .act = DID_CALL };
	struct speech s, before, now;
	enum speech_err err;
	struct item item;

	if (!speech_read(cx, id, &s)) {
		return SPEECH_NONE;
	}
	if (s.state == SPEECH_SPEAKING) {
		return SPEECH_SPEAKS;
	}
	if (s.state != SPEECH_WAITING && s.state != SPEECH_PUT_BACK) {
		return SPEECH_NOT_WAITING;
	}
	err = open_item(cx, s.item_id, &item);
	if (err != SPEECH_OK) {
		return err;
	}
	before = s;
	steps.item_id = s.item_id;
	if (speech_now(cx, s.item_id, &now)) {		/* SPEE-5 */
		end_now(cx, &steps, &now);
	}
	s.state = SPEECH_SPEAKING;
	s.started_at = cx->now;
	s.put_back_at = 0;
	s.sitting_id = item.sitting_id;
	s.seconds = seconds_for(&item, s.kind);
	speech_write(cx, &s);
	speech_step(cx, &steps, &before, s.state);
	speech_note(cx, "speech.call", s.conference_id, s.member_id);
	return SPEECH_OK;
}

static enum speech_err
who_speaks(struct ctx *cx, int64_t item_id, struct speech *out)
{
	struct item item;

	if (!item_read(cx, item_id, &item)) {
		return SPEECH_NO_ITEM;
	}
	return speech_now(cx, item_id, out) ? SPEECH_OK :
	    SPEECH_NOBODY_SPEAKS;
}

enum speech_err
speech_end(struct ctx *cx, int64_t item_id)
{
	struct speech_steps steps = { .act = DID_END, .item_id = item_id };
	struct speech s;
	enum speech_err err = who_speaks(cx, item_id, &s);

	if (err != SPEECH_OK) {
		return err;
	}
	end_now(cx, &steps, &s);
	speech_note(cx, "speech.end", s.conference_id, s.member_id);
	return SPEECH_OK;
}

/* ---- the clock (SPEE-6) ------------------------------------------------ */

static void
keep_step(struct ctx *cx, enum speech_act act, const struct speech *before,
    const struct speech *s, const char *verb)
{
	struct speech_steps steps = { .act = act, .item_id = s->item_id };

	speech_write(cx, s);
	speech_step(cx, &steps, before, s->state);
	speech_note(cx, verb, s->conference_id, s->member_id);
}

enum speech_err
speech_pause(struct ctx *cx, int64_t item_id)
{
	struct speech s, before;
	enum speech_err err = who_speaks(cx, item_id, &s);

	if (err != SPEECH_OK) {
		return err;
	}
	if (s.paused_at != 0) {
		return SPEECH_PAUSED;
	}
	before = s;
	s.paused_at = cx->now;
	keep_step(cx, DID_PAUSE, &before, &s, "speech.pause");
	return SPEECH_OK;
}

enum speech_err
speech_resume(struct ctx *cx, int64_t item_id)
{
	struct speech s, before;
	enum speech_err err = who_speaks(cx, item_id, &s);

	if (err != SPEECH_OK) {
		return err;
	}
	if (s.paused_at == 0) {
		return SPEECH_NOT_PAUSED;
	}
	before = s;
	s.paused_seconds += (int)(cx->now - s.paused_at);
	s.paused_at = 0;
	keep_step(cx, DID_RESUME, &before, &s, "speech.resume");
	return SPEECH_OK;
}

enum speech_err
speech_more(struct ctx *cx, int64_t item_id, int seconds)
{
	struct speech s, before;
	enum speech_err err = who_speaks(cx, item_id, &s);

	if (err != SPEECH_OK) {
		return err;
	}
	if (s.seconds == 0) {
		return SPEECH_NO_LIMIT;
	}
	if (seconds < -SPEECH_SECONDS_MAX || seconds > SPEECH_SECONDS_MAX ||
	    s.seconds + seconds > SPEECH_SECONDS_MAX) {
		return SPEECH_TOO_LONG;
	}
	before = s;
	s.seconds = s.seconds + seconds < 1 ? 1 : s.seconds + seconds;
	keep_step(cx, DID_MORE, &before, &s, "speech.more");
	return SPEECH_OK;
}

/* ---- back, and the list itself ----------------------------------------- */

enum speech_err
speech_put_back(struct ctx *cx, int64_t item_id)
{
	struct speech s, before, other;
	struct item item;
	enum speech_err err = open_item(cx, item_id, &item);

	if (err != SPEECH_OK) {
		return err;
	}
	if (!speech_now(cx, item_id, &s) && !speech_last(cx, item_id, &s)) {
		return SPEECH_NO_LAST;
	}
	if (s.state == SPEECH_SPOKEN && speech_of_person(cx, item_id,
	    s.participant_id, s.kind == SPEECH_ORDER, &other)) {
		return SPEECH_WAITS;				/* SPEE-2 */
	}
	before = s;
	s.state = SPEECH_PUT_BACK;
	s.put_back_at = cx->now;
	s.started_at = s.ended_at = s.paused_at = s.sitting_id = 0;
	s.paused_seconds = s.seconds = 0;
	keep_step(cx, DID_PUT_BACK, &before, &s, "speech.put_back");
	return SPEECH_OK;
}

enum speech_err
speech_set_list(struct ctx *cx, int64_t item_id, enum list_state list)
{
	struct speech_steps steps = { .act = DID_SET_LIST,
	    .item_id = item_id };
	struct item item;

	if (!item_read(cx, item_id, &item)) {
		return SPEECH_NO_ITEM;
	}
	if (item.state == ITEM_DONE || item.state == ITEM_DROPPED) {
		return SPEECH_ITEM_OVER;
	}
	if (item.list == list) {
		return list == LIST_OPEN ? SPEECH_LIST_OPEN :
		    SPEECH_LIST_CLOSED;
	}
	write_item(cx, item_id, list, item.speech_seconds);
	speech_step_list(cx, &steps, &item, list);
	speech_note(cx, list == LIST_OPEN ? "speech.open_list" :
	    "speech.close_list", item.conference_id, 0);
	return SPEECH_OK;
}

enum speech_err
speech_set_seconds(struct ctx *cx, int64_t item_id, int seconds)
{
	struct speech_steps steps = { .act = DID_SET_SECONDS,
	    .item_id = item_id };
	struct item item;

	if (!item_read(cx, item_id, &item)) {
		return SPEECH_NO_ITEM;
	}
	if (seconds < 0 || seconds > SPEECH_SECONDS_MAX) {
		return SPEECH_TOO_LONG;
	}
	write_item(cx, item_id, item.list, seconds);
	speech_step_list(cx, &steps, &item, item.list);
	speech_note(cx, "speech.set_seconds", item.conference_id, 0);
	return SPEECH_OK;
}

/* ---- undoing (SPEE-7) -------------------------------------------------- */

#define ACT_STEPS_MAX	2

struct step {
	int64_t			 act_id, speech_id;	/* 0: the list */
	enum speech_act		 act;
	struct speech		 was;
	int			 now_state;
};

/* The rows of the last act that stands, the last first. */
static size_t
read_steps(struct ctx *cx, int64_t item_id, struct step out[ACT_STEPS_MAX])
{
	struct query q = db_query(cx->db, &sql_speech_steps_last);
	size_t len = 0;

	q_set_int(&q, ":item_id", item_id);
	while (q_row(&q)) {
		struct step step = {
			.act_id = q_get_int(&q, 1),
			.act = (enum speech_act)q_get_int(&q, 2),
			.speech_id = q_get_id(&q, 3),
			.now_state = (int)q_get_int(&q, 11),
			.was = {
				.state = (enum speech_state)q_get_int(&q, 4),
				.put_back_at = q_get_id(&q, 5),
				.started_at = q_get_id(&q, 6),
				.ended_at = q_get_id(&q, 7),
				.paused_at = q_get_id(&q, 8),
				.paused_seconds = (int)q_get_int(&q, 9),
				.seconds = (int)q_get_int(&q, 10),
			},
		};

		if (len == 0 || step.act_id == out[0].act_id) {
			out[len++] = step;
		}
	}
	return len;
}

/* Whether what the step led to is still so. */
static bool
stands(struct ctx *cx, int64_t item_id, const struct step *step)
{
	struct speech s, other;
	struct item item;

	if (step->speech_id == 0) {
		return item_read(cx, item_id, &item) &&
		    (int)item.list == step->now_state;
	}
	if (!speech_read(cx, step->speech_id, &s) ||
	    (int)s.state != step->now_state) {
		return false;
	}
	/* Back on the list: not beside another request (SPEE-2). */
	return (s.state != SPEECH_WITHDRAWN && s.state != SPEECH_SPOKEN) ||
	    !speech_of_person(cx, item_id, s.participant_id,
	    s.kind == SPEECH_ORDER, &other);
}

/* The time since somebody was stopped who now goes on was nobody's. */
static void
go_on(struct speech *s, const struct speech *stopped, int64_t now)
{
	int64_t since = stopped->state == SPEECH_PUT_BACK ?
	    stopped->put_back_at : stopped->ended_at;

	if (s->state == SPEECH_SPEAKING && s->paused_at == 0 && since != 0) {
		s->paused_seconds += (int)(now - since);
	}
}

static void
take_back(struct ctx *cx, const struct item *item, const struct step *step)
{
	struct speech s, now;

	if (step->speech_id == 0) {
		write_item(cx, item->id, (enum list_state)step->was.state,
		    step->was.seconds);
		return;
	}
	if (!speech_read(cx, step->speech_id, &now)) {
		return;
	}
	s = now;
	s.state = step->was.state;
	s.put_back_at = step->was.put_back_at;
	s.started_at = step->was.started_at;
	s.ended_at = step->was.ended_at;
	s.paused_at = step->was.paused_at;
	s.paused_seconds = step->was.paused_seconds;
	s.seconds = step->was.seconds;
	s.sitting_id = s.started_at == 0 ? 0 : item->sitting_id;
	go_on(&s, &now, cx->now);
	speech_write(cx, &s);
}

enum speech_err
speech_undo(struct ctx *cx, int64_t item_id)
{
	struct step steps[ACT_STEPS_MAX];
	struct item item;
	struct query q;
	size_t len;

	if (!item_read(cx, item_id, &item)) {
		return SPEECH_NO_ITEM;
	}
	if (item.state == ITEM_DONE || item.state == ITEM_DROPPED) {
		return SPEECH_ITEM_OVER;
	}
	len = read_steps(cx, item_id, steps);
	if (len == 0) {
		return SPEECH_NOTHING_UNDONE;
	}
	for (size_t i = 0; i < len; i++) {
		if (!stands(cx, item_id, &steps[i])) {
			return SPEECH_CHANGED;
		}
	}
	for (size_t i = 0; i < len; i++) {
		take_back(cx, &item, &steps[i]);
	}
	q = db_query(cx->db, &sql_speech_steps_undo);
	q_set_int(&q, ":item_id", item_id);
	q_set_int(&q, ":act_id", steps[0].act_id);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
	speech_note(cx, "speech.undo", item.conference_id, 0);
	return SPEECH_OK;
}

bool
speech_last_act(struct ctx *cx, int64_t item_id, enum speech_act *out_act,
    str *out_name)
{
	struct step steps[ACT_STEPS_MAX];
	struct speech s;

	if (read_steps(cx, item_id, steps) == 0) {
		return false;
	}
	*out_act = steps[0].act;
	*out_name = steps[0].speech_id != 0 &&
	    speech_read(cx, steps[0].speech_id, &s) ? s.name : S("");
	return true;
}
