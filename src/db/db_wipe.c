/* db_wipe.c - what the engine gives back of its memory is wiped first. */
#include <string.h>

#include "db/db_inside.h"

static sqlite3_mem_methods real;

static void
wiping_free(void *at)
{
	if (at != NULL) {
		explicit_bzero(at, (size_t)real.xSize(at));
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
	to = real.xMalloc(size);
	if (to != NULL) {
		memcpy(to, at, (size_t)old);
		wiping_free(at);
	}
	return to;
}

void
db_lite_wipe_memory(void)
{
	sqlite3_mem_methods wiping;

	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
	wiping = real;
	wiping.xFree = wiping_free;
	wiping.xRealloc = wiping_realloc;
	sqlite3_config(SQLITE_CONFIG_MALLOC, &wiping);
}
