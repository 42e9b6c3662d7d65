/*
 * records_pages.c - what is recorded about a person, said in words.
 */
#include "member/records_pages.h"

#include <string.h>

#include "account/account.h"
#include "account/session.h"
#include "assignment/assignment.h"
#include "meeting/meeting.h"
#include "member/copy.h"
#include "office/office.h"
#include "org/org.h"

#define RECORDS_MAX	1000	/* rows of a section on a page of its own */

struct rows {
	struct arena		*mem;
	struct LIST(struct record_row) list;
};

static void
add(struct rows *rows, str what, str text)
{
	*LIST_ADD(rows->mem, &rows->list) = (struct record_row){ what, text };
}

static str
entered(struct ctx *cx, str by, int64_t at)
{
	return arena_printf(cx->mem, "Entered by " STR_FMT ", " STR_FMT ".",
	    STR_ARG(by.len > 0 ? by : S("the administration")),
	    STR_ARG(moment_text(cx->mem, at)));
}

/* ---- name and contact -------------------------------------------------- */

static void
add_contacts(struct ctx *cx, struct rows *rows)
{
	struct contact *list;
	size_t len;

	member_contacts(cx, cx->actor, &list, &len);
	for (size_t i = 0; i < len; i++) {
		str seen = list[i].shown_to == SHOWN_TO_CELL ?
		    S("Seen by your cell") :
		    S("Seen by the office that keeps the list of members");

		if (list[i].until_at != 0) {
			seen = arena_printf(cx->mem, "Until " STR_FMT,
			    STR_ARG(moment_text(cx->mem, list[i].until_at)));
		}
		add(rows, arena_printf(cx->mem, "%s: " STR_FMT,
		    contact_kind_text(list[i].kind), STR_ARG(list[i].value)),
		    arena_printf(cx->mem, STR_FMT ". " STR_FMT, STR_ARG(seen),
		    STR_ARG(entered(cx, list[i].entered_by,
		    list[i].from_at))));
	}
}

static void
name_rows(struct ctx *cx, struct rows *rows)
{
	struct name_was *names;
	struct member m;
	size_t len;

	if (!member_read(cx, cx->actor, &m)) {
		return;
	}
	add(rows, m.name, entered(cx, m.entered_by, m.entered_at));
	if (m.native_name.len > 0) {
		add(rows, m.native_name, S("In its own script."));
	}
	add(rows, arena_printf(cx->mem, "Number " STR_FMT, STR_ARG(m.number)),
	    S("Never given to another person."));
	add_contacts(cx, rows);
	member_names(cx, cx->actor, &names, &len);
	for (size_t i = 0; i < len; i++) {
		add(rows, names[i].native_name.len == 0 ? names[i].name :
		    arena_printf(cx->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(names[i].name), STR_ARG(names[i].native_name)),
		    arena_printf(cx->mem, "Your name until " STR_FMT
		    ", when " STR_FMT " changed it.",
		    STR_ARG(moment_text(cx->mem, names[i].until_at)),
		    STR_ARG(names[i].changed_by)));
	}
}

/* ---- membership, offices ------------------------------------------------ */

static void
membership_rows(struct ctx *cx, struct rows *rows)
{
	struct stay *stays;
	struct unit unit;
	size_t len;

	member_stays(cx, cx->actor, &stays, &len);
	for (size_t i = len; i-- > 0;) {
		const struct stay *s = &stays[i];
		str until = S("");

		if (date_known(s->until)) {
			until = arena_printf(cx->mem, ", until " STR_FMT
			    " (%s)", STR_ARG(day_short(cx->mem, s->until,
			    cx->today)), stay_ended_text(s->ended));
		}
		add(rows, org_unit(cx, s->cell_id, &unit) ? unit.name : S(""),
		    arena_printf(cx->mem, "%s, " STR_FMT STR_FMT ". " STR_FMT,
		    stay_how_text(s->how),
		    STR_ARG(day_or_before(cx, s->from)), STR_ARG(until),
		    STR_ARG(entered(cx, s->entered_by, s->entered_at))));
	}
}

