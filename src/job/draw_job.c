/*
 * draw_job.c - a document is drawn beside the writer and then kept, a few parts
 * at a time. What is drawn lies in memory without a name: where the server ends
 * meanwhile, it is drawn again.
 */
#include <unistd.h>

#include "job/job_pages.h"

#define PARTS_AT_ONCE	4

static const struct paper_limits limits = { .wall_s = 300, .cpu_s = 200,
	.memory_mb = 1024, .pages = 20000,
	.file_mb = JOB_FILE_MAX / (1024 * 1024) };

struct drawing {
	enum paper_err		 err;
	struct paper_drawn	 drawn;
	str			 file_name;
};

void
job_draw(struct job_worker *w, const struct paper *p, str file_name,
    const atomic_bool *stop)
{
	struct drawing *d = NEW(&w->mem, struct drawing, 1);

	d->file_name = arena_copy(&w->mem, file_name);
	d->err = paper_draw(p, &limits, stop, &d->drawn);
	w->drawn_ms = d->err == PAPER_OK ? d->drawn.ms + 1 : -1;
	if (d->err != PAPER_STOPPED) {
		w->held = d;
	}
}

void
job_let_drawn_go(struct job_worker *w)
{
	struct drawing *d = w->held;

	if (d->drawn.fd >= 0) {
		close(d->drawn.fd);
	}
}

static enum job_piece
give_up(struct ctx *cx, struct job *job, const struct drawing *d)
{
	log_line("paper: %s %s", paper_err_text(d->err), d->drawn.detail);
	job->message = arena_printf(cx->mem, "%s%s%s%s",
	    paper_err_text(d->err), d->drawn.detail[0] != '\0' ? " (" : "",
	    d->drawn.detail, d->drawn.detail[0] != '\0' ? ")" : "");
	return JOB_GIVEN_UP;
}

/* The next part of it. False: it cannot be read, which memory can always be. */
static bool
keep_part(struct ctx *cx, struct job *job, const struct drawing *d)
{
	char *part = arena_alloc(cx->mem, JOB_FILE_PART, 1);
	ssize_t n = pread(d->drawn.fd, part, JOB_FILE_PART,
	    (off_t)job->file_bytes);

	if (n <= 0) {
		return false;
	}
	job_file_add(cx, job, (str){ part, (size_t)n });
	return true;
}

enum job_piece
job_keep_drawn(struct ctx *cx, struct job *job, struct job_worker *w)
{
	const struct drawing *d = w->held;

	if (d == NULL) {
		job_file_drop(cx, job);
		job->done = 0;
		return JOB_APART;
	}
	if (d->err != PAPER_OK) {
		return give_up(cx, job, d);
	}
	for (int i = 0; i < PARTS_AT_ONCE &&
	    job->file_bytes < d->drawn.bytes; i++) {
		if (!keep_part(cx, job, d)) {
			job->message = S("What was drawn could not be kept.");
			return JOB_GIVEN_UP;
		}
	}
	job->done = job->whole * job->file_bytes / d->drawn.bytes;
	if (job->file_bytes < d->drawn.bytes) {
		return JOB_MORE;
	}
	job->file_name = d->file_name;
	job->file_type = S("application/pdf");
	return JOB_END;
}
