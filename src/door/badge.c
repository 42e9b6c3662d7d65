/* badge.c - what stands on a badge, and whether it is ours (DOOR-1, DOOR-2). */
#include "door/door.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "db/change.h"
#include "door/door_own.h"

#include "door/door.sql.h"
#include "job/job.h"

#define ALPHABET	"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#define NUMBER_DIGITS	5		/* PARTICIPANTS_MAX */

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	DOOR_ERRORS(X)
#undef X
};

int
door_err_status(enum door_err err)
{
	assert(err < DOOR_ERR_COUNT);
	return errors[err].status;
}

const char *
door_err_text(enum door_err err)
{
	assert(err < DOOR_ERR_COUNT);
	return errors[err].text;
}

/* ---- shared ------------------------------------------------------------ */

enum door_err
door_open(struct ctx *cx, int64_t conference_id, struct conference *out)
{
	struct conference c;

	if (!conference_read(cx, conference_id, &c)) {
		return DOOR_NONE;
	}
	if (c.state == CONFERENCE_OVER) {
		return DOOR_OVER;
	}
	*out = c;
	return DOOR_OK;
}

/* ---- base 32 ----------------------------------------------------------- */

void
badge_base32(const unsigned char *bytes, size_t len, char *out)
{
	size_t signs = (len * 8 + 4) / 5;

	for (size_t i = 0; i < signs; i++) {
		unsigned v = 0;

		for (size_t bit = i * 5; bit < i * 5 + 5; bit++) {
			v = v << 1 | (bit < len * 8 ?
			    bytes[bit / 8] >> (7 - bit % 8) & 1u : 0u);
		}
		out[i] = ALPHABET[v];
	}
}

static int
sign_value(char c)
{
	const char *at;

	c = (char)(c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c);
	at = c == '\0' ? NULL : strchr(ALPHABET, c);
	return at == NULL ? -1 : (int)(at - ALPHABET);
}

bool
badge_unbase32(str text, unsigned char *out, size_t len)
{
	if (text.len != (len * 8 + 4) / 5) {
		return false;
	}
	memset(out, 0, len);
	for (size_t i = 0; i < text.len; i++) {
		int v = sign_value(text.at[i]);

		if (v < 0) {
			return false;
		}
		for (size_t k = 0; k < 5; k++) {
			size_t bit = i * 5 + k;
			unsigned one = (unsigned)v >> (4 - k) & 1u;

			if (bit >= len * 8 && one != 0) {
				return false;
			}
			if (bit < len * 8) {
				out[bit / 8] |= (unsigned char)(one <<
				    (7 - bit % 8));
			}
		}
	}
	return true;
}

/* ---- reading ----------------------------------------------------------- */

static bool
all_signs(str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (sign_value(text.at[i]) < 0) {
			return false;
		}
	}
	return true;
}

bool
badge_parse(str text, struct badge *out)
{
	str rest = str_trim(text), part[5];
	int64_t number;

	if (rest.len > BADGE_TEXT_MAX) {
		return false;
	}
	for (size_t i = 0; i < COUNT(part); i++) {
		if (!str_cut(&rest, '.', &part[i])) {
			return false;
		}
	}
	if (rest.len != 0 || part[0].len != 3 ||
	    (part[0].at[0] | 0x20) != 'c' || (part[0].at[1] | 0x20) != 'w' ||
	    part[0].at[2] != '1' || part[1].len != PUBLIC_ID_LEN ||
	    !all_signs(part[1]) || part[2].len > NUMBER_DIGITS ||
	    !str_to_int(part[2], &number) || number < 1 ||
	    number > PARTICIPANTS_MAX || part[3].len != BADGE_RANDOM_LEN ||
	    !all_signs(part[3]) || part[4].len != BADGE_SIGNATURE_LEN ||
	    !all_signs(part[4])) {
		return false;
	}
	*out = (struct badge){ part[1], (int)number, part[3], part[4] };
	return true;
}

