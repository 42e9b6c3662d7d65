/* judge.c - one unit by every rule that asks something of it: its meetings. */
#include "tally/judge.h"

/* What the unit itself told since the exception began. */
static void
add_reason(const struct unit_facts_at *u, struct exception *e)
{
	for (size_t i = 0; i < u->reasons_len; i++) {
		const struct fact_reason *r = &u->reasons[i];

		if (str_eq(r->rule, e->rule) && (!date_known(e->since) ||
		    date_cmp(date_of_moment(r->told_at), e->since) >= 0)) {
			e->reason = r->text;
			e->reason_until = r->until;
		}
	}
}

void
judge_add(struct judge *j, const struct unit_facts_at *u,
    enum exception_kind kind, const struct statutes *st, size_t rule,
    const struct stretch *s)
{
	struct exception *e;

	if (date_known(s->until) && !j->history) {
		return;
	}
	e = LIST_ADD(j->cx->mem, &j->out);
	*e = (struct exception){
		.kind = kind, .unit_id = u->unit->id,
		.unit_code = u->unit->code, .unit_name = u->unit->name,
		.unit_public_id = u->unit->public_id,
		.rule = st->rules.at[rule].key,
		.article = st->articles.at[st->rules.at[rule].article].number,
		.edition_id = st->edition_id, .rule_at = rule,
		.since = s->since,
		.due = s->due, .until = s->until, .days = s->days,
		.office = S(""), .reason = S(""), .reason_until = DATE_NONE,
	};
	add_reason(u, e);
}

/* ---- meetings ---------------------------------------------------------- */

/* EXCE-1. The first day on which anything of its meetings was recorded. */
static struct date
first_meeting(const struct unit_facts_at *u)
{
	struct date first = DATE_NONE;

	for (size_t i = 0; i < u->meetings_len; i++) {
		if (!date_known(first) || u->meetings[i].day.day < first.day) {
			first = u->meetings[i].day;
		}
	}
	return first;
}

struct date
judge_owed_from(const struct unit_facts_at *u)
{
	return date_later(u->unit->founded, first_meeting(u));
}

struct unit_facts
judge_facts(struct judge *j, const struct unit_facts_at *u, uint8_t kind)
{
	struct date *held = NEW(j->cx->mem, struct date, u->meetings_len);
	struct unit_facts f = {
		.begins = judge_owed_from(u),
		.ends = u->unit->dissolved, .held = held,
	};

	for (size_t i = 0; i < u->meetings_len; i++) {
		const struct fact_meeting *m = &u->meetings[i];

		if (m->held && (m->kind == kind || m->kind == 0)) {
			held[f.held_len++] = m->day;
		}
	}
	return f;
}

static void
judge_meetings(struct judge *j, const struct unit_facts_at *u,
    const struct tier_rules *t)
{
	for (size_t i = 0; i < t->meetings.len; i++) {
		const struct meeting_rule *r = &t->meetings.at[i];
		struct unit_facts f = judge_facts(j, u, r->kind);
		struct stretches s = { 0 };

		check_cadence(j->cx->mem, r->editions, j->rules->editions->len,
		    &f, j->on, &s);
		for (size_t k = 0; k < s.len; k++) {
			size_t e = s.at[k].edition;

			judge_add(j, u, EXCEPTION_MEETING,
			    j->rules->editions->at[e],
			    r->editions[e].rule->rule, &s.at[k]);
		}
	}
}

/* Whether some rule in force on the day asks meetings of the unit. */
bool
judge_owes(const struct judge *j, const struct tier_rules *t)
{
	size_t e = j->rules->editions->len;

	while (e > 0 && date_cmp(j->rules->editions->from[e - 1], j->on) > 0) {
		e--;
	}
	for (size_t i = 0; e > 0 && i < t->meetings.len; i++) {
		if (t->meetings.at[i].editions[e - 1].rule != NULL) {
			return true;
		}
	}
	return false;
}

/* ---- the unit ---------------------------------------------------------- */

