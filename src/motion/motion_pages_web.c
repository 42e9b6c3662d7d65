/* motion_pages_web.c - what the pages of motions share. */
#include "motion/motion_pages.h"

#include "meeting/meeting.h"
#include "member/member.h"
#include "org/org.h"
#include "vote/vote.h"

#define MEETINGS_SHOWN	12

/* ---- finding ----------------------------------------------------------- */

bool
motion_find(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct motion m;

	if (!conference_find(cx, rq, out) ||
	    !motion_by_public(cx, req_str(rq, "motion"), &m) ||
	    m.conference_id != out->conference) {
		return false;
	}
	out->id = m.id;
	out->unit = m.unit_id;
	return true;
}

bool
amendment_find(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct amendment a;
	struct motion m;

	if (!conference_find(cx, rq, out) ||
	    !amendment_by_public(cx, req_str(rq, "amendment"), &a) ||
	    !motion_read(cx, a.motion_id, &m) ||
	    m.conference_id != out->conference) {
		return false;
	}
	out->id = a.id;
	out->unit = a.unit_id;
	return true;
}

/* The finder's object, measured by the unit whose conference it is. */
static bool
there(struct ctx *cx, bool found, struct object *out)
{
	struct conference c;

	if (!found || !conference_read(cx, out->conference, &c)) {
		return false;
	}
	out->unit = c.unit_id;
	return true;
}

bool
motion_find_there(struct ctx *cx, const struct req *rq, struct object *out)
{
	return there(cx, motion_find(cx, rq, out), out);
}

bool
amendment_find_there(struct ctx *cx, const struct req *rq, struct object *out)
{
	return there(cx, amendment_find(cx, rq, out), out);
}

bool
motion_find_mover(struct ctx *cx, const struct req *rq, struct object *out)
{
	str public_id = req_str(rq, "unit");
	struct unit unit;

	if (!conference_find(cx, rq, out)) {
		return false;
	}
	if (public_id.len == 0) {
		out->unit = member_cell(cx, cx->actor, cx->today);
		return true;		/* without a unit may() says no */
	}
	if (!org_unit_by_public(cx, public_id, &unit)) {
		return false;
	}
	out->unit = unit.id;
	return true;
}

/* ---- words ------------------------------------------------------------- */

str
motion_state_chip(enum motion_state state, const char **out_kind)
{
	*out_kind = "";
	switch (state) {
	case MOTION_OPEN:
		return S("");
	case MOTION_TAKEN_BACK:
		return S("Taken back");
	case MOTION_CARRIED:
		*out_kind = "good";
		return S("Carried");
	case MOTION_NOT_CARRIED:
		return S("Not carried");
	case MOTION_REFERRED:
		*out_kind = "info";
		return S("Referred");
	case MOTION_FELL:
		return S("Fell");
	}
	return S("");
}

struct path
motion_path(struct ctx *cx, const struct conference *c,
    const struct motion *m)
{
	return path_of(cx->mem, "/c/%s/motions/%s", c->public_id,
	    m->public_id);
}

str
motion_sentence(struct ctx *cx, enum motion_err err)
{
	return text_sentence(cx->mem, str_z(motion_err_text(err)));
}

str
motion_until(struct ctx *cx, struct date until)
{
	str day = day_long(cx->mem, until);

	return day.len == 0 ? S("") : arena_printf(cx->mem, "It can be handed"
	    " in until " STR_FMT ".", STR_ARG(day));
}

/* ---- texts ------------------------------------------------------------- */

void
motion_rows(struct ctx *cx, str text, struct motion_paragraph **out,
    size_t *out_len)
{
	str paragraph[PARAGRAPHS_MAX];

	*out_len = motion_paragraphs(text, paragraph);
	*out = NEW(cx->mem, struct motion_paragraph, *out_len);
	for (size_t i = 0; i < *out_len; i++) {
		(*out)[i] = (struct motion_paragraph){ .number = (int)i + 1,
			.text = paragraph[i] };
	}
}

/* Whether so little stayed that the old words and the new are easier to read
 * one after the other than woven into each other. */
static bool
is_new_text(str after, const struct text_change *list, size_t len)
{
	size_t same = 0;

	for (size_t i = 0; i < len; i++) {
		if (list[i].kind == TEXT_SAME) {
			same += str_trim(list[i].text).len;
		}
	}
	return after.len > 0 && same * 3 < after.len;
}

