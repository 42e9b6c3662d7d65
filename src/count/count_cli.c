/* count_cli.c - the verb that counts a file of ballots. */
#include "count/count_cli.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/*
 * Address space, not memory: for the tables of a count, and for each byte of a
 * file: a ballot of four bytes, "1 0" and a line end, is held in lists that
 * grew, as a group, and as what a transferable vote makes of it.
 */
#define MEMORY_LEAST	((size_t)256 << 20)
#define MEMORY_A_BYTE	64

/* ---- reading ----------------------------------------------------------- */

/* Opens what can be read whole, and makes room for it. */
static FILE *
open_file(struct cli *cli, const char *path, struct arena *mem, size_t *size)
{
	FILE *f = fopen(path, "rb");
	struct stat st;

	if (f == NULL) {
		(void)cli_fail(cli, "%s: %s", path, strerror(errno));
		return NULL;
	}
	if (fstat(fileno(f), &st) != 0 || !S_ISREG(st.st_mode) ||
	    st.st_size > COUNT_FILE_MAX) {
		(void)cli_fail(cli, "%s is no file of at most 256 MiB", path);
		fclose(f);
		return NULL;
	}
	*size = (size_t)st.st_size;
	if (!arena_make(mem, MEMORY_LEAST + *size * MEMORY_A_BYTE)) {
		(void)cli_fail(cli, "the system has not enough address "
		    "space");
		fclose(f);
		return NULL;
	}
	return f;
}

static bool
read_file(struct cli *cli, struct arena *mem, const char *path, str *out)
{
	size_t size;
	FILE *f = open_file(cli, path, mem, &size);
	bool failed;

	if (f == NULL) {
		return false;
	}
	*out = (str){ arena_alloc(mem, size, 1), 0 };
	/* What grew since is not read: the count is of what was there. */
	out->len = fread((char *)out->at, 1, size, f);
	failed = ferror(f) != 0;
	fclose(f);
	if (failed) {
		(void)cli_fail(cli, "%s could not be read", path);
	}
	return !failed;
}

/* ---- the rule, where options say it ------------------------------------ */

static bool
find_candidate(const struct count_ballots *b, const char *name, uint16_t *out)
{
	for (size_t i = 0; i < b->candidates_len; i++) {
		if (str_eq(b->candidates[i].name, str_z(name))) {
			*out = (uint16_t)i;
			return true;
		}
	}
	return false;
}

static bool
read_lots(struct cli *cli, struct arena *mem, struct count_file *f)
{
	const char *name;
	size_t i = 0;
	uint16_t who;

	while (cli_each(cli, "lot", &i, &name)) {
		if (!find_candidate(&f->ballots, name, &who)) {
			(void)cli_usage(cli, "--lot %s: there is no candidate "
			    "of this name", name);
			return false;
		}
		LIST_ADD(mem, &f->lots)->drawn = who;
	}
	return true;
}

static bool
read_seed(struct cli *cli, struct count_file *f)
{
	const char *seed = cli_option(cli, "seed");

	if (seed != NULL && strlen(seed) > COUNT_SEED_MAX) {
		(void)cli_usage(cli, "--seed has at most %d bytes",
		    COUNT_SEED_MAX);
		return false;
	}
	if (seed != NULL) {
		f->rule.seed = str_trim(str_z(seed));
	}
	return true;
}

static bool
read_method(struct cli *cli, struct count_file *f)
{
	const char *method = cli_option(cli, "method");
	const char *unranked = cli_option(cli, "unranked");

	if (method != NULL && !count_method_read(str_z(method),
	    &f->rule.method)) {
		(void)cli_usage(cli, "--method is question, plurality, "
		    "approval, schulze, scottish or meek, not \"%s\"", method);
		return false;
	}
	if (unranked != NULL && strcmp(unranked, "neither") != 0 &&
	    strcmp(unranked, "last") != 0) {
		(void)cli_usage(cli, "--unranked is neither or last, not "
		    "\"%s\"", unranked);
		return false;
	}
	if (unranked != NULL) {
		f->rule.unranked = strcmp(unranked, "last") == 0 ?
		    COUNT_UNRANKED_LAST : COUNT_UNRANKED_NEITHER;
	}
	f->ruled = f->ruled || method != NULL;
	return true;
}

static bool
read_numbers(struct cli *cli, struct count_file *f)
{
	int64_t seats = f->rule.seats > 0 ? f->rule.seats : 1;
	int64_t choices = f->rule.choices_max;

	if (!cli_number(cli, "seats", 1, COUNT_CANDIDATES_MAX, &seats) ||
	    !cli_number(cli, "choices", 1, COUNT_CANDIDATES_MAX, &choices) ||
	    !cli_number(cli, "eligible", 0, COUNT_VOTES_MAX,
	    &f->rule.people.eligible) ||
	    !cli_number(cli, "present", 0, COUNT_VOTES_MAX,
	    &f->rule.people.present)) {
		return false;
	}
	f->rule.seats = (int32_t)seats;
	f->rule.choices_max = (int32_t)choices;
	return true;
}

