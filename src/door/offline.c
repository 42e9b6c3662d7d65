/* offline.c - doors without a network: what they take along, what they bring
 * back (DOOR-4, DOOR-7). */
#include "door/door.h"

#include <sodium.h>
#include <string.h>

#include "db/db.h"
#include "door/door_own.h"
#include "transfer/csv.h"

#define HASH_BYTES	8		/* of what is random on a badge */

/* ---- taken along ------------------------------------------------------- */

/* SHA-256 of it, the first 16 digits: a browser can compute that. */
static str
hash_of(struct ctx *cx, str random)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char hex[2 * HASH_BYTES + 1];

	crypto_hash_sha256(hash, (const unsigned char *)random.at, random.len);
	sodium_bin2hex(hex, sizeof(hex), hash, HASH_BYTES);
	return arena_copy(cx->mem, str_z(hex));
}

bool
door_has_list(struct ctx *cx, int64_t conference_id)
{
	struct badge_secret secret;
	struct conference c;

	if (door_open(cx, conference_id, &c) != DOOR_OK) {
		return false;
	}
	badge_secret_read(cx, &c, &secret);
	return secret.there;
}

enum door_err
door_list(struct ctx *cx, int64_t conference_id, str *out)
{
	struct text t = { .mem = cx->mem };
	struct badge_secret secret;
	struct badge_line *lines;
	struct conference c;
	enum door_err err = door_open(cx, conference_id, &c);
	str list;
	size_t len;

	if (err != DOOR_OK) {
		return err;
	}
	badge_secret_read(cx, &c, &secret);
	if (!secret.there) {
		return DOOR_NO_BADGES;
	}
	text_put(&t, S("number,name,delegation,seat,vote,hash\r\n"));
	badge_lines(cx, conference_id, 0, PARTICIPANTS_MAX, false, &lines,
	    &len);
	for (size_t i = 0; i < len; i++) {
		const struct participant *p = &lines[i].who;
		char random[BADGE_RANDOM_LEN];

		badge_random(&secret, p->number, lines[i].issue, random);
		csv_put(&t, arena_printf(cx->mem, "%d", p->number), false);
		csv_put(&t, p->name, false);
		csv_put(&t, p->unit_name, false);
		csv_put(&t, p->seat == 0 ? S("") : arena_printf(cx->mem,
		    STR_FMT " %d", STR_ARG(p->block), p->seat), false);
		csv_put(&t, p->voting ? S("1") : S("0"), false);
		csv_put(&t, hash_of(cx, (str){ random, sizeof(random) }),
		    true);
	}
	list = text_taken(&t);
	*out = arena_printf(cx->mem, "# CW1 " STR_FMT " " STR_FMT " until "
	    STR_FMT " key " STR_FMT "\r\n" STR_FMT "# signature " STR_FMT
	    "\r\n", STR_ARG(c.public_id), STR_ARG(c.title),
	    STR_ARG(date_str(cx->mem, c.last)), STR_ARG(secret.public_key),
	    STR_ARG(list), STR_ARG(badge_sign(cx, &secret, list)));
	return DOOR_OK;
}

/* ---- brought back ------------------------------------------------------ */

enum column { BROUGHT_DEVICE, BROUGHT_SEQUENCE, BROUGHT_AT, BROUGHT_BADGE,
	BROUGHT_WAY, BROUGHT_DOOR, BROUGHT_COLUMNS };
static const char *const names[BROUGHT_COLUMNS] = { "device", "sequence", "at",
	"badge", "way", "door" };

struct brought {
	struct ctx		*cx;
	int64_t			 conference_id;
	struct csv		*csv;
	struct csv_row		 row;
	size_t			 at[BROUGHT_COLUMNS];
	struct door_brought	*out;
};

static str
cell(const struct brought *b, enum column c)
{
	return b->at[c] < b->row.fields ? str_trim(b->row.field[b->at[c]]) :
	    S("");
}

static void
refuse(struct brought *b, str text)
{
	b->out->refused++;
	if (b->out->told.len < DOOR_TOLD_MAX) {
		*LIST_ADD(b->cx->mem, &b->out->told) = (struct door_told){
			b->row.line, arena_copy(b->cx->mem, text) };
	}
}

static bool
two_digits(str s, size_t at, int most, int *out)
{
	int64_t n;

	if (!str_to_int(str_part(s, at, 2), &n) || n > most ||
	    str_part(s, at, 2).len != 2) {
		return false;
	}
	*out = (int)n;
	return true;
}

/* Of a second: ".5", ".000123"; or none. */
static bool
read_part(str s)
{
	bool digits = s.len != 1;

	for (size_t i = 1; i < s.len; i++) {
		digits = digits && s.at[i] >= '0' && s.at[i] <= '9';
	}
	return digits && (s.len == 0 || s.at[0] == '.');
}

