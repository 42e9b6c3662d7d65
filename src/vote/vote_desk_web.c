/*
 * vote_desk_web.c - what the chair does with votes.
 *
 *	GET  /c/{conference}/votes/new	the form
 *	POST /c/{conference}/votes	prepares one
 *	POST /votes/{vote}/open
 *	POST /votes/{vote}/close	asks first; with do=sure it closes
 *	POST /votes/{vote}/annul	asks first, for a reason
 *	POST /votes/{vote}/repeat	prepares it again
 *	POST /votes/{vote}/take-over	what two tellers counted
 *	POST /votes/{vote}/casting	decided=carried|not: the chair's vote
 */
#include "vote/vote_pages.h"

#include "motion/motion.h"
#include "statutes/statutes.h"

struct vote_new_view {
	struct path			 back, to;
	str				 key;
	struct part_errors_view		 errors;
	struct part_line_view		 question, seats, seed;
	struct part_text_view		 choices;
	struct part_choice_view		 kind, way, keys, who, tie, unranked;
	struct part_select_view		 rule, quorum, subject, item, about;
	bool				 proxies;
};

struct vote_ask_view {
	struct path			 back, to;
	str				 key, question, heading, lead, label;
	const char			*kind;
	struct part_errors_view		 errors;
	struct part_line_view		 reason;
	bool				 ask_reason;
};

#include "vote/vote_ask.html.h"
#include "vote/vote_new.html.h"

/* ---- the form ---------------------------------------------------------- */

static struct part_option
option(struct ctx *cx, int value, const char *label, const char *note,
    int chosen)
{
	return (struct part_option){
		.value = arena_printf(cx->mem, "%d", value),
		.label = text_capital(cx->mem, str_z(label)),
		.note = str_z(note),
		.chosen = value == chosen,
	};
}

static struct part_choice_view
kind_choice(struct ctx *cx, int chosen)
{
	struct part_option *o = NEW(cx->mem, struct part_option, VOTE_MEEK);

	for (int i = VOTE_QUESTION; i <= VOTE_MEEK; i++) {
		o[i - 1] = option(cx, i, vote_kind_text((enum vote_kind)i), "",
		    chosen != 0 ? chosen : VOTE_QUESTION);
	}
	return (struct part_choice_view){ .id = "kind",
	    .label = "What voters choose", .options = o,
	    .options_len = VOTE_MEEK };
}

static struct part_choice_view
way_choice(struct ctx *cx, int chosen)
{
	static const char *const notes[] = {
		[VOTE_BY_HAND] = "Two tellers count each block.",
		[VOTE_OPENLY] = "Who voted how is shown after the close.",
		[VOTE_BY_NAME] = "Each is called and answers; shown after the"
		    " close.",
		[VOTE_SECRETLY] = "In sealed envelopes; nobody learns who"
		    " voted how.",
	};
	struct part_option *o = NEW(cx->mem, struct part_option,
	    VOTE_SECRETLY);

	for (int i = VOTE_BY_HAND; i <= VOTE_SECRETLY; i++) {
		o[i - 1] = option(cx, i, vote_way_text((enum vote_way)i),
		    notes[i], chosen != 0 ? chosen : VOTE_OPENLY);
	}
	return (struct part_choice_view){ .id = "way",
	    .label = "How votes are cast", .options = o,
	    .options_len = VOTE_SECRETLY };
}

static struct part_choice_view
two_choice(struct ctx *cx, const char *id, const char *label, int chosen,
    struct part_option first, struct part_option second)
{
	struct part_option *o = NEW(cx->mem, struct part_option, 2);

	o[0] = first;
	o[1] = second;
	o[chosen == 2].chosen = true;
	return (struct part_choice_view){ .id = id, .label = label,
	    .options = o, .options_len = 2 };
}

/* VOTE-9. The chair's own vote is no choice: the statutes give it. */
static struct part_choice_view
tie_choice(struct ctx *cx, int chosen)
{
	struct part_option *o = NEW(cx->mem, struct part_option, 4);

	o[0] = option(cx, 0, "As the statutes say, else as is usual",
	    "A question is not carried; transferable votes are decided by lot,"
	    " other elections repeated.", chosen);
	o[1] = option(cx, TIE_REPEAT, "They vote again", "", chosen);
	o[2] = option(cx, TIE_LOT, "A lot decides", "It follows from a seed"
	    " that all can read while they vote.", chosen);
	o[3] = option(cx, TIE_LOST, "It is not carried", "Of a question.",
	    chosen);
	return (struct part_choice_view){ .id = "tie", .label = "At a tie",
	    .options = o, .options_len = 4 };
}

