/* debate.c - the conference of debate.h. */
#include "tests/debate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "db/db.h"

void
debate_script(struct debate *d, const char *fmt, ...)
{
	va_list ap;
	str text;

	va_start(ap, fmt);
	text = arena_vprintf(&d->world.mem, fmt, ap);
	va_end(ap);
	db_begin(d->world.cx.db, DB_WRITE);
	db_script(d->world.cx.db, arena_copy_z(&d->world.mem, text));
	assert_true(db_commit(d->world.cx.db));
}

static void
take_part(struct debate *d, enum harbour_person who,
    enum participant_role role, int64_t unit)
{
	struct participant p = { .conference_id = d->conference,
	    .member_id = d->world.person[who], .name = S("Somebody"),
	    .role = role, .voting = role == ROLE_DELEGATE, .unit_id = unit };

	assert_int_equal(participant_add(&d->world.cx, &p, &d->badge[who]),
	    CONFERENCE_OK);
}

static void
add_item(struct debate *d, int64_t id, enum item_state state,
    enum list_state list)
{
	debate_script(d, "INSERT INTO item (id, public_id, conference_id,"
	    " sitting_id, position, number, kind, title, text, guide, minutes,"
	    " speech_seconds, debate_seconds, list_state, state)"
	    " VALUES (%lld, 'tem0%08lld', %lld, %lld, %lld, '%lld', 4, 'Item',"
	    " '', '', 30, %d, 0, %d, %d)", (long long)id, (long long)id,
	    (long long)d->conference, (long long)d->sitting, (long long)id,
	    (long long)id, DEBATE_SECONDS, list, state);
}

void
debate_open(struct debate *d)
{
	struct ctx *cx = &d->world.cx;
	struct conference c = { .title = S("Fifth conference"),
	    .kind = S("secretaries"), .language = S("en"),
	    .mode = IN_ONE_HALL };

	harbour_open(&d->world);
	c.unit_id = d->world.federation;
	c.from = c.last = cx->today;
	db_begin(cx->db, DB_WRITE);
	assert_int_equal(conference_plan(cx, &c, &d->conference),
	    CONFERENCE_OK);
	take_part(d, RUNA, ROLE_DELEGATE, d->world.cell4);
	take_part(d, EMIL, ROLE_DELEGATE, d->world.cell4);
	take_part(d, AINO, ROLE_DELEGATE, d->world.cell4);
	take_part(d, TOMAS, ROLE_DELEGATE, d->world.cell5);
	take_part(d, ODA, ROLE_DELEGATE, d->world.cell5);
	take_part(d, LEA, ROLE_GUEST, 0);
	assert_true(db_commit(cx->db));
	d->sitting = d->item = 1;
	d->later = 2;
	debate_script(d, "INSERT INTO sitting (id, public_id, conference_id,"
	    " number, title, day, starts, ends, opened_at) VALUES (1,"
	    " 's1tt1ng00001', %lld, 1, '', %d, 540, 720, %lld)",
	    (long long)d->conference, cx->today.day, (long long)cx->now);
	debate_script(d, "UPDATE conference SET state = 2, sitting_id = 1,"
	    " item_id = 1");
	add_item(d, d->item, ITEM_OPEN, LIST_OPEN);
	add_item(d, d->later, ITEM_WAITING, LIST_NONE);
}

void
debate_close(struct debate *d)
{
	harbour_close(&d->world);
}
