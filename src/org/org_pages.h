/*
 * org_pages.h - what the pages of every room say of a unit: where it stands,
 * and which unit an address names.
 */
#ifndef ORG_PAGES_H
#define ORG_PAGES_H

#include "html/parts.h"
#include "http/web.h"
#include "org/org.h"

/* The finder of a route with {unit}: a public id. A unit that has ended is
 * found too; its page leads on to its heirs (ORG-4). */
bool	org_find_unit(struct ctx *, const struct req *, struct object *);
/* The units above one today, from the top down. */
struct part_crumbs_view	org_crumbs(struct ctx *, int64_t unit_id);
/* The page of a unit: "/u/...". */
struct path	org_unit_path(struct ctx *, str public_id);

/* What a unit with members is called, if there is one word for all of them. */
struct shown	org_cell_word(struct ctx *);
/* A refusal as a sentence: capital letter, full stop. */
str	org_sentence(struct ctx *, enum org_err);

#endif
