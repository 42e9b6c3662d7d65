/* speech_parts.c - lists of speakers as parts of the live pages. */
#include "speech/speech_parts.h"

#include "conference/conference.h"
#include "conference/conference_pages.h"
#include "speech/speech.h"
#include "speech/speech_pages.h"

#define SPEECH_PHONE_SHOWN	30	/* of the queue, on each phone */
#define SPEECH_HALL_SHOWN	5
#define SPEECH_CHAIR_SHOWN	100

/* The clock of a speech: a moment it ends, a moment it counts from, or, while
 * it is stopped, what is left. What it says without a script is no number that
 * runs, so that the bytes are the same until something happens. */
struct speech_time_view {
	int64_t	 ends, since;		/* 0: none */
	str	 text;
};

struct speech_timer_view {
	int64_t	 ends, since;
	str	 text, label;
};

struct speech_row_view {
	str	 person, speech, name, unit_name, about, why, say;
	int	 number;
	bool	 order;
};

struct speech_phone_view {
	str			 waiting, now_person, now_name, now_about;
	str			 now_doing;
	str			 clock_label, item, rule, more;
	struct speech_time_view	 clock;
	struct speech_row_view	*rows;
	size_t			 rows_len;
	struct path		 withdraw, list_href;
	bool			 list_open, sides;
};

struct speech_own_view {
	struct path	 ask, withdraw;
	str		 key, back, late, you, place, say, leave;
};

struct speech_chair_now_view {
	str			 over, name, about, budget, spoke, key, item;
	str			 back, now, next, next_label;
	struct speech_timer_view clock;
	struct path		 base;
	bool			 paused, limited;
};

struct speech_chair_queue_view {
	str			 orders, list_text, key, item, back, more;
	str			 back_label, undo_label, totals, rule;
	struct speech_row_view	*rows;
	size_t			 rows_len;
	struct path		 base;
	bool			 list_open;
};

struct speech_enter_view {
	struct path	 base;
	str		 key, back;
};

struct speech_hall_now_view {
	str			 kind, name, unit_name;
	struct speech_timer_view clock;
};

struct speech_hall_next_view {
	struct speech_row_view	*rows;
	size_t			 rows_len;
	str			 more;
};

struct speech_interpreter_view {
	str			 over, name, about;
	struct speech_timer_view clock;
	struct speech_row_view	*rows;
	size_t			 rows_len;
};

#include "speech/speech_time.html.h"
#include "speech/speech_timer.html.h"

#include "speech/speech_chair_now.html.h"
#include "speech/speech_chair_queue.html.h"
#include "speech/speech_enter.html.h"
#include "speech/speech_hall_next.html.h"
#include "speech/speech_hall_now.html.h"
#include "speech/speech_interpreter.html.h"
#include "speech/speech_own.html.h"
#include "speech/speech_phone.html.h"

/* ---- what they have in common ------------------------------------------ */

/* False: no item is open, or it has no list and nobody speaks. */
static bool
open_list(struct ctx *cx, struct object o, struct conference *c,
    struct speech_list *list)
{
	return conference_read(cx, o.conference, c) && c->item_id != 0 &&
	    speech_list(cx, c->item_id, list) &&
	    (list->item.list != LIST_NONE || list->now.id != 0 ||
	    list->queue_len > 0);
}

static struct path
base_of(struct ctx *cx, const struct conference *c)
{
	return conference_path(cx, c, "/speeches");
}

/* The same for every rendering of one version: pressed twice it is done once
 * (HTTP-1), and after a change it is another. */
static str
part_key(struct ctx *cx, const struct conference *c)
{
	return arena_printf(cx->mem, STR_FMT "-%lld", STR_ARG(c->public_id),
	    (long long)c->version);
}

static struct speech_timer_view
timer_of(struct ctx *cx, const struct speech *s)
{
	struct speech_timer_view v = { .ends = speech_ends_at(s),
	    .label = S("Time left") };
	int64_t since = s->started_at + s->paused_seconds;

	if (v.ends != 0) {
		v.text = arena_printf(cx->mem, "until " STR_FMT,
		    STR_ARG(clock_text(cx->mem, v.ends)));
	} else if (s->paused_at == 0) {
		v.since = since;
		v.label = S("Time so far");
		v.text = arena_printf(cx->mem, "since " STR_FMT,
		    STR_ARG(clock_text(cx->mem, since)));
	} else {
		v.text = speech_clock(cx, s->seconds > 0 ?
		    speech_left(s, s->paused_at) :
		    speech_lasted(s, s->paused_at));
	}
	return v;
}

