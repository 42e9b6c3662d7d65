/* xml.c - for tests: XML that was written, read again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "tests/xml.h"

#define IDS_MAX	2000

struct reader {
	struct arena	*mem;
	const char	*id;
	const char	*open[32], *ids[IDS_MAX], *refs[IDS_MAX];
	size_t		 depth, ids_len, refs_len;
};

/* Between tags and in attributes: nothing that XML does not know. */
static void
take_words(str words)
{
	static const char *const known[] = { "&amp;", "&lt;", "&gt;",
	    "&quot;" };

	assert_true(utf8_ok(words));
	for (size_t i = 0; i < words.len; i++) {
		unsigned char c = (unsigned char)words.at[i];
		bool found = c != '&';

		assert_true(c >= ' ' || c == '\n' || c == '\t');
		assert_true(c != '>');
		for (size_t k = 0; k < COUNT(known) && !found; k++) {
			found = str_starts(str_from(words, i),
			    str_z(known[k]));
		}
		assert_true(found);
	}
}

static void
take_attribute(struct reader *r, str name, const char *value)
{
	bool refers = value[0] == '#';

	if (str_eq(name, str_z(r->id))) {
		assert_null(strpbrk(value, " \t\n"));
		assert_true(value[0] != '\0' && r->ids_len < IDS_MAX);
		for (size_t i = 0; i < r->ids_len; i++) {
			assert_string_not_equal(r->ids[i], value);
		}
		r->ids[r->ids_len++] = value;
	} else if (refers) {
		str all = str_z(value), one;

		while (str_cut(&all, ' ', &one)) {
			assert_true(one.at[0] == '#' &&
			    r->refs_len < IDS_MAX);
			r->refs[r->refs_len++] = arena_copy_z(r->mem,
			    str_from(one, 1));
		}
	}
}

/* A tag without its brackets: name="value" each. */
static void
take_tag(struct reader *r, str tag)
{
	bool whole = str_ends(tag, S("/")) || tag.at[0] == '?';
	str name;

	(void)str_cut(&tag, ' ', &name);
	if (name.at[0] == '/') {
		assert_true(r->depth > 0);
		assert_string_equal(r->open[--r->depth],
		    arena_copy_z(r->mem, str_from(name, 1)));
		return;
	}
	while (str_find(tag, '=') < tag.len) {
		str attribute, value;

		assert_true(str_cut(&tag, '=', &attribute));
		assert_true(str_starts(tag, S("\"")));
		tag = str_from(tag, 1);
		assert_true(str_cut(&tag, '"', &value));
		take_words(value);
		take_attribute(r, str_trim(attribute),
		    arena_copy_z(r->mem, value));
	}
	if (!whole) {
		assert_true(r->depth < COUNT(r->open));
		r->open[r->depth++] = arena_copy_z(r->mem, name);
	}
}

static void
find_each(const struct reader *r)
{
	for (size_t i = 0; i < r->refs_len; i++) {
		bool found = false;

		for (size_t k = 0; k < r->ids_len; k++) {
			found = found || strcmp(r->ids[k], r->refs[i]) == 0;
		}
		if (!found) {
			fail_msg("nothing is called %s", r->refs[i]);
		}
	}
}

void
xml_read_again(struct arena *mem, str xml, const char *id)
{
	struct reader *r = NEW(mem, struct reader, 1);
	str rest = xml, words, tag;

	r->mem = mem;
	r->id = id;
	while (str_cut(&rest, '<', &words)) {
		take_words(words);
		if (rest.len > 0) {
			assert_true(str_cut(&rest, '>', &tag));
			take_tag(r, tag);
		}
	}
	assert_int_equal(r->depth, 0);
	assert_true(r->ids_len > 0 && r->refs_len > 0);
	find_each(r);
}