static void
office_rows(struct ctx *cx, struct rows *rows)
{
	struct term *terms;
	struct unit unit;
	size_t len;

	office_terms_of_member(cx, cx->actor, &terms, &len);
	for (size_t i = 0; i < len; i++) {
		const struct term *t = &terms[i];

		add(rows, arena_printf(cx->mem, STR_FMT "%s, " STR_FMT,
		    STR_ARG(org_word(cx, t->office).one),
		    t->acting ? " (acting)" : "",
		    STR_ARG(org_unit(cx, t->unit_id, &unit) ? unit.name :
		    S(""))),
		    arena_printf(cx->mem, "From " STR_FMT "%s" STR_FMT ". "
		    STR_FMT, STR_ARG(day_or_before(cx, t->from)),
		    date_known(t->ends) ? " until " : "",
		    STR_ARG(day_short(cx->mem, t->ends, cx->today)),
		    STR_ARG(entered(cx, t->entered_by, t->entered_at))));
	}
}

/* ---- meetings ---------------------------------------------------------- */

static const char *
presence_text(enum presence presence)
{
	switch (presence) {
	case PRESENT:
		return "You were there";
	case EXCUSED:
		return "You sent apologies";
	case ABSENT:
		return "You were away";
	}
	return "";
}

static void
add_attended(struct ctx *cx, struct rows *rows, const struct attended *list,
    size_t len, const char *after)
{
	for (size_t i = 0; i < len; i++) {
		const struct attended *a = &list[i];

		add(rows, arena_printf(cx->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(meeting_title(cx, a->kind)),
		    STR_ARG(day_short(cx->mem, a->day, cx->today))),
		    arena_printf(cx->mem, "%s%s. " STR_FMT ", entered by "
		    STR_FMT ".%s", presence_text(a->presence),
		    a->signed_at != 0 ? " and signed in by the sheet" : "",
		    STR_ARG(a->unit_name), STR_ARG(a->entered_by.len > 0 ?
		    a->entered_by : S("the administration")), after));
	}
}

static void
meeting_rows(struct ctx *cx, struct rows *rows)
{
	struct attended *list;
	size_t len;

	meeting_attended(cx, cx->actor, RECORDS_MAX, &list, &len);
	add_attended(cx, rows, list, len, "");
	meeting_attended_before(cx, cx->actor, RECORDS_MAX, &list, &len);
	add_attended(cx, rows, list, len,
	    " So it stood before the record was corrected.");
}

/* "You came to 22. ..." */
static str
meeting_who(struct ctx *cx)
{
	struct attended *list;
	size_t len, came = 0;

	meeting_attended(cx, cx->actor, RECORDS_MAX, &list, &len);
	for (size_t i = 0; i < len; i++) {
		came += list[i].presence == PRESENT;
	}
	return arena_printf(cx->mem, "You came to %zu. Your cell sees this;"
	    " units above see only the total.", came);
}

/* ---- assignments ------------------------------------------------------- */

static const char *
state_text(enum assignment_state state)
{
	switch (state) {
	case ASSIGNMENT_OPEN:
		return "Open";
	case ASSIGNMENT_HELP:
		return "You asked for help";
	case ASSIGNMENT_REPORTED:
		return "You said that it is done";
	case ASSIGNMENT_FINISHED:
		return "Finished";
	case ASSIGNMENT_DROPPED:
		return "Dropped";
	}
	return "";
}

