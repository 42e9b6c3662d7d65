/*
 * server.c - from the bytes of a connection to an exchange, and back.
 *
 * What libmicrohttpd 0.9.75 was seen to do, and what is done about it:
 * its parser is lax (guard.c looks first); bytes that drip in outlive its
 * timeout (deadline.c); a handler blocks the thread of many connections (so
 * none works here: the connection is suspended, a worker answers and resumes
 * it); a stop with suspended connections aborts (all are answered first).
 */
#include "http/server_inside.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tally/tally.h"

#define POOL_BYTES	16384		/* of a connection; caps its headers */
#define LOG_LINES	5		/* of the library, a minute */
#define NO_DESCRIPTOR	"Hit process or system resource limit at FIRST"
#define ACCEPT_PAUSE_MS	50
#define ROOM_SHARE	8	/* such a part of the connections stays free */
#define STOP_MS		20000		/* what is under way may take so long */
#define STEP_MS		10
#define DRAIN_MAX	(2 * UPLOAD_MAX) /* read on, of what is refused */

/* ---- answers ----------------------------------------------------------- */

void
exchange_note(struct exchange *x)
{
	int64_t us = x->began_us != 0 ? clock_monotonic_us() - x->began_us : 0;

	metrics_answer(&x->server->metrics, x->call.route, x->reply.status, us,
	    x->call.route != NULL && web_writes(&x->call));
	if (x->server->config.log != LOG_NOTHING) {
		request_log(x, us);
	}
}

