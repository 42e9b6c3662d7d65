/* meeting_minutes_web.c - the receipt of a record, and the minutes to print. */
#include <inttypes.h>

#include "assignment/assignment.h"
#include "meeting/meeting_web.h"
#include "paper/paper.h"

struct meeting_sent_view {
	str		 unit_name, title, heading, lead, when, came, apologies;
	str		 quorum, decisions, next, receipt, carried;
	str		 above, above_sees;
	struct sent_task { str who, text; }	*tasks;
	size_t		 tasks_len;
	bool		 keeps;
	struct path	 minutes, correct;
};

struct meeting_minutes_view {
	struct path	 back, correct, newest, pdf, vote_to;
	bool		 keeps;
	str		 key, day, old, over, title, when, chair, written_by;
	str		 reason;
	str		 present, away, quorum, next, signs, receipt, entered;
	int		 version;
	struct minuted {
		int	 number;
		str	 text, sent, votes, carried, who;
	}		*decisions;
	size_t		 decisions_len;
	struct minuted_note { str title, text; }	*notes;
	size_t		 notes_len;
	struct part_versions_view	 versions;
};

#include "meeting/meeting_minutes.html.h"
#include "meeting/meeting_sent.html.h"

/* ---- sentences --------------------------------------------------------- */

static str
article_words(struct ctx *cx, str article)
{
	return article.len == 0 ? S("") : arena_printf(cx->mem,
	    " (Article " STR_FMT ")", STR_ARG(article));
}

/* MEET-4 in words; what is not known is said to be so. */
static str
quorum_words(struct ctx *cx, const struct meeting_minutes *m)
{
	str article = article_words(cx, m->article);

	if (m->meeting.quorum == 0) {
		return arena_printf(cx->mem, "The rules ask for no quorum"
		    STR_FMT ".", STR_ARG(article));
	}
	if (m->meeting.present < 0) {
		return S("Attendance was not recorded; the quorum is not"
		    " judged.");
	}
	if (m->meeting.quorum_met < 0) {
		return S("The rules of that day say nothing of a quorum; it is"
		    " not judged.");
	}
	return arena_printf(cx->mem, m->meeting.quorum_met ?
	    "%" PRId64 " were needed" STR_FMT "; the meeting could decide." :
	    "%" PRId64 " were needed" STR_FMT "; the meeting could not decide.",
	    m->meeting.quorum, STR_ARG(article));
}

/* A list of names, "Ann, Ben, Cyd". */
static str
names_of(struct ctx *cx, const struct meeting_minutes *m,
    enum presence presence)
{
	str list = S("");

	for (size_t i = 0; i < m->attendees_len; i++) {
		if (m->attendees[i].presence == presence) {
			list = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
			    STR_ARG(list), list.len > 0 ? ", " : "",
			    STR_ARG(m->attendees[i].name));
		}
	}
	return list;
}

static str
guests_words(struct ctx *cx, int64_t guests)
{
	return guests == 0 ? S("") : arena_printf(cx->mem, ", and %" PRId64
	    " %s", guests, guests == 1 ? "guest" : "guests");
}

static str
came_words(struct ctx *cx, const struct meeting_minutes *m)
{
	str guests = guests_words(cx, m->guests);

	return m->meeting.present < 0 ? arena_printf(cx->mem, "Not recorded"
	    STR_FMT, STR_ARG(guests)) : arena_printf(cx->mem, "%" PRId64
	    " of %" PRId64 STR_FMT, m->meeting.present, m->meeting.members,
	    STR_ARG(guests));
}

static str
next_words(struct ctx *cx, const struct meeting *m)
{
	struct meeting *list;
	size_t len;

	meeting_list(cx, m->unit_id, MEETING_PLANNED, DATE_NONE,
	    MEETING_LIST_MAX, &list, &len);
	for (size_t i = len; i-- > 0;) {
		if (date_cmp(list[i].day, m->day) > 0) {
			return meeting_when(cx, &list[i]);
		}
	}
	return S("");
}

/* ---- GET /meetings/{meeting}/sent -------------------------------------- */

