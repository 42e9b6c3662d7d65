/* filled.c - the filled world of filled.h. */
#include "tests/filled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "account/budget.h"
#include "assignment/assignment.h"
#include "bulletin/bulletin.h"
#include "circular/circular.h"
#include "conference/conference.h"
#include "db/db.h"
#include "job/job.h"
#include "meeting/meeting.h"
#include "member/member.h"
#include "motion/motion.h"
#include "office/office.h"
#include "plan/plan.h"
#include "vote/vote.h"

static struct {
	char	unit[20], member[20], meeting[20], assignment[20];
	char	correction[20], term[20], conference[20];
	char	sitting[20], item[20];
	char	bulletin[20], resolution[20], commendation[20];
	char	motion[20], amendment[20], document[20], vote[20];
	char	plan[20], target[20];
	char	job[20];
	char	circular[20];
} name;

static void
keep_name(char out[20], str public_id)
{
	snprintf(out, 20, STR_FMT, STR_ARG(public_id));
}

static void
hold_meeting(struct people *p)
{
	static const enum people_role there[] = { ANN, SEC, DEP, FORMER };
	struct mark marks[COUNT(there)];
	struct decision decisions[] = {
		{ .text = S("CANARY-DECISION"), .votes_for = 3,
		    .votes_against = 0, .abstained = 0, .due = DATE_NONE },
		{ .text = S("CANARY-SENT-UP"), .votes_for = 3,
		    .votes_against = 0, .abstained = 0, .sent_up = true,
		    .due = DATE_NONE },
	};
	struct meeting_record in = {
		.unit_id = p->unit[A1], .kind = S("general"),
		.day = date_add(p->cx.today, -3), .starts = -1, .ends = -1,
		.place = S("CANARY-PLACE"), .notes = S("CANARY-MINUTES"),
		.attendance_known = true, .marks = marks,
		.marks_len = COUNT(there), .decisions = decisions,
		.decisions_len = COUNT(decisions),
	};
	struct meeting m;
	int64_t id;

	for (size_t i = 0; i < COUNT(there); i++) {
		marks[i] = (struct mark){ p->member[there[i]], PRESENT };
	}
	assert_int_equal(meeting_write(&p->cx, &in, &id), MEETING_OK);
	assert_true(meeting_read(&p->cx, id, &m));
	keep_name(name.meeting, m.public_id);
}

/* Everybody can read them. */
static void
move_motion(struct people *p, int64_t conference)
{
	struct motion m = {
		.conference_id = conference, .unit_id = p->unit[A1],
		.title = S("A winter reserve"), .text = S("We keep flour."),
		.reason = S(""),
	};
	struct amendment a = {
		.unit_id = p->unit[A1], .kind = AMEND_REPLACE, .paragraph = 1,
		.text = S("We keep much flour."), .reason = S(""),
	};
	struct document d = {
		.conference_id = conference, .language = S("en"),
		.title = S("Report"), .text = S("CANARY-DOCUMENT"),
	};
	int64_t id;

	assert_int_equal(document_add(&p->cx, &d, &id), MOTION_OK);
	assert_int_equal(document_set_state(&p->cx, id, DOCUMENT_LAID),
	    MOTION_OK);
	assert_true(document_read(&p->cx, id, &d));
	keep_name(name.document, d.public_id);
	assert_int_equal(motion_hand_in(&p->cx, &m, &a.motion_id), MOTION_OK);
	assert_true(motion_read(&p->cx, a.motion_id, &m));
	keep_name(name.motion, m.public_id);
	assert_int_equal(amendment_hand_in(&p->cx, &a, &id), MOTION_OK);
	assert_true(amendment_read(&p->cx, id, &a));
	keep_name(name.amendment, a.public_id);
}

static void
prepare_vote(struct people *p, int64_t conference)
{
	struct vote_new in = {
		.conference_id = conference, .question = S("Do we agree?"),
		.kind = VOTE_QUESTION, .way = VOTE_OPENLY,
	};
	struct vote v;
	int64_t id;

	assert_int_equal(conference_give_post(&p->cx, conference,
	    p->member[DEP], POST_TRUSTEE), CONFERENCE_OK);
	assert_int_equal(vote_prepare(&p->cx, &in, &id), VOTE_OK);
	assert_true(vote_read(&p->cx, id, &v));
	keep_name(name.vote, v.public_id);
}

/* A sitting that is over: its bulletin is there for everybody, a motion became
 * a resolution, and Ann was commended. */
