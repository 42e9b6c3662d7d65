/* meeting_show_web.c - the form that records a meeting, as it is shown. */
#include <inttypes.h>

#include "assignment/assignment.h"
#include "meeting/meeting_form_web.h"

#define THEIRS_MAX	10		/* of another's decisions shown */

struct meeting_decision_view {
	str		 n, text, votes_for, against, abstained, due;
	const char	*due_type;
	str		 text_problem, votes_problem, who_problem, due_problem;
	str		 above, unit_name, more;
	struct path	 action;
	bool		 up, more_open;
	struct part_option	*people, *subjects;
	size_t			 people_len, subjects_len;
};

struct meeting_record_view {
	struct part_errors_view	 errors;
	str		 over, title, title_long, kind, unit_public_id;
	str		 list, key;
	str		 back_label, draft;
	struct path	 back, action;
	int		 version;
	bool		 conflict;
	str		 theirs_by, theirs_came, theirs_notes;
	struct path	 theirs_href;
	struct their_decision { str text; }	*theirs;
	size_t		 theirs_len;
	int64_t		 here, need;
	size_t		 roll_len;
	str		 who_problem, quorum, quorum_yes, quorum_no;
	str		 quorum_none;
	const char	*quorum_kind;
	str		 nobody;
	struct roll_line { str public_id, name, office; bool here, sorry; }
			*roll;
	bool		 unmarked;
	struct part_line_view	 guests;
	struct promise_line {
		str	 public_id, text, who, name;
		bool	 done, more, help;
	}		*promises;
	size_t		 promises_len;
	struct point_line { str id, title, note, of; int number; }	*points;
	size_t		 points_len;
	str		 notes, notes_label, decisions_hint;
	struct meeting_decision_view	*decisions, blank;
	size_t		 decisions_len;
	str		 close_heading, close_label, when_summary, who_sees;
	bool		 when_open, asks_reason, asks_next;
	struct part_line_view	 day, starts, ends, place, reason;
	struct part_line_view	 next_day, next_starts;
	struct part_select_view	 chair;
	str		 next_text;
};

#include "meeting/meeting_decision.html.h"
#include "meeting/meeting_record.html.h"

/* ---- who is here ------------------------------------------------------- */

static void
fill_quorum(struct ctx *cx, const struct record_form *f,
    struct meeting_record_view *v)
{
	int64_t members = (int64_t)f->roll_len;
	int64_t missing;

	v->need = meeting_quorum(cx, f->unit.id, f->kind, f->on, members);
	if (v->need == 0) {
		v->quorum_none = S("However many are here, you can meet: the"
		    " rules ask for no quorum.");
	}
	if (v->need <= 0 || members == 0) {
		v->need = 0;
		return;
	}
	missing = v->need - v->here;
	v->quorum_yes = arena_printf(cx->mem, "# are here. You can decide:"
	    " %" PRId64 " of %" PRId64 " are enough.", v->need, members);
	v->quorum_no = S("# are here. @ more needed before you can decide.");
	v->quorum_kind = missing <= 0 ? "good" : "warn";
	v->quorum = missing <= 0 ? arena_printf(cx->mem, "%" PRId64 " are here."
	    " You can decide: %" PRId64 " of %" PRId64 " are enough.",
	    v->here, v->need, members) : arena_printf(cx->mem, "%" PRId64
	    " are here. %" PRId64 " more needed before you can decide.",
	    v->here, missing);
}

static void
fill_roll(struct ctx *cx, struct record_form *f, struct meeting_record_view *v)
{
	v->list = form_list(cx, f);
	v->roll = NEW(cx->mem, struct roll_line, f->roll_len);
	v->roll_len = f->roll_len;
	for (size_t i = 0; i < f->roll_len; i++) {
		v->roll[i] = (struct roll_line){
			f->roll[i].public_id, f->roll[i].name,
			f->roll[i].office, f->marks[i] == PRESENT,
			f->marks[i] == EXCUSED
		};
		v->here += f->marks[i] == PRESENT;
	}
	v->unmarked = f->unmarked;
	v->who_problem = problem_of(&f->problems, "who");
	v->nobody = arena_printf(cx->mem, "Nobody is known to belong to "
	    STR_FMT " on that day, so who came is not asked.",
	    STR_ARG(f->unit.name));
	v->guests = (struct part_line_view){ .id = "guests",
	    .label = "Guests", .mode = "numeric", .width = "w5",
	    .value = f->guests, .problem = problem_of(&f->problems, "guests") };
	fill_quorum(cx, f, v);
}