static void
assignment_rows(struct ctx *cx, struct rows *rows)
{
	struct assignment *list;
	size_t len;

	assignment_of_member(cx, cx->actor, &list, &len);
	for (size_t i = 0; i < len; i++) {
		const struct assignment *a = &list[i];
		str due = date_known(a->due) ? arena_printf(cx->mem,
		    ", due " STR_FMT, STR_ARG(day_short(cx->mem, a->due,
		    cx->today))) : S("");

		add(rows, a->text, arena_printf(cx->mem, "Given " STR_FMT
		    STR_FMT ". %s%s" STR_FMT, STR_ARG(day_short(cx->mem,
		    a->given_on, cx->today)), STR_ARG(due),
		    state_text(a->state), a->state_note.len > 0 ? ": " : ".",
		    STR_ARG(a->state_note)));
	}
}

/* ---- account ----------------------------------------------------------- */

static void
add_codes(struct ctx *cx, struct rows *rows)
{
	struct copy_table codes;

	copy_table_of_member(cx, cx->actor, "invitation", &codes);
	for (size_t i = codes.rows_len; i-- > 0;) {
		const struct copy_value *used = copy_at(&codes, i, "used_at");
		const struct copy_value *by = copy_at(&codes, i,
		    "made_by_name");
		int64_t ends = copy_at(&codes, i, "ends_at")->number;

		add(rows, S("A code to log in with"), arena_printf(cx->mem,
		    "Made by " STR_FMT ", " STR_FMT ". %s" STR_FMT ".",
		    STR_ARG(by->known ? by->text : S("an administrator")),
		    STR_ARG(moment_text(cx->mem,
		    copy_at(&codes, i, "made_at")->number)),
		    used->known ? "Used " : ends <= cx->now ?
		    "Never used; it ended " : "Not used yet; it works until ",
		    STR_ARG(moment_text(cx->mem, used->known ? used->number :
		    ends))));
	}
}

static void
account_rows(struct ctx *cx, struct rows *rows)
{
	struct account account;
	struct device *devices;
	size_t len;

	if (account_of_member(cx, cx->actor, &account)) {
		add(rows, arena_printf(cx->mem, "You log in as " STR_FMT,
		    STR_ARG(account.login)), arena_printf(cx->mem,
		    "Since " STR_FMT ". Of your password only what is needed to"
		    " recognise it is kept.",
		    STR_ARG(moment_text(cx->mem, account.made_at))));
	}
	account_devices(cx, S(""), &devices, &len);
	for (size_t i = 0; i < len; i++) {
		add(rows, arena_printf(cx->mem, "Logged in on " STR_FMT,
		    STR_ARG(devices[i].words)), arena_printf(cx->mem,
		    "Since " STR_FMT ", last used " STR_FMT ".",
		    STR_ARG(moment_text(cx->mem, devices[i].made_at)),
		    STR_ARG(moment_text(cx->mem, devices[i].seen_at))));
	}
	add_codes(cx, rows);
}

/* ---- changes ----------------------------------------------------------- */

static str
verb_text(struct ctx *cx, str verb)
{
	static const struct { const char *verb, *text; } verbs[] = {
		{ "member.join", "Put you into the list of members" },
		{ "import.members", "Put you into the list of members, with"
		    " others of one list" },
		{ "office.undo", "Took back an office that a list had given"
		    " you" },
		{ "member.rejoin", "Took you back into the list of members" },
		{ "member.rename", "Changed your name" },
		{ "member.transfer", "Moved you to another unit" },
		{ "member.leave", "Took you out of the list of members" },
		{ "member.contact", "Changed how to reach you" },
		{ "member.ask_correction", "Asked for a correction" },
		{ "member.answer_correction", "Answered your question" },
		{ "account.invite", "Made you a code to log in with" },
		{ "account.open", "Made your account" },
		{ "account.renew", "Chose a new password with a code" },
		{ "account.password", "Changed your password" },
		{ "account.close", "Closed your account" },
		{ "assignment.give", "Gave you an assignment" },
		{ "assignment.help", "Asked for help with an assignment" },
		{ "assignment.report", "Said that an assignment is done" },
		{ "assignment.finish", "Finished an assignment of yours" },
		{ "assignment.drop", "Dropped an assignment of yours" },
		{ "assignment.reopen", "Opened an assignment of yours again" },
		{ "meeting.sign-in", "Signed in to a meeting" },
		{ "office.name", "Named you to an office" },
		{ "office.succeed", "Ended an office of yours by naming a"
		    " successor" },
		{ "office.end", "Ended an office of yours" },
	};

	for (size_t i = 0; i < COUNT(verbs); i++) {
		if (str_eq(verb, str_z(verbs[i].verb))) {
			return str_z(verbs[i].text);
		}
	}
	return arena_printf(cx->mem, "Changed something (" STR_FMT ")",
	    STR_ARG(verb));
}

