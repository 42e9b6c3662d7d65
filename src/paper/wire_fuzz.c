/*
 * wire_fuzz.c - the reader of documents before bytes that nobody means well.
 *
 * Whatever the bytes are: reading ends, what is read keeps to the form that the
 * drawing program relies on, and written again it is the same bytes.
 */
#include <assert.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "paper/wire.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#define LONGEST	((size_t)1 << 20)

static struct arena mem;

static void
check_blocks(const struct paper *p)
{
	size_t cells = 0;

	for (size_t i = 0; i < p->blocks.len; i++) {
		const struct paper_block *b = &p->blocks.at[i];

		assert(b->kind <= PAPER_CERTIFICATE);
		assert((b->kind == PAPER_CELL) == (cells > 0));
		cells = b->kind == PAPER_ROW ? (size_t)b->n :
		    cells > 0 ? cells - 1 : 0;
		assert(b->first + b->len <= (b->kind == PAPER_TABLE ?
		    p->columns.len : p->runs.len));
		if (b->kind == PAPER_TABLE) {
			assert(b->len > 0 && b->len <= PAPER_COLUMNS_MAX);
		}
	}
	assert(cells == 0);
}

static void
check_texts(const struct paper *p)
{
	for (size_t i = 0; i < p->runs.len; i++) {
		assert(utf8_ok(p->runs.at[i].text));
		assert(p->runs.at[i].text.len <= PAPER_TEXT_MAX);
	}
	for (size_t i = 0; i < p->columns.len; i++) {
		assert(p->columns.at[i].share > 0);
	}
	for (size_t i = 0; i < p->cards.len; i++) {
		assert(p->cards.at[i].band <= PAPER_BAND_MAX);
		assert(p->cards.at[i].code.len <= PAPER_CODE_MAX);
	}
	assert(p->blocks.len == 0 || p->cards.len == 0);
}

static void
check_again(const struct paper *p, str bytes)
{
	int fd = memfd_create("wire", MFD_CLOEXEC);
	char *again = NEW(&mem, char, bytes.len + 1);

	assert(fd >= 0 && wire_write(p, fd));
	assert(pread(fd, again, bytes.len + 1, 0) == (ssize_t)bytes.len);
	assert(memcmp(again, bytes.at, bytes.len) == 0);
	close(fd);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	str bytes = { (const char *)at, len };
	struct arena room;
	struct paper p;

	if (len > LONGEST) {
		return 0;
	}
	if (mem.base == NULL) {
		assert(arena_make(&mem, (size_t)64 << 20));
	}
	arena_reset(&mem);
	/* No more than the program has: running out would stop it. */
	assert(arena_make(&room, wire_room(len)));
	if (wire_read(&room, bytes, &p)) {
		check_blocks(&p);
		check_texts(&p);
		check_again(&p, bytes);
	}
	arena_drop(&room);
	return 0;
}
