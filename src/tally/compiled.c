/*
 * compiled.c - the rules of all editions, made ready once for each set of
 * editions and shared by all threads.
 */
#include <pthread.h>
#include <string.h>

#include "db/db.h"
#include "tally/facts.sql.h"
#include "tally/judge.h"

#define SETS_MAX	32		/* more are made anew each time */
#define SET_BYTES	((size_t)64 << 20)	/* of addresses, not memory */

/* Editions never change, and their random public ids tell which they are; so
 * what is made of a set of them is good as long as statutes.h keeps them. */
static struct set {
	struct arena		 mem;
	char			*ids;
	size_t			 ids_len;
	int			 forgotten;	/* statutes_forgotten() then */
	struct compiled		 compiled;
} sets[SETS_MAX];
static size_t sets_len;
static pthread_mutex_t sets_lock = PTHREAD_MUTEX_INITIALIZER;

/* The public ids of all editions in a row, and the newest id. */
static str
read_ids(struct ctx *cx, int64_t *out_newest)
{
	struct LIST(char) ids = { 0 };
	struct query q = db_query(cx->db, &sql_judge_editions);

	*out_newest = 0;
	while (q_row(&q)) {
		str id = q_get_str(&q, 1);

		for (size_t i = 0; i < id.len; i++) {
			*LIST_ADD(cx->mem, &ids) = id.at[i];
		}
		if (q_get_int(&q, 0) > *out_newest) {
			*out_newest = q_get_int(&q, 0);
		}
	}
	return (str){ ids.at, ids.len };
}

static void
compile(struct ctx *cx, struct arena *mem, const struct edition_list *editions,
    int64_t newest, struct compiled *out)
{
	struct ctx in = *cx;

	in.mem = mem;
	*out = (struct compiled){ .editions = *editions, .newest = newest };
	(void)facts_kind(&in, &out->words, S(""));
	rules_by_tier(&in, &out->editions, &out->words, &out->rules);
}

/* What was made before statutes_forget() speaks of what is gone. */
static void
drop_forgotten(int forgotten)
{
	while (sets_len > 0 && sets[sets_len - 1].forgotten != forgotten) {
		arena_drop(&sets[--sets_len].mem);
	}
}

static const struct compiled *
find_set(str ids)
{
	for (size_t i = 0; i < sets_len; i++) {
		if (str_eq((str){ sets[i].ids, sets[i].ids_len }, ids)) {
			return &sets[i].compiled;
		}
	}
	return NULL;
}

static const struct compiled *
keep_set(struct ctx *cx, str ids, const struct edition_list *editions,
    int64_t newest)
{
	struct set *set = &sets[sets_len];

	if (sets_len == SETS_MAX || !arena_make(&set->mem, SET_BYTES)) {
		return NULL;
	}
	set->ids = arena_copy_z(&set->mem, ids);
	set->ids_len = ids.len;
	set->forgotten = statutes_forgotten();
	compile(cx, &set->mem, editions, newest, &set->compiled);
	sets_len++;
	return &set->compiled;
}

static bool
all_kept(const struct edition_list *editions)
{
	for (size_t i = 0; i < editions->len; i++) {
		if (!statutes_is_kept(editions->at[i])) {
			return false;
		}
	}
	return true;
}

static const struct compiled *
make(struct ctx *cx, str ids, int64_t newest)
{
	struct edition_list *editions = NEW(cx->mem, struct edition_list, 1);
	const struct compiled *found = NULL;
	struct compiled *own;

	rules_editions(cx, NULL, cx->today, editions);
	if (db_state(cx->db) != DB_OK) {
		return NULL;
	}
	if (all_kept(editions)) {
		pthread_mutex_lock(&sets_lock);
		found = find_set(ids);
		if (found == NULL) {
			found = keep_set(cx, ids, editions, newest);
		}
		pthread_mutex_unlock(&sets_lock);
	}
	if (found == NULL) {
		own = NEW(cx->mem, struct compiled, 1);
		compile(cx, cx->mem, editions, newest, own);
		found = own;
	}
	return found;
}

const struct compiled *
rules_compiled(struct ctx *cx)
{
	const struct compiled *found;
	int64_t newest;
	str ids = read_ids(cx, &newest);

	if (db_state(cx->db) != DB_OK) {
		return NULL;
	}
	pthread_mutex_lock(&sets_lock);
	drop_forgotten(statutes_forgotten());
	found = find_set(ids);
	pthread_mutex_unlock(&sets_lock);
	return found != NULL ? found : make(cx, ids, newest);
}
