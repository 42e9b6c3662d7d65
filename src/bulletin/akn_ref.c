/* akn_ref.c - whom and what proceedings refer to, and the words that do. */
#include <stdlib.h>
#include <string.h>

#include "bulletin/akn_own.h"
#include "speech/speech.h"

/* Written before what nobody but we name, where the Naming Convention asks for
 * a work of reference (4.11.1). */
#define OURS	"cellwork"

/* ---- the references ---------------------------------------------------- */

static str
hash(struct akn *a, str eid)
{
	return arena_printf(a->mem, "#" STR_FMT, STR_ARG(eid));
}

/* By the member or unit, else by the whole name. */
static struct akn_ref *
known(struct akn *a, const char *class, int64_t key, str iri)
{
	for (size_t i = 0; i < a->refs.len; i++) {
		struct akn_ref *r = &a->refs.at[i];

		if (strcmp(r->class, class) == 0 && (str_eq(r->iri, iri) ||
		    (key != 0 && r->key == key))) {
			return r;
		}
	}
	return NULL;
}

/* eId: the label, with a number where `counter` counts such. */
static str
refer(struct akn *a, struct akn_ref ref, int *counter)
{
	struct akn_ref *r = known(a, ref.class, ref.key, ref.iri);

	if (r == NULL) {
		if (counter != NULL) {
			ref.eid = arena_printf(a->mem, STR_FMT "_%d",
			    STR_ARG(ref.eid), ++*counter);
		}
		r = LIST_ADD(a->mem, &a->refs);
		*r = ref;
	}
	return hash(a, r->eid);
}

/* Of an entity (4.11): its class, and what it is called within it. */
static str
iri(struct akn *a, const char *class, const char *of, str id)
{
	return arena_printf(a->mem, "/akn/ontology/%s/%s." STR_FMT, class, of,
	    STR_ARG(id));
}

str
akn_person(struct akn *a, int64_t member_id, str public_id, str name)
{
	return refer(a, (struct akn_ref){ .class = "TLCPerson",
	    .key = member_id, .eid = S("person"), .show = name,
	    .iri = iri(a, "person", OURS, public_id) }, &a->persons);
}

str
akn_unit(struct akn *a, int64_t unit_id, str public_id, str name)
{
	return refer(a, (struct akn_ref){ .class = "TLCOrganization",
	    .key = unit_id, .eid = S("organization"), .show = name,
	    .iri = iri(a, "organization", OURS, public_id) }, &a->units);
}

/* What an address can hold as it is, and %XX for the rest (RFC 3986). */
static str
escaped(struct akn *a, str words)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789-_~";
	struct text t = { .mem = a->mem };

	for (size_t i = 0; i < words.len; i++) {
		char c = words.at[i];

		if (c != '\0' && strchr(plain, c) != NULL) {
			text_put(&t, str_part(words, i, 1));
		} else {
			text_put_f(&t, "%%%02X", (unsigned char)c);
		}
	}
	return text_taken(&t);
}

str
akn_office(struct akn *a, str office)
{
	return refer(a, (struct akn_ref){ .class = "TLCRole",
	    .eid = S("office"), .show = office,
	    .iri = iri(a, "role", OURS, escaped(a, office)) }, &a->roles);
}

str
akn_role(struct akn *a, str id, str show)
{
	return refer(a, (struct akn_ref){ .class = "TLCRole", .eid = id,
	    .show = show, .iri = iri(a, "role", OURS, id) }, NULL);
}

str
akn_concept(struct akn *a, str id, str public_id, str show)
{
	str name = public_id.len == 0 ? id : arena_printf(a->mem,
	    STR_FMT "." STR_FMT, STR_ARG(public_id), STR_ARG(id));

	return refer(a, (struct akn_ref){ .class = "TLCConcept", .eid = id,
	    .show = show, .iri = iri(a, "concept", OURS, name) }, NULL);
}

str
akn_happening(struct akn *a, str id, str public_id, str show)
{
	return refer(a, (struct akn_ref){ .class = "TLCEvent", .eid = id,
	    .show = show, .iri = iri(a, "event", OURS, public_id) }, NULL);
}

str
akn_place(struct akn *a)
{
	return refer(a, (struct akn_ref){ .class = "TLCLocation",
	    .eid = S("place"), .show = a->conference.place,
	    .iri = iri(a, "location", OURS, a->conference.public_id) }, NULL);
}

