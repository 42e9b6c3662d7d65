/* draft.c - a sitting told from its records, as Markdown. */
#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "bulletin/bulletin_own.h"
#include "door/door.h"
#include "motion/motion.h"
#include "org/org.h"
#include "speech/speech.h"
#include "vote/vote.h"

struct draft {
	struct ctx		*cx;
	struct arena		*mem;
	str			 language;
	bool			 minutes;
	struct conference	 conference;
	struct sitting		 sitting;
	int64_t			 item_id, vote_id;	/* told now; 0: none */
	struct draft_told	*told;
};

/* ---- writing ----------------------------------------------------------- */

/* A paragraph; nothing where there are no words. */
static void
paragraph(struct draft *d, enum draft_kind kind, str text)
{
	if (text.len > 0) {
		*LIST_ADD(d->mem, &d->told->parts) = (struct draft_part){
			.kind = kind, .item_id = d->item_id,
			.vote_id = d->vote_id, .text = text };
	}
}

/* Words of people as they are: nothing in them is a mark of Markdown, or one
 * of ours. */
static str
plain(struct draft *d, str text)
{
	static const char marks[] = "\\`*_{}[]<>()#+-.!|~&";
	char *out = NEW(d->mem, char, 2 * text.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c >= 0 && c < ' ') {
			c = ' ';
		} else if (strchr(marks, c) != NULL) {
			out[len++] = '\\';
		}
		out[len++] = c;
	}
	return (str){ out, len };
}

/* The words with what they speak of; the marks are taken off again by
 * draft_words(). */
static str
marked(struct draft *d, struct draft_mark mark, str words)
{
	*LIST_ADD(d->mem, &d->told->marks) = mark;
	return arena_printf(d->mem, "%c%zu%c" STR_FMT "%c", DRAFT_MARK,
	    d->told->marks.len - 1, DRAFT_MARKED, STR_ARG(words),
	    DRAFT_MARK_END);
}

str
draft_words(struct arena *mem, str text)
{
	char *out = NEW(mem, char, text.len + 1);
	bool in_mark = false;
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c == DRAFT_MARK) {
			in_mark = true;
		} else if (c == DRAFT_MARKED) {
			in_mark = false;
		} else if (!in_mark && c != DRAFT_MARK_END) {
			out[len++] = c;
		}
	}
	return (str){ out, len };
}

static str
time_text(struct draft *d, int64_t at, bool ends)
{
	time_t moment = (time_t)at;
	struct tm tm;

	if (localtime_r(&moment, &tm) == NULL) {
		return S("");
	}
	return marked(d, (struct draft_mark){ .kind = MARK_TIME, .at = at,
	    .ends = ends }, arena_printf(d->mem, "%02d:%02d", tm.tm_hour,
	    tm.tm_min));
}

static str
number(struct draft *d, int64_t n)
{
	return arena_printf(d->mem, "%" PRId64, n);
}

