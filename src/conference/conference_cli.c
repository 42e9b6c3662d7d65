/* conference_cli.c - the verb conference. */
#include <stdio.h>

#include "base/cli.h"
#include "conference/conference.h"
#include "db/verb.h"
#include "org/org.h"

#define LIST_MAX	200

static const char *const states[] = {
	[CONFERENCE_PLANNED] = "planned", [CONFERENCE_CALLED] = "called",
	[CONFERENCE_OVER] = "over", [CONFERENCE_CANCELLED] = "cancelled",
};

static void
put_line(struct ctx *cx, const struct conference *c)
{
	printf(STR_FMT "  " STR_FMT " to " STR_FMT "  %-9s  " STR_FMT "\n",
	    STR_ARG(c->public_id), STR_ARG(date_str(cx->mem, c->from)),
	    STR_ARG(date_str(cx->mem, c->last)), states[c->state],
	    STR_ARG(c->title));
}

static void
put_item(const struct item *item)
{
	static const char *const signs[] = { [ITEM_WAITING] = " ",
	    [ITEM_OPEN] = ">", [ITEM_DONE] = "x", [ITEM_DROPPED] = "-" };

	printf("  %s %-5.*s %4d min  " STR_FMT "\n", signs[item->state],
	    STR_ARG(item->number), item->minutes, STR_ARG(item->title));
}

static void
put_sitting(struct ctx *cx, const struct sitting *s)
{
	struct item *items;
	size_t len;

	printf("%d  " STR_FMT "  %02d:%02d to %02d:%02d  " STR_FMT "\n",
	    s->number, STR_ARG(date_str(cx->mem, s->day)), s->starts / 60,
	    s->starts % 60, s->ends / 60, s->ends % 60, STR_ARG(s->title));
	item_list(cx, s->conference_id, s->id, &items, &len);
	for (size_t i = 0; i < len; i++) {
		put_item(&items[i]);
	}
}

static int
list(struct cli *cli)
{
	const char *path = cli_arg(cli, 0), *code = cli_option(cli, "unit");
	struct ctx *cx = verb_open(cli, path, VERB_READ);
	struct conference *all;
	struct unit unit;
	size_t len;

	if (cx == NULL) {
		return CLI_REFUSED;
	}
	if (code == NULL ? !org_root(cx, &unit) :
	    !org_unit_by_code(cx, str_z(code), &unit)) {
		verb_drop(cx);
		return cli_fail(cli, "there is no such unit");
	}
	conference_of_unit(cx, unit.id, LIST_MAX, &all, &len);
	for (size_t i = 0; i < len; i++) {
		put_line(cx, &all[i]);
	}
	return verb_save(cx);
}

static int
show(struct cli *cli)
{
	struct ctx *cx = verb_open(cli, cli_arg(cli, 0), VERB_READ);
	struct hall_count hall;
	struct conference c;
	struct sitting *all;
	size_t len;

	if (cx == NULL) {
		return CLI_REFUSED;
	}
	if (!conference_by_public(cx, str_z(cli_arg(cli, 1)), &c)) {
		verb_drop(cx);
		return cli_fail(cli, "there is no conference %s",
		    cli_arg(cli, 1));
	}
	put_line(cx, &c);
	hall = conference_hall(cx, c.id);
	printf("with a vote: %lld, here: %lld; guests here: %lld\n",
	    (long long)hall.entitled, (long long)hall.present,
	    (long long)hall.guests);
	sitting_list(cx, c.id, &all, &len);
	for (size_t i = 0; i < len; i++) {
		put_sitting(cx, &all[i]);
	}
	return verb_save(cx);
}

static const struct option list_options[] = {
	{ "unit", "CODE", false, "of this unit; else of the one at the top" },
	OPTIONS_END
};

const struct verb conference_verbs[] = {
	{ "conference list", "DB", "shows the conferences of a unit",
	    "A line for each, newest first: its id, days, state and title.",
	    list_options, list },
	{ "conference show", "DB ID", "shows a conference and its order of "
	    "business", "Each sitting with its items; x is done, > is being "
	    "dealt with, - was taken off.", NULL, show },
	VERBS_END
};
