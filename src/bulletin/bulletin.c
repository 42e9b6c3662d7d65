/* bulletin.c - bulletins and minutes: drafted, written, approved, published. */
#include "bulletin/bulletin.h"

#include <assert.h>

#include "bulletin/bulletin_own.h"
#include "db/change.h"

#include "bulletin/bulletin.sql.h"

#define VERSIONS_MAX	500

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	BULLETIN_ERRORS(X)
#undef X
};

int
bulletin_err_status(enum bulletin_err err)
{
	assert(err < BULLETIN_ERR_COUNT);
	return errors[err].status;
}

const char *
bulletin_err_text(enum bulletin_err err)
{
	assert(err < BULLETIN_ERR_COUNT);
	return errors[err].text;
}

/* ---- shared ------------------------------------------------------------ */

void
bulletin_note(struct ctx *cx, const char *verb, int64_t conference_id,
    int64_t member_id, int64_t id)
{
	struct conference c;

	if (conference_read(cx, conference_id, &c)) {
		change_add(cx, verb, (struct change){ .unit_id = c.unit_id,
		    .member_id = member_id, .kind = "bulletin",
		    .object_id = id });
		conference_touch(cx, conference_id);
	}
}

enum bulletin_err
bulletin_line(str line, enum bulletin_err if_empty)
{
	return line.len == 0 ? if_empty :
	    line.len > BULLETIN_LINE_MAX ? BULLETIN_TOO_LONG : BULLETIN_OK;
}

/* ---- reading ----------------------------------------------------------- */

static struct bulletin
bulletin_row(struct ctx *cx, struct query *q)
{
	return (struct bulletin){
		.id = q_get_int(q, 0),
		.conference_id = q_get_int(q, 1),
		.sitting_id = q_get_int(q, 2),
		.public_id = arena_copy(cx->mem, q_get_str(q, 3)),
		.kind = (enum bulletin_kind)q_get_int(q, 4),
		.number = (int)q_get_int(q, 5),
		.state = (enum bulletin_state)q_get_int(q, 6),
		.audience = (enum bulletin_audience)q_get_int(q, 7),
		.drafted_at = q_get_int(q, 8),
		.approved_at = q_get_id(q, 9),
		.published_at = q_get_id(q, 10),
	};
}

bool
bulletin_read(struct ctx *cx, int64_t id, struct bulletin *out)
{
	struct query q = db_query(cx->db, &sql_bulletin_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = bulletin_row(cx, &q);
	q_end(&q);
	return true;
}

bool
bulletin_by_public(struct ctx *cx, str public_id, struct bulletin *out)
{
	struct query q = db_query(cx->db, &sql_bulletin_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return bulletin_read(cx, q_number(&q), out);
}

static void
read_list(struct ctx *cx, const struct sql *sql, int64_t id, size_t max,
    struct bulletin **out, size_t *out_len)
{
	struct LIST(struct bulletin) list = { 0 };
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":max", (int64_t)max);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = bulletin_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

void
bulletin_list(struct ctx *cx, int64_t conference_id, struct bulletin **out,
    size_t *out_len)
{
	read_list(cx, &sql_bulletins, conference_id, BULLETINS_MAX, out,
	    out_len);
}

void
bulletin_published(struct ctx *cx, int64_t conference_id, size_t max,
    struct bulletin **out, size_t *out_len)
{
	read_list(cx, &sql_bulletins_published, conference_id, max, out,
	    out_len);
}

static struct bulletin_text
text_row(struct ctx *cx, struct query *q)
{
	return (struct bulletin_text){
		.language = arena_copy(cx->mem, q_get_str(q, 0)),
		.title = arena_copy(cx->mem, q_get_str(q, 1)),
		.text = arena_copy(cx->mem, q_get_str(q, 2)),
		.reason = arena_copy(cx->mem, q_get_str(q, 3)),
		.version = (int)q_get_int(q, 4),
		.entered_at = q_get_int(q, 5),
		.entered_by = arena_copy(cx->mem, q_get_str(q, 6)),
	};
}

bool
bulletin_text(struct ctx *cx, const struct bulletin *b, str language,
    bool published, struct bulletin_text *out)
{
	struct query q = db_query(cx->db, &sql_bulletin_text_newest);

	q_set_int(&q, ":id", b->id);
	q_set_str(&q, ":language", language);
	q_set_int(&q, ":approved", published);
	if (!q_row(&q)) {
		return false;
	}
	*out = text_row(cx, &q);
	q_end(&q);
	return true;
}

void
bulletin_versions(struct ctx *cx, int64_t id, str language,
    struct bulletin_text **out, size_t *out_len)
{
	struct LIST(struct bulletin_text) list = { 0 };
	struct query q = db_query(cx->db, &sql_bulletin_text_versions);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":language", language);
	q_set_int(&q, ":max", VERSIONS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = text_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

/* Its place becomes the first. */
static void
put_first(str *list, size_t len, str first)
{
	for (size_t i = 1; i < len; i++) {
		if (str_eq(list[i], first)) {
			for (size_t k = i; k > 0; k--) {
				list[k] = list[k - 1];
			}
			list[0] = first;
		}
	}
}

void
bulletin_languages(struct ctx *cx, int64_t id, str **out, size_t *out_len)
{
	struct LIST(str) list = { 0 };
	struct query q = db_query(cx->db, &sql_bulletin_text_languages);
	struct conference c;
	struct bulletin b;

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":max", BULLETIN_LANGUAGES_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = arena_copy(cx->mem,
		    q_get_str(&q, 0));
	}
	if (bulletin_read(cx, id, &b) &&
	    conference_read(cx, b.conference_id, &c)) {
		put_first(list.at, list.len, c.language);
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- writing ----------------------------------------------------------- */

/* `by` 0: drafted from the records. */
static void
add_text(struct ctx *cx, int64_t id, int version,
    const struct bulletin_text *t, int64_t by)
{
	struct query q = db_query(cx->db, &sql_bulletin_text_insert);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":language", t->language);
	q_set_int(&q, ":version", version);
	q_set_str(&q, ":title", t->title);
	q_set_str(&q, ":text", t->text);
	q_set_str(&q, ":reason", t->reason);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", by);
	q_run(&q);
}

static void
set_state(struct ctx *cx, int64_t id, enum bulletin_state state)
{
	struct query q = db_query(cx->db, &sql_bulletin_set_state);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":state", state);
	q_run(&q);
}

static bool
is_touched(struct ctx *cx, int64_t id, str language)
{
	struct query q = db_query(cx->db, &sql_bulletin_text_touched);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":language", language);
	return q_number(&q) > 0;
}

/* Two or three letters, and what may follow: "en", "pt-BR". */
static bool
is_language(str s)
{
	size_t letters = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (!letter && (letters < 2 || c != '-')) {
			return false;
		}
		letters += letter;
	}
	return letters >= 2 && s.len <= 12;
}