static void
keep_what_stays(struct people *p, int64_t conference)
{
	struct commendation in = { .conference_id = conference,
		.member_id = p->member[ANN], .title = S("With thanks"),
		.work = S("the long work") };
	struct motion carried = { .conference_id = conference,
		.unit_id = p->unit[A1], .title = S("Flour"),
		.text = S("We buy flour."), .reason = S("") };
	struct sitting sitting = { .conference_id = conference,
		.day = p->cx.today, .starts = 60, .ends = 120 };
	struct bulletin *list;
	struct resolution *resolutions;
	size_t len, new;
	int64_t id;

	assert_int_equal(sitting_add(&p->cx, &sitting, &id), CONFERENCE_OK);
	db_script(p->cx.db, arena_copy_z(&p->mem, arena_printf(&p->mem,
	    "UPDATE sitting SET opened_at = %lld, closed_at = %lld WHERE id ="
	    " %lld", (long long)p->cx.now - 3600, (long long)p->cx.now,
	    (long long)id)));
	assert_int_equal(bulletin_draft_sitting(&p->cx, id), BULLETIN_OK);
	bulletin_list(&p->cx, conference, &list, &len);
	assert_int_equal(bulletin_approve(&p->cx, list[0].id), BULLETIN_OK);
	assert_int_equal(bulletin_publish(&p->cx, list[0].id, FOR_EVERYBODY),
	    BULLETIN_OK);
	keep_name(name.bulletin, list[0].public_id);
	assert_int_equal(motion_hand_in(&p->cx, &carried, &id), MOTION_OK);
	assert_int_equal(motion_decide(&p->cx, id, MOTION_CARRIED), MOTION_OK);
	assert_int_equal(resolution_take(&p->cx, conference, &new),
	    BULLETIN_OK);
	resolution_list(&p->cx, conference, &resolutions, &len);
	keep_name(name.resolution, resolutions[0].public_id);
	assert_int_equal(commendation_add(&p->cx, &in, &id), BULLETIN_OK);
	assert_true(commendation_read(&p->cx, id, &in));
	keep_name(name.commendation, in.public_id);
}

/* Of A1, that the secretary may keep; Ben is a delegate of A2, Dep has the
 * chair, the officer organises. */
static void
hold_conference(struct people *p)
{
	struct conference in = {
		.unit_id = p->unit[A1], .kind = S("assembly"),
		.title = S("CANARY-CONFERENCE"), .place = S("Hall"),
		.language = S("en"), .from = p->cx.today,
		.last = date_add(p->cx.today, 1), .mode = IN_ONE_HALL,
	};
	struct participant delegate = {
		.member_id = p->member[BEN], .name = S("Ben Ford"),
		.unit_id = p->unit[A2], .sent_by = p->unit[A2],
		.role = ROLE_DELEGATE, .voting = true,
	};
	struct item item = { .kind = ITEM_REPORT, .title = S("Report") };
	struct sitting sitting = { .day = p->cx.today, .starts = 540,
	    .ends = 720 };
	int64_t id;

	assert_int_equal(conference_plan(&p->cx, &in, &in.id), CONFERENCE_OK);
	sitting.conference_id = in.id;
	assert_int_equal(sitting_add(&p->cx, &sitting, &id), CONFERENCE_OK);
	assert_true(sitting_read(&p->cx, id, &sitting));
	keep_name(name.sitting, sitting.public_id);
	item.sitting_id = id;
	assert_int_equal(item_add(&p->cx, &item, &id), CONFERENCE_OK);
	assert_true(item_read(&p->cx, id, &item));
	keep_name(name.item, item.public_id);
	assert_int_equal(conference_give_post(&p->cx, in.id, p->member[DEP],
	    POST_CHAIR), CONFERENCE_OK);
	assert_int_equal(conference_give_post(&p->cx, in.id,
	    p->member[OFFICER], POST_ORGANISER), CONFERENCE_OK);
	delegate.conference_id = in.id;
	assert_int_equal(participant_add(&p->cx, &delegate, &id),
	    CONFERENCE_OK);
	assert_true(conference_read(&p->cx, in.id, &in));
	keep_name(name.conference, in.public_id);
	move_motion(p, in.id);
	prepare_vote(p, in.id);
	keep_what_stays(p, in.id);
}

/* Of A1 itself, with a report. */
static void
set_target(struct people *p)
{
	struct plan plan = { .unit_id = p->unit[A1], .title = S("Bread"),
		.text = S("For every town."), .from = people_date("2026-01-01"),
		.last = people_date("2030-12-31") };
	struct goal goal = { .title = S("Towns"), .measure = S("towns"),
		.amount = 40, .due = plan.last, .every = 3 };
	struct target_report report = { .day = p->cx.today, .amount = 7,
		.note = S("CANARY-REPORT") };
	struct target t;
	int64_t id;

	assert_int_equal(plan_begin(&p->cx, &plan, &goal.plan_id), PLAN_OK);
	assert_true(plan_read(&p->cx, goal.plan_id, &plan));
	keep_name(name.plan, plan.public_id);
	assert_int_equal(goal_set(&p->cx, &goal, &report.target_id), PLAN_OK);
	assert_true(target_read(&p->cx, report.target_id, &t));
	keep_name(name.target, t.public_id);
	assert_int_equal(target_tell(&p->cx, &report, &id), PLAN_OK);
}

