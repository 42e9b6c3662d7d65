/* meeting_web.h - what the pages of meetings share. */
#ifndef MEETING_WEB_H
#define MEETING_WEB_H

#include "html/parts.h"
#include "http/lines.h"
#include "http/web.h"
#include "meeting/meeting.h"
#include "org/org.h"

#define MEETING_PAGE_MAX	24		/* meetings on one page */
/* How many of a list of at most `asked` fit on a page. */
size_t	meeting_page_end(const struct meeting *, size_t len, size_t asked);
/* How things stand with a unit's meetings, in one sentence. */
str	meeting_lead(struct ctx *, const struct unit *);
/* "Friday 20 November 2026, 18:30, canteen upstairs". */
str	meeting_when(struct ctx *, const struct meeting *);
/* What stands for a meeting on paper and over the telephone. */
str	meeting_receipt(struct ctx *, str public_id);
/* "/meetings/{public id}" and what follows. */
struct path	meeting_path(struct ctx *, const struct meeting *,
		    const char *rest);
/* "“soon” is no day that can be read. Write it like 20.11.2026." */
str	meeting_no_day(struct ctx *, str typed);
str	meeting_no_time(struct ctx *, str typed);

/* A count of people that leaves the unit: "<5" for 1 to 4, "" unknown. */
str	count_outside(struct ctx *, int64_t n);

/* The handlers, by file. */
void	meeting_list_page(struct ctx *, const struct req *, struct res *);
void	meeting_outside_page(struct ctx *, const struct req *, struct res *);
void	meeting_new_page(struct ctx *, const struct req *, struct res *);
void	meeting_new_post(struct ctx *, const struct req *, struct res *);
void	meeting_edit_page(struct ctx *, const struct req *, struct res *);
void	meeting_edit_post(struct ctx *, const struct req *, struct res *);
void	meeting_record_page(struct ctx *, const struct req *, struct res *);
void	meeting_record_post(struct ctx *, const struct req *, struct res *);
void	meeting_told_page(struct ctx *, const struct req *, struct res *);
void	meeting_told_post(struct ctx *, const struct req *, struct res *);
void	meeting_correct_page(struct ctx *, const struct req *, struct res *);
void	meeting_correct_post(struct ctx *, const struct req *, struct res *);
void	meeting_sent_page(struct ctx *, const struct req *, struct res *);
void	meeting_minutes_page(struct ctx *, const struct req *, struct res *);
void	meeting_minutes_pdf(struct ctx *, const struct req *, struct res *);
void	meeting_sheet_page(struct ctx *, const struct req *, struct res *);
void	meeting_sheet_pdf(struct ctx *, const struct req *, struct res *);
void	meeting_code_page(struct ctx *, const struct req *, struct res *);
void	meeting_code_post(struct ctx *, const struct req *, struct res *);

extern const struct param meeting_record_params[];
extern const struct param meeting_plan_params[];

#endif
