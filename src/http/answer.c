/*
 * answer.c - the way of one request from its bytes to its answer.
 */
#include "http/answer.h"

#include <pthread.h>
#include <sodium.h>

#include "db/change.h"
#include "db/memo.h"
#include "http/http.sql.h"

#define DAY_S		86400
#define PRINT_BYTES	16
#define KEY_MIN		8		/* bytes of a request id */
#define KEY_MAX		64

/* ---- reading it -------------------------------------------------------- */

static const struct refusal no_route = { 404, "", "" };
static const struct refusal other_method = { 405, "This page does not do that",
	"The address is right, but it cannot be asked in this way. Open the"
	" page afresh from the menu." };
static const struct refusal not_ours = { 403,
	"This did not come from our pages",
	"For your safety we take what is written only from our own pages. Open"
	" the page here and send it again." };
static const struct refusal no_key = { 400, "That did not come through",
	"The form came without its number, by which we know that it is not sent"
	" twice. Open the page afresh and try once more." };
static const struct refusal broken = { 400, "That did not come through",
	"The form was cut off or damaged on its way. Go back and send it"
	" again." };
static const struct refusal too_many = { 413, "That is too much at once",
	"The form has more fields than one form can have. Send it in parts." };
static const struct refusal too_large = { 413, "That is too much at once",
	"The form is larger than one form can be. Send it in parts, or ask an"
	" administrator to read a long list in." };
static const struct refusal odd_type = { 415, "That did not come through",
	"The form came in a shape that our pages do not make. Open the page"
	" afresh and try once more." };

static bool
is_get(const struct web_request *in)
{
	return str_eq(in->method, S("GET")) || str_eq(in->method, S("HEAD"));
}

static bool
is_post(const struct web_request *in)
{
	return str_eq(in->method, S("POST"));
}

/* "application/json" is asked for by name; a browser's "*" is for pages. */
static bool
accepts(str accept, str type)
{
	str one;

	while (str_cut(&accept, ',', &one)) {
		one = str_part(one, 0, str_find(one, ';'));
		if (same_word(str_trim(one), type)) {
			return true;
		}
	}
	return false;
}

bool
accepts_json(str accept)
{
	return accepts(accept, S("application/json"));
}

static bool
is_home(const struct web_request *in, str origin)
{
	str rest = origin;

	if (in->home.len > 0) {
		return str_eq(origin, in->home);
	}
	if (str_starts(origin, S("https://"))) {
		rest = str_from(origin, 8);
	} else if (str_starts(origin, S("http://"))) {
		rest = str_from(origin, 7);
	} else {
		return false;
	}
	return rest.len > 0 && same_word(rest, in->host);
}

/* HTTP-2. "none" is the person at the keyboard, who loads an answer again: no
 * other site can cause it, but it says nothing of ours. */
static bool
comes_from_us(const struct web_request *in)
{
	str site = in->sec_fetch_site;

	if (in->origin.len > 0 && !is_home(in, in->origin)) {
		return false;
	}
	return str_eq(site, S("same-origin")) || (in->origin.len > 0 &&
	    (site.len == 0 || str_eq(site, S("none"))));
}

static struct refusal
read_fields(struct arena *mem, struct web_call *call)
{
	static const struct refusal fine = { 0, NULL, NULL };
	const struct web_request *in = call->in;
	enum form_read got = form_pairs(mem, in->query, &call->sent);

	call->of_query = call->sent.len;
	if (is_post(in) && in->query.len > 0 &&
	    route_takes_ballot(call->route)) {
		return broken;			/* HTTP-5 */
	}
	if (got == FORM_OK && is_post(in)) {
		size_t max = route_takes_file(call->route) ? UPLOAD_MAX :
		    BODY_MAX;

		if (in->body.len > max) {
			return too_large;
		}
		if (form_is_parts(in->content_type)) {
			got = form_parts(mem, in->content_type, in->body,
			    &call->sent);
		} else if (in->content_type.len == 0 ||
		    form_is_pairs(in->content_type)) {
			got = form_pairs(mem, in->body, &call->sent);
		} else {
			return odd_type;
		}
	}
	return got == FORM_OK ? fine : got == FORM_BROKEN ? broken : too_many;
}