static struct part_choice_view
unranked_choice(struct ctx *cx, int chosen)
{
	struct part_option *o = NEW(cx->mem, struct part_option, 2);

	if (chosen == 0) {
		chosen = COUNT_UNRANKED_LAST;
	}
	o[0] = option(cx, COUNT_UNRANKED_LAST, "After all who are ranked",
	    "Who leaves a name out wants everybody ranked rather than that"
	    " one.", chosen);
	o[1] = option(cx, COUNT_UNRANKED_NEITHER,
	    "Neither for nor against anybody", "Who leaves a name out does not"
	    " know it, and says nothing about it.", chosen);
	return (struct part_choice_view){ .id = "unranked",
	    .label = "By Schulze\xe2\x80\x99s method, who is left out stands",
	    .options = o, .options_len = 2 };
}

static struct part_select_view
rule_select(struct ctx *cx, int chosen)
{
	struct part_option *o = NEW(cx->mem, struct part_option,
	    MAJORITY_MOST);

	for (int i = MAJORITY_OF_STATUTES; i <= MAJORITY_MOST; i++) {
		o[i - 1] = option(cx, i,
		    vote_majority_text((enum vote_majority)i), "", chosen);
	}
	return (struct part_select_view){ .id = "rule", .label = "Majority",
	    .hint = S("Where the statutes say it, it is theirs."),
	    .none = S("As the statutes say, else as is usual"),
	    .options = o, .options_len = MAJORITY_MOST };
}

static struct part_select_view
quorum_select(struct ctx *cx, int chosen)
{
	struct part_option *o = NEW(cx->mem, struct part_option,
	    QUORUM_THIRDS);

	for (int i = QUORUM_OF_STATUTES; i <= QUORUM_THIRDS; i++) {
		o[i - 1] = option(cx, i,
		    vote_quorum_text((enum vote_quorum)i), "", chosen);
	}
	return (struct part_select_view){ .id = "quorum", .label = "Quorum",
	    .none = S("As the statutes say, else none"),
	    .options = o, .options_len = QUORUM_THIRDS };
}

/* The decisions that the statutes name. */
static struct part_select_view
subject_select(struct ctx *cx, str chosen)
{
	const struct statutes *st = statutes_in_force(cx, cx->today);
	struct part_select_view v = { .id = "subject",
	    .label = "What the statutes call it",
	    .none = S("No decision that they name") };
	struct part_option *o;

	if (st == NULL) {
		return v;
	}
	o = NEW(cx->mem, struct part_option, st->decisions.len);
	for (size_t i = 0; i < st->decisions.len; i++) {
		str subject = st->decisions.at[i].subject;

		if (subject.len > 0 && v.options_len < PART_OPTIONS_MAX) {
			o[v.options_len++] = (struct part_option){
				.value = subject, .label = subject,
				.chosen = str_eq(subject, chosen) };
		}
	}
	v.options = o;
	return v;
}

static struct part_select_view
item_select(struct ctx *cx, const struct conference *c, str chosen)
{
	struct part_select_view v = { .id = "item", .label = "Item",
	    .none = S("Of no item") };
	struct part_option *o;
	struct item *items;
	size_t len;

	item_list(cx, c->id, 0, &items, &len);
	o = NEW(cx->mem, struct part_option, len);
	for (size_t i = 0; i < len && i < PART_OPTIONS_MAX; i++) {
		o[v.options_len++] = (struct part_option){
			.value = items[i].public_id,
			.label = arena_printf(cx->mem, STR_FMT ". " STR_FMT,
			    STR_ARG(items[i].number), STR_ARG(items[i].title)),
			.chosen = chosen.len > 0 ?
			    str_eq(items[i].public_id, chosen) :
			    items[i].id == c->item_id,
		};
	}
	v.options = o;
	return v;
}

/* ---- what it decides (VOTE-17) ----------------------------------------- */

/* The motion or the amendment that the form names. */
static void
read_about(struct ctx *cx, const struct req *rq, int64_t *motion_id,
    int64_t *amendment_id)
{
	str public_id = req_str(rq, "about");
	struct motion m;
	struct amendment a;

	*motion_id = public_id.len > 0 && motion_by_public(cx, public_id, &m) ?
	    m.id : 0;
	*amendment_id = public_id.len > 0 && amendment_by_public(cx, public_id,
	    &a) ? a.id : 0;
}

