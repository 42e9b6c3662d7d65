/* national_web.c - the page around the picture of all cells. */
#include <stdlib.h>

#include "exception/exception_pages.h"
#include "picture/picture_pages.h"

#define ROWS_SHOWN	300		/* regions in the table */
#define STAND_OUT	3
#define STAND_OUT_CELLS	10		/* fewer are no district */
#define NAME_ABOVE	7		/* pixels from a name to its region */
#define LETTER_ABOVE	2
#define SPARK_HEIGHT	30
#define SPARK_EDGE	2

struct national_choice {
	str	 value, label;
	bool	 chosen;
};

/* A region over the picture. */
struct national_place {
	str	 id, letter, name, share, spoken;
	int	 x, y, width, height, name_x, name_y, letter_y;
	bool	 at_end;
};

struct national_row {
	str		 id, letter, name, cells, share, line, months;
	struct path	 href;
	struct national_part {
		const char	*kind;
		str		 from, width;
	}		*parts;
	size_t		 parts_len;
	int64_t		 late, all;	/* what it is sorted by */
};

struct national_out {
	str		 region, name, text;
	struct path	 href;
};

struct national_view {
	str			 day, heading, lead, alt, regions, region;
	str			 cells, now, worst, order, more, lay_why;
	str			 form_key;
	bool			 laid, waiting, has_trend, letters, may_lay;
	struct part_strip_view	 laid_strip, waiting_strip, question;
	struct national_choice	*choices;
	size_t			 choices_len;
	struct path		 light, dark;
	struct national_place	*places;
	size_t			 places_len;
	struct part_key_view	 key_of;
	struct national_row	*rows;
	size_t			 rows_len;
	struct national_out	*stand_out;
	size_t			 stand_out_len;
};

#include "picture/national.html.h"

/* ---- words and figures ------------------------------------------------- */

/* "1 cell", "14,306 cells". */
static str
cells_text(struct ctx *cx, int64_t n)
{
	struct shown word = org_cell_word(cx);

	return arena_printf(cx->mem, STR_FMT " " STR_FMT,
	    STR_ARG(number_text(cx->mem, n)), STR_ARG(org_in_sentence(cx,
	    n == 1 ? word.one : word.many)));
}

static int64_t
late_of(const struct picture_sum *s)
{
	return s->of[PICTURE_LATE] + s->of[PICTURE_VERY_LATE];
}

/* "A" for the first; names have room in few. */
static str
letter_of(struct ctx *cx, const struct picture *p, size_t region)
{
	return p->regions_len > PICTURE_NAMED ? S("") :
	    arena_printf(cx->mem, "%c", (char)('A' + region));
}

static str
region_id(struct ctx *cx, size_t region)
{
	return arena_printf(cx->mem, "region-%zu", region + 1);
}

/* ---- over the picture -------------------------------------------------- */

/* About how wide a text is in the size of the names: half of it for Latin
 * letters, all of it for what is not ASCII. */
static int
width_of(str name, str share)
{
	int width = 8 * (int)share.len + 8;
	size_t i = 0;

	while (i < name.len) {
		width += utf8_next(name, &i) < 0x2e80 ? 8 : 16;
	}
	return width;
}

/* The whole name where it fits, else the letter that the table explains. */
static void
place_name(struct ctx *cx, const struct picture *p, size_t i,
    struct national_place *at, str name)
{
	const struct picture_region *r = &p->regions[i];
	bool last = i + 1 == p->regions_len || r[1].y != r->y;
	int room = last ? PICTURE_WIDTH - r->x : r[1].x - r->x;

	at->letter = letter_of(cx, p, i);
	at->name = width_of(name, at->share) <= room ? name : at->letter;
	at->at_end = false;
	at->name_x = r->x;
	at->name_y = r->y - NAME_ABOVE;
	at->letter_y = r->y - LETTER_ABOVE;
}

