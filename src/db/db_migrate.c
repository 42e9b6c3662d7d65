/*
 * db_migrate.c - the tables of an earlier version brought to those of today.
 *
 * migrations/ has a file for each version, 0002.sql from 1 to 2. All statements
 * of all versions between run in one transaction: the file is of the old
 * version or of the new one, whatever happens on the way. A table that is made
 * anew is away for a moment while others refer to it; so references are looked
 * at once, at the end.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_inside.h"
#include "db/migrations.h"

/* texts[v] goes from version v to v + 1. */
static const char *const texts[] = {
	[1] = migration_0002_sql,
	[2] = migration_0003_sql,
	[3] = migration_0004_sql,
};

_Static_assert(COUNT(texts) == DB_SCHEMA_VERSION,
    "each version has its file in migrations/");

/* The next statement with what stands before it; false at the end. */
static bool
next_statement(str *rest, str *out)
{
	static const char end[] = ";\n";
	const char *at = memmem(rest->at, rest->len, end, sizeof(end) - 1);

	if (at == NULL) {
		return false;
	}
	*out = str_part(*rest, 0, (size_t)(at - rest->at) + sizeof(end) - 1);
	*rest = str_from(*rest, out->len);
	return true;
}

static int64_t
steps_of(int version)
{
	str rest = str_z(texts[version]), one;
	int64_t steps = 0;

	while (next_statement(&rest, &one)) {
		steps++;
	}
	return steps;
}

int64_t
db_migrate_steps(int version)
{
	int64_t steps = 0;

	for (int v = version; v < DB_SCHEMA_VERSION; v++) {
		steps += steps_of(v);
	}
	return steps;
}

static void
run_statement(struct db *db, str text)
{
	char *z = strndup(text.at, text.len);

	if (z == NULL) {
		db_fail_memory(db, "migrate");
		return;
	}
	db_do(db, z);
	free(z);
}

struct progress {
	bool	(*go_on)(int64_t done, int64_t all);
	int64_t	 done, all;
};

/* Before so many steps. False: it was told to stop. */
static bool
goes_on(struct progress *p, int64_t steps)
{
	if (p->go_on != NULL && !p->go_on(p->done, p->all)) {
		return false;
	}
	p->done += steps;
	return true;
}

/* From a version to the next; false where it was told to stop. */
static bool
run_version(struct db *db, int version, struct progress *p)
{
	str rest = str_z(texts[version]), one;

	if (db->engine->migrate != NULL) {
		if (!goes_on(p, steps_of(version))) {
			return false;
		}
		db->engine->migrate(db, texts[version],
		    version + 1 == DB_SCHEMA_VERSION);
		return true;
	}
	while (next_statement(&rest, &one) && db_state(db) == DB_OK) {
		if (!goes_on(p, 1)) {
			return false;
		}
		run_statement(db, one);
	}
	return true;
}

static bool
run_all(struct db *db, int version, bool (*go_on)(int64_t done, int64_t all))
{
	struct progress p = { .go_on = go_on,
		.all = db_migrate_steps(version) };

	for (int v = version; v < DB_SCHEMA_VERSION; v++) {
		if (db_state(db) == DB_OK && !run_version(db, v, &p)) {
			return false;
		}
	}
	return true;
}

/* All of it, in a transaction that is begun. False: *problem says why. */
static bool
migrate(struct db *db, bool (*go_on)(int64_t done, int64_t all),
    const char **problem)
{
	int version = (int)db_read_version(db);

	/* It was between the two when the file was opened. */
	assert(db_state(db) != DB_OK || (version >= 1 &&
	    version <= DB_SCHEMA_VERSION));
	if (db_state(db) == DB_OK && !run_all(db, version, go_on)) {
		*problem = "It was stopped; nothing was changed.";
		return false;
	}
	if (version < DB_SCHEMA_VERSION) {
		db_write_version(db);
	}
	return db_state(db) != DB_OK || db_check_references(db, problem);
}

bool
db_migrate(struct db *db, bool (*go_on)(int64_t done, int64_t all),
    const char **problem)
{
	bool done = false;

	*problem = NULL;
	db_loosen(db, true);
	db_begin(db, DB_WRITE);
	if (!migrate(db, go_on, problem)) {
		db_rollback(db);
	} else if (db_commit(db)) {
		done = true;
	} else {
		*problem = db_state(db) == DB_UNKNOWN ? db_sentence("Whether it"
		    " was done is not known (%s). Ask again with the same"
		    " call.", db_problem(db)) : db_sentence("Nothing was"
		    " changed: %s.", db_problem(db));
	}
	db_loosen(db, false);
	return done;
}
