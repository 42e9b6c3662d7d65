/*
 * web_test.c - the way of a request: routes, fields, origins, repeats, rights,
 * and what is said where the database fails.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "http/answer.h"
#include "http/house_test.h"

#define FORM	"name=Net&sort=tool&_key=0123456789ab"
#define DAY_S	86400

static struct arena mem;
static struct ctx world;
static struct res rs;

static int
fresh(void **state)
{
	const char *problem = "";

	(void)state;
	world = (struct ctx){ .mem = &mem, .now = 1763661600 };
	world.db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	if (world.db == NULL || !date_parse(S("2026-11-20"), &world.today)) {
		return -1;
	}
	db_script(world.db, HOUSE_TABLES);
	return 0;
}

static int
drop(void **state)
{
	(void)state;
	db_close(world.db);
	arena_reset(&mem);
	return 0;
}

static struct web_request
asks(const char *method, const char *path, const char *session)
{
	return (struct web_request){
		.method = str_z(method), .path = str_z(path),
		.session = str_z(session), .host = S("cellwork.example"),
		.origin = S("https://cellwork.example"),
	};
}

static int
answer(const struct web_request *in)
{
	world.actor = world.account = 0;
	world.admin = false;
	web_answer(&world, in, &rs);
	return rs.status;
}

static int
get(const char *path, const char *query, const char *session)
{
	struct web_request in = asks("GET", path, session);

	in.query = str_z(query);
	return answer(&in);
}

static int
post(const char *path, const char *body, const char *session)
{
	struct web_request in = asks("POST", path, session);

	in.body = str_z(body);
	return answer(&in);
}

static bool
shows(const char *text)
{
	return rs.body.len > 0 &&
	    memmem(rs.body.at, rs.body.len, text, strlen(text)) != NULL;
}

static int64_t
things(void)
{
	return db_number(world.db, "SELECT count(*) FROM thing");
}

static int64_t
looks(void)
{
	return db_number(world.db, "SELECT count(*) FROM thing_look");
}

/* ---- routes ------------------------------------------------------------ */

