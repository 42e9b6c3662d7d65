/*
 * import_fuzz.c - whole lists of hostile bytes taken over into an organisation.
 *
 * The first byte chooses the list; the columns have their names, so that the
 * bytes are rows. Each row is counted once, whatever is refused is told, and
 * the file is sound afterwards. Nothing is kept from one input to the next.
 */
#include <assert.h>
#include <string.h>

#include "db/db.h"
#include "demo/demo.h"
#include "transfer/transfer.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct arena mem, keep;
static struct ctx cx;
static int64_t told;

/* A small federation: two cells with their people, their past and all. */
static void
make_world(void)
{
	struct demo d = { .cells = 2, .seed = 1 };
	const char *problem;
	bool made = arena_make(&mem, (size_t)1 << 30) &&
	    arena_make(&keep, (size_t)1 << 30);

	assert(made);
	cx = (struct ctx){ .mem = &mem, .now = 1795219200 };
	cx.today = date_of_moment(cx.now);
	d.today = cx.today;
	cx.db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	assert(cx.db != NULL);
	db_begin(cx.db, DB_WRITE);
	made = demo_begin(&cx, &d);
	assert(made);
	while (demo_cell(&cx, &d)) {
		continue;
	}
	made = db_commit(cx.db);
	assert(made);
	arena_reset(&mem);
}

static void
count_told(void *arg, const struct import_problem *p)
{
	(void)arg;
	assert(p->line >= 0 && p->text.len > 0 && utf8_ok(p->text));
	assert(p->column <= CSV_COLUMNS_MAX && utf8_ok(p->column_name));
	told++;
}

/* The names of all columns of the list, and the bytes under them. */
static str
with_header(enum list_kind kind, str rows)
{
	size_t len;
	const struct list_field *f = list_fields(kind, &len);
	str text = S("");
	char *at;

	for (size_t i = 0; i < len; i++) {
		text = arena_printf(&keep, STR_FMT "%s%s", STR_ARG(text),
		    i > 0 ? "," : "", f[i].name);
	}
	at = arena_alloc(&keep, text.len + 1 + rows.len, 1);
	memcpy(at, text.at, text.len);
	at[text.len] = '\n';
	if (rows.len > 0) {
		memcpy(at + text.len + 1, rows.at, rows.len);
	}
	return (str){ at, text.len + 1 + rows.len };
}

static void
take_over(enum list_kind kind, str rows)
{
	struct import *im = NEW(&keep, struct import, 1);
	str problem;

	*im = (struct import){ .kind = kind, .mem = &keep,
		.tell = count_told };
	im->csv = csv_of(&keep, with_header(kind, rows), &problem);
	assert(im->csv != NULL);
	if (import_begin(im, NULL, 0)) {
		while (import_some(&cx, im, 100)) {
			continue;
		}
		assert(db_state(cx.db) == DB_OK);
		assert(told >= im->refused);
	}
	csv_close(im->csv);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	if (cx.db == NULL) {
		make_world();
	}
	if (len > 1) {
		told = 0;
		db_begin(cx.db, DB_WRITE);
		take_over((enum list_kind)(at[0] % LIST_KINDS),
		    (str){ (const char *)at + 1, len - 1 });
		db_rollback(cx.db);
	}
	arena_reset(&mem);
	arena_reset(&keep);
	return 0;
}