static bool
key_ok(str key)
{
	for (size_t i = 0; i < key.len; i++) {
		char c = key.at[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= '0' && c <= '9') && c != '-' && c != '_') {
			return false;
		}
	}
	return key.len >= KEY_MIN && key.len <= KEY_MAX;
}

static unsigned char secret_key[crypto_generichash_KEYBYTES];

static void
make_secret_key(void)
{
	random_bytes(secret_key, sizeof(secret_key));
}

/*
 * A form with a password leaves a fingerprint that nobody can try passwords
 * against: under a key that is gone when the server stops.
 */
static const unsigned char *
print_key(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, make_secret_key);
	return secret_key;
}

/* A short fingerprint of where the form went and what it said. */
static str
print_of(struct arena *mem, const struct web_call *call)
{
	crypto_generichash_state state;
	unsigned char sum[PRINT_BYTES];
	char hex[2 * PRINT_BYTES + 1];

	if (call->route->prepare != NULL) {
		crypto_generichash_init(&state, print_key(), sizeof(secret_key),
		    sizeof(sum));
	} else {
		crypto_generichash_init(&state, NULL, 0, sizeof(sum));
	}
	for (size_t i = 0; i < call->rq.fields; i++) {
		const struct field *f = &call->rq.field[i];
		uint64_t len[2] = { f->name.len, f->value.len };

		crypto_generichash_update(&state, (const unsigned char *)len,
		    sizeof(len));
		crypto_generichash_update(&state,
		    (const unsigned char *)f->name.at, f->name.len);
		crypto_generichash_update(&state,
		    (const unsigned char *)f->value.at, f->value.len);
	}
	crypto_generichash_update(&state,
	    (const unsigned char *)call->route->path,
	    str_z(call->route->path).len);
	crypto_generichash_final(&state, sum, sizeof(sum));
	sodium_bin2hex(hex, sizeof(hex), sum, sizeof(sum));
	return arena_copy(mem, str_z(hex));
}

/*
 * HTTP-1: what a repeat is known by. A program that sends Idempotency-Key makes
 * a new one for each thing it sends. The field _key was made with the page,
 * which a person may send, change and send again: its words count too.
 */
static bool
read_key(struct arena *mem, struct web_call *call)
{
	str key = call->in->idempotency_key;

	if (key.len > 0) {
		call->key = key;
		return key_ok(key);
	}
	for (size_t i = 0; i < call->sent.len; i++) {
		if (str_eq(call->sent.at[i].name, S("_key"))) {
			key = call->sent.at[i].value;
		}
	}
	if (!key_ok(key)) {
		return false;
	}
	if (route_takes_ballot(call->route)) {
		call->key = public_id_new(mem);		/* HTTP-5 */
		call->last_counts = true;
		return true;
	}
	call->rq.key = key;
	call->key = arena_printf(mem, STR_FMT "." STR_FMT, STR_ARG(key),
	    STR_ARG(print_of(mem, call)));
	return true;
}

static struct refusal
read_call(struct arena *mem, const struct route *const *tables,
    struct web_call *call)
{
	const struct web_request *in = call->in;
	struct fields taken = { NULL, 0, 0 };
	struct refusal refused;

	call->route = route_find(mem, tables,
	    is_get(in) ? S("GET") : in->method, in->path, &taken,
	    &call->allow);
	if (call->route == NULL) {
		return call->allow.len > 0 ? other_method : no_route;
	}
	if (is_post(in) && !comes_from_us(in)) {
		return not_ours;
	}
	refused = read_fields(mem, call);
	if (refused.status == 0) {
		refused = fields_take(mem, call->route, &call->sent, &taken);
	}
	call->rq.field = taken.at;
	call->rq.fields = taken.len;
	if (refused.status == 0 && is_post(in) && !read_key(mem, call)) {
		refused = no_key;
	}
	return refused;
}

void
web_open(struct arena *mem, const struct route *const *tables,
    const struct web_request *in, struct web_call *out)
{
	*out = (struct web_call){ .in = in };
	out->rq = (struct req){
		.method = in->method,
		.path = in->path,
		.key = public_id_new(mem),
		.network = in->network,
		.token = in->session,
		.agent = in->agent,
		.if_none_match = in->if_none_match,
		.home = in->home.len > 0 ? in->home : arena_printf(mem,
		    "http://" STR_FMT, STR_ARG(in->host)),
		.wants_json = accepts_json(in->accept),
	};
	out->here = (struct path){ in->query.len == 0 ? in->path :
	    arena_printf(mem, STR_FMT "?" STR_FMT, STR_ARG(in->path),
	    STR_ARG(in->query)) };
	out->refused = read_call(mem, tables, out);
}

