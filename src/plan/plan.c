/* plan.c - plans, and the goals they set. */
#include "plan/plan_own.h"

#include <assert.h>

#include "bulletin/bulletin.h"
#include "db/change.h"
#include "org/org.h"

#include "plan/plan.sql.h"

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	PLAN_ERRORS(X)
#undef X
};

int
plan_err_status(enum plan_err err)
{
	assert(err < PLAN_ERR_COUNT);
	return errors[err].status;
}

const char *
plan_err_text(enum plan_err err)
{
	assert(err < PLAN_ERR_COUNT);
	return errors[err].text;
}

void
plan_note(struct ctx *cx, const char *verb, enum act act, int64_t unit_id,
    const char *kind, int64_t id)
{
	change_add(cx, verb, (struct change){
		.office = may_office(cx, act, (struct object){
		    .unit = unit_id }),
		.unit_id = unit_id,
		.kind = kind,
		.object_id = id,
	});
}

/* A line that a person has to write. */
static enum plan_err
plan_line(str line, enum plan_err if_empty)
{
	return str_trim(line).len == 0 ? if_empty :
	    line.len > PLAN_LINE_MAX ? PLAN_TOO_LONG : PLAN_OK;
}

/* ---- reading ----------------------------------------------------------- */

static struct plan
plan_row(struct ctx *cx, struct query *q)
{
	return (struct plan){
		.id = q_get_int(q, 0),
		.unit_id = q_get_int(q, 1),
		.resolution_id = q_get_id(q, 2),
		.public_id = arena_copy(cx->mem, q_get_str(q, 3)),
		.title = arena_copy(cx->mem, q_get_str(q, 4)),
		.unit_name = arena_copy(cx->mem, q_get_str(q, 5)),
		.from = q_get_date(q, 6),
		.last = q_get_date(q, 7),
	};
}

