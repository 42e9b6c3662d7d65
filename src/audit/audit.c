/* audit.c - the record of changes as people read it. */
#include "audit/audit.h"

#include <assert.h>

#include "db/change.h"
#include "member/member.h"
#include "org/org.h"

/* Each verb of change_add() in the house; a test looks for others. */
static const struct { const char *verb, *words; } all[] = {
	{ "account.close", "closed an account" },
	{ "account.invite", "made a code to log in with" },
	{ "account.open", "opened an account with a code" },
	{ "account.password", "changed the password" },
	{ "account.renew", "set a new password with a code" },
	{ "assignment.drop", "took back an assignment" },
	{ "assignment.finish", "marked an assignment as done" },
	{ "assignment.give", "gave an assignment" },
	{ "assignment.help", "asked for help with an assignment" },
	{ "assignment.reopen", "opened an assignment again" },
	{ "assignment.report", "said how an assignment goes" },
	{ "meeting.call", "called a meeting" },
	{ "meeting.cancel", "cancelled a meeting" },
	{ "meeting.change", "changed the plan of a meeting" },
	{ "meeting.correct", "corrected the minutes of a meeting" },
	{ "meeting.record", "recorded a meeting" },
	{ "meeting.sign-in", "signed in to a meeting" },
	{ "member.answer_correction", "answered a question about a record" },
	{ "member.ask_correction", "asked for a correction of a record" },
	{ "member.contact", "changed how to reach a member" },
	{ "member.join", "took a new member into the list" },
	{ "member.leave", "took a member out of the list" },
	{ "member.rejoin", "took a member into the list again" },
	{ "member.rename", "corrected the name of a member" },
	{ "member.transfer", "moved a member to another unit" },
	{ "member.transfer_all", "moved all members to another unit" },
	{ "office.end", "ended a term of office" },
	{ "office.name", "named somebody to an office" },
	{ "office.succeed", "ended a term by naming a successor" },
	{ "reason.tell", "told what stood in the way of a meeting" },
	{ "statutes.adopt", "adopted an edition of the rules" },
	{ "unit.dissolve", "dissolved a unit" },
	{ "unit.found", "founded a unit" },
	{ "unit.merge", "merged a unit into another" },
	{ "unit.move", "moved a unit to another place" },
	{ "unit.rename", "renamed a unit" },
	{ "unit.split", "split a unit" },
};

str
audit_words(str verb)
{
	for (size_t i = 0; i < COUNT(all); i++) {
		if (str_eq(verb, str_z(all[i].verb))) {
			return str_z(all[i].words);
		}
	}
	return S("");
}

static str
who_of(struct ctx *cx, const struct change_line *c)
{
	struct member m;

	if (c->actor_id != 0 && member_read(cx, c->actor_id, &m)) {
		return m.name;
	}
	return c->account_id != 0 ? S("An administrator") : S("The shell");
}

static void
read_changes(struct ctx *cx, const struct unit *u, int64_t before, size_t max,
    struct change_line **out, size_t *out_len)
{
	if (date_known(u->dissolved)) {
		change_of_unit(cx, u->id, before, max, out, out_len);
	} else if (u->parent_id == 0) {
		change_of_all(cx, before, max, out, out_len);
	} else {
		change_under_unit(cx, u->id, before, max, out, out_len);
	}
}

void
audit_list(struct ctx *cx, int64_t unit_id, int64_t before, size_t max,
    struct audit_line **out, size_t *out_len)
{
	struct change_line *lines;
	struct unit u;

	assert(max <= AUDIT_LIST_MAX);
	*out_len = 0;
	if (!org_unit(cx, unit_id, &u)) {
		return;
	}
	read_changes(cx, &u, before, max, &lines, out_len);
	*out = NEW(cx->mem, struct audit_line, *out_len);
	for (size_t i = 0; i < *out_len; i++) {
		const struct change_line *c = &lines[i];
		str what = audit_words(c->verb);

		(*out)[i] = (struct audit_line){ .id = c->id, .at = c->at,
			.unit_id = c->unit_id, .office = c->office,
			.what = what.len > 0 ? what : c->verb,
			.who = who_of(cx, c) };
	}
}
