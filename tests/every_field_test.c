/*
 * every_field_test.c - hostile strings in every field of every form: no trouble
 * of our own, and no tag comes back as a tag, neither at once nor on the page
 * that the form leads to.
 *
 * The fields come from the program's own table of routes. Every second string
 * goes into one of them, in turn; with EVERY_FIELD=all in the environment each
 * string into all of them, which takes an hour.
 */
#include "tests/filled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>
#include <sodium.h>

#define CORPUS		"../shared/corpora/strings.jsonl"
#define LINE_BYTES	((size_t)4 << 20)
#define STRING_BYTES	((size_t)3 << 20)
#define FIELDS_TRIED	600
#define WORLD_LASTS	150		/* writes */
#define TAG_MIN		13		/* bytes */

static struct people world;
static const struct typed {
	const struct route	*route;
	const struct param	*param;
	enum people_role	 role;	/* who may */
} *fields[FIELDS_TRIED];
static struct typed field_list[FIELDS_TRIED];
static size_t fields_len;

/* ---- which fields there are --------------------------------------------- */

static bool
refused(const struct res *rs)
{
	return rs->status == 401 || rs->status == 403 ||
	    (rs->status == 303 && str_starts(rs->location,
	    S("/login?next=")));
}

/* What the other fields of a form hold. */
static const char *
usual(const struct param *p)
{
	static const struct { const char *part, *value; } by_name[] = {
		{ "unit", "{unit}" }, { "member", "{member}" },
		{ "term", "{term}" }, { "day", "2026-11-20" },
		{ "from", "2026-11-20" }, { "until", "2026-11-20" },
		{ "due", "2026-11-20" }, { "kind", "members" },
		{ "device", "abc" }, { "ended", "left" },
		{ "reason", "reach" }, { "password", "x" }, { "again", "y" },
	};

	for (size_t i = 0; i < COUNT(by_name); i++) {
		if (strstr(p->name, by_name[i].part) != NULL) {
			return by_name[i].value;
		}
	}
	return p->valid == param_line || p->valid == param_text ? "x7" :
	    p->valid == param_int ? "1" : "";
}

/* Each byte as %XX. */
static str
escaped(str s)
{
	char *at = arena_alloc(&world.mem, 3 * s.len + 1, 1);

	for (size_t i = 0; i < s.len; i++) {
		snprintf(at + 3 * i, 4, "%%%02x", (unsigned char)s.at[i]);
	}
	return (str){ at, 3 * s.len };
}

/* The form of a route with a value in one of its fields. */
static const char *
form(const struct route *r, const struct param *one, str value)
{
	str out = S("");

	for (const struct param *p = r->params; p->name != NULL; p++) {
		const char *text = filled_in(&world, usual(p));
		str v = p == one ? escaped(value) : str_z(text);

		if (p == one || v.len > 0) {
			out = arena_printf(&world.mem, STR_FMT "%s%s="
			    STR_FMT, STR_ARG(out), out.len > 0 ? "&" : "",
			    p->name, STR_ARG(v));
		}
	}
	return arena_copy_z(&world.mem, out);
}

static void
send(const struct typed *t, str value, struct res *rs)
{
	const char *path = filled_in(&world, t->route->path);
	const char *fields_text = form(t->route, t->param, value);

	if (strcmp(t->route->method, "POST") == 0) {
		people_post(&world, t->role, path, fields_text, rs);
	} else {
		people_get(&world, t->role, arena_copy_z(&world.mem,
		    arena_printf(&world.mem, "%s?%s", path, fields_text)),
		    rs);
	}
}

static void
new_world(void)
{
	people_close(&world);
	filled_open(&world);
}

/* The first role that the route lets in. What was written is gone after it. */
static bool
find_role(struct typed *t)
{
	static const enum people_role roles[] = { SEC, OFFICER, ADMIN,
	    AUDITOR, ANN, DEP, BEN, NOBODY };
	struct res rs;

	for (size_t i = 0; i < COUNT(roles); i++) {
		t->role = roles[i];
		send(t, S("x7"), &rs);
		if (!refused(&rs)) {
			if (rs.status < 400) {
				new_world();
			}
			return true;
		}
	}
	return false;
}

