/* post_web.c - who does what at a conference: posts given and ended. */
#include "conference/conference_web.h"
#include "member/member.h"
#include "search/search.h"

#define MEANT_MAX	20	/* people offered for a part of a name */
#define POSTS		((size_t)POST_TRUSTEE)

struct post_row {
	str		 name, since, id, key;
	int		 post;
	struct path	 end;
};

struct post_group {
	str			 title;
	const char		*what;
	struct LIST(struct post_row) list;
	struct post_row		*rows;
	size_t			 rows_len;
};

struct people_page_view {
	struct part_errors_view	 errors;
	str			 name, lead, key;
	struct path		 back, give;
	struct post_group	*groups;
	size_t			 groups_len;
	struct post_row		*past;
	size_t			 past_len;
	struct part_empty_view	 empty;
	bool			 keeps;
	struct part_select_view	 post, who;
	struct part_line_view	 number;
};

#include "conference/people_page.html.h"

const struct param post_params[] = {
	{ "post",	param_int,	OPTIONAL },
	{ "who",	param_line,	OPTIONAL },
	{ "number",	param_line,	OPTIONAL },
	PARAMS_END
};

const struct param post_end_params[] = {
	{ "post",	param_int,	REQUIRED },
	{ "member",	param_public,	REQUIRED },
	PARAMS_END
};

static const char *const whats[] = {
	[POST_ORGANISER] = "Prepare the conference: days, order of business,"
	    " people.",
	[POST_CHAIR] = "Run the sittings: items, speakers, votes.",
	[POST_TELLER] = "Enter votes that are counted by hand.",
	[POST_DOOR] = "Let people in and out.",
	[POST_EDITOR] = "Write bulletins, minutes and proceedings.",
	[POST_INTERPRETER] = "See texts before they are read out.",
	[POST_PRESS] = "See the page for the press.",
	[POST_TRUSTEE] = "Hold one of the keys of secret votes.",
};

static bool
is_post(int64_t post)
{
	return post >= POST_ORGANISER && post <= POST_TRUSTEE;
}

/* ---- who is meant ------------------------------------------------------ */

struct person {
	int64_t	 id;
	str	 public_id, name, note;
};

static void
add_person(struct person *list, size_t *len, struct person p)
{
	for (size_t i = 0; i < *len; i++) {
		if (list[i].id == p.id) {
			return;
		}
	}
	if (*len < MEANT_MAX) {
		list[(*len)++] = p;
	}
}

/* Whether one folded text stands in another. */
static bool
contains(str text, str part)
{
	for (size_t i = 0; part.len > 0 && i + part.len <= text.len; i++) {
		if (str_eq(str_part(text, i, part.len), part)) {
			return true;
		}
	}
	return false;
}

/* Those who take part and have this in their name. */
static void
meant_here(struct ctx *cx, const struct conference *c, str folded,
    struct person *list, size_t *len)
{
	struct participant *all;
	size_t all_len;

	participant_list(cx, c->id, 0, PARTICIPANTS_MAX, &all, &all_len);
	for (size_t i = 0; i < all_len && *len < MEANT_MAX; i++) {
		struct member m;

		if (all[i].member_id != 0 &&
		    contains(text_fold(cx->mem, all[i].name), folded) &&
		    member_read(cx, all[i].member_id, &m)) {
			add_person(list, len, (struct person){ m.id,
			    m.public_id, all[i].name, all[i].unit_name });
		}
	}
}

/* The member with this number; or those with this in their name who take part,
 * or whose list is kept by who asks. */
