/* meeting_form_web.c - the form that records a meeting, read and understood. */
#include "meeting/meeting_form_web.h"

#include <inttypes.h>
#include <string.h>

#include "assignment/assignment.h"
#include "member/member.h"

const struct param meeting_record_params[] = {
	{ "unit",	param_public,	OPTIONAL },
	{ "kind",	param_line,	OPTIONAL },
	{ "version",	param_int,	OPTIONAL },
	{ "list",	param_word,	OPTIONAL },
	{ "do",		param_line,	OPTIONAL },
	{ "day",	param_line,	OPTIONAL },
	{ "starts",	param_line,	OPTIONAL },
	{ "ends",	param_line,	OPTIONAL },
	{ "place",	param_line,	OPTIONAL },
	{ "chair",	param_public,	OPTIONAL },
	{ "guests",	param_line,	OPTIONAL },
	{ "unmarked",	param_flag,	OPTIONAL },
	{ "here",	param_public,	REPEATED },
	{ "sorry",	param_public,	REPEATED },
	{ "p_id",	param_public,	REPEATED },
	{ "p#",		param_word,	OPTIONAL },
	{ "a_title",	param_line,	REPEATED },
	{ "a_of",	param_line,	REPEATED },
	{ "a_note",	param_text,	REPEATED },
	{ "notes",	param_text,	OPTIONAL },
	{ "d_text",	param_text,	REPEATED },
	{ "d_for",	param_line,	REPEATED },
	{ "d_against",	param_line,	REPEATED },
	{ "d_abs",	param_line,	REPEATED },
	{ "d_who",	param_line,	REPEATED },
	{ "d_due",	param_line,	REPEATED },
	{ "d_subject",	param_line,	REPEATED },
	{ "d_up",	param_line,	REPEATED },
	{ "next_day",	param_line,	OPTIONAL },
	{ "next_starts", param_line,	OPTIONAL },
	{ "reason",	param_line,	OPTIONAL },
	PARAMS_END
};

/* ---- the list of who has to be marked ---------------------------------- */

void
form_roll(struct ctx *cx, struct record_form *f)
{
	meeting_expected(cx, f->unit.id, f->on, &f->roll, &f->roll_len);
	f->marks = NEW(cx->mem, enum presence, f->roll_len + 1);
}

str
form_list(struct ctx *cx, const struct record_form *f)
{
	uint64_t hash = str_hash(S(""));

	for (size_t i = 0; i < f->roll_len; i++) {
		hash = str_hash_on(hash, f->roll[i].public_id);
	}
	return arena_printf(cx->mem, "%016" PRIx64, hash);
}

static size_t
find_person(const struct record_form *f, str public_id)
{
	size_t i = 0;

	while (i < f->roll_len && !str_eq(f->roll[i].public_id, public_id)) {
		i++;
	}
	return i;
}

/* ---- reading ----------------------------------------------------------- */

/* The n-th of several lines of the same fields; "" past the last. */
static str
nth(const struct req *rq, const char *name, size_t n)
{
	size_t i = 0, at = 0;
	str value;

	while (req_each(rq, name, &i, &value)) {
		if (at++ == n) {
			return value;
		}
	}
	return S("");
}

static size_t
how_many(const struct req *rq, const char *name)
{
	size_t i = 0, n = 0;
	str value;

	while (req_each(rq, name, &i, &value)) {
		n++;
	}
	return n;
}

void
form_promises(struct ctx *cx, struct record_form *f)
{
	struct assignment *open;
	size_t len;

	assignment_open_of_unit(cx, f->unit.id, &open, &len);
	len = len < MEETING_CARRIED_MAX ? len : MEETING_CARRIED_MAX;
	f->promises = NEW(cx->mem, struct form_promise, len);
	f->promises_len = len;
	for (size_t i = 0; i < len; i++) {
		str due = day_short(cx->mem, open[i].due, cx->today);

		f->promises[i] = (struct form_promise){
			.assignment_id = open[i].id,
			.public_id = open[i].public_id,
			.text = open[i].text,
			.who = due.len == 0 ? open[i].member_name :
			    arena_printf(cx->mem, STR_FMT ", due " STR_FMT,
			    STR_ARG(open[i].member_name), STR_ARG(due)),
		};
	}
}

