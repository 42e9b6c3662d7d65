/* today_circulars_web.c - circulars that wait at a unit. */
#include "account/may.h"
#include "circular/circular_pages.h"
#include "org/org.h"
#include "today/today_items.h"

#define CIRCULARS_SHOWN	10

/* As one who passes it on. */
static void
add_open(struct today *t, const struct unit *u, const struct circular_at *a)
{
	struct today_item *i = today_add(t, today_rank(t, a->due), a->due);
	struct circular_lateness l = circular_lateness(t->cx, a, u->id);
	struct ctx *cx = t->cx;

	i->sign.name = "megaphone";
	i->title = arena_printf(cx->mem, a->round == 0 ? "Pass on circular %d:"
	    " " STR_FMT : "Speak again of circular %d: " STR_FMT,
	    a->circular.number, STR_ARG(a->circular.title));
	i->why = arena_printf(cx->mem, STR_FMT ". " STR_FMT STR_FMT ".",
	    STR_ARG(circular_over(cx, &a->circular)),
	    STR_ARG(text_capital(cx->mem, circular_waits_text(cx, a))),
	    STR_ARG(circular_late_words(cx, &l)));
	i->href = path_of(cx->mem, "/circulars/%s?unit=%s",
	    a->circular.public_id, u->public_id);
	i->label = S("Open the circular");
	today_chip(t, i);
	if (l.over) {
		i->chip = circular_late_chip(cx, &l, &i->kind);
	}
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
