/* meeting_sign_web.c - the sign-in sheet, and signing in by its code. */
#include "html/qr.h"
#include "meeting/meeting_web.h"
#include "member/member.h"
#include "paper/paper.h"

#define SHEET_GUESTS	3		/* empty lines for guests */

struct meeting_sheet_view {
	struct path	 back, pdf;
	str		 unit_name, title, when, day, address, receipt;
	struct part_qr_view	 qr;
	struct sheet_line { int number; str name, office; }	*roll;
	size_t		 roll_len;
	struct sheet_line	*guests;
	size_t		 guests_len;
};

struct meeting_code_view {
	str			 unit_name, heading, lead, key;
	bool			 asks;
	struct path		 action;
	struct part_line_view	 number;
};

#include "meeting/meeting_code.html.h"
#include "meeting/meeting_sheet.html.h"

/* ---- GET /meetings/{meeting}/sign-in ----------------------------------- */

/* What page and paper show. False: no sheet, and the answer says so. */
static bool
sheet_view(struct ctx *cx, const struct req *rq, struct res *rs,
    struct meeting_sheet_view *v)
{
	struct expected *roll;
	struct meeting m;
	struct unit unit;

	if (!meeting_read(cx, rq->object.id, &m) ||
	    !org_unit(cx, m.unit_id, &unit)) {
		res_missing(cx, rq, rs);
		return false;
	}
	if (m.state != MEETING_PLANNED || m.sign_code.len == 0) {
		res_go(cx, rs, meeting_path(cx, &m, ""));
		return false;
	}
	v->unit_name = unit.name;
	v->title = meeting_title(cx, m.kind);
	v->when = meeting_when(cx, &m);
	v->day = date_str(cx->mem, m.day);
	v->back = meeting_path(cx, &m, "");
	v->pdf = meeting_path(cx, &m, "/sign-in.pdf");
	v->receipt = meeting_receipt(cx, m.public_id);
	v->address = arena_printf(cx->mem, STR_FMT "/s/" STR_FMT,
	    STR_ARG(rq->home), STR_ARG(m.sign_code));
	meeting_expected(cx, unit.id, m.day, &roll, &v->roll_len);
	v->roll = NEW(cx->mem, struct sheet_line, v->roll_len);
	for (size_t i = 0; i < v->roll_len; i++) {
		v->roll[i] = (struct sheet_line){ (int)i + 1, roll[i].name,
		    roll[i].office };
	}
	return true;
}

void
meeting_sheet_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct meeting_sheet_view v = { .guests_len = SHEET_GUESTS };
	struct html main = html_start(cx);

	if (!sheet_view(cx, rq, rs, &v)) {
		return;
	}
	if (!part_qr(cx->mem, v.address, S("QR code to sign in by phone"),
	    &v.qr)) {
		v.qr.size = 0;		/* the address in words remains */
	}
	v.guests = NEW(cx->mem, struct sheet_line, SHEET_GUESTS);
	meeting_sheet_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Sign-in sheet"),
	    .nav = NAV_MEETINGS, .paper = true }, &main);
}

/* ---- GET /meetings/{meeting}/sign-in.pdf ------------------------------- */

static void
sheet_lines(struct ctx *cx, struct paper *p, const struct meeting_sheet_view *v)
{
	static const struct paper_column columns[] = {
		{ .head = S_INIT("No."), .share = 8, .number = true },
		{ .head = S_INIT("Name"), .share = 46 },
		{ .head = S_INIT("Signature"), .share = 46, .room = true },
	};

	paper_table(p, columns, COUNT(columns));
	for (size_t i = 0; i < v->roll_len; i++) {
		const struct sheet_line *line = &v->roll[i];

		paper_row(p);
		paper_cell(p, arena_printf(cx->mem, "%d", line->number));
		paper_cell(p, line->name);
		if (line->office.len > 0) {
			paper_run(p, PAPER_PLAIN, arena_printf(cx->mem,
			    ", " STR_FMT, STR_ARG(line->office)));
		}
	}
	for (int i = 0; i < SHEET_GUESTS; i++) {
		paper_row(p);
		paper_cell(p, S(""));
		paper_cell(p, S("Guest:"));
	}
}