static void
draft_text(struct ctx *cx, const struct bulletin *b, str language)
{
	struct bulletin_text there, new = { .language = language,
		.reason = S("") };
	int version = bulletin_text(cx, b, language, false, &there) ?
	    there.version : 0;

	draft_write(cx, b, language, &new.title, &new.text);
	add_text(cx, b->id, version + 1, &new, 0);
}

enum bulletin_err
bulletin_draft(struct ctx *cx, int64_t id, str language)
{
	struct bulletin b;

	if (!bulletin_read(cx, id, &b)) {
		return BULLETIN_NONE;
	}
	if (!is_language(language)) {
		return BULLETIN_NO_LANGUAGE;
	}
	if (is_touched(cx, id, language)) {
		return BULLETIN_EDITED;
	}
	if (b.state != BULLETIN_DRAFT && b.state != BULLETIN_CORRECTING) {
		return BULLETIN_APPROVED;
	}
	draft_text(cx, &b, language);
	bulletin_note(cx, "bulletin.draft", b.conference_id, 0, id);
	return BULLETIN_OK;
}

/* One of a kind, if the sitting has none yet. */
static void
draft_new(struct ctx *cx, const struct conference *c,
    const struct sitting *s, enum bulletin_kind kind)
{
	struct query q = db_query(cx->db, &sql_bulletin_id_of_sitting);
	struct bulletin b;
	int64_t id;

	q_set_int(&q, ":sitting_id", s->id);
	q_set_int(&q, ":kind", kind);
	if (q_number(&q) != 0) {
		return;
	}
	id = db_new_id(cx->db, "bulletin");
	q = db_query(cx->db, &sql_bulletin_insert);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":conference_id", c->id);
	q_set_int(&q, ":sitting_id", s->id);
	q_set_int(&q, ":kind", kind);
	q_set_int(&q, ":number", s->number);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
	if (bulletin_read(cx, id, &b)) {
		draft_text(cx, &b, c->language);
	}
}

enum bulletin_err
bulletin_draft_sitting(struct ctx *cx, int64_t sitting_id)
{
	struct conference c;
	struct sitting s;

	if (!sitting_read(cx, sitting_id, &s) ||
	    !conference_read(cx, s.conference_id, &c)) {
		return BULLETIN_NO_SITTING;
	}
	if (s.closed_at == 0) {
		return BULLETIN_SITS;
	}
	draft_new(cx, &c, &s, BULLETIN);
	draft_new(cx, &c, &s, MINUTES);
	bulletin_note(cx, "bulletin.draft", c.id, 0, sitting_id);
	return BULLETIN_OK;
}

