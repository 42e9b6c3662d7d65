/*
 * setup_web.c - the set-up of an organisation by its administrator.
 *
 *	GET  /setup			the steps, and which one is next
 *	GET  /setup/name		its name and the way it is written
 *	POST /setup/name
 *	GET  /setup/words		its words for tiers and offices
 *	POST /setup/words
 */
#include "html/parts.h"
#include "http/web.h"
#include "org/org.h"
#include "setup/setup.h"
#include "statutes/statutes.h"

#define STEPS		5
#define WORDS_MAX	(TIERS_MAX + OFFICES_MAX)
#define NAME_MAX_BYTES	200
#define WORD_MAX_BYTES	60

struct setup_step {
	str		 title, text, label;
	struct path	 href;
	bool		 done, now;
};

struct setup_page_view {
	str			 lead;
	bool			 said;
	struct part_strip_view	 said_strip;
	struct setup_step	 steps[STEPS];
	size_t			 steps_len;
};

struct setup_name_view {
	str			 key;
	struct part_errors_view	 errors;
	struct part_line_view	 name, language;
	struct part_choice_view	 direction;
};

struct setup_word {
	str	 term, legend, one, many, problem;
};

struct setup_words_view {
	str			 key, example;
	struct part_errors_view	 errors;
	struct setup_word	*words;
	size_t			 words_len;
};

#include "setup/setup_name.html.h"
#include "setup/setup_page.html.h"
#include "setup/setup_words.html.h"

/* ---- the steps --------------------------------------------------------- */

static str
rules_text(struct ctx *cx)
{
	const struct statutes *st = statutes_in_force(cx, cx->today);

	return st == NULL ? S("How often you meet, who decides, when offices "
	    "end.") : arena_printf(cx->mem, "In force since " STR_FMT ": %zu "
	    "articles, %zu lines the machine reads.",
	    STR_ARG(day_long(cx->mem, st->from)), st->articles.len,
	    st->rules.len);
}

static void
fill_steps(struct ctx *cx, struct setup_page_view *v)
{
	struct organisation o = { .name = S("") };
	struct setup_state s;
	bool named = org_read(cx, &o);
	bool ruled = statutes_in_force(cx, cx->today) != NULL;

	setup_state(cx, &s);
	v->steps[0] = (struct setup_step){ S("Name and language"),
	    arena_printf(cx->mem, STR_FMT ".", STR_ARG(o.name)),
	    S("Change"), path_of(cx->mem, "/setup/name"), named, false };
	v->steps[1] = (struct setup_step){ S("The words you use"),
	    S("Cell or branch? County or district? Every page will use your "
	    "words."), S("Choose the words"), path_of(cx->mem,
	    "/setup/words"), s.words > 0 || o.step > 2, false };
	v->steps[2] = (struct setup_step){ S("Your rules"), rules_text(cx),
	    ruled ? S("Try a draft") : S("Bring in the rules"),
	    path_of(cx->mem, "/rules/draft"), ruled, false };
	v->steps[3] = (struct setup_step){ S("Bring in units and members"),
	    s.units == 0 ? S("From a spreadsheet. Nothing is sent to anyone.") :
	    arena_printf(cx->mem, "%lld units, %lld members.",
	    (long long)s.units, (long long)s.members), S("Read a list"),
	    path_of(cx->mem, "/setup/import"), s.units > 0 && s.members > 0,
	    false };
	v->steps[4] = (struct setup_step){ S("Invite the secretaries"),
	    s.accounts == 0 ? S("By letter with a code, by hand, or by a QR "
	    "sheet on the wall.") : arena_printf(cx->mem, "%lld people can "
	    "log in.", (long long)s.accounts), S("Make the sheets"),
	    path_of(cx->mem, "/setup/invite"), s.accounts > 0, false };
	v->steps_len = STEPS;
}

static void
get_setup(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct setup_page_view v = { 0 };
	struct html main = html_start(cx);
	size_t next = 0;

	fill_steps(cx, &v);
	while (next < STEPS && v.steps[next].done) {
		next++;
	}
	if (next < STEPS) {
		v.steps[next].now = true;
		v.lead = S("Five steps. When you finish the fourth, the first "
		    "cell can hold a meeting.");
	} else {
		v.lead = S("All five steps are done. You can come back to each "
		    "of them.");
	}
	v.said = req_flag(rq, "saved");
	v.said_strip = (struct part_strip_view){ .kind = "good", .icon = {
	    "circle-check", false }, .text = S("It is saved.") };
	setup_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Set up"),
	    .nav = NAV_SETUP }, &main);
}

