/*
 * reasons.c - why rows of a list were refused, in few lines: rows that say the
 * same but for numbers and quoted values are counted, and each is told only
 * where they are few.
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "setup/upload.h"

#define LINE	"line "			/* as upload_problem() begins */
#define BITS	64

/* ---- what is alike ----------------------------------------------------- */

/* Where the value ends that begins here, a number or what stands in quotes;
 * `at` itself where none begins. */
static size_t
value_end(str s, size_t at)
{
	size_t end = at;

	if (s.at[at] == '"') {
		const char *close = memchr(s.at + at + 1, '"', s.len - at - 1);

		return close == NULL ? at : (size_t)(close - s.at) + 1;
	}
	while (end < s.len && s.at[end] >= '0' && s.at[end] <= '9') {
		end++;
	}
	return end;
}

static uint64_t
bit_of(size_t value)
{
	return (uint64_t)1 << (value < BITS ? value : BITS - 1);
}

/* Whether two say the same but for their values; the bits of those that differ
 * are set in *differ. */
static bool
is_alike(str a, str b, uint64_t *differ)
{
	size_t i = 0, k = 0, value = 0;
	uint64_t found = 0;

	while (i < a.len && k < b.len) {
		size_t i_end = value_end(a, i), k_end = value_end(b, k);

		if ((i_end > i) != (k_end > k) || ((i_end == i ||
		    a.at[i] == '"' || b.at[k] == '"') && a.at[i] != b.at[k])) {
			return false;
		}
		if (i_end == i) {
			i++;
			k++;
			continue;
		}
		if (!str_eq(str_part(a, i, i_end - i),
		    str_part(b, k, k_end - k))) {
			found |= bit_of(value);
		}
		value++;
		i = i_end;
		k = k_end;
	}
	if (i < a.len || k < b.len) {
		return false;
	}
	*differ |= found;
	return true;
}

void
reasons_add(struct reasons *all, str told)
{
	struct reason *r = NULL;

	for (size_t i = 0; i < all->list.len && r == NULL; i++) {
		if (is_alike(all->list.at[i].told[0], told,
		    &all->list.at[i].differ)) {
			r = &all->list.at[i];
		}
	}
	if (r == NULL && all->list.len == REASONS_MAX) {
		all->others++;
		return;
	}
	if (r == NULL) {
		r = LIST_ADD(all->mem, &all->list);
		r->place = all->list.len;
	}
	if (r->rows < REASON_ROWS) {
		r->told[r->rows] = arena_copy(all->mem, told);
	}
	r->rows++;
}

/* ---- in words ---------------------------------------------------------- */

/* From here on, without the values that are not the same in all. */
static void
put_common(struct text *out, const struct reason *r, size_t at, size_t value)
{
	str s = r->told[0];

	while (at < s.len) {
		size_t end = value_end(s, at);

		if (end > at && (r->differ & bit_of(value)) != 0) {
			text_put(out, s.at[at] == '"' ? S("\"…\"") : S("…"));
		} else {
			text_put(out, str_part(s, at, end > at ? end - at : 1));
		}
		value += end > at;
		at = end > at ? end : at + 1;
	}
}

static void
put_examples(struct text *out, const struct reason *r, size_t digits)
{
	text_put(out, S("; for example lines"));
	for (size_t i = 0; i < REASON_ROWS; i++) {
		size_t end = value_end(r->told[i], digits);

		text_put(out, i == 0 ? S(" ") : i + 1 < REASON_ROWS ?
		    S(", ") : S(" and "));
		text_put(out, str_part(r->told[i], digits, end - digits));
	}
}

/* "18,000 rows, cell: there is no unit ...; for example lines 2, 3 and 4". */
static void
put_together(struct text *out, const struct reason *r)
{
	size_t digits = sizeof(LINE) - 1;
	str s = r->told[0];
	bool has_line = str_starts(s, S(LINE)) && s.len > digits &&
	    s.at[digits] != '"' && value_end(s, digits) > digits;

	text_put(out, number_text(out->mem, r->rows));
	text_put(out, has_line ? S(" rows") : S(" times: "));
	put_common(out, r, has_line ? value_end(s, digits) : 0, has_line);
	if (has_line) {
		put_examples(out, r, digits);
	}
	text_put(out, S("\n"));
}

static int
by_rows(const void *pa, const void *pb)
{
	const struct reason *a = pa, *b = pb;

	return a->rows != b->rows ? (a->rows > b->rows ? -1 : 1) :
	    a->place < b->place ? -1 : 1;
}

str
reasons_text(struct reasons *all)
{
	struct text out = { .mem = all->mem };

	if (all->list.len > 1) {
		qsort(all->list.at, all->list.len, sizeof(*all->list.at),
		    by_rows);
	}
	for (size_t i = 0; i < all->list.len; i++) {
		const struct reason *r = &all->list.at[i];

		if (r->rows > REASON_ROWS) {
			put_together(&out, r);
			continue;
		}
		for (int64_t k = 0; k < r->rows; k++) {
			text_put(&out, r->told[k]);
			text_put(&out, S("\n"));
		}
	}
	if (all->others > 0) {
		text_put(&out, count_of(all->mem, all->others,
		    "more row has a reason of its own",
		    "more rows have reasons of their own"));
		text_put(&out, S("\n"));
	}
	return text_taken(&out);
}
