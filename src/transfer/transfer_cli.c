/* transfer_cli.c - the verbs import and export. */
#include <stdio.h>
#include <string.h>

#include "base/cli.h"
#include "db/verb.h"
#include "tally/tally_cli.h"
#include "transfer/transfer.h"

#define ROWS_A_STEP	2000	/* made durable together */
/* Address space for what a list leaves in memory while it is read. */
#define IMPORT_MEMORY		((size_t)8 << 30)
#define IMPORT_MEMORY_LEAST	((size_t)256 << 20)

/* ---- import ------------------------------------------------------------ */

/* What is told goes below the name of the list. */
struct listing {
	const char	*path;
	struct progress	*bar;
	int64_t		 bytes;		/* of the list */
};

static void
tell(void *arg, const struct import_problem *p)
{
	const struct listing *l = arg;

	printf("%s", l->path);
	if (p->line > 0) {
		printf(":%lld", (long long)p->line);
	}
	if (p->column > 0) {
		printf(":%zu", p->column);
	}
	if (p->column_name.len > 0) {
		printf(" (" STR_FMT ")", STR_ARG(p->column_name));
	}
	printf(": " STR_FMT "\n", STR_ARG(p->text));
}

/* Each --map COLUMN=FIELD. False: one is not of that form. */
static bool
read_maps(struct cli *cli, struct import_map *maps, size_t *out_len)
{
	const char *value;
	size_t at = 0;

	while (cli_each(cli, "map", &at, &value)) {
		str field = str_z(value), column;

		if (!str_cut(&field, '=', &column) || field.len == 0 ||
		    *out_len == CSV_COLUMNS_MAX) {
			(void)cli_usage(cli, "--map asks for COLUMN=FIELD, not "
			    "\"%s\"", value);
			return false;
		}
		maps[(*out_len)++] = (struct import_map){ column, field };
	}
	return true;
}

/* The folders are nobody's concern. */
static str
name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return str_z(slash != NULL ? slash + 1 : path);
}

static void
say_what_happened(struct cli *cli, const struct import *im, bool dry)
{
	cli_note(cli, "%lld new, %lld already there, %lld refused%s",
	    (long long)im->added, (long long)im->same, (long long)im->refused,
	    dry ? "; nothing was changed (dry run)" : "");
}

struct run {
	struct cli	*cli;
	struct ctx	*cx;
	struct import	*im;
	struct progress	 bar;
	bool		 dry;
};

/* The bar of the indexes takes the place of that of the rows, until they are
 * made: some rows may have waited for them. */
static void
tell_indexes(void *arg, size_t done, size_t all)
{
	struct listing *l = arg;

	if (done == 0) {
		progress_end(l->bar);
		progress_start(l->bar, "indexes", (int64_t)all);
	}
	progress_at(l->bar, (int64_t)done);
	if (done == all) {
		progress_end(l->bar);
		progress_start(l->bar, "bytes", l->bytes);
	}
}

/* A step at a time. A dry run is one transaction, undone. True: more rows. */
static bool
take_over(struct run *r, bool *saved)
{
	bool more = true;

	while (more && *saved && !cli_stopping()) {
		more = import_some(r->cx, r->im, ROWS_A_STEP);
		progress_at(&r->bar, csv_bytes_read(r->im->csv));
		if (more && !r->dry && import_settled(r->im)) {
			*saved = verb_step(r->cx);
		}
	}
	if (*saved && !r->dry) {
		import_settle(r->cx, r->im);
	}
	return more;
}

static int
run(struct run *r)
{
	const struct import *im = r->im;
	bool saved = true, more;

	progress_start(&r->bar, "bytes", csv_bytes(im->csv));
	more = take_over(r, &saved);
	progress_end(&r->bar);
	saved = saved && (r->dry || (verb_step(r->cx) &&
	    tally_finish(r->cli, r->cx)));
	if (r->dry || !saved) {
		verb_drop(r->cx);
	} else {
		saved = verb_save(r->cx) == CLI_DONE;
	}
	if (!saved) {
		return CLI_REFUSED;
	}
	say_what_happened(r->cli, im, r->dry);
	if (more) {
		return cli_fail(r->cli, "stopped; run it again to go on where "
		    "it stopped");
	}
	return im->refused > 0 || im->ends_refused > 0 || csv_failed(im->csv) ?
	    CLI_REFUSED : CLI_DONE;
}

/* With all it needs; what lasts as long as the list is in im->mem. */
static int
import_list(struct cli *cli, struct import *im, const char *path)
{
	struct import_map maps[CSV_COLUMNS_MAX];
	struct run r = { .cli = cli, .im = im,
		.dry = cli_flag(cli, "dry-run") };
	struct listing l = { .path = path, .bar = &r.bar };
	size_t maps_len = 0;
	str problem;
	int end = CLI_REFUSED;

	if (!read_maps(cli, maps, &maps_len)) {
		return CLI_USAGE;
	}
	im->csv = csv_open(im->mem, path, &problem);
	if (im->csv == NULL) {
		return cli_fail(cli, STR_FMT, STR_ARG(problem));
	}
	im->tell_arg = &l;
	l.bytes = csv_bytes(im->csv);
	if (!import_begin(im, maps, maps_len)) {
		end = cli_fail(cli, "nothing was changed");
	} else {
		r.cx = verb_open(cli, cli_arg(cli, 0), VERB_WRITE);
		if (r.cx != NULL) {
			end = run(&r);
		}
	}
	import_end(im);
	csv_close(im->csv);
	return end;
}

