/*
 * more_web.c - the pages that belong to no room.
 *
 *	GET  /more	everything a person can open here, by area
 *	GET  /outbox	what waits on this phone to be sent
 *	GET  /offline	shown by the phone for a page it has not kept
 */
#include "account/session.h"
#include "http/web.h"
#include "job/job.h"

/* To whom a page is of use; who may see it says may(). */
enum whom {
	FOR_ALL = 0,
	FOR_PERSON = 1 << 0,		/* has a cell */
	FOR_OFFICER = 1 << 1,
	FOR_AUDITOR = 1 << 2,
	FOR_ADMIN = 1 << 3,
	FOR_MEETINGS = 1 << 4,		/* keeps meetings somewhere */
	FOR_WHOLE = 1 << 5,		/* sees how all units stand */
	FOR_WORK = 1 << 6,		/* has begun some that is long */
};

#define PAGES_MAX	8		/* of one area */

static const struct area {
	const char	*heading;
	struct link {
		const char	*href, *icon, *label, *text;
		unsigned	 whom;	/* any of these */
	} links[PAGES_MAX];
} areas[] = {
	{ "Every day", {
		{ "/", "house", "Today", "What is due and why.", FOR_ALL },
		{ "/outbox", "cloud-upload", "Waiting to send",
		    "What this phone has not sent yet.", FOR_ALL },
	} },
	{ "Cell life", {
		{ "/meetings", "calendar-check", "Meetings",
		    "Those held and those planned, with their minutes.",
		    FOR_PERSON },
		{ "/meetings/new", "plus", "Plan a meeting",
		    "A day, a place, and what is on the agenda.",
		    FOR_MEETINGS },
		{ "/assignments", "list-checks", "Assignments",
		    "Who promised what, and by when.", FOR_PERSON },
		{ "/plan", "target", "Plan",
		    "What we have set ourselves, and how far we are.",
		    FOR_PERSON },
		{ "/circulars", "megaphone", "Circulars",
		    "What is to be passed on, and how far it has come.",
		    FOR_PERSON | FOR_OFFICER },
		{ "/cell", "users", "Our cell", "Its members and officers.",
		    FOR_PERSON },
		{ "/conferences", "landmark", "Conferences",
		    "Where I am sent to, or have a post.", FOR_PERSON },
	} },
	{ "People", {
		{ "/me", "user-round", "My page",
		    "My assignments, and everything that is kept about me.",
		    FOR_PERSON },
		{ "/me/looks", "eye", "Who has looked",
		    "Each time somebody opened what is kept about me.",
		    FOR_PERSON },
		{ "/me/settings", "lock", "Password and devices",
		    "Where I am logged in.", FOR_ALL },
	} },
	{ "Units", {
		{ "/national", "map", "The whole at a glance",
		    "A dot for each unit with members, all in one picture.",
		    FOR_WHOLE },
		{ "/units", "network", "My part of it",
		    "How the units around mine are doing.",
		    FOR_PERSON | FOR_OFFICER },
		{ "/tree", "map", "All units",
		    "The tree, with search, today or on a day.", FOR_ALL },
		{ "/exceptions", "handshake", "Where help is needed",
		    "What is late or missing, by article of the rules.",
		    FOR_PERSON | FOR_OFFICER },
	} },
	{ "Rules", {
		{ "/rules", "scale", "The rules in force",
		    "The text, and what it asks of whom.", FOR_ALL },
		{ "/rules/draft", "file-text", "Try other rules",
		    "What a change would mean, before it is adopted.",
		    FOR_ADMIN },
		{ "/changes", "history", "Changes",
		    "Who changed what, and when.", FOR_AUDITOR },
	} },
	{ "Set up and look after", {
		{ "/setup", "landmark", "Set up",
		    "Name, words, rules, members, invitations.", FOR_ADMIN },
		{ "/jobs", "list-checks", "Long work",
		    "How far a long list or other long work of mine is.",
		    FOR_ADMIN | FOR_OFFICER | FOR_WORK },
	} },
};

struct more_view {
	struct more_area {
		str	 heading;
		struct more_page {
			struct path	 href;
			struct icon	 icon;
			str		 label, text;
		}	*pages;
		size_t	 pages_len;
	}	*areas;
	size_t	 areas_len;
	str	 key, name;
	bool	 logged_in;
};

struct outbox_view { int nothing; };
struct offline_view { int nothing; };

#include "html/more.html.h"
#include "html/offline.html.h"
#include "html/outbox.html.h"

static unsigned
whom_is(struct ctx *cx, const struct session *s,
    const struct session_person *p)
{
	struct job *begun;
	size_t jobs;

	job_list(cx, &begun, &jobs);
	return (s->member != 0 ? FOR_PERSON : 0u) |
	    (p->officer ? FOR_OFFICER : 0u) | (p->auditor ? FOR_AUDITOR : 0u) |
	    (s->admin ? FOR_ADMIN : 0u) |
	    (p->keeps_meetings ? FOR_MEETINGS : 0u) |
	    (p->whole.len > 0 ? FOR_WHOLE : 0u) | (jobs > 0 ? FOR_WORK : 0u);
}

static struct more_area
area_for(struct arena *mem, const struct area *from, unsigned whom)
{
	struct more_area area = { .heading = str_z(from->heading) };

	area.pages = NEW(mem, struct more_page, PAGES_MAX);
	for (size_t i = 0; i < PAGES_MAX; i++) {
		const struct link *l = &from->links[i];

		if (l->href == NULL ||
		    (l->whom != FOR_ALL && (l->whom & whom) == 0)) {
			continue;
		}
		area.pages[area.pages_len++] = (struct more_page){
			.href = { str_z(l->href) },
			.icon = { l->icon, false },
			.label = str_z(l->label),
			.text = str_z(l->text),
		};
	}
	return area;
}

static void
get_more(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct more_view v = {
		.areas = NEW(cx->mem, struct more_area, COUNT(areas)),
		.key = rq->key,
		.logged_in = cx->account != 0,
	};
	struct html main = html_start(cx);
	struct session_person person;
	unsigned whom = 0;

	if (rq->session != NULL) {
		person = session_person(cx, rq->session);
		v.name = person.name;
		whom = whom_is(cx, rq->session, &person);
	}
	for (size_t i = 0; i < COUNT(areas); i++) {
		struct more_area area = area_for(cx->mem, &areas[i], whom);

		if (area.pages_len > 0) {
			v.areas[v.areas_len++] = area;
		}
	}
	more_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = S("All pages"), .nav = NAV_MORE,
	}, &main);
}

static void
get_outbox(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);

	outbox_html(&main, &(struct outbox_view){ 0 });
	res_page(cx, rq, rs, (struct frame){
		.title = S("Waiting to send"), .offline_keep = true,
	}, &main);
}

static void
get_offline(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);

	offline_html(&main, &(struct offline_view){ 0 });
	res_page(cx, rq, rs, (struct frame){
		.title = S("No signal"), .offline_keep = true,
	}, &main);
}

extern const struct route more_routes[];	/* listed in tables.c */

const struct route more_routes[] = {
	{ .method = "GET", .path = "/more", .act = ACT_LOGGED_IN,
	    .run = get_more },
	{ .method = "GET", .path = "/outbox", .act = ACT_ANYONE,
	    .run = get_outbox },
	{ .method = "GET", .path = "/offline", .act = ACT_ANYONE,
	    .run = get_offline },
	ROUTES_END
};