bool
web_writes(const struct web_call *call)
{
	return call->refused.status == 0 &&
	    (is_post(call->in) || call->route->act == ACT_SEE_PERSON);
}

bool
web_prepares(const struct web_call *call)
{
	return call->refused.status == 0 && call->route->prepare != NULL;
}

/* ---- answering it ------------------------------------------------------ */

static void
who_asks(struct ctx *cx, struct web_call *call)
{
	call->rq.session = &call->session;
	cx->request_id = call->key;
	if (call->in->session.len == 0) {
		return;
	}
	cx->actor = cx->account = 0;
	cx->admin = false;
	if (session_read(cx, call->in->session, &call->session)) {
		cx->actor = call->session.member;
		cx->account = call->session.account;
		cx->admin = call->session.admin;
	}
}

static void
start(struct ctx *cx, struct res *rs)
{
	*rs = (struct res){ .status = 200, .body = html_start(cx) };
}

static void
refuse(struct ctx *cx, struct web_call *call, struct res *rs)
{
	const struct refusal *r = &call->refused;

	rs->allow = call->allow;
	if (r->status == 404) {
		res_missing(cx, &call->rq, rs);
	} else if (r->status == 422 && is_post(call->in)) {
		res_again(cx, call, rs, r->status, r->heading, r->text);
	} else if (r->status == 422) {
		res_problem(cx, &call->rq, rs, r->status, r->heading,
		    "What you look for has too many letters. Shorten it and"
		    " try again.");
	} else {
		res_problem(cx, &call->rq, rs, r->status, r->heading, r->text);
	}
}

/* Where to log in; from there a page that was asked for is led back to. A
 * stream is no page: its script is told, and asks for the page again. */
static void
send_to_login(struct ctx *cx, struct web_call *call, struct res *rs)
{
	if (is_get(call->in) && !accepts(call->in->accept,
	    S("text/event-stream"))) {
		res_go(cx, rs, path_of(cx->mem, "/login?next=%s",
		    call->here.text));
	} else {
		res_log_in(cx, &call->rq, rs);
	}
}

/*
 * The object is found and the act allowed; else the answer says why not. Who is
 * not logged in does not learn what there is.
 */
static bool
admit(struct ctx *cx, struct web_call *call, struct res *rs)
{
	const struct route *r = call->route;
	bool nobody = cx->account == 0 && cx->actor == 0;

	if (nobody && r->act != ACT_ANYONE) {
		send_to_login(cx, call, rs);
		return false;
	}
	if (r->find != NULL && !r->find(cx, &call->rq, &call->rq.object)) {
		res_missing(cx, &call->rq, rs);
		return false;
	}
	if (may(cx, r->act, call->rq.object)) {
		return true;
	}
	res_denied(cx, &call->rq, rs, r->act);
	return false;
}

/* HTTP-1: the first answer, if this was done before. */
static bool
is_known(struct ctx *cx, const struct web_call *call, struct res *rs)
{
	struct query q = db_query(cx->db, &sql_request_find);
	bool found;

	q_set_int(&q, ":account_id", cx->account);
	q_set_str(&q, ":key", call->key);
	found = q_row(&q);
	if (found) {
		rs->status = (int)q_get_int(&q, 0);
		rs->location = arena_copy(cx->mem, q_get_str(&q, 1));
	}
	q_end(&q);
	return found;
}

static bool
repeat(struct ctx *cx, const struct web_call *call, struct res *rs)
{
	bool found = !call->last_counts && is_known(cx, call, rs);

	if (found && rs->location.len == 0) {
		res_problem(cx, &call->rq, rs, rs->status,
		    "This is already done",
		    "It was sent before and is saved. Nothing was done twice.");
	}
	return found;
}

static void
remember(struct ctx *cx, int64_t account, const struct web_call *call,
    const struct res *rs)
{
	struct query q = db_query(cx->db, &sql_request_insert);

	q_set_int(&q, ":account_id", account);
	q_set_str(&q, ":key", call->key);
	q_set_int(&q, ":at", cx->now);
	q_set_int(&q, ":status", rs->status);
	q_set_str(&q, ":location", rs->location);
	q_run(&q);
}