/* By id, for others may have been finished since the page was made. */
static void
read_promises(struct ctx *cx, const struct req *rq, struct record_form *f)
{
	size_t i = 0, n = 0;
	str id;

	while (req_each(rq, "p_id", &i, &id)) {
		char *name = arena_copy_z(cx->mem, arena_printf(cx->mem,
		    "p%zu", ++n));

		for (size_t j = 0; j < f->promises_len; j++) {
			if (str_eq(f->promises[j].public_id, id)) {
				f->promises[j].said = req_str(rq, name);
			}
		}
	}
}

static void
read_points(struct ctx *cx, const struct req *rq, struct record_form *f)
{
	size_t len = how_many(rq, "a_title");

	len = len < MEETING_AGENDA_MAX ? len : MEETING_AGENDA_MAX;
	f->points = NEW(cx->mem, struct form_point, len);
	f->points_len = len;
	for (size_t i = 0; i < len; i++) {
		struct assignment a;
		str of = nth(rq, "a_of", i);

		f->points[i].title = nth(rq, "a_title", i);
		f->points[i].note = nth(rq, "a_note", i);
		if (of.len > 0 && assignment_by_public(cx, of, &a) &&
		    a.unit_id == f->unit.id) {
			f->points[i].assignment_id = a.id;
		}
	}
}

/* "drop-2" leaves out the second one. */
static void
read_decisions(struct ctx *cx, const struct req *rq, struct record_form *f)
{
	str what = req_str(rq, "do");
	size_t len = how_many(rq, "d_text");
	int64_t drop = 0;

	if (str_starts(what, S("drop-")) && !str_to_int(str_from(what, 5),
	    &drop)) {
		drop = 0;
	}
	len = len < MEETING_DECISIONS_MAX ? len : MEETING_DECISIONS_MAX;
	f->decisions = NEW(cx->mem, struct form_decision, len + 1);
	for (size_t i = 0; i < len; i++) {
		if ((int64_t)i + 1 == drop) {
			continue;
		}
		f->decisions[f->decisions_len++] = (struct form_decision){
			.text = str_trim(nth(rq, "d_text", i)),
			.votes_for = nth(rq, "d_for", i),
			.against = nth(rq, "d_against", i),
			.abstained = nth(rq, "d_abs", i),
			.who = nth(rq, "d_who", i),
			.due = nth(rq, "d_due", i),
			.subject = nth(rq, "d_subject", i),
			.up = nth(rq, "d_up", i),
		};
	}
	if (str_eq(what, S("add")) && len < MEETING_DECISIONS_MAX) {
		f->decisions_len++;
	}
}

/* Who is ticked twice was here. */
static void
read_marks(const struct req *rq, struct record_form *f)
{
	static const struct { const char *name; enum presence presence; }
	    boxes[] = { { "sorry", EXCUSED }, { "here", PRESENT } };
	size_t i, at;
	str id;

	for (size_t b = 0; b < COUNT(boxes); b++) {
		i = 0;
		while (req_each(rq, boxes[b].name, &i, &id)) {
			at = find_person(f, id);
			if (at < f->roll_len) {
				f->marks[at] = boxes[b].presence;
			}
		}
	}
}

void
form_read(struct ctx *cx, const struct req *rq, struct record_form *f)
{
	f->kind = req_str(rq, "kind");
	f->version = (int)req_int(rq, "version");
	f->list = req_str(rq, "list");
	f->day = req_str(rq, "day");
	f->starts = req_str(rq, "starts");
	f->ends = req_str(rq, "ends");
	f->place = req_str(rq, "place");
	f->chair = req_str(rq, "chair");
	f->guests = req_str(rq, "guests");
	f->unmarked = req_flag(rq, "unmarked");
	f->notes = req_str(rq, "notes");
	f->reason = req_str(rq, "reason");
	f->next_day = req_str(rq, "next_day");
	f->next_starts = req_str(rq, "next_starts");
	if (!typed_day(f->day, cx->today, &f->on) || !date_known(f->on)) {
		f->on = f->meeting.id != 0 ? f->meeting.day : cx->today;
	}
	form_roll(cx, f);
	read_marks(rq, f);
	read_promises(cx, rq, f);
	read_points(cx, rq, f);
	read_decisions(cx, rq, f);
}

