/* passage.c - who passed which door, which way (DOOR-3 to DOOR-5). */
#include "door/door.h"

#include "db/change.h"
#include "db/db.h"
#include "door/door_own.h"

#include "door/door.sql.h"

#define PASSAGES_OF_ONE_MAX	2000	/* looked at, of one person */
#define EARLY_S			300	/* a device's clock may be ahead */

/* ---- reading ----------------------------------------------------------- */

static struct passage
passage_row(struct ctx *cx, struct query *q)
{
	str block = q_get_str(q, 5);
	int64_t seat = q_get_id(q, 6);

	return (struct passage){
		.id = q_get_int(q, 0),
		.participant_id = q_get_int(q, 1),
		.number = (int)q_get_int(q, 2),
		.name = arena_copy(cx->mem, q_get_str(q, 3)),
		.unit_name = arena_copy(cx->mem, q_get_str(q, 4)),
		.seat = seat == 0 ? S("") : arena_printf(cx->mem, STR_FMT
		    " %d", STR_ARG(block), (int)seat),
		.kind = (enum passage_kind)q_get_int(q, 7),
		.doubt = (enum passage_doubt)q_get_int(q, 8),
		.door = arena_copy(cx->mem, q_get_str(q, 9)),
		.at = q_get_int(q, 10),
		.device = arena_copy(cx->mem, q_get_str(q, 11)),
		.sequence = q_get_id(q, 12),
		.note = arena_copy(cx->mem, q_get_str(q, 13)),
		.conference_id = q_get_int(q, 14),
	};
}

