/*
 * count_fuzz.c - any bytes as a file of ballots. What is not understood is told
 * with a place in it; what is read comes back the same, and every method counts
 * it or refuses: its votes add up, and nobody is elected twice.
 */
#include <assert.h>
#include <stdlib.h>

#include "count/count.h"

#define FUZZ_CANDIDATES	40		/* more take too long to count */
#define FUZZ_LOTS	60

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct arena mem;

static void
check_error(str text, const struct count_file_error *e)
{
	int lines = 1;

	for (size_t i = 0; i < text.len; i++) {
		lines += text.at[i] == '\n';
	}
	assert(e->line >= 1 && e->line <= lines + 1);
	assert(e->column >= 1);
	assert(e->text.len > 0 && utf8_ok(e->text));
	assert(e->expected.len > 0 && utf8_ok(e->found));
}

static void
check_written(struct count_file *f)
{
	struct count_file_error e;
	struct count_file again;
	str once = count_blt_write(&mem, f);

	assert(count_file_read(&mem, once, &again, &e));
	assert(str_eq(once, count_blt_write(&mem, &again)));
}

static void
check_stages(const struct count_file *f, const struct count_stv *v)
{
	for (size_t i = 0; i < v->stages.len; i++) {
		const struct count_stage *s = &v->stages.at[i];
		int64_t sum = s->not_transferable + s->cut_off;

		assert(s->not_transferable >= 0 && s->cut_off >= 0);
		for (size_t c = 0; c < f->ballots.candidates_len; c++) {
			assert(s->votes[c] >= 0);
			sum += s->votes[c];
		}
		assert(sum == v->ballots * v->scale);
	}
	assert(v->ballots + v->blank + v->set_aside ==
	    count_ballots_sum(&f->ballots));
}

static void
check_result(const struct count_file *f, const struct count_result *r)
{
	bool seen[COUNT_CANDIDATES_MAX] = { false };

	assert(r->elected_len <= (size_t)r->seats);
	for (size_t i = 0; i < r->elected_len; i++) {
		assert(!seen[r->elected[i]]);
		assert(!f->ballots.candidates[r->elected[i]].withdrew);
		seen[r->elected[i]] = true;
	}
	for (size_t i = 0; i < r->tied_len; i++) {
		assert(!seen[r->tied[i]] || r->outcome == COUNT_LOT_NEEDED);
		assert(i == 0 || r->tied[i - 1] < r->tied[i] ||
		    r->method == COUNT_SCHULZE);
	}
	if (r->method == COUNT_SCOTTISH || r->method == COUNT_MEEK) {
		check_stages(f, &r->stv);
	}
}

/* With a lot for each tie: always the first one. */
static void
count_by(const struct count_file *f, enum count_method method)
{
	struct count_lot lots[FUZZ_LOTS];
	struct count_rule rule = f->rule;
	struct count_result r;
	size_t len = 0;

	rule.method = method;
	rule.seats = rule.seats > 0 ? rule.seats : 1;
	while (count_vote(&mem, &rule, &f->ballots, lots, len, &r) ==
	    COUNT_OK) {
		check_result(f, &r);
		if (r.outcome != COUNT_LOT_NEEDED || len == FUZZ_LOTS) {
			break;
		}
		assert(r.tied_len > 1);
		lots[len++].drawn = r.tied[0];
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = { (const char *)data, size };
	struct count_file_error e;
	struct count_file f;

	if (mem.base == NULL && !arena_make(&mem, (size_t)1 << 32)) {
		abort();
	}
	if (!count_file_read(&mem, text, &f, &e)) {
		check_error(text, &e);
	} else {
		if (f.ballots.candidates_len <= FUZZ_CANDIDATES) {
			for (int m = COUNT_QUESTION; m <= COUNT_MEEK; m++) {
				count_by(&f, (enum count_method)m);
			}
		}
		check_written(&f);
	}
	arena_reset(&mem);
	return 0;
}
