/* conference_form_web.c - the form that plans a conference or changes it. */
#include "conference/conference_web.h"
#include "meeting/meeting.h"
#include "org/org_pages.h"
#include "statutes/statutes.h"

#define NUMBER_MAX	999999		/* of an ordinal, of a year */

struct conference_form_view {
	struct part_errors_view	 errors;
	struct path		 back, action;
	str			 back_label, unit_name, heading, lead, label;
	str			 draft, key;
	struct part_line_view	 title, ordinal, from, last, place, language;
	struct part_line_view	 era_name, era_year;
	struct part_select_view	 kinds;
	struct part_choice_view	 mode;
	bool			 era;
};

#include "conference/conference_form.html.h"

const struct param conference_form_params[] = {
	{ "title",	param_line,	OPTIONAL },
	{ "kind",	param_line,	OPTIONAL },
	{ "ordinal",	param_line,	OPTIONAL },
	{ "from",	param_line,	OPTIONAL },
	{ "last",	param_line,	OPTIONAL },
	{ "place",	param_line,	OPTIONAL },
	{ "mode",	param_int,	OPTIONAL },
	{ "language",	param_line,	OPTIONAL },
	{ "era_name",	param_line,	OPTIONAL },
	{ "era_year",	param_line,	OPTIONAL },
	PARAMS_END
};

/* The form as it is filled in. */
struct conference_form {
	struct unit		 unit;
	struct conference	 was;		/* id 0: a new one */
	str			 title, kind, ordinal, from, last, place;
	str			 language, era_name, era_year;
	int			 mode;
	struct problems		 problems;
};

/* ---- showing ----------------------------------------------------------- */

static void
add_kind(struct conference_form *f, struct part_option *options, size_t *len,
    str word, str label)
{
	for (size_t i = 0; i < *len; i++) {
		if (str_eq(options[i].value, word)) {
			return;
		}
	}
	options[(*len)++] = (struct part_option){ .value = word,
	    .label = label, .chosen = str_eq(f->kind, word) };
}

/* Those that the rules know: conferences and meetings of such a unit. */
static void
fill_kinds(struct ctx *cx, struct conference_form *f,
    struct conference_form_view *v)
{
	const struct statutes *st = org_statutes(cx, cx->today);
	struct part_option *options = NEW(cx->mem, struct part_option,
	    PART_OPTIONS_MAX);
	size_t len = 0, tier = st == NULL ? 0 : statutes_tier(st,
	    f->unit.tier);
	struct kind_list kinds;

	for (size_t i = 0; st != NULL && i < st->conferences.len &&
	    len < PART_OPTIONS_MAX / 2; i++) {
		if (tier < st->tiers.len &&
		    (st->conferences.at[i].at >> tier & 1)) {
			str word = st->conferences.at[i].word;

			add_kind(f, options, &len, word, arena_printf(cx->mem,
			    "Conference of " STR_FMT, STR_ARG(word)));
		}
	}
	meeting_kinds(cx, f->unit.id, cx->today, &kinds);
	for (size_t i = 0; i < kinds.at_len; i++) {
		add_kind(f, options, &len, kinds.at[i]->word,
		    meeting_title(cx, kinds.at[i]->word));
	}
	add_kind(f, options, &len, S("other"), S("Another one"));
	v->kinds = (struct part_select_view){ .id = "kind",
	    .label = "What kind", .hint = S("What the rules call it; who is"
	    " sent, and how often it is due, follows from there."),
	    .options = options, .options_len = len };
}

static void
fill_mode(struct ctx *cx, struct conference_form *f,
    struct conference_form_view *v)
{
	static const struct { int mode; const char *label; } modes[] = {
		{ IN_ONE_HALL, "In one hall" },
		{ HALL_AND_ONLINE, "In a hall and online" },
		{ ONLINE, "Online" },
	};
	struct part_option *options = NEW(cx->mem, struct part_option,
	    COUNT(modes));

	for (size_t i = 0; i < COUNT(modes); i++) {
		options[i] = (struct part_option){
			.value = arena_printf(cx->mem, "%d", modes[i].mode),
			.label = str_z(modes[i].label),
			.chosen = f->mode == modes[i].mode,
		};
	}
	v->mode = (struct part_choice_view){ .id = "mode",
	    .label = "Where people meet", .options = options,
	    .options_len = COUNT(modes), .beside = true };
}

