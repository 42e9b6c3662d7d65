/* akn_resolution.c - a resolution as a document of its own in Akoma Ntoso. */
#include "bulletin/akn_own.h"
#include "motion/motion.h"

/* A paragraph that can be referred to: "para_2". */
static void
put_paragraph(struct akn *a, int number, str words)
{
	(void)akn_open_number(a, "paragraph", number);
	akn_element(a, "num", arena_printf(a->mem, "%d", number));
	(void)akn_open_only(a, "content");
	akn_element(a, "p", words);
	akn_close(a);
	akn_close(a);
}

static void
put_body(struct akn *a, const struct resolution *r)
{
	str part[PARAGRAPHS_MAX];
	size_t len = motion_paragraphs(r->text, part);

	akn_open(a, "mainBody");
	for (size_t i = 0; i < len; i++) {
		put_paragraph(a, (int)i + 1, part[i]);
	}
	/* The schema wants a block, also of a text without words. */
	if (len == 0) {
		akn_element(a, "p", S(""));
	}
	akn_close(a);
}

enum bulletin_err
akn_resolution(struct ctx *cx, int64_t id, str *out)
{
	static const struct akn_kind kind = { "statement", "resolution",
		"resolution", PHRASE_RESOLUTION };
	struct resolution r;
	struct akn *a;

	if (!resolution_read(cx, id, &r) ||
	    (a = akn_begin(cx, &kind, r.conference_id)) == NULL) {
		return BULLETIN_NO_RESOLUTION;
	}
	a->public_id = r.public_id;
	a->title = r.title;
	a->number = r.number;
	a->on = a->newest_day = r.resolved_on;
	a->language = a->conference.language;
	a->own_language = true;
	*LIST_ADD(a->mem, &a->steps) = (struct akn_step){ .on = r.resolved_on };
	put_body(a, &r);
	*out = akn_whole(a);
	return BULLETIN_OK;
}
