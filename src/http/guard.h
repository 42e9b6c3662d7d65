/*
 * guard.h - what a request must be before anything else looks at it.
 *
 * The parser below us takes more than the standard allows. What two programs in
 * a row could read in two ways - a proxy and we - is refused here (RFC 9112).
 */
#ifndef GUARD_H
#define GUARD_H

#include "base/base.h"

#define HEADERS_MAX	100
#define TARGET_MAX	8000		/* bytes of path and query */

struct guard {			/* what was seen so far; starts zeroed */
	size_t	 headers, hosts, lengths, codings;
	bool	 bad;
	str	 host;
	int64_t	 length;		/* of the body; -1: chunked */
};

void	guard_header(struct guard *, str name, str value);
/* 0, or the status of the refusal. `version` is "HTTP/1.1" or "HTTP/1.0". */
int	guard_check(const struct guard *, str version, str method);

/* Cuts "/path?query", or "http://host/path?query" of the same host. */
MUST_USE bool	guard_target(str target, str host, str *path, str *query);

/*
 * Whether the Host is ours. home: "https://cellwork.example", or "" on a
 * loopback address, where 127.0.0.1, localhost and [::1] are, at our port.
 */
bool	guard_host(str host, str home, int port);

#endif