static struct part_select_view
about_select(struct ctx *cx, const struct req *rq, const struct conference *c)
{
	struct part_select_view v = { .id = "about", .label = "It decides",
	    .hint = S("The result carries the motion or not, at once."),
	    .none = S("No motion") };
	struct part_option *o;
	struct motion *list;
	int64_t motion_id, amendment_id;
	struct path href;
	size_t len;

	read_about(cx, rq, &motion_id, &amendment_id);
	motion_list(cx, c->id, &list, &len);
	v.options = o = NEW(cx->mem, struct part_option, len + 1);
	if (amendment_id != 0) {
		o[v.options_len++] = (struct part_option){
			.value = req_str(rq, "about"), .chosen = true,
			.label = vote_about_words(cx, 0, amendment_id,
			    &href) };
	}
	for (size_t i = 0; i < len && v.options_len < PART_OPTIONS_MAX; i++) {
		if (list[i].state == MOTION_OPEN || list[i].id == motion_id) {
			o[v.options_len++] = (struct part_option){
				.value = list[i].public_id,
				.label = arena_printf(cx->mem, "Motion %d: "
				    STR_FMT, list[i].number,
				    STR_ARG(list[i].title)),
				.chosen = list[i].id == motion_id };
		}
	}
	return v;
}

/* What is asked; about a motion its name where nothing else was typed. */
static str
question_of(struct ctx *cx, const struct req *rq)
{
	str typed = req_str(rq, "question");
	int64_t motion_id, amendment_id;
	struct path href;

	if (typed.len > 0) {
		return typed;
	}
	read_about(cx, rq, &motion_id, &amendment_id);
	return utf8_cut(vote_about_words(cx, motion_id, amendment_id, &href),
	    VOTE_LINE_MAX);
}

static void
show_new(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct conference *c, const struct problems *ps)
{
	struct html main = html_start(cx);
	struct vote_new_view v = {
		.back = conference_path(cx, c, "/votes"),
		.to = conference_path(cx, c, "/votes"),
		.key = rq->key,
		.errors = part_errors(cx->mem, ps),
		.question = { .id = "question", .label = "What is asked",
		    .value = question_of(cx, rq), .need = true,
		    .problem = problem_of(ps, "question") },
		.choices = { .id = "choices", .label = "Choices",
		    .hint = S("One in each line. Not for a question, whose"
		    " answers are given. A name with the number of a badge"
		    " before it, as in \"417 Hanne Brook\", stands for"
		    " election."), .value = req_str(rq, "choices"),
		    .problem = problem_of(ps, "choices"), .rows = 6 },
		.seats = { .id = "seats", .label = "How many are elected",
		    .value = req_str(rq, "seats"), .width = "w5",
		    .mode = "numeric", .problem = problem_of(ps, "seats") },
		.kind = kind_choice(cx, (int)req_int(rq, "kind")),
		.way = way_choice(cx, (int)req_int(rq, "way")),
		.rule = rule_select(cx, (int)req_int(rq, "rule")),
		.quorum = quorum_select(cx, (int)req_int(rq, "quorum")),
		.subject = subject_select(cx, req_str(rq, "subject")),
		.item = item_select(cx, c, req_str(rq, "item")),
		.about = about_select(cx, rq, c),
		.proxies = req_flag(rq, "proxies"),
	};

	v.rule.problem = problem_of(ps, "rule");
	v.quorum.problem = problem_of(ps, "quorum");
	v.subject.problem = problem_of(ps, "subject");
	v.kind.problem = problem_of(ps, "kind");
	v.about.problem = problem_of(ps, "about");
	v.keys = two_choice(cx, "keys", "Who opens a secret vote",
	    (int)req_int(rq, "keys"),
	    option(cx, KEYS_OF_TRUSTEES, "Three trustees with their keys",
	    "Nobody else can, not even who runs the server.", 0),
	    option(cx, KEYS_OF_SERVER, "The server holds the key",
	    "Weaker: who runs it could look while the vote is open. Every page"
	    " of the vote says so.", 0));
	v.who = two_choice(cx, "who", "Who may vote",
	    (int)req_int(rq, "who") == PRESENT_AT_OPENING ? 1 : 2,
	    option(cx, PRESENT_AT_OPENING,
	    "Those present when the vote opens", "", 0),
	    option(cx, PRESENT_BEFORE_CLOSE,
	    "Also those who come before it closes", "", 0));
	v.tie = tie_choice(cx, (int)req_int(rq, "tie"));
	v.tie.problem = problem_of(ps, "tie");
	v.seed = (struct part_line_view){ .id = "seed",
	    .label = "What a lot is to follow from",
	    .hint = S("Numbers thrown before all, such as 4 1 6 6 2. Empty: the"
	    " server draws one as the vote opens."),
	    .value = req_str(rq, "seed"), .problem = problem_of(ps, "seed") };
	v.unranked = unranked_choice(cx, (int)req_int(rq, "unranked"));
	vote_new_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, c, NAV_RESULTS,
	    S("Prepare a vote")), &main);
}

