/*
 * upload.c - a list that was sent: looked at, kept, forgotten.
 */
#include <string.h>

#include "db/db.h"
#include "setup/setup.sql.h"
#include "setup/upload.h"

#define DAY_S		86400
#define FORGET_AT_ONCE	20
#define KEEP_MEMORY	((size_t)512 << 20)	/* address space */

int64_t
setup_rows_max(enum list_kind kind)
{
	return kind == LIST_MEMBERS ? UPLOAD_MEMBERS_MAX : UPLOAD_ROWS_MAX;
}

/* ---- reading a list ---------------------------------------------------- */

struct findings {
	struct arena	*row;		/* given back after each row */
	struct reasons	 reasons;
};

str
upload_problem(struct arena *mem, const struct import_problem *p)
{
	return p->line == 0 ? arena_copy(mem, p->text) : arena_printf(mem,
	    "line %lld%s" STR_FMT ": " STR_FMT, (long long)p->line,
	    p->column_name.len > 0 ? ", " : "", STR_ARG(p->column_name),
	    STR_ARG(p->text));
}

static void
note(void *arg, const struct import_problem *p)
{
	struct findings *f = arg;

	reasons_add(&f->reasons, upload_problem(f->row, p));
}

/* All its rows, if there are no more than a list may have. Those that wait for
 * others are read again, as often as units stand over one another. */
static enum setup_err
judge_rows(struct ctx *cx, struct import *im, int64_t most)
{
	bool more = import_some(cx, im, (size_t)most + 1);

	if (more && !im->again) {
		return SETUP_TOO_LONG;
	}
	while (more) {
		more = import_some(cx, im, (size_t)most);
	}
	return db_state(cx->db) == DB_OK ? SETUP_OK : SETUP_FAILED;
}

/* Judges the rows of the list in the part that is open. The importer gives back
 * what it took of its ctx for each row; what lasts is in *keep. */
static enum setup_err
judge_list(struct ctx *cx, struct arena *keep, str bytes, struct upload *u)
{
	struct findings found = { .row = cx->mem, .reasons.mem = keep };
	struct import im = { .kind = u->kind, .name = u->name, .mem = keep,
		.tell = note, .tell_arg = &found };
	enum setup_err err;
	str problem;

	im.csv = csv_of(keep, bytes, &problem);
	if (im.csv == NULL) {
		u->told = problem;
		return SETUP_NOT_A_LIST;
	}
	err = !import_begin(&im, NULL, 0) ? SETUP_NOT_A_LIST :
	    judge_rows(cx, &im, setup_rows_max(u->kind));
	u->added = im.added;
	u->same = im.same;
	u->refused = im.refused;
	u->rows = im.added + im.same + im.refused;
	u->told = reasons_text(&found.reasons);
	import_end(&im);
	csv_close(im.csv);
	return err;
}

/* With an arena of its own for what outlives a row. */
static enum setup_err
judge_apart(struct ctx *cx, str bytes, struct upload *u)
{
	struct arena keep;
	enum setup_err err;

	if (!arena_make(&keep, KEEP_MEMORY)) {
		return SETUP_FAILED;
	}
	err = judge_list(cx, &keep, bytes, u);
	u->told = arena_copy(cx->mem, u->told);
	arena_drop(&keep);
	return err;
}

/* ---- the lists that are kept ------------------------------------------- */

static void
run_by_id(struct ctx *cx, const struct sql *sql, int64_t id)
{
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":id", id);
	q_run(&q);
}

/* What the list held is gone from the file when the log is (SETU-3). */
void
upload_empty(struct ctx *cx, int64_t id)
{
	run_by_id(cx, &sql_setup_part_delete, id);
	db_empty_log(cx->db);
}

static void
forget(struct ctx *cx, int64_t id, enum upload_state state)
{
	upload_empty(cx, id);
	run_by_id(cx, &sql_setup_row_delete, id);
	run_by_id(cx, state == UPLOAD_LOOKED ? &sql_setup_upload_delete :
	    &sql_setup_upload_empty, id);
}

