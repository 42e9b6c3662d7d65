/*
 * house_test.h - a small house of our own, for the tests of this room: a few
 * routes over one table, and people who are who their cookie says. Included
 * once by a test; it stands in for the rooms that know rights and names.
 *
 * Things are kept in a table `thing`; Anna may change them, Omar may look.
 */
#ifndef HOUSE_TEST_H
#define HOUSE_TEST_H

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "account/session.h"
#include "db/db.h"
#include "http/web.h"
#include "org/org.h"

#define HOUSE_TABLES \
	"CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL," \
	" sort TEXT NOT NULL);" \
	"CREATE TABLE thing_look (at INTEGER NOT NULL);" \
	"CREATE TABLE thing_seen (token TEXT NOT NULL);"

#define ANNA	"anna-0123456789"	/* tokens */
#define OMAR	"omar-0123456789"

/* ---- what other rooms would say ---------------------------------------- */

static atomic_bool house_omar_left;	/* his session is over */

bool
session_read(struct ctx *cx, str token, struct session *out)
{
	(void)cx;
	*out = (struct session){ 0 };
	if (str_eq(token, S(ANNA))) {
		*out = (struct session){ .account = 1, .member = 1,
			.seen_due = true };
	} else if (str_eq(token, S(OMAR)) && !atomic_load(&house_omar_left)) {
		*out = (struct session){ .account = 2, .member = 2 };
	}
	return out->account != 0;
}

struct session_person
session_person(struct ctx *cx, const struct session *s)
{
	(void)cx;
	return s->member == 1 ? (struct session_person){ .unit = 7,
		.name = S("Anna"), .unit_name = S("Cell 4") } :
	    (struct session_person){ .name = s->member == 2 ? S("Omar") :
		S("") };
}

void
session_seen(struct ctx *cx, str token)
{
	static const struct sql insert = { "test_seen",
		"INSERT INTO thing_seen (token) VALUES (:token)" };
	struct query q = db_query(cx->db, &insert);

	q_set_str(&q, ":token", token);
	q_run(&q);
}

bool
may(struct ctx *cx, enum act act, struct object object)
{
	(void)object;
	return act == ACT_ANYONE || (act == ACT_LOGGED_IN ? cx->account != 0 :
	    act == ACT_KEEP_MINUTES ? cx->actor == 1 : cx->actor != 0);
}

bool
org_read(struct ctx *cx, struct organisation *out)
{
	(void)cx;
	*out = (struct organisation){ .name = S("House of tests"),
		.language = S("en-GB"), .direction = S("ltr") };
	return true;
}

bool
org_unit(struct ctx *cx, int64_t id, struct unit *out)
{
	(void)cx;
	*out = (struct unit){ .id = id, .name = S("Cell & 4"),
		.public_id = S("0123456789ab") };
	return id == 7;
}

/* ---- routes ------------------------------------------------------------ */

static const struct sql house_insert = { "test_insert",
	"INSERT INTO thing (id, name, sort) VALUES (:id, :name, :sort)" };
static const struct sql house_find = { "test_find",
	"SELECT name FROM thing WHERE id = :id" };
static const struct sql house_look = { "test_look",
	"INSERT INTO thing_look (at) VALUES (:at)" };

static bool
house_finds(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct query q = db_query(cx->db, &house_find);
	bool found;

	q_set_int(&q, ":id", req_int(rq, "thing"));
	found = q_row(&q);
	q_end(&q);
	*out = (struct object){ .unit = 7, .id = req_int(rq, "thing") };
	return found;
}

static bool
house_finds_unit(struct ctx *cx, const struct req *rq, struct object *out)
{
	(void)cx;
	(void)rq;
	*out = (struct object){ .unit = 7 };
	return true;
}

/* A page that says the fields it was given, each "[name=value]". */
static void
house_echo(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);

	for (size_t i = 0; i < rq->fields; i++) {
		html_z(&main, HTML_TEXT, "[");
		html_str(&main, HTML_TEXT, rq->field[i].name);
		html_z(&main, HTML_TEXT, "=");
		html_str(&main, HTML_TEXT, rq->field[i].value);
		html_z(&main, HTML_TEXT, "]");
	}
	if (rq->prepared) {
		html_z(&main, HTML_TEXT, "[prepared]");
	}
	res_page(cx, rq, rs, (struct frame){ .title = S("Echo") }, &main);
}

static void
house_big(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);

	for (int i = 0; i < 1000; i++) {
		html_z(&main, HTML_TEXT, "The same words again. ");
	}
	res_page(cx, rq, rs, (struct frame){ .title = S("Big"),
		.offline_keep = true }, &main);
}

static void
house_look_at(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct query q = db_query(cx->db, &house_look);

	q_set_int(&q, ":at", cx->now);
	q_run(&q);
	house_echo(cx, rq, rs);
}

