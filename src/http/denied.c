/*
 * denied.c - the page for somebody who may not: what it is for, who can do it.
 *
 * Not being allowed is no mistake of the person who asks; so the page names the
 * office to turn to and leads to the unit where its holders stand by name.
 */
#include "http/answer.h"
#include "org/org.h"

struct denied_view {
	const char	*text, *who;
	struct path	 unit;
	str		 unit_name;
};

#include "http/denied.html.h"

static const struct { const char *text, *who; } denials[] = {
	[ACT_ANYONE] = { "", "" },
	[ACT_LOGGED_IN] = {
		"This page is for people with an account here.",
		"Whoever keeps the list of members in your unit can invite"
		" you." },
	[ACT_SELF] = {
		"This page is for one person and holds what is kept about"
		" that person.",
		"Everybody has such a page of their own: My page." },
	[ACT_SEE_UNIT] = {
		"This page is for people with an account here.",
		"Whoever keeps the list of members in your unit can invite"
		" you." },
	[ACT_SEE_CELL] = {
		"This page is for the members of the unit, and for those who"
		" hold an office in it.",
		"Units above see what the unit sends up, not this." },
	[ACT_SEE_ROLL] = {
		"The list of members by name is for the members themselves, and"
		" for those who hold an office among them.",
		"Units above see how many there are." },
	[ACT_SEE_FIGURES] = {
		"These figures are for the unit's own members, and for offices"
		" that may see figures in this part of the organisation.",
		"Ask one of the unit's officers what you would like to know." },
	[ACT_SEE_EXCEPTIONS] = {
		"Where help is needed is shown to the unit's own members, and"
		" to offices that may see it in this part of the organisation.",
		"Ask one of the unit's officers what you would like to know." },
	[ACT_SEE_DECISIONS] = {
		"Decisions are shown to the unit's own members, and to offices"
		" that may see decisions in this part of the organisation.",
		"Ask one of the unit's officers for what you need." },
	[ACT_SEE_PERSON] = {
		"This page holds what is kept about one person.",
		"It is for that person, and for the office that keeps the list"
		" of members of that person's unit. Each look is shown to the"
		" person." },
	[ACT_KEEP_MEMBERS] = {
		"Here the list of members is kept.",
		"An office that may keep members in this part of the"
		" organisation can do this for you." },
	[ACT_KEEP_MEETINGS] = {
		"Here meetings are planned and recorded.",
		"An office that may keep meetings in this unit can do this for"
		" you." },
	[ACT_KEEP_MINUTES] = {
		"Here minutes are written and corrected.",
		"An office that may keep minutes in this unit can do this for"
		" you." },
	[ACT_KEEP_ASSIGNMENTS] = {
		"Here assignments are given.",
		"An office that may keep assignments in this unit can do this"
		" for you." },
	[ACT_DO_ASSIGNMENT] = {
		"This is for the person who took the assignment on.",
		"That person can do it, or an office that may keep assignments"
		" in the unit." },
	[ACT_KEEP_OFFICES] = {
		"Here it is written down who holds which office.",
		"An office that may keep offices in this part of the"
		" organisation can do this for you." },
	[ACT_KEEP_UNITS] = {
		"Here units are founded, renamed, moved and closed.",
		"An office that may keep units in this part of the organisation"
		" can do this for you." },
	[ACT_SEE_CHANGES] = {
		"The record of changes is for auditors.",
		"Ask an auditor of this part of the organisation to look it up."
		},
	[ACT_KEEP_CIRCULARS] = {
		"Here it is noted how a circular was passed on.",
		"An office that may keep circulars in this unit can do this for"
		" you." },
	[ACT_ISSUE_CIRCULARS] = {
		"Here circulars are written and issued.",
		"An office that may issue circulars to this part of the"
		" organisation can do this for you." },
	[ACT_KEEP_CONFERENCE] = {
		"Here conferences are planned and prepared.",
		"An office that may keep conferences in this part of the"
		" organisation can do this for you, or an organiser of the"
		" conference." },
	[ACT_CHAIR] = {
		"This is the desk of whoever has the chair.",
		"The organisers of the conference give the chair to a person;"
		" its people are named on the conference's page." },
	[ACT_TELL] = {
		"This page is for those who count votes.",
		"The organisers of the conference say who counts." },
	[ACT_DOOR] = {
		"This page is for those who let people in.",
		"The organisers of the conference say who stands at the doors."
		},
	[ACT_EDIT] = {
		"Here the bulletins and the minutes of a conference are"
		" written.",
		"The organisers of the conference say who writes them." },
	[ACT_INTERPRET] = {
		"This page is for interpreters: texts, before they are read"
		" out.",
		"The organisers of the conference say who interprets." },
	[ACT_PRESS] = {
		"This page is for the press at a conference.",
		"The organisers of the conference can give you a badge of the"
		" press." },
	[ACT_ATTEND] = {
		"This page is for those who take part in the conference.",
		"The organisers of the conference say who takes part." },
	[ACT_DELEGATE] = {
		"This is for those who take part in the conference with a"
		" vote.",
		"Who is elected as a delegate gets a vote; ask the organisers"
		" of the conference if yours is missing." },
	[ACT_HOLD_KEY] = {
		"This page is for those who hold a key of secret votes.",
		"The organisers of the conference say who holds one." },
	[ACT_ISSUE_GOALS] = {
		"Here goals are set and their targets are shared out.",
		"An office that may issue goals in this part of the"
		" organisation can do this for you." },
	[ACT_REPORT_PROGRESS] = {
		"Here a unit reports how far it is with its targets.",
		"An office of this unit that may keep assignments can do this"
		" for you." },
	[ACT_SEE_TARGETS] = {
		"The targets of a unit are for its members and offices.",
		"Ask somebody who holds an office in this unit." },
	[ACT_ADMINISTER] = {
		"Here the organisation is set up: its words, its statutes,"
		" lists that are read in, invitations.",
		"Somebody with an administrator's account can do this." },
};
_Static_assert(COUNT(denials) == ACT_COUNT, "an act has no words");

void
res_denied(struct ctx *cx, const struct req *rq, struct res *rs, enum act act)
{
	struct denied_view v = {
		.text = denials[act].text, .who = denials[act].who,
	};
	struct html main = html_start(cx);
	struct unit unit;

	if (rq->object.unit != 0 && org_unit(cx, rq->object.unit, &unit)) {
		v.unit = path_of(cx->mem, "/u/%s", unit.public_id);
		v.unit_name = unit.name;
	}
	rs->status = 403;
	rs->message = arena_printf(cx->mem, "%s %s", v.text, v.who);
	denied_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = S("This page is for others"),
	}, &main);
}
