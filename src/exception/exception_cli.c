/* exception_cli.c - the verb exceptions. */
#include <stdio.h>
#include <string.h>

#include "base/cli.h"
#include "db/verb.h"
#include "exception/exception.h"
#include "org/org.h"

enum format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON };

struct found {
	struct exception	*list;
	size_t			 len;
	int64_t			 no_word;	/* -1: not counted */
};

static void
put_text(struct ctx *cx, const struct found *f)
{
	for (size_t i = 0; i < f->len; i++) {
		const struct exception *e = &f->list[i];

		printf("Article " STR_FMT "  " STR_FMT " (" STR_FMT "): "
		    STR_FMT "%s" STR_FMT "\n", STR_ARG(e->article),
		    STR_ARG(e->unit_name), STR_ARG(e->unit_code),
		    STR_ARG(exception_text(cx, e)),
		    date_known(e->until) ? "; in order again from " : "",
		    STR_ARG(date_str(cx->mem, e->until)));
		if (e->reason.len > 0) {
			printf("    told: " STR_FMT "\n", STR_ARG(e->reason));
		}
	}
	if (f->no_word >= 0) {
		printf("%zu open; no word of %lld units\n", f->len,
		    (long long)f->no_word);
	}
}

/* A column in quotation marks where it needs them; codes and keys seldom do. */
static void
put_column(str s, char end)
{
	bool quoted = memchr(s.at, ',', s.len) != NULL ||
	    memchr(s.at, '"', s.len) != NULL;

	if (quoted) {
		putchar('"');
	}
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '"') {
			putchar('"');
		}
		putchar(s.at[i]);
	}
	if (quoted) {
		putchar('"');
	}
	putchar(end);
}

static void
put_csv(struct ctx *cx, const struct found *f)
{
	puts("unit,rule,article,since,until,days");
	for (size_t i = 0; i < f->len; i++) {
		const struct exception *e = &f->list[i];

		put_column(e->unit_code, ',');
		put_column(e->rule, ',');
		put_column(e->article, ',');
		put_column(date_str(cx->mem, e->since), ',');
		put_column(date_str(cx->mem, e->until), ',');
		printf("%lld\n", (long long)e->days);
	}
}

/* A text as JSON (RFC 8259); what is not ASCII stays UTF-8. */
static void
put_quoted(const char *name, str s)
{
	printf("\"%s\":\"", name);
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c < 32) {
			printf("\\u%04x", c);
		} else {
			printf(c == '"' || c == '\\' ? "\\%c" : "%c", c);
		}
	}
	fputs("\",", stdout);
}

static void
put_day(struct ctx *cx, const char *name, struct date d)
{
	if (date_known(d)) {
		put_quoted(name, date_str(cx->mem, d));
	} else {
		printf("\"%s\":null,", name);
	}
}

static void
put_json(struct ctx *cx, const struct found *f)
{
	fputs("{\"exceptions\":[", stdout);
	for (size_t i = 0; i < f->len; i++) {
		const struct exception *e = &f->list[i];

		fputs(i > 0 ? ",\n{" : "\n{", stdout);
		put_quoted("unit", e->unit_code);
		put_quoted("name", e->unit_name);
		put_quoted("rule", e->rule);
		put_quoted("article", e->article);
		put_day(cx, "since", e->since);
		put_day(cx, "due", e->due);
		put_day(cx, "until", e->until);
		put_quoted("told", e->reason);
		put_quoted("text", exception_text(cx, e));
		printf("\"days\":%lld}", (long long)e->days);
	}
	fputs("]", stdout);
	if (f->no_word >= 0) {
		printf(",\"no_word\":%lld", (long long)f->no_word);
	}
	puts("}");
}

static bool
read_format(struct cli *cli, enum format *out)
{
	static const char *const names[] = { "text", "csv", "json" };
	const char *format = cli_option(cli, "format");

	*out = FORMAT_TEXT;
	for (size_t i = 0; format != NULL && i < COUNT(names); i++) {
		if (strcmp(format, names[i]) == 0) {
			*out = (enum format)i;
			return true;
		}
	}
	if (format != NULL) {
		(void)cli_usage(cli, "--format is text, csv or json, not "
		    "\"%s\"", format);
	}
	return format == NULL;
}

/* Id 0 is everywhere. False: there is no such unit, and that was said. */
static bool
find_unit(struct cli *cli, struct ctx *cx, int64_t *out_id)
{
	const char *code = cli_option(cli, "unit");
	struct unit u;

	*out_id = 0;
	if (code == NULL) {
		return true;
	}
	if (!org_unit_by_code(cx, str_z(code), &u)) {
		(void)cli_fail(cli, "there is no unit with the code \"%s\"",
		    code);
		return false;
	}
	*out_id = u.id;
	return true;
}

static int
exceptions(struct cli *cli)
{
	static void (*const put[])(struct ctx *, const struct found *) = {
		[FORMAT_TEXT] = put_text, [FORMAT_CSV] = put_csv,
		[FORMAT_JSON] = put_json,
	};
	struct found f = { .no_word = -1 };
	enum format format;
	struct ctx *cx;
	struct date on;
	int64_t unit;

	if (!read_format(cli, &format)) {
		return CLI_USAGE;
	}
	cx = verb_open(cli, cli_arg(cli, 0), VERB_READ);
	if (cx == NULL) {
		return CLI_REFUSED;
	}
	on = cx->today;
	if (!cli_day(cli, "as-of", &on)) {
		verb_drop(cx);
		return CLI_USAGE;
	}
	if (!find_unit(cli, cx, &unit)) {
		verb_drop(cx);
		return CLI_REFUSED;
	}
	if (cli_flag(cli, "history")) {
		exception_history(cx, unit, on, &f.list, &f.len);
	} else {
		exception_list(cx, unit, on, &f.list, &f.len, &f.no_word);
	}
	put[format](cx, &f);
	return verb_save(cx);
}

static const struct option exception_options[] = {
	{ "unit", "CODE", false, "only this unit and those under it" },
	{ "as-of", "DATE", false, "as things stood on this day (today)" },
	{ "history", NULL, false, "all there were up to that day, with those "
	    "in order again" },
	{ "format", "FORMAT", false, "text, csv or json (text)" },
	OPTIONS_END
};

const struct verb exception_verbs[] = {
	{ "exceptions", "DB", "lists which rules are not met, where and since "
	    "when", "Judged from the records by the edition of the statutes "
	    "in force on the day; nothing is stored. A unit of which nothing "
	    "was ever recorded is \"no word\" and is not late.\n\n"
	    "As csv: unit,rule,article,since,until,days. since is the day of "
	    "the last meeting, the first day without a holder, or that on "
	    "which a circular was issued; until is the first day in order "
	    "again, empty while it is open; days are the days that count "
	    "between them.", exception_options,
	    exceptions },
	VERBS_END
};
