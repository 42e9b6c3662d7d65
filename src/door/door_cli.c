/* door_cli.c - the verb badges. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/cli.h"
#include "db/verb.h"
#include "door/door.h"
#include "paper/paper.h"

static const char *
role_name(enum participant_role role)
{
	return role == ROLE_DELEGATE ? "Delegate" : role == ROLE_GUEST ?
	    "Guest" : role == ROLE_PRESS ? "Press" : "Staff";
}

static void
add_cards(struct ctx *cx, struct paper *paper, const struct conference *c,
    const struct badge_line *list, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		const struct participant *p = &list[i].who;

		paper_card(paper, &(struct paper_card){ .head = c->title,
		    .name = p->name, .unit = p->unit_name,
		    .role = str_z(role_name(p->role)),
		    .place = p->seat == 0 ? S("") : arena_printf(cx->mem,
		    STR_FMT " %d", STR_ARG(p->block), p->seat),
		    .number = arena_printf(cx->mem, "%d", p->number),
		    .code = list[i].text, .band = p->voting ? 0 : 1 });
	}
}

/* The drawn file is where the person wants it. */
static bool
write_file(int fd, const char *path)
{
	char bytes[65536];
	FILE *f = fopen(path, "w");
	ssize_t n = 0;
	bool ok = f != NULL;

	while (ok && (n = read(fd, bytes, sizeof(bytes))) > 0) {
		ok = fwrite(bytes, 1, (size_t)n, f) == (size_t)n;
	}
	if (f != NULL) {
		ok = fclose(f) == 0 && ok;
	}
	close(fd);
	return ok && n == 0;
}

static int
draw(struct cli *cli, struct ctx *cx, const struct conference *c,
    const struct badge_line *list, size_t len, const char *path)
{
	struct paper_drawn drawn;
	struct paper paper;
	enum paper_err err;

	paper_start(&paper, cx->mem, c->title, c->language);
	add_cards(cx, &paper, c, list, len);
	err = paper_draw(&paper, &paper_limits_verb, NULL, &drawn);
	if (err != PAPER_OK) {
		return cli_fail(cli, "%s %s", paper_err_text(err),
		    drawn.detail);
	}
	if (!write_file(drawn.fd, path)) {
		return cli_fail(cli, "%s cannot be written", path);
	}
	cli_note(cli, "%zu badges on %d pages in %d ms", len, drawn.pages,
	    drawn.ms);
	return CLI_DONE;
}

static int
badges(struct cli *cli)
{
	const char *path = cli_option(cli, "pdf");
	struct ctx *cx = verb_open(cli, cli_arg(cli, 0), VERB_WRITE);
	struct badge_line *list;
	struct conference c;
	enum door_err err;
	int done;
	size_t len;

	if (cx == NULL) {
		return CLI_REFUSED;
	}
	if (!conference_by_public(cx, str_z(cli_arg(cli, 1)), &c)) {
		verb_drop(cx);
		return cli_fail(cli, "there is no conference %s",
		    cli_arg(cli, 1));
	}
	err = badge_begin(cx, c.id);
	if (err != DOOR_OK) {
		verb_drop(cx);
		return cli_fail(cli, "%s", door_err_text(err));
	}
	badge_list(cx, c.id, 0, PARTICIPANTS_MAX, &list, &len);
	if (path != NULL) {
		done = draw(cli, cx, &c, list, len, path);
		if (done != CLI_DONE) {
			verb_drop(cx);
			return done;
		}
		return verb_save(cx);
	}
	printf("number,code\n");
	for (size_t i = 0; i < len; i++) {
		printf("%d," STR_FMT "\n", list[i].who.number,
		    STR_ARG(list[i].text));
	}
	return verb_save(cx);
}

static const struct option badges_options[] = {
	{ "pdf", "FILE", false, "draws them, eight to a page, into this file" },
	OPTIONS_END
};

const struct verb door_verbs[] = {
	{ "badges", "DB CONFERENCE", "writes the badges of a conference",
	    "As a list of numbers and of what their codes say, for a printer "
	    "of its own; or as sheets. Whoever has a code can enter: keep the "
	    "file as you would keep the badges.", badges_options, badges },
	VERBS_END
};
