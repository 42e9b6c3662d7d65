/* words.c - what is not met, in words. */
#include <assert.h>

#include "exception/exception.h"
#include "org/org.h"

/* "meeting.general.cell": "general". */
static str
kind_of(str rule)
{
	str word = S("");

	(void)str_cut(&rule, '.', &word);
	(void)str_cut(&rule, '.', &word);
	return word;
}

static str
since(struct ctx *cx, const struct exception *e)
{
	return date_known(e->since) ? arena_printf(cx->mem, " since " STR_FMT,
	    STR_ARG(day_short(cx->mem, e->since, cx->today))) : S("");
}

static str
meeting_text(struct ctx *cx, const struct exception *e)
{
	return arena_printf(cx->mem, "no " STR_FMT " meeting" STR_FMT
	    "; one was due by " STR_FMT, STR_ARG(kind_of(e->rule)),
	    STR_ARG(since(cx, e)), STR_ARG(day_short(cx->mem, e->due,
	    cx->today)));
}

static str
seat_text(struct ctx *cx, const struct exception *e)
{
	struct shown office = org_word(cx, e->office);

	return e->kind == EXCEPTION_TERM ? arena_printf(cx->mem, "the term of "
	    "the " STR_FMT " ran out on " STR_FMT " and nobody was named by "
	    STR_FMT, STR_ARG(office.one), STR_ARG(day_short(cx->mem,
	    date_add(e->since, -1), cx->today)), STR_ARG(day_short(cx->mem,
	    e->due, cx->today))) :
	    arena_printf(cx->mem, "no " STR_FMT STR_FMT "; one was to be named "
	    "by " STR_FMT, STR_ARG(office.one), STR_ARG(since(cx, e)),
	    STR_ARG(day_short(cx->mem, e->due, cx->today)));
}

str
exception_text(struct ctx *cx, const struct exception *e)
{
	switch (e->kind) {
	case EXCEPTION_MEETING:
		return meeting_text(cx, e);
	case EXCEPTION_VACANCY:
	case EXCEPTION_TERM:
		return seat_text(cx, e);
	case EXCEPTION_FEW:
	case EXCEPTION_MANY:
		return arena_printf(cx->mem, "%lld members" STR_FMT ", %s than "
		    "the rules have", (long long)e->number,
		    STR_ARG(since(cx, e)), e->kind == EXCEPTION_FEW ?
		    "fewer" : "more");
	case EXCEPTION_CIRCULAR:
		return arena_printf(cx->mem, "a circular has waited" STR_FMT
		    " to be passed on; the last day was " STR_FMT,
		    STR_ARG(since(cx, e)), STR_ARG(day_short(cx->mem, e->due,
		    cx->today)));
	case EXCEPTION_KINDS:
	default:
		assert(false);		/* no such kind of exception */
		return S("");
	}
}