static int
import_kind(struct cli *cli, enum list_kind kind)
{
	const char *path = cli_arg(cli, 1);
	struct arena mem;
	struct import *im;
	int end;

	if (!arena_make(&mem, IMPORT_MEMORY) &&
	    !arena_make(&mem, IMPORT_MEMORY_LEAST)) {
		return cli_fail(cli, "there is not enough address space");
	}
	im = NEW(&mem, struct import, 1);
	*im = (struct import){ .kind = kind, .mem = &mem, .tell = tell,
		.indexes = tell_indexes, .alone = true,
		.name = name_of(path) };
	end = import_list(cli, im, path);
	arena_drop(&mem);
	return end;
}

static int
import_units(struct cli *cli)
{
	return import_kind(cli, LIST_UNITS);
}

static int
import_members(struct cli *cli)
{
	return import_kind(cli, LIST_MEMBERS);
}

static int
import_terms(struct cli *cli)
{
	return import_kind(cli, LIST_TERMS);
}

static int
import_meetings(struct cli *cli)
{
	return import_kind(cli, LIST_MEETINGS);
}

/* ---- export ------------------------------------------------------------ */

static int
export_kind(struct cli *cli, enum list_kind kind)
{
	struct ctx *cx = verb_open(cli, cli_arg(cli, 0), VERB_READ);

	if (cx == NULL) {
		return CLI_REFUSED;
	}
	if (!export_list(cx, kind, stdout, NULL)) {
		verb_drop(cx);
		return cli_fail(cli, "the list could not be written");
	}
	return verb_save(cx);
}

static int
export_units(struct cli *cli)
{
	return export_kind(cli, LIST_UNITS);
}

static int
export_members(struct cli *cli)
{
	return export_kind(cli, LIST_MEMBERS);
}

static int
export_terms(struct cli *cli)
{
	return export_kind(cli, LIST_TERMS);
}

static int
export_meetings(struct cli *cli)
{
	return export_kind(cli, LIST_MEETINGS);
}

/* ---- the table --------------------------------------------------------- */

static const struct option import_options[] = {
	{ "dry-run", NULL, false,
	    "read and check everything, list what is wrong, change nothing" },
	{ "map", "COLUMN=FIELD", true,
	    "a column, by its name or number, holds this field" },
	OPTIONS_END
};

#define IMPORT_HELP \
	"FILE is a list whose first line names the columns, in any order, " \
	"with comma, semicolon or tab between them, in UTF-8 or UTF-16.\n\n" \
	"Each row that cannot be taken over is told on standard output as " \
	"FILE:LINE:COLUMN: what is wrong; the others go in. A row that is " \
	"already there changes nothing, so a list may be read again, and one " \
	"that was stopped goes on where it stopped. The exit status is 1 if " \
	"a row was refused.\n\n"

const struct verb transfer_verbs[] = {
	{ "import units", "DB FILE", "reads units from a list", IMPORT_HELP
	    "Columns: code, parent (code of the unit above), tier, name; if "
	    "known founded, dissolved.", import_options, import_units },
	{ "import members", "DB FILE", "reads members from a list", IMPORT_HELP
	    "Columns: number, name, cell (code); if known joined, left, "
	    "native_name, language, phone, email, address.", import_options,
	    import_members },
	{ "import terms", "DB FILE", "reads who held which office from a list",
	    IMPORT_HELP "Columns: member (number), unit (code), office; if "
	    "known seat, from, until, acting. A term without days is held "
	    "since before the records began.", import_options, import_terms },
	{ "import meetings", "DB FILE", "reads meetings from a list",
	    IMPORT_HELP "Columns: unit (code), date; if known state (held, "
	    "planned, cancelled), kind, starts, place, members, present, "
	    "excused. What is not known stays unknown.", import_options,
	    import_meetings },
	{ "export units", "DB", "writes all units as a list",
	    "In the order of their codes; columns that are empty throughout "
	    "are left out. Names and places of earlier days are not in it.",
	    NULL, export_units },
	{ "export members", "DB", "writes all members as a list",
	    "In the order of their numbers, each with the last stay in a cell. "
	    "The list is full of personal data: keep it safe, and delete it "
	    "after use.", NULL, export_members },
	{ "export terms", "DB", "writes all terms of office as a list",
	    "By unit, office, seat and day.", NULL, export_terms },
	{ "export meetings", "DB", "writes all meetings as a list",
	    "By unit and day: that they were held, not what was said.", NULL,
	    export_meetings },
	VERBS_END
};
