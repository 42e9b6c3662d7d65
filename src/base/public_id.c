/* public_id.c - the random ids that stand in addresses. */
#include "base/base.h"

#include <string.h>

/* Crockford's base 32: no i, l, o, u, so that it can be read out and typed. */
static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";

static void
put_digits(char to[PUBLIC_ID_LEN], uint64_t bits)
{
	for (size_t i = PUBLIC_ID_LEN; i > 0; i--) {
		to[i - 1] = digits[bits & 31];
		bits >>= 5;
	}
}

str
public_id_of(struct arena *mem, uint64_t bits)
{
	char id[PUBLIC_ID_LEN];

	put_digits(id, bits);
	return arena_copy(mem, (str){ id, PUBLIC_ID_LEN });
}

static uint64_t
random_bits(void)
{
	uint64_t bits;

	random_bytes(&bits, sizeof(bits));
	return bits;
}

str
public_id_new(struct arena *mem)
{
	return public_id_of(mem, random_bits());
}

void
public_id_put(char out[PUBLIC_ID_LEN + 1])
{
	put_digits(out, random_bits());
	out[PUBLIC_ID_LEN] = '\0';
}

bool
public_id_ok(str s)
{
	if (s.len != PUBLIC_ID_LEN) {
		return false;
	}
	for (size_t i = 0; i < PUBLIC_ID_LEN; i++) {
		if (memchr(digits, s.at[i], sizeof(digits) - 1) == NULL) {
			return false;
		}
	}
	return true;
}
