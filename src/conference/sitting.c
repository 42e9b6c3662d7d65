/* sitting.c - the sittings of a conference, and who presides over them. */
#include "conference/conference.h"
#include "conference/conference_own.h"
#include "db/db.h"

#include "conference/conference.sql.h"

static struct sitting
sitting_row(struct ctx *cx, struct query *q)
{
	return (struct sitting){
		.id = q_get_int(q, 0),
		.conference_id = q_get_int(q, 1),
		.public_id = arena_copy(cx->mem, q_get_str(q, 2)),
		.title = arena_copy(cx->mem, q_get_str(q, 3)),
		.number = (int)q_get_int(q, 4),
		.day = q_get_date(q, 5),
		.starts = (int)q_get_int(q, 6),
		.ends = (int)q_get_int(q, 7),
		.opened_at = q_get_id(q, 8),
		.closed_at = q_get_id(q, 9),
	};
}

bool
sitting_read(struct ctx *cx, int64_t id, struct sitting *out)
{
	struct query q = db_query(cx->db, &sql_sitting_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = sitting_row(cx, &q);
	q_end(&q);
	return true;
}

bool
sitting_by_public(struct ctx *cx, str public_id, struct sitting *out)
{
	struct query q = db_query(cx->db, &sql_sitting_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return sitting_read(cx, q_number(&q), out);
}

void
sitting_list(struct ctx *cx, int64_t conference_id, struct sitting **out,
    size_t *out_len)
{
	struct LIST(struct sitting) list = { 0 };
	struct query q = db_query(cx->db, &sql_sittings);

	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":max", SITTINGS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = sitting_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- planning ---------------------------------------------------------- */

static enum conference_err
check_sitting(struct ctx *cx, const struct sitting *s)
{
	struct conference c;
	enum conference_err err = conference_changeable(cx, s->conference_id,
	    &c);

	if (err != CONFERENCE_OK) {
		return err;
	}
	if (s->title.len > CONFERENCE_LINE_MAX) {
		return CONFERENCE_TOO_LONG;
	}
	if (date_cmp(s->day, c.from) < 0 || date_cmp(s->day, c.last) > 0) {
		return CONFERENCE_SITTING_DAY;
	}
	return s->starts < 0 || s->ends <= s->starts ||
	    s->ends > CONFERENCE_MINUTES_MAX ? CONFERENCE_TIMES :
	    CONFERENCE_OK;
}

static void
set_sitting(struct query *q, const struct sitting *s)
{
	q_set_str(q, ":title", s->title);
	q_set_date(q, ":day", s->day);
	q_set_int(q, ":starts", s->starts);
	q_set_int(q, ":ends", s->ends);
}

/* CONF-1: by day and time, from 1. */
static void
number_sittings(struct ctx *cx, int64_t conference_id)
{
	struct LIST(int64_t) ids = { 0 };
	struct query q = db_query(cx->db, &sql_sitting_numbers_away);

	q_set_int(&q, ":conference_id", conference_id);
	q_run(&q);
	q = db_query(cx->db, &sql_sitting_in_time);
	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":max", SITTINGS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &ids) = q_get_int(&q, 0);
	}
	for (size_t i = 0; i < ids.len; i++) {
		q = db_query(cx->db, &sql_sitting_update_number);
		q_set_int(&q, ":id", ids.at[i]);
		q_set_int(&q, ":number", (int64_t)i + 1);
		q_run(&q);
	}
}

/* What was opened keeps its number: nothing is put before it. */
static bool
comes_before_held(const struct sitting *list, size_t len,
    const struct sitting *s)
{
	for (size_t i = 0; i < len; i++) {
		if (list[i].opened_at != 0 && list[i].id != s->id &&
		    (s->day.day < list[i].day.day ||
		    (s->day.day == list[i].day.day &&
		    s->starts < list[i].starts))) {
			return true;
		}
	}
	return false;
}

enum conference_err
sitting_add(struct ctx *cx, const struct sitting *s, int64_t *out_id)
{
	enum conference_err err = check_sitting(cx, s);
	struct sitting in = *s, *list;
	struct query q;
	size_t len;
	int64_t id;

	if (err != CONFERENCE_OK) {
		return err;
	}
	sitting_list(cx, s->conference_id, &list, &len);
	if (len == SITTINGS_MAX) {
		return CONFERENCE_FULL;
	}
	in.id = 0;
	if (comes_before_held(list, len, &in)) {
		return CONFERENCE_HELD;
	}
	id = db_new_id(cx->db, "sitting");
	q = db_query(cx->db, &sql_sitting_insert);
	set_sitting(&q, s);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":conference_id", s->conference_id);
	q_set_int(&q, ":number", (int64_t)len + 1);
	q_run(&q);
	number_sittings(cx, s->conference_id);
	conference_note(cx, "conference.add_sitting", s->conference_id, 0);
	*out_id = id;
	return CONFERENCE_OK;
}