static void
fill_pieces(struct ctx *cx, const struct motion *m,
    const struct amendment *a, struct motion_amendment *v)
{
	str paragraph[PARAGRAPHS_MAX], before = S("");
	size_t len = motion_paragraphs(m->text, paragraph);
	struct text_change *list;

	if (a->kind != AMEND_INSERT && a->paragraph >= 1 &&
	    (size_t)a->paragraph <= len) {
		before = paragraph[a->paragraph - 1];
	}
	motion_differences(cx->mem, before, a->text, &list, &len);
	v->pieces = NEW(cx->mem, struct motion_piece, len + 2);
	if (before.len > 0 && is_new_text(a->text, list, len)) {
		v->pieces[0] = (struct motion_piece){ false, true, before };
		v->pieces[1] = (struct motion_piece){ true, false, a->text };
		v->pieces_len = 2;
		return;
	}
	v->pieces_len = len;
	for (size_t i = 0; i < len; i++) {
		v->pieces[i] = (struct motion_piece){
			list[i].kind == TEXT_ADDED, list[i].kind == TEXT_TAKEN,
			list[i].text };
	}
}

static str
where_words(struct ctx *cx, const struct amendment *a)
{
	switch (a->kind) {
	case AMEND_REPLACE:
		return arena_printf(cx->mem, "Replaces paragraph %d",
		    a->paragraph);
	case AMEND_TAKE_OUT:
		return arena_printf(cx->mem, "Takes out paragraph %d",
		    a->paragraph);
	case AMEND_INSERT:
		return a->paragraph == 0 ?
		    S("A new paragraph before the first") :
		    arena_printf(cx->mem, "A new paragraph after %d",
		    a->paragraph);
	}
	return S("");
}

struct motion_amendment
motion_show_amendment(struct ctx *cx, const struct motion *m,
    const struct amendment *a)
{
	str where = where_words(cx, a);
	struct motion_amendment v = {
		.public_id = a->public_id, .reason = a->reason,
		.name = arena_printf(cx->mem, "Amendment " STR_FMT,
		    STR_ARG(a->name)),
		.over = arena_printf(cx->mem, STR_FMT ", moved by " STR_FMT,
		    STR_ARG(where), STR_ARG(a->unit_name)),
		.open = a->state == MOTION_OPEN && m->state == MOTION_OPEN,
	};

	v.chip = motion_state_chip(a->state, &v.chip_kind);
	fill_pieces(cx, m, a, &v);
	return v;
}

/* ---- the vote about it (VOTE-17) --------------------------------------- */

static const char *
vote_words(const struct vote *v)
{
	switch (v->state) {
	case VOTE_IS_OPEN:
		return "Being voted on";
	case VOTE_CLOSED:
		return "Voted on, being counted";
	case VOTE_TIED:
		return "A tie";
	case VOTE_COUNTED:
		return v->decides ? "Decided" : "Not decided";
	case VOTE_PREPARED:
	case VOTE_ANNULLED:
		break;
	}
	return "";
}

bool
motion_vote_about(struct ctx *cx, int64_t motion_id, int64_t amendment_id,
    struct motion_vote *out)
{
	int64_t id = vote_about(cx, motion_id, amendment_id);
	struct vote v;

	if (id == 0 || !vote_read(cx, id, &v)) {
		return false;
	}
	out->label = arena_printf(cx->mem, "%s: vote %d", vote_words(&v),
	    v.number);
	out->href = path_of(cx->mem, "/votes/%s", v.public_id);
	out->runs = v.state != VOTE_COUNTED;
	return true;
}

struct path
motion_put_path(struct ctx *cx, const struct conference *c, str public_id)
{
	return path_of(cx->mem, "/c/%s/votes/new?about=%s", c->public_id,
	    public_id);
}

/* ---- which meeting decided --------------------------------------------- */

struct part_select_view
motion_meetings(struct ctx *cx, const struct req *rq, int64_t unit_id,
    str problem)
{
	struct part_option *options;
	struct meeting *list;
	size_t len;

	meeting_list(cx, unit_id, MEETING_WAS_HELD, DATE_NONE, MEETINGS_SHOWN,
	    &list, &len);
	options = NEW(cx->mem, struct part_option, len);
	for (size_t i = 0; i < len; i++) {
		options[i] = (struct part_option){ .value = list[i].public_id,
			.label = day_long(cx->mem, list[i].day),
			.note = meeting_title(cx, list[i].kind),
			.chosen = str_eq(list[i].public_id,
			    req_str(rq, "meeting")) };
	}
	return (struct part_select_view){ .id = "meeting",
	    .label = "Which meeting decided it?",
	    .none = S("Not said"), .problem = problem,
	    .options = options, .options_len = len };
}

int64_t
motion_meeting_named(struct ctx *cx, const struct req *rq)
{
	struct meeting m;

	return meeting_by_public(cx, req_str(rq, "meeting"), &m) ? m.id : 0;
}