static void
run_post(struct ctx *cx, struct web_call *call, struct res *rs)
{
	int64_t account = cx->account;

	if (repeat(cx, call, rs) || !admit(cx, call, rs)) {
		return;
	}
	call->route->run(cx, &call->rq, rs);
	if (rs->status < 400 && !rs->nothing_done) {
		if (!call->last_counts) {
			remember(cx, account, call, rs);
		}
		change_settle(cx);
	}
}

/* What is about persons is kept by no browser. */
static bool
is_personal(const struct web_call *call)
{
	enum act act = call->route->act;

	return act == ACT_SELF || act == ACT_SEE_PERSON ||
	    act == ACT_SEE_ROLL || act == ACT_KEEP_MEMBERS;
}

static void
as_outbox(struct ctx *cx, const struct web_call *call, struct res *rs)
{
	if (rs->location.len > 0 && call->rq.wants_json) {
		res_json(cx, rs, S("location"), rs->location);
		rs->status = 200;
		rs->location = S("");
	}
}

void
web_run(struct ctx *cx, struct web_call *call, struct res *rs)
{
	start(cx, rs);
	who_asks(cx, call);
	if (call->refused.status != 0) {
		refuse(cx, call, rs);
	} else if (is_post(call->in)) {
		run_post(cx, call, rs);
	} else if (admit(cx, call, rs)) {
		call->route->run(cx, &call->rq, rs);
	}
	if (call->route != NULL && is_personal(call)) {
		rs->no_store = true;
	}
	as_outbox(cx, call, rs);
}

/*
 * What was done before is answered here: it is in the file, which a reader sees
 * only once it is durable. The writer need not be asked.
 */
bool
web_prepare(struct ctx *cx, struct web_call *call, struct res *rs)
{
	start(cx, rs);
	who_asks(cx, call);
	if (repeat(cx, call, rs)) {
		as_outbox(cx, call, rs);
		return true;
	}
	if (admit(cx, call, rs)) {
		call->route->prepare(cx, &call->rq);
	}
	return false;
}

enum db_state
web_part(struct ctx *cx, struct web_call *call, struct res *rs, bool *alive)
{
	enum db_state state;

	*alive = true;
	db_part_begin(cx->db);
	web_run(cx, call, rs);
	state = db_state(cx->db);
	if (state == DB_OK && rs->status < 400 && !rs->nothing_done) {
		db_part_keep(cx->db);
		state = db_state(cx->db);
		if (state == DB_OK) {
			return DB_OK;
		}
	}
	if (state != DB_OK) {
		log_line("http: the write " STR_FMT " failed: %s",
		    STR_ARG(call->key), db_problem(cx->db));
	}
	*alive = db_part_undo(cx->db);		/* HTTP-3 */
	return state;
}

enum db_state
web_whole(struct ctx *cx, struct web_call *call, struct res *rs)
{
	enum db_state state;

	db_begin(cx->db, DB_WRITE);
	web_run(cx, call, rs);
	state = db_state(cx->db);
	if (state == DB_OK && rs->status < 400 && !rs->nothing_done) {
		return db_commit(cx->db) ? DB_OK : db_state(cx->db);
	}
	db_rollback(cx->db);			/* HTTP-3 */
	return state;
}

/* ---- where the database failed (HTTP-4) -------------------------------- */

void
web_failed(struct ctx *cx, const struct web_call *call, enum db_state state,
    struct res *rs)
{
	static const struct { int status, retry_s; const char *head, *text; }
	say[] = {
		[DB_BUSY] = { 503, 5, "Not just now",
			"A long piece of work is under way here, such as a list"
			" that is read in. Nothing was changed. Try again in a"
			" minute." },
		[DB_RETRY] = { 503, 2, "Not just now",
			"Many people write here at this moment, and it came in"
			" each other's way. Nothing was changed. Try again in a"
			" few seconds." },
		[DB_FULL] = { 507, 60, "We could not save this just now",
			"The disk here has no room left. Nothing was changed."
			" Keep this page open and send it again later; tell an"
			" administrator if you can." },
		[DB_BROKEN] = { 503, 5, "We could not do this just now",
			"The data here could not be read or written. Nothing"
			" was changed. Try again in a minute." },
		[DB_UNKNOWN] = { 503, 5, "We do not know yet if this is saved",
			"The connection to the disk was lost while saving. Send"
			" it again from here: if it was saved already, it is"
			" not done twice." },
	};

