/*
 * matrix_test.c - every route and every role: who gets in, and what nobody else
 * is shown.
 *
 * The routes come from the program's own table; who may open them is stated
 * here, written from docs/rules/rights.md alone. A route that is missing in the
 * statement fails the test. A new one gets a line: its address as in the table
 * of routes, a query or form that a machine-made field needs, and who may.
 * Everything it names is in cell A1: tests/filled.h has what stands for {unit},
 * {member} and so on.
 */
#include "tests/filled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>


#define ONE(role)	(1u << (role))
#define ALL		(ONE(PEOPLE_ROLES_LEN) - 1)
#define LOGGED_IN	(ALL & ~ONE(NOBODY))
#define PERSONS		(LOGGED_IN & ~ONE(ADMIN))
#define IN_A1		(ONE(ANN) | ONE(SEC) | ONE(DEP) | ONE(FORMER))
#define ABOVE_A1	ONE(OFFICER)
#define KEEPS_A1	ONE(SEC)
#define AT_IT		(KEEPS_IT | ONE(BEN) | ONE(DEP))
#define KEEPS_IT	(ONE(SEC) | ONE(OFFICER))
#define CHAIRS_IT	ONE(DEP)
#define TELLS_IT	CHAIRS_IT
#define EDITS_IT	KEEPS_IT

