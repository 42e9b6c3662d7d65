/*
 * copy.c - reads what copy.sql says, and writes it as JSON and as text.
 */
#include "member/copy.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "db/db.h"
#include "member/copy.sql.h"

/* What a column holds: i a number, t a text, d a day, m a moment. */
static const struct copy_spec {
	const char		*name, *heading;
	const struct sql	*sql;
	const char		*columns;
} specs[] = {
	{ "member", "Name and number", &sql_copy_member,
	    "id:i public_id:t number:t name:t native_name:t name_fold:t"
	    " language:t entered_at:m entered_by:i entered_by_name:t" },
	{ "member_name", "Earlier names", &sql_copy_member_name,
	    "id:i member_id:i name:t native_name:t language:t until_at:m"
	    " changed_by:i changed_by_name:t" },
	{ "contact", "How to reach you", &sql_copy_contact,
	    "id:i member_id:i kind:i value:t shown_to:i from_at:m until_at:m"
	    " entered_by:i entered_by_name:t" },
	{ "membership", "Membership", &sql_copy_membership,
	    "id:i member_id:i cell_id:i cell:t from_day:d until_day:d how:i"
	    " ended:i entered_at:m entered_by:i entered_by_name:t" },
	{ "term", "Offices", &sql_copy_term,
	    "id:i public_id:t unit_id:i unit:t office:t seat:i member_id:i"
	    " from_day:d due_day:d until_day:d acting:i entered_at:m"
	    " entered_by:i entered_by_name:t" },
	{ "attendance", "Meetings", &sql_copy_attendance,
	    "record_id:i member_id:i presence:i day:d version:i kind:t"
	    " unit:t" },
	{ "meeting_record", "Meetings you chaired", &sql_copy_chaired,
	    "id:i chair_id:i day:d version:i kind:t unit:t" },
	{ "decision", "Decisions you are to carry out, as minuted",
	    &sql_copy_decision, "id:i assignee_id:i text:t due_day:d day:d"
	    " version:i unit:t" },
	{ "sign_in", "Signed in by the sheet", &sql_copy_sign_in,
	    "meeting_id:i member_id:i at:m unit:t" },
	{ "assignment", "Assignments", &sql_copy_assignment,
	    "id:i public_id:t unit_id:i unit:t member_id:i text:t due_day:d"
	    " given_on:d meeting_id:i decision:i state:i entered_at:m"
	    " entered_by:i entered_by_name:t" },
	{ "assignment_event", "How they went", &sql_copy_assignment_event,
	    "id:i assignment_id:i state:i note:t at:m entered_by:i"
	    " entered_by_name:t" },
	{ "circular_read", "Circulars you said you read",
	    &sql_copy_circular_read, "circular_id:i circular:t member_id:i"
	    " unit_id:i unit:t read_at:m" },
	{ "correction", "Corrections you asked for", &sql_copy_correction,
	    "id:i public_id:t member_id:i about:t text:t at:m answer:t"
	    " answered_at:m answered_by:i answered_by_name:t" },
	{ "look", "Who has looked", &sql_copy_look,
	    "id:i member_id:i looked_by:i looked_by_name:t office:t what:t"
	    " reason:t at:m" },
	{ "look_made", "Where you have looked", &sql_copy_look_made,
	    "id:i looked_by:i member_id:i member_name:t office:t what:t"
	    " reason:t at:m" },
	{ "conference_post", "Posts at conferences",
	    &sql_copy_conference_post, "id:i conference_id:i conference:t"
	    " member_id:i post:i from_at:m until_at:m entered_by:i"
	    " entered_by_name:t" },
	{ "participant", "Conferences", &sql_copy_participant,
	    "id:i public_id:t conference_id:i conference:t member_id:i name:t"
	    " name_fold:t role:i voting:i unit_id:i unit:t sent_by:i"
	    " sent_by_name:t meeting_id:i instead_of:i instead_of_name:t"
	    " block_id:i block:t seat:i number:i presence:i presence_at:m"
	    " state:i entered_at:m entered_by:i entered_by_name:t"
	    " ended_at:m" },
	{ "substitute", "Conferences you may come to instead",
	    &sql_copy_substitute, "id:i public_id:t conference_id:i"
	    " conference:t unit_id:i unit:t sent_by:i sent_by_name:t"
	    " meeting_id:i member_id:i position:i state:i entered_at:m"
	    " entered_by:i entered_by_name:t" },
	{ "proxy", "Votes you gave to others, or cast for them",
	    &sql_copy_proxy, "id:i conference_id:i conference:t giver:i"
	    " giver_name:t holder:i holder_name:t from_at:m until_at:m"
	    " entered_by:i entered_by_name:t" },
	{ "badge", "Badges you were given anew", &sql_copy_badge,
	    "participant_id:i conference:t issue:i issued_at:m issued_by:i"
	    " issued_by_name:t" },
	{ "passage", "Doors you passed", &sql_copy_passage,
	    "id:i conference_id:i conference:t participant_id:i kind:i"
	    " doubt:i door:t at:m device:t sequence:i note:t noted_by:i"
	    " noted_by_name:t entered_at:m entered_by:i entered_by_name:t" },
	{ "sitting_presidium", "Sittings you presided over",
	    &sql_copy_presidium, "id:i sitting_id:i participant_id:i"
	    " position:i from_at:m until_at:m day:d conference:t" },
	{ "item", "Reports you gave at conferences", &sql_copy_reporter,
	    "id:i reporter_id:i title:t day:d conference:t" },
	{ "speech", "Speeches", &sql_copy_speech,
	    "id:i public_id:t conference_id:i conference:t item_id:i item:t"
	    " sitting_id:i participant_id:i kind:i state:i asked_at:m"
	    " put_back_at:m started_at:m ended_at:m paused_at:m"
	    " paused_seconds:i seconds:i entered:i entered_by:i"
	    " entered_by_name:t" },
	{ "speech_step", "What was done with your requests to speak",
	    &sql_copy_speech_step, "id:i act_id:i item_id:i act:i speech_id:i"
	    " was_state:i was_put_back_at:m was_started_at:m was_ended_at:m"
	    " was_paused_at:m was_paused_seconds:i was_seconds:i now_state:i"
	    " at:m entered_by:i entered_by_name:t undone_at:m" },
	{ "commendation", "Commendations", &sql_copy_commendation,
	    "id:i public_id:t conference_id:i conference:t item_id:i item:t"
	    " number:i member_id:i unit_id:i unit:t title:t work:t"
	    " check_code:t given_on:d entered_at:m entered_by:i"
	    " entered_by_name:t" },
	{ "vote_choice", "Where you stood for election",
	    &sql_copy_vote_choice, "vote_id:i question:t position:i text:t"
	    " participant_id:i votes:i place:i elected:i" },
	{ "vote_roll", "Votes you could take part in", &sql_copy_vote_roll,
	    "vote_id:i question:t participant_id:i card:i voted:i" },
	{ "ballot", "How you voted in open votes", &sql_copy_ballot,
	    "vote_id:i question:t participant_id:i holder_id:i holder:t"
	    " choices:t" },
	{ "ballot_held", "How you voted for others", &sql_copy_ballot_held,
	    "vote_id:i question:t participant_id:i giver:t holder_id:i"
	    " choices:t" },
	{ "trustee_key", "Keys you registered as a trustee",
	    &sql_copy_trustee_key, "id:i conference_id:i conference:t"
	    " member_id:i public_key:t from_at:m until_at:m" },
	{ "vote_step", "Boxes you opened as a trustee", &sql_copy_vote_step,
	    "vote_id:i question:t step:i member_id:i at:m envelopes:i"
	    " digest:t" },
	{ "vote_sheet", "What you counted as a teller", &sql_copy_vote_sheet,
	    "id:i vote_id:i question:t block:i member_id:i blank:i spoilt:i"
	    " votes:i at:m" },
	{ "account", "Account", &sql_copy_account,
	    "id:i member_id:i login:t admin:i made_at:m closed_at:m" },
	{ "session", "Devices", &sql_copy_session,
	    "account_id:i made_at:m seen_at:m ends_at:m device:t" },
	{ "invitation", "Codes made for you", &sql_copy_invitation,
	    "member_id:i made_at:m made_by:i made_by_name:t ends_at:m"
	    " used_at:m" },
	{ "request", "What you sent", &sql_copy_request,
	    "account_id:i key:t at:m status:i location:t" },
	{ "change", "Changes of what is kept about you", &sql_copy_change,
	    "id:i at:m account_id:i actor_id:i actor_name:t office:t verb:t"
	    " unit_id:i unit:t member_id:i kind:t object_id:i" },
	{ "change_made", "What you changed", &sql_copy_change_made,
	    "id:i at:m account_id:i actor_id:i office:t verb:t unit_id:i"
	    " unit:t member_id:i member_name:t kind:t object_id:i" },
};

