/* item.c - the order of business of a conference, as it is planned. */
#include "conference/conference.h"

#include <inttypes.h>

#include "conference/conference_own.h"
#include "db/db.h"

#include "conference/conference.sql.h"

/* ---- reading ----------------------------------------------------------- */

static struct item
item_row(struct ctx *cx, struct query *q)
{
	return (struct item){
		.id = q_get_int(q, 0),
		.conference_id = q_get_int(q, 1),
		.sitting_id = q_get_int(q, 2),
		.motion_id = q_get_id(q, 3),
		.reporter_id = q_get_id(q, 4),
		.public_id = arena_copy(cx->mem, q_get_str(q, 5)),
		.number = arena_copy(cx->mem, q_get_str(q, 6)),
		.title = arena_copy(cx->mem, q_get_str(q, 7)),
		.text = arena_copy(cx->mem, q_get_str(q, 8)),
		.guide = arena_copy(cx->mem, q_get_str(q, 9)),
		.position = (int)q_get_int(q, 10),
		.minutes = (int)q_get_int(q, 11),
		.kind = (enum item_kind)q_get_int(q, 12),
		.speech_seconds = (int)q_get_int(q, 13),
		.debate_seconds = (int)q_get_int(q, 14),
		.list = (enum list_state)q_get_int(q, 15),
		.opened_at = q_get_id(q, 16),
		.closed_at = q_get_id(q, 17),
		.state = (enum item_state)q_get_int(q, 18),
	};
}

bool
item_read(struct ctx *cx, int64_t id, struct item *out)
{
	struct query q = db_query(cx->db, &sql_item_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = item_row(cx, &q);
	q_end(&q);
	return true;
}

bool
item_by_public(struct ctx *cx, str public_id, struct item *out)
{
	struct query q = db_query(cx->db, &sql_item_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return item_read(cx, q_number(&q), out);
}

void
item_list(struct ctx *cx, int64_t conference_id, int64_t sitting_id,
    struct item **out, size_t *out_len)
{
	struct LIST(struct item) list = { 0 };
	struct query q = db_query(cx->db, &sql_items);

	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":sitting_id", sitting_id);
	q_set_int(&q, ":max", ITEMS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = item_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- numbers and places ------------------------------------------------ */

static bool
is_plain(str number)
{
	int64_t n;

	return number.len > 0 && str_to_int(number, &n);
}

static void
set_number(struct ctx *cx, int64_t id, str number)
{
	struct query q = db_query(cx->db, &sql_item_update_number);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":number", number);
	q_run(&q);
}

/* Until the conference is called: plain numbers follow the order. */
static void
item_number_anew(struct ctx *cx, const struct conference *c)
{
	struct item *list;
	size_t len;
	int n = 0;

	if (c->state != CONFERENCE_PLANNED) {
		return;
	}
	item_list(cx, c->id, 0, &list, &len);
	for (size_t i = 0; i < len; i++) {
		str number = arena_printf(cx->mem, "%d", n + 1);

		if (list[i].state == ITEM_DROPPED ||
		    !is_plain(list[i].number)) {
			continue;
		}
		n++;
		if (!str_eq(number, list[i].number)) {
			set_number(cx, list[i].id, number);
		}
	}
}

/* One more than the highest plain one there is. */
static str
next_number(struct ctx *cx, const struct item *list, size_t len)
{
	int64_t n, highest = 0;

	for (size_t i = 0; i < len; i++) {
		if (str_to_int(list[i].number, &n) && n > highest) {
			highest = n;
		}
	}
	return arena_printf(cx->mem, "%" PRId64, highest + 1);
}

static void
set_place(struct ctx *cx, int64_t id, int64_t sitting_id, int64_t position)
{
	struct query q = db_query(cx->db, &sql_item_update_place);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":sitting_id", sitting_id);
	q_set_int(&q, ":position", position);
	q_run(&q);
}

/* Before the first, or after the last, in a sitting. */
static int64_t
outer_place(struct ctx *cx, int64_t sitting_id, bool first)
{
	struct query q = db_query(cx->db, &sql_item_ends);
	int64_t place = 0;

	q_set_int(&q, ":sitting_id", sitting_id);
	if (q_row(&q)) {
		place = first ? q_get_int(&q, 0) - 1 : q_get_int(&q, 1) + 1;
	}
	q_end(&q);
	return place;
}

void
item_put(struct ctx *cx, int64_t item_id, int64_t sitting_id, bool first)
{
	set_place(cx, item_id, sitting_id, outer_place(cx, sitting_id,
	    first));
}

/* ---- writing ----------------------------------------------------------- */

static enum conference_err
check_item(struct ctx *cx, const struct item *item)
{
	struct participant p;
	enum conference_err err = conference_line(item->title,
	    CONFERENCE_NO_TITLE);

	if (err != CONFERENCE_OK) {
		return err;
	}
	if (item->number.len > CONFERENCE_LINE_MAX ||
	    item->text.len > CONFERENCE_TEXT_MAX ||
	    item->guide.len > CONFERENCE_TEXT_MAX) {
		return CONFERENCE_TOO_LONG;
	}
	if (item->minutes < 0 || item->minutes > CONFERENCE_MINUTES_MAX ||
	    item->speech_seconds < 0 || item->debate_seconds < 0 ||
	    item->speech_seconds > CONFERENCE_MINUTES_MAX * 60 ||
	    item->debate_seconds > CONFERENCE_MINUTES_MAX * 60) {
		return CONFERENCE_MINUTES;
	}
	if (item->reporter_id != 0 && (!participant_read(cx,
	    item->reporter_id, &p) || p.conference_id !=
	    item->conference_id)) {
		return CONFERENCE_NO_PARTICIPANT;
	}
	return CONFERENCE_OK;
}

static void
set_item(struct query *q, const struct item *item, str number)
{
	q_set_str(q, ":number", number);
	q_set_int(q, ":kind", item->kind);
	q_set_str(q, ":title", item->title);
	q_set_str(q, ":text", item->text);
	q_set_str(q, ":guide", item->guide);
	q_set_int(q, ":minutes", item->minutes);
	q_set_id(q, ":motion_id", item->motion_id);
	q_set_id(q, ":reporter_id", item->reporter_id);
	q_set_int(q, ":speech_seconds", item->speech_seconds);
	q_set_int(q, ":debate_seconds", item->debate_seconds);
}

static void
insert_item(struct ctx *cx, const struct item *item, str number, int64_t id)
{
	struct query q = db_query(cx->db, &sql_item_insert);

	set_item(&q, item, number);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":conference_id", item->conference_id);
	q_set_int(&q, ":sitting_id", item->sitting_id);
	q_set_int(&q, ":position", outer_place(cx, item->sitting_id, false));
	q_run(&q);
}