/* ---- agenda ------------------------------------------------------------ */

static void
fill_agenda(struct ctx *cx, struct record_form *f,
    struct meeting_record_view *v)
{
	v->promises = NEW(cx->mem, struct promise_line, f->promises_len);
	v->promises_len = f->promises_len;
	for (size_t i = 0; i < f->promises_len; i++) {
		const struct form_promise *p = &f->promises[i];

		v->promises[i] = (struct promise_line){
			.public_id = p->public_id, .text = p->text,
			.who = p->who,
			.name = arena_printf(cx->mem, "p%zu", i + 1),
			.done = str_eq(p->said, S("done")),
			.more = str_eq(p->said, S("more")),
			.help = str_eq(p->said, S("help")),
		};
	}
	v->points = NEW(cx->mem, struct point_line, f->points_len);
	v->points_len = f->points_len;
	for (size_t i = 0; i < f->points_len; i++) {
		struct assignment a;

		v->points[i] = (struct point_line){
			.id = arena_printf(cx->mem, "a_%zu", i + 1),
			.title = f->points[i].title,
			.note = f->points[i].note,
			.number = (int)i + 1,
		};
		if (f->points[i].assignment_id != 0 && assignment_read(cx,
		    f->points[i].assignment_id, &a)) {
			v->points[i].of = a.public_id;
		}
	}
	v->notes = f->notes;
	v->notes_label = f->points_len > 0 ? S("Anything else") :
	    S("What was talked about");
}

/* ---- decisions --------------------------------------------------------- */

static struct part_option *
people_options(struct ctx *cx, const struct record_form *f, str chosen)
{
	struct part_option *list = NEW(cx->mem, struct part_option,
	    f->roll_len);

	for (size_t i = 0; i < f->roll_len; i++) {
		list[i] = (struct part_option){
			.value = f->roll[i].public_id,
			.label = f->roll[i].name,
			.chosen = str_eq(f->roll[i].public_id, chosen),
		};
	}
	return list;
}

static str
base_words(enum base_of of)
{
	return of == OF_MEMBERS ? S("of all members") :
	    of == OF_PRESENT ? S("of those here") : S("of the votes");
}

/* What the rules ask another majority for. */
static size_t
subject_options(struct ctx *cx, const struct record_form *f, str chosen,
    struct part_option **out)
{
	const struct statutes *st = statutes_in_force(cx, f->on);
	size_t len = 0, known = st == NULL ? 0 : st->decisions.len;
	struct part_option *list = NEW(cx->mem, struct part_option, known);

	for (size_t i = 0; i < known; i++) {
		const struct decision_kind *d = &st->decisions.at[i];
		str share = fraction_text(cx->mem, d->majority);
		str of = base_words(d->of);

		if (d->subject.len > 0) {
			list[len++] = (struct part_option){
				.value = d->subject, .label = d->subject,
				.note = arena_printf(cx->mem, STR_FMT " "
				    STR_FMT, STR_ARG(share), STR_ARG(of)),
				.chosen = str_eq(d->subject, chosen),
			};
		}
	}
	*out = list;
	return len;
}

static str
problem_at(struct ctx *cx, const struct record_form *f, const char *field,
    str n)
{
	return problem_of(&f->problems, arena_copy_z(cx->mem,
	    arena_printf(cx->mem, "%s_" STR_FMT, field, STR_ARG(n))));
}

static str
votes_problem(struct ctx *cx, const struct record_form *f, str n)
{
	static const char *const fields[] = { "d_for", "d_against", "d_abs" };
	str text = S("");

	for (size_t i = 0; i < COUNT(fields) && text.len == 0; i++) {
		text = problem_at(cx, f, fields[i], n);
	}
	return text;
}

/* What is the same in all of them. */
struct decision_about {
	str		 above;		/* the unit above, or "" */
	struct path	 action;	/* of the form */
};