static void
fill_tasks(struct ctx *cx, const struct meeting_minutes *m,
    struct meeting_sent_view *v)
{
	v->tasks = NEW(cx->mem, struct sent_task, m->decisions_len);
	for (size_t i = 0; i < m->decisions_len; i++) {
		const struct decision *d = &m->decisions[i];
		str due = day_short(cx->mem, d->due, cx->today);

		if (d->assignee == 0) {
			continue;
		}
		v->tasks[v->tasks_len++] = (struct sent_task){
			due.len == 0 ? d->assignee_name : arena_printf(cx->mem,
			STR_FMT ", by " STR_FMT, STR_ARG(d->assignee_name),
			STR_ARG(due)), d->text };
	}
}

static str
decisions_words(struct ctx *cx, const struct meeting_minutes *m)
{
	size_t sent = 0;

	for (size_t i = 0; i < m->decisions_len; i++) {
		sent += m->decisions[i].sent_up;
	}
	if (m->decisions_len == 0) {
		return S("None");
	}
	return sent == 0 ? arena_printf(cx->mem, "%zu", m->decisions_len) :
	    arena_printf(cx->mem, "%zu, %zu sent up", m->decisions_len, sent);
}

static str
lead_words(struct ctx *cx, const struct meeting_minutes *m, str unit_name,
    size_t tasks)
{
	str given = tasks == 0 ? S("") : count_of(cx->mem, (int64_t)tasks,
	    "assignment was given.", "assignments were given.");
	str readers = m->meeting.members < 0 ? arena_printf(cx->mem,
	    "Everyone in " STR_FMT, STR_ARG(unit_name)) : count_of(cx->mem,
	    m->meeting.members, "member", "members");

	return arena_printf(cx->mem, STR_FMT " can read them now.%s" STR_FMT,
	    STR_ARG(readers), given.len > 0 ? " " : "", STR_ARG(given));
}

void
meeting_sent_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct meeting_sent_view v = { 0 };
	struct html main = html_start(cx);
	struct meeting_minutes m;
	struct unit unit, above;
	struct assignment *open;
	size_t open_len;

	if (!meeting_minutes(cx, rq->object.id, 0, &m) ||
	    !org_unit(cx, m.meeting.unit_id, &unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	fill_tasks(cx, &m, &v);
	v.unit_name = unit.name;
	v.title = meeting_title(cx, m.meeting.kind);
	v.heading = m.version == 1 ? S("Minutes sent") : S("Minutes corrected");
	v.lead = lead_words(cx, &m, unit.name, v.tasks_len);
	v.when = meeting_when(cx, &m.meeting);
	v.came = came_words(cx, &m);
	v.apologies = m.meeting.excused <= 0 ? S("") :
	    names_of(cx, &m, EXCUSED);
	v.quorum = quorum_words(cx, &m);
	v.decisions = decisions_words(cx, &m);
	v.next = next_words(cx, &m.meeting);
	v.receipt = meeting_receipt(cx, m.meeting.public_id);
	assignment_open_of_unit(cx, unit.id, &open, &open_len);
	v.carried = open_len == 0 ? S("Nothing promised is open.") :
	    arena_printf(cx->mem, STR_FMT " on the agenda until done.",
	    STR_ARG(count_of(cx->mem, (int64_t)open_len,
	    "assignment stands", "assignments stand")));
	if (org_unit(cx, unit.parent_id, &above)) {
		v.above = above.name;
		v.above_sees = S("Sees that you met, when, how many came, and"
		    " the decisions you sent up.");
	}
	v.keeps = may(cx, ACT_KEEP_MEETINGS, rq->object);
	v.minutes = meeting_path(cx, &m.meeting, "/minutes");
	v.correct = meeting_path(cx, &m.meeting, "/correct");
	meeting_sent_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = v.heading,
	    .nav = NAV_MEETINGS }, &main);
}

/* ---- GET /meetings/{meeting}/minutes ----------------------------------- */

static str
votes_words(struct ctx *cx, const struct decision *d)
{
	str against = d->votes_against <= 0 ? S("") : arena_printf(cx->mem,
	    ", %" PRId64 " against", d->votes_against);
	str abstained = d->abstained <= 0 ? S("") : arena_printf(cx->mem,
	    ", %" PRId64 " abstained", d->abstained);

	return d->votes_for < 0 ? S("not counted") : arena_printf(cx->mem,
	    "%" PRId64 " for" STR_FMT STR_FMT, d->votes_for, STR_ARG(against),
	    STR_ARG(abstained));
}