/* ---- the secret -------------------------------------------------------- */

void
badge_secret_read(struct ctx *cx, const struct conference *c,
    struct badge_secret *out)
{
	struct query q = db_query(cx->db, &sql_badge_key_one);
	size_t len = 0;
	str seed;

	*out = (struct badge_secret){ .conference = c->public_id };
	q_set_int(&q, ":id", c->id);
	if (q_row(&q)) {
		out->public_key = arena_copy(cx->mem, q_get_str(&q, 0));
		seed = q_get_str(&q, 1);
		out->there = sodium_hex2bin(out->seed, sizeof(out->seed),
		    seed.at, seed.len, NULL, &len, NULL) == 0 &&
		    len == sizeof(out->seed);
	}
	q_end(&q);
}

enum door_err
badge_begin(struct ctx *cx, int64_t conference_id)
{
	unsigned char seed[crypto_sign_SEEDBYTES];
	unsigned char pk[crypto_sign_PUBLICKEYBYTES];
	unsigned char sk[crypto_sign_SECRETKEYBYTES];
	char pk_hex[2 * sizeof(pk) + 1], seed_hex[2 * sizeof(seed) + 1];
	struct badge_secret secret;
	struct conference c;
	enum door_err err = door_open(cx, conference_id, &c);
	struct query q;

	if (err != DOOR_OK) {
		return err;
	}
	badge_secret_read(cx, &c, &secret);
	if (secret.public_key.len > 0) {
		return DOOR_OK;
	}
	random_bytes(seed, sizeof(seed));
	crypto_sign_seed_keypair(pk, sk, seed);
	sodium_bin2hex(pk_hex, sizeof(pk_hex), pk, sizeof(pk));
	sodium_bin2hex(seed_hex, sizeof(seed_hex), seed, sizeof(seed));
	q = db_query(cx->db, &sql_badge_key_add);
	q_set_int(&q, ":id", conference_id);
	q_set_str(&q, ":public_key", str_z(pk_hex));
	q_set_str(&q, ":seed", str_z(seed_hex));
	q_run(&q);
	sodium_memzero(seed, sizeof(seed));
	sodium_memzero(sk, sizeof(sk));
	sodium_memzero(seed_hex, sizeof(seed_hex));
	change_add(cx, "door.badges", (struct change){ .unit_id = c.unit_id,
	    .kind = "conference", .object_id = c.id });
	return DOOR_OK;
}

void
badge_forget(struct ctx *cx, int64_t conference_id)
{
	struct query q = db_query(cx->db, &sql_badge_key_forget);

	q_set_int(&q, ":id", conference_id);
	q_run(&q);
	job_files_forget(cx, conference_id);
}

str
badge_public_key(struct ctx *cx, int64_t conference_id)
{
	struct badge_secret secret;
	struct conference c;

	if (!conference_read(cx, conference_id, &c)) {
		return S("");
	}
	badge_secret_read(cx, &c, &secret);
	return secret.public_key;
}

/* ---- writing ----------------------------------------------------------- */

static int
badge_issue(struct ctx *cx, int64_t participant_id)
{
	struct query q = db_query(cx->db, &sql_badge_issue_of);
	int64_t issue;

	q_set_int(&q, ":id", participant_id);
	issue = q_number(&q);
	return issue == 0 ? 1 : (int)issue;
}

void
badge_random(const struct badge_secret *secret, int number, int issue,
    char out[BADGE_RANDOM_LEN])
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	char signs[(sizeof(hash) * 8 + 4) / 5], text[80];
	int len = snprintf(text, sizeof(text), "cellwork badge " STR_FMT
	    " %d %d", STR_ARG(secret->conference), number, issue);

	assert(len > 0 && (size_t)len < sizeof(text));
	crypto_generichash(hash, sizeof(hash), (const unsigned char *)text,
	    (size_t)len, secret->seed, sizeof(secret->seed));
	badge_base32(hash, sizeof(hash), signs);
	memcpy(out, signs, BADGE_RANDOM_LEN);
}

