/* box.c - the box of a secret vote as a file, and opening a layer of it. */
#include "vote/box.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define HEAD	"cellwork box 1"

/* ---- reading ----------------------------------------------------------- */

struct reader {
	struct arena	*mem;
	str		 rest;
	int64_t		 line;
	str		*problem;
};

static bool
expected(struct reader *r, const char *what)
{
	*r->problem = arena_printf(r->mem, "Line %lld: %s was expected.",
	    (long long)r->line, what);
	return false;
}

static bool
next_line(struct reader *r, str *out)
{
	r->line++;
	if (!str_cut(&r->rest, '\n', out)) {
		return false;
	}
	if (str_ends(*out, S("\r"))) {	/* a mail program's doing */
		out->len--;
	}
	return true;
}

/* "word value" */
static bool
read_word(struct reader *r, const char *word, str *out)
{
	size_t n = strlen(word);
	str line;

	if (!next_line(r, &line) || !str_starts(line, str_z(word)) ||
	    line.len < n + 2 || line.at[n] != ' ') {
		return expected(r, arena_copy_z(r->mem, arena_printf(r->mem,
		    "\"%s ...\"", word)));
	}
	*out = str_from(line, n + 1);
	return true;
}

static bool
read_number(struct reader *r, const char *word, int64_t max, int64_t *out)
{
	str text;

	if (!read_word(r, word, &text)) {
		return false;
	}
	if (!str_to_int(text, out) || *out > max) {
		return expected(r, "a smaller number");
	}
	return true;
}

bool
box_key_ok(str hex)
{
	unsigned char key[BOX_KEY_BYTES], other[BOX_KEY_BYTES];
	unsigned char shared[BOX_KEY_BYTES];
	size_t len = 0;

	if (hex.len != 2 * BOX_KEY_BYTES || sodium_hex2bin(key, sizeof(key),
	    hex.at, hex.len, NULL, &len, NULL) != 0 || len != sizeof(key)) {
		return false;
	}
	/* Points of a small order give the same secret to everybody. */
	memset(other, 1, sizeof(other));
	return crypto_scalarmult(shared, other, key) == 0;
}

static bool
read_keys(struct reader *r, struct box *out)
{
	while (out->layers < BOX_LAYERS_MAX &&
	    str_starts(r->rest, S("key "))) {
		str *key = &out->key[out->layers++];

		if (!read_word(r, "key", key)) {
			return false;
		}
		if (!box_key_ok(*key)) {
			return expected(r, "a public key");
		}
	}
	return out->layers > 0 && out->step <= out->layers ? true :
	    expected(r, "a key for each layer");
}

static bool
is_base64(str s)
{
	size_t pad = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		bool letter = (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		    c == '+' || c == '/';

		if (c == '=') {
			pad++;
		} else if (!letter || pad > 0) {
			return false;
		}
	}
	return s.len > 0 && s.len % 4 == 0 && pad <= 2;
}

static bool
read_envelopes(struct reader *r, struct box *out)
{
	out->envelopes = NEW(r->mem, str, out->len);
	for (size_t i = 0; i < out->len; i++) {
		str *e = &out->envelopes[i];

		if (!next_line(r, e) || e->len > BOX_ENVELOPE_MAX ||
		    !is_base64(*e)) {
			return expected(r, "an envelope");
		}
		if (e->len != out->envelopes[0].len) {
			return expected(r,
			    "an envelope as long as the others");
		}
		if (i > 0 && str_cmp(out->envelopes[i - 1], *e) >= 0) {
			return expected(r,
			    "the next envelope in order, each one once");
		}
	}
	return true;
}

static bool
read_end(struct reader *r)
{
	str line;

	if (!next_line(r, &line) || !str_eq(line, S("end"))) {
		return expected(r, "\"end\"");
	}
	return str_trim(r->rest).len == 0 ? true :
	    expected(r, "nothing more");
}

bool
box_read(struct arena *mem, str text, struct box *out, str *problem)
{
	struct reader r = { mem, text, 0, problem };
	struct box box = { .step = 0 };
	int64_t step, len;
	str line;

	if (text.len > BOX_FILE_MAX || !next_line(&r, &line) ||
	    !str_eq(line, S(HEAD))) {
		return expected(&r, "\"" HEAD "\"");
	}
	if (!read_word(&r, "vote", &box.vote) ||
	    !read_number(&r, "step", BOX_LAYERS_MAX, &step)) {
		return false;
	}
	if (!public_id_ok(box.vote)) {
		return expected(&r, "the address of a vote in line 2");
	}
	box.step = (int)step;
	if (!read_keys(&r, &box) ||
	    !read_number(&r, "envelopes", BOX_ENVELOPES_MAX, &len)) {
		return false;
	}
	box.len = (size_t)len;
	if (!read_envelopes(&r, &box) || !read_end(&r)) {
		return false;
	}
	*out = box;
	return true;
}

