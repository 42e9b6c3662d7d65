/*
 * bring_fuzz.c - what a device brings back, as hostile bytes: each row is taken
 * once, known, or refused; brought a second time nothing is taken (DOOR-4).
 */
#include <assert.h>
#include <string.h>

#include "db/db.h"
#include "demo/demo.h"
#include "door/door.h"
#include "org/org.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct arena mem;
static struct ctx cx;
static int64_t conference;

/* A small federation, and three people at its conference. */
static void
make_world(void)
{
	struct demo d = { .cells = 2, .seed = 1 };
	const char *problem;
	struct unit root;
	int64_t id;
	bool made = arena_make(&mem, (size_t)1 << 30);

	assert(made);
	cx = (struct ctx){ .mem = &mem, .now = 1795219200 };
	cx.today = date_of_moment(cx.now);
	d.today = cx.today;
	cx.db = db_open(":memory:", DB_OPEN_CREATE, &problem);
	assert(cx.db != NULL);
	db_begin(cx.db, DB_WRITE);
	made = demo_begin(&cx, &d) && org_root(&cx, &root) &&
	    conference_plan(&cx, &(struct conference){ .unit_id = root.id,
	    .kind = S("x"), .title = S("x"), .place = S(""),
	    .language = S("en"), .era_name = S(""), .from = cx.today,
	    .last = cx.today, .mode = IN_ONE_HALL }, &conference) ==
	    CONFERENCE_OK && badge_begin(&cx, conference) == DOOR_OK;
	for (int i = 0; made && i < 3; i++) {
		made = participant_add(&cx, &(struct participant){
		    .conference_id = conference, .name = S("x"),
		    .role = ROLE_GUEST }, &id) == CONFERENCE_OK;
	}
	assert(made);
	made = db_commit(cx.db);
	assert(made);
	arena_reset(&mem);
}

/* All the bytes: a NUL among them ends nothing. */
static str
with_header(const uint8_t *data, size_t size)
{
	static const char header[] = "device,sequence,at,badge,way,door\n";
	size_t len = sizeof(header) - 1;
	char *at = arena_alloc(&mem, len + size, 1);

	memcpy(at, header, len);
	if (size > 0) {
		memcpy(at + len, data, size);
	}
	return (str){ at, len + size };
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct door_brought one, two;
	str rows;
	bool named;

	if (cx.db == NULL) {
		make_world();
	}
	rows = with_header(data, size);
	db_begin(cx.db, DB_WRITE);
	named = door_bring(&cx, conference, rows, &one) == DOOR_OK;
	if (named) {
		bool again = door_bring(&cx, conference, rows, &two) ==
		    DOOR_OK;

		assert(again && two.taken == 0);
		/* What was refused left its number to another row. */
		assert(two.refused <= one.refused);
		assert(two.known + two.refused ==
		    one.taken + one.known + one.refused);
		assert(db_number(cx.db, "SELECT count(*) FROM passage") ==
		    one.taken);
		for (size_t i = 0; i < one.told.len; i++) {
			assert(utf8_ok(one.told.at[i].text));
		}
	}
	db_rollback(cx.db);
	arena_reset(&mem);
	return 0;
}
