/* document.c - what lies before a conference on paper: reports, drafts. */
#include "motion/motion_own.h"
#include "org/org.h"

#include "motion/motion.sql.h"

static struct document
document_row(struct ctx *cx, struct query *q)
{
	return (struct document){
		.id = q_get_int(q, 0),
		.conference_id = q_get_int(q, 1),
		.item_id = q_get_id(q, 2),
		.public_id = arena_copy(cx->mem, q_get_str(q, 3)),
		.language = arena_copy(cx->mem, q_get_str(q, 4)),
		.title = arena_copy(cx->mem, q_get_str(q, 5)),
		.position = (int)q_get_int(q, 6),
		.state = (enum document_state)q_get_int(q, 7),
		.entered_at = q_get_int(q, 8),
	};
}

bool
document_read(struct ctx *cx, int64_t id, struct document *out)
{
	struct query q = db_query(cx->db, &sql_document_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = document_row(cx, &q);
	out->text = arena_copy(cx->mem, q_get_str(&q, 9));
	q_end(&q);
	return true;
}

bool
document_by_public(struct ctx *cx, str public_id, struct document *out)
{
	struct query q = db_query(cx->db, &sql_document_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return document_read(cx, q_number(&q), out);
}

void
document_list(struct ctx *cx, int64_t conference_id, struct document **out,
    size_t *out_len)
{
	struct LIST(struct document) list = { 0 };
	struct query q = db_query(cx->db, &sql_documents);

	q_set_int(&q, ":id", conference_id);
	q_set_int(&q, ":max", DOCUMENTS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = document_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- writing ----------------------------------------------------------- */

static enum motion_err
check_texts(const struct document *d)
{
	if (d->title.len == 0) {
		return MOTION_NO_TITLE;
	}
	if (str_trim(d->text).len == 0) {
		return MOTION_NO_TEXT;
	}
	return d->title.len > MOTION_LINE_MAX || d->text.len > MOTION_TEXT_MAX ?
	    MOTION_TOO_LONG : MOTION_OK;
}

static void
set_texts(struct query *q, const struct document *d)
{
	q_set_id(q, ":item_id", d->item_id);
	q_set_str(q, ":language", d->language);
	q_set_str(q, ":title", d->title);
	q_set_str(q, ":text", d->text);
}

static void
note(struct ctx *cx, const char *verb, int64_t conference_id, int64_t id)
{
	struct conference c;

	if (conference_read(cx, conference_id, &c)) {
		motion_note(cx, verb, conference_id, c.unit_id, id);
	}
}

enum motion_err
document_add(struct ctx *cx, const struct document *d, int64_t *out_id)
{
	enum motion_err err = check_texts(d);
	struct conference c;
	int64_t id, position;
	struct query q;

	if (!conference_read(cx, d->conference_id, &c)) {
		return MOTION_NO_CONFERENCE;
	}
	if (err != MOTION_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_document_last_position);
	q_set_int(&q, ":id", d->conference_id);
	position = q_number(&q) + 1;
	if (position > DOCUMENTS_MAX) {
		return MOTION_TOO_MANY;
	}
	id = db_new_id(cx->db, "conference_document");
	q = db_query(cx->db, &sql_document_insert);
	set_texts(&q, d);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":conference_id", d->conference_id);
	q_set_int(&q, ":position", position);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	note(cx, "document.add", d->conference_id, id);
	*out_id = id;
	return MOTION_OK;
}

enum motion_err
document_change(struct ctx *cx, const struct document *d)
{
	enum motion_err err = check_texts(d);
	struct document was;
	struct query q;

	if (!document_read(cx, d->id, &was)) {
		return MOTION_NO_DOCUMENT;
	}
	if (err != MOTION_OK) {
		return err;
	}
	if (was.state == DOCUMENT_LAID) {
		return MOTION_LAID;
	}
	q = db_query(cx->db, &sql_document_update);
	set_texts(&q, d);
	q_set_int(&q, ":id", d->id);
	q_run(&q);
	note(cx, "document.change", was.conference_id, d->id);
	return MOTION_OK;
}

enum motion_err
document_set_state(struct ctx *cx, int64_t id, enum document_state state)
{
	struct document was;
	struct query q;

	if (!document_read(cx, id, &was)) {
		return MOTION_NO_DOCUMENT;
	}
	q = db_query(cx->db, &sql_document_set_state);
	q_set_int(&q, ":id", id);
	q_set_int(&q, ":state", state);
	q_run(&q);
	note(cx, "document.state", was.conference_id, id);
	return MOTION_OK;
}
