/* states.c - how many units stand, one by one: for the picture of all cells. */
#include "tally/tally_own.h"

static enum unit_state
with_meetings(const struct tally *t, uint32_t at)
{
	return (t->flags[at] & TALLY_OWES) != 0 ? memory_state(t, at) :
	    UNIT_IN_TIME;
}

/* The worst of the marks of a rule. */
static enum unit_state
with_rule(const struct tally *t, uint32_t at, const bool *slots)
{
	enum unit_state worst = UNIT_IN_TIME;

	for (uint32_t i = 0; i < t->mark_len[at]; i++) {
		uint32_t mark = t->mark_at[at] + i;
		int32_t due = t->marks.due[mark];

		if (slots[t->marks.slot[mark]] && due < t->today.day) {
			enum unit_state state = due < t->today.day -
			    UNIT_VERY_LATE_DAYS ? UNIT_VERY_LATE : UNIT_LATE;

			worst = state > worst ? state : worst;
		}
	}
	return worst;
}

void
tally_states(struct ctx *cx, const struct tally_rule *rule,
    const int64_t *unit_ids, size_t len, uint8_t *out)
{
	const bool *slots = rule == NULL ? NULL : lists_slots(cx, rule);
	struct tally *t = tally_enter(cx);

	for (size_t i = 0; i < len; i++) {
		uint32_t at = t == NULL ? NOWHERE : memory_position(t,
		    unit_ids[i]);

		out[i] = (uint8_t)(at == NOWHERE ? UNIT_STATES :
		    slots == NULL ? with_meetings(t, at) :
		    with_rule(t, at, slots));
	}
	if (t != NULL) {
		tally_leave(t);
	}
}

bool
tally_stamp(struct ctx *cx, uint64_t *out)
{
	struct tally *t = tally_enter(cx);

	if (t == NULL) {
		return false;
	}
	*out = t->stamp;
	tally_leave(t);
	return true;
}
