/*
 * check.c - asks the records what always holds.
 */
#include <assert.h>

#include "check/check.h"
#include "db/db.h"
#include "check/check.sql.h"

static const struct {
	const struct sql	*sql;
	const char		*holds;
} checks[CHECK_COUNT] = {
#define X(name, holds) { &sql_##name, holds },
	CHECKS(X)
#undef X
};

const char *
check_holds(enum check check)
{
	assert((size_t)check < CHECK_COUNT);
	return checks[check].holds;
}

void
check_run(struct ctx *cx, enum check check, struct check_result *out)
{
	struct query q;

	assert((size_t)check < CHECK_COUNT);
	*out = (struct check_result){ 0 };
	q = db_query(cx->db, checks[check].sql);
	while (out->found < CHECK_FOUND_MAX && q_row(&q)) {
		if (out->found < CHECK_SHOWN_MAX) {
			out->rows[out->found] = (struct check_row){
				.table = arena_copy(cx->mem, q_get_str(&q, 0)),
				.id = q_get_int(&q, 1),
			};
		}
		out->found++;
	}
	q_end(&q);
}

bool
check_file(struct ctx *cx, str *out_problem)
{
	const char *problem = "";

	if (db_check(cx->db, &problem)) {
		return true;
	}
	*out_problem = arena_copy(cx->mem, str_z(problem));
	return false;
}
