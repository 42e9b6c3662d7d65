/* stand.c - how the cells of the picture stand, each and added up. */
#include "picture/picture_own.h"
#include "tally/tally.h"

static const uint8_t state_of[UNIT_STATES] = {
	[UNIT_IN_TIME] = PICTURE_ON_TIME, [UNIT_DUE_SOON] = PICTURE_DUE,
	[UNIT_LATE] = PICTURE_LATE, [UNIT_VERY_LATE] = PICTURE_VERY_LATE,
	[UNIT_NO_WORD] = PICTURE_NO_WORD,
};

static void
add(struct picture_sum *to, const struct picture_sum *from)
{
	to->cells += from->cells;
	for (int i = 0; i < PICTURE_STATES; i++) {
		to->of[i] += from->of[i];
	}
}

static struct picture_sum
sum_of(const uint8_t *states, size_t from, size_t until)
{
	struct picture_sum sum = { 0 };

	for (size_t i = from; i < until; i++) {
		sum.of[states[i]]++;
	}
	sum.cells = (int64_t)(until - from) - sum.of[PICTURE_FREE];
	sum.of[PICTURE_FREE] = 0;
	return sum;
}

void
picture_states(struct ctx *cx, const struct picture *p,
    const struct tally_rule *rule, uint8_t **out)
{
	uint8_t *states = NEW(cx->mem, uint8_t, p->cells_len);

	tally_states(cx, rule, p->cells, p->cells_len, states);
	for (size_t i = 0; i < p->cells_len; i++) {
		states[i] = states[i] < UNIT_STATES ? state_of[states[i]] :
		    PICTURE_FREE;
	}
	*out = states;
}

void
picture_stand(struct ctx *cx, const struct picture *p,
    const struct tally_rule *rule, struct picture_stand *out)
{
	size_t region = 0;

	*out = (struct picture_stand){
		.blocks = NEW(cx->mem, struct picture_sum, p->blocks_len),
		.regions = NEW(cx->mem, struct picture_sum, p->regions_len) };
	picture_states(cx, p, rule, &out->states);
	for (size_t i = 0; i < p->blocks_len; i++) {
		const struct picture_block *b = &p->blocks[i];

		/* The blocks of a region stand together, in its order. */
		while (p->regions[region].unit_id != b->region_id &&
		    region + 1 < p->regions_len) {
			region++;
		}
		out->blocks[i] = sum_of(out->states, (size_t)b->first,
		    i + 1 < p->blocks_len ? (size_t)b[1].first :
		    p->cells_len);
		add(&out->regions[region], &out->blocks[i]);
		add(&out->all, &out->blocks[i]);
	}
}