enum conference_err
sitting_change(struct ctx *cx, const struct sitting *s)
{
	struct sitting was, in = *s, *list;
	enum conference_err err;
	struct query q;
	size_t len;

	if (!sitting_read(cx, s->id, &was)) {
		return CONFERENCE_NO_SITTING;
	}
	in.conference_id = was.conference_id;
	err = check_sitting(cx, &in);
	if (err != CONFERENCE_OK) {
		return err;
	}
	sitting_list(cx, was.conference_id, &list, &len);
	if ((was.opened_at != 0 && (was.day.day != s->day.day ||
	    was.starts != s->starts)) || comes_before_held(list, len, s)) {
		return CONFERENCE_HELD;
	}
	q = db_query(cx->db, &sql_sitting_update);
	set_sitting(&q, s);
	q_set_int(&q, ":id", s->id);
	q_run(&q);
	number_sittings(cx, was.conference_id);
	conference_note(cx, "conference.change_sitting", was.conference_id, 0);
	return CONFERENCE_OK;
}

enum conference_err
sitting_drop(struct ctx *cx, int64_t id)
{
	struct sitting was;
	struct item *items;
	struct query q;
	size_t len;

	if (!sitting_read(cx, id, &was)) {
		return CONFERENCE_NO_SITTING;
	}
	if (was.opened_at != 0) {
		return CONFERENCE_HELD;
	}
	item_list(cx, was.conference_id, id, &items, &len);
	if (len > 0) {
		return CONFERENCE_NOT_EMPTY;
	}
	q = db_query(cx->db, &sql_presiders_delete);
	q_set_int(&q, ":sitting_id", id);
	q_run(&q);
	q = db_query(cx->db, &sql_sitting_delete);
	q_set_int(&q, ":id", id);
	q_run(&q);
	number_sittings(cx, was.conference_id);
	conference_note(cx, "conference.drop_sitting", was.conference_id, 0);
	return CONFERENCE_OK;
}

int64_t
conference_sitting(struct ctx *cx, int64_t id)
{
	struct conference c;
	struct sitting *list;
	size_t len;

	if (!conference_read(cx, id, &c) || c.sitting_id != 0) {
		return c.sitting_id;
	}
	sitting_list(cx, id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].closed_at == 0) {
			return list[i].id;
		}
	}
	return len == 0 ? 0 : list[len - 1].id;
}

/* ---- who presides ------------------------------------------------------ */

void
presidium(struct ctx *cx, int64_t sitting_id, bool ever,
    struct presider **out, size_t *out_len)
{
	struct LIST(struct presider) list = { 0 };
	struct query q = db_query(cx->db, &sql_presiders);

