/*
 * asset.c - finds the files that are part of the program.
 */
#include "html/asset.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "html/static.h"

const struct asset *
asset_named(const char *name)
{
	for (const struct asset *a = assets; a->name != NULL; a++) {
		if (strcmp(a->name, name) == 0) {
			return a;
		}
	}
	return NULL;
}

const struct asset *
asset_at(str path)
{
	for (const struct asset *a = assets; a->name != NULL; a++) {
		if (str_eq(str_z(a->path), path)) {
			return a;
		}
	}
	return NULL;
}

struct path
asset_path(const char *name)
{
	const struct asset *a = asset_named(name);

	assert(a != NULL);
	return (struct path){ str_z(a->path) };
}

static bool
in_sprite(const char *name)
{
	const struct asset *sprite = asset_named("icons.svg");
	char id[64];
	int len = snprintf(id, sizeof(id), " id=\"%s\"", name);

	return sprite != NULL && len < (int)sizeof(id) &&
	    memmem(sprite->bytes, sprite->bytes_len, id, (size_t)len) != NULL;
}

/* Whether the sprite has it. Names are the program's own, so one that was found
 * is known by its address: to look for each takes a twentieth of a page. */
static bool
is_icon(const char *name)
{
	static _Atomic(const char *) found[64];
	size_t at = (uint64_t)(uintptr_t)name * 0x9e3779b97f4a7c15U >> 58;

	if (atomic_load_explicit(&found[at], memory_order_relaxed) == name) {
		return true;
	}
	if (!in_sprite(name)) {
		return false;
	}
	atomic_store_explicit(&found[at], name, memory_order_relaxed);
	return true;
}

void
html_sign(struct html *out, enum html_place place, struct icon icon)
{
	assert(place == HTML_TEXT && is_icon(icon.name));
	html_icon(out, icon.name, icon.flip);
}

void
html_icon(struct html *out, const char *name, bool flip)
{
	HTML_LITERAL(out, "<svg class=\"i");
	if (flip) {
		HTML_LITERAL(out, " i-flip");
	}
	HTML_LITERAL(out, "\" aria-hidden=\"true\"><use href=\"");
	html_path(out, HTML_ATTR, asset_path("icons.svg"));
	HTML_LITERAL(out, "#");
	html_z(out, HTML_ATTR, name);
	HTML_LITERAL(out, "\"/></svg>");
}
