/* hall.c - the parts of the hall, and who sits where (DELE-7). */
#include "delegate/delegate.h"

#include "db/db.h"
#include "delegate/delegate_own.h"

#include "delegate/delegate.sql.h"

void
delegate_blocks(struct ctx *cx, int64_t conference_id, struct hall_block **out,
    size_t *out_len)
{
	struct LIST(struct hall_block) list = { 0 };
	struct query q = db_query(cx->db, &sql_hall_blocks);

	q_set_int(&q, ":id", conference_id);
	q_set_int(&q, ":max", BLOCKS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct hall_block){
			.id = q_get_int(&q, 0),
			.name = arena_copy(cx->mem, q_get_str(&q, 1)),
			.position = (int)q_get_int(&q, 2),
			.seats = (int)q_get_int(&q, 3),
			.taken = (int)q_get_int(&q, 4),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

enum delegate_err
delegate_add_block(struct ctx *cx, int64_t conference_id, str name, int seats,
    int64_t *out_id)
{
	struct hall_block *blocks;
	struct conference c;
	enum delegate_err err = delegate_open(cx, conference_id, &c);
	struct query q;
	size_t len;

	if (err != DELEGATE_OK) {
		return err;
	}
	delegate_blocks(cx, conference_id, &blocks, &len);
	for (size_t i = 0; i < len; i++) {
		if (str_eq(blocks[i].name, name)) {
			return DELEGATE_BLOCK_NAME;
		}
	}
	if (name.len == 0 || name.len > CONFERENCE_LINE_MAX) {
		return DELEGATE_BLOCK_NAME;
	}
	if (seats < 1 || seats > BLOCK_SEATS_MAX) {
		return DELEGATE_BLOCK_SEATS;
	}
	if (len == BLOCKS_MAX) {
		return DELEGATE_TOO_MANY;
	}
	*out_id = db_new_id(cx->db, "hall_block");
	q = db_query(cx->db, &sql_hall_block_add);
	q_set_int(&q, ":id", *out_id);
	q_set_int(&q, ":conference_id", conference_id);
	q_set_str(&q, ":name", name);
	q_set_int(&q, ":position", len == 0 ? 1 :
	    blocks[len - 1].position + 1);
	q_set_int(&q, ":seats", seats);
	q_run(&q);
	delegate_note(cx, "delegate.hall", &c, 0, 0);
	return DELEGATE_OK;
}

static bool
find_block(struct ctx *cx, int64_t conference_id, int64_t block_id,
    struct hall_block *out)
{
	struct hall_block *blocks;
	size_t len;

	delegate_blocks(cx, conference_id, &blocks, &len);
	for (size_t i = 0; i < len; i++) {
		if (blocks[i].id == block_id) {
			*out = blocks[i];
			return true;
		}
	}
	return false;
}

enum delegate_err
delegate_drop_block(struct ctx *cx, int64_t conference_id, int64_t block_id)
{
	struct hall_block b;
	struct conference c;
	enum delegate_err err = delegate_open(cx, conference_id, &c);
	struct query q;

	if (err != DELEGATE_OK) {
		return err;
	}
	if (!find_block(cx, conference_id, block_id, &b)) {
		return DELEGATE_NO_BLOCK;
	}
	if (b.taken > 0) {
		return DELEGATE_BLOCK_USED;
	}
	q = db_query(cx->db, &sql_hall_block_leave);
	q_set_int(&q, ":id", block_id);
	q_set_int(&q, ":conference_id", conference_id);
	q_run(&q);
	q = db_query(cx->db, &sql_hall_block_drop);
	q_set_int(&q, ":id", block_id);
	q_run(&q);
	delegate_note(cx, "delegate.hall", &c, 0, 0);
	return DELEGATE_OK;
}

/* ---- all at once ------------------------------------------------------- */

struct seated {
	int64_t	 id, unit_id;
};
struct seating {
	const struct hall_block	*blocks;
	size_t			 blocks_len, block;
	int			 seat;		/* given out in the block */
	int64_t			 left;		/* seats, this block's too */
};

static void
write_seat(struct ctx *cx, int64_t id, int64_t block_id, int seat)
{
	struct query q = db_query(cx->db, &sql_hall_seat);

	q_set_int(&q, ":id", id);
	q_set_id(&q, ":block_id", block_id);
	q_set_id(&q, ":seat", seat);
	q_run(&q);
}

/* A delegation that does not fit into what is left of a part begins the next
 * one, if it fits there and seats are not short for all who come after. */
static void
keep_together(struct seating *s, int64_t people, int64_t after)
{
	const struct hall_block *b = &s->blocks[s->block];
	int64_t rest = b->seats - s->seat;

	if (people > rest && s->seat > 0 && s->block + 1 < s->blocks_len &&
	    people <= b[1].seats && s->left - rest >= people + after) {
		s->block++;
		s->seat = 0;
		s->left -= rest;
	}
}

static void
seat_group(struct ctx *cx, struct seating *s, const struct seated *who,
    size_t len, int64_t after)
{
	while (s->seat == s->blocks[s->block].seats) {
		s->block++;
		s->seat = 0;
	}
	keep_together(s, (int64_t)len, after);
	for (size_t i = 0; i < len; i++) {
		if (s->seat == s->blocks[s->block].seats) {
			s->block++;
			s->seat = 0;
		}
		write_seat(cx, who[i].id, s->blocks[s->block].id, ++s->seat);
		s->left--;
	}
}

static void
read_order(struct ctx *cx, int64_t conference_id, struct seated **out,
    size_t *out_len)
{
	struct LIST(struct seated) list = { 0 };
	struct query q = db_query(cx->db, &sql_hall_order);

	q_set_int(&q, ":id", conference_id);
	q_set_int(&q, ":max", PARTICIPANTS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct seated){ q_get_int(&q, 0),
			q_get_int(&q, 1) };
	}
	*out = list.at;
	*out_len = list.len;
}

enum delegate_err
delegate_seat_all(struct ctx *cx, int64_t conference_id, int64_t *out_seated)
{
	struct hall_block *blocks;
	struct seating s = { 0 };
	struct seated *who;
	struct conference c;
	enum delegate_err err = delegate_open(cx, conference_id, &c);
	struct query q;
	size_t len, n;

	if (err != DELEGATE_OK) {
		return err;
	}
	delegate_blocks(cx, conference_id, &blocks, &s.blocks_len);
	s.blocks = blocks;
	for (size_t i = 0; i < s.blocks_len; i++) {
		s.left += blocks[i].seats;
	}
	read_order(cx, conference_id, &who, &len);
	if ((int64_t)len > s.left) {
		return DELEGATE_HALL_FULL;
	}
	q = db_query(cx->db, &sql_hall_clear);
	q_set_int(&q, ":id", conference_id);
	q_run(&q);
	for (size_t i = 0; i < len; i += n) {
		for (n = 1; i + n < len && who[i].unit_id != 0 &&
		    who[i + n].unit_id == who[i].unit_id; n++) {
		}
		seat_group(cx, &s, who + i, n, (int64_t)(len - i - n));
	}
	delegate_note(cx, "delegate.seats", &c, 0, 0);
	*out_seated = (int64_t)len;
	return DELEGATE_OK;
}

/* ---- one by hand ------------------------------------------------------- */

static int64_t
sits_there(struct ctx *cx, int64_t block_id, int seat)
{
	struct query q = db_query(cx->db, &sql_hall_seat_of);

	q_set_int(&q, ":block_id", block_id);
	q_set_int(&q, ":seat", seat);
	return q_number(&q);
}

enum delegate_err
delegate_seat(struct ctx *cx, int64_t participant_id, int64_t block_id,
    int seat)
{
	struct participant p;
	struct conference c;
	struct hall_block b;
	enum delegate_err err = delegate_participant(cx, participant_id, &p,
	    &c);
	int64_t other;

	if (err != DELEGATE_OK) {
		return err;
	}
	if (block_id != 0 && !find_block(cx, c.id, block_id, &b)) {
		return DELEGATE_NO_BLOCK;
	}
	if (block_id != 0 && (seat < 1 || seat > b.seats)) {
		return DELEGATE_NO_SEAT;
	}
	other = block_id != 0 ? sits_there(cx, block_id, seat) : 0;
	if (other != 0 && other != p.id) {
		return DELEGATE_SEAT_TAKEN;
	}
	write_seat(cx, p.id, block_id, block_id != 0 ? seat : 0);
	delegate_note(cx, "delegate.seat", &c, 0, p.member_id);
	return DELEGATE_OK;
}