static struct person *
find_meant(struct ctx *cx, const struct conference *c, str typed,
    size_t *out_len)
{
	struct person *list = NEW(cx->mem, struct person, MEANT_MAX);
	struct search_members found;
	struct member m;

	*out_len = 0;
	if (typed.len == 0) {
		return list;
	}
	if (member_by_number(cx, typed, &m)) {
		add_person(list, out_len, (struct person){ m.id, m.public_id,
		    m.name, m.number });
		return list;
	}
	meant_here(cx, c, text_fold(cx->mem, typed), list, out_len);
	search_members(cx, typed, MEANT_MAX, &found);
	for (size_t i = 0; i < found.len; i++) {
		add_person(list, out_len, (struct person){ found.list[i].id,
		    found.list[i].public_id, found.list[i].name,
		    found.list[i].cell });
	}
	return list;
}

/* The only one who is meant, or the one who was chosen; 0: nobody, and a
 * problem says why. */
static int64_t
take_person(struct ctx *cx, const struct conference *c, const struct req *rq,
    struct problems *p)
{
	str typed = str_trim(req_str(rq, "number")), who = req_str(rq, "who");
	size_t len;
	struct person *list = find_meant(cx, c, typed, &len);

	for (size_t i = 0; i < len; i++) {
		if (str_eq(list[i].public_id, who) ||
		    (who.len == 0 && len == 1)) {
			return list[i].id;
		}
	}
	if (typed.len == 0) {
		problem_add(p, "number", S("Write the number of a member, or a"
		    " part of the name."));
	} else if (len == 0) {
		problem_add(p, "number", arena_printf(cx->mem, "No member has"
		    " the number “" STR_FMT "”, and nobody of that name takes"
		    " part or is on a list that you keep.",
		    STR_ARG(utf8_cut(typed, 60))));
	} else {
		problem_add(p, "who", S("Choose which one you mean."));
	}
	return 0;
}

/* ---- showing ----------------------------------------------------------- */

static str
since_text(struct ctx *cx, const struct post *post)
{
	str from = moment_text(cx->mem, post->from_at);

	return post->until_at == 0 ?
	    arena_printf(cx->mem, "Since " STR_FMT, STR_ARG(from)) :
	    arena_printf(cx->mem, "%s, " STR_FMT " to " STR_FMT,
	    conference_post_text(post->post), STR_ARG(from),
	    STR_ARG(moment_text(cx->mem, post->until_at)));
}

static void
fill_posts(struct ctx *cx, const struct req *rq, const struct conference *c,
    struct people_page_view *v)
{
	struct post_group *groups = NEW(cx->mem, struct post_group, POSTS + 1);
	struct post *posts;
	size_t len;

	conference_posts(cx, c->id, &posts, &len);
	v->past = NEW(cx->mem, struct post_row, len);
	for (size_t i = 0; i < len; i++) {
		struct post_row row = { .name = posts[i].member_name,
		    .since = since_text(cx, &posts[i]), .key = rq->key,
		    .post = (int)posts[i].post,
		    .id = v->keeps ? posts[i].member_public_id : S(""),
		    .end = conference_path(cx, c, "/people/end") };

		if (posts[i].until_at != 0) {
			v->past[v->past_len++] = row;
		} else {
			*LIST_ADD(cx->mem, &groups[posts[i].post].list) = row;
		}
	}
	v->groups = NEW(cx->mem, struct post_group, POSTS);
	for (size_t i = POST_ORGANISER; i <= POSTS; i++) {
		if (groups[i].list.len > 0) {
			struct post_group *g = &v->groups[v->groups_len++];

			g->title = str_z(conference_post_text(
			    (enum conference_post)i));
			g->what = whats[i];
			g->rows = groups[i].list.at;
			g->rows_len = groups[i].list.len;
		}
	}
}

