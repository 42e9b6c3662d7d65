/* setup.c - how far the set-up is, and what is refused in it. */
#include "setup/setup.h"

#include <assert.h>

#include "db/db.h"
#include "setup/setup.sql.h"

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
