/*
 * filing_loop.c - what filings are compared with: a loop that writes the rows
 * of a filing and nothing else, with the engine's own calls, many filings in a
 * commit. It reads no form, knows no session, asks no rule.
 *
 *	bench_filing_loop DB JOBS BATCH
 *
 * A line of JOBS is: cell, day, account, actor, who takes it on, chair,
 * members. Prints one line of JSON, with the filings a second.
 */
#include <sqlite3.h>

#include "bench.h"

#define MEMBERS_MAX	64
#define LINE_MAX_BYTES	2048
#define OPEN_SQL	"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" \
	"PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY"

struct job {
	int64_t	 cell, day, account, actor, taker, chair;
	int64_t	 member[MEMBERS_MAX];
	size_t	 members;
};

enum row { MEETING, RECORD, MARK, DECISION, ASSIGNMENT, EVENT, CHANGE, REQUEST,
	TALLY, ROWS };

static const char *const text[ROWS] = {
	[MEETING] = "INSERT INTO meeting (id, public_id, unit_id, kind, state,"
	    " day, starts, place, called_at, sign_code, current_id, entered_at,"
	    " entered_by) VALUES (?1, ?2, ?3, 'general', 2, ?4, 1110, 'Room 4',"
	    " NULL, ?5, ?6, ?7, ?8)",
	[RECORD] = "INSERT INTO meeting_record (id, meeting_id, version, day,"
	    " starts, ends, place, chair_id, notes, guests, members, present,"
	    " excused, quorum, quorum_met, edition_id, article, reason,"
	    " entered_at, entered_by) VALUES (?1, ?2, 1, ?3, 1110, 1200,"
	    " 'Room 4', ?4, 'The price of the room was talked about.', 0, ?5,"
	    " ?5, 0, 6, 1, 1, '6', '', ?6, ?7)",
	[MARK] = "INSERT INTO attendance (record_id, member_id, presence)"
	    " VALUES (?1, ?2, 1)",
	[DECISION] = "INSERT INTO decision (id, public_id, meeting_id,"
	    " record_id, number, text, subject, votes_for, votes_against,"
	    " abstained, needed, carried, article, assignee_id, due_day,"
	    " sent_up) VALUES (?1, ?2, ?3, ?4, ?5, 'Find out what the room"
	    " next door costs', '', 9, 1, 2, 7, 1, '6', ?6, ?7, 0)",
	[ASSIGNMENT] = "INSERT INTO assignment (id, public_id, unit_id,"
	    " member_id, text, due_day, given_on, meeting_id, decision, state,"
	    " entered_at, entered_by) VALUES (?1, ?2, ?3, ?4, 'Find out what"
	    " the room next door costs', ?5, ?6, ?7, 2, 1, ?8, ?9)",
	[EVENT] = "INSERT INTO assignment_event (id, assignment_id, state,"
	    " note, at, entered_by) VALUES (?1, ?2, 1, '', ?3, ?4)",
	[CHANGE] = "INSERT INTO change (id, at, account_id, actor_id, office,"
	    " verb, unit_id, member_id, kind, object_id, request_id) VALUES"
	    " (?1, ?2, ?3, ?4, 'secretary', 'meeting.record', ?5, NULL,"
	    " 'meeting', ?6, ?7)",
	[REQUEST] = "INSERT INTO request (account_id, key, at, status,"
	    " location) VALUES (?1, ?2, ?3, 303, ?4)",
	[TALLY] = "UPDATE unit_tally SET version = version + 1, counted_on ="
	    " ?2, last_day = ?2, held = held + 1, present = ?3, expected = ?3,"
	    " assigned = assigned + 1, late_bits = late_bits | 1, marks ="
	    " marks || '' WHERE unit_id = ?1",
};

static sqlite3 *db;
static sqlite3_stmt *statement[ROWS];
static int64_t id_meeting, id_record, id_decision, id_assignment, id_event,
    id_change, now;
static uint64_t seed = 88172645463325252u;

static void
fail(const char *what)
{
	fprintf(stderr, "bench_filing_loop: %s: %s\n", what,
	    db == NULL ? "" : sqlite3_errmsg(db));
	exit(1);
}

static void
run(const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		fail(sql);
	}
}

