/* box_test.c - box files and key files, read strictly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "vote/box.h"

static struct arena mem;
static struct box_key key[BOX_LAYERS_MAX];

static int
set_up(void **state)
{
	(void)state;
	assert_true(sodium_init() >= 0);
	assert_true(arena_make(&mem, (size_t)1 << 28));
	for (size_t i = 0; i < COUNT(key); i++) {
		box_key_make(&key[i]);
	}
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_drop(&mem);
	return 0;
}

static str
replaced(str text, const char *from, const char *to)
{
	const char *at = memmem(text.at, text.len, from, strlen(from));
	size_t before;

	assert_non_null(at);
	before = (size_t)(at - text.at);
	return arena_printf(&mem, STR_FMT "%s" STR_FMT,
	    STR_ARG(str_part(text, 0, before)), to,
	    STR_ARG(str_from(text, before + strlen(from))));
}

static str
small_box(void)
{
	static str envelopes[3];
	struct box box = { .vote = S("k7dm2w9qx0hr"), .step = 1,
		.layers = 3, .envelopes = envelopes, .len = 3 };

	envelopes[0] = S("ccccdddd");
	envelopes[1] = S("aaaabbbb");
	envelopes[2] = S("bbbbcccc");
	for (int i = 0; i < 3; i++) {
		box.key[i] = box_key_hex(&mem, &key[i]);
	}
	return box_write(&mem, &box);
}

static void
refuse(str text, const char *begins)
{
	struct box box = { .step = -1 };
	str problem = S("");

	assert_false(box_read(&mem, text, &box, &problem));
	assert_int_equal(box.step, -1);
	if (!str_starts(problem, str_z(begins))) {
		fail_msg("\"" STR_FMT "\" is not \"%s\"", STR_ARG(problem),
		    begins);
	}
}

static void
test_box(void **state)
{
	str text = small_box(), problem;
	struct box box;

	(void)state;
	assert_true(box_read(&mem, text, &box, &problem));
	assert_int_equal(box.step, 1);
	assert_int_equal(box.layers, 3);
	assert_int_equal(box.len, 3);
	assert_true(str_eq(box.envelopes[0], S("aaaabbbb")));
	assert_true(str_eq(box_write(&mem, &box), text));
	assert_int_equal(box_digest(&mem, text).len, 64);
	refuse(S(""), "Line 1: \"cellwork box 1\"");
	refuse(S("cellwork box 2\n"), "Line 1:");
	refuse(replaced(text, "vote k7dm2w9qx0hr", "vote ../../etc"),
	    "Line 3: the address of a vote");
	refuse(replaced(text, "step 1", "step 4"), "Line 3: a smaller");
	refuse(replaced(text, "step 1", "step -1"), "Line 3:");
	refuse(replaced(text, "key ", "key 00"), "Line 4: a public key");
	refuse(replaced(text, "envelopes 3", "envelopes 4"), "Line 11:");
	refuse(replaced(text, "envelopes 3", "envelopes 2"), "Line 10:");
	refuse(replaced(text, "envelopes 3", "envelopes 999999999"),
	    "Line 7: a smaller");
	refuse(replaced(text, "bbbbcccc", "bbbbccc"), "Line 9: an envelope");
	refuse(replaced(text, "bbbbcccc", "bbbb"), "Line 9: an envelope as");
	refuse(replaced(text, "bbbbcccc", "bbbb-ccc"), "Line 9: an envelope");
	refuse(replaced(text, "bbbbcccc", "aaaabbbb"), "Line 9: the next");
	refuse(replaced(text, "end\n", "end\nmore\n"), "Line 11: nothing");
	refuse(str_part(text, 0, text.len - 5), "Line 11:");
}

static void
test_key_file(void **state)
{
	str text = box_key_write(&mem, &key[0], S("correct horse")), problem;
	struct box_key got;
	str hex;

	(void)state;
	assert_true(text.len > 0);
	/* The secret half is not in it. */
	assert_null(memmem(text.at, text.len, key[0].secret_key,
	    BOX_KEY_BYTES));
	assert_true(box_key_public(text, &hex));
	assert_true(str_eq(hex, box_key_hex(&mem, &key[0])));
	assert_true(box_key_read(&mem, text, S("correct horse"), &got,
	    &problem));
	assert_memory_equal(&got, &key[0], sizeof(got));
	assert_false(box_key_read(&mem, text, S("correct house"), &got,
	    &problem));
	assert_true(str_eq(problem,
	    S("The passphrase does not open this key file.")));
	assert_false(box_key_read(&mem, str_part(text, 0, text.len - 3),
	    S("correct horse"), &got, &problem));
	assert_false(box_key_read(&mem, replaced(text, "salt", "salz"),
	    S("correct horse"), &got, &problem));
	assert_true(str_starts(problem, S("This is not a whole key file")));
	assert_false(box_key_public(S("cellwork trustee key 1\npublic 12\n"),
	    &hex));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_box),
		cmocka_unit_test(test_key_file),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