/* What is done is not asked for again: the highest step seen is kept. */
static void
keep_step(struct ctx *cx, struct organisation *o, int step)
{
	o->step = step > o->step ? step : o->step;
	org_write(cx, o);
}

/* ---- name -------------------------------------------------------------- */

static void
show_name(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct organisation *o, const struct problems *p)
{
	struct part_option *ways = NEW(cx->mem, struct part_option, 2);
	struct setup_name_view v = { .key = rq->key,
		.errors = part_errors(cx->mem, p) };
	struct html main = html_start(cx);

	ways[0] = (struct part_option){ S("ltr"), S("From left to right"),
	    S(""), !str_eq(o->direction, S("rtl")) };
	ways[1] = (struct part_option){ S("rtl"), S("From right to left"),
	    S(""), str_eq(o->direction, S("rtl")) };
	v.name = (struct part_line_view){ .id = "name", .label =
	    "What is your organisation called?", .value = o->name,
	    .problem = problem_of(p, "name"), .need = true };
	v.language = (struct part_line_view){ .id = "language", .label =
	    "The language of your records", .hint = S("A language tag: en-GB, "
	    "ko, ar. The words of the pages themselves are English so far."),
	    .value = o->language, .problem = problem_of(p, "language"),
	    .width = "w10" };
	v.direction = (struct part_choice_view){ .id = "direction", .label =
	    "How is it written?", .options = ways, .options_len = 2,
	    .beside = true };
	setup_name_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Name and language"),
	    .nav = NAV_SETUP }, &main);
}

static void
get_name(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;
	struct organisation o = { S(""), S("en-GB"), S("ltr"), 1 };

	(void)org_read(cx, &o);
	show_name(cx, rq, rs, &o, &none);
}

static bool
is_language(str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= '0' && c <= '9') && c != '-') {
			return false;
		}
	}
	return s.len >= 2 && s.len <= 35;	/* BCP 47, 4.4.1 */
}

static void
post_name(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct organisation o = { S(""), S(""), S(""), 1 };
	struct problems p = { 0 };

	(void)org_read(cx, &o);
	o.name = req_str(rq, "name");
	o.language = req_str(rq, "language");
	o.direction = str_eq(req_str(rq, "direction"), S("rtl")) ? S("rtl") :
	    S("ltr");
	if (o.name.len == 0 || o.name.len > NAME_MAX_BYTES) {
		problem_add(&p, "name", S("Write the name of your "
		    "organisation, in up to 200 letters."));
	}
	if (!is_language(o.language)) {
		problem_add(&p, "language", S("Write a language tag such as "
		    "en-GB, ko or ar."));
	}
	if (p.list_len > 0) {
		res_refuse(cx, rs, 422, &p);
		show_name(cx, rq, rs, &o, &p);
		return;
	}
	keep_step(cx, &o, 2);
	res_go(cx, rs, path_of(cx->mem, "/setup?saved=1"));
}

/* ---- words ------------------------------------------------------------- */

static void
add_word(struct ctx *cx, struct setup_words_view *v, str term, str name,
    const char *what)
{
	struct shown shown = org_word(cx, term);

	for (size_t i = 0; i < v->words_len; i++) {
		if (str_eq(v->words[i].term, term)) {
			return;
		}
	}
	v->words[v->words_len++] = (struct setup_word){ .term = term,
		.legend = arena_printf(cx->mem, "%s the rules call “" STR_FMT
		"”", what, STR_ARG(name)), .one = shown.one,
		.many = shown.many, .problem = S("") };
}

static void
fill_words(struct ctx *cx, struct setup_words_view *v)
{
	const struct statutes *st = statutes_in_force(cx, cx->today);

	v->words = NEW(cx->mem, struct setup_word, WORDS_MAX);
	v->example = S("cells");
	for (size_t i = 0; st != NULL && i < st->tiers.len; i++) {
		add_word(cx, v, st->tiers.at[i].word, st->tiers.at[i].one,
		    "What");
		if (st->tiers.at[i].holds_members) {
			v->example = org_word(cx, st->tiers.at[i].word).many;
		}
	}
	for (size_t i = 0; st != NULL && i < st->offices.len; i++) {
		add_word(cx, v, st->offices.at[i].word,
		    st->offices.at[i].name, "Whom");
	}
}

