/*
 * frame.c - the frame of a page: who and where, the navigation, the scripts.
 */
#include "html/frame.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "html/asset.h"

struct brand_view {
	str	 name, below;
};

struct frame_item {
	struct path	 href;
	struct icon	 icon;
	str		 label;
	bool		 wide, narrow, current;
};

#define ITEMS_MAX	20

struct frame_view {
	str			 title, place, lang;
	const char		*dir, *body;
	str			 owner;
	int64_t			 now;
	bool			 refused, paper, logged_in, keep, live, top;
	bool			 find;
	struct path		 css, manifest, icon, icon_png;
	struct path		 outbox_js, cellwork_js;
	struct path		 live_js, htmx_js, sse_js, script;
	struct brand_view	 brand;
	struct frame_item	 items[ITEMS_MAX];
	size_t			 items_len;
	struct html_piece	 main;
};

#include "html/brand.html.h"
#include "html/frame.html.h"

/* Every place of the navigation, by where a page says it is. */
static const struct place {
	const char	*href, *icon, *label;	/* within a conference: the
						 * rest of its address */
} places[] = {
	[NAV_TODAY] = { "/", "house", "Today" },
	[NAV_MEETINGS] = { "/meetings", "calendar-check", "Meetings" },
	[NAV_UNITS] = { "/units", "network", "Units" },
	[NAV_HELP] = { "/exceptions", "handshake", "Help needed" },
	[NAV_RULES] = { "/rules", "scale", "Rules" },
	[NAV_ME] = { "/me", "user-round", "My page" },
	[NAV_CELL] = { "/cell", "users", "Our cell" },
	[NAV_ASSIGNMENTS] = { "/assignments", "list-checks", "Assignments" },
	[NAV_CIRCULARS] = { "/circulars", "megaphone", "Circulars" },
	[NAV_PLAN] = { "/plan", "target", "Plan" },
	[NAV_TREE] = { "/tree", "map", "All units" },
	[NAV_WHOLE] = { "/national", "map", "The whole" },
	[NAV_AUDIT] = { "/changes", "history", "Changes" },
	[NAV_SETUP] = { "/setup", "landmark", "Set up" },
	[NAV_MORE] = { "/more", "ellipsis", "More" },
	[NAV_NOW] = { "/now", "landmark", "Now" },
	[NAV_AGENDA] = { "/agenda", "list-checks", "Agenda" },
	[NAV_PAPERS] = { "/papers", "file-text", "Papers" },
	[NAV_RESULTS] = { "/votes", "vote", "Results" },
};

/* The four that stand at the bottom of a phone before "More", then those that
 * only a wide screen shows. */
static const enum nav of_member[] = { NAV_TODAY, NAV_MEETINGS, NAV_CIRCULARS,
	NAV_ME, NAV_CELL, NAV_ASSIGNMENTS, NAV_PLAN, NAV_RULES, NAV_TREE,
	NAV_NONE };
static const enum nav of_officer[] = { NAV_TODAY, NAV_UNITS, NAV_HELP, NAV_PLAN,
	NAV_CIRCULARS, NAV_ME, NAV_WHOLE, NAV_TREE, NAV_MEETINGS, NAV_CELL,
	NAV_ASSIGNMENTS, NAV_RULES, NAV_NONE };
static const enum nav of_auditor[] = { NAV_TODAY, NAV_UNITS, NAV_AUDIT,
	NAV_RULES, NAV_WHOLE, NAV_TREE, NAV_HELP, NAV_CIRCULARS, NAV_PLAN,
	NAV_ME, NAV_MEETINGS, NAV_CELL, NAV_ASSIGNMENTS, NAV_NONE };
static const enum nav of_admin[] = { NAV_SETUP, NAV_TREE, NAV_RULES, NAV_NONE };

#define BOTTOM_MAX	4

static struct frame_item *
item_add(struct frame_view *v, const struct words *words, enum nav nav,
    enum nav here)
{
	const struct place *p = &places[nav];
	struct frame_item *item = &v->items[v->items_len++];

	assert(v->items_len <= ITEMS_MAX);
	*item = (struct frame_item){
		.href = { str_z(p->href) },
		.icon = { p->icon, false },
		.label = words_for(words, p->label),
		.current = nav == here,
	};
	return item;
}

