/*
 * progress.c - how a sitting goes beside how it was planned: when each item is
 * due, when it is to be expected, and by how much the day runs late.
 */
#include "conference/conference.h"
#include "db/memo.h"

/* What is left of the minutes of an item, in seconds. */
static int64_t
left_of(const struct progress_item *p)
{
	int64_t left = (int64_t)p->item.minutes * 60 - p->spent;

	return left > 0 ? left : 0;
}

static void
add_runs(struct ctx *cx, struct sitting_progress *out)
{
	struct item_run *runs;
	size_t len;

	item_runs(cx, out->sitting.id, &runs, &len);
	for (size_t i = 0; i < len; i++) {
		int64_t until = runs[i].until_at != 0 ? runs[i].until_at :
		    cx->now;

		for (size_t k = 0; k < out->items_len; k++) {
			struct progress_item *p = &out->items[k];

			if (p->item.id != runs[i].item_id) {
				continue;
			}
			p->spent += until - runs[i].from_at;
			if (p->expected_at == 0) {
				p->expected_at = runs[i].from_at;
			}
		}
	}
}

/* CONF-8: as if every item took its minutes, from the beginning on. */
static void
plan_times(struct sitting_progress *out, int64_t starts_at)
{
	int64_t at = starts_at;

	for (size_t i = 0; i < out->items_len; i++) {
		out->items[i].planned_at = at;
		at += (int64_t)out->items[i].item.minutes * 60;
	}
	out->planned_end = at;
}

/*
 * What is still to come begins when the item that is open has had its minutes,
 * or now where it has had more. A sitting that has not begun begins as planned,
 * or now.
 */
static void
expect_times(struct ctx *cx, struct sitting_progress *out, int64_t starts_at)
{
	int64_t at = out->begun || cx->now > starts_at ? cx->now : starts_at;

	for (size_t i = 0; i < out->items_len; i++) {
		if (out->items[i].item.state == ITEM_OPEN) {
			at += left_of(&out->items[i]);
		}
	}
	for (size_t i = 0; i < out->items_len; i++) {
		struct progress_item *p = &out->items[i];

		if (p->item.state == ITEM_WAITING && !out->over) {
			p->expected_at = at;
			at += left_of(p);
		} else if (p->expected_at == 0) {
			p->expected_at = p->item.opened_at;
		}
	}
	out->expected_end = out->over ? out->sitting.closed_at : at;
}

static bool
read_progress(struct ctx *cx, int64_t sitting_id,
    struct sitting_progress *out)
{
	struct sitting_progress p = { 0 };
	struct item *list;
	int64_t starts_at;
	size_t len;

	if (!sitting_read(cx, sitting_id, &p.sitting)) {
		return false;
	}
	starts_at = moment_on(p.sitting.day, p.sitting.starts);
	item_list(cx, p.sitting.conference_id, sitting_id, &list, &len);
	p.items = NEW(cx->mem, struct progress_item, len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].state != ITEM_DROPPED) {
			p.items[p.items_len++].item = list[i];
		}
	}
	p.begun = p.sitting.opened_at != 0;
	p.over = p.sitting.closed_at != 0;
	plan_times(&p, starts_at);
	add_runs(cx, &p);
	expect_times(cx, &p, starts_at);
	p.late = p.expected_end - p.planned_end;
	*out = p;
	return true;
}

/* Several parts of one page ask for it. */
bool
sitting_progress(struct ctx *cx, int64_t sitting_id,
    struct sitting_progress *out)
{
	static const char memo[] = "sitting_progress";
	const struct sitting_progress *known = memo_find(cx, memo, sitting_id,
	    cx->now);
	struct sitting_progress *p;

	if (known == NULL) {
		p = NEW(cx->mem, struct sitting_progress, 1);
		if (!read_progress(cx, sitting_id, p)) {
			return false;
		}
		memo_keep(cx, memo, sitting_id, cx->now, p);
		known = p;
	}
	*out = *known;
	return true;
}