static int64_t
number(const char *sql)
{
	sqlite3_stmt *q = NULL;
	int64_t n;

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK ||
	    sqlite3_step(q) != SQLITE_ROW) {
		fail(sql);
	}
	n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return n;
}

/* Twelve signs, as public ids have; good until the fourth call from here. */
static const char *
word(void)
{
	static char buf[4][13];
	static size_t at;
	char *to = buf[at++ % 4];

	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	for (int i = 0; i < 12; i++) {
		to[i] = "0123456789abcdefghjkmnpqrstvwxyz"[seed >> 5 * i & 31];
	}
	return to;
}

/* ---- one row ----------------------------------------------------------- */

static void
bind(enum row row, int place, int64_t n)
{
	sqlite3_bind_int64(statement[row], place, n);
}

static void
bind_word(enum row row, int place, const char *z)
{
	sqlite3_bind_text(statement[row], place, z, -1, SQLITE_TRANSIENT);
}

static void
put(enum row row)
{
	if (sqlite3_step(statement[row]) != SQLITE_DONE) {
		fail(text[row]);
	}
	sqlite3_reset(statement[row]);
}

/* ---- one filing -------------------------------------------------------- */

static void
put_meeting(const struct job *j)
{
	bind(MEETING, 1, id_meeting);
	bind_word(MEETING, 2, word());
	bind(MEETING, 3, j->cell);
	bind(MEETING, 4, j->day);
	bind_word(MEETING, 5, word());
	bind(MEETING, 6, id_record);
	bind(MEETING, 7, now);
	bind(MEETING, 8, j->account);
	put(MEETING);
	bind(RECORD, 1, id_record);
	bind(RECORD, 2, id_meeting);
	bind(RECORD, 3, j->day);
	bind(RECORD, 4, j->chair);
	bind(RECORD, 5, (int64_t)j->members);
	bind(RECORD, 6, now);
	bind(RECORD, 7, j->account);
	put(RECORD);
	for (size_t i = 0; i < j->members; i++) {
		bind(MARK, 1, id_record);
		bind(MARK, 2, j->member[i]);
		put(MARK);
	}
}

static void
put_decisions(const struct job *j)
{
	for (int i = 1; i <= 2; i++) {
		bind(DECISION, 1, id_decision++);
		bind_word(DECISION, 2, word());
		bind(DECISION, 3, id_meeting);
		bind(DECISION, 4, id_record);
		bind(DECISION, 5, i);
		if (i == 2) {
			bind(DECISION, 6, j->taker);
			bind(DECISION, 7, j->day + 60);
		} else {
			sqlite3_bind_null(statement[DECISION], 6);
			sqlite3_bind_null(statement[DECISION], 7);
		}
		put(DECISION);
	}
	bind(ASSIGNMENT, 1, id_assignment);
	bind_word(ASSIGNMENT, 2, word());
	bind(ASSIGNMENT, 3, j->cell);
	bind(ASSIGNMENT, 4, j->taker);
	bind(ASSIGNMENT, 5, j->day + 60);
	bind(ASSIGNMENT, 6, j->day);
	bind(ASSIGNMENT, 7, id_meeting);
	bind(ASSIGNMENT, 8, now);
	bind(ASSIGNMENT, 9, j->account);
	put(ASSIGNMENT);
	bind(EVENT, 1, id_event++);
	bind(EVENT, 2, id_assignment++);
	bind(EVENT, 3, now);
	bind(EVENT, 4, j->account);
	put(EVENT);
}

static void
put_changes(const struct job *j)
{
	char key[60], location[60];

	snprintf(key, sizeof(key), "%s.%s%s01234567", word(), word(), word());
	for (int i = 0; i < 2; i++) {
		bind(CHANGE, 1, id_change++);
		bind(CHANGE, 2, now);
		bind(CHANGE, 3, j->account);
		bind(CHANGE, 4, j->actor);
		bind(CHANGE, 5, j->cell);
		bind(CHANGE, 6, id_meeting);
		bind_word(CHANGE, 7, key);
		put(CHANGE);
	}
	snprintf(location, sizeof(location), "/meetings/%s/sent", word());
	bind(REQUEST, 1, j->account);
	bind_word(REQUEST, 2, key);
	bind(REQUEST, 3, now);
	bind_word(REQUEST, 4, location);
	put(REQUEST);
	bind(TALLY, 1, j->cell);
	bind(TALLY, 2, j->day);
	bind(TALLY, 3, (int64_t)j->members);
	put(TALLY);
}

