/*
 * box.h - the files of trustees: the box of a secret vote with its envelopes,
 * and a key that opens one layer of them. No database: this is what a trustee
 * runs on a computer without a network.
 *
 * A box file is text, a line for each of its parts:
 *
 *	cellwork box 1
 *	vote k7dm2w9qx0hr
 *	step 1				how many layers are open already
 *	key 9f2c...			of each layer, the outermost first
 *	key ...
 *	key ...
 *	envelopes 9871
 *	kX0c...				in the order of their bytes, base 64
 *	...
 *	end
 *
 * A key file holds the secret half under a passphrase (argon2id, XChaCha20 and
 * Poly1305 of libsodium), so that a lost stick opens nothing:
 *
 *	cellwork trustee key 1
 *	public 9f2c...
 *	salt ...
 *	nonce ...
 *	secret ...
 */
#ifndef BOX_H
#define BOX_H

#include "base/base.h"

#define BOX_LAYERS_MAX		3
#define BOX_ENVELOPES_MAX	100000
#define BOX_ENVELOPE_MAX	4096	/* bytes, as base 64 */
#define BOX_KEY_BYTES		32
#define BOX_FILE_MAX		(256 * 1024 * 1024)
#define KEY_FILE_MAX		1000	/* bytes */
#define KEY_PHRASE_MIN		8	/* characters of a passphrase */
#define KEY_PHRASE_MAX		500	/* bytes */

struct box {
	str	 vote;			/* its public id */
	int	 step;			/* layers open */
	int	 layers;
	str	 key[BOX_LAYERS_MAX];	/* 64 hexadecimal digits each */
	str	*envelopes;		/* base 64 */
	size_t	 len;
};

/* False: *problem says what was expected, and in which line. The envelopes are
 * of one length, each there once, in order. Pieces of `text`. */
MUST_USE bool	box_read(struct arena *, str text, struct box *out,
		    str *problem);
/* Puts the envelopes in their order. */
str	box_write(struct arena *, struct box *);
/* Of a box file: BLAKE2b with 256 bits, as 64 digits. */
str	box_digest(struct arena *, str text);
/* Bytes of an envelope; false: it is no base 64. */
MUST_USE bool	box_decode(struct arena *, str envelope, str *out);
/* Whether the text is a public key: 64 hexadecimal digits, no weak one. */
MUST_USE bool	box_key_ok(str);

struct box_key {
	unsigned char	 public_key[BOX_KEY_BYTES];
	unsigned char	 secret_key[BOX_KEY_BYTES];
};

/* Opens the next layer: the box of the next step. False: *problem says why;
 * nothing is half opened. */
MUST_USE bool	box_open(struct arena *, const struct box *,
		    const struct box_key *, struct box *out, str *problem);

void	box_key_make(struct box_key *out);
void	box_key_wipe(struct box_key *);
str	box_key_hex(struct arena *, const struct box_key *);
/* Slow and large on purpose: about a second and 256 MiB. Empty: the system did
 * not give the memory. */
str	box_key_write(struct arena *, const struct box_key *, str phrase);
/* False: *problem says whether the file or the passphrase is wrong. */
MUST_USE bool	box_key_read(struct arena *, str text, str phrase,
		    struct box_key *out, str *problem);
/* The public half, which needs no passphrase. */
MUST_USE bool	box_key_public(str text, str *out_hex);

#endif
