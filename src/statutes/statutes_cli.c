/* statutes_cli.c - the verbs about the statutes, and reading a document. */
#include "statutes/statutes_cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "db/verb.h"
#include "exception/exception.h"
#include "tally/tally_cli.h"

/* ---- reading a document ------------------------------------------------ */

bool
statutes_file(struct cli *cli, const char *path, str *out)
{
	/* One byte more than may be: then it is refused as too large. */
	char *text = arena_alloc(cli->mem, STATUTES_TEXT_MAX + 1, 1);
	FILE *f = fopen(path, "rb");
	bool failed;

	if (f == NULL) {
		(void)cli_fail(cli, "%s: %s", path, strerror(errno));
		return false;
	}
	*out = (str){ text, fread(text, 1, STATUTES_TEXT_MAX + 1, f) };
	failed = ferror(f) != 0;
	fclose(f);
	if (failed) {
		(void)cli_fail(cli, "%s could not be read", path);
	}
	return !failed;
}

void
statutes_print_errors(struct cli *cli, const char *path,
    const struct statutes_errors *errors)
{
	for (size_t i = 0; i < errors->list_len; i++) {
		str text = statutes_error_text(cli->mem, str_z(path),
		    &errors->list[i]);

		printf(STR_FMT, STR_ARG(text));
	}
}

static void
print_rules(const struct statutes *st)
{
	size_t article = st->articles.len;

	for (size_t i = 0; i < st->rules.len; i++) {
		const struct rule *r = &st->rules.at[i];

		if (r->article != article) {
			article = r->article;
			printf("%s" STR_FMT "\n", i > 0 ? "\n" : "",
			    STR_ARG(st->articles.at[article].title));
		}
		printf("%5d  " STR_FMT "%s\n", r->line, STR_ARG(r->plain),
		    r->checked ? "" : " (not checked yet)");
	}
}

/* The document read, or its errors printed. */
static bool
read_document(struct cli *cli, const char *path, struct statutes *out,
    str *text)
{
	struct statutes_errors *errors = NEW(cli->mem, struct statutes_errors,
	    1);

	if (!statutes_file(cli, path, text)) {
		return false;
	}
	if (statutes_read(cli->mem, *text, out, errors)) {
		return true;
	}
	statutes_print_errors(cli, path, errors);
	(void)cli_fail(cli, "%zu %s not understood", errors->list_len,
	    errors->list_len == 1 ? "place is" : "places are");
	return false;
}

/* ---- the verbs --------------------------------------------------------- */

static int
read_file(struct cli *cli)
{
	struct statutes st;
	str text;

	if (!read_document(cli, cli_arg(cli, 0), &st, &text)) {
		return CLI_REFUSED;
	}
	print_rules(&st);
	return cli_done(cli);
}

static int
show(struct cli *cli)
{
	struct ctx *cx = verb_open(cli, cli_arg(cli, 0), VERB_READ);
	const struct statutes *st;
	struct date on;

	if (cx == NULL) {
		return CLI_REFUSED;
	}
	on = cx->today;
	if (!cli_day(cli, "on", &on)) {
		verb_drop(cx);
		return CLI_USAGE;
	}
	st = statutes_in_force(cx, on);
	if (st == NULL) {
		verb_drop(cx);
		return cli_fail(cli, "no edition is in force on that day");
	}
	if (cli_flag(cli, "rules")) {
		print_rules(st);
	} else {
		printf(STR_FMT, STR_ARG(st->text));
	}
	return verb_save(cx);
}

static int
adopt(struct cli *cli)
{
	struct statutes_errors *errors = NEW(cli->mem, struct statutes_errors,
	    1);
	struct date from = DATE_NONE;
	enum statutes_err err;
	struct ctx *cx;
	int64_t id;
	str text;

	if (cli_arg(cli, 1) == NULL || cli_option(cli, "from") == NULL) {
		return cli_usage(cli, "a FILE and --from DATE are needed");
	}
	if (!cli_day(cli, "from", &from)) {
		return CLI_USAGE;
	}
	if (!statutes_file(cli, cli_arg(cli, 1), &text)) {
		return CLI_REFUSED;
	}
	cx = verb_open(cli, cli_arg(cli, 0), VERB_WRITE);
	if (cx == NULL) {
		return CLI_REFUSED;
	}
	err = statutes_adopt(cx, text, from, errors, &id);
	if (err != STATUTES_OK) {
		/* They stand in the job's memory. */
		statutes_print_errors(cli, cli_arg(cli, 1), errors);
		verb_drop(cx);
		return cli_fail(cli, "%s; nothing was adopted",
		    statutes_err_text(err));
	}
	if (!verb_step(cx) || !tally_finish(cli, cx)) {
		verb_drop(cx);
		return CLI_REFUSED;
	}
	return verb_save(cx);
}

static void
print_changes(const struct exception_change *c, size_t len)
{
	int64_t more = 0, fewer = 0;

	for (size_t i = 0; i < len; i++) {
		if (c[i].before == c[i].after) {
			continue;
		}
		printf("Article " STR_FMT "  %lld now, %lld with the draft: "
		    STR_FMT "\n", STR_ARG(c[i].article),
		    (long long)c[i].before, (long long)c[i].after,
		    STR_ARG(c[i].plain));
		more += c[i].after > c[i].before ? c[i].after - c[i].before :
		    0;
		fewer += c[i].before > c[i].after ? c[i].before - c[i].after :
		    0;
	}
	printf("%lld more would be open, %lld fewer\n", (long long)more,
	    (long long)fewer);
}

static int
try_draft(struct cli *cli)
{
	struct exception_change *changes;
	struct statutes draft;
	struct ctx *cx;
	size_t len;
	str text;

	if (cli_arg(cli, 1) == NULL) {
		return cli_usage(cli, "a FILE is needed");
	}
	if (!read_document(cli, cli_arg(cli, 1), &draft, &text)) {
		return CLI_REFUSED;
	}
	cx = verb_open(cli, cli_arg(cli, 0), VERB_READ);
	if (cx == NULL) {
		return CLI_REFUSED;
	}
	exception_try(cx, &draft, cx->today, &changes, &len);
	print_changes(changes, len);
	return verb_save(cx);
}

static const struct option show_options[] = {
	{ "on", "DATE", false, "the edition in force on this day (today)" },
	{ "rules", NULL, false, "what the machine understood, in plain words" },
	OPTIONS_END
};
static const struct option adopt_options[] = {
	{ "from", "DATE", false, "the first day in force" },
	OPTIONS_END
};

const struct verb statutes_verbs[] = {
	{ "statutes show", "DB", "writes the statutes in force",
	    "As they were adopted, or with --rules what the machine "
	    "understood of them.", show_options, show },
	{ "statutes adopt", "DB FILE", "takes a new edition of the statutes",
	    "From its day on the edition is in force; days before are judged "
	    "by the edition in force on them. A document with an error takes "
	    "no effect at all.", adopt_options, adopt },
	{ "statutes try", "DB FILE", "says what a draft would change today",
	    "Counts, rule by rule, what would be open today if the draft were "
	    "in force in place of the present edition. Changes nothing.", NULL,
	    try_draft },
	{ "statutes read", "FILE", "explains a document in plain words",
	    "Needs no database. Each line that is not understood is shown with "
	    "its place, what was expected, and the nearest line that would "
	    "do.", NULL, read_file },
	VERBS_END
};
