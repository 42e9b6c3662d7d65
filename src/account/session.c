/*
 * session.c - from a cookie's token to the person who asks, and the devices
 * where an account is logged in (ACCO-3, ACCO-6).
 */
#include "account/session.h"

#include "account/account_rows.h"
#include "account/device.h"
#include "account/secret.h"
#include "db/db.h"
#include "account/account.sql.h"
#include "member/member.h"
#include "office/office.h"
#include "org/org.h"
#include "statutes/statutes.h"

#define HANDLE_LEN	12

/* When it was seen is noted to the hour: to the second it would be a record of
 * when a person reads. */
static int64_t
to_the_hour(int64_t at)
{
	return at - at % 3600;
}

/* Whether units of this tier can have units under them. */
static bool
stands_above(const struct statutes *st, size_t tier)
{
	for (size_t i = 0; i < st->tiers.len; i++) {
		if ((st->tiers.at[i].under >> tier & 1) != 0) {
			return true;
		}
	}
	return false;
}

static bool
gives(const struct grant *g, enum grant_verb verb, enum grant_noun noun)
{
	return g->verb == verb && (g->nouns >> noun & 1) != 0;
}

/* What an office held in a unit of this tier opens somewhere. It only decides
 * which ways a page shows; whether one may go there is asked of may(). */
static void
read_office(const struct statutes *st, str office, size_t tier, bool *sees,
    struct session_person *p)
{
	p->officer = p->officer || stands_above(st, tier);
	for (size_t i = 0; i < st->grants.len; i++) {
		const struct grant *g = &st->grants.at[i];

		if (!str_eq(st->offices.at[g->office].word, office) ||
		    (g->tiers >> tier & 1) == 0) {
			continue;
		}
		p->auditor |= gives(g, MAY_SEE, NOUN_CHANGES);
		*sees |= gives(g, MAY_SEE, NOUN_EXCEPTIONS);
		p->keeps_meetings |= gives(g, MAY_KEEP, NOUN_MEETINGS) ||
		    gives(g, MAY_KEEP, NOUN_MINUTES);
	}
}

static void
read_offices(struct ctx *cx, int64_t member, struct session_person *p)
{
	const struct statutes *st = statutes_in_force(cx, cx->today);
	struct term *held;
	struct unit unit;
	size_t len;

	if (st == NULL) {
		return;
	}
	office_held(cx, member, cx->today, &held, &len);
	for (size_t i = 0; i < len; i++) {
		size_t tier = org_unit(cx, held[i].unit_id, &unit) ?
		    statutes_tier(st, unit.tier) : st->tiers.len;
		bool sees = false;

		if (tier < st->tiers.len) {
			read_office(st, held[i].office, tier, &sees, p);
		}
		if (sees && unit.parent_id == 0) {
			p->whole = org_whole_word(cx, unit.tier);
		}
	}
}

struct session_person
session_person(struct ctx *cx, const struct session *s)
{
	struct session_person p = { 0 };
	struct member member;
	struct unit unit;

	if (s->member == 0 || !member_read(cx, s->member, &member)) {
		return p;
	}
	p.name = member.name;
	if (member.cell_id != 0 && org_unit(cx, member.cell_id, &unit)) {
		p.unit = unit.id;
		p.unit_name = unit.name;
		p.unit_public_id = unit.public_id;
	}
	read_offices(cx, s->member, &p);
	return p;
}

bool
session_read(struct ctx *cx, str token, struct session *out)
{
	struct session s = { 0 };
	struct query q;

	*out = s;
	if (token.len != (size_t)TOKEN_BYTES * 2) {
		return false;
	}
	q = db_query(cx->db, &sql_session_read);
	q_set_str(&q, ":token_hash", secret_hash(cx->mem, TOKEN_KIND, token));
	q_set_int(&q, ":now", cx->now);
	q_set_int(&q, ":idle", cx->now - SESSION_IDLE_S);
	if (!q_row(&q)) {
		return false;
	}
	s.account = q_get_int(&q, 0);
	s.member = q_get_id(&q, 1);
	s.admin = q_get_int(&q, 2) != 0;
	s.seen_due = q_get_int(&q, 3) < to_the_hour(cx->now);
	q_end(&q);
	*out = s;
	return true;
}

