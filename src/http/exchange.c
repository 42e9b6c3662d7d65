/*
 * exchange.c - one request between the threads, and the memory it works in.
 */
#include "http/server_inside.h"

#include <stdlib.h>

#include "db/memo.h"

#define UPLOAD_SHARE	8	/* a long body gets so many times the space */

struct ctx
exchange_ctx(const struct exchange *x, struct db *db)
{
	int64_t now = clock_now();

	return (struct ctx){
		.db = db, .mem = x->mem, .now = now,
		.memo = db == NULL ? NULL : NEW(x->mem, struct memo, 1),
		.today = date_of_moment(now),
		.tally = x->server->figures.tally,
		.names = x->server->names,
	};
}

static void
wake(struct exchange *x)
{
	if (x->mem != NULL) {
		arenas_give(&x->server->arenas, x->mem);
		x->mem = NULL;
	}
	x->answered = true;
	MHD_resume_connection(x->connection);
}

void
exchange_answer(struct exchange *x)
{
	if (x->res.paper != NULL && x->res.status == 200) {
		papers_put(x);
	} else {
		exchange_done(x);
	}
}

void
exchange_done(struct exchange *x)
{
	if (!reply_make(&x->reply, &x->res, &x->reply_for)) {
		log_line("http: no memory for an answer");
	}
	wake(x);
}

void
exchange_taken(struct exchange *x)
{
	x->reply.status = x->res.status;
	x->taken = true;
	exchange_note(x);
	wake(x);
}

void
exchange_fail(struct exchange *x, enum db_state state)
{
	struct ctx cx = exchange_ctx(x, NULL);

	web_failed(&cx, &x->call, state, &x->res);
	exchange_answer(x);
}

void
exchange_busy(struct exchange *x)
{
	char page[] = "Many people are here at this moment. Nothing was"
	    " changed. Try again in a few seconds.\n";
	char json[] = "{\"message\":\"Many people are here at this moment. It"
	    " will be sent again.\"}\n";
	bool outbox = accepts_json(x->in.accept);

	x->res = (struct res){
		.status = 503, .retry_s = 2,
		.type = outbox ? S("application/json") :
		    S("text/plain; charset=utf-8"),
	};
	x->res.body.at = outbox ? json : page;
	x->res.body.len = outbox ? sizeof(json) - 1 : sizeof(page) - 1;
	exchange_answer(x);
}

/* ---- memory ------------------------------------------------------------ */

static struct arena *
arena_new(size_t size)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (a != NULL && !arena_make(a, size)) {
		free(a);
		return NULL;
	}
	return a;
}

struct arena *
arenas_take(struct arenas *all, size_t body_len)
{
	size_t size = body_len > BODY_MAX ? UPLOAD_SHARE * all->size :
	    all->size;
	struct arena *a = NULL;

	pthread_mutex_lock(&all->lock);
	all->used++;
	if (size == all->size && all->kept_len > 0) {
		a = all->kept[--all->kept_len];
	}
	pthread_mutex_unlock(&all->lock);
	if (a == NULL && (a = arena_new(size)) == NULL) {
		pthread_mutex_lock(&all->lock);
		all->used--;
		pthread_mutex_unlock(&all->lock);
	}
	return a;
}

void
arenas_give(struct arenas *all, struct arena *a)
{
	bool keep = a->size == all->size;

	if (keep) {
		arena_reset(a);
	}
	pthread_mutex_lock(&all->lock);
	all->used--;
	keep = keep && all->kept_len < ARENAS_KEPT;
	if (keep) {
		all->kept[all->kept_len++] = a;
	}
	pthread_mutex_unlock(&all->lock);
	if (!keep) {
		arena_drop(a);
		free(a);
	}
}

void
arenas_drop(struct arenas *all)
{
	while (all->kept_len > 0) {
		struct arena *a = all->kept[--all->kept_len];

		arena_drop(a);
		free(a);
	}
	pthread_mutex_destroy(&all->lock);
}
