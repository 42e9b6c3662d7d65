/* setup_cli.c - the verb init: a new organisation from its statutes. */
#include "base/cli.h"
#include "db/verb.h"
#include "org/org.h"
#include "statutes/statutes_cli.h"

#define STEP_IMPORT	4	/* of the set-up: the statutes are adopted */

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
init(struct cli *cli)
{
	const char *path = cli_option(cli, "statutes");
	struct statutes_errors *errors = NEW(cli->mem, struct statutes_errors,
	    1);
	struct date from = DATE_NONE;
	enum statutes_err err;
	struct ctx *cx;
	int64_t id;
	str text;

	if (path == NULL || cli_option(cli, "from") == NULL) {
		return cli_usage(cli, "--statutes FILE and --from DATE are "
		    "needed");
	}
	if (!cli_day(cli, "from", &from)) {
		return CLI_USAGE;
	}
	cx = statutes_file(cli, path, &text) ? verb_open(cli, cli_arg(cli, 0),
	    VERB_CREATE) : NULL;
	if (cx == NULL) {
		return CLI_REFUSED;
	}
	err = statutes_adopt(cx, text, from, errors, &id);
	if (err != STATUTES_OK) {
		/* They stand in the job's memory. */
		statutes_print_errors(cli, path, errors);
		verb_drop(cx);
		return cli_fail(cli, "%s; nothing was made",
		    statutes_err_text(err));
	}
	write_organisation(cli, cx);
	return verb_save(cx);
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
