/*
 * search.c - who is meant by a few letters, among the members that somebody
 * keeps the list of.
 *
 * Memory proposes, the data decide: each member it found is read, and the right
 * over the unit he or she belongs to now is looked at, before anything is said.
 */
#include "search/search.h"

#include <string.h>

#include "account/may.h"
#include "db/db.h"
#include "names/names.h"
#include "org/org.h"
#include "search/search.sql.h"

#define NUMBERS_MAX	1000	/* rows looked at for the start of a number */

/* What one search works with. */
struct search {
	struct may_reach	*reach;
	size_t			 reach_len;
	str			 word[NAMES_WORDS_MAX];
	size_t			 words;
	str			 number;	/* as it was typed, or "" */
	size_t			 max;
	struct search_members	*out;
};

/* ---- what was typed ---------------------------------------------------- */

static bool
has_digit(str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] >= '0' && text.at[i] <= '9') {
			return true;
		}
	}
	return false;
}

/* Digits of any script become those that numbers are written with. */
static void
read_text(struct ctx *cx, str text, struct search *s)
{
	str typed = str_trim(utf8_cut(text, SEARCH_TEXT_MAX));
	str rest = text_fold(cx->mem, typed), word;

	if (has_digit(rest)) {
		s->number = has_digit(typed) ? typed : rest;
	}
	while (s->words < NAMES_WORDS_MAX && str_cut(&rest, ' ', &word)) {
		if (word.len > 0) {
			s->word[s->words++] = word;
		}
	}
}

/* ---- what is shown ----------------------------------------------------- */

static bool
reaches(struct ctx *cx, const struct search *s, int64_t cell_id)
{
	for (size_t i = 0; i < s->reach_len; i++) {
		const struct may_reach *r = &s->reach[i];

		if (cell_id == r->unit_id || (r->below &&
		    org_is_under(cx, cell_id, r->unit_id))) {
			return true;
		}
	}
	return false;
}

static bool
is_listed(const struct search_members *out, int64_t id)
{
	for (size_t i = 0; i < out->len; i++) {
		if (out->list[i].id == id) {
			return true;
		}
	}
	return false;
}

/* SEAR-3, SEAR-4. The member comes if that still holds: the number begins so,
 * or else the name has the words. */
static void
add_member(struct ctx *cx, struct search *s, int64_t id, bool by_number)
{
	struct search_members *out = s->out;
	struct query q = db_query(cx->db, &sql_search_member);
	struct search_member m = { 0 };
	bool fits = false;

	q_set_int(&q, ":id", id);
	q_set_date(&q, ":on", cx->today);
	if (q_row(&q)) {
		fits = by_number ? str_starts(q_get_str(&q, 2), s->number) :
		    names_fit(q_get_str(&q, 5), s->word, s->words);
		m = (struct search_member){
			.id = q_get_int(&q, 0),
			.public_id = arena_copy(cx->mem, q_get_str(&q, 1)),
			.number = arena_copy(cx->mem, q_get_str(&q, 2)),
			.name = arena_copy(cx->mem, q_get_str(&q, 3)),
			.native_name = arena_copy(cx->mem, q_get_str(&q, 4)),
			.cell_id = q_get_int(&q, 6),
			.cell = arena_copy(cx->mem, q_get_str(&q, 7)),
			.above = arena_copy(cx->mem, q_get_str(&q, 8)),
		};
	}
	q_end(&q);
	if (!fits || is_listed(out, id) || !reaches(cx, s, m.cell_id)) {
		return;
	}
	if (out->len == s->max) {
		out->more = true;			/* SEAR-6 */
	} else {
		out->list[out->len++] = m;
	}
}

/* ---- by number --------------------------------------------------------- */

/* Each member whose number the query finds. */
static void
add_numbers(struct ctx *cx, struct search *s, struct query q)
{
	/* After every text that begins so: the last character there is. */
	str end = arena_printf(cx->mem, STR_FMT "\xf4\x8f\xbf\xbf",
	    STR_ARG(s->number));
	struct LIST(int64_t) ids = { 0 };

	q_set_str(&q, ":first", s->number);
	q_set_str(&q, ":end", end);
	q_set_int(&q, ":max", NUMBERS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &ids) = q_get_int(&q, 0);
	}
	for (size_t i = 0; i < ids.len && !s->out->more; i++) {
		add_member(cx, s, ids.at[i], true);
	}
}