/* MEET-5 in words. */
static str
carried_words(struct ctx *cx, const struct decision *d)
{
	str article = article_words(cx, d->article);

	if (d->carried < 0) {
		return S("");
	}
	return arena_printf(cx->mem, d->carried ? "Carried: %" PRId64
	    " needed" STR_FMT : "Not carried: %" PRId64 " needed" STR_FMT,
	    d->needed, STR_ARG(article));
}

static void
fill_decisions(struct ctx *cx, const struct meeting_minutes *m, str above,
    struct meeting_minutes_view *v)
{
	v->decisions = NEW(cx->mem, struct minuted, m->decisions_len);
	v->decisions_len = m->decisions_len;
	for (size_t i = 0; i < m->decisions_len; i++) {
		const struct decision *d = &m->decisions[i];
		str due = day_short(cx->mem, d->due, m->meeting.day);

		v->decisions[i] = (struct minuted){
			.number = (int)i + 1,
			.text = d->subject.len == 0 ? d->text :
			    arena_printf(cx->mem, STR_FMT " (" STR_FMT ")",
			    STR_ARG(d->text), STR_ARG(d->subject)),
			.sent = d->sent_up ? arena_printf(cx->mem,
			    "Sent up to " STR_FMT ".", STR_ARG(above)) : S(""),
			.votes = votes_words(cx, d),
			.carried = carried_words(cx, d),
			.who = due.len == 0 ? d->assignee_name :
			    arena_printf(cx->mem, STR_FMT ", " STR_FMT,
			    STR_ARG(d->assignee_name), STR_ARG(due)),
		};
	}
}

static void
fill_notes(struct ctx *cx, const struct meeting_minutes *m,
    struct meeting_minutes_view *v)
{
	v->notes = NEW(cx->mem, struct minuted_note, m->agenda_len + 1);
	for (size_t i = 0; i < m->agenda_len; i++) {
		v->notes[v->notes_len++] = (struct minuted_note){
			m->agenda[i].title, m->agenda[i].note };
	}
	if (m->notes.len > 0) {
		v->notes[v->notes_len++] = (struct minuted_note){
			m->agenda_len > 0 ? S("Anything else") : S(""),
			m->notes };
	}
}

static void
fill_people(struct ctx *cx, const struct meeting_minutes *m,
    struct meeting_minutes_view *v)
{
	str here = names_of(cx, m, PRESENT), came = came_words(cx, m);
	str sorry = names_of(cx, m, EXCUSED), away = names_of(cx, m, ABSENT);

	v->present = m->meeting.present < 0 ? arena_printf(cx->mem, STR_FMT
	    ".", STR_ARG(came)) : arena_printf(cx->mem, STR_FMT "%s" STR_FMT
	    ".", STR_ARG(came), here.len > 0 ? ": " : "", STR_ARG(here));
	v->away = arena_printf(cx->mem, "%s" STR_FMT "%s%s" STR_FMT "%s",
	    sorry.len > 0 ? "Apologies: " : "", STR_ARG(sorry),
	    sorry.len > 0 ? ". " : "", away.len > 0 ? "Away: " : "",
	    STR_ARG(away), away.len > 0 ? "." : "");
	v->quorum = quorum_words(cx, m);
}

static void
fill_versions(struct ctx *cx, const struct meeting_minutes *m,
    struct meeting_minutes_view *v)
{
	struct path base = meeting_path(cx, &m->meeting, "/minutes");
	struct meeting_version *list;
	size_t len;

	if (m->versions < 2) {
		return;
	}
	meeting_versions(cx, m->meeting.id, &list, &len);
	v->versions.rows = NEW(cx->mem, struct part_version, len);
	v->versions.rows_len = len;
	for (size_t i = 0; i < len; i++) {
		v->versions.rows[i] = (struct part_version){
			.href.text = arena_printf(cx->mem, STR_FMT
			    "?version=%d", STR_ARG(base.text),
			    list[i].version),
			.number = list[i].version,
			.shown = list[i].version == m->version,
			.at = moment_text(cx->mem, list[i].entered_at),
			.by = list[i].entered_by,
			.reason = list[i].reason,
		};
	}
	if (m->version < m->versions) {
		const struct meeting_version *after = &list[m->version];
		str at = moment_text(cx->mem, after->entered_at);

		v->old = arena_printf(cx->mem, "It was corrected on " STR_FMT
		    ": " STR_FMT, STR_ARG(at), STR_ARG(after->reason));
	}
}

