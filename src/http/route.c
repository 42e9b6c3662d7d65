/*
 * route.c - which route answers an address.
 */
#include "http/answer.h"

#define SEGMENTS_MAX	16		/* of a path */
#define SEGMENT_MAX	200		/* bytes */

/* A path as its segments, each without its escapes. */
struct segments {
	str	at[SEGMENTS_MAX];
	size_t	len;
};

static bool
segment_ok(str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.at[i] < 0x20 || s.at[i] == 0x7f ||
		    s.at[i] == '/') {
			return false;
		}
	}
	return s.len > 0 && s.len <= SEGMENT_MAX && utf8_ok(s);
}

/* "/" is no segment; "//", "/a/" and what hides a slash are no address. */
static bool
split(struct arena *mem, str path, struct segments *out)
{
	str rest = str_from(path, 1);

	out->len = 0;
	if (!str_starts(path, S("/")) || str_ends(rest, S("/"))) {
		return false;
	}
	for (str part; str_cut(&rest, '/', &part);) {
		str plain = form_unescape(mem, part, false);

		if (out->len == SEGMENTS_MAX || !segment_ok(plain)) {
			return false;
		}
		out->at[out->len++] = plain;
	}
	return true;
}

static bool
is_name(str pattern)
{
	return str_starts(pattern, S("{"));
}

/* Most of some hundred routes are told apart by this. */
static bool
begins_alike(const struct route *r, const struct segments *path)
{
	return r->path[1] == '{' ||
	    r->path[1] == (path->len == 0 ? '\0' : path->at[0].at[0]);
}

/*
 * Whether the path is one of the route's. *rank has a bit for each segment that
 * is written out, the first highest: of two routes that match, "/meetings/new"
 * goes before "/meetings/{meeting}".
 */
static bool
matches(const struct route *r, const struct segments *path, uint32_t *rank)
{
	str rest = str_from(str_z(r->path), 1), pattern;
	size_t n = 0;

	*rank = 0;
	while (str_cut(&rest, '/', &pattern)) {
		if (n == path->len ||
		    (!is_name(pattern) && !str_eq(pattern, path->at[n]))) {
			return false;
		}
		if (!is_name(pattern)) {
			*rank |= 1u << (SEGMENTS_MAX - n);
		}
		n++;
	}
	return n == path->len;
}

static void
bind(struct arena *mem, const struct route *r, const struct segments *path,
    struct fields *out)
{
	str rest = str_from(str_z(r->path), 1), pattern;

	for (size_t n = 0; str_cut(&rest, '/', &pattern); n++) {
		if (is_name(pattern)) {
			*LIST_ADD(mem, out) = (struct field){
				str_part(pattern, 1, pattern.len - 2),
				path->at[n],
			};
		}
	}
}

/* "GET, HEAD, POST", as far as each answers at this path. */
static str
methods(bool gets, bool posts)
{
	if (gets) {
		return posts ? S("GET, HEAD, POST") : S("GET, HEAD");
	}
	return posts ? S("POST") : S("");
}

const struct route *
route_find(struct arena *mem, const struct route *const *tables, str method,
    str path, struct fields *out, str *allow)
{
	const struct route *best = NULL;
	struct segments s;
	uint32_t rank, best_rank = 0;
	bool gets = false, posts = false;

	*allow = S("");
	if (!split(mem, path, &s)) {
		return NULL;
	}
	for (; *tables != NULL; tables++) {
		for (const struct route *r = *tables; r->method != NULL; r++) {
			if (!begins_alike(r, &s) || !matches(r, &s, &rank)) {
				continue;
			}
			gets = gets || r->method[0] == 'G';
			posts = posts || r->method[0] == 'P';
			if (str_eq(str_z(r->method), method) &&
			    (best == NULL || rank > best_rank)) {
				best = r;
				best_rank = rank;
			}
		}
	}
	if (best == NULL) {
		*allow = methods(gets, posts);
		return NULL;
	}
	bind(mem, best, &s, out);
	return best;
}

static bool
has_param(const struct route *r, bool (*valid)(str))
{
	for (const struct param *p = r->params; p != NULL && p->name != NULL;
	    p++) {
		if (p->valid == valid) {
			return true;
		}
	}
	return false;
}

bool
route_takes_file(const struct route *r)
{
	return has_param(r, param_file);
}

bool
route_takes_ballot(const struct route *r)
{
	return has_param(r, param_ballot);
}