/*
 * SEAR-2. Of a text as it was typed. In single units all numbers are looked at;
 * for units with others below them the first of all there are, in which others
 * are gone over without a word: that the rows ran out is not told.
 */
static void
find_numbers(struct ctx *cx, struct search *s)
{
	bool below = false;

	for (size_t i = 0; i < s->reach_len && !s->out->more; i++) {
		struct query q;

		below = below || s->reach[i].below;
		if (!s->reach[i].below) {
			q = db_query(cx->db, &sql_search_numbers_of);
			q_set_int(&q, ":unit_id", s->reach[i].unit_id);
			q_set_date(&q, ":on", cx->today);
			add_numbers(cx, s, q);
		}
	}
	if (below && !s->out->more) {
		add_numbers(cx, s, db_query(cx->db, &sql_search_numbers));
	}
}

/* ---- by name ----------------------------------------------------------- */

static void
find_in_memory(struct ctx *cx, struct search *s, struct names *names)
{
	struct names_under *under = NEW(cx->mem, struct names_under,
	    s->reach_len);
	struct names_hit *hit = NEW(cx->mem, struct names_hit,
	    NAMES_FOUND_MAX);
	/* One more than fits, and those that came by number once again. */
	size_t max = 2 * s->max + 1, len;

	for (size_t i = 0; i < s->reach_len; i++) {
		under[i] = (struct names_under){ s->reach[i].unit_id,
		    s->reach[i].below };
	}
	max = max < NAMES_FOUND_MAX ? max : NAMES_FOUND_MAX;
	len = names_find(names, under, s->reach_len, s->word, s->words, hit,
	    max);
	for (size_t i = 0; i < len && !s->out->more; i++) {
		add_member(cx, s, hit[i].member_id, false);
	}
}

static bool
is_small(struct ctx *cx, const struct may_reach *r)
{
	struct query q;

	if (!r->below) {
		return true;
	}
	q = db_query(cx->db, &sql_search_cells);
	q_set_int(&q, ":unit_id", r->unit_id);
	q_set_int(&q, ":max", SEARCH_CELLS_MAX + 1);
	return q_number(&q) <= SEARCH_CELLS_MAX;
}

static void
find_in_data(struct ctx *cx, struct search *s, const struct may_reach *r)
{
	struct LIST(int64_t) ids = { 0 };
	struct query q;

	if (!is_small(cx, r)) {
		s->out->reading = true;
		return;
	}
	q = db_query(cx->db, r->below ? &sql_search_names_under :
	    &sql_search_names_of);
	q_set_int(&q, ":unit_id", r->unit_id);
	q_set_date(&q, ":on", cx->today);
	while (q_row(&q)) {
		if (ids.len <= 2 * s->max && names_fit(q_get_str(&q, 1),
		    s->word, s->words)) {
			*LIST_ADD(cx->mem, &ids) = q_get_int(&q, 0);
		}
	}
	for (size_t i = 0; i < ids.len && !s->out->more; i++) {
		add_member(cx, s, ids.at[i], false);
	}
}

void
search_members(struct ctx *cx, str text, size_t max,
    struct search_members *out)
{
	struct names *names = names_kept(cx->names);
	struct search s = { .out = out,
		.max = max < SEARCH_MAX ? max : SEARCH_MAX };

	*out = (struct search_members){ 0 };
	may_reaches(cx, ACT_KEEP_MEMBERS, &s.reach, &s.reach_len);
	out->may = s.reach_len > 0;
	read_text(cx, text, &s);
	if (!out->may || s.words == 0) {
		return;
	}
	out->list = NEW(cx->mem, struct search_member, s.max);
	if (s.number.len > 0) {
		find_numbers(cx, &s);
	}
	if (names != NULL && !out->more) {
		find_in_memory(cx, &s, names);
	}
	for (size_t i = 0; i < s.reach_len && names == NULL && !out->more;
	    i++) {
		find_in_data(cx, &s, &s.reach[i]);
	}
}
