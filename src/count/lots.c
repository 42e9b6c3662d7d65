/* lots.c - ties for a seat, or of a question, that lots decide. */
#include "count/count_own.h"

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

static enum count_err
decide_question(const struct count_lot *lots, struct count_result *r)
{
	if (lots[0].drawn != COUNT_FOR && lots[0].drawn != COUNT_AGAINST) {
		return COUNT_LOT_NOT_TIED;
	}
	r->outcome = lots[0].drawn == COUNT_FOR ? COUNT_CARRIED :
	    COUNT_NOT_CARRIED;
	r->by_lot = 1;
	return COUNT_OK;
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

enum count_err
count_decide(struct arena *mem, const struct count_lot *lots, size_t len,
    struct count_result *out)
{
	struct count_result r = *out;
	enum count_err err = COUNT_OK;
	size_t used = 0;

	if (r.outcome == COUNT_TIE && len > 0 &&
	    r.method == COUNT_QUESTION) {
		err = decide_question(lots, &r);
		used = 1;
	} else if (r.outcome == COUNT_TIE && len > 0) {
		own_lists(mem, &r);
		while (err == COUNT_OK && used < len && r.open > 0) {
			err = take_seat(&r, lots[used++].drawn);
		}
		if (r.open == 0) {
			r.outcome = COUNT_CARRIED;
			r.tied_len = 0;
		}
	}
	if (err == COUNT_OK && used < len) {
		err = COUNT_LOT_LEFT;
	}
	if (err == COUNT_OK) {
		*out = r;
	}
	return err;
}