/* ---- writing ----------------------------------------------------------- */

static int
by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const str *)a, *(const str *)b);
}

static size_t
put(char *at, size_t used, str s)
{
	if (s.len > 0) {
		memcpy(at + used, s.at, s.len);
	}
	at[used + s.len] = '\n';
	return used + s.len + 1;
}

str
box_write(struct arena *mem, struct box *box)
{
	size_t size = 1000, used = 0;
	char *at;

	if (box->len > 0) {
		qsort(box->envelopes, box->len, sizeof(box->envelopes[0]),
		    by_bytes);
		size += box->len * (box->envelopes[0].len + 1);
	}
	at = arena_alloc(mem, size, 1);
	used = put(at, used, S(HEAD));
	used = put(at, used, arena_printf(mem, "vote " STR_FMT,
	    STR_ARG(box->vote)));
	used = put(at, used, arena_printf(mem, "step %d", box->step));
	for (int i = 0; i < box->layers; i++) {
		used = put(at, used, arena_printf(mem, "key " STR_FMT,
		    STR_ARG(box->key[i])));
	}
	used = put(at, used, arena_printf(mem, "envelopes %zu", box->len));
	for (size_t i = 0; i < box->len; i++) {
		used = put(at, used, box->envelopes[i]);
	}
	used = put(at, used, S("end"));
	return (str){ at, used };
}

str
box_digest(struct arena *mem, str text)
{
	unsigned char sum[32];
	char *hex = arena_alloc(mem, 2 * sizeof(sum) + 1, 1);

	crypto_generichash(sum, sizeof(sum), (const unsigned char *)text.at,
	    text.len, NULL, 0);
	sodium_bin2hex(hex, 2 * sizeof(sum) + 1, sum, sizeof(sum));
	return str_z(hex);
}

/* ---- opening ----------------------------------------------------------- */

bool
box_decode(struct arena *mem, str envelope, str *out)
{
	size_t size = envelope.len / 4 * 3 + 3, len = 0;
	unsigned char *at = arena_alloc(mem, size, 1);

	if (sodium_base642bin(at, size, envelope.at, envelope.len, NULL, &len,
	    NULL, sodium_base64_VARIANT_ORIGINAL) != 0) {
		return false;
	}
	*out = (str){ (const char *)at, len };
	return true;
}

static bool
open_one(struct arena *mem, const struct box_key *key, str envelope, str *out)
{
	unsigned char *at;
	char *text;
	size_t len, size;
	str sealed;

	if (!box_decode(mem, envelope, &sealed) ||
	    sealed.len <= crypto_box_SEALBYTES) {
		return false;
	}
	len = sealed.len - crypto_box_SEALBYTES;
	at = arena_alloc(mem, len, 1);
	if (crypto_box_seal_open(at, (const unsigned char *)sealed.at,
	    sealed.len, key->public_key, key->secret_key) != 0) {
		return false;
	}
	size = sodium_base64_ENCODED_LEN(len, sodium_base64_VARIANT_ORIGINAL);
	text = arena_alloc(mem, size, 1);
	sodium_bin2base64(text, size, at, len, sodium_base64_VARIANT_ORIGINAL);
	*out = str_z(text);
	return true;
}

bool
box_open(struct arena *mem, const struct box *box, const struct box_key *key,
    struct box *out, str *problem)
{
	struct box next = *box;
	str hex = box_key_hex(mem, key);

	if (box->step >= box->layers) {
		*problem = S("All layers of this box are open.");
		return false;
	}
	if (!str_eq(hex, box->key[box->step])) {
		*problem = S("This key does not open this layer: it is another"
		    " trustee's turn, or this is another key.");
		return false;
	}
	next.envelopes = NEW(mem, str, box->len);
	for (size_t i = 0; i < box->len; i++) {
		if (!open_one(mem, key, box->envelopes[i],
		    &next.envelopes[i])) {
			*problem = arena_printf(mem, "Envelope %zu was not"
			    " sealed for this key. Nothing was opened.",
			    i + 1);
			return false;
		}
	}
	next.step = box->step + 1;
	*out = next;
	return true;
}
