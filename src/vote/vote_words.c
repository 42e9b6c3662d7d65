/* vote_words.c - the result of a vote as a sentence. */
#include "vote/vote_own.h"

/* What a share of the right number of people is: how many votes were needed. */
static int64_t
needed_of(const struct vote *v, const struct vote_choice *choices)
{
	int64_t whole = v->entitled;

	if (v->majority.share.num == 0) {
		return 0;
	}
	if (v->majority.of == OF_CAST) {
		whole = choices[COUNT_FOR].votes +
		    choices[COUNT_AGAINST].votes;
	} else if (v->majority.of == OF_PRESENT) {
		whole = v->present;
	}
	return count_needed(v->majority.share, whole);
}

static str
question_text(struct ctx *cx, const struct vote *v,
    const struct vote_choice *choices)
{
	const char *how = v->outcome == OUTCOME_CARRIED ? "Carried" :
	    v->outcome == OUTCOME_LOST ? "Not carried" :
	    v->outcome == OUTCOME_TIE ? "A tie" : "Without a quorum";

	return arena_printf(cx->mem, "%s: %lld for, %lld against, %lld"
	    " abstained; %lld needed.", how,
	    (long long)choices[COUNT_FOR].votes,
	    (long long)choices[COUNT_AGAINST].votes,
	    (long long)choices[COUNT_ABSTAIN].votes,
	    (long long)needed_of(v, choices));
}

static str
names_text(struct ctx *cx, const struct vote_choice *choices, size_t len)
{
	str text = S("");
	bool first = true;

	for (size_t i = 0; i < len; i++) {
		if (!choices[i].elected) {
			continue;
		}
		text = arena_printf(cx->mem, STR_FMT "%s" STR_FMT,
		    STR_ARG(text), first ? "" : ", ",
		    STR_ARG(choices[i].text));
		first = false;
	}
	return text;
}

str
vote_result_text(struct ctx *cx, const struct vote *v)
{
	struct vote_choice *choices;
	size_t len;
	str names;

	if (v->state != VOTE_COUNTED && v->state != VOTE_TIED) {
		return S("");
	}
	vote_choices(cx, v->id, &choices, &len);
	if (v->kind == VOTE_QUESTION) {
		return question_text(cx, v, choices);
	}
	names = names_text(cx, choices, len);
	if (v->outcome == OUTCOME_NO_QUORUM) {
		return S("Without a quorum nobody is elected.");
	}
	if (names.len == 0) {
		return v->outcome == OUTCOME_TIE ?
		    S("A tie: nobody is chosen yet.") :
		    S("Nobody has as many votes as are needed.");
	}
	return arena_printf(cx->mem, "Chosen: " STR_FMT "%s", STR_ARG(names),
	    v->open_seats > 0 ? "; seats stay open." : ".");
}
