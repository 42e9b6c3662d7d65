/* run.c - a conference while it sits: what is open, and for how long. */
#include "conference/conference.h"
#include "conference/conference_own.h"
#include "db/db.h"
#include "speech/speech.h"
#include "vote/vote.h"

#include "conference/conference.sql.h"

/* ---- what is open now -------------------------------------------------- */

static void
set_now(struct ctx *cx, int64_t id, int64_t sitting_id, int64_t item_id)
{
	struct query q = db_query(cx->db, &sql_conference_update_now);

	q_set_int(&q, ":id", id);
	q_set_id(&q, ":sitting_id", sitting_id);
	q_set_id(&q, ":item_id", item_id);
	q_run(&q);
}

static void
set_moment(struct ctx *cx, const struct sql *sql, int64_t id)
{
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
}

/* A conference that sits, or the reason why not. */
static enum conference_err
sitting_now(struct ctx *cx, int64_t id, struct conference *out)
{
	if (!conference_read(cx, id, out)) {
		return CONFERENCE_NONE;
	}
	return out->sitting_id == 0 ? CONFERENCE_NOT_SITTING : CONFERENCE_OK;
}

/* Somebody speaks on the item that is open, or a vote is open. */
static bool
under_way(struct ctx *cx, const struct conference *c)
{
	struct speech speech;

	return (c->item_id != 0 && speech_now(cx, c->item_id, &speech)) ||
	    vote_open_one(cx, c->id) != 0;
}

/* ---- items ------------------------------------------------------------- */

/* It stops being dealt with; `state` is what it is from now on. */
static void
end_item(struct ctx *cx, int64_t id, enum item_state state)
{
	struct query q = db_query(cx->db, &sql_item_update_closed);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":state", state);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
	q = db_query(cx->db, &sql_item_run_end);
	q_set_int(&q, ":item_id", id);
	q_set_int(&q, ":until_at", cx->now);
	q_run(&q);
}

static void
begin_item(struct ctx *cx, const struct conference *c, int64_t id)
{
	struct query q;

	set_moment(cx, &sql_item_update_open, id);
	q = db_query(cx->db, &sql_item_run_insert);
	q_set_int(&q, ":id", db_new_id(cx->db, "item_run"));
	q_set_int(&q, ":item_id", id);
	q_set_int(&q, ":sitting_id", c->sitting_id);
	q_set_int(&q, ":from_at", cx->now);
	q_run(&q);
	set_now(cx, c->id, c->sitting_id, id);
	conference_note(cx, "conference.open_item", c->id, 0);
}

enum conference_err
item_open(struct ctx *cx, int64_t id)
{
	struct item item;
	struct conference c;
	enum conference_err err;

	if (!item_read(cx, id, &item)) {
		return CONFERENCE_NO_ITEM;
	}
	err = sitting_now(cx, item.conference_id, &c);
	if (err != CONFERENCE_OK) {
		return err;
	}
	if (item.state == ITEM_OPEN || item.state == ITEM_DROPPED) {
		return item.state == ITEM_OPEN ? CONFERENCE_ITEM_OPEN :
		    CONFERENCE_DROPPED;
	}
	if (under_way(cx, &c)) {
		return CONFERENCE_UNDER_WAY;
	}
	if (c.item_id != 0) {
		end_item(cx, c.item_id, ITEM_DONE);
	}
	if (item.state == ITEM_WAITING && item.sitting_id != c.sitting_id) {
		item_put(cx, id, c.sitting_id, false);
	}
	begin_item(cx, &c, id);
	return CONFERENCE_OK;
}

enum conference_err
item_next(struct ctx *cx, int64_t conference_id)
{
	struct conference c;
	enum conference_err err = sitting_now(cx, conference_id, &c);
	struct item *list;
	size_t len;

	if (err != CONFERENCE_OK) {
		return err;
	}
	item_list(cx, c.id, c.sitting_id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].state == ITEM_WAITING) {
			return item_open(cx, list[i].id);
		}
	}
	return CONFERENCE_NO_NEXT;
}

