/* conference.c - a conference itself, and the posts at it. */
#include "conference/conference.h"

#include <assert.h>

#include "conference/conference_own.h"
#include "db/change.h"
#include "db/db.h"
#include "db/memo.h"
#include "member/member.h"
#include "org/org.h"

#include "conference/conference.sql.h"

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	CONFERENCE_ERRORS(X)
#undef X
};

int
conference_err_status(enum conference_err err)
{
	assert(err < CONFERENCE_ERR_COUNT);
	return errors[err].status;
}

const char *
conference_err_text(enum conference_err err)
{
	assert(err < CONFERENCE_ERR_COUNT);
	return errors[err].text;
}

/* ---- shared ------------------------------------------------------------ */

void
conference_note(struct ctx *cx, const char *verb, int64_t id,
    int64_t member_id)
{
	struct conference c;

	if (!conference_read(cx, id, &c)) {
		return;
	}
	change_add(cx, verb, (struct change){ .unit_id = c.unit_id,
	    .member_id = member_id, .kind = "conference", .object_id = id });
	conference_touch(cx, id);
}

enum conference_err
conference_changeable(struct ctx *cx, int64_t id, struct conference *out)
{
	if (!conference_read(cx, id, out)) {
		return CONFERENCE_NONE;
	}
	return out->state == CONFERENCE_OVER ||
	    out->state == CONFERENCE_CANCELLED ? CONFERENCE_CLOSED :
	    CONFERENCE_OK;
}

enum conference_err
conference_line(str line, enum conference_err if_empty)
{
	if (line.len == 0) {
		return if_empty;
	}
	return line.len > CONFERENCE_LINE_MAX ? CONFERENCE_TOO_LONG :
	    CONFERENCE_OK;
}

/* ---- reading ----------------------------------------------------------- */

static struct conference
conference_row(struct ctx *cx, struct query *q)
{
	return (struct conference){
		.id = q_get_int(q, 0),
		.unit_id = q_get_int(q, 1),
		.meeting_id = q_get_id(q, 2),
		.public_id = arena_copy(cx->mem, q_get_str(q, 3)),
		.kind = arena_copy(cx->mem, q_get_str(q, 4)),
		.title = arena_copy(cx->mem, q_get_str(q, 5)),
		.place = arena_copy(cx->mem, q_get_str(q, 6)),
		.language = arena_copy(cx->mem, q_get_str(q, 7)),
		.era_name = arena_copy(cx->mem, q_get_str(q, 8)),
		.era_year = (int)q_get_id(q, 9),
		.ordinal = (int)q_get_id(q, 10),
		.from = q_get_date(q, 11),
		.last = q_get_date(q, 12),
		.mode = (enum conference_mode)q_get_int(q, 13),
		.state = (enum conference_state)q_get_int(q, 14),
		.sitting_id = q_get_id(q, 15),
		.item_id = q_get_id(q, 16),
		.version = q_get_int(q, 17),
	};
}

/* The door asks for it, and then each part of a page. */
bool
conference_read(struct ctx *cx, int64_t id, struct conference *out)
{
	static const char memo[] = "conference_read";
	const struct conference *known = memo_find(cx, memo, id, 0);
	struct conference *c;
	struct query q;

	if (known != NULL) {
		*out = *known;
		return true;
	}
	q = db_query(cx->db, &sql_conference_one);
	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	c = NEW(cx->mem, struct conference, 1);
	*c = conference_row(cx, &q);
	q_end(&q);
	memo_keep(cx, memo, id, 0, c);
	*out = *c;
	return true;
}

bool
conference_by_public(struct ctx *cx, str public_id, struct conference *out)
{
	struct query q = db_query(cx->db, &sql_conference_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return conference_read(cx, q_number(&q), out);
}

static void
read_list(struct ctx *cx, struct query *q, struct conference **out,
    size_t *out_len)
{
	struct LIST(struct conference) list = { 0 };

	while (q_row(q)) {
		*LIST_ADD(cx->mem, &list) = conference_row(cx, q);
	}
	*out = list.at;
	*out_len = list.len;
}

void
conference_of_unit(struct ctx *cx, int64_t unit_id, size_t max,
    struct conference **out, size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_conference_of_unit);

	q_set_int(&q, ":id", unit_id);
	q_set_int(&q, ":max", (int64_t)max);
	read_list(cx, &q, out, out_len);
}

