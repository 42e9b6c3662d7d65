/* today_due_web.c - conferences that the rules ask for, for who keeps them. */
#include "delegate/delegate_pages.h"
#include "org/org_pages.h"
#include "today/today_items.h"

#define SOON_DAYS	366		/* it takes a year to prepare one */

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
