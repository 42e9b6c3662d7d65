/* report.c - what a unit says it has reached of its target, and when the next
 * word is due. */
#include "plan/plan_own.h"

#include "plan/plan.sql.h"

/* ---- reading ----------------------------------------------------------- */

static struct target_report
report_row(struct ctx *cx, struct query *q)
{
	return (struct target_report){
		.id = q_get_int(q, 0),
		.target_id = q_get_int(q, 1),
		.corrects = q_get_id(q, 2),
		.public_id = arena_copy(cx->mem, q_get_str(q, 3)),
		.note = arena_copy(cx->mem, q_get_str(q, 4)),
		.by = arena_copy(cx->mem, q_get_str(q, 5)),
		.day = q_get_date(q, 6),
		.amount = q_get_int(q, 7),
		.at = q_get_int(q, 8),
		.stands = q_is_null(q, 9),
	};
}

static bool
read_one(struct ctx *cx, int64_t id, struct target_report *out)
{
	struct query q = db_query(cx->db, &sql_report_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = report_row(cx, &q);
	q_end(&q);
	return true;
}

bool
target_report_by_public(struct ctx *cx, str public_id,
    struct target_report *out)
{
	struct query q = db_query(cx->db, &sql_report_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return read_one(cx, q_number(&q), out);
}

void
target_reports(struct ctx *cx, int64_t target_id, struct target_report **out,
    size_t *out_len)
{
	struct LIST(struct target_report) list = { 0 };
	struct query q = db_query(cx->db, &sql_report_list);

	q_set_int(&q, ":id", target_id);
	q_set_int(&q, ":max", TARGET_REPORTS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = report_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- reporting (PLAN-6, PLAN-7) ---------------------------------------- */

static enum plan_err
check_correction(struct ctx *cx, const struct target_report *in)
{
	struct target_report was;

	if (!read_one(cx, in->corrects, &was) ||
	    was.target_id != in->target_id) {
		return PLAN_NO_REPORT;
	}
	if (!was.stands) {
		return PLAN_CORRECTED;
	}
	return str_trim(in->note).len == 0 ? PLAN_NO_REASON : PLAN_OK;
}

static enum plan_err
check_report(struct ctx *cx, const struct target *t,
    const struct target_report *in)
{
	if (t->unit_ended) {
		return PLAN_ENDED;
	}
	if (in->amount < 0 || in->amount > PLAN_AMOUNT_MAX) {
		return PLAN_AMOUNT;
	}
	if (!date_known(in->day) || date_cmp(in->day, cx->today) > 0 ||
	    date_cmp(in->day, t->from) < 0) {
		return PLAN_DAY;
	}
	if (in->note.len > PLAN_NOTE_MAX) {
		return PLAN_TOO_LONG;
	}
	return in->corrects != 0 ? check_correction(cx, in) : PLAN_OK;
}

/* What counts now is put beside the target, and what that changes is added to
 * it and to all above. */
static void
take_newest(struct ctx *cx, const struct target *t)
{
	struct query q = db_query(cx->db, &sql_report_newest);
	int64_t was = t->own < 0 ? 0 : t->own, own;
	struct date day;

	q_set_int(&q, ":id", t->id);
	if (!q_row(&q)) {
		return;			/* the transaction has failed */
	}
	own = q_get_int(&q, 0);
	day = q_get_date(&q, 1);
	q_end(&q);
	q = db_query(cx->db, &sql_target_own);
	q_set_int(&q, ":id", t->id);
	q_set_int(&q, ":own", own);
	q_set_date(&q, ":own_day", day);
	q_run(&q);
	target_add(cx, t->id, (struct target_delta){
		.done = own - was,
		.told = t->own < 0 && t->below == 0,
	});
}

enum plan_err
target_tell(struct ctx *cx, const struct target_report *in, int64_t *out_id)
{
	enum plan_err err;
	struct target t;
	struct query q;
	int64_t id;

	if (!target_read(cx, in->target_id, &t)) {
		return PLAN_NO_TARGET;
	}
	err = check_report(cx, &t, in);
	if (err != PLAN_OK) {
		return err;
	}
	id = db_new_id(cx->db, "target_report");
	q = db_query(cx->db, &sql_report_insert);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":target_id", t.id);
	q_set_date(&q, ":day", in->day);
	q_set_int(&q, ":amount", in->amount);
	q_set_str(&q, ":note", str_trim(in->note));
	q_set_id(&q, ":corrects", in->corrects);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	take_newest(cx, &t);
	plan_note(cx, in->corrects != 0 ? "target.correct" : "target.report",
	    ACT_REPORT_PROGRESS, t.unit_id, "target", t.id);
	*out_id = id;
	return PLAN_OK;
}

/* ---- the next one (PLAN-10) -------------------------------------------- */

struct date
target_next_report(const struct target *t)
{
	struct date since = date_known(t->own_day) ? t->own_day :
	    date_later(t->from, t->given_on);

	if (t->every == 0 || t->below > 0 || t->amount == 0 || t->unit_ended ||
	    (date_known(t->own_day) && date_cmp(t->own_day, t->due) >= 0)) {
		return DATE_NONE;
	}
	return date_sooner(date_add_months(since, t->every), t->due);
}
