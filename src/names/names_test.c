/*
 * names_test.c - names put in, changed and moved at random, and each search
 * compared with a loop over a plain list of the same names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "names/names.h"
#include "names/names_inside.h"

#define UNITS	400
#define CELL_MAX 30
#define STEPS	200
#define ASKED	12

/* ---- the model --------------------------------------------------------- */

static struct {
	int64_t	 parent;		/* -1: there is no such unit */
	size_t	 members;
	char	 name[CELL_MAX][60];
	int64_t	 id[CELL_MAX];
} model[UNITS + 1];

static struct names *names;
static uint64_t seed;

static unsigned
any(unsigned n)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(seed >> 33) % n;
}

static const char *const parts[] = { "ann", "kirsi", "holm", "a", "o",
	"al-hassan", "김", "철수", "김철수", "영희", "محمد", "احمد", "علي", "ii",
	"von", "der", "kirsikka", "holmqvist", "x" };

static void
any_name(char *out, size_t size)
{
	snprintf(out, size, "%s %s%s", parts[any(COUNT(parts))],
	    parts[any(COUNT(parts))], any(3) == 0 ? parts[any(COUNT(parts))] :
	    "");
}

/* The tree in the order of a walk; children by their ids. */
static size_t
walk(int64_t at, int64_t *out, size_t len)
{
	out[len++] = at;
	for (int64_t u = 1; u <= UNITS; u++) {
		if (model[u].parent == at) {
			len = walk(u, out, len);
		}
	}
	return len;
}

static bool
under(int64_t unit, int64_t anc)
{
	for (; unit > 0; unit = model[unit].parent) {
		if (unit == anc) {
			return true;
		}
	}
	return false;
}

static void
order(void)
{
	struct names_unit units[UNITS];
	size_t len = 0;

	for (int64_t u = UNITS; u >= 1; u--) {
		if (model[u].parent >= 0) {
			units[len++] = (struct names_unit){ u,
			    model[u].parent };
		}
	}
	assert_true(names_order(names, units, len));
}

static bool
set_names(int64_t u)
{
	struct names_row rows[CELL_MAX];

	for (size_t i = 0; i < model[u].members; i++) {
		rows[i] = (struct names_row){ model[u].id[i],
		    str_z(model[u].name[i]) };
	}
	return names_set(names, u, rows, model[u].members);
}

static void
change_cell(int64_t u)
{
	static int64_t next_id;

	model[u].members = any(4) == 0 ? 0 : any(CELL_MAX);
	for (size_t i = 0; i < model[u].members; i++) {
		any_name(model[u].name[i], sizeof(model[u].name[i]));
		next_id += 1 + any(any(20) == 0 ? 2000000 : 3);
		model[u].id[i] = any(9) == 0 ? 1 + any(100) : next_id;
	}
	assert_true(set_names(u));
}

/* ---- comparing --------------------------------------------------------- */

static size_t
by_loop(const struct names_under *asked, size_t asked_len, const str *words,
    size_t n, struct names_hit *out, size_t max)
{
	static int64_t in_order[UNITS + 1];
	size_t len = 0, units = walk(1, in_order, 0);

	for (size_t i = 0; i < units; i++) {
		int64_t u = in_order[i];
		bool is_asked = false;

		for (size_t j = 0; j < asked_len; j++) {
			is_asked = is_asked || asked[j].unit_id == u ||
			    (asked[j].below && under(u, asked[j].unit_id));
		}
		for (size_t m = 0; is_asked && m < model[u].members; m++) {
			bool fits = true;

			for (size_t w = 0; w < n; w++) {
				fits = fits && strstr(model[u].name[m],
				    words[w].at) != NULL;
			}
			if (fits && len < max) {
				out[len++] = (struct names_hit){
				    model[u].id[m], u };
			}
		}
	}
	return len;
}

