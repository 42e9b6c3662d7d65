/*
 * job_test.c - long work: a piece at a time, stopped, taken up again, by one of
 * several servers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "job/job.h"
#include "tests/house.h"

#define RULES \
	"## Article 3. Tiers\n\n```rules\n" \
	"tier cell \"Cell\" plural \"Cells\", members 3 to 30\n```\n"
#define WHOLE	10

static struct house h;
static int pieces, begun, let_go, ended_early;
static bool give_up, always_apart;

/* ---- work that counts --------------------------------------------------- */

/* Each piece adds the next number; a number twice breaks the table. */
static enum job_piece
count_piece(struct ctx *cx, struct job *job, struct job_worker *w)
{
	static const struct sql insert = { "test_count",
		"INSERT INTO counted (n, account_id) VALUES (:n, :account)" };
	struct query q = db_query(cx->db, &insert);

	if (w->held == NULL) {
		w->held = NEW(&w->mem, int64_t, 1);
		begun++;
	}
	pieces++;
	q_set_int(&q, ":n", ++job->done);
	q_set_int(&q, ":account", cx->account);
	q_run(&q);
	if (give_up) {
		job->message = S("It cannot be done.");
		return JOB_GIVEN_UP;
	}
	return job->done == WHOLE ? JOB_END : JOB_MORE;
}

/* Makes a file of two parts out of what was found apart. */
static enum job_piece
file_piece(struct ctx *cx, struct job *job, struct job_worker *w)
{
	char *bytes = arena_alloc(cx->mem, JOB_FILE_PART, 1);

	if (w->held == NULL || always_apart) {
		job_file_drop(cx, job);
		return JOB_APART;
	}
	memset(bytes, *(char *)w->held, JOB_FILE_PART);
	if (job->file_bytes == 0) {
		job_file_add(cx, job, (str){ bytes, JOB_FILE_PART });
		return JOB_MORE;
	}
	job_file_add(cx, job, (str){ bytes, 3 });
	job->file_name = S("x.txt");
	job->file_type = S("text/plain");
	return JOB_END;
}

static void
find_apart(struct ctx *cx, const struct job *job, struct job_worker *w,
    const atomic_bool *stop)
{
	(void)cx;
	(void)job;
	if (!atomic_load(stop)) {
		w->held = arena_copy_z(&w->mem, S("a"));
	}
}

static void
note_end(struct ctx *cx, const struct job *job)
{
	(void)cx;
	(void)job;
	ended_early++;
}

static void
note_let_go(struct job_worker *w)
{
	(void)w;
	let_go++;
}

static const struct job_kind kinds[] = {
	{ .word = "count", .act = ACT_ADMINISTER, .piece = count_piece,
	    .ended = note_end, .let_go = note_let_go },
	{ .word = "file", .act = ACT_ADMINISTER, .piece = file_piece,
	    .apart = find_apart },
	{ .word = NULL }
};
static const struct job_kind *const all[] = { kinds, NULL };

/* ---- a house, and servers in it ---------------------------------------- */

static int
set_up(void **unused)
{
	(void)unused;
	house_open(&h, RULES, "2020-01-01");
	db_script(h.cx.db, "CREATE TABLE counted (n INTEGER PRIMARY KEY,"
	    " account_id INTEGER NOT NULL)");
	db_script(h.cx.db, "INSERT INTO account (id, member_id, login,"
	    " password, admin, made_at, closed_at) VALUES"
	    " (7, NULL, 'admin', '', 1, 0, NULL), (8, NULL, 'no', '', 0, 0,"
	    " NULL)");
	h.cx.account = 7;
	h.cx.admin = true;
	pieces = begun = let_go = ended_early = 0;
	give_up = always_apart = false;
	return 0;
}

static int
tear_down(void **unused)
{
	(void)unused;
	house_close(&h);
	return 0;
}

static struct job
begin(const char *kind, int64_t account)
{
	struct job job;

	h.cx.account = account;
	db_begin(h.cx.db, DB_WRITE);
	assert_int_equal(job_begin(&h.cx, &(struct job_new){ .kind = kind,
	    .title = S("Counting"), .things = S("numbers"), .back = S("/"),
	    .whole = WHOLE }, &job), JOB_OK);
	assert_true(db_commit(h.cx.db));
	return job;
}