/* ---- understanding ----------------------------------------------------- */

static str
long_day(struct ctx *cx, struct date day)
{
	return day_long(cx->mem, day);
}

static int
time_of(struct ctx *cx, struct record_form *f, const char *field, str typed)
{
	int minutes = -1;

	if (!typed_time(typed, &minutes)) {
		problem_add(&f->problems, field, meeting_no_time(cx, typed));
	}
	return minutes;
}

static void
understand_when(struct ctx *cx, struct record_form *f, struct meeting_record *r)
{
	if (f->day.len == 0) {
		problem_add(&f->problems, "day",
		    S("On what day was the meeting?"));
	} else if (!typed_day(f->day, cx->today, &r->day)) {
		problem_add(&f->problems, "day", meeting_no_day(cx, f->day));
	}
	r->starts = time_of(cx, f, "starts", f->starts);
	r->ends = time_of(cx, f, "ends", f->ends);
	if (r->starts >= 0 && r->ends >= 0 && r->ends <= r->starts) {
		str a = time_of_day(cx->mem, r->starts);
		str b = time_of_day(cx->mem, r->ends);

		problem_add(&f->problems, "ends", arena_printf(cx->mem,
		    "It began at " STR_FMT " and cannot have ended at " STR_FMT
		    ".", STR_ARG(a), STR_ARG(b)));
	}
}

static int64_t
count_here(const struct record_form *f)
{
	int64_t n = 0;

	for (size_t i = 0; i < f->roll_len; i++) {
		n += f->marks[i] == PRESENT;
	}
	return n;
}

/* Who is not ticked was away: the page shows everybody (MEET-3). */
static void
understand_marks(struct ctx *cx, struct record_form *f,
    struct meeting_record *r)
{
	struct mark *marks = NEW(cx->mem, struct mark, f->roll_len);

	r->attendance_known = !f->unmarked && f->roll_len > 0;
	if (f->unmarked && count_here(f) > 0) {
		problem_add(&f->problems, "who", S("Some are ticked as here,"
		    " and below it says that this was not noted. Take out one"
		    " or the other."));
	}
	if (!r->attendance_known) {
		return;
	}
	if (!str_eq(f->list, form_list(cx, f))) {
		problem_add(&f->problems, "who", arena_printf(cx->mem,
		    "On " STR_FMT " others belonged to " STR_FMT " than the"
		    " page had shown. The list is renewed: look over who was"
		    " there.", STR_ARG(long_day(cx, f->on)),
		    STR_ARG(f->unit.name)));
	} else if (count_here(f) == 0) {
		problem_add(&f->problems, "who", S("Nobody is ticked. Tick who"
		    " was here, or say below the list that it was not noted."));
	}
	for (size_t i = 0; i < f->roll_len; i++) {
		marks[i] = (struct mark){ f->roll[i].member_id,
		    f->marks[i] != 0 ? f->marks[i] : ABSENT };
	}
	r->marks = marks;
	r->marks_len = f->roll_len;
}

static void
understand_people(struct ctx *cx, struct record_form *f,
    struct meeting_record *r)
{
	struct member chair;
	int64_t guests;

	if (f->chair.len > 0 && member_by_public(cx, f->chair, &chair)) {
		r->chair_id = chair.id;
	}
	if (!typed_number(f->guests, &guests) || guests > 10000) {
		problem_add(&f->problems, "guests", arena_printf(cx->mem,
		    "“" STR_FMT "” is no number of guests.",
		    STR_ARG(utf8_cut(f->guests, 60))));
	} else if (guests > 0) {
		r->guests = guests;
	}
}

static bool
is_blank(const struct form_decision *d)
{
	return d->text.len == 0 && d->votes_for.len == 0 &&
	    d->against.len == 0 && d->abstained.len == 0 && d->who.len == 0;
}

/* The id of a field of the n-th decision on the page, from 1. */
static const char *
field_of(struct ctx *cx, const char *field, size_t n)
{
	return arena_copy_z(cx->mem, arena_printf(cx->mem, "%s_%zu", field, n));
}

