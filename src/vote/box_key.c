/* box_key.c - a trustee's key, and the file it is kept in. */
#include <sodium.h>
#include <string.h>

#include "vote/box.h"

#define HEAD	"cellwork trustee key 1"

void
box_key_make(struct box_key *out)
{
	crypto_box_keypair(out->public_key, out->secret_key);
}

void
box_key_wipe(struct box_key *key)
{
	sodium_memzero(key, sizeof(*key));
}

static str
hex_of(struct arena *mem, const unsigned char *bytes, size_t len)
{
	char *hex = arena_alloc(mem, 2 * len + 1, 1);

	sodium_bin2hex(hex, 2 * len + 1, bytes, len);
	return (str){ hex, 2 * len };
}

str
box_key_hex(struct arena *mem, const struct box_key *key)
{
	return hex_of(mem, key->public_key, sizeof(key->public_key));
}

/* The key that the passphrase makes: enough work for a lost stick. */
static bool
stretch(str phrase, const unsigned char salt[crypto_pwhash_SALTBYTES],
    unsigned char out[crypto_secretbox_KEYBYTES])
{
	return crypto_pwhash(out, crypto_secretbox_KEYBYTES, phrase.at,
	    phrase.len, salt, crypto_pwhash_OPSLIMIT_MODERATE,
	    crypto_pwhash_MEMLIMIT_MODERATE, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

str
box_key_write(struct arena *mem, const struct box_key *key, str phrase)
{
	unsigned char salt[crypto_pwhash_SALTBYTES];
	unsigned char nonce[crypto_secretbox_NONCEBYTES];
	unsigned char under[crypto_secretbox_KEYBYTES];
	unsigned char sealed[BOX_KEY_BYTES + crypto_secretbox_MACBYTES];

	random_bytes(salt, sizeof(salt));
	random_bytes(nonce, sizeof(nonce));
	if (!stretch(phrase, salt, under)) {
		return S("");
	}
	crypto_secretbox_easy(sealed, key->secret_key, BOX_KEY_BYTES, nonce,
	    under);
	sodium_memzero(under, sizeof(under));
	return arena_printf(mem, HEAD "\npublic " STR_FMT "\nsalt " STR_FMT
	    "\nnonce " STR_FMT "\nsecret " STR_FMT "\n",
	    STR_ARG(box_key_hex(mem, key)),
	    STR_ARG(hex_of(mem, salt, sizeof(salt))),
	    STR_ARG(hex_of(mem, nonce, sizeof(nonce))),
	    STR_ARG(hex_of(mem, sealed, sizeof(sealed))));
}

/* ---- reading ----------------------------------------------------------- */

static bool
cut_line(str *text, str *out)
{
	if (!str_cut(text, '\n', out)) {
		return false;
	}
	*out = str_trim(*out);
	return true;
}

/* "word" and as many bytes, in hexadecimal digits. */
static bool
read_bytes(str *text, str word, unsigned char *out, size_t len)
{
	size_t got = 0;
	str line;

	if (!cut_line(text, &line) || !str_starts(line, word)) {
		return false;
	}
	line = str_trim(str_from(line, word.len));
	return line.len == 2 * len && sodium_hex2bin(out, len, line.at,
	    line.len, NULL, &got, NULL) == 0 && got == len;
}

static bool
read_head(str *text)
{
	str line;

	return text->len <= KEY_FILE_MAX && cut_line(text, &line) &&
	    str_eq(line, S(HEAD));
}

bool
box_key_public(str text, str *out_hex)
{
	str line;

	if (!read_head(&text) || !cut_line(&text, &line) ||
	    !str_starts(line, S("public "))) {
		return false;
	}
	line = str_trim(str_from(line, 7));
	if (!box_key_ok(line)) {
		return false;
	}
	*out_hex = line;
	return true;
}

bool
box_key_read(struct arena *mem, str text, str phrase, struct box_key *out,
    str *problem)
{
	unsigned char salt[crypto_pwhash_SALTBYTES];
	unsigned char nonce[crypto_secretbox_NONCEBYTES];
	unsigned char under[crypto_secretbox_KEYBYTES];
	unsigned char sealed[BOX_KEY_BYTES + crypto_secretbox_MACBYTES];
	struct box_key key;
	bool opened;

	(void)mem;
	if (!read_head(&text) ||
	    !read_bytes(&text, S("public "), key.public_key, BOX_KEY_BYTES) ||
	    !read_bytes(&text, S("salt "), salt, sizeof(salt)) ||
	    !read_bytes(&text, S("nonce "), nonce, sizeof(nonce)) ||
	    !read_bytes(&text, S("secret "), sealed, sizeof(sealed)) ||
	    str_trim(text).len > 0) {
		*problem = S("This is not a whole key file of a trustee.");
		return false;
	}
	if (!stretch(phrase, salt, under)) {
		*problem = S("There was not enough memory to open the key"
		    " file; it takes 256 MiB.");
		return false;
	}
	opened = crypto_secretbox_open_easy(key.secret_key, sealed,
	    sizeof(sealed), nonce, under) == 0;
	sodium_memzero(under, sizeof(under));
	if (!opened) {
		*problem = S("The passphrase does not open this key file.");
		return false;
	}
	*out = key;
	box_key_wipe(&key);
	return true;
}