/* A server comes to its first look an hour after it began, so that it does not
 * forget what is old before it works. */
static struct job_worker
server(void)
{
	struct job_worker w;

	job_worker_begin(&w, all);
	w.forgot_at = h.cx.now;
	return w;
}

static enum job_turn
turn(struct job_worker *w)
{
	struct ctx cx = h.cx;
	enum job_turn came;
	bool kept;

	cx.account = 0;
	cx.admin = false;
	db_begin(cx.db, DB_WRITE);
	came = job_turn(&cx, w);
	kept = db_commit(cx.db);
	(void)job_turned(w, kept, false);
	return came;
}

static void
turns(struct job_worker *w, int n)
{
	while (n-- > 0) {
		assert_int_equal(turn(w), JOB_AGAIN);
	}
}

static void
run_to_end(struct job_worker *w)
{
	for (int n = 0; n < 1000; n++) {
		if (turn(w) == JOB_NOTHING) {
			return;
		}
	}
	fail();
}

static struct job
again(int64_t id)
{
	struct job job;

	db_begin(h.cx.db, DB_READ);
	assert_true(job_by_id(&h.cx, id, &job));
	assert_true(db_commit(h.cx.db));
	return job;
}

static int64_t
counted(void)
{
	return house_number(&h, "SELECT count(*) FROM counted");
}

static void
stop(int64_t id, enum job_err expected)
{
	db_begin(h.cx.db, DB_WRITE);
	assert_int_equal(job_stop(&h.cx, id), expected);
	assert_true(db_commit(h.cx.db));
}

/* ---- tests -------------------------------------------------------------- */

static void
test_a_piece_at_a_time(void **unused)		/* JOB-2, JOB-5 */
{
	struct job job = begin("count", 7);
	struct job_worker w = server();

	(void)unused;
	assert_int_equal(job.state, JOB_WAITING);
	turns(&w, 4);			/* taken up, and three pieces */
	job = again(job.id);
	assert_int_equal(job.state, JOB_RUNNING);
	assert_int_equal(job.done, 3);
	assert_int_equal(counted(), 3);
	run_to_end(&w);
	job = again(job.id);
	assert_int_equal(job.state, JOB_DONE);
	assert_int_equal(job.done, WHOLE);
	assert_int_equal(job.ended_at, h.cx.now);
	assert_int_equal(counted(), WHOLE);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM counted WHERE"
	    " account_id = 7"), WHOLE);
	assert_int_equal(begun, 1);	/* it was held from piece to piece */
	assert_int_equal(let_go, 1);
	assert_int_equal(ended_early, 0);
	job_worker_end(&w);
}

/* Whatever fails, at each step: the job goes on behind what was kept. */
static void
test_each_step_fails_once(void **unused)	/* JOB-1, JOB-7 */
{
	struct job job = begin("count", 7);
	struct job_worker w = server();

	(void)unused;
	for (int n = 1; n <= 12; n++) {
		int64_t before = counted();

		db_fail_at(h.cx.db, n);
		(void)turn(&w);
		db_fail_at(h.cx.db, 0);
		assert_true(counted() == before || counted() == before + 1);
		assert_int_equal(again(job.id).done, counted());
	}
	run_to_end(&w);
	assert_int_equal(again(job.id).state, JOB_DONE);
	assert_int_equal(counted(), WHOLE);
	job_worker_end(&w);
}

static void
test_fails_for_good(void **unused)		/* JOB-7 */
{
	struct job job = begin("count", 7);
	struct job_worker w = server();

	(void)unused;
	turns(&w, 3);
	for (int n = 0; n < JOB_TRIES_MAX; n++) {
		db_fail_at(h.cx.db, 4);
		(void)turn(&w);
		db_fail_at(h.cx.db, 0);
	}
	run_to_end(&w);
	job = again(job.id);
	assert_int_equal(job.state, JOB_FAILED);
	assert_true(job.message.len > 0);
	assert_int_equal(job.done, 2);
	assert_int_equal(counted(), 2);
	assert_int_equal(ended_early, 1);
	job_worker_end(&w);
}

