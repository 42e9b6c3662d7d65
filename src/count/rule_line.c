/*
 * rule_line.c - the lines of a recount file that say how to count: comments for
 * every other program that reads BLT.
 */
#include "count/file_read.h"

const char *const unranked_words[] = { [COUNT_UNRANKED_NEITHER] = "neither",
	[COUNT_UNRANKED_LAST] = "last" };
const char *const base_words[] = { [OF_MEMBERS] = "members",
	[OF_PRESENT] = "present", [OF_CAST] = "votes cast" };

/* Where a part of the text stands in it. */
static size_t
place(const struct reader *r, str part)
{
	return (size_t)(part.at - r->text.at);
}

static bool
read_method(struct reader *r, str value)
{
	if (!count_method_read(value, &r->out->rule.method)) {
		return reader_fail(r, place(r, value), value, "question, "
		    "plurality, approval, schulze, scottish or meek");
	}
	r->out->ruled = true;
	return true;
}

static bool
read_unranked(struct reader *r, str value)
{
	for (int i = COUNT_UNRANKED_NEITHER; i <= COUNT_UNRANKED_LAST; i++) {
		if (str_eq(value, str_z(unranked_words[i]))) {
			r->out->rule.unranked = (enum count_unranked)i;
			return true;
		}
	}
	return reader_fail(r, place(r, value), value, "neither or last");
}

static bool
read_number(struct reader *r, str value, int64_t min, int64_t max,
    int64_t *out)
{
	int64_t n;

	if (!str_to_int(value, &n) || n < min || n > max) {
		return reader_fail(r, place(r, value), value,
		    arena_copy_z(r->mem, arena_printf(r->mem,
		    "a number from %d to %d", (int)min, (int)max)));
	}
	*out = n;
	return true;
}

/* "[more than] N/D of members|present|votes cast" */
static bool
read_majority(struct reader *r, str value)
{
	struct count_majority *m = &r->out->rule.majority;
	bool more = str_starts(value, S("more than "));
	str rest = more ? str_from(value, 10) : value, word, num, den;
	int64_t n, d;

	if (!str_cut(&rest, ' ', &word) || !str_starts(rest, S("of "))) {
		return reader_fail(r, place(r, value), value,
		    "a majority like \"more than 1/2 of votes cast\"");
	}
	rest = str_from(rest, 3);
	den = word;
	if (!str_cut(&den, '/', &num) || !str_to_int(num, &n) ||
	    !str_to_int(den, &d) || n < 1 || n > d || d > 1000 ||
	    (more && n == d)) {
		return reader_fail(r, place(r, word), word,
		    "a fraction like 1/2, with numbers up to 1000");
	}
	for (int i = OF_MEMBERS; i <= OF_CAST; i++) {
		if (str_eq(rest, str_z(base_words[i]))) {
			*m = (struct count_majority){ { (int32_t)n,
			    (int32_t)d, more }, (enum base_of)i };
			return true;
		}
	}
	return reader_fail(r, place(r, rest), rest,
	    "members, present or votes cast");
}

bool
count_majority_read(struct arena *mem, str text, struct count_majority *out,
    struct count_file_error *error)
{
	struct count_file f;
	struct reader r;

	if (!reader_begin(&r, mem, text, &f, error) ||
	    !read_majority(&r, text)) {
		return false;
	}
	*out = f.rule.majority;
	return true;
}

static bool
read_lot(struct reader *r, str value)
{
	int64_t n;

	if (r->out->lots.len == COUNT_LOTS_MAX) {
		return reader_fail(r, place(r, value), value,
		    "no more than 500 lots");
	}
	if (!read_number(r, value, 1, COUNT_CANDIDATES_MAX, &n)) {
		return false;
	}
	*LIST_ADD(r->mem, &r->out->lots) = (struct count_lot){
	    .drawn = (uint16_t)(n - 1) };
	return true;
}

static bool
read_seed(struct reader *r, str value)
{
	if (value.len > COUNT_SEED_MAX) {
		return reader_fail(r, place(r, value), S(""),
		    "a seed of at most 200 bytes");
	}
	r->out->rule.seed = value;
	return true;
}

static bool
read_casting(struct reader *r, str value)
{
	bool yes = str_eq(value, S("for"));

	if (!yes && !str_eq(value, S("against"))) {
		return reader_fail(r, place(r, value), value,
		    "for or against");
	}
	r->out->rule.casting = true;
	*LIST_ADD(r->mem, &r->out->lots) = (struct count_lot){
	    .drawn = yes ? COUNT_FOR : COUNT_AGAINST };
	return true;
}

static bool
read_choices(struct reader *r, str value)
{
	int64_t n;

	if (!read_number(r, value, 1, COUNT_CANDIDATES_MAX, &n)) {
		return false;
	}
	r->out->rule.choices_max = (int32_t)n;
	return true;
}

static bool
read_eligible(struct reader *r, str value)
{
	return read_number(r, value, 0, COUNT_VOTES_MAX,
	    &r->out->rule.people.eligible);
}

static bool
read_present(struct reader *r, str value)
{
	return read_number(r, value, 0, COUNT_VOTES_MAX,
	    &r->out->rule.people.present);
}

static bool
read_spoilt(struct reader *r, str value)
{
	return read_number(r, value, 0, COUNT_VOTES_MAX,
	    &r->out->ballots.spoilt);
}

bool
rule_line_read(struct reader *r, str line, size_t at)
{
	static const struct {
		str	 key;
		bool	(*read)(struct reader *, str);
	} keys[] = {
		{ S_INIT("method"), read_method },
		{ S_INIT("unranked"), read_unranked },
		{ S_INIT("choices"), read_choices },
		{ S_INIT("majority"), read_majority },
		{ S_INIT("eligible"), read_eligible },
		{ S_INIT("present"), read_present },
		{ S_INIT("spoilt"), read_spoilt },
		{ S_INIT("lot"), read_lot },
		{ S_INIT("seed"), read_seed },
		{ S_INIT("casting"), read_casting },
	};
	str value = str_trim(line), key = S("");

	(void)str_cut(&value, ' ', &key);
	value = str_trim(value);
	for (size_t i = 0; i < COUNT(keys); i++) {
		if (str_eq(key, keys[i].key) && value.len > 0) {
			return keys[i].read(r, value);
		}
		if (str_eq(key, keys[i].key)) {
			return reader_fail(r, at + line.len, S(""),
			    "what the rule says");
		}
	}
	return reader_fail(r, key.len > 0 ? place(r, key) : at, key,
	    "method, unranked, choices, majority, eligible, present, spoilt, "
	    "seed, casting or lot");
}
