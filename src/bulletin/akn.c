/* akn.c - the proceedings of a conference as Akoma Ntoso: its body. */
#include "bulletin/akn.h"

#include <string.h>

#include "bulletin/akn_own.h"
#include "bulletin/lines.h"
#include "motion/motion.h"
#include "speech/speech.h"

/* ---- the words of minutes, and what they still say of the records ------ */

/* A line of the text; or one of the draft, with its marks. */
struct told_line {
	enum line_kind		 kind;
	str			 words;		/* without marks */
	str			 marked;	/* with them; "": none */
	const struct draft_part	*part;		/* NULL: a person's words */
	bool			 taken;
};

struct told_lines {
	struct LIST(struct told_line)	 lines;
	const struct draft_part		*part;	/* of those added now */
};

static void
take_line(struct ctx *cx, void *arg, enum line_kind kind, str words)
{
	struct told_lines *t = arg;

	*LIST_ADD(cx->mem, &t->lines) = (struct told_line){ .kind = kind,
		.words = t->part == NULL ? words : draft_words(cx->mem, words),
		.marked = words, .part = t->part };
}

/* The draft that the records give now, in lines as the text's. */
static void
read_draft(struct ctx *cx, const struct draft_told *told,
    struct told_lines *out)
{
	*out = (struct told_lines){ .part = NULL };
	for (size_t i = 0; i < told->parts.len; i++) {
		out->part = &told->parts.at[i];
		bulletin_each_line(cx, told->parts.at[i].text, take_line, out);
	}
}

/* The line of the draft that reads the same: the next one, or one before. */
static struct told_line *
same_line(struct told_lines *draft, size_t *at, const struct told_line *line)
{
	size_t len = draft->lines.len;

	for (size_t i = 0; i < len; i++) {
		struct told_line *d = &draft->lines.at[(*at + i) % len];

		if (!d->taken && d->kind == line->kind &&
		    str_eq(d->words, line->words)) {
			*at = (*at + i + 1) % len;
			return d;
		}
	}
	return NULL;
}

/* AKN-2. */
static void
match_lines(struct told_lines *text, struct told_lines *draft)
{
	size_t at = 0;

	for (size_t i = 0; i < text->lines.len; i++) {
		struct told_line *line = &text->lines.at[i];
		struct told_line *d = same_line(draft, &at, line);

		if (d != NULL) {
			d->taken = true;
			line->part = d->part;
			line->marked = d->marked;
		}
	}
}

/* ---- a sitting --------------------------------------------------------- */

struct sitting_told {
	struct akn			*a;
	const struct draft_told		*told;
	bool				 in_item, in_list, in_call;
};

static void
end_call(struct sitting_told *s)
{
	if (s->in_call) {
		akn_close(s->a);
		s->in_call = false;
		s->a->event = NULL;
	}
}

static void
end_list(struct sitting_told *s)
{
	if (s->in_list) {
		akn_close(s->a);
		s->in_list = false;
	}
}

static void
end_item(struct sitting_told *s)
{
	end_list(s);
	end_call(s);
	if (s->in_item) {
		akn_close(s->a);
		s->in_item = false;
	}
}

static void
tell_heading(struct sitting_told *s, const struct told_line *line)
{
	end_item(s);
	(void)akn_open_id(s->a, "debateSection");
	akn_attr(s->a, "name", line->part != NULL &&
	    line->part->kind == DRAFT_ITEM ? S("item") : S("part"));
	(void)akn_open_only(s->a, "heading");
	akn_words(s->a, line->words);
	akn_close(s->a);
	s->in_item = true;
}

/* A paragraph in the third person; hands out its eId. */
static str
tell_narrative(struct sitting_told *s, const struct told_line *line)
{
	str eid = akn_open_id(s->a, "narrative");

	akn_marked(s->a, s->told, line->marked);
	akn_close(s->a);
	return eid;
}

static str
speech_refers(struct akn *a, const struct speech_held *held)
{
	const struct speech *s = &held->speech;
	str kind = s->kind == SPEECH_FOR ? akn_concept(a, S("for"), S(""),
	    S("For")) : s->kind == SPEECH_AGAINST ?
	    akn_concept(a, S("against"), S(""), S("Against")) :
	    s->kind == SPEECH_REPORT ? akn_concept(a, S("report"), S(""),
	    S("Report")) : s->kind == SPEECH_REPLY ?
	    akn_concept(a, S("reply"), S(""), S("Reply")) : S("");
	struct unit unit;

	if (held->office.len > 0 || s->unit_id == 0 ||
	    held->unit_name.len == 0 || !org_unit(a->cx, s->unit_id, &unit)) {
		return kind;
	}
	return arena_printf(a->mem, STR_FMT "%s" STR_FMT, STR_ARG(kind),
	    kind.len > 0 ? " " : "", STR_ARG(akn_unit(a, unit.id,
	    unit.public_id, held->unit_name)));
}

