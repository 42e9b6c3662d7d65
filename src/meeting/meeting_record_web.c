/*
 * meeting_record_web.c - a meeting is written down: opened on its day, told
 * afterwards, or corrected.
 */
#include <inttypes.h>

#include "assignment/assignment.h"
#include "meeting/meeting_form_web.h"

struct meeting_record_ask_view {
	str			 unit_name, unit_public_id, kind;
	struct path		 back;
	struct part_choice_view	 kinds;
	struct part_line_view	 day;
};

#include "meeting/meeting_record_ask.html.h"

/* ---- saving ------------------------------------------------------------ */

/*
 * What was said of the promises. Who keeps meetings but not assignments reports
 * that it is done; who keeps assignments says that it is finished.
 */
static bool
say_promises(struct ctx *cx, struct record_form *f)
{
	struct object unit = { .unit = f->unit.id };
	enum assignment_state done = may(cx, ACT_KEEP_ASSIGNMENTS, unit) ?
	    ASSIGNMENT_FINISHED : ASSIGNMENT_REPORTED;

	for (size_t i = 0; i < f->promises_len; i++) {
		const struct form_promise *p = &f->promises[i];
		enum assignment_state state = str_eq(p->said, S("done")) ?
		    done : str_eq(p->said, S("help")) ? ASSIGNMENT_HELP :
		    ASSIGNMENT_OPEN;
		enum assignment_err err;

		if (p->said.len == 0) {
			continue;
		}
		err = assignment_say(cx, p->assignment_id, state, S(""));
		if (err != ASSIGNMENT_OK && err != ASSIGNMENT_SAME) {
			problem_add(&f->problems, "agenda", arena_printf(
			    cx->mem, "“" STR_FMT "”: %s.", STR_ARG(p->text),
			    assignment_err_text(err)));
		}
	}
	return f->problems.list_len == 0;
}

/* The next meeting, called with this one; false: a problem was added. */
static bool
call_next(struct ctx *cx, struct record_form *f)
{
	struct meeting_plan plan = { .unit_id = f->unit.id, .kind = f->kind,
	    .place = f->place };
	enum meeting_err err;
	int64_t id;

	if (f->corrects || !typed_day(f->next_day, cx->today, &plan.day) ||
	    !typed_time(f->next_starts, &plan.starts) ||
	    !date_known(plan.day)) {
		return true;
	}
	err = meeting_call(cx, &plan, &id);
	if (err != MEETING_OK) {
		problem_add(&f->problems, "next_day", arena_printf(cx->mem,
		    "The next meeting was not planned: %s.",
		    meeting_err_text(err)));
	}
	return err == MEETING_OK;
}

/* True: it is written, in *out_id. */
static bool
save(struct ctx *cx, struct record_form *f, int *out_status, int64_t *out_id)
{
	struct meeting_record record = form_understand(cx, f);
	enum meeting_err err;

	*out_status = 422;
	if (f->problems.list_len > 0) {
		return false;
	}
	err = meeting_write(cx, &record, out_id);
	if (err != MEETING_OK) {
		*out_status = meeting_err_status(err);
		form_refused(cx, f, err);
		return false;
	}
	return say_promises(cx, f) && call_next(cx, f);
}

/* A decision was asked for or taken out: the page comes back as it was. */
static bool
only_changes_form(const struct req *rq)
{
	str what = req_str(rq, "do");

	return str_eq(what, S("add")) || str_starts(what, S("drop-"));
}

static void
post(struct ctx *cx, const struct req *rq, struct res *rs,
    struct record_form *f)
{
	struct meeting m;
	int64_t id;
	int status;

	form_promises(cx, f);
	form_read(cx, rq, f);
	if (only_changes_form(rq)) {
		rs->nothing_done = true;
		form_show(cx, rq, rs, f);
	} else if (save(cx, f, &status, &id) && meeting_read(cx, id, &m)) {
		res_go(cx, rs, meeting_path(cx, &m, "/sent"));
	} else {
		res_refuse(cx, rs, status, &f->problems);
		form_show(cx, rq, rs, f);
	}
}

/* ---- a planned meeting ------------------------------------------------- */

