/*
 * door_own.h - what the files of this room share.
 */
#ifndef DOOR_OWN_H
#define DOOR_OWN_H

#include "db/db.h"
#include "door/door.h"

#define BADGE_RANDOM_LEN	10
#define BADGE_SIGNATURE_LEN	103

/* The conference, unless it is over. */
MUST_USE enum door_err	door_open(struct ctx *, int64_t conference_id,
		    struct conference *out);

/* Capitals and digits of Crockford, the highest bits first; `out` has room for
 * every 5 bits, a part of them counts. */
void	badge_base32(const unsigned char *, size_t len, char *out);
/* False: other signs, or bits that are left over and not 0. */
MUST_USE bool	badge_unbase32(str, unsigned char *out, size_t len);

/* What the conference signs with. seed "": not yet, or no more. */
struct badge_secret {
	str		 conference;	/* its public id */
	str		 public_key;	/* hex */
	unsigned char	 seed[32];
	bool		 there;
};
void	badge_secret_read(struct ctx *, const struct conference *,
	    struct badge_secret *out);
/* What is random on a badge, of BADGE_RANDOM_LEN. */
void	badge_random(const struct badge_secret *, int number, int issue,
	    char out[BADGE_RANDOM_LEN]);
/* Signs any text: the hex of 64 bytes. */
str	badge_sign(struct ctx *, const struct badge_secret *, str text);

/* badge_list(), also without what stands on each: that takes a signature. */
void	badge_lines(struct ctx *, int64_t conference_id, int after, size_t max,
	    bool texts, struct badge_line **out, size_t *out_len);

/* What a door was shown: a badge, or a number. */
struct shown_badge {
	struct participant	 who;
	bool			 old;	/* of an issue before */
};
MUST_USE enum door_err	badge_shown(struct ctx *, const struct conference *,
		    str text, struct shown_badge *out);

#endif
