/* draft.c - a sitting told from its records, as Markdown. */
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "bulletin/bulletin_own.h"
#include "door/door.h"
#include "motion/motion.h"
#include "speech/speech.h"
#include "vote/vote.h"

struct draft {
	struct ctx		*cx;
	struct arena		*mem;
	str			 language;
	bool			 minutes;
	struct conference	 conference;
	struct sitting		 sitting;
	struct text		 text;
};

/* ---- writing ----------------------------------------------------------- */

/* A paragraph; nothing where there are no words. */
static void
paragraph(struct draft *d, str text)
{
	if (text.len > 0) {
		text_put(&d->text, text);
		text_put(&d->text, S("\n\n"));
	}
}

/* Words of people as they are: nothing in them is a mark of Markdown. */
static str
plain(struct draft *d, str text)
{
	static const char marks[] = "\\`*_{}[]<>()#+-.!|~&";
	char *out = NEW(d->mem, char, 2 * text.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c == '\n' || c == '\r') {
			c = ' ';
		} else if (strchr(marks, c) != NULL && c != '\0') {
			out[len++] = '\\';
		}
		out[len++] = c;
	}
	return (str){ out, len };
}

static str
time_text(struct draft *d, int64_t at)
{
	time_t moment = (time_t)at;
	struct tm tm;

	if (localtime_r(&moment, &tm) == NULL) {
		return S("");
	}
	return arena_printf(d->mem, "%02d:%02d", tm.tm_hour, tm.tm_min);
}

static str
number(struct draft *d, int64_t n)
{
	return arena_printf(d->mem, "%lld", (long long)n);
}

/* "a; b; c": a list grows by one more. */
static void
list_one(struct text *list, str one)
{
	text_put(list, list->chars.len > 0 ? S("; ") : S(""));
	text_put(list, one);
}

#define SAY(d, phrase, ...) \
	PHRASE((d)->mem, (d)->language, (phrase), __VA_ARGS__)

/* ---- the sitting ------------------------------------------------------- */

static str
in_brackets(struct draft *d, str name, str unit)
{
	name = plain(d, name);
	return unit.len == 0 ? name : arena_printf(d->mem,
	    STR_FMT " (" STR_FMT ")", STR_ARG(name), STR_ARG(plain(d, unit)));
}

static void
tell_presidium(struct draft *d)
{
	struct presider *list;
	struct text names = { .mem = d->mem };
	size_t len;

	presidium(d->cx, d->sitting.id, true, &list, &len);
	for (size_t i = 0; i < len; i++) {
		list_one(&names, in_brackets(d, list[i].name,
		    list[i].unit_name));
	}
	if (len > 0) {
		paragraph(d, SAY(d, PHRASE_PRESIDED, text_taken(&names)));
	}
}

static void
tell_hall(struct draft *d)
{
	struct door_hall hall = door_hall_at(d->cx, d->conference.id,
	    d->sitting.opened_at);

	if (hall.entitled == 0) {
		return;
	}
	paragraph(d, SAY(d, PHRASE_PRESENT, number(d, hall.present),
	    number(d, hall.entitled)));
	if (hall.needed >= 0) {
		paragraph(d, SAY(d, hall.can_decide ? PHRASE_QUORUM :
		    PHRASE_NO_QUORUM, number(d, hall.needed)));
	}
}

/* ---- speeches ---------------------------------------------------------- */

static str
speaker(struct draft *d, const struct speech_held *s)
{
	str side = s->speech.kind == SPEECH_FOR ? SAY(d, PHRASE_FOR, S("")) :
	    s->speech.kind == SPEECH_AGAINST ?
	    SAY(d, PHRASE_AGAINST, S("")) : S("");
	str from = s->office.len > 0 ? s->office : s->unit_name;
	str text = in_brackets(d, s->speech.name, from);

	if (side.len > 0) {
		text = arena_printf(d->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(text), STR_ARG(side));
	}
	if (d->minutes) {
		text = arena_printf(d->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(text), STR_ARG(SAY(d, PHRASE_LASTED,
		    time_text(d, s->speech.started_at),
		    time_text(d, s->speech.ended_at))));
	}
	return text;
}

