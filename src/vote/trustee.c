/* trustee.c - trustees' public keys, the box, and the steps that open it. */
#include <sodium.h>
#include <string.h>

#include "vote/box.h"
#include "vote/vote_own.h"

#include "vote/vote.sql.h"

/* ---- keys -------------------------------------------------------------- */

static str
lower(struct arena *mem, str hex)
{
	char *at = arena_copy_z(mem, hex);

	for (size_t i = 0; i < hex.len; i++) {
		if (at[i] >= 'A' && at[i] <= 'F') {
			at[i] = (char)(at[i] + 'a' - 'A');
		}
	}
	return (str){ at, hex.len };
}

static int64_t
holder_of(struct ctx *cx, int64_t conference_id, str key)
{
	struct query q = db_query(cx->db, &sql_trustee_key_holder);

	q_set_int(&q, ":conference_id", conference_id);
	q_set_str(&q, ":public_key", key);
	return q_number(&q);
}

static bool
is_in_use(struct ctx *cx, int64_t conference_id, int64_t member_id)
{
	struct query q = db_query(cx->db, &sql_trustee_key_in_use);

	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":member_id", member_id);
	return q_number(&q) != 0;
}

static void
take_place(struct ctx *cx, int64_t conference_id, int64_t member_id, str key)
{
	struct query q = db_query(cx->db, &sql_trustee_key_end);

	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":member_id", member_id);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
	q = db_query(cx->db, &sql_trustee_key_insert);
	q_set_int(&q, ":id", db_new_id(cx->db, "trustee_key"));
	q_set_int(&q, ":conference_id", conference_id);
	q_set_int(&q, ":member_id", member_id);
	q_set_str(&q, ":public_key", key);
	q_set_int(&q, ":from_at", cx->now);
	q_run(&q);
}

enum vote_err
trustee_register(struct ctx *cx, int64_t conference_id, int64_t member_id,
    str public_key)
{
	str key = lower(cx->mem, str_trim(public_key));
	struct conference c;
	int64_t holder;

	if (!conference_read(cx, conference_id, &c)) {
		return VOTE_NO_CONFERENCE;
	}
	if (!box_key_ok(key)) {
		return VOTE_TRUSTEE_KEY;
	}
	holder = holder_of(cx, conference_id, key);
	if (holder == member_id) {
		return VOTE_OK;
	}
	if (holder != 0) {
		return VOTE_TRUSTEE_OTHER;
	}
	if (is_in_use(cx, conference_id, member_id)) {
		return VOTE_KEY_USED;
	}
	take_place(cx, conference_id, member_id, key);
	vote_note(cx, "vote.register_key", &(struct vote){
	    .conference_id = conference_id });
	return VOTE_OK;
}

void
trustee_keys(struct ctx *cx, int64_t conference_id, struct trustee_key **out,
    size_t *out_len)
{
	struct LIST(struct trustee_key) list = { 0 };
	struct query q = db_query(cx->db, &sql_trustee_keys_of);

	q_set_int(&q, ":conference_id", conference_id);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct trustee_key){
			.id = q_get_int(&q, 0),
			.member_id = q_get_int(&q, 1),
			.member_name = arena_copy(cx->mem, q_get_str(&q, 2)),
			.public_key = arena_copy(cx->mem, q_get_str(&q, 3)),
			.from_at = q_get_int(&q, 4),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- the box ----------------------------------------------------------- */

static int
read_layers(struct ctx *cx, int64_t id, struct box *out)
{
	struct query q = db_query(cx->db, &sql_keys_of);

	q_set_int(&q, ":vote_id", id);
	while (q_row(&q) && out->layers < BOX_LAYERS_MAX) {
		out->key[out->layers++] = arena_copy(cx->mem,
		    q_get_str(&q, 1));
	}
	q_end(&q);
	return out->layers;
}

static void
read_box(struct ctx *cx, const struct vote *v, int step, struct box *out)
{
	struct LIST(str) list = { 0 };
	struct query q = db_query(cx->db, &sql_envelopes_of);

	*out = (struct box){ .vote = v->public_id, .step = step };
	read_layers(cx, v->id, out);
	q_set_int(&q, ":vote_id", v->id);
	q_set_int(&q, ":step", step);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = arena_copy(cx->mem,
		    q_get_str(&q, 0));
	}
	out->envelopes = list.at;
	out->len = list.len;
}

bool
vote_box(struct ctx *cx, const struct vote *v, int step, str *out)
{
	struct box box;

	if (v->way != VOTE_SECRETLY) {
		return false;
	}
	read_box(cx, v, step, &box);
	if (box.len == 0) {
		return false;
	}
	*out = box_write(cx->mem, &box);
	return true;
}

