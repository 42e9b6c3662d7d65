/* schedule_web.c - the order of business for other programs. */
#include "conference/conference_web.h"
#include "conference/schedule.h"

static void
fill_item(struct ctx *cx, const struct progress_item *p,
    struct schedule_item *out)
{
	struct participant reporter;

	*out = (struct schedule_item){
		.public_id = p->item.public_id,
		.number = p->item.number,
		.title = p->item.title,
		.text = p->item.text,
		.kind = str_z(item_kind_text(p->item.kind)),
		.at = p->planned_at,
		.minutes = p->item.minutes,
	};
	if (p->item.reporter_id != 0 &&
	    participant_read(cx, p->item.reporter_id, &reporter)) {
		out->reporter = reporter.name;
		out->reporter_number = reporter.number;
	}
}

static void
fill_sitting(struct ctx *cx, int64_t sitting_id, struct schedule_sitting *out)
{
	struct schedule_item *items;
	struct sitting_progress p;

	if (!sitting_progress(cx, sitting_id, &p)) {
		return;
	}
	items = NEW(cx->mem, struct schedule_item, p.items_len);
	for (size_t i = 0; i < p.items_len; i++) {
		fill_item(cx, &p.items[i], &items[i]);
	}
	*out = (struct schedule_sitting){
		.public_id = p.sitting.public_id,
		.name = sitting_name(cx, &p.sitting),
		.day = p.sitting.day,
		.from = moment_on(p.sitting.day, p.sitting.starts),
		.until = moment_on(p.sitting.day, p.sitting.ends),
		.items = items,
		.items_len = p.items_len,
	};
}

/* "https://cellwork.example:8443" as "cellwork.example". */
static str
host_of(str home)
{
	str rest = home, host;
	size_t at = str_find(home, '/');

	rest = str_from(home, at + 2 <= home.len ? at + 2 : 0);
	return str_cut(&rest, ':', &host) && host.len > 0 ? host :
	    S("cellwork");
}

static bool
fill(struct ctx *cx, const struct req *rq, struct schedule *out)
{
	struct schedule_sitting *sittings;
	struct sitting *list;
	size_t len;

	*out = (struct schedule){ .now = cx->now, .host = host_of(rq->home) };
	if (!conference_of(cx, rq, &out->conference)) {
		return false;
	}
	sitting_list(cx, out->conference.id, &list, &len);
	sittings = NEW(cx->mem, struct schedule_sitting, len);
	for (size_t i = 0; i < len; i++) {
		fill_sitting(cx, list[i].id, &sittings[i]);
	}
	out->sittings = sittings;
	out->sittings_len = len;
	return true;
}

static void
answer(struct ctx *cx, struct res *rs, const char *type, const char *name,
    str text)
{
	rs->type = str_z(type);
	rs->file_name = str_z(name);
	rs->body = (struct html){ .mem = cx->mem,
	    .at = arena_copy_z(cx->mem, text), .len = text.len,
	    .cap = text.len };
}

void
schedule_xml(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct schedule s;

	if (!fill(cx, rq, &s)) {
		res_missing(cx, rq, rs);
		return;
	}
	answer(cx, rs, "application/xml", "schedule.xml",
	    schedule_xml_text(cx->mem, &s));
}

void
schedule_ics(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct schedule s;

	if (!fill(cx, rq, &s)) {
		res_missing(cx, rq, rs);
		return;
	}
	answer(cx, rs, "text/calendar; charset=utf-8", "conference.ics",
	    schedule_ics_text(cx->mem, &s));
}
