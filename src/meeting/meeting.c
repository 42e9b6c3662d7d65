/* meeting.c - what is known of meetings: one, lists, days, who came. */
#include "meeting/meeting.h"

#include <assert.h>

#include "db/db.h"
#include "meeting/meeting.sql.h"
#include "member/member.h"
#include "office/office.h"
#include "org/org.h"

static const struct { int status; const char *text; } errors[] = {
#define X(name, status, text) [name] = { status, text },
	MEETING_ERRORS(X)
#undef X
};

int
meeting_err_status(enum meeting_err err)
{
	assert(err < MEETING_ERR_COUNT);
	return errors[err].status;
}

const char *
meeting_err_text(enum meeting_err err)
{
	assert(err < MEETING_ERR_COUNT);
	return errors[err].text;
}

/* A figure that may be unknown. */
static int64_t
known_or_minus(struct query *q, int column)
{
	return q_is_null(q, column) ? -1 : q_get_int(q, column);
}

/* A row of meeting_one or meeting_of_unit. */
static struct meeting
meeting_row(struct ctx *cx, struct query *q)
{
	return (struct meeting){
		.id = q_get_int(q, 0),
		.unit_id = q_get_int(q, 1),
		.record_id = q_get_id(q, 2),
		.public_id = arena_copy(cx->mem, q_get_str(q, 3)),
		.kind = arena_copy(cx->mem, q_get_str(q, 4)),
		.place = arena_copy(cx->mem, q_get_str(q, 5)),
		.sign_code = arena_copy(cx->mem, q_get_str(q, 6)),
		.state = (enum meeting_state)q_get_int(q, 7),
		.day = q_get_date(q, 8),
		.starts = (int)known_or_minus(q, 9),
		.called_at = q_get_id(q, 10),
		.members = known_or_minus(q, 11),
		.present = known_or_minus(q, 12),
		.excused = known_or_minus(q, 13),
		.quorum = known_or_minus(q, 14),
		.quorum_met = (int)known_or_minus(q, 15),
		.version = (int)q_get_id(q, 16),
		.decisions_len = (size_t)q_get_int(q, 17),
	};
}