void
upload_forget(struct ctx *cx)
{
	struct query q = db_query(cx->db, &sql_setup_upload_old);
	struct { int64_t id; enum upload_state state; } old[FORGET_AT_ONCE];
	size_t len = 0;

	q_set_int(&q, ":before", cx->now - DAY_S);
	q_set_int(&q, ":most", FORGET_AT_ONCE);
	while (q_row(&q)) {
		old[len].id = q_get_int(&q, 0);
		old[len++].state = (enum upload_state)q_get_int(&q, 1);
	}
	for (size_t i = 0; i < len; i++) {
		forget(cx, old[i].id, old[i].state);
	}
}

static void
keep_parts(struct ctx *cx, int64_t id, str bytes)
{
	for (int64_t n = 0; bytes.len > 0; n++) {
		str part = str_part(bytes, 0, JOB_FILE_PART);
		struct query q = db_query(cx->db, &sql_setup_part_insert);

		q_set_int(&q, ":id", id);
		q_set_int(&q, ":n", n);
		q_set_bytes(&q, ":bytes", part);
		q_run(&q);
		bytes = str_from(bytes, part.len);
	}
}

static void
keep(struct ctx *cx, str bytes, struct upload *u)
{
	struct query q;

	upload_forget(cx);
	u->id = db_new_id(cx->db, "upload");
	u->public_id = public_id_new(cx->mem);
	u->made_at = cx->now;
	q = db_query(cx->db, &sql_setup_upload_insert);
	q_set_int(&q, ":id", u->id);
	q_set_str(&q, ":public_id", u->public_id);
	q_set_int(&q, ":kind", u->kind);
	q_set_str(&q, ":name", u->name);
	q_set_str(&q, ":told", u->told);
	q_set_str(&q, ":head", u->head);
	q_set_int(&q, ":rows", u->rows);
	q_set_int(&q, ":added", u->added);
	q_set_int(&q, ":same", u->same);
	q_set_int(&q, ":refused", u->refused);
	q_set_int(&q, ":made_at", cx->now);
	q_set_id(&q, ":made_by", cx->account);
	q_run(&q);
	keep_parts(cx, u->id, bytes);
}

enum setup_err
setup_look(struct ctx *cx, enum list_kind kind, str name, str bytes,
    struct upload *out)
{
	enum setup_err err;

	*out = (struct upload){ .kind = kind, .name = name, .told = S(""),
		.head = S(""), .mark = S(""), .public_id = S("") };
	db_part_begin(cx->db);
	err = judge_apart(cx, bytes, out);
	if (!db_part_undo(cx->db)) {
		return SETUP_FAILED;
	}
	if (err == SETUP_OK) {
		keep(cx, bytes, out);
	}
	return err;
}

/* ---- finding them again ------------------------------------------------ */

static void
read_row(struct ctx *cx, struct query *q, struct upload *out)
{
	*out = (struct upload){
		.id = q_get_int(q, 0),
		.public_id = arena_copy(cx->mem, q_get_str(q, 1)),
		.name = arena_copy(cx->mem, q_get_str(q, 2)),
		.told = arena_copy(cx->mem, q_get_str(q, 3)),
		.head = arena_copy(cx->mem, q_get_str(q, 4)),
		.mark = arena_copy(cx->mem, q_get_str(q, 5)),
		.kind = (enum list_kind)q_get_int(q, 6),
		.state = (enum upload_state)q_get_int(q, 7),
		.rows = q_get_int(q, 8), .added = q_get_int(q, 9),
		.same = q_get_int(q, 10), .refused = q_get_int(q, 11),
		.undone = q_get_int(q, 12), .left = q_get_int(q, 13),
		.run_id = q_get_id(q, 14), .job_id = q_get_id(q, 15),
		.made_at = q_get_int(q, 16),
	};
}

