/*
 * hostile_test.c - every string of a collection of hostile ones, in a query and
 * in a form: no trouble of our own, and nothing comes back as it was sent.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>
#include <jansson.h>
#include <sodium.h>

#include "http/house_test.h"

#define CORPUS		"../shared/corpora/strings.jsonl"
#define LINE_BYTES	((size_t)4 << 20)
#define STRING_BYTES	((size_t)3 << 20)

static struct arena mem;
static struct ctx world;
static char empty_page[1 << 16];	/* what stands on every page */
static size_t empty_len;

static int
answer(const char *method, const char *path, str query, str body,
    struct res *rs)
{
	struct web_request in = {
		.method = str_z(method), .path = str_z(path), .query = query,
		.body = body, .session = S(ANNA), .host = S("h"),
		.sec_fetch_site = S("same-origin"),
		.idempotency_key = public_id_new(&mem),
	};

	web_answer(&world, &in, rs);
	return rs->status;
}

/* Each byte as %XX, as a form has it. */
static str
escaped(str s, const char *before)
{
	str start = arena_copy(&mem, str_z(before));
	char *at = arena_alloc(&mem, start.len + 3 * s.len + 1, 1);
	size_t len = start.len;

	memcpy(at, start.at, start.len);
	for (size_t i = 0; i < s.len; i++) {
		len += (size_t)snprintf(at + len, 4, "%%%02x",
		    (unsigned char)s.at[i]);
	}
	return (str){ at, len };
}

static bool
stands_in(str page, str text)
{
	return page.len > 0 &&
	    memmem(page.at, page.len, text.at, text.len) != NULL;
}

/* A tag that was sent stands on no page as a tag, unless every page has it. */
static void
check_page(const struct res *rs, str s)
{
	str page = { rs->body.at, rs->body.len };
	size_t mark = str_find(s, '<');
	str tag = str_part(s, mark, 40);

	if (mark < s.len && tag.len > 3 && stands_in(page, tag) &&
	    !stands_in((str){ empty_page, empty_len }, tag)) {
		fail_msg("raw on the page: %.*s", (int)tag.len, tag.at);
	}
}

static void
try_string(str s)
{
	struct res rs;

	assert_in_range(answer("GET", "/", escaped(s, "q="), S(""), &rs), 200,
	    499);
	check_page(&rs, s);
	assert_in_range(answer("GET", "/", s, S(""), &rs), 200, 499);
	check_page(&rs, s);
	assert_in_range(answer("POST", "/things", S(""),
	    escaped(s, "sort=tool&notes=x&name="), &rs), 200, 499);
	check_page(&rs, s);
	assert_in_range(answer("POST", "/shows", S(""),
	    escaped(s, "sort=tool&name=x&notes="), &rs), 200, 499);
	check_page(&rs, s);
	assert_in_range(answer("POST", "/things", S(""), s, &rs), 200, 499);
	check_page(&rs, s);
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
test_every_string(void **state)
{
	static char line[LINE_BYTES], text[STRING_BYTES];
	FILE *f = fopen(CORPUS, "r");
	size_t tried = 0;
	struct res rs;
	str s;

	(void)state;
	answer("GET", "/", S(""), S(""), &rs);
	assert_true(rs.body.len < sizeof(empty_page));
	empty_len = rs.body.len;
	memcpy(empty_page, rs.body.at, empty_len);
	if (f == NULL) {
		print_message("skip test_every_string: " CORPUS
		    " is not here\n");
		skip();
	}
	while (next_string(f, line, text, &s)) {
		try_string(s);
		arena_reset(&mem);
		tried++;
	}
	fclose(f);
	assert_true(tried > 9000);
}

static int
group_start(void **state)
{
	const char *problem = "";

	(void)state;
	if (!arena_make(&mem, (size_t)512 << 20)) {
		return -1;
	}
	world = (struct ctx){ .mem = &mem, .now = 1763661600 };
	world.db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	if (world.db == NULL || !date_parse(S("2026-11-20"), &world.today)) {
		return -1;
	}
	db_script(world.db, HOUSE_TABLES);
	return 0;
}

static int
group_end(void **state)
{
	(void)state;
	db_close(world.db);
	arena_drop(&mem);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_string),
	};

	return cmocka_run_group_tests(tests, group_start, group_end);
}
