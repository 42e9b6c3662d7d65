/* door_parts.c - who is in the hall, as a part of live pages. */
#include "door/door_parts.h"

#include "account/may.h"
#include "door/door.h"
#include "html/html.h"

struct door_parts_hall_view {
	str	 state, present, needed, online, guests, article;
	bool	 good;
};

struct door_parts_groups_view {
	str	 what;
	struct door_parts_row {
		str	 name, present, entitled, guests;
	}	*rows;
	size_t	 rows_len;
};

#include "door/door_parts_groups.html.h"
#include "door/door_parts_hall.html.h"

static str
count_text(struct ctx *cx, int64_t n)
{
	return n == 0 ? S("") : number_text(cx->mem, n);
}

/* The title of an article of the statutes, or what was typed: "7". */
static str
article_text(struct ctx *cx, str article)
{
	bool number = article.len > 0 && article.at[0] >= '0' &&
	    article.at[0] <= '9';

	return number ? arena_printf(cx->mem, "By article " STR_FMT,
	    STR_ARG(article)) : article;
}

void
door_part_hall(struct ctx *cx, struct object o, struct html *out)
{
	struct door_hall hall = door_hall(cx, o.conference);
	struct door_parts_hall_view v = {
		.good = hall.needed >= 0 && hall.can_decide,
		.state = hall.needed < 0 ? S("") : hall.can_decide ?
		    S("Can decide") : S("Too few to decide"),
		.present = arena_printf(cx->mem, STR_FMT " of " STR_FMT,
		    STR_ARG(number_text(cx->mem, hall.present)),
		    STR_ARG(number_text(cx->mem, hall.entitled))),
		.online = count_text(cx, hall.online),
		.guests = count_text(cx, hall.guests) };

	if (hall.needed >= 0) {
		v.needed = arena_printf(cx->mem, STR_FMT "%s" STR_FMT "%s",
		    STR_ARG(number_text(cx->mem, hall.needed)),
		    hall.share.len > 0 ? " (" : "", STR_ARG(hall.share),
		    hall.share.len > 0 ? ")" : "");
		v.article = article_text(cx, hall.article);
	}
	door_parts_hall_html(out, &v);
}

void
door_part_line(struct ctx *cx, struct object o, struct html *out)
{
	struct door_hall hall = door_hall(cx, o.conference);
	str text = hall.needed < 0 ? arena_printf(cx->mem, STR_FMT " of "
	    STR_FMT " present", STR_ARG(number_text(cx->mem, hall.present)),
	    STR_ARG(number_text(cx->mem, hall.entitled))) :
	    arena_printf(cx->mem, STR_FMT " present, " STR_FMT " needed",
	    STR_ARG(number_text(cx->mem, hall.present)),
	    STR_ARG(number_text(cx->mem, hall.needed)));

	html_put(out, HTML_TEXT, text);
}

static void
show_groups(struct ctx *cx, const char *what, const char *none,
    const struct door_group *list, size_t len, struct html *out)
{
	struct door_parts_groups_view v = { .what = str_z(what),
		.rows = NEW(cx->mem, struct door_parts_row, len),
		.rows_len = len };

	for (size_t i = 0; i < len; i++) {
		v.rows[i] = (struct door_parts_row){
			.name = list[i].id == 0 ? str_z(none) : list[i].name,
			.present = number_text(cx->mem, list[i].present),
			.entitled = number_text(cx->mem, list[i].entitled),
			.guests = number_text(cx->mem, list[i].guests) };
	}
	door_parts_groups_html(out, &v);
}

void
door_part_blocks(struct ctx *cx, struct object o, struct html *out)
{
	struct door_group *list;
	size_t len;

	door_by_block(cx, o.conference, &list, &len);
	show_groups(cx, "Part of the hall", "Without a seat", list, len, out);
}

void
door_part_delegations(struct ctx *cx, struct object o, struct html *out)
{
	struct door_group *list;
	size_t len;

	door_by_delegation(cx, o.conference, &list, &len);
	show_groups(cx, "Delegation", "Others", list, len, out);
}

bool
door_part_moving(struct ctx *cx, struct object o)
{
	struct conference c;

	return conference_read(cx, o.conference, &c) &&
	    (c.state == CONFERENCE_CALLED || c.sitting_id != 0);
}
