/*
 * cli_test.c - what a person types, read by the tables of the verbs; and the
 * help, the manual page and the completions made from the same tables.
 *
 * Each case runs cli_main() with standard output and standard error going to
 * files, as a shell would see them.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/cli.h"

static struct {
	int		 runs;
	size_t		 args_len;
	char		 first[64], map[256];
	bool		 dry, has_second;
	struct date	 from;
	int64_t		 cells;
} saw;

static int
run_import(struct cli *cli)
{
	const char *value;
	size_t i = 0;

	saw.runs++;
	saw.args_len = cli->args_len;
	snprintf(saw.first, sizeof(saw.first), "%s", cli_arg(cli, 0));
	saw.has_second = cli_arg(cli, 1) != NULL;
	saw.dry = cli_flag(cli, "dry-run");
	while (cli_each(cli, "map", &i, &value)) {
		size_t used = strlen(saw.map);

		snprintf(saw.map + used, sizeof(saw.map) - used, "%s;",
		    value);
	}
	saw.from = DATE_NONE;
	saw.cells = -1;
	if (!cli_day(cli, "from", &saw.from) ||
	    !cli_number(cli, "cells", 1, 100, &saw.cells)) {
		return CLI_USAGE;
	}
	printf("imported\n");
	return cli_done(cli);
}

static int
run_refuse(struct cli *cli)
{
	return cli_fail(cli, "%s: it is %s", cli_arg(cli, 0), "closed");
}

static const struct option import_options[] = {
	{ "dry-run", NULL, false, "read and check, change nothing" },
	{ "map", "COLUMN=FIELD", true, "what a column means" },
	{ "from", "DATE", false, "the first day it's in force" },
	{ "cells", "N", false, "how many" },
	OPTIONS_END
};

static const struct verb some_verbs[] = {
	{ "import units", "DB [FILE]", "reads units from a list",
	    "A paragraph that is long enough to be wrapped once, because it "
	    "has more than seventy-eight characters.\n\n"
	    "  cellwork import units a.db\n\n.A line with \\ and -.",
	    import_options, run_import },
	{ "import members", "DB FILE...", "reads members from a list", "",
	    NULL, run_refuse },
	VERBS_END
};
static const struct verb more_verbs[] = {
	{ "serve", "DB", "answers the pages", "", NULL, run_refuse },
	VERBS_END
};
static const struct verb *const verbs[] = { some_verbs, more_verbs,
	help_verbs, NULL };

static char out[65536], err[65536];

static void
read_back(FILE *f, char *to, size_t size)
{
	size_t n;

	rewind(f);
	n = fread(to, 1, size - 1, f);
	to[n] = '\0';
}

/* Runs "cellwork" with the words of a line, up to 16. */
static int
type(const char *line)
{
	static char copy[512];
	char *argv[18] = { copy };
	FILE *o = tmpfile(), *e = tmpfile();
	int argc = 1, status, old_out, old_err;
	char *save = NULL;

	assert_non_null(o);
	assert_non_null(e);
	memset(&saw, 0, sizeof(saw));
	snprintf(copy, sizeof(copy), "%s", line);
	for (char *w = strtok_r(copy, " ", &save); w != NULL && argc < 17;
	    w = strtok_r(NULL, " ", &save)) {
		argv[argc++] = w;
	}
	fflush(NULL);
	old_out = dup(STDOUT_FILENO);
	old_err = dup(STDERR_FILENO);
	dup2(fileno(o), STDOUT_FILENO);
	dup2(fileno(e), STDERR_FILENO);
	status = cli_main(argc, argv, verbs);
	fflush(NULL);
	dup2(old_out, STDOUT_FILENO);
	dup2(old_err, STDERR_FILENO);
	close(old_out);
	close(old_err);
	read_back(o, out, sizeof(out));
	read_back(e, err, sizeof(err));
	fclose(o);
	fclose(e);
	return status;
}

static void
said(const char *where, const char *text)
{
	if (strstr(where, text) == NULL) {
		fail_msg("\"%s\" is not in:\n%s", text, where);
	}
}

