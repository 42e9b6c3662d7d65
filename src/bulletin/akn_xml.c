/* akn_xml.c - elements of Akoma Ntoso and their eIds. */
#include "bulletin/akn_own.h"

#include <assert.h>
#include <string.h>

/* ---- eIds (Naming Convention, 5.4) ------------------------------------- */

/* How an eId calls an element: by its name, but for a few (5.4.2). */
static const char *
called(const char *name)
{
	return strcmp(name, "debateSection") == 0 ? "dbsect" :
	    strcmp(name, "eventRef") == 0 ? "eref" :
	    strcmp(name, "paragraph") == 0 ? "para" : name;
}

static struct akn_frame *
context(struct akn *a)
{
	return &a->frame[a->depth == 0 ? 0 : a->frame[a->depth].context];
}

/* Counted from 1 within the nearest element that has an eId (5.4.3). */
static int
next_number(struct akn *a, const char *name)
{
	struct akn_frame *f = context(a);

	for (size_t i = 0; i < f->counts.len; i++) {
		if (strcmp(f->counts.at[i].name, name) == 0) {
			return ++f->counts.at[i].count;
		}
	}
	*LIST_ADD(a->mem, &f->counts) = (struct akn_count){ name, 1 };
	return 1;
}

static str
eid_of(struct akn *a, const char *name, int number)
{
	str prefix = context(a)->eid;
	str own = number == 0 ? str_z(called(name)) :
	    arena_printf(a->mem, "%s_%d", called(name), number);

	return prefix.len == 0 ? own : arena_printf(a->mem,
	    STR_FMT "__" STR_FMT, STR_ARG(prefix), STR_ARG(own));
}

/* ---- elements ---------------------------------------------------------- */

static void
end_tag(struct akn *a)
{
	if (a->in_tag) {
		text_put(&a->text, S(">"));
		a->in_tag = false;
	}
}

static void
push(struct akn *a, const char *name, str eid)
{
	size_t outer = a->depth == 0 ? 0 : a->frame[a->depth].context;

	assert(a->depth + 1 < AKN_DEPTH_MAX);
	end_tag(a);
	text_put_f(&a->text, "<%s", name);
	a->in_tag = true;
	a->depth++;
	a->frame[a->depth] = (struct akn_frame){ .name = name, .eid = eid,
		.context = eid.len > 0 ? a->depth : outer };
	if (eid.len > 0) {
		akn_attr(a, "eId", eid);
	}
}

void
akn_open(struct akn *a, const char *name)
{
	push(a, name, S(""));
}

str
akn_open_id(struct akn *a, const char *name)
{
	return akn_open_number(a, name, next_number(a, name));
}

str
akn_open_number(struct akn *a, const char *name, int number)
{
	str eid = eid_of(a, name, number);

	push(a, name, eid);
	return eid;
}

str
akn_open_only(struct akn *a, const char *name)
{
	return akn_open_number(a, name, 0);
}

void
akn_attr(struct akn *a, const char *name, str value)
{
	assert(a->in_tag);
	text_put_f(&a->text, " %s=\"", name);
	text_put_xml(&a->text, value);
	text_put(&a->text, S("\""));
}

void
akn_words(struct akn *a, str words)
{
	if (words.len > 0) {
		end_tag(a);
		text_put_xml(&a->text, words);
	}
}

/* Whether a line of its own is what people see of the element: white space
 * between words would be theirs. */
static bool
stands_alone(const char *name)
{
	static const char *const within[] = { "person", "organization",
	    "role", "recordedTime", "date", "quantity", "outcome", "event",
	    "docTitle", "docType", "docNumber", "docDate",
	    "location" };

	for (size_t i = 0; i < COUNT(within); i++) {
		if (strcmp(name, within[i]) == 0) {
			return false;
		}
	}
	return true;
}

void
akn_close(struct akn *a)
{
	const char *name = a->frame[a->depth].name;

	assert(a->depth > 0);
	if (a->in_tag) {
		text_put(&a->text, S("/>"));
	} else {
		text_put_f(&a->text, "</%s>", name);
	}
	a->in_tag = false;
	a->depth--;
	if (stands_alone(name)) {
		text_put(&a->text, S("\n"));
	}
}

void
akn_element(struct akn *a, const char *name, str words)
{
	akn_open(a, name);
	akn_words(a, words);
	akn_close(a);
}