static enum MHD_Result
send_reply(struct exchange *x, struct MHD_Connection *connection)
{
	struct reply *r = &x->reply;
	struct MHD_Response *out;
	enum MHD_Result done;

	out = r->has_file ?
	    MHD_create_response_from_fd64(r->body_len, r->file) :
	    MHD_create_response_from_buffer(r->body_len, (void *)r->body,
	    r->body_own ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
	if (out == NULL) {
		return MHD_NO;
	}
	r->body_own = r->has_file = false;
	for (size_t i = 0; i < r->headers; i++) {
		MHD_add_response_header(out, r->header[i].name,
		    r->header[i].value);
	}
	if (x->id[0] != '\0') {
		MHD_add_response_header(out, "X-Request-Id", x->id);
	}
	if (r->close || atomic_load(&x->server->stopping)) {
		MHD_add_response_header(out, "Connection", "close");
	}
	deadline_answer(&x->server->deadlines, x->watched, r->body_len);
	done = MHD_queue_response(connection, (unsigned)r->status, out);
	MHD_destroy_response(out);
	exchange_note(x);
	return done;
}

/* Refused before it was a request of ours: a sentence, and no more bytes are
 * believed to begin a request. */
static enum MHD_Result
turn_away(struct exchange *x, struct MHD_Connection *connection, int status)
{
	static const struct { int status; const char *text; } say[] = {
		{ 400, "This is no well-formed request.\n" },
		{ 408, "The request did not come through in time.\n" },
		{ 413, "The form is larger than one form can be. Send it in"
		    " parts.\n" },
		{ 414, "The address is too long.\n" },
		{ 421, "This house has another name. Use the address you were"
		    " given.\n" },
		{ 431, "The request has too many headers.\n" },
		{ 503, "Many people are here at this moment. Nothing was"
		    " changed. Try again in a few seconds.\n" },
		{ 505, "This house speaks HTTP/1.1.\n" },
	};
	const char *text = say[0].text;

	for (size_t i = 0; i < COUNT(say); i++) {
		if (say[i].status == status) {
			text = say[i].text;
		}
	}
	reply_plain(&x->reply, status, text);
	x->reply.close = true;
	return send_reply(x, connection);
}

/* ---- reading a request ------------------------------------------------- */

static enum MHD_Result
see_header(void *cls, enum MHD_ValueKind kind, const char *name,
    size_t name_len, const char *value, size_t value_len)
{
	(void)kind;
	guard_header(cls, (str){ name, name_len }, (str){ value, value_len });
	return MHD_YES;
}

static str
header(struct MHD_Connection *connection, const char *name)
{
	const char *value = NULL;
	size_t len = 0;

	if (MHD_lookup_connection_value_n(connection, MHD_HEADER_KIND, name,
	    strlen(name), &value, &len) != MHD_YES || value == NULL) {
		return S("");
	}
	return (str){ value, len };
}

/* Of an IPv6 address the network: one household has 2^64 of them. */
static void
network_text(const void *at, int family, char buf[NETWORK_MAX])
{
	unsigned char half[16] = { 0 };

	if (family == AF_INET6) {
		memcpy(half, at, 8);
		inet_ntop(AF_INET6, half, buf, NETWORK_MAX);
	} else {
		inet_ntop(AF_INET, at, buf, NETWORK_MAX);
	}
}

/* The last address a proxy of ours has written: the one it saw itself. */
static bool
forwarded(str list, char buf[NETWORK_MAX])
{
	unsigned char at[16];
	char text[NETWORK_MAX];
	str one, last = S("");

	while (str_cut(&list, ',', &one)) {
		last = str_trim(one);
	}
	if (last.len == 0 || last.len >= sizeof(text)) {
		return false;
	}
	memcpy(text, last.at, last.len);
	text[last.len] = '\0';
	if (inet_pton(AF_INET, text, at) == 1) {
		network_text(at, AF_INET, buf);
	} else if (inet_pton(AF_INET6, text, at) == 1) {
		network_text(at, AF_INET6, buf);
	} else {
		return false;
	}
	return true;
}

static void
find_network(struct exchange *x, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *from = info != NULL ? info->client_addr : NULL;

	x->network[0] = '\0';
	if (from != NULL && from->sa_family == AF_INET) {
		network_text(&((const struct sockaddr_in *)(const void *)from)
		    ->sin_addr, AF_INET, x->network);
	} else if (from != NULL && from->sa_family == AF_INET6) {
		network_text(&((const struct sockaddr_in6 *)(const void *)from)
		    ->sin6_addr, AF_INET6, x->network);
	}
	if (x->server->config.behind_proxy &&
	    (strncmp(x->network, "127.", 4) == 0 ||
	    strcmp(x->network, "::") == 0)) {
		forwarded(header(connection, "X-Forwarded-For"), x->network);
	}
	x->in.network = str_z(x->network);
}

static void
read_headers(struct exchange *x, struct MHD_Connection *connection,
    const char *method)
{
	const struct server_config *config = &x->server->config;
	bool tls = str_starts(config->home, S("https://"));

	x->in.method = str_z(method);
	x->in.home = config->home;
	x->in.origin = header(connection, "Origin");
	x->in.sec_fetch_site = header(connection, "Sec-Fetch-Site");
	x->in.agent = header(connection, "User-Agent");
	x->in.if_none_match = header(connection, "If-None-Match");
	x->in.accept = header(connection, "Accept");
	x->in.content_type = header(connection, "Content-Type");
	x->in.idempotency_key = header(connection, "Idempotency-Key");
	x->last_event_id = header(connection, "Last-Event-ID");
	x->in.session = form_cookie(header(connection, "Cookie"),
	    str_z(cookie_name(tls)));
	x->reply_for = (struct reply_for){
		.is_get = str_eq(x->in.method, S("GET")) ||
		    str_eq(x->in.method, S("HEAD")),
		.tls = tls,
		.session = x->in.session,
		.if_none_match = x->in.if_none_match,
		.accept_encoding = header(connection, "Accept-Encoding"),
		.sec_fetch_site = x->in.sec_fetch_site,
	};
	find_network(x, connection);
}

/* How long a body may be: only a route that takes a file takes a long one. */
static size_t
body_max(struct exchange *x)
{
	struct arena *mem;
	struct fields unused = { NULL, 0, 0 };
	const struct route *route;
	size_t max = BODY_MAX;
	str allow;

	if (!form_is_parts(x->in.content_type)) {
		return BODY_MAX;
	}
	mem = arenas_take(&x->server->arenas, 0);
	if (mem == NULL) {
		return BODY_MAX;
	}
	route = route_find(mem, x->server->config.routes, x->in.method,
	    x->in.path, &unused, &allow);
	if (route != NULL && route_takes_file(route)) {
		max = UPLOAD_MAX;
	}
	arenas_give(&x->server->arenas, mem);
	return max;
}

/*
 * Who is answered while still sending sees a broken connection and no answer,
 * and so does a proxy. So a body that is somewhat too long is let through to
 * its end, and dropped.
 */
static int
too_long(struct exchange *x, struct MHD_Connection *connection, int64_t length)
{
	if (length > DRAIN_MAX || header(connection, "Expect").len > 0) {
		return 413;
	}
	x->dropped = 413;
	return 0;
}

/* 0, or the status of the refusal. */
static int
look(struct exchange *x, struct MHD_Connection *connection,
    const char *method, const char *version)
{
	const struct server_config *config = &x->server->config;
	struct guard g = { 0 };
	int status;

	MHD_get_connection_values_n(connection, MHD_HEADER_KIND, see_header,
	    &g);
	status = guard_check(&g, str_z(version), str_z(method));
	if (status != 0) {
		return status;
	}
	if (x->target == NULL) {
		return 503;
	}
	if (strlen(x->target) > TARGET_MAX) {
		return 414;
	}
	if (!guard_target(str_z(x->target), g.host, &x->in.path,
	    &x->in.query)) {
		return 400;
	}
	x->in.host = g.host;
	if (!config->any_host && !str_eq(x->in.path, S("/healthz")) &&
	    !guard_host(g.host, config->home, config->port)) {
		return 421;
	}
	read_headers(x, connection, method);
	x->body_max = g.length == 0 && g.codings == 0 ? 0 : body_max(x);
	deadline_body(&x->server->deadlines, x->watched);
	return g.length > (int64_t)x->body_max ?
	    too_long(x, connection, g.length) : 0;
}

/* All bodies together have a limit too. */
static bool
body_grow(struct exchange *x, size_t need)
{
	size_t cap = x->body_cap > 0 ? x->body_cap : 4096, more;
	char *bigger;

	while (cap < need) {
		cap *= 2;
	}
	more = cap - x->body_cap;
	if (atomic_fetch_add(&x->server->bodies, more) + more > BODIES_MAX ||
	    (bigger = realloc(x->body, cap)) == NULL) {
		atomic_fetch_sub(&x->server->bodies, more);
		return false;
	}
	x->body = bigger;
	x->body_cap = cap;
	return true;
}

/* 0, or the status of the refusal; what still comes is then read and dropped,
 * for the answer can be sent only after it. */
static int
body_add(struct exchange *x, const char *at, size_t len)
{
	size_t need = x->body_len + len;

	if (need > x->body_max) {
		return 413;
	}
	if (need > x->body_cap && !body_grow(x, need)) {
		return 503;
	}
	memcpy(x->body + x->body_len, at, len);
	x->body_len = need;
	return 0;
}

static enum MHD_Result
take_body(struct exchange *x, const char *data, size_t *len)
{
	if (x->dropped == 0) {
		x->dropped = body_add(x, data, *len);
	} else {
		x->body_len += *len;
	}
	deadline_body_at(&x->server->deadlines, x->watched, x->body_len);
	/* HTTP-5. The library lends its own buffer, which it keeps for the next
	 * request as it is. */
	sodium_memzero((void *)(uintptr_t)data, *len);
	*len = 0;
	return x->body_len <= DRAIN_MAX ? MHD_YES : MHD_NO;
}

/* ---- handing it on ----------------------------------------------------- */

/* Where there is no space, pages are still given: whoever chooses between
 * servers should go on coming here. */
static void
say_health(struct exchange *x)
{
	struct server *s = x->server;

	if (atomic_load(&s->stopping)) {
		reply_plain(&x->reply, 503, "stopping\n");
	} else if (writer_down(&s->writer)) {
		reply_plain(&x->reply, 503, "recovering: not taking writes\n");
	} else if (atomic_load(&s->metrics.no_space)) {
		reply_plain(&x->reply, 200, "no space: nothing is saved\n");
	} else {
		reply_plain(&x->reply, 200, "ok\n");
	}
}

static bool
answer_here(struct exchange *x)
{
	if (!x->reply_for.is_get) {
		return false;
	}
	if (str_eq(x->in.path, S("/healthz"))) {
		say_health(x);
		return true;
	}
	return reply_asset(&x->reply, x->in.path, &x->reply_for);
}

static enum MHD_Result
hand_on(struct exchange *x, struct MHD_Connection *connection)
{
	x->in.body = (str){ x->body, x->body_len };
	x->began_us = clock_monotonic_us();
	if (x->dropped != 0) {
		return turn_away(x, connection, x->dropped);
	}
	if (answer_here(x)) {
		return send_reply(x, connection);
	}
	if (atomic_load(&x->server->stopping)) {
		return turn_away(x, connection, 503);
	}
	deadline_set(&x->server->deadlines, x->watched, 0);
	x->connection = connection;
	x->handed_on = true;
	MHD_suspend_connection(connection);
	if (!queue_put(&x->server->readers.queue, x)) {
		x->reply = (struct reply){ 0 };
		exchange_busy(x);
	}
	return MHD_YES;
}

static enum MHD_Result
on_request(void *cls, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *data, size_t *len,
    void **con_cls)
{
	struct exchange *x = *con_cls;

	(void)cls;
	(void)url;
	if (x == NULL) {
		return MHD_NO;		/* there was no memory for it */
	}
	if (!x->begun) {
		int status;

		x->begun = true;
		if (x->server->config.log != LOG_NOTHING) {
			request_id_new(x);
		}
		atomic_fetch_add(&x->server->under_way, 1);
		status = look(x, connection, method, version);
		return status == 0 ? MHD_YES :
		    turn_away(x, connection, status);
	}
	if (*len > 0) {
		return take_body(x, data, len);
	}
	if (x->answered && x->taken) {
		return MHD_NO;
	}
	if (x->answered) {
		return send_reply(x, connection);
	}
	return x->handed_on ? MHD_YES : hand_on(x, connection);
}

/* ---- connections ------------------------------------------------------- */

static struct watched *
watched_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
	    connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info != NULL ? info->socket_context : NULL;
}

