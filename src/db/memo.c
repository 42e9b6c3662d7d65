/* memo.c - what was read, remembered for the rest of one request. */
#include "db/memo.h"

#include "db/db.h"

struct memo_entry {
	const char		*what;
	int64_t			 a, b;
	uint64_t		 stirred;
	const void		*value;
	struct memo_entry	*next;
};

/* A long job gives back what a row took, and what is remembered with it. */
static struct memo *
memo_of(const struct ctx *cx)
{
	struct memo *m = cx->memo;

	if (m != NULL && m->released != cx->mem->released) {
		*m = (struct memo){ .released = cx->mem->released };
	}
	return m;
}

const void *
memo_find(const struct ctx *cx, const char *what, int64_t a, int64_t b)
{
	const struct memo *m = memo_of(cx);

	for (const struct memo_entry *e = m == NULL ? NULL : m->first;
	    e != NULL; e = e->next) {
		if (e->what == what && e->a == a && e->b == b) {
			return e->stirred == db_stirred(cx->db) ? e->value :
			    NULL;
		}
	}
	return NULL;
}

/* The newest stands first: of one that is out of date none is looked at. */
void
memo_keep(struct ctx *cx, const char *what, int64_t a, int64_t b,
    const void *value)
{
	struct memo *m = memo_of(cx);
	struct memo_entry *e;

	if (m == NULL || db_state(cx->db) != DB_OK) {
		return;
	}
	e = NEW(cx->mem, struct memo_entry, 1);
	*e = (struct memo_entry){ what, a, b, db_stirred(cx->db), value,
		m->first };
	m->first = e;
}

struct memo *
memo_of_nobody(struct ctx *cx)
{
	struct memo *m = memo_of(cx);
	struct memo *of_nobody = m == NULL ? NULL : m->of_nobody;

	if (of_nobody == NULL) {
		of_nobody = NEW(cx->mem, struct memo, 1);
		of_nobody->released = cx->mem->released;
	}
	if (m != NULL) {
		m->of_nobody = of_nobody;
	}
	return of_nobody;
}
