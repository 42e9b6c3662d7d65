/* today_circulars_web.c - circulars that wait at a unit. */
#include "account/may.h"
#include "circular/circular_pages.h"
#include "org/org.h"
#include "today/today_items.h"

#define CIRCULARS_SHOWN	10

/* The article that is not met; "" while it is in time, and where the statutes
 * ask for no day. */
static str
article_of(struct ctx *cx, const struct circular_at *a)
{
	struct circular_asked asked;

	circular_asked(cx, a->circular.tier, a->circular.issued, &asked);
	return asked.rule == NULL || asked.rule->conveyed_days < 0 ||
	    !date_known(a->due) || date_cmp(a->due, cx->today) >= 0 ? S("") :
	    arena_printf(cx->mem, " (" STR_FMT ")", STR_ARG(circular_article(
	    cx, asked.statutes, asked.rule->rule)));
}

/* As one who passes it on. */
static void
add_open(struct today *t, const struct unit *u, const struct circular_at *a)
{
	struct today_item *i = today_add(t, today_rank(t, a->due), a->due);
	struct ctx *cx = t->cx;

	i->sign.name = "megaphone";
	i->title = arena_printf(cx->mem, a->round == 0 ? "Pass on circular %d:"
	    " " STR_FMT : "Speak again of circular %d: " STR_FMT,
	    a->circular.number, STR_ARG(a->circular.title));
	i->why = arena_printf(cx->mem, STR_FMT ". " STR_FMT STR_FMT ".",
	    STR_ARG(circular_over(cx, &a->circular)),
	    STR_ARG(text_capital(cx->mem, circular_waits_text(cx, a))),
	    STR_ARG(article_of(cx, a)));
	i->href = path_of(cx->mem, "/circulars/%s?unit=%s",
	    a->circular.public_id, u->public_id);
	i->label = S("Open the circular");
	today_chip(t, i);
}

/* As a member: it can be read before the meeting. */
static void
add_to_read(struct today *t, const struct circular_at *a)
{
	struct today_item *i = today_add(t, RANK_LATER, DATE_NONE);
	struct ctx *cx = t->cx;

	i->sign.name = "megaphone";
	i->title = arena_printf(cx->mem, "Circular %d: " STR_FMT,
	    a->circular.number, STR_ARG(a->circular.title));
	i->why = circular_over(cx, &a->circular);
	i->href = circular_path(cx, &a->circular, "");
	i->label = S("Read it");
}

void
today_of_circulars(struct today *t, int64_t unit, bool keeps)
{
	struct circular_at *list;
	size_t len, shown = 0;
	struct unit u;

	if (!org_unit(t->cx, unit, &u)) {
		return;
	}
	circular_of_unit(t->cx, unit, &list, &len);
	for (size_t i = 0; i < len && shown < CIRCULARS_SHOWN; i++) {
		const struct circular_at *a = &list[i];

		if (!circular_is_open(t->cx, a)) {
			continue;
		}
		if (keeps) {
			add_open(t, &u, a);
			shown++;
		} else if (a->round == 0 &&
		    !circular_was_read(t->cx, a->circular.id)) {
			add_to_read(t, a);
			shown++;
		}
	}
}