	if (state == DB_OK) {
		state = DB_BROKEN;
	}
	start(cx, rs);
	rs->retry_s = say[state].retry_s;
	if (is_post(call->in)) {
		res_again(cx, call, rs, say[state].status, say[state].head,
		    say[state].text);
	} else {
		res_trouble(cx, call, rs, say[state].status, say[state].head,
		    say[state].text);
	}
}

/* ---- where a document was not drawn (PAPER-3, PAPER-5, PAPER-7) ---------- */

void
web_undrawn(struct ctx *cx, const struct web_call *call, enum paper_err err,
    const char *detail, struct res *rs)
{
	static const struct { int status, retry_s; const char *text; } say[] = {
		[PAPER_OK] = { 500, 0, "" },
		[PAPER_TOO_MUCH] = { 413, 0, "Ask for a part of it." },
		[PAPER_TOO_MANY_PAGES] = { 413, 0, "Ask for a part of it." },
		[PAPER_TOO_SLOW] = { 503, 60, "Try again when fewer people are"
			" here, or ask for a part of it." },
		[PAPER_TOO_LARGE] = { 413, 0, "Ask for a part of it." },
		[PAPER_NO_FONT] = { 500, 0, "An administrator can install it:"
			" the manual says which." },
		[PAPER_NO_PROGRAM] = { 500, 0, "Tell an administrator."
			" The page itself can be printed by the browser." },
		[PAPER_NO_ROOM] = { 503, 10, "Try again in a minute." },
		[PAPER_STOPPED] = { 503, 5, "The house is being started anew."
			" Try again in a minute." },
		[PAPER_FAILED] = { 500, 0, "Tell an administrator. The"
			" page itself can be printed by the browser." },
	};
	str text = arena_printf(cx->mem, "%s%s%s%s %s Nothing was lost or"
	    " changed.", paper_err_text(err), detail[0] != '\0' ? " (" : "",
	    detail, detail[0] != '\0' ? ")" : "", say[err].text);

	start(cx, rs);
	rs->retry_s = say[err].retry_s;
	res_trouble(cx, call, rs, say[err].status,
	    "This document could not be made", arena_copy_z(cx->mem, text));
}

/* ---- all steps in a row ------------------------------------------------ */

static bool
prepare_alone(struct ctx *cx, struct web_call *call, struct res *rs,
    bool *answered)
{
	*answered = false;
	if (!web_prepares(call)) {
		return true;
	}
	db_begin(cx->db, DB_READ);
	*answered = web_prepare(cx, call, rs);
	return db_commit(cx->db);
}

static enum db_state
run_alone(struct ctx *cx, struct web_call *call, struct res *rs)
{
	enum db_state state;
	bool alive;

	if (!web_writes(call)) {
		db_begin(cx->db, DB_READ);
		web_run(cx, call, rs);
		return db_commit(cx->db) ? DB_OK : db_state(cx->db);
	}
	db_begin(cx->db, DB_WRITE);
	state = web_part(cx, call, rs, &alive);
	if (!alive) {
		db_rollback(cx->db);
		return state;
	}
	if (!db_commit(cx->db) && state == DB_OK) {
		state = db_state(cx->db);
	}
	return state;
}

void
web_answer(struct ctx *cx, const struct web_request *in, struct res *rs)
{
	struct web_call call;
	enum db_state state;
	bool answered;

	web_open(cx->mem, web_routes, in, &call);
	cx->memo = NEW(cx->mem, struct memo, 1);
	if (!prepare_alone(cx, &call, rs, &answered)) {
		web_failed(cx, &call, db_state(cx->db), rs);
	} else if (!answered && (state = run_alone(cx, &call, rs)) != DB_OK) {
		web_failed(cx, &call, state, rs);
	}
	cx->memo = NULL;
}

bool
web_forget(struct ctx *cx)
{
	struct query q = db_query(cx->db, &sql_request_forget);

	q_set_int(&q, ":before", cx->now - (int64_t)KEYS_DAYS * DAY_S);
	return q_changed(&q) > 0;
}
