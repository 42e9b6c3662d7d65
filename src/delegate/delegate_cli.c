/* delegate_cli.c - the verbs delegates and badges. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/cli.h"
#include "db/verb.h"
#include "delegate/delegate.h"
#include "org/org.h"
#include "tally/tally.h"

#define LIST_MAX	(16 * 1024 * 1024)	/* bytes of a list */

/* The conference of the second argument; NULL, and why was said. */
static struct ctx *
open_at(struct cli *cli, enum verb_mode mode, struct conference *out)
{
	struct ctx *cx = verb_open(cli, cli_arg(cli, 0), mode);

	if (cx != NULL && !conference_by_public(cx, str_z(cli_arg(cli, 1)),
	    out)) {
		verb_drop(cx);
		(void)cli_fail(cli, "there is no conference %s",
		    cli_arg(cli, 1));
		return NULL;
	}
	return cx;
}

/* ---- delegates key ----------------------------------------------------- */

static void
print_key(struct ctx *cx, const struct delegate_rules *r,
    const struct delegate_share *list, size_t len)
{
	int64_t seats = 0;

	printf("delegation,base,times %d by %d,delegates,note\n",
	    r->key.per_n, r->key.per_m);
	for (size_t i = 0; i < len; i++) {
		const struct delegate_share *s = &list[i];

		printf("\"" STR_FMT "\",%lld,%lld %lld/%d,%lld,%s\n",
		    STR_ARG(s->unit_name), (long long)s->base,
		    (long long)s->whole, (long long)s->rest, r->key.per_m,
		    (long long)s->seats, s->tied ? "tie" : s->rounded_up ?
		    "rounded up" : "");
		seats += s->seats;
	}
	printf("together,,,%lld,\n", (long long)seats);
	(void)cx;
}

static int
delegates_key(struct cli *cli)
{
	struct delegate_share *list;
	struct delegate_rules r;
	struct conference c;
	struct ctx *cx;
	enum delegate_err err = DELEGATE_NONE;
	struct date day;
	int64_t total;
	size_t len;

	cx = open_at(cli, cli_flag(cli, "keep") ? VERB_WRITE : VERB_READ, &c);
	if (cx == NULL) {
		return CLI_REFUSED;
	}
	day = cx->today;
	if (!cli_day(cli, "day", &day)) {
		verb_drop(cx);
		return CLI_USAGE;
	}
	if (delegate_rules(cx, c.id, &r)) {
		err = delegate_count(cx, &r, day, &list, &len, &total);
	}
	if (err == DELEGATE_OK && cli_flag(cli, "keep")) {
		err = delegate_fix_key(cx, c.id, day);
	}
	if (err != DELEGATE_OK) {
		verb_drop(cx);
		return cli_fail(cli, "%s", delegate_err_text(err));
	}
	print_key(cx, &r, list, len);
	return verb_save(cx);
}

/* ---- delegates import, export ------------------------------------------ */

/* Every byte of a file; at is NULL if it cannot be read, which was said. */
static str
read_list(struct cli *cli, const char *path)
{
	FILE *f = fopen(path, "r");
	str out = { NULL, 0 };
	char *bytes;

	if (f == NULL) {
		(void)cli_fail(cli, "%s cannot be read", path);
		return out;
	}
	bytes = NEW(cli->mem, char, LIST_MAX + 1);
	out = (str){ bytes, fread(bytes, 1, LIST_MAX + 1, f) };
	if (ferror(f) != 0 || out.len > LIST_MAX) {
		(void)cli_fail(cli, "%s cannot be read, or has more than 16 "
		    "MiB", path);
		out.at = NULL;
	}
	fclose(f);
	return out;
}

static int
delegates_import(struct cli *cli)
{
	const char *path = cli_arg(cli, 2);
	bool look = cli_flag(cli, "dry-run");
	struct delegate_import im;
	str bytes = read_list(cli, path), problem = S("");
	struct conference c;
	struct ctx *cx;

	if (bytes.at == NULL) {
		return CLI_REFUSED;
	}
	cx = open_at(cli, VERB_WRITE, &c);
	if (cx == NULL) {
		return CLI_REFUSED;
	}
	if (!delegate_import(cx, c.id, bytes, look, &im, &problem)) {
		int done = cli_fail(cli, "%s: " STR_FMT, path,
		    STR_ARG(problem));

		verb_drop(cx);
		return done;
	}
	for (size_t i = 0; i < im.told.len; i++) {
		printf("%s:%lld (" STR_FMT "): " STR_FMT "\n", path,
		    (long long)im.told.at[i].line,
		    STR_ARG(im.told.at[i].column), STR_ARG(im.told.at[i].text));
	}
	printf("%lld new, %lld on the list already, %lld refused%s\n",
	    (long long)im.added, (long long)im.same, (long long)im.refused,
	    look ? "; nothing was changed" : "");
	return verb_save(cx);
}

