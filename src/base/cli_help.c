/*
 * cli_help.c - the help of each verb and the manual page, from the tables of
 * the verbs.
 */
#include <stdio.h>
#include <string.h>

#include "base/cli.h"
#include "base/cli_floor.h"

#define WIDTH		78
#define NAME_WIDTH	34		/* of the left column, at most */

static const char about[] =
    "the working system of an organisation of many small groups";

static const char exit_status[] =
    "0 when it is done, 1 when it was refused or failed, 2 when the command "
    "was typed wrongly and nothing was done.";

/* ---- plain text -------------------------------------------------------- */

static void
spaces(size_t n)
{
	printf("%*s", (int)n, "");
}

/* A paragraph in lines of at most WIDTH, each but the first after `indent`
 * spaces; the first begins at column `at`. */
static void
wrap(str text, size_t indent, size_t at)
{
	bool first = true;
	str word;

	while (str_cut(&text, ' ', &word)) {
		size_t width = utf8_count(word);

		if (width == 0) {
			continue;
		}
		if (!first && at + 1 + width > WIDTH) {
			putchar('\n');
			spaces(indent);
			at = indent;
			first = true;
		}
		printf("%s" STR_FMT, first ? "" : " ", STR_ARG(word));
		at += width + !first;
		first = false;
	}
	putchar('\n');
}

/* Paragraphs; lines that begin with a space (examples) stay as they are. */
static void
print_text(const char *help)
{
	str rest = str_z(help), line;

	while (str_cut(&rest, '\n', &line)) {
		if (str_starts(line, S(" "))) {
			printf(STR_FMT "\n", STR_ARG(line));
		} else {
			wrap(line, 0, 0);
		}
	}
}

/* "  left    right", the right part wrapped in its own column. */
static void
print_row(str left, str right, size_t column)
{
	size_t width = 2 + utf8_count(left);

	printf("  " STR_FMT, STR_ARG(left));
	if (width + 2 > column) {
		putchar('\n');
		width = 0;
	}
	spaces(column - width);
	wrap(right, column, column);
}

static str
option_left(const struct cli *cli, const struct option *o)
{
	return o->value == NULL ? arena_printf(cli->mem, "--%s", o->name) :
	    arena_printf(cli->mem, "--%s %s", o->name, o->value);
}

static str
option_right(const struct cli *cli, const struct option *o)
{
	return arena_printf(cli->mem, "%s%s", o->help,
	    o->repeated ? "; may be repeated" : "");
}

static void
print_options(const struct cli *cli, const struct verb *verb)
{
	size_t column = sizeof("--help") + 4;

	for (const struct option *o = verb->options; o != NULL &&
	    o->name != NULL; o++) {
		size_t width = utf8_count(option_left(cli, o)) + 4;

		if (width > column && width <= NAME_WIDTH) {
			column = width;
		}
	}
	printf("\nOptions:\n");
	for (const struct option *o = verb->options; o != NULL &&
	    o->name != NULL; o++) {
		print_row(option_left(cli, o), option_right(cli, o), column);
	}
	print_row(S("--help"), S("this text"), column);
}

static void
print_verb(const struct cli *cli, const struct verb *verb)
{
	printf("Usage: %s %s%s%s%s\n\n%s - %s.\n", cli->prog, verb->name,
	    verb->options != NULL ? " [OPTION]..." : "",
	    verb->args[0] != '\0' ? " " : "", verb->args, verb->name,
	    verb->summary);
	if (verb->help[0] != '\0') {
		putchar('\n');
		print_text(verb->help);
	}
	print_options(cli, verb);
	printf("\nExit status: ");
	wrap(str_z(exit_status), 0, sizeof("Exit status: ") - 1);
}

static str
verb_left(const struct cli *cli, const struct verb *v)
{
	return arena_printf(cli->mem, "%s%s%s", v->name,
	    v->args[0] != '\0' ? " " : "", v->args);
}

/* All whose name begins with the words, of whole words; "" for all. How many
 * there are. */
static int
print_verbs(const struct cli *cli, str words)
{
	int n = 0;

	for (size_t t = 0; cli->verbs[t] != NULL; t++) {
		for (const struct verb *v = cli->verbs[t]; v->name != NULL;
		    v++) {
			str name = str_z(v->name);

			if (words.len > 0 && (!str_starts(name, words) ||
			    (name.len > words.len &&
			    name.at[words.len] != ' '))) {
				continue;
			}
			print_row(verb_left(cli, v), str_z(v->summary),
			    NAME_WIDTH);
			n++;
		}
	}
	return n;
}

bool
cli_print_beginning(const struct cli *cli, const char *word)
{
	return print_verbs(cli, str_z(word)) > 0;
}

int
cli_print_help(const struct cli *cli, const struct verb *verb)
{
	if (verb != NULL) {
		print_verb(cli, verb);
		return cli_done(cli);
	}
	printf("%s - %s\n\nUsage: %s VERB [OPTION]... [ARGUMENT]...\n\n"
	    "Verbs:\n", cli->prog, about, cli->prog);
	print_verbs(cli, S(""));
	printf("\nOptions:\n");
	print_row(S("--help"), S("this text; after a verb, the help of it"),
	    16);
	print_row(S("--version"), S("which version this is"), 16);
	printf("\nExit status: ");
	wrap(str_z(exit_status), 0, sizeof("Exit status: ") - 1);
	return cli_done(cli);
}

