/* speech_pages.c - the words of lists of speakers. */
#include "speech/speech_pages.h"

#include <assert.h>

str
speech_sentence(struct ctx *cx, enum speech_err err)
{
	return text_sentence(cx->mem, str_z(speech_err_text(err)));
}

const char *
speech_kind_text(enum speech_kind kind)
{
	static const char *const texts[] = {
		[SPEECH_PLAIN] = "", [SPEECH_FOR] = "For",
		[SPEECH_AGAINST] = "Against",
		[SPEECH_ORDER] = "Point of order", [SPEECH_REPLY] = "Answer",
		[SPEECH_REPORT] = "Report",
	};

	assert(kind >= SPEECH_PLAIN && kind <= SPEECH_REPORT);
	return texts[kind];
}

str
speech_nth(struct ctx *cx, int n)
{
	static const char *const ends[] = { "th", "st", "nd", "rd" };
	int last = n % 10;
	bool teen = n % 100 / 10 == 1;

	return arena_printf(cx->mem, "%d%s", n,
	    ends[teen || last > 3 ? 0 : last]);
}

/* "first", "second" ... "10th". */
static str
speech_nth_word(struct ctx *cx, int n)
{
	static const char *const words[] = { "", "first", "second", "third",
	    "fourth", "fifth" };

	return n >= 1 && n < (int)COUNT(words) ? str_z(words[n]) :
	    speech_nth(cx, n);
}

str
speech_clock(struct ctx *cx, int64_t seconds)
{
	int64_t abs = seconds < 0 ? -seconds : seconds;

	return arena_printf(cx->mem, "%s%lld:%02lld", seconds < 0 ?
	    "\xe2\x88\x92" : "", (long long)(abs / 60), (long long)(abs % 60));
}

static str
join(struct ctx *cx, str left, str right)
{
	if (left.len == 0 || right.len == 0) {
		return left.len == 0 ? right : left;
	}
	return arena_printf(cx->mem, STR_FMT ", " STR_FMT, STR_ARG(left),
	    STR_ARG(right));
}

str
speech_about(struct ctx *cx, const struct queued *q)
{
	static const char *const kinds[] = {
		[SPEECH_PLAIN] = "", [SPEECH_FOR] = "for",
		[SPEECH_AGAINST] = "against",
		[SPEECH_ORDER] = "point of order", [SPEECH_REPLY] = "answer",
		[SPEECH_REPORT] = "report",
	};
	enum speech_kind kind = q->speech.kind;
	str text = join(cx, q->speech.unit_name, str_z(kinds[kind]));

	if (kind <= SPEECH_AGAINST) {
		text = join(cx, text, arena_printf(cx->mem,
		    STR_FMT " speech today",
		    STR_ARG(speech_nth_word(cx, q->wait.today + 1))));
	}
	if (q->speech.presence == WENT_OUT) {
		text = join(cx, text, S("not in the hall"));
	}
	return text;
}

static str
before_words(struct ctx *cx, const struct queued *q, const char *why)
{
	if (q->place.before == 0) {
		return str_z(why);
	}
	return arena_printf(cx->mem, "before %zu who asked earlier: %s",
	    q->place.before, why);
}

str
speech_why(struct ctx *cx, const struct queued *q)
{
	str asked = arena_printf(cx->mem, "asked at " STR_FMT,
	    STR_ARG(clock_text(cx->mem, q->speech.asked_at)));

	switch (q->place.why) {
	case WHY_ORDER:
		return join(cx, asked, S("points of order come first"));
	case WHY_PUT_BACK:
		return join(cx, asked, S("was called and put back"));
	case WHY_CHAIR:
		return join(cx, asked, S("entered by the chair"));
	case WHY_TERM:
		return join(cx, asked, before_words(cx, q,
		    speech_term_why(q->place.term)));
	case WHY_ASKED:
		break;
	}
	if (q->place.after == 0) {
		return asked;
	}
	return join(cx, asked, arena_printf(cx->mem,
	    "%zu who asked later %s before", q->place.after,
	    q->place.after == 1 ? "comes" : "come"));
}

str
speech_terms_text(struct ctx *cx, const struct speech_terms *terms)
{
	str text = S("");

	for (size_t i = 0; i < terms->len; i++) {
		text = arena_printf(cx->mem, STR_FMT "%s%s", STR_ARG(text),
		    i > 0 ? " " : "", speech_term_text(terms->term[i]));
	}
	return text;
}

int64_t
speech_about_when(const struct speech_list *list, size_t index)
{
	int64_t ends = list->now.id == 0 ? 0 : speech_ends_at(&list->now);
	int64_t wait;

	if (ends == 0) {
		return 0;
	}
	wait = speech_wait_seconds(list, index, ends);
	return wait < 0 ? 0 : ends + wait;
}