static int
delegates_export(struct cli *cli)
{
	struct conference c;
	struct ctx *cx = open_at(cli, VERB_READ, &c);
	str list;

	if (cx == NULL) {
		return CLI_REFUSED;
	}
	list = delegate_export(cx, c.id);
	(void)fwrite(list.at, 1, list.len, stdout);
	return verb_save(cx);
}

/* ---- delegates fill ---------------------------------------------------- */

/* A key that gives so many delegates in all, by members. */
static enum delegate_err
key_of(struct ctx *cx, const struct conference *c, int64_t number)
{
	int64_t sum[TALLY_MEASURES];
	struct delegate_rules r;
	enum delegate_err err;
	str *tiers;
	size_t len;

	delegate_tiers(cx, c->id, &tiers, &len);
	if (!delegate_rules(cx, c->id, &r) || len == 0 ||
	    !tally_sums(cx, c->unit_id, sum)) {
		return DELEGATE_NO_TIER;
	}
	if (sum[TALLY_MEMBERS] < number) {
		return DELEGATE_NO_BASE;
	}
	r.tier = tiers[len > 1 ? 1 : 0];
	r.key.base = KEY_MEMBERS;
	r.key.rounding = KEY_LARGEST;
	/* Both within PER_MAX, however many members there are. */
	r.key.per_n = (int32_t)(sum[TALLY_MEMBERS] <= PER_MAX ? number :
	    number * PER_MAX / sum[TALLY_MEMBERS]);
	r.key.per_m = (int32_t)(sum[TALLY_MEMBERS] <= PER_MAX ?
	    sum[TALLY_MEMBERS] : PER_MAX);
	r.key_article = S("demonstration");
	err = delegate_set_rules(cx, &r);
	return err != DELEGATE_OK ? err : delegate_fix_key(cx, c->id,
	    cx->today);
}

static int
delegates_fill(struct cli *cli)
{
	struct delegate_share *list;
	enum delegate_err err = DELEGATE_OK;
	int64_t number = PARTICIPANTS_MAX, seats = 0;
	struct conference c;
	struct ctx *cx;
	size_t len;

	if (!cli_number(cli, "number", 1, PARTICIPANTS_MAX, &number)) {
		return CLI_USAGE;
	}
	cx = open_at(cli, VERB_WRITE, &c);
	if (cx == NULL) {
		return CLI_REFUSED;
	}
	delegate_key(cx, c.id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		seats += list[i].seats;
	}
	if (cli_option(cli, "number") != NULL && seats < number) {
		err = key_of(cx, &c, number);
	} else if (len == 0) {
		err = delegate_fix_key(cx, c.id, cx->today);
	}
	if (err != DELEGATE_OK) {
		verb_drop(cx);
		return cli_fail(cli, "%s", delegate_err_text(err));
	}
	printf("%lld delegates\n", (long long)delegate_fill(cx, c.id,
	    number));
	return verb_save(cx);
}

/* ---- the table --------------------------------------------------------- */

static const struct option key_options[] = {
	{ "day", "DAY", false, "the register of this day; today" },
	{ "keep", NULL, false, "keep it as the key of the conference" },
	OPTIONS_END
};
static const struct option import_options[] = {
	{ "dry-run", NULL, false, "read and check, change nothing" },
	OPTIONS_END
};
static const struct option fill_options[] = {
	{ "number", "N", false, "so many in all; if the key gives fewer, by "
	    "one that gives as many" },
	OPTIONS_END
};

const struct verb delegate_verbs[] = {
	{ "delegates key", "DB CONFERENCE", "counts how many delegates each "
	    "delegation sends", "By the rules of the conference, from the "
	    "register of a day; with every number of the arithmetic. "
	    "CONFERENCE is the word after /c/ in its address.", key_options,
	    delegates_key },
	{ "delegates import", "DB CONFERENCE FILE", "takes over a list of "
	    "who comes", "Columns: role (delegate, substitute, guest, press, "
	    "staff), number, name, delegation, sent by, meeting (the day on "
	    "which they were elected), block, seat. A row is taken over as it "
	    "is or refused with its line, its column and why.",
	    import_options, delegates_import },
	{ "delegates export", "DB CONFERENCE", "writes the list of who "
	    "comes", "", NULL, delegates_export },
	{ "delegates fill", "DB CONFERENCE", "elects delegates in a "
	    "demonstration", "Takes members of cells that met, as many as the "
	    "key gives. Not for a real conference.", fill_options,
	    delegates_fill },
	VERBS_END
};
