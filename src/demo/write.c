/*
 * write.c - a cell written as the rows that the rooms' rules write, each once
 * and in its last state.
 *
 * Nothing is asked that the maker knows already, ids are taken for the whole
 * cell at once, and what changes later in a life is written as it is in the
 * end. Public ids count upwards in their first half: their index grows at its
 * end, where a random place for each would be another page to read and write.
 */
#include "db/change.h"
#include "db/db.h"
#include "demo/demo_own.h"
#include "demo/write.sql.h"
#include "statutes/check.h"

struct writer {
	struct ctx		*cx;
	const struct demo	*d;
	struct demo_cell	*c;
	size_t			 tier;	/* of cells */
	struct query		 change;	/* open as long as the cell */
	struct ids {
		int64_t	 change, contact, meeting, record, agenda, decision,
			 assignment, event;
	}			 next;
};

/* ---- ids --------------------------------------------------------------- */

/* How many of each the cell needs. */
static struct ids
count_ids(const struct demo_cell *c)
{
	int64_t promises = (int64_t)c->promises.len;
	struct ids n = { .change = 1 + (int64_t)(c->members + c->terms.len +
	    c->deeds.len) + promises, .assignment = promises,
	    .event = promises };

	for (size_t i = 0; i < c->members; i++) {
		n.contact += c->member[i].telephone.len > 0;
	}
	n.change += n.contact;
	for (size_t i = 0; i < c->deeds.len; i++) {
		const struct demo_deed *deed = &c->deeds.at[i];
		bool held = deed->kind == DEED_MEET;

		n.meeting += held || deed->kind == DEED_CALL;
		n.record += held;
		n.agenda += held ? (int64_t)COUNT(deed->agenda) : 0;
		n.decision += deed->decided;
		n.event += deed->kind == DEED_SAY;
	}
	return n;
}

static int64_t
take(struct ctx *cx, const char *table, int64_t count)
{
	return count == 0 ? 0 : db_new_ids(cx->db, table, count);
}

static struct ids
take_ids(struct ctx *cx, const struct demo_cell *c)
{
	struct ids n = count_ids(c);

	return (struct ids){
		.change = take(cx, "change", n.change),
		.contact = take(cx, "contact", n.contact),
		.meeting = take(cx, "meeting", n.meeting),
		.record = take(cx, "meeting_record", n.record),
		.agenda = take(cx, "agenda_item", n.agenda),
		.decision = take(cx, "decision", n.decision),
		.assignment = take(cx, "assignment", n.assignment),
		.event = take(cx, "assignment_event", n.event),
	};
}

static void
set_public_id(struct writer *w, struct query *q, const char *name, int64_t id)
{
	uint64_t bits = (uint64_t)id << 30 |
	    (dice_next(&w->c->dice) & 0x3fffffff);

	q_set_str(q, name, public_id_of(w->cx->mem, bits));
}

/* ---- the record of changes --------------------------------------------- */

static void
note_change(struct writer *w, int64_t at, str verb, int64_t unit,
    int64_t member, str kind, int64_t object)
{
	struct query *q = &w->change;

	change_touch(w->cx, unit);
	q_put_int(q, 1, w->next.change++);
	q_put_int(q, 2, at);
	q_put_str(q, 3, verb);
	q_put_int(q, 4, unit);
	q_put_id(q, 5, member);
	q_put_str(q, 6, kind);
	q_put_int(q, 7, object);
	q_again(q);
}

/* ---- the unit ---------------------------------------------------------- */

