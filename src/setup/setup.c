/* setup.c - how far the set-up is, and lists that wait to be taken over. */
#include "setup/setup.h"

#include <assert.h>

#include "db/db.h"
#include "setup/setup.sql.h"

#define DAY_S	86400

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	SETUP_ERRORS(X)
#undef X
};

int
setup_err_status(enum setup_err err)
{
	assert(err < SETUP_ERR_COUNT);
	return errors[err].status;
}

const char *
setup_err_text(enum setup_err err)
{
	assert(err < SETUP_ERR_COUNT);
	return errors[err].text;
}

/* ---- reading a list ---------------------------------------------------- */

struct findings {
	struct arena	*mem;
	struct LIST(str) lines;
};

static void
note(void *arg, const struct import_problem *p)
{
	struct findings *f = arg;

	if (f->lines.len < UPLOAD_PROBLEMS_MAX) {
		*LIST_ADD(f->mem, &f->lines) = arena_printf(f->mem,
		    "line %lld%s" STR_FMT ": " STR_FMT, (long long)p->line,
		    p->column_name.len > 0 ? ", " : "",
		    STR_ARG(p->column_name), STR_ARG(p->text));
	}
}

static str
all_lines(struct ctx *cx, const struct findings *f)
{
	size_t len = 0;
	char *at;

	for (size_t i = 0; i < f->lines.len; i++) {
		len += f->lines.at[i].len + 1;
	}
	at = arena_alloc(cx->mem, len, 1);
	len = 0;
	for (size_t i = 0; i < f->lines.len; i++) {
		for (size_t k = 0; k < f->lines.at[i].len; k++) {
			at[len++] = f->lines.at[i].at[k];
		}
		at[len++] = '\n';
	}
	return (str){ at, len };
}

/* Takes over the rows of the list in the part that is open. The importer gives
 * back what it took of its ctx for each row; what lasts is in *keep. */
static enum setup_err
read_list(struct ctx *cx, struct arena *keep, struct upload *u)
{
	struct findings found = { .mem = keep };
	struct import im = { .kind = u->kind, .name = u->name, .mem = keep,
		.tell = note, .tell_arg = &found };
	enum setup_err err = SETUP_OK;
	str problem;

	im.csv = csv_of(keep, u->bytes, &problem);
	if (im.csv == NULL) {
		u->told = problem;
		return SETUP_NOT_A_LIST;
	}
	if (!import_begin(&im, NULL, 0)) {
		err = SETUP_NOT_A_LIST;
	} else if (import_some(cx, &im, UPLOAD_ROWS_MAX)) {
		err = SETUP_TOO_LONG;
	} else if (db_state(cx->db) != DB_OK) {
		err = SETUP_FAILED;
	}
	u->added = im.added;
	u->same = im.same;
	u->refused = im.refused;
	u->told = all_lines(cx, &found);
	import_end(&im);
	csv_close(im.csv);
	return err;
}

/* With an arena of its own for what outlives a row. */
static enum setup_err
read_apart(struct ctx *cx, struct upload *u)
{
	struct arena keep;
	enum setup_err err;

	if (!arena_make(&keep, (size_t)256 << 20)) {
		return SETUP_FAILED;
	}
	err = read_list(cx, &keep, u);
	u->told = arena_copy(cx->mem, u->told);
	arena_drop(&keep);
	return err;
}

/* ---- the lists that wait ----------------------------------------------- */

static void
forget_old(struct ctx *cx)
{
	struct query q = db_query(cx->db, &sql_setup_upload_old);

	q_set_int(&q, ":before", cx->now - DAY_S);
	q_run(&q);
}

static void
keep(struct ctx *cx, struct upload *u)
{
	struct query q;

	forget_old(cx);
	u->id = db_new_id(cx->db, "upload");
	u->public_id = public_id_new(cx->mem);
	q = db_query(cx->db, &sql_setup_upload_insert);
	q_set_int(&q, ":id", u->id);
	q_set_str(&q, ":public_id", u->public_id);
	q_set_int(&q, ":kind", u->kind);
	q_set_str(&q, ":name", u->name);
	q_set_bytes(&q, ":bytes", u->bytes);
	q_set_str(&q, ":told", u->told);
	q_set_int(&q, ":added", u->added);
	q_set_int(&q, ":same", u->same);
	q_set_int(&q, ":refused", u->refused);
	q_set_int(&q, ":made_at", cx->now);
	q_set_id(&q, ":made_by", cx->account);
	q_run(&q);
}

enum setup_err
setup_look(struct ctx *cx, enum list_kind kind, str name, str bytes,
    struct upload *out)
{
	enum setup_err err;

	*out = (struct upload){ .kind = kind, .name = name, .bytes = bytes,
		.told = S(""), .public_id = S("") };
	db_part_begin(cx->db);
	err = read_apart(cx, out);
	if (!db_part_undo(cx->db)) {
		return SETUP_FAILED;
	}
	if (err == SETUP_OK) {
		keep(cx, out);
	}
	return err;
}

bool
setup_upload(struct ctx *cx, str public_id, struct upload *out)
{
	struct query q = db_query(cx->db, &sql_setup_upload_by_public);
	bool found;

	q_set_str(&q, ":public_id", public_id);
	found = q_row(&q);
	if (found) {
		*out = (struct upload){
			.id = q_get_int(&q, 0), .public_id = public_id,
			.kind = (enum list_kind)q_get_int(&q, 1),
			.name = arena_copy(cx->mem, q_get_str(&q, 2)),
			.bytes = arena_copy(cx->mem, q_get_str(&q, 3)),
			.told = arena_copy(cx->mem, q_get_str(&q, 4)),
			.added = q_get_int(&q, 5), .same = q_get_int(&q, 6),
			.refused = q_get_int(&q, 7),
			.done = q_get_int(&q, 8) != 0,
		};
	}
	q_end(&q);
	return found;
}

enum setup_err
setup_take_over(struct ctx *cx, struct upload *u)
{
	enum setup_err err;
	struct query q;

	if (u->done) {
		return SETUP_DONE;
	}
	err = read_apart(cx, u);
	if (err != SETUP_OK) {
		return err;
	}
	q = db_query(cx->db, &sql_setup_upload_done);
	q_set_str(&q, ":told", u->told);
	q_set_int(&q, ":added", u->added);
	q_set_int(&q, ":same", u->same);
	q_set_int(&q, ":refused", u->refused);
	q_set_int(&q, ":id", u->id);
	q_run(&q);
	u->done = true;
	return SETUP_OK;
}

/* ---- how far it is ----------------------------------------------------- */

void
setup_state(struct ctx *cx, struct setup_state *out)
{
	struct query q = db_query(cx->db, &sql_setup_count);

	*out = (struct setup_state){ 0 };
	if (q_row(&q)) {
		*out = (struct setup_state){ q_get_int(&q, 0),
		    q_get_int(&q, 1), q_get_int(&q, 2), q_get_int(&q, 3) };
	}
	q_end(&q);
}

void
setup_uninvited(struct ctx *cx, struct uninvited **out, size_t *out_len)
{
	struct query q = db_query(cx->db, &sql_setup_uninvited);

	*out = NEW(cx->mem, struct uninvited, UNINVITED_MAX);
	*out_len = 0;
	q_set_int(&q, ":most", UNINVITED_MAX);
	while (q_row(&q)) {
		(*out)[(*out_len)++] = (struct uninvited){ q_get_int(&q, 0),
		    arena_copy(cx->mem, q_get_str(&q, 1)) };
	}
}