enum conference_err
item_close(struct ctx *cx, int64_t conference_id)
{
	struct conference c;
	enum conference_err err = sitting_now(cx, conference_id, &c);

	if (err != CONFERENCE_OK) {
		return err;
	}
	if (c.item_id == 0) {
		return CONFERENCE_NO_ITEM_OPEN;
	}
	if (under_way(cx, &c)) {
		return CONFERENCE_UNDER_WAY;
	}
	end_item(cx, c.item_id, ITEM_DONE);
	set_now(cx, c.id, c.sitting_id, 0);
	conference_note(cx, "conference.close_item", c.id, 0);
	return CONFERENCE_OK;
}

void
item_runs(struct ctx *cx, int64_t sitting_id, struct item_run **out,
    size_t *out_len)
{
	struct LIST(struct item_run) list = { 0 };
	struct query q = db_query(cx->db, &sql_item_runs);

	q_set_int(&q, ":sitting_id", sitting_id);
	q_set_int(&q, ":max", ITEM_RUNS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct item_run){
			.item_id = q_get_int(&q, 0),
			.from_at = q_get_int(&q, 1),
			.until_at = q_get_id(&q, 2),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- sittings ---------------------------------------------------------- */

enum conference_err
sitting_open(struct ctx *cx, int64_t id)
{
	struct sitting s;
	struct conference c;
	enum conference_err err;

	if (!sitting_read(cx, id, &s)) {
		return CONFERENCE_NO_SITTING;
	}
	err = conference_changeable(cx, s.conference_id, &c);
	if (err != CONFERENCE_OK) {
		return err;
	}
	if (c.state == CONFERENCE_PLANNED) {
		return CONFERENCE_NOT_CALLED;
	}
	if (c.sitting_id != 0) {
		return CONFERENCE_SITS;
	}
	if (s.closed_at != 0) {
		return CONFERENCE_SITTING_OVER;
	}
	set_moment(cx, &sql_sitting_update_opened, id);
	set_now(cx, c.id, id, 0);
	conference_note(cx, "conference.open_sitting", c.id, 0);
	return CONFERENCE_OK;
}

/* The next sitting that is not closed, in the order of their numbers. */
static int64_t
sitting_after(struct ctx *cx, int64_t conference_id, int number)
{
	struct sitting *list;
	size_t len;

	sitting_list(cx, conference_id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].number > number && list[i].closed_at == 0) {
			return list[i].id;
		}
	}
	return 0;
}

/* CONF-9: in their order, before what the next one has already. */
static void
carry_over(struct ctx *cx, const struct sitting *from)
{
	int64_t to = sitting_after(cx, from->conference_id, from->number);
	struct item *list;
	size_t len;

	if (to == 0) {
		return;
	}
	item_list(cx, from->conference_id, from->id, &list, &len);
	for (size_t i = len; i > 0; i--) {
		if (list[i - 1].state == ITEM_WAITING) {
			item_put(cx, list[i - 1].id, to, true);
		}
	}
}

enum conference_err
sitting_close(struct ctx *cx, int64_t conference_id)
{
	struct conference c;
	struct sitting s;
	enum conference_err err = sitting_now(cx, conference_id, &c);

	if (err != CONFERENCE_OK) {
		return err;
	}
	if (!sitting_read(cx, c.sitting_id, &s)) {
		return CONFERENCE_NO_SITTING;
	}
	if (under_way(cx, &c)) {
		return CONFERENCE_UNDER_WAY;
	}
	if (c.item_id != 0) {
		end_item(cx, c.item_id, ITEM_DONE);
	}
	set_moment(cx, &sql_sitting_update_closed, s.id);
	set_now(cx, c.id, 0, 0);
	carry_over(cx, &s);
	conference_note(cx, "conference.close_sitting", c.id, 0);
	return CONFERENCE_OK;
}
