/*
 * writer_test.c - writes: once, many in one commit that fails at every step,
 * and a stop while they are under way.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <pthread.h>

#include <cmocka.h>

#include "http/wire_test.h"

#define WRITERS		32

/* ---- writes ------------------------------------------------------------ */

struct writing {
	pthread_t	 thread;
	char		 key[32], body[64];
	int		 status;
	char		 answer[16384];
};

static void *
write_once(void *arg)
{
	struct writing *w = arg;

	w->status = post_to("/things", w->key, w->body, w->answer,
	    sizeof(w->answer));
	return NULL;
}

/* Each with its own id, or all with the same; all at once. */
static void
write_many(struct writing *w, const char *id, bool same)
{
	for (int i = 0; i < WRITERS; i++) {
		snprintf(w[i].key, sizeof(w[i].key), "key-%s-%03d", id,
		    same ? 0 : i);
		snprintf(w[i].body, sizeof(w[i].body), "name=%s-%d&sort=tool",
		    id, same ? 0 : i);
		assert_int_equal(pthread_create(&w[i].thread, NULL, write_once,
		    &w[i]), 0);
	}
	for (int i = 0; i < WRITERS; i++) {
		pthread_join(w[i].thread, NULL);
	}
}

static int64_t
kept(const char *id, int i)
{
	char select[128];

	snprintf(select, sizeof(select),
	    "SELECT count(*) FROM thing WHERE name = '%s-%d'", id, i);
	return house_number(file, select);
}

static void
test_same_at_once(void **state)				/* HTTP-1 */
{
	static struct writing w[WRITERS];

	(void)state;
	write_many(w, "same", true);
	for (int i = 0; i < WRITERS; i++) {
		assert_int_equal(w[i].status, 303);
		assert_non_null(strstr(w[i].answer, "Location: /things/1\r\n"));
	}
	assert_int_equal(things(), 1);
}

/*
 * One step of a batch fails: the part it was in is undone and says so, or the
 * whole commit is. Nothing acknowledged is missing, nothing denied is there;
 * sent again, each is there once.
 */
static void
fail_batches(enum db_state as, int refused)
{
	static struct writing w[WRITERS];
	int failed = 0;

	for (int n = 1; n <= 40; n += 3) {
		char id[16];

		snprintf(id, sizeof(id), "s%d-n%d", (int)as, n);
		atomic_store(&fail_state, (int)as);
		atomic_store(&fail_next, n);
		write_many(w, id, false);
		for (int i = 0; i < WRITERS; i++) {
			bool unknown = strstr(w[i].answer, "do not know") !=
			    NULL;

			assert_true(w[i].status == 303 ||
			    w[i].status == refused);
			failed += w[i].status != 303;
			assert_true(unknown ||
			    kept(id, i) == (w[i].status == 303));
		}
		for (int i = 0; i < WRITERS; i++) {
			for (int try = 0; try < 100; try++) {
				write_once(&w[i]);
				if (w[i].status == 303) {
					break;
				}
				usleep(50000);
			}
			assert_int_equal(w[i].status, 303);
			assert_int_equal(kept(id, i), 1);
		}
	}
	assert_true(failed > 0);
}

static void
test_batches_broken(void **state)			/* HTTP-3, HTTP-4 */
{
	(void)state;
	fail_batches(DB_BROKEN, 503);
}

static void
test_batches_full(void **state)				/* HTTP-4 */
{
	(void)state;
	fail_batches(DB_FULL, 507);
}

static void
test_batches_unknown(void **state)			/* HTTP-4 */
{
	(void)state;
	fail_batches(DB_UNKNOWN, 503);
}

