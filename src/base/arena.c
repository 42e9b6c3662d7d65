/* arena.c - memory that lives exactly as long as one request or one job. */
#include "base/base.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define ALIGN		16
#define KEEP		((size_t)1 << 20)	/* bytes that stay */
#define LIST_START	8			/* elements */
#define SHORT_TEXT	200			/* is printed once, not twice */

/*
 * Under AddressSanitizer each piece has a strip of poison behind it, and all of
 * them are poisoned when they are taken back.
 */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAVE_ASAN
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define HAVE_ASAN
#endif

#ifdef HAVE_ASAN
#include <sanitizer/asan_interface.h>
#define FENCE	ALIGN
#else
#define FENCE	0
#define ASAN_POISON_MEMORY_REGION(at, len)	((void)(at), (void)(len))
#define ASAN_UNPOISON_MEMORY_REGION(at, len)	((void)(at), (void)(len))
#endif

bool
arena_make(struct arena *a, size_t size)
{
	void *base = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (base == MAP_FAILED) {
		return false;
	}
	*a = (struct arena){ .base = base, .size = size };
	return true;
}

void
arena_drop(struct arena *a)
{
	if (a->base != NULL) {
		/* Whoever is given this address next knows no poison. */
		ASAN_UNPOISON_MEMORY_REGION(a->base, a->size);
		munmap(a->base, a->size);
	}
	*a = (struct arena){ 0 };
}

/*
 * A little is cleared and kept, which costs no page fault next time; what a
 * large request took beyond it goes back to the system, which gives it zeroed.
 */
void
arena_reset(struct arena *a)
{
	size_t kept = a->touched < KEEP ? a->touched : KEEP;

	ASAN_UNPOISON_MEMORY_REGION(a->base, a->touched);
	if (a->touched > KEEP && madvise(a->base + KEEP, a->touched - KEEP,
	    MADV_DONTNEED) != 0) {
		kept = a->touched;
	}
	if (kept > 0) {
		memset(a->base, 0, kept);
	}
	ASAN_POISON_MEMORY_REGION(a->base, a->touched);
	a->used = a->touched = 0;
	a->released++;
}

void
arena_release(struct arena *a, size_t mark)
{
	assert(mark <= a->used);
	ASAN_UNPOISON_MEMORY_REGION(a->base + mark, a->used - mark);
	memset(a->base + mark, 0, a->used - mark);
	ASAN_POISON_MEMORY_REGION(a->base + mark, a->used - mark);
	a->released += mark < a->used;
	a->used = mark;
}

void *
arena_alloc(struct arena *a, size_t count, size_t size)
{
	size_t start = (a->used + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	size_t from = start + FENCE;
	char *at = a->base + start;

	if (from > a->size || (size > 0 && count > (a->size - from) / size)) {
		log_line("arena: %zu x %zu bytes do not fit in %zu", count,
		    size, a->size);
		abort();
	}
	a->used = from + count * size;
	if (a->used > a->touched) {
		a->touched = a->used;
	}
	ASAN_UNPOISON_MEMORY_REGION(at, count * size);
	ASAN_POISON_MEMORY_REGION(at + count * size, FENCE);
	return at;
}

str
arena_copy(struct arena *a, str s)
{
	char *at = arena_alloc(a, s.len, 1);

	if (s.len > 0) {
		memcpy(at, s.at, s.len);
	}
	return (str){ at, s.len };
}

char *
arena_copy_z(struct arena *a, str s)
{
	char *at = arena_alloc(a, s.len + 1, 1);

	if (s.len > 0) {
		memcpy(at, s.at, s.len);
	}
	return at;
}

str
arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	char small[SHORT_TEXT];
	va_list again;
	char *at;
	int len;

	va_copy(again, ap);
	len = vsnprintf(small, sizeof(small), fmt, again);
	va_end(again);
	assert(len >= 0);
	at = arena_alloc(a, (size_t)len + 1, 1);
	if ((size_t)len < sizeof(small)) {
		memcpy(at, small, (size_t)len + 1);
	} else {
		vsnprintf(at, (size_t)len + 1, fmt, ap);
	}
	return (str){ at, (size_t)len };
}

str
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	str out;

	va_start(ap, fmt);
	out = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return out;
}

void
list_grow(struct arena *a, void **at, size_t *cap, size_t len, size_t size)
{
	size_t bigger = *cap > 0 ? *cap * 2 : LIST_START;
	void *to = arena_alloc(a, bigger, size);

	if (len > 0) {
		memcpy(to, *at, len * size);
	}
	*at = to;
	*cap = bigger;
}
