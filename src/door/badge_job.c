/*
 * badge_job.c - sheets of badges: those of an answer, and all of a conference
 * as long work.
 */
#include "conference/conference_pages.h"
#include "door/door_pages.h"
#include "job/job_pages.h"
#include "org/org.h"

str
badge_seat(struct ctx *cx, const struct participant *p)
{
	return p->seat == 0 ? S("") : arena_printf(cx->mem, STR_FMT " %d",
	    STR_ARG(p->block), p->seat);
}

/* "Delegate", "Guest, no vote". */
str
badge_role(struct ctx *cx, const struct participant *p)
{
	str role = text_capital(cx->mem,
	    str_z(participant_role_text(p->role)));

	return arena_printf(cx->mem, STR_FMT "%s", STR_ARG(role),
	    p->voting ? "" : ", no vote");
}

size_t
badges_paper(struct ctx *cx, const struct conference *c, int after, size_t max,
    struct paper *out)
{
	struct badge_line *list;
	size_t len;
	str head = arena_printf(cx->mem, STR_FMT ", " STR_FMT,
	    STR_ARG(c->title), STR_ARG(conference_days(cx, c)));

	badge_list(cx, c->id, after, max, &list, &len);
	paper_start(out, cx->mem, head, c->language);
	for (size_t i = 0; i < len; i++) {
		const struct participant *p = &list[i].who;

		paper_card(out, &(struct paper_card){ .head = head,
		    .name = p->name, .unit = p->unit_name,
		    .role = badge_role(cx, p), .place = badge_seat(cx, p),
		    .number = arena_printf(cx->mem, "%d", p->number),
		    .code = list[i].text, .band = p->voting ? 0 :
		    p->role == ROLE_GUEST ? 1 : p->role == ROLE_PRESS ? 2 :
		    3 });
	}
	return len;
}

/* ---- all of them -------------------------------------------------------- */

static void
draw_badges(struct ctx *cx, const struct job *job, struct job_worker *w,
    const atomic_bool *stop)
{
	struct conference c;
	struct paper paper;

	if (conference_read(cx, job->object_id, &c) &&
	    badges_paper(cx, &c, 0, PARTICIPANTS_MAX, &paper) > 0) {
		job_draw(w, &paper, S("badges.pdf"), stop);
	}
}

extern const struct job_kind badge_jobs[];	/* listed in tables.c */

const struct job_kind badge_jobs[] = {
	{ .word = "badges.print", .act = ACT_KEEP_CONFERENCE,
	    .piece = job_keep_drawn, .apart = draw_badges,
	    .let_go = job_let_drawn_go },
	{ .word = NULL }
};