static void
test_routes(void **state)
{
	static const struct { int status; const char *path; } t[] = {
		{ 200, "/" }, { 200, "/big" }, { 200, "/things/new" },
		{ 200, "/things/n%65w" }, { 404, "/things/1" },
		{ 404, "" }, { 404, "things" }, { 404, "//" }, { 404, "/big/" },
		{ 404, "/things" "//new" }, { 404, "/things%2Fnew" },
		{ 404, "/%00" }, { 404, "/%ff" }, { 404, "/big%0d%0a" },
		{ 404, "/none" }, { 404, "/things/1/2" },
		{ 404, "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(get(t[i].path, "", ANNA), t[i].status);
	}
}

static void
test_methods(void **state)
{
	static const char *const odd[] = { "PUT", "DELETE", "OPTIONS", "get",
		"" };
	struct web_request in = asks("HEAD", "/big", "");

	(void)state;
	assert_int_equal(answer(&in), 200);
	assert_true(rs.body.len > 1000);
	assert_int_equal(get("/things", "", ANNA), 405);
	assert_string_equal(arena_copy_z(&mem, rs.allow), "POST");
	for (size_t i = 0; i < COUNT(odd); i++) {
		in = asks(odd[i], "/big", ANNA);
		assert_int_equal(answer(&in), 405);
		assert_string_equal(arena_copy_z(&mem, rs.allow), "GET, HEAD");
	}
}

/* ---- fields ------------------------------------------------------------ */

static void
test_fields(void **state)
{
	static const struct { int status; const char *query, *text; } t[] = {
		{ 200, "q=a+b%21", "[q=a b!]" },
		{ 200, "q=%zz%4", "[q=%zz%4]" },
		{ 200, "q=%20+x+", "[q=x]" },
		{ 200, "q=a%0d%0ab%00c%07", "[q=a bc]" },
		{ 200, "q=%ff%C3%28", "[q=\xef\xbf\xbd\xef\xbf\xbd(]" },
		{ 200, "q=%3Cb%3E", "[q=&lt;b&gt;]" },
		{ 200, "q=&page=", "[q=]" },
		{ 200, "other=1&q", "[q=]" },
		{ 200, "page=12", "[page=12]" },
		{ 400, "page=12x", "did not come through" },
		{ 400, "page=1&page=2", "did not come through" },
		{ 400, "page=-1", "did not come through" },
		{ 200, "next=/units?x=1", "[next=/units?x=1]" },
		{ 400, "next=//evil.example", "did not come through" },
		{ 400, "next=/%5Cevil.example", "did not come through" },
		{ 400, "next=https://evil.example", "did not come through" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(get("/", t[i].query, ""), t[i].status);
		assert_true(shows(t[i].text));
		assert_false(shows("[other"));
	}
}

static void
test_form(void **state)
{
	static const struct { int status; const char *body; } t[] = {
		{ 303, FORM },
		{ 303, FORM "&mark=1&mark=2&ticked=on&unknown=%00" },
		{ 400, "name=Net&_key=0123456789ab" },
		{ 400, FORM "&sort=tool" },
		{ 400, FORM "&mark=one" },
		{ 400, FORM "&ticked=yes" },
		{ 400, "name=Net&sort=To%20ol&_key=0123456789ab" },
		{ 303, "sort=tool&_key=0123456789ab" },	/* for the handler */
	};

	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(post("/things", t[i].body, ANNA), t[i].status);
		assert_int_equal(things(), t[i].status == 303);
		drop(state);
		fresh(state);
	}
}

static void
test_path_wins(void **state)
{
	(void)state;
	assert_int_equal(post("/things", FORM, ANNA), 303);
	assert_int_equal(get("/things/1", "thing=2&q=x", ANNA), 200);
	assert_true(shows("[thing=1][q=x]"));
	assert_int_equal(get("/things/one", "", ANNA), 404);
	assert_int_equal(get("/things/2", "", ANNA), 404);
}

/* What is too long comes back whole, to be shortened. */
static void
test_too_long(void **state)
{
	static char body[PARAM_TEXT_MAX + 200];
	int n = snprintf(body, sizeof(body), "%s", FORM "&notes=");

	(void)state;
	memset(body + n, 'x', PARAM_TEXT_MAX + 1);
	assert_int_equal(post("/things", body, ANNA), 422);
	assert_true(shows("xxxxxxxxxx</textarea>"));
	assert_true(shows("value=\"tool\""));
	body[n + PARAM_TEXT_MAX] = '\0';
	assert_int_equal(post("/things", body, ANNA), 303);
	assert_int_equal(get("/", arena_copy_z(&mem, arena_printf(&mem,
	    "q=%.*s", PARAM_LINE_MAX + 1, body + n)), ""), 422);
	assert_true(shows("too long"));
	assert_false(shows("<form"));
}

static void
test_too_many(void **state)
{
	static char body[4 * FIELDS_MAX + 100];
	size_t len = 0;

	(void)state;
	for (int i = 0; i <= FIELDS_MAX; i++) {
		len += (size_t)snprintf(body + len, sizeof(body) - len, "a=&");
	}
	assert_int_equal(post("/things", body, ANNA), 413);
	assert_int_equal(get("/", body, ""), 413);
}

static void
test_types(void **state)
{
	static const struct { int status; const char *type; } t[] = {
		{ 303, "" }, { 303, "application/x-www-form-urlencoded" },
		{ 303, "Application/X-WWW-Form-Urlencoded; charset=UTF-8" },
		{ 415, "text/plain" }, { 415, "application/json" },
		{ 400, "multipart/form-data" },
		{ 400, "multipart/form-data; boundary=x" },
	};
	struct web_request in = asks("POST", "/things", ANNA);
	char key[40];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		snprintf(key, sizeof(key), "key-number-%zu", i);
		in.idempotency_key = str_z(key);
		in.body = S("name=Net&sort=tool");
		in.content_type = str_z(t[i].type);
		assert_int_equal(answer(&in), t[i].status);
	}
}