/* The first thing that is known of a request: its target, as it was sent. */
static void *
on_target(void *cls, const char *target, struct MHD_Connection *connection)
{
	struct exchange *x = calloc(1, sizeof(*x));

	if (x != NULL) {
		x->server = cls;
		x->watched = watched_of(connection);
		x->target = strdup(target);
		deadline_busy(&x->server->deadlines, x->watched);
	}
	return x;
}

static void
on_completed(void *cls, struct MHD_Connection *connection, void **con_cls,
    enum MHD_RequestTerminationCode why)
{
	struct server *s = cls;
	struct exchange *x = *con_cls;

	(void)why;
	*con_cls = NULL;
	deadline_idle(&s->deadlines, watched_of(connection), IDLE_S);
	if (x == NULL) {
		return;
	}
	if (x->begun) {
		atomic_fetch_sub(&s->under_way, 1);
	}
	atomic_fetch_sub(&s->bodies, x->body_cap);
	papers_sent(x);
	reply_drop(&x->reply);
	if (x->body != NULL) {
		sodium_memzero(x->body, x->body_cap);		/* HTTP-5 */
	}
	free(x->body);
	free(x->target);
	free(x);
}

/* Nobody is turned away while others only keep a connection open. Some at a
 * time, for each is closed a moment later by its own thread. */