static void
sign_bytes(const struct badge_secret *secret, str text,
    unsigned char out[crypto_sign_BYTES])
{
	unsigned char pk[crypto_sign_PUBLICKEYBYTES];
	unsigned char sk[crypto_sign_SECRETKEYBYTES];

	crypto_sign_seed_keypair(pk, sk, secret->seed);
	crypto_sign_detached(out, NULL, (const unsigned char *)text.at,
	    text.len, sk);
	sodium_memzero(sk, sizeof(sk));
}

str
badge_sign(struct ctx *cx, const struct badge_secret *secret, str text)
{
	unsigned char bytes[crypto_sign_BYTES];
	char hex[2 * sizeof(bytes) + 1];

	sign_bytes(secret, text, bytes);
	sodium_bin2hex(hex, sizeof(hex), bytes, sizeof(bytes));
	return arena_copy(cx->mem, str_z(hex));
}

static str
upper(struct ctx *cx, str text)
{
	char *out = arena_copy_z(cx->mem, text);

	for (size_t i = 0; i < text.len; i++) {
		if (out[i] >= 'a' && out[i] <= 'z') {
			out[i] = (char)(out[i] - ('a' - 'A'));
		}
	}
	return (str){ out, text.len };
}

/* "CW1.<conference>.<number>.<random>": what is signed. */
static str
signed_part(struct ctx *cx, str conference, int number, str random)
{
	return upper(cx, arena_printf(cx->mem, "CW1." STR_FMT ".%d." STR_FMT,
	    STR_ARG(conference), number, STR_ARG(random)));
}

static str
write_badge(struct ctx *cx, const struct badge_secret *secret, int number,
    int issue)
{
	unsigned char bytes[crypto_sign_BYTES];
	char random[BADGE_RANDOM_LEN], signature[BADGE_SIGNATURE_LEN];
	str part;

	badge_random(secret, number, issue, random);
	part = signed_part(cx, secret->conference, number,
	    (str){ random, sizeof(random) });
	sign_bytes(secret, part, bytes);
	badge_base32(bytes, sizeof(bytes), signature);
	return arena_printf(cx->mem, STR_FMT "." STR_FMT, STR_ARG(part),
	    STR_ARG(((str){ signature, sizeof(signature) })));
}

enum door_err
badge_text(struct ctx *cx, const struct participant *p, str *out)
{
	struct badge_secret secret;
	struct conference c;
	enum door_err err = door_open(cx, p->conference_id, &c);

	if (err != DOOR_OK) {
		return err;
	}
	if (p->state != TAKES_PART) {
		return DOOR_GONE;
	}
	badge_secret_read(cx, &c, &secret);
	if (!secret.there) {
		return DOOR_NO_BADGES;
	}
	*out = write_badge(cx, &secret, p->number, badge_issue(cx, p->id));
	return DOOR_OK;
}

enum door_err
badge_reissue(struct ctx *cx, int64_t participant_id)
{
	struct participant p;
	struct conference c;
	enum door_err err;
	struct query q;

	if (!participant_read(cx, participant_id, &p)) {
		return DOOR_NO_ONE;
	}
	err = door_open(cx, p.conference_id, &c);
	if (err != DOOR_OK) {
		return err;
	}
	if (p.state != TAKES_PART) {
		return DOOR_GONE;
	}
	q = db_query(cx->db, &sql_badge_issue_next);
	q_set_int(&q, ":id", p.id);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", cx->account);
	q_run(&q);
	change_add(cx, "door.reissue", (struct change){ .unit_id = c.unit_id,
	    .member_id = p.member_id, .kind = "conference",
	    .object_id = c.id });
	return DOOR_OK;
}

