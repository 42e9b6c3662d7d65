/* metrics.c - what the server did, counted and written as Prometheus text. */
#include "http/metrics.h"

#include <stdlib.h>
#include <unistd.h>

static const unsigned long limit_us[METRICS_TIMES] = { 500, 1000, 2500, 5000,
	10000, 25000, 50000, 100000, 250000, 500000, 1000000, 2500000,
	10000000 };
static const int known_status[METRICS_STATUSES - 1] = { 200, 303, 304, 400, 401,
	403, 404, 405, 408, 409, 413, 414, 415, 421, 422, 429, 500, 503, 507 };

static int
by_address(const void *a, const void *b)
{
	const struct route *const *x = a, *const *y = b;

	return (*x > *y) - (*x < *y);
}

void
metrics_begin(struct metrics *m, const struct route *const *tables)
{
	for (; *tables != NULL; tables++) {
		for (const struct route *r = *tables; r->method != NULL; r++) {
			if (m->routes < METRICS_ROUTES_MAX) {
				m->route[m->routes++] = r;
			}
		}
	}
	qsort(m->route, m->routes, sizeof(m->route[0]), by_address);
	m->began = clock_now();
}

static size_t
place_of_route(const struct metrics *m, const struct route *r)
{
	const struct route *const *found = r == NULL ? NULL : bsearch(&r,
	    m->route, m->routes, sizeof(m->route[0]), by_address);

	return found == NULL ? m->routes : (size_t)(found - m->route);
}

static size_t
place_of_status(int status)
{
	size_t i = 0;

	while (i < COUNT(known_status) && known_status[i] != status) {
		i++;
	}
	return i;
}

static void
histogram_add(struct histogram *h, int64_t us)
{
	size_t i = 0;

	us = us < 0 ? 0 : us;
	while (i < METRICS_TIMES && (unsigned long)us > limit_us[i]) {
		i++;
	}
	atomic_fetch_add(&h->within[i], 1);
	atomic_fetch_add(&h->sum_us, (unsigned long)us);
}

void
metrics_answer(struct metrics *m, const struct route *r, int status,
    int64_t us, bool writes)
{
	atomic_fetch_add(&m->answers[place_of_route(m, r)]
	    [place_of_status(status)], 1);
	if (r != NULL) {
		histogram_add(writes ? &m->writing : &m->reading, us);
	}
}

void
metrics_commit(struct metrics *m, size_t writes, int64_t us, bool done,
    bool full)
{
	size_t i = 0;

	if (!done) {
		atomic_fetch_add(&m->failed, 1);
		if (full) {
			atomic_store(&m->no_space, true);
		}
		return;
	}
	while (i + 1 < COUNT(m->batches) && writes > (size_t)1 << i) {
		i++;
	}
	atomic_fetch_add(&m->batches[i], 1);
	atomic_fetch_add(&m->written, writes);
	atomic_store(&m->no_space, false);
	histogram_add(&m->commits, us);
}

void
metrics_drawn(struct metrics *m, int64_t ms, bool done)
{
	if (done) {
		histogram_add(&m->drawing, ms * 1000);
	} else {
		atomic_fetch_add(&m->not_drawn, 1);
	}
}

/* ---- as text ----------------------------------------------------------- */

static void
head(FILE *f, const char *name, const char *type, const char *help)
{
	fprintf(f, "# HELP cellwork_%s %s\n# TYPE cellwork_%s %s\n", name, help,
	    name, type);
}

static void
one(FILE *f, const char *name, const char *type, const char *help, double n)
{
	head(f, name, type, help);
	fprintf(f, "cellwork_%s %.17g\n", name, n);
}

static void
write_answers(FILE *f, struct metrics *m)
{
	head(f, "requests_total", "counter",
	    "Answers, by method, route and status.");
	for (size_t i = 0; i <= m->routes; i++) {
		const struct route *r = i < m->routes ? m->route[i] : NULL;

		for (size_t j = 0; j < METRICS_STATUSES; j++) {
			unsigned long n = atomic_load(&m->answers[i][j]);
			char status[16] = "other";

			if (j < COUNT(known_status)) {
				snprintf(status, sizeof(status), "%d",
				    known_status[j]);
			}
			if (n > 0) {
				fprintf(f, "cellwork_requests_total{method="
				    "\"%s\",route=\"%s\",status=\"%s\"} %lu\n",
				    r != NULL ? r->method : "",
				    r != NULL ? r->path : "", status, n);
			}
		}
	}
}

