/*
 * code_sheet_web.c - the print sheets of invitations.
 */
#include "account/account_pages.h"

#include <assert.h>

#include "account/account.h"
#include "account/session.h"
#include "html/qr.h"

struct code_sheet_one {
	str			 person, code, until;
	bool			 renew;
	struct part_qr_view	 qr;
};

struct code_sheet_view {
	struct path		 back;
	str			 unit, typed, by, today, first_link;
	struct code_sheet_one	*sheets;
	size_t			 sheets_len;
};

#include "account/code_sheet.html.h"

/* The address as one types it: without what stands before the name. */
static str
short_address(str home)
{
	return str_starts(home, S("https://")) ? str_from(home, 8) : home;
}

void
code_sheet_page(struct ctx *cx, const struct req *rq, struct res *rs,
    str unit, struct path back, const struct code_sheet *sheets, size_t len)
{
	struct date until = date_of_moment(cx->now + INVITATION_S);
	struct session_person asking = rq->session == NULL ?
	    (struct session_person){ 0 } : session_person(cx, rq->session);
	struct code_sheet_view v = {
		.back = back,
		.unit = unit,
		.typed = arena_printf(cx->mem, STR_FMT "/i",
		    STR_ARG(short_address(rq->home))),
		.by = asking.name.len > 0 ? asking.name :
		    S("an administrator"),
		.today = day_long(cx->mem, cx->today),
		.sheets = NEW(cx->mem, struct code_sheet_one, len),
		.sheets_len = len,
	};
	struct html main = html_start(cx);

	assert(len > 0 && len <= CODE_SHEETS_MAX);
	for (size_t i = 0; i < len; i++) {
		str link = arena_printf(cx->mem, STR_FMT "/i/" STR_FMT,
		    STR_ARG(rq->home), STR_ARG(sheets[i].code));

		v.sheets[i] = (struct code_sheet_one){
			.person = sheets[i].person,
			.code = sheets[i].code,
			.renew = sheets[i].renew,
			.until = day_long(cx->mem, until),
		};
		/* Without a square the code can still be typed. */
		(void)!part_qr(cx->mem, link, S("The address as a square for"
		    " the camera"), &v.sheets[i].qr);
		v.first_link = i == 0 ? link : v.first_link;
	}
	rs->no_store = true;
	code_sheet_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){
		.title = S("A code to log in with"), .paper = true,
	}, &main);
}
