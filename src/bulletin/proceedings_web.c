/*
 * proceedings_web.c - all that stays of a conference in one document.
 *
 *	GET  /c/{conference}/proceedings, .../pdf
 *	GET  /c/{conference}/proceedings.xml	the same as Akoma Ntoso
 *
 * The minutes of each sitting, as who asks may see them (BULL-4), then the
 * resolutions in the words that were decided, then who was commended.
 */
#include "bulletin/bulletin_pages.h"

#include "bulletin/akn.h"
#include "motion/motion.h"
#include "paper/paper.h"

struct proceedings_line {
	str			 heading, chip, words;	/* each may be "" */
	str			 text;			/* Markdown, or "" */
	struct html_piece	 html;			/* of it */
};

struct proceedings_file {
	struct path	 href;
	str		 language;	/* "": the only one */
};

struct proceedings_view {
	struct path		 back, pdf_href;
	struct proceedings_file	*files;		/* as Akoma Ntoso */
	size_t			 files_len;
	str			 over, language;
	struct proceedings_line	*lines;
	size_t			 lines_len;
	struct part_empty_view	 empty;
};

#include "bulletin/proceedings.html.h"

struct proceedings {
	struct ctx				*cx;
	struct conference			 c;
	struct LIST(struct proceedings_line)	 lines;
};

static struct proceedings_line *
add_line(struct proceedings *p, str heading, str words)
{
	struct proceedings_line *line = LIST_ADD(p->cx->mem, &p->lines);

	*line = (struct proceedings_line){ .heading = heading,
		.words = words };
	return line;
}

static void
add_minutes(struct proceedings *p)
{
	bool drafts = bulletin_sees_drafts(p->cx, &p->c);
	struct bulletin *list;
	size_t len;

	bulletin_list(p->cx, p->c.id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		struct proceedings_line *line;
		struct bulletin_text t;

		if (list[i].kind != MINUTES ||
		    (list[i].published_at == 0 && !drafts) ||
		    !bulletin_text(p->cx, &list[i], p->c.language, !drafts,
		    &t)) {
			continue;
		}
		line = add_line(p, t.title, S(""));
		line->text = t.text;
		line->chip = list[i].published_at == 0 ?
		    S("Not published yet") : S("");
	}
}

static void
add_resolutions(struct proceedings *p)
{
	struct resolution *list, r;
	size_t len;

	resolution_list(p->cx, p->c.id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		str part[PARAGRAPHS_MAX];
		size_t parts = resolution_read(p->cx, list[i].id, &r) ?
		    motion_paragraphs(r.text, part) : 0;

		add_line(p, arena_printf(p->cx->mem, "Resolution %d: "
		    STR_FMT, list[i].number, STR_ARG(list[i].title)), S(""));
		for (size_t k = 0; k < parts; k++) {
			add_line(p, S(""), part[k]);
		}
	}
}

static void
add_commendations(struct proceedings *p)
{
	struct commendation *list;
	bool first = true;
	size_t len;

	commendation_list(p->cx, p->c.id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (!date_known(list[i].given_on)) {
			continue;
		}
		add_line(p, first ? S("Commendations") : S(""),
		    arena_printf(p->cx->mem, STR_FMT ", for " STR_FMT ".",
		    STR_ARG(list[i].name), STR_ARG(list[i].work)));
		first = false;
	}
}

static bool
gather(struct ctx *cx, const struct req *rq, struct proceedings *p)
{
	*p = (struct proceedings){ .cx = cx };
	if (!conference_of(cx, rq, &p->c)) {
		return false;
	}
	add_minutes(p);
	add_resolutions(p);
	add_commendations(p);
	return true;
}

/* A long text comes in pieces: each is a line of its own. */
static void
fill_lines(struct ctx *cx, const struct proceedings *p,
    struct proceedings_view *v)
{
	struct LIST(struct proceedings_line) out = { 0 };