	q_set_int(&q, ":sitting_id", sitting_id);
	q_set_int(&q, ":ever", ever);
	q_set_int(&q, ":max", PARTICIPANTS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct presider){
			.participant_id = q_get_int(&q, 0),
			.member_id = q_get_id(&q, 1),
			.public_id = arena_copy(cx->mem, q_get_str(&q, 2)),
			.name = arena_copy(cx->mem, q_get_str(&q, 3)),
			.unit_name = arena_copy(cx->mem, q_get_str(&q, 4)),
			.number = (int)q_get_int(&q, 5),
			.position = (int)q_get_int(&q, 6),
			.from_at = q_get_int(&q, 7),
			.until_at = q_get_id(&q, 8),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

static bool
stays(const struct presider *p, const int64_t *ids, size_t len)
{
	return (size_t)p->position <= len &&
	    ids[p->position - 1] == p->participant_id;
}

static enum conference_err
check_presidium(struct ctx *cx, const struct sitting *s, const int64_t *ids,
    size_t len)
{
	struct participant p;

	if (s->closed_at != 0) {
		return CONFERENCE_SITTING_OVER;
	}
	if (len > PRESIDIUM_MAX) {
		return CONFERENCE_FULL;
	}
	for (size_t i = 0; i < len; i++) {
		if (!participant_read(cx, ids[i], &p) ||
		    p.conference_id != s->conference_id ||
		    p.state != TAKES_PART) {
			return CONFERENCE_NO_PARTICIPANT;
		}
		for (size_t k = 0; k < i; k++) {
			if (ids[k] == ids[i]) {
				return CONFERENCE_TAKES_PART;
			}
		}
	}
	return CONFERENCE_OK;
}

/* Who is not at the same place any more goes; before the sitting was opened
 * without a trace. */
static void
end_presiders(struct ctx *cx, const struct sitting *s,
    const struct presider *was, size_t was_len, const int64_t *ids, size_t len)
{
	struct query q;

	if (s->opened_at == 0) {
		q = db_query(cx->db, &sql_presiders_delete);
		q_set_int(&q, ":sitting_id", s->id);
		q_run(&q);
		return;
	}
	for (size_t i = 0; i < was_len; i++) {
		if (!stays(&was[i], ids, len)) {
			q = db_query(cx->db, &sql_presider_end);
			q_set_int(&q, ":sitting_id", s->id);
			q_set_int(&q, ":participant_id",
			    was[i].participant_id);
			q_set_int(&q, ":until_at", cx->now);
			q_run(&q);
		}
	}
}

static bool
presided(const struct presider *was, size_t was_len, int64_t id, size_t place)
{
	for (size_t i = 0; i < was_len; i++) {
		if (was[i].participant_id == id &&
		    (size_t)was[i].position == place) {
			return true;
		}
	}
	return false;
}

enum conference_err
presidium_set(struct ctx *cx, int64_t sitting_id, const int64_t *participants,
    size_t len)
{
	enum conference_err err;
	struct presider *was;
	struct sitting s;
	struct query q;
	size_t was_len;

	if (!sitting_read(cx, sitting_id, &s)) {
		return CONFERENCE_NO_SITTING;
	}
	err = check_presidium(cx, &s, participants, len);
	if (err != CONFERENCE_OK) {
		return err;
	}
	presidium(cx, sitting_id, false, &was, &was_len);
	end_presiders(cx, &s, was, was_len, participants, len);
	for (size_t i = 0; i < len; i++) {
		if (s.opened_at != 0 && presided(was, was_len,
		    participants[i], i + 1)) {
			continue;
		}
		q = db_query(cx->db, &sql_presider_insert);
		q_set_int(&q, ":id", db_new_id(cx->db, "sitting_presidium"));
		q_set_int(&q, ":sitting_id", sitting_id);
		q_set_int(&q, ":participant_id", participants[i]);
		q_set_int(&q, ":position", (int64_t)i + 1);
		q_set_int(&q, ":from_at", cx->now);
		q_run(&q);
	}
	conference_note(cx, "conference.presidium", s.conference_id, 0);
	return CONFERENCE_OK;
}