static void
new_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems none = { .list_len = 0 };
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	show_new(cx, rq, rs, &c, &none);
}

/* ---- preparing --------------------------------------------------------- */

/* "417 Hanne Brook" is participant 417, if the badge is of that name. */
static int64_t
who_stands(struct ctx *cx, int64_t conference_id, str line, str *name)
{
	size_t space = str_find(line, ' ');
	struct participant p;
	int64_t number;
	str rest = str_trim(str_from(line, space));

	if (!str_to_int(str_part(line, 0, space), &number) ||
	    number > PARTICIPANTS_MAX || !participant_by_number(cx,
	    conference_id, (int)number, &p) || !str_eq(text_fold(cx->mem,
	    rest), text_fold(cx->mem, p.name))) {
		return 0;
	}
	*name = p.name;
	return p.id;
}

static void
read_choices(struct ctx *cx, const struct req *rq, struct vote_new *in)
{
	struct vote_choice *at = NEW(cx->mem, struct vote_choice,
	    VOTE_CHOICES_MAX + 1);
	str rest = req_str(rq, "choices"), line;

	in->choices = at;
	while (str_cut(&rest, '\n', &line) &&
	    in->choices_len <= VOTE_CHOICES_MAX) {
		struct vote_choice *c = &at[in->choices_len];

		line = str_trim(line);
		if (line.len == 0) {
			continue;
		}
		c->text = line;
		c->participant_id = who_stands(cx, in->conference_id, line,
		    &c->text);
		in->choices_len++;
	}
}

static const char *
field_of(enum vote_err err)
{
	switch ((int)err) {
	case VOTE_CHOICES:
	case VOTE_TOO_MANY_CHOICES:
		return "choices";
	case VOTE_SEATS:
		return "seats";
	case VOTE_NO_SUBJECT:
		return "subject";
	case VOTE_RULE_SAID:
	case VOTE_RULE_SILENT:
		return "rule";
	case VOTE_QUORUM_SAID:
	case VOTE_QUORUM_SILENT:
		return "quorum";
	case VOTE_TIE_SAID:
	case VOTE_TIE_CHAIR:
	case VOTE_TIE_ELECTION:
		return "tie";
	case VOTE_KIND_BY_HAND:
	case VOTE_ABOUT_QUESTION:
		return "kind";
	case VOTE_NO_MOTION:
		return "about";
	default:
		return "question";
	}
}

static int
in_range(const struct req *rq, const char *name, int max, int otherwise)
{
	int64_t n = req_int(rq, name);

	return n >= 1 && n <= max ? (int)n : otherwise;
}

