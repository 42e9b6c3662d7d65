/* public_id.c - the random ids that stand in addresses. */
#include "base/base.h"

#include <string.h>

/* Crockford's base 32: no i, l, o, u, so that it can be read out and typed. */
static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";

str
public_id_of(struct arena *mem, uint64_t bits)
{
	char id[PUBLIC_ID_LEN];

	for (size_t i = PUBLIC_ID_LEN; i > 0; i--) {
		id[i - 1] = digits[bits & 31];
		bits >>= 5;
	}
	return arena_copy(mem, (str){ id, PUBLIC_ID_LEN });
}

str
public_id_new(struct arena *mem)
{
	uint64_t bits;

	random_bytes(&bits, sizeof(bits));
	return public_id_of(mem, bits);
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
