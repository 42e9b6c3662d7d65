/*
 * seats_web.c - the hall and its seats, and who votes for whom.
 *
 *	GET, POST /c/{conference}/seats
 *	GET, POST /c/{conference}/proxies
 */
#include "delegate/delegate_pages.h"
#include "html/parts.h"

struct seats_page_view {
	str			 title, lead, key, key2, key3;
	struct path		 back, to;
	struct block_row {
		str		 name, text, key;
		bool		 empty;
		struct path	 to;
	}			*rows;
	size_t			 rows_len;
	struct part_line_view	 part, seats, number, in_part, seat;
	struct part_errors_view	 errors;
};

struct proxies_page_view {
	str			 title, lead, key;
	struct path		 back, to;
	bool			 keeps, can_give;
	struct proxy_row {
		str		 holder, giver, text, key;
		int		 number;
		bool		 can;
		struct path	 to;
	}			*rows;
	size_t			 rows_len;
	struct part_line_view	 giver, holder;
	struct part_errors_view	 errors;
};

#include "delegate/proxies_page.html.h"
#include "delegate/seats_page.html.h"

static struct part_line_view
line_of(const struct req *rq, const struct problems *p, const char *field,
    const char *label, const char *width)
{
	return (struct part_line_view){ .id = field, .label = label,
		.width = width, .problem = problem_of(p, field),
		.value = p->list_len > 0 ? req_str(rq, field) : S("") };
}

/* ---- the hall ---------------------------------------------------------- */

static void
fill_blocks(struct ctx *cx, const struct conference *c,
    struct seats_page_view *v)
{
	struct hall_block *list;
	int seats = 0, taken = 0;

	delegate_blocks(cx, c->id, &list, &v->rows_len);
	v->rows = NEW(cx->mem, struct block_row, v->rows_len);
	for (size_t i = 0; i < v->rows_len; i++) {
		v->rows[i] = (struct block_row){ .name = list[i].name,
			.text = arena_printf(cx->mem, "%d of %d seats given "
			    "out", list[i].taken, list[i].seats),
			.key = public_id_new(cx->mem),
			.empty = list[i].taken == 0, .to = v->to };
		seats += list[i].seats;
		taken += list[i].taken;
	}
	v->lead = v->rows_len == 0 ? S("Say which parts the hall has, and how "
	    "many seats. A conference without seats of its own needs none.") :
	    arena_printf(cx->mem, STR_FMT " of " STR_FMT " seats are given "
	    "out.", STR_ARG(number_text(cx->mem, taken)),
	    STR_ARG(number_text(cx->mem, seats)));
}

static void
show_seats(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *p)
{
	struct seats_page_view v = { .key = rq->key,
		.key2 = public_id_new(cx->mem),
		.key3 = public_id_new(cx->mem),
		.errors = part_errors(cx->mem, p),
		.part = line_of(rq, p, "part", "Its name, such as A", "w10"),
		.seats = line_of(rq, p, "seats", "Seats", "w5"),
		.number = line_of(rq, p, "number", "Number of the badge",
		    "w5"),
		.in_part = line_of(rq, p, "in_part",
		    "Part of the hall; empty: nowhere", "w10"),
		.seat = line_of(rq, p, "seat", "Seat", "w5") };
	struct html main = html_start(cx);
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	v.title = c.title;
	v.back = conference_path(cx, &c, "/delegates");
	v.to = conference_path(cx, &c, "/seats");
	fill_blocks(cx, &c, &v);
	seats_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE,
	    S("Hall and seats")), &main);
}

static void
seats_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;

	show_seats(cx, rq, rs, &none);
}

/* The part with this name, or -1, which is none. */
static int64_t
block_named(struct ctx *cx, int64_t conference_id, str name)
{
	struct hall_block *list;
	size_t len;

	delegate_blocks(cx, conference_id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (str_eq(list[i].name, name)) {
			return list[i].id;
		}
	}
	return -1;
}

static int
number_in(const struct req *rq, const char *field)
{
	int64_t n;

	return req_number(rq, field, &n) && n >= 0 && n <= 1000000 ? (int)n :
	    0;
}

static enum delegate_err
do_seats(struct ctx *cx, const struct req *rq, int64_t conference_id)
{
	str act = req_str(rq, "do"), in = req_str(rq, "in_part");
	int64_t id;

	if (str_eq(act, S("add"))) {
		return delegate_add_block(cx, conference_id,
		    req_str(rq, "part"), number_in(rq, "seats"), &id);
	}
	if (str_eq(act, S("drop"))) {
		return delegate_drop_block(cx, conference_id, block_named(cx,
		    conference_id, req_str(rq, "part")));
	}
	if (str_eq(act, S("all"))) {
		return delegate_seat_all(cx, conference_id, &id);
	}
	return delegate_seat(cx, delegate_by_number(cx, conference_id,
	    req_str(rq, "number")), in.len == 0 ? 0 : block_named(cx,
	    conference_id, in), number_in(rq, "seat"));
}

static const char *
seats_field(enum delegate_err err)
{
	switch ((int)err) {
	case DELEGATE_BLOCK_NAME:
		return "part";
	case DELEGATE_BLOCK_SEATS:
		return "seats";
	case DELEGATE_NO_ONE:
	case DELEGATE_GONE:
		return "number";
	case DELEGATE_NO_BLOCK:
		return "in_part";
	case DELEGATE_NO_SEAT:
	case DELEGATE_SEAT_TAKEN:
		return "seat";
	default:
		return NULL;
	}
}

