/*
 * live_house.c - a house with one live page and nothing else, for measurements
 * and tests of streams; made of the product's own server.
 *
 *	bench_live_house DB [--port N] [--metrics N]
 *
 * Prints the address it answers at. The state is one row; POST /say changes its
 * word and raises its version, POST /cast raises a number that moves without a
 * version. The page / has four parts: the word, that number, a form, a queue.
 */
#include <signal.h>
#include <unistd.h>

#include "bench.h"
#include "db/db.h"
#include "http/live.h"
#include "http/server.h"

#define CLOCK_S		134

static const char tables_sql[] =
	"CREATE TABLE live_word (id INTEGER PRIMARY KEY, version INTEGER NOT"
	" NULL, votes INTEGER NOT NULL, word TEXT NOT NULL);"
	"INSERT INTO live_word VALUES (1, 1, 0, 'begin');";

static const struct sql sql_get = { "live_get",
	"SELECT version, votes, word FROM live_word" };
static const struct sql sql_say = { "live_say",
	"UPDATE live_word SET version = version + 1, word = :word" };
static const struct sql sql_cast = { "live_cast",
	"UPDATE live_word SET votes = votes + 1" };

struct live_word {
	int64_t	 version, votes;
	str	 word;
};

static struct live_word
word_now(struct ctx *cx)
{
	struct query q = db_query(cx->db, &sql_get);
	struct live_word w = { 0 };

	if (q_row(&q)) {
		w.version = q_get_int(&q, 0);
		w.votes = q_get_int(&q, 1);
		w.word = arena_copy(cx->mem, q_get_str(&q, 2));
	}
	q_end(&q);
	return w;
}

/* ---- the page ---------------------------------------------------------- */

static int64_t
version(struct ctx *cx, struct object o)
{
	(void)o;
	return word_now(cx).version;
}

static void
show_word(struct ctx *cx, struct object o, struct html *out)
{
	(void)o;
	html_str(out, HTML_TEXT, word_now(cx).word);
}

static void
show_cast(struct ctx *cx, struct object o, struct html *out)
{
	(void)o;
	html_int(out, HTML_TEXT, word_now(cx).votes);
}

/* As long as the word is "vote". */
static bool
cast_moves(struct ctx *cx, struct object o)
{
	(void)o;
	return str_eq(word_now(cx).word, S("vote"));
}

static void
show_desk(struct ctx *cx, struct object o, struct html *out)
{
	bool mark = str_starts(word_now(cx).word, S("a new"));

	(void)o;
	HTML_LITERAL(out, "<form method=\"post\" action=\"/say\"><label "
	    "for=\"note\">Note</label><input id=\"note\" name=\"note\">"
	    "<button>Keep</button></form>");
	if (mark) {
		HTML_LITERAL(out, "<p>Another line</p>");
	}
}

/* Person 4 comes one nearer with each version. */
static void
show_queue(struct ctx *cx, struct object o, struct html *out)
{
	int64_t first = word_now(cx).version % 4;

	(void)o;
	HTML_LITERAL(out, "<ol>");
	for (int64_t i = 0; i < 4; i++) {
		HTML_LITERAL(out, "<li data-person=\"p");
		html_int(out, HTML_ATTR, (first + i) % 4 + 1);
		HTML_LITERAL(out, "\" data-say=\"You are number ");
		html_int(out, HTML_ATTR, i + 1);
		HTML_LITERAL(out, "\"><span data-mine hidden>You</span>"
		    "<span data-others>Somebody</span></li>");
	}
	HTML_LITERAL(out, "</ol>");
}

static const struct live_part parts[] = {
	{ "word", show_word, NULL },
	{ "cast", show_cast, cast_moves },
	{ "desk", show_desk, NULL },
	{ "queue", show_queue, NULL },
	LIVE_PARTS_END
};
static const struct live_page live = { version, parts };

/* What is measured has one part. */
static const struct live_part word_parts[] = {
	{ "word", show_word, NULL },
	LIVE_PARTS_END
};
static const struct live_page word_live = { version, word_parts };

static void
run_live(struct ctx *cx, const struct req *rq, struct res *rs)
{
	res_live(cx, rq, rs, &live);
}

static void
run_word(struct ctx *cx, const struct req *rq, struct res *rs)
{
	res_live(cx, rq, rs, &word_live);
}

