/*
 * budget.c - a table of counts that wear off, in places found by a keyed hash.
 */
#include "account/budget.h"

#include <arpa/inet.h>
#include <assert.h>
#include <pthread.h>
#include <sodium.h>
#include <string.h>

#define PLACES	8192			/* sets of WAYS */
#define WAYS	4

struct count {
	uint64_t	 key;		/* 0: free */
	int64_t		 at;		/* up to when `used` has worn off */
	int64_t		 until;		/* to wait */
	uint32_t	 used;
};

static const struct {
	uint32_t	 free;
	int64_t		 wears_s;	/* one attempt wears off in this time */
	bool		 shared;	/* by several people */
} policy[] = {
	[BUDGET_LOGIN] = { BUDGET_LOGIN_FREE, 300, false },
	[BUDGET_NETWORK] = { BUDGET_NETWORK_FREE, 20, true },
	[BUDGET_CODE] = { BUDGET_CODE_FREE, 30, true },
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct count table[PLACES][WAYS];
static unsigned char secret[crypto_shorthash_KEYBYTES];
static bool have_secret;

static uint64_t
hash(enum budget_kind kind, str key)
{
	unsigned char text[256] = { (unsigned char)kind };
	uint64_t h;
	size_t len = key.len < sizeof(text) - 1 ? key.len : sizeof(text) - 1;

	if (!have_secret) {
		random_bytes(secret, sizeof(secret));
		have_secret = true;
	}
	if (len > 0) {
		memcpy(text + 1, key.at, len);
	}
	crypto_shorthash((unsigned char *)&h, text, len + 1, secret);
	return h == 0 ? 1 : h;
}

/* The count of a key, or a place for it: a free one, or the one whose count
 * says least. */
static struct count *
find(uint64_t key, int64_t now)
{
	struct count *set = table[key % PLACES], *least = &set[0];

	for (size_t i = 0; i < WAYS; i++) {
		if (set[i].key == key) {
			return &set[i];
		}
		if (set[i].used < least->used || (set[i].used == least->used &&
		    set[i].at < least->at)) {
			least = &set[i];
		}
	}
	*least = (struct count){ .key = key, .at = now };
	return least;
}

static void
wear(struct count *c, int64_t wears_s, int64_t now)
{
	int64_t off;

	/* The clock may have been set back. */
	c->at = c->at < now ? c->at : now;
	if (c->until > now + BUDGET_WAIT_MAX_S) {
		c->until = now + BUDGET_WAIT_MAX_S;
	}
	off = (now - c->at) / wears_s;
	c->used = off >= c->used ? 0 : c->used - (uint32_t)off;
	c->at += off * wears_s;
}

static int64_t
wait_after(uint32_t over)
{
	int64_t s = (int64_t)1 << (over < 20 ? over : 20);

	return s < BUDGET_WAIT_MAX_S ? s : BUDGET_WAIT_MAX_S;
}

int64_t
budget_take(enum budget_kind kind, str key, int64_t now)
{
	struct count *c;
	int64_t wait = 0;

	assert(kind < BUDGET_KINDS);
	pthread_mutex_lock(&lock);
	c = find(hash(kind, key), now);
	wear(c, policy[kind].wears_s, now);
	if (c->until > now) {
		wait = c->until - now;
	} else {
		c->used += c->used < UINT32_MAX;
		if (c->used >= policy[kind].free) {
			c->until = now +
			    wait_after(c->used - policy[kind].free);
		}
	}
	pthread_mutex_unlock(&lock);
	return wait;
}

void
budget_forgive(enum budget_kind kind, str key, int64_t now)
{
	struct count *c;

	assert(kind < BUDGET_KINDS);
	pthread_mutex_lock(&lock);
	c = find(hash(kind, key), now);
	if (policy[kind].shared) {
		c->used -= c->used > 0;
	} else {
		c->used = 0;
		c->until = 0;
	}
	pthread_mutex_unlock(&lock);
}

str
budget_network(struct arena *mem, str address)
{
	struct in6_addr a;

	if (address.len < INET6_ADDRSTRLEN &&
	    inet_pton(AF_INET6, arena_copy_z(mem, address), &a) == 1 &&
	    !IN6_IS_ADDR_V4MAPPED(&a)) {
		return arena_copy(mem, (str){ (const char *)&a, 8 });
	}
	return address;
}

void
budget_reset(void)
{
	pthread_mutex_lock(&lock);
	memset(table, 0, sizeof(table));
	pthread_mutex_unlock(&lock);
}