static struct part_line_view
line(struct conference_form *f, const char *id, const char *label, str value,
    const char *hint)
{
	return (struct part_line_view){ .id = id, .label = label,
	    .value = value, .hint = str_z(hint),
	    .problem = problem_of(&f->problems, id) };
}

static void
fill_lines(struct ctx *cx, struct conference_form *f,
    struct conference_form_view *v)
{
	v->title = line(f, "title", "What it is called", f->title,
	    "As it stands on badges and screens: 5th Conference");
	v->title.need = true;
	v->ordinal = line(f, "ordinal", "Which one it is", f->ordinal,
	    "5 for the fifth. Leave it empty if nobody counts.");
	v->ordinal.width = "w5";
	v->ordinal.mode = "numeric";
	v->from = day_line(cx, "from", "First day", f->from,
	    problem_of(&f->problems, "from"));
	v->last = day_line(cx, "last", "Last day", f->last,
	    problem_of(&f->problems, "last"));
	v->from.need = v->last.need = true;
	v->place = line(f, "place", "Place", f->place, "");
	v->language = line(f, "language", "Language of the papers",
	    f->language, "A short sign such as en, fr or ko");
	v->language.width = "w5";
	v->era_name = line(f, "era_name", "Name of our own count of years",
	    f->era_name, "Stands on papers before the year, where you have"
	    " one. Leave it empty if not.");
	v->era_year = line(f, "era_year", "Its year on the first day",
	    f->era_year, "");
	v->era_year.width = "w5";
	v->era_year.mode = "numeric";
	v->era = f->era_name.len > 0 || v->era_year.problem.len > 0;
}

static void
show(struct ctx *cx, const struct req *rq, struct res *rs,
    struct conference_form *f)
{
	bool changes = f->was.id != 0;
	struct conference_form_view v = {
		.errors = part_errors(cx->mem, &f->problems),
		.key = rq->key,
		.unit_name = f->unit.name,
		.back = changes ? conference_path(cx, &f->was, "") :
		    path_of(cx->mem, "/u/%s/conferences", f->unit.public_id),
		.back_label = changes ? f->was.title : S("Conferences"),
		.action = changes ? conference_path(cx, &f->was, "/edit") :
		    path_of(cx->mem, "/u/%s/conferences/new",
		    f->unit.public_id),
		.heading = changes ? S("Change the conference") :
		    S("Plan a conference"),
		.lead = changes ? S("Everybody who takes part sees it at once.")
		    : S("Days, place and name. The order of business and the"
		    " people come after that."),
		.label = changes ? S("Save the changes") :
		    S("Plan the conference"),
		.draft = arena_printf(cx->mem, "conference " STR_FMT,
		    STR_ARG(changes ? f->was.public_id : f->unit.public_id)),
	};
	struct html main = html_start(cx);

	fill_lines(cx, f, &v);
	fill_mode(cx, f, &v);
	if (!changes) {
		fill_kinds(cx, f, &v);
	}
	conference_form_html(&main, &v);
	res_page(cx, rq, rs, changes ? conference_frame(cx, &f->was, NAV_NONE,
	    v.heading) : (struct frame){ .title = v.heading,
	    .nav = NAV_UNITS }, &main);
}

/* ---- reading ----------------------------------------------------------- */

static void
read_form(const struct req *rq, struct conference_form *f)
{
	f->title = req_str(rq, "title");
	f->kind = req_str(rq, "kind");
	f->ordinal = req_str(rq, "ordinal");
	f->from = req_str(rq, "from");
	f->last = req_str(rq, "last");
	f->place = req_str(rq, "place");
	f->mode = (int)req_int(rq, "mode");
	f->language = req_str(rq, "language");
	f->era_name = req_str(rq, "era_name");
	f->era_year = req_str(rq, "era_year");
}