static const struct statement {
	const char	*method, *path, *with;
	unsigned	 who;
} statements[] = {
	/* Pages for everybody, and for everybody who is logged in. */
	{ "GET",  "/login", "", ALL },
	{ "POST", "/login", "login=x&password=y", ALL },
	{ "POST", "/logout", "", ALL },
	{ "GET",  "/i", "", ALL },
	{ "POST", "/i", "code=x", ALL },
	{ "GET",  "/i/{code}", "", ALL },
	{ "POST", "/i/{code}", "login=x", ALL },
	{ "GET",  "/s/{code}", "", ALL },
	{ "POST", "/s/{code}", "number=1", ALL },
	{ "GET",  "/offline", "", ALL },
	{ "GET",  "/outbox", "", ALL },
	{ "GET",  "/", "", LOGGED_IN },
	{ "GET",  "/more", "", LOGGED_IN },
	{ "GET",  "/units", "", LOGGED_IN },
	{ "GET",  "/u/{unit}", "", LOGGED_IN },
	{ "GET",  "/tree", "", LOGGED_IN },
	{ "GET",  "/search", "", LOGGED_IN },
	{ "GET",  "/u/{unit}/tree", "", LOGGED_IN },
	{ "GET",  "/u/{unit}/history", "", LOGGED_IN },
	{ "GET",  "/rules", "", LOGGED_IN },
	{ "GET",  "/rules/{article}", "", LOGGED_IN },

	/* Long work: Ann began it, when she still might. */
	{ "GET",  "/jobs", "", LOGGED_IN },
	{ "GET",  "/jobs/{job}", "", ONE(ANN) | ONE(ADMIN) },
	{ "POST", "/jobs/{job}", "", ONE(ADMIN) },
	{ "GET",  "/jobs/{job}/file", "", ONE(ADMIN) },

	/* How all units stand; who keeps all of them lays their picture. */
	{ "GET",  "/national", "", ONE(AUDITOR) },
	{ "GET",  "/national/picture.png", "", ONE(AUDITOR) },
	{ "POST", "/national/lay", "", 0 },

	/* What is kept about oneself. */
	{ "GET",  "/me", "", LOGGED_IN },
	{ "GET",  "/me/settings", "", LOGGED_IN },
	{ "POST", "/me/password", "now=x", LOGGED_IN },
	{ "POST", "/me/devices/out", "device=abc", LOGGED_IN },
	{ "POST", "/me/devices/out-others", "", LOGGED_IN },
	{ "POST", "/me/contacts", "", PERSONS },
	{ "GET",  "/me/records/{section}", "", PERSONS },
	{ "GET",  "/me/looks", "", PERSONS },
	{ "GET",  "/me/export", "", PERSONS },
	{ "GET",  "/me/export/{format}", "", PERSONS },
	{ "GET",  "/me/correction", "", PERSONS },
	{ "POST", "/me/correction", "text=x", PERSONS },

	/* The list of members, and one member. */
	{ "GET",  "/cell", "", PERSONS },
	{ "GET",  "/cell/print", "", PERSONS },
	{ "GET",  "/u/{unit}/members", "", IN_A1 },
	{ "GET",  "/u/{unit}/members/print", "", IN_A1 },
	{ "GET",  "/u/{unit}/members/new", "", KEEPS_A1 },
	{ "POST", "/u/{unit}/members/new", "", KEEPS_A1 },
	{ "POST", "/u/{unit}/members/back", "member={member}", KEEPS_A1 },
	{ "POST", "/corrections/{correction}", "", KEEPS_A1 },
	{ "GET",  "/m/{member}", "", KEEPS_A1 | ONE(ANN) },
	{ "POST", "/m/{member}/look", "reason=reach", KEEPS_A1 | ONE(ANN) },
	{ "GET",  "/m/{member}/name", "", KEEPS_A1 },
	{ "POST", "/m/{member}/name", "name=x", KEEPS_A1 },
	{ "GET",  "/m/{member}/invite", "", KEEPS_A1 },
	{ "POST", "/m/{member}/invite", "", KEEPS_A1 },
	{ "GET",  "/m/{member}/move", "", KEEPS_A1 },
	{ "POST", "/m/{member}/move", "to=A2&day=2026-11-20", KEEPS_A1 },
	{ "GET",  "/m/{member}/leave", "", KEEPS_A1 },
	{ "POST", "/m/{member}/leave", "ended=left&day=2026-11-20",
	    KEEPS_A1 },

	/* Meetings: the cell reads, its keeper writes; above, that it met. */
	{ "GET",  "/meetings", "", PERSONS },
	{ "GET",  "/meetings", "unit={unit}", IN_A1 },
	{ "GET",  "/meetings/new", "unit={unit}", KEEPS_A1 },
	{ "GET",  "/meetings/new", "", KEEPS_A1 },
	{ "POST", "/meetings", "unit={unit}", KEEPS_A1 },
	{ "GET",  "/meetings/record", "unit={unit}", KEEPS_A1 },
	{ "POST", "/meetings/record", "unit={unit}", KEEPS_A1 },
	{ "GET",  "/meetings/{meeting}", "", IN_A1 },
	{ "GET",  "/meetings/{meeting}/minutes", "", IN_A1 },
	{ "GET",  "/meetings/{meeting}/minutes.pdf", "", IN_A1 },
	{ "GET",  "/meetings/{meeting}/sent", "", IN_A1 },
	{ "GET",  "/meetings/{meeting}/edit", "", KEEPS_A1 },
	{ "POST", "/meetings/{meeting}/edit", "", KEEPS_A1 },
	{ "GET",  "/meetings/{meeting}/cancel", "", KEEPS_A1 },
	{ "POST", "/meetings/{meeting}/cancel", "", KEEPS_A1 },
	{ "GET",  "/meetings/{meeting}/record", "", KEEPS_A1 },
	{ "POST", "/meetings/{meeting}/record", "", KEEPS_A1 },
	{ "GET",  "/meetings/{meeting}/correct", "", KEEPS_A1 },
	{ "POST", "/meetings/{meeting}/correct", "", KEEPS_A1 },
	{ "GET",  "/meetings/{meeting}/sign-in", "", KEEPS_A1 },
	{ "GET",  "/meetings/{meeting}/sign-in.pdf", "", KEEPS_A1 },
	{ "GET",  "/u/{unit}/meetings", "", IN_A1 | ABOVE_A1 },

	/* A conference in A1 that its secretary keeps, with Ben as delegate,
	 * Dep as chair and the officer as organiser. */
	{ "GET",  "/c/{conference}", "", AT_IT },
	{ "GET",  "/c/{conference}/agenda", "", AT_IT },
	{ "GET",  "/c/{conference}/agenda/print", "", AT_IT },
	{ "GET",  "/c/{conference}/schedule.xml", "", AT_IT },
	{ "GET",  "/c/{conference}/schedule.ics", "", AT_IT },
	{ "GET",  "/c/{conference}/people", "", AT_IT },
	{ "POST", "/c/{conference}/people", "post=3&number=2001", KEEPS_IT },
	{ "POST", "/c/{conference}/people/end", "post=2&member={member}",
	    KEEPS_IT },
	{ "GET",  "/c/{conference}/edit", "", KEEPS_IT },
	{ "POST", "/c/{conference}/edit", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/cancel", "", KEEPS_IT },
	{ "POST", "/c/{conference}/state", "state=2", KEEPS_IT },
	{ "GET",  "/c/{conference}/order", "", KEEPS_IT },
	{ "POST", "/c/{conference}/order", "do=drop-{item}", KEEPS_IT },
	{ "POST", "/c/{conference}/order/usual", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/sittings/new", "", KEEPS_IT },
	{ "POST", "/c/{conference}/sittings", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/sittings/{sitting}", "", KEEPS_IT },
	{ "POST", "/c/{conference}/sittings/{sitting}", "", KEEPS_IT },
	{ "POST", "/c/{conference}/sittings/{sitting}/drop", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/sittings/{sitting}/presidium", "",
	    KEEPS_IT },
	{ "POST", "/c/{conference}/sittings/{sitting}/presidium",
	    "numbers=1", KEEPS_IT },
	{ "GET",  "/c/{conference}/items/new", "sitting={sitting}",
	    KEEPS_IT },
	{ "POST", "/c/{conference}/items", "sitting={sitting}&title=x",
	    KEEPS_IT },
	{ "GET",  "/c/{conference}/items/{item}", "", KEEPS_IT },
	{ "POST", "/c/{conference}/items/{item}",
	    "sitting={sitting}&title=x", KEEPS_IT },
	{ "GET",  "/c/{conference}/roll", "", KEEPS_IT },
	{ "POST", "/c/{conference}/roll", "", KEEPS_IT },
	{ "POST", "/c/{conference}/run", "do=next", ONE(DEP) },
	{ "GET",  "/conferences", "", LOGGED_IN },
	{ "GET",  "/u/{unit}/conferences", "", LOGGED_IN },
	{ "GET",  "/u/{unit}/conferences/new", "", KEEPS_A1 },
	{ "POST", "/u/{unit}/conferences/new", "", KEEPS_A1 },
	{ "POST", "/meetings/{meeting}/conference", "", KEEPS_A1 },

	/* The pages that follow the hall, each with its stream. */
	{ "GET",  "/c/{conference}/now", "", AT_IT },
	{ "GET",  "/c/{conference}/now/own", "", AT_IT },
	{ "GET",  "/c/{conference}/now/live", "", AT_IT },
	{ "GET",  "/c/{conference}/chair", "", CHAIRS_IT },
	{ "GET",  "/c/{conference}/chair/live", "", CHAIRS_IT },
	{ "POST", "/c/{conference}/chair/vote", "vote={vote}", CHAIRS_IT },
	{ "GET",  "/c/{conference}/hall", "", AT_IT },
	{ "GET",  "/c/{conference}/hall/live", "", AT_IT },
	{ "GET",  "/c/{conference}/interpreters", "", CHAIRS_IT },
	{ "GET",  "/c/{conference}/interpreters/live", "", CHAIRS_IT },
	{ "GET",  "/c/{conference}/press", "", 0 },
	{ "GET",  "/c/{conference}/press/live", "", 0 },

	/* Lists of speakers: who takes part asks; tellers enter, the chair
	 * calls. */
	{ "GET",  "/c/{conference}/speeches", "", AT_IT },
	{ "POST", "/c/{conference}/speeches/ask", "kind=speech", AT_IT },
	{ "POST", "/c/{conference}/speeches/withdraw", "", AT_IT },
	{ "POST", "/c/{conference}/speeches/enter", "number=1",
	    TELLS_IT },
	{ "POST", "/c/{conference}/speeches/call", "", CHAIRS_IT },
	{ "POST", "/c/{conference}/speeches/strike", "", CHAIRS_IT },
	{ "POST", "/c/{conference}/speeches/end", "", CHAIRS_IT },
	{ "POST", "/c/{conference}/speeches/pause", "", CHAIRS_IT },
	{ "POST", "/c/{conference}/speeches/resume", "", CHAIRS_IT },
	{ "POST", "/c/{conference}/speeches/more", "", CHAIRS_IT },
	{ "POST", "/c/{conference}/speeches/back", "", CHAIRS_IT },
	{ "POST", "/c/{conference}/speeches/undo", "", CHAIRS_IT },
	{ "POST", "/c/{conference}/speeches/open", "", CHAIRS_IT },
	{ "POST", "/c/{conference}/speeches/close", "", CHAIRS_IT },
	{ "GET",  "/c/{conference}/speeches/rule", "", CHAIRS_IT },
	{ "POST", "/c/{conference}/speeches/rule", "", CHAIRS_IT },
	{ "POST", "/c/{conference}/speeches/budget", "", CHAIRS_IT },
	{ "POST", "/c/{conference}/speeches/seconds", "", CHAIRS_IT },

	/* All read motions; who keeps a unit's meetings hands them in. */
	{ "GET",  "/c/{conference}/door", "", KEEPS_IT },
	{ "POST", "/c/{conference}/door", "", KEEPS_IT },
	{ "POST", "/c/{conference}/door/note", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/door/doubts", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/door/list", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/door/bring", "", KEEPS_IT },
	{ "POST", "/c/{conference}/door/bring", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/door/paper", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/badge", "", AT_IT },
	{ "POST", "/c/{conference}/badge", "", AT_IT },
	{ "GET",  "/c/{conference}/badges", "", KEEPS_IT },
	{ "POST", "/c/{conference}/badges", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/badges/sheet", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/delegates", "", AT_IT },
	{ "POST", "/c/{conference}/delegates/key", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/delegates/rules", "", KEEPS_IT },
	{ "POST", "/c/{conference}/delegates/rules", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/delegates/all", "", AT_IT },
	{ "POST", "/c/{conference}/delegates/all", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/delegates/import", "", KEEPS_IT },
	{ "POST", "/c/{conference}/delegates/import", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/delegates/list", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/delegates/{unit}", "", AT_IT },
	{ "POST", "/c/{conference}/delegates/{unit}", "who={member}",
	    KEEPS_IT },
	{ "GET",  "/c/{conference}/delegates/{unit}/elect", "", KEEPS_IT },
	{ "POST", "/c/{conference}/delegates/{unit}/elect", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/elect/{unit}", "", KEEPS_A1 },
	{ "POST", "/c/{conference}/elect/{unit}", "", KEEPS_A1 },
	{ "GET",  "/c/{conference}/seats", "", KEEPS_IT },
	{ "POST", "/c/{conference}/seats", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/proxies", "", AT_IT },
	{ "POST", "/c/{conference}/proxies", "", AT_IT },
	{ "GET",  "/c/{conference}/motions", "", LOGGED_IN },
	{ "GET",  "/c/{conference}/motions/book", "", LOGGED_IN },
	{ "GET",  "/c/{conference}/motions/{motion}", "", LOGGED_IN },
	{ "GET",  "/c/{conference}/motions/new", "unit={unit}", KEEPS_A1 },
	{ "POST", "/c/{conference}/motions", "unit={unit}", KEEPS_A1 },
	{ "POST", "/c/{conference}/motions/{motion}/back", "", KEEPS_A1 },
	{ "GET",  "/c/{conference}/motions/{motion}/amend", "unit={unit}",
	    KEEPS_A1 },
	{ "POST", "/c/{conference}/motions/{motion}/amendments",
	    "unit={unit}", KEEPS_A1 },
	{ "POST", "/c/{conference}/amendments/{amendment}/back", "",
	    KEEPS_A1 },
	{ "GET",  "/c/{conference}/motions/days", "", KEEPS_IT },
	{ "POST", "/c/{conference}/motions/days", "", KEEPS_IT },
	{ "POST", "/c/{conference}/motions/{motion}/arrange", "", KEEPS_IT },
	{ "POST", "/c/{conference}/amendments/{amendment}/move",
	    "to=later", KEEPS_IT },
	{ "POST", "/c/{conference}/motions/{motion}/decide",
	    "decided=carried", ONE(DEP) },
	{ "POST", "/c/{conference}/amendments/{amendment}/decide",
	    "decided=carried", ONE(DEP) },
	{ "POST", "/c/{conference}/motions/{motion}/undecide", "", ONE(DEP) },
	{ "POST", "/c/{conference}/amendments/{amendment}/undecide", "",
	    ONE(DEP) },

	/* Documents: those who are there read, who prepares it lays them. */
	{ "GET",  "/c/{conference}/papers", "", AT_IT },
	{ "GET",  "/c/{conference}/papers/{document}", "", AT_IT },
	{ "GET",  "/c/{conference}/papers/new", "", KEEPS_IT },
	{ "POST", "/c/{conference}/papers", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/papers/{document}/edit", "", KEEPS_IT },
	{ "POST", "/c/{conference}/papers/{document}/edit", "", KEEPS_IT },
	{ "POST", "/c/{conference}/papers/{document}/state", "state=2",
	    KEEPS_IT },

	/* Votes: who is logged in sees results, delegates vote, the chair (who
	 * is a trustee too) runs them. */
	{ "GET",  "/c/{conference}/votes", "", LOGGED_IN },
	{ "GET",  "/votes/{vote}", "", LOGGED_IN },
	{ "GET",  "/votes/{vote}/recount", "", LOGGED_IN },
	{ "GET",  "/votes/{vote}/box", "", LOGGED_IN },
	{ "GET",  "/votes/{vote}/box/{step}", "", LOGGED_IN },
	{ "GET",  "/votes/{vote}/roll", "", AT_IT },
	{ "POST", "/votes/{vote}/ballot", "choices=1", ONE(BEN) },
	{ "GET",  "/c/{conference}/votes/new", "", ONE(DEP) },
	{ "POST", "/c/{conference}/votes", "", ONE(DEP) },
	{ "POST", "/votes/{vote}/open", "", ONE(DEP) },
	{ "POST", "/votes/{vote}/close", "", ONE(DEP) },
	{ "POST", "/votes/{vote}/annul", "", ONE(DEP) },
	{ "POST", "/votes/{vote}/repeat", "", ONE(DEP) },
	{ "POST", "/votes/{vote}/take-over", "", ONE(DEP) },
	{ "POST", "/votes/{vote}/casting", "decided=not", ONE(DEP) },
	{ "GET",  "/c/{conference}/tellers", "", ONE(DEP) },
	{ "POST", "/votes/{vote}/card", "", ONE(DEP) },
	{ "POST", "/votes/{vote}/sheet", "", ONE(DEP) },
	{ "POST", "/votes/{vote}/answer", "", ONE(DEP) },
	{ "GET",  "/c/{conference}/trustees", "", AT_IT },
	{ "POST", "/c/{conference}/trustees", "", ONE(DEP) },
	{ "POST", "/votes/{vote}/step", "", ONE(DEP) },

	/* What stays: everybody reads what was published for everybody, who is
	 * logged in what was published; the editors write, the chair
	 * approves. */
	{ "GET",  "/bulletins/{bulletin}", "", ALL },
	{ "GET",  "/bulletins/{bulletin}/plain", "", ALL },
	{ "GET",  "/bulletins/{bulletin}/pdf", "", ALL },
	{ "GET",  "/c/{conference}/bulletins.atom", "", ALL },
	{ "GET",  "/certificates/{code}", "", ALL },
	{ "GET",  "/c/{conference}/bulletins", "", LOGGED_IN },
	{ "POST", "/c/{conference}/bulletins", "", EDITS_IT },
	{ "GET",  "/c/{conference}/bulletins/{bulletin}", "", LOGGED_IN },
	{ "GET",  "/c/{conference}/bulletins/{bulletin}/plain", "",
	    LOGGED_IN },
	{ "GET",  "/c/{conference}/bulletins/{bulletin}/pdf", "",
	    LOGGED_IN },
	{ "GET",  "/c/{conference}/bulletins/{bulletin}/edit", "",
	    EDITS_IT },
	{ "POST", "/c/{conference}/bulletins/{bulletin}/edit", "",
	    EDITS_IT },
	{ "POST", "/c/{conference}/bulletins/{bulletin}/draft", "in=de",
	    EDITS_IT },
	{ "POST", "/c/{conference}/bulletins/{bulletin}/approve", "",
	    CHAIRS_IT },
	{ "POST", "/c/{conference}/bulletins/{bulletin}/publish",
	    "audience=1", EDITS_IT },
	{ "GET",  "/c/{conference}/proceedings", "", LOGGED_IN },
	{ "GET",  "/c/{conference}/proceedings/pdf", "", LOGGED_IN },
	{ "GET",  "/c/{conference}/proceedings.xml", "", LOGGED_IN },
	{ "GET",  "/c/{conference}/resolutions/{resolution}", "",
	    LOGGED_IN },
	{ "GET",  "/c/{conference}/resolutions/{resolution}/xml", "",
	    LOGGED_IN },
	{ "POST", "/c/{conference}/resolutions/{resolution}/tasks", "",
	    KEEPS_IT },
	{ "GET",  "/c/{conference}/commendations", "", LOGGED_IN },
	{ "POST", "/c/{conference}/commendations", "", KEEPS_IT },
	{ "GET",  "/c/{conference}/commendations/{commendation}", "",
	    LOGGED_IN },
	{ "GET",  "/c/{conference}/commendations/{commendation}/pdf", "",
	    LOGGED_IN },
	{ "POST", "/c/{conference}/commendations/{commendation}/give", "",
	    KEEPS_IT },
	{ "POST", "/c/{conference}/commendations/{commendation}/drop", "",
	    KEEPS_IT },

	/* Assignments: the cell reads; who has one says how it goes. */
	/* Circulars: all read them; the county's officers issue them, who keeps
	 * them in A1 notes what A1 did. */
	{ "GET",  "/circulars", "", LOGGED_IN },
	{ "GET",  "/circulars", "unit={unit}", LOGGED_IN },
	{ "GET",  "/circulars/new", "", ONE(OFFICER) | ONE(OTHER) },
	{ "POST", "/circulars", "", ONE(OFFICER) | ONE(OTHER) },
	{ "GET",  "/circulars/new", "from={unit}", ABOVE_A1 },
	{ "POST", "/circulars", "from={unit}", ABOVE_A1 },
	{ "GET",  "/circulars/{circular}", "", LOGGED_IN },
	{ "GET",  "/circulars/{circular}/print", "", LOGGED_IN },
	{ "GET",  "/circulars/{circular}/reach", "", PERSONS },
	{ "GET",  "/circulars/{circular}/reach", "unit={unit}",
	    IN_A1 | ABOVE_A1 },
	{ "POST", "/circulars/{circular}/convey", "unit={unit}", KEEPS_A1 },
	{ "POST", "/circulars/{circular}/take-back", "unit={unit}",
	    KEEPS_A1 },
	{ "POST", "/circulars/{circular}/read", "", PERSONS },
	{ "POST", "/circulars/{circular}/withdraw", "", ABOVE_A1 },

	{ "GET",  "/assignments", "", PERSONS },
	{ "GET",  "/assignments", "unit={unit}", IN_A1 },
	{ "GET",  "/assignments/new", "unit={unit}", KEEPS_A1 },
	{ "POST", "/assignments", "unit={unit}", KEEPS_A1 },
	{ "GET",  "/assignments/{assignment}", "", IN_A1 },
	{ "POST", "/assignments/{assignment}/done", "",
	    KEEPS_A1 | ONE(ANN) },
	{ "POST", "/assignments/{assignment}/help", "",
	    KEEPS_A1 | ONE(ANN) },
	{ "POST", "/assignments/{assignment}/open", "",
	    KEEPS_A1 | ONE(ANN) },
	{ "POST", "/assignments/{assignment}/drop", "", KEEPS_A1 },
	{ "POST", "/assignments/{assignment}/finish", "", KEEPS_A1 },
	{ "POST", "/assignments/{assignment}/reopen", "", KEEPS_A1 },

	/* Plans: everybody reads them; targets are the unit's and of those
	 * above; who issues goals shares them out, the unit reports. */
	{ "GET",  "/plan", "", PERSONS },
	{ "GET",  "/plan", "unit={unit}", IN_A1 | ABOVE_A1 },
	{ "GET",  "/plan/new", "unit={unit}", ABOVE_A1 },
	{ "POST", "/plan", "unit={unit}", ABOVE_A1 },
	{ "GET",  "/plan/{plan}", "", LOGGED_IN },
	{ "GET",  "/plan/{plan}/edit", "", ABOVE_A1 },
	{ "POST", "/plan/{plan}/edit", "", ABOVE_A1 },
	{ "GET",  "/plan/{plan}/goals", "", ABOVE_A1 },
	{ "POST", "/plan/{plan}/goals", "", ABOVE_A1 },
	{ "GET",  "/targets/{target}", "", IN_A1 | ABOVE_A1 },
	{ "GET",  "/targets/{target}/trace", "", IN_A1 | ABOVE_A1 },
	{ "POST", "/targets/{target}/amount", "", ABOVE_A1 },
	{ "POST", "/targets/{target}/tasks", "", KEEPS_A1 },
	{ "GET",  "/targets/{target}/share", "", ABOVE_A1 },
	{ "POST", "/targets/{target}/share", "", ABOVE_A1 },
	{ "POST", "/targets/{target}/give", "", ABOVE_A1 },
	{ "GET",  "/targets/{target}/report", "", KEEPS_A1 },
	{ "POST", "/targets/{target}/report", "", KEEPS_A1 },

	/* Offices: who holds them everybody sees; naming is for who keeps
	 * them, in this small world the officers of the county. */
	{ "GET",  "/u/{unit}/offices", "", LOGGED_IN },
	{ "GET",  "/u/{unit}/offices/name", "", ABOVE_A1 },
	{ "POST", "/u/{unit}/offices/name", "", ABOVE_A1 },
	{ "GET",  "/u/{unit}/offices/end", "term={term}", ABOVE_A1 },
	{ "POST", "/u/{unit}/offices/end", "term={term}", ABOVE_A1 },

	/* Units: in this small world the officers of the county change them. */
	{ "GET",  "/u/{unit}/change", "", ABOVE_A1 },
	{ "GET",  "/u/{unit}/change/{what}", "", ABOVE_A1 },
	{ "POST", "/u/{unit}/change/{what}", "", ABOVE_A1 },

	/* Where help is needed. */
	{ "GET",  "/exceptions", "", PERSONS },
	{ "GET",  "/u/{unit}/rules", "", IN_A1 | ABOVE_A1 | ONE(AUDITOR) },
	{ "POST", "/u/{unit}/reason", "rule=x", KEEPS_A1 },

	/* The record of changes. */
	{ "GET",  "/changes", "", ONE(AUDITOR) },
	{ "GET",  "/changes", "unit=A1", ONE(AUDITOR) },

	/* The house itself. */
	{ "GET",  "/rules/draft", "", ONE(ADMIN) },
	{ "POST", "/rules/draft", "text=x", ONE(ADMIN) },
	{ "GET",  "/setup", "", ONE(ADMIN) },
	{ "GET",  "/setup/name", "", ONE(ADMIN) },
	{ "POST", "/setup/name", "name=x", ONE(ADMIN) },
	{ "GET",  "/setup/words", "", ONE(ADMIN) },
	{ "POST", "/setup/words", "", ONE(ADMIN) },
	{ "GET",  "/setup/import", "", ONE(ADMIN) },
	{ "POST", "/setup/import", "kind=members", ONE(ADMIN) },
	{ "GET",  "/setup/import/{upload}", "", ONE(ADMIN) },
	{ "POST", "/setup/import/{upload}", "", ONE(ADMIN) },
	{ "GET",  "/setup/import/{upload}/refused", "", ONE(ADMIN) },
	{ "GET",  "/setup/units/top", "", ONE(ADMIN) },
	{ "POST", "/setup/units/top", "", ONE(ADMIN) },
	{ "GET",  "/setup/units/{unit}/change", "", ONE(ADMIN) },
	{ "GET",  "/setup/units/{unit}/change/{what}", "", ONE(ADMIN) },
	{ "POST", "/setup/units/{unit}/change/{what}", "", ONE(ADMIN) },
	{ "GET",  "/setup/invite", "", ONE(ADMIN) },
	{ "POST", "/setup/invite", "", ONE(ADMIN) },
};

/* What is put into A1, and who may ever see it, on whatever page. */
static const struct canary {
	const char	*text;
	unsigned	 who;
} canaries[] = {
	{ "CANARY-MINUTES", IN_A1 },
	{ "CANARY-PLACE", IN_A1 },
	{ "CANARY-DECISION", IN_A1 },
	{ "CANARY-TASK", IN_A1 },
	{ "CANARY-JOB", ONE(ANN) | ONE(ADMIN) },
	{ "CANARY-CONTACT", KEEPS_A1 | ONE(ANN) },
	{ "CANARY-ASK", KEEPS_A1 | ONE(ANN) },
	/* Sent up: those who may see decisions of A1. */
	{ "CANARY-SENT-UP", IN_A1 | ABOVE_A1 },
	/* Reported of a target: those who see the target. */
	{ "CANARY-REPORT", IN_A1 | ABOVE_A1 },
};

static struct people world;

/* ---- one question ------------------------------------------------------- */

static bool
was_refused(const struct res *rs)
{
	return rs->status == 401 || rs->status == 403 ||
	    (rs->status == 303 && str_starts(rs->location,
	    S("/login?next=")));
}

static size_t wrong;

static void
check_answer(const struct statement *s, enum people_role role,
    const struct res *rs)
{
	bool may = (s->who & ONE(role)) != 0;

	if (was_refused(rs) == may || rs->status >= 500 ||
	    (may && rs->status == 400)) {
		print_error("%s %s %s as %s: %d, but %s\n", s->method, s->path,
		    s->with, people_role_name(role), rs->status,
		    may ? "may" : "may not");
		wrong++;
	}
	for (size_t i = 0; i < COUNT(canaries); i++) {
		if ((canaries[i].who & ONE(role)) == 0 &&
		    people_shows(rs, canaries[i].text)) {
			print_error("%s %s shows %s to %s\n", s->method,
			    s->path, canaries[i].text, people_role_name(role));
			wrong++;
		}
	}
}

/* True if the answer may have changed the world. */
static bool
ask(const struct statement *s, enum people_role role, struct res *rs)
{
	const char *path = filled_in(&world, s->path);
	const char *with = filled_in(&world, s->with);

	if (strcmp(s->method, "GET") == 0) {
		people_get(&world, role, *with == '\0' ? path :
		    arena_copy_z(&world.mem, arena_printf(&world.mem, "%s?%s",
		    path, with)), rs);
		return false;
	}
	people_post(&world, role, path, with, rs);
	return rs->status < 400;
}

static void
test_matrix(void **state)
{
	struct res rs;

	(void)state;
	filled_open(&world);
	wrong = 0;
	for (size_t i = 0; i < COUNT(statements); i++) {
		for (enum people_role role = ANN; role < PEOPLE_ROLES_LEN;
		    role++) {
			bool changed = ask(&statements[i], role, &rs);

			check_answer(&statements[i], role, &rs);
			if (changed) {
				people_close(&world);
				filled_open(&world);
			}
		}
	}
	people_close(&world);
	assert_int_equal(wrong, 0);
}

/* ---- the statement is whole --------------------------------------------- */

static bool
is_stated(const struct route *r)
{
	for (size_t i = 0; i < COUNT(statements); i++) {
		if (strcmp(statements[i].method, r->method) == 0 &&
		    strcmp(statements[i].path, r->path) == 0) {
			return true;
		}
	}
	return false;
}

static bool
is_routed(const struct statement *s)
{
	for (size_t i = 0; web_routes[i] != NULL; i++) {
		for (const struct route *r = web_routes[i]; r->path != NULL;
		    r++) {
			if (strcmp(s->method, r->method) == 0 &&
			    strcmp(s->path, r->path) == 0) {
				return true;
			}
		}
	}
	return false;
}

static void
test_every_route_is_stated(void **state)
{
	size_t missing = 0;

	(void)state;
	for (size_t i = 0; web_routes[i] != NULL; i++) {
		for (const struct route *r = web_routes[i]; r->path != NULL;
		    r++) {
			if (!is_stated(r)) {
				print_error("not stated who may: %s %s\n",
				    r->method, r->path);
				missing++;
			}
		}
	}
	for (size_t i = 0; i < COUNT(statements); i++) {
		if (!is_routed(&statements[i])) {
			print_error("stated, but no route: %s %s\n",
			    statements[i].method, statements[i].path);
			missing++;
		}
	}
	assert_int_equal(missing, 0);
}

/* The canaries do sing: each is shown somewhere to somebody who may see it. */
static void
test_canaries_are_there(void **state)
{
	static const struct { const char *path; enum people_role role; }
	    where[] = {
		{ "/meetings/{meeting}/minutes", ANN },
		{ "/meetings/{meeting}/minutes", ANN },
		{ "/meetings/{meeting}/minutes", ANN },
		{ "/assignments/{assignment}", DEP },
		{ "/jobs", ANN },
		{ "/me/settings", ANN }, { "/u/{unit}/members", SEC },
		{ "/u/{unit}/meetings", OFFICER },
		{ "/targets/{target}", OFFICER },
	};
	struct res rs;

	(void)state;
	_Static_assert(COUNT(where) == COUNT(canaries), "one for each");
	filled_open(&world);
	for (size_t i = 0; i < COUNT(where); i++) {
		people_get(&world, where[i].role,
		    filled_in(&world, where[i].path), &rs);
		if (!people_shows(&rs, canaries[i].text)) {
			fail_msg("%s: no %s", where[i].path,
			    canaries[i].text);
		}
	}
	people_close(&world);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_route_is_stated),
		cmocka_unit_test(test_canaries_are_there),
		cmocka_unit_test(test_matrix),
	};

	return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