void
meeting_sheet_pdf(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct meeting_sheet_view v = { 0 };
	struct paper p;

	if (!sheet_view(cx, rq, rs, &v)) {
		return;
	}
	paper_start(&p, cx->mem, arena_printf(cx->mem, "Sign-in sheet of "
	    STR_FMT ", " STR_FMT, STR_ARG(v.unit_name), STR_ARG(v.day)), S(""));
	p.record = arena_printf(cx->mem, "Meeting " STR_FMT,
	    STR_ARG(v.receipt));
	p.page_of = S("Page {n} of {m}");
	paper_over(&p, v.unit_name);
	paper_heading(&p, 1, S("Who is here"));
	paper_say(&p, arena_printf(cx->mem, STR_FMT ", " STR_FMT,
	    STR_ARG(v.title), STR_ARG(v.when)));
	paper_code(&p, v.address, arena_printf(cx->mem, "Sign beside your name."
	    " Or with a phone: scan the square, or open " STR_FMT " and type"
	    " your member number. It works on the day of the meeting.",
	    STR_ARG(v.address)));
	sheet_lines(cx, &p, &v);
	paper_small(&p, arena_printf(cx->mem, "This sheet stays in " STR_FMT
	    ".", STR_ARG(v.unit_name)));
	res_paper(cx, rs, &p, arena_printf(cx->mem, "sign-in-" STR_FMT ".pdf",
	    STR_ARG(v.day)));
}

/* ---- GET and POST /s/{code} -------------------------------------------- */

static void
show_code(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct meeting_code_view *v)
{
	struct html main = html_start(cx);

	meeting_code_html(&main, v);
	res_page(cx, rq, rs, (struct frame){ .title = v->heading,
	    .bare = true }, &main);
}

/* The code of a meeting of today; else a page that says so. */
static bool
read_code(struct ctx *cx, const struct req *rq, struct res *rs,
    struct meeting_code_view *v)
{
	struct meeting m;
	struct unit unit;

	if (!meeting_by_code(cx, req_str(rq, "code"), &m) ||
	    !org_unit(cx, m.unit_id, &unit)) {
		rs->status = 404;
		show_code(cx, rq, rs, &(struct meeting_code_view){
			.heading = S("This sheet is not in use today"),
			.lead = S("A sign-in sheet works on the day of its"
			    " meeting only. If the meeting is now, ask the"
			    " secretary for the right sheet."),
		});
		return false;
	}
	*v = (struct meeting_code_view){
		.unit_name = unit.name,
		.lead = arena_printf(cx->mem, STR_FMT ", " STR_FMT,
		    STR_ARG(meeting_title(cx, m.kind)),
		    STR_ARG(meeting_when(cx, &m))),
	};
	return true;
}

void
meeting_code_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct meeting_code_view v;
	struct member me;

	if (!read_code(cx, rq, rs, &v)) {
		return;
	}
	v.heading = S("Are you here?");
	v.asks = true;
	v.key = rq->key;
	v.action = path_of(cx->mem, "/s/%s", req_str(rq, "code"));
	v.number = (struct part_line_view){ .id = "number",
	    .label = "Your member number", .need = true,
	    .hint = S("It stands on your membership card.") };
	if (cx->actor != 0 && member_read(cx, cx->actor, &me)) {
		v.number.value = me.number;
	}
	show_code(cx, rq, rs, &v);
}

/* MEET-10: the answer is the same whether the number is known or not. */
void
meeting_code_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct meeting_code_view v;

	if (!read_code(cx, rq, rs, &v)) {
		return;
	}
	meeting_sign_in(cx, req_str(rq, "code"), req_str(rq, "number"));
	v.heading = S("Thank you");
	v.lead = S("If this number belongs to a member here, the secretary now"
	    " sees a tick beside the name.");
	show_code(cx, rq, rs, &v);
}
