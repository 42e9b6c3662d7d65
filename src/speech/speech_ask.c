/* speech_ask.c - getting onto a list of speakers, and off it again. */
#include "conference/conference.h"
#include "db/db.h"
#include "speech/speech.h"
#include "speech/speech_own.h"

#include "speech/speech.sql.h"

static bool
known_kind(enum speech_kind kind)
{
	return kind >= SPEECH_PLAIN && kind <= SPEECH_REPORT;
}

static enum speech_err
find_person(struct ctx *cx, const struct item *item, int64_t participant_id,
    struct participant *out)
{
	struct participant p;

	if (!participant_read(cx, participant_id, &p) ||
	    p.conference_id != item->conference_id ||
	    p.state != TAKES_PART) {
		return SPEECH_NO_PERSON;
	}
	*out = p;
	return SPEECH_OK;
}

static enum speech_err
find_item(struct ctx *cx, int64_t item_id, struct item *out)
{
	struct item item;

	if (!item_read(cx, item_id, &item)) {
		return SPEECH_NO_ITEM;
	}
	if (item.state == ITEM_DONE || item.state == ITEM_DROPPED) {
		return SPEECH_ITEM_OVER;
	}
	*out = item;
	return SPEECH_OK;
}

static int64_t
asked_count(struct ctx *cx, int64_t item_id, int64_t participant_id)
{
	struct query q = db_query(cx->db, &sql_speech_asked_count);

	q_set_int(&q, ":item_id", item_id);
	q_set_int(&q, ":participant_id", participant_id);
	return q_number(&q);
}

static int64_t
waiting_count(struct ctx *cx, int64_t item_id)
{
	struct query q = db_query(cx->db, &sql_speech_waiting_count);

	q_set_int(&q, ":item_id", item_id);
	return q_number(&q);
}

static int64_t
insert(struct ctx *cx, const struct item *item, int64_t participant_id,
    enum speech_kind kind, bool entered)
{
	int64_t id = db_new_id(cx->db, "speech");
	struct query q = db_query(cx->db, &sql_speech_insert);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":conference_id", item->conference_id);
	q_set_int(&q, ":item_id", item->id);
	q_set_int(&q, ":participant_id", participant_id);
	q_set_int(&q, ":kind", kind);
	q_set_int(&q, ":asked_at", cx->now);
	q_set_int(&q, ":entered", entered);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	return id;
}

/* SPEE-2. */
static enum speech_err
check_room(struct ctx *cx, const struct item *item, int64_t participant_id,
    enum speech_kind kind)
{
	struct speech other;

	if (speech_of_person(cx, item->id, participant_id,
	    kind == SPEECH_ORDER, &other)) {
		return other.state == SPEECH_SPEAKING ? SPEECH_SPEAKS :
		    SPEECH_WAITS;
	}
	return waiting_count(cx, item->id) >= SPEECHES_WAITING_MAX ?
	    SPEECH_FULL : SPEECH_OK;
}

/* SPEE-1. */
static enum speech_err
check_open(const struct item *item, enum speech_kind kind)
{
	if (kind == SPEECH_ORDER) {
		return item->state == ITEM_OPEN ? SPEECH_OK :
		    SPEECH_ITEM_NOT_OPEN;
	}
	return item->list == LIST_OPEN ? SPEECH_OK : SPEECH_LIST_CLOSED;
}

enum speech_err
speech_ask(struct ctx *cx, int64_t item_id, int64_t participant_id,
    enum speech_kind kind, int64_t *out_id)
{
	struct participant p;
	struct item item;
	enum speech_err err;

	if (!known_kind(kind)) {
		return SPEECH_KIND;
	}
	if (kind == SPEECH_REPLY || kind == SPEECH_REPORT) {
		return SPEECH_FOR_CHAIR;
	}
	err = find_item(cx, item_id, &item);
	if (err == SPEECH_OK) {
		err = find_person(cx, &item, participant_id, &p);
	}
	if (err == SPEECH_OK && p.role != ROLE_DELEGATE) {
		err = SPEECH_NOT_DELEGATE;
	}
	if (err == SPEECH_OK) {
		err = check_open(&item, kind);
	}
	if (err == SPEECH_OK) {
		err = check_room(cx, &item, participant_id, kind);
	}
	if (err == SPEECH_OK && asked_count(cx, item_id, participant_id) >=
	    SPEECHES_PERSON_MAX) {
		err = SPEECH_OFTEN;
	}
	if (err != SPEECH_OK) {
		return err;
	}
	/* What somebody asks for himself or herself is no act of an officer:
	 * the row says all of it, and a thousand may ask at once. */
	*out_id = insert(cx, &item, participant_id, kind, false);
	conference_touch(cx, item.conference_id);
	return SPEECH_OK;
}

enum speech_err
speech_enter(struct ctx *cx, int64_t item_id, int64_t participant_id,
    enum speech_kind kind, int64_t *out_id)
{
	struct speech_steps steps = { .act = DID_ENTER, .item_id = item_id };
	struct speech gone = { .state = SPEECH_WITHDRAWN };
	struct participant p;
	struct item item;
	enum speech_err err;

	if (!known_kind(kind)) {
		return SPEECH_KIND;
	}
	err = find_item(cx, item_id, &item);
	if (err == SPEECH_OK) {
		err = find_person(cx, &item, participant_id, &p);
	}
	if (err == SPEECH_OK) {
		err = check_room(cx, &item, participant_id, kind);
	}
	if (err != SPEECH_OK) {
		return err;
	}
	gone.id = insert(cx, &item, participant_id, kind, true);
	speech_step(cx, &steps, &gone, SPEECH_WAITING);
	speech_note(cx, "speech.enter", item.conference_id, p.member_id);
	*out_id = gone.id;
	return SPEECH_OK;
}

static enum speech_err
find_waiting(struct ctx *cx, int64_t id, struct speech *out)
{
	struct speech s;

	if (!speech_read(cx, id, &s)) {
		return SPEECH_NONE;
	}
	if (s.state == SPEECH_SPEAKING) {
		return SPEECH_SPEAKS;
	}
	if (s.state != SPEECH_WAITING && s.state != SPEECH_PUT_BACK) {
		return SPEECH_NOT_WAITING;
	}
	*out = s;
	return SPEECH_OK;
}

enum speech_err
speech_withdraw(struct ctx *cx, int64_t id)
{
	struct speech s;
	enum speech_err err = find_waiting(cx, id, &s);

	if (err != SPEECH_OK) {
		return err;
	}
	s.state = SPEECH_WITHDRAWN;
	speech_write(cx, &s);
	conference_touch(cx, s.conference_id);
	return SPEECH_OK;
}

enum speech_err
speech_strike(struct ctx *cx, int64_t id)
{
	struct speech_steps steps = { .act = DID_STRIKE };
	struct speech s, before;
	enum speech_err err = find_waiting(cx, id, &s);

	if (err != SPEECH_OK) {
		return err;
	}
	before = s;
	steps.item_id = s.item_id;
	s.state = SPEECH_WITHDRAWN;
	speech_write(cx, &s);
	speech_step(cx, &steps, &before, s.state);
	speech_note(cx, "speech.strike", s.conference_id, s.member_id);
	return SPEECH_OK;
}