/* A server is gone in the middle; the next one knows only the database. */
static void
test_taken_up_again(void **unused)		/* JOB-1, JOB-4 */
{
	struct job job = begin("count", 7);
	struct job_worker w = server(), next = server();

	(void)unused;
	turns(&w, 5);
	assert_int_equal(turn(&next), JOB_NOTHING);	/* it is held */
	h.cx.now += JOB_LEASE_S + 1;
	run_to_end(&next);
	assert_int_equal(counted(), WHOLE);
	assert_int_equal(again(job.id).state, JOB_DONE);
	/* It was only silent for a while: it finds it another's. */
	assert_int_equal(turn(&w), JOB_AGAIN);
	assert_int_equal(turn(&w), JOB_NOTHING);
	assert_int_equal(counted(), WHOLE);
	job_worker_end(&w);
	job_worker_end(&next);
}

/* Both work on, by turns; the one that was silent changes nothing. */
static void
test_one_of_two(void **unused)			/* JOB-4 */
{
	struct job job = begin("count", 7);
	struct job_worker a = server(), b = server();

	(void)unused;
	turns(&a, 3);
	h.cx.now += JOB_LEASE_S + 1;
	turns(&b, 2);
	turns(&a, 1);
	assert_int_equal(a.id, 0);
	assert_int_equal(counted(), 3);
	assert_int_equal(turn(&a), JOB_NOTHING);
	run_to_end(&b);
	assert_int_equal(again(job.id).state, JOB_DONE);
	assert_int_equal(counted(), WHOLE);
	job_worker_end(&a);
	job_worker_end(&b);
}

static void
test_servers_that_die_of_it(void **unused)	/* JOB-7 */
{
	struct job job = begin("count", 7);

	(void)unused;
	for (int n = 0; n < JOB_TAKEN_MAX; n++) {
		struct job_worker w = server();

		turns(&w, 1);		/* taken up, and gone */
		job_worker_end(&w);
		h.cx.now += JOB_LEASE_S + 1;
	}
	struct job_worker last = server();

	run_to_end(&last);
	job = again(job.id);
	assert_int_equal(job.state, JOB_FAILED);
	assert_int_equal(counted(), 0);
	job_worker_end(&last);
}

static void
test_stopped(void **unused)			/* JOB-3 */
{
	struct job job = begin("count", 7);
	struct job_worker w = server();

	(void)unused;
	turns(&w, 4);
	stop(job.id, JOB_OK);
	stop(job.id, JOB_OK);
	run_to_end(&w);
	job = again(job.id);
	assert_int_equal(job.state, JOB_STOPPED);
	assert_int_equal(job.done, 3);
	assert_int_equal(counted(), 3);
	assert_int_equal(ended_early, 1);
	stop(job.id, JOB_ENDED);
	job_worker_end(&w);
}

static void
test_given_up(void **unused)
{
	struct job job = begin("count", 7);
	struct job_worker w = server();

	(void)unused;
	give_up = true;
	run_to_end(&w);
	job = again(job.id);
	assert_int_equal(job.state, JOB_FAILED);
	assert_true(str_eq(job.message, S("It cannot be done.")));
	job_worker_end(&w);
}

static void
test_rights_are_those_of_the_moment(void **unused)	/* JOB-5 */
{
	struct job job = begin("count", 7);
	struct job_worker w = server();

	(void)unused;
	turns(&w, 3);
	db_script(h.cx.db, "UPDATE account SET closed_at = 1 WHERE id = 7");
	run_to_end(&w);
	job = again(job.id);
	assert_int_equal(job.state, JOB_STOPPED);
	assert_true(job.message.len > 0);
	assert_int_equal(counted(), 2);
	job = begin("count", 8);	/* who never had the right */
	run_to_end(&w);
	assert_int_equal(again(job.id).state, JOB_STOPPED);
	assert_int_equal(counted(), 2);
	job_worker_end(&w);
}

static void
test_a_kind_nobody_knows(void **unused)
{
	struct job job = begin("gone", 7);
	struct job_worker w = server();

	(void)unused;
	run_to_end(&w);
	assert_int_equal(again(job.id).state, JOB_FAILED);
	job_worker_end(&w);
}