/* Of a kind that Ann may not begin any more. */
static void
begin_job(struct people *p)
{
	struct job job;

	assert_int_equal(job_begin(&p->cx, &(struct job_new){
	    .kind = "import.take", .title = S("CANARY-JOB"),
	    .things = S("rows"), .back = S("/setup/import") }, &job), JOB_OK);
	keep_name(name.job, job.public_id);
}

/* Of the county, to its cells; A1 has conveyed it. */
static void
issue_circular(struct people *p)
{
	struct circular_new in = { .unit_id = p->unit[EASTMERE],
		.under_id = p->unit[EASTMERE], .tier = S("cell"),
		.title = S("Winter hours"), .short_text = S("Close at four."),
		.due = DATE_NONE };
	struct circular c;
	int64_t id;

	assert_int_equal(circular_issue(&p->cx, &in, &id), CIRCULAR_OK);
	assert_int_equal(circular_convey(&p->cx, id, p->unit[A1], 0),
	    CIRCULAR_OK);
	assert_true(circular_read(&p->cx, id, &c));
	keep_name(name.circular, c.public_id);
}

static void
fill_world(struct people *p)
{
	struct assignment_new task = {
		.unit_id = p->unit[A1], .member_id = p->member[ANN],
		.text = S("CANARY-TASK"), .given_on = p->cx.today,
		.due = DATE_NONE,
	};
	struct assignment a;
	struct correction *asked;
	struct term *held;
	size_t len;
	int64_t id;

	people_act(p, ANN);
	assert_int_equal(assignment_give(&p->cx, &task, &id), ASSIGNMENT_OK);
	assert_true(assignment_read(&p->cx, id, &a));
	keep_name(name.assignment, a.public_id);
	assert_int_equal(member_contact_set(&p->cx, p->member[ANN],
	    CONTACT_OTHER, SHOWN_TO_KEEPER, S("CANARY-CONTACT")), MEMBER_OK);
	assert_int_equal(member_correction_ask(&p->cx, S(""), S("CANARY-ASK"),
	    &id), MEMBER_OK);
	member_corrections(&p->cx, p->member[ANN], &asked, &len);
	keep_name(name.correction, asked[0].public_id);
	office_held(&p->cx, p->member[SEC], p->cx.today, &held, &len);
	keep_name(name.term, held[0].public_id);
	begin_job(p);
	people_act(p, SEC);
	hold_meeting(p);
	hold_conference(p);
	set_target(p);
	issue_circular(p);
	people_act(p, NOBODY);
}

void
filled_open(struct people *p)
{
	people_open(p);
	budget_reset();
	db_begin(p->cx.db, DB_WRITE);
	fill_world(p);
	assert_true(db_commit(p->cx.db));
	keep_name(name.unit, str_z(people_pid(p, "unit",
	    p->unit[A1])));
	keep_name(name.member, str_z(people_pid(p, "member",
	    p->member[ANN])));
}

const char *
filled_in(struct people *p, const char *text)
{
	static const struct { const char *hole, *with; } fill[] = {
		{ "{unit}", name.unit }, { "{member}", name.member },
		{ "{meeting}", name.meeting },
		{ "{assignment}", name.assignment },
		{ "{correction}", name.correction }, { "{term}", name.term },
		{ "{conference}", name.conference },
		{ "{sitting}", name.sitting }, { "{item}", name.item },
		{ "{motion}", name.motion },
		{ "{circular}", name.circular },
		{ "{bulletin}", name.bulletin },
		{ "{resolution}", name.resolution },
		{ "{commendation}", name.commendation },
		{ "{plan}", name.plan }, { "{target}", name.target },
		{ "{step}", "0" }, { "{vote}", name.vote },
		{ "{document}", name.document },
		{ "{amendment}", name.amendment },
		{ "{code}", "0000-0000-0000-0000" }, { "{section}", "name" },
		{ "{format}", "json" }, { "{article}", "12" },
		{ "{upload}", "zzzzzzzzzzzz" }, { "{job}", name.job },
		{ "{what}", "rename" },
	};
	str out = str_z(text);

	for (size_t i = 0; i < COUNT(fill); i++) {
		const char *z = arena_copy_z(&p->mem, out);
		const char *hole = strstr(z, fill[i].hole);

		if (hole != NULL) {
			out = arena_printf(&p->mem, "%.*s%s%s",
			    (int)(hole - z), z, fill[i].with,
			    hole + strlen(fill[i].hole));
		}
	}
	return arena_copy_z(&p->mem, out);
}