enum conference_err
bulletin_close_sitting(struct ctx *cx, int64_t conference_id)
{
	int64_t id = conference_sitting(cx, conference_id);
	enum conference_err err = sitting_close(cx, conference_id);
	size_t new;

	if (err == CONFERENCE_OK) {
		/* Neither refuses what was closed just now. */
		(void)!bulletin_draft_sitting(cx, id);
		(void)!resolution_take(cx, conference_id, &new);
	}
	return err;
}

static enum bulletin_err
check_text(const struct bulletin *b, const struct bulletin_text *t,
    int newest)
{
	enum bulletin_err err = bulletin_line(t->title, BULLETIN_NO_TITLE);

	if (!is_language(t->language)) {
		return BULLETIN_NO_LANGUAGE;
	}
	if (err != BULLETIN_OK) {
		return err;
	}
	if (str_trim(t->text).len == 0) {
		return BULLETIN_NO_TEXT;
	}
	if (t->text.len > BULLETIN_TEXT_MAX ||
	    t->reason.len > BULLETIN_LINE_MAX) {
		return BULLETIN_TOO_LONG;
	}
	if (t->version != newest) {
		return BULLETIN_CHANGED;
	}
	return b->state != BULLETIN_DRAFT && t->reason.len == 0 ?
	    BULLETIN_NO_REASON : BULLETIN_OK;
}

enum bulletin_err
bulletin_write(struct ctx *cx, int64_t id, const struct bulletin_text *t)
{
	struct bulletin_text there = { .version = 0 };
	struct bulletin b;
	enum bulletin_err err;

	if (!bulletin_read(cx, id, &b)) {
		return BULLETIN_NONE;
	}
	if (!bulletin_text(cx, &b, t->language, false, &there)) {
		there.version = 0;
	}
	err = check_text(&b, t, there.version);
	if (err != BULLETIN_OK) {
		return err;
	}
	add_text(cx, id, there.version + 1, t, cx->account);
	if (b.state == BULLETIN_IS_APPROVED) {
		set_state(cx, id, BULLETIN_DRAFT);
	} else if (b.state == BULLETIN_PUBLISHED) {
		set_state(cx, id, BULLETIN_CORRECTING);
	}
	bulletin_note(cx, "bulletin.write", b.conference_id, 0, id);
	return BULLETIN_OK;
}

/* ---- approving and publishing (BULL-3) --------------------------------- */

enum bulletin_err
bulletin_approve(struct ctx *cx, int64_t id)
{
	struct bulletin b;
	struct query q;

	if (!bulletin_read(cx, id, &b)) {
		return BULLETIN_NONE;
	}
	if (b.state != BULLETIN_DRAFT && b.state != BULLETIN_CORRECTING) {
		return BULLETIN_APPROVED;
	}
	q = db_query(cx->db, &sql_bulletin_text_approve);
	q_set_int(&q, ":id", id);
	q_run(&q);
	q = db_query(cx->db, &sql_bulletin_set_approved);
	q_set_int(&q, ":id", id);
	q_set_int(&q, ":state", b.state == BULLETIN_CORRECTING ?
	    BULLETIN_PUBLISHED : BULLETIN_IS_APPROVED);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", cx->account);
	q_run(&q);
	bulletin_note(cx, "bulletin.approve", b.conference_id, 0, id);
	return BULLETIN_OK;
}

enum bulletin_err
bulletin_publish(struct ctx *cx, int64_t id, enum bulletin_audience audience)
{
	struct bulletin b;
	struct query q;

	if (!bulletin_read(cx, id, &b)) {
		return BULLETIN_NONE;
	}
	if (b.state != BULLETIN_IS_APPROVED && b.state != BULLETIN_PUBLISHED) {
		return BULLETIN_NOT_APPROVED;
	}
	if (b.state == BULLETIN_PUBLISHED && b.audience == FOR_EVERYBODY) {
		return BULLETIN_PUBLIC;
	}
	q = db_query(cx->db, &sql_bulletin_set_published);
	q_set_int(&q, ":id", id);
	q_set_int(&q, ":at", b.published_at != 0 ? b.published_at : cx->now);
	q_set_int(&q, ":audience", audience);
	q_run(&q);
	bulletin_note(cx, "bulletin.publish", b.conference_id, 0, id);
	return BULLETIN_OK;
}
