/*
 * names_find.c - the members in whose name all words are parts.
 *
 * The units that are asked for are stretches of places, and a stretch is a row
 * of leaves. The word that is rarest is looked for; where it is, the others are
 * looked for in the same name. A long stretch is cut into pieces, which several
 * threads take one after the other: so those that are done are always the first
 * ones, and once enough is found in them the rest need not be read.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "names/names_inside.h"

#define UNITS_MAX	NAMES_ASKED_MAX
#define PIECE_LEAVES	16
#define ALONE_PIECES	6		/* so many one thread reads alone */
#define HELPERS_MAX	3		/* of one search */
#define HELPERS_ALL	8		/* of all of them */
#define HELPER_STACK	((size_t)256 * 1024)

struct stretch {
	uint32_t	 first, end;	/* places */
	size_t		 leaf, leaves;	/* of its first; how many */
	size_t		 pieces;
};

struct asked {
	struct names	*names;
	struct needle	 needle;	/* the rarest word */
	const str	*words;
	size_t		 words_len, max;
	struct stretch	 stretch[UNITS_MAX];
	size_t		 stretches, pieces;
	size_t		 first;		/* piece that is still to be read */
	size_t		 found_len;	/* in those before it */
	/* For several threads: */
	atomic_size_t	 next, found;
	struct part {
		struct names_hit	*hit;
		size_t			 len;
		bool			 failed;	/* no memory */
	}		*part;
};

bool
names_fit(str fold, const str *words, size_t words_len)
{
	for (size_t i = 0; i < words_len; i++) {
		if (memmem(fold.at, fold.len, words[i].at, words[i].len) ==
		    NULL) {
			return false;
		}
	}
	return true;
}

/* ---- one leaf ---------------------------------------------------------- */

static int64_t
id_in(const struct leaf *l, size_t cell, size_t nth)
{
	const uint8_t *at = l->ids + l->cell[cell].ids_at;
	uint64_t id = 0;

	for (size_t i = 0; i <= nth; i++) {
		uint64_t x = 0;
		int shift = 0;

		for (; (*at & 0x80) != 0; at++, shift += 7) {
			x |= (uint64_t)(*at & 0x7f) << shift;
		}
		x |= (uint64_t)*at++ << shift;
		id += (x >> 1) ^ (0 - (x & 1));
	}
	return (int64_t)id;
}

/* Whose name begins here: which cell, and the how many-th in it. */
static struct names_hit
hit_at(const struct leaf *l, const char *name)
{
	uint32_t offset = (uint32_t)(name - l->text);
	size_t low = 0, high = l->cells, nth = 0;
	const char *at;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (l->cell[mid].text_at <= offset) {
			low = mid;
		} else {
			high = mid;
		}
	}
	for (at = l->text + l->cell[low].text_at; at < name; nth++) {
		at += strlen(at) + 1;
	}
	return (struct names_hit){ id_in(l, low, nth), l->cell[low].id };
}

/* In the names from at to end, which begins and ends with whole ones. */
static size_t
search_text(const struct asked *q, const struct leaf *l, const char *at,
    const char *end, struct names_hit *out, size_t max)
{
	const char *from = at;
	size_t len = 0;

	while (len < max && at < end &&
	    (at = needle_find(&q->needle, at, end)) != NULL) {
		const char *before = memrchr(from, '\0', (size_t)(at - from));
		const char *name = before != NULL ? before + 1 : from;
		size_t name_len = strlen(name);

		if (q->words_len < 2 || names_fit((str){ name, name_len },
		    q->words, q->words_len)) {
			out[len++] = hit_at(l, name);
		}
		at = name + name_len + 1;
	}
	return len;
}

static size_t
search_leaf(const struct asked *q, const struct stretch *s, size_t leaf,
    struct names_hit *out, size_t max)
{
	const struct leaf *l = &q->names->leaf[leaf];
	size_t from = 0, until = l->cells;
	uint32_t at, end;

	if (leaf == s->leaf) {
		from = leaf_find(q->names, l, s->first);
	}
	if (leaf + 1 == s->leaf + s->leaves) {
		until = leaf_find(q->names, l, s->end);
	}
	if (from >= until) {
		return 0;
	}
	at = l->cell[from].text_at;
	end = cell_text_end(l, until - 1);
	return search_text(q, l, l->text + at, l->text + end, out, max);
}

/* ---- pieces ------------------------------------------------------------ */

static size_t
search_piece(const struct asked *q, size_t piece, struct names_hit *out,
    size_t max)
{
	const struct stretch *s = q->stretch;
	size_t leaf, end, len = 0;

	for (; piece >= s->pieces; s++) {
		piece -= s->pieces;
	}
	leaf = s->leaf + piece * PIECE_LEAVES;
	end = leaf + PIECE_LEAVES < s->leaf + s->leaves ?
	    leaf + PIECE_LEAVES : s->leaf + s->leaves;
	for (; leaf < end && len < max; leaf++) {
		len += search_leaf(q, s, leaf, out + len, max - len);
	}
	return len;
}

/* The pieces up to one, from that where the last call ended. */
static void
search_alone(struct asked *q, size_t until, struct names_hit *out)
{
	for (; q->first < until && q->found_len < q->max; q->first++) {
		q->found_len += search_piece(q, q->first, out + q->found_len,
		    q->max - q->found_len);
	}
}

/* Pieces are taken in their order, so what was not taken comes after all that
 * was. */