void
badge_lines(struct ctx *cx, int64_t conference_id, int after, size_t max,
    bool texts, struct badge_line **out, size_t *out_len)
{
	struct badge_secret secret = { 0 };
	struct participant *list;
	struct conference c;
	struct query q;
	size_t next = 0;

	participant_list(cx, conference_id, after, max, &list, out_len);
	*out = NEW(cx->mem, struct badge_line, *out_len);
	if (!conference_read(cx, conference_id, &c)) {
		*out_len = 0;
		return;
	}
	badge_secret_read(cx, &c, &secret);
	for (size_t i = 0; i < *out_len; i++) {
		(*out)[i] = (struct badge_line){ list[i], 1, S("") };
	}
	q = db_query(cx->db, &sql_badge_issues);
	q_set_int(&q, ":id", conference_id);
	q_set_int(&q, ":after", after);
	q_set_int(&q, ":max", PARTICIPANTS_MAX);
	while (q_row(&q)) {
		for (size_t i = next; i < *out_len; i++) {
			if ((*out)[i].who.id == q_get_int(&q, 0)) {
				(*out)[i].issue = (int)q_get_int(&q, 1);
				next = i + 1;
				break;
			}
		}
	}
	for (size_t i = 0; texts && secret.there && i < *out_len; i++) {
		(*out)[i].text = write_badge(cx, &secret,
		    (*out)[i].who.number, (*out)[i].issue);
	}
}

void
badge_list(struct ctx *cx, int64_t conference_id, int after, size_t max,
    struct badge_line **out, size_t *out_len)
{
	badge_lines(cx, conference_id, after, max, true, out, out_len);
}

/* ---- checking ---------------------------------------------------------- */

static bool
signature_fits(struct ctx *cx, const struct badge_secret *secret,
    const struct badge *b)
{
	unsigned char pk[crypto_sign_PUBLICKEYBYTES];
	unsigned char bytes[crypto_sign_BYTES];
	str part = signed_part(cx, b->conference, b->number, b->random);
	size_t len = 0;

	return sodium_hex2bin(pk, sizeof(pk), secret->public_key.at,
	    secret->public_key.len, NULL, &len, NULL) == 0 &&
	    len == sizeof(pk) &&
	    badge_unbase32(b->signature, bytes, sizeof(bytes)) &&
	    crypto_sign_verify_detached(bytes,
	    (const unsigned char *)part.at, part.len, pk) == 0;
}

static enum door_err
shown_by_badge(struct ctx *cx, const struct conference *c,
    const struct badge *b, struct shown_badge *out)
{
	char random[BADGE_RANDOM_LEN];
	struct badge_secret secret;
	struct shown_badge s = { 0 };

	if (!str_eq(upper(cx, b->conference), upper(cx, c->public_id))) {
		return DOOR_ELSEWHERE;
	}
	badge_secret_read(cx, c, &secret);
	if (!secret.there || !signature_fits(cx, &secret, b)) {
		return DOOR_NOT_OURS;
	}
	if (!participant_by_number(cx, c->id, b->number, &s.who)) {
		return DOOR_NO_ONE;
	}
	badge_random(&secret, b->number, badge_issue(cx, s.who.id), random);
	s.old = sodium_memcmp(random, upper(cx, b->random).at,
	    sizeof(random)) != 0;
	*out = s;
	return DOOR_OK;
}

enum door_err
badge_shown(struct ctx *cx, const struct conference *c, str text,
    struct shown_badge *out)
{
	struct shown_badge s = { 0 };
	struct badge b;
	int64_t number;

	text = str_trim(text);
	if (badge_parse(text, &b)) {
		return shown_by_badge(cx, c, &b, out);
	}
	if (text.len > NUMBER_DIGITS || !str_to_int(text, &number)) {
		return DOOR_NOT_READ;
	}
	if (!participant_by_number(cx, c->id, (int)number, &s.who)) {
		return DOOR_NO_ONE;
	}
	*out = s;
	return DOOR_OK;
}
