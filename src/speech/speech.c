/* speech.c - speeches and lists of speakers, as they are read. */
#include "speech/speech.h"

#include <assert.h>
#include <stdlib.h>

#include "db/change.h"
#include "db/db.h"
#include "db/memo.h"
#include "office/office.h"
#include "org/org.h"
#include "speech/speech_own.h"

#include "speech/speech.sql.h"

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	SPEECH_ERRORS(X)
#undef X
};

int
speech_err_status(enum speech_err err)
{
	assert(err < SPEECH_ERR_COUNT);
	return errors[err].status;
}

const char *
speech_err_text(enum speech_err err)
{
	assert(err < SPEECH_ERR_COUNT);
	return errors[err].text;
}

/* ---- one --------------------------------------------------------------- */

static struct speech
speech_row(struct ctx *cx, struct query *q)
{
	return (struct speech){
		.id = q_get_int(q, 0),
		.conference_id = q_get_int(q, 1),
		.item_id = q_get_int(q, 2),
		.participant_id = q_get_int(q, 3),
		.member_id = q_get_id(q, 4),
		.unit_id = q_get_id(q, 5),
		.public_id = arena_copy(cx->mem, q_get_str(q, 6)),
		.name = arena_copy(cx->mem, q_get_str(q, 7)),
		.unit_name = arena_copy(cx->mem, q_get_str(q, 8)),
		.number = (int)q_get_int(q, 9),
		.presence = (enum participant_presence)q_get_int(q, 10),
		.kind = (enum speech_kind)q_get_int(q, 11),
		.state = (enum speech_state)q_get_int(q, 12),
		.asked_at = q_get_int(q, 13),
		.put_back_at = q_get_id(q, 14),
		.started_at = q_get_id(q, 15),
		.ended_at = q_get_id(q, 16),
		.paused_at = q_get_id(q, 17),
		.paused_seconds = (int)q_get_int(q, 18),
		.seconds = (int)q_get_int(q, 19),
		.entered = q_get_int(q, 20) != 0,
		.sitting_id = q_get_id(q, 21),
		.person = arena_copy(cx->mem, q_get_str(q, 22)),
	};
}