/* What somebody does who has the floor. */
static str
doing(enum speech_kind kind)
{
	switch (kind) {
	case SPEECH_FOR:
		return S("Speaking for");
	case SPEECH_AGAINST:
		return S("Speaking against");
	case SPEECH_ORDER:
		return S("Point of order");
	case SPEECH_REPLY:
		return S("Answering");
	case SPEECH_REPORT:
		return S("Reporting");
	case SPEECH_PLAIN:
		break;
	}
	return S("Speaking");
}

static str
say_of(struct ctx *cx, const struct speech_list *list, size_t i)
{
	const struct queued *q = &list->queue[i];
	int64_t when = speech_about_when(list, i);

	if (q->number == 0) {
		return S("You|raised|a point of order");
	}
	return when == 0 ? arena_printf(cx->mem, "You are|" STR_FMT
	    "|to speak", STR_ARG(speech_nth(cx, q->number))) :
	    arena_printf(cx->mem, "You are|" STR_FMT
	    "|to speak, at about " STR_FMT,
	    STR_ARG(speech_nth(cx, q->number)),
	    STR_ARG(clock_text(cx->mem, when)));
}

static struct speech_row_view *
make_rows(struct ctx *cx, const struct speech_list *list, size_t most,
    size_t *out_len)
{
	size_t len = list->queue_len < most ? list->queue_len : most;
	struct speech_row_view *rows = NEW(cx->mem, struct speech_row_view,
	    len);

	for (size_t i = 0; i < len; i++) {
		const struct queued *q = &list->queue[i];

		rows[i] = (struct speech_row_view){
			.person = q->speech.person,
			.speech = q->speech.public_id,
			.name = q->speech.name,
			.unit_name = q->speech.unit_name,
			.about = speech_about(cx, q),
			.why = text_capital(cx->mem, speech_why(cx, q)),
			.say = say_of(cx, list, i),
			.number = q->number,
			.order = q->number == 0,
		};
	}
	*out_len = len;
	return rows;
}

static str
more_than(struct ctx *cx, const struct speech_list *list, size_t shown)
{
	return list->queue_len <= shown ? S("") : arena_printf(cx->mem,
	    "and %zu more", list->queue_len - shown);
}

/* ---- phones ------------------------------------------------------------ */

void
speech_part_phone(struct ctx *cx, struct object o, struct html *out)
{
	struct speech_phone_view v = { .list_open = false };
	struct speech_timer_view timer;
	struct speech_list list;
	struct conference c;

	if (!open_list(cx, o, &c, &list)) {
		return;
	}
	v.waiting = arena_printf(cx->mem, "%zu waiting", list.queue_len);
	v.item = list.item.public_id;
	v.list_open = list.item.list == LIST_OPEN;
	v.sides = list.item.kind == ITEM_MOTION;
	v.withdraw = conference_path(cx, &c, "/speeches/withdraw");
	v.list_href = base_of(cx, &c);
	v.rule = speech_terms_text(cx, &list.terms);
	v.rows = make_rows(cx, &list, SPEECH_PHONE_SHOWN, &v.rows_len);
	v.more = more_than(cx, &list, SPEECH_PHONE_SHOWN);
	if (list.now.id != 0) {
		timer = timer_of(cx, &list.now);
		v.now_person = list.now.person;
		v.now_name = list.now.name;
		v.now_about = list.now.unit_name;
		v.now_doing = doing(list.now.kind);
		v.clock_label = timer.label;
		v.clock = (struct speech_time_view){ timer.ends, timer.since,
		    timer.text };
	}
	speech_phone_html(out, &v);
}

/* "You are|4th|to speak" into the three lines it is shown on. */
static void
split_say(str say, struct speech_own_view *v)
{
	(void)str_cut(&say, '|', &v->you);
	(void)str_cut(&say, '|', &v->place);
	v->say = say;
}

static void
fill_own(struct ctx *cx, const struct speech_list *list, int64_t who,
    struct speech_own_view *v)
{
	for (size_t i = 0; i < list->queue_len; i++) {
		const struct queued *q = &list->queue[i];

		if (q->speech.participant_id != who) {
			continue;
		}
		v->leave = q->speech.public_id;
		if (i < SPEECH_PHONE_SHOWN) {
			split_say(say_of(cx, list, i), v);
		} else {
			v->late = arena_printf(cx->mem, "You are on the list:"
			    " " STR_FMT " to speak.",
			    STR_ARG(speech_nth(cx, q->number)));
		}
		return;
	}
	if (list->now.id != 0 && list->now.participant_id == who) {
		split_say(S("You have|the floor|now"), v);
	}
}