static bool
read_majority(struct cli *cli, struct arena *mem, struct count_file *f)
{
	const char *text = cli_option(cli, "majority");
	struct count_file_error error;

	if (text == NULL) {
		return true;
	}
	if (!count_majority_read(mem, str_z(text), &f->rule.majority,
	    &error)) {
		(void)cli_usage(cli, "--majority: " STR_FMT,
		    STR_ARG(error.text));
		return false;
	}
	return true;
}

/* ---- the verb ---------------------------------------------------------- */

static int
print_result(struct cli *cli, struct arena *mem, const struct count_file *f,
    const struct count_result *r)
{
	if (cli_flag(cli, "json")) {
		count_print_json(mem, f, r);
	} else {
		count_print_text(mem, f, r);
	}
	if (cli_done(cli) != CLI_DONE) {
		return CLI_REFUSED;
	}
	if (r->outcome == COUNT_LOT_NEEDED) {
		return cli_fail(cli, "candidates are tied and the rule asks "
		    "for a lot: draw it, and count again with every --lot "
		    "that was drawn so far, in their order; or with the "
		    "--seed that was published before");
	}
	return CLI_DONE;
}

static int
count_file(struct cli *cli, struct arena *mem, struct count_file *f)
{
	struct count_result result;
	enum count_err err;

	if (!read_method(cli, f) || !read_numbers(cli, f) ||
	    !read_majority(cli, mem, f) || !read_lots(cli, mem, f) ||
	    !read_seed(cli, f)) {
		return CLI_USAGE;
	}
	if (cli_flag(cli, "write")) {
		str text = count_blt_write(mem, f);

		fwrite(text.at, 1, text.len, stdout);
		return cli_done(cli);
	}
	if (!f->ruled) {
		return cli_usage(cli, "the file does not say how it is "
		    "counted: say --method");
	}
	count_ballots_gather(mem, &f->ballots);
	err = count_vote(mem, &f->rule, &f->ballots, f->lots.at, f->lots.len,
	    &result);
	if (err != COUNT_OK) {
		return cli_fail(cli, "%s", count_err_text(err));
	}
	return print_result(cli, mem, f, &result);
}

static int
run_count(struct cli *cli)
{
	const char *path = cli_arg(cli, 0);
	struct count_file_error error;
	struct count_file f;
	struct arena mem = { 0 };
	int status = CLI_REFUSED;
	str text;

	if (read_file(cli, &mem, path, &text)) {
		status = count_file_read(&mem, text, &f, &error) ?
		    count_file(cli, &mem, &f) :
		    cli_fail(cli, "%s, " STR_FMT, path, STR_ARG(error.text));
	}
	arena_drop(&mem);
	return status;
}

static const struct option count_options[] = {
	{ "method", "METHOD", false, "question, plurality, approval, "
	    "schulze, scottish or meek" },
	{ "seats", "N", false, "how many are elected" },
	{ "choices", "N", false, "the most choices of a ballot, for "
	    "plurality" },
	{ "unranked", "HOW", false, "neither (for nor against) or last, for "
	    "schulze" },
	{ "majority", "SHARE", false, "such as \"more than 1/2 of votes "
	    "cast\"" },
	{ "eligible", "N", false, "how many may vote" },
	{ "present", "N", false, "how many are present" },
	{ "lot", "NAME", true, "whom a lot named; in the order of the "
	    "lots" },
	{ "seed", "TEXT", false, "what lots are drawn from, published before "
	    "the vote" },
	{ "json", NULL, false, "prints the result for another program" },
	{ "write", NULL, false, "prints the ballots as a recount file, "
	    "and counts nothing" },
	OPTIONS_END
};

const struct verb count_verbs[] = {
	{ "count", "FILE", "counts the ballots in a file",
	    "FILE is a recount file of a vote, a BLT file, or a table (CSV) "
	    "with a candidate a column and a ballot a line. A recount file "
	    "says how it is counted; options say it where it does not, or "
	    "otherwise than it does. What each method does is written in "
	    "docs/rules/counting.md.\n\n"
	    "Nothing is left to chance here. Where a rule asks for a lot it "
	    "follows from the seed in the file or of --seed; without one the "
	    "count stops and says between whom: draw it, and count again "
	    "with --lot and the name.",
	    count_options, run_count },
	VERBS_END
};
