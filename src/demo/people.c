/*
 * people.c - who belongs to a cell, and who holds office in it and above it.
 */
#include "demo/demo_own.h"

#define OFFICER_SEATS	7
#define AUDITOR_SEATS	3
#define FLOODED_COUNTY	2

static const char *const harbour_bakery_4[] = {
	"Runa Vale", "Emil Stroud", "Aino Rask", "Bea Hallam", "Dara Quill",
	"Ivo Tarn", "Jonah Pell", "Kalle Fenn", "Lea Corrie", "Mira Sand",
	"Nils Oakes", "Oda Brenn", "Sunniva Marsh", "Tomas Venn",
};

/* ---- the cell ---------------------------------------------------------- */

static void
think_up_cell(struct ctx *cx, const struct demo *d, struct demo_cell *c)
{
	const struct demo_spot *s = &d->at.spot;
	str place = s->workplace >= 0 ? demo_workplace_name(
	    demo_workplace_number(d->large, s)) : s->branch >= 0 ?
	    demo_branch_name(cx, s->branch) : demo_county_name(cx, s->county);

	c->code = arena_printf(cx->mem, "NF-C%06lld", (long long)c->number + 1);
	c->name = arena_printf(cx->mem, "Cell %lld, " STR_FMT,
	    (long long)s->ordinal + 1, STR_ARG(place));
	c->parent = d->at.workplace;
	c->founded = date_add(d->today,
	    -(int)(3 * 365 + dice_up_to(&c->dice, 5 * 365)));
	c->flooded = s->county == FLOODED_COUNTY;
}

/* ---- members ----------------------------------------------------------- */

static size_t
members_wanted(const struct demo *d, struct demo_cell *c)
{
	if (c->number == 3) {
		return COUNT(harbour_bakery_4);
	}
	if (dice_up_to(&c->dice, 1000) < 6) {
		return 2;			/* too few to decide */
	}
	if (dice_up_to(&c->dice, 1000) < 4) {
		return DEMO_MEMBERS_MAX;	/* large enough to divide */
	}
	if (d->large && c->number > 6) {	/* ten of them, in the mean */
		return 4 + (size_t)dice_up_to(&c->dice, 13);
	}
	return 8 + (size_t)dice_up_to(&c->dice, 12);
}

/* The few who have a name of their own because one may log in as them. */
static struct demo_name
name_of(struct ctx *cx, struct demo_cell *c, size_t i)
{
	struct demo_name n = demo_person(cx, &c->dice);

	if (c->number == 3) {
		n = (struct demo_name){ str_z(harbour_bakery_4[i]), S(""),
		    S("en") };
	} else if (c->number == 0 && i >= 3 && i <= 5) {
		n = (struct demo_name){ i == 3 ? S("Kirsi Holm") : i == 4 ?
		    S("Tove Lind") : S("Maren Aske"), S(""), S("en") };
	}
	return n;
}

/* As the room of members folds it: by this the roll is in order. */
static str
fold_of(struct ctx *cx, const struct demo_name *n)
{
	return text_fold(cx->mem, n->native.len == 0 ? n->name :
	    arena_printf(cx->mem, STR_FMT " " STR_FMT, STR_ARG(n->name),
	    STR_ARG(n->native)));
}

static void
think_up_member(struct ctx *cx, const struct demo *d, struct demo_cell *c,
    size_t i)
{
	struct demo_member *m = &c->member[i];
	int days = (int)((int64_t)d->today.day - c->founded.day);
	bool new_one;

	m->name = name_of(cx, c, i);
	m->fold = fold_of(cx, &m->name);
	new_one = i > 5 && dice_percent(&c->dice, 6);
	m->number = arena_printf(cx->mem, "%06lld%02zu",
	    (long long)c->number + 1, i + 1);
	m->from = new_one ? date_add(d->today, -(int)(40 +
	    dice_up_to(&c->dice, 500))) : date_add(c->founded,
	    (int)dice_up_to(&c->dice, days / 8 + 1));
	m->telephone = S("");
	if (dice_percent(&c->dice, 70)) {
		m->shown_to = 1 + (int)dice_up_to(&c->dice, 2);
		m->telephone = arena_printf(cx->mem, "+00 555 %03lld %04lld",
		    (long long)(c->number % 1000),
		    (long long)(c->number / 1000 * 100) + (long long)i);
	}
}

/* ---- offices ----------------------------------------------------------- */

static void
name_to(struct ctx *cx, struct demo_cell *c, int64_t unit, str office,
    int64_t seat, size_t member, struct date from, struct date until)
{
	*LIST_ADD(cx->mem, &c->terms) = (struct demo_term){ unit, office,
	    (int)seat, member, from, until };
}

/*
 * A secretary now and one before; in a few cells nobody since some weeks, in a
 * few a term that has run out.
 */
static void
name_secretary(struct ctx *cx, const struct demo *d, struct demo_cell *c)
{
	int64_t fate = c->number == 3 ? 99 : dice_up_to(&c->dice, 100);
	struct date from = date_add(d->today, -(int)(40 +
	    dice_up_to(&c->dice, 600)));
	struct date before = date_later(date_add_months(from, -24), c->founded);

	if (fate < 2) {				/* nobody for some weeks */
		from = date_add(d->today, -(int)(5 + dice_up_to(&c->dice, 90)));
		name_to(cx, c, 0, S("secretary"), 1, 0,
		    date_later(date_add_months(from, -20), c->founded), from);
	} else if (fate < 4) {			/* ran out, carries on */
		name_to(cx, c, 0, S("secretary"), 1, 0,
		    date_add_months(date_add(d->today,
		    -(int)dice_up_to(&c->dice, 55)), -24), DATE_NONE);
	} else {
		name_to(cx, c, 0, S("secretary"), 1, 1, before, from);
		name_to(cx, c, 0, S("secretary"), 1, 0, from, DATE_NONE);
	}
}

static void
name_officers(struct ctx *cx, const struct demo *d, struct demo_cell *c)
{
	int64_t in_county = d->at.spot.in_county;
	struct date from = date_add(d->today, -(int)(200 + in_county % 125));

	name_secretary(cx, d, c);
	if (c->members > 2 && (c->number == 3 ||
	    !dice_percent(&c->dice, 5))) {
		name_to(cx, c, 0, S("deputy"), 1, c->number == 3 ? 1 : 2, from,
		    DATE_NONE);
	}
	if (in_county < OFFICER_SEATS && c->members > 4) {
		name_to(cx, c, d->at.county, S("officer"), in_county + 1, 3,
		    from, DATE_NONE);
	}
	if (c->number == 0 && c->members > 5) {
		name_to(cx, c, d->at.federation, S("president"), 1, 5, from,
		    DATE_NONE);
	}
	if (c->number < AUDITOR_SEATS && c->members > 5) {
		name_to(cx, c, d->at.federation, S("auditor"), c->number + 1,
		    4, from, DATE_NONE);
	}
}

void
demo_people(struct ctx *cx, const struct demo *d, struct demo_cell *c)
{
	think_up_cell(cx, d, c);
	c->members = members_wanted(d, c);
	for (size_t i = 0; i < c->members; i++) {
		think_up_member(cx, d, c, i);
	}
	name_officers(cx, d, c);
}
