/* lots.c - ties for a seat, or of a question, that lots decide. */
#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "count/count_own.h"

/* ---- drawing (COUN-14) ------------------------------------------------- */

static void
hash_of(str seed, size_t n, uint16_t candidate,
    unsigned char out[crypto_hash_sha256_BYTES])
{
	char text[COUNT_SEED_MAX + 50];
	int len = snprintf(text, sizeof(text), STR_FMT "/%zu/%d",
	    STR_ARG(seed), n, candidate + 1);

	assert(len > 0 && (size_t)len < sizeof(text));
	crypto_hash_sha256(out, (const unsigned char *)text, (size_t)len);
}

uint16_t
count_lot_draw(str seed, size_t n, const uint16_t *tied, size_t len)
{
	unsigned char best[crypto_hash_sha256_BYTES], one[sizeof(best)];
	uint16_t drawn = tied[0];

	assert(len > 0);
	hash_of(seed, n, drawn, best);
	for (size_t i = 1; i < len; i++) {
		hash_of(seed, n, tied[i], one);
		if (memcmp(one, best, sizeof(best)) < 0) {
			memcpy(best, one, sizeof(best));
			drawn = tied[i];
		}
	}
	return drawn;
}

/* ---- deciding ---------------------------------------------------------- */

/* Where somebody stands among those who are tied, or their number. */
static size_t
tied_at(const struct count_result *r, uint16_t who)
{
	size_t i = 0;

	while (i < r->tied_len && r->tied[i] != who) {
		i++;
	}
	return i;
}

/* Of an order with ties one may be tied for a seat with two of whom the one
 * stands before the other: then the other cannot be drawn before the one. */
static bool
is_behind(const struct count_result *r, uint16_t who)
{
	for (size_t i = 0; i < r->tied_len &&
	    r->method == COUNT_SCHULZE; i++) {
		if (count_schulze_before(&r->schulze, r->tied[i], who)) {
			return true;
		}
	}
	return false;
}

static enum count_err
take_seat(struct count_result *r, uint16_t who)
{
	size_t at = tied_at(r, who);

	if (at == r->tied_len || is_behind(r, who)) {
		return COUNT_LOT_NOT_TIED;
	}
	for (r->tied_len--; at < r->tied_len; at++) {
		r->tied[at] = r->tied[at + 1];
	}
	r->elected[r->elected_len++] = who;
	r->by_lot++;
	r->open--;
	return COUNT_OK;
}

/* Of those who are tied, and stand behind nobody who is. */
static uint16_t
draw_seat(struct arena *mem, str seed, const struct count_result *r)
{
	uint16_t *able = NEW(mem, uint16_t, r->tied_len);
	size_t len = 0;

	for (size_t i = 0; i < r->tied_len; i++) {
		if (!is_behind(r, r->tied[i])) {
			able[len++] = r->tied[i];
		}
	}
	return count_lot_draw(seed, r->lots.len + 1, able, len);
}

static enum count_err
decide_question(uint16_t drawn, struct count_result *r)
{
	if (drawn != COUNT_FOR && drawn != COUNT_AGAINST) {
		return COUNT_LOT_NOT_TIED;
	}
	r->outcome = drawn == COUNT_FOR ? COUNT_CARRIED : COUNT_NOT_CARRIED;
	r->by_lot = 1;
	return COUNT_OK;
}

static uint16_t
draw(struct arena *mem, str seed, const struct count_result *r)
{
	static const uint16_t answers[] = { COUNT_FOR, COUNT_AGAINST };

	return r->method == COUNT_QUESTION ?
	    count_lot_draw(seed, 1, answers, COUNT(answers)) :
	    draw_seat(mem, seed, r);
}

/* Room for those whom lots name, and a list of the tied that may change. */
static void
own_lists(struct arena *mem, struct count_result *r)
{
	size_t len = r->elected_len + r->tied_len;
	uint16_t *elected = NEW(mem, uint16_t, len);
	uint16_t *tied = NEW(mem, uint16_t, r->tied_len);

	for (size_t i = 0; i < r->elected_len; i++) {
		elected[i] = r->elected[i];
	}
	for (size_t i = 0; i < r->tied_len; i++) {
		tied[i] = r->tied[i];
	}
	r->elected = elected;
	r->tied = tied;
}

/* What one lot decides. */
static enum count_err
decide_one(uint16_t drawn, struct count_result *r)
{
	enum count_err err = r->method == COUNT_QUESTION ?
	    decide_question(drawn, r) : take_seat(r, drawn);

	if (err == COUNT_OK && r->method != COUNT_QUESTION && r->open == 0) {
		r->outcome = COUNT_CARRIED;
		r->tied_len = 0;
	}
	return err;
}

static bool
can_draw(const struct count_result *r)
{
	return r->method == COUNT_QUESTION || r->tied_len > 0;
}

enum count_err
count_decide(struct arena *mem, str seed, const struct count_lot *lots,
    size_t len, struct count_result *out)
{
	struct count_result r = *out;
	enum count_err err = COUNT_OK;
	size_t used = 0;

	if (seed.len > COUNT_SEED_MAX) {
		return COUNT_SEED;
	}
	if (r.outcome == COUNT_TIE) {
		own_lists(mem, &r);
	}
	while (err == COUNT_OK && r.outcome == COUNT_TIE && (used < len ||
	    (seed.len > 0 && can_draw(&r)))) {
		uint16_t drawn = used < len ? lots[used++].drawn :
		    draw(mem, seed, &r);

		err = decide_one(drawn, &r);
		*LIST_ADD(mem, &r.lots) = (struct count_lot){ drawn };
	}
	if (err == COUNT_OK && used < len) {
		err = COUNT_LOT_LEFT;
	}
	if (err == COUNT_OK) {
		*out = r;
	}
	return err;
}
