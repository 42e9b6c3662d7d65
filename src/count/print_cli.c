/* print_cli.c - the result of a count as tables for a terminal. */
#include <inttypes.h>
#include <stdio.h>

#include "count/count_cli.h"

#define NAME_WIDTH_MAX	40		/* code points */
#define NUMBER_WIDTH	7		/* of a column of a matrix, at least */

struct print {
	struct arena			*mem;
	const struct count_file		*f;
	const struct count_result	*r;
	int				 width;	/* of names */
};

/* ---- texts ------------------------------------------------------------- */

str
count_votes_text(struct arena *mem, int64_t votes, int64_t scale)
{
	int digits = 0;

	for (int64_t s = scale; s > 1; s /= 10) {
		digits++;
	}
	return arena_printf(mem, "%" PRId64 ".%0*" PRId64, votes / scale,
	    digits, votes % scale);
}

const char *
count_outcome_word(enum count_outcome outcome)
{
	static const char *const words[] = { [COUNT_CARRIED] = "carried",
	    [COUNT_NOT_CARRIED] = "not carried", [COUNT_TIE] = "tie",
	    [COUNT_LOT_NEEDED] = "waits for a lot" };

	return words[outcome];
}

static str
name_of(const struct print *p, size_t i)
{
	return p->f->ballots.candidates[i].name;
}

/* The name and as many spaces as make the column. */
static void
print_name(const struct print *p, size_t i)
{
	str name = name_of(p, i);
	size_t at = 0;
	int n = 0;

	while (at < name.len && n < NAME_WIDTH_MAX) {
		(void)utf8_next(name, &at);
		n++;
	}
	printf(STR_FMT "%*s", (int)at, name.at, p->width - n, "");
}

static void
print_names(const struct print *p, const char *before, const uint16_t *of,
    size_t len)
{
	printf("%s", before);
	for (size_t i = 0; i < len; i++) {
		str name = name_of(p, of[i]);

		printf("%s" STR_FMT, i > 0 ? ", " : "", STR_ARG(name));
	}
	printf("\n");
}

static void
print_aside(const char *what, int64_t n)
{
	if (n > 0) {
		printf("%s: %" PRId64 "\n", what, n);
	}
}

/* ---- questions and choices --------------------------------------------- */

static void
print_needed(const struct print *p, int64_t whole, int64_t needed)
{
	static const char *const of[] = { [OF_MEMBERS] = "who may vote",
	    [OF_PRESENT] = "who are present", [OF_CAST] = "cast" };

	printf("Votes needed: %" PRId64 " of %" PRId64 " %s\n", needed, whole,
	    of[p->f->rule.majority.share.num > 0 ? p->f->rule.majority.of :
	    OF_CAST]);
}

static void
print_question(const struct print *p)
{
	const struct count_question *q = &p->r->question;

	for (size_t i = 0; i < COUNT_ANSWERS; i++) {
		print_name(p, i);
		printf("  %*" PRId64 "\n", NUMBER_WIDTH, q->votes[i]);
	}
	printf("\n");
	print_aside("Blank", q->blank);
	print_aside("Spoilt", q->spoilt);
	print_aside("Set aside", q->set_aside);
	print_needed(p, q->whole, q->needed);
	printf("Outcome: %s%s\n", count_outcome_word(p->r->outcome),
	    p->r->by_lot == 0 ? "" : p->f->rule.casting ?
	    ", by the vote of the chair" : ", by lot");
}

static void
print_seats(const struct print *p)
{
	const struct count_result *r = p->r;

	if (r->elected_len > 0) {
		print_names(p, "Elected: ", r->elected, r->elected_len);
	} else {
		printf("Elected: nobody\n");
	}
	if (r->by_lot > 0) {
		print_names(p, "By lot: ", r->elected + r->elected_len -
		    r->by_lot, r->by_lot);
	}
	if (r->tied_len > 0) {
		print_names(p, "Tied: ", r->tied, r->tied_len);
	}
	if (r->open > 0) {
		printf("Seats still open: %d\n", (int)r->open);
	}
}

static void
print_choice(const struct print *p)
{
	const struct count_choice *c = &p->r->choice;

	for (size_t i = 0; i < c->order_len; i++) {
		size_t who = c->order[i];

		printf("%4d  ", (int)c->place[who]);
		print_name(p, who);
		printf("  %*" PRId64 "\n", NUMBER_WIDTH, c->votes[who]);
	}
	printf("\nBallots cast: %" PRId64 "\n", c->cast);
	print_aside("Blank", c->blank);
	print_aside("Spoilt", c->spoilt);
	print_aside("Set aside, too many choices", c->set_aside);
	if (c->needed > 0) {
		print_needed(p, c->whole, c->needed);
	}
	print_seats(p);
}