bool
meeting_read(struct ctx *cx, int64_t id, struct meeting *out)
{
	struct query q = db_query(cx->db, &sql_meeting_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = meeting_row(cx, &q);
	q_end(&q);
	return true;
}

/* The meeting that a query of one id names, if it names one. */
static bool
read_named(struct ctx *cx, struct query *q, struct meeting *out)
{
	int64_t id;

	if (!q_row(q)) {
		return false;
	}
	id = q_get_int(q, 0);
	q_end(q);
	return meeting_read(cx, id, out);
}

bool
meeting_by_public(struct ctx *cx, str public_id, struct meeting *out)
{
	struct query q = db_query(cx->db, &sql_meeting_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return read_named(cx, &q, out);
}

bool
meeting_by_code(struct ctx *cx, str code, struct meeting *out)
{
	struct query q;

	if (code.len == 0) {
		return false;		/* one that came with an import */
	}
	q = db_query(cx->db, &sql_meeting_id_by_code);
	q_set_str(&q, ":code", code);
	q_set_date(&q, ":today", cx->today);
	return read_named(cx, &q, out);
}

bool
meeting_on(struct ctx *cx, int64_t unit_id, str kind, struct date day,
    struct meeting *out)
{
	struct query q = db_query(cx->db, &sql_meeting_id_on);

	q_set_int(&q, ":unit_id", unit_id);
	q_set_str(&q, ":kind", kind);
	q_set_date(&q, ":day", day);
	return read_named(cx, &q, out);
}

bool
meeting_next(struct ctx *cx, int64_t unit_id, struct meeting *out)
{
	struct query q = db_query(cx->db, &sql_meeting_id_next);

	q_set_int(&q, ":unit_id", unit_id);
	q_set_date(&q, ":today", cx->today);
	return read_named(cx, &q, out);
}

bool
meeting_last(struct ctx *cx, int64_t unit_id, str kind, struct date on,
    struct meeting *out)
{
	struct query q = db_query(cx->db, &sql_meeting_id_last);

	q_set_int(&q, ":unit_id", unit_id);
	q_set_str(&q, ":kind", kind);
	q_set_date(&q, ":on", on);
	return read_named(cx, &q, out);
}

void
meeting_list(struct ctx *cx, int64_t unit_id, int state, struct date before,
    size_t max, struct meeting **out, size_t *out_len)
{
	struct LIST(struct meeting) list = { 0 };
	struct query q = db_query(cx->db, state == 0 ? &sql_meeting_of_unit :
	    &sql_meeting_of_unit_in);

	assert(max <= MEETING_LIST_MAX);
	q_set_int(&q, ":unit_id", unit_id);
	if (state != 0) {
		q_set_int(&q, ":state", state);
	}
	q_set_int(&q, ":before", date_known(before) ? before.day : INT32_MAX);
	q_set_int(&q, ":max", (int64_t)max);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = meeting_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

void
meeting_sent_up(struct ctx *cx, int64_t unit_id, bool below, size_t max,
    struct sent_up **out, size_t *out_len)
{
	struct LIST(struct sent_up) list = { 0 };
	struct query q = db_query(cx->db, below ? &sql_meeting_sent_up_below :
	    &sql_meeting_sent_up_own);

	assert(max <= MEETING_LIST_MAX);
	q_set_int(&q, ":unit_id", unit_id);
	q_set_int(&q, ":since", below ? cx->today.day - SENT_UP_DAYS :
	    INT32_MIN);
	q_set_int(&q, ":max", (int64_t)max);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct sent_up){
			.day = q_get_date(&q, 0),
			.unit_id = q_get_int(&q, 1),
			.unit_name = arena_copy(cx->mem, q_get_str(&q, 2)),
			.unit_public_id = arena_copy(cx->mem,
			    q_get_str(&q, 3)),
			.text = arena_copy(cx->mem, q_get_str(&q, 4)),
			.carried = (int)known_or_minus(&q, 5),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

static void
attended(struct ctx *cx, const struct sql *sql, int64_t member_id, size_t max,
    struct attended **out, size_t *out_len)
{
	struct LIST(struct attended) list = { 0 };
	struct query q = db_query(cx->db, sql);

	assert(max <= MEETING_LIST_MAX);
	q_set_int(&q, ":member_id", member_id);
	q_set_int(&q, ":max", (int64_t)max);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct attended){
			.meeting_public_id = arena_copy(cx->mem,
			    q_get_str(&q, 0)),
			.unit_name = arena_copy(cx->mem, q_get_str(&q, 1)),
			.kind = arena_copy(cx->mem, q_get_str(&q, 2)),
			.day = q_get_date(&q, 3),
			.presence = (enum presence)q_get_int(&q, 4),
			.entered_by = arena_copy(cx->mem, q_get_str(&q, 5)),
			.version = (int)q_get_int(&q, 6),
			.signed_at = q_get_id(&q, 7),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

void
meeting_attended(struct ctx *cx, int64_t member_id, size_t max,
    struct attended **out, size_t *out_len)
{
	attended(cx, &sql_meeting_attended_now, member_id, max, out, out_len);
}

void
meeting_attended_before(struct ctx *cx, int64_t member_id, size_t max,
    struct attended **out, size_t *out_len)
{
	attended(cx, &sql_meeting_attended_replaced, member_id, max, out,
	    out_len);
}

/* ---- what the statutes of a day say of a unit's meetings --------------- */

void
meeting_kinds(struct ctx *cx, int64_t unit_id, struct date on,
    struct kind_list *out)
{
	const struct statutes *st = statutes_in_force(cx, on);
	struct unit unit;
	size_t tier;

	*out = (struct kind_list){ .at_len = 0 };
	if (st == NULL || !org_unit(cx, unit_id, &unit)) {
		return;
	}
	tier = statutes_tier(st, unit.tier);
	for (size_t i = 0; i < st->meetings.len; i++) {
		if (tier < st->tiers.len && out->at_len < KINDS_MAX &&
		    (st->meetings.at[i].at & (tier_set)1 << tier) != 0) {
			out->at[out->at_len++] = &st->meetings.at[i];
		}
	}
}

str
meeting_title(struct ctx *cx, str kind)
{
	str shown = org_word(cx, kind).one;

	if (kind.len == 0) {
		return S("Meeting");
	}
	if (!str_eq(shown, kind)) {
		return shown;
	}
	return text_capital(cx->mem, arena_printf(cx->mem, STR_FMT " meeting",
	    STR_ARG(kind)));
}

/* Whether members belong to units like this one; true where no statutes say. */
static bool
holds_members(struct ctx *cx, const struct unit *unit, struct date on)
{
	const struct statutes *st = statutes_in_force(cx, on);
	size_t tier = st == NULL ? 0 : statutes_tier(st, unit->tier);

	return st == NULL || tier == st->tiers.len ||
	    st->tiers.at[tier].holds_members;
}

/* The office somebody holds there, as shown; "" without one. */
static str
office_shown(struct ctx *cx, const struct term *terms, size_t terms_len,
    int64_t member_id)
{
	for (size_t i = 0; i < terms_len; i++) {
		if (terms[i].member_id == member_id) {
			return org_word(cx, terms[i].office).one;
		}
	}
	return S("");
}

/* Each holder once, though he or she may hold several offices there. */
static void
expected_holders(struct ctx *cx, const struct term *terms, size_t terms_len,
    struct expected **out, size_t *out_len)
{
	struct LIST(struct expected) list = { 0 };

	for (size_t i = 0; i < terms_len; i++) {
		struct member m;
		size_t at = 0;

		while (at < i && terms[at].member_id != terms[i].member_id) {
			at++;
		}
		if (at == i && member_read(cx, terms[i].member_id, &m)) {
			*LIST_ADD(cx->mem, &list) = (struct expected){
				m.id, m.public_id, m.name,
				org_word(cx, terms[i].office).one
			};
		}
	}
	*out = list.at;
	*out_len = list.len;
}

void
meeting_expected(struct ctx *cx, int64_t unit_id, struct date on,
    struct expected **out, size_t *out_len)
{
	struct member *members;
	struct term *terms;
	size_t members_len, terms_len;
	struct unit unit;

	*out = NULL;
	*out_len = 0;
	if (!org_unit(cx, unit_id, &unit)) {
		return;
	}
	office_holders(cx, unit_id, on, &terms, &terms_len);
	if (!holds_members(cx, &unit, on)) {
		expected_holders(cx, terms, terms_len, out, out_len);
		return;
	}
	member_roll(cx, unit_id, on, &members, &members_len);
	*out = NEW(cx->mem, struct expected, members_len);
	*out_len = members_len;
	for (size_t i = 0; i < members_len; i++) {
		(*out)[i] = (struct expected){
			members[i].id, members[i].public_id, members[i].name,
			office_shown(cx, terms, terms_len, members[i].id)
		};
	}
}