static bool
read_meeting(struct ctx *cx, const struct req *rq, struct res *rs,
    struct record_form *f)
{
	if (!meeting_read(cx, rq->object.id, &f->meeting) ||
	    !org_unit(cx, f->meeting.unit_id, &f->unit)) {
		res_missing(cx, rq, rs);
		return false;
	}
	f->kind = f->meeting.kind;
	f->on = f->meeting.day;
	return true;
}

/* Those who signed in with the sheet's code are ticked (MEET-10). */
static void
tick_signed_in(struct ctx *cx, struct record_form *f)
{
	int64_t *list;
	size_t len;

	meeting_signed_in(cx, f->meeting.id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		for (size_t j = 0; j < f->roll_len; j++) {
			if (f->roll[j].member_id == list[i]) {
				f->marks[j] = PRESENT;
			}
		}
	}
}

static void
points_of_plan(struct ctx *cx, struct record_form *f)
{
	struct agenda_item *list;
	size_t len;

	meeting_agenda(cx, f->meeting.id, &list, &len);
	f->points = NEW(cx->mem, struct form_point, len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].assignment_id == 0) {
			f->points[f->points_len++].title = list[i].title;
		}
	}
}

/* The same day of the week four weeks on, where that is still to come. */
static void
suggest_next(struct ctx *cx, struct record_form *f)
{
	struct date day = date_add(f->on, 28);

	if (date_cmp(day, cx->today) > 0) {
		f->next_day = date_str(cx->mem, day);
		f->next_starts = f->starts;
	}
}

static void
one_empty_decision(struct ctx *cx, struct record_form *f)
{
	f->decisions = NEW(cx->mem, struct form_decision, 1);
	f->decisions_len = 1;
}

void
meeting_record_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct record_form f = { .corrects = false };

	if (!read_meeting(cx, rq, rs, &f)) {
		return;
	}
	if (f.meeting.state != MEETING_PLANNED) {
		res_go(cx, rs, meeting_path(cx, &f.meeting, ""));
		return;
	}
	f.day = date_str(cx->mem, f.on);
	f.starts = time_of_day(cx->mem, f.meeting.starts);
	f.place = f.meeting.place;
	form_roll(cx, &f);
	tick_signed_in(cx, &f);
	form_promises(cx, &f);
	points_of_plan(cx, &f);
	one_empty_decision(cx, &f);
	suggest_next(cx, &f);
	form_show(cx, rq, rs, &f);
}

void
meeting_record_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct record_form f = { .corrects = false };

	if (read_meeting(cx, rq, rs, &f)) {
		post(cx, rq, rs, &f);
	}
}

/* ---- one that was not planned ------------------------------------------ */

/* First the kind and the day: who has to be marked follows from them. */
static void
ask_kind_and_day(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct unit *unit, const struct kind_list *kinds)
{
	struct part_option *options = NEW(cx->mem, struct part_option,
	    kinds->at_len);
	struct meeting_record_ask_view v = {
		.unit_name = unit->name,
		.unit_public_id = unit->public_id,
		.back = path_of(cx->mem, "/meetings?unit=%s", unit->public_id),
		.day = day_line(cx, "day", "On what day?",
		    date_str(cx->mem, cx->today), S("")),
	};
	struct html main = html_start(cx);

	for (size_t i = 0; i < kinds->at_len; i++) {
		options[i] = (struct part_option){
			.value = kinds->at[i]->word, .chosen = i == 0,
			.label = meeting_title(cx, kinds->at[i]->word),
		};
	}
	if (kinds->at_len > 1) {
		v.kinds = (struct part_choice_view){ .id = "kind",
		    .label = "What kind of meeting was it?",
		    .options = options, .options_len = kinds->at_len };
	} else if (kinds->at_len == 1) {
		v.kind = kinds->at[0]->word;
	}
	meeting_record_ask_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .nav = NAV_MEETINGS,
	    .title = S("Record a meeting"), .offline_keep = true }, &main);
}

