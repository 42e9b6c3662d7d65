/*
 * job_web.c - long work as a person sees it.
 *
 *	GET  /jobs		what one has begun
 *	GET  /jobs/{job}	how far it is; the page comes again by itself
 *	POST /jobs/{job}	stop it (JOB-3)
 *	GET  /jobs/{job}/file	what it made
 */
#include "html/parts.h"
#include "http/web.h"
#include "job/job.h"

#define REFRESH_S	2	/* while it is new ... */
#define REFRESH_LONG_S	5	/* ... and later */
#define NEW_S		20
#define SPEED_S		10	/* of steady work, before a time is told */

struct job_page_view {
	str			 title, where, going, left, percent, done_words;
	str			 message, began, ended, key, file, size;
	struct path		 back, to, file_to;
	struct part_errors_view	 errors;
	const char		*kind;	/* of the bar */
	bool			 open, stopping, may, ready, gone;
};

struct job_line {
	struct path	 to;
	str		 title, text;
};

struct jobs_page_view {
	struct job_line		*jobs;
	size_t			 jobs_len;
	struct part_empty_view	 empty;
};

#include "job/job_page.html.h"
#include "job/jobs_page.html.h"

static const char *const state_words[] = { [JOB_WAITING] = "Waiting",
	[JOB_RUNNING] = "Under way", [JOB_DONE] = "Done",
	[JOB_STOPPED] = "Stopped", [JOB_FAILED] = "Not done" };

static bool
find(struct ctx *cx, const struct req *rq, struct object *o)
{
	struct job job;

	if (!job_read(cx, req_str(rq, "job"), &job)) {
		return false;
	}
	*o = job.about;
	o->id = job.id;
	return true;
}

/* JOB-6: what a job needs is in its row, so the route cannot say it. */
static bool
may_not(struct ctx *cx, const struct req *rq, struct res *rs, bool may)
{
	if (!may) {
		res_problem(cx, rq, rs, 403, "This is somebody else’s work",
		    "Its page is for who began it, and for who may do the same "
		    "today; what it made is for those alone.");
	}
	return !may;
}

/* ---- in words ---------------------------------------------------------- */

/* "12,000 of 88,000 rows"; "" where nothing is counted yet. */
static str
how_far(struct ctx *cx, const struct job *job)
{
	if (job->whole == 0 && job->done == 0) {
		return S("");
	}
	if (job->whole == 0) {
		return arena_printf(cx->mem, STR_FMT " " STR_FMT,
		    STR_ARG(number_text(cx->mem, job->done)),
		    STR_ARG(job->things));
	}
	return arena_printf(cx->mem, STR_FMT " of " STR_FMT " " STR_FMT,
	    STR_ARG(number_text(cx->mem, job->done)),
	    STR_ARG(number_text(cx->mem, job->whole)), STR_ARG(job->things));
}

/* How long it still takes, once it has gone on for a while. */
static str
time_left(struct ctx *cx, const struct job *job)
{
	int64_t took = cx->now - job->begun_at, left;

	if (job->state != JOB_RUNNING || took < SPEED_S || job->done == 0 ||
	    job->whole <= job->done) {
		return S("");
	}
	left = (job->whole - job->done) * took / job->done;
	if (left < 60) {
		return S("less than a minute left");
	}
	return arena_printf(cx->mem, "about " STR_FMT " left",
	    STR_ARG(count_of(cx->mem, (left + 30) / 60, "minute", "minutes")));
}

static str
percent(struct ctx *cx, const struct job *job)
{
	int64_t p = job->state == JOB_DONE ? 100 : job->whole == 0 ? 0 :
	    job->done * 100 / job->whole;

	return arena_printf(cx->mem, "%lld%%", (long long)(p > 100 ? 100 : p));
}

static str
what_goes_on(struct ctx *cx, const struct job *job)
{
	int64_t before;

	if (job->stop) {
		return S("It stops before its next piece.");
	}
	if (job->state == JOB_RUNNING) {
		return S("You can close this page: the work goes on, also if "
		    "the server is started again.");
	}
	before = job_before(cx, job);
	return before == 0 ? S("It begins in a moment.") :
	    arena_printf(cx->mem, "It begins when " STR_FMT " done.",
	    STR_ARG(count_of(cx->mem, before, "other piece of long work is",
	    "other pieces of long work are")));
}

/* ---- pages ------------------------------------------------------------- */

