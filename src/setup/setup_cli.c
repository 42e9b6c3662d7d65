/* setup_cli.c - the verb init: a new organisation from its statutes. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/cli.h"
#include "db/job.h"
#include "org/org.h"
#include "statutes/statutes.h"

#define STEP_IMPORT	4	/* of the set-up: the statutes are adopted */

/* The whole document, or NULL: it could not be read, and that was said. */
static char *
read_document(struct cli *cli, const char *path, size_t *out_len)
{
	char *text = arena_alloc(cli->mem, STATUTES_TEXT_MAX + 2, 1);
	FILE *f = fopen(path, "rb");
	bool failed;

	if (f == NULL) {
		(void)cli_fail(cli, "%s: %s", path, strerror(errno));
		return NULL;
	}
	/* One byte more than may be: then it is refused as too large. */
	*out_len = fread(text, 1, STATUTES_TEXT_MAX + 1, f);
	failed = ferror(f) != 0;
	fclose(f);
	if (failed) {
		(void)cli_fail(cli, "%s could not be read", path);
		return NULL;
	}
	return text;
}

/* The organisation's name is that of its highest tier unless it was given. */
static void
write_organisation(struct cli *cli, struct ctx *cx)
{
	const struct statutes *st = statutes_in_force(cx, cx->today);
	const char *name = cli_option(cli, "name");
	struct organisation o = { S(""), S("en-GB"), S("ltr"), STEP_IMPORT };

	if (name != NULL) {
		o.name = str_z(name);
	}
	for (size_t i = 0; st != NULL && i < st->tiers.len &&
	    o.name.len == 0; i++) {
		if (st->tiers.at[i].under == 0) {
			o.name = st->tiers.at[i].one;
		}
	}
	if (o.name.len == 0) {
		o.name = S("Our organisation");
	}
	org_write(cx, &o);
}

static int
refuse(struct cli *cli, struct ctx *cx, const char *path,
    enum statutes_err err, const struct statutes_errors *errors)
{
	for (size_t i = 0; i < errors->list_len; i++) {
		str text = statutes_error_text(cli->mem, str_z(path),
		    &errors->list[i]);

		printf(STR_FMT, STR_ARG(text));
	}
	job_drop(cx);
	return cli_fail(cli, "%s; nothing was made", statutes_err_text(err));
}

static int
init(struct cli *cli)
{
	const char *path = cli_option(cli, "statutes");
	struct statutes_errors *errors = NEW(cli->mem, struct statutes_errors,
	    1);
	struct date from = DATE_NONE;
	enum statutes_err err;
	struct ctx *cx;
	size_t len;
	char *text;
	int64_t id;

	if (path == NULL || cli_option(cli, "from") == NULL) {
		return cli_usage(cli, "--statutes FILE and --from DATE are "
		    "needed");
	}
	if (!cli_day(cli, "from", &from)) {
		return CLI_USAGE;
	}
	text = read_document(cli, path, &len);
	cx = text == NULL ? NULL : job_open(cli, cli_arg(cli, 0), JOB_CREATE);
	if (cx == NULL) {
		return CLI_REFUSED;
	}
	err = statutes_adopt(cx, (str){ text, len }, from, errors, &id);
	if (err != STATUTES_OK) {
		return refuse(cli, cx, path, err, errors);
	}
	write_organisation(cli, cx);
	return job_save(cx);
}

static const struct option init_options[] = {
	{ "statutes", "FILE", false, "the statutes to begin with" },
	{ "from", "DATE", false, "the first day they are in force" },
	{ "name", "NAME", false, "what the organisation is called" },
	OPTIONS_END
};

const struct verb setup_verbs[] = {
	{ "init", "DB", "makes a new organisation from its statutes",
	    "DB is a new file. Next: import units, members and terms; account "
	    "invite --admin; serve.", init_options, init },
	VERBS_END
};
