/*
 * understand.c - from a line that the grammar takes to the rule it is; and that
 * no rule is given twice.
 */
#include "statutes/line.h"

#include <assert.h>

static const struct {
	understand_fn	*understand;
	enum rule_area	 area;
	bool		 checked;	/* STAT-5: else "not checked yet" */
} forms[FORM_COUNT] = {
	[FORM_TIER] = { understand_tier, AREA_TIERS, true },
	[FORM_OFFICE] = { understand_office, AREA_OFFICES, true },
	[FORM_VACANCY] = { understand_vacancy, AREA_OFFICES, true },
	[FORM_GRANT] = { understand_grant, AREA_OFFICES, true },
	[FORM_CARRY_OVER] = { understand_carry_over, AREA_OFFICES, true },
	[FORM_MEETING] = { understand_meeting, AREA_MEETINGS, true },
	[FORM_REVIEW] = { understand_review, AREA_REVIEWS, false },
	[FORM_DECISION_AT] = { understand_decision_at, AREA_MEETINGS, true },
	[FORM_DECISION_ON] = { understand_decision_on, AREA_MEETINGS, true },
	[FORM_ASSIGNMENT] = { understand_assignment, AREA_ASSIGNMENTS, false },
	[FORM_CIRCULAR] = { understand_circular, AREA_CIRCULARS, true },
	[FORM_RECOMMENDED] = { understand_recommended, AREA_ADMISSION, false },
	[FORM_CANDIDATE] = { understand_candidate, AREA_ADMISSION, false },
	[FORM_VOTE] = { understand_vote, AREA_ADMISSION, false },
	[FORM_CONFIRMED] = { understand_confirmed, AREA_ADMISSION, false },
	[FORM_CONFERENCE] = { understand_conference, AREA_CONFERENCE, true },
	[FORM_QUORUM] = { understand_quorum, AREA_CONFERENCE, true },
	[FORM_TIE] = { understand_tie, AREA_CONFERENCE, true },
	[FORM_TITLE] = { understand_title, AREA_TITLES, false },
	[FORM_GROUNDS] = { understand_grounds, AREA_TITLES, false },
	[FORM_BURDEN] = { understand_burden, AREA_BURDEN, false },
};

/* The line that says the same already, or NULL. */
static const struct line *
said_by(const struct reader *r, const struct line *l)
{
	for (size_t i = 0; i < r->lines.len; i++) {
		const struct line *other = &r->lines.at[i];

		if (other->rule != l->rule && other->understood &&
		    str_eq(other->about, l->about) &&
		    (other->about_at == l->about_at ||
		    (other->about_at & l->about_at) != 0)) {
			return other;
		}
	}
	return NULL;
}

static bool
key_is_taken(const struct reader *r, const struct line *l, str key)
{
	for (size_t i = 0; i < r->lines.len; i++) {
		const struct line *other = &r->lines.at[i];

		if (other->rule != l->rule && other->understood &&
		    str_eq(r->out->rules.at[other->rule].key, key)) {
			return true;
		}
	}
	return false;
}

/* "meeting.general.cell". The words of a name are joined: "working-group"; what
 * is the same then is told apart by a number. */
static str
key_of(struct reader *r, const struct line *l)
{
	str key = l->about_at == 0 ? l->about : arena_printf(r->mem,
	    STR_FMT "." STR_FMT, STR_ARG(l->about),
	    STR_ARG(tiers_text(r->mem, r->out, l->about_at, "+")));
	char *joined = arena_copy_z(r->mem, key);
	str first = { joined, 0 };

	for (size_t i = 0; i < key.len; i++) {
		if (key.at[i] != '"') {
			joined[first.len++] = (char)(key.at[i] == ' ' ||
			    key.at[i] == ',' ? '-' : key.at[i]);
		}
	}
	key = first;
	for (int n = 2; key_is_taken(r, l, key); n++) {
		key = arena_printf(r->mem, STR_FMT "-%d", STR_ARG(first), n);
	}
	return key;
}

bool
line_claim(struct reader *r, struct line *l, tier_set at, const char *fmt, ...)
{
	const struct line *other;
	va_list ap;

	va_start(ap, fmt);
	l->about = arena_vprintf(r->mem, fmt, ap);
	va_end(ap);
	l->about_at = at;
	other = said_by(r, l);
	if (other == NULL) {
		return true;
	}
	return line_refuse(r, l, 0, S("something that no other line says"),
	    S(""), "Line %d has a rule for this already. Leave one of the two "
	    "out.", other->no);
}

/* "at cell or cell": a tier stands in a list once. */
static bool
names_tiers_once(struct reader *r, struct line *l, enum field field)
{
	for (size_t n = 1; n < line_count(l, field); n++) {
		str word = line_value(l, field, n);
		size_t at = line_find(l, field, n);

		for (size_t k = 0; k < n; k++) {
			if (str_eq(line_value(l, field, k), word)) {
				return line_refuse(r, l, at,
				    S("another tier"), line_with(r->mem, l,
				    at - 1, at + 1, S("")), "\"" STR_FMT
				    "\" is named twice.", STR_ARG(word));
			}
		}
	}
	return true;
}

bool
line_understand(struct reader *r, struct line *l, struct rule *rule)
{
	enum form form = l->reading.form;

	rule->area = forms[form].area;
	/* A circular without days to pass it on cannot be late. */
	rule->checked = forms[form].checked && (form != FORM_CIRCULAR ||
	    line_has(l, FIELD_CONVEYED));
	if (!names_tiers_once(r, l, FIELD_UNDER) ||
	    !names_tiers_once(r, l, FIELD_AT) ||
	    !names_tiers_once(r, l, FIELD_CONFERRED) ||
	    !forms[form].understand(r, l)) {
		assert(l->refusal.refused);
		return false;
	}
	if (!r->trying) {
		rule->key = key_of(r, l);
	}
	return true;
}
