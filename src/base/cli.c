/*
 * cli.c - from what a person typed to the one verb that does it.
 */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cli.h"
#include "base/cli_floor.h"

#define VERB_MEMORY	((size_t)64 << 20)	/* address space, not memory */

/* ---- what a verb asks for ---------------------------------------------- */

const char *
cli_arg(const struct cli *cli, size_t i)
{
	return i < cli->args_len ? cli->args[i] : NULL;
}

const char *
cli_option(const struct cli *cli, const char *name)
{
	const char *value = NULL;
	size_t i = 0;

	(void)cli_each(cli, name, &i, &value);
	return value;
}

bool
cli_flag(const struct cli *cli, const char *name)
{
	return cli_option(cli, name) != NULL;
}

static const struct option *
cli_find_option(const struct verb *verb, str name)
{
	for (const struct option *o = verb->options; o != NULL &&
	    o->name != NULL; o++) {
		if (str_eq(str_z(o->name), name)) {
			return o;
		}
	}
	return NULL;
}

/* A verb that asks for an option it does not have is a bug. */
static bool
verb_has(const struct verb *verb, const char *name)
{
	return verb == NULL || cli_find_option(verb, str_z(name)) != NULL;
}

bool
cli_each(const struct cli *cli, const char *name, size_t *i,
    const char **value)
{
	assert(verb_has(cli->verb, name));
	while (*i < cli->given_len) {
		const struct cli_given *given = &cli->given[(*i)++];

		if (strcmp(given->option->name, name) == 0) {
			*value = given->value;
			return true;
		}
	}
	return false;
}

bool
cli_day(const struct cli *cli, const char *name, struct date *out)
{
	const char *value = cli_option(cli, name);

	if (value != NULL && !date_parse(str_z(value), out)) {
		cli_usage(cli, "--%s takes a day as 2024-02-29, not \"%s\"",
		    name, value);
		return false;
	}
	return true;
}

bool
cli_number(const struct cli *cli, const char *name, int64_t min, int64_t max,
    int64_t *out)
{
	const char *value = cli_option(cli, name);
	int64_t n;

	if (value == NULL) {
		return true;
	}
	if (!str_to_int(str_z(value), &n) || n < min || n > max) {
		cli_usage(cli, "--%s takes a number from %lld to %lld, not "
		    "\"%s\"", name, (long long)min, (long long)max, value);
		return false;
	}
	*out = n;
	return true;
}

/* ---- what a verb says -------------------------------------------------- */

int
cli_fail(const struct cli *cli, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s: ", cli->prog);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	return CLI_REFUSED;
}

int
cli_usage(const struct cli *cli, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s: ", cli->prog);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, "\nFor help: %s%s%s --help\n", cli->prog,
	    cli->verb != NULL ? " " : "",
	    cli->verb != NULL ? cli->verb->name : "");
	return CLI_USAGE;
}

void
cli_note(const struct cli *cli, const char *fmt, ...)
{
	va_list ap;

	(void)cli;
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

int
cli_done(const struct cli *cli)
{
	if (fflush(stdout) != 0 || ferror(stdout)) {
		return cli_fail(cli, "the output could not be written: %s",
		    strerror(errno));
	}
	return CLI_DONE;
}

/* ---- finding the verb -------------------------------------------------- */

/* How many words of argv the name of a verb takes; 0: it is another verb. */
static int
words_matched(const char *name, int argc, char **argv)
{
	str rest = str_z(name), word;
	int n = 0;

	while (str_cut(&rest, ' ', &word)) {
		if (n >= argc || !str_eq(word, str_z(argv[n]))) {
			return 0;
		}
		n++;
	}
	return n;
}

const struct verb *
cli_find_verb(const struct verb *const *verbs, int argc, char **argv,
    int *out_words)
{
	const struct verb *found = NULL;

	*out_words = 0;
	for (; *verbs != NULL; verbs++) {
		for (const struct verb *v = *verbs; v->name != NULL; v++) {
			int n = words_matched(v->name, argc, argv);

			if (n > *out_words) {
				found = v;
				*out_words = n;
			}
		}
	}
	return found;
}

/* How many letters must be put in, left out, changed or swapped. */
static size_t
distance(str a, str b)
{
	size_t row[3][64], *before = row[0], *last = row[1], *now = row[2];

	if (a.len >= COUNT(row[0]) || b.len >= COUNT(row[0])) {
		return SIZE_MAX;
	}
	for (size_t j = 0; j <= b.len; j++) {
		last[j] = j;
		before[j] = 0;
	}
	for (size_t i = 1; i <= a.len; i++) {
		size_t *next = before;

		now[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t d = last[j - 1] + (a.at[i - 1] != b.at[j - 1]);

			d = d < last[j] + 1 ? d : last[j] + 1;
			d = d < now[j - 1] + 1 ? d : now[j - 1] + 1;
			if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] &&
			    a.at[i - 2] == b.at[j - 1] &&
			    before[j - 2] + 1 < d) {
				d = before[j - 2] + 1;
			}
			now[j] = d;
		}
		before = last;
		last = now;
		now = next;
	}
	return last[b.len];
}