static void
write_unit(struct writer *w)
{
	struct ctx *cx = w->cx;
	struct demo_cell *c = w->c;
	struct query q;
	str name = text_fold(cx->mem, c->name);
	str code = text_fold(cx->mem, c->code);

	c->unit = db_new_id(cx->db, "unit");
	q = db_query(cx->db, &sql_demo_unit);
	q_set_int(&q, ":id", c->unit);
	set_public_id(w, &q, ":public_id", c->unit);
	q_set_str(&q, ":code", c->code);
	q_set_str(&q, ":name", c->name);
	q_set_str(&q, ":name_fold", arena_printf(cx->mem,
	    STR_FMT "\n" STR_FMT, STR_ARG(name), STR_ARG(code)));
	q_set_int(&q, ":parent_id", c->parent);
	q_set_date(&q, ":founded", c->founded);
	q_run(&q);
	q = db_query(cx->db, &sql_demo_unit_name);
	q_set_int(&q, ":id", c->unit);
	q_set_str(&q, ":name", c->name);
	q_set_date(&q, ":founded", c->founded);
	q_run(&q);
	q = db_query(cx->db, &sql_demo_unit_place);
	q_set_int(&q, ":id", c->unit);
	q_set_int(&q, ":parent_id", c->parent);
	q_set_date(&q, ":founded", c->founded);
	q_run(&q);
	q = db_query(cx->db, &sql_demo_unit_up);
	q_set_int(&q, ":id", c->unit);
	q_set_int(&q, ":parent_id", c->parent);
	q_run(&q);
}

static void
write_founding(struct writer *w)
{
	struct demo_cell *c = w->c;
	int64_t id = db_new_id(w->cx->db, "unit_event");
	struct query q = db_query(w->cx->db, &sql_demo_unit_event);

	q_set_int(&q, ":event_id", id);
	q_set_int(&q, ":id", c->unit);
	q_set_int(&q, ":parent_id", c->parent);
	q_set_date(&q, ":founded", c->founded);
	q_set_str(&q, ":name", c->name);
	q_set_int(&q, ":at", w->cx->now);
	q_run(&q);
	note_change(w, w->cx->now, S("unit.found"), c->unit, 0, S("unit"),
	    c->unit);
}

/* ---- members ----------------------------------------------------------- */

static void
write_contact(struct writer *w, const struct demo_member *m)
{
	struct query q = db_query(w->cx->db, &sql_demo_contact);

	q_set_int(&q, ":id", w->next.contact++);
	q_set_int(&q, ":member_id", m->id);
	q_set_str(&q, ":value", m->telephone);
	q_set_int(&q, ":shown_to", m->shown_to);
	q_set_int(&q, ":at", w->cx->now);
	q_run(&q);
	note_change(w, w->cx->now, S("member.contact"), w->c->unit, m->id,
	    S("member"), m->id);
}

static void
write_member(struct writer *w, const struct demo_member *m, int64_t stay)
{
	struct query q = db_query(w->cx->db, &sql_demo_member);

	q_set_int(&q, ":id", m->id);
	set_public_id(w, &q, ":public_id", m->id);
	q_set_str(&q, ":number", m->number);
	q_set_str(&q, ":name", m->name.name);
	q_set_str(&q, ":native_name", m->name.native);
	q_set_str(&q, ":name_fold", m->fold);
	q_set_str(&q, ":language", m->name.language);
	q_set_int(&q, ":at", w->cx->now);
	q_run(&q);
	q = db_query(w->cx->db, &sql_demo_membership);
	q_set_int(&q, ":id", stay);
	q_set_int(&q, ":member_id", m->id);
	q_set_int(&q, ":cell_id", w->c->unit);
	q_set_date(&q, ":from", m->from);
	q_set_int(&q, ":at", w->cx->now);
	q_run(&q);
	note_change(w, w->cx->now, S("member.join"), w->c->unit, m->id,
	    S("member"), m->id);
}

static void
write_members(struct writer *w)
{
	struct demo_cell *c = w->c;
	int64_t n = (int64_t)c->members;
	int64_t id = db_new_ids(w->cx->db, "member", n);
	int64_t stay = db_new_ids(w->cx->db, "membership", n);

	for (size_t i = 0; i < c->members; i++) {
		struct demo_member *m = &c->member[i];

		m->id = id + (int64_t)i;
		write_member(w, m, stay + (int64_t)i);
		if (m->telephone.len > 0) {
			write_contact(w, m);
		}
	}
}

/* ---- offices ----------------------------------------------------------- */

