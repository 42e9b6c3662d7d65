/*
 * floor_test.h - a debate in which people ask to speak, for the tests of this
 * room: what they do, each act in a transaction of its own. Included once by a
 * test.
 */
#ifndef FLOOR_TEST_H
#define FLOOR_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "speech/speech.h"
#include "tests/debate.h"

static struct debate at;
static bool provoked[SPEECH_ERR_COUNT];

static int
set_up(void **state)
{
	(void)state;
	debate_open(&at);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	debate_close(&at);
	return 0;
}

static enum speech_err
done(enum speech_err err)
{
	if (err == SPEECH_OK) {
		assert_true(db_commit(at.world.cx.db));
	} else {
		db_rollback(at.world.cx.db);
	}
	provoked[err] = true;
	return err;
}

#define DO(call)	(db_begin(at.world.cx.db, DB_WRITE), done(call))

static int64_t
asks(enum harbour_person who, enum speech_kind kind)
{
	int64_t id = 0;

	at.world.cx.now++;
	assert_int_equal(DO(speech_ask(&at.world.cx, at.item, at.badge[who],
	    kind, &id)), SPEECH_OK);
	assert_true(id > 0);
	return id;
}

static struct speech_list
read_list(void)
{
	struct speech_list list;

	db_begin(at.world.cx.db, DB_READ);
	assert_true(speech_list(&at.world.cx, at.item, &list));
	assert_true(db_commit(at.world.cx.db));
	return list;
}

/* The first of the queue, as the chair's page shows it; in a transaction. */
static enum speech_err
call_first(void)
{
	struct speech_list list;

	if (!speech_list(&at.world.cx, at.item, &list)) {
		return SPEECH_NO_ITEM;
	}
	return speech_call(&at.world.cx, list.queue_len > 0 ?
	    list.queue[0].speech.id : 0);
}

#endif
