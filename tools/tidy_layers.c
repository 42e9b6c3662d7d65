/*
 * tidy_layers.c - who may include whom: base <- db <- domain <- edge.
 *
 *	base		itself
 *	db		base
 *	names		base, db
 *	html		base
 *	paper		base
 *	draw		base, paper: a program of its own
 *	http		base, db, names, html, paper; of the rooms above account
 *			(who asks), org (the name on every page), tally (in
 *			memory), job (done by a thread of the server)
 *	domain x.c	base, db, its own room, of other rooms x/x.h (and
 *			account/may.h, statutes/check.h, tally/judge.h,
 *			transfer/csv.h); no page
 *	edge x_web.c	base, html, http, its own room, x/x.h; no database but
 *	and its kind	db/verb.h. The floor has edges too: html/more_web.c
 *	x_parts.c	an edge: parts of live pages that other rooms compose
 *
 * Tests, main.c and tables.c include what they need.
 */
#include <stdio.h>
#include <string.h>

#include "tidy.h"

static bool
one_of(const char *word, const char *const *list)
{
	for (; *list != NULL; list++) {
		if (strcmp(word, *list) == 0) {
			return true;
		}
	}
	return false;
}

static bool
is_floor(const char *room)
{
	static const char *const floor[] = { "base", "db", "names", "html",
	    "paper", "draw", "http", NULL };

	return one_of(room, floor);
}

static bool
in_room(const char *room, const char *stem, int stem_len, const char *end)
{
	char path[128];

	snprintf(path, sizeof(path), "src/%s/%.*s%s", room, stem_len, stem,
	    end);
	for (size_t i = 0; i < files_len; i++) {
		if (strcmp(files[i].path, path) == 0) {
			return true;
		}
	}
	return false;
}

/* A header is an edge's where x_web.c is there and x.c is not. */
static bool
is_edge(const struct file *f)
{
	static const char *const ends[] = { "_web.c", "_web.h", "_pages.c",
	    "_pages.h", "_parts.c", "_parts.h", "_cli.c", "_cli.h", "_api.c",
	    "_job.c" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		if (ends_with(f->name, ends[i])) {
			return true;
		}
	}
	return ends_with(f->name, ".h") &&
	    in_room(f->room, f->name, (int)strcspn(f->name, "."), "_web.c") &&
	    !in_room(f->room, f->name, (int)strcspn(f->name, "."), ".c");
}

/* "org/org.h" is the door of the room "org"; for edges "org/org_pages.h",
 * and for verbs "statutes/statutes_cli.h". */
static bool
is_door(const struct file *f, const char *room, const char *header)
{
	size_t n = strlen(room);

	if (strcmp(room, "account") == 0 && (strcmp(header, "may.h") == 0 ||
	    (is_edge(f) && strcmp(header, "session.h") == 0))) {
		return true;
	}
	if ((strcmp(room, "statutes") == 0 && strcmp(header, "check.h") == 0) ||
	    (strcmp(room, "transfer") == 0 && strcmp(header, "csv.h") == 0) ||
	    (strcmp(room, "tally") == 0 && strcmp(header, "judge.h") == 0)) {
		return true;
	}
	return strncmp(header, room, n) == 0 &&
	    (strcmp(header + n, ".h") == 0 ||
	    (is_edge(f) && (strcmp(header + n, "_pages.h") == 0 ||
	    strcmp(header + n, "_parts.h") == 0 ||
	    strcmp(header + n, "_cli.h") == 0)));
}

static const char *
problem_on_floor(const char *of, const char *room)
{
	static const char *const base[] = { "base", NULL };
	static const char *const db[] = { "base", "db", NULL };
	static const char *const html[] = { "base", "html", NULL };
	static const char *const names[] = { "base", "db", "names", NULL };
	static const char *const paper[] = { "base", "paper", NULL };
	static const char *const draw[] = { "base", "paper", "draw", NULL };
	static const char *const http[] = { "base", "db", "html", "paper",
	    "http", "names", "account", "org", "tally", "job", NULL };

	if (strcmp(of, "base") == 0) {
		return one_of(room, base) ? NULL : "base knows nothing above";
	}
	if (strcmp(of, "db") == 0) {
		return one_of(room, db) ? NULL : "db knows base alone";
	}
	if (strcmp(of, "names") == 0) {
		return one_of(room, names) ? NULL : "names knows base and db";
	}
	if (strcmp(of, "html") == 0) {
		return one_of(room, html) ? NULL : "html knows base alone";
	}
	if (strcmp(of, "paper") == 0) {
		return one_of(room, paper) ? NULL : "paper knows base alone";
	}
	if (strcmp(of, "draw") == 0) {
		return one_of(room, draw) ? NULL : "draw knows base and paper";
	}
	return one_of(room, http) ? NULL :
	    "http knows no room above but account, job, org and tally";
}

static const char *
problem_in_room(const struct file *f, const char *room, const char *header)
{
	if (strcmp(room, "base") == 0) {
		return NULL;
	}
	if (is_edge(f) && strcmp(f->room, "db") != 0 &&
	    (strcmp(room, "db") == 0 || ends_with(header, ".sql.h"))) {
		return strcmp(header, "verb.h") == 0 ? NULL :
		    "an edge includes no database; ask the domain";
	}
	if (!is_edge(f) && (strcmp(room, "html") == 0 ||
	    strcmp(room, "paper") == 0 || strcmp(room, "http") == 0 ||
	    ends_with(header, ".html.h"))) {
		return "a domain knows no page; that belongs into an edge";
	}
	if (!is_edge(f) && strcmp(room, "db") == 0 &&
	    strcmp(header, "verb.h") == 0) {
		return "a domain opens no database";
	}
	if (!is_floor(room) && strcmp(room, f->room) != 0 &&
	    !is_door(f, room, header)) {
		return "between rooms only x/x.h";
	}
	return NULL;
}

static void
check_include(const struct file *f, size_t at, const char *path)
{
	char room[32], header[64];
	const char *problem;

	if (sscanf(path, "%31[a-z_]/%63[a-z_0-9.]", room, header) != 2) {
		found(f, at, "include \"%s\" by its room: \"room/name.h\"",
		    path);
		return;
	}
	problem = is_floor(f->room) && !is_edge(f) ?
	    problem_on_floor(f->room, room) :
	    problem_in_room(f, room, header);
	if (problem != NULL) {
		found(f, at, "includes %s: %s", path, problem);
	}
}

void
check_layers(const struct file *f)
{
	size_t at = 0;

	if (f->test || f->room[0] == '\0' || !is_c(f)) {
		return;
	}
	while ((at = word_at(f->code, at, "include", false)) < f->len) {
		char path[128];

		if (at > 0 && f->text[at - 1] == '#' &&
		    sscanf(f->text + at, "include \"%127[^\"]\"", path) == 1) {
			check_include(f, at, path);
		}
		at++;
	}
}
