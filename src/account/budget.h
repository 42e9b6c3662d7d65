/*
 * budget.h - how many attempts a login name and a network have left (ACCO-7).
 *
 * In memory, in a table of fixed size: the counts of a server that was started
 * again begin anew, and the oldest make room for new ones. Names and addresses
 * are kept only as hashes under a key made at the start. Safe from any thread.
 *
 * An attempt is counted before the work it costs, so that many at once are not
 * all free. What was counted wears off with time, one after another.
 */
#ifndef BUDGET_H
#define BUDGET_H

#include "base/base.h"

enum budget_kind { BUDGET_LOGIN, BUDGET_NETWORK, BUDGET_CODE, BUDGET_KINDS };

#define BUDGET_LOGIN_FREE	8	/* attempts */
#define BUDGET_NETWORK_FREE	60
#define BUDGET_CODE_FREE	20
#define BUDGET_WAIT_MAX_S	900	/* the longest wait */

/* Counts an attempt and returns 0, or counts nothing and returns the seconds to
 * wait. */
int64_t	budget_take(enum budget_kind, str key, int64_t now);
/* The attempt was a good one: what was counted for the key is forgiven, or
 * where several people share the key, that one attempt. */
void	budget_forgive(enum budget_kind, str key, int64_t now);
/* What a network is known by: of an IPv6 address its first 64 bits. */
str	budget_network(struct arena *, str address);

/* For tests. */
void	budget_reset(void);

#endif
