/*
 * request_log.c - one line for each answer, for those who run the house and
 * want it: when, how long, which route of the program, which status. Nobody's
 * address, no public id and no word that was sent is in it (MTRC-1); its id is
 * made here, goes out as X-Request-Id, and leads nowhere else.
 */
#include "http/server_inside.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define LINE_BYTES	512

void
request_id_new(struct exchange *x)
{
	static const char digit[] = "0123456789abcdef";
	unsigned char bytes[REQUEST_ID_LEN / 2];

	random_bytes(bytes, sizeof(bytes));
	for (size_t i = 0; i < sizeof(bytes); i++) {
		x->id[2 * i] = digit[bytes[i] >> 4];
		x->id[2 * i + 1] = digit[bytes[i] & 15];
	}
	x->id[REQUEST_ID_LEN] = '\0';
}

static void
moment(char buf[40])
{
	struct timespec t;
	struct tm tm;
	size_t len;

	clock_gettime(CLOCK_REALTIME, &t);
	gmtime_r(&t.tv_sec, &tm);
	len = strftime(buf, 40, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(buf + len, 40 - len, ".%03ldZ", t.tv_nsec / 1000000);
}

/* The patterns of routes and the names of methods are our own words, and need
 * nothing escaped. */
void
request_log(const struct exchange *x, int64_t us)
{
	const struct route *r = x->call.route;
	const char *method = r != NULL ? r->method : "-";
	const char *route = r != NULL ? r->path : "-";
	char line[LINE_BYTES], at[40];
	int len;

	moment(at);
	len = snprintf(line, sizeof(line),
	    x->server->config.log == LOG_AS_JSON ?
	    "{\"at\":\"%s\",\"id\":\"%s\",\"method\":\"%s\",\"route\":\"%s\","
	    "\"status\":%d,\"ms\":%.3f,\"bytes\":%zu}\n" :
	    "at=%s id=%s method=%s route=%s status=%d ms=%.3f bytes=%zu\n",
	    at, x->id, method, route, x->reply.status, (double)us / 1000,
	    x->reply.body_len);
	/* Where standard error is gone there is nobody left to tell. */
	if (len > 0 && write(STDERR_FILENO, line, (size_t)len) < 0) {
		return;
	}
}
