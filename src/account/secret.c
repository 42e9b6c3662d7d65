/*
 * secret.c - argon2id for passwords, BLAKE2b for random tokens and codes.
 */
#include "account/secret.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "account/account.h"

/* The parameters that OWASP advises; about 20 ms on one core. */
#define ARGON2_PASSES	2
#define ARGON2_BYTES	((size_t)19 * 1024 * 1024)
#define SUM_BYTES	32		/* of a kept hash */

static void
sodium_ready(void)
{
	int rc = sodium_init();		/* harmless when repeated */

	assert(rc >= 0);
	(void)rc;
}

static str
hex(struct arena *mem, const unsigned char *bytes, size_t len)
{
	char *at = arena_alloc(mem, len * 2 + 1, 1);

	sodium_bin2hex(at, len * 2 + 1, bytes, len);
	return (str){ at, len * 2 };
}

str
token_new(struct arena *mem)
{
	unsigned char bytes[TOKEN_BYTES];

	random_bytes(bytes, sizeof(bytes));
	return hex(mem, bytes, sizeof(bytes));
}

str
code_new(struct arena *mem)
{
	static const char digit[] = "0123456789abcdefghjkmnpqrstvwxyz";
	unsigned char bytes[16];
	char *at = arena_alloc(mem, sizeof(bytes), 1);

	random_bytes(bytes, sizeof(bytes));
	for (size_t i = 0; i < sizeof(bytes); i++) {
		at[i] = digit[bytes[i] & 31];
	}
	return (str){ at, sizeof(bytes) };
}

str
secret_hash(struct arena *mem, const char *what, str secret)
{
	unsigned char bytes[32];

	sodium_ready();
	assert(strlen(what) <= crypto_generichash_KEYBYTES_MAX &&
	    strlen(what) >= crypto_generichash_KEYBYTES_MIN);
	crypto_generichash(bytes, sizeof(bytes),
	    (const unsigned char *)secret.at, secret.len,
	    (const unsigned char *)what, strlen(what));
	return hex(mem, bytes, sizeof(bytes));
}

bool
password_hash(struct arena *mem, str password, str *out)
{
	char kept[crypto_pwhash_STRBYTES];

	sodium_ready();
	if (crypto_pwhash_str_alg(kept, password.at, password.len,
	    ARGON2_PASSES, ARGON2_BYTES, crypto_pwhash_ALG_ARGON2ID13) != 0) {
		return false;
	}
	*out = arena_copy(mem, str_z(kept));
	return true;
}

/* What a kept hash is made of. */
struct kept {
	unsigned	 kib, passes;
	unsigned char	 salt[crypto_pwhash_SALTBYTES], sum[SUM_BYTES];
};

/* "$argon2id$v=19$m=19456,t=2,p=1$salt$sum", as password_hash() writes it. */
static bool
kept_read(struct kept *out, str hash)
{
	char text[crypto_pwhash_STRBYTES] = { 0 };
	char salt[SUM_BYTES * 2 + 1], sum[SUM_BYTES * 2 + 1];
	size_t salt_len, sum_len;

	if (hash.len >= sizeof(text)) {
		return false;
	}
	memcpy(text, hash.at, hash.len);
	return sscanf(text, "$argon2id$v=19$m=%9u,t=%9u,p=1$%64[^$]$%64[^$]",
	    &out->kib, &out->passes, salt, sum) == 4 &&
	    sodium_base642bin(out->salt, sizeof(out->salt), salt, strlen(salt),
	    NULL, &salt_len, NULL, sodium_base64_VARIANT_ORIGINAL_NO_PADDING)
	    == 0 && salt_len == sizeof(out->salt) &&
	    sodium_base642bin(out->sum, sizeof(out->sum), sum, strlen(sum),
	    NULL, &sum_len, NULL, sodium_base64_VARIANT_ORIGINAL_NO_PADDING)
	    == 0 && sum_len == sizeof(out->sum);
}

/*
 * The library's own crypto_pwhash_str_verify() says the same for a password
 * that differs and for want of memory; so the sum is made and compared here.
 */
enum password_fit
password_fits(str hash, str password)
{
	unsigned char sum[SUM_BYTES];
	struct kept kept;
	bool readable;

	sodium_ready();
	readable = kept_read(&kept, hash);
	if (!readable && !kept_read(&kept, password_nobody())) {
		return PASSWORD_NOT_TRIED;
	}
	if (crypto_pwhash(sum, sizeof(sum), password.at, password.len,
	    kept.salt, kept.passes, (size_t)kept.kib * 1024,
	    crypto_pwhash_ALG_ARGON2ID13) != 0) {
		return PASSWORD_NOT_TRIED;
	}
	return sodium_memcmp(sum, kept.sum, sizeof(sum)) == 0 && readable ?
	    PASSWORD_FITS : PASSWORD_DIFFERS;
}

str
password_nobody(void)
{
	return S("$argon2id$v=19$m=19456,t=2,p=1$hck50JChg2lDfM67V0JOKw$j/E"
	    "CpvZ/vF/Bfp24BFkM5P75AzZXXn33nYk0jm6jpyk");
}