/* ---- Schulze ----------------------------------------------------------- */

static void
print_matrix(const struct print *p, const char *title, bool paths)
{
	const struct count_schulze *s = &p->r->schulze;

	printf("\n%s\n%*s", title, p->width + 6, "");
	for (size_t k = 0; k < s->order_len; k++) {
		printf(" %*zu", NUMBER_WIDTH, k + 1);
	}
	printf("\n");
	for (size_t i = 0; i < s->order_len; i++) {
		printf("%4zu  ", i + 1);
		print_name(p, s->order[i]);
		for (size_t k = 0; k < s->order_len; k++) {
			size_t at = s->order[i] * s->n + s->order[k];

			struct count_link l = s->paths[at];

			if (k == i || (paths && l.with <= l.against)) {
				printf(" %*s", NUMBER_WIDTH, k == i ? "" :
				    ".");
			} else {
				printf(" %*d", NUMBER_WIDTH, (int)(paths ?
				    l.with : s->pairs[at]));
			}
		}
		printf("\n");
	}
}

static void
print_schulze(const struct print *p)
{
	const struct count_schulze *s = &p->r->schulze;

	for (size_t i = 0; i < s->order_len; i++) {
		size_t who = s->order[i];
		str place = s->first[who] == s->last[who] ?
		    arena_printf(p->mem, "%d", (int)s->first[who]) :
		    arena_printf(p->mem, "%d-%d", (int)s->first[who],
		    (int)s->last[who]);

		printf("%*s" STR_FMT "  ", 7 - (int)place.len, "",
		    STR_ARG(place));
		print_name(p, who);
		printf("\n");
	}
	printf("\n");
	print_aside("Blank", s->blank);
	print_aside("Spoilt", s->spoilt);
	print_seats(p);
	print_matrix(p, "Ballots with the one of the line before the one of "
	    "the column:", false);
	print_matrix(p, "Strongest paths of wins, ballots of their weakest "
	    "link; a dot where none leads there:", true);
}

/* ---- transferable votes ------------------------------------------------ */

static void
print_act(const struct print *p, const struct count_stage *s, size_t number)
{
	int64_t scale = p->r->stv.scale;
	str name = name_of(p, s->candidate);

	printf("\nStage %zu: ", number);
	switch (s->act) {
	case COUNT_ACT_FIRST:
		printf("first preferences\n");
		break;
	case COUNT_ACT_SURPLUS:
		printf("the surplus of " STR_FMT " goes on, " STR_FMT "\n",
		    STR_ARG(name), STR_ARG(count_votes_text(p->mem,
		    s->transfer, scale)));
		break;
	case COUNT_ACT_EXCLUDE:
		printf(STR_FMT " is excluded, " STR_FMT " go on\n",
		    STR_ARG(name), STR_ARG(count_votes_text(p->mem,
		    s->transfer, scale)));
		break;
	case COUNT_ACT_ITERATE:
		printf("keep values anew\n");
		break;
	}
	if (s->keep != NULL) {
		printf("Quota " STR_FMT ", rounds of computing %d\n",
		    STR_ARG(count_votes_text(p->mem, s->quota, scale)),
		    (int)s->iterations);
	}
}

/* "+3.00000" against the stage before; "" at the first or without change. */
static str
change_text(const struct print *p, int64_t now, int64_t before)
{
	str text;

	if (now == before) {
		return S("");
	}
	text = count_votes_text(p->mem, now > before ? now - before :
	    before - now, p->r->stv.scale);
	return arena_printf(p->mem, "%c" STR_FMT, now > before ? '+' : '-',
	    STR_ARG(text));
}

static void
print_row(const struct print *p, int64_t now, int64_t before, str keep)
{
	str votes = count_votes_text(p->mem, now, p->r->stv.scale);
	str change = change_text(p, now, before);

	printf("  %*s" STR_FMT, votes.len < 18 ? 18 - (int)votes.len : 0, "",
	    STR_ARG(votes));
	if (change.len > 0 || keep.len > 0) {
		printf("  %*s" STR_FMT, change.len < 18 ?
		    18 - (int)change.len : 0, "", STR_ARG(change));
	}
	printf("%s" STR_FMT "\n", keep.len > 0 ? "  keeps " : "",
	    STR_ARG(keep));
}