void
speech_part_own(struct ctx *cx, struct object o, int64_t participant_id,
    str key, struct html *out)
{
	struct speech_own_view v = { .key = key };
	struct speech_list list;
	struct conference c;

	if (participant_id == 0 || !conference_read(cx, o.conference, &c)) {
		return;
	}
	v.ask = conference_path(cx, &c, "/speeches/ask");
	v.withdraw = conference_path(cx, &c, "/speeches/withdraw");
	v.back = conference_path(cx, &c, "/now").text;
	if (open_list(cx, o, &c, &list)) {
		fill_own(cx, &list, participant_id, &v);
	}
	speech_own_html(out, &v);
}

/* ---- the chair --------------------------------------------------------- */

static str
minutes_of(struct ctx *cx, int64_t seconds)
{
	return count_of(cx->mem, (seconds + 30) / 60, "minute", "minutes");
}

static str
budget_of(struct ctx *cx, const struct speech_list *list)
{
	struct speech_budget b;

	speech_budget(cx, list->item.id, &b);
	for (size_t i = 0; i < b.shares_len; i++) {
		const struct budget_share *s = &b.shares[i];

		/* Without the speech under way: bytes stay as they are. */
		if (s->unit_id == list->now.unit_id && s->unit_id != 0) {
			int64_t left = s->seconds - s->spoken +
			    speech_lasted(&list->now, cx->now);

			return left >= 0 ? arena_printf(cx->mem,
			    "The delegation had " STR_FMT " left before this"
			    " speech.", STR_ARG(speech_clock(cx, left))) :
			    arena_printf(cx->mem, "The delegation was "
			    STR_FMT " over its time before this speech.",
			    STR_ARG(speech_clock(cx, -left)));
		}
	}
	return S("");
}

static void
fill_now(struct ctx *cx, const struct speech_list *list,
    struct speech_chair_now_view *v)
{
	v->over = arena_printf(cx->mem, STR_FMT "%s",
	    STR_ARG(doing(list->now.kind)), list->now.paused_at != 0 ?
	    ", stopped" : "");
	v->name = list->now.name;
	v->about = list->now.unit_name;
	v->clock = timer_of(cx, &list->now);
	v->now = list->now.public_id;
	v->paused = list->now.paused_at != 0;
	v->limited = list->now.seconds > 0;
	v->budget = budget_of(cx, list);
}

void
speech_part_chair_now(struct ctx *cx, struct object o, struct html *out)
{
	struct speech_chair_now_view v = { .paused = false };
	struct speech_list list;
	struct conference c;

	if (!open_list(cx, o, &c, &list)) {
		return;
	}
	v.key = part_key(cx, &c);
	v.back = conference_path(cx, &c, "/chair").text;
	v.base = base_of(cx, &c);
	v.item = list.item.public_id;
	v.spoke = arena_printf(cx->mem, "%lld spoke on this item.",
	    (long long)list.spoken);
	if (list.now.id != 0) {
		fill_now(cx, &list, &v);
	}
	if (list.queue_len > 0) {
		v.next = list.queue[0].speech.public_id;
		v.next_label = arena_printf(cx->mem, "Next: " STR_FMT,
		    STR_ARG(list.queue[0].speech.name));
	}
	speech_chair_now_html(out, &v);
}

static str
undo_label(struct ctx *cx, int64_t item_id)
{
	static const char *const texts[] = {
		[DID_CALL] = "calling", [DID_END] = "the end of the speech of",
		[DID_PAUSE] = "stopping", [DID_RESUME] = "going on with",
		[DID_MORE] = "the minute more for",
		[DID_PUT_BACK] = "putting back",
		[DID_SET_LIST] = "what was done with the list",
		[DID_SET_SECONDS] = "the new length of speeches",
		[DID_STRIKE] = "taking off", [DID_ENTER] = "putting on",
	};
	enum speech_act act;
	str name;

	if (!speech_last_act(cx, item_id, &act, &name)) {
		return S("");
	}
	return arena_printf(cx->mem, "Undo %s%s" STR_FMT, texts[act],
	    name.len > 0 ? " " : "", STR_ARG(name));
}

static str
back_label(struct ctx *cx, const struct speech_list *list)
{
	struct speech last;

	if (list->now.id != 0) {
		return arena_printf(cx->mem, "Put " STR_FMT " back",
		    STR_ARG(list->now.name));
	}
	return speech_last(cx, list->item.id, &last) ?
	    arena_printf(cx->mem, "Put " STR_FMT " back",
	    STR_ARG(last.name)) : S("");
}