static struct vote_new
read_new(struct ctx *cx, const struct req *rq, const struct conference *c)
{
	struct vote_new in = {
		.conference_id = c->id,
		.question = question_of(cx, rq),
		.subject = req_str(rq, "subject"),
		.kind = (enum vote_kind)in_range(rq, "kind", VOTE_MEEK,
		    VOTE_QUESTION),
		.way = (enum vote_way)in_range(rq, "way", VOTE_SECRETLY,
		    VOTE_OPENLY),
		.who = (enum vote_who)in_range(rq, "who",
		    PRESENT_BEFORE_CLOSE, PRESENT_BEFORE_CLOSE),
		.keys = (enum vote_keys)in_range(rq, "keys", KEYS_OF_SERVER,
		    KEYS_OF_TRUSTEES),
		.tie_rule = (enum vote_tie_rule)in_range(rq, "tie", TIE_CHAIR,
		    0),
		.seed = str_trim(req_str(rq, "seed")),
		.unranked = (enum count_unranked)in_range(rq, "unranked",
		    COUNT_UNRANKED_LAST, COUNT_UNRANKED_LAST),
		.rule = (enum vote_majority)in_range(rq, "rule",
		    MAJORITY_MOST, 0),
		.quorum = (enum vote_quorum)in_range(rq, "quorum",
		    QUORUM_THIRDS, 0),
		.proxies = req_flag(rq, "proxies"),
	};
	struct item item;
	int64_t seats;

	if (item_by_public(cx, req_str(rq, "item"), &item)) {
		in.item_id = item.id;
	}
	in.seats = !req_number(rq, "seats", &seats) ||
	    seats > VOTE_CHOICES_MAX ? VOTE_CHOICES_MAX :
	    seats < 0 ? 1 : (int)seats;
	read_about(cx, rq, &in.motion_id, &in.amendment_id);
	read_choices(cx, rq, &in);
	return in;
}

static void
prepare(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems ps = { .list_len = 0 };
	struct conference c;
	struct vote_new in;
	struct vote v;
	enum vote_err err;
	int64_t id;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	in = read_new(cx, rq, &c);
	err = vote_prepare(cx, &in, &id);
	if (err == VOTE_OK && vote_read(cx, id, &v)) {
		res_go(cx, rs, vote_path(cx, &v, ""));
		return;
	}
	problem_add(&ps, field_of(err), vote_sentence(cx, err));
	res_refuse(cx, rs, vote_err_status(err), &ps);
	show_new(cx, rq, rs, &c, &ps);
}

/* ---- running ----------------------------------------------------------- */

static void
go_or_refuse(struct ctx *cx, const struct req *rq, struct res *rs,
    enum vote_err err)
{
	struct vote v;

	if (err != VOTE_OK) {
		vote_refuse(cx, rq, rs, err);
	} else if (vote_read(cx, rq->object.id, &v)) {
		res_go(cx, rs, vote_path(cx, &v, ""));
	}
}

static void
open_vote(struct ctx *cx, const struct req *rq, struct res *rs)
{
	go_or_refuse(cx, rq, rs, vote_open(cx, rq->object.id));
}

static void
ask(struct ctx *cx, const struct req *rq, struct res *rs, const struct vote *v,
    struct vote_ask_view *p, const struct problems *ps)
{
	struct html main = html_start(cx);
	struct conference c;

	if (!conference_read(cx, v->conference_id, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	p->back = vote_path(cx, v, "");
	p->key = rq->key;
	p->question = v->question;
	p->errors = part_errors(cx->mem, ps);
	rs->nothing_done = true;
	vote_ask_html(&main, p);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_RESULTS,
	    p->heading), &main);
}