static void
print_rest(const struct print *p, const char *what, int64_t now,
    int64_t before)
{
	if (now > 0) {
		printf("  %s%*s", what, p->width - (int)str_z(what).len, "");
		print_row(p, now, before, S(""));
	}
}

static void
print_stage(const struct print *p, size_t number)
{
	const struct count_stage *s = &p->r->stv.stages.at[number - 1];
	const struct count_stage *b = number > 1 ? s - 1 : s;

	print_act(p, s, number);
	for (size_t i = 0; i < p->f->ballots.candidates_len; i++) {
		bool kept = s->keep != NULL && s->keep[i] > 0 &&
		    s->keep[i] < COUNT_MEEK_SCALE;

		if (s->votes[i] == 0 && b->votes[i] == 0) {
			continue;
		}
		printf("  ");
		print_name(p, i);
		print_row(p, s->votes[i], b->votes[i], kept ?
		    count_votes_text(p->mem, s->keep[i], COUNT_MEEK_SCALE) :
		    S(""));
	}
	print_rest(p, "Not transferable", s->not_transferable,
	    b->not_transferable);
	print_rest(p, "Cut off", s->cut_off, b->cut_off);
	if (s->elected_len > s->filled) {
		print_names(p, "  Elected: ", s->elected,
		    s->elected_len - s->filled);
	}
	if (s->filled > 0) {
		print_names(p, "  Elected, as many are left as seats: ",
		    s->elected + s->elected_len - s->filled, s->filled);
	}
	if (s->excludes) {
		print_names(p, "  Excluded: ", &s->excluded, 1);
	}
}

static void
print_ties(const struct print *p, size_t stage)
{
	const struct count_stv *v = &p->r->stv;

	for (size_t i = 0; i < v->ties.len; i++) {
		const struct count_tie *t = &v->ties.at[i];

		if ((size_t)t->stage != stage) {
			continue;
		}
		print_names(p, t->what == COUNT_LOT_SURPLUS ?
		    "  Tied, whose surplus goes first: " :
		    "  Tied, who is excluded: ", t->tied, t->tied_len);
		if (!t->drawn) {
			printf("  A lot has to decide between them.\n");
		} else if (t->decided_by > 0) {
			printf("  Stage %d decides: ", (int)t->decided_by);
			print_names(p, "", &t->chosen, 1);
		} else {
			print_names(p, "  Lot: ", &t->chosen, 1);
		}
	}
}

static void
print_stv(const struct print *p)
{
	const struct count_stv *v = &p->r->stv;

	printf("Ballots counted: %" PRId64 "\n", v->ballots);
	print_aside("Blank", v->blank);
	print_aside("Spoilt", v->spoilt);
	print_aside("Set aside, first preference not clear", v->set_aside);
	printf("Quota: " STR_FMT "\n", STR_ARG(count_votes_text(p->mem,
	    v->quota, v->scale)));
	print_seats(p);
	for (size_t i = 1; i <= v->stages.len; i++) {
		print_stage(p, i);
		print_ties(p, i);
	}
}

/* ---- all --------------------------------------------------------------- */

void
count_print_text(struct arena *mem, const struct count_file *f,
    const struct count_result *r)
{
	struct print p = { .mem = mem, .f = f, .r = r, .width = 16 };

	for (size_t i = 0; i < f->ballots.candidates_len; i++) {
		int n = (int)utf8_count(f->ballots.candidates[i].name);

		n = n < NAME_WIDTH_MAX ? n : NAME_WIDTH_MAX;
		p.width = n > p.width ? n : p.width;
	}
	if (f->title.len > 0) {
		printf(STR_FMT "\n", STR_ARG(f->title));
	}
	printf("%s: %s; %" PRId64 " ballots", count_method_word(r->method),
	    count_method_text(r->method), count_ballots_sum(&f->ballots));
	printf(r->method == COUNT_QUESTION ? "\n\n" : ", %d %s\n\n",
	    (int)r->seats, r->seats == 1 ? "seat" : "seats");
	switch (r->method) {
	case COUNT_QUESTION:
		print_question(&p);
		break;
	case COUNT_PLURALITY:
	case COUNT_APPROVAL:
		print_choice(&p);
		break;
	case COUNT_SCHULZE:
		print_schulze(&p);
		break;
	case COUNT_SCOTTISH:
	case COUNT_MEEK:
		print_stv(&p);
		break;
	}
}