static void
test_upload(void **state)
{
	struct web_request in = asks("POST", "/upload", ANNA);
	static char big[BODY_MAX + 400];
	int n;

	(void)state;
	in.content_type = S("multipart/form-data; boundary=\"a b\"");
	in.body = S("--a b\r\nContent-Disposition: form-data; name=\"file\";"
	    " filename=\"list.csv\"\r\nContent-Type: text/csv\r\n\r\n"
	    "\x00\xff\r\n--a\r\n\r\n--a b\r\n"
	    "Content-Disposition: form-data; name=sort\r\n\r\ntool\r\n"
	    "--a b\r\nContent-Disposition: form-data; name=\"_key\"\r\n\r\n"
	    "0123456789ab\r\n--a b--\r\n");
	assert_int_equal(answer(&in), 303);
	/* Without the file it is refused; only a route with one takes more. */
	in.body = S("--a b\r\nContent-Disposition: form-data; name=sort\r\n\r\n"
	    "tool\r\n--a b--\r\n");
	assert_int_equal(answer(&in), 400);
	n = snprintf(big, sizeof(big), FORM "&file=");
	memset(big + n, 'x', BODY_MAX + 1);
	in.content_type = S("");
	in.body = str_z(big);
	assert_int_equal(answer(&in), 303);
	in.path = S("/things");
	assert_int_equal(answer(&in), 413);
}

/* ---- where a write comes from ------------------------------------------ */

static void
test_origin(void **state)				/* HTTP-2 */
{
	static const struct { int status; const char *origin, *site, *home; }
	t[] = {
		{ 303, "https://cellwork.example", "", "" },
		{ 303, "http://cellwork.example", "same-origin", "" },
		{ 303, "", "same-origin", "" },
		{ 303, "https://a.example", "", "https://a.example" },
		{ 403, "", "", "" },
		{ 403, "null", "", "" },
		{ 403, "null", "same-origin", "" },
		{ 403, "https://evil.example", "same-origin", "" },
		{ 403, "https://cellwork.example", "cross-site", "" },
		{ 403, "https://cellwork.example", "same-site", "" },
		{ 303, "https://cellwork.example", "none", "" },
		{ 403, "", "none", "" },
		{ 403, "https://evil.example", "none", "" },
		{ 403, "http://cellwork.example", "",
		    "https://cellwork.example" },
		{ 403, "https://cellwork.example.evil.example", "", "" },
		{ 403, "cellwork.example", "", "" },
		{ 403, "https://", "", "" },
	};

	for (size_t i = 0; i < COUNT(t); i++) {
		struct web_request in = asks("POST", "/things", ANNA);

		in.body = S(FORM);
		in.origin = str_z(t[i].origin);
		in.sec_fetch_site = str_z(t[i].site);
		in.home = str_z(t[i].home);
		assert_int_equal(answer(&in), t[i].status);
		assert_int_equal(things(), t[i].status == 303);
		drop(state);
		fresh(state);
	}
}

/* ---- the same again ---------------------------------------------------- */

static void
test_repeated(void **state)				/* HTTP-1 */
{
	struct web_request in = asks("POST", "/things", ANNA);

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(post("/things", FORM, ANNA), 303);
		assert_true(str_eq(rs.location, S("/things/1")));
	}
	assert_int_equal(things(), 1);
	/* Sent again with other words it is another write. */
	assert_int_equal(post("/things", FORM "&mark=1", ANNA), 303);
	assert_true(str_eq(rs.location, S("/things/2")));
	/* With the header it is the same, whatever the words are. */
	in.body = S("name=Net&sort=tool");
	in.idempotency_key = S("key-of-an-outbox");
	assert_int_equal(answer(&in), 303);
	in.body = S("name=Boat&sort=tool");
	assert_int_equal(answer(&in), 303);
	assert_true(str_eq(rs.location, S("/things/3")));
	assert_int_equal(things(), 3);
}

