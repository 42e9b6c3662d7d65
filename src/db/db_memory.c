/*
 * db_memory.c - the engine's memory: counted, and wiped before it is given
 * back.
 */
#include <stdatomic.h>
#include <string.h>

#include "db/db_inside.h"

/*
 * The engine's own count is under one lock for all threads. Here each thread
 * adds to one of some counts; what another thread gives back makes its own
 * count less, so that only their sum says something.
 */
#define COUNTS	16

static struct {
	_Alignas(64) atomic_llong bytes;
} counts[COUNTS];
static sqlite3_mem_methods real;

static void
count_more(long long bytes)
{
	static atomic_uint threads;
	static _Thread_local unsigned mine;

	if (mine == 0) {
		mine = 1 + atomic_fetch_add(&threads, 1) % COUNTS;
	}
	atomic_fetch_add_explicit(&counts[mine - 1].bytes, bytes,
	    memory_order_relaxed);
}

size_t
db_engine_memory(void)
{
	long long all = 0;

	for (size_t i = 0; i < COUNTS; i++) {
		all += atomic_load_explicit(&counts[i].bytes,
		    memory_order_relaxed);
	}
	return all < 0 ? 0 : (size_t)all;
}

static void *
counting_malloc(int size)
{
	void *at = real.xMalloc(size);

	if (at != NULL) {
		count_more(real.xSize(at));
	}
	return at;
}

static void
wiping_free(void *at)
{
	int size = at == NULL ? 0 : real.xSize(at);

	if (at != NULL) {
		count_more(-size);
		explicit_bzero(at, (size_t)size);
		real.xFree(at);
	}
}

/* The system's own might move it and leave what was there. */
static void *
wiping_realloc(void *at, int size)
{
	int old = real.xSize(at);
	void *to;

	if (old >= size) {
		return at;
	}
	to = counting_malloc(size);
	if (to != NULL) {
		memcpy(to, at, (size_t)old);
		wiping_free(at);
	}
	return to;
}

void
db_lite_watch_memory(void)
{
	sqlite3_mem_methods watching;

	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
	watching = real;
	watching.xMalloc = counting_malloc;
	watching.xFree = wiping_free;
	watching.xRealloc = wiping_realloc;
	sqlite3_config(SQLITE_CONFIG_MALLOC, &watching);
}
