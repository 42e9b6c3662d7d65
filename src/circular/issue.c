/* issue.c - a circular issued, within what the statutes let be asked. */
#include "circular/circular_own.h"

#include "bulletin/bulletin.h"
#include "db/change.h"
#include "org/org.h"
#include "statutes/check.h"

#include "circular/circular.sql.h"

/* ---- what the statutes say --------------------------------------------- */

void
circular_asked(struct ctx *cx, str tier, struct date on,
    struct circular_asked *out)
{
	const struct statutes *st = statutes_in_force(cx, on);
	size_t at;

	*out = (struct circular_asked){ .statutes = st };
	if (st != NULL) {
		at = statutes_tier(st, tier);
		out->rule = statutes_circular(st, at);
		out->burden = statutes_burden(st, S("circulars"), at);
	}
}

str
circular_article(struct ctx *cx, const struct statutes *st, size_t rule)
{
	const struct article *a =
	    &st->articles.at[st->rules.at[rule].article];

	return a->number.len > 0 ? arena_printf(cx->mem, "article " STR_FMT,
	    STR_ARG(a->number)) : a->title;
}

/* How many circulars a unit has been asked at most, of those that this one
 * would go to, and under which unit. */
static int64_t
asked_most(struct ctx *cx, const struct circular_new *in,
    enum unit_of_time per, int64_t *out_unit)
{
	struct query q = db_query(cx->db, &sql_circular_asked_of);
	struct date from = period_start(cx->today, per);
	struct date until = period_after(from, per);
	int64_t most;

	q_set_int(&q, ":under_id", in->under_id);
	q_set_str(&q, ":tier", in->tier);
	q_set_date(&q, ":from_day", from);
	q_set_date(&q, ":until_day", until);
	most = q_number(&q);
	*out_unit = in->under_id;
	q = db_query(cx->db, &sql_circular_asked_most);
	q_set_int(&q, ":under_id", in->under_id);
	q_set_str(&q, ":tier", in->tier);
	q_set_date(&q, ":from_day", from);
	q_set_date(&q, ":until_day", until);
	if (q_row(&q)) {
		if (q_get_int(&q, 1) > most) {
			*out_unit = q_get_int(&q, 0);
			most = q_get_int(&q, 1);
		}
		q_end(&q);
	}
	return most;
}

/* ---- looking before it is issued --------------------------------------- */

static enum circular_err
check_words(const struct circular_new *in)
{
	if (str_trim(in->title).len == 0) {
		return CIRCULAR_NO_TITLE;
	}
	if (str_trim(in->short_text).len == 0) {
		return CIRCULAR_NO_SHORT;
	}
	return in->title.len > CIRCULAR_TITLE_MAX ||
	    in->short_text.len > CIRCULAR_SHORT_MAX ||
	    in->text.len > CIRCULAR_TEXT_MAX ? CIRCULAR_TOO_LONG :
	    CIRCULAR_OK;
}

static enum circular_err
check_units(struct ctx *cx, const struct circular_new *in)
{
	struct query q = db_query(cx->db, &sql_circular_any_unit);
	struct unit unit;

	q_set_int(&q, ":under_id", in->under_id);
	q_set_str(&q, ":tier", in->tier);
	if (q_number(&q) == 0) {
		return CIRCULAR_NOBODY;
	}
	return org_unit(cx, in->unit_id, &unit) &&
	    !date_known(unit.dissolved) &&
	    org_is_under(cx, in->under_id, in->unit_id) ? CIRCULAR_OK :
	    CIRCULAR_NO_UNIT;
}

static bool
comes_back_after(const struct circular_new *in, int days)
{
	for (size_t i = 0; i < in->returns_len; i++) {
		if (in->returns[i] == days) {
			return true;
		}
	}
	return false;
}

/* CIRC-3, CIRC-4. */
static enum circular_err
check_days(struct ctx *cx, const struct circular_new *in,
    const struct circular_rule *rule)
{
	if (date_known(in->due) && (date_cmp(in->due, cx->today) < 0 ||
	    (rule != NULL && rule->conveyed_days >= 0 && date_cmp(in->due,
	    date_add(cx->today, rule->conveyed_days)) < 0))) {
		return CIRCULAR_TOO_SOON;
	}
	if (date_known(in->due) && date_cmp(in->due, date_add(cx->today,
	    CIRCULAR_DAYS_MAX)) > 0) {
		return CIRCULAR_TOO_LATE;
	}
	if (in->returns_len > CIRCULAR_RETURNS_MAX) {
		return CIRCULAR_RETURN_DAYS;
	}
	for (size_t i = 0; i < in->returns_len; i++) {
		if (in->returns[i] > CIRCULAR_DAYS_MAX || in->returns[i] <=
		    (i == 0 ? 0 : in->returns[i - 1])) {
			return CIRCULAR_RETURN_DAYS;
		}
	}
	for (size_t i = 0; rule != NULL && i < rule->repeated_len; i++) {
		if (!comes_back_after(in, rule->repeated_days[i])) {
			return CIRCULAR_RETURNS;
		}
	}
	return CIRCULAR_OK;
}

enum circular_err
circular_issue_check(struct ctx *cx, const struct circular_new *in)
{
	struct circular_asked asked;
	struct resolution r;
	enum circular_err err = check_words(in);
	int64_t unit_id;

	circular_asked(cx, in->tier, cx->today, &asked);
	err = err != CIRCULAR_OK ? err : check_units(cx, in);
	err = err != CIRCULAR_OK ? err : check_days(cx, in, asked.rule);
	if (err != CIRCULAR_OK) {
		return err;
	}
	if (in->resolution_id != 0 &&
	    !resolution_read(cx, in->resolution_id, &r)) {
		return CIRCULAR_NO_RESOLUTION;
	}
	return asked.burden != NULL && asked_most(cx, in, asked.burden->per,
	    &unit_id) >= asked.burden->times ? CIRCULAR_BURDEN : CIRCULAR_OK;
}

