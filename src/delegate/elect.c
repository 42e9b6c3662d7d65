/* elect.c - who comes: delegates, substitutes, and who is invited. */
#include "delegate/delegate.h"

#include "db/db.h"
#include "delegate/delegate_own.h"
#include "meeting/meeting.h"
#include "member/member.h"
#include "org/org.h"

#include "delegate/delegate.sql.h"

/* ---- electing (DELE-3, DELE-4) ----------------------------------------- */

static bool
has_key(struct ctx *cx, int64_t conference_id)
{
	struct query q = db_query(cx->db, &sql_delegate_has_key);

	q_set_int(&q, ":id", conference_id);
	return q_number(&q) != 0;
}

static bool
waits(struct ctx *cx, int64_t conference_id, int64_t member_id)
{
	struct query q = db_query(cx->db, &sql_substitute_waits);

	q_set_int(&q, ":id", conference_id);
	q_set_int(&q, ":member_id", member_id);
	return q_number(&q) != 0;
}

/* The delegation: as given, else that of the unit that met. Where there is no
 * key, each unit under that of the conference can be one. */
static enum delegate_err
find_delegation(struct ctx *cx, const struct conference *c,
    const struct meeting *m, struct delegate_new *d)
{
	struct delegate_share share;
	int64_t unit = d->unit_id;

	if (!has_key(cx, c->id)) {
		d->unit_id = unit != 0 ? unit : m->unit_id;
		return org_is_under(cx, d->unit_id, c->unit_id) ? DELEGATE_OK :
		    DELEGATE_NO_DELEGATION;
	}
	if (unit == 0) {
		unit = delegate_delegation(cx, c->id, m->unit_id);
	}
	if (!delegate_share_of(cx, c->id, unit, &share)) {
		return DELEGATE_NO_DELEGATION;
	}
	d->unit_id = unit;
	return !d->substitute && share.elected >= share.seats ?
	    DELEGATE_KEY_FULL : DELEGATE_OK;
}

static enum delegate_err
check_twice(struct ctx *cx, const struct delegate_new *d)
{
	struct participant other;
	struct query q;

	if (participant_of_member(cx, d->conference_id, d->member_id,
	    &other) || waits(cx, d->conference_id, d->member_id)) {
		return DELEGATE_TWICE;
	}
	if (!d->substitute) {
		return DELEGATE_OK;
	}
	q = db_query(cx->db, &sql_substitute_count);
	q_set_int(&q, ":id", d->conference_id);
	return q_number(&q) >= SUBSTITUTES_MAX ? DELEGATE_TOO_MANY :
	    DELEGATE_OK;
}

/* Fills in the delegation and who sent. */
static enum delegate_err
check_elect(struct ctx *cx, const struct conference *c, struct delegate_new *d,
    struct member *member)
{
	enum delegate_err err;
	struct meeting m;

	if (!member_read(cx, d->member_id, member)) {
		return DELEGATE_NO_MEMBER;
	}
	if (d->meeting_id == 0 || !meeting_read(cx, d->meeting_id, &m) ||
	    m.state != MEETING_WAS_HELD) {
		return DELEGATE_NO_MEETING;
	}
	err = find_delegation(cx, c, &m, d);
	if (err != DELEGATE_OK) {
		return err;
	}
	if (!org_is_under(cx, m.unit_id, d->unit_id) || (d->sent_by != 0 &&
	    d->sent_by != m.unit_id)) {
		return DELEGATE_NOT_THEIR_MEETING;
	}
	d->sent_by = m.unit_id;
	if (member->cell_id == 0 ||
	    !org_is_under(cx, member->cell_id, d->unit_id)) {
		return DELEGATE_NOT_THEIRS;
	}
	return check_twice(cx, d);
}

static void
add_substitute(struct ctx *cx, const struct conference *c,
    const struct delegate_new *d, int64_t *out_id)
{
	struct query q = db_query(cx->db, &sql_substitute_last);
	int64_t last;

	q_set_int(&q, ":id", c->id);
	q_set_int(&q, ":unit_id", d->unit_id);
	last = q_number(&q);
	*out_id = db_new_id(cx->db, "substitute");
	q = db_query(cx->db, &sql_substitute_add);
	q_set_int(&q, ":id", *out_id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":conference_id", c->id);
	q_set_int(&q, ":unit_id", d->unit_id);
	q_set_int(&q, ":sent_by", d->sent_by);
	q_set_int(&q, ":meeting_id", d->meeting_id);
	q_set_int(&q, ":member_id", d->member_id);
	q_set_int(&q, ":position", last + 1);
	q_set_int(&q, ":entered_at", cx->now);
	q_set_id(&q, ":entered_by", cx->account);
	q_run(&q);
	delegate_note(cx, "delegate.substitute", c, d->sent_by, d->member_id);
}