bool
upload_by_id(struct ctx *cx, int64_t id, struct upload *out)
{
	struct query q = db_query(cx->db, &sql_setup_upload_row);
	bool found;

	q_set_int(&q, ":id", id);
	found = q_row(&q);
	if (found) {
		read_row(cx, &q, out);
	}
	q_end(&q);
	return found;
}

bool
setup_upload(struct ctx *cx, str public_id, struct upload *out)
{
	struct query q = db_query(cx->db, &sql_setup_upload_by_public);

	q_set_str(&q, ":public_id", public_id);
	return upload_by_id(cx, q_number(&q), out);
}

void
setup_uploads(struct ctx *cx, struct upload **out, size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_setup_upload_list);

	*out = NEW(cx->mem, struct upload, UPLOAD_LIST_MAX);
	*out_len = 0;
	q_set_int(&q, ":most", UPLOAD_LIST_MAX);
	while (q_row(&q)) {
		read_row(cx, &q, &(*out)[(*out_len)++]);
	}
}

static size_t
size_of(struct ctx *cx, int64_t id)
{
	struct query q = db_query(cx->db, &sql_setup_part_size);
	size_t size = 0;

	q_set_int(&q, ":id", id);
	while (q_row(&q)) {
		size += (size_t)q_get_int(&q, 0);
	}
	return size;
}

str
upload_bytes(struct ctx *cx, struct arena *mem, int64_t id)
{
	size_t size = size_of(cx, id), len = 0;
	char *at = arena_alloc(mem, size, 1);
	struct query q = db_query(cx->db, &sql_setup_part_list);

	q_set_int(&q, ":id", id);
	while (q_row(&q)) {
		str part = str_part(q_get_str(&q, 0), 0, size - len);

		if (part.len > 0) {
			memcpy(at + len, part.at, part.len);
			len += part.len;
		}
	}
	return (str){ at, len };
}

str
setup_bytes(struct ctx *cx, const struct upload *u)
{
	return upload_bytes(cx, cx->mem, u->id);
}

/* ---- rows that are kept with why --------------------------------------- */

void
upload_row_add(struct ctx *cx, int64_t id, enum upload_sort sort, int64_t n,
    str told, str line)
{
	struct query q = db_query(cx->db, &sql_setup_row_insert);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":sort", sort);
	q_set_int(&q, ":n", n);
	q_set_str(&q, ":told", told);
	q_set_str(&q, ":line", line);
	q_run(&q);
}

void
setup_rows(struct ctx *cx, const struct upload *u, enum upload_sort sort,
    size_t max, struct upload_row **out, size_t *out_len)
{
	struct LIST(struct upload_row) rows = { 0 };
	struct query q = db_query(cx->db, &sql_setup_row_list);

	q_set_int(&q, ":id", u->id);
	q_set_int(&q, ":sort", sort);
	q_set_int(&q, ":most", (int64_t)max);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &rows) = (struct upload_row){
			.told = arena_copy(cx->mem, q_get_str(&q, 0)),
			.line = arena_copy(cx->mem, q_get_str(&q, 1)),
		};
	}
	*out = rows.at;
	*out_len = rows.len;
}

str
setup_reasons(struct ctx *cx, const struct upload *u)
{
	struct reasons all = { .mem = cx->mem };
	struct query q;

	if (u->state == UPLOAD_LOOKED) {
		return u->told;
	}
	q = db_query(cx->db, &sql_setup_row_told);
	q_set_int(&q, ":id", u->id);
	q_set_int(&q, ":sort", UPLOAD_REFUSED);
	while (q_row(&q)) {
		reasons_add(&all, q_get_str(&q, 0));
	}
	return reasons_text(&all);
}

int64_t
setup_rows_count(struct ctx *cx, const struct upload *u, enum upload_sort sort)
{
	struct query q = db_query(cx->db, &sql_setup_row_count);

	q_set_int(&q, ":id", u->id);
	q_set_int(&q, ":sort", sort);
	return q_number(&q);
}