static void
write_histogram(FILE *f, const char *name, const char *label,
    struct histogram *h)
{
	unsigned long n = 0;
	const char *comma = label[0] != '\0' ? "," : "";
	const char *open = label[0] != '\0' ? "{" : "";
	const char *close = label[0] != '\0' ? "}" : "";

	for (size_t i = 0; i < METRICS_TIMES; i++) {
		n += atomic_load(&h->within[i]);
		fprintf(f, "cellwork_%s_bucket{%s%sle=\"%g\"} %lu\n", name,
		    label, comma, (double)limit_us[i] / 1e6, n);
	}
	n += atomic_load(&h->within[METRICS_TIMES]);
	fprintf(f, "cellwork_%s_bucket{%s%sle=\"+Inf\"} %lu\n", name, label,
	    comma, n);
	fprintf(f, "cellwork_%s_sum%s%s%s %.6f\n", name, open, label, close,
	    (double)atomic_load(&h->sum_us) / 1e6);
	fprintf(f, "cellwork_%s_count%s%s%s %lu\n", name, open, label, close,
	    n);
}

static void
write_batches(FILE *f, struct metrics *m)
{
	unsigned long n = 0;

	head(f, "commit_writes", "histogram", "Writes in one commit.");
	for (size_t i = 0; i < COUNT(m->batches); i++) {
		n += atomic_load(&m->batches[i]);
		fprintf(f, "cellwork_commit_writes_bucket{le=\"%zu\"} %lu\n",
		    (size_t)1 << i, n);
	}
	fprintf(f, "cellwork_commit_writes_bucket{le=\"+Inf\"} %lu\n"
	    "cellwork_commit_writes_sum %lu\ncellwork_commit_writes_count"
	    " %lu\n", n, atomic_load(&m->written), n);
}

static void
write_commits(FILE *f, struct metrics *m)
{
	head(f, "commit_seconds", "histogram",
	    "From the beginning of a commit's first write to its durability.");
	write_histogram(f, "commit_seconds", "", &m->commits);
	write_batches(f, m);
	one(f, "commit_failures_total", "counter",
	    "Commits that failed.", (double)atomic_load(&m->failed));
	one(f, "no_space", "gauge",
	    "1: the last commit found no room on the disk.",
	    atomic_load(&m->no_space));
	one(f, "wal_pages", "gauge", "Pages in the log beside the data.",
	    (double)atomic_load(&m->wal_pages));
	one(f, "wal_moved_pages", "gauge",
	    "How many of these the data had at the last look.",
	    (double)atomic_load(&m->wal_moved));
}

static void
write_jobs(FILE *f, struct metrics *m)
{
	head(f, "jobs", "gauge", "Long work that has not ended, of all servers"
	    " of these data.");
	fprintf(f, "cellwork_jobs{state=\"waiting\"} %ld\n"
	    "cellwork_jobs{state=\"running\"} %ld\n",
	    atomic_load(&m->jobs_waiting), atomic_load(&m->jobs_running));
	head(f, "jobs_ended_total", "counter", "... that ended on this one.");
	fprintf(f, "cellwork_jobs_ended_total{state=\"done\"} %lu\n"
	    "cellwork_jobs_ended_total{state=\"stopped\"} %lu\n"
	    "cellwork_jobs_ended_total{state=\"failed\"} %lu\n",
	    atomic_load(&m->jobs_done), atomic_load(&m->jobs_stopped),
	    atomic_load(&m->jobs_failed));
}

static void
write_drawing(FILE *f, struct metrics *m)
{
	head(f, "drawing_seconds", "histogram",
	    "How long documents took to be drawn.");
	write_histogram(f, "drawing_seconds", "", &m->drawing);
	one(f, "drawing_failures_total", "counter",
	    "Documents that were not drawn.",
	    (double)atomic_load(&m->not_drawn));
}