enum delegate_err
delegate_elect(struct ctx *cx, const struct delegate_new *in, int64_t *out_id)
{
	struct delegate_new d = *in;
	struct conference c;
	struct member member;
	enum delegate_err err = delegate_open(cx, in->conference_id, &c);
	int64_t id;

	if (err == DELEGATE_OK) {
		err = check_elect(cx, &c, &d, &member);
	}
	if (err != DELEGATE_OK) {
		return err;
	}
	if (d.substitute) {
		add_substitute(cx, &c, &d, out_id);
		return DELEGATE_OK;
	}
	err = delegate_of_conference(participant_add(cx, &(struct participant){
	    .conference_id = c.id, .member_id = d.member_id,
	    .name = member.name, .role = ROLE_DELEGATE, .voting = true,
	    .unit_id = d.unit_id, .sent_by = d.sent_by,
	    .meeting_id = d.meeting_id }, &id));
	if (err == DELEGATE_OK) {
		*out_id = id;
	}
	return err;
}

enum delegate_err
delegate_invite(struct ctx *cx, int64_t conference_id,
    enum participant_role role, int64_t member_id, str name, int64_t *out_id)
{
	struct member member;
	enum delegate_err err;
	int64_t id;

	if (member_id != 0 && !member_read(cx, member_id, &member)) {
		return DELEGATE_NO_MEMBER;
	}
	if (member_id != 0 && waits(cx, conference_id, member_id)) {
		return DELEGATE_TWICE;
	}
	err = delegate_of_conference(participant_add(cx, &(struct participant){
	    .conference_id = conference_id, .member_id = member_id,
	    .name = member_id != 0 ? member.name : name,
	    .role = role == ROLE_DELEGATE ? ROLE_GUEST : role }, &id));
	if (err == DELEGATE_OK) {
		*out_id = id;
	}
	return err;
}

/* ---- substitutes ------------------------------------------------------- */

static struct substitute
substitute_row(struct ctx *cx, struct query *q)
{
	return (struct substitute){
		.id = q_get_int(q, 0),
		.conference_id = q_get_int(q, 1),
		.unit_id = q_get_int(q, 2),
		.member_id = q_get_int(q, 3),
		.sent_by = q_get_int(q, 4),
		.meeting_id = q_get_int(q, 5),
		.public_id = arena_copy(cx->mem, q_get_str(q, 6)),
		.name = arena_copy(cx->mem, q_get_str(q, 7)),
		.unit_name = arena_copy(cx->mem, q_get_str(q, 8)),
		.position = (int)q_get_int(q, 9),
		.state = (enum substitute_state)q_get_int(q, 10),
	};
}

bool
delegate_substitute(struct ctx *cx, int64_t id, struct substitute *out)
{
	struct query q = db_query(cx->db, &sql_substitute_one);

	q_set_int(&q, ":id", id);
	if (!q_row(&q)) {
		return false;
	}
	*out = substitute_row(cx, &q);
	q_end(&q);
	return true;
}

bool
delegate_substitute_by_public(struct ctx *cx, str public_id,
    struct substitute *out)
{
	struct query q = db_query(cx->db, &sql_substitute_id_by_public);

	q_set_str(&q, ":public_id", public_id);
	return delegate_substitute(cx, q_number(&q), out);
}

void
delegate_substitutes(struct ctx *cx, int64_t conference_id, int64_t unit_id,
    struct substitute **out, size_t *out_len)
{
	struct LIST(struct substitute) list = { 0 };
	struct query q = db_query(cx->db, &sql_substitutes);

	q_set_int(&q, ":id", conference_id);
	q_set_int(&q, ":unit_id", unit_id);
	q_set_int(&q, ":max", SUBSTITUTES_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = substitute_row(cx, &q);
	}
	*out = list.at;
	*out_len = list.len;
}

static void
set_substitute(struct ctx *cx, int64_t id, enum substitute_state state)
{
	struct query q = db_query(cx->db, &sql_substitute_set);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":state", state);
	q_run(&q);
}

enum delegate_err
delegate_drop_substitute(struct ctx *cx, int64_t id)
{
	struct substitute s;
	struct conference c;
	enum delegate_err err;

	if (!delegate_substitute(cx, id, &s)) {
		return DELEGATE_NO_ONE;
	}
	err = delegate_open(cx, s.conference_id, &c);
	if (err != DELEGATE_OK) {
		return err;
	}
	if (s.state != SUBSTITUTE_WAITS) {
		return DELEGATE_GONE;
	}
	set_substitute(cx, id, SUBSTITUTE_OFF);
	delegate_note(cx, "delegate.drop_substitute", &c, s.sent_by,
	    s.member_id);
	return DELEGATE_OK;
}

/* ---- who cannot come (DELE-5) ------------------------------------------ */

static void
end_participant(struct ctx *cx, const struct participant *p,
    enum participant_state state)
{
	struct query q = db_query(cx->db, &sql_delegate_end);

	q_set_int(&q, ":id", p->id);
	q_set_int(&q, ":state", state);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
	proxy_end_all(cx, p->id);
}