static void
add_places(struct ctx *cx, struct national_view *v, const struct national *n,
    const struct unit *units)
{
	const struct picture *p = &n->picture;

	v->places = NEW(cx->mem, struct national_place, p->regions_len);
	v->places_len = p->regions_len;
	for (size_t i = 0; i < p->regions_len; i++) {
		const struct picture_sum *s = &n->stand.regions[i];
		struct national_place *at = &v->places[i];

		*at = (struct national_place){ .id = region_id(cx, i),
			.x = p->regions[i].x, .y = p->regions[i].y,
			.width = p->regions[i].width,
			.height = p->regions[i].height,
			.share = percent_text(cx->mem, late_of(s), s->cells) };
		at->spoken = arena_printf(cx->mem, STR_FMT ", " STR_FMT ", "
		    STR_FMT " " STR_FMT, STR_ARG(units[i].name),
		    STR_ARG(cells_text(cx, s->cells)), STR_ARG(at->share),
		    STR_ARG(org_in_sentence(cx, v->worst)));
		place_name(cx, p, i, at, units[i].name);
		v->letters = v->letters || (at->letter.len > 0 &&
		    str_eq(at->name, at->letter));
	}
}

/* ---- the table --------------------------------------------------------- */

static void
add_part(struct ctx *cx, struct national_row *row, const char *kind,
    int64_t part, int64_t whole, int64_t *at)
{
	if (part > 0) {
		row->parts[row->parts_len++] = (struct national_part){ kind,
			percent_text(cx->mem, *at, whole),
			percent_text(cx->mem, part, whole) };
		*at += part;
	}
}

static void
add_mix(struct ctx *cx, struct national_row *row, const struct picture_sum *s)
{
	int64_t at = 0;

	row->parts = NEW(cx->mem, struct national_part, PICTURE_STATES);
	add_part(cx, row, "f3", s->of[PICTURE_VERY_LATE], s->cells, &at);
	add_part(cx, row, "f2", s->of[PICTURE_LATE], s->cells, &at);
	add_part(cx, row, "f4", s->of[PICTURE_NO_WORD], s->cells, &at);
	add_part(cx, row, "f1", s->of[PICTURE_DUE], s->cells, &at);
	add_part(cx, row, "f0", s->of[PICTURE_ON_TIME], s->cells, &at);
}

/* Thousandths that met on time; -1 where none owed a meeting. */
static int64_t
on_time(const struct month_share *m)
{
	return m->owing == 0 ? -1 : (m->owing - m->late) * 1000 / m->owing;
}

struct trends {
	struct month_share	(*months)[OVERVIEW_MONTHS];
	int64_t			 low, high;	/* of all regions: one scale */
};

static void
read_trends(struct ctx *cx, const struct picture *p, size_t len,
    struct trends *t)
{
	t->months = arena_alloc(cx->mem, len, sizeof(*t->months));
	t->low = 1000;
	t->high = 0;
	for (size_t i = 0; i < len; i++) {
		tally_trend(cx, p->regions[i].unit_id, t->months[i]);
		for (int m = 0; m < OVERVIEW_MONTHS; m++) {
			int64_t share = on_time(&t->months[i][m]);

			t->low = share >= 0 && share < t->low ? share : t->low;
			t->high = share > t->high ? share : t->high;
		}
	}
}

static void
add_spark(struct ctx *cx, struct national_row *row, const struct trends *t,
    size_t region)
{
	const struct month_share *m = t->months[region];
	int64_t span = t->high > t->low ? t->high - t->low : 1, first = -1;

	for (int i = 0; i < OVERVIEW_MONTHS; i++) {
		int64_t share = on_time(&m[i]);
		double y = SPARK_EDGE + (double)(t->high - share) *
		    (SPARK_HEIGHT - 2 * SPARK_EDGE) / (double)span;

		if (share < 0) {
			continue;
		}
		first = first < 0 ? i : first;
		row->line = arena_printf(cx->mem, STR_FMT "%s%.1f,%.1f",
		    STR_ARG(row->line), row->line.len > 0 ? " " : "",
		    i * 100.0 / (OVERVIEW_MONTHS - 1), y);
	}
	if (first >= 0) {
		const struct month_share *last = &m[OVERVIEW_MONTHS - 1];

		row->months = arena_printf(cx->mem, "Met on time: " STR_FMT
		    " in " STR_FMT ", " STR_FMT " now.",
		    STR_ARG(percent_text(cx->mem, m[first].owing -
		    m[first].late, m[first].owing)),
		    STR_ARG(month_name(m[first].day)),
		    STR_ARG(percent_text(cx->mem, last->owing - last->late,
		    last->owing)));
	}
}