static void
show_words(struct ctx *cx, const struct req *rq, struct res *rs,
    struct setup_words_view *v, const struct problems *p)
{
	struct html main = html_start(cx);

	v->key = rq->key;
	v->errors = part_errors(cx->mem, p);
	setup_words_html(&main, v);
	res_page(cx, rq, rs, (struct frame){ .title = S("The words you use"),
	    .nav = NAV_SETUP }, &main);
}

static void
get_words(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;
	struct setup_words_view v = { 0 };

	fill_words(cx, &v);
	show_words(cx, rq, rs, &v, &none);
}

/* The word's place on the form, or NULL if the statutes have none such. */
static struct setup_word *
find_word(struct setup_words_view *v, str term)
{
	for (size_t i = 0; i < v->words_len; i++) {
		if (str_eq(v->words[i].term, term)) {
			return &v->words[i];
		}
	}
	return NULL;
}

static void
check_word(struct ctx *cx, struct setup_word *w, struct problems *p)
{
	if (w->one.len == 0 || w->many.len == 0) {
		w->problem = arena_printf(cx->mem, "Write both words for “"
		    STR_FMT "”: for one and for many.", STR_ARG(w->term));
	} else if (w->one.len > WORD_MAX_BYTES ||
	    w->many.len > WORD_MAX_BYTES) {
		w->problem = S("A word has up to 60 letters.");
	}
	if (w->problem.len > 0) {
		problem_add(p, arena_copy_z(cx->mem, w->term), w->problem);
	}
}

static void
post_words(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct setup_words_view v = { 0 };
	struct problems p = { 0 };
	struct organisation o = { S(""), S("en-GB"), S("ltr"), 1 };
	size_t at_term = 0, at_one = 0, at_many = 0;
	str term, one, many;

	fill_words(cx, &v);
	while (req_each(rq, "term", &at_term, &term) &&
	    req_each(rq, "one", &at_one, &one) &&
	    req_each(rq, "many", &at_many, &many)) {
		struct setup_word *w = find_word(&v, term);

		if (w != NULL) {
			w->one = one;
			w->many = many;
			check_word(cx, w, &p);
		}
	}
	if (p.list_len > 0) {
		res_refuse(cx, rs, 422, &p);
		show_words(cx, rq, rs, &v, &p);
		return;
	}
	for (size_t i = 0; i < v.words_len; i++) {
		org_word_set(cx, v.words[i].term, (struct shown){
		    v.words[i].one, v.words[i].many });
	}
	(void)org_read(cx, &o);
	keep_step(cx, &o, 3);
	res_go(cx, rs, path_of(cx->mem, "/setup?saved=1"));
}

/* ---- routes ------------------------------------------------------------ */

static const struct param setup_params[] = {
	{ "saved", param_flag, OPTIONAL },
	PARAMS_END
};
static const struct param name_params[] = {
	{ "name", param_line, OPTIONAL },
	{ "language", param_line, OPTIONAL },
	{ "direction", param_word, OPTIONAL },
	PARAMS_END
};
static const struct param words_params[] = {
	{ "term", param_word, REPEATED },
	{ "one", param_line, REPEATED },
	{ "many", param_line, REPEATED },
	PARAMS_END
};

extern const struct route setup_routes[];

const struct route setup_routes[] = {
	{ "GET", "/setup", ACT_ADMINISTER, NULL, get_setup, setup_params,
	    NULL },
	{ "GET", "/setup/name", ACT_ADMINISTER, NULL, get_name, NULL, NULL },
	{ "POST", "/setup/name", ACT_ADMINISTER, NULL, post_name, name_params,
	    NULL },
	{ "GET", "/setup/words", ACT_ADMINISTER, NULL, get_words, NULL,
	    NULL },
	{ "POST", "/setup/words", ACT_ADMINISTER, NULL, post_words,
	    words_params, NULL },
	ROUTES_END
};
