/*
 * names_needle.c - a word in a long text.
 *
 * Two bytes of the word that are rare in all names are looked for at once, at
 * 32 places with each step; only where both are the word is compared. In Hangul
 * each third byte begins a syllable, and four values do for all of them: rare
 * are those that follow, and so the bytes are chosen by counting.
 */
#include <string.h>

#include "names/names_inside.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define HAS_AVX2	1
#else
#define HAS_AVX2	0
#endif

#define STEP	32

static unsigned long long
seen_of(struct names *names, str word, size_t i)
{
	return atomic_load_explicit(&names->seen[(unsigned char)word.at[i]],
	    memory_order_relaxed);
}

struct needle
needle_make(struct names *names, str word)
{
	size_t rare = 0, next;

	for (size_t i = 1; i < word.len; i++) {
		if (seen_of(names, word, i) < seen_of(names, word, rare)) {
			rare = i;
		}
	}
	next = rare == 0 && word.len > 1 ? 1 : 0;
	for (size_t i = 0; i < word.len; i++) {
		if (i != rare && seen_of(names, word, i) <
		    seen_of(names, word, next)) {
			next = i;
		}
	}
	return (struct needle){ word, rare < next ? rare : next,
	    rare < next ? next : rare };
}

static const char *
find_slowly(str word, const char *at, const char *end)
{
	return memmem(at, (size_t)(end - at), word.at, word.len);
}

#if HAS_AVX2
/* `last` is the last place where the word can begin. */
__attribute__((target("avx2"))) static const char *
find_avx2(const struct needle *n, const char *at, const char *last,
    const char *end)
{
	const __m256i a = _mm256_set1_epi8(n->word.at[n->a]);
	const __m256i b = _mm256_set1_epi8(n->word.at[n->b]);

	for (; last - at >= STEP - 1; at += STEP) {
		__m256i has_a = _mm256_cmpeq_epi8(a, _mm256_loadu_si256(
		    (const __m256i *)(const void *)(at + n->a)));
		__m256i has_b = _mm256_cmpeq_epi8(b, _mm256_loadu_si256(
		    (const __m256i *)(const void *)(at + n->b)));
		unsigned both = (unsigned)_mm256_movemask_epi8(
		    _mm256_and_si256(has_a, has_b));

		for (; both != 0; both &= both - 1) {
			const char *found = at + __builtin_ctz(both);

			if (memcmp(found, n->word.at, n->word.len) == 0) {
				return found;
			}
		}
	}
	return find_slowly(n->word, at, end);
}
#endif

const char *
needle_find(const struct needle *n, const char *at, const char *end)
{
	size_t len = (size_t)(end - at);

	if (n->word.len > len) {
		return NULL;
	}
	if (n->word.len < 2) {
		return n->word.len == 0 ? at : memchr(at, n->word.at[0], len);
	}
#if HAS_AVX2
	if (__builtin_cpu_supports("avx2")) {
		return find_avx2(n, at, end - n->word.len, end);
	}
#endif
	return find_slowly(n->word, at, end);
}