/* What was typed, understood; false: problems say what was not. */
static bool
understand(struct ctx *cx, const struct req *rq, struct conference_form *f,
    struct conference *out)
{
	*out = (struct conference){
		.id = f->was.id,
		.unit_id = f->unit.id,
		.kind = f->was.id != 0 ? f->was.kind : f->kind.len > 0 ?
		    utf8_cut(f->kind, CONFERENCE_LINE_MAX) : S("other"),
		.title = f->title,
		.place = f->place,
		.language = f->language.len > 0 ? f->language : S("en"),
		.era_name = f->era_name,
		.mode = f->mode >= IN_ONE_HALL && f->mode <= ONLINE ?
		    (enum conference_mode)f->mode : IN_ONE_HALL,
	};
	if (f->language.len > 35) {
		problem_add(&f->problems, "language", S("Write a short sign,"
		    " such as en, fr or ko."));
	}
	(void)take_day(cx, rq, "from", &f->problems, &out->from);
	(void)take_day(cx, rq, "last", &f->problems, &out->last);
	(void)take_number(cx, rq, "ordinal", NUMBER_MAX, &f->problems,
	    &out->ordinal);
	(void)take_number(cx, rq, "era_year", NUMBER_MAX, &f->problems,
	    &out->era_year);
	return f->problems.list_len == 0;
}

static const char *
field_of(const struct conference *c, enum conference_err err)
{
	switch ((int)err) {
	case CONFERENCE_DAYS:
	case CONFERENCE_SITTING_DAY:
		return "last";
	case CONFERENCE_TOO_LONG:
		return c->title.len > CONFERENCE_LINE_MAX ? "title" :
		    c->place.len > CONFERENCE_LINE_MAX ? "place" : "era_name";
	default:
		return "title";
	}
}

/* The form comes back as it was filled in. */
static void
come_back(struct ctx *cx, const struct req *rq, struct res *rs,
    struct conference_form *f, const struct conference *c,
    enum conference_err err)
{
	if (err != CONFERENCE_OK) {
		problem_add(&f->problems, field_of(c, err),
		    conference_sentence(cx, err));
	}
	res_refuse(cx, rs, err == CONFERENCE_OK ? 422 :
	    conference_err_status(err), &f->problems);
	show(cx, rq, rs, f);
}

/* ---- a new one --------------------------------------------------------- */

void
conference_new_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference_form f = { .mode = IN_ONE_HALL };
	struct organisation org;

	if (!org_unit(cx, rq->object.unit, &f.unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	f.language = org_read(cx, &org) ? org.language : S("en");
	show(cx, rq, rs, &f);
}

void
conference_new_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference_form f = { .mode = IN_ONE_HALL };
	enum conference_err err = CONFERENCE_OK;
	struct conference c;
	int64_t id;

	if (!org_unit(cx, rq->object.unit, &f.unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	read_form(rq, &f);
	if (understand(cx, rq, &f, &c)) {
		err = conference_plan(cx, &c, &id);
		if (err == CONFERENCE_OK && conference_read(cx, id, &c)) {
			res_go(cx, rs, conference_path(cx, &c, ""));
			return;
		}
	}
	come_back(cx, rq, rs, &f, &c, err);
}

/* ---- changing ---------------------------------------------------------- */

static str
known_number(struct ctx *cx, int n)
{
	return n == 0 ? S("") : arena_printf(cx->mem, "%d", n);
}

void
conference_edit_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference_form f = { .mode = IN_ONE_HALL };

	if (!conference_of(cx, rq, &f.was) ||
	    !org_unit(cx, f.was.unit_id, &f.unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	f.title = f.was.title;
	f.ordinal = known_number(cx, f.was.ordinal);
	f.from = date_str(cx->mem, f.was.from);
	f.last = date_str(cx->mem, f.was.last);
	f.place = f.was.place;
	f.mode = (int)f.was.mode;
	f.language = f.was.language;
	f.era_name = f.was.era_name;
	f.era_year = known_number(cx, f.was.era_year);
	show(cx, rq, rs, &f);
}

void
conference_edit_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference_form f = { .mode = IN_ONE_HALL };
	enum conference_err err = CONFERENCE_OK;
	struct conference c;

	if (!conference_of(cx, rq, &f.was) ||
	    !org_unit(cx, f.was.unit_id, &f.unit)) {
		res_missing(cx, rq, rs);
		return;
	}
	read_form(rq, &f);
	if (understand(cx, rq, &f, &c)) {
		err = conference_change(cx, &c);
		if (err == CONFERENCE_OK) {
			res_go(cx, rs, conference_path(cx, &f.was, ""));
			return;
		}
	}
	come_back(cx, rq, rs, &f, &c, err);
}
