/* own_meeting.c - a unit's own meeting as a small conference, for a secret vote
 * or a list of speakers: one sitting, one item, its members (CONF-7). */
#include "conference/conference.h"
#include "conference/conference_own.h"
#include "db/db.h"
#include "meeting/meeting.h"
#include "member/member.h"
#include "org/org.h"

#include "conference/conference.sql.h"

#define OWN_MINUTES	180		/* from the beginning to the end */

bool
conference_of_meeting(struct ctx *cx, int64_t meeting_id,
    struct conference *out)
{
	struct query q = db_query(cx->db, &sql_conference_id_of_meeting);

	q_set_int(&q, ":meeting_id", meeting_id);
	return conference_read(cx, q_number(&q), out);
}

/* ---- who takes part ---------------------------------------------------- */

static enum conference_err
add_one(struct ctx *cx, const struct conference *c, int64_t member_id,
    bool here)
{
	struct participant p = { .conference_id = c->id,
	    .member_id = member_id, .unit_id = c->unit_id,
	    .sent_by = c->unit_id, .meeting_id = c->meeting_id,
	    .role = ROLE_DELEGATE, .voting = true };
	struct participant there;
	enum conference_err err;
	struct member m;
	int64_t id;

	if (participant_of_member(cx, c->id, member_id, &there)) {
		return CONFERENCE_OK;
	}
	if (!member_read(cx, member_id, &m)) {
		return CONFERENCE_NO_MEMBER;
	}
	p.name = m.name;
	err = participant_add(cx, &p, &id);
	if (err == CONFERENCE_OK && here) {
		participant_set_presence(cx, id, IN_THE_HALL);
	}
	return err;
}

static bool
is_among(const int64_t *ids, size_t len, int64_t id)
{
	for (size_t i = 0; i < len; i++) {
		if (ids[i] == id) {
			return true;
		}
	}
	return false;
}

/* Whom a meeting that is still to come will mark. */
static enum conference_err
add_expected(struct ctx *cx, const struct conference *c,
    const struct meeting *m)
{
	enum conference_err err = CONFERENCE_OK;
	struct expected *list;
	size_t len, signed_len;
	int64_t *signed_in;

	meeting_expected(cx, m->unit_id, m->day, &list, &len);
	meeting_signed_in(cx, m->id, &signed_in, &signed_len);
	for (size_t i = 0; i < len && err == CONFERENCE_OK; i++) {
		err = add_one(cx, c, list[i].member_id, is_among(signed_in,
		    signed_len, list[i].member_id));
	}
	return err;
}

/* Whom the record of one that was held has marked. */
static enum conference_err
add_marked(struct ctx *cx, const struct conference *c,
    const struct meeting_minutes *minutes)
{
	enum conference_err err = CONFERENCE_OK;

	for (size_t i = 0; i < minutes->attendees_len &&
	    err == CONFERENCE_OK; i++) {
		err = add_one(cx, c, minutes->attendees[i].member_id,
		    minutes->attendees[i].presence == PRESENT);
	}
	return err;
}

static enum conference_err
add_members(struct ctx *cx, const struct conference *c,
    const struct meeting *m)
{
	struct meeting_minutes minutes;

	if (m->state == MEETING_WAS_HELD &&
	    meeting_minutes(cx, m->id, 0, &minutes) &&
	    minutes.attendees_len > 0) {
		return add_marked(cx, c, &minutes);
	}
	return add_expected(cx, c, m);
}

/* ---- making it --------------------------------------------------------- */

static enum conference_err
add_sitting(struct ctx *cx, const struct conference *c,
    const struct meeting *m, str title)
{
	struct sitting s = { .conference_id = c->id, .day = m->day,
	    .starts = m->starts < 0 ? 0 : m->starts };
	struct item item = { .kind = ITEM_ELECTION, .title = title,
	    .minutes = 0 };
	enum conference_err err;
	int64_t id;

	s.ends = s.starts + OWN_MINUTES > CONFERENCE_MINUTES_MAX ?
	    CONFERENCE_MINUTES_MAX : s.starts + OWN_MINUTES;
	err = sitting_add(cx, &s, &item.sitting_id);
	return err != CONFERENCE_OK ? err : item_add(cx, &item, &id);
}

static enum conference_err
make(struct ctx *cx, const struct meeting *m, str item, int64_t *out_id)
{
	struct organisation org = { 0 };
	struct conference c = { .unit_id = m->unit_id, .meeting_id = m->id,
	    .kind = m->kind, .title = meeting_title(cx, m->kind),
	    .place = utf8_cut(m->place, CONFERENCE_LINE_MAX), .from = m->day,
	    .last = m->day, .mode = IN_ONE_HALL };
	enum conference_err err;

	(void)org_read(cx, &org);	/* none yet: its papers say none */
	c.language = org.language;
	err = conference_plan(cx, &c, &c.id);
	if (err == CONFERENCE_OK) {
		err = conference_set_state(cx, c.id, CONFERENCE_CALLED);
	}
	if (err == CONFERENCE_OK) {
		err = add_sitting(cx, &c, m, item);
	}
	if (err == CONFERENCE_OK && cx->actor != 0) {
		err = conference_give_post(cx, c.id, cx->actor, POST_CHAIR);
	}
	*out_id = c.id;
	return err;
}

enum conference_err
conference_for_meeting(struct ctx *cx, int64_t meeting_id, str item,
    int64_t *out_id)
{
	enum conference_err err = CONFERENCE_OK;
	struct conference c;
	struct meeting m;
	int64_t id;

	if (!meeting_read(cx, meeting_id, &m)) {
		return CONFERENCE_NO_MEETING;
	}
	if (m.state == MEETING_WAS_CANCELLED) {
		return CONFERENCE_MEETING_OVER;
	}
	if (conference_of_meeting(cx, meeting_id, &c)) {
		id = c.id;
	} else {
		err = make(cx, &m, item, &id);
	}
	if (err == CONFERENCE_OK && !conference_read(cx, id, &c)) {
		err = CONFERENCE_NONE;
	}
	if (err == CONFERENCE_OK) {
		err = add_members(cx, &c, &m);
	}
	if (err == CONFERENCE_OK) {
		*out_id = id;
	}
	return err;
}