/* The speech under way is counted once it is over: bytes stay as they are. */
static str
totals_of(struct ctx *cx, const struct speech_list *list)
{
	int64_t spent = list->debate_seconds - (list->now.id == 0 ? 0 :
	    speech_lasted(&list->now, cx->now));
	str text = arena_printf(cx->mem, "%lld spoke, for " STR_FMT " in all.",
	    (long long)list->spoken, STR_ARG(minutes_of(cx, spent)));

	if (list->item.debate_seconds == 0) {
		return text;
	}
	return arena_printf(cx->mem, STR_FMT " The debate has " STR_FMT ".",
	    STR_ARG(text), STR_ARG(minutes_of(cx,
	    list->item.debate_seconds)));
}

void
speech_part_chair_queue(struct ctx *cx, struct object o, struct html *out)
{
	struct speech_chair_queue_view v = { .list_open = false };
	struct speech_list list;
	struct conference c;

	if (!conference_read(cx, o.conference, &c) || c.item_id == 0 ||
	    !speech_list(cx, c.item_id, &list)) {
		return;
	}
	v.key = part_key(cx, &c);
	v.back = conference_path(cx, &c, "/chair").text;
	v.base = base_of(cx, &c);
	v.item = list.item.public_id;
	v.list_open = list.item.list == LIST_OPEN;
	v.list_text = v.list_open ? S("List is open") : S("List is closed");
	if (list.orders > 0) {
		v.orders = count_of(cx->mem, (int64_t)list.orders,
		    "point of order", "points of order");
	}
	v.rows = make_rows(cx, &list, SPEECH_CHAIR_SHOWN, &v.rows_len);
	v.more = more_than(cx, &list, SPEECH_CHAIR_SHOWN);
	v.back_label = back_label(cx, &list);
	v.undo_label = undo_label(cx, list.item.id);
	v.totals = totals_of(cx, &list);
	v.rule = speech_terms_text(cx, &list.terms);
	speech_chair_queue_html(out, &v);
}

void
speech_part_enter(struct ctx *cx, struct object o, str key, str back,
    struct html *out)
{
	struct speech_enter_view v = { .key = key, .back = back };
	struct conference c;

	if (conference_read(cx, o.conference, &c)) {
		v.base = base_of(cx, &c);
		speech_enter_html(out, &v);
	}
}

void
speech_next(struct ctx *cx, int64_t item_id, struct speech_next *out)
{
	struct speech_next next = { .waiting = 0 };
	struct speech_list list;

	if (item_id != 0 && speech_list(cx, item_id, &list)) {
		next.speaking = list.now.id != 0;
		next.waiting = list.queue_len;
		next.list_open = list.item.list == LIST_OPEN;
	}
	*out = next;
}

/* ---- hall and interpreters --------------------------------------------- */

void
speech_part_hall_now(struct ctx *cx, struct object o, struct html *out)
{
	struct speech_hall_now_view v;
	struct speech_list list;
	struct conference c;

	if (!open_list(cx, o, &c, &list) || list.now.id == 0) {
		return;
	}
	v = (struct speech_hall_now_view){
		.kind = doing(list.now.kind),
		.name = list.now.name, .unit_name = list.now.unit_name,
		.clock = timer_of(cx, &list.now),
	};
	speech_hall_now_html(out, &v);
}

void
speech_part_hall_next(struct ctx *cx, struct object o, struct html *out)
{
	struct speech_hall_next_view v = { .rows_len = 0 };
	struct speech_list list;
	struct conference c;

	if (!open_list(cx, o, &c, &list)) {
		return;
	}
	v.rows = make_rows(cx, &list, SPEECH_HALL_SHOWN, &v.rows_len);
	v.more = more_than(cx, &list, SPEECH_HALL_SHOWN);
	speech_hall_next_html(out, &v);
}

void
speech_part_interpreter(struct ctx *cx, struct object o, struct html *out)
{
	struct speech_interpreter_view v = { .rows_len = 0 };
	struct speech_list list;
	struct conference c;

	if (!open_list(cx, o, &c, &list)) {
		return;
	}
	v.rows = make_rows(cx, &list, SPEECH_HALL_SHOWN, &v.rows_len);
	if (list.now.id != 0) {
		v.over = doing(list.now.kind);
		v.name = list.now.name;
		v.about = list.now.unit_name;
		v.clock = timer_of(cx, &list.now);
	}
	speech_interpreter_html(out, &v);
}
