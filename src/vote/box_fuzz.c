/* box_fuzz.c - any bytes as a box file and as a trustee's key file. */
#include <assert.h>
#include <sodium.h>

#include "vote/box.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* What is read is written as it was, but for line ends and white space. */
static void
check_box(struct arena *mem, str text)
{
	struct box box, again;
	struct box_key key;
	str problem = S(""), out;

	if (!box_read(mem, text, &box, &problem)) {
		assert(problem.len > 0);
		return;
	}
	assert(box.layers >= 1 && box.step <= box.layers);
	out = box_write(mem, &box);
	assert(box_read(mem, out, &again, &problem));
	assert(again.len == box.len && str_eq(again.vote, box.vote));
	box_key_make(&key);
	assert(!box_open(mem, &box, &key, &again, &problem));
}

static void
check_key(struct arena *mem, str text)
{
	str hex;

	if (box_key_public(text, &hex)) {
		assert(hex.len == 2 * BOX_KEY_BYTES && box_key_ok(hex));
	}
	(void)mem;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena mem;
	str s = { (const char *)data, size };

	if (mem.base == NULL && (sodium_init() < 0 ||
	    !arena_make(&mem, 1 << 26))) {
		return 0;
	}
	check_box(&mem, s);
	check_key(&mem, s);
	arena_reset(&mem);
	return 0;
}