static void
close_vote(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems none = { .list_len = 0 };
	struct vote_ask_view p = { .kind = "pri",
	    .label = S("Close the vote"), .heading = S("Close this vote?") };
	struct vote v;

	if (!vote_read(cx, rq->object.id, &v)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (str_eq(req_str(rq, "do"), S("sure"))) {
		go_or_refuse(cx, rq, rs, vote_close(cx, v.id));
		return;
	}
	if (v.state != VOTE_IS_OPEN) {
		vote_refuse(cx, rq, rs, VOTE_NOT_OPEN);
		return;
	}
	p.to = vote_path(cx, &v, "/close");
	p.lead = arena_printf(cx->mem, STR_FMT " in by phone. After the close"
	    " nobody can vote or change a vote.", STR_ARG(count_of(cx->mem,
	    vote_turnout(cx, v.id), "vote is", "votes are")));
	ask(cx, rq, rs, &v, &p, &none);
}

static void
annul_vote(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems ps = { .list_len = 0 };
	struct vote_ask_view p = { .kind = "danger", .ask_reason = true,
	    .label = S("Cancel the vote"), .heading = S("Cancel this vote?"),
	    .lead = S("It counts for nothing and stays in the record with your"
	    " reason. It is said on every screen.") };
	bool sure = str_eq(req_str(rq, "do"), S("sure"));
	enum vote_err err;
	struct vote v;

	if (!vote_read(cx, rq->object.id, &v)) {
		res_missing(cx, rq, rs);
		return;
	}
	err = !sure ? VOTE_OK : vote_annul(cx, v.id, req_str(rq, "reason"));
	if (sure && err == VOTE_OK) {
		go_or_refuse(cx, rq, rs, VOTE_OK);
		return;
	}
	if (err == VOTE_OVER || v.state == VOTE_ANNULLED) {
		vote_refuse(cx, rq, rs, VOTE_OVER);
		return;
	}
	if (err != VOTE_OK) {
		problem_add(&ps, "reason", vote_sentence(cx, err));
		res_refuse(cx, rs, vote_err_status(err), &ps);
	}
	if (v.decides) {
		p.lead = arena_printf(cx->mem, STR_FMT " What it decided is"
		    " open again.", STR_ARG(p.lead));
	}
	p.to = vote_path(cx, &v, "/annul");
	p.reason = (struct part_line_view){ .id = "reason",
	    .label = "The reason", .value = req_str(rq, "reason"),
	    .problem = problem_of(&ps, "reason"), .need = true };
	ask(cx, rq, rs, &v, &p, &ps);
}

static void
repeat_vote(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct vote v;
	int64_t id;
	enum vote_err err = vote_repeat(cx, rq->object.id, &id);

	if (err != VOTE_OK) {
		vote_refuse(cx, rq, rs, err);
	} else if (vote_read(cx, id, &v)) {
		res_go(cx, rs, vote_path(cx, &v, ""));
	}
}

static void
take_over(struct ctx *cx, const struct req *rq, struct res *rs)
{
	go_or_refuse(cx, rq, rs, vote_take_over(cx, rq->object.id));
}

static void
cast_deciding(struct ctx *cx, const struct req *rq, struct res *rs)
{
	go_or_refuse(cx, rq, rs, vote_cast_deciding(cx, rq->object.id,
	    str_eq(req_str(rq, "decided"), S("carried"))));
}

static bool
param_decided(str s)
{
	return str_eq(s, S("carried")) || str_eq(s, S("not"));
}

static const struct param new_params[] = {
	{ "question", param_line, OPTIONAL },
	{ "about", param_line, OPTIONAL },
	{ "choices", param_text, OPTIONAL },
	{ "subject", param_line, OPTIONAL },
	{ "seats", param_line, OPTIONAL },
	{ "kind", param_int, OPTIONAL },
	{ "way", param_int, OPTIONAL },
	{ "who", param_int, OPTIONAL },
	{ "keys", param_int, OPTIONAL },
	{ "tie", param_int, OPTIONAL },
	{ "seed", param_line, OPTIONAL },
	{ "unranked", param_int, OPTIONAL },
	{ "rule", param_int, OPTIONAL },
	{ "quorum", param_int, OPTIONAL },
	{ "item", param_line, OPTIONAL },
	{ "proxies", param_flag, OPTIONAL },
	PARAMS_END
};

static const struct param about_params[] = {
	{ "about", param_line, OPTIONAL },
	PARAMS_END
};

static const struct param sure_params[] = {
	{ "do", param_word, OPTIONAL },
	PARAMS_END
};

static const struct param annul_params[] = {
	{ "do", param_word, OPTIONAL },
	{ "reason", param_line, OPTIONAL },
	PARAMS_END
};

static const struct param casting_params[] = {
	{ "decided", param_decided, REQUIRED },
	PARAMS_END
};

extern const struct route vote_desk_routes[];	/* listed in tables.c */

const struct route vote_desk_routes[] = {
	{ "GET", "/c/{conference}/votes/new", ACT_CHAIR, conference_find,
	    new_page, about_params, NULL },
	{ "POST", "/c/{conference}/votes", ACT_CHAIR, conference_find, prepare,
	    new_params, NULL },
	{ "POST", "/votes/{vote}/open", ACT_CHAIR, vote_find, open_vote, NULL,
	    NULL },
	{ "POST", "/votes/{vote}/close", ACT_CHAIR, vote_find, close_vote,
	    sure_params, NULL },
	{ "POST", "/votes/{vote}/annul", ACT_CHAIR, vote_find, annul_vote,
	    annul_params, NULL },
	{ "POST", "/votes/{vote}/repeat", ACT_CHAIR, vote_find, repeat_vote,
	    NULL, NULL },
	{ "POST", "/votes/{vote}/take-over", ACT_CHAIR, vote_find, take_over,
	    NULL, NULL },
	{ "POST", "/votes/{vote}/casting", ACT_CHAIR, vote_find, cast_deciding,
	    casting_params, NULL },
	ROUTES_END
};