/* The first day after the term ran out, as the room of offices reckons. */
static struct date
due_day(const struct writer *w, const struct demo_term *t)
{
	const struct statutes *st = w->d->statutes;
	size_t tier = t->unit == 0 ? w->tier : statutes_tier(st,
	    t->unit == w->d->at.county ? S("county") : S("federation"));
	const struct office_kind *kind =
	    &st->offices.at[statutes_office(st, t->office, tier)];
	struct date due;

	if (kind->term.n == 0) {
		return DATE_NONE;
	}
	due = span_after(kind->term, t->from);
	return date_cmp(due, st->from) < 0 ? st->from : due;
}

static void
write_term(struct writer *w, const struct demo_term *t, int64_t id)
{
	int64_t unit = t->unit == 0 ? w->c->unit : t->unit;
	int64_t member = w->c->member[t->member].id;
	struct query q = db_query(w->cx->db, &sql_demo_term);

	q_set_int(&q, ":id", id);
	set_public_id(w, &q, ":public_id", id);
	q_set_int(&q, ":unit_id", unit);
	q_set_str(&q, ":office", t->office);
	q_set_int(&q, ":seat", t->seat);
	q_set_int(&q, ":member_id", member);
	q_set_date(&q, ":from", t->from);
	q_set_date(&q, ":due", due_day(w, t));
	q_set_date(&q, ":until", t->until);
	q_set_int(&q, ":at", w->cx->now);
	q_run(&q);
	note_change(w, w->cx->now, S("office.name"), unit, member, S("term"),
	    id);
}

/* ---- meetings ---------------------------------------------------------- */

/* A figure that is NULL where it is not known. */
static void
set_known(struct query *q, const char *name, int64_t figure)
{
	if (figure < 0) {
		q_set_null(q, name);
	} else {
		q_set_int(q, name, figure);
	}
}

static void
write_meeting(struct writer *w, struct demo_deed *deed, int64_t record)
{
	struct query q = db_query(w->cx->db, &sql_demo_meeting);
	int64_t at = demo_evening(deed->on);

	deed->id = w->next.meeting++;
	q_set_int(&q, ":id", deed->id);
	set_public_id(w, &q, ":public_id", deed->id);
	q_set_int(&q, ":unit_id", w->c->unit);
	q_set_str(&q, ":kind", deed->word);
	q_set_int(&q, ":state", record != 0 ? MEETING_WAS_HELD :
	    MEETING_PLANNED);
	q_set_date(&q, ":day", deed->day);
	q_set_int(&q, ":starts", deed->starts);
	q_set_str(&q, ":place", deed->place);
	q_set_id(&q, ":called_at", record != 0 ? 0 : at);
	set_public_id(w, &q, ":sign_code", deed->id);
	q_set_id(&q, ":record_id", record);
	q_set_int(&q, ":at", at);
	q_run(&q);
}

static str
article_of(const struct statutes *st, size_t rule)
{
	const struct article *a = &st->articles.at[st->rules.at[rule].article];

	return a->number.len > 0 ? a->number : a->title;
}

static int64_t
count_marks(const struct demo_deed *deed, enum presence presence)
{
	int64_t n = 0;

	for (size_t i = 0; i < deed->marks_len; i++) {
		n += deed->marks[i].presence == presence;
	}
	return n;
}

static void
set_quorum(const struct writer *w, struct query *q,
    const struct demo_deed *deed)
{
	const struct statutes *st = w->d->statutes;
	const struct meeting_kind *rule = statutes_meeting(st, deed->word,
	    w->tier);
	int64_t quorum = rule == NULL || !rule->quorum_said ? -1 :
	    quorum_needed(rule, (int64_t)deed->marks_len);
	int64_t present = count_marks(deed, PRESENT);

	set_known(q, ":quorum", quorum);
	set_known(q, ":quorum_met", quorum < 0 ? -1 : present >= quorum);
	q_set_int(q, ":edition_id", st->edition_id);
	q_set_str(q, ":article", rule == NULL || !rule->quorum_said ? S("") :
	    article_of(st, rule->rule));
}