void
conference_of_member(struct ctx *cx, int64_t member_id, size_t max,
    struct conference **out, size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_conference_of_member);

	q_set_int(&q, ":id", member_id);
	q_at_most(&q, max);
	read_list(cx, &q, out, out_len);
}

void
conference_touch(struct ctx *cx, int64_t id)
{
	struct query q = db_query(cx->db, &sql_conference_raise);

	q_set_int(&q, ":id", id);
	q_run(&q);
}

int64_t
conference_version(struct ctx *cx, int64_t id)
{
	struct query q = db_query(cx->db, &sql_conference_version_of);

	q_set_int(&q, ":id", id);
	return q_number(&q);
}

/* ---- planning ---------------------------------------------------------- */

static enum conference_err
check_fields(const struct conference *c)
{
	enum conference_err err = conference_line(c->title,
	    CONFERENCE_NO_TITLE);

	if (err != CONFERENCE_OK) {
		return err;
	}
	if (c->place.len > CONFERENCE_LINE_MAX ||
	    c->era_name.len > CONFERENCE_LINE_MAX) {
		return CONFERENCE_TOO_LONG;
	}
	if (!date_known(c->from) || !date_known(c->last) ||
	    c->last.day < c->from.day ||
	    c->last.day >= c->from.day + CONFERENCE_DAYS_MAX) {
		return CONFERENCE_DAYS;
	}
	return CONFERENCE_OK;
}

/* What planning and changing have in common. */
static void
set_fields(struct query *q, const struct conference *c)
{
	q_set_id(q, ":ordinal", c->ordinal);
	q_set_str(q, ":title", c->title);
	q_set_str(q, ":place", c->place);
	q_set_date(q, ":from_day", c->from);
	q_set_date(q, ":last_day", c->last);
	q_set_int(q, ":mode", c->mode);
	q_set_str(q, ":language", c->language);
	q_set_str(q, ":era_name", c->era_name);
	q_set_id(q, ":era_year", c->era_year);
}

enum conference_err
conference_plan(struct ctx *cx, const struct conference *c, int64_t *out_id)
{
	enum conference_err err = check_fields(c);
	struct unit unit;
	struct query q;
	int64_t id;

	if (err != CONFERENCE_OK) {
		return err;
	}
	if (!org_unit(cx, c->unit_id, &unit)) {
		return CONFERENCE_NO_UNIT;
	}
	id = db_new_id(cx->db, "conference");
	q = db_query(cx->db, &sql_conference_insert);
	set_fields(&q, c);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":unit_id", c->unit_id);
	q_set_str(&q, ":kind", c->kind);
	q_set_id(&q, ":meeting_id", c->meeting_id);
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	conference_note(cx, "conference.plan", id, 0);
	*out_id = id;
	return CONFERENCE_OK;
}

/* CONF-1: a sitting would be before the first day or after the last. */
static bool
sits_outside(struct ctx *cx, const struct conference *c)
{
	struct query q = db_query(cx->db, &sql_sitting_outside);

	q_set_int(&q, ":id", c->id);
	q_set_date(&q, ":from_day", c->from);
	q_set_date(&q, ":last_day", c->last);
	return q_number(&q) != 0;
}

enum conference_err
conference_change(struct ctx *cx, const struct conference *c)
{
	struct conference was;
	enum conference_err err = conference_changeable(cx, c->id, &was);
	struct query q;

	if (err == CONFERENCE_OK) {
		err = check_fields(c);
	}
	if (err == CONFERENCE_OK && sits_outside(cx, c)) {
		err = CONFERENCE_SITTING_DAY;
	}
	if (err != CONFERENCE_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_conference_update);
	set_fields(&q, c);
	q_set_int(&q, ":id", c->id);
	q_run(&q);
	conference_note(cx, "conference.change", c->id, 0);
	return CONFERENCE_OK;
}