bool
plan_read(struct ctx *cx, int64_t id, struct plan *out)
{
	struct query q = db_query(cx->db, &sql_plan_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = plan_row(cx, &q);
	out->text = arena_copy(cx->mem, q_get_str(&q, 8));
	q_end(&q);
	return true;
}

bool
plan_by_public(struct ctx *cx, str public_id, struct plan *out)
{
	struct query q = db_query(cx->db, &sql_plan_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return plan_read(cx, q_number(&q), out);
}

static void
read_list(struct ctx *cx, const struct sql *sql, int64_t id, struct plan **out,
    size_t *out_len)
{
	struct LIST(struct plan) list = { 0 };
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":max", PLANS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = plan_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

void
plan_of_unit(struct ctx *cx, int64_t unit_id, struct plan **out,
    size_t *out_len)
{
	read_list(cx, &sql_plan_by_unit, unit_id, out, out_len);
}

void
plan_of_resolution(struct ctx *cx, int64_t resolution_id, struct plan **out,
    size_t *out_len)
{
	read_list(cx, &sql_plan_by_resolution, resolution_id, out, out_len);
}

/* ---- a plan (PLAN-1) --------------------------------------------------- */

static bool
years_are_good(struct date from, struct date last)
{
	return date_known(from) && date_known(last) &&
	    date_cmp(from, last) <= 0 && date_cmp(last,
	    date_add_months(from, 12 * PLAN_YEARS_MAX)) <= 0;
}

static enum plan_err
check_plan(const struct plan *in)
{
	enum plan_err err = plan_line(in->title, PLAN_NO_TITLE);

	return err != PLAN_OK ? err : in->text.len > PLAN_TEXT_MAX ?
	    PLAN_TOO_LONG : !years_are_good(in->from, in->last) ? PLAN_DAYS :
	    PLAN_OK;
}

/* What was resolved is not typed again; a long text is cut where it may be. */
static void
take_words(struct plan *p, const struct resolution *r)
{
	if (str_trim(p->title).len == 0) {
		p->title = utf8_cut(r->title, PLAN_LINE_MAX);
	}
	if (str_trim(p->text).len == 0) {
		p->text = utf8_cut(r->text, PLAN_TEXT_MAX);
	}
}

enum plan_err
plan_begin(struct ctx *cx, const struct plan *in, int64_t *out_id)
{
	struct plan p = *in;
	struct resolution r;
	enum plan_err err;
	struct unit unit;
	struct query q;
	int64_t id;

	if (!org_unit(cx, p.unit_id, &unit)) {
		return PLAN_NO_UNIT;
	}
	if (date_known(unit.dissolved)) {
		return PLAN_ENDED;
	}
	if (p.resolution_id != 0) {
		if (!resolution_read(cx, p.resolution_id, &r)) {
			return PLAN_NO_RESOLUTION;
		}
		take_words(&p, &r);
	}
	err = check_plan(&p);
	if (err != PLAN_OK) {
		return err;
	}
	id = db_new_id(cx->db, "plan");
	q = db_query(cx->db, &sql_plan_insert);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":unit_id", p.unit_id);
	q_set_str(&q, ":title", str_trim(p.title));
	q_set_str(&q, ":text", str_trim(p.text));
	q_set_date(&q, ":from_day", p.from);
	q_set_date(&q, ":last_day", p.last);
	q_set_id(&q, ":resolution_id", p.resolution_id);
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	plan_note(cx, "plan.begin", ACT_ISSUE_GOALS, p.unit_id, "plan", id);
	*out_id = id;
	return PLAN_OK;
}

static bool
lies_outside(struct ctx *cx, const struct plan *p)
{
	struct query q = db_query(cx->db, &sql_plan_outside);

	q_set_int(&q, ":id", p->id);
	q_set_date(&q, ":from_day", p->from);
	q_set_date(&q, ":last_day", p->last);
	return q_number(&q) > 0;
}

enum plan_err
plan_change(struct ctx *cx, const struct plan *in)
{
	enum plan_err err;
	struct plan was;
	struct query q;

	if (!plan_read(cx, in->id, &was)) {
		return PLAN_NONE;
	}
	err = check_plan(in);
	if (err != PLAN_OK) {
		return err;
	}
	if (lies_outside(cx, in)) {
		return PLAN_SHORTER;
	}
	q = db_query(cx->db, &sql_plan_update);
	q_set_int(&q, ":id", in->id);
	q_set_str(&q, ":title", str_trim(in->title));
	q_set_str(&q, ":text", str_trim(in->text));
	q_set_date(&q, ":from_day", in->from);
	q_set_date(&q, ":last_day", in->last);
	q_run(&q);
	plan_note(cx, "plan.change", ACT_ISSUE_GOALS, was.unit_id, "plan",
	    in->id);
	return PLAN_OK;
}

/* ---- a goal (PLAN-2) --------------------------------------------------- */

static enum plan_err
check_goal(const struct goal *in, const struct plan *p)
{
	enum plan_err err = plan_line(in->title, PLAN_NO_TITLE);

	if (err == PLAN_OK) {
		err = plan_line(in->measure, PLAN_NO_MEASURE);
	}
	if (err != PLAN_OK) {
		return err;
	}
	if (in->amount < 1 || in->amount > PLAN_AMOUNT_MAX) {
		return PLAN_AMOUNT;
	}
	if (!date_known(in->due) || date_cmp(in->due, p->from) < 0 ||
	    date_cmp(in->due, p->last) > 0) {
		return PLAN_DUE;
	}
	return in->every == 0 || in->every == 1 || in->every == 3 ||
	    in->every == 6 || in->every == 12 ? PLAN_OK : PLAN_EVERY;
}

static int64_t
count_goals(struct ctx *cx, int64_t plan_id)
{
	struct query q = db_query(cx->db, &sql_plan_goals);

	q_set_int(&q, ":id", plan_id);
	return q_number(&q);
}

enum plan_err
goal_set(struct ctx *cx, const struct goal *in, int64_t *out_target_id)
{
	int64_t id, position;
	enum plan_err err;
	struct query q;
	struct plan p;

	if (!plan_read(cx, in->plan_id, &p)) {
		return PLAN_NONE;
	}
	err = check_goal(in, &p);
	position = count_goals(cx, p.id) + 1;
	if (err != PLAN_OK || position > GOALS_MAX) {
		return err != PLAN_OK ? err : PLAN_FULL;
	}
	id = db_new_id(cx->db, "goal");
	q = db_query(cx->db, &sql_goal_insert);
	q_set_int(&q, ":id", id);
	q_set_int(&q, ":plan_id", p.id);
	q_set_int(&q, ":position", position);
	q_set_str(&q, ":title", str_trim(in->title));
	q_set_str(&q, ":measure", str_trim(in->measure));
	q_set_date(&q, ":due_day", in->due);
	q_set_int(&q, ":every", in->every);
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	*out_target_id = target_insert(cx, id, p.unit_id, 0, in->amount);
	plan_note(cx, "plan.goal", ACT_ISSUE_GOALS, p.unit_id, "goal", id);
	return PLAN_OK;
}
