/*
 * secret.c - argon2id for passwords, BLAKE2b for random tokens and codes.
 */
#include "account/secret.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <string.h>

#include "account/account.h"

/* The parameters that OWASP advises; about 20 ms on one core. */
#define ARGON2_PASSES	2
#define ARGON2_BYTES	((size_t)19 * 1024 * 1024)

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

enum password_fit
password_fits(str hash, str password)
{
	char kept[crypto_pwhash_STRBYTES] = { 0 };

	sodium_ready();
	assert(hash.len < sizeof(kept));
	memcpy(kept, hash.at, hash.len);
	errno = 0;
	if (crypto_pwhash_str_verify(kept, password.at, password.len) == 0) {
		return PASSWORD_FITS;
	}
	/* The library says EINVAL for another password, ENOMEM for none. */
	return errno == ENOMEM ? PASSWORD_NOT_TRIED : PASSWORD_DIFFERS;
}

str
password_nobody(void)
{
	return S("$argon2id$v=19$m=19456,t=2,p=1$hck50JChg2lDfM67V0JOKw$j/E"
	    "CpvZ/vF/Bfp24BFkM5P75AzZXXn33nYk0jm6jpyk");
}