static void
test_key(void **state)					/* HTTP-1 */
{
	static const char *const bad[] = { "", "&_key=", "&_key=short",
		"&_key=0123456789ab%00", "&_key=0123456789+ab",
		("&_key=0123456789012345678901234567890123456789"
		"012345678901234567890123456789") };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		char body[200];

		snprintf(body, sizeof(body), "name=a&sort=b%s", bad[i]);
		assert_int_equal(post("/things", body, ANNA), 400);
		assert_true(shows("twice"));
	}
	assert_int_equal(things(), 0);
}

/* Another account's id, a refused write, an old one: none is a repeat. */
static void
test_not_repeated(void **state)				/* HTTP-1 */
{
	(void)state;
	assert_int_equal(post("/enter", FORM, ANNA), 303);
	assert_int_equal(post("/enter", FORM, OMAR), 303);
	assert_int_equal(post("/enter", FORM, ""), 303);
	assert_int_equal(things(), 3);
	assert_int_equal(post("/things", "name=no&sort=b&_key=0123456789ab",
	    ANNA), 422);
	assert_int_equal(db_number(world.db, "SELECT count(*) FROM request"),
	    3);
	world.now += (int64_t)(KEYS_DAYS + 1) * DAY_S;
	db_begin(world.db, DB_WRITE);
	assert_true(web_forget(&world));
	assert_false(web_forget(&world));
	assert_true(db_commit(world.db));
	assert_int_equal(post("/enter", FORM, ANNA), 303);
	assert_int_equal(things(), 4);
}

static void
test_kept_90_days(void **state)				/* HTTP-1 */
{
	(void)state;
	assert_int_equal(post("/things", FORM, ANNA), 303);
	world.now += (int64_t)KEYS_DAYS * DAY_S;
	db_begin(world.db, DB_WRITE);
	assert_false(web_forget(&world));
	assert_true(db_commit(world.db));
	assert_int_equal(post("/things", FORM, ANNA), 303);
	assert_int_equal(things(), 1);
}

/* A write that showed a page shows it once. */
static void
test_repeated_page(void **state)			/* HTTP-1 */
{
	(void)state;
	assert_int_equal(post("/shows", FORM, ANNA), 200);
	assert_true(shows("[name=Net]"));
	assert_int_equal(post("/shows", FORM, ANNA), 200);
	assert_true(shows("already done"));
	assert_int_equal(things(), 1);
}

/* A form that only comes back is no write, however often it does. */
static void
test_nothing_done(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(post("/more", FORM, ANNA), 200);
		assert_true(shows("[name=Net]"));
	}
	assert_int_equal(things(), 0);
	assert_int_equal(post("/things", FORM, ANNA), 303);
	assert_int_equal(things(), 1);
}

/* ---- refused ----------------------------------------------------------- */

static void
test_refused(void **state)				/* HTTP-3 */
{
	(void)state;
	assert_int_equal(post("/things", "name=no&sort=b&_key=0123456789ab",
	    ANNA), 422);
	assert_true(shows("[name=no]"));
	assert_true(shows("<title>Error: "));
	assert_int_equal(things(), 0);
	assert_int_equal(db_number(world.db, "SELECT count(*) FROM request"),
	    0);
}

static void
test_rights(void **state)
{
	(void)state;
	assert_int_equal(get("/things/new", "a=1&b=/", ""), 303);
	assert_true(str_eq(rs.location,
	    S("/login?next=%2Fthings%2Fnew%3Fa%3D1%26b%3D%2F")));
	/* Who is nobody does not learn whether there is such a thing. */
	assert_int_equal(get("/things/1", "", ""), 303);
	assert_int_equal(post("/things", FORM, ""), 401);
	assert_true(shows("not logged in"));
	assert_int_equal(post("/things", FORM, "nobody"), 401);
	assert_int_equal(post("/things", FORM, OMAR), 403);
	assert_true(shows("This page is for others"));
	assert_true(shows("may keep minutes"));
	assert_true(shows("Cell &amp; 4"));
	assert_true(shows("href=\"/u/0123456789ab\""));
	assert_int_equal(things(), 0);
}

