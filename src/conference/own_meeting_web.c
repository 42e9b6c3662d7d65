/*
 * own_meeting_web.c - a secret vote at a unit's own meeting (CONF-7).
 *
 *	POST /meetings/{meeting}/conference	and on to /c/{conference}
 */
#include "conference/conference_web.h"
#include "meeting/meeting.h"

bool
own_meeting_find(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct meeting m;

	if (!meeting_by_public(cx, req_str(rq, "meeting"), &m)) {
		return false;
	}
	out->id = m.id;
	out->unit = m.unit_id;
	return true;
}

void
own_meeting_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference c;
	int64_t id = 0;
	enum conference_err err = conference_for_meeting(cx, rq->object.id,
	    S("Secret vote"), &id);

	if (err != CONFERENCE_OK || !conference_read(cx, id, &c)) {
		res_problem(cx, rq, rs, conference_err_status(err),
		    "There is no vote at this meeting",
		    arena_copy_z(cx->mem, conference_sentence(cx, err)));
		return;
	}
	res_go(cx, rs, conference_path(cx, &c, ""));
}