void
cli_print_short(const struct cli *cli)
{
	fprintf(stderr, "%s - %s\n"
	    "To look at it:     %s demo demo.db && %s serve demo.db\n"
	    "To begin in earnest: %s init DB --statutes FILE --from DATE\n"
	    "All verbs:         %s --help\n", cli->prog, about, cli->prog,
	    cli->prog, cli->prog, cli->prog);
}

/* ---- the manual page --------------------------------------------------- */

/* Text of ours, with what groff would read as its own made plain. */
static void
groff(str text)
{
	for (size_t i = 0; i < text.len; i++) {
		bool line_start = i == 0 || text.at[i - 1] == '\n';

		if (line_start && (text.at[i] == '.' || text.at[i] == '\'')) {
			printf("\\&");
		}
		if (text.at[i] == '\\') {
			printf("\\e");
		} else if (text.at[i] == '-') {
			printf("\\-");
		} else {
			putchar(text.at[i]);
		}
	}
}

static void
groff_text(const char *help)
{
	str rest = str_z(help), line;
	bool verbatim = false;

	while (str_cut(&rest, '\n', &line)) {
		bool example = str_starts(line, S(" "));

		if (example != verbatim) {
			printf(example ? ".PP\n.nf\n.RS\n" : ".RE\n.fi\n");
			verbatim = example;
		}
		if (line.len == 0) {
			printf(".PP");
		} else {
			groff(verbatim ? str_trim(line) : line);
		}
		putchar('\n');
	}
	if (verbatim) {
		printf(".RE\n.fi\n");
	}
}

static void
groff_verb(const struct cli *cli, const struct verb *v)
{
	printf(".SS \"");
	groff(verb_left(cli, v));
	printf("\"\n");
	groff(arena_printf(cli->mem, "%s %s.", v->name, v->summary));
	putchar('\n');
	if (v->help[0] != '\0') {
		printf(".PP\n");
		groff_text(v->help);
	}
	for (const struct option *o = v->options; o != NULL &&
	    o->name != NULL; o++) {
		printf(".TP\n.B ");
		groff(arena_printf(cli->mem, "--%s", o->name));
		if (o->value != NULL) {
			printf(" \\fI");
			groff(str_z(o->value));
			printf("\\fR");
		}
		putchar('\n');
		groff(option_right(cli, o));
		putchar('\n');
	}
}

/* The manual page, for groff. */
static void
cli_print_manual(const struct cli *cli)
{
	printf(".TH CELLWORK 1 \"\" \"Cellwork %s\" \"General commands\"\n"
	    ".SH NAME\ncellwork \\- %s\n"
	    ".SH SYNOPSIS\n.B cellwork\n"
	    ".I verb\n.RI [ option ]...\n.RI [ argument ]...\n.br\n"
	    ".B cellwork\n.RI [ verb ]\n.B \\-\\-help\n"
	    ".SH DESCRIPTION\n"
	    "Cellwork gives each small group of an organisation one calm page "
	    "that says what is due, and everyone above it a true picture of "
	    "the whole. It keeps its data in one SQLite file, written DB "
	    "below, and serves web pages.\n.PP\n"
	    "Options may stand before, between or after the arguments; after "
	    "\\-\\- everything is an argument.\n.SH VERBS\n",
	    CELLWORK_VERSION, about);
	for (size_t t = 0; cli->verbs[t] != NULL; t++) {
		for (const struct verb *v = cli->verbs[t]; v->name != NULL;
		    v++) {
			groff_verb(cli, v);
		}
	}
	printf(".SH EXIT STATUS\n"
	    ".TP\n.B 0\nIt is done.\n"
	    ".TP\n.B 1\nIt was refused or failed; standard error says why.\n"
	    ".TP\n.B 2\nThe command was typed wrongly; nothing was done.\n"
	    ".SH ENVIRONMENT\n"
	    ".TP\n.B TZ\nThe time zone in which days begin and end.\n");
}

/* ---- the verb ---------------------------------------------------------- */

static const struct option help_options[] = {
	{ "man", NULL, false, "the manual page, for groff" },
	{ "completion", "SHELL", false,
	    "the completion for bash, zsh or fish" },
	OPTIONS_END
};

static int
help_run(struct cli *cli)
{
	const char *shell = cli_option(cli, "completion");
	const struct verb *verb = NULL;
	char *words[CLI_ARGS_MAX];
	int found = 0;

	if (shell != NULL && !cli_print_completion(cli, shell)) {
		return cli_usage(cli, "there is completion for bash, zsh and "
		    "fish, not for \"%s\"", shell);
	}
	if (cli_flag(cli, "man")) {
		cli_print_manual(cli);
	}
	if (shell != NULL || cli_flag(cli, "man")) {
		return cli_done(cli);
	}
	for (size_t i = 0; i < cli->args_len; i++) {
		words[i] = arena_copy_z(cli->mem, str_z(cli->args[i]));
	}
	verb = cli_find_verb(cli->verbs, (int)cli->args_len, words, &found);
	if (verb == NULL && cli->args_len > 0) {
		if (cli_print_beginning(cli, cli->args[0])) {
			return cli_done(cli);
		}
		return cli_usage(cli, "there is no verb \"%s\"",
		    cli->args[0]);
	}
	return cli_print_help(cli, verb);
}

const struct verb help_verbs[] = {
	{ "help", "[VERB...]", "says what the program can do",
	    "Without VERB it lists all verbs.", help_options, help_run },
	VERBS_END
};