/* Where one of the three is counted, the others that are left empty are 0. */
static void
understand_votes(struct ctx *cx, struct record_form *f, size_t n,
    const struct form_decision *in, struct decision *out)
{
	const str typed[] = { in->votes_for, in->against, in->abstained };
	int64_t *const votes[] = { &out->votes_for, &out->votes_against,
	    &out->abstained };
	static const char *const fields[] = { "d_for", "d_against", "d_abs" };
	int64_t sum = 0, here = count_here(f);
	bool counted = false;

	for (size_t i = 0; i < 3; i++) {
		if (!typed_number(typed[i], votes[i])) {
			problem_add(&f->problems, field_of(cx, fields[i], n),
			    arena_printf(cx->mem, "“" STR_FMT "” is no number"
			    " of votes.", STR_ARG(utf8_cut(typed[i], 60))));
			*votes[i] = -1;
		}
		counted = counted || *votes[i] >= 0;
	}
	for (size_t i = 0; i < 3 && counted; i++) {
		*votes[i] = *votes[i] < 0 ? 0 : *votes[i];
		sum += *votes[i];
	}
	if (!f->unmarked && f->roll_len > 0 && sum > here) {	/* MEET-9 */
		problem_add(&f->problems, field_of(cx, "d_for", n),
		    arena_printf(cx->mem, "The votes add up to %" PRId64
		    ", but %" PRId64 " %s here. Check the numbers, or tick who"
		    " came later.", sum, here, here == 1 ? "member is" :
		    "members are"));
	}
}

/* Left empty it is the next meeting, if that is known. */
static struct date
understand_due(struct ctx *cx, struct record_form *f, size_t n, str typed,
    struct date next)
{
	struct date due = DATE_NONE;

	if (!typed_day(typed, cx->today, &due)) {
		problem_add(&f->problems, field_of(cx, "d_due", n),
		    meeting_no_day(cx, typed));
	} else if (date_known(due) && date_cmp(due, f->on) < 0) {
		str day = day_long(cx->mem, due);

		problem_add(&f->problems, field_of(cx, "d_due", n),
		    arena_printf(cx->mem, "Choose a day after the meeting. You"
		    " wrote " STR_FMT ".", STR_ARG(day)));
	}
	return date_known(due) ? due : next;
}

static struct decision
understand_decision(struct ctx *cx, struct record_form *f, size_t n,
    struct date next)
{
	const struct form_decision *in = &f->decisions[n - 1];
	struct decision out = {
		.text = in->text, .subject = in->subject, .due = DATE_NONE,
		.sent_up = str_eq(in->up, S("1")),
	};
	size_t at;

	if (in->text.len == 0) {
		problem_add(&f->problems, field_of(cx, "d_text", n),
		    S("Write the decision in one sentence."));
	} else if (in->text.len > MEETING_LINE_MAX) {
		problem_add(&f->problems, field_of(cx, "d_text", n),
		    S("This is very long for a decision. Say it in one or two"
		    " sentences; the rest can stand in the notes."));
	}
	understand_votes(cx, f, n, in, &out);
	if (in->who.len == 0) {
		return out;
	}
	at = find_person(f, in->who);
	if (at < f->roll_len) {
		out.assignee = f->roll[at].member_id;
	} else {
		problem_add(&f->problems, field_of(cx, "d_who", n),
		    S("Choose somebody who is on the list above."));
	}
	out.due = understand_due(cx, f, n, in->due, next);
	return out;
}

bool
form_next_planned(struct ctx *cx, const struct record_form *f,
    struct meeting *out)
{
	struct meeting *list;
	size_t len, i;

	meeting_list(cx, f->unit.id, MEETING_PLANNED, DATE_NONE,
	    MEETING_LIST_MAX, &list, &len);
	for (i = len; i-- > 0;) {		/* the earliest stands last */
		if (list[i].id != f->meeting.id &&
		    date_cmp(list[i].day, cx->today) >= 0 &&
		    date_cmp(list[i].day, f->on) > 0) {
			*out = list[i];
			return true;
		}
	}
	return false;
}

