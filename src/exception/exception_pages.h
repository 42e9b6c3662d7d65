/*
 * exception_pages.h - what the pages about exceptions share; Today uses them
 * too.
 */
#ifndef EXCEPTION_PAGES_H
#define EXCEPTION_PAGES_H

#include "exception/exception.h"
#include "html/parts.h"
#include "http/web.h"
#include "org/org_pages.h"

/* One exception as a row. */
struct exception_row {
	str		 unit, since, what, reason, article, next_label;
	int64_t		 days;
	struct path	 href, article_href, next;
};
struct exception_row	exception_row(struct ctx *, const struct exception *);
/* "General meeting", "Secretary": what the rule is about, as a heading. */
str	exception_title(struct ctx *, const struct exception *);
/* The same for all of a rule, by its key: "vacancy.secretary.cell". */
str	exception_rule_title(struct ctx *, enum exception_kind, str key);
/* The word of a rule in addresses: two kinds may be of one rule. And the rule
 * that a word names among some, or NULL. */
str	exception_rule_word(struct ctx *, const struct tally_rule *);
const struct tally_rule	*exception_rule_named(struct ctx *, str word,
	    const struct tally_rule *, size_t len);
/* "Article 12" of its number, and its page; of "" the rules as a whole. */
str	exception_article(struct ctx *, str article);
struct path	exception_article_path(struct ctx *, str article);
/* "4 units have not told anything yet ..."; "" for none. */
str	exception_no_word(struct ctx *, int64_t units);
/* A number of people as somebody may see it: below 5 it is "<5" outside the
 * cell itself. */
str	exception_people(struct ctx *, int64_t n, bool exact);
/* The unit a person is asked about first: where an office is held that sees
 * exceptions, else the own cell, else the top. 0: there is none. */
int64_t	exception_home(struct ctx *);

#endif