static void
fill_form(struct ctx *cx, const struct req *rq, const struct conference *c,
    const struct problems *p, struct people_page_view *v)
{
	struct part_option *posts = NEW(cx->mem, struct part_option, POSTS);
	struct part_option *who = NEW(cx->mem, struct part_option, MEANT_MAX);
	bool sent = str_eq(rq->method, S("POST"));
	str typed = sent ? str_trim(req_str(rq, "number")) : S("");
	size_t len = 0, meant_len;
	struct person *meant = find_meant(cx, c, typed, &meant_len);

	for (int64_t i = POST_ORGANISER; i <= POST_TRUSTEE; i++) {
		posts[len++] = (struct part_option){
			.value = arena_printf(cx->mem, "%d", (int)i),
			.label = str_z(conference_post_text(
			    (enum conference_post)i)),
			.chosen = sent && req_int(rq, "post") == i,
		};
	}
	for (size_t i = 0; i < meant_len; i++) {
		who[i] = (struct part_option){ .value = meant[i].public_id,
		    .label = meant[i].name, .note = meant[i].note };
	}
	v->post = (struct part_select_view){ .id = "post", .label = "Post",
	    .options = posts, .options_len = len,
	    .problem = problem_of(p, "post") };
	v->who = (struct part_select_view){ .id = "who",
	    .label = "Who is meant", .none = S("Choose"),
	    .options = who, .options_len = meant_len,
	    .problem = problem_of(p, "who") };
	v->number = (struct part_line_view){ .id = "number",
	    .label = "Number of the member, or a part of the name",
	    .value = typed, .need = true, .problem = problem_of(p, "number") };
}

static void
show(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct conference *c, const struct problems *p)
{
	struct people_page_view v = {
		.errors = part_errors(cx->mem, p),
		.name = c->title,
		.key = rq->key,
		.back = conference_path(cx, c, ""),
		.give = conference_path(cx, c, "/people"),
		.keeps = may(cx, ACT_KEEP_CONFERENCE, rq->object),
		.lead = S("Posts at this conference, beside the offices of the"
		    " organisation."),
	};
	struct html main = html_start(cx);

	fill_posts(cx, rq, c, &v);
	if (v.keeps) {
		fill_form(cx, rq, c, p, &v);
		rs->no_store = v.who.options_len > 0;
	}
	if (v.groups_len == 0) {
		v.empty = (struct part_empty_view){
			.heading = S("Nobody has a post yet"),
			.text = S("A conference needs somebody who has the"
			    " chair, tellers if votes are counted by hand, and"
			    " people at the doors. Whoever keeps the"
			    " conference gives the posts.") };
	}
	people_page_html(&main, &v);
	res_page(cx, rq, rs, conference_frame(cx, c, NAV_NONE,
	    S("Who does what")), &main);
}

void
people_page(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	show(cx, rq, rs, &c, &no_problems);
}

/* ---- giving and ending ------------------------------------------------- */

void
post_give_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct problems p = { .list_len = 0 };
	int64_t post = req_int(rq, "post"), member_id;
	enum conference_err err;
	struct conference c;

	if (!conference_of(cx, rq, &c)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (!is_post(post)) {
		problem_add(&p, "post", S("Choose a post."));
	}
	member_id = take_person(cx, &c, rq, &p);
	if (p.list_len == 0) {
		err = conference_give_post(cx, c.id, member_id,
		    (enum conference_post)post);
		if (err == CONFERENCE_OK) {
			res_go(cx, rs, conference_path(cx, &c, "/people"));
			return;
		}
		problem_add(&p, "number", conference_sentence(cx, err));
	}
	res_refuse(cx, rs, 422, &p);
	show(cx, rq, rs, &c, &p);
}

void
post_end_post(struct ctx *cx, const struct req *rq, struct res *rs)
{
	int64_t post = req_int(rq, "post");
	struct conference c;
	struct member m;

	if (!conference_of(cx, rq, &c) || !is_post(post) ||
	    !member_by_public(cx, req_str(rq, "member"), &m)) {
		res_missing(cx, rq, rs);
		return;
	}
	res_done(cx, rq, rs, conference_end_post(cx, c.id, m.id,
	    (enum conference_post)post), "The post was not ended",
	    conference_path(cx, &c, "/people"));
}