static void
seats_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems p = { 0 };
	struct conference c;
	enum delegate_err err;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	err = do_seats(cx, rq, c.id);
	if (err != DELEGATE_OK) {
		delegate_refuse(cx, rs, &p, seats_field(err), err);
		show_seats(cx, rq, rs, &p);
		return;
	}
	res_go(cx, rs, conference_path(cx, &c, "/seats"));
}

/* ---- who votes for whom ------------------------------------------------ */

/* The badge of who asks; 0: none. */
static int64_t
own_badge(struct ctx *cx, int64_t conference_id)
{
	struct participant p;

	return cx->actor != 0 && participant_of_member(cx, conference_id,
	    cx->actor, &p) && p.voting ? p.id : 0;
}

static str
proxies_lead(struct ctx *cx, const struct delegate_rules *r)
{
	if (r->proxies_max == 0) {
		return S("The rules of this conference let nobody vote for "
		    "another.");
	}
	return arena_printf(cx->mem, "Each may cast " STR_FMT " of others, by "
	    "article " STR_FMT ". It counts for votes that are opened after "
	    "it was given.", STR_ARG(count_of(cx->mem, r->proxies_max, "vote",
	    "votes")), STR_ARG(r->proxies_article));
}

static void
fill_proxies(struct ctx *cx, const struct conference *c, int64_t own,
    struct proxies_page_view *v)
{
	struct proxy *list;

	delegate_proxies(cx, c->id, cx->now, &list, &v->rows_len);
	v->rows = NEW(cx->mem, struct proxy_row, v->rows_len);
	for (size_t i = 0; i < v->rows_len; i++) {
		const struct proxy *x = &list[i];

		v->rows[i] = (struct proxy_row){ .holder = x->holder_name,
			.giver = x->giver_name, .number = x->giver_number,
			.text = arena_printf(cx->mem, STR_FMT " for " STR_FMT
			    ", since " STR_FMT, STR_ARG(x->holder_unit),
			    STR_ARG(x->giver_unit), STR_ARG(moment_text(
			    cx->mem, x->from_at))),
			.key = public_id_new(cx->mem), .to = v->to,
			.can = v->keeps || x->giver == own };
	}
}

static void
show_proxies(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct problems *p)
{
	struct proxies_page_view v = { .key = rq->key,
		.errors = part_errors(cx->mem, p),
		.keeps = may(cx, ACT_KEEP_CONFERENCE, rq->object),
		.giver = line_of(rq, p, "giver", "The vote of badge number",
		    "w5"),
		.holder = line_of(rq, p, "holder",
		    "Is cast by badge number", "w5") };
	struct html main = html_start(cx);
	struct delegate_rules r;
	struct conference c;
	int64_t own;

	if (!conference_of(cx, rq, &c) || !delegate_rules(cx, c.id, &r)) {
		res_missing(cx, rq, rs);
		return;
	}
	own = own_badge(cx, c.id);
	v.title = c.title;
	v.lead = proxies_lead(cx, &r);
	v.back = conference_path(cx, &c, "/delegates");
	v.to = conference_path(cx, &c, "/proxies");
	v.can_give = r.proxies_max > 0 && (v.keeps || own != 0);
	fill_proxies(cx, &c, own, &v);
	rs->no_store = true;
	proxies_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, &c, NAV_NONE,
	    S("Who votes for whom")), &main);
}

static void
proxies_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;

	show_proxies(cx, rq, rs, &none);
}

/* Who keeps the conference says whose vote; others give their own. */
static void
proxies_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	bool keeps = may(cx, ACT_KEEP_CONFERENCE, rq->object);
	int64_t id, giver, conference_id = rq->object.conference;
	struct problems p = { 0 };
	struct conference c;
	enum delegate_err err;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	giver = keeps && req_str(rq, "giver").len > 0 ?
	    delegate_by_number(cx, conference_id, req_str(rq, "giver")) :
	    own_badge(cx, conference_id);
	err = str_eq(req_str(rq, "do"), S("end")) ?
	    delegate_end_proxy(cx, giver) : delegate_give_proxy(cx, giver,
	    delegate_by_number(cx, conference_id, req_str(rq, "holder")),
	    &id);
	if (err != DELEGATE_OK) {
		delegate_refuse(cx, rs, &p, giver == 0 && keeps ? "giver" :
		    "holder", err);
		show_proxies(cx, rq, rs, &p);
		return;
	}
	res_go(cx, rs, conference_path(cx, &c, "/proxies"));
}

/* ---- routes ------------------------------------------------------------ */

static const struct param seats_fields[] = {
	{ "do",		param_word,	OPTIONAL },
	{ "part",	param_line,	OPTIONAL },
	{ "seats",	param_line,	OPTIONAL },
	{ "number",	param_line,	OPTIONAL },
	{ "in_part",	param_line,	OPTIONAL },
	{ "seat",	param_line,	OPTIONAL },
	PARAMS_END
};

static const struct param proxies_fields[] = {
	{ "do",		param_word,	OPTIONAL },
	{ "giver",	param_line,	OPTIONAL },
	{ "holder",	param_line,	OPTIONAL },
	PARAMS_END
};

extern const struct route seats_routes[];	/* listed in tables.c */

const struct route seats_routes[] = {
	{ "GET", "/c/{conference}/seats", ACT_KEEP_CONFERENCE,
	    conference_find, seats_page, NULL, NULL },
	{ "POST", "/c/{conference}/seats", ACT_KEEP_CONFERENCE,
	    conference_find, seats_post, seats_fields, NULL },
	{ "GET", "/c/{conference}/proxies", ACT_ATTEND, conference_find,
	    proxies_page, NULL, NULL },
	{ "POST", "/c/{conference}/proxies", ACT_ATTEND, conference_find,
	    proxies_post, proxies_fields, NULL },
	ROUTES_END
};
