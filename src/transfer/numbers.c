/*
 * numbers.c - which numbers may be there already.
 */
#include "transfer/numbers.h"

#include <assert.h>
#include <sodium.h>

#define SLOTS_LEAST	1024
#define SPACE		((size_t)8 << 30)	/* address space: 250 million */

_Static_assert(NUMBERS_KEY == crypto_shorthash_KEYBYTES, "of SipHash-2-4");
_Static_assert(sizeof(uint64_t) == crypto_shorthash_BYTES, "of SipHash-2-4");

/* Never 0, which is a free slot. */
static uint64_t
hash_of(const struct numbers *n, str number)
{
	uint64_t hash;

	crypto_shorthash((unsigned char *)&hash,
	    (const unsigned char *)number.at, number.len, n->key);
	return hash != 0 ? hash : 1;
}

static uint64_t *
slot_of(uint64_t *slot, size_t slots, uint64_t hash)
{
	size_t i = hash & (slots - 1);

	while (slot[i] != 0 && slot[i] != hash) {
		i = (i + 1) & (slots - 1);
	}
	return &slot[i];
}

/* At most two thirds full. */
static bool
is_tight(size_t len, size_t slots)
{
	return len * 3 >= slots * 2;
}

bool
numbers_make(struct numbers *n, size_t expected)
{
	*n = (struct numbers){ .slots = SLOTS_LEAST };
	while (is_tight(expected, n->slots)) {
		n->slots *= 2;
	}
	if (!arena_make(&n->mem, SPACE)) {
		return false;
	}
	random_bytes(n->key, sizeof(n->key));
	n->slot = NEW(&n->mem, uint64_t, n->slots);
	return true;
}

void
numbers_drop(struct numbers *n)
{
	arena_drop(&n->mem);
	n->slot = NULL;
}

bool
numbers_has(const struct numbers *n, str number)
{
	return *slot_of(n->slot, n->slots, hash_of(n, number)) != 0;
}

static void
grow(struct numbers *n)
{
	uint64_t *bigger = NEW(&n->mem, uint64_t, n->slots * 2);

	for (size_t i = 0; i < n->slots; i++) {
		if (n->slot[i] != 0) {
			*slot_of(bigger, n->slots * 2, n->slot[i]) = n->slot[i];
		}
	}
	n->slot = bigger;
	n->slots *= 2;
}

void
numbers_add(struct numbers *n, str number)
{
	uint64_t hash = hash_of(n, number);
	uint64_t *slot;

	if (is_tight(n->len + 1, n->slots)) {
		grow(n);
	}
	slot = slot_of(n->slot, n->slots, hash);
	n->len += *slot == 0;
	*slot = hash;
}