enum conference_err
item_add(struct ctx *cx, const struct item *item, int64_t *out_id)
{
	struct item in = *item, *list;
	enum conference_err err;
	struct conference c;
	struct sitting s;
	size_t len;
	int64_t id;

	if (!sitting_read(cx, item->sitting_id, &s)) {
		return CONFERENCE_NO_SITTING;
	}
	in.conference_id = s.conference_id;
	err = conference_changeable(cx, s.conference_id, &c);
	if (err == CONFERENCE_OK) {
		err = check_item(cx, &in);
	}
	if (err == CONFERENCE_OK && s.closed_at != 0) {
		err = CONFERENCE_SITTING_OVER;
	}
	if (err != CONFERENCE_OK) {
		return err;
	}
	item_list(cx, c.id, 0, &list, &len);
	if (len == ITEMS_MAX) {
		return CONFERENCE_FULL;
	}
	id = db_new_id(cx->db, "item");
	insert_item(cx, &in, in.number.len > 0 ? in.number :
	    next_number(cx, list, len), id);
	item_number_anew(cx, &c);
	conference_note(cx, "conference.add_item", c.id, 0);
	*out_id = id;
	return CONFERENCE_OK;
}

enum conference_err
item_change(struct ctx *cx, const struct item *item)
{
	struct item was, in = *item;
	enum conference_err err;
	struct conference c;
	struct query q;

	if (!item_read(cx, item->id, &was)) {
		return CONFERENCE_NO_ITEM;
	}
	in.conference_id = was.conference_id;
	err = conference_changeable(cx, was.conference_id, &c);
	if (err == CONFERENCE_OK) {
		err = check_item(cx, &in);
	}
	if (err != CONFERENCE_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_item_update);
	set_item(&q, &in, in.number.len > 0 ? in.number : was.number);
	q_set_int(&q, ":id", item->id);
	q_run(&q);
	item_number_anew(cx, &c);
	conference_note(cx, "conference.change_item", c.id, 0);
	return CONFERENCE_OK;
}

/* An item that waits, of a conference that can be changed. */
static enum conference_err
waiting(struct ctx *cx, int64_t id, struct item *item, struct conference *c)
{
	enum conference_err err;

	if (!item_read(cx, id, item)) {
		return CONFERENCE_NO_ITEM;
	}
	err = conference_changeable(cx, item->conference_id, c);
	if (err != CONFERENCE_OK) {
		return err;
	}
	return item->state == ITEM_OPEN ? CONFERENCE_ITEM_OPEN :
	    item->state == ITEM_DONE ? CONFERENCE_HELD : CONFERENCE_OK;
}