/* The day of the next meeting: planned already, or called on this form. */
static struct date
next_of(struct ctx *cx, struct record_form *f)
{
	struct date day = DATE_NONE;
	struct meeting next;

	if (form_next_planned(cx, f, &next)) {
		return next.day;
	}
	if (!typed_day(f->next_day, cx->today, &day)) {
		problem_add(&f->problems, "next_day",
		    meeting_no_day(cx, f->next_day));
	} else if (date_known(day) && (date_cmp(day, f->on) <= 0 ||
	    date_cmp(day, cx->today) < 0)) {
		problem_add(&f->problems, "next_day", S("The next meeting is on"
		    " a later day. Leave it empty if it is not known."));
	}
	(void)time_of(cx, f, "next_starts", f->next_starts);
	return day;
}

static void
understand_agenda(struct ctx *cx, struct record_form *f,
    struct meeting_record *r)
{
	static const struct { const char *said, *note; } words[] = {
		{ "done", "Done." }, { "more", "Not yet." },
		{ "help", "Needs help." },
	};
	struct agenda_item *list = NEW(cx->mem, struct agenda_item,
	    f->promises_len + f->points_len);
	size_t len = 0;

	for (size_t i = 0; i < f->promises_len; i++) {
		for (size_t w = 0; w < COUNT(words); w++) {
			if (str_eq(f->promises[i].said, str_z(words[w].said))) {
				list[len++] = (struct agenda_item){
				    f->promises[i].text, str_z(words[w].note),
				    f->promises[i].assignment_id };
			}
		}
	}
	for (size_t i = 0; i < f->points_len; i++) {
		list[len++] = (struct agenda_item){ f->points[i].title,
		    f->points[i].note, f->points[i].assignment_id };
	}
	r->agenda = list;
	r->agenda_len = len;
}

struct meeting_record
form_understand(struct ctx *cx, struct record_form *f)
{
	struct meeting_record r = {
		.unit_id = f->unit.id, .meeting_id = f->meeting.id,
		.kind = f->kind, .day = DATE_NONE, .place = f->place,
		.notes = f->notes, .reason = f->reason,
		.corrects = f->corrects ? f->version : 0,
	};
	struct decision *list = NEW(cx->mem, struct decision,
	    f->decisions_len);
	struct date next;

	understand_when(cx, f, &r);
	understand_marks(cx, f, &r);
	understand_people(cx, f, &r);
	understand_agenda(cx, f, &r);
	next = next_of(cx, f);
	for (size_t i = 0; i < f->decisions_len; i++) {
		if (!is_blank(&f->decisions[i])) {
			list[r.decisions_len++] = understand_decision(cx, f,
			    i + 1, next);
		}
	}
	r.decisions = list;
	if (f->corrects && f->reason.len == 0) {
		problem_add(&f->problems, "reason",
		    S("Say in a few words what is corrected, and why."));
	}
	return r;
}

/* ---- refused ----------------------------------------------------------- */

void
form_refused(struct ctx *cx, struct record_form *f, enum meeting_err err)
{
	str day = day_long(cx->mem, f->on);
	str said = str_z(meeting_err_text(err));

	if (err == MEETING_FUTURE) {
		problem_add(&f->problems, "day", arena_printf(cx->mem, STR_FMT
		    " is still to come. A meeting is recorded on its day, or"
		    " later.", STR_ARG(day)));
	} else if (err == MEETING_ALREADY) {
		problem_add(&f->problems, "day", arena_printf(cx->mem,
		    "A meeting of this kind on " STR_FMT " is already there."
		    " Open it in the list of meetings to correct it.",
		    STR_ARG(day)));
	} else if (err == MEETING_NO_UNIT) {
		problem_add(&f->problems, "day", arena_printf(cx->mem,
		    STR_FMT " did not exist on " STR_FMT ".",
		    STR_ARG(f->unit.name), STR_ARG(day)));
	} else if (err == MEETING_NO_KIND) {
		problem_add(&f->problems, "day", arena_printf(cx->mem,
		    "The rules of " STR_FMT " know no such meeting.",
		    STR_ARG(day)));
	} else if (err == MEETING_CHANGED || err == MEETING_HELD) {
		f->conflict = true;
		problem_add(&f->problems, "theirs", S("Somebody else wrote down"
		    " this meeting while you were writing. Look at both"
		    " below."));
	} else {
		problem_add(&f->problems, "day", arena_printf(cx->mem,
		    "This was not saved: " STR_FMT ".", STR_ARG(said)));
	}
}