static void
change_rows(struct ctx *cx, struct rows *rows)
{
	struct copy_table changes;

	copy_table_of_member(cx, cx->actor, "change", &changes);
	for (size_t i = changes.rows_len; i-- > 0;) {
		const struct copy_value *by = copy_at(&changes, i,
		    "actor_name");
		const struct copy_value *account = copy_at(&changes, i,
		    "account_id");
		str office = copy_at(&changes, i, "office")->text;

		add(rows, verb_text(cx, copy_at(&changes, i, "verb")->text),
		    arena_printf(cx->mem, STR_FMT "%s" STR_FMT ", " STR_FMT
		    ".", STR_ARG(by->known ? by->text : account->known ?
		    S("An administrator") : S("The administration")),
		    office.len > 0 ? ", " : "", STR_ARG(office),
		    STR_ARG(moment_text(cx->mem,
		    copy_at(&changes, i, "at")->number))));
	}
}

/* ---- sections ---------------------------------------------------------- */

static const struct {
	const char	*key, *title, *who, *icon;
	str		(*who_says)(struct ctx *);
	void		(*rows)(struct ctx *, struct rows *);
} kinds[] = {
	{ "name", "Name and contact", "You, and the office that keeps the list"
	    " of members. Your cell sees your name, and what you chose to"
	    " show.", "user-round", NULL, name_rows },
	{ "membership", "Membership", "You, and the office that keeps the list"
	    " of members. Your cell sees that you belong to it.", "users",
	    NULL, membership_rows },
	{ "meetings", "Meetings", "", "calendar-check", meeting_who,
	    meeting_rows },
	{ "assignments", "Assignments and how they went", "You, your cell.",
	    "list-checks", NULL, assignment_rows },
	{ "offices", "Offices held", "Everyone.", "history", NULL,
	    office_rows },
	{ "account", "Account and devices", "You alone.", "lock", NULL,
	    account_rows },
	{ "changes", "Who changed what", "You, and the auditors.", "eye",
	    NULL, change_rows },
};

static void
read_section(struct ctx *cx, size_t i, size_t max, struct record_section *out)
{
	struct rows rows = { .mem = cx->mem };

	kinds[i].rows(cx, &rows);
	*out = (struct record_section){
		.key = kinds[i].key,
		.title = kinds[i].title,
		.who = kinds[i].who_says != NULL ? kinds[i].who_says(cx) :
		    str_z(kinds[i].who),
		.icon = { kinds[i].icon, false },
		.all = path_of(cx->mem, "/me/records/%s", str_z(kinds[i].key)),
		.rows = rows.list.at,
		.rows_len = rows.list.len < max ? rows.list.len : max,
		.rows_all = rows.list.len,
		.more = rows.list.len > max,
	};
}

void
records_read(struct ctx *cx, size_t max, struct record_section **out,
    size_t *out_len)
{
	*out = NEW(cx->mem, struct record_section, COUNT(kinds));
	*out_len = COUNT(kinds);
	for (size_t i = 0; i < COUNT(kinds); i++) {
		read_section(cx, i, max, &(*out)[i]);
	}
}

bool
records_read_one(struct ctx *cx, str key, struct record_section *out)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (str_eq(key, str_z(kinds[i].key))) {
			read_section(cx, i, RECORDS_MAX, out);
			return true;
		}
	}
	return false;
}