static void
file_one(const struct job *j)
{
	put_meeting(j);
	put_decisions(j);
	put_changes(j);
	id_meeting++;
	id_record++;
}

/* The ids that the next program begins with. */
static void
put_counters(void)
{
	char sql[600];

	snprintf(sql, sizeof(sql), "UPDATE counter SET next = CASE name"
	    " WHEN 'meeting' THEN %" PRId64 " WHEN 'meeting_record' THEN %"
	    PRId64 " WHEN 'decision' THEN %" PRId64 " WHEN 'assignment' THEN %"
	    PRId64 " WHEN 'assignment_event' THEN %" PRId64 " WHEN 'change'"
	    " THEN %" PRId64 " ELSE next END", id_meeting, id_record,
	    id_decision, id_assignment, id_event, id_change);
	run(sql);
}

/* ---- all of them ------------------------------------------------------- */

static struct job *
read_jobs(const char *path, size_t *out_len)
{
	FILE *in = fopen(path, "r");
	struct job *jobs = NULL;
	char line[LINE_MAX_BYTES];
	size_t len = 0, cap = 0;

	if (in == NULL) {
		fail(path);
	}
	while (fgets(line, sizeof(line), in) != NULL) {
		int64_t n[6 + MEMBERS_MAX];
		size_t fields = 0;

		for (char *at = line, *end; fields < 6 + MEMBERS_MAX; at = end) {
			n[fields] = strtoll(at, &end, 10);
			if (end == at) {
				break;
			}
			fields++;
		}
		if (len == cap) {
			cap = cap == 0 ? 1024 : 2 * cap;
			jobs = realloc(jobs, cap * sizeof(*jobs));
		}
		if (jobs == NULL || fields < 6) {
			fail(path);
		}
		jobs[len] = (struct job){ n[0], n[1], n[2], n[3], n[4], n[5],
			{ 0 }, fields - 6 };
		memcpy(jobs[len++].member, n + 6, (fields - 6) * sizeof(*n));
	}
	fclose(in);
	*out_len = len;
	return jobs;
}

static void
start(const char *path)
{
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		fail(path);
	}
	run(OPEN_SQL);
	for (size_t i = 0; i < ROWS; i++) {
		if (sqlite3_prepare_v2(db, text[i], -1, &statement[i], NULL) !=
		    SQLITE_OK) {
			fail(text[i]);
		}
	}
	id_meeting = number("SELECT max(id) + 1 FROM meeting");
	id_record = number("SELECT max(id) + 1 FROM meeting_record");
	id_decision = number("SELECT max(id) + 1 FROM decision");
	id_assignment = number("SELECT max(id) + 1 FROM assignment");
	id_event = number("SELECT max(id) + 1 FROM assignment_event");
	id_change = number("SELECT max(id) + 1 FROM change");
	now = time(NULL);
	seed ^= (uint64_t)bench_now_ns();
}

int
main(int argc, char **argv)
{
	size_t len, batch;
	struct job *jobs;
	int64_t began;
	double seconds;

	if (argc != 4 || (batch = strtoul(argv[3], NULL, 10)) == 0) {
		fprintf(stderr, "usage: bench_filing_loop DB JOBS BATCH\n");
		return 2;
	}
	jobs = read_jobs(argv[2], &len);
	start(argv[1]);
	began = bench_now_ns();
	for (size_t i = 0; i < len; i += batch) {
		run("BEGIN IMMEDIATE");
		for (size_t j = i; j < i + batch && j < len; j++) {
			file_one(&jobs[j]);
		}
		put_counters();
		run("COMMIT");
	}
	seconds = (double)(bench_now_ns() - began) / 1e9;
	printf("{\"filings\": %zu, \"seconds\": %.6f, \"rate\": %.3f}\n", len,
	    seconds, (double)len / seconds);
	for (size_t i = 0; i < ROWS; i++) {
		sqlite3_finalize(statement[i]);
	}
	sqlite3_close(db);
	free(jobs);
	return 0;
}