enum delegate_err
delegate_withdraw(struct ctx *cx, int64_t participant_id)
{
	struct participant p;
	struct conference c;
	enum delegate_err err = delegate_participant(cx, participant_id, &p,
	    &c);

	if (err != DELEGATE_OK) {
		return err;
	}
	end_participant(cx, &p, WITHDRAWN);
	delegate_note(cx, "delegate.withdraw", &c, p.sent_by, p.member_id);
	return DELEGATE_OK;
}

/* The substitute who is named, or the next one. */
static enum delegate_err
find_substitute(struct ctx *cx, const struct participant *p, int64_t id,
    struct substitute *out)
{
	struct query q;

	if (id == 0) {
		q = db_query(cx->db, &sql_substitute_next);
		q_set_int(&q, ":id", p->conference_id);
		q_set_int(&q, ":unit_id", p->unit_id);
		id = q_number(&q);
	}
	return id != 0 && delegate_substitute(cx, id, out) &&
	    out->state == SUBSTITUTE_WAITS && out->unit_id == p->unit_id &&
	    out->conference_id == p->conference_id ? DELEGATE_OK :
	    DELEGATE_NO_SUBSTITUTE;
}

enum delegate_err
delegate_replace(struct ctx *cx, int64_t participant_id,
    int64_t substitute_id, int64_t *out_id)
{
	struct participant p;
	struct substitute s;
	struct conference c;
	enum delegate_err err = delegate_participant(cx, participant_id, &p,
	    &c);
	int64_t id = 0;

	if (err == DELEGATE_OK) {
		err = find_substitute(cx, &p, substitute_id, &s);
	}
	if (err == DELEGATE_OK) {
		end_participant(cx, &p, REPLACED);
		set_substitute(cx, s.id, SUBSTITUTE_CAME);
		err = delegate_of_conference(participant_add(cx,
		    &(struct participant){ .conference_id = c.id,
		    .member_id = s.member_id, .name = s.name, .role = p.role,
		    .voting = p.voting, .unit_id = p.unit_id,
		    .sent_by = s.sent_by, .meeting_id = s.meeting_id,
		    .instead_of = p.id, .block_id = p.block_id,
		    .seat = p.seat }, &id));
	}
	if (err != DELEGATE_OK) {
		return err;
	}
	delegate_note(cx, "delegate.replace", &c, s.sent_by, s.member_id);
	*out_id = id;
	return DELEGATE_OK;
}

/* ---- many at once ------------------------------------------------------ */

struct candidate {
	int64_t	 cell, member;		/* 0: none */
};
struct candidates LIST(struct candidate);

static void
read_candidates(struct ctx *cx, const struct sql *sql, int64_t unit_id,
    int64_t max, struct candidates *out)
{
	struct query q = db_query(cx->db, sql);

	q_set_int(&q, ":unit_id", unit_id);
	q_set_int(&q, ":max", max);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, out) = (struct candidate){
			q_get_int(&q, 0), q_get_id(&q, 1) };
	}
}

static int64_t
last_met(struct ctx *cx, int64_t cell)
{
	struct query q = db_query(cx->db, &sql_delegate_cell_met);

	q_set_int(&q, ":unit_id", cell);
	return q_number(&q);
}

/* Up to `max` of these; those whose cell did not meet are left out. */
static int64_t
fill_from(struct ctx *cx, int64_t conference_id, int64_t unit_id,
    const struct candidates *list, int64_t max)
{
	int64_t n = 0, id;

	for (size_t i = 0; i < list->len && n < max; i++) {
		n += list->at[i].member != 0 && delegate_elect(cx,
		    &(struct delegate_new){ .conference_id = conference_id,
		    .member_id = list->at[i].member, .unit_id = unit_id,
		    .meeting_id = last_met(cx, list->at[i].cell) }, &id) ==
		    DELEGATE_OK;
	}
	return n;
}

/* One of each cell first, then others. */
static int64_t
fill_share(struct ctx *cx, int64_t conference_id,
    const struct delegate_share *s, int64_t max)
{
	int64_t free_seats = s->seats - s->elected, n;
	struct candidates first = { 0 }, more = { 0 };

	max = max < free_seats ? max : free_seats;
	/* Units above cells stand among them, and cells that did not meet. */
	read_candidates(cx, &sql_delegate_candidates, s->unit_id,
	    2 * s->seats + 200, &first);
	n = fill_from(cx, conference_id, s->unit_id, &first, max);
	if (n < max) {
		read_candidates(cx, &sql_delegate_candidates_all, s->unit_id,
		    3 * s->seats + 200, &more);
		n += fill_from(cx, conference_id, s->unit_id, &more, max - n);
	}
	return n;
}

int64_t
delegate_fill(struct ctx *cx, int64_t conference_id, int64_t max)
{
	struct delegate_share *shares;
	size_t len;
	int64_t n = 0;

	delegate_key(cx, conference_id, &shares, &len);
	for (size_t i = 0; i < len && n < max; i++) {
		n += fill_share(cx, conference_id, &shares[i], max - n);
	}
	return n;
}
