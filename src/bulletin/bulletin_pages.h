/*
 * bulletin_pages.h - what the pages of bulletins share: which one an address
 * names, its text in pieces, and as a document on paper; and how the pages of
 * every room name a resolution and lead to it.
 */
#ifndef BULLETIN_PAGES_H
#define BULLETIN_PAGES_H

#include "bulletin/bulletin.h"
#include "bulletin/lines.h"
#include "conference/conference_pages.h"

/* {bulletin} of {conference}; object.id is the bulletin. */
bool	bulletin_find(struct ctx *, const struct req *, struct object *);
/* {bulletin} that was published for everybody, and no other. */
bool	bulletin_find_public(struct ctx *, const struct req *,
	    struct object *);
/* Who works at drafts. */
bool	bulletin_sees_drafts(struct ctx *, const struct conference *);
str	bulletin_sentence(struct ctx *, enum bulletin_err);
struct path	bulletin_path(struct ctx *, const struct conference *,
		    const struct bulletin *, const char *rest);
struct path	resolution_path(struct ctx *, const struct conference *,
		    const struct resolution *, const char *rest);

/* How what came of a resolution names it (BULL-6). */
struct resolution_link {
	str		title;
	str		name;	/* "resolution 4 of the spring congress" */
	struct path	href;
};
/* `id` 0 is of no resolution. */
MUST_USE bool	resolution_link(struct ctx *, int64_t id,
		    struct resolution_link *out);

/* A long text in Markdown, in pieces that can be shown one after another. */
struct bulletin_part {
	struct html_piece	 text;
};
void	bulletin_parts(struct ctx *, str text, struct bulletin_part **out,
	    size_t *out_len);
/* Whether a language is written from right to left. */
bool	bulletin_runs_left(str language);
/* The answer: a text of that type. */
void	bulletin_answer_text(struct ctx *, struct res *, str type, str text);
/* A text in Markdown on paper; its headings are of that level. */
void	bulletin_on_paper(struct ctx *, struct paper *, int level, str text);
/* A bulletin, as plain text or on paper. */
void	bulletin_answer_plain(struct ctx *, struct res *,
	    const struct bulletin_text *);
void	bulletin_answer_pdf(struct ctx *, const struct req *, struct res *,
	    const struct conference *, const struct bulletin *,
	    const struct bulletin_text *);

#endif