/* The greater share first: late / all against late / all. */
static int
by_share(const void *pa, const void *pb)
{
	const struct national_row *a = pa, *b = pb;
	int64_t x = a->late * b->all, y = b->late * a->all;

	return x != y ? (x < y) - (x > y) : str_natural_cmp(a->name, b->name);
}

static void
add_rows(struct ctx *cx, struct national_view *v, const struct national *n,
    const struct unit *units)
{
	size_t len = n->picture.regions_len;
	struct trends t = { 0 };

	v->rows = NEW(cx->mem, struct national_row, len);
	v->has_trend = n->measures.chosen == 0 && len <= PICTURE_NAMED;
	if (v->has_trend) {
		read_trends(cx, &n->picture, len, &t);
	}
	for (size_t i = 0; i < len; i++) {
		const struct picture_sum *s = &n->stand.regions[i];
		struct national_row *row = &v->rows[i];

		*row = (struct national_row){ .id = region_id(cx, i),
			.letter = letter_of(cx, &n->picture, i),
			.name = units[i].name,
			.cells = number_text(cx->mem, s->cells),
			.share = percent_text(cx->mem, late_of(s), s->cells),
			.href = org_unit_path(cx, units[i].public_id),
			.late = late_of(s), .all = s->cells };
		add_mix(cx, row, s);
		if (v->has_trend) {
			add_spark(cx, row, &t, i);
		}
	}
	qsort(v->rows, len, sizeof(*v->rows), by_share);
	v->rows_len = len < ROWS_SHOWN ? len : ROWS_SHOWN;
	if (len > ROWS_SHOWN) {
		v->more = arena_printf(cx->mem, "These are the first %d of "
		    STR_FMT ".", ROWS_SHOWN, STR_ARG(number_text(cx->mem,
		    (int64_t)len)));
	}
}

/* ---- places that stand out --------------------------------------------- */

struct candidate {
	size_t	block;
	int64_t	late, cells;
};

static int
by_late(const void *pa, const void *pb)
{
	const struct candidate *a = pa, *b = pb;
	int64_t x = a->late * b->cells, y = b->late * a->cells;

	return x != y ? (x < y) - (x > y) :
	    (a->block > b->block) - (a->block < b->block);
}

static struct national_out
stand_out(struct ctx *cx, const struct national_view *v,
    const struct picture_block *b, const struct candidate *c)
{
	struct unit unit = { 0 }, region = { 0 };

	if (!org_unit(cx, b->unit_id, &unit) ||
	    !org_unit(cx, b->region_id, &region)) {
		return (struct national_out){ .name = S("") };
	}
	return (struct national_out){
		.region = region.id != unit.id ? region.name : S(""),
		.name = unit.name,
		.href = org_unit_path(cx, unit.public_id),
		.text = arena_printf(cx->mem, STR_FMT " of " STR_FMT " "
		    STR_FMT " (" STR_FMT ").",
		    STR_ARG(number_text(cx->mem, c->late)),
		    STR_ARG(cells_text(cx, c->cells)),
		    STR_ARG(org_in_sentence(cx, v->worst)),
		    STR_ARG(percent_text(cx->mem, c->late, c->cells))),
	};
}

/* Districts where at least three cells are late, and twice as many as in the
 * whole. */
