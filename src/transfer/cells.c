/*
 * cells.c - the units of a list of members, by their codes.
 */
#include "transfer/cells.h"

#include <assert.h>
#include <string.h>

#include "db/db.h"
#include "org/org.h"
#include "statutes/statutes.h"
#include "transfer/transfer.sql.h"

#define SLOTS_LEAST	1024

/* ---- tiers that hold members ------------------------------------------- */

static uint32_t
tier_of(struct cells *c, str word)
{
	size_t i = 0;

	while (i < c->tiers.len && !str_eq(c->tiers.at[i], word)) {
		i++;
	}
	if (i == c->tiers.len) {
		*LIST_ADD(c->mem, &c->tiers) = arena_copy(c->mem, word);
		/* By no edition, until one is found that says otherwise. */
		for (size_t e = 0; e < c->editions.len; e++) {
			*LIST_ADD(c->mem, &c->holds) = false;
		}
	}
	return (uint32_t)i;
}

static void
note_tiers(struct cells *c, size_t edition, const struct statutes *st)
{
	for (size_t i = 0; i < st->tiers.len; i++) {
		uint32_t tier = tier_of(c, st->tiers.at[i].word);

		c->holds.at[tier * c->editions.len + edition] =
		    st->tiers.at[i].holds_members;
	}
}

/*
 * People joined long before an organisation had its rules read by a program, so
 * days before the first edition are judged by the first one.
 */
static size_t
edition_on(const struct cells *c, struct date on)
{
	size_t i = c->editions.len - 1;

	while (i > 0 && date_cmp(c->editions.at[i], on) > 0) {
		i--;
	}
	return i;
}

static void
read_editions(struct ctx *cx, struct cells *c)
{
	struct edition *editions;
	size_t len;

	c->editions.len = c->tiers.len = c->holds.len = 0;
	statutes_editions(cx, &editions, &len);
	for (size_t i = 0; i < len; i++) {
		*LIST_ADD(c->mem, &c->editions) = editions[i].from;
	}
	for (size_t i = 0; i < len; i++) {
		const struct statutes *st = statutes_edition(cx,
		    editions[i].id);

		if (st != NULL) {
			note_tiers(c, i, st);
		}
	}
}

/* The memory stays the arena's; what was read is read again when needed. */
void
cells_forget(struct ctx *cx, struct cells *c)
{
	c->list.len = 0;
	c->codes.len = 0;
	c->all = false;
	if (c->slots > 0) {
		memset(c->slot, 0, c->slots * sizeof(*c->slot));
	}
	read_editions(cx, c);
}

enum member_err
cells_check(const struct cells *c, const struct cell *cell, struct date from,
    struct date today)
{
	struct date on = date_known(from) ? from : today;

	if (date_cmp(cell->founded, on) > 0 || (date_known(cell->dissolved) &&
	    date_cmp(cell->dissolved, on) <= 0)) {
		return MEMBER_NO_CELL;
	}
	if (c->editions.len == 0 || !c->holds.at[cell->tier *
	    c->editions.len + edition_on(c, on)]) {
		return MEMBER_NOT_A_CELL;
	}
	return MEMBER_OK;
}

/* ---- by code ----------------------------------------------------------- */

static size_t
hash_of(str s)
{
	uint64_t h = str_hash(s);

	return (size_t)(h ^ h >> 32);
}

static str
code_of(const struct cells *c, const struct cell *cell)
{
	return (str){ c->codes.at + cell->code_at, cell->code_len };
}

/* The slot of a code, or the free one where it would be. */
static uint32_t *
slot_of(const struct cells *c, str code)
{
	size_t i = hash_of(code) & (c->slots - 1);

	while (c->slot[i] != 0 && !str_eq(code_of(c,
	    &c->list.at[c->slot[i] - 1]), code)) {
		i = (i + 1) & (c->slots - 1);
	}
	return &c->slot[i];
}

static void
grow(struct cells *c)
{
	c->slots = c->slots > 0 ? c->slots * 2 : SLOTS_LEAST;
	c->slot = NEW(c->mem, uint32_t, c->slots);
	for (size_t i = 0; i < c->list.len; i++) {
		*slot_of(c, code_of(c, &c->list.at[i])) = (uint32_t)i + 1;
	}
}

static void
keep_code(struct cells *c, str code)
{
	while (c->codes.cap < c->codes.len + code.len) {
		list_grow(c->mem, (void **)&c->codes.at, &c->codes.cap,
		    c->codes.len, 1);
	}
	if (code.len > 0) {
		memcpy(c->codes.at + c->codes.len, code.at, code.len);
	}
	c->codes.len += code.len;
}

/* From a row of import_cell or import_cells. */
static struct cell *
add(struct cells *c, struct query *q)
{
	str code = q_get_str(q, 1);
	struct cell *cell;

	if (c->list.len * 2 >= c->slots) {
		grow(c);
	}
	cell = LIST_ADD(c->mem, &c->list);
	*cell = (struct cell){ .id = q_get_int(q, 0),
		.founded = q_get_date(q, 3), .dissolved = q_get_date(q, 4),
		.code_at = (uint32_t)c->codes.len,
		.code_len = (uint32_t)code.len,
		.stays = (uint32_t)q_get_int(q, 5) };
	keep_code(c, code);
	cell->tier = tier_of(c, q_get_str(q, 2));
	*slot_of(c, code) = (uint32_t)c->list.len;
	return cell;
}

void
cells_read_all(struct ctx *cx, struct cells *c)
{
	struct query q;

	cells_forget(cx, c);
	q = db_query(cx->db, &sql_import_cells);
	while (q_row(&q)) {
		(void)add(c, &q);
	}
	q_end(&q);
	c->all = true;
}

struct cell *
cells_find(struct ctx *cx, struct cells *c, str code)
{
	uint32_t at = c->slots > 0 ? *slot_of(c, code) : 0;
	struct cell *cell = NULL;
	struct query q;

	if (at > 0) {
		return &c->list.at[at - 1];
	}
	if (c->all) {
		return NULL;
	}
	q = db_query(cx->db, &sql_import_cell);
	q_set_str(&q, ":code", code);
	if (q_row(&q)) {
		cell = add(c, &q);
	}
	q_end(&q);
	return cell;
}
