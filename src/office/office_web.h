/* office_web.h - what the pages about offices share; for no other room. */
#ifndef OFFICE_WEB_H
#define OFFICE_WEB_H

#include "html/parts.h"
#include "http/web.h"
#include "office/office.h"
#include "org/org_pages.h"

/* A refusal as a sentence: capital letter, full stop. */
str	office_sentence(struct ctx *, enum office_err);
/* "Secretary", "Committee officer, seat 3". */
str	office_seat_text(struct ctx *, int64_t unit_id, str office, int seat);
/* What the rules let the holder of an office in a unit do: "keep members and
 * meetings here; see figures here and in every unit under it"; "" nothing. */
str	office_rights(struct ctx *, const struct unit *, str office);
/* "3 March 2022", or "before the records began". */
str	office_day(struct ctx *, struct date);
/* "From now on", "From 1 December 2026 on". */
str	office_from_text(struct ctx *, struct date);
struct path	offices_path(struct ctx *, const struct unit *);

/* Naming and ending, by file. */
void	office_name_page(struct ctx *, const struct req *, struct res *);
void	office_name_post(struct ctx *, const struct req *, struct res *);
void	office_end_page(struct ctx *, const struct req *, struct res *);
void	office_end_post(struct ctx *, const struct req *, struct res *);

extern const struct param office_name_params[], office_end_params[];

#endif
