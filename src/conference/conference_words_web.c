/* conference_words_web.c - sittings, items and delays in words. */
#include <assert.h>
#include <inttypes.h>

#include "conference/conference_pages.h"

#define NOTICED_S	120	/* a day that is less late is on time */

str
sitting_name(struct ctx *cx, const struct sitting *s)
{
	return s->title.len > 0 ? s->title :
	    arena_printf(cx->mem, "Sitting %d", s->number);
}

str
sitting_when(struct ctx *cx, const struct sitting *s)
{
	return arena_printf(cx->mem, STR_FMT ", " STR_FMT " to " STR_FMT,
	    STR_ARG(day_long(cx->mem, s->day)),
	    STR_ARG(time_of_day(cx->mem, s->starts)),
	    STR_ARG(time_of_day(cx->mem, s->ends)));
}

static str
begins_text(struct ctx *cx, const struct sitting_progress *p)
{
	str at = time_of_day(cx->mem, p->sitting.starts);
	str day = day_short(cx->mem, p->sitting.day, cx->today);

	if (p->late > 0) {
		return arena_printf(cx->mem, "Was to begin at " STR_FMT,
		    STR_ARG(at));
	}
	return date_cmp(p->sitting.day, cx->today) == 0 ?
	    arena_printf(cx->mem, "Begins at " STR_FMT, STR_ARG(at)) :
	    arena_printf(cx->mem, "Begins on " STR_FMT ", " STR_FMT,
	    STR_ARG(day), STR_ARG(at));
}

/* "6 minutes", "9 hours", "3 hours 5 minutes". */
static str
length_text(struct ctx *cx, int64_t minutes)
{
	str rest = count_of(cx->mem, minutes % 60, "minute", "minutes");

	if (minutes < 60) {
		return rest;
	}
	return arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
	    STR_ARG(count_of(cx->mem, minutes / 60, "hour", "hours")),
	    minutes % 60 == 0 ? "" : " ",
	    STR_ARG(minutes % 60 == 0 ? S("") : rest));
}

str
progress_text(struct ctx *cx, const struct sitting_progress *p)
{
	int64_t minutes = (p->late < 0 ? -p->late : p->late) / 60;
	str text;

	if (p->over) {
		return arena_printf(cx->mem, "Closed at " STR_FMT,
		    STR_ARG(clock_text(cx->mem, p->sitting.closed_at)));
	}
	if (!p->begun) {
		return begins_text(cx, p);
	}
	if (p->late < NOTICED_S && p->late > -NOTICED_S) {
		return S("On time");
	}
	text = length_text(cx, minutes);
	return p->late < 0 ?
	    arena_printf(cx->mem, STR_FMT " ahead", STR_ARG(text)) :
	    arena_printf(cx->mem, "Running " STR_FMT " late", STR_ARG(text));
}

static const struct { const char *name, *guide; } kinds[] = {
	[ITEM_OPENING] = { "Opening",
	    "Greet everybody. Say how many are present and whether you can"
	    " decide. Name who presides and who writes the minutes. Ask whether"
	    " the order of business is agreed, and put changes to the vote." },
	[ITEM_REPORT] = { "Report",
	    "Call the reporter and say how long the report may take. Then ask"
	    " for questions. Open the list of speakers if there is to be a"
	    " discussion. Ask at the end whether the report is approved." },
	[ITEM_SPEECHES] = { "Speeches",
	    "Say how long each speech may last and open the list. Call people"
	    " in the order of the list. Say when the list is about to be"
	    " closed, and close it." },
	[ITEM_DISCUSSION] = { "Discussion",
	    "Say what is to be decided at the end, if anything. Open the list,"
	    " take points of order first, and sum up in two sentences before"
	    " you go on." },
	[ITEM_MOTION] = { "Motion",
	    "Have the motion presented. Open the list. Take amendments one"
	    " after the other, the most far-reaching first, and vote on each."
	    " Then read the text as it stands now and put it to the vote." },
	[ITEM_ELECTION] = { "Election",
	    "Say how many are to be elected and by which rule. Ask for names"
	    " and whether each person is willing. Close the list of candidates"
	    " before the vote opens. Ask whoever is elected to accept." },
	[ITEM_COMMENDATION] = { "Commendation",
	    "Read who is commended and for what. Hand over the certificate." },
	[ITEM_CONCLUSION] = { "Conclusion",
	    "Say what was decided today and who does what by when." },
	[ITEM_CLOSING] = { "Closing",
	    "Thank those who made the days possible. Say when and where the"
	    " minutes can be read. Close the sitting." },
};

const char *
item_kind_text(enum item_kind kind)
{
	assert(kind >= ITEM_OPENING && kind <= ITEM_CLOSING);
	return kinds[kind].name;
}

str
item_guide(struct ctx *cx, const struct item *item)
{
	(void)cx;
	assert(item->kind >= ITEM_OPENING && item->kind <= ITEM_CLOSING);
	return item->guide.len > 0 ? item->guide :
	    str_z(kinds[item->kind].guide);
}
