/*
 * papers.c - answers that are documents: drawn after the transaction, by few
 * threads that only wait for the program that draws (PAPER-7).
 *
 * What is drawn lies in memory until it is sent, so there is a bound on all of
 * it together: where many fetch large ones slowly, the next is told to wait.
 */
#include "http/server_inside.h"

#include "paper/paper.h"

void
papers_sent(struct exchange *x)
{
	atomic_fetch_sub(&x->server->drawn, x->drawn);
	x->drawn = 0;
}

static void
answer_with(struct exchange *x, const struct paper_drawn *drawn)
{
	x->drawn = drawn->bytes;
	atomic_fetch_add(&x->server->drawn, drawn->bytes);
	x->res.file = drawn->fd;
	x->res.file_len = drawn->bytes;
	exchange_done(x);
}

static void
draw_one(struct exchange *x)
{
	struct server *s = x->server;
	struct paper_drawn drawn;
	enum paper_err err;

	if (atomic_load(&s->drawn) > DRAWN_MAX) {
		exchange_busy(x);
		return;
	}
	err = paper_draw(x->res.paper, &paper_limits_web, &s->stopping, &drawn);
	x->res.paper = NULL;
	metrics_drawn(&s->metrics, drawn.ms, err == PAPER_OK);
	if (err == PAPER_OK) {
		answer_with(x, &drawn);
	} else {
		struct ctx cx = exchange_ctx(x, NULL);

		log_line("paper: %s %s", paper_err_text(err), drawn.detail);
		web_undrawn(&cx, &x->call, err, drawn.detail, &x->res);
		exchange_done(x);
	}
}

static void *
papers_main(void *arg)
{
	struct server *s = arg;
	struct exchange *x;

	while ((x = queue_take(&s->papers.queue)) != NULL) {
		draw_one(x);
	}
	return NULL;
}

bool
papers_start(struct server *s, size_t threads)
{
	return pool_start(&s->papers, PAPER_QUEUE_MAX, threads, papers_main, s);
}

void
papers_put(struct exchange *x)
{
	if (!queue_put(&x->server->papers.queue, x)) {
		exchange_busy(x);
	}
}