static void
test_denials(void **state)
{
	struct req rq = { .method = S("GET") };

	(void)state;
	db_begin(world.db, DB_READ);
	for (int act = 0; act < ACT_COUNT; act++) {
		res_denied(&world, &rq, &rs, (enum act)act);
		assert_int_equal(rs.status, 403);
		assert_true(shows("Go to Today"));
		assert_true(rs.message.len > 60 || act == ACT_ANYONE);
	}
	assert_true(db_commit(world.db));
}

static void
test_looks(void **state)
{
	(void)state;
	assert_int_equal(get("/people/0123456789ab", "", OMAR), 200);
	assert_true(rs.no_store);
	assert_int_equal(looks(), 1);
	assert_int_equal(get("/people/0123456789ab", "", ""), 303);
	assert_int_equal(looks(), 1);
}

/* The thing just made; PostgreSQL does not give out again what was refused. */
static const char *
location(void)
{
	static char text[60];

	snprintf(text, sizeof(text), "{\"location\":\"/things/%d\"}",
	    (int)db_number(world.db, "SELECT max(id) FROM thing"));
	return text;
}

static void
test_json(void **state)
{
	struct web_request in = asks("POST", "/things", ANNA);

	(void)state;
	in.accept = S("text/html;q=0.5, Application/JSON");
	in.idempotency_key = S("key-of-an-outbox");
	in.body = S("name=no&sort=b");
	assert_int_equal(answer(&in), 422);
	assert_true(str_eq(rs.type, S("application/json")));
	assert_true(shows("{\"message\":\"This name is taken.\"}"));
	in.body = S("name=Net&sort=b");
	for (int i = 0; i < 2; i++) {
		assert_int_equal(answer(&in), 200);
		assert_int_equal(rs.location.len, 0);
		assert_true(shows(location()));
	}
	in.session = S("");
	assert_int_equal(answer(&in), 401);
	assert_true(shows("{\"message\":\"You are not logged in"));
	in.session = S(OMAR);
	assert_int_equal(answer(&in), 403);
	assert_true(shows("{\"message\":\"Here minutes are"));
	in.sec_fetch_site = S("cross-site");
	assert_int_equal(answer(&in), 403);
	assert_true(shows("{\"message\":\"This did not come"));
}

static void
test_prepared(void **state)
{
	struct web_request in = asks("POST", "/enter", "");

	(void)state;
	in.body = S("name=no&sort=b&_key=0123456789ab");
	assert_int_equal(answer(&in), 422);
	assert_true(shows("[prepared]"));
	in.body = S("name=anna&sort=b&_key=0123456789ab");
	assert_int_equal(answer(&in), 303);
	assert_true(str_eq(rs.set_session, S(ANNA)));
}

/* Without a session a test says who acts. */
static void
test_actor(void **state)
{
	struct web_request in = asks("POST", "/things", "");

	(void)state;
	in.body = S(FORM);
	world.actor = world.account = 1;
	web_answer(&world, &in, &rs);
	assert_int_equal(rs.status, 303);
	/* A cookie that is none of ours is nobody. */
	in.session = S("x");
	web_answer(&world, &in, &rs);
	assert_int_equal(rs.status, 401);
}

/* ---- the database fails ------------------------------------------------ */

/* Whichever step fails, nothing is half done, and that is said. */
static void
test_all_or_nothing(void **state)			/* HTTP-3, HTTP-4 */
{
	static const char *const path[] = { "/things", "/enter" };

	for (size_t i = 0; i < COUNT(path); i++) {
		int n, status = 503;

		for (n = 1; status == 503; n++) {
			drop(state);
			fresh(state);
			db_fail_at(world.db, n);
			status = post(path[i], FORM, ANNA);
			db_fail_at(world.db, 0);
			assert_true(status == 303 || (status == 503 &&
			    things() == 0 && shows("Nothing was changed") &&
			    rs.retry_s > 0));
			assert_int_equal(db_number(world.db,
			    "SELECT count(*) FROM request"), status == 303);
		}
		assert_true(n > 6);
	}
}

