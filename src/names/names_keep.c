/*
 * names_keep.c - the names of a server: read in the background in pieces, and
 * then kept like the data.
 *
 * What is new is found by the numbers of write transactions (db.h): each unit
 * that a transaction touched has a row in unit_tally with its number. The
 * members of such a unit are read once more, whatever it was that changed.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db/db.h"
#include "names/names.sql.h"
#include "names/names_inside.h"

#define PIECE_UNITS	1000		/* read in one transaction */
#define ROWS_FIRST	4096
#define WAIT_MS		100		/* then it looks whether it is to end */
#define AGAIN_MS	1000		/* after the database failed */
#define STACK		((size_t)512 * 1024)

/* A list on the heap that is used again and again. */
struct rows {
	struct names_row	*at;
	size_t			 len, cap;
	char			*text;	/* their names, one after the other */
	size_t			 text_len, text_cap;
};

struct names_keeper {
	struct names	*names;
	/* The units directly under each, by their names and codes. */
	struct names	*unit_names;
	int64_t		 last_event;	/* of a unit, that is here */
	struct names_unit *units;	/* the tree as it was read last */
	size_t		 units_len;
	uint32_t	*parent;	/* of a unit, by its id; 0: the top */
	size_t		 parents;
	int64_t		 seen;		/* all up to this transaction is here */
	struct rows	 rows;
	atomic_bool	 ready, over;
	bool		 stopped;
	pthread_t	 thread;
	const char	*db_path;
};

struct names_keeper *
names_keeper_new(void)
{
	struct names_keeper *k = calloc(1, sizeof(*k));

	if (k == NULL) {
		return NULL;
	}
	k->names = names_new();
	k->unit_names = names_new();
	if (k->names == NULL || k->unit_names == NULL) {
		names_keeper_drop(k);
		return NULL;
	}
	return k;
}

void
names_keeper_drop(struct names_keeper *k)
{
	if (k == NULL) {
		return;
	}
	names_drop(k->names);
	names_drop(k->unit_names);
	free(k->units);
	free(k->parent);
	free(k->rows.at);
	free(k->rows.text);
	free(k);
}

struct names *
names_kept(struct names_keeper *k)
{
	return k != NULL && atomic_load(&k->ready) ? k->names : NULL;
}

struct names *
names_kept_units(struct names_keeper *k)
{
	return k != NULL && atomic_load(&k->ready) ? k->unit_names : NULL;
}

/* As large as is needed; false: there is not enough memory. */
static bool
grow(void **at, size_t *cap, size_t need, size_t first, size_t size)
{
	size_t more = *cap > 0 ? *cap : first;
	void *bigger;

	if (need <= *cap) {
		return true;
	}
	while (more < need) {
		more *= 2;
	}
	bigger = realloc(*at, more * size);
	if (bigger == NULL) {
		return false;
	}
	*at = bigger;
	*cap = more;
	return true;
}

/* ---- the tree ---------------------------------------------------------- */

static bool
read_units(struct names_keeper *k, struct db *db)
{
	struct query q = db_query(db, &sql_names_units);
	void *at = NULL;
	size_t cap = 0;

	k->units_len = 0;
	while (q_row(&q)) {
		if (!grow(&at, &cap, k->units_len + 1, ROWS_FIRST,
		    sizeof(*k->units))) {
			q_end(&q);
			break;
		}
		k->units = at;
		k->units[k->units_len++] = (struct names_unit){
			q_get_int(&q, 0), q_get_id(&q, 1) };
	}
	return db_state(db) == DB_OK && (at != NULL || cap == 0);
}

/* What a touched unit is compared with. */
static bool
keep_parents(struct names_keeper *k)
{
	size_t len = 1;

	for (size_t i = 0; i < k->units_len; i++) {
		size_t id = (size_t)k->units[i].id;

		len = id >= len ? id + 1 : len;
	}
	free(k->parent);
	k->parent = calloc(len, sizeof(*k->parent));
	k->parents = k->parent != NULL ? len : 0;
	for (size_t i = 0; i < k->units_len && k->parent != NULL; i++) {
		k->parent[k->units[i].id] =
		    (uint32_t)k->units[i].parent_id;
	}
	return k->parent != NULL;
}

static bool
read_tree(struct names_keeper *k, struct db *db)
{
	bool ok;

	k->units = NULL;
	ok = read_units(k, db) && names_order(k->names, k->units,
	    k->units_len) && names_order(k->unit_names, k->units,
	    k->units_len) && keep_parents(k);
	free(k->units);
	k->units = NULL;
	return ok;
}

/* Whether the unit stands where it stood, or as little as it did. */
static bool
is_where_it_was(const struct names_keeper *k, struct db *db, int64_t id)
{
	struct query q = db_query(db, &sql_names_unit_parent);
	bool alive = false;
	int64_t parent = 0;

	q_set_int(&q, ":id", id);
	if (q_row(&q)) {
		parent = q_get_id(&q, 0);
		alive = q_is_null(&q, 1);
	}
	q_end(&q);
	return place_of(&k->names->places, id) == 0 ? !alive :
	    alive && k->parent[id] == (uint32_t)parent;
}