static void
add_stand_out(struct ctx *cx, struct national_view *v,
    const struct national *n)
{
	const struct picture_sum *all = &n->stand.all;
	struct LIST(struct candidate) list = { 0 };

	for (size_t i = 0; i < n->picture.blocks_len; i++) {
		const struct picture_sum *s = &n->stand.blocks[i];

		if (s->cells >= STAND_OUT_CELLS && late_of(s) >= 3 &&
		    late_of(s) * all->cells >= 2 * late_of(all) * s->cells) {
			*LIST_ADD(cx->mem, &list) = (struct candidate){ i,
			    late_of(s), s->cells };
		}
	}
	if (list.len > 0) {
		qsort(list.at, list.len, sizeof(*list.at), by_late);
	}
	v->stand_out = NEW(cx->mem, struct national_out, STAND_OUT);
	for (size_t i = 0; i < list.len && i < STAND_OUT; i++) {
		v->stand_out[v->stand_out_len++] = stand_out(cx, v,
		    &n->picture.blocks[list.at[i].block], &list.at[i]);
	}
}

/* ---- sentences --------------------------------------------------------- */

static str
dots_are(struct ctx *cx, const struct picture *p)
{
	struct shown cell = org_cell_word(cx);

	if (p->share > 1) {
		return arena_printf(cx->mem, "There are more " STR_FMT " than "
		    "the picture has dots: each dot is %d of them and shows "
		    "the one that waits longest.", STR_ARG(org_in_sentence(cx,
		    cell.many)), p->share);
	}
	return arena_printf(cx->mem, "Every %s is one " STR_FMT ".",
	    p->dot >= 5 ? "square" : "dot", STR_ARG(org_in_sentence(cx,
	    cell.one)));
}

static str
lead_of(struct ctx *cx, const struct national_view *v,
    const struct national *n)
{
	static const char *const few[] = { "no place stands out",
		"one place stands out", "two places stand out",
		"three places stand out" };
	const struct picture_sum *all = &n->stand.all;
	const struct measure *m = &n->measures.list[n->measures.chosen];
	str well = percent_text(cx->mem, all->of[PICTURE_ON_TIME] +
	    all->of[PICTURE_DUE], all->cells);

	return m->rule == NULL ? arena_printf(cx->mem, STR_FMT " " STR_FMT
	    " have met or are still in time. The percentages are late; %s.",
	    STR_ARG(dots_are(cx, &n->picture)),
	    STR_ARG(well), few[v->stand_out_len]) :
	    arena_printf(cx->mem, STR_FMT " In " STR_FMT " of them this is in "
	    "order: “" STR_FMT "”", STR_ARG(dots_are(cx, &n->picture)),
	    STR_ARG(well), STR_ARG(m->plain));
}

static str
alt_of(struct ctx *cx, const struct national_view *v,
    const struct national *n)
{
	str worst = S("");

	for (size_t i = 0; i < v->rows_len && i < STAND_OUT; i++) {
		if (v->rows[i].late > 0) {
			worst = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
			    STR_ARG(worst), i == 0 ? "" : i + 1 == STAND_OUT ||
			    i + 1 == v->rows_len ? " and " : ", ",
			    STR_ARG(v->rows[i].name));
		}
	}
	return arena_printf(cx->mem, "Picture of " STR_FMT ", by place. %s"
	    STR_FMT "%s The table below has the numbers.", STR_ARG(
	    cells_text(cx, n->stand.all.cells)), worst.len > 0 ?
	    "The greatest shares are in " : "None of them is late",
	    STR_ARG(worst), ".");
}

static void
add_key(struct ctx *cx, struct national_view *v, const struct national *n)
{
	const int64_t *of = n->stand.all.of;
	bool meetings = n->measures.chosen == 0;

	v->key_of = (struct part_key_view){
		.on_time = meetings ? S("Met on time") : S("In order"),
		.due = meetings ? S("Due this week") : S(""),
		.late = meetings ? S("Late, up to 30 days") :
		    S("Not in order, up to 30 days"),
		.very_late = meetings ? S("Late, more than 30 days") :
		    S("Not in order, more than 30 days"),
		.no_word = meetings ? S("No word") : S(""),
		.n_on_time = number_text(cx->mem, of[PICTURE_ON_TIME]),
		.n_due = number_text(cx->mem, of[PICTURE_DUE]),
		.n_late = number_text(cx->mem, of[PICTURE_LATE]),
		.n_very_late = number_text(cx->mem, of[PICTURE_VERY_LATE]),
		.n_no_word = number_text(cx->mem, of[PICTURE_NO_WORD]),
	};
	v->now = meetings ? S("This month") : S("Now");
	v->worst = meetings ? S("Late") : S("Not in order");
	v->order = meetings ? S("Most late first") :
	    S("Most not in order first");
}