static void
test_full(void **state)					/* HTTP-4 */
{
	int n, status = 507;

	for (n = 1; status == 507; n++) {
		drop(state);
		fresh(state);
		db_fail_as(world.db, n, DB_FULL);
		status = post("/things",
		    FORM "&notes=Two+%3Cb%3E+lines%0D%0Aof+it", ANNA);
		db_fail_at(world.db, 0);
		if (status == 507) {
			assert_true(shows("no room left"));
			assert_true(shows("Two &lt;b&gt; lines\r\nof it"));
			assert_true(shows("\"_key\" value=\"0123456789ab"));
			assert_int_equal(things(), 0);
		}
	}
	assert_int_equal(status, 303);
	assert_true(n > 6);
}

/* What the address says is not sent twice. */
static void
test_full_query(void **state)
{
	struct web_request in = asks("POST", "/things", ANNA);

	(void)state;
	in.query = S("sort=tool");
	in.body = S("name=Net&_key=0123456789ab");
	db_fail_as(world.db, 5, DB_FULL);
	assert_int_equal(answer(&in), 507);
	assert_true(shows("action=\"/things?sort=tool\""));
	assert_false(shows("name=\"sort\""));
	assert_int_equal(answer(&in), 303);
}

/* A password is not sent back, not even to who wrote it. */
static void
test_full_secret(void **state)
{
	(void)state;
	db_fail_as(world.db, 5, DB_FULL);
	assert_int_equal(post("/enter",
	    "name=secret-words&sort=b&_key=0123456789ab", ""), 507);
	assert_false(shows("secret-words"));
	assert_true(shows("Passwords and files are not sent back"));
}

/*
 * The commit is lost: it is done, and nobody learns so. Asked again with the
 * same id, the first answer comes, and nothing is done twice.
 */
static void
test_unknown(void **state)				/* HTTP-4 */
{
	char path[80];
	const char *problem;
	int n, status = 0;

	snprintf(path, sizeof(path), "%s", house_file());
	db_close(world.db);
	world.db = db_open(path, DB_OPEN_WRITE, &problem);
	for (n = 1; n < 40; n++) {
		db_fail_as(world.db, n, DB_UNKNOWN);
		status = post("/things", FORM, ANNA);
		db_fail_at(world.db, 0);
		if (shows("do not know")) {
			break;
		}
		assert_int_equal(status, 503);
		assert_int_equal(things(), 0);
	}
	assert_int_equal(status, 503);
	assert_false(shows("Nothing was changed"));
	db_close(world.db);
	world.db = db_open(path, DB_OPEN_WRITE, &problem);
	assert_int_equal(things(), 1);
	assert_int_equal(post("/things", FORM, ANNA), 303);
	assert_int_equal(things(), 1);
	db_close(world.db);
	house_remove(path);
	fresh(state);
}

static void
test_reading_fails(void **state)			/* HTTP-4 */
{
	int n, status = 503;

	(void)state;
	for (n = 1; status == 503; n++) {
		db_fail_at(world.db, n);
		status = get("/things/1", "", ANNA);
		db_fail_at(world.db, 0);
		assert_true(status != 503 || shows("could not do this"));
	}
	assert_int_equal(status, 404);
	assert_true(n > 2);
}

static int
group_start(void **state)
{
	(void)state;
	return arena_make(&mem, (size_t)256 << 20) ? 0 : -1;
}

static int
group_end(void **state)
{
	(void)state;
	arena_drop(&mem);
	return 0;
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, fresh, drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_routes), TEST(test_methods), TEST(test_fields),
		TEST(test_form), TEST(test_path_wins), TEST(test_too_long),
		TEST(test_too_many), TEST(test_types), TEST(test_upload),
		TEST(test_origin), TEST(test_repeated), TEST(test_key),
		TEST(test_not_repeated), TEST(test_kept_90_days),
		TEST(test_repeated_page), TEST(test_nothing_done),
		TEST(test_refused), TEST(test_rights),
		TEST(test_denials), TEST(test_looks), TEST(test_json),
		TEST(test_prepared), TEST(test_actor),
		TEST(test_all_or_nothing), TEST(test_full),
		TEST(test_full_query),
		TEST(test_full_secret), TEST(test_unknown),
		TEST(test_reading_fails),
	};

	return cmocka_run_group_tests(tests, group_start, group_end);
}
