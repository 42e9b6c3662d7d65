/* picture_cli.c - the verb picture. */
#include <stdio.h>

#include "base/cli.h"
#include "db/verb.h"
#include "picture/picture.h"

static int
picture(struct cli *cli)
{
	struct ctx *cx = verb_open(cli, cli_arg(cli, 0), VERB_WRITE);
	struct picture p;
	int done;

	if (cx == NULL) {
		return CLI_REFUSED;
	}
	picture_lay(cx);
	if (!picture_read(cx, &p)) {
		verb_drop(cx);
		return cli_fail(cli, "there is no unit with members yet");
	}
	done = verb_save(cx);
	if (done == CLI_DONE) {
		printf("%zu places in %zu regions, %zu blocks; a dot is %d "
		    "pixels wide and %d of them\n", p.cells_len,
		    p.regions_len, p.blocks_len, p.dot, p.share);
	}
	return done;
}

const struct verb picture_verbs[] = {
	{ "picture", "DB", "gives every unit with members a new place in the "
	    "picture of all", "Places stay where they are when figures "
	    "change; new units take what is free. Laid anew, each stands "
	    "beside its neighbours again, and those that found no place have "
	    "one.", NULL, picture },
	VERBS_END
};