static void
fill(struct ctx *cx, const struct job *job, struct job_page_view *v)
{
	bool open = job->ended_at == 0;

	v->title = job->title;
	v->where = str_z(state_words[job->state]);
	v->open = open;
	v->stopping = job->stop;
	v->may = job_may_do(cx, job);
	v->going = open ? what_goes_on(cx, job) : S("");
	v->left = time_left(cx, job);
	v->percent = percent(cx, job);
	v->done_words = how_far(cx, job);
	v->kind = job->state == JOB_DONE ? "good" :
	    job->state == JOB_FAILED ? "late" : "";
	v->message = job->message;
	v->began = moment_text(cx->mem, job->begun_at);
	v->ended = open ? S("") : moment_text(cx->mem, job->ended_at);
	v->back = (struct path){ job->back };
	v->to = path_of(cx->mem, "/jobs/%s", job->public_id);
	v->ready = v->may && job->state == JOB_DONE && job->file_bytes > 0;
	v->file = job->file_name;
	v->file_to = path_of(cx->mem, "/jobs/%s/file", job->public_id);
	v->size = arena_printf(cx->mem, "%lld KB",
	    (long long)(job->file_bytes + 1023) / 1024);
}

static void
show(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct job *job, const struct problems *p)
{
	struct job_page_view v = { .key = rq->key,
		.errors = part_errors(cx->mem, p) };
	struct html main = html_start(cx);

	fill(cx, job, &v);
	if (v.open && rs->status == 200) {
		rs->refresh_s = cx->now - job->begun_at < NEW_S ? REFRESH_S :
		    REFRESH_LONG_S;
	}
	job_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = arena_printf(cx->mem,
	    STR_FMT ": " STR_FMT, STR_ARG(v.where), STR_ARG(v.title)),
	    .nav = NAV_MORE }, &main);
}

static void
get_job(struct ctx *cx, const struct req *rq, struct res *rs)
{
	static const struct problems none;
	struct job job;

	if (!job_by_id(cx, rq->object.id, &job)) {
		res_missing(cx, rq, rs);
	} else if (!may_not(cx, rq, rs, job_may_see(cx, &job))) {
		show(cx, rq, rs, &job, &none);
	}
}

static void
post_job(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems p = { 0 };
	enum job_err err;
	struct job job;

	if (!job_by_id(cx, rq->object.id, &job)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (may_not(cx, rq, rs, job_may_do(cx, &job))) {
		return;
	}
	err = job_stop(cx, job.id);
	if (err != JOB_OK) {
		problem_add(&p, NULL, text_sentence(cx->mem,
		    str_z(job_err_text(err))));
		res_refuse(cx, rs, job_err_status(err), &p);
		show(cx, rq, rs, &job, &p);
		return;
	}
	res_go(cx, rs, path_of(cx->mem, "/jobs/%s", job.public_id));
}

static void
get_file(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct job job = { .id = 0 };
	char *at;
	size_t len;

	if (job_by_id(cx, rq->object.id, &job) && may_not(cx, rq, rs,
	    job_may_do(cx, &job))) {
		return;
	}
	if (job.id == 0 || !job_file(cx, &job, &at, &len)) {
		res_problem(cx, rq, rs, 404, "This file is not here any more",
		    "What was made is kept for a day. Begin it again where you "
		    "began it, and it is made anew.");
		return;
	}
	rs->type = job.file_type;
	rs->file_name = job.file_name;
	rs->no_store = true;
	rs->body = (struct html){ .mem = cx->mem, .at = at, .len = len,
	    .cap = len };
}

static void
get_jobs(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct jobs_page_view v = { .empty = { S("No long work of yours"),
		S("What takes longer than a moment, such as a long list that "
		"is taken over, is found here with how far it is."),
		path_of(cx->mem, "/"), S("Today") } };
	struct html main = html_start(cx);
	struct job *jobs;

	job_list(cx, &jobs, &v.jobs_len);
	v.jobs = NEW(cx->mem, struct job_line, v.jobs_len);
	for (size_t i = 0; i < v.jobs_len; i++) {
		str far = how_far(cx, &jobs[i]);

		v.jobs[i] = (struct job_line){ path_of(cx->mem, "/jobs/%s",
		    jobs[i].public_id), jobs[i].title, arena_printf(cx->mem,
		    "%s%s" STR_FMT ", " STR_FMT, state_words[jobs[i].state],
		    far.len > 0 ? ", " : "", STR_ARG(far),
		    STR_ARG(moment_text(cx->mem, jobs[i].begun_at))) };
	}
	jobs_page_html(&main, &v);
	res_page(cx, rq, rs, (struct frame){ .title = S("Long work"),
	    .nav = NAV_MORE }, &main);
}

/* ---- routes ------------------------------------------------------------ */

extern const struct route job_routes[];		/* listed in tables.c */

const struct route job_routes[] = {
	{ "GET", "/jobs", ACT_LOGGED_IN, NULL, get_jobs, NULL, NULL },
	{ "GET", "/jobs/{job}", ACT_LOGGED_IN, find, get_job, NULL, NULL },
	{ "POST", "/jobs/{job}", ACT_LOGGED_IN, find, post_job, NULL, NULL },
	{ "GET", "/jobs/{job}/file", ACT_LOGGED_IN, find, get_file, NULL,
	    NULL },
	ROUTES_END
};
