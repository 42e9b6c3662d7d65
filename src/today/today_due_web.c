/* today_due_web.c - conferences that the rules ask for, for who keeps them; and
 * reports of targets, for who reports. */
#include "delegate/delegate_pages.h"
#include "org/org_pages.h"
#include "plan/plan_pages.h"
#include "today/today_items.h"

#define SOON_DAYS	366		/* it takes a year to prepare one */
#define REPORT_DAYS	14		/* before its day it is shown */

static void
add_due(struct today *t, const struct unit *u, const struct conference_due *d)
{
	struct today_item *i = today_add(t, today_rank(t, d->due), d->due);
	struct ctx *cx = t->cx;

	i->sign.name = "landmark";
	i->title = arena_printf(cx->mem, "Plan the conference of " STR_FMT,
	    STR_ARG(d->rule->word));
	i->text = u->name;
	i->why = arena_printf(cx->mem, STR_FMT " " STR_FMT,
	    STR_ARG(d->statutes->rules.at[d->rule->rule].plain),
	    STR_ARG(delegate_due_text(cx, d)));
	i->href = path_of(cx->mem, "/u/%s/conferences", u->public_id);
	i->label = S("See its conferences");
	today_chip(t, i);
}

void
today_of_due(struct today *t, int64_t unit)
{
	struct conference_due *list;
	struct unit u;
	size_t len;

	if (!org_unit(t->cx, unit, &u)) {
		return;
	}
	delegate_due(t->cx, unit, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (date_known(list[i].due) && list[i].planned == 0 &&
		    list[i].due.day - t->cx->today.day <= SOON_DAYS) {
			add_due(t, &u, &list[i]);
		}
	}
}

/* ---- reports ----------------------------------------------------------- */

static void
add_report(struct today *t, const struct target *target, struct date due)
{
	struct today_item *i = today_add(t, today_rank(t, due), due);
	struct plan_target_row_view v = target_view(t->cx, target);
	struct ctx *cx = t->cx;

	i->sign.name = "target";
	i->title = arena_printf(cx->mem, "Report: " STR_FMT,
	    STR_ARG(target->title));
	i->text = arena_printf(cx->mem, STR_FMT ", " STR_FMT,
	    STR_ARG(target->unit_name), STR_ARG(v.figures));
	i->why = target->every == 1 ?
	    S("The plan asks for a word each month.") :
	    arena_printf(cx->mem, "The plan asks for a word every %d months.",
	    target->every);
	i->href = v.report;
	i->label = S("Report how far we are");
	today_chip(t, i);
}

void
today_of_plan(struct today *t, int64_t unit)
{
	struct target *list;
	size_t len;

	target_of_unit(t->cx, unit, t->cx->today, &list, &len);
	for (size_t i = 0; i < len; i++) {
		struct date due = target_next_report(&list[i]);

		if (date_known(due) &&
		    due.day - t->cx->today.day <= REPORT_DAYS) {
			add_report(t, &list[i], due);
		}
	}
}
