/* browser.c - asking for pages as a browser does, for tests. */
#include "tests/browser.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "member/member.h"
#include "org/org.h"

struct res browser;

static struct harbour *world;
static int keys;

void
browser_open(struct harbour *h)
{
	world = h;
	browser = (struct res){ .status = 0 };
}

const char *
say(const char *fmt, ...)
{
	va_list ap;
	str s;

	va_start(ap, fmt);
	s = arena_vprintf(&world->mem, fmt, ap);
	va_end(ap);
	return arena_copy_z(&world->mem, s);
}

/* ---- asking ------------------------------------------------------------ */

static int
ask(enum harbour_person who, const char *method, const char *path,
    const char *form, const char *accept)
{
	size_t end = strcspn(path, "?");
	struct web_request in = {
		.method = str_z(method), .path = { path, end },
		.query = str_z(path[end] == '?' ? path + end + 1 : ""),
		.body = str_z(form), .accept = str_z(accept),
		.host = S("cellwork.example"),
		.origin = S("http://cellwork.example"),
	};

	world->cx.actor = who == NOBODY ? 0 : world->person[who];
	web_answer(&world->cx, &in, &browser);
	return browser.status;
}

int
get(enum harbour_person who, const char *path)
{
	return ask(who, "GET", path, "", "");
}

int
post(enum harbour_person who, const char *path, const char *form)
{
	return ask(who, "POST", path, say("_key=key-of-a-test-%d&%s", ++keys,
	    form), "");
}

int
post_as_outbox(enum harbour_person who, const char *path, const char *form)
{
	return ask(who, "POST", path, say("_key=key-of-a-test-%d&%s", ++keys,
	    form), "application/json");
}

void
browser_same_key(void)
{
	keys--;
}

/* ---- looking ----------------------------------------------------------- */

const char *
browser_unit(int64_t id)
{
	struct unit u;

	db_begin(world->cx.db, DB_READ);
	assert_true(org_unit(&world->cx, id, &u));
	assert_true(db_commit(world->cx.db));
	return arena_copy_z(&world->mem, u.public_id);
}

const char *
browser_person(int64_t id)
{
	struct member m;

	db_begin(world->cx.db, DB_READ);
	assert_true(member_read(&world->cx, id, &m));
	assert_true(db_commit(world->cx.db));
	return arena_copy_z(&world->mem, m.public_id);
}

const char *
browser_body(void)
{
	return arena_copy_z(&world->mem,
	    (str){ browser.body.at, browser.body.len });
}

bool
shows(const char *text)
{
	return strstr(browser_body(), text) != NULL;
}

size_t
shown_times(const char *text)
{
	size_t n = 0;

	for (const char *p = browser_body(); (p = strstr(p, text)) != NULL;
	    p++) {
		n++;
	}
	return n;
}

const char *
led_to(void)
{
	assert_int_equal(browser.status, 303);
	return arena_copy_z(&world->mem, browser.location);
}

const char *
hidden(const char *name)
{
	const char *at = strstr(browser_body(),
	    say("name=\"%s\" value=\"", name));
	const char *start;

	assert_non_null(at);
	start = strstr(at, "value=\"") + strlen("value=\"");
	return arena_copy_z(&world->mem, (str){ start, strcspn(start, "\"") });
}