	for (size_t i = 0; i < p->lines.len; i++) {
		struct bulletin_part *parts;
		size_t len;

		*LIST_ADD(cx->mem, &out) = p->lines.at[i];
		bulletin_parts(cx, p->lines.at[i].text, &parts, &len);
		for (size_t k = 0; k < len; k++) {
			*LIST_ADD(cx->mem, &out) = (struct proceedings_line){
				.html = parts[k].text };
		}
	}
	v->lines = out.at;
	v->lines_len = out.len;
}

static void
fill_files(struct ctx *cx, const struct conference *c,
    struct proceedings_view *v)
{
	str *languages;

	akn_languages(cx, c->id, &languages, &v->files_len);
	v->files = NEW(cx->mem, struct proceedings_file, v->files_len);
	for (size_t i = 0; i < v->files_len; i++) {
		v->files[i].href = path_of(cx->mem,
		    "/c/%s/proceedings.xml?language=%s", c->public_id,
		    languages[i]);
		v->files[i].language = v->files_len > 1 ? languages[i] :
		    S("");
	}
}

static void
page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct proceedings_view v;
	struct proceedings p;

	if (!gather(cx, rq, &p)) {
		res_missing(cx, rq, rs);
		return;
	}
	v = (struct proceedings_view){
		.back = conference_path(cx, &p.c, "/bulletins"),
		.pdf_href = conference_path(cx, &p.c, "/proceedings/pdf"),
		.over = p.c.title, .language = p.c.language,
	};
	fill_lines(cx, &p, &v);
	fill_files(cx, &p.c, &v);
	if (v.lines_len == 0) {
		v.empty = (struct part_empty_view){
			.heading = S("Nothing yet"),
			.text = S("The minutes of each sitting stand here once"
			    " they are published, then resolutions and"
			    " commendations.") };
	}
	proceedings_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &p.c, NAV_RESULTS,
	    S("Proceedings")), &main);
}

static void
pdf(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct paper *paper = NEW(cx->mem, struct paper, 1);
	struct proceedings p;

	if (!gather(cx, rq, &p)) {
		res_missing(cx, rq, rs);
		return;
	}
	paper_start(paper, cx->mem, S("Proceedings"), p.c.language);
	paper->rtl = bulletin_runs_left(p.c.language);
	paper_over(paper, p.c.title);
	paper_heading(paper, 1, S("Proceedings"));
	for (size_t i = 0; i < p.lines.len; i++) {
		const struct proceedings_line *line = &p.lines.at[i];

		if (line->heading.len > 0) {
			paper_heading(paper, 2, line->heading);
		}
		if (line->chip.len > 0) {
			paper_say(paper, line->chip);
		}
		if (line->words.len > 0) {
			paper_say(paper, line->words);
		}
		bulletin_on_paper(cx, paper, 3, line->text);
	}
	res_paper(cx, rs, paper, S("proceedings.pdf"));
}

/* AKN-1. */
static void
xml(struct ctx *cx, const struct req *rq, struct res *rs)
{
	str language = req_str(rq, "language"), text;
	struct conference c;

	if (!conference_of(cx, rq, &c) || akn_proceedings(cx, c.id, language,
	    &text) != BULLETIN_OK) {
		res_missing(cx, rq, rs);
		return;
	}
	bulletin_answer_text(cx, rs, S(AKN_TYPE), text);
	rs->file_name = arena_printf(cx->mem, "proceedings-" STR_FMT ".xml",
	    STR_ARG(language.len > 0 ? language : c.language));
}

static const struct param xml_params[] = {
	{ "language",	param_language,	OPTIONAL },
	PARAMS_END
};

extern const struct route proceedings_routes[];	/* listed in tables.c */

const struct route proceedings_routes[] = {
	{ "GET", "/c/{conference}/proceedings", ACT_LOGGED_IN,
	    conference_find, page, NULL, NULL },
	{ "GET", "/c/{conference}/proceedings/pdf", ACT_LOGGED_IN,
	    conference_find, pdf, NULL, NULL },
	{ "GET", "/c/{conference}/proceedings.xml", ACT_LOGGED_IN,
	    conference_find, xml, xml_params, NULL },
	ROUTES_END
};
