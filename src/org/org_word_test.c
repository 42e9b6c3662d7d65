/*
 * org_word_test.c - the organisation's name, and the words it shows.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "org/org.h"
#include "tests/tree.h"

#define RULES \
	"tier cell \"Cell\" plural \"Cells\", members 3 to 30\n" \
	"office secretary \"Secretary\" at cell, term 2 years\n"
#define RULES_2025 \
	"tier cell \"Branch\" plural \"Branches\", members 3 to 30\n"

#define assert_str(a, b) do { \
	str a_ = (a); \
	if (!str_eq(a_, str_z(b))) { \
		fail_msg("\"" STR_FMT "\" is not \"%s\"", STR_ARG(a_), b); \
	} \
} while (0)

static struct tree world;

static void
test_words(void **state)
{
	struct organisation organisation;
	struct ctx *cx;

	(void)state;
	tree_open(&world);
	tree_adopt(&world, "2024-01-01", RULES);
	cx = tree_begin(&world);
	assert_false(org_read(cx, &organisation));
	org_write(cx, &(struct organisation){ S("Wool"), S("en-GB"), S("ltr"),
	    1 });
	org_write(cx, &(struct organisation){ S("Wool & Co"), S("ar"),
	    S("rtl"), 2 });
	assert_true(org_read(cx, &organisation));
	assert_str(organisation.name, "Wool & Co");
	assert_str(organisation.language, "ar");
	assert_str(organisation.direction, "rtl");
	assert_int_equal(organisation.step, 2);

	assert_str(org_word(cx, S("cell")).many, "Cells");
	assert_str(org_word(cx, S("secretary")).one, "Secretary");
	assert_str(org_word(cx, S("study")).many, "studies");
	assert_str(org_word(cx, S("meeting")).one, "meeting");
	assert_str(org_word(cx, S("meeting")).many, "meetings");
	org_word_set(cx, S("cell"), (struct shown){ S("Group"), S("") });
	assert_str(org_word(cx, S("cell")).many, "Group");
	org_word_set(cx, S("cell"), (struct shown){ S("Patrol"),
	    S("Patrols") });
	assert_str(org_word(cx, S("cell")).one, "Patrol");
	assert_str(org_word(cx, S("cell")).many, "Patrols");
	/* Taken back, the statutes' name is shown again. */
	org_word_set(cx, S("cell"), (struct shown){ S(""), S("") });
	assert_str(org_word(cx, S("cell")).one, "Cell");
	tree_end(&world);
	tree_adopt(&world, "2025-01-01", RULES_2025);
	cx = tree_begin(&world);
	assert_str(org_word(cx, S("cell")).many, "Branches");
	tree_end(&world);
	tree_close(&world);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests_name("org_word", tests, NULL, NULL);
}