static void
make_room(struct server *s, long connections)
{
	long most = (long)s->means.connections;

	if (connections > most - most / ROOM_SHARE) {
		deadline_make_room(&s->deadlines, (size_t)(most /
		    (4 * ROOM_SHARE)) + 1);
	}
}

static void
on_connection(void *cls, struct MHD_Connection *connection, void **socket_cls,
    enum MHD_ConnectionNotificationCode what)
{
	struct server *s = cls;
	const union MHD_ConnectionInfo *info;

	if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
		deadline_forget(&s->deadlines, *socket_cls);
		*socket_cls = NULL;
		atomic_fetch_sub(&s->metrics.connections, 1);
		return;
	}
	make_room(s, atomic_fetch_add(&s->metrics.connections, 1) + 1);
	info = MHD_get_connection_info(connection,
	    MHD_CONNECTION_INFO_CONNECTION_FD);
	if (info != NULL) {
		*socket_cls = deadline_watch(&s->deadlines, info->connect_fd,
		    HEADERS_S);
	}
}

/* What strangers send makes it talk; a few lines a minute are enough to see. */
static bool
may_log(struct server *s)
{
	int64_t minute = clock_now() / 60;

	if (atomic_exchange(&s->log_minute, minute) != minute) {
		atomic_store(&s->log_lines, 0);
	}
	return atomic_fetch_add(&s->log_lines, 1) < LOG_LINES;
}

static void	on_log(void *cls, const char *fmt, va_list ap) PRINTF(2, 0);

static void
on_log(void *cls, const char *fmt, va_list ap)
{
	char line[400];

	vsnprintf(line, sizeof(line), fmt, ap);
	line[strcspn(line, "\n")] = '\0';
	if (str_starts(str_z(line), S(NO_DESCRIPTOR))) {
		usleep(ACCEPT_PAUSE_MS * 1000);
	}
	/* So it takes the end of a connection whose socket was taken. */
	if (!str_starts(str_z(line), S("Application reported internal error"))
	    && may_log(cls)) {
		log_line("http: %s", line);
	}
}