/* Takes the name if `typed` was more probably meant to be it than the ones
 * before: it is a beginning of it, or spelt nearly so. */
static void
nearer(str typed, const char *name, size_t *best, const char **nearest)
{
	bool begins = typed.len > 1 && str_starts(str_z(name), typed);
	size_t d = begins ? 1 : distance(typed, str_z(name));

	if (d < *best && d <= 1 + typed.len / 4) {
		*best = d;
		*nearest = name;
	}
}

static const char *
nearest_verb(const struct verb *const *verbs, str one, str two)
{
	const char *nearest = NULL;
	size_t best = SIZE_MAX;

	for (; *verbs != NULL; verbs++) {
		for (const struct verb *v = *verbs; v->name != NULL; v++) {
			nearer(two, v->name, &best, &nearest);
			nearer(one, v->name, &best, &nearest);
		}
	}
	return nearest;
}

/* "import" alone: it begins several verbs; they are named. */
static bool
say_beginnings(const struct cli *cli, str word)
{
	bool said = false;

	for (size_t t = 0; cli->verbs[t] != NULL; t++) {
		for (const struct verb *v = cli->verbs[t]; v->name != NULL;
		    v++) {
			str name = str_z(v->name);

			if (str_starts(name, word) && name.len > word.len &&
			    name.at[word.len] == ' ') {
				fprintf(stderr, "%s%s", said ? ", " :
				    "It goes on: ", v->name);
				said = true;
			}
		}
	}
	if (said) {
		fputc('\n', stderr);
	}
	return said;
}

static int
unknown_verb(struct cli *cli, int argc, char **argv)
{
	str one = str_z(argv[0]);
	str two = argc > 1 && argv[1][0] != '-' ?
	    arena_printf(cli->mem, "%s %s", argv[0], argv[1]) : one;
	const char *nearest = nearest_verb(cli->verbs, one, two);

	if (argv[0][0] == '-') {
		return cli_usage(cli, "there is no option %s", argv[0]);
	}
	fprintf(stderr, "%s: there is no verb \"%s\"\n", cli->prog,
	    argv[0]);
	if (say_beginnings(cli, one)) {
		return CLI_USAGE;
	}
	if (nearest != NULL) {
		fprintf(stderr, "Did you mean: %s %s\n", cli->prog, nearest);
	} else {
		fprintf(stderr, "For help: %s --help\n", cli->prog);
	}
	return CLI_USAGE;
}

/* ---- reading arguments and options ------------------------------------- */

static int
unknown_option(const struct cli *cli, str name)
{
	const char *nearest = NULL;
	size_t best = SIZE_MAX;

	for (const struct option *o = cli->verb->options; o != NULL &&
	    o->name != NULL; o++) {
		nearer(name, o->name, &best, &nearest);
	}
	if (nearest != NULL) {
		return cli_usage(cli, "there is no option --" STR_FMT
		    "; did you mean --%s?", STR_ARG(name), nearest);
	}
	return cli_usage(cli, "there is no option --" STR_FMT, STR_ARG(name));
}