bool
speech_read(struct ctx *cx, int64_t id, struct speech *out)
{
	struct query q = db_query(cx->db, &sql_speech_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = speech_row(cx, &q);
	q_end(&q);
	return true;
}

bool
speech_by_public(struct ctx *cx, str public_id, struct speech *out)
{
	struct query q = db_query(cx->db, &sql_speech_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return speech_read(cx, q_number(&q), out);
}

bool
speech_now(struct ctx *cx, int64_t item_id, struct speech *out)
{
	struct query q = db_query(cx->db, &sql_speech_id_speaking);

	q_set_int(&q, ":item_id", item_id);
	return speech_read(cx, q_number(&q), out);
}

bool
speech_last(struct ctx *cx, int64_t item_id, struct speech *out)
{
	struct query q = db_query(cx->db, &sql_speech_id_last);

	q_set_int(&q, ":item_id", item_id);
	return speech_read(cx, q_number(&q), out);
}

bool
speech_of_person(struct ctx *cx, int64_t item_id, int64_t participant_id,
    bool order, struct speech *out)
{
	struct query q = db_query(cx->db, &sql_speech_id_of_person);

	q_set_int(&q, ":item_id", item_id);
	q_set_int(&q, ":participant_id", participant_id);
	q_set_int(&q, ":apart", order);
	return speech_read(cx, q_number(&q), out);
}

static void
read_speeches(struct ctx *cx, const struct sql *sql, const char *of,
    int64_t id, size_t max, struct speech **out, size_t *out_len)
{
	struct LIST(struct speech) list = { 0 };
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, of, id);
	q_set_int(&q, ":max", (int64_t)max);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = speech_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

void
speech_spoken(struct ctx *cx, int64_t item_id, size_t max,
    struct speech **out, size_t *out_len)
{
	read_speeches(cx, &sql_speech_ended, ":item_id", item_id, max, out,
	    out_len);
}

/* ---- its clock (SPEE-6) ------------------------------------------------ */

int64_t
speech_lasted(const struct speech *s, int64_t now)
{
	int64_t until = s->ended_at != 0 ? s->ended_at :
	    s->paused_at != 0 ? s->paused_at : now;

	if (s->started_at == 0 || until < s->started_at) {
		return 0;
	}
	until -= s->started_at + s->paused_seconds;
	return until < 0 ? 0 : until;
}

int64_t
speech_ends_at(const struct speech *s)
{
	if (s->state != SPEECH_SPEAKING || s->seconds == 0 ||
	    s->paused_at != 0) {
		return 0;
	}
	return s->started_at + s->paused_seconds + s->seconds;
}

int64_t
speech_left(const struct speech *s, int64_t now)
{
	return s->seconds == 0 ? 0 : s->seconds - speech_lasted(s, now);
}

/* ---- the list ---------------------------------------------------------- */

/* How often somebody spoke, of all who did, by id. */
struct spoke {
	int64_t	 participant_id;
	int	 on_item, today, at_all;
};

static void
read_spoke(struct ctx *cx, const struct item *item, struct spoke **out,
    size_t *out_len)
{
	struct LIST(struct spoke) list = { 0 };
	struct query q = db_query(cx->db, &sql_speech_spoke);
	struct sitting sitting = { .day = DATE_NONE };

	if (!sitting_read(cx, item->sitting_id, &sitting)) {
		sitting.day = cx->today;
	}
	q_set_int(&q, ":item_id", item->id);
	q_set_int(&q, ":conference_id", item->conference_id);
	q_set_date(&q, ":day", sitting.day);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct spoke){
			q_get_int(&q, 0), (int)q_get_int(&q, 1),
			(int)q_get_int(&q, 2), (int)q_get_int(&q, 3),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

static int
by_participant(const void *left, const void *right)
{
	const struct spoke *a = left, *b = right;

	return (a->participant_id > b->participant_id) -
	    (a->participant_id < b->participant_id);
}

static struct speech_wait
wait_of(const struct speech *s, const struct spoke *all, size_t len)
{
	struct spoke key = { .participant_id = s->participant_id };
	const struct spoke *spoke = len == 0 ? NULL : bsearch(&key, all, len,
	    sizeof(*all), by_participant);
	struct speech_wait w = {
		.id = s->id, .asked_at = s->asked_at,
		.put_back_at = s->put_back_at, .kind = s->kind,
		.delegation = s->unit_id,
	};

	if (spoke != NULL) {
		w.on_item = spoke->on_item;
		w.today = spoke->today;
		w.at_all = spoke->at_all;
	}
	return w;
}

void
speech_shares_of(struct ctx *cx, int64_t item_id, struct speech_share **out,
    size_t *out_len)
{
	struct LIST(struct speech_share) list = { 0 };
	struct query q = db_query(cx->db, &sql_speech_time);

	q_set_int(&q, ":item_id", item_id);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct speech_share){
			q_get_int(&q, 0), q_get_int(&q, 1),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

/* The debate as the order of those to come starts from: who speaks now counts
 * with the whole of the time he or she has. */
static struct speech_past
past_of(struct ctx *cx, const struct speech_list *list)
{
	struct speech_past past = { .seconds = list->item.speech_seconds };
	struct query q = db_query(cx->db, &sql_speech_last_side);
	struct speech_share *shares, *with_now;
	size_t len;

	q_set_int(&q, ":item_id", list->item.id);
	past.last_side = (enum speech_kind)q_number(&q);
	speech_shares_of(cx, list->item.id, &shares, &len);
	with_now = NEW(cx->mem, struct speech_share, len + 1);
	for (size_t i = 0; i < len; i++) {
		with_now[i] = shares[i];
	}
	if (list->now.id != 0 && list->now.kind <= SPEECH_AGAINST) {
		with_now[len++] = (struct speech_share){ list->now.unit_id,
		    list->now.seconds > 0 ? list->now.seconds :
		    SPEECH_NOMINAL_SECONDS };
	}
	past.shares = with_now;
	past.shares_len = len;
	return past;
}

static void
fill_queue(struct ctx *cx, struct speech_list *list)
{
	struct speech_past past = past_of(cx, list);
	struct speech *waiting;
	struct speech_wait *waits;
	struct speech_place *places;
	struct spoke *spoke;
	size_t len, spoke_len;
	int number = 0;

	read_speeches(cx, &sql_speech_waiting, ":item_id", list->item.id,
	    SPEECHES_WAITING_MAX, &waiting, &len);
	read_spoke(cx, &list->item, &spoke, &spoke_len);
	waits = NEW(cx->mem, struct speech_wait, len);
	places = NEW(cx->mem, struct speech_place, len);
	for (size_t i = 0; i < len; i++) {
		waits[i] = wait_of(&waiting[i], spoke, spoke_len);
	}
	speech_order(cx->mem, &list->terms, &past, waits, len, places);
	list->queue = NEW(cx->mem, struct queued, len);
	list->queue_len = len;
	for (size_t i = 0; i < len; i++) {
		size_t who = places[i].who;
		bool order = waiting[who].kind == SPEECH_ORDER;

		list->orders += order;
		list->queue[i] = (struct queued){ waiting[who], places[i],
		    waits[who], order ? 0 : ++number };
	}
}

static bool
read_list(struct ctx *cx, int64_t item_id, struct speech_list *out)
{
	struct speech_list list = { .orders = 0 };
	struct speech_rule rule;
	struct query q;

	if (!item_read(cx, item_id, &list.item)) {
		return false;
	}
	list.terms = (struct speech_terms){ { TERM_ASKED }, 1 };
	if (speech_rule_of(cx, item_id, &rule)) {
		list.terms = rule.terms;
	}
	if (!speech_now(cx, item_id, &list.now)) {
		list.now = (struct speech){ .id = 0 };
	}
	fill_queue(cx, &list);
	q = db_query(cx->db, &sql_speech_all_time);
	q_set_int(&q, ":item_id", item_id);
	if (q_row(&q)) {
		list.debate_seconds = q_get_int(&q, 0);
		list.spoken = q_get_int(&q, 1);
	}
	q_end(&q);
	if (list.now.id != 0) {
		list.debate_seconds += speech_lasted(&list.now, cx->now);
	}
	*out = list;
	return true;
}

/* Several parts of one page ask for it. */
bool
speech_list(struct ctx *cx, int64_t item_id, struct speech_list *out)
{
	static const char name[] = "speech_list";
	const struct speech_list *known = memo_find(cx, name, item_id,
	    cx->now);
	struct speech_list *list;

	if (known != NULL) {
		*out = *known;
		return true;
	}
	list = NEW(cx->mem, struct speech_list, 1);
	if (!read_list(cx, item_id, list)) {
		return false;
	}
	memo_keep(cx, name, item_id, cx->now, list);
	*out = *list;
	return true;
}

int64_t
speech_wait_seconds(const struct speech_list *list, size_t index, int64_t now)
{
	int64_t each = list->item.speech_seconds, sum = 0, left;

	assert(index < list->queue_len);
	if (list->now.id != 0) {
		left = speech_left(&list->now, now);
		if (list->now.seconds == 0) {
			return -1;
		}
		sum += left > 0 ? left : 0;
	}
	for (size_t i = 0; i < index; i++) {
		if (list->queue[i].number > 0 && each == 0) {
			return -1;
		}
		sum += list->queue[i].number > 0 ? each : SPEECH_ORDER_SECONDS;
	}
	return sum;
}

/* ---- for bulletins and minutes ----------------------------------------- */

/* The office a speaker held that day: of the unit the delegation is from, else
 * the first there is. */
static void
fill_office(struct ctx *cx, struct date on, struct speech_held *held)
{
	struct term *terms;
	struct unit unit;
	size_t len, at = 0;

	held->unit_name = held->speech.unit_name;
	if (held->speech.member_id == 0) {
		return;
	}
	office_held(cx, held->speech.member_id, on, &terms, &len);
	while (at < len && terms[at].unit_id != held->speech.unit_id) {
		at++;
	}
	if (len == 0 || !org_unit(cx, terms[at < len ? at : 0].unit_id,
	    &unit)) {
		return;
	}
	held->office = arena_printf(cx->mem, STR_FMT ", " STR_FMT,
	    STR_ARG(org_word(cx, terms[at < len ? at : 0].office).one),
	    STR_ARG(unit.name));
	if (held->unit_name.len == 0) {
		held->unit_name = unit.name;
	}
}

void
speech_of_sitting(struct ctx *cx, int64_t sitting_id,
    struct speech_held **out, size_t *out_len)
{
	struct sitting sitting;
	struct speech *list;
	struct speech_held *all;
	size_t len = 0;

	if (!sitting_read(cx, sitting_id, &sitting)) {
		*out = NULL;
		*out_len = 0;
		return;
	}
	read_speeches(cx, &sql_speech_in_sitting, ":sitting_id", sitting_id,
	    SPEECHES_HELD_MAX, &list, &len);
	all = NEW(cx->mem, struct speech_held, len);
	for (size_t i = 0; i < len; i++) {
		all[i].speech = list[i];
		all[i].seconds = speech_lasted(&list[i], cx->now);
		fill_office(cx, sitting.day, &all[i]);
	}
	*out = all;
	*out_len = len;
}

/* ---- writing ----------------------------------------------------------- */

void
speech_write(struct ctx *cx, const struct speech *s)
{
	struct query q = db_query(cx->db, &sql_speech_update);

	q_set_int(&q, ":id", s->id);
	q_set_int(&q, ":state", s->state);
	q_set_id(&q, ":put_back_at", s->put_back_at);
	q_set_id(&q, ":started_at", s->started_at);
	q_set_id(&q, ":ended_at", s->ended_at);
	q_set_id(&q, ":paused_at", s->paused_at);
	q_set_int(&q, ":paused_seconds", s->paused_seconds);
	q_set_int(&q, ":seconds", s->seconds);
	q_set_id(&q, ":sitting_id", s->sitting_id);
	q_run(&q);
}

void
speech_note(struct ctx *cx, const char *verb, int64_t conference_id,
    int64_t member_id)
{
	struct conference c;

	if (!conference_read(cx, conference_id, &c)) {
		return;
	}
	change_add(cx, verb, (struct change){ .unit_id = c.unit_id,
	    .member_id = member_id, .kind = "conference",
	    .object_id = conference_id });
	conference_touch(cx, conference_id);
}