/* Who had the floor, from when to when. What was said is not recorded, and the
 * schema has a word for that. */
static void
tell_speech(struct akn *a, const struct speech_held *held)
{
	const struct speech *s = &held->speech;
	str refers = speech_refers(a, held);

	(void)akn_open_id(a, "speech");
	akn_attr(a, "by", akn_person(a, s->member_id, s->person, s->name));
	if (held->office.len > 0) {
		akn_attr(a, "as", akn_office(a, held->office));
	}
	akn_attr(a, "startTime", moment_str(a->mem, s->started_at));
	akn_attr(a, "endTime", moment_str(a->mem, s->ended_at));
	if (refers.len > 0) {
		akn_attr(a, "refersTo", refers);
	}
	akn_open(a, "p");
	akn_attr(a, "status", S("undefined"));
	akn_close(a);
	akn_close(a);
}

static void
tell_speeches(struct sitting_told *s, const struct told_line *line)
{
	struct akn *a = s->a;
	bool orders = line->part->kind == DRAFT_ORDERS;

	if (orders) {
		(void)akn_open_id(a, "pointOfOrder");
	}
	a->speeches.len = 0;
	(void)tell_narrative(s, line);
	for (size_t i = 0; i < a->speeches.len; i++) {
		tell_speech(a, a->speeches.at[i]);
	}
	if (orders) {
		akn_close(a);
	}
}

static struct akn_event *
new_event(struct akn *a, const char *element, int64_t vote_id, str eid)
{
	struct akn_event *e = LIST_ADD(a->mem, &a->events);

	*e = (struct akn_event){ .element = element, .vote_id = vote_id,
		.href = arena_printf(a->mem, "#" STR_FMT, STR_ARG(eid)) };
	return e;
}

static struct akn_event *
event_of_vote(struct akn *a, int64_t vote_id)
{
	for (size_t i = 0; i < a->events.len; i++) {
		if (a->events.at[i].vote_id == vote_id) {
			return &a->events.at[i];
		}
	}
	return new_event(a, "voting", vote_id, S(""));
}

/* AKN-4: what is marked in a paragraph of a vote is told of it. */
static void
tell_vote(struct sitting_told *s, const struct told_line *line)
{
	struct akn *a = s->a;
	struct akn_event *e = event_of_vote(a, line->part->vote_id);
	str eid;

	a->event = e;
	eid = tell_narrative(s, line);
	a->event = NULL;
	if (e->href.len <= 1) {
		e->href = arena_printf(a->mem, "#" STR_FMT, STR_ARG(eid));
	}
}

/* How many are there, and whether they can decide: one after the other. */
static void
tell_called(struct sitting_told *s, const struct told_line *line)
{
	struct akn *a = s->a;

	if (!s->in_call) {
		a->event = new_event(a, "quorumVerification", 0,
		    akn_open_id(a, "rollCall"));
		s->in_call = true;
	}
	akn_open(a, "p");
	akn_marked(a, s->told, line->marked);
	akn_close(a);
}

static void
tell_closed(struct sitting_told *s, const struct told_line *line)
{
	(void)akn_open_id(s->a, "adjournment");
	akn_open(s->a, "p");
	akn_marked(s->a, s->told, line->marked);
	akn_close(s->a);
	akn_close(s->a);
}

static void
tell_part(struct sitting_told *s, const struct told_line *line)
{
	switch (line->part->kind) {
	case DRAFT_SPEECHES:
	case DRAFT_ORDERS:
		tell_speeches(s, line);
		break;
	case DRAFT_VOTE:
		tell_vote(s, line);
		break;
	case DRAFT_CALLED:
		tell_called(s, line);
		break;
	case DRAFT_CLOSED:
		tell_closed(s, line);
		break;
	case DRAFT_ITEM:
	case DRAFT_SAYS:
		(void)tell_narrative(s, line);
		break;
	}
}

static void
tell_quote(struct sitting_told *s, const struct told_line *line)
{
	akn_open(s->a, "block");
	akn_attr(s->a, "name", S("quote"));
	akn_words(s->a, line->words);
	akn_close(s->a);
}

static void
tell_list_item(struct sitting_told *s, const struct told_line *line)
{
	if (!s->in_list) {
		(void)akn_open_id(s->a, "ul");
		s->in_list = true;
	}
	akn_element(s->a, "li", line->words);
}