static struct meeting_decision_view
decision_view(struct ctx *cx, const struct record_form *f,
    const struct form_decision *d, str n, const struct decision_about *about)
{
	struct part_line_view due = day_line(cx, "", "", d->due,
	    S(""));
	struct meeting_decision_view v = {
		.n = n, .text = d->text, .votes_for = d->votes_for,
		.against = d->against, .abstained = d->abstained,
		.due = due.value, .due_type = due.type,
		.text_problem = problem_at(cx, f, "d_text", n),
		.votes_problem = votes_problem(cx, f, n),
		.who_problem = problem_at(cx, f, "d_who", n),
		.due_problem = problem_at(cx, f, "d_due", n),
		.up = str_eq(d->up, S("1")),
		.above = about->above, .unit_name = f->unit.name,
		.action = about->action,
		.people = people_options(cx, f, d->who),
		.people_len = f->roll_len,
	};

	v.subjects_len = subject_options(cx, f, d->subject, &v.subjects);
	v.more = v.subjects_len == 0 ? v.above.len == 0 ? S("") :
	    S("Who sees it") : v.above.len == 0 ? S("What kind it is") :
	    S("What kind it is, and who sees it");
	v.more_open = v.up || d->subject.len > 0;
	return v;
}

static void
fill_decisions(struct ctx *cx, struct record_form *f,
    struct meeting_record_view *v)
{
	static const struct form_decision none = { .up = { "", 0 } };
	struct unit above = { .id = 0 };
	bool has_above = org_unit(cx, f->unit.parent_id, &above);
	struct decision_about about = { above.name, v->action };

	v->decisions = NEW(cx->mem, struct meeting_decision_view,
	    f->decisions_len);
	v->decisions_len = f->decisions_len;
	for (size_t i = 0; i < f->decisions_len; i++) {
		str n = arena_printf(cx->mem, "%zu", i + 1);

		v->decisions[i] = decision_view(cx, f, &f->decisions[i], n,
		    &about);
	}
	v->blank = decision_view(cx, f, &none, S("#"), &about);
	v->decisions_hint = S("Leave it empty if nothing was decided.");
	v->who_sees = !has_above ? arena_printf(cx->mem, "Everyone in " STR_FMT
	    " can read the minutes.", STR_ARG(f->unit.name)) :
	    arena_printf(cx->mem, "Everyone in " STR_FMT " can read the"
	    " minutes. " STR_FMT " sees that you met, when, how many came, and"
	    " the decisions you send up.", STR_ARG(f->unit.name),
	    STR_ARG(above.name));
}

/* ---- closing ----------------------------------------------------------- */

static void
fill_when(struct ctx *cx, struct record_form *f, struct meeting_record_view *v)
{
	static const char *const fields[] = { "day", "starts", "ends",
	    "place" };
	const struct problems *p = &f->problems;
	struct part_option *people = people_options(cx, f, f->chair);

	v->day = day_line(cx, "day", "Day", f->day,
	    problem_of(p, "day"));
	v->starts = time_line(cx, "starts", "It began at", f->starts,
	    problem_of(p, "starts"));
	v->ends = time_line(cx, "ends", "It ended at", f->ends,
	    problem_of(p, "ends"));
	v->place = (struct part_line_view){ .id = "place", .label = "Place",
	    .value = f->place, .problem = problem_of(p, "place") };
	v->chair = (struct part_select_view){ .id = "chair",
	    .label = "Who was in the chair?", .none = S("Not noted"),
	    .options = people, .options_len = f->roll_len };
	v->when_summary = S("Day, time, place and chair");
	for (size_t i = 0; i < COUNT(fields); i++) {
		v->when_open = v->when_open ||
		    problem_of(p, fields[i]).len > 0;
	}
}

static void
fill_close(struct ctx *cx, struct record_form *f, struct meeting_record_view *v)
{
	struct meeting next;
	const struct problems *p = &f->problems;

	fill_when(cx, f, v);
	v->asks_reason = f->corrects;
	v->reason = (struct part_line_view){ .id = "reason", .need = true,
	    .label = "What is corrected, and why?", .value = f->reason,
	    .problem = problem_of(p, "reason") };
	v->close_heading = f->corrects ? S("Save the correction") :
	    S("Close the meeting");
	v->close_label = f->corrects ? S("Save the corrected minutes") :
	    S("Close the meeting and send the minutes");
	if (f->corrects) {
		return;
	}
	if (form_next_planned(cx, f, &next)) {
		str when = meeting_when(cx, &next);

		v->next_text = arena_printf(cx->mem, "The next meeting is"
		    " planned for " STR_FMT ".", STR_ARG(when));
		return;
	}
	v->asks_next = true;
	v->next_day = day_line(cx, "next_day", "Next meeting",
	    f->next_day, problem_of(p, "next_day"));
	v->next_starts = time_line(cx, "next_starts", "Time",
	    f->next_starts, problem_of(p, "next_starts"));
}