bool
door_passage(struct ctx *cx, int64_t id, struct passage *out)
{
	struct query q = db_query(cx->db, &sql_passage_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = passage_row(cx, &q);
	q_end(&q);
	return true;
}

void
door_passages(struct ctx *cx, int64_t participant_id, struct passage **out,
    size_t *out_len)
{
	struct LIST(struct passage) list = { 0 };
	struct query q = db_query(cx->db, &sql_passages_of);

	q_set_int(&q, ":id", participant_id);
	q_set_int(&q, ":max", PASSAGES_OF_ONE_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = passage_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

void
door_doubts(struct ctx *cx, int64_t conference_id, bool open, size_t max,
    struct passage **out, size_t *out_len)
{
	struct LIST(struct passage) list = { 0 };
	struct query q = db_query(cx->db, &sql_passages_in_doubt);

	q_set_int(&q, ":id", conference_id);
	q_set_int(&q, ":open", open);
	q_set_int(&q, ":max", (int64_t)max);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = passage_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- judging ----------------------------------------------------------- */

/* What the same passage is after another one: where somebody is then, which
 * kind it is, and what is in doubt. */
struct whereabouts {
	enum participant_presence	 presence;
	int64_t				 since;
};

static void
go_in(struct whereabouts *w, struct passage *p)
{
	if (w->presence == IN_THE_HALL) {
		p->doubt = p->doubt == PASSAGE_CLEAR ? PASSAGE_TWICE :
		    p->doubt;
		p->kind = PASSED_IN;
		return;
	}
	p->kind = w->presence == NOT_YET_HERE ? PASSED_IN : PASSED_BACK;
	*w = (struct whereabouts){ IN_THE_HALL, p->at };
}

static void
go_out(struct whereabouts *w, struct passage *p)
{
	if (w->presence != IN_THE_HALL) {
		p->doubt = p->doubt == PASSAGE_CLEAR ? PASSAGE_NOT_IN :
		    p->doubt;
	}
	*w = (struct whereabouts){ WENT_OUT, p->at };
}

static void
go(struct whereabouts *w, struct passage *p)
{
	if (p->doubt == PASSAGE_TWICE || p->doubt == PASSAGE_NOT_IN) {
		p->doubt = PASSAGE_CLEAR;
	}
	switch (p->kind) {
	case PASSED_IN:
	case PASSED_BACK:
		go_in(w, p);
		break;
	case PASSED_OUT:
	case LEFT_FOR_GOOD:
		go_out(w, p);
		break;
	case CAME_ONLINE:
		if (w->presence != IN_THE_HALL) {
			*w = (struct whereabouts){ HERE_ONLINE, p->at };
		}
		break;
	case LEFT_ONLINE:
		if (w->presence == HERE_ONLINE) {
			*w = (struct whereabouts){ WENT_OUT, p->at };
		}
		break;
	}
}

/* ---- writing ----------------------------------------------------------- */

static void
write_presence(struct ctx *cx, int64_t participant_id,
    const struct whereabouts *w)
{
	struct query q = db_query(cx->db, &sql_door_presence);

	q_set_int(&q, ":id", participant_id);
	q_set_int(&q, ":presence", w->presence);
	q_set_int(&q, ":at", w->since);
	q_run(&q);
}

static void
write_passage(struct ctx *cx, int64_t conference_id, struct passage *p)
{
	struct query q;

	p->id = db_new_id(cx->db, "passage");
	q = db_query(cx->db, &sql_passage_add);
	q_set_int(&q, ":id", p->id);
	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":participant_id", p->participant_id);
	q_set_int(&q, ":kind", p->kind);
	q_set_int(&q, ":doubt", p->doubt);
	q_set_str(&q, ":door", p->door);
	q_set_int(&q, ":at", p->at);
	if (p->device.len > 0) {
		q_set_str(&q, ":device", p->device);
	} else {
		q_set_null(&q, ":device");
	}
	q_set_id(&q, ":sequence", p->sequence);
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
}

/* DOOR-5: something was added before what is known; all of one person's
 * passages are gone through again in the order of their time. */
static void
settle(struct ctx *cx, int64_t participant_id)
{
	struct whereabouts w = { NOT_YET_HERE, 0 };
	struct passage *list;
	struct query q;
	size_t len;

	door_passages(cx, participant_id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		struct passage p = list[i];

		go(&w, &p);
		if (p.kind != list[i].kind || p.doubt != list[i].doubt) {
			q = db_query(cx->db, &sql_passage_judge);
			q_set_int(&q, ":id", p.id);
			q_set_int(&q, ":kind", p.kind);
			q_set_int(&q, ":doubt", p.doubt);
			q_run(&q);
		}
	}
	write_presence(cx, participant_id, &w);
}

static int64_t
came_in(struct ctx *cx, const struct passage *p)
{
	struct query q = db_query(cx->db, p->doubt == PASSAGE_TWICE ?
	    &sql_passage_came_in : &sql_passage_before);

	q_set_int(&q, ":participant_id", p->participant_id);
	q_set_int(&q, ":at", p->at);
	q_set_int(&q, ":id", p->id);
	return q_number(&q);
}

/* Writes it, and says what was before it. */
static void
pass(struct ctx *cx, const struct conference *c, const struct passing *in,
    const struct shown_badge *shown, struct passed *out)
{
	const struct participant *who = &shown->who;
	struct whereabouts w = { who->presence, who->presence_at };
	struct passage p = {
		.participant_id = who->id, .number = who->number,
		.name = who->name, .unit_name = who->unit_name,
		.seat = who->seat == 0 ? S("") : arena_printf(cx->mem, STR_FMT
		    " %d", STR_ARG(who->block), who->seat),
		.conference_id = c->id, .kind = in->kind, .door = in->door,
		.doubt = who->state != TAKES_PART ? PASSAGE_GONE :
		    shown->old ? PASSAGE_OLD_BADGE : PASSAGE_CLEAR,
		.at = in->at != 0 ? in->at : cx->now,
		.device = in->device, .sequence = in->sequence };
	int64_t before = 0;

	/* Not before what is known: no need to go through all of it. */
	if (w.since <= p.at) {
		go(&w, &p);
		write_passage(cx, c->id, &p);
		write_presence(cx, who->id, &w);
	} else {
		write_passage(cx, c->id, &p);
		settle(cx, who->id);
	}
	*out = (struct passed){ .who = *who, .passage = p };
	if (w.since > p.at && !door_passage(cx, p.id, &out->passage)) {
		return;
	}
	if (who->presence != NOT_YET_HERE) {
		before = came_in(cx, &out->passage);
	}
	if (before != 0 && !door_passage(cx, before, &out->before)) {
		out->before.id = 0;
	}
}

/* ---- one at a door ----------------------------------------------------- */

/* DOOR-4. */
static bool
known_already(struct ctx *cx, const struct passing *in, struct passed *out)
{
	struct passed known = { .same = true };
	struct query q;

	if (in->device.len == 0) {
		return false;
	}
	q = db_query(cx->db, &sql_passage_of_device);
	q_set_int(&q, ":conference_id", in->conference_id);
	q_set_str(&q, ":device", in->device);
	q_set_int(&q, ":sequence", in->sequence);
	if (!door_passage(cx, q_number(&q), &known.passage) ||
	    !participant_read(cx, known.passage.participant_id, &known.who)) {
		return false;
	}
	*out = known;
	return true;
}

/* A device has a number for each, and what it kept was some time ago. */
static bool
fields_fit(struct ctx *cx, const struct passing *in)
{
	bool way = in->kind == PASSED_IN || in->kind == PASSED_OUT ||
	    in->kind == LEFT_FOR_GOOD;
	bool numbered = in->device.len > 0 ? in->sequence > 0 &&
	    in->device.len <= DOOR_NAME_MAX : in->sequence == 0 && in->at == 0;

	return way && numbered && in->door.len <= DOOR_NAME_MAX &&
	    in->at >= 0 && in->at <= cx->now + EARLY_S;
}

enum door_err
door_pass(struct ctx *cx, const struct passing *in, struct passed *out)
{
	struct shown_badge shown;
	struct conference c;
	enum door_err err = door_open(cx, in->conference_id, &c);

	if (err != DOOR_OK) {
		return err;
	}
	if (!fields_fit(cx, in)) {
		return DOOR_LIST;
	}
	if (known_already(cx, in, out)) {
		return DOOR_OK;
	}
	err = badge_shown(cx, &c, in->text, &shown);
	if (err != DOOR_OK) {
		return err;
	}
	/* With the network they are told at once; without it, it happened. */
	if (in->at == 0 && shown.who.state != TAKES_PART) {
		return DOOR_GONE;
	}
	if (in->at == 0 && shown.old) {
		return DOOR_OLD_BADGE;
	}
	pass(cx, &c, in, &shown, out);
	return DOOR_OK;
}

enum door_err
door_online(struct ctx *cx, int64_t participant_id, bool here)
{
	struct passed passed;
	struct participant p;
	struct conference c;
	enum door_err err;

	if (!participant_read(cx, participant_id, &p)) {
		return DOOR_NO_ONE;
	}
	err = door_open(cx, p.conference_id, &c);
	if (err != DOOR_OK) {
		return err;
	}
	if (p.state != TAKES_PART) {
		return DOOR_GONE;
	}
	if (c.mode == IN_ONE_HALL) {
		return DOOR_ONE_HALL;
	}
	if (here == (p.presence == HERE_ONLINE) ||
	    p.presence == IN_THE_HALL) {
		return DOOR_OK;
	}
	pass(cx, &c, &(struct passing){ .conference_id = c.id,
	    .kind = here ? CAME_ONLINE : LEFT_ONLINE },
	    &(struct shown_badge){ p, false }, &passed);
	return DOOR_OK;
}

/* ---- what was done about it -------------------------------------------- */

enum door_err
door_note(struct ctx *cx, int64_t passage_id, str text)
{
	struct passage p;
	struct participant who;
	struct conference c;
	enum door_err err;
	struct query q;

	if (!door_passage(cx, passage_id, &p) || p.doubt == PASSAGE_CLEAR ||
	    !participant_read(cx, p.participant_id, &who)) {
		return DOOR_NO_PASSAGE;
	}
	err = door_open(cx, p.conference_id, &c);
	if (err != DOOR_OK) {
		return err;
	}
	if (text.len == 0 || text.len > CONFERENCE_LINE_MAX) {
		return DOOR_NO_WORDS;
	}
	q = db_query(cx->db, &sql_passage_note);
	q_set_int(&q, ":id", p.id);
	q_set_str(&q, ":note", text);
	q_set_id(&q, ":by", cx->account);
	q_run(&q);
	change_add(cx, "door.note", (struct change){ .unit_id = c.unit_id,
	    .member_id = who.member_id, .kind = "conference",
	    .object_id = c.id });
	return DOOR_OK;
}
