/*
 * tables.c - the one place that lists every room's routes, verbs and long work.
 */
#include "http/web.h"
#include "job/job.h"
#include "tables.h"

extern const struct verb account_verbs[];
extern const struct verb bulletin_verbs[];
extern const struct verb check_verbs[];
extern const struct verb conference_verbs[];
extern const struct verb count_verbs[];
extern const struct verb db_verbs[];
extern const struct verb delegate_verbs[];
extern const struct verb demo_verbs[];
extern const struct verb door_verbs[];
extern const struct verb exception_verbs[];
extern const struct verb http_verbs[];
extern const struct verb move_verbs[];
extern const struct verb picture_verbs[];
extern const struct verb setup_verbs[];
extern const struct verb statutes_verbs[];
extern const struct verb tally_verbs[];
extern const struct verb transfer_verbs[];
extern const struct verb trustee_verbs[];

extern const struct route account_routes[];
extern const struct route amendment_routes[];
extern const struct route assignment_routes[];
extern const struct route audit_routes[];
extern const struct route badge_routes[];
extern const struct route bulletin_public_routes[];
extern const struct route bulletin_routes[];
extern const struct route change_routes[];
extern const struct route circular_routes[];
extern const struct route commendation_routes[];
extern const struct route conference_routes[];
extern const struct route document_routes[];
extern const struct route delegate_routes[];
extern const struct route door_routes[];
extern const struct route draft_routes[];
extern const struct route exception_routes[];
extern const struct route history_routes[];
extern const struct route import_routes[];
extern const struct route job_routes[];
extern const struct route leave_routes[];
extern const struct route live_routes[];
extern const struct route me_routes[];
extern const struct route meeting_routes[];
extern const struct route member_routes[];
extern const struct route more_routes[];
extern const struct route motion_list_routes[];
extern const struct route motion_routes[];
extern const struct route office_routes[];
extern const struct route overview_routes[];
extern const struct route people_routes[];
extern const struct route person_routes[];
extern const struct route picture_routes[];
extern const struct route plan_routes[];
extern const struct route proceedings_routes[];
extern const struct route resolution_routes[];
extern const struct route search_routes[];
extern const struct route seats_routes[];
extern const struct route settings_routes[];
extern const struct route setup_routes[];
extern const struct route share_routes[];
extern const struct route speech_list_routes[];
extern const struct route speech_routes[];
extern const struct route statutes_routes[];
extern const struct route today_routes[];
extern const struct route target_routes[];
extern const struct route teller_routes[];
extern const struct route tree_routes[];
extern const struct route trustee_routes[];
extern const struct route vote_desk_routes[];
extern const struct route vote_routes[];

extern const struct job_kind badge_jobs[];
extern const struct job_kind import_jobs[];

/* In the order in which the help and the manual page show them. */
const struct verb *const all_verbs[] = {
	setup_verbs,
	account_verbs,
	http_verbs,
	demo_verbs,
	statutes_verbs,
	transfer_verbs,
	conference_verbs,
	bulletin_verbs,
	delegate_verbs,
	door_verbs,
	trustee_verbs,
	exception_verbs,
	count_verbs,
	picture_verbs,
	db_verbs,
	move_verbs,
	check_verbs,
	tally_verbs,
	help_verbs,
	NULL
};

/* The first that matches an address answers it. */
const struct route *const web_routes[] = {
	today_routes,
	account_routes,
	me_routes,
	settings_routes,
	meeting_routes,
	assignment_routes,
	plan_routes,
	target_routes,
	share_routes,
	circular_routes,
	conference_routes,
	motion_list_routes,
	motion_routes,
	live_routes,
	speech_list_routes,
	speech_routes,
	amendment_routes,
	document_routes,
	bulletin_routes,
	bulletin_public_routes,
	proceedings_routes,
	resolution_routes,
	commendation_routes,
	member_routes,
	person_routes,
	leave_routes,
	more_routes,
	overview_routes,
	history_routes,
	change_routes,
	exception_routes,
	tree_routes,
	picture_routes,
	search_routes,
	office_routes,
	audit_routes,
	statutes_routes,
	badge_routes,
	people_routes,
	seats_routes,
	delegate_routes,
	door_routes,
	draft_routes,
	setup_routes,
	import_routes,
	job_routes,
	vote_desk_routes,
	vote_routes,
	teller_routes,
	trustee_routes,
	NULL
};

/* Long work that a server does. */
const struct job_kind *const job_kinds[] = {
	badge_jobs,
	import_jobs,
	NULL
};