/* ---- the names --------------------------------------------------------- */

static bool
rows_add(struct rows *r, int64_t member_id, str fold)
{
	void *at = r->at, *text = r->text;
	bool ok = grow(&at, &r->cap, r->len + 1, ROWS_FIRST,
	    sizeof(*r->at)) && grow(&text, &r->text_cap, r->text_len +
	    fold.len, ROWS_FIRST, 1);

	r->at = at;
	r->text = text;
	if (ok) {
		/* Where the text is, is known when all of it is there. */
		r->at[r->len++] = (struct names_row){ member_id,
		    { NULL, fold.len } };
		memcpy(r->text + r->text_len, fold.at, fold.len);
		r->text_len += fold.len;
	}
	return ok;
}

static bool
rows_set(struct names_keeper *k, struct names *names, int64_t id)
{
	struct rows *r = &k->rows;
	const char *at = r->text;
	size_t len = r->len;

	for (size_t i = 0; i < len; i++) {
		r->at[i].fold.at = at;
		at += r->at[i].fold.len;
	}
	r->len = r->text_len = 0;
	/* A unit outside of the tree has none: it is in no unit's range. */
	return names_set(names, id, r->at, len) ||
	    place_of(&names->places, id) == 0;
}

/* The rows of a query, each a unit, an id and a name, unit after unit; whether
 * there are any. */
static bool
read_rows(struct names_keeper *k, struct names *names, struct query q,
    bool *any)
{
	struct db *db = q.db;
	int64_t unit_id = 0;
	bool ok = true;

	k->rows.len = k->rows.text_len = 0;
	while (ok && q_row(&q)) {
		if (unit_id != 0 && q_get_int(&q, 0) != unit_id) {
			ok = rows_set(k, names, unit_id);
		}
		unit_id = q_get_int(&q, 0);
		ok = ok && rows_add(&k->rows, q_get_int(&q, 1),
		    q_get_str(&q, 2));
	}
	q_end(&q);
	*any = unit_id != 0;
	return ok && db_state(db) == DB_OK &&
	    (!*any || rows_set(k, names, unit_id));
}

/* The members of the cells with ids above `after`, up to `until`. */
static bool
read_cells(struct names_keeper *k, struct db *db, int64_t after,
    int64_t until, bool *any)
{
	struct query q = db_query(db, &sql_names_of_cells);

	q_set_int(&q, ":after", after);
	q_set_int(&q, ":until", until);
	q_set_date(&q, ":on", date_of_moment(clock_now()));
	return read_rows(k, k->names, q, any);
}

/* The units directly under those with such ids. */
static bool
read_children(struct names_keeper *k, struct db *db, int64_t after,
    int64_t until, bool *any)
{
	struct query q = db_query(db, &sql_names_of_units);

	q_set_int(&q, ":after", after);
	q_set_int(&q, ":until", until);
	return read_rows(k, k->unit_names, q, any);
}

/* A cell that nobody belongs to any more comes in no row. */
static bool
read_cell(struct names_keeper *k, struct db *db, int64_t id)
{
	bool any = false;

	return read_cells(k, db, id - 1, id, &any) && (any ||
	    names_set(k->names, id, NULL, 0));
}

static bool
read_parent(struct names_keeper *k, struct db *db, int64_t id)
{
	bool any = false;

	return read_children(k, db, id - 1, id, &any) && (any ||
	    names_set(k->unit_names, id, NULL, 0));
}

static int64_t
read_last_event(struct db *db)
{
	struct query q = db_query(db, &sql_names_last_event);

	return q_number(&q);
}

bool
names_read(struct names_keeper *k, struct db *db)
{
	bool ok, any;

	db_begin(db, DB_READ);
	k->seen = db_seen_number(db);
	k->last_event = read_last_event(db);
	ok = read_tree(k, db);
	ok = db_commit(db) && ok;
	for (int64_t id = 0; ok && id < (int64_t)k->parents &&
	    !atomic_load(&k->over); id += PIECE_UNITS) {
		db_begin(db, DB_READ);
		ok = read_cells(k, db, id, id + PIECE_UNITS, &any) &&
		    read_children(k, db, id, id + PIECE_UNITS, &any);
		ok = db_commit(db) && ok;
	}
	return ok && names_follow(k, db);
}

/* ---- what is new ------------------------------------------------------- */

/* Units touched since, on the heap; NULL: none, or *ok is false. */
static int64_t *
read_touched(struct names_keeper *k, struct db *db, size_t *len, bool *ok)
{
	struct query q = db_query(db, &sql_names_touched);
	void *at = NULL;
	size_t cap = 0;

	*len = 0;
	q_set_int(&q, ":version", k->seen);
	while (*ok && q_row(&q)) {
		*ok = grow(&at, &cap, *len + 1, 64, sizeof(int64_t));
		if (*ok) {
			((int64_t *)at)[(*len)++] = q_get_int(&q, 0);
		}
	}
	q_end(&q);
	return at;
}

