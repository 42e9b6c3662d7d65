/*
 * member_pages.h - what the pages about members share; for no other room.
 */
#ifndef MEMBER_PAGES_H
#define MEMBER_PAGES_H

#include "html/parts.h"
#include "http/web.h"
#include "member/member.h"

/* A refusal as a sentence: capital letter, full stop. */
str	member_sentence(struct ctx *, enum member_err);
/* "Secretary, Deputy (acting)": held in a unit today, or "". */
str	member_offices_in(struct ctx *, int64_t unit_id, int64_t member_id);
/* "Secretary, Cell 4" for each office held today, with ";" between, or "". */
str	member_offices(struct ctx *, int64_t member_id);
/* "A telephone", "An e-mail address" ... of a contact. */
const char	*contact_kind_text(int kind);
/* "3 March 2022", or "before the records began". */
str	day_or_before(struct ctx *, struct date);
/* "joined", "came from another cell" ...; "left" ...; "" where it goes on. */
const char	*stay_how_text(int how);
const char	*stay_ended_text(int ended);

/* Finders: the cell of who asks; {member} and that person's cell. */
bool	find_own_cell(struct ctx *, const struct req *, struct object *);
bool	find_member(struct ctx *, const struct req *, struct object *);

#endif
