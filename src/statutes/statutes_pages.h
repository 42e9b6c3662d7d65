/* statutes_pages.h - between the pages of this room. */
#ifndef STATUTES_PAGES_H
#define STATUTES_PAGES_H

#include "html/html.h"
#include "statutes/statutes.h"

/* A line of the rules: as written, and what was understood. */
struct part_rule_view {
	str	 text, plain;
	bool	 checked;
};
void	part_rule_html(struct html *, const struct part_rule_view *);

struct part_article_view {
	struct article_piece {
		struct html_piece	 text;	/* for people; or */
		struct part_rule_view	*rules;
		size_t			 rules_len;
	}	*parts;
	size_t	 parts_len;
};
void	part_article_html(struct html *, const struct part_article_view *);

/* Lines rules.at[from] and so on, as views. */
struct part_rule_view	*rule_views(struct ctx *, const struct statutes *,
			    size_t from, size_t len);
/* The edition an address names, else the one in force, else the first. */
const struct statutes	*edition_shown(struct ctx *, str public_id);

#endif