/* Those of one item that are of some kinds, in the order they were held. */
static void
tell_speeches(struct draft *d, const struct speech_held *list, size_t len,
    int64_t item_id, enum phrase phrase)
{
	struct text names = { .mem = d->mem };

	for (size_t i = 0; i < len; i++) {
		enum speech_kind kind = list[i].speech.kind;
		enum phrase of = kind == SPEECH_REPORT ? PHRASE_REPORTED :
		    kind == SPEECH_ORDER ? PHRASE_ORDER : PHRASE_SPOKE;

		if (list[i].speech.item_id == item_id && of == phrase) {
			list_one(&names, speaker(d, &list[i]));
		}
	}
	if (names.chars.len > 0) {
		paragraph(d, SAY(d, phrase, text_taken(&names)));
	}
}

/* ---- votes ------------------------------------------------------------- */

static str
outcome_text(struct draft *d, const struct vote *v)
{
	if (v->state == VOTE_ANNULLED) {
		return SAY(d, PHRASE_ANNULLED, plain(d, v->reason));
	}
	switch (v->outcome) {
	case OUTCOME_CARRIED:
		return SAY(d, PHRASE_CARRIED, S(""));
	case OUTCOME_LOST:
		return SAY(d, PHRASE_LOST, S(""));
	case OUTCOME_TIE:
		return SAY(d, PHRASE_TIE, S(""));
	case OUTCOME_NO_QUORUM:
		return SAY(d, PHRASE_DID_NOT_DECIDE, S(""));
	case OUTCOME_NONE:
		break;
	}
	return S("");
}

static str
counted(struct draft *d, const struct vote_choice *c)
{
	str text = plain(d, c->text);

	return c->votes < 0 ? text : arena_printf(d->mem, STR_FMT ": %lld",
	    STR_ARG(text), (long long)c->votes);
}

static void
tell_choices(struct draft *d, const struct vote *v)
{
	struct vote_choice *list;
	struct text all = { .mem = d->mem }, elected = { .mem = d->mem };
	size_t len;

	vote_choices(d->cx, v->id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		list_one(&all, counted(d, &list[i]));
		if (list[i].elected) {
			list_one(&elected, plain(d, list[i].text));
		}
	}
	paragraph(d, text_taken(&all));
	if (elected.chars.len > 0 && v->kind != VOTE_QUESTION) {
		paragraph(d, SAY(d, PHRASE_ELECTED, text_taken(&elected)));
	}
}

/* One that was opened in this sitting, on the item (0: on none). */
static bool
is_of(const struct draft *d, const struct vote *v, int64_t item_id)
{
	return v->item_id == item_id && v->opened_at != 0 &&
	    v->opened_at >= d->sitting.opened_at &&
	    v->opened_at <= d->sitting.closed_at;
}

static void
tell_vote(struct draft *d, const struct vote *v)
{
	str head = SAY(d, PHRASE_VOTE, number(d, v->number),
	    plain(d, v->question));
	str outcome = outcome_text(d, v);

	paragraph(d, arena_printf(d->mem, "**" STR_FMT "**%s" STR_FMT "%s",
	    STR_ARG(head), outcome.len > 0 ? " " : "", STR_ARG(outcome),
	    outcome.len > 0 ? "." : ""));
	if (v->state == VOTE_ANNULLED) {
		return;
	}
	tell_choices(d, v);
	paragraph(d, SAY(d, PHRASE_NUMBERS, number(d, v->eligible),
	    number(d, v->present), number(d, v->voted)));
	if (d->minutes && v->rule_text.len > 0) {
		str rule = v->rule_article.len == 0 ? plain(d, v->rule_text) :
		    in_brackets(d, v->rule_text, v->rule_article);

		paragraph(d, SAY(d, PHRASE_RULE, rule));
	}
}

static void
tell_votes(struct draft *d, int64_t item_id)
{
	struct vote *list;
	size_t len;

	vote_list(d->cx, d->conference.id, item_id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (is_of(d, &list[i], item_id)) {
			tell_vote(d, &list[i]);
		}
	}
}

/* ---- motions and commendations ----------------------------------------- */

static void
quote(struct draft *d, str text)
{
	str part[PARAGRAPHS_MAX];
	size_t len = motion_paragraphs(text, part);

	for (size_t i = 0; i < len; i++) {
		paragraph(d, arena_printf(d->mem, "> " STR_FMT,
		    STR_ARG(plain(d, part[i]))));
	}
}