static void *
work(void *arg)
{
	struct asked *q = arg;
	size_t i;

	while (atomic_load(&q->found) < q->max &&
	    (i = atomic_fetch_add(&q->next, 1)) < q->pieces) {
		struct part *part = &q->part[i];

		part->hit = malloc(q->max * sizeof(*part->hit));
		part->failed = part->hit == NULL;
		if (!part->failed) {
			part->len = search_piece(q, i, part->hit, q->max);
			atomic_fetch_add(&q->found, part->len);
		}
	}
	return NULL;
}

/* Threads there are cores for, and that no other search has. */
static size_t
helpers_take(struct names *names)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	size_t n = 0;

	while (n < HELPERS_MAX && (long)n + 1 < cores) {
		if (atomic_fetch_add(&names->helpers, 1) >= HELPERS_ALL) {
			atomic_fetch_sub(&names->helpers, 1);
			break;
		}
		n++;
	}
	return n;
}

static void
work_together(struct asked *q)
{
	pthread_t thread[HELPERS_MAX];
	size_t taken = helpers_take(q->names), n = 0;
	pthread_attr_t attr;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, HELPER_STACK);
	while (n < taken && pthread_create(&thread[n], &attr, work, q) == 0) {
		n++;
	}
	pthread_attr_destroy(&attr);
	work(q);
	for (size_t i = 0; i < n; i++) {
		pthread_join(thread[i], NULL);
	}
	atomic_fetch_sub(&q->names->helpers, (int)taken);
}

/* The pieces that are left; those that memory was too little for, and all after
 * them, stay so. */
static void
search_together(struct asked *q, struct names_hit *out)
{
	size_t first = q->first;
	bool ok = true;

	q->part = calloc(q->pieces, sizeof(*q->part));
	if (q->part == NULL) {
		return;
	}
	atomic_store(&q->next, first);
	atomic_store(&q->found, q->found_len);
	work_together(q);
	for (size_t i = first; i < q->pieces; i++) {
		const struct part *part = &q->part[i];

		ok = ok && !part->failed;
		for (size_t j = 0; ok && j < part->len &&
		    q->found_len < q->max; j++) {
			out[q->found_len++] = part->hit[j];
		}
		q->first += ok;
		free(part->hit);
	}
	free(q->part);
}

/* ---- what is asked ----------------------------------------------------- */

static int
by_first(const void *a, const void *b)
{
	const struct stretch *x = a, *y = b;

	return x->first < y->first ? -1 : x->first > y->first;
}

/* Units of a tree lie within each other or apart; each cell is read once. */
static void
stretches_make(struct asked *q, const struct names_under *under, size_t len)
{
	const struct places *p = &q->names->places;
	struct stretch all[UNITS_MAX];
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		uint32_t first = place_of(p, under[i].unit_id);

		if (first != 0) {
			all[n++] = (struct stretch){ .first = first,
			    .end = under[i].below ?
			    p->end[under[i].unit_id] : first + 1 };
		}
	}
	qsort(all, n, sizeof(*all), by_first);
	for (size_t i = 0; i < n; i++) {
		struct stretch *last = q->stretches == 0 ? NULL :
		    &q->stretch[q->stretches - 1];

		if (last != NULL && all[i].first < last->end) {
			last->end = all[i].end > last->end ? all[i].end :
			    last->end;
		} else {
			q->stretch[q->stretches++] = all[i];
		}
	}
}

static void
stretches_cut(struct asked *q)
{
	const struct names *names = q->names;

	for (size_t i = 0; i < q->stretches; i++) {
		struct stretch *s = &q->stretch[i];

		s->leaf = leaves_find(names, s->first);
		s->leaves = leaves_find(names, s->end - 1) - s->leaf + 1;
		s->pieces = (s->leaves + PIECE_LEAVES - 1) / PIECE_LEAVES;
		q->pieces += s->pieces;
	}
}

/* That of the words whose rarest byte is rarest; a longer one, if alike. */
static struct needle
rarest(struct names *names, const str *words, size_t len)
{
	struct needle best = { S(""), 0, 0 };
	unsigned long long best_seen = 0;

	for (size_t i = 0; i < len; i++) {
		struct needle n = needle_make(names, words[i]);
		unsigned long long least = UINT64_MAX;

		for (size_t j = 0; j < n.word.len; j++) {
			unsigned long long seen = atomic_load_explicit(
			    &names->seen[(unsigned char)n.word.at[j]],
			    memory_order_relaxed);

			least = seen < least ? seen : least;
		}
		if (best.word.len == 0 || least < best_seen ||
		    (least == best_seen && n.word.len > best.word.len)) {
			best = n;
			best_seen = least;
		}
	}
	return best;
}

size_t
names_find(struct names *names, const struct names_under *under,
    size_t under_len, const str *words, size_t words_len,
    struct names_hit *out, size_t max)
{
	struct asked q = { .names = names, .words = words,
		.words_len = words_len, .max = max };

	assert(under_len <= UNITS_MAX && max <= NAMES_FOUND_MAX);
	assert(words_len <= NAMES_WORDS_MAX);
	q.needle = rarest(names, words, words_len);
	pthread_rwlock_rdlock(&names->lock);
	if (names->leaves > 0) {
		stretches_make(&q, under, under_len);
		stretches_cut(&q);
		/* What many have is found in the first of them. */
		search_alone(&q, q.pieces <= ALONE_PIECES ? q.pieces : 1, out);
		if (q.first < q.pieces && q.found_len < max) {
			search_together(&q, out);
		}
		search_alone(&q, q.pieces, out);
	}
	pthread_rwlock_unlock(&names->lock);
	return q.found_len;
}
