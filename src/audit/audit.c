/* audit.c - the record of changes as people read it. */
#include "audit/audit.h"

#include <assert.h>

#include "db/change.h"
#include "member/member.h"
#include "org/org.h"

/* Each verb of change_add() in the house; a test looks for others. */
static const struct { const char *verb, *words; } all[] = {
	{ "account.close", "Closed an account" },
	{ "account.invite", "Made a code to log in with" },
	{ "account.open", "Opened an account with a code" },
	{ "account.password", "Changed the password" },
	{ "account.renew", "Set a new password with a code" },
	{ "assignment.drop", "Took back an assignment" },
	{ "assignment.finish", "Marked an assignment as done" },
	{ "assignment.give", "Gave an assignment" },
	{ "assignment.help", "Asked for help with an assignment" },
	{ "assignment.reopen", "Opened an assignment again" },
	{ "assignment.report", "Said how an assignment goes" },
	{ "conference.add_item", "Added an item to an order of business" },
	{ "bulletin.approve", "Approved a bulletin or minutes" },
	{ "bulletin.draft", "Drafted bulletins or minutes" },
	{ "bulletin.publish", "Published a bulletin or minutes" },
	{ "bulletin.write", "Changed the words of a bulletin or minutes" },
	{ "circular.convey", "Conveyed a circular" },
	{ "circular.issue", "Issued a circular" },
	{ "circular.repeat", "Came back to a circular" },
	{ "circular.take_back", "Took back that a circular was conveyed" },
	{ "circular.withdraw", "Withdrew a circular" },
	{ "commendation.add", "Proposed a commendation" },
	{ "commendation.drop", "Took a commendation off" },
	{ "commendation.give", "Gave a commendation" },
	{ "conference.add_participant",
	    "Took somebody into a conference" },
	{ "conference.add_sitting", "Added a sitting of a conference" },
	{ "conference.change", "Changed the plan of a conference" },
	{ "conference.change_item", "Changed an item of business" },
	{ "conference.change_sitting", "Changed a sitting" },
	{ "conference.close_item", "Closed an item of business" },
	{ "conference.close_sitting", "Closed a sitting" },
	{ "conference.drop_item", "Took an item off the order of business" },
	{ "conference.drop_sitting", "Dropped a sitting" },
	{ "conference.end_post", "Ended a post at a conference" },
	{ "conference.give_post", "Gave a post at a conference" },
	{ "conference.move_item", "Moved an item of business" },
	{ "conference.open_item", "Opened an item of business" },
	{ "conference.open_sitting", "Opened a sitting" },
	{ "conference.plan", "Planned a conference" },
	{ "conference.presidium", "Named who presides over a sitting" },
	{ "conference.restore_item",
	    "Put an item back on the order of business" },
	{ "conference.state", "Called, closed or cancelled a conference" },
	{ "document.add", "Added a document to a conference" },
	{ "document.change", "Changed a document of a conference" },
	{ "document.state", "Laid a document before a conference or took it"
	    " back" },
	{ "delegate.drop_substitute",
	    "Took a substitute off the list of a conference" },
	{ "delegate.end_proxy", "Ended a vote cast by another" },
	{ "delegate.give_proxy", "Let another cast a vote" },
	{ "delegate.hall", "Changed the parts of a hall" },
	{ "delegate.key", "Counted the key of delegates" },
	{ "delegate.replace", "Sent a substitute in place of a delegate" },
	{ "delegate.rules", "Wrote down rules of a conference" },
	{ "delegate.seat", "Gave somebody a seat in the hall" },
	{ "delegate.seats", "Gave out all seats of a hall" },
	{ "delegate.substitute", "Put a substitute on the list" },
	{ "delegate.withdraw", "Took somebody off the list of a conference" },
	{ "door.badges", "Began to make badges of a conference" },
	{ "door.note", "Wrote down what was done at a door" },
	{ "door.reissue", "Gave somebody a new badge" },
	{ "import.members", "Took over a list of members" },
	{ "import.undo", "Took back what a list had brought" },
	{ "meeting.call", "Called a meeting" },
	{ "meeting.cancel", "Cancelled a meeting" },
	{ "meeting.change", "Changed the plan of a meeting" },
	{ "meeting.correct", "Corrected the minutes of a meeting" },
	{ "meeting.record", "Recorded a meeting" },
	{ "meeting.sign-in", "Signed in to a meeting" },
	{ "member.answer_correction", "Answered a question about a record" },
	{ "member.ask_correction", "Asked for a correction of a record" },
	{ "member.contact", "Changed how to reach a member" },
	{ "member.join", "Took a new member into the list" },
	{ "member.leave", "Took a member out of the list" },
	{ "member.rejoin", "Took a member into the list again" },
	{ "member.rename", "Corrected the name of a member" },
	{ "member.transfer", "Moved a member to another unit" },
	{ "member.transfer_all", "Moved all members to another unit" },
	{ "motion.amend", "Handed in an amendment" },
	{ "motion.arrange", "Arranged a motion" },
	{ "motion.decide", "Noted what was decided on a motion" },
	{ "motion.decide_amendment",
	    "Noted what was decided on an amendment" },
	{ "motion.hand_in", "Handed in a motion" },
	{ "motion.move_amendment", "Changed the order of amendments" },
	{ "motion.reopen", "Took back what was decided on a motion" },
	{ "motion.reopen_amendment",
	    "Took back what was decided on an amendment" },
	{ "motion.rule", "Set the last days for motions" },
	{ "motion.take_back", "Took back a motion" },
	{ "motion.take_back_amendment", "Took back an amendment" },
	{ "office.end", "Ended a term of office" },
	{ "office.name", "Named somebody to an office" },
	{ "office.undo", "Took back a term that a list had brought" },
	{ "office.succeed", "Ended a term by naming a successor" },
	{ "plan.begin", "Began a plan" },
	{ "plan.change", "Changed the words or the days of a plan" },
	{ "plan.goal", "Set a goal" },
	{ "reason.tell", "Told what stood in the way of a meeting" },
	{ "speech.adopt_rule", "Entered a rule for lists of speakers" },
	{ "speech.call", "Gave somebody the floor" },
	{ "speech.close_list", "Closed a list of speakers" },
	{ "speech.end", "Ended a speech" },
	{ "speech.enter", "Put somebody on a list of speakers" },
	{ "speech.more", "Changed the time of a speech" },
	{ "speech.open_list", "Opened a list of speakers" },
	{ "speech.pause", "Stopped the clock of a speech" },
	{ "speech.put_back", "Put a speaker back on the list" },
	{ "speech.resume", "Let a speech go on" },
	{ "speech.set_budget", "Shared the time of a debate" },
	{ "speech.set_seconds", "Set how long speeches are" },
	{ "speech.strike", "Took somebody off a list of speakers" },
	{ "speech.undo", "Undid the last step with a list of speakers" },
	{ "resolution.assign", "Gave a resolution to be carried out" },
	{ "resolution.take", "Took over resolutions" },
	{ "statutes.adopt", "Adopted an edition of the rules" },
	{ "target.amount", "Changed a target" },
	{ "target.assign", "Gave an assignment for a target" },
	{ "target.correct", "Corrected a report of a target" },
	{ "target.give", "Gave a target to a unit" },
	{ "target.report", "Reported what was reached of a target" },
	{ "target.share", "Shared out a target" },
	{ "unit.dissolve", "Dissolved a unit" },
	{ "unit.found", "Founded a unit" },
	{ "unit.merge", "Merged a unit into another" },
	{ "unit.move", "Moved a unit to another place" },
	{ "unit.rename", "Renamed a unit" },
	{ "unit.split", "Split a unit" },
	{ "vote.annul", "Cancelled a vote" },
	{ "vote.card", "Noted that somebody votes by card" },
	{ "vote.casting", "Decided a tie" },
	{ "vote.close", "Closed a vote" },
	{ "vote.draw_lot", "Recorded a lot" },
	{ "vote.open", "Opened a vote" },
	{ "vote.open_layer", "Opened a layer of the box of a secret vote" },
	{ "vote.prepare", "Prepared a vote" },
	{ "vote.register_key", "Registered the key of a trustee" },
	{ "vote.take_over", "Took over what tellers counted" },
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
