/*
 * http_cli.c - the verb that puts the house on the network.
 *
 *	cellwork serve DB [--listen HOST:PORT] [--origin https://...]
 */
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/cli.h"
#include "http/server.h"
#include "job/job.h"
#include "http/supervise.h"

#define LISTEN_USUAL	"127.0.0.1:8080"
#define MALLOC_ARENAS	4	/* each takes 64 MiB of address space */
#define KEEP_BYTES	(16 << 20)	/* free, not given back */
#define SPACE_SMALL	((rlim_t)4 << 30)

struct serve {
	struct cli		*cli;
	struct server_config	 config;
	const char		*address;	/* as a person is told */
	int			 metrics_port;
};

static void
hear_again(void)
{
	sigset_t end;

	sigemptyset(&end);
	sigaddset(&end, SIGTERM);
	sigaddset(&end, SIGINT);
	signal(SIGTERM, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	sigprocmask(SIG_UNBLOCK, &end, NULL);
}

/* Serves until it is told to end; told twice, it ends at once. */
static int
serve(void *arg, void (*ready)(void))
{
	struct serve *v = arg;
	const char *problem = "";
	struct server *server;
	struct rlimit space;
	sigset_t end;
	int sig;

	sigemptyset(&end);
	sigaddset(&end, SIGTERM);
	sigaddset(&end, SIGINT);
	sigprocmask(SIG_BLOCK, &end, NULL);
	signal(SIGPIPE, SIG_IGN);
	mallopt(M_ARENA_MAX, getrlimit(RLIMIT_AS, &space) == 0 &&
	    space.rlim_cur < SPACE_SMALL ? 1 : MALLOC_ARENAS);
	mallopt(M_TRIM_THRESHOLD, KEEP_BYTES);
	server = server_start(&v->config, &problem);
	if (server == NULL) {
		return cli_fail(v->cli, "%s", problem);
	}
	printf("Cellwork answers at %s\n", v->address);
	if (v->config.with_metrics) {
		printf("Figures for machines are at port %d, /metrics\n",
		    v->metrics_port);
	}
	fflush(stdout);
	ready();
	while (sigwait(&end, &sig) != 0) {
		continue;
	}
	hear_again();
	server_stop(server);
	return CLI_DONE;
}

/* "https://cellwork.example", "http://10.0.0.5:8080": no more than that. */
static bool
origin_ok(str origin)
{
	size_t scheme = str_starts(origin, S("https://")) ? 8 :
	    str_starts(origin, S("http://")) ? 7 : 0;
	str host = str_from(origin, scheme);

	for (size_t i = 0; i < host.len; i++) {
		char c = host.at[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
		    (c == '\0' || strchr(".-:[]", c) == NULL)) {
			return false;
		}
	}
	return scheme > 0 && host.len > 0;
}

/* CLI_DONE, or what was typed wrongly has been said. */
static int
read_origin(struct cli *cli, struct serve *v)
{
	const char *origin = cli_option(cli, "origin");

	v->config.home = str_z(origin);
	if (origin != NULL && !origin_ok(v->config.home)) {
		return cli_usage(cli, "--origin is the address people type, as"
		    " https://cellwork.example, in small letters and without"
		    " anything after the name");
	}
	v->config.behind_proxy = str_starts(v->config.home, S("https://"));
	return CLI_DONE;
}

/* What is said over a network without TLS can be read by others on it. */
static int
check_safe(struct cli *cli, struct serve *v, bool loopback)
{
	bool tls = str_starts(v->config.home, S("https://"));

	if (!loopback && !tls && !cli_flag(cli, "insecure")) {
		return cli_usage(cli, "%s can be reached by others, and what"
		    " they send, passwords too, could be read on the way. Put a"
		    " proxy with TLS in front and give --origin"
		    " https://YOUR.NAME; or, to try it in a network you trust,"
		    " --insecure", cli_option(cli, "listen"));
	}
	v->config.any_host = !loopback && v->config.home.len == 0;
	v->config.per_address = !loopback;
	return CLI_DONE;
}

static int
open_listener(struct cli *cli, struct serve *v)
{
	const char *listen = cli_option(cli, "listen");
	const char *problem;
	bool loopback = false;

	if (listen == NULL) {
		listen = LISTEN_USUAL;
	}
	v->config.listener = listen_on(listen, &v->config.port, &loopback,
	    &problem);
	if (v->config.listener < 0) {
		return cli_fail(cli, "%s", problem);
	}
	if (v->config.home.len > 0) {
		v->address = arena_copy_z(cli->mem, v->config.home);
	} else {
		str host = str_z(listen);

		while (host.len > 0 && host.at[host.len - 1] != ':') {
			host.len--;
		}
		v->address = arena_copy_z(cli->mem, arena_printf(cli->mem,
		    "http://" STR_FMT "%d", STR_ARG(host), v->config.port));
	}
	return check_safe(cli, v, loopback);
}

/* MTRC-2. */
static int
open_metrics(struct cli *cli, struct serve *v)
{
	const char *listen = cli_option(cli, "metrics");
	const char *problem;
	bool loopback = false;

	if (listen == NULL) {
		return CLI_DONE;
	}
	v->config.metrics_listener = listen_on(listen, &v->metrics_port,
	    &loopback, &problem);
	if (v->config.metrics_listener < 0) {
		return cli_fail(cli, "%s", problem);
	}
	v->config.with_metrics = true;
	return loopback ? CLI_DONE : cli_usage(cli, "%s can be reached by"
	    " others. Figures are given on this machine only: choose a port of"
	    " 127.0.0.1 or [::1]", listen);
}

static int
read_log(struct cli *cli, struct serve *v)
{
	const char *how = cli_option(cli, "log");

	if (how == NULL) {
		return CLI_DONE;
	}
	if (strcmp(how, "text") == 0) {
		v->config.log = LOG_AS_TEXT;
	} else if (strcmp(how, "json") == 0) {
		v->config.log = LOG_AS_JSON;
	} else {
		return cli_usage(cli, "--log is text or json");
	}
	return CLI_DONE;
}

static int
run_serve(struct cli *cli)
{
	struct serve v = {
		.cli = cli,
		.config = {
			.db_path = cli_arg(cli, 0), .routes = web_routes,
			.jobs = job_kinds,
		},
	};
	int64_t threads = 0;
	int done;

	if (!cli_number(cli, "threads", 1, THREADS_MAX, &threads)) {
		return CLI_USAGE;
	}
	v.config.threads = (int)threads;
	done = read_origin(cli, &v);
	if (done == CLI_DONE) {
		done = read_log(cli, &v);
	}
	if (done == CLI_DONE) {
		done = open_listener(cli, &v);
	}
	if (done == CLI_DONE) {
		done = open_metrics(cli, &v);
	}
	if (done != CLI_DONE) {
		return done;
	}
	return cli_flag(cli, "no-supervise") ? serve(&v, notify_ready) :
	    supervise(serve, &v);
}

static const struct option serve_options[] = {
	{ "listen", "HOST:PORT", false,
	    "where to listen; " LISTEN_USUAL " if not given, port 0 takes a"
	    " free one" },
	{ "origin", "ADDRESS", false,
	    "the address people type, https://..., when a proxy with TLS stands"
	    " in front" },
	{ "threads", "N", false,
	    "how many pages are made at once; one for each core if not given" },
	{ "metrics", "HOST:PORT", false,
	    "where this machine's own monitoring asks for /metrics, in"
	    " Prometheus' form; only on a loopback address" },
	{ "log", "FORM", false,
	    "a line on standard error for each answer, as text or json; no"
	    " name, address or id of anybody is in it" },
	{ "insecure", NULL, false,
	    "be reached by others without TLS; to try it, never for real"
	    " members" },
	{ "no-supervise", NULL, false,
	    "do not start again after a crash; for tests and debuggers" },
	OPTIONS_END
};

extern const struct verb http_verbs[];		/* listed in tables.c */

const struct verb http_verbs[] = {
	{ "serve", "DB", "answers people's browsers",
	    "Answers on this machine alone, at http://" LISTEN_USUAL ", unless"
	    " --listen says otherwise. For others to reach it, put a proxy with"
	    " TLS in front of it and name the address that people type with"
	    " --origin.\n\n"
	    "SIGTERM or Ctrl-C ends it: what is under way is answered first,"
	    " what was saved is moved into DB. If a bug ends it, it is started"
	    " again.",
	    serve_options, run_serve },
	VERBS_END
};
