/* export.c - a whole list in canonical order. */
#include "transfer/transfer.h"

#include <string.h>

#include "db/db.h"
#include "transfer/transfer.sql.h"

#define STEP_ROWS	1000

enum column_type { AS_TEXT, AS_DAY, AS_NUMBER, AS_TIME };

static const struct export_of {
	const struct sql	*sql;
	/* How many rows fill each column; or NULL, to read all rows for it. */
	const struct sql	*filled;
	enum column_type	 type[FIELDS_OF_LIST_MAX];
} exports[LIST_KINDS] = {
	[LIST_UNITS] = { &sql_export_units, NULL, {
		[UNIT_FOUNDED] = AS_DAY, [UNIT_DISSOLVED] = AS_DAY } },
	[LIST_MEMBERS] = { &sql_export_members, &sql_export_members_filled,
	    {
		[MEMBER_JOINED] = AS_DAY, [MEMBER_LEFT] = AS_DAY } },
	[LIST_TERMS] = { &sql_export_terms, NULL, {
		[TERM_SEAT] = AS_NUMBER, [TERM_FROM] = AS_DAY,
		[TERM_UNTIL] = AS_DAY } },
	[LIST_MEETINGS] = { &sql_export_meetings, NULL, {
		[MEETING_DATE] = AS_DAY, [MEETING_STARTS] = AS_TIME,
		[MEETING_MEMBERS] = AS_NUMBER, [MEETING_PRESENT] = AS_NUMBER,
		[MEETING_EXCUSED] = AS_NUMBER } },
};

static str
column_text(struct arena *mem, struct query *q, int i, enum column_type type)
{
	int64_t n;

	if (q_is_null(q, i)) {
		return S("");
	}
	switch (type) {
	case AS_DAY:
		return date_str(mem, q_get_date(q, i));
	case AS_NUMBER:
		return arena_printf(mem, "%lld", (long long)q_get_int(q, i));
	case AS_TIME:
		n = q_get_int(q, i);
		return arena_printf(mem, "%02d:%02d", (int)(n / 60 % 24),
		    (int)(n % 60));
	case AS_TEXT:
	default:
		return csv_column(mem, q_get_str(q, i));
	}
}

static void
count_filled(struct ctx *cx, enum list_kind kind, size_t len, bool *filled)
{
	struct query q = db_query(cx->db, exports[kind].filled);

	if (q_row(&q)) {
		for (size_t i = 0; i < len; i++) {
			filled[i] = filled[i] || q_get_int(&q, (int)i) > 0;
		}
	}
	q_end(&q);
}

/* Columns that some row fills; needed ones, and a unit's parent, always. */
static void
find_filled(struct ctx *cx, enum list_kind kind, bool *filled)
{
	size_t len;
	const struct list_field *f = list_fields(kind, &len);
	struct query q;
	size_t missing = 0;

	for (size_t i = 0; i < len; i++) {
		filled[i] = f[i].needed || (kind == LIST_UNITS &&
		    i == UNIT_PARENT) || (kind == LIST_MEETINGS &&
		    i == MEETING_STATE);
		missing += !filled[i];
	}
	if (exports[kind].filled != NULL) {
		count_filled(cx, kind, len, filled);
		return;
	}
	q = db_query(cx->db, exports[kind].sql);
	while (missing > 0 && q_row(&q)) {
		for (size_t i = 0; i < len; i++) {
			if (!filled[i] && !q_is_null(&q, (int)i) &&
			    q_get_str(&q, (int)i).len > 0) {
				filled[i] = true;
				missing--;
			}
		}
	}
	q_end(&q);
}

static void
put(FILE *out, bool first, str text)
{
	if (!first) {
		fputc(',', out);
	}
	fwrite(text.at, 1, text.len, out);
}

static void
put_header(enum list_kind kind, const bool *filled, FILE *out)
{
	size_t len;
	const struct list_field *f = list_fields(kind, &len);

	for (size_t i = 0; i < len; i++) {
		if (filled[i]) {
			put(out, i == 0, str_z(f[i].name));
		}
	}
	fputc('\n', out);
}

bool
export_list(struct ctx *cx, enum list_kind kind, FILE *out,
    void (*step)(int64_t rows))
{
	bool filled[FIELDS_OF_LIST_MAX] = { false };
	struct query q;
	int64_t rows = 0;
	size_t len;

	(void)list_fields(kind, &len);
	find_filled(cx, kind, filled);
	put_header(kind, filled, out);
	db_sort(cx->db, true);
	q = db_query(cx->db, exports[kind].sql);
	while (q_row(&q)) {
		size_t mark = cx->mem->used;

		for (size_t i = 0; i < len; i++) {
			if (filled[i]) {
				put(out, i == 0, column_text(cx->mem, &q,
				    (int)i, exports[kind].type[i]));
			}
		}
		fputc('\n', out);
		arena_release(cx->mem, mark);
		if (++rows % STEP_ROWS == 0 && step != NULL) {
			step(rows);
		}
	}
	db_sort(cx->db, false);
	return fflush(out) == 0 && !ferror(out);
}
