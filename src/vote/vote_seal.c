/*
 * vote_seal.c - the envelopes of a secret vote (VOTE-10, VOTE-12): a ballot of
 * one length whatever it says, with a tag of its own and the mark of the vote,
 * in one sealed box inside the other.
 */
#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "vote/box.h"
#include "vote/vote_own.h"

#include "vote/vote.sql.h"

#define VOTE_TAG_BYTES	16	/* what makes each ballot its own */
#define VOTE_MARK_BYTES	16	/* what says that it was sealed here */

/* ---- what is in the innermost envelope --------------------------------- */

/* As many bytes as the longest ballot: every choice once, in any order. */
static size_t
text_len(size_t choices_len)
{
	size_t len = 0;

	for (size_t i = 1; i <= choices_len; i++) {
		len += i < 10 ? 2 : i < 100 ? 3 : 4;
	}
	return len;
}

/* How many bytes a ballot takes, whatever is in it: of a vote with so many
 * choices. */
static size_t
vote_plain_len(size_t choices_len)
{
	return text_len(choices_len) + VOTE_TAG_BYTES + VOTE_MARK_BYTES;
}

static void
mark_plain(const unsigned char key[VOTE_KEY_BYTES], str vote,
    const unsigned char *plain, size_t len, unsigned char *mark)
{
	crypto_generichash_state state;

	crypto_generichash_init(&state, key, VOTE_KEY_BYTES, VOTE_MARK_BYTES);
	crypto_generichash_update(&state, (const unsigned char *)vote.at,
	    vote.len);
	crypto_generichash_update(&state, plain, len);
	crypto_generichash_final(&state, mark, VOTE_MARK_BYTES);
	sodium_memzero(&state, sizeof(state));
}

/* ---- sealing ----------------------------------------------------------- */

struct seal_keys {
	unsigned char	 mark[VOTE_KEY_BYTES];
	unsigned char	 layer[TRUSTEES][VOTE_KEY_BYTES];
	size_t		 layers;
};

static bool
read_hex(str hex, unsigned char out[VOTE_KEY_BYTES])
{
	size_t len = 0;

	return sodium_hex2bin(out, VOTE_KEY_BYTES, hex.at, hex.len, NULL, &len,
	    NULL) == 0 && len == VOTE_KEY_BYTES;
}

static bool
read_mark(struct ctx *cx, int64_t id, unsigned char out[VOTE_KEY_BYTES])
{
	struct query q = db_query(cx->db, &sql_mark_one);
	bool found;

	q_set_int(&q, ":vote_id", id);
	found = q_row(&q) && read_hex(q_get_str(&q, 0), out);
	q_end(&q);
	return found;
}

static bool
read_keys(struct ctx *cx, int64_t id, struct seal_keys *out)
{
	struct query q = db_query(cx->db, &sql_keys_of);

	q_set_int(&q, ":vote_id", id);
	while (q_row(&q) && out->layers < TRUSTEES) {
		if (read_hex(q_get_str(&q, 1), out->layer[out->layers])) {
			out->layers++;
		}
	}
	q_end(&q);
	return out->layers > 0 && read_mark(cx, id, out->mark);
}

static str
base64(struct arena *mem, const unsigned char *bytes, size_t len)
{
	size_t size = sodium_base64_ENCODED_LEN(len,
	    sodium_base64_VARIANT_ORIGINAL);
	char *text = arena_alloc(mem, size, 1);

	sodium_bin2base64(text, size, bytes, len,
	    sodium_base64_VARIANT_ORIGINAL);
	return str_z(text);
}

/* The last layer first: the first trustee opens the outermost. */
static str
wrap(struct arena *mem, const struct seal_keys *keys, unsigned char *plain,
    size_t len)
{
	size_t size = len + TRUSTEES * crypto_box_SEALBYTES;
	unsigned char *a = arena_alloc(mem, size, 1);
	unsigned char *b = arena_alloc(mem, size, 1);
	str text;

	memcpy(a, plain, len);
	for (size_t i = keys->layers; i-- > 0;) {
		unsigned char *sealed = b;
		int rc = crypto_box_seal(sealed, a, len, keys->layer[i]);

		assert(rc == 0);
		(void)rc;
		sodium_memzero(a, size);
		len += crypto_box_SEALBYTES;
		b = a;
		a = sealed;
	}
	text = base64(mem, a, len);
	return text;
}

enum vote_err
vote_seal(struct ctx *cx, const struct vote *v, str ballot, str *out_envelope)
{
	size_t choices = v->kind == VOTE_QUESTION ? COUNT_ANSWERS :
	    (size_t)vote_figure(cx, &sql_vote_choices_number, v->id);
	size_t room = text_len(choices), len = vote_plain_len(choices);
	struct seal_keys keys = { .layers = 0 };
	unsigned char *plain = arena_alloc(cx->mem, len, 1);

	if (!read_keys(cx, v->id, &keys)) {
		return VOTE_NOT_OPEN;
	}
	assert(ballot.len <= room);
	memset(plain, ' ', room);
	memcpy(plain, ballot.at, ballot.len);
	random_bytes(plain + room, VOTE_TAG_BYTES);
	mark_plain(keys.mark, v->public_id, plain, room + VOTE_TAG_BYTES,
	    plain + room + VOTE_TAG_BYTES);
	*out_envelope = wrap(cx->mem, &keys, plain, len);
	sodium_memzero(plain, len);
	sodium_memzero(&keys, sizeof(keys));
	return VOTE_OK;
}

