/*
 * picture_web.c - the picture of all cells and the page it stands on.
 *
 *	GET  /national			the whole organisation at a glance
 *	GET  /national/picture.png	a dot for each cell
 *	POST /national/lay		gives every cell a dot anew
 *
 * With ?show= the key of a rule; the picture with ?dark=1 for dark pages.
 */
#include "html/png.h"
#include "picture/picture_pages.h"

#define LEVEL		3		/* of zlib */

/* The colours c0 to c4 of cellwork.css, on light pages and on dark ones; the
 * browser tests compare them. */
static const uint32_t colours[2][PICTURE_STATES] = {
	{ 0xf7f5f0, 0xbcd2c6, 0xe9bd58, 0x6e7d8a, 0xd9682f, 0x8c1c2b },
	{ 0x14171a, 0x35554a, 0xc99a34, 0x7d8a95, 0xdd6f38, 0xe0485a },
};

static bool
find_root(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct unit root;

	(void)rq;
	if (!org_root(cx, &root)) {
		return false;
	}
	out->unit = root.id;
	return true;
}

static void
get_national(struct ctx *cx, const struct req *rq, struct res *rs)
{
	struct html main = html_start(cx);
	struct national n = { 0 };

	if (!org_unit(cx, rq->object.unit, &n.root)) {
		res_missing(cx, rq, rs);
		return;
	}
	if (!picture_read(cx, &n.picture)) {
		res_problem(cx, rq, rs, 404, "There is nothing to show yet",
		    "As soon as there are units with members, each of them is "
		    "a dot here.");
		return;
	}
	measures_find(cx, n.root.id, req_str(rq, "show"), &n.measures);
	picture_stand(cx, &n.picture,
	    n.measures.list[n.measures.chosen].rule, &n.stand);
	national_show(cx, rq, &n, &main);
	res_page(cx, rq, rs, (struct frame){
		.title = org_whole_word(cx, n.root.tier), .nav = NAV_WHOLE,
	}, &main);
}

/* What the picture shows follows from where the dots are, what was committed,
 * the day, and the address. */
static str
version_of(struct ctx *cx)
{
	str stamp = picture_stamp(cx);
	uint64_t figures;

	return stamp.len == 0 || !tally_stamp(cx, &figures) ? S("") :
	    arena_printf(cx->mem, STR_FMT "-%llx-" STR_FMT, STR_ARG(stamp),
	    (unsigned long long)figures, STR_ARG(date_str(cx->mem, cx->today)));
}

static void
get_picture(struct ctx *cx, const struct req *rq, struct res *rs)
{
	bool dark = req_flag(rq, "dark");
	struct measures measures;
	struct picture p;
	struct png png = { .width = PICTURE_WIDTH, .height = PICTURE_HEIGHT,
		.colours_len = PICTURE_STATES, .level = LEVEL };
	uint8_t *states;
	str file;

	if (res_unchanged(cx, rq, rs, version_of(cx))) {
		return;
	}
	if (!picture_read(cx, &p)) {
		res_missing(cx, rq, rs);
		return;
	}
	measures_find(cx, rq->object.unit, req_str(rq, "show"), &measures);
	picture_states(cx, &p, measures.list[measures.chosen].rule, &states);
	png.pixels = picture_paint(cx->mem, &p, states);
	for (int i = 0; i < PICTURE_STATES; i++) {
		png.colours[i] = colours[dark][i];
	}
	file = png_write(cx->mem, &png);
	rs->type = S("image/png");
	rs->body = (struct html){ .mem = cx->mem, .at = (char *)file.at,
		.len = file.len, .cap = file.len };
}

static void
post_lay(struct ctx *cx, const struct req *rq, struct res *rs)
{
	(void)rq;
	picture_lay(cx);
	res_go(cx, rs, path_of(cx->mem, "/national?laid=1"));
}

static const struct param national_params[] = {
	{ "show", param_line, OPTIONAL },
	{ "laid", param_flag, OPTIONAL },
	PARAMS_END
};
static const struct param picture_params[] = {
	{ "show", param_line, OPTIONAL },
	{ "dark", param_flag, OPTIONAL },
	PARAMS_END
};

extern const struct route picture_routes[];	/* listed in tables.c */

const struct route picture_routes[] = {
	{ "GET", "/national", ACT_SEE_EXCEPTIONS, find_root, get_national,
	    national_params, NULL },
	{ "GET", "/national/picture.png", ACT_SEE_EXCEPTIONS, find_root,
	    get_picture, picture_params, NULL },
	{ "POST", "/national/lay", ACT_KEEP_UNITS, find_root, post_lay, NULL,
	    NULL },
	ROUTES_END
};