static void
test_in_their_order(void **unused)
{
	struct job first = begin("count", 7), second = begin("file", 7);
	struct job_worker w = server();
	struct job_figures figures;
	struct job *list;
	size_t len;

	(void)unused;
	turns(&w, 2);
	db_begin(h.cx.db, DB_READ);
	assert_int_equal(job_before(&h.cx, &second), 1);
	job_figures(&h.cx, &figures);
	job_list(&h.cx, &list, &len);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(figures.waiting, 1);
	assert_int_equal(figures.running, 1);
	assert_int_equal(len, 2);
	assert_int_equal(list[0].id, second.id);
	assert_int_equal(list[1].id, first.id);
	job_worker_end(&w);
}

static void
test_too_many(void **unused)
{
	struct job job;

	(void)unused;
	for (int i = 0; i < JOB_OPEN_MAX; i++) {
		(void)begin("count", 7);
	}
	db_begin(h.cx.db, DB_WRITE);
	assert_int_equal(job_begin(&h.cx, &(struct job_new){ .kind = "count",
	    .title = S(""), .things = S(""), .back = S("/") }, &job),
	    JOB_TOO_MANY);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(job_err_status(JOB_TOO_MANY), 409);
	assert_true(strlen(job_err_text(JOB_ENDED)) > 0);
}

/* ---- apart, and files --------------------------------------------------- */

static void
apart(struct job_worker *w, bool stopped)
{
	struct ctx cx = h.cx;
	atomic_bool stop_it;

	atomic_init(&stop_it, stopped);
	cx.account = 0;
	cx.admin = false;
	db_begin(cx.db, DB_READ);
	job_apart(&cx, w, &stop_it);
	assert_true(db_commit(cx.db));
}

static void
make_file(struct job_worker *w)
{
	turns(w, 1);
	assert_int_equal(turn(w), JOB_TURN_APART);
	apart(w, false);
	run_to_end(w);
}

static void
test_a_file(void **unused)			/* JOB-8 */
{
	struct job job = begin("file", 7);
	struct job_worker w = server();
	size_t len = 0;
	char *at;

	(void)unused;
	make_file(&w);
	job = again(job.id);
	assert_int_equal(job.state, JOB_DONE);
	assert_true(str_eq(job.file_name, S("x.txt")));
	db_begin(h.cx.db, DB_READ);
	assert_true(job_file(&h.cx, &job, &at, &len));
	assert_true(db_commit(h.cx.db));
	assert_int_equal(len, JOB_FILE_PART + 3);
	assert_int_equal(at[0], 'a');
	assert_int_equal(at[len - 1], 'a');

	h.cx.now += JOB_FILE_S + 1;
	w.forgot_at = 0;
	run_to_end(&w);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM job_file"), 0);
	job = again(job.id);
	assert_int_equal(job.file_bytes, 0);
	db_begin(h.cx.db, DB_READ);
	assert_false(job_file(&h.cx, &job, &at, &len));
	assert_true(db_commit(h.cx.db));

	h.cx.now += JOB_KEEP_S;
	w.forgot_at = 0;
	run_to_end(&w);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM job"), 0);
	job_worker_end(&w);
}

/* DOOR-2: before its day, where the conference has ended. */
static void
test_files_of_a_conference(void **unused)
{
	struct job job = begin("file", 7);
	struct job_worker w = server();

	(void)unused;
	make_file(&w);
	db_begin(h.cx.db, DB_WRITE);
	(void)house_unit(&h, "A", "cell", 0, NULL);
	assert_true(db_commit(h.cx.db));
	db_script(h.cx.db, "INSERT INTO conference (id, public_id, unit_id,"
	    " kind, title, place, from_day, last_day, mode, state, language,"
	    " era_name, version, entered_at) SELECT 5, 'c', id, '', '', '', 1,"
	    " 1, 1, 1, '', '', 1, 0 FROM unit");
	db_script(h.cx.db, "UPDATE job SET conference_id = 5");
	db_begin(h.cx.db, DB_WRITE);
	job_files_forget(&h.cx, 6);
	assert_true(db_commit(h.cx.db));
	assert_true(again(job.id).file_bytes > 0);
	db_begin(h.cx.db, DB_WRITE);
	job_files_forget(&h.cx, 5);
	assert_true(db_commit(h.cx.db));
	assert_int_equal(again(job.id).file_bytes, 0);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM job_file"), 0);
	job_worker_end(&w);
}

