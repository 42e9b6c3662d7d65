/* line.c - what a line of the rules says, field by field. */
#include "statutes/line.h"

#include <assert.h>

size_t
line_find(const struct line *l, enum field field, size_t nth)
{
	for (size_t i = 0; i < l->words.list.len; i++) {
		if (l->reading.field[i] == field && nth-- == 0) {
			return i;
		}
	}
	return l->words.list.len;
}

bool
line_has(const struct line *l, enum field field)
{
	return line_find(l, field, 0) < l->words.list.len;
}

size_t
line_count(const struct line *l, enum field field)
{
	size_t n = 0;

	for (size_t i = 0; i < l->words.list.len; i++) {
		n += l->reading.field[i] == field;
	}
	return n;
}

str
line_value(const struct line *l, enum field field, size_t nth)
{
	size_t at = line_find(l, field, nth);

	return at < l->words.list.len ? str_trim(l->words.list.at[at].value) :
	    S("");
}

int32_t
line_number(const struct line *l, enum field field, int32_t otherwise)
{
	size_t at = line_find(l, field, 0);

	return at < l->words.list.len ? (int32_t)l->words.list.at[at].n :
	    otherwise;
}

int32_t
line_days(const struct line *l, enum field field, size_t nth,
    int32_t otherwise)
{
	size_t at = line_find(l, field, nth * 2);

	if (at >= l->words.list.len) {
		return otherwise;
	}
	return (int32_t)l->words.list.at[at].n *
	    (str_starts(line_value(l, field, nth * 2 + 1), S("week")) ? 7 : 1);
}

struct span
line_span(const struct line *l, enum field field)
{
	static const struct { str word; enum unit_of_time unit; } units[] = {
		{ S_INIT("day"), TIME_DAY }, { S_INIT("week"), TIME_WEEK },
		{ S_INIT("month"), TIME_MONTH },
		{ S_INIT("quarter"), TIME_QUARTER },
		{ S_INIT("year"), TIME_YEAR },
	};
	struct span span = { line_number(l, field, 0), TIME_NONE };

	for (size_t i = 0; i < COUNT(units); i++) {
		if (str_starts(line_value(l, field, 1), units[i].word)) {
			span.unit = units[i].unit;
		}
	}
	return span;
}

struct fraction
line_share(const struct line *l, enum field field)
{
	struct fraction f = { .more = str_eq(line_value(l, field, 0),
	    S("more")) };
	size_t at = line_find(l, field, f.more ? 2 : 0);

	assert(at < l->words.list.len);
	f.num = (int32_t)l->words.list.at[at].n;
	f.den = (int32_t)l->words.list.at[at].of;
	return f;
}

void
line_majority(const struct line *l, struct fraction *share, enum base_of *of)
{
	str base;

	*share = line_share(l, FIELD_MAJORITY);
	base = line_value(l, FIELD_MAJORITY, share->more ? 4 : 2);
	*of = str_eq(base, S("members")) ? OF_MEMBERS :
	    str_eq(base, S("present")) ? OF_PRESENT : OF_CAST;
}

tier_set
line_tiers(const struct reader *r, const struct line *l, enum field field)
{
	tier_set set = 0;

	for (size_t i = 0; i < line_count(l, field); i++) {
		size_t tier = statutes_tier(r->out, line_value(l, field, i));

		if (tier < r->out->tiers.len) {
			set |= (tier_set)1 << tier;
		}
	}
	return set;
}

str
line_with(struct arena *mem, const struct line *l, size_t from, size_t to,
    str text)
{
	str line = l->words.line, head, tail;
	const struct word *last;

	assert(from < to && to <= l->words.list.len);
	last = &l->words.list.at[to - 1];
	head = str_part(line, 0, (size_t)(l->words.list.at[from].text.at -
	    line.at));
	tail = str_from(line, (size_t)(last->text.at - line.at) +
	    last->text.len);
	if (text.len == 0) {
		head = str_trim(head);
	}
	return str_trim(arena_printf(mem, STR_FMT STR_FMT STR_FMT,
	    STR_ARG(head), STR_ARG(text), STR_ARG(tail)));
}

bool
line_refuse(struct reader *r, struct line *l, size_t word, str expected,
    str nearest, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	l->refusal = (struct refusal){
		.refused = true, .word = word, .expected = expected,
		.nearest = nearest, .text = arena_vprintf(r->mem, fmt, ap),
	};
	va_end(ap);
	return false;
}

str
tiers_text(struct arena *mem, const struct statutes *st, tier_set set,
    const char *link)
{
	str out = S("");

	for (size_t i = 0; i < st->tiers.len; i++) {
		if ((set >> i & 1) != 0) {
			out = arena_printf(mem, STR_FMT "%s" STR_FMT,
			    STR_ARG(out), out.len > 0 ? link : "",
			    STR_ARG(st->tiers.at[i].word));
		}
	}
	return out;
}