/* A commit that is lost: done, and nobody learns so; the server goes on. */
static void
test_commit_lost(void **state)				/* HTTP-4 */
{
	bool lost = false;
	char key[32];

	(void)state;
	atomic_store(&fail_state, DB_UNKNOWN);
	for (int n = 1; n < 20; n++) {
		int64_t before = things();
		int status;

		snprintf(key, sizeof(key), "key-of-step-%d", n);
		atomic_store(&fail_next, n);
		status = post("/things", key, "name=x&sort=b");
		assert_true(status == 303 || status == 503);
		if (status == 503 && shows("do not know")) {
			assert_int_equal(things(), before + 1);
			lost = true;
		} else {
			assert_int_equal(things(), before + (status == 303));
		}
		for (int try = 0; try < 100 && status != 303; try++) {
			usleep(50000);
			status = post("/things", key, "name=x&sort=b");
		}
		assert_int_equal(status, 303);
		assert_int_equal(things(), before + 1);
	}
	assert_true(lost);
}

/*
 * The outcome of a commit is unknown and the file cannot be opened again:
 * nobody waits for that. Who sent it is told at once, who comes meanwhile is
 * told that nothing was changed, and when the file is there again all goes on.
 */
static void
test_file_gone(void **state)				/* HTTP-4 */
{
	char away[256], key[32];
	int64_t began;
	bool lost = false;

	(void)state;
	snprintf(away, sizeof(away), "%s.away", file);
	for (int n = 1; n < 20 && !lost; n++) {
		snprintf(key, sizeof(key), "key-of-gone-%d", n);
		assert_int_equal(rename(file, away), 0);
		atomic_store(&fail_state, DB_UNKNOWN);
		atomic_store(&fail_next, n);
		began = clock_now();
		(void)post("/things", key, "name=x&sort=b");
		lost = shows("do not know");
		if (lost) {
			assert_int_equal(post("/things", "key-meanwhile",
			    "name=y&sort=b"), 503);
			assert_true(shows("Nothing was changed"));
		}
		assert_true(clock_now() - began < 5);
		assert_int_equal(rename(away, file), 0);
	}
	assert_true(lost);
	for (int try = 0; try < 100 && post("/things", key,
	    "name=x&sort=b") != 303; try++) {
		usleep(50000);
	}
	assert_int_equal(house_number(file,
	    "SELECT count(*) FROM thing WHERE name = 'y'"), 0);
	assert_int_equal(post("/things", "key-meanwhile", "name=y&sort=b"),
	    303);
}

static void *
open_gate(void *arg)
{
	(void)arg;
	usleep(300000);
	atomic_store(&gate_shut, false);
	return NULL;
}

/* Stopped while requests are under way: each is answered, then it ends. */
static void
test_stop_under_way(void **state)
{
	static int fd[40];
	static char answer[16384];
	static struct writing w[4];
	pthread_t opener;
	char text[200];

	(void)state;
	with_port(text, sizeof(text), "GET /gate HTTP/1.1\r\n" HOST "\r\n");
	atomic_store(&gate_shut, true);
	for (size_t i = 0; i < COUNT(fd); i++) {
		fd[i] = connect_to();
		assert_true(send_all(fd[i], text, strlen(text)));
	}
	for (int i = 0; i < 4; i++) {
		snprintf(w[i].key, sizeof(w[i].key), "key-stop-%d", i);
		snprintf(w[i].body, sizeof(w[i].body), "name=s-%d&sort=b", i);
		pthread_create(&w[i].thread, NULL, write_once, &w[i]);
	}
	while (atomic_load(&at_gate) == 0) {
		usleep(1000);
	}
	usleep(200000);
	assert_int_equal(pthread_create(&opener, NULL, open_gate, NULL), 0);
	stop_server();
	pthread_join(opener, NULL);
	for (size_t i = 0; i < COUNT(fd); i++) {
		assert_true(read_all(fd[i], answer, sizeof(answer)) > 0);
		assert_int_equal(status_of(answer), 200);
		close(fd[i]);
	}
	for (int i = 0; i < 4; i++) {
		pthread_join(w[i].thread, NULL);
		assert_int_equal(w[i].status, 303);
	}
	assert_int_equal(things(), 4);
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, fresh, drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_same_at_once), TEST(test_batches_broken),
		TEST(test_batches_full), TEST(test_batches_unknown),
		TEST(test_commit_lost), TEST(test_file_gone),
		TEST(test_stop_under_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