static void
find_fields(void)
{
	for (size_t i = 0; web_routes[i] != NULL; i++) {
		for (const struct route *r = web_routes[i]; r->path != NULL;
		    r++) {
			for (const struct param *p = r->params; p != NULL &&
			    p->name != NULL; p++) {
				struct typed *t = &field_list[fields_len];

				if (p->valid != param_line &&
				    p->valid != param_text) {
					continue;
				}
				assert_true(fields_len < FIELDS_TRIED);
				*t = (struct typed){ r, p, SEC };
				if (!find_role(t)) {
					fail_msg("nobody may: %s %s",
					    r->method, r->path);
				}
				fields[fields_len++] = t;
			}
		}
	}
}

/* ---- trying ------------------------------------------------------------- */

/* A tag shorter than TAG_MIN may well be one of the page's own. */
static void
check_page(const struct typed *t, const struct res *rs, str s)
{
	str tag = str_part(s, str_find(s, '<'), 40);
	bool raw = tag.len >= TAG_MIN && rs->body.len > 0 &&
	    memmem(rs->body.at, rs->body.len, tag.at, tag.len) != NULL;

	if (rs->status < 200 || rs->status > 499) {
		fail_msg("%s %s, field %s: %d for \"%.*s\"", t->route->method,
		    t->route->path, t->param->name, rs->status, STR_ARG(s));
	}
	if (raw) {
		fail_msg("%s %s, field %s: raw on the page: %.*s",
		    t->route->method, t->route->path, t->param->name,
		    STR_ARG(tag));
	}
}

static size_t writes;

static void
try_string(const struct typed *t, str s)
{
	struct res rs;

	send(t, s, &rs);
	check_page(t, &rs, s);
	if (rs.status == 303) {
		people_get(&world, t->role, arena_copy_z(&world.mem,
		    rs.location), &rs);
		check_page(t, &rs, s);
		writes++;
	}
	if (writes >= WORLD_LASTS || world.mem.used > (size_t)256 << 20 ||
	    refused(&rs)) {
		new_world();
		writes = 0;
	}
}

/* The next string of the file; false at its end. */
static bool
next_string(FILE *f, char *line, char *text, str *out)
{
	json_t *one;
	size_t len;

	if (fgets(line, (int)LINE_BYTES, f) == NULL) {
		return false;
	}
	one = json_loads(line, 0, NULL);
	assert_non_null(one);
	assert_int_equal(sodium_base642bin((unsigned char *)text, STRING_BYTES,
	    json_string_value(json_object_get(one, "b64")),
	    json_string_length(json_object_get(one, "b64")), NULL, &len, NULL,
	    sodium_base64_VARIANT_ORIGINAL), 0);
	json_decref(one);
	*out = (str){ text, len };
	return true;
}

static void
test_every_field(void **state)
{
	static char line[LINE_BYTES], text[STRING_BYTES];
	const char *how = getenv("EVERY_FIELD");
	bool all = how != NULL && strcmp(how, "all") == 0;
	FILE *f = fopen(CORPUS, "r");
	size_t n = 0;
	str s;

	(void)state;
	if (f == NULL) {
		print_message("skip test_every_field: " CORPUS
		    " is not here\n");
		skip();
	}
	filled_open(&world);
	find_fields();
	assert_true(fields_len > 40);
	while (next_string(f, line, text, &s)) {
		for (size_t i = 0; i < (all ? fields_len : n % 2); i++) {
			try_string(fields[(n / 2 + i) % fields_len], s);
		}
		n++;
	}
	fclose(f);
	people_close(&world);
	assert_true(n > 5000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_field),
	};

	return cmocka_run_group_tests_name("every_field", tests, NULL, NULL);
}