/* "Friday 20 November 2026, 18:30 to 19:50, canteen upstairs." */
static str
when_words(struct ctx *cx, const struct meeting_minutes *m)
{
	str day = day_long(cx->mem, m->meeting.day);
	str from = time_of_day(cx->mem, m->meeting.starts);
	str to = time_of_day(cx->mem, m->ends);

	return arena_printf(cx->mem, STR_FMT "%s" STR_FMT "%s" STR_FMT "%s"
	    STR_FMT ".", STR_ARG(day), from.len > 0 ? ", " : "", STR_ARG(from),
	    to.len == 0 ? "" : from.len > 0 ? " to " : ", until ",
	    STR_ARG(to), m->place.len > 0 ? ", " : "", STR_ARG(m->place));
}

/* The units above, for the head of the paper. */
static str
over_words(struct ctx *cx, int64_t unit_id, str *out_parent)
{
	struct unit *path;
	str text = S("");
	size_t len;

	org_path(cx, unit_id, &path, &len);
	*out_parent = len > 1 ? path[len - 2].name : S("");
	for (size_t i = 0; i + 1 < len; i++) {
		text = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
		    STR_ARG(text), i > 0 ? " · " : "", STR_ARG(path[i].name));
	}
	return text;
}

/* What page and paper show. False: there is no such version. */
static bool
minutes_view(struct ctx *cx, const struct req *rq,
    struct meeting_minutes_view *v)
{
	struct meeting_minutes m;
	struct unit unit;
	str above, title;

	if (!meeting_minutes(cx, rq->object.id, (int)req_int(rq, "version"),
	    &m) || !org_unit(cx, m.meeting.unit_id, &unit)) {
		return false;
	}
	title = meeting_title(cx, m.meeting.kind);
	v->over = over_words(cx, unit.id, &above);
	v->title = arena_printf(cx->mem, "Minutes of " STR_FMT,
	    STR_ARG(unit.name));
	v->when = arena_printf(cx->mem, STR_FMT ", " STR_FMT, STR_ARG(title),
	    STR_ARG(when_words(cx, &m)));
	v->chair = m.chair;
	v->written_by = m.entered_by;
	v->reason = m.reason;
	v->back = path_of(cx->mem, "/meetings?unit=%s", unit.public_id);
	v->correct = meeting_path(cx, &m.meeting, "/correct");
	v->newest = meeting_path(cx, &m.meeting, "/minutes");
	v->vote_to = meeting_path(cx, &m.meeting, "/conference");
	v->key = rq->key;
	v->pdf = path_of(cx->mem, "/meetings/%s/minutes.pdf?version=%d",
	    m.meeting.public_id, m.version);
	v->keeps = may(cx, ACT_KEEP_MEETINGS, rq->object) &&
	    m.version == m.versions;
	v->signs = S("Minutes");
	v->receipt = meeting_receipt(cx, m.meeting.public_id);
	v->day = date_str(cx->mem, m.meeting.day);
	v->version = m.version;
	v->entered = moment_text(cx->mem, m.entered_at);
	fill_people(cx, &m, v);
	fill_decisions(cx, &m, above, v);
	fill_notes(cx, &m, v);
	fill_versions(cx, &m, v);
	v->next = next_words(cx, &m.meeting);
	return true;
}

void
meeting_minutes_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct meeting_minutes_view v = { 0 };
	struct html main = html_start(cx);

	if (!minutes_view(cx, rq, &v)) {
		res_missing(cx, rq, rs);
		return;
	}
	meeting_minutes_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = v.title,
	    .nav = NAV_MEETINGS, .paper = true, .offline_keep = true }, &main);
}

/* ---- GET /meetings/{meeting}/minutes.pdf ------------------------------- */