str
vote_envelope_number(struct arena *mem, str envelope)
{
	uint64_t bits = 0;
	unsigned char sum[16];
	str id;

	crypto_generichash(sum, sizeof(sum),
	    (const unsigned char *)envelope.at, envelope.len, NULL, 0);
	memcpy(&bits, sum, sizeof(bits));
	id = public_id_of(mem, bits & ((UINT64_C(1) << 60) - 1));
	return arena_printf(mem, "%.4s-%.4s-%.4s", id.at, id.at + 4, id.at + 8);
}

/* ---- the keys of a vote ------------------------------------------------ */

static str
hex_of(struct arena *mem, const unsigned char *bytes, size_t len)
{
	char *text = arena_alloc(mem, 2 * len + 1, 1);

	sodium_bin2hex(text, 2 * len + 1, bytes, len);
	return (str){ text, 2 * len };
}

static void
add_key(struct ctx *cx, int64_t id, int layer, int64_t trustee, str key)
{
	struct query q = db_query(cx->db, &sql_key_insert);

	q_set_int(&q, ":vote_id", id);
	q_set_int(&q, ":layer", layer);
	q_set_id(&q, ":trustee_key_id", trustee);
	q_set_str(&q, ":public_key", key);
	q_run(&q);
}

static enum vote_err
add_trustees(struct ctx *cx, const struct vote *v)
{
	struct trustee_key *keys;
	size_t len, holders = 0;

	trustee_keys(cx, v->conference_id, &keys, &len);
	for (size_t i = 0; i < len; i++) {
		/* Whose post ended opens nothing any more. */
		if (conference_has_post(cx, v->conference_id,
		    keys[i].member_id, POST_TRUSTEE)) {
			keys[holders++] = keys[i];
		}
	}
	if (holders < TRUSTEES) {
		return VOTE_TRUSTEES;
	}
	for (int i = 0; i < TRUSTEES; i++) {
		add_key(cx, v->id, i + 1, keys[i].id, keys[i].public_key);
	}
	return VOTE_OK;
}

enum vote_err
vote_make_keys(struct ctx *cx, const struct vote *v)
{
	unsigned char key[VOTE_KEY_BYTES];
	enum vote_err err = VOTE_OK;
	struct query q;

	if (v->keys == KEYS_OF_SERVER) {
		if (!vote_held_make(v->id, key)) {
			return VOTE_FULL;
		}
		add_key(cx, v->id, 1, 0, hex_of(cx->mem, key, sizeof(key)));
	} else {
		err = add_trustees(cx, v);
	}
	if (err != VOTE_OK) {
		return err;
	}
	random_bytes(key, sizeof(key));
	q = db_query(cx->db, &sql_mark_insert);
	q_set_int(&q, ":vote_id", v->id);
	q_set_str(&q, ":mark", hex_of(cx->mem, key, sizeof(key)));
	q_run(&q);
	sodium_memzero(key, sizeof(key));
	return VOTE_OK;
}

/* ---- opened ------------------------------------------------------------ */

static int
cmp_tags(const void *a, const void *b)
{
	return memcmp(*(const unsigned char *const *)a,
	    *(const unsigned char *const *)b, VOTE_TAG_BYTES);
}

/* Whether each has a tag that no other has. */
static bool
tags_differ(struct arena *mem, const str *plains, size_t len, size_t room)
{
	const unsigned char **tags = NEW(mem, const unsigned char *, len);

	for (size_t i = 0; i < len; i++) {
		tags[i] = (const unsigned char *)plains[i].at + room;
	}
	qsort(tags, len, sizeof(tags[0]), cmp_tags);
	for (size_t i = 1; i < len; i++) {
		if (memcmp(tags[i - 1], tags[i], VOTE_TAG_BYTES) == 0) {
			return false;
		}
	}
	return true;
}

/* The ballot of a plain that bears the mark, in the form it was cast in. */
static bool
read_plain(struct ctx *cx, const struct vote *v,
    const unsigned char key[VOTE_KEY_BYTES], str plain, size_t room,
    str *out_ballot)
{
	unsigned char mark[VOTE_MARK_BYTES];
	const unsigned char *at = (const unsigned char *)plain.at;
	str text;

	mark_plain(key, v->public_id, at, room + VOTE_TAG_BYTES, mark);
	if (sodium_memcmp(mark, at + room + VOTE_TAG_BYTES,
	    sizeof(mark)) != 0) {
		return false;
	}
	text = str_trim(str_part(plain, 0, room));
	return vote_ballot(cx, v, text, out_ballot) == VOTE_OK;
}

enum vote_err
vote_check_plain(struct ctx *cx, const struct vote *v, const str *plains,
    size_t len, str *out_ballots)
{
	size_t choices = v->kind == VOTE_QUESTION ? COUNT_ANSWERS :
	    (size_t)vote_figure(cx, &sql_vote_choices_number, v->id);
	size_t room = text_len(choices);
	unsigned char key[VOTE_KEY_BYTES];

	if (!read_mark(cx, v->id, key)) {
		return VOTE_NO_BOX;
	}
	for (size_t i = 0; i < len; i++) {
		if (plains[i].len != vote_plain_len(choices) ||
		    !read_plain(cx, v, key, plains[i], room,
		    &out_ballots[i])) {
			return VOTE_BOX_MARK;
		}
	}
	return tags_differ(cx->mem, plains, len, room) ? VOTE_OK :
	    VOTE_BOX_MARK;
}
