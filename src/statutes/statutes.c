/*
 * statutes.c - the editions of the statutes: taking a new one, and the one in
 * force on a day, read once and kept.
 */
#include "statutes/statutes.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "db/change.h"
#include "db/db.h"
#include "db/memo.h"
#include "statutes/statutes.sql.h"

static const struct { int status; const char *text; } errors_table[] = {
#define X(name, status, text) [name] = { status, text },
	STATUTES_ERRORS(X)
#undef X
};

int
statutes_err_status(enum statutes_err err)
{
	assert(err < STATUTES_ERR_COUNT);
	return errors_table[err].status;
}

const char *
statutes_err_text(enum statutes_err err)
{
	assert(err < STATUTES_ERR_COUNT);
	return errors_table[err].text;
}

/* ---- editions that were read ------------------------------------------- */

/*
 * An edition never changes, so what was read of it is kept as long as the
 * program runs and shared by its threads. It is kept by its random public id,
 * which is another in every database. Beyond KEPT_MAX an edition is read into
 * the memory of the request.
 */
#define KEPT_MAX	64
#define KEPT_BYTES	((size_t)64 << 20)	/* of addresses, not memory */

static struct kept {
	char		 public_id[PUBLIC_ID_LEN];
	struct arena	 mem;
	struct statutes	 statutes;
} kept[KEPT_MAX];
static size_t kept_len;
static int forgotten;
static pthread_mutex_t kept_lock = PTHREAD_MUTEX_INITIALIZER;

struct found {
	int64_t		id;
	str		public_id;
	struct date	from;
};

static str
text_of(struct ctx *cx, int64_t id)
{
	str text = S("");
	struct query q = db_query(cx->db, &sql_statutes_text);

	q_set_int(&q, ":id", id);
	if (q_row(&q)) {
		text = arena_copy(cx->mem, q_get_str(&q, 0));
	}
	q_end(&q);
	return text;
}

/* What was adopted had no error; a later version of this program must still
 * read it. */
static void
read_edition(struct arena *mem, str text, const struct found *found,
    struct statutes *out)
{
	struct statutes_errors *errors = NEW(mem, struct statutes_errors, 1);

	if (!statutes_read(mem, text, out, errors)) {
		log_line("statutes: edition %lld has lines that are not "
		    "understood, first line %d", (long long)found->id,
		    errors->list[0].line);
	}
	out->edition_id = found->id;
	out->from = found->from;
}

static const struct statutes *
kept_edition(str public_id)
{
	for (size_t i = 0; i < kept_len; i++) {
		if (memcmp(kept[i].public_id, public_id.at,
		    PUBLIC_ID_LEN) == 0) {
			return &kept[i].statutes;
		}
	}
	return NULL;
}

static const struct statutes *
keep_edition(const struct found *found, str text)
{
	struct kept *k = &kept[kept_len];

	if (kept_len == KEPT_MAX || !arena_make(&k->mem, KEPT_BYTES)) {
		return NULL;
	}
	memcpy(k->public_id, found->public_id.at, PUBLIC_ID_LEN);
	read_edition(&k->mem, text, found, &k->statutes);
	kept_len++;
	return &k->statutes;
}

void
statutes_forget(void)
{
	pthread_mutex_lock(&kept_lock);
	while (kept_len > 0) {
		arena_drop(&kept[--kept_len].mem);
	}
	forgotten++;
	pthread_mutex_unlock(&kept_lock);
}

bool
statutes_is_kept(const struct statutes *st)
{
	bool found = false;

	pthread_mutex_lock(&kept_lock);
	for (size_t i = 0; i < kept_len; i++) {
		found = found || st == &kept[i].statutes;
	}
	pthread_mutex_unlock(&kept_lock);
	return found;
}

int
statutes_forgotten(void)
{
	int times;

	pthread_mutex_lock(&kept_lock);
	times = forgotten;
	pthread_mutex_unlock(&kept_lock);
	return times;
}

static const struct statutes *
edition_read(struct ctx *cx, const struct found *found)
{
	const struct statutes *st;
	struct statutes *own;
	str text;

	assert(found->public_id.len == PUBLIC_ID_LEN);
	pthread_mutex_lock(&kept_lock);
	st = kept_edition(found->public_id);
	pthread_mutex_unlock(&kept_lock);
	if (st != NULL) {
		return st;
	}
	text = text_of(cx, found->id);
	if (text.len == 0) {
		return NULL;		/* the database failed */
	}
	pthread_mutex_lock(&kept_lock);
	st = kept_edition(found->public_id);
	if (st == NULL) {
		st = keep_edition(found, text);
	}
	pthread_mutex_unlock(&kept_lock);
	if (st == NULL) {
		own = NEW(cx->mem, struct statutes, 1);
		read_edition(cx->mem, text, found, own);
		st = own;
	}
	return st;
}

/* ---- asking ------------------------------------------------------------ */

static bool
take_found(struct ctx *cx, struct query *q, struct found *out)
{
	if (!q_row(q)) {
		return false;
	}
	*out = (struct found){
		.id = q_get_int(q, 0),
		.public_id = arena_copy(cx->mem, q_get_str(q, 1)),
		.from = q_get_date(q, 2),
	};
	q_end(q);
	return true;
}