/* Keeps a thing; one named "no" is refused, after it was put in. */
static void
house_keep(struct ctx *cx, const struct req *rq, struct res *rs)
{
	int64_t id = db_new_id(cx->db, "thing");
	struct query q = db_query(cx->db, &house_insert);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":name", req_str(rq, "name"));
	q_set_str(&q, ":sort", req_str(rq, "sort"));
	q_run(&q);
	if (str_eq(req_str(rq, "name"), S("no"))) {
		struct problems ps = { .list_len = 0 };

		problem_add(&ps, "name", S("This name is taken."));
		res_refuse(cx, rs, 422, &ps);
		house_echo(cx, rq, rs);
	} else if (str_eq(req_str(rq, "name"), S("crash"))) {
		abort();
	} else {
		res_go(cx, rs, path_of(cx->mem, "/things/%d", (int)id));
	}
}

static void
house_shows(struct ctx *cx, const struct req *rq, struct res *rs)
{
	house_keep(cx, rq, rs);
	rs->location = S("");
	rs->status = 200;
	house_echo(cx, rq, rs);
}

/* The form comes back with another row in it; nothing is kept. */
static void
house_more(struct ctx *cx, const struct req *rq, struct res *rs)
{
	house_shows(cx, rq, rs);
	rs->nothing_done = true;
}

static void
house_enter(struct ctx *cx, const struct req *rq, struct res *rs)
{
	rs->set_session = str_eq(req_str(rq, "name"), S("anna")) ? S(ANNA) :
	    S(OMAR);
	house_keep(cx, rq, rs);
}

static void
house_prepare(struct ctx *cx, struct req *rq)
{
	struct query q = db_query(cx->db, &house_find);

	q_set_int(&q, ":id", 1);
	rq->prepared = q_row(&q) || true;
	q_end(&q);
}

static const struct param house_thing[] = {
	{ "name",	param_line,	REQUIRED },
	{ "notes",	param_text,	OPTIONAL },
	{ "sort",	param_word,	REQUIRED },
	{ "mark",	param_int,	REPEATED },
	{ "day",	param_line,	OPTIONAL },
	{ "ticked",	param_flag,	OPTIONAL },
	PARAMS_END
};
static const struct param house_search[] = {
	{ "q",		param_line,	OPTIONAL },
	{ "page",	param_int,	OPTIONAL },
	{ "next",	param_path,	OPTIONAL },
	PARAMS_END
};
static const struct param house_upload[] = {
	{ "file",	param_file,	REQUIRED },
	{ "file.name",	param_line,	OPTIONAL },
	{ "sort",	param_word,	REQUIRED },
	{ "name",	param_line,	OPTIONAL },
	PARAMS_END
};
static const struct param house_path[] = {
	{ "thing",	param_int,	REQUIRED },
	{ "q",		param_line,	OPTIONAL },
	PARAMS_END
};

static const struct route house_routes_a[] = {
	{ "GET", "/", ACT_ANYONE, NULL, house_echo, house_search, NULL },
	{ "GET", "/things/{thing}", ACT_LOGGED_IN, house_finds, house_echo,
	    house_path, NULL },
	{ "POST", "/things", ACT_KEEP_MINUTES, house_finds_unit, house_keep,
	    house_thing, NULL },
	{ "POST", "/upload", ACT_KEEP_MINUTES, NULL, house_keep, house_upload,
	    NULL },
	ROUTES_END
};
static const struct route house_routes_b[] = {
	{ "GET", "/things/new", ACT_LOGGED_IN, NULL, house_echo, NULL, NULL },
	{ "GET", "/people/{person}", ACT_SEE_PERSON, NULL, house_look_at, NULL,
	    NULL },
	{ "GET", "/big", ACT_ANYONE, NULL, house_big, NULL, NULL },
	{ "POST", "/shows", ACT_KEEP_MINUTES, NULL, house_shows, house_thing,
	    NULL },
	{ "POST", "/more", ACT_KEEP_MINUTES, NULL, house_more, house_thing,
	    NULL },
	{ "POST", "/enter", ACT_ANYONE, NULL, house_enter, house_thing,
	    house_prepare },
	ROUTES_END
};

/* In place of tables.c, and so of every other room. */
const struct route *const web_routes[] = {
	house_routes_a, house_routes_b, NULL
};

/* ---- a file of its own for a server ------------------------------------ */

/* A new database with our tables; its folder is to be removed. */
static inline const char *
house_file(void)
{
	static char path[64];
	char folder[] = "/tmp/cellwork-http-XXXXXX";
	const char *problem = "";
	struct db *db;

	if (mkdtemp(folder) == NULL) {
		abort();
	}
	snprintf(path, sizeof(path), "%s/house.db", folder);
	db = db_open(path, DB_OPEN_CREATE, &problem);
	if (db == NULL) {
		log_line("%s", problem);
		abort();
	}
	db_script(db, HOUSE_TABLES);
	db_close(db);
	return path;
}

static inline int64_t
house_number(const char *path, const char *select)
{
	const char *problem;
	struct db *db = db_open(path, DB_OPEN_READ, &problem);
	int64_t n = db_number(db, select);

	db_close(db);
	return n;
}

static inline void
house_remove(const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm" };
	char text[80];

	for (size_t i = 0; i < COUNT(ends); i++) {
		snprintf(text, sizeof(text), "%s%s", path, ends[i]);
		unlink(text);
	}
	snprintf(text, sizeof(text), "%s", path);
	*strrchr(text, '/') = '\0';
	rmdir(text);
}

#endif
