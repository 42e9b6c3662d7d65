/*
 * account_cli_test.c - the verbs of accounts, as a shell runs them: $CELLWORK
 * on a new organisation in a folder of its own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "account/account.h"
#include "db/db.h"
#include "tests/scratch.h"

static const char statutes[] =
    "## Article 1. How we are built\n\n```rules\n"
    "tier union \"Union\" plural \"Unions\"\n"
    "tier branch \"Branch\" plural \"Branches\" under union,"
    " members 1 to 50\n```\n";

static char said[4000];

/* Runs $CELLWORK with the words and gives its exit status; `said` is all that
 * it said. */
static int
run(const char *words)
{
	char command[1000];
	const char *cellwork = getenv("CELLWORK");
	FILE *out;
	size_t n;
	int status;

	snprintf(command, sizeof(command), "%s %s 2>&1",
	    cellwork != NULL ? cellwork : "build/cellwork", words);
	out = popen(command, "r");
	assert_non_null(out);
	n = fread(said, 1, sizeof(said) - 1, out);
	said[n] = '\0';
	status = pclose(out);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static const char *
words(const char *verb, const char *rest)
{
	static char text[600];

	snprintf(text, sizeof(text), "%s %s %s", verb, scratch_path("x.db"),
	    rest);
	return text;
}

static int64_t
number(const char *select)
{
	const char *problem = NULL;
	struct db *db = db_open(scratch_path("x.db"), DB_OPEN_READ, &problem);
	int64_t n;

	assert_non_null(db);
	db_begin(db, DB_READ);
	n = db_number(db, select);
	assert_true(db_commit(db));
	db_close(db);
	return n;
}

static int
set_up(void **state)
{
	char rest[400];
	FILE *f;

	(void)state;
	assert_true(scratch_make_fast());
	f = fopen(scratch_path("statutes.md"), "w");
	assert_non_null(f);
	assert_true(fputs(statutes, f) >= 0);
	assert_int_equal(fclose(f), 0);
	snprintf(rest, sizeof(rest), "--statutes %s --from 2026-01-01",
	    scratch_path("statutes.md"));
	assert_int_equal(run(words("init", rest)), 0);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	scratch_drop();
	return 0;
}

static void
test_invite_admin(void **state)
{
	char code[64] = "", link[200] = "";
	const char *at;

	(void)state;
	assert_int_equal(run(words("account invite",
	    "--admin --home https://union.example")), 0);
	at = strstr(said, "code\t");
	assert_non_null(at);
	assert_int_equal(sscanf(at, "code\t%63s\nlink\t%199s\n", code, link),
	    2);
	assert_int_equal(strlen(code), INVITATION_CODE_LEN);
	assert_int_equal(strncmp(link, "https://union.example/i/", 24), 0);
	assert_string_equal(link + 24, code);
	assert_non_null(strstr(said, "It works once, until "));
	assert_int_equal(number("SELECT count(*) FROM invitation"
	    " WHERE member_id IS NULL AND made_by IS NULL"), 1);
	assert_int_equal(number("SELECT count(*) FROM change"
	    " WHERE verb = 'account.invite' AND account_id IS NULL"), 1);
}

static void
test_invite_member(void **state)
{
	char rest[400];
	FILE *f;

	(void)state;
	assert_int_equal(run(words("account invite", "7")), 1);
	assert_non_null(strstr(said, "no member has the number 7"));
	f = fopen(scratch_path("units.csv"), "w");
	assert_non_null(f);
	fputs("code,parent,tier,name\nU,,union,Union\nB,U,branch,Branch\n", f);
	assert_int_equal(fclose(f), 0);
	snprintf(rest, sizeof(rest), "%s", scratch_path("units.csv"));
	assert_int_equal(run(words("import units", rest)), 0);
	f = fopen(scratch_path("members.csv"), "w");
	assert_non_null(f);
	fputs("number,name,cell\n7,Lea Corrie,B\n", f);
	assert_int_equal(fclose(f), 0);
	snprintf(rest, sizeof(rest), "%s", scratch_path("members.csv"));
	assert_int_equal(run(words("import members", rest)), 0);
	assert_int_equal(run(words("account invite", "7")), 0);
	assert_int_equal(number("SELECT count(*) FROM invitation i JOIN"
	    " member m ON m.id = i.member_id WHERE m.number = '7'"), 1);
}

static void
test_typed_wrongly(void **state)
{
	(void)state;
	assert_int_equal(run(words("account invite", "")), 2);
	assert_int_equal(run(words("account invite", "7 --admin")), 2);
	assert_int_equal(run("account invite /nowhere/at/all.db --admin"), 1);
	assert_int_equal(number("SELECT count(*) FROM invitation"), 0);
	assert_int_equal(run(words("account close", "nobody")), 1);
	assert_non_null(strstr(said, "nobody: there is no such account"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_invite_admin),
		TEST(test_invite_member),
		TEST(test_typed_wrongly),
	};

	return cmocka_run_group_tests_name("account_cli", tests, NULL, NULL);
}