/* ---- the page ---------------------------------------------------------- */

static void
add_choices(struct ctx *cx, struct national_view *v,
    const struct national *n)
{
	const struct measures *m = &n->measures;
	str key = m->list[m->chosen].key;

	v->choices = NEW(cx->mem, struct national_choice, m->len);
	for (size_t i = 0; i < m->len; i++) {
		v->choices[i] = (struct national_choice){ m->list[i].key,
			m->list[i].label, i == m->chosen };
	}
	v->choices_len = m->len > 1 ? m->len : 0;
	v->light = path_of(cx->mem, "/national/picture.png?show=%s", key);
	v->dark = path_of(cx->mem, "/national/picture.png?show=%s&dark=1",
	    key);
}

/* What the units under the top are called, if they are all of one tier. */
static struct shown
word_of_regions(struct ctx *cx, const struct unit *units, size_t len)
{
	for (size_t i = 1; i < len; i++) {
		if (!str_eq(units[i].tier, units[0].tier)) {
			return (struct shown){ S("Unit"), S("Units") };
		}
	}
	return org_word(cx, units[0].tier);
}

static void
add_strips(struct ctx *cx, const struct req *rq, struct national_view *v,
    const struct national *n)
{
	v->laid = req_flag(rq, "laid");
	v->laid_strip = (struct part_strip_view){ .kind = "good",
	    .icon = { "circle-check", false }, .text = S("Every dot has a new "
	    "place. It stays there until somebody asks for another.") };
	v->waiting = n->picture.waiting > 0;
	v->waiting_strip = (struct part_strip_view){ .kind = "info",
	    .icon = { "circle-help", false }, .text = arena_printf(cx->mem,
	    STR_FMT " came after the picture was laid and found no free dot. "
	    "It is not counted here.", STR_ARG(cells_text(cx,
	    n->picture.waiting))) };
	v->question = (struct part_strip_view){
	    .icon = { "circle-help", false }, .text = S("A late unit is a "
	    "question, not a fault. The picture shows where to ask first.") };
	v->may_lay = may(cx, ACT_KEEP_UNITS, (struct object){
	    .unit = n->root.id });
	v->lay_why = arena_printf(cx->mem, "A dot stays where it is, so that "
	    "you find it again. It was laid on " STR_FMT "; since then new "
	    "ones took what was free. Laid anew, each stands beside its "
	    "neighbours.", STR_ARG(day_long(cx->mem, n->picture.made_on)));
	v->form_key = rq->key;
}

void
national_show(struct ctx *cx, const struct req *rq, const struct national *n,
    struct html *main)
{
	size_t len = n->picture.regions_len;
	struct unit *units = NEW(cx->mem, struct unit, len);
	struct national_view v = { 0 };
	struct shown word;

	for (size_t i = 0; i < len; i++) {
		if (!org_unit(cx, n->picture.regions[i].unit_id, &units[i])) {
			units[i] = (struct unit){ .name = S("") };
		}
	}
	word = word_of_regions(cx, units, len);
	v.region = word.one;
	v.regions = word.many;
	v.cells = org_cell_word(cx).many;
	v.day = day_long(cx->mem, cx->today);
	v.heading = cells_text(cx, n->stand.all.cells);
	add_key(cx, &v, n);
	add_choices(cx, &v, n);
	add_places(cx, &v, n, units);
	add_rows(cx, &v, n, units);
	add_stand_out(cx, &v, n);
	add_strips(cx, rq, &v, n);
	v.lead = lead_of(cx, &v, n);
	v.alt = alt_of(cx, &v, n);
	national_html(main, &v);
}
