/*
 * badge_fuzz.c - what a scanner may send: any bytes read as a badge, and their
 * base 32 read and written again.
 */
#include <assert.h>
#include <string.h>

#include "door/door.h"
#include "door/door_own.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	str text = { (const char *)data, size };
	unsigned char bytes[64];		/* of a signature */
	char again[BADGE_SIGNATURE_LEN];
	struct badge b;

	if (!badge_parse(text, &b)) {
		return 0;
	}
	assert(b.number >= 1 && b.number <= PARTICIPANTS_MAX);
	assert(b.random.len == BADGE_RANDOM_LEN);
	assert(b.conference.at >= text.at &&
	    b.signature.at + b.signature.len <= text.at + text.len);
	if (badge_unbase32(b.signature, bytes, sizeof(bytes))) {
		badge_base32(bytes, sizeof(bytes), again);
		for (size_t i = 0; i < sizeof(again); i++) {
			char c = b.signature.at[i];

			assert(again[i] == (c >= 'a' && c <= 'z' ? c - 32 :
			    c));
		}
	}
	return 0;
}
