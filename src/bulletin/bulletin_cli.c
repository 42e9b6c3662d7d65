/* bulletin_cli.c - what stays of a conference, for the command line. */
#include <stdio.h>

#include "base/cli.h"
#include "bulletin/akn.h"
#include "conference/conference.h"
#include "db/verb.h"

static int
proceedings(struct cli *cli)
{
	const char *id = cli_arg(cli, 1);
	struct ctx *cx = verb_open(cli, cli_arg(cli, 0), VERB_READ);
	struct conference c;
	enum bulletin_err err;
	str text;

	if (cx == NULL) {
		return CLI_REFUSED;
	}
	if (!conference_by_public(cx, str_z(id), &c)) {
		verb_drop(cx);
		return cli_fail(cli, "there is no conference %s", id);
	}
	err = akn_proceedings(cx, c.id, str_z(cli_option(cli, "language")),
	    &text);
	if (err != BULLETIN_OK) {
		verb_drop(cx);
		return cli_fail(cli, "%s", bulletin_err_text(err));
	}
	(void)fwrite(text.at, 1, text.len, stdout);
	return verb_save(cx) == CLI_DONE ? cli_done(cli) : CLI_REFUSED;
}

static const struct option proceedings_options[] = {
	{ "language", "CODE", false, "in this language, as en; else in that "
	    "of the conference" },
	OPTIONS_END
};

extern const struct verb bulletin_verbs[];	/* listed in tables.c */

const struct verb bulletin_verbs[] = {
	{ "conference proceedings", "DB ID", "writes the proceedings of a "
	    "conference for archives",
	    "Akoma Ntoso 3.0, the XML of parliaments' records: the minutes "
	    "that were published, the resolutions and the commendations, with "
	    "speakers, times and the numbers of votes marked. A draft is "
	    "never in it. What is published for members alone is.",
	    proceedings_options, proceedings },
	VERBS_END
};
