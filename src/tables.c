/*
 * tables.c - the one place that lists every room's routes and verbs.
 */
#include "http/web.h"
#include "tables.h"

extern const struct verb check_verbs[], db_verbs[], demo_verbs[],
    exception_verbs[], http_verbs[], setup_verbs[], transfer_verbs[];

extern const struct route account_routes[], assignment_routes[],
    leave_routes[], meeting_routes[], member_routes[], more_routes[],
    person_routes[];

/* In the order in which the help and the manual page show them. */
const struct verb *const all_verbs[] = {
	setup_verbs,
	http_verbs,
	demo_verbs,
	transfer_verbs,
	exception_verbs,
	db_verbs,
	check_verbs,
	help_verbs,
	NULL
};

/* The first that matches an address answers it. */
const struct route *const web_routes[] = {
	account_routes,
	meeting_routes,
	assignment_routes,
	member_routes,
	person_routes,
	leave_routes,
	more_routes,
	NULL
};