static void
write_record(struct writer *w, const struct demo_deed *deed, int64_t id)
{
	struct query q = db_query(w->cx->db, &sql_demo_record);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":meeting_id", deed->id);
	q_set_date(&q, ":day", deed->day);
	q_set_int(&q, ":starts", deed->starts);
	q_set_int(&q, ":ends", deed->ends);
	q_set_str(&q, ":place", deed->place);
	q_set_int(&q, ":chair_id", w->c->member[1].id);
	q_set_int(&q, ":members", (int64_t)deed->marks_len);
	q_set_int(&q, ":present", count_marks(deed, PRESENT));
	q_set_int(&q, ":excused", count_marks(deed, EXCUSED));
	set_quorum(w, &q, deed);
	q_set_int(&q, ":at", demo_evening(deed->on));
	q_run(&q);
}

static void
write_marks(struct writer *w, const struct demo_deed *deed, int64_t record)
{
	struct query q = db_query(w->cx->db, &sql_demo_mark);

	q_put_int(&q, 1, record);
	for (size_t i = 0; i < deed->marks_len; i++) {
		const struct demo_mark *mark = &deed->marks[i];

		q_put_int(&q, 2, w->c->member[mark->member].id);
		q_put_int(&q, 3, mark->presence);
		q_again(&q);
	}
	q_end(&q);
}

static void
write_agenda(struct writer *w, const struct demo_deed *deed, int64_t record)
{
	for (size_t i = 0; i < COUNT(deed->agenda); i++) {
		struct query q = db_query(w->cx->db, &sql_demo_agenda);

		q_set_int(&q, ":id", w->next.agenda++);
		q_set_int(&q, ":meeting_id", deed->id);
		q_set_int(&q, ":record_id", record);
		q_set_int(&q, ":position", (int64_t)i + 1);
		q_set_str(&q, ":title", deed->agenda[i].title);
		q_set_str(&q, ":note", deed->agenda[i].note);
		q_run(&q);
	}
}

/* ---- decisions and promises -------------------------------------------- */

static void
write_decision(struct writer *w, const struct demo_deed *deed, int64_t record)
{
	const struct statutes *st = w->d->statutes;
	const struct decision *dec = &deed->decision;
	const struct decision_kind *rule = statutes_decision(st, deed->word,
	    dec->subject);
	int64_t needed = -1, id = w->next.decision++;
	int carried = rule == NULL ? -1 : decision_carried(rule,
	    dec->votes_for, dec->votes_against, (int64_t)deed->marks_len,
	    count_marks(deed, PRESENT), &needed);
	struct query q = db_query(w->cx->db, &sql_demo_decision);

	q_set_int(&q, ":id", id);
	set_public_id(w, &q, ":public_id", id);
	q_set_int(&q, ":meeting_id", deed->id);
	q_set_int(&q, ":record_id", record);
	q_set_str(&q, ":text", dec->text);
	q_set_int(&q, ":votes_for", dec->votes_for);
	q_set_int(&q, ":votes_against", dec->votes_against);
	q_set_int(&q, ":abstained", dec->abstained);
	set_known(&q, ":needed", needed);
	set_known(&q, ":carried", carried);
	q_set_str(&q, ":article", rule == NULL ? S("") :
	    article_of(st, rule->rule));
	q_set_id(&q, ":assignee_id", dec->assignee == 0 ? 0 :
	    w->c->member[dec->assignee - 1].id);
	q_set_date(&q, ":due_day", dec->due);
	q_set_int(&q, ":sent_up", dec->sent_up);
	q_run(&q);
}

static void
write_step(struct writer *w, struct demo_promise *p,
    enum assignment_state state, str note, struct date on, str verb)
{
	struct query q = db_query(w->cx->db, &sql_demo_assignment_event);
	int64_t at = demo_evening(on);

	q_set_int(&q, ":id", w->next.event++);
	q_set_int(&q, ":assignment_id", p->id);
	q_set_int(&q, ":state", state);
	q_set_str(&q, ":note", note);
	q_set_int(&q, ":at", at);
	q_run(&q);
	note_change(w, at, verb, w->c->unit, w->c->member[p->member].id,
	    S("assignment"), p->id);
}

