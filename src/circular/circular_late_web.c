/* circular_late_web.c - by which article a circular is late, in words. */
#include "circular/circular_pages.h"

#include "account/may.h"
#include "exception/exception_pages.h"

struct circular_lateness
circular_lateness(struct ctx *cx, const struct circular_at *a, int64_t unit_id)
{
	struct circular_lateness l = { .late = LATE_BY_NO_RULE };
	struct date due = a->due;

	/* What comes back later is due later. */
	if (!circular_is_open(cx, a) || (date_known(due) &&
	    date_cmp(due, cx->today) >= 0)) {
		return l;
	}
	l.late = exception_of_circular(cx, unit_id, a->circular.id, &l.by);
	if (l.late == LATE_BY_RULE || !date_known(due)) {
		due = l.late == LATE_BY_NO_RULE ? DATE_NONE : l.by.due;
	}
	l.over = date_known(due) && date_cmp(due, cx->today) < 0;
	l.days = l.over ? (int64_t)cx->today.day - due.day : 0;
	return l;
}

bool
circular_sees_late(struct ctx *cx, int64_t unit_id)
{
	struct object o = { .unit = unit_id };

	return may(cx, ACT_SEE_EXCEPTIONS, o) || may(cx, ACT_KEEP_CIRCULARS, o);
}

/* ---- in words ---------------------------------------------------------- */

/* As it stands within a sentence. */
static str
article_of(struct ctx *cx, const struct exception *e)
{
	return e->article.len == 0 ? S("the rules") :
	    arena_printf(cx->mem, "article " STR_FMT, STR_ARG(e->article));
}

str
circular_late_words(struct ctx *cx, const struct circular_lateness *l)
{
	if (!l->over) {
		return S("");
	}
	switch (l->late) {
	case LATE_BY_RULE:
		return arena_printf(cx->mem, " (" STR_FMT ")",
		    STR_ARG(article_of(cx, &l->by)));
	case LATE_NOT_HERE:
		return arena_printf(cx->mem, " (not asked here by " STR_FMT
		    ")", STR_ARG(article_of(cx, &l->by)));
	case LATE_BY_NO_RULE:
	default:
		return S(" (no article asks for it)");
	}
}

str
circular_late_chip(struct ctx *cx, const struct circular_lateness *l,
    const char **out_kind)
{
	bool by_rule = l->late == LATE_BY_RULE;
	str days;

	*out_kind = !l->over ? "" : by_rule ? "late" : "warn";
	if (!l->over) {
		return S("");
	}
	days = count_of(cx->mem, l->days, "day", "days");
	return arena_printf(cx->mem, by_rule ? "late by " STR_FMT :
	    STR_FMT " over", STR_ARG(days));
}

/* ---- as a line --------------------------------------------------------- */

#define NO_ARTICLE \
	"No article of the statutes asks for it, so nobody is late by a rule."

static struct circular_late_view
by_rule(struct ctx *cx, const struct exception *e)
{
	return (struct circular_late_view){
		.said = true, .article = exception_article(cx, e->article),
		.href = exception_article_path(cx, e->article),
	};
}

struct circular_late_view
circular_late_at(struct ctx *cx, const struct circular_at *a,
    const struct unit *unit)
{
	struct circular_lateness l = circular_lateness(cx, a, unit->id);
	struct circular_late_view v = { .said = false };
	const char *kind;

	if (!l.over || !circular_sees_late(cx, unit->id)) {
		return v;
	}
	if (l.late == LATE_BY_NO_RULE) {
		v.said = true;
		v.before = S("The last day is over. " NO_ARTICLE);
		return v;
	}
	v = by_rule(cx, &l.by);
	if (l.late == LATE_BY_RULE) {
		v.chip = circular_late_chip(cx, &l, &kind);
		v.after = S(" asks for it.");
		return v;
	}
	v.after = arena_printf(cx->mem, " does not ask it of " STR_FMT
	    ": nothing is recorded of it up to the day of the circular.",
	    STR_ARG(unit->name));
	return v;
}

struct circular_late_view
circular_late_all(struct ctx *cx, const struct circular *c)
{
	struct fact_circular f = { .id = c->id, .under = c->under_id,
		.newest = c->newest_unit, .tier = c->tier,
		.issued = c->issued, .due = c->due, .withdrawn = DATE_NONE };
	struct circular_late_view v = { .said = false };
	struct exception e;
	str day;

	if (c->withdrawn_at != 0) {
		return v;
	}
	if (exception_by_circular(cx, &f, &e)) {
		v = by_rule(cx, &e);
		day = day_short(cx->mem, e.due, cx->today);
		v.before = arena_printf(cx->mem, "The last day was " STR_FMT
		    "; ", STR_ARG(day));
		v.after = S(" asks for it.");
	} else if (date_known(c->due) && date_cmp(c->due, cx->today) < 0) {
		day = day_short(cx->mem, c->due, cx->today);
		v.said = true;
		v.before = arena_printf(cx->mem, "The last day was " STR_FMT
		    ". " NO_ARTICLE, STR_ARG(day));
	}
	return v;
}