/* ---- words that refer -------------------------------------------------- */

/* What numbers are of, for those who read the references. */
static str
figure_text(str id)
{
	static const struct { str id, text; } texts[] = {
		{ S_INIT("present"), S_INIT("Present") },
		{ S_INIT("entitled"), S_INIT("Take part with a vote") },
		{ S_INIT("needed"), S_INIT("Needed to decide") },
		{ S_INIT("eligible"), S_INIT("Might vote") },
		{ S_INIT("voted"), S_INIT("Votes cast") },
	};

	for (size_t i = 0; i < COUNT(texts); i++) {
		if (str_eq(id, texts[i].id)) {
			return texts[i].text;
		}
	}
	return id;
}

static void
open_person(struct akn *a, const struct draft_mark *m)
{
	str who = akn_person(a, m->key, m->public_id, m->show);

	akn_open_id(a, "person");
	akn_attr(a, "refersTo", who);
	if (m->presides) {
		akn_attr(a, "as", akn_role(a, S("chair"), S("Chair")));
	}
	if (m->speech != NULL) {
		*LIST_ADD(a->mem, &a->speeches) = m->speech;
		if (m->speech->office.len > 0) {
			akn_attr(a, "as", akn_office(a, m->speech->office));
		}
	}
}

static void
open_number(struct akn *a, const struct draft_mark *m)
{
	str of = akn_concept(a, m->id, m->public_id, m->show.len > 0 ?
	    m->show : figure_text(m->id));

	akn_open_id(a, "quantity");
	akn_attr(a, "refersTo", of);
	akn_attr(a, "normalized", arena_printf(a->mem, "%lld",
	    (long long)m->number));
	if (a->event != NULL) {
		*LIST_ADD(a->mem, &a->event->numbers) = (struct akn_number){
			.quorum = str_eq(m->id, S("needed")),
			.value = m->number, .refers = of };
	}
}

static void
open_time(struct akn *a, const struct draft_mark *m)
{
	akn_open(a, "recordedTime");
	akn_attr(a, "type", m->ends ? S("endEvent") : S("startEvent"));
	akn_attr(a, "time", moment_str(a->mem, m->at));
}

static void
open_outcome(struct akn *a, const struct draft_mark *m)
{
	str of = akn_concept(a, m->id, S(""), m->show);

	akn_open(a, "outcome");
	akn_attr(a, "refersTo", of);
	if (a->event != NULL) {
		a->event->outcome = of;
	}
}

static void
open_vote(struct akn *a, const struct draft_mark *m)
{
	str of = akn_happening(a, arena_printf(a->mem, "vote_%lld",
	    (long long)m->number), m->public_id, m->show);

	akn_open_id(a, "event");
	akn_attr(a, "refersTo", of);
	if (a->event != NULL) {
		a->event->refers = of;
	}
}

static void
open_mark(struct akn *a, const struct draft_mark *m)
{
	switch (m->kind) {
	case MARK_PERSON:
		open_person(a, m);
		break;
	case MARK_UNIT:
		akn_open_id(a, "organization");
		akn_attr(a, "refersTo", akn_unit(a, m->key, m->public_id,
		    m->show));
		break;
	case MARK_ROLE:
		akn_open_id(a, "role");
		akn_attr(a, "refersTo", akn_office(a, m->show));
		break;
	case MARK_TIME:
		open_time(a, m);
		break;
	case MARK_DAY:
		akn_open(a, "date");
		akn_attr(a, "date", date_str(a->mem, m->day));
		break;
	case MARK_NUMBER:
		open_number(a, m);
		break;
	case MARK_OUTCOME:
		open_outcome(a, m);
		break;
	case MARK_VOTE:
		open_vote(a, m);
		break;
	}
}

void
akn_marked(struct akn *a, const struct draft_told *told, str marked)
{
	while (marked.len > 0) {
		size_t at = str_find(marked, DRAFT_MARK);
		str number, words;
		int64_t mark;

		akn_words(a, str_part(marked, 0, at));
		marked = str_from(marked, at + 1);
		if (!str_cut(&marked, DRAFT_MARKED, &number) ||
		    !str_to_int(number, &mark) ||
		    (size_t)mark >= told->marks.len) {
			continue;
		}
		(void)str_cut(&marked, DRAFT_MARK_END, &words);
		open_mark(a, &told->marks.at[mark]);
		akn_words(a, words);
		akn_close(a);
	}
}