static void
items_fill(struct frame_view *v, const struct frame_who *who, enum nav here)
{
	const enum nav *list = who->auditor ? of_auditor :
	    who->officer ? of_officer : who->member ? of_member : of_admin;
	size_t i = 0;

	if (here == NAV_UNITS && list != of_officer && list != of_auditor) {
		here = NAV_TREE;
	}
	for (; i < BOTTOM_MAX && list[i] != NAV_NONE; i++) {
		item_add(v, who->words, list[i], here);
	}
	item_add(v, who->words, NAV_MORE, here)->narrow = true;
	for (; list[i] != NAV_NONE; i++) {
		if (list[i] == NAV_WHOLE && who->whole.len == 0) {
			continue;
		}
		item_add(v, who->words, list[i], here)->wide = true;
		if (list[i] == NAV_WHOLE) {
			v->items[v->items_len - 1].label = who->whole;
		}
	}
	if (who->admin && list != of_admin) {
		item_add(v, who->words, NAV_SETUP, here)->wide = true;
	}
	item_add(v, who->words, NAV_MORE, here)->wide = true;
	v->items[v->items_len - 1].label = words_for(who->words, "All pages");
}

/* At a conference: its own four places, and the way out. */
static void
items_of_conference(struct frame_view *v, const struct frame *f,
    const struct words *words, struct arena *mem)
{

	for (enum nav nav = NAV_NOW; nav <= NAV_RESULTS; nav++) {
		struct frame_item *item = item_add(v, words, nav, f->nav);

		item->href = path_more(mem, path_of(mem, "/c/%s",
		    f->conference), places[nav].href);
	}
	*item_add(v, words, NAV_TODAY, NAV_NONE) = (struct frame_item){
		.href = { S("/") }, .icon = { "log-out", true },
		.label = words_for(words, "Leave"),
	};
}

/*
 * A word for the account that is always the same, by which a phone knows whose
 * the things are that wait on it. It is mixed (splitmix64), so that it does not
 * say how many accounts there are.
 */
static str
owner_word(struct arena *mem, int64_t account)
{
	uint64_t x = (uint64_t)account + 0x9e3779b97f4a7c15u;

	if (account == 0) {
		return S("");
	}
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return arena_printf(mem, "%016" PRIx64, x ^ (x >> 31));
}

static const char *
body_of(const struct frame *f, bool plain)
{
	if (f->screen != NULL) {
		return strcmp(f->screen, "hall") == 0 ? "bare hall" :
		    "bare desk-page";
	}
	return f->paper ? "paper" : plain ? "bare" : "app";
}

void
frame_page(struct html *out, const struct frame *f,
    const struct frame_who *who, struct html_piece main)
{
	bool plain = f->bare || f->paper || f->screen != NULL ||
	    !who->logged_in;
	struct frame_view v = {
		.title = f->title,
		.place = who->unit_name.len > 0 ? who->unit_name :
		    who->organisation,
		.lang = who->lang.len > 0 ? who->lang : S("en-GB"),
		.dir = who->right_to_left ? "rtl" : "ltr",
		.body = body_of(f, plain),
		.refused = f->refused,
		.paper = f->paper,
		.logged_in = who->logged_in && !plain,
		.owner = owner_word(out->mem, who->account),
		.now = who->now,
		.keep = f->offline_keep,
		.live = f->live,
		.find = who->logged_in && !plain && !f->live,
		.top = !f->paper && (f->screen == NULL ||
		    strcmp(f->screen, "hall") != 0),
		.css = asset_path("cellwork.css"),
		.manifest = asset_path("app.webmanifest"),
		.icon = asset_path("icon.svg"),
		.icon_png = asset_path("icon-180.png"),
		.outbox_js = asset_path("outbox.js"),
		.cellwork_js = asset_path("cellwork.js"),
		.live_js = asset_path("live.js"),
		.htmx_js = asset_path("htmx.min.js"),
		.sse_js = asset_path("hx-sse.min.js"),
		.main = main,
	};

	if (f->script != NULL) {
		v.script = asset_path(f->script);
	}

	v.brand.name = v.place.len > 0 ? v.place : S("Cellwork");
	if (who->unit_name.len > 0 &&
	    !str_eq(who->unit_name, who->organisation)) {
		v.brand.below = who->organisation;
	}
	if (f->conference.len > 0) {
		v.place = f->conference_name;
		v.brand = (struct brand_view){ f->conference_name,
		    f->conference_below };
	}
	if (!plain && f->conference.len > 0) {
		items_of_conference(&v, f, who->words, out->mem);
	} else if (!plain) {
		items_fill(&v, who, f->nav);
	}
	out->words = who->words;
	frame_html(out, &v);
}