enum conference_err
conference_set_state(struct ctx *cx, int64_t id, enum conference_state state)
{
	struct conference was;
	struct query q;

	if (!conference_read(cx, id, &was)) {
		return CONFERENCE_NONE;
	}
	if (was.sitting_id != 0 && state != CONFERENCE_CALLED) {
		return CONFERENCE_SITS;
	}
	if (was.state == state) {
		return CONFERENCE_OK;
	}
	q = db_query(cx->db, &sql_conference_update_state);
	q_set_int(&q, ":id", id);
	q_set_int(&q, ":state", state);
	q_run(&q);
	conference_note(cx, "conference.state", id, 0);
	return CONFERENCE_OK;
}

/* ---- posts ------------------------------------------------------------- */

static void
set_post(struct query *q, int64_t id, int64_t member_id,
    enum conference_post post)
{
	q_set_int(q, ":conference_id", id);
	q_set_int(q, ":member_id", member_id);
	q_set_int(q, ":post", post);
}

unsigned
conference_posts_of(struct ctx *cx, int64_t id, int64_t member_id)
{
	static const char memo[] = "conference_posts_of";
	const unsigned *known = memo_find(cx, memo, id, member_id);
	unsigned *posts;
	struct query q;

	if (known != NULL) {
		return *known;
	}
	posts = NEW(cx->mem, unsigned, 1);
	q = db_query(cx->db, &sql_conference_posts_now);
	q_set_int(&q, ":conference_id", id);
	q_set_int(&q, ":member_id", member_id);
	while (q_row(&q)) {
		*posts |= POST_BIT(q_get_int(&q, 0));
	}
	memo_keep(cx, memo, id, member_id, posts);
	return *posts;
}

bool
conference_has_post(struct ctx *cx, int64_t id, int64_t member_id,
    enum conference_post post)
{
	return (conference_posts_of(cx, id, member_id) & POST_BIT(post)) != 0;
}

enum conference_err
conference_give_post(struct ctx *cx, int64_t id, int64_t member_id,
    enum conference_post post)
{
	struct conference c;
	struct member member;
	struct query q;

	if (!conference_read(cx, id, &c)) {
		return CONFERENCE_NONE;
	}
	if (!member_read(cx, member_id, &member)) {
		return CONFERENCE_NO_MEMBER;
	}
	if (conference_has_post(cx, id, member_id, post)) {
		return CONFERENCE_HAS_POST;
	}
	q = db_query(cx->db, &sql_conference_post_add);
	set_post(&q, id, member_id, post);
	q_set_int(&q, ":id", db_new_id(cx->db, "conference_post"));
	q_set_int(&q, ":from_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	conference_note(cx, "conference.give_post", id, member_id);
	return CONFERENCE_OK;
}

enum conference_err
conference_end_post(struct ctx *cx, int64_t id, int64_t member_id,
    enum conference_post post)
{
	struct query q;

	if (!conference_has_post(cx, id, member_id, post)) {
		return CONFERENCE_NO_POST;
	}
	q = db_query(cx->db, &sql_conference_post_end);
	set_post(&q, id, member_id, post);
	q_set_int(&q, ":until_at", cx->now);
	q_run(&q);
	conference_note(cx, "conference.end_post", id, member_id);
	return CONFERENCE_OK;
}

void
conference_posts(struct ctx *cx, int64_t id, struct post **out,
    size_t *out_len)
{
	struct LIST(struct post) list = { 0 };
	struct query q = db_query(cx->db, &sql_conference_posts);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":max", POSTS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct post){
			.id = q_get_int(&q, 0),
			.member_id = q_get_int(&q, 1),
			.member_name = arena_copy(cx->mem, q_get_str(&q, 2)),
			.member_public_id = arena_copy(cx->mem,
			    q_get_str(&q, 3)),
			.post = (enum conference_post)q_get_int(&q, 4),
			.from_at = q_get_int(&q, 5),
			.until_at = q_get_id(&q, 6),
		};
	}
	*out = list.at;
	*out_len = list.len;
}