static enum copy_kind
kind_of(char c)
{
	switch (c) {
	case 'd':
		return COPY_DAY;
	case 'm':
		return COPY_MOMENT;
	case 't':
		return COPY_TEXT;
	default:
		assert(c == 'i');
		return COPY_NUMBER;
	}
}

static void
read_columns(const char *spec, struct copy_table *out)
{
	str rest = str_z(spec), one, name;

	while (str_cut(&rest, ' ', &one)) {
		assert(out->columns_len < COPY_COLUMNS_MAX && one.len > 2);
		name = str_part(one, 0, one.len - 2);
		out->columns[out->columns_len++] = (struct copy_column){
			.name = name,
			.kind = kind_of(one.at[one.len - 1]),
		};
	}
}

static struct copy_value
take_value(struct ctx *cx, struct query *q, int column, enum copy_kind kind)
{
	struct copy_value v = { .known = !q_is_null(q, column) };

	if (!v.known) {
		return v;
	}
	switch (kind) {
	case COPY_TEXT:
		v.text = arena_copy(cx->mem, q_get_str(q, column));
		break;
	case COPY_DAY:
		v.day = q_get_date(q, column);
		break;
	case COPY_NUMBER:
	case COPY_MOMENT:
		v.number = q_get_int(q, column);
		break;
	}
	return v;
}