/* What was written of a file before a server ended is written anew. */
static void
test_a_file_again(void **unused)		/* JOB-1 */
{
	struct job job = begin("file", 7);
	struct job_worker w = server(), next = server();

	(void)unused;
	turns(&w, 1);
	assert_int_equal(turn(&w), JOB_TURN_APART);
	apart(&w, false);
	turns(&w, 1);			/* one part of it */
	job_worker_end(&w);
	h.cx.now += JOB_LEASE_S + 1;
	make_file(&next);
	job = again(job.id);
	assert_int_equal(job.state, JOB_DONE);
	assert_int_equal(job.file_bytes, JOB_FILE_PART + 3);
	assert_int_equal(house_number(&h, "SELECT sum(length(bytes)) FROM"
	    " job_file"), JOB_FILE_PART + 3);
	job_worker_end(&next);
}

/* Stopped while something is done apart: nothing of the file stays. */
static void
test_stopped_apart(void **unused)		/* JOB-3, JOB-4 */
{
	struct job job = begin("file", 7);
	struct job_worker w = server(), other = server();

	(void)unused;
	turns(&w, 1);
	assert_int_equal(turn(&w), JOB_TURN_APART);
	h.cx.now += JOB_LEASE_S - 1;
	db_begin(h.cx.db, DB_WRITE);
	job_renew(&h.cx, &w);
	assert_true(db_commit(h.cx.db));
	h.cx.now += 2;
	assert_int_equal(turn(&other), JOB_NOTHING);
	stop(job.id, JOB_OK);
	db_begin(h.cx.db, DB_READ);
	assert_true(job_is_stopped(&h.cx, &w));
	assert_true(db_commit(h.cx.db));
	apart(&w, true);
	run_to_end(&w);
	assert_int_equal(again(job.id).state, JOB_STOPPED);
	assert_int_equal(house_number(&h, "SELECT count(*) FROM job_file"), 0);
	job_worker_end(&w);
	job_worker_end(&other);
}

/* What is to be made apart cannot be made, each time. */
static void
test_in_vain(void **unused)			/* JOB-7 */
{
	struct job job = begin("file", 7);
	struct job_worker w = server();

	(void)unused;
	turns(&w, 1);
	for (int n = 0; n < JOB_TRIES_MAX; n++) {
		assert_int_equal(turn(&w), JOB_TURN_APART);
		apart(&w, true);
	}
	run_to_end(&w);
	assert_int_equal(again(job.id).state, JOB_FAILED);
	job_worker_end(&w);
}

/* ---- who sees it -------------------------------------------------------- */

static void
test_seen_by(void **unused)			/* JOB-6 */
{
	struct job job = begin("import.take", 7);

	(void)unused;
	db_begin(h.cx.db, DB_READ);
	assert_true(job_may_see(&h.cx, &job));
	assert_true(job_may_do(&h.cx, &job));
	h.cx.admin = false;			/* no longer */
	assert_true(job_may_see(&h.cx, &job));
	assert_false(job_may_do(&h.cx, &job));
	h.cx.account = 8;
	assert_false(job_may_see(&h.cx, &job));
	h.cx.admin = true;
	assert_true(job_may_see(&h.cx, &job));
	assert_true(job_may_do(&h.cx, &job));
	assert_true(db_commit(h.cx.db));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_piece_at_a_time),
		TEST(test_each_step_fails_once),
		TEST(test_fails_for_good),
		TEST(test_taken_up_again),
		TEST(test_one_of_two),
		TEST(test_servers_that_die_of_it),
		TEST(test_stopped),
		TEST(test_given_up),
		TEST(test_rights_are_those_of_the_moment),
		TEST(test_a_kind_nobody_knows),
		TEST(test_in_their_order),
		TEST(test_too_many),
		TEST(test_a_file),
		TEST(test_files_of_a_conference),
		TEST(test_a_file_again),
		TEST(test_stopped_apart),
		TEST(test_in_vain),
		TEST(test_seen_by),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