static void
write_promise(struct writer *w, const struct demo_deed *deed)
{
	struct demo_promise *p = &w->c->promises.at[deed->promise];
	struct query q = db_query(w->cx->db, &sql_demo_assignment);

	p->id = w->next.assignment++;
	q_set_int(&q, ":id", p->id);
	set_public_id(w, &q, ":public_id", p->id);
	q_set_int(&q, ":unit_id", w->c->unit);
	q_set_int(&q, ":member_id", w->c->member[p->member].id);
	q_set_str(&q, ":text", p->text);
	q_set_date(&q, ":due_day", p->due);
	q_set_date(&q, ":given_on", deed->day);
	q_set_int(&q, ":meeting_id", deed->id);
	q_set_int(&q, ":state", p->state);
	q_set_int(&q, ":at", demo_evening(deed->on));
	q_run(&q);
	write_step(w, p, ASSIGNMENT_OPEN, S(""), deed->on,
	    S("assignment.give"));
}

static str
verb_of(enum assignment_state state)
{
	return state == ASSIGNMENT_HELP ? S("assignment.help") :
	    state == ASSIGNMENT_REPORTED ? S("assignment.report") :
	    S("assignment.finish");
}

/* ---- deeds ------------------------------------------------------------- */

static void
write_held(struct writer *w, struct demo_deed *deed)
{
	int64_t record = w->next.record++;

	write_meeting(w, deed, record);
	write_record(w, deed, record);
	write_marks(w, deed, record);
	write_agenda(w, deed, record);
	if (deed->decided) {
		write_decision(w, deed, record);
	}
	if (deed->decided && deed->decision.assignee != 0) {
		write_promise(w, deed);
	}
	note_change(w, demo_evening(deed->on), S("meeting.record"),
	    w->c->unit, 0, S("meeting"), deed->id);
}

static void
write_reason(struct writer *w, const struct demo_deed *deed)
{
	int64_t id = db_new_id(w->cx->db, "reason");
	struct query q = db_query(w->cx->db, &sql_demo_reason);
	int64_t at = demo_evening(deed->on);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":unit_id", w->c->unit);
	q_set_str(&q, ":rule", S("meeting.general.cell"));
	q_set_str(&q, ":text", deed->text);
	q_set_date(&q, ":until_day", deed->day);
	q_set_int(&q, ":at", at);
	q_run(&q);
	note_change(w, at, S("reason.tell"), w->c->unit, 0, S("reason"), id);
}

static void
write_deed(struct writer *w, struct demo_deed *deed)
{
	switch (deed->kind) {
	case DEED_MEET:
		write_held(w, deed);
		break;
	case DEED_CALL:
		write_meeting(w, deed, 0);
		note_change(w, demo_evening(deed->on), S("meeting.call"),
		    w->c->unit, 0, S("meeting"), deed->id);
		break;
	case DEED_SAY:
		write_step(w, &w->c->promises.at[deed->promise], deed->state,
		    deed->text, deed->on, verb_of(deed->state));
		break;
	case DEED_TELL:
		write_reason(w, deed);
		break;
	}
}

void
demo_write(struct ctx *cx, const struct demo *d, struct demo_cell *c)
{
	struct writer w = { .cx = cx, .d = d, .c = c,
		.tier = statutes_tier(d->statutes, S("cell")),
		.next = take_ids(cx, c),
		.change = db_query(cx->db, &sql_demo_change) };
	int64_t term = take(cx, "term", (int64_t)c->terms.len);

	write_unit(&w);
	write_founding(&w);
	write_members(&w);
	for (size_t i = 0; i < c->terms.len; i++) {
		write_term(&w, &c->terms.at[i], term + (int64_t)i);
	}
	for (size_t i = 0; i < c->deeds.len; i++) {
		write_deed(&w, &c->deeds.at[i]);
	}
	q_end(&w.change);
}