static void
read_table(struct ctx *cx, const struct copy_spec *spec, int64_t member_id,
    struct copy_table *out)
{
	struct LIST(struct copy_value) values = { 0 };
	struct query q = db_query(cx->db, spec->sql);

	*out = (struct copy_table){ .name = spec->name,
	    .heading = spec->heading };
	read_columns(spec->columns, out);
	q_set_int(&q, ":member", member_id);
	while (q_row(&q)) {
		if (out->rows_len == COPY_ROWS_MAX) {
			out->more = true;
			q_end(&q);
			break;
		}
		out->rows_len++;
		for (size_t i = 0; i < out->columns_len; i++) {
			*LIST_ADD(cx->mem, &values) = take_value(cx, &q,
			    (int)i, out->columns[i].kind);
		}
	}
	out->values = values.at;
}

void
copy_of_member(struct ctx *cx, int64_t member_id, struct copy_table **out,
    size_t *out_len)
{
	*out = NEW(cx->mem, struct copy_table, COUNT(specs));
	*out_len = COUNT(specs);
	for (size_t i = 0; i < COUNT(specs); i++) {
		read_table(cx, &specs[i], member_id, &(*out)[i]);
	}
}

void
copy_table_of_member(struct ctx *cx, int64_t member_id, const char *name,
    struct copy_table *out)
{
	size_t i = 0;

	while (i < COUNT(specs) && strcmp(specs[i].name, name) != 0) {
		i++;
	}
	assert(i < COUNT(specs));
	read_table(cx, &specs[i], member_id, out);
}

const struct copy_value *
copy_at(const struct copy_table *table, size_t row, const char *column)
{
	size_t i = 0;

	while (i < table->columns_len &&
	    !str_eq(table->columns[i].name, str_z(column))) {
		i++;
	}
	assert(i < table->columns_len && row < table->rows_len);
	return &table->values[row * table->columns_len + i];
}

/* ---- writing ----------------------------------------------------------- */

struct text {
	struct arena	*mem;
	struct LIST(char) chars;
};