/* Escapes are undone where the path is cut, not before. */
static size_t
keep_escapes(void *cls, struct MHD_Connection *connection, char *text)
{
	(void)cls;
	(void)connection;
	return strlen(text);
}

/* ---- starting and stopping --------------------------------------------- */

static bool
daemon_start(struct server *s)
{
	/* It complains of a pool of one. */
	struct MHD_OptionItem pool[] = {
		{ s->means.io > 1 ? MHD_OPTION_THREAD_POOL_SIZE :
		    MHD_OPTION_END, (intptr_t)s->means.io, NULL },
		{ MHD_OPTION_END, 0, NULL },
	};

	s->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD |
	    MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_ERROR_LOG,
	    0, NULL, NULL, on_request, s,
	    MHD_OPTION_EXTERNAL_LOGGER, on_log, s,
	    MHD_OPTION_LISTEN_SOCKET, s->config.listener,
	    MHD_OPTION_ARRAY, pool,
	    MHD_OPTION_THREAD_STACK_SIZE, THREAD_STACK,
	    MHD_OPTION_CONNECTION_LIMIT, (unsigned)s->means.connections,
	    MHD_OPTION_PER_IP_CONNECTION_LIMIT,
	    s->config.per_address ? (unsigned)PER_ADDRESS_MAX : 0u,
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL_BYTES,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)(4 * IDLE_S),
	    MHD_OPTION_STRICT_FOR_CLIENT, 1,
	    MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL,
	    MHD_OPTION_URI_LOG_CALLBACK, on_target, s,
	    MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
	    MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
	    MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
	    MHD_OPTION_END);
	return s->daemon != NULL;
}

/* The lines are closed in the order in which a request passes them. */
static void
stop_threads(struct server *s)
{
	jobs_stop(s);
	pool_stop(&s->readers);
	live_stop(s->live);
	pool_stop(&s->slow);
	figures_stop(s);
	names_keep_stop(s->names);
	writer_stop(s);		/* it takes the log into the file */
	pool_stop(&s->papers);	/* last: the others put in */
}

static void
server_free(struct server *s)
{
	names_keep_end(s->names);
	deadlines_stop(&s->deadlines);
	tally_drop(s->figures.tally);
	arenas_drop(&s->arenas);
	free(s);
}

static bool
metrics_start(struct server *s)
{
	if (!s->config.with_metrics) {
		return true;
	}
	s->metrics_listener = metrics_listen(s, s->config.metrics_listener);
	return s->metrics_listener != NULL;
}

/* Who works on requests; problem is said where nothing else tells why. */
static bool
threads_start(struct server *s, const char **problem)
{
	struct live *live;

	if (!deadlines_start(&s->deadlines) ||
	    !figures_start(s, (int)s->means.readers, problem) ||
	    !writer_start(s, problem)) {
		return false;
	}
	*problem = "The threads of the server could not be started.";
	if (!jobs_start(s) || !slow_start(s, s->means.slow) ||
	    !papers_start(s, s->means.papers)) {
		return false;
	}
	live = live_start(s, s->means.streams);
	s->live = live;
	return live != NULL && readers_start(s, s->means.readers);
}

struct server *
server_start(const struct server_config *config, const char **problem)
{
	struct server *s = calloc(1, sizeof(*s));

	*problem = "There is not enough memory to start.";
	if (s == NULL) {
		return NULL;
	}
	s->config = *config;
	metrics_begin(&s->metrics, config->routes);
	pthread_mutex_init(&s->arenas.lock, NULL);
	if (means_find(s, problem) && threads_start(s, problem)) {
		*problem = "The server could not be started on its address.";
		s->names = names_keep(s->config.db_path);
		if (metrics_start(s) && daemon_start(s)) {
			return s;
		}
	}
	metrics_unlisten(s->metrics_listener);
	stop_threads(s);
	server_free(s);
	return NULL;
}

void
server_stop(struct server *s)
{
	atomic_store(&s->stopping, true);
	MHD_quiesce_daemon(s->daemon);
	for (int ms = 0; ms < STOP_MS && atomic_load(&s->under_way) > 0;
	    ms += STEP_MS) {
		usleep(STEP_MS * 1000);
	}
	metrics_unlisten(s->metrics_listener);
	stop_threads(s);
	MHD_stop_daemon(s->daemon);
	server_free(s);
}