/* NAME-1, NAME-2 */
static void
compare(void)
{
	static struct names_hit want[NAMES_FOUND_MAX], got[NAMES_FOUND_MAX];
	struct names_under asked[4];
	str words[3];
	size_t asked_len = 1 + any(3), n = any(4), max, len;

	for (size_t i = 0; i < asked_len; i++) {
		asked[i].unit_id = any(5) == 0 ? 1 : 1 + any(UNITS + 5);
		asked[i].below = any(4) > 0;
	}
	for (size_t i = 0; i < n; i++) {
		words[i] = str_z(parts[any(COUNT(parts))]);
		if (any(3) == 0) {
			/* A part of a word, ended where the text ends. */
			words[i] = str_from(words[i], words[i].len / 6 * 3);
		}
	}
	max = any(3) == 0 ? 1 + any(60) : NAMES_FOUND_MAX;
	for (size_t i = 0; i < asked_len; i++) {
		if (asked[i].unit_id > UNITS ||
		    model[asked[i].unit_id].parent < 0) {
			asked[i].unit_id = 1;
		}
	}
	len = names_find(names, asked, asked_len, words, n, got, max);
	assert_int_equal(len, by_loop(asked, asked_len, words, n, want, max));
	assert_memory_equal(got, want, len * sizeof(*got));
}

static void
grow_tree(void)
{
	memset(model, 0, sizeof(model));
	model[0].parent = -1;
	for (int64_t u = 1; u <= UNITS; u++) {
		model[u].parent = u == 1 ? 0 : 1 + any((unsigned)u - 1);
	}
}

static size_t
members_all(void)
{
	size_t n = 0;

	for (size_t u = 1; u <= UNITS; u++) {
		n += model[u].members;
	}
	return n;
}

/* A unit goes under another that is not under it. */
static void
move_unit(void)
{
	int64_t u = 2 + any(UNITS - 1), to = 1 + any(UNITS);

	if (model[u].parent >= 0 && model[to].parent >= 0 && !under(to, u)) {
		model[u].parent = to;
		order();
	}
}

/* One without units under it ends; its members are gone before that. */
static void
end_unit(void)
{
	int64_t u = 2 + any(UNITS - 1);

	for (int64_t c = 1; c <= UNITS; c++) {
		if (model[c].parent == u) {
			return;
		}
	}
	if (model[u].parent >= 0) {
		model[u].members = 0;
		if (any(2) == 0) {
			assert_true(set_names(u));
		}
		model[u].parent = -1;
		order();
	}
}

static void
test_random(void **state)
{
	(void)state;
	for (uint64_t round = 1; round <= 3; round++) {
		seed = round;
		names = names_new();
		assert_non_null(names);
		grow_tree();
		order();
		for (int64_t u = UNITS; u >= 1; u--) {
			change_cell(1 + any(UNITS));
		}
		for (int i = 0; i < STEPS; i++) {
			int64_t u = 1 + any(UNITS);

			if (model[u].parent >= 0) {
				change_cell(u);		/* NAME-3 */
			}
			if (any(20) == 0) {
				move_unit();
			}
			if (any(30) == 0) {
				end_unit();
			}
			for (int j = 0; j < ASKED; j++) {
				compare();
			}
			assert_int_equal(names_size(names).members,
			    members_all());
		}
		names_drop(names);
	}
}

/* A cell that is in no tree has no names, and comes when the tree has it. */
static void
test_unknown_cells(void **state)
{
	struct names_row row = { 5, S("ann") };
	struct names_unit units[] = { { 1, 0 }, { 2, 1 } };
	struct names_hit hit;
	struct names_under one = { 1, true }, none[] = { { 0, true },
		{ -1, true }, { 99, false }, { INT64_MAX, true } };
	str word = S("ann");

	(void)state;
	names = names_new();
	assert_false(names_set(names, 2, &row, 1));
	assert_true(names_set(names, 2, NULL, 0));
	assert_int_equal(names_find(names, &one, 1, &word, 1, &hit, 1), 0);
	assert_true(names_order(names, units, 2));
	assert_true(names_set(names, 2, &row, 1));
	assert_int_equal(names_find(names, &one, 1, &word, 1, &hit, 1), 1);
	assert_int_equal(hit.member_id, 5);
	assert_int_equal(names_find(names, none, 4, &word, 1, &hit, 1), 0);
	assert_int_equal(names_find(names, &one, 0, &word, 1, &hit, 1), 0);
	units[1].id = NAMES_UNITS_MAX;
	assert_false(names_order(names, units, 2));
	units[1] = (struct names_unit){ 2, 2 };
	assert_false(names_order(names, units, 2));
	names_drop(names);
	names_drop(NULL);
}

/* ---- a word in a text -------------------------------------------------- */

