/*
 * blt_write.c - writes the recount file: BLT, and in its comments the rule of
 * counting.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "count/file_read.h"

#define PIECE_MAX	(COUNT_NAME_MAX + 100)	/* bytes written at once */

struct text {
	struct arena	*mem;
	struct LIST(char) out;
};

static void	put(struct text *, const char *fmt, ...) PRINTF(2, 3);

static void
put(struct text *t, const char *fmt, ...)
{
	char piece[PIECE_MAX];
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(piece, sizeof(piece), fmt, ap);
	va_end(ap);
	for (int i = 0; i < len && (size_t)i < sizeof(piece) - 1; i++) {
		*LIST_ADD(t->mem, &t->out) = piece[i];
	}
}

/* BLT knows no quotation mark within a name, and no line's end. */
static void
put_name(struct text *t, str name)
{
	char clean[COUNT_NAME_MAX];
	str cut = utf8_cut(name, sizeof(clean));

	for (size_t i = 0; i < cut.len; i++) {
		clean[i] = cut.at[i] == '"' ? '\'' :
		    (unsigned char)cut.at[i] < ' ' ? ' ' : cut.at[i];
	}
	cut = str_trim((str){ clean, cut.len });
	put(t, "\"" STR_FMT "\"\n", STR_ARG(cut));
}

static void
put_rule(struct text *t, const struct count_file *f)
{
	const struct count_rule *rule = &f->rule;
	const struct fraction share = rule->majority.share;

	put(t, "#: method %s\n", count_method_word(rule->method));
	if (rule->method == COUNT_SCHULZE) {
		put(t, "#: unranked %s\n", unranked_words[rule->unranked]);
	}
	if (rule->method == COUNT_PLURALITY && rule->choices_max > 0) {
		put(t, "#: choices %d\n", (int)rule->choices_max);
	}
	if (share.num > 0) {
		put(t, "#: majority %s%d/%d of %s\n",
		    share.more ? "more than " : "", (int)share.num,
		    (int)share.den, base_words[rule->majority.of]);
	}
	if (rule->people.eligible >= 0) {
		put(t, "#: eligible %" PRId64 "\n", rule->people.eligible);
	}
	if (rule->people.present >= 0) {
		put(t, "#: present %" PRId64 "\n", rule->people.present);
	}
	if (f->ballots.spoilt > 0) {
		put(t, "#: spoilt %" PRId64 "\n", f->ballots.spoilt);
	}
	if (rule->seed.len > 0) {
		put(t, "#: seed " STR_FMT "\n", STR_ARG(rule->seed));
	}
	for (size_t i = 0; i < f->lots.len && !rule->casting; i++) {
		put(t, "#: lot %d\n", f->lots.at[i].drawn + 1);
	}
	if (rule->casting && f->lots.len > 0) {
		put(t, "#: casting %s\n", f->lots.at[0].drawn == COUNT_FOR ?
		    "for" : "against");
	}
}

static void
put_ballot(struct text *t, const struct count_ballots *b,
    const struct count_ballot *g)
{
	const struct count_mark *m = b->marks.at + g->first;
	uint16_t before = 0;

	put(t, "%" PRId64, g->times);
	for (size_t i = 0; i < g->len; i++) {
		if (m[i].rank == before) {
			put(t, "=%d", m[i].candidate + 1);
			continue;
		}
		while (++before < m[i].rank) {
			put(t, " -");
		}
		put(t, " %d", m[i].candidate + 1);
	}
	put(t, " 0\n");
}

str
count_blt_write(struct arena *mem, struct count_file *f)
{
	struct text t = { .mem = mem };
	struct count_ballots *b = &f->ballots;

	count_ballots_gather(mem, b);
	put(&t, "# Ballots of a vote, as a BLT file. The lines that begin with "
	    "#: say how they\n# are counted; they are comments for every other "
	    "program.\n");
	if (f->ruled) {
		put_rule(&t, f);
	}
	put(&t, "%zu %d\n", b->candidates_len, f->rule.seats > 0 ?
	    (int)f->rule.seats : 1);
	for (size_t i = 0; i < b->candidates_len; i++) {
		if (b->candidates[i].withdrew) {
			put(&t, "-%zu\n", i + 1);
		}
	}
	for (size_t i = 0; i < b->groups.len; i++) {
		put_ballot(&t, b, &b->groups.at[i]);
	}
	put(&t, "0\n");
	for (size_t i = 0; i < b->candidates_len; i++) {
		put_name(&t, b->candidates[i].name);
	}
	put_name(&t, f->title);
	return (str){ t.out.at, t.out.len };
}
