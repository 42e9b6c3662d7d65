/*
 * verb_test.c - the verbs that open a database: what is saved, what is undone,
 * what a person is told; and the copies that backup and restore make.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "db/db.h"
#include "db/verb.h"

extern const struct verb db_verbs[];
static const struct verb *const verbs[] = { db_verbs, NULL };

static char folder[] = "/tmp/cellwork-verb-XXXXXX";
static char house[64], copy[64], said[4096];
static struct arena mem;
static struct cli cli;

/* ---- a folder, and what is said on standard error ---------------------- */

static int
begin(void **state)
{
	(void)state;
	memcpy(folder + sizeof(folder) - 7, "XXXXXX", 6);
	assert_non_null(mkdtemp(folder));
	snprintf(house, sizeof(house), "%s/house.db", folder);
	snprintf(copy, sizeof(copy), "%s/copy.db", folder);
	assert_true(arena_make(&mem, 1 << 20));
	cli = (struct cli){ .prog = "cellwork", .mem = &mem };
	return 0;
}

static int
end(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	assert_int_equal(system(command), 0);
	arena_drop(&mem);
	return 0;
}

static int saved_err = -1;

static void
listen_to_errors(void)
{
	char path[80];
	int fd;

	snprintf(path, sizeof(path), "%s/said", folder);
	fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	fflush(stderr);
	saved_err = dup(STDERR_FILENO);
	dup2(fd, STDERR_FILENO);
	close(fd);
}

static void
errors_end(void)
{
	ssize_t n;

	fflush(stderr);
	lseek(STDERR_FILENO, 0, SEEK_SET);
	n = read(STDERR_FILENO, said, sizeof(said) - 1);
	said[n > 0 ? n : 0] = '\0';
	dup2(saved_err, STDERR_FILENO);
	close(saved_err);
}

static void
was_said(const char *text)
{
	if (strstr(said, text) == NULL) {
		fail_msg("\"%s\" was not said, but: %s", text, said);
	}
}

static bool
there(const char *path)
{
	return access(path, F_OK) == 0;
}

static struct ctx *
opened(enum verb_mode mode)
{
	struct ctx *cx = verb_open(&cli, house, mode);

	assert_non_null(cx);
	return cx;
}

static int64_t
rows(void)
{
	struct ctx *cx = opened(VERB_READ);
	int64_t n = db_number(cx->db, "SELECT count(*) FROM word");

	assert_int_equal(verb_save(cx), CLI_DONE);
	return n;
}

static const struct sql sql_add = { "add",
	"INSERT INTO word VALUES (:term, 'x', 'x')" };

static void
add(struct ctx *cx, const char *term)
{
	struct query q = db_query(cx->db, &sql_add);

	q_set_str(&q, ":term", str_z(term));
	q_run(&q);
}

/* ---- jobs -------------------------------------------------------------- */

static void
test_saved_or_not(void **state)
{
	struct ctx *cx = opened(VERB_CREATE);

	(void)state;
	assert_true(date_known(cx->today));
	assert_int_equal(cx->actor, 0);
	add(cx, "a");
	assert_int_equal(verb_save(cx), CLI_DONE);
	assert_int_equal(rows(), 1);

	cx = opened(VERB_WRITE);
	add(cx, "b");
	assert_non_null(arena_alloc(cx->mem, 1, 100));
	assert_true(verb_step(cx));
	assert_int_equal(cx->mem->used, 0);
	add(cx, "c");
	verb_drop(cx);
	assert_true(there(house));
	assert_int_equal(rows(), 2);
}

static void
test_dropped_creation_leaves_nothing(void **state)
{
	struct ctx *cx = opened(VERB_CREATE);
	char wal[80];

	(void)state;
	add(cx, "a");
	assert_true(verb_step(cx));
	assert_true(there(house));
	verb_drop(cx);
	snprintf(wal, sizeof(wal), "%s-wal", house);
	assert_false(there(house));
	assert_false(there(wal));
}

static void
test_failures_are_said(void **state)
{
	static const struct {
		enum db_state	 state;
		const char	*says;
	} t[] = {
		{ DB_FULL, "there is no room left on the disk" },
		{ DB_BUSY, "another program is writing to it" },
		{ DB_BROKEN, "it could not be read or written" },
		{ DB_UNKNOWN, "only the next look at it will tell" },
	};

	(void)state;
	assert_int_equal(verb_save(opened(VERB_CREATE)), CLI_DONE);
	for (size_t i = 0; i < COUNT(t); i++) {
		struct ctx *cx = opened(VERB_WRITE);
		bool known = t[i].state != DB_UNKNOWN;

		add(cx, known ? "a" : "b");
		db_fail_as(cx->db, 1, t[i].state);
		listen_to_errors();
		assert_int_equal(verb_save(cx), CLI_REFUSED);
		errors_end();
		was_said(t[i].says);
		was_said(house);
		assert_int_equal(rows(), known ? 0 : 1);
	}
	struct ctx *cx = opened(VERB_WRITE);

	db_fail_as(cx->db, 1, DB_FULL);
	listen_to_errors();
	assert_false(verb_step(cx));
	verb_drop(cx);
	errors_end();
	was_said("no room");
}