/* A number of people or votes. */
static str
figure(struct draft *d, const char *of, int64_t n)
{
	return marked(d, (struct draft_mark){ .kind = MARK_NUMBER,
	    .id = str_z(of), .number = n }, number(d, n));
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
in_brackets(struct draft *d, str name, str from)
{
	return from.len == 0 ? name : arena_printf(d->mem,
	    STR_FMT " (" STR_FMT ")", STR_ARG(name), STR_ARG(from));
}

/* A member is one person, under whatever name; others by their public id. */
static str
person(struct draft *d, int64_t member_id, str public_id, str name)
{
	return marked(d, (struct draft_mark){ .kind = MARK_PERSON,
	    .key = member_id, .public_id = public_id, .show = name },
	    plain(d, name));
}

static str
unit_text(struct draft *d, int64_t unit_id, str name)
{
	struct unit unit;

	if (unit_id == 0 || name.len == 0 ||
	    !org_unit(d->cx, unit_id, &unit)) {
		return plain(d, name);
	}
	return marked(d, (struct draft_mark){ .kind = MARK_UNIT,
	    .key = unit_id, .public_id = unit.public_id, .show = name },
	    plain(d, name));
}

static void
tell_presidium(struct draft *d)
{
	struct presider *list;
	struct text names = { .mem = d->mem };
	size_t len;

	presidium(d->cx, d->sitting.id, true, &list, &len);
	for (size_t i = 0; i < len; i++) {
		str name = person(d, list[i].member_id, list[i].public_id,
		    list[i].name);

		d->told->marks.at[d->told->marks.len - 1].presides = true;
		list_one(&names, in_brackets(d, name, plain(d,
		    list[i].unit_name)));
	}
	if (len > 0) {
		paragraph(d, DRAFT_SAYS, SAY(d, PHRASE_PRESIDED,
		    text_taken(&names)));
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
	paragraph(d, DRAFT_CALLED, SAY(d, PHRASE_PRESENT,
	    figure(d, "present", hall.present),
	    figure(d, "entitled", hall.entitled)));
	if (hall.needed >= 0) {
		paragraph(d, DRAFT_CALLED, SAY(d, hall.can_decide ?
		    PHRASE_QUORUM : PHRASE_NO_QUORUM,
		    figure(d, "needed", hall.needed)));
	}
}

/* ---- speeches ---------------------------------------------------------- */

/* Who speaks, and where he or she is from: the office, or the delegation. */
static str
speaker_name(struct draft *d, const struct speech_held *s)
{
	str name = person(d, s->speech.member_id, s->speech.person,
	    s->speech.name);

	d->told->marks.at[d->told->marks.len - 1].speech = s;
	if (s->office.len > 0) {
		return in_brackets(d, name, marked(d, (struct draft_mark){
		    .kind = MARK_ROLE, .show = s->office },
		    plain(d, s->office)));
	}
	return in_brackets(d, name, unit_text(d, s->speech.unit_id,
	    s->unit_name));
}

static str
speaker(struct draft *d, const struct speech_held *s)
{
	str side = s->speech.kind == SPEECH_FOR ? SAY(d, PHRASE_FOR, S("")) :
	    s->speech.kind == SPEECH_AGAINST ?
	    SAY(d, PHRASE_AGAINST, S("")) : S("");
	str text = speaker_name(d, s);

	if (side.len > 0) {
		text = arena_printf(d->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(text), STR_ARG(side));
	}
	if (d->minutes) {
		str from = time_text(d, s->speech.started_at, false);
		str until = time_text(d, s->speech.ended_at, true);

		text = arena_printf(d->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(text), STR_ARG(SAY(d, PHRASE_LASTED, from,
		    until)));
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
		paragraph(d, phrase == PHRASE_ORDER ? DRAFT_ORDERS :
		    DRAFT_SPEECHES, SAY(d, phrase, text_taken(&names)));
	}
}

/* ---- votes ------------------------------------------------------------- */

static str
outcome(struct draft *d, const char *id, str words)
{
	return marked(d, (struct draft_mark){ .kind = MARK_OUTCOME,
	    .id = str_z(id), .show = words }, words);
}

static str
outcome_text(struct draft *d, const struct vote *v)
{
	if (v->state == VOTE_ANNULLED) {
		return SAY(d, PHRASE_ANNULLED, plain(d, v->reason));
	}
	if (v->kind != VOTE_QUESTION && v->outcome <= OUTCOME_LOST &&
	    v->open_seats < v->seats) {
		return S("");		/* who is elected is told below */
	}
	switch (v->outcome) {
	case OUTCOME_CARRIED:
		return outcome(d, "carried", SAY(d, PHRASE_CARRIED, S("")));
	case OUTCOME_LOST:
		return outcome(d, "not-carried", SAY(d, PHRASE_LOST, S("")));
	case OUTCOME_TIE:
		return outcome(d, "tie", SAY(d, PHRASE_TIE, S("")));
	case OUTCOME_NO_QUORUM:
		return outcome(d, "no-quorum", SAY(d, PHRASE_DID_NOT_DECIDE,
		    S("")));
	case OUTCOME_NONE:
		break;
	}
	return S("");
}

/* A choice that is somebody who takes part is that person. */
static str
choice_text(struct draft *d, const struct vote_choice *c)
{
	struct participant p;

	return c->participant_id != 0 &&
	    participant_read(d->cx, c->participant_id, &p) ?
	    person(d, p.member_id, p.public_id, c->text) : plain(d, c->text);
}

/* "for" of a question, "3-1" of vote 3: what a number of votes is of. */
static str
choice_id(struct draft *d, const struct vote *v, const struct vote_choice *c)
{
	static const char *const answers[] = { "for", "against", "abstain" };

	return v->kind == VOTE_QUESTION && c->position >= 1 &&
	    (size_t)c->position <= COUNT(answers) ?
	    str_z(answers[c->position - 1]) :
	    arena_printf(d->mem, "choice-%d-%d", v->number, c->position);
}

static str
counted(struct draft *d, const struct vote *v, const struct vote_choice *c)
{
	str text = choice_text(d, c);

	return c->votes < 0 ? text : arena_printf(d->mem, STR_FMT ": " STR_FMT,
	    STR_ARG(text), STR_ARG(marked(d, (struct draft_mark){
	    .kind = MARK_NUMBER, .id = choice_id(d, v, c), .show = c->text,
	    .public_id = v->kind == VOTE_QUESTION ? S("") : v->public_id,
	    .number = c->votes }, number(d, c->votes))));
}

static void
tell_choices(struct draft *d, const struct vote *v)
{
	struct vote_choice *list;
	struct text all = { .mem = d->mem }, elected = { .mem = d->mem };
	size_t len;

	vote_choices(d->cx, v->id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		list_one(&all, counted(d, v, &list[i]));
		if (list[i].elected) {
			list_one(&elected, choice_text(d, &list[i]));
		}
	}
	paragraph(d, DRAFT_VOTE, text_taken(&all));
	if (elected.chars.len > 0 && v->kind != VOTE_QUESTION) {
		paragraph(d, DRAFT_VOTE, SAY(d, PHRASE_ELECTED,
		    text_taken(&elected)));
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
tell_question(struct draft *d, const struct vote *v)
{
	str words = SAY(d, PHRASE_VOTE, number(d, v->number),
	    plain(d, v->question));
	str head = marked(d, (struct draft_mark){ .kind = MARK_VOTE,
	    .number = v->number, .public_id = v->public_id,
	    .show = SAY(d, PHRASE_VOTE, number(d, v->number), v->question) },
	    words);
	str came = outcome_text(d, v);

	paragraph(d, DRAFT_VOTE, arena_printf(d->mem, "**" STR_FMT "**%s"
	    STR_FMT "%s", STR_ARG(head), came.len > 0 ? " " : "",
	    STR_ARG(came), came.len > 0 ? "." : ""));
}

static void
tell_vote(struct draft *d, const struct vote *v)
{
	tell_question(d, v);
	if (v->state == VOTE_ANNULLED) {
		return;
	}
	tell_choices(d, v);
	paragraph(d, DRAFT_VOTE, SAY(d, PHRASE_NUMBERS,
	    figure(d, "eligible", v->eligible),
	    figure(d, "present", v->present), figure(d, "voted", v->voted)));
	if (d->minutes && v->rule_text.len > 0) {
		paragraph(d, DRAFT_VOTE, SAY(d, PHRASE_RULE, in_brackets(d,
		    plain(d, v->rule_text), plain(d, v->rule_article))));
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
			d->vote_id = list[i].id;
			tell_vote(d, &list[i]);
		}
	}
	d->vote_id = 0;
}

/* ---- motions and commendations ----------------------------------------- */

static void
quote(struct draft *d, str text)
{
	str part[PARAGRAPHS_MAX];
	size_t len = motion_paragraphs(text, part);

	for (size_t i = 0; i < len; i++) {
		paragraph(d, DRAFT_SAYS, arena_printf(d->mem, "> " STR_FMT,
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
	paragraph(d, DRAFT_SAYS, SAY(d, phrase, number(d, m.number),
	    plain(d, m.title)));
	if (m.state == MOTION_CARRIED) {
		paragraph(d, DRAFT_SAYS, SAY(d, PHRASE_TEXT_CARRIED, S("")));
		quote(d, m.final_text);
	}
}

static str
commended(struct draft *d, const struct commendation *c)
{
	bool of_person = c->member_id != 0;
	str name = !of_person ? unit_text(d, c->unit_id, c->name) :
	    in_brackets(d, person(d, c->member_id, c->public_id, c->name),
	    unit_text(d, c->unit_id, c->unit_name));

	return SAY(d, PHRASE_COMMENDED, name, plain(d, c->work));
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
			paragraph(d, DRAFT_SAYS, commended(d,
			    &list[i]));
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
	d->item_id = item_id;
	paragraph(d, DRAFT_ITEM, arena_printf(d->mem, "# " STR_FMT "\\. "
	    STR_FMT, STR_ARG(plain(d, item.number)),
	    STR_ARG(plain(d, item.title))));
	tell_speeches(d, speeches, speeches_len, item_id, PHRASE_REPORTED);
	tell_speeches(d, speeches, speeches_len, item_id, PHRASE_SPOKE);
	if (d->minutes) {
		tell_speeches(d, speeches, speeches_len, item_id,
		    PHRASE_ORDER);
	}
	tell_votes(d, item_id);
	tell_motion(d, item.motion_id);
	tell_commendations(d, item_id);
	d->item_id = 0;
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

static void
tell_sitting(struct draft *d)
{
	str day = marked(d, (struct draft_mark){ .kind = MARK_DAY,
	    .day = d->sitting.day }, phrase_day(d->mem, d->language,
	    &d->conference, d->sitting.day));

	paragraph(d, DRAFT_SAYS, SAY(d, PHRASE_SITTING_OF, number(d,
	    d->sitting.number), plain(d, d->conference.title), day));
	paragraph(d, DRAFT_SAYS, SAY(d, PHRASE_OPENED, time_text(d,
	    d->sitting.opened_at, false)));
	tell_presidium(d);
	tell_hall(d);
	tell_items(d);
	tell_votes(d, 0);
	tell_commendations(d, 0);
	paragraph(d, DRAFT_CLOSED, SAY(d, PHRASE_CLOSED, time_text(d,
	    d->sitting.closed_at, true)));
}

void
draft_tell(struct ctx *cx, const struct bulletin *b, str language,
    str *out_title, struct draft_told *out)
{
	struct draft d = { .cx = cx, .mem = cx->mem, .language = language,
		.minutes = b->kind == MINUTES, .told = out };

	*out = (struct draft_told){ .parts = { 0 } };
	*out_title = S("");
	if (!conference_read(cx, b->conference_id, &d.conference) ||
	    !sitting_read(cx, b->sitting_id, &d.sitting)) {
		return;
	}
	*out_title = SAY(&d, d.minutes ? PHRASE_MINUTES : PHRASE_BULLETIN,
	    number(&d, b->number));
	tell_sitting(&d);
}

void
draft_write(struct ctx *cx, const struct bulletin *b, str language,
    str *out_title, str *out_text)
{
	struct text text = { .mem = cx->mem };
	struct draft_told told;

	draft_tell(cx, b, language, out_title, &told);
	for (size_t i = 0; i < told.parts.len; i++) {
		text_put(&text, i > 0 ? S("\n\n") : S(""));
		text_put(&text, draft_words(cx->mem,
		    told.parts.at[i].text));
	}
	*out_text = str_trim(text_taken(&text));
}

void
draft_commended(struct ctx *cx, int64_t conference_id, str language,
    struct draft_told *out, struct date *out_newest)
{
	struct draft d = { .cx = cx, .mem = cx->mem, .language = language,
		.told = out };
	struct commendation *list;
	size_t len;

	*out = (struct draft_told){ .parts = { 0 } };
	*out_newest = DATE_NONE;
	commendation_list(cx, conference_id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (date_known(list[i].given_on)) {
			paragraph(&d, DRAFT_SAYS, commended(&d, &list[i]));
			*out_newest = date_later(*out_newest,
			    list[i].given_on);
		}
	}
}
