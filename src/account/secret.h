/*
 * secret.h - passwords, tokens and codes as they are kept: only what is needed
 * to recognise one. For this room alone.
 */
#ifndef SECRET_H
#define SECRET_H

#include "base/base.h"

#define TOKEN_BYTES	32		/* 256 bits */

/* A new token as hex; its kept form is secret_hash() of it. */
str	token_new(struct arena *);
/* A new code for an invitation: 80 bits as 16 characters of Crockford's base
 * 32 in lower case. */
str	code_new(struct arena *);
/* BLAKE2b, as hex. `what` keeps the hashes of tokens and codes apart. */
str	secret_hash(struct arena *, const char *what, str secret);

enum password_fit { PASSWORD_FITS, PASSWORD_DIFFERS, PASSWORD_NOT_TRIED };

/* Slow. PASSWORD_NOT_TRIED: there was not the memory for it. */
enum password_fit	password_fits(str hash, str password);
/* A hash that no password fits; costs the same time (ACCO-2). */
str	password_nobody(void);

#endif
