/* live.c - the parts of a live page: rendered, named, told as an event. */
#include "http/live_inside.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "db/memo.h"

struct live_event_view {
	struct live_event_part {
		const char		*id;
		struct html_piece	 inside;
	}		*parts;
	size_t		 parts_len;
};

#include "http/live_event.html.h"

/* What everybody sees is rendered for nobody, so that no part can show what
 * one alone may see who happened to ask first; and with a memo of its own,
 * which the parts of one page share. */
static struct ctx
for_nobody(struct ctx *cx)
{
	struct ctx all = *cx;

	all.actor = all.account = 0;
	all.admin = false;
	all.memo = memo_of_nobody(cx);
	return all;
}

static struct html_piece
inside_of(struct ctx *all, const struct live_part *part, struct object o)
{
	struct html out = { .mem = all->mem };

	part->render(all, o, &out);
	return html_done(&out);
}

static void
show(struct live_shown *shown, struct html_piece inside)
{
	shown->inside = inside;
	crypto_generichash(shown->digest, sizeof(shown->digest),
	    (const unsigned char *)inside.at, inside.len, NULL, 0);
}

void
live_render(struct ctx *cx, const struct live_page *page, struct object o,
    const struct live_state *before, struct live_state *out)
{
	struct ctx all = for_nobody(cx);
	bool same;

	*out = (struct live_state){ .version = page->version(&all, o) };
	same = before != NULL && before->version == out->version;
	for (const struct live_part *p = page->parts;
	    out->version > 0 && p->id != NULL; p++) {
		struct live_shown *shown = &out->part[out->len];

		assert(out->len < LIVE_PARTS_MAX);
		if (same && p->moving == NULL) {
			*shown = before->part[out->len];
		} else {
			show(shown, inside_of(&all, p, o));
		}
		out->moving |= p->moving != NULL && p->moving(&all, o);
		out->len++;
	}
}

int64_t
live_version(struct ctx *cx, const struct live_page *page, struct object o)
{
	struct ctx all = for_nobody(cx);

	return page->version(&all, o);
}

void
live_name(const struct live_state *state, char out[LIVE_NAME_MAX])
{
	crypto_generichash_state sum;
	unsigned char digest[LIVE_DIGEST];
	char hex[2 * LIVE_DIGEST + 1];

	crypto_generichash_init(&sum, NULL, 0, sizeof(digest));
	for (size_t i = 0; i < state->len; i++) {
		crypto_generichash_update(&sum, state->part[i].digest,
		    sizeof(state->part[i].digest));
	}
	crypto_generichash_final(&sum, digest, sizeof(digest));
	sodium_bin2hex(hex, sizeof(hex), digest, sizeof(digest));
	snprintf(out, LIVE_NAME_MAX, "%lld-%s", (long long)state->version, hex);
}

/* ---- as an event ------------------------------------------------------- */

static bool
differs(const struct live_state *before, const struct live_state *now,
    size_t i)
{
	return before == NULL || memcmp(before->part[i].digest,
	    now->part[i].digest, LIVE_DIGEST) != 0;
}

/* What tells a line end of any kind to the other side: a new line of data. */
static size_t
line_ends(str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++) {
		n += text.at[i] == '\n' || text.at[i] == '\r';
	}
	return n;
}

static void
copy_lines(char *to, str text, size_t *len)
{
	static const char next[] = "\ndata: ";

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] != '\n' && text.at[i] != '\r') {
			to[(*len)++] = text.at[i];
			continue;
		}
		if (text.at[i] == '\r' && i + 1 < text.len &&
		    text.at[i + 1] == '\n') {
			i++;
		}
		memcpy(to + *len, next, sizeof(next) - 1);
		*len += sizeof(next) - 1;
	}
}

static str
event_of(struct arena *mem, const char *name, str data)
{
	size_t room = LIVE_NAME_MAX + 32 + data.len +
	    line_ends(data) * sizeof("\ndata: ");
	char *to = NEW(mem, char, room);
	size_t len = (size_t)snprintf(to, room, "id: %s\ndata: ", name);

	copy_lines(to, data, &len);
	memcpy(to + len, "\n\n", 2);
	return (str){ to, len + 2 };
}

str
live_event(struct arena *mem, const struct live_page *page,
    const struct live_state *before, const struct live_state *now)
{
	struct live_event_part parts[LIVE_PARTS_MAX];
	struct live_event_view v = { .parts = parts };
	struct html out = { .mem = mem };
	char name[LIVE_NAME_MAX];

	for (size_t i = 0; i < now->len; i++) {
		if (differs(before, now, i)) {
			parts[v.parts_len++] = (struct live_event_part){
				page->parts[i].id, now->part[i].inside,
			};
		}
	}
	if (v.parts_len == 0) {
		return S("");
	}
	live_event_html(&out, &v);
	live_name(now, name);
	return event_of(mem, name, str_trim((str){ out.at, out.len }));
}

/* ---- for the rooms ----------------------------------------------------- */

struct html_piece
live_part(struct ctx *cx, const struct live_page *page, struct object o,
    const char *id)
{
	struct ctx all = for_nobody(cx);
	const struct live_part *p = page->parts;

	while (p->id != NULL && strcmp(p->id, id) != 0) {
		p++;
	}
	assert(p->id != NULL);
	return inside_of(&all, p, o);
}

str
live_snapshot(struct ctx *cx, const struct live_page *page, struct object o)
{
	struct live_state *now = NEW(cx->mem, struct live_state, 1);

	live_render(cx, page, o, NULL, now);
	return live_event(cx->mem, page, NULL, now);
}

/* Without a server behind it the answer is one event, and ends; a browser then
 * asks again. */
void
res_live(struct ctx *cx, const struct req *rq, struct res *rs,
    const struct live_page *page)
{
	str all;

	rs->live = page;
	rs->no_store = true;
	rs->type = S("text/event-stream");
	if (rq->streams) {
		return;
	}
	all = live_snapshot(cx, page, rq->object);
	rs->body = (struct html){
		.mem = cx->mem, .at = arena_copy_z(cx->mem, all),
		.len = all.len, .cap = all.len,
	};
}