static void
paper_head(struct ctx *cx, struct paper *p,
    const struct meeting_minutes_view *v)
{
	paper_over(p, v->over);
	paper_heading(p, 1, v->title);
	paper_say(p, arena_printf(cx->mem, STR_FMT "%s" STR_FMT "%s%s" STR_FMT
	    "%s", STR_ARG(v->when), v->chair.len > 0 ? " Chair: " : "",
	    STR_ARG(v->chair), v->chair.len > 0 ? "." : "",
	    v->written_by.len > 0 ? " Minutes: " : "", STR_ARG(v->written_by),
	    v->written_by.len > 0 ? "." : ""));
	if (v->old.len > 0) {
		paper_par(p);
		paper_run(p, PAPER_BOLD,
		    S("This is not the newest version. "));
		paper_run(p, PAPER_PLAIN, v->old);
	}
	if (v->reason.len > 0) {
		paper_par(p);
		paper_run(p, PAPER_ITALIC, arena_printf(cx->mem,
		    "Corrected: " STR_FMT, STR_ARG(v->reason)));
	}
	paper_heading(p, 2, S("Present"));
	paper_say(p, v->present);
	if (v->away.len > 0) {
		paper_say(p, v->away);
	}
	paper_say(p, v->quorum);
}

static void
paper_decisions(struct ctx *cx, struct paper *p,
    const struct meeting_minutes_view *v)
{
	static const struct paper_column columns[] = {
		{ .head = S_INIT("No."), .share = 6 },
		{ .head = S_INIT("Decision"), .share = 48 },
		{ .head = S_INIT("Votes"), .share = 22 },
		{ .head = S_INIT("Who, by when"), .share = 24 },
	};

	paper_heading(p, 2, S("Decisions"));
	if (v->decisions_len == 0) {
		paper_say(p, S("None were taken."));
		return;
	}
	paper_table(p, columns, COUNT(columns));
	for (size_t i = 0; i < v->decisions_len; i++) {
		const struct minuted *d = &v->decisions[i];

		paper_row(p);
		paper_cell(p, arena_printf(cx->mem, "%d", d->number));
		paper_cell(p, d->text);
		if (d->sent.len > 0) {
			paper_run(p, PAPER_ITALIC, arena_printf(cx->mem,
			    " " STR_FMT, STR_ARG(d->sent)));
		}
		paper_cell(p, d->carried.len == 0 ? d->votes :
		    arena_printf(cx->mem, STR_FMT "\n" STR_FMT,
		    STR_ARG(d->votes), STR_ARG(d->carried)));
		paper_cell(p, d->who);
	}
}

static void
paper_rest(struct ctx *cx, struct paper *p,
    const struct meeting_minutes_view *v)
{
	if (v->notes_len > 0) {
		paper_heading(p, 2, S("Notes"));
	}
	for (size_t i = 0; i < v->notes_len; i++) {
		const struct minuted_note *n = &v->notes[i];

		paper_par(p);
		if (n->title.len > 0) {
			paper_run(p, PAPER_BOLD, n->title);
			paper_run(p, PAPER_PLAIN, S("\n"));
		}
		paper_run(p, PAPER_PLAIN, n->text);
	}
	if (v->next.len > 0) {
		paper_heading(p, 2, S("Next meeting"));
		paper_say(p, arena_printf(cx->mem, STR_FMT ".",
		    STR_ARG(v->next)));
	}
	paper_sign(p, S("Chair"));
	paper_sign(p, v->signs);
	paper_small(p, arena_printf(cx->mem, "Entered " STR_FMT ".",
	    STR_ARG(v->entered)));
}

void
meeting_minutes_pdf(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct meeting_minutes_view v = { 0 };
	struct paper p;

	if (!minutes_view(cx, rq, &v)) {
		res_missing(cx, rq, rs);
		return;
	}
	paper_start(&p, cx->mem, arena_printf(cx->mem, STR_FMT ", " STR_FMT,
	    STR_ARG(v.title), STR_ARG(v.day)), S(""));
	p.record = arena_printf(cx->mem, "Record " STR_FMT ", version %d",
	    STR_ARG(v.receipt), v.version);
	p.check = paper_address(cx, rq, v.newest);
	p.page_of = S("Page {n} of {m}");
	paper_head(cx, &p, &v);
	paper_decisions(cx, &p, &v);
	paper_rest(cx, &p, &v);
	res_paper(cx, rs, &p, arena_printf(cx->mem, "minutes-" STR_FMT ".pdf",
	    STR_ARG(v.day)));
}