void
session_seen(struct ctx *cx, str token)
{
	struct query q = db_query(cx->db, &sql_session_seen);

	q_set_str(&q, ":token_hash", secret_hash(cx->mem, TOKEN_KIND, token));
	q_set_int(&q, ":seen_at", to_the_hour(cx->now));
	q_run(&q);
}

str
session_begin(struct ctx *cx, int64_t account, bool admin, str agent)
{
	str token = token_new(cx->mem);
	struct query q = db_query(cx->db, &sql_session_delete_old);

	q_set_int(&q, ":account_id", account);
	q_set_int(&q, ":now", cx->now);
	q_set_int(&q, ":idle", cx->now - SESSION_IDLE_S);
	q_set_int(&q, ":keep", SESSIONS_MAX - 1);
	q_run(&q);

	q = db_query(cx->db, &sql_session_insert);
	q_set_str(&q, ":token_hash", secret_hash(cx->mem, TOKEN_KIND, token));
	q_set_int(&q, ":account_id", account);
	q_set_int(&q, ":made_at", cx->now);
	q_set_int(&q, ":seen_at", to_the_hour(cx->now));
	q_set_int(&q, ":ends_at", cx->now + (admin ? SESSION_ADMIN_S :
	    SESSION_LONG_S));
	q_set_str(&q, ":device", device_words(agent));
	q_run(&q);
	return token;
}

int64_t
session_end_all(struct ctx *cx, int64_t account, str but_token)
{
	struct query q = db_query(cx->db, &sql_session_delete_all);

	q_set_int(&q, ":account_id", account);
	q_set_str(&q, ":but", but_token.len == 0 ? but_token :
	    secret_hash(cx->mem, TOKEN_KIND, but_token));
	return q_changed(&q);
}

void
account_log_out(struct ctx *cx, str token)
{
	struct query q = db_query(cx->db, &sql_session_delete);

	q_set_str(&q, ":token_hash", secret_hash(cx->mem, TOKEN_KIND, token));
	q_run(&q);
}

int64_t
account_log_out_others(struct ctx *cx, str token)
{
	return session_end_all(cx, cx->account, token);
}

/* ---- devices ----------------------------------------------------------- */

/* The name of a session on a page: not its hash, which nobody sees. */
static str
handle_of(struct ctx *cx, str token_hash)
{
	return str_part(secret_hash(cx->mem, HANDLE_KIND, token_hash), 0,
	    HANDLE_LEN);
}

void
account_devices(struct ctx *cx, str token, struct device **out,
    size_t *out_len)
{
	str here = secret_hash(cx->mem, TOKEN_KIND, token);
	struct LIST(struct device) list = { 0 };
	struct query q = db_query(cx->db, &sql_sessions);

	q_set_int(&q, ":account_id", cx->account);
	q_set_int(&q, ":now", cx->now);
	q_set_int(&q, ":idle", cx->now - SESSION_IDLE_S);
	q_set_int(&q, ":max", SESSIONS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct device){
			.handle = handle_of(cx, q_get_str(&q, 0)),
			.here = str_eq(q_get_str(&q, 0), here),
			.made_at = q_get_int(&q, 1),
			.seen_at = q_get_int(&q, 2),
			.ends_at = q_get_int(&q, 3),
			.words = arena_copy(cx->mem, q_get_str(&q, 4)),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

enum account_err
account_log_out_there(struct ctx *cx, str handle)
{
	struct query q = db_query(cx->db, &sql_sessions);
	str found = S("");

	q_set_int(&q, ":account_id", cx->account);
	q_set_int(&q, ":now", cx->now);
	q_set_int(&q, ":idle", cx->now - SESSION_IDLE_S);
	q_set_int(&q, ":max", SESSIONS_MAX);
	while (q_row(&q)) {
		if (str_eq(handle_of(cx, q_get_str(&q, 0)), handle)) {
			found = arena_copy(cx->mem, q_get_str(&q, 0));
		}
	}
	if (found.len == 0) {
		return ACCOUNT_NO_SESSION;
	}
	q = db_query(cx->db, &sql_session_delete);
	q_set_str(&q, ":token_hash", found);
	q_run(&q);
	return ACCOUNT_OK;
}
