/*
 * fields.c - of what was sent, the fields a route asks for, cleaned and
 * checked.
 *
 * A field that a machine made must parse. What a person typed is made readable
 * and never refused here, save for its length.
 */
#include "http/answer.h"

static const struct refusal none = { 0, NULL, NULL };
static const struct refusal no_such = { 404, "", "" };
static const struct refusal malformed = { 400, "That did not come through",
	"Something in this address or form is not as our pages make it. Go"
	" back, open the page afresh and try once more." };
static const struct refusal too_long = { 422, "That is too long",
	"One of the fields holds more than can be kept. Nothing is lost: it is"
	" below. Shorten it and send it again." };

/* "p#" is the name of p1, p27 and so on. */
static bool
is_called(str wanted, str name)
{
	int64_t n;

	if (!str_ends(wanted, S("#"))) {
		return str_eq(wanted, name);
	}
	wanted.len--;
	return str_starts(name, wanted) && name.len <= wanted.len + 4 &&
	    str_to_int(str_from(name, wanted.len), &n);
}

static const struct param *
find_param(const struct route *r, str name)
{
	for (const struct param *p = r->params; p != NULL && p->name != NULL;
	    p++) {
		if (is_called(str_z(p->name), name)) {
			return p;
		}
	}
	return NULL;
}

static bool
is_typed(const struct param *p)
{
	return p->valid == param_line || p->valid == param_text;
}

/*
 * Text as it can be kept: what is no UTF-8 becomes U+FFFD, an end of line one
 * byte in a text and a space in a line; other control characters go.
 */
static str
readable(struct arena *mem, str s, bool line)
{
	str replacement = S("\xef\xbf\xbd");
	char *at = arena_alloc(mem, 3 * s.len + 1, 1);
	size_t len = 0;

	for (size_t i = 0; i < s.len;) {
		size_t start = i;
		uint32_t c = utf8_next(s, &i);
		str piece = str_part(s, start, i - start);

		if (c == '\r') {
			c = '\n';
			piece = str_starts(str_from(s, i), S("\n")) ? S("") :
			    S("\n");
		}
		if (line && (c == '\n' || c == '\t')) {
			piece = piece.len > 0 ? S(" ") : S("");
		} else if (c == 0x7f || (c < 0x20 && c != '\n' && c != '\t')) {
			piece = S("");
		} else if (c == 0xfffd) {
			piece = replacement;
		}
		for (size_t j = 0; j < piece.len; j++) {
			at[len++] = piece.at[j];
		}
	}
	return (str){ at, len };
}

static struct refusal
take(struct arena *mem, const struct param *p, struct field sent,
    struct fields *out)
{
	str value = sent.value;


	if (is_typed(p)) {
		bool line = p->valid == param_line;

		if (!p->valid(value) || line) {
			value = readable(mem, value, line);
		}
		if (line) {
			value = str_trim(value);
		}
		if (!p->valid(value)) {
			return too_long;
		}
	} else if (!p->valid(value)) {
		return malformed;
	}
	*LIST_ADD(mem, out) = (struct field){ arena_copy(mem, sent.name),
	    value };
	return none;
}

static size_t
count(const struct fields *f, const char *name)
{
	str wanted = str_z(name);
	size_t n = 0;

	for (size_t i = 0; i < f->len; i++) {
		n += str_eq(f->at[i].name, wanted);
	}
	return n;
}

static bool
is_named(const struct fields *f, size_t len, str name)
{
	for (size_t i = 0; i < len; i++) {
		if (str_eq(f->at[i].name, name)) {
			return true;
		}
	}
	return false;
}

/* An empty machine-made field that need not be there is as if it were not: a
 * form has no other way to leave out a choice. */
static bool
left_out(const struct param *p, str value)
{
	return value.len == 0 && p->need != REQUIRED && !is_typed(p) &&
	    !p->valid(value);
}

struct refusal
fields_take(struct arena *mem, const struct route *r,
    const struct fields *sent, struct fields *out)
{
	size_t of_path = out->len;

	for (size_t i = 0; i < of_path; i++) {
		const struct param *p = find_param(r, out->at[i].name);

		if (p != NULL && !p->valid(out->at[i].value)) {
			return no_such;
		}
	}
	for (size_t i = 0; i < sent->len; i++) {
		const struct field *f = &sent->at[i];
		const struct param *p = find_param(r, f->name);
		struct refusal refused;

		if (p == NULL || is_named(out, of_path, f->name) ||
		    left_out(p, f->value)) {
			continue;
		}
		refused = take(mem, p, *f, out);
		if (refused.status != 0) {
			return refused;
		}
	}
	for (const struct param *p = r->params; p != NULL && p->name != NULL;
	    p++) {
		size_t n = count(out, p->name);

		if ((n == 0 && p->need == REQUIRED && !is_typed(p)) ||
		    (n > 1 && p->need != REPEATED)) {
			return malformed;
		}
	}
	return none;
}
