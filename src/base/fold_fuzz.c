/* fold_fuzz.c - any bytes as text: counted, cut, trimmed, folded. */
#include <assert.h>

#include "base/base.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_cut(str s)
{
	bool ok = utf8_ok(s);

	for (size_t max = 0; max <= s.len && max < 50; max++) {
		str cut = utf8_cut(s, max);

		assert(cut.len <= max && max - cut.len <= 4);
		assert(str_starts(s, cut));
		assert(!ok || utf8_ok(cut));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena mem;
	str s = { (const char *)data, size }, once, twice, trimmed;

	if (mem.base == NULL && !arena_make(&mem, 1 << 26)) {
		return 0;
	}
	assert(utf8_count(s) <= s.len);
	check_cut(s);
	trimmed = str_trim(s);
	assert(str_eq(str_trim(trimmed), trimmed));
	once = text_fold(&mem, s);
	assert(utf8_ok(once));
	twice = text_fold(&mem, once);
	assert(str_eq(once, twice));
	arena_reset(&mem);
	return 0;
}