/* argv[*i] begins with "--"; its value may stand in the next one. */
static int
read_option(struct cli *cli, int argc, char **argv, int *i)
{
	str text = str_from(str_z(argv[*i]), 2), name = text;
	size_t equals = str_find(text, '=');
	const char *value = equals < text.len ? text.at + equals + 1 : NULL;
	const struct option *option;

	name.len = equals;
	option = cli_find_option(cli->verb, name);
	if (option == NULL) {
		return unknown_option(cli, name);
	}
	if (option->value == NULL && value != NULL) {
		return cli_usage(cli, "--%s takes no value", option->name);
	}
	if (option->value != NULL && value == NULL) {
		if (*i + 1 == argc) {
			return cli_usage(cli, "--%s needs a value: %s",
			    option->name, option->value);
		}
		value = argv[++*i];
	}
	if (!option->repeated && cli_option(cli, option->name) != NULL) {
		return cli_usage(cli, "--%s is given twice", option->name);
	}
	cli->given[cli->given_len++] = (struct cli_given){ option,
	    value != NULL ? value : "" };
	return CLI_DONE;
}

/* How many arguments "DB [FILE]" or "DB FILE..." asks for. */
static void
args_wanted(const char *args, size_t *min, size_t *max)
{
	str rest = str_z(args), word;

	*min = *max = 0;
	while (str_cut(&rest, ' ', &word)) {
		if (word.len == 0) {
			continue;
		}
		*min += word.at[0] != '[';
		*max = str_find(word, '.') < word.len ? CLI_ARGS_MAX :
		    *max + 1;
	}
}

static int
check_args(const struct cli *cli)
{
	size_t min, max;

	args_wanted(cli->verb->args, &min, &max);
	if (cli->args_len < min) {
		return cli_usage(cli, "something is missing: %s %s %s",
		    cli->prog, cli->verb->name, cli->verb->args);
	}
	if (cli->args_len > max) {
		return cli_usage(cli, "\"%s\" is one argument too many: "
		    "%s %s %s", cli->args[max], cli->prog, cli->verb->name,
		    cli->verb->args);
	}
	return CLI_DONE;
}

static int
read_words(struct cli *cli, int argc, char **argv)
{
	bool only_args = false;

	if (argc > CLI_ARGS_MAX) {
		return cli_usage(cli, "more than %d arguments", CLI_ARGS_MAX);
	}
	for (int i = 0; i < argc; i++) {
		int problem = CLI_DONE;

		if (only_args || argv[i][0] != '-' || argv[i][1] == '\0') {
			cli->args[cli->args_len++] = argv[i];
		} else if (strcmp(argv[i], "--") == 0) {
			only_args = true;
		} else if (argv[i][1] == '-') {
			problem = read_option(cli, argc, argv, &i);
		} else {
			problem = cli_usage(cli, "there is no option %s",
			    argv[i]);
		}
		if (problem != CLI_DONE) {
			return problem;
		}
	}
	return check_args(cli);
}

/* Whether help is asked for anywhere before a "--". */
static bool
wants_help(int argc, char **argv)
{
	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "--help") == 0 ||
		    strcmp(argv[i], "-h") == 0) {
			return true;
		}
	}
	return false;
}

static int
dispatch(struct cli *cli, int argc, char **argv)
{
	int words, problem;

	if (argc > 0 && (strcmp(argv[0], "--version") == 0 ||
	    strcmp(argv[0], "-V") == 0)) {
		printf("cellwork %s\n", CELLWORK_VERSION);
		return cli_done(cli);
	}
	cli->verb = cli_find_verb(cli->verbs, argc, argv, &words);
	if (wants_help(argc, argv) && (cli->verb != NULL ||
	    argv[0][0] == '-')) {
		return cli_print_help(cli, cli->verb);
	}
	if (wants_help(argc, argv) && cli_print_beginning(cli, argv[0])) {
		return cli_done(cli);
	}
	if (argc == 0) {
		cli_print_short(cli);
		return CLI_USAGE;
	}
	if (cli->verb == NULL) {
		return unknown_verb(cli, argc, argv);
	}
	problem = read_words(cli, argc - words, argv + words);
	return problem == CLI_DONE ? cli->verb->run(cli) : problem;
}

int
cli_main(int argc, char **argv, const struct verb *const *verbs)
{
	struct cli cli = { .prog = "cellwork", .verbs = verbs };
	struct arena mem;
	int status;

	if (!arena_make(&mem, VERB_MEMORY)) {
		return cli_fail(&cli, "there is not enough address space");
	}
	cli.mem = &mem;
	status = dispatch(&cli, argc > 0 ? argc - 1 : 0,
	    argc > 0 ? argv + 1 : argv);
	arena_drop(&mem);
	return status;
}