static void
put(struct text *t, const char *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		*LIST_ADD(t->mem, &t->chars) = at[i];
	}
}

static void
put_z(struct text *t, const char *z)
{
	put(t, z, strlen(z));
}

static void
put_int(struct text *t, int64_t n)
{
	char buf[32];

	put(t, buf, (size_t)snprintf(buf, sizeof(buf), "%" PRId64, n));
}

/* "2026-11-20T18:00:00Z" */
static void
put_moment(struct text *t, int64_t at)
{
	char buf[64];
	time_t when = (time_t)at;
	struct tm tm;

	if (gmtime_r(&when, &tm) == NULL) {
		put_int(t, at);
		return;
	}
	put(t, buf, strftime(buf, sizeof(buf), "%Y-%m-%dT%H:%M:%SZ", &tm));
}

static void
put_quoted(struct text *t, str s)
{
	char buf[8];

	put_z(t, "\"");
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c == '"' || c == '\\') {
			buf[0] = '\\';
			buf[1] = (char)c;
			put(t, buf, 2);
		} else if (c < 0x20 || c == 0x7f) {
			put(t, buf, (size_t)snprintf(buf, sizeof(buf),
			    "\\u%04x", c));
		} else {
			put(t, s.at + i, 1);
		}
	}
	put_z(t, "\"");
}

static void
put_value(struct text *t, const struct copy_value *v, enum copy_kind kind,
    bool json)
{
	char buf[DATE_TEXT_MAX];

	if (!v->known) {
		put_z(t, json ? "null" : "-");
	} else if (kind == COPY_NUMBER) {
		put_int(t, v->number);
	} else if (kind == COPY_TEXT && json) {
		put_quoted(t, v->text);
	} else if (kind == COPY_TEXT) {
		put(t, v->text.at, v->text.len);
	} else {
		put_z(t, json ? "\"" : "");
		if (kind == COPY_DAY) {
			put_z(t, date_text(v->day, buf));
		} else {
			put_moment(t, v->number);
		}
		put_z(t, json ? "\"" : "");
	}
}

static void
json_row(struct text *t, const struct copy_table *table, size_t row)
{
	for (size_t i = 0; i < table->columns_len; i++) {
		put_z(t, i == 0 ? "\n    {" : ", ");
		put_quoted(t, table->columns[i].name);
		put_z(t, ": ");
		put_value(t, &table->values[row * table->columns_len + i],
		    table->columns[i].kind, true);
	}
	put_z(t, "}");
}

str
copy_json(struct arena *mem, const struct copy_table *tables, size_t len)
{
	struct text t = { .mem = mem };

	put_z(&t, "{");
	for (size_t i = 0; i < len; i++) {
		put_z(&t, i == 0 ? "\n  " : ",\n  ");
		put_quoted(&t, str_z(tables[i].name));
		put_z(&t, ": [");
		for (size_t row = 0; row < tables[i].rows_len; row++) {
			put_z(&t, row == 0 ? "" : ",");
			json_row(&t, &tables[i], row);
		}
		put_z(&t, tables[i].more ? ", null]" : "]");
	}
	put_z(&t, "\n}\n");
	return (str){ t.chars.at, t.chars.len };
}

str
copy_text(struct arena *mem, const struct copy_table *tables, size_t len)
{
	struct text t = { .mem = mem };

	for (size_t i = 0; i < len; i++) {
		const struct copy_table *table = &tables[i];

		put_z(&t, i == 0 ? "" : "\n");
		put_z(&t, table->heading);
		put_z(&t, table->rows_len == 0 ? "\n  (nothing)\n" : "\n");
		for (size_t n = 0; n < table->rows_len * table->columns_len;
		    n++) {
			size_t column = n % table->columns_len;

			put_z(&t, column == 0 ? "\n  " : "  ");
			put(&t, table->columns[column].name.at,
			    table->columns[column].name.len);
			put_z(&t, ": ");
			put_value(&t, &table->values[n],
			    table->columns[column].kind, false);
			put_z(&t, "\n");
		}
		put_z(&t, table->more ? "\n  (There is more.)\n" : "");
	}
	return (str){ t.chars.at, t.chars.len };
}