static void
test_cannot_open(void **state)
{
	(void)state;
	listen_to_errors();
	assert_null(verb_open(&cli, house, VERB_READ));
	assert_null(verb_open(&cli, house, VERB_WRITE));
	errors_end();
	was_said("There is no file");
	assert_false(there(house));

	assert_int_equal(verb_save(opened(VERB_CREATE)), CLI_DONE);
	listen_to_errors();
	assert_null(verb_open(&cli, house, VERB_CREATE));
	errors_end();
	was_said("exists already");
	assert_true(there(house));
}

/* ---- backup and restore ------------------------------------------------ */

static int
type(const char *verb, const char *one, const char *two)
{
	char *argv[] = { copy, NULL, NULL, NULL };
	int status;

	argv[1] = arena_copy_z(&mem, str_z(verb));
	argv[2] = arena_copy_z(&mem, str_z(one));
	argv[3] = arena_copy_z(&mem, str_z(two));
	listen_to_errors();
	status = cli_main(4, argv, verbs);
	errors_end();
	return status;
}

static void
make_house(void)
{
	struct ctx *cx = opened(VERB_CREATE);

	add(cx, "a");
	add(cx, "b");
	assert_int_equal(verb_save(cx), CLI_DONE);
}

static void
test_there_and_back(void **state)
{
	struct stat s;

	(void)state;
	make_house();
	assert_int_equal(type("backup", house, copy), CLI_DONE);
	was_said("copy.db: a whole copy, ");
	assert_int_equal(stat(copy, &s), 0);
	assert_int_equal(s.st_mode & 0777, 0600);

	/* Nothing is overwritten, there and back. */
	assert_int_equal(type("backup", house, copy), CLI_REFUSED);
	was_said("exists already");
	assert_int_equal(type("restore", copy, house), CLI_REFUSED);
	was_said("exists already");

	assert_int_equal(unlink(house), 0);
	assert_int_equal(type("restore", copy, house), CLI_DONE);
	was_said("house.db: restored, ");
	assert_int_equal(rows(), 2);
}

static void
test_no_source(void **state)
{
	(void)state;
	assert_int_equal(type("backup", house, copy), CLI_REFUSED);
	was_said("There is no file");
	assert_int_equal(type("restore", house, copy), CLI_REFUSED);
	assert_false(there(copy));
}

/* A damaged copy is found before anything is made from it. */
static void
test_damaged_copy(void **state)
{
	char junk[4096];
	struct stat s;
	int fd;

	(void)state;
	make_house();
	assert_int_equal(type("backup", house, copy), CLI_DONE);
	assert_int_equal(unlink(house), 0);
	memset(junk, 0x5a, sizeof(junk));
	assert_int_equal(stat(copy, &s), 0);
	fd = open(copy, O_WRONLY);
	assert_true(fd >= 0);
	for (off_t at = 4096; at < s.st_size; at += 4096) {
		assert_int_equal(pwrite(fd, junk, sizeof(junk), at),
		    (ssize_t)sizeof(junk));
	}
	close(fd);
	assert_int_equal(type("restore", copy, house), CLI_REFUSED);
	was_said("damaged");
	assert_false(there(house));
}

/* Made once, from one moment to the next; what is there is left alone. */
static void
test_made_once(void **unused)
{
	char other[80];
	struct ctx *cx;
	FILE *f;

	(void)unused;
	/* What a maker left who was killed in between. */
	snprintf(other, sizeof(other), "%s.begun", house);
	f = fopen(other, "w");
	assert_non_null(f);
	fputs("half a file", f);
	fclose(f);
	assert_true(verb_make(&cli, house));
	assert_false(there(other));
	cx = opened(VERB_WRITE);
	add(cx, "one");
	assert_int_equal(verb_save(cx), CLI_DONE);
	assert_true(verb_make(&cli, house));
	assert_int_equal(rows(), 1);
}

static void
test_not_made(void **unused)
{
	char path[80];
	FILE *f;

	(void)unused;
	listen_to_errors();
	snprintf(path, sizeof(path), "%s/no/where.db", folder);
	assert_false(verb_make(&cli, path));
	errors_end();
	was_said("cannot be made");

	/* The log of another database would be read into it. */
	snprintf(path, sizeof(path), "%s-wal", house);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs("of another", f);
	fclose(f);
	listen_to_errors();
	assert_false(verb_make(&cli, house));
	errors_end();
	was_said("left over");
	assert_false(there(house));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_saved_or_not, begin, end),
		cmocka_unit_test_setup_teardown(
		    test_dropped_creation_leaves_nothing, begin, end),
		cmocka_unit_test_setup_teardown(test_failures_are_said, begin,
		    end),
		cmocka_unit_test_setup_teardown(test_cannot_open, begin, end),
		cmocka_unit_test_setup_teardown(test_there_and_back, begin,
		    end),
		cmocka_unit_test_setup_teardown(test_made_once, begin, end),
		cmocka_unit_test_setup_teardown(test_not_made, begin, end),
		cmocka_unit_test_setup_teardown(test_no_source, begin, end),
		cmocka_unit_test_setup_teardown(test_damaged_copy, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