static void
tell_motion(struct draft *d, int64_t motion_id)
{
	struct motion m;
	enum phrase phrase;

	if (motion_id == 0 || !motion_read(d->cx, motion_id, &m) ||
	    m.decided_at < d->sitting.opened_at ||
	    m.decided_at > d->sitting.closed_at) {
		return;
	}
	phrase = m.state == MOTION_CARRIED ? PHRASE_MOTION_CARRIED :
	    m.state == MOTION_REFERRED ? PHRASE_MOTION_REFERRED :
	    m.state == MOTION_NOT_CARRIED ? PHRASE_MOTION_LOST : PHRASE_COUNT;
	if (phrase == PHRASE_COUNT) {
		return;
	}
	paragraph(d, SAY(d, phrase, number(d, m.number), plain(d, m.title)));
	if (m.state == MOTION_CARRIED) {
		paragraph(d, SAY(d, PHRASE_TEXT_CARRIED, S("")));
		quote(d, m.final_text);
	}
}

static void
tell_commendations(struct draft *d, int64_t item_id)
{
	struct commendation *list;
	size_t len;

	commendation_list(d->cx, d->conference.id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].item_id == item_id &&
		    date_cmp(list[i].given_on, d->sitting.day) == 0) {
			str unit = list[i].member_id == 0 ? S("") :
			    list[i].unit_name;

			paragraph(d, SAY(d, PHRASE_COMMENDED, in_brackets(d,
			    list[i].name, unit), plain(d, list[i].work)));
		}
	}
}

/* ---- all of it --------------------------------------------------------- */

static bool
told_already(const struct item_run *runs, size_t at)
{
	for (size_t i = 0; i < at; i++) {
		if (runs[i].item_id == runs[at].item_id) {
			return true;
		}
	}
	return false;
}

static void
tell_item(struct draft *d, int64_t item_id, const struct speech_held *speeches,
    size_t speeches_len)
{
	struct item item;

	if (!item_read(d->cx, item_id, &item)) {
		return;
	}
	paragraph(d, arena_printf(d->mem, "# " STR_FMT "\\. " STR_FMT,
	    STR_ARG(plain(d, item.number)), STR_ARG(plain(d, item.title))));
	tell_speeches(d, speeches, speeches_len, item_id, PHRASE_REPORTED);
	tell_speeches(d, speeches, speeches_len, item_id, PHRASE_SPOKE);
	if (d->minutes) {
		tell_speeches(d, speeches, speeches_len, item_id,
		    PHRASE_ORDER);
	}
	tell_votes(d, item_id);
	tell_motion(d, item.motion_id);
	tell_commendations(d, item_id);
}

static void
tell_items(struct draft *d)
{
	struct speech_held *speeches;
	struct item_run *runs;
	size_t speeches_len, len;

	speech_of_sitting(d->cx, d->sitting.id, &speeches, &speeches_len);
	item_runs(d->cx, d->sitting.id, &runs, &len);
	for (size_t i = 0; i < len; i++) {
		if (!told_already(runs, i)) {
			tell_item(d, runs[i].item_id, speeches,
			    speeches_len);
		}
	}
}

void
draft_write(struct ctx *cx, const struct bulletin *b, str language,
    str *out_title, str *out_text)
{
	struct draft d = { .cx = cx, .mem = cx->mem, .language = language,
		.minutes = b->kind == MINUTES, .text = { .mem = cx->mem } };
	str day;

	if (!conference_read(cx, b->conference_id, &d.conference) ||
	    !sitting_read(cx, b->sitting_id, &d.sitting)) {
		*out_title = *out_text = S("");
		return;
	}
	day = phrase_day(d.mem, language, &d.conference, d.sitting.day);
	*out_title = SAY(&d, d.minutes ? PHRASE_MINUTES : PHRASE_BULLETIN,
	    number(&d, b->number));
	paragraph(&d, SAY(&d, PHRASE_SITTING_OF, number(&d,
	    d.sitting.number), plain(&d, d.conference.title), day));
	paragraph(&d, SAY(&d, PHRASE_OPENED, time_text(&d,
	    d.sitting.opened_at)));
	tell_presidium(&d);
	tell_hall(&d);
	tell_items(&d);
	tell_votes(&d, 0);
	tell_commendations(&d, 0);
	paragraph(&d, SAY(&d, PHRASE_CLOSED, time_text(&d,
	    d.sitting.closed_at)));
	*out_text = str_trim(text_taken(&d.text));
}
