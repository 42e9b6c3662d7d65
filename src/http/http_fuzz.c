/*
 * http_fuzz.c - the parsers of this room before bytes that nobody means well.
 *
 * The first byte chooses the parser. What it must keep is asserted: nothing
 * longer than what was sent, no field that its own check would refuse, no JSON
 * that is no UTF-8.
 */
#include <assert.h>
#include <string.h>

#include "http/answer.h"
#include "http/guard.h"
#include "http/reply.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct arena mem;

static const struct param params[] = {
	{ "a",	param_line,	OPTIONAL },
	{ "b",	param_text,	REPEATED },
	{ "c",	param_int,	REPEATED },
	{ "d",	param_path,	OPTIONAL },
	{ "e",	param_word,	OPTIONAL },
	{ "f",	param_flag,	OPTIONAL },
	{ "g",	param_public,	OPTIONAL },
	PARAMS_END
};
static const struct route routes[] = {
	{ "POST", "/x/{y}", ACT_ANYONE, NULL, NULL, params, NULL },
	{ "GET", "/x/y/{z}", ACT_ANYONE, NULL, NULL, params, NULL },
	ROUTES_END
};
static const struct route *const tables[] = { routes, NULL };

static void
check_fields(const struct fields *f, size_t most)
{
	size_t len = 0;

	assert(f->len <= FIELDS_MAX);
	for (size_t i = 0; i < f->len; i++) {
		len += f->at[i].value.len;
	}
	assert(len <= most);
}

/* What a route gets has passed the route's own checks. */
static void
check_taken(const struct fields *sent)
{
	struct fields taken = { NULL, 0, 0 };
	struct refusal refused = fields_take(&mem, &routes[0], sent, &taken);

	for (size_t i = 0; i < taken.len && refused.status == 0; i++) {
		const struct param *p = params;

		while (!str_eq(str_z(p->name), taken.at[i].name)) {
			p++;
		}
		assert(p->valid(taken.at[i].value));
	}
}

static void
fuzz_pairs(str s)
{
	struct fields f = { NULL, 0, 0 };

	if (form_pairs(&mem, s, &f) == FORM_OK) {
		check_fields(&f, s.len);
		check_taken(&f);
	}
}

static void
fuzz_parts(str s)
{
	struct fields f = { NULL, 0, 0 };
	str type;

	if (str_cut(&s, '\n', &type) &&
	    form_parts(&mem, type, s, &f) == FORM_OK) {
		check_fields(&f, s.len);
		check_taken(&f);
	}
}

static void
fuzz_guard(str s)
{
	struct guard g = { 0 };
	str line, path, query;

	while (str_cut(&s, '\n', &line)) {
		size_t colon = str_find(line, ':');

		guard_header(&g, str_part(line, 0, colon),
		    str_from(line, colon + 1));
		if (guard_target(line, S("h"), &path, &query)) {
			assert(path.at[0] == '/');
		}
		guard_host(line, S(""), 80);
	}
	if (guard_check(&g, S("HTTP/1.1"), S("GET")) == 0) {
		assert(g.hosts == 1 && g.lengths + g.codings <= 1);
		assert(g.length >= 0);
	}
}

static void
fuzz_headers(str s)
{
	str json = json_pair(&mem, S("m"), s);

	assert(utf8_ok(json));
	form_cookie(s, S("c"));
	form_parameter(&mem, s, S("b"));
	tag_listed(s, S("\"t\""));
	gzip_accepted(s);
	accepts_json(s);
}

static void
fuzz_route(str s)
{
	struct fields f = { NULL, 0, 0 };
	str allow;
	const struct route *r = route_find(&mem, tables, S("GET"), s, &f,
	    &allow);

	assert(r == NULL || (r == &routes[1] && f.len == 1));
	assert(r == NULL || (f.at[0].value.len > 0 &&
	    utf8_ok(f.at[0].value)));
}

static void
fuzz_typed(str s)
{
	struct field field = { S("x"), s };
	struct req rq = { .field = &field, .fields = 1 };
	struct date day;
	int64_t n;
	int minutes;

	if (req_day(&rq, "x", (struct date){ 20000 }, &day) &&
	    date_known(day)) {
		struct ymd ymd = date_ymd(day);

		assert(ymd.year >= 1 && ymd.year <= 9999);
	}
	if (req_time(&rq, "x", &minutes)) {
		assert(minutes >= -1 && minutes < 24 * 60);
	}
	if (req_number(&rq, "x", &n)) {
		assert(n >= -1);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	static void (*const parsers[])(str) = { fuzz_pairs, fuzz_parts,
		fuzz_guard, fuzz_headers, fuzz_route, fuzz_typed };
	bool made = mem.base != NULL || arena_make(&mem, (size_t)256 << 20);

	assert(made);
	if (len > 1) {
		parsers[at[0] % COUNT(parsers)](
		    (str){ (const char *)at + 1, len - 1 });
	}
	arena_reset(&mem);
	return 0;
}