/* Those that were made, and those that are still to make. */
void
vote_steps(struct ctx *cx, int64_t id, struct vote_step **out, size_t *out_len)
{
	struct LIST(struct vote_step) list = { 0 };
	struct query q = db_query(cx->db, &sql_steps_of);

	q_set_int(&q, ":vote_id", id);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct vote_step){
			.step = (int)q_get_int(&q, 0),
			.member_id = q_get_id(&q, 1),
			.member_name = arena_copy(cx->mem, q_get_str(&q, 2)),
			.at = q_get_int(&q, 3),
			.envelopes = q_get_int(&q, 4),
			.digest = arena_copy(cx->mem, q_get_str(&q, 5)),
		};
	}
	q = db_query(cx->db, &sql_keys_of);
	q_set_int(&q, ":vote_id", id);
	while (q_row(&q)) {
		int layer = (int)q_get_int(&q, 0);

		if (list.len > 0 && (size_t)layer >= list.len) {
			*LIST_ADD(cx->mem, &list) = (struct vote_step){
				.step = layer,
				.member_id = q_get_id(&q, 2),
				.member_name = arena_copy(cx->mem,
				    q_get_str(&q, 3)),
			};
		}
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- a step (VOTE-12) -------------------------------------------------- */

static void
keep_step(struct ctx *cx, const struct vote *v, int64_t member_id,
    const struct box *box, str text)
{
	struct query q = db_query(cx->db, &sql_step_insert);

	q_set_int(&q, ":vote_id", v->id);
	q_set_int(&q, ":step", box->step);
	q_set_id(&q, ":member_id", member_id);
	q_set_int(&q, ":at", cx->now);
	q_set_int(&q, ":envelopes", (int64_t)box->len);
	q_set_str(&q, ":digest", box_digest(cx->mem, text));
	q_run(&q);
	for (size_t i = 0; i < box->len; i++) {
		q = db_query(cx->db, &sql_envelope_insert);
		q_set_int(&q, ":vote_id", v->id);
		q_set_int(&q, ":step", box->step);
		q_set_int(&q, ":position", (int64_t)i + 1);
		q_set_str(&q, ":envelope", box->envelopes[i]);
		q_run(&q);
	}
}

static enum vote_err
keep_plain(struct ctx *cx, const struct vote *v, const struct box *box)
{
	str *plains = NEW(cx->mem, str, box->len);
	str *ballots = NEW(cx->mem, str, box->len);
	enum vote_err err;

	for (size_t i = 0; i < box->len; i++) {
		if (!box_decode(cx->mem, box->envelopes[i], &plains[i])) {
			return VOTE_BOX_DAMAGED;
		}
	}
	err = vote_check_plain(cx, v, plains, box->len, ballots);
	if (err != VOTE_OK) {
		return err;
	}
	for (size_t i = 0; i < box->len; i++) {
		struct query q = db_query(cx->db, &sql_plain_insert);

		q_set_int(&q, ":vote_id", v->id);
		q_set_str(&q, ":choices", ballots[i]);
		q_run(&q);
	}
	return VOTE_OK;
}

/* How long an envelope of this box is with one layer less. */
static size_t
next_len(size_t len)
{
	size_t bytes = len / 4 * 3;

	return bytes < crypto_box_SEALBYTES ? 0 :
	    (bytes - crypto_box_SEALBYTES);
}

static enum vote_err
check_box(struct ctx *cx, const struct vote *v, const struct vote_step *todo,
    const struct box *got)
{
	struct box before;
	size_t len;

	read_box(cx, v, todo->step - 1, &before);
	if (!str_eq(got->vote, v->public_id) || got->step != todo->step ||
	    got->layers != before.layers) {
		return VOTE_BOX_OTHER;
	}
	if (got->len != before.len) {
		return VOTE_BOX_NUMBER;
	}
	/* Padding of base 64 makes up to two bytes of a difference. */
	len = got->envelopes[0].len / 4 * 3;
	return len <= next_len(before.envelopes[0].len) + 3 &&
	    len + 3 >= next_len(before.envelopes[0].len) ? VOTE_OK :
	    VOTE_BOX_OTHER;
}

static enum vote_err
take_box(struct ctx *cx, const struct vote *v, const struct vote_step *todo,
    const struct box *box, str text)
{
	enum vote_err err = check_box(cx, v, todo, box);

	if (err == VOTE_OK && box->step == box->layers) {
		err = keep_plain(cx, v, box);
	}
	if (err != VOTE_OK) {
		return err;
	}
	keep_step(cx, v, todo->member_id, box, text);
	if (box->step == box->layers) {
		vote_finish(cx, v);
	}
	vote_note(cx, "vote.open_layer", v);
	return VOTE_OK;
}

/* The first that was not made yet, or NULL. */
static const struct vote_step *
next_step(const struct vote_step *steps, size_t len)
{
	for (size_t i = 1; i < len; i++) {
		if (steps[i].at == 0) {
			return &steps[i];
		}
	}
	return NULL;
}

enum vote_err
vote_take_step(struct ctx *cx, int64_t id, int64_t member_id, str text)
{
	struct vote v;
	struct vote_step *steps;
	const struct vote_step *todo;
	struct box box;
	size_t len;
	str problem;

	if (!vote_read(cx, id, &v)) {
		return VOTE_NONE;
	}
	vote_steps(cx, id, &steps, &len);
	todo = next_step(steps, len);
	if (v.state != VOTE_CLOSED || todo == NULL || !vote_is_sealed(cx, &v)) {
		return VOTE_NO_BOX;
	}
	if (todo->member_id != member_id) {
		return VOTE_NOT_YOUR_STEP;
	}
	if (!box_read(cx->mem, text, &box, &problem)) {
		return VOTE_BOX_DAMAGED;
	}
	if (box.len == 0) {
		return VOTE_BOX_NUMBER;
	}
	return take_box(cx, &v, todo, &box, text);
}

enum vote_err
vote_open_held(struct ctx *cx, const struct vote *v)
{
	struct box box, next;
	struct box_key key;
	size_t len = 0;
	str problem;
	bool opened;

	read_box(cx, v, 0, &box);
	if (box.len == 0) {
		vote_finish(cx, v);
		return VOTE_OK;
	}
	if (!vote_held_get(v->id, key.secret_key) || sodium_hex2bin(
	    key.public_key, sizeof(key.public_key), box.key[0].at,
	    box.key[0].len, NULL, &len, NULL) != 0) {
		return VOTE_KEY_LOST;
	}
	opened = box_open(cx->mem, &box, &key, &next, &problem);
	box_key_wipe(&key);
	if (!opened) {
		return VOTE_KEY_LOST;
	}
	return take_box(cx, v, &(struct vote_step){ .step = 1 }, &next,
	    box_write(cx->mem, &next));
}
