/*
 * vote_held.c - keys that the server itself holds, in memory that is neither
 * written to a swap file nor to an image of the program (VOTE-10).
 */
#include <pthread.h>
#include <sodium.h>
#include <string.h>
#include <sys/mman.h>

#include "vote/vote_own.h"

struct held {
	int64_t		 vote_id;	/* 0: free */
	unsigned char	 secret[VOTE_KEY_BYTES];
};

/* A page of its own: what else lies in it would be left out of images too. */
#define HELD_BYTES	4096

static _Alignas(HELD_BYTES) union {
	struct held	 at[VOTE_HELD_MAX];
	unsigned char	 page[HELD_BYTES];
} held;
_Static_assert(sizeof(held) == HELD_BYTES, "the keys fit into one page");
static pthread_mutex_t held_lock = PTHREAD_MUTEX_INITIALIZER;

static struct held *
find(int64_t vote_id)
{
	for (size_t i = 0; i < VOTE_HELD_MAX; i++) {
		if (held.at[i].vote_id == vote_id) {
			return &held.at[i];
		}
	}
	return NULL;
}

bool
vote_held_make(int64_t vote_id, unsigned char public_key[VOTE_KEY_BYTES])
{
	struct held *h;

	pthread_mutex_lock(&held_lock);
	h = find(vote_id);
	h = h != NULL ? h : find(0);
	if (h != NULL) {
		/* Where the system locks no memory it is a little less safe
		 * from a swap file, and nothing else. */
		sodium_mlock(&held, sizeof(held));
		madvise(&held, sizeof(held), MADV_DONTDUMP);
		h->vote_id = vote_id;
		crypto_box_keypair(public_key, h->secret);
	}
	pthread_mutex_unlock(&held_lock);
	return h != NULL;
}

bool
vote_held_get(int64_t vote_id, unsigned char secret_key[VOTE_KEY_BYTES])
{
	struct held *h;

	pthread_mutex_lock(&held_lock);
	h = find(vote_id);
	if (h != NULL) {
		memcpy(secret_key, h->secret, VOTE_KEY_BYTES);
	}
	pthread_mutex_unlock(&held_lock);
	return h != NULL;
}

bool
vote_held_is(int64_t vote_id)
{
	unsigned char key[VOTE_KEY_BYTES];
	bool is = vote_held_get(vote_id, key);

	sodium_memzero(key, sizeof(key));
	return is;
}

static void
vote_held_wipe(int64_t vote_id)
{
	struct held *h;

	pthread_mutex_lock(&held_lock);
	h = find(vote_id);
	if (h != NULL) {
		sodium_memzero(h, sizeof(*h));
	}
	pthread_mutex_unlock(&held_lock);
}

void
vote_forget_key(const struct vote *v)
{
	if (v->keys == KEYS_OF_SERVER && v->state > VOTE_IS_OPEN) {
		vote_held_wipe(v->id);
	}
}
