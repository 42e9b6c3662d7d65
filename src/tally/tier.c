/*
 * tier.c - words of tiers as small numbers, for the columns in memory.
 *
 * A word is a word in every organisation: so one list serves all that a process
 * has open, and it only grows.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "tally/tally_own.h"

#define TIER_WORDS_MAX	255		/* the numbers are 1 to 255 */

static struct {
	const char	*at;
	size_t		 len;
} words[TIER_WORDS_MAX];
static atomic_size_t words_len;
static pthread_mutex_t words_lock = PTHREAD_MUTEX_INITIALIZER;

static uint8_t
find_word(str word)
{
	size_t len = atomic_load_explicit(&words_len, memory_order_acquire);

	for (size_t i = 0; i < len; i++) {
		if (words[i].len == word.len &&
		    memcmp(words[i].at, word.at, word.len) == 0) {
			return (uint8_t)(i + 1);
		}
	}
	return TIER_UNKNOWN;
}

static uint8_t
add_word(str word)
{
	size_t len = atomic_load(&words_len);
	char *copy = len < TIER_WORDS_MAX ? malloc(word.len + 1) : NULL;

	if (copy == NULL) {
		return TIER_UNKNOWN;
	}
	memcpy(copy, word.at, word.len);
	words[len].at = copy;
	words[len].len = word.len;
	atomic_store_explicit(&words_len, len + 1, memory_order_release);
	return (uint8_t)(len + 1);
}

uint8_t
tier_number(str word)
{
	uint8_t n = find_word(word);

	if (n == TIER_UNKNOWN && word.len > 0) {
		pthread_mutex_lock(&words_lock);
		n = find_word(word);
		n = n != TIER_UNKNOWN ? n : add_word(word);
		pthread_mutex_unlock(&words_lock);
	}
	return n;
}

void
tally_of_tier(struct ctx *cx, int64_t unit_id, str tier, int64_t newest,
    uint32_t **out, size_t *out_len)
{
	uint8_t number = tier_number(tier);
	struct tally *t = tally_enter(cx);
	uint32_t at = t == NULL || number == TIER_UNKNOWN ? NOWHERE :
	    memory_position(t, unit_id);
	size_t len = 0;

	*out = NULL;
	if (at != NOWHERE) {
		*out = NEW(cx->mem, uint32_t, t->end[at] - at);
		for (uint32_t i = at; i < t->end[at]; i++) {
			(*out)[len] = t->id[i];
			len += t->tier[i] == number && t->id[i] <= newest;
		}
	}
	if (t != NULL) {
		tally_leave(t);
	}
	*out_len = len;
}