/* At each place, near each end, with each pair of bytes it may look for. */
static void
test_needle(void **state)
{
	char text[200];

	(void)state;
	names = names_new();
	for (int round = 0; round < 20000; round++) {
		size_t len = any(sizeof(text)), from;
		struct needle n;
		str word;

		for (size_t i = 0; i < len; i++) {
			text[i] = (char)("aab\xea\x80\0"[any(6)]);
		}
		from = any((unsigned)len + 1);
		word = (str){ text + from, any((unsigned)(len - from) + 1) };
		if (any(2) == 0) {
			word = str_part(S("ab\xea\x80\x80"), any(3),
			    1 + any(2));
		}
		n = needle_make(names, word);
		if (word.len > 1 && any(2) == 0) {
			n.a = any((unsigned)word.len - 1);
			n.b = n.a + 1 + any((unsigned)(word.len - n.a) - 1);
		}
		assert_ptr_equal(needle_find(&n, text, text + len),
		    memmem(text, len, word.at, word.len));
	}
	names_drop(names);
}

/* ---- many -------------------------------------------------------------- */

#define MANY_CELLS	30000

static void
fill_many(void)
{
	struct names_unit *units = calloc(MANY_CELLS + 1, sizeof(*units));
	char text[10][40];
	struct names_row rows[10];

	assert_non_null(units);
	units[0] = (struct names_unit){ 1, 0 };
	for (int64_t u = 1; u <= MANY_CELLS; u++) {
		units[u] = (struct names_unit){ u + 1, 1 };
	}
	assert_true(names_order(names, units, MANY_CELLS + 1));
	free(units);
	for (int64_t u = 2; u <= MANY_CELLS + 1; u++) {
		for (int64_t i = 0; i < 10; i++) {
			snprintf(text[i], sizeof(text[i]), "name%lld of %lld",
			    (long long)i, (long long)u);
			rows[i] = (struct names_row){ u * 10 + i,
			    str_z(text[i]) };
		}
		assert_true(names_set(names, u, rows, 10));
	}
}

/* Several threads read, and still the first ones in the order come. */
static void
test_many(void **state)
{
	struct names_hit hit[60];
	struct names_under top = { 1, true };
	str words[] = { S("name7"), S("of 2") }, last = S("name9 of 30001");

	(void)state;
	names = names_new();
	fill_many();
	assert_int_equal(names_size(names).members, MANY_CELLS * 10);
	assert_true(names_size(names).bytes < MANY_CELLS * 10 * 24);
	for (int round = 0; round < 20; round++) {
		assert_int_equal(names_find(names, &top, 1, words, 2, hit,
		    60), 60);
		assert_int_equal(hit[0].member_id, 27);
		assert_int_equal(hit[1].member_id, 207);
		for (size_t i = 1; i < 60; i++) {
			assert_true(hit[i - 1].cell_id < hit[i].cell_id);
		}
		assert_int_equal(names_find(names, &top, 1, &last, 1, hit,
		    60), 1);
		assert_int_equal(hit[0].member_id, 300019);
	}
	names_drop(names);
}

static atomic_bool over;

static void *
ask_on(void *arg)
{
	struct names_hit hit[60];
	struct names_under top = { 1, true };
	str word = S("of 77");

	(void)arg;
	while (!atomic_load(&over)) {
		size_t n = names_find(names, &top, 1, &word, 1, hit, 60);

		assert_int_equal(n, 60);
	}
	return NULL;
}

/* Who asks while cells change finds the others all the same. */
static void
test_while_it_changes(void **state)
{
	struct names_row row = { 1, S("somebody else") };
	pthread_t thread[3];

	(void)state;
	names = names_new();
	fill_many();
	atomic_store(&over, false);
	for (size_t i = 0; i < COUNT(thread); i++) {
		assert_int_equal(pthread_create(&thread[i], NULL, ask_on,
		    NULL), 0);
	}
	for (int64_t u = 10000; u < 14000; u++) {
		assert_true(names_set(names, u, &row, u % 3 == 0));
	}
	atomic_store(&over, true);
	for (size_t i = 0; i < COUNT(thread); i++) {
		pthread_join(thread[i], NULL);
	}
	names_drop(names);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_unknown_cells),
		cmocka_unit_test(test_needle),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_while_it_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