/* ---- why not ----------------------------------------------------------- */

static str
refuse_burden(struct ctx *cx, const struct circular_new *in,
    const struct circular_asked *a)
{
	static const char *const period[] = { [TIME_MONTH] = "month",
		[TIME_QUARTER] = "quarter", [TIME_YEAR] = "year" };
	str article = text_capital(cx->mem, circular_article(cx, a->statutes,
	    a->burden->rule));
	struct unit unit = { .name = S("a unit under it") };
	int64_t unit_id, n = asked_most(cx, in, a->burden->per, &unit_id);

	if (!org_unit(cx, unit_id, &unit)) {
		unit.name = S("a unit that it is for");
	}
	return arena_printf(cx->mem, STR_FMT " lets at most %d circulars be"
	    " asked in one %s, and those in " STR_FMT " have got %lld already."
	    " Wait for the next %s, or issue it to others.",
	    STR_ARG(article), (int)a->burden->times, period[a->burden->per],
	    STR_ARG(unit.name), (long long)n, period[a->burden->per]);
}

static str
list_days(struct ctx *cx, const struct circular_rule *rule)
{
	str out = S("");

	for (size_t i = 0; i < rule->repeated_len; i++) {
		out = arena_printf(cx->mem, STR_FMT "%s%d", STR_ARG(out),
		    i == 0 ? "" : i + 1 == rule->repeated_len ? " and " : ", ",
		    (int)rule->repeated_days[i]);
	}
	return out;
}

str
circular_refusal(struct ctx *cx, const struct circular_new *in,
    enum circular_err err)
{
	struct circular_asked a;
	str article = S("");

	circular_asked(cx, in->tier, cx->today, &a);
	if (a.rule != NULL) {
		article = text_capital(cx->mem, circular_article(cx,
		    a.statutes, a.rule->rule));
	}
	if (err == CIRCULAR_TOO_SOON && article.len > 0 &&
	    a.rule->conveyed_days >= 0) {
		str day = day_long(cx->mem, date_add(cx->today,
		    a.rule->conveyed_days));

		return arena_printf(cx->mem, STR_FMT " gives %d days to pass a"
		    " circular on: choose " STR_FMT " or a later day.",
		    STR_ARG(article), (int)a.rule->conveyed_days,
		    STR_ARG(day));
	}
	if (err == CIRCULAR_TOO_SOON) {
		return S("Choose today or a later day.");
	}
	if (err == CIRCULAR_RETURNS && article.len > 0) {
		return arena_printf(cx->mem, STR_FMT " says that a circular"
		    " comes back after " STR_FMT " days. Add these; others may"
		    " stand between them.", STR_ARG(article),
		    STR_ARG(list_days(cx, a.rule)));
	}
	if (err == CIRCULAR_BURDEN && a.burden != NULL) {
		return refuse_burden(cx, in, &a);
	}
	return text_sentence(cx->mem, str_z(circular_err_text(err)));
}

/* ---- issuing ----------------------------------------------------------- */

static str
returns_text(struct ctx *cx, const struct circular_new *in)
{
	str out = S("");

	for (size_t i = 0; i < in->returns_len; i++) {
		out = arena_printf(cx->mem, STR_FMT "%s%d", STR_ARG(out),
		    i == 0 ? "" : " ", in->returns[i]);
	}
	return out;
}

static int64_t
next_number(struct ctx *cx, int64_t unit_id)
{
	struct query q = db_query(cx->db, &sql_circular_next_number);

	q_set_int(&q, ":unit_id", unit_id);
	return q_number(&q);
}

static void
insert(struct ctx *cx, const struct circular_new *in, int64_t id)
{
	struct query q = db_query(cx->db, &sql_circular_newest_unit);
	int64_t newest = q_number(&q), number = next_number(cx, in->unit_id);
	struct date due = circular_due(cx, in);

	q = db_query(cx->db, &sql_circular_insert);
	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":unit_id", in->unit_id);
	q_set_int(&q, ":number", number);
	q_set_int(&q, ":under_id", in->under_id);
	q_set_str(&q, ":tier", in->tier);
	q_set_int(&q, ":newest_unit", newest);
	q_set_str(&q, ":title", str_trim(in->title));
	q_set_str(&q, ":short", str_trim(in->short_text));
	q_set_str(&q, ":text", str_trim(in->text));
	q_set_date(&q, ":issued_on", cx->today);
	q_set_date(&q, ":due_day", due);
	q_set_str(&q, ":returns", returns_text(cx, in));
	q_set_id(&q, ":resolution_id", in->resolution_id);
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
}

struct date
circular_due(struct ctx *cx, const struct circular_new *in)
{
	struct circular_asked asked;

	if (date_known(in->due)) {
		return in->due;
	}
	circular_asked(cx, in->tier, cx->today, &asked);
	return asked.rule != NULL && asked.rule->conveyed_days >= 0 ?
	    date_add(cx->today, asked.rule->conveyed_days) : DATE_NONE;
}

enum circular_err
circular_issue(struct ctx *cx, const struct circular_new *in, int64_t *out_id)
{
	enum circular_err err = circular_issue_check(cx, in);
	int64_t id;

	if (err != CIRCULAR_OK) {
		return err;
	}
	id = db_new_id(cx->db, "circular");
	insert(cx, in, id);
	circular_note(cx, "circular.issue", in->unit_id, id);
	change_touch_under(cx, in->under_id);
	*out_id = id;
	return CIRCULAR_OK;
}