static void
tell_line(struct sitting_told *s, const struct told_line *line)
{
	if (line->kind != LINE_ITEM) {
		end_list(s);
	}
	if (line->part == NULL || line->part->kind != DRAFT_CALLED) {
		end_call(s);
	}
	/* What was drafted of the whole sitting is not of the last item. */
	if (s->in_item && line->part != NULL && line->part->item_id == 0) {
		end_item(s);
	}
	if (line->kind == LINE_HEADING) {
		tell_heading(s, line);
	} else if (line->kind == LINE_QUOTE) {
		tell_quote(s, line);
	} else if (line->kind == LINE_ITEM) {
		tell_list_item(s, line);
	} else if (line->part != NULL) {
		tell_part(s, line);
	} else {
		(void)akn_open_id(s->a, "narrative");
		akn_words(s->a, line->words);
		akn_close(s->a);
	}
}

static void
open_sitting(struct akn *a, const struct sitting *sitting,
    const struct bulletin_text *t, str *out_refers)
{
	*out_refers = akn_happening(a, arena_printf(a->mem, "sitting_%d",
	    sitting->number), sitting->public_id, t->title);
	(void)akn_open_number(a, "debateSection", sitting->number);
	akn_attr(a, "name", S("sitting"));
	akn_attr(a, "refersTo", *out_refers);
	akn_element(a, "num", arena_printf(a->mem, "%d", sitting->number));
	(void)akn_open_only(a, "heading");
	akn_words(a, t->title);
	akn_close(a);
}

static void
tell_sitting(struct akn *a, const struct bulletin *b,
    const struct bulletin_text *t, str *out_refers)
{
	struct told_lines text = { .part = NULL }, draft;
	struct draft_told told;
	struct sitting_told s = { .a = a, .told = &told };
	struct sitting sitting;
	str unused;

	*out_refers = S("");
	if (!sitting_read(a->cx, b->sitting_id, &sitting)) {
		return;
	}
	draft_tell(a->cx, b, a->language, &unused, &told);
	read_draft(a->cx, &told, &draft);
	bulletin_each_line(a->cx, t->text, take_line, &text);
	match_lines(&text, &draft);
	open_sitting(a, &sitting, t, out_refers);
	for (size_t i = 0; i < text.lines.len; i++) {
		tell_line(&s, &text.lines.at[i]);
	}
	end_item(&s);
	akn_close(a);
}

/* ---- all sittings ------------------------------------------------------ */

/* AKN-1: minutes that were published, as they were approved. */
static bool
is_published(struct ctx *cx, const struct bulletin *b, str language,
    struct bulletin_text *out)
{
	return b->kind == MINUTES && b->published_at != 0 &&
	    bulletin_text(cx, b, language, true, out);
}

static void
live(struct akn *a, int64_t at, bool corrected, str refers)
{
	*LIST_ADD(a->mem, &a->lives) = (struct akn_life){ .at = at,
		.corrected = corrected, .refers = refers };
	a->newest = at > a->newest ? at : a->newest;
	a->newest_day = date_later(a->newest_day, date_of_moment(at));
	a->corrected = a->corrected || corrected;
}

static void
put_sittings(struct akn *a)
{
	struct bulletin *list;
	struct bulletin_text t;
	size_t len;
	str refers;

	bulletin_list(a->cx, a->conference.id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (!is_published(a->cx, &list[i], a->language, &t)) {
			continue;
		}
		tell_sitting(a, &list[i], &t, &refers);
		live(a, list[i].published_at, false, refers);
		/* The first version in a language corrects nothing. */
		if (t.reason.len > 0 && t.version > 1) {
			live(a, list[i].approved_at > list[i].published_at ?
			    list[i].approved_at : list[i].published_at, true,
			    refers);
		}
	}
}

/* ---- resolutions and commendations ------------------------------------- */

/* What was decided stays in the language in which it was. */
static void
put_language(struct akn *a)
{
	if (!a->own_language) {
		akn_attr(a, "xml:lang", a->conference.language);
	}
}

static void
put_resolution(struct akn *a, const struct resolution *r)
{
	str part[PARAGRAPHS_MAX];
	size_t len = motion_paragraphs(r->text, part);
	str eid = akn_open_number(a, "debateSection", r->number);

	akn_attr(a, "name", S("resolution"));
	put_language(a);
	akn_element(a, "num", arena_printf(a->mem, "%d", r->number));
	(void)akn_open_only(a, "heading");
	akn_words(a, r->title);
	akn_close(a);
	for (size_t i = 0; i < len; i++) {
		akn_element(a, "p", part[i]);
	}
	akn_close(a);
	*LIST_ADD(a->mem, &a->steps) = (struct akn_step){ .on = r->resolved_on,
		.href = arena_printf(a->mem, "#" STR_FMT, STR_ARG(eid)) };
	a->newest_day = date_later(a->newest_day, r->resolved_on);
}

