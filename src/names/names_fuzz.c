/*
 * names_fuzz.c - any words looked for in any names: found is what a loop over
 * the names finds, before and after one cell has other names (NAME-2, NAME-3).
 * The first line is what is looked for, each other is a name.
 */
#include <assert.h>
#include <string.h>

#include "names/names.h"

#define CELLS		3
#define NAMES_MAX	200
#define NAME_MAX	300		/* bytes, as they come */

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct {
	struct names_row	 row[NAMES_MAX];
	size_t			 len;
} cell[CELLS + 1];			/* by id, from 1; 1 is at the top */

static void
read_names(struct arena *mem, str *text)
{
	int64_t next = 1;
	str line;

	for (size_t i = 1; i <= CELLS; i++) {
		cell[i].len = 0;
	}
	while (next < NAMES_MAX && str_cut(text, '\n', &line)) {
		size_t c = 1 + (size_t)next % CELLS;

		cell[c].row[cell[c].len++] = (struct names_row){ next++,
		    text_fold(mem, utf8_cut(line, NAME_MAX)) };
	}
}

static size_t
read_words(struct arena *mem, str line, str words[NAMES_WORDS_MAX])
{
	size_t len = 0;
	str word;

	line = text_fold(mem, line);
	while (len < NAMES_WORDS_MAX && str_cut(&line, ' ', &word)) {
		words[len++] = word;
	}
	return len;
}

static bool
fits(str name, const str *words, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (words[i].len > 0 && (name.len == 0 || memmem(name.at,
		    name.len, words[i].at, words[i].len) == NULL)) {
			return false;
		}
	}
	return true;
}

static void
compare(struct names *names, const str *words, size_t words_len)
{
	static struct names_hit got[NAMES_FOUND_MAX];
	struct names_under all = { 1, true };
	size_t len = names_find(names, &all, 1, words, words_len, got,
	    NAMES_FOUND_MAX), at = 0;

	for (size_t c = 1; c <= CELLS; c++) {
		for (size_t i = 0; i < cell[c].len; i++) {
			const struct names_row *r = &cell[c].row[i];
			bool want = fits(r->fold, words, words_len);

			assert(names_fit(r->fold, words, words_len) == want);
			if (want) {
				assert(at < len && got[at].member_id ==
				    r->member_id &&
				    got[at].cell_id == (int64_t)c);
				at++;
			}
		}
	}
	assert(at == len);
}

static void
set_all(struct names *names)
{
	for (size_t c = 1; c <= CELLS; c++) {
		bool done = names_set(names, (int64_t)c, cell[c].row,
		    cell[c].len);

		assert(done);
		(void)done;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct names_unit units[CELLS] = { { 3, 1 }, { 1, 0 },
		{ 2, 1 } };
	static struct arena mem;
	str text = { (const char *)data, size }, line = S("");
	str words[NAMES_WORDS_MAX];
	struct names *names = names_new();
	size_t len;

	if (names == NULL || !names_order(names, units, CELLS) ||
	    (mem.base == NULL && !arena_make(&mem, 1 << 26))) {
		names_drop(names);
		return 0;
	}
	str_cut(&text, '\n', &line);
	len = read_words(&mem, line, words);
	read_names(&mem, &text);
	set_all(names);
	compare(names, words, len);
	cell[2].len = 0;
	set_all(names);
	compare(names, words, len);
	names_drop(names);
	arena_reset(&mem);
	return 0;
}
