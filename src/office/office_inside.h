/*
 * office_inside.h - what the files of this room share; nobody else includes it.
 */
#ifndef OFFICE_INSIDE_H
#define OFFICE_INSIDE_H

#include "db/db.h"
#include "office/office.h"

/* The term in the row that the query stands on. */
struct term	office_term_get(struct ctx *, struct query *);
MUST_USE bool	office_term_read(struct ctx *, int64_t id, struct term *out);

#endif