/* The unit above, as far as is known; the one at the top stands for itself. */
static int64_t
known_parent(const struct names_keeper *k, int64_t id)
{
	uint32_t parent = (size_t)id < k->parents ? k->parent[id] : 0;

	return parent != 0 ? parent : id;
}

/* Something happened to units: those above the touched ones, before and now,
 * have other units under them, or units with other names. */
static bool
follow_units(struct names_keeper *k, struct db *db, const int64_t *touched,
    size_t len)
{
	int64_t *above = malloc((len + 1) * sizeof(*above));
	bool ok = above != NULL, moved = false;

	for (size_t i = 0; i < len && ok; i++) {
		above[i] = known_parent(k, touched[i]);
		moved = moved || !is_where_it_was(k, db, touched[i]);
	}
	if (ok && moved) {
		ok = db_state(db) == DB_OK && read_tree(k, db);
	}
	for (size_t i = 0; i < len && ok; i++) {
		ok = read_parent(k, db, above[i]) &&
		    read_parent(k, db, known_parent(k, touched[i]));
	}
	free(above);
	return ok;
}

static bool
follow(struct names_keeper *k, struct db *db, const int64_t *touched,
    size_t len)
{
	int64_t last_event = read_last_event(db);
	bool ok = last_event == k->last_event ||
	    follow_units(k, db, touched, len);

	for (size_t i = 0; i < len && ok; i++) {
		ok = read_cell(k, db, touched[i]);
	}
	if (ok) {
		k->last_event = last_event;
	}
	return ok;
}

bool
names_follow(struct names_keeper *k, struct db *db)
{
	int64_t *touched, seen;
	bool ok = true;
	size_t len;

	db_begin(db, DB_READ);
	seen = db_seen_number(db);
	touched = read_touched(k, db, &len, &ok);
	ok = ok && follow(k, db, touched, len);
	ok = db_commit(db) && ok;
	free(touched);
	if (ok) {
		k->seen = seen;
		atomic_store(&k->ready, true);
	}
	return ok;
}

/* ---- the thread -------------------------------------------------------- */

static void
sleep_ms(int ms)
{
	struct timespec t = { ms / 1000, (long)(ms % 1000) * 1000000 };

	nanosleep(&t, NULL);
}

/* One life of a connection: reads all if that is still to be done, and then
 * what is new. False: there are no names, and there will be none. */
static bool
keep_with(struct names_keeper *k, struct db *db)
{
	bool ok = true;

	while (ok && !atomic_load(&k->over)) {
		if (!atomic_load(&k->ready)) {
			ok = names_read(k, db);
		} else if (db_wait_change(db, WAIT_MS)) {
			ok = names_follow(k, db);
		}
	}
	if (!ok && db_state(db) == DB_OK) {
		log_line("names: there is not enough memory for them");
		atomic_store(&k->ready, false);
		return false;
	}
	return true;
}

/* What goes wrong again and again is said once. */
static void
complain(bool *said, const char *problem)
{
	if (!*said) {
		log_line("names: %s", problem);
	}
	*said = true;
}

static void *
keeper_main(void *arg)
{
	struct names_keeper *k = arg;
	bool go_on = true, said = false;

	while (go_on && !atomic_load(&k->over)) {
		const char *problem;
		struct db *db = db_open(k->db_path, DB_OPEN_READ, &problem);

		if (db != NULL) {
			db_patience(db, DB_PATIENCE_MS);
			go_on = keep_with(k, db);
			if (db_state(db) != DB_OK) {
				complain(&said, db_problem(db));
			}
			db_close(db);
		} else {
			complain(&said, problem);
		}
		for (int ms = 0; go_on && ms < AGAIN_MS &&
		    !atomic_load(&k->over); ms += 50) {
			sleep_ms(50);
		}
	}
	return NULL;
}

struct names_keeper *
names_keep(const char *db_path)
{
	struct names_keeper *k = names_keeper_new();
	pthread_attr_t attr;
	int problem;

	if (k == NULL) {
		return NULL;
	}
	k->db_path = db_path;
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK);
	problem = pthread_create(&k->thread, &attr, keeper_main, k);
	pthread_attr_destroy(&attr);
	if (problem != 0) {
		names_keeper_drop(k);
		return NULL;
	}
	return k;
}

void
names_keep_stop(struct names_keeper *k)
{
	if (k != NULL && !k->stopped) {
		atomic_store(&k->over, true);
		pthread_join(k->thread, NULL);
		k->stopped = true;
	}
}

void
names_keep_end(struct names_keeper *k)
{
	names_keep_stop(k);
	names_keeper_drop(k);
}