void
meeting_told_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct record_form f = { .kind = req_str(rq, "kind") };
	struct kind_list kinds;
	struct meeting there;

	if (!org_unit(cx, rq->object.unit, &f.unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	meeting_kinds(cx, f.unit.id, cx->today, &kinds);
	if (!req_day(rq, "day", cx->today, &f.on) || !date_known(f.on) ||
	    (f.kind.len == 0 && kinds.at_len > 0)) {
		ask_kind_and_day(cx, rq, rs, &f.unit, &kinds);
		return;
	}
	if (meeting_on(cx, f.unit.id, f.kind, f.on, &there)) {
		res_go(cx, rs, meeting_path(cx, &there,
		    there.state == MEETING_PLANNED ? "/record" : ""));
		return;
	}
	f.day = date_str(cx->mem, f.on);
	form_roll(cx, &f);
	form_promises(cx, &f);
	one_empty_decision(cx, &f);
	suggest_next(cx, &f);
	form_show(cx, rq, rs, &f);
}

void
meeting_told_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct record_form f = { .corrects = false };

	if (!org_unit(cx, rq->object.unit, &f.unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	post(cx, rq, rs, &f);
}

/* ---- a correction ------------------------------------------------------ */

static str
votes_text(struct ctx *cx, int64_t votes)
{
	return votes < 0 ? S("") : arena_printf(cx->mem, "%" PRId64, votes);
}

static str
person_of(const struct record_form *f, int64_t member_id)
{
	for (size_t i = 0; i < f->roll_len; i++) {
		if (f->roll[i].member_id == member_id) {
			return f->roll[i].public_id;
		}
	}
	return S("");
}

static void
decisions_of_record(struct ctx *cx, struct record_form *f,
    const struct meeting_minutes *m)
{
	f->decisions = NEW(cx->mem, struct form_decision,
	    m->decisions_len + 1);
	for (size_t i = 0; i < m->decisions_len; i++) {
		const struct decision *d = &m->decisions[i];

		f->decisions[f->decisions_len++] = (struct form_decision){
			.text = d->text, .subject = d->subject,
			.votes_for = votes_text(cx, d->votes_for),
			.against = votes_text(cx, d->votes_against),
			.abstained = votes_text(cx, d->abstained),
			.who = person_of(f, d->assignee),
			.due = date_str(cx->mem, d->due),
			.up = d->sent_up ? S("1") : S(""),
		};
	}
}

static void
form_of_record(struct ctx *cx, struct record_form *f,
    const struct meeting_minutes *m)
{
	f->corrects = true;
	f->version = m->version;
	f->day = date_str(cx->mem, m->meeting.day);
	f->starts = time_of_day(cx->mem, m->meeting.starts);
	f->ends = time_of_day(cx->mem, m->ends);
	f->place = m->place;
	f->notes = m->notes;
	f->unmarked = m->meeting.present < 0;
	f->guests = m->guests == 0 ? S("") : votes_text(cx, m->guests);
	form_roll(cx, f);
	f->chair = person_of(f, m->chair_id);
	for (size_t i = 0; i < m->attendees_len; i++) {
		for (size_t j = 0; j < f->roll_len; j++) {
			if (f->roll[j].member_id == m->attendees[i].member_id) {
				f->marks[j] = m->attendees[i].presence;
			}
		}
	}
	f->points = NEW(cx->mem, struct form_point, m->agenda_len);
	f->points_len = m->agenda_len;
	for (size_t i = 0; i < m->agenda_len; i++) {
		f->points[i] = (struct form_point){ m->agenda[i].title,
		    m->agenda[i].note, m->agenda[i].assignment_id };
	}
	decisions_of_record(cx, f, m);
}

void
meeting_correct_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct record_form f = { .corrects = true };
	struct meeting_minutes m;

	if (!read_meeting(cx, rq, rs, &f)) {
		return;
	}
	if (!meeting_minutes(cx, f.meeting.id, 0, &m)) {
		res_go(cx, rs, meeting_path(cx, &f.meeting, ""));
		return;
	}
	form_of_record(cx, &f, &m);
	form_show(cx, rq, rs, &f);
}

void
meeting_correct_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct record_form f = { .corrects = true };

	if (!read_meeting(cx, rq, rs, &f)) {
		return;
	}
	post(cx, rq, rs, &f);
}