static double
resident(void)
{
	FILE *f = fopen("/proc/self/statm", "re");
	long size = 0, pages = 0;

	if (f == NULL) {
		return 0;
	}
	if (fscanf(f, "%ld %ld", &size, &pages) != 2) {
		pages = 0;
	}
	fclose(f);
	return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

static void
write_live(FILE *f, const struct live_figures *l)
{
	one(f, "live_streams", "gauge", "Live pages that are open.",
	    (double)l->open);
	one(f, "live_streams_total", "counter", "... that were opened.",
	    (double)l->opened);
	one(f, "live_refused_total", "counter",
	    "... that were told to come again later.", (double)l->refused);
	one(f, "live_dropped_total", "counter",
	    "... that were ended because they took nothing.",
	    (double)l->dropped);
	one(f, "live_ended_total", "counter", "... that were ended because they"
	    " were no longer allowed, or there was nothing to show.",
	    (double)l->ended);
	one(f, "live_resumed_total", "counter",
	    "... that came back and were sent what they had missed.",
	    (double)l->resumed);
	one(f, "live_rendered_total", "counter",
	    "Messages that were made, each for all of an audience.",
	    (double)l->rendered);
	one(f, "live_messages_total", "counter",
	    "Messages that were sent, one by one.", (double)l->messages);
	one(f, "live_snapshots_total", "counter",
	    "... that were all parts of a page.", (double)l->snapshots);
	one(f, "live_bytes_total", "counter", "Bytes of all streams.",
	    (double)l->bytes);
}

static void
write_now(FILE *f, struct metrics *m, const struct metrics_now *now)
{
	head(f, "waiting", "gauge", "Requests that wait in a line.");
	fprintf(f, "cellwork_waiting{line=\"readers\"} %zu\n"
	    "cellwork_waiting{line=\"slow\"} %zu\n"
	    "cellwork_waiting{line=\"writer\"} %zu\n", now->readers_waiting,
	    now->slow_waiting, now->writes_waiting);
	one(f, "ready", "gauge", "1: writes are taken.", now->ready);
	one(f, "under_way", "gauge", "Requests that are not answered yet.",
	    (double)now->under_way);
	one(f, "connections", "gauge", "Connections that are open.",
	    (double)atomic_load(&m->connections));
	one(f, "connections_max", "gauge", "As many as there may be.",
	    (double)atomic_load(&m->connections_most));
	one(f, "connections_hung_up_total", "counter",
	    "Connections that were ended because their moment had passed or"
	    " others needed the room.", (double)now->hung_up);
	write_live(f, &now->live);
	one(f, "arenas_free", "gauge", "Arenas that wait to be used again.",
	    (double)now->arenas_free);
	one(f, "arenas_used", "gauge", "Arenas in which requests are worked"
	    " on.", (double)now->arenas_used);
	one(f, "body_bytes", "gauge", "Bytes of forms being received.",
	    (double)now->bodies_bytes);
	one(f, "resident_bytes", "gauge", "Memory of the process.", resident());
	one(f, "used_bytes", "gauge", "Memory that is in use: without what was"
	    " given back and is kept to be used again.",
	    (double)now->used_bytes);
	one(f, "figures_bytes", "gauge", "... of it, what the figures of the"
	    " units take: it grows with what is recorded.",
	    (double)now->figures_bytes);
	one(f, "engine_bytes", "gauge", "... of it, what the engine of a file"
	    " holds: mostly pages of the data, which come and go.",
	    (double)now->engine_bytes);
	one(f, "start_time_seconds", "gauge", "When it began, since 1970.",
	    (double)m->began);
	head(f, "build_info", "gauge", "The version of the program.");
	fprintf(f, "cellwork_build_info{version=\"" CELLWORK_VERSION
	    "\"} 1\n");
}

void
metrics_write(FILE *f, struct metrics *m, const struct metrics_now *now)
{
	write_answers(f, m);
	head(f, "request_seconds", "histogram",
	    "From a whole request to its answer.");
	write_histogram(f, "request_seconds", "kind=\"read\"", &m->reading);
	write_histogram(f, "request_seconds", "kind=\"write\"", &m->writing);
	write_commits(f, m);
	write_jobs(f, m);
	write_drawing(f, m);
	write_now(f, m, now);
}