static void
test_arguments_and_options(void **state)
{
	(void)state;
	assert_int_equal(type("import units a.db b.csv --dry-run --map A=b "
	    "--map=C=d --from 2024-02-29 --cells=7"), CLI_DONE);
	assert_int_equal(saw.runs, 1);
	assert_int_equal(saw.args_len, 2);
	assert_string_equal(saw.first, "a.db");
	assert_true(saw.dry);
	assert_string_equal(saw.map, "A=b;C=d;");
	assert_true(date_known(saw.from));
	assert_int_equal(saw.cells, 7);
	assert_string_equal(out, "imported\n");
	assert_string_equal(err, "");

	assert_int_equal(type("import units --dry-run a.db"), CLI_DONE);
	assert_int_equal(saw.args_len, 1);
	assert_false(saw.has_second);
	assert_false(date_known(saw.from));
	assert_int_equal(saw.cells, -1);

	/* After -- everything is an argument; - alone is one. */
	assert_int_equal(type("import units -- --dry-run -"), CLI_DONE);
	assert_string_equal(saw.first, "--dry-run");
	assert_false(saw.dry);
	assert_true(saw.has_second);
}

static void
test_typed_wrongly(void **state)
{
	static const struct {
		const char *line, *says;
	} t[] = {
		{ "import units", "something is missing: "
		    "cellwork import units DB [FILE]" },
		{ "import members a.db", "something is missing" },
		{ "import units a b c", "\"c\" is one argument too many" },
		{ "import units a --dry", "did you mean --dry-run?" },
		{ "import units a --zzzzzzzzz", "there is no option "
		    "--zzzzzzzzz\n" },
		{ "import units a -x", "there is no option -x" },
		{ "import units a --dry-run=1", "--dry-run takes no value" },
		{ "import units a --dry-run --dry-run", "is given twice" },
		{ "import units a --from", "--from needs a value: DATE" },
		{ "import units a --from 2024-02-30", "takes a day" },
		{ "import units a --cells 0", "a number from 1 to 100" },
		{ "import units a --cells 101", "a number from 1 to 100" },
		{ "import units a --cells x", "a number from 1 to 100" },
		{ "imprt units a", "Did you mean: cellwork import units" },
		{ "sevre a", "Did you mean: cellwork serve" },
		{ "import", "It goes on: import units, import members" },
		{ "import untis", "It goes on: import units, import members" },
		{ "xyzzy", "For help: cellwork --help" },
		{ "--frobnicate", "there is no option --frobnicate" },
		{ "help xyzzy", "there is no verb \"xyzzy\"" },
		{ "help --completion tcsh", "not for \"tcsh\"" },
		{ "", "All verbs:" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_int_equal(type(t[i].line), CLI_USAGE);
		said(err, t[i].says);
		assert_string_equal(out, "");
	}
	/* Many arguments where many are asked for, but not without end. */
	assert_int_equal(type("import members a b c d e f g"), CLI_REFUSED);
}

static void
test_refused(void **state)
{
	(void)state;
	assert_int_equal(type("serve door"), CLI_REFUSED);
	assert_string_equal(err, "cellwork: door: it is closed\n");
}

static void
test_full_disk(void **state)
{
	struct cli cli = { .prog = "cellwork" };
	int full = open("/dev/full", O_WRONLY), out_fd, status;

	(void)state;
	assert_true(full >= 0);
	fflush(stdout);
	out_fd = dup(STDOUT_FILENO);
	dup2(full, STDOUT_FILENO);
	printf("lost");
	status = cli_done(&cli);
	dup2(out_fd, STDOUT_FILENO);
	close(out_fd);
	close(full);
	clearerr(stdout);
	assert_int_equal(status, CLI_REFUSED);
}

static void
test_help(void **state)
{
	(void)state;
	assert_int_equal(type("--version"), CLI_DONE);
	assert_string_equal(out, "cellwork " CELLWORK_VERSION "\n");

	assert_int_equal(type("--help"), CLI_DONE);
	said(out, "  import units DB [FILE]          reads units from a list");
	said(out, "  serve DB ");
	said(out, "Exit status: 0 when it is done");

	/* The three ways to ask for the help of a verb say the same. */
	static char once[sizeof(out)];
	assert_int_equal(type("import units --help"), CLI_DONE);
	memcpy(once, out, sizeof(once));
	said(once, "Usage: cellwork import units [OPTION]... DB [FILE]\n");
	said(once, "because it has more than\nseventy-eight characters.\n");
	said(once, "\n  cellwork import units a.db\n");
	said(once, "  --map COLUMN=FIELD  what a column means; may be "
	    "repeated\n");
	assert_int_equal(type("help import units"), CLI_DONE);
	assert_string_equal(out, once);
	assert_int_equal(type("import units a.db --from x -h"), CLI_DONE);
	assert_string_equal(out, once);
	/* The first word of several verbs names them all. */
	assert_int_equal(type("import --help"), CLI_DONE);
	said(out, "  import units DB [FILE] ");
	said(out, "  import members DB FILE... ");
	assert_null(strstr(out, "serve"));
	assert_int_equal(type("help import"), CLI_DONE);
	said(out, "  import members DB FILE... ");
	assert_int_equal(type("impor --help"), CLI_USAGE);
	assert_string_equal(out, "");
	assert_int_equal(type("help import units"), CLI_DONE);
	for (const char *p = out; *p != '\0'; p += strcspn(p, "\n") + 1) {
		assert_true(strcspn(p, "\n") <= 78);
	}
}

/* Writes what a line prints to the file $MADE and runs a command on it. */
static int
checked_by(const char *line, const char *command)
{
	char name[] = "/tmp/cellwork-cli-XXXXXX";
	int fd = mkstemp(name), status;
	FILE *f;

	assert_true(fd >= 0);
	f = fdopen(fd, "w");
	assert_non_null(f);
	assert_int_equal(type(line), CLI_DONE);
	fputs(out, f);
	fclose(f);
	assert_int_equal(setenv("MADE", name, 1), 0);
	fflush(NULL);
	status = system(command);
	unlink(name);
	return status;
}

static void
test_manual(void **state)
{
	(void)state;
	assert_int_equal(type("help --man"), CLI_DONE);
	said(out, ".SS \"import units DB [FILE]\"");
	said(out, "\\&.A line with \\e and \\-.");
	said(out, ".B \\-\\-map \\fICOLUMN=FIELD\\fR");
	if (system("command -v groff >/dev/null") != 0) {
		print_message("groff is not installed\n");
		skip();
	}
	assert_int_equal(checked_by("help --man",
	    "test -z \"$(groff -man -ww -z $MADE 2>&1)\""), 0);
}

/* The script, run by a bash that completes the words given. */
static int
bash_completes(const char *words, const char *expected)
{
	char command[512];

	snprintf(command, sizeof(command), "test \"$(bash --norc -c '"
	    ". $MADE; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
	    " _cellwork; echo ${COMPREPLY[@]}')\" = '%s'", words, expected);
	return checked_by("help --completion bash", command);
}

static void
test_completion(void **state)
{
	(void)state;
	assert_int_equal(bash_completes("cellwork \"\"",
	    "import serve help --help --version"), 0);
	assert_int_equal(bash_completes("cellwork im", "import"), 0);
	assert_int_equal(bash_completes("cellwork import \"\"",
	    "units members"), 0);
	assert_int_equal(bash_completes("cellwork import units --d",
	    "--dry-run"), 0);
	assert_int_equal(bash_completes("cellwork help --", "--man "
	    "--completion --help"), 0);
	assert_int_equal(bash_completes("cellwork serve a", ""), 0);
	/* A control: a wrong expectation is seen. */
	assert_int_not_equal(bash_completes("cellwork im", "export"), 0);

	assert_int_equal(type("help --completion zsh"), CLI_DONE);
	said(out, "#compdef cellwork");
	said(out, "'--from=[the first day it'\\''s in force]:DATE:_files'");
	said(out, "'*--map=[what a column means]:COLUMN=FIELD:_files'");
	assert_int_equal(type("help --completion fish"), CLI_DONE);
	said(out, "-l dry-run -d 'read and check, change nothing'");
}

static void
test_progress(void **state)
{
	struct progress p;

	(void)state;
	assert_false(cli_stopping());
	progress_start(&p, "units", 10);
	progress_at(&p, 5);
	assert_int_equal(p.done, 5);
	assert_false(cli_stopping());
	raise(SIGINT);
	assert_true(cli_stopping());
	progress_end(&p);
	assert_false(p.shown);		/* too short to be worth a line */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arguments_and_options),
		cmocka_unit_test(test_typed_wrongly),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_manual),
		cmocka_unit_test(test_completion),
		cmocka_unit_test(test_progress),
		cmocka_unit_test(test_full_disk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