/* ---- the page ---------------------------------------------------------- */

/* Both versions on one page: nobody's words are lost. */
static void
fill_theirs(struct ctx *cx, struct record_form *f,
    struct meeting_record_view *v)
{
	struct meeting_minutes m;
	str at;

	if (!f->conflict || !meeting_minutes(cx, f->meeting.id, 0, &m)) {
		return;
	}
	at = moment_text(cx->mem, m.entered_at);
	v->conflict = true;
	v->theirs_by = arena_printf(cx->mem, "%s" STR_FMT "%s" STR_FMT,
	    m.entered_by.len > 0 ? "Written by " : "Written",
	    STR_ARG(m.entered_by), m.entered_by.len > 0 ? ", " : " on ",
	    STR_ARG(at));
	v->theirs_came = m.meeting.present < 0 ? S("Not recorded") :
	    arena_printf(cx->mem, "%" PRId64 " of %" PRId64, m.meeting.present,
	    m.meeting.members);
	v->theirs_notes = m.notes;
	v->theirs_href = meeting_path(cx, &f->meeting, "/minutes");
	v->theirs = NEW(cx->mem, struct their_decision, THEIRS_MAX);
	for (size_t i = 0; i < m.decisions_len && i < THEIRS_MAX; i++) {
		v->theirs[v->theirs_len++].text = m.decisions[i].text;
	}
	/* What is sent now is made from the version that is shown. */
	f->corrects = true;
	f->version = m.version;
}

static void
fill_where_to(struct ctx *cx, const struct record_form *f,
    struct meeting_record_view *v)
{
	bool planned = f->meeting.id != 0;

	v->action = f->corrects ? meeting_path(cx, &f->meeting, "/correct") :
	    planned ? meeting_path(cx, &f->meeting, "/record") :
	    path_of(cx->mem, "/meetings/record");
	v->back = planned ? meeting_path(cx, &f->meeting, "") :
	    path_of(cx->mem, "/meetings?unit=%s", f->unit.public_id);
	v->back_label = f->corrects ? S("Back to the minutes") :
	    planned ? S("Back to the agenda") : S("Meetings");
	v->draft = arena_printf(cx->mem, "%s " STR_FMT,
	    f->corrects ? "correct" : planned ? "record" : "told",
	    STR_ARG(planned ? f->meeting.public_id : f->unit.public_id));
	v->version = f->version;
}

void
form_show(struct ctx *cx, const struct req *rq, struct res *rs,
    struct record_form *f)
{
	str title = meeting_title(cx, f->kind);
	str day = day_long(cx->mem, f->on), time = S("");
	struct meeting_record_view v = { .kind = f->kind,
	    .unit_public_id = f->unit.public_id, .key = rq->key };
	struct html main = html_start(cx);

	fill_theirs(cx, f, &v);
	if (f->problems.list_len > 0) {
		v.errors = part_errors(cx->mem, &f->problems);
	}
	if (f->meeting.id != 0) {
		time = time_of_day(cx->mem, f->meeting.starts);
	}
	v.over = arena_printf(cx->mem, STR_FMT ", " STR_FMT "%s" STR_FMT,
	    STR_ARG(f->unit.name), STR_ARG(day), time.len > 0 ? ", " : "",
	    STR_ARG(time));
	v.title = f->corrects ? S("Correct the minutes") : title;
	v.title_long = arena_printf(cx->mem, STR_FMT ", " STR_FMT,
	    STR_ARG(title), STR_ARG(day));
	v.when_open = f->meeting.id == 0;
	fill_where_to(cx, f, &v);
	fill_roll(cx, f, &v);
	fill_agenda(cx, f, &v);
	fill_decisions(cx, f, &v);
	fill_close(cx, f, &v);
	meeting_record_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = v.title,
	    .nav = NAV_MEETINGS, .offline_keep = true }, &main);
}
