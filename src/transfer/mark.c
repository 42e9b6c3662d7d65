/*
 * mark.c - where an import stands, as a text, so that another process can go on
 * with it (TRAN-9).
 *
 * The mark is a line of numbers. What is not in it is read from the database
 * again, but for one thing: which line had a code first, which only chooses the
 * words of a refusal.
 */
#include "transfer/transfer.h"

#include <assert.h>
#include <stdio.h>

#define MARK_FORM	1	/* of what follows; another is not understood */
#define FIXED		10	/* numbers before the lists */
#define DAY_SHIFT	1000000	/* a day before 1970 is not below 0 then */
#define DAYS_MAX	(5 * DAY_SHIFT)	/* beyond the calendar's end */
#define NUMBER_MAX	22	/* bytes, with a space */

struct writing {
	char	*at;
	size_t	 len, cap;
};

static void
put(struct writing *w, int64_t n)
{
	int len = snprintf(w->at + w->len, w->cap - w->len, "%lld ",
	    (long long)n);

	assert(n >= 0 && len > 0 && w->len + (size_t)len < w->cap);
	w->len += (size_t)len;
}

str
import_mark(struct ctx *cx, const struct import *im)
{
	struct writing w = { .cap = NUMBER_MAX * (FIXED + 4 + im->waiting.len +
	    im->waited.len + 2 * im->endings.len) };

	assert(!im->alone);
	w.at = arena_alloc(cx->mem, w.cap, 1);
	put(&w, MARK_FORM);
	put(&w, im->at_line);
	put(&w, im->again);
	put(&w, im->last_time);
	put(&w, im->added);
	put(&w, im->same);
	put(&w, im->refused);
	put(&w, im->ends_refused);
	put(&w, im->run_id);
	put(&w, (int64_t)im->waited_at);
	put(&w, (int64_t)im->waiting.len);
	for (size_t i = 0; i < im->waiting.len; i++) {
		put(&w, im->waiting.at[i]);
	}
	put(&w, (int64_t)im->waited.len);
	for (size_t i = 0; i < im->waited.len; i++) {
		put(&w, im->waited.at[i]);
	}
	put(&w, (int64_t)im->endings.len);
	for (size_t i = 0; i < im->endings.len; i++) {
		put(&w, im->endings.at[i].unit);
		put(&w, im->endings.at[i].day.day + DAY_SHIFT);
	}
	return (str){ w.at, w.len };
}

static bool
get(str *rest, int64_t *out)
{
	str one;

	return str_cut(rest, ' ', &one) && str_to_int(one, out);
}

static bool
get_fixed(str *rest, struct import *im)
{
	int64_t form, again, last, waited_at;

	if (!get(rest, &form) || form != MARK_FORM ||
	    !get(rest, &im->at_line) || !get(rest, &again) ||
	    !get(rest, &last) || !get(rest, &im->added) ||
	    !get(rest, &im->same) || !get(rest, &im->refused) ||
	    !get(rest, &im->ends_refused) || !get(rest, &im->run_id) ||
	    !get(rest, &waited_at)) {
		return false;
	}
	im->again = again != 0;
	im->last_time = last != 0;
	im->waited_at = (size_t)waited_at;
	return true;
}

static bool
get_lines(str *rest, struct arena *mem, struct waiting *lines)
{
	int64_t len, line;

	if (!get(rest, &len)) {
		return false;
	}
	while (len-- > 0) {
		if (!get(rest, &line)) {
			return false;
		}
		*LIST_ADD(mem, lines) = line;
	}
	return true;
}

static bool
get_endings(str *rest, struct import *im)
{
	int64_t len, unit, day;

	if (!get(rest, &len)) {
		return false;
	}
	while (len-- > 0) {
		if (!get(rest, &unit) || !get(rest, &day) ||
		    day > DAYS_MAX) {
			return false;
		}
		*LIST_ADD(im->mem, &im->endings) = (struct ending){ unit,
		    { (int32_t)(day - DAY_SHIFT) } };
	}
	return true;
}

/* The rows up to the mark have had their turn. */
static bool
skip_to(struct import *im)
{
	while (im->at_line > 0 && im->row.line != im->at_line) {
		if (!csv_next(im->csv, &im->row)) {
			return false;
		}
	}
	return true;
}

bool
import_resume(struct import *im, str mark)
{
	return get_fixed(&mark, im) &&
	    get_lines(&mark, im->mem, &im->waiting) &&
	    get_lines(&mark, im->mem, &im->waited) && get_endings(&mark, im) &&
	    im->waited_at <= im->waited.len && mark.len == 0 && skip_to(im);
}