static void
put_part(struct ctx *cx, struct html *main, struct object o, const char *id)
{
	HTML_LITERAL(main, "<section id=\"");
	html_z(main, HTML_ATTR, id);
	HTML_LITERAL(main, "\">");
	html_piece(main, HTML_TEXT, live_part(cx, &live, o, id));
	HTML_LITERAL(main, "</section>");
}

static void
run_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);

	HTML_LITERAL(&main, "<h1>A live page</h1><div "
	    "hx-sse:connect=\"/live\" hx-swap=\"none\" data-me=\"p4\">"
	    "<p data-my-say aria-live=\"polite\" hidden></p>"
	    "<p role=\"timer\" id=\"clock\" data-ends=\"");
	html_int(&main, HTML_ATTR, cx->now + CLOCK_S);
	HTML_LITERAL(&main, "\">2:14</p>");
	for (size_t i = 0; parts[i].id != NULL; i++) {
		put_part(cx, &main, rq->object, parts[i].id);
	}
	HTML_LITERAL(&main, "</div>");
	res_page(cx, rq, rs, (struct frame){ .title = S("A live page"),
		.live = true, .bare = true }, &main);
}

/* ---- changes ----------------------------------------------------------- */

static void
run_say(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct query q = db_query(cx->db, &sql_say);

	q_set_str(&q, ":word", req_str(rq, "word"));
	q_run(&q);
	res_go(cx, rs, path_of(cx->mem, "/"));
}

static void
run_cast(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct query q = db_query(cx->db, &sql_cast);

	(void)rq;
	q_run(&q);
	res_go(cx, rs, path_of(cx->mem, "/"));
}

static const struct param say_params[] = {
	{ "word",	param_text,	OPTIONAL },
	{ "note",	param_text,	OPTIONAL },
	PARAMS_END
};
static const struct route house[] = {
	{ "GET", "/", ACT_ANYONE, NULL, run_page, NULL, NULL },
	{ "GET", "/live", ACT_ANYONE, NULL, run_live, NULL, NULL },
	{ "GET", "/live/word", ACT_ANYONE, NULL, run_word, NULL, NULL },
	{ "POST", "/say", ACT_ANYONE, NULL, run_say, say_params, NULL },
	{ "POST", "/cast", ACT_ANYONE, NULL, run_cast, NULL, NULL },
	ROUTES_END
};
static const struct route *const all_routes[] = { house, NULL };

/* ---- the program ------------------------------------------------------- */

static bool
open_file(const char *path)
{
	const char *problem = "";
	struct db *db;

	if (access(path, F_OK) == 0) {
		return true;
	}
	db = db_open(path, DB_OPEN_CREATE, &problem);
	if (db == NULL) {
		fprintf(stderr, "%s\n", problem);
		return false;
	}
	db_script(db, tables_sql);
	db_close(db);
	return true;
}

static int
listen_at(const char *port, int *got)
{
	char address[64];
	const char *problem = "";
	bool loopback;
	int fd;

	snprintf(address, sizeof(address), "127.0.0.1:%s", port);
	fd = listen_on(address, got, &loopback, &problem);
	if (fd < 0) {
		fprintf(stderr, "%s\n", problem);
		exit(1);
	}
	return fd;
}

static struct server_config
read_options(int argc, char **argv)
{
	struct server_config c = { .db_path = argv[1], .routes = all_routes };
	const char *port = "0", *metrics = NULL;
	int metrics_port = 0;

	for (int i = 2; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--port") == 0) {
			port = argv[i + 1];
		} else if (strcmp(argv[i], "--metrics") == 0) {
			metrics = argv[i + 1];
		}
	}
	c.listener = listen_at(port, &c.port);
	c.any_host = true;
	if (metrics != NULL) {
		c.with_metrics = true;
		c.metrics_listener = listen_at(metrics, &metrics_port);
	}
	printf("http://127.0.0.1:%d\n", c.port);
	if (metrics != NULL) {
		printf("metrics at port %d\n", metrics_port);
	}
	return c;
}

int
main(int argc, char **argv)
{
	struct server_config config;
	struct server *server;
	const char *problem = "";
	sigset_t ends;
	int got;

	if (argc < 2 || !open_file(argv[1])) {
		fprintf(stderr, "usage: bench_live_house DB [--port N] "
		    "[--metrics N]\n");
		return 2;
	}
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	config = read_options(argc, argv);
	server = server_start(&config, &problem);
	if (server == NULL) {
		fprintf(stderr, "%s\n", problem);
		return 1;
	}
	fflush(stdout);
	sigwait(&ends, &got);
	server_stop(server);
	close(config.listener);
	return 0;
}