/* "2026-11-20T09:12:30Z", with parts of a second or without: seconds. */
static bool
read_moment(str s, int64_t *out)
{
	struct date day;
	int h, m, sec;

	if (s.len < 20 || s.len > 30 || s.at[10] != 'T' || s.at[13] != ':' ||
	    s.at[16] != ':' || s.at[s.len - 1] != 'Z' ||
	    !read_part(str_part(s, 19, s.len - 20)) ||
	    !date_parse(str_part(s, 0, 10), &day) ||
	    !two_digits(s, 11, 23, &h) || !two_digits(s, 14, 59, &m) ||
	    !two_digits(s, 17, 59, &sec)) {
		return false;
	}
	*out = (int64_t)day.day * 86400 + h * 3600 + m * 60 + sec;
	return true;
}

static bool
read_way(str s, enum passage_kind *out)
{
	*out = str_eq(s, S("in")) ? PASSED_IN : str_eq(s, S("out")) ?
	    PASSED_OUT : LEFT_FOR_GOOD;
	return *out != LEFT_FOR_GOOD || str_eq(s, S("left"));
}

static bool
read_passing(struct brought *b, struct passing *in)
{
	*in = (struct passing){ .conference_id = b->conference_id,
		.text = cell(b, BROUGHT_BADGE), .door = cell(b, BROUGHT_DOOR),
		.device = cell(b, BROUGHT_DEVICE) };
	if (b->row.problem.len > 0) {
		refuse(b, b->row.problem);
	} else if (in->device.len == 0 || in->device.len > DOOR_NAME_MAX) {
		refuse(b, S("device: a name of at most 60 bytes was expected"));
	} else if (!str_to_int(cell(b, BROUGHT_SEQUENCE), &in->sequence) ||
	    in->sequence == 0) {
		refuse(b, S("sequence: a number from 1 was expected"));
	} else if (!read_moment(cell(b, BROUGHT_AT), &in->at) ||
	    in->at <= 0) {
		refuse(b, S("at: a moment was expected, such as "
		    "2026-11-20T09:12:30Z"));
	} else if (!read_way(cell(b, BROUGHT_WAY), &in->kind)) {
		refuse(b, S("way: in, out or left was expected"));
	} else {
		return true;
	}
	return false;
}

static void
take_row(struct brought *b)
{
	struct passing in;
	struct passed passed;
	enum door_err err;

	if (!read_passing(b, &in)) {
		return;
	}
	err = door_pass(b->cx, &in, &passed);
	if (err != DOOR_OK) {
		refuse(b, str_z(door_err_text(err)));
		return;
	}
	b->out->known += passed.same;
	b->out->taken += !passed.same;
	b->out->doubtful += !passed.same &&
	    passed.passage.doubt != PASSAGE_CLEAR;
}

static bool
read_header(struct brought *b)
{
	if (!csv_next(b->csv, &b->row) || b->row.problem.len > 0) {
		return false;
	}
	for (size_t c = 0; c < BROUGHT_COLUMNS; c++) {
		b->at[c] = CSV_COLUMNS_MAX;
		for (size_t i = 0; i < b->row.fields; i++) {
			if (str_eq(str_trim(b->row.field[i]),
			    str_z(names[c]))) {
				b->at[c] = i;
			}
		}
		if (b->at[c] == CSV_COLUMNS_MAX && c != BROUGHT_DOOR) {
			return false;
		}
	}
	return true;
}

enum door_err
door_bring(struct ctx *cx, int64_t conference_id, str bytes,
    struct door_brought *out)
{
	struct door_brought brought = { 0 };
	struct brought b = { .cx = cx, .conference_id = conference_id,
		.out = &brought };
	struct conference c;
	enum door_err err = door_open(cx, conference_id, &c);
	size_t rows = 0;
	str problem;

	if (err != DOOR_OK) {
		return err;
	}
	b.csv = csv_of(cx->mem, bytes, &problem);
	if (b.csv == NULL) {
		return DOOR_LIST;
	}
	if (!read_header(&b)) {
		csv_close(b.csv);
		return DOOR_LIST;
	}
	while (rows < DOOR_BATCH_MAX && db_state(cx->db) == DB_OK &&
	    csv_next(b.csv, &b.row)) {
		size_t mark = cx->mem->used;
		int64_t refused = brought.refused;

		take_row(&b);
		rows++;
		if (brought.refused == refused) {
			arena_release(cx->mem, mark);
		}
	}
	brought.more = rows == DOOR_BATCH_MAX && csv_next(b.csv, &b.row);
	csv_close(b.csv);
	*out = brought;
	return DOOR_OK;
}