/* The first day on which anything at all was recorded of it. */
static struct date
first_record(const struct unit_facts_at *u)
{
	struct date first = first_meeting(u);

	for (size_t i = 0; i < u->terms_len; i++) {
		first = date_sooner(first, u->terms[i].from);
	}
	for (size_t i = 0; i < u->stays_len; i++) {
		first = date_sooner(first, u->stays[i].from);
	}
	return first;
}

bool
judge_alive(const struct judge *j, const struct fact_unit *u)
{
	return (!date_known(u->founded) || date_cmp(u->founded, j->on) <= 0) &&
	    (!date_known(u->dissolved) || date_cmp(u->dissolved, j->on) > 0);
}

bool
judge_begins(const struct unit_facts_at *u, struct date *out)
{
	*out = date_later(u->unit->founded, first_record(u));
	return u->meetings_len + u->terms_len + u->stays_len > 0;
}

void
judge_state_rules(struct judge *j, const struct unit_facts_at *u,
    const struct tier_rules *t)
{
	struct date begins;

	if (judge_begins(u, &begins)) {
		judge_offices(j, u, t, begins);
		judge_members(j, u, t, begins);
		judge_circulars(j, u, t, begins);
	}
}

void
judge_unit(struct judge *j, const struct unit_facts_at *u)
{
	const struct tier_rules *t = rules_of(j->rules, u->unit->tier);

	if (t == NULL || (!j->history && !judge_alive(j, u->unit))) {
		return;
	}
	if (u->meetings_len > 0) {
		judge_meetings(j, u, t);
	} else if (judge_alive(j, u->unit) && judge_owes(j, t)) {
		j->no_word++;					/* EXCE-2 */
	}
	judge_state_rules(j, u, t);
}

/* ---- how it stands ----------------------------------------------------- */

enum unit_state
judge_state(struct date due, struct date on)
{
	int64_t late = (int64_t)on.day - due.day;

	return late > UNIT_VERY_LATE_DAYS ? UNIT_VERY_LATE :
	    late > 0 ? UNIT_LATE :
	    late > -UNIT_SOON_DAYS ? UNIT_DUE_SOON : UNIT_IN_TIME;
}

/* By one rule: the worse of what is open and what is due next. */
static void
stand_by(struct judge *j, const struct unit_facts_at *u,
    const struct meeting_rule *r, struct unit_standing *out)
{
	struct unit_facts f = judge_facts(j, u, r->kind);
	struct stretches s = { 0 };
	struct date due;
	enum unit_state state;

	check_cadence(j->cx->mem, r->editions, j->rules->editions->len, &f,
	    j->on, &s);
	due = s.len > 0 && !date_known(s.at[s.len - 1].until) ?
	    s.at[s.len - 1].due : check_due(r->editions,
	    j->rules->editions->len, &f, j->on);
	if (!date_known(due)) {
		return;
	}
	state = judge_state(due, j->on);
	if (!date_known(out->due) || state > out->state) {
		out->state = state;
		out->due = due;
		out->last = f.held_len > 0 ? f.held[f.held_len - 1] : DATE_NONE;
		out->kind = j->facts->kinds.at[r->kind];
	}
}

bool
judge_standing(struct judge *j, const struct unit_facts_at *u,
    struct unit_standing *out)
{
	const struct tier_rules *t = rules_of(j->rules, u->unit->tier);

	if (t == NULL || !judge_alive(j, u->unit) || !judge_owes(j, t)) {
		return false;
	}
	*out = (struct unit_standing){
		.unit_id = u->unit->id, .parent_id = u->unit->parent,
		.public_id = u->unit->public_id, .name = u->unit->name,
		.code = u->unit->code, .kind = S(""), .last = DATE_NONE,
		.due = DATE_NONE, .state = UNIT_IN_TIME,
		.begins = judge_owed_from(u),
	};
	if (u->meetings_len == 0) {
		out->state = UNIT_NO_WORD;
		return true;
	}
	for (size_t i = 0; i < t->meetings.len; i++) {
		stand_by(j, u, &t->meetings.at[i], out);
	}
	return true;
}