/* The sitting before or after that is not closed; 0: there is none. */
static int64_t
other_sitting(struct ctx *cx, const struct item *item, bool before)
{
	struct sitting *list;
	int64_t last = 0;
	bool passed = false;
	size_t len;

	sitting_list(cx, item->conference_id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].id == item->sitting_id) {
			if (before) {
				return last;
			}
			passed = true;
		} else if (list[i].closed_at == 0) {
			if (passed) {
				return list[i].id;
			}
			last = list[i].id;
		}
	}
	return 0;
}

static void
swap_places(struct ctx *cx, const struct item *a, const struct item *b)
{
	set_place(cx, a->id, a->sitting_id, b->position);
	set_place(cx, b->id, b->sitting_id, a->position);
}

enum conference_err
item_move(struct ctx *cx, int64_t id, bool up)
{
	struct item item, *list;
	struct conference c;
	enum conference_err err = waiting(cx, id, &item, &c);
	size_t len, i = 0;
	int64_t to;

	if (err != CONFERENCE_OK) {
		return err;
	}
	item_list(cx, c.id, item.sitting_id, &list, &len);
	while (list[i].id != id) {
		i++;
	}
	if (up ? i > 0 : i + 1 < len) {
		swap_places(cx, &list[i], &list[up ? i - 1 : i + 1]);
	} else {
		to = other_sitting(cx, &item, up);
		if (to == 0) {
			return CONFERENCE_OK;
		}
		item_put(cx, id, to, !up);
	}
	item_number_anew(cx, &c);
	conference_note(cx, "conference.move_item", c.id, 0);
	return CONFERENCE_OK;
}

static void
set_state(struct ctx *cx, int64_t id, enum item_state state)
{
	struct query q = db_query(cx->db, &sql_item_update_state);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":state", state);
	q_run(&q);
}

enum conference_err
item_drop(struct ctx *cx, int64_t id)
{
	struct item item;
	struct conference c;
	enum conference_err err = waiting(cx, id, &item, &c);

	if (err != CONFERENCE_OK) {
		return err;
	}
	if (item.state == ITEM_DROPPED) {
		return CONFERENCE_DROPPED;
	}
	set_state(cx, id, ITEM_DROPPED);
	item_number_anew(cx, &c);
	conference_note(cx, "conference.drop_item", c.id, 0);
	return CONFERENCE_OK;
}

enum conference_err
item_restore(struct ctx *cx, int64_t id)
{
	struct item item;
	struct conference c;
	enum conference_err err = waiting(cx, id, &item, &c);

	if (err != CONFERENCE_OK) {
		return err;
	}
	if (item.state == ITEM_DROPPED) {
		set_state(cx, id, ITEM_WAITING);
		item_number_anew(cx, &c);
		conference_note(cx, "conference.restore_item", c.id, 0);
	}
	return CONFERENCE_OK;
}

/* ---- a beginning ------------------------------------------------------- */

#define USUAL_STARTS	(9 * 60)
#define USUAL_ENDS	(17 * 60)
#define USUAL_MINUTES	15

static enum conference_err
add_usual(struct ctx *cx, int64_t sitting_id, enum item_kind kind, str title)
{
	struct item item = { .sitting_id = sitting_id, .kind = kind,
	    .title = title, .minutes = USUAL_MINUTES };
	int64_t id;

	return item_add(cx, &item, &id);
}

enum conference_err
conference_usual_order(struct ctx *cx, int64_t id, str opening, str closing)
{
	struct conference c;
	enum conference_err err = conference_changeable(cx, id, &c);
	int64_t first = 0, last = 0;
	struct sitting *list, s = { .conference_id = id,
	    .starts = USUAL_STARTS, .ends = USUAL_ENDS };
	size_t len;

	if (err != CONFERENCE_OK) {
		return err;
	}
	sitting_list(cx, id, &list, &len);
	if (len > 0) {
		return CONFERENCE_HAS_SITTINGS;
	}
	for (s.day = c.from; date_cmp(s.day, c.last) <= 0 &&
	    err == CONFERENCE_OK; s.day = date_add(s.day, 1)) {
		err = sitting_add(cx, &s, &last);
		first = first == 0 ? last : first;
	}
	if (err == CONFERENCE_OK) {
		err = add_usual(cx, first, ITEM_OPENING, opening);
	}
	return err != CONFERENCE_OK ? err :
	    add_usual(cx, last, ITEM_CLOSING, closing);
}