static bool
find_in_force(struct ctx *cx, struct date on, struct found *out)
{
	struct query q = db_query(cx->db, &sql_statutes_in_force);

	q_set_date(&q, ":on", on);
	return take_found(cx, &q, out);
}

const struct statutes *
statutes_in_force(struct ctx *cx, struct date on)
{
	static const char memo[] = "statutes_in_force";
	const struct statutes *st;
	struct found found;

	if (!date_known(on)) {
		return NULL;
	}
	st = memo_find(cx, memo, on.day, 0);
	if (st != NULL) {
		return st;
	}
	if (!find_in_force(cx, on, &found)) {
		return NULL;		/* STAT-3: before the first one */
	}
	st = edition_read(cx, &found);
	if (st != NULL) {
		memo_keep(cx, memo, on.day, 0, st);
	}
	return st;
}

const struct statutes *
statutes_edition(struct ctx *cx, int64_t id)
{
	struct found found;
	struct query q = db_query(cx->db, &sql_statutes_by_id);

	q_set_int(&q, ":id", id);
	return take_found(cx, &q, &found) ? edition_read(cx, &found) : NULL;
}

void
statutes_editions(struct ctx *cx, struct edition **out, size_t *out_len)
{
	struct LIST(struct edition) list = { 0 };
	struct query q = db_query(cx->db, &sql_statutes_editions);

	q_set_int(&q, ":max", STATUTES_EDITIONS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct edition){
			.id = q_get_int(&q, 0),
			.public_id = arena_copy(cx->mem, q_get_str(&q, 1)),
			.from = q_get_date(&q, 2),
			.adopted_at = q_get_int(&q, 3),
			.adopted_by = arena_copy(cx->mem, q_get_str(&q, 4)),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

/* ---- adopting ---------------------------------------------------------- */

static bool
day_is_taken(struct ctx *cx, struct date day)
{
	struct query q = db_query(cx->db, &sql_statutes_on_day);
	bool taken;

	q_set_date(&q, ":day", day);
	taken = q_row(&q);
	q_end(&q);
	return taken;
}

static int64_t
count_editions(struct ctx *cx)
{
	struct query q = db_query(cx->db, &sql_statutes_count);

	return q_number(&q);
}

static bool
units_stand_in(struct ctx *cx, str tier, struct date day)
{
	struct query q = db_query(cx->db, &sql_statutes_tier_used);
	bool used;

	q_set_str(&q, ":tier", tier);
	q_set_date(&q, ":day", day);
	used = q_row(&q);
	q_end(&q);
	return used;
}

/* Whether units stand in a tier that the edition before has and this lacks. */
static bool
leaves_units_out(struct ctx *cx, const struct statutes *draft,
    struct date from)
{
	const struct statutes *before = statutes_in_force(cx, from);

	for (size_t i = 0; before != NULL && i < before->tiers.len; i++) {
		str tier = before->tiers.at[i].word;

		if (statutes_tier(draft, tier) == draft->tiers.len &&
		    units_stand_in(cx, tier, from)) {
			return true;
		}
	}
	return false;
}

static int64_t
insert_edition(struct ctx *cx, str text, struct date from)
{
	int64_t id = db_new_id(cx->db, "edition");
	struct query q = db_query(cx->db, &sql_statutes_insert);

	q_set_int(&q, ":id", id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_date(&q, ":from_day", from);
	q_set_str(&q, ":text", text);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", cx->account);
	q_run(&q);
	change_add(cx, "statutes.adopt", (struct change){ .kind = "edition",
	    .object_id = id });
	change_touch(cx, CHANGE_ALL_UNITS);
	return id;
}

enum statutes_err
statutes_may_adopt(struct ctx *cx, str text, struct date from,
    struct statutes *draft, struct statutes_errors *errors)
{
	struct found now;

	assert(date_known(from));
	errors->list_len = 0;
	*draft = (struct statutes){ .carry_over_days = -1 };
	if (text.len > STATUTES_TEXT_MAX) {
		return STATUTES_TOO_LARGE;
	}
	if (!statutes_read(cx->mem, text, draft, errors)) {
		return STATUTES_NOT_READ;			/* STAT-2 */
	}
	if (day_is_taken(cx, from)) {
		return STATUTES_DAY_TAKEN;			/* STAT-4 */
	}
	if (find_in_force(cx, cx->today, &now) &&
	    date_cmp(from, now.from) < 0) {
		return STATUTES_TOO_EARLY;			/* STAT-4 */
	}
	if (count_editions(cx) >= STATUTES_EDITIONS_MAX) {
		return STATUTES_TOO_MANY;
	}
	return leaves_units_out(cx, draft, from) ? STATUTES_TIER_USED :
	    STATUTES_OK;
}

enum statutes_err
statutes_adopt(struct ctx *cx, str text, struct date from,
    struct statutes_errors *errors, int64_t *out_id)
{
	struct statutes draft;
	enum statutes_err err = statutes_may_adopt(cx, text, from, &draft,
	    errors);

	if (err == STATUTES_OK) {
		*out_id = insert_edition(cx, text, from);
	}
	return err;
}
