/* exception_pages_web.c - what the pages about exceptions share. */
#include "exception/exception_pages.h"

#include "member/member.h"
#include "office/office.h"

#define PEOPLE_MIN	5	/* fewer are not told outside their cell */

/* "meeting.general.cell": the second of its words. */
static str
second_word(str rule)
{
	str word = S("");

	(void)str_cut(&rule, '.', &word);
	(void)str_cut(&rule, '.', &word);
	return word;
}

str
exception_rule_title(struct ctx *cx, enum exception_kind kind, str key)
{
	switch (kind) {
	case EXCEPTION_MEETING:
		return arena_printf(cx->mem, STR_FMT " meeting",
		    STR_ARG(text_capital(cx->mem, second_word(key))));
	case EXCEPTION_VACANCY:
		return arena_printf(cx->mem, "No " STR_FMT,
		    STR_ARG(org_word(cx, second_word(key)).one));
	case EXCEPTION_TERM:
		return S("A term that ran out");
	case EXCEPTION_FEW:
		return S("Too few members");
	case EXCEPTION_CIRCULAR:
		return S("A circular not passed on");
	case EXCEPTION_MANY:
	case EXCEPTION_KINDS:
	default:
		return S("More members than one cell has");
	}
}

str
exception_title(struct ctx *cx, const struct exception *e)
{
	return exception_rule_title(cx, e->kind, e->rule);
}

str
exception_rule_word(struct ctx *cx, const struct tally_rule *r)
{
	static const char *const ends[EXCEPTION_KINDS] = {
		[EXCEPTION_TERM] = ".term", [EXCEPTION_FEW] = ".few",
		[EXCEPTION_MANY] = ".many" };

	return ends[r->kind] == NULL ? r->key : arena_printf(cx->mem,
	    STR_FMT "%s", STR_ARG(r->key), ends[r->kind]);
}

const struct tally_rule *
exception_rule_named(struct ctx *cx, str word, const struct tally_rule *rules,
    size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (str_eq(exception_rule_word(cx, &rules[i]), word)) {
			return &rules[i];
		}
	}
	return NULL;
}

/* A sentence: a capital letter, a full stop. */
static str
exception_sentence(struct ctx *cx, const struct exception *e)
{
	return text_sentence(cx->mem, exception_text(cx, e));
}

str
exception_article(struct ctx *cx, str article)
{
	return article.len == 0 ? S("The rules") :
	    arena_printf(cx->mem, "Article " STR_FMT, STR_ARG(article));
}

struct path
exception_article_path(struct ctx *cx, str article)
{
	return article.len == 0 ? path_of(cx->mem, "/rules") :
	    path_of(cx->mem, "/rules/%s", article);
}

/* EXCE-5: where it is put in order. */
static void
fill_next(struct ctx *cx, const struct exception *e, struct exception_row *row)
{
	if (e->kind == EXCEPTION_VACANCY || e->kind == EXCEPTION_TERM) {
		row->next = path_of(cx->mem, "/u/%s/offices",
		    e->unit_public_id);
		row->next_label = S("See who could");
	} else if (e->kind == EXCEPTION_CIRCULAR) {
		row->next = path_of(cx->mem, "/circulars?unit=%s",
		    e->unit_public_id);
		row->next_label = S("See its circulars");
	} else {
		row->next = org_unit_path(cx, e->unit_public_id);
		row->next_label = S("See the unit");
	}
}

struct exception_row
exception_row(struct ctx *cx, const struct exception *e)
{
	struct exception_row row = {
		.unit = e->unit_name,
		.since = count_of(cx->mem, e->days, "day", "days"),
		.what = exception_sentence(cx, e),
		.reason = e->reason,
		.article = exception_article(cx, e->article),
		.days = e->days,
		.href = org_unit_path(cx, e->unit_public_id),
		.article_href = exception_article_path(cx, e->article),
	};

	fill_next(cx, e, &row);
	return row;
}

str
exception_no_word(struct ctx *cx, int64_t units)
{
	return units == 0 ? S("") : arena_printf(cx->mem, STR_FMT " without "
	    "word: nothing of %s was ever recorded, so nothing is said to be "
	    "late.", STR_ARG(count_of(cx->mem, units, "unit", "units")),
	    units == 1 ? "it" : "them");
}

str
exception_people(struct ctx *cx, int64_t n, bool exact)
{
	return n > 0 && n < PEOPLE_MIN && !exact ? S("<5") :
	    number_text(cx->mem, n);
}

int64_t
exception_home(struct ctx *cx)
{
	struct term *held;
	size_t len;
	struct unit root;
	int64_t cell;

	office_held(cx, cx->actor, cx->today, &held, &len);
	cell = cx->actor == 0 ? 0 : member_cell(cx, cx->actor, cx->today);
	for (size_t i = 0; i < len; i++) {
		if (held[i].unit_id != cell && may(cx, ACT_SEE_EXCEPTIONS,
		    (struct object){ .unit = held[i].unit_id })) {
			return held[i].unit_id;
		}
	}
	if (cell != 0) {
		return cell;
	}
	return org_root(cx, &root) ? root.id : 0;
}
