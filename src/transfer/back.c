/*
 * back.c - what a list brought is taken back, the last row first (TRAN-10).
 */
#include "transfer/transfer.h"

#include "db/change.h"
#include "db/db.h"
#include "member/member.h"
#include "office/office.h"
#include "org/org.h"
#include "transfer/transfer.sql.h"

bool
import_can_go_back(enum list_kind kind)
{
	return kind == LIST_MEMBERS || kind == LIST_TERMS;
}

void
import_back_begin(struct ctx *cx, int64_t run_id)
{
	struct unit root;

	change_add(cx, "import.undo", (struct change){
		.unit_id = org_root(cx, &root) ? root.id : 0,
		.kind = "import", .object_id = run_id,
	});
}

/* The highest id of the run below one; 0: there is none. */
static int64_t
id_below(struct ctx *cx, enum list_kind kind, int64_t run_id, int64_t below)
{
	struct query q = db_query(cx->db, &sql_import_block_below);
	int64_t id = 0;

	q_set_int(&q, ":run_id", run_id);
	q_set_int(&q, ":kind", kind);
	q_set_int(&q, ":below", below);
	if (q_row(&q)) {
		int64_t until = q_get_int(&q, 1);

		id = (until < below ? until : below) - 1;
	}
	q_end(&q);
	return id;
}

bool
import_back(struct ctx *cx, enum list_kind kind, int64_t run_id,
    int64_t *below, struct import_back *out)
{
	int64_t id = id_below(cx, kind, run_id, *below);

	*out = (struct import_back){ .who = S("") };
	if (id == 0 || db_state(cx->db) != DB_OK) {
		return false;
	}
	*below = id;
	out->undone = kind == LIST_MEMBERS ?
	    member_take_back(cx, id, &out->who) :
	    office_take_back(cx, id, &out->who);
	return db_state(cx->db) == DB_OK;
}