static void
put_resolutions(struct akn *a)
{
	struct resolution *list, r;
	size_t len;

	resolution_list(a->cx, a->conference.id, &list, &len);
	if (len == 0) {
		return;
	}
	(void)akn_open_id(a, "resolutions");
	for (size_t i = 0; i < len; i++) {
		if (resolution_read(a->cx, list[i].id, &r)) {
			put_resolution(a, &r);
		}
	}
	akn_close(a);
}

static void
put_commendations(struct akn *a)
{
	struct draft_told told;
	struct told_lines lines;
	struct date newest;

	draft_commended(a->cx, a->conference.id, a->language, &told, &newest);
	if (told.parts.len == 0) {
		return;
	}
	read_draft(a->cx, &told, &lines);
	(void)akn_open_id(a, "communication");
	for (size_t i = 0; i < lines.lines.len; i++) {
		akn_open(a, "p");
		akn_marked(a, &told, lines.lines.at[i].marked);
		akn_close(a);
	}
	akn_close(a);
	a->newest_day = date_later(a->newest_day, newest);
}

/* ---- the whole --------------------------------------------------------- */

static bool
is_there(const str *list, size_t len, str word)
{
	for (size_t i = 0; i < len; i++) {
		if (str_eq(list[i], word)) {
			return true;
		}
	}
	return false;
}

static void
own_first(str *list, size_t len, str own)
{
	for (size_t i = 1; i < len; i++) {
		if (str_eq(list[i], own)) {
			list[i] = list[0];
			list[0] = own;
		}
	}
}

/* Something that has one language, or none: it goes with the conference's. */
static bool
has_more(struct ctx *cx, int64_t conference_id)
{
	struct commendation *commended;
	struct resolution *resolved;
	size_t len;

	resolution_list(cx, conference_id, &resolved, &len);
	if (len > 0) {
		return true;
	}
	commendation_list(cx, conference_id, &commended, &len);
	for (size_t i = 0; i < len; i++) {
		if (date_known(commended[i].given_on)) {
			return true;
		}
	}
	return false;
}

void
akn_languages(struct ctx *cx, int64_t conference_id, str **out,
    size_t *out_len)
{
	struct LIST(str) found = { 0 };
	struct conference c;
	struct bulletin_text t;
	struct bulletin *list;
	size_t len, of_one;
	str *languages;

	*out = NULL;
	*out_len = 0;
	if (!conference_read(cx, conference_id, &c)) {
		return;
	}
	bulletin_list(cx, conference_id, &list, &len);
	if (has_more(cx, conference_id)) {
		*LIST_ADD(cx->mem, &found) = c.language;
	}
	for (size_t i = 0; i < len; i++) {
		bulletin_languages(cx, list[i].id, &languages, &of_one);
		for (size_t k = 0; k < of_one; k++) {
			if (!is_there(found.at, found.len, languages[k]) &&
			    is_published(cx, &list[i], languages[k], &t)) {
				*LIST_ADD(cx->mem, &found) = languages[k];
			}
		}
	}
	own_first(found.at, found.len, c.language);
	*out = found.at;
	*out_len = found.len;
}

static void
put_body(struct akn *a)
{
	akn_open(a, "debateBody");
	put_sittings(a);
	put_resolutions(a);
	put_commendations(a);
	akn_close(a);
}

enum bulletin_err
akn_proceedings(struct ctx *cx, int64_t conference_id, str language, str *out)
{
	static const struct akn_kind kind = { "debate", "proceedings",
		"conference", PHRASE_PROCEEDINGS };
	struct akn *a = akn_begin(cx, &kind, conference_id);
	size_t len;
	str *all;

	if (a == NULL) {
		return BULLETIN_NO_CONFERENCE;
	}
	a->public_id = a->conference.public_id;
	a->title = a->conference.title;
	a->on = a->conference.from;
	a->language = language.len > 0 ? language : a->conference.language;
	a->own_language = str_eq(a->language, a->conference.language);
	akn_languages(cx, conference_id, &all, &len);
	if (!is_there(all, len, a->language)) {
		return BULLETIN_UNPUBLISHED;
	}
	put_body(a);
	*out = akn_whole(a);
	return BULLETIN_OK;
}
