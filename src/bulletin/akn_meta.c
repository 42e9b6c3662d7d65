/*
 * akn_meta.c - a document of Akoma Ntoso around its body: what document it is,
 * when it was published, the numbers of its votes, whom it refers to; and the
 * lines that a reader meets first.
 */
#include <inttypes.h>
#include <time.h>

#include "bulletin/akn_own.h"

/*
 * Where the convention wants a country (4.5): an organisation has none in its
 * records, and ISO 3166-1 leaves this code to whoever needs one that stands for
 * no country.
 */
#define NO_COUNTRY	"zz"

#define AUTHOR		S("#organization_1")
#define LINE		S("\n")

/* ---- the names of the document (Naming Convention, 4.5 to 4.8) --------- */

struct names {
	str	work, expression, manifestation;
};

/* The version of an expression is the moment at which the newest of it was
 * published; of resolutions and commendations alone, the day. */
static str
version(struct akn *a)
{
	time_t moment = (time_t)a->newest;
	char buf[40];
	struct tm tm;

	if (a->newest == 0 || gmtime_r(&moment, &tm) == NULL ||
	    strftime(buf, sizeof(buf), "%Y-%m-%dT%H:%M:%SZ", &tm) == 0) {
		return date_str(a->mem, a->newest_day);
	}
	return arena_printf(a->mem, "%s", buf);
}

static struct names
names_of(struct akn *a)
{
	struct names n;

	n.work = arena_printf(a->mem, "/akn/" NO_COUNTRY "/%s/%s/" STR_FMT
	    "/" STR_FMT "/" STR_FMT, a->kind->element, a->kind->subtype,
	    STR_ARG(a->unit.public_id), STR_ARG(date_str(a->mem, a->on)),
	    STR_ARG(a->public_id));
	n.expression = arena_printf(a->mem, STR_FMT "/" STR_FMT "@" STR_FMT,
	    STR_ARG(n.work), STR_ARG(akn_language(a->mem, a->language)),
	    STR_ARG(version(a)));
	n.manifestation = arena_printf(a->mem, STR_FMT ".xml",
	    STR_ARG(n.expression));
	return n;
}

static void
put_value(struct akn *a, const char *name, str value)
{
	akn_open(a, name);
	akn_attr(a, "value", value);
	akn_close(a);
}

/* The names that a level has: of the whole, and of its only component. */
static void
put_names(struct akn *a, str whole, str of_main, const char *end)
{
	put_value(a, "FRBRthis", arena_printf(a->mem, STR_FMT "/!main%s",
	    STR_ARG(of_main), end));
	put_value(a, "FRBRuri", whole);
}

static void
put_day_and_author(struct akn *a, struct date on, str of)
{
	akn_open(a, "FRBRdate");
	akn_attr(a, "date", date_str(a->mem, on));
	akn_attr(a, "name", of);
	akn_close(a);
	akn_open(a, "FRBRauthor");
	akn_attr(a, "href", AUTHOR);
	akn_attr(a, "as", akn_role(a, S("author"), S("Author")));
	akn_close(a);
}

static void
put_work(struct akn *a, const struct names *n)
{
	akn_open(a, "FRBRWork");
	akn_words(a, LINE);
	put_names(a, n->work, n->work, "");
	akn_open(a, "FRBRalias");
	akn_attr(a, "value", a->title);
	akn_attr(a, "name", S("title"));
	akn_close(a);
	put_day_and_author(a, a->on, str_z(a->kind->day));
	put_value(a, "FRBRcountry", S(NO_COUNTRY));
	put_value(a, "FRBRsubtype", str_z(a->kind->subtype));
	put_value(a, "FRBRnumber", a->public_id);
	akn_close(a);
}

/* Of a translation: the expression in the conference's own language. */
static str
master_of(struct akn *a, const struct names *n)
{
	return arena_printf(a->mem, STR_FMT "/" STR_FMT, STR_ARG(n->work),
	    STR_ARG(akn_language(a->mem, a->conference.language)));
}

static void
put_expression(struct akn *a, const struct names *n)
{
	akn_open(a, "FRBRExpression");
	akn_words(a, LINE);
	put_names(a, n->expression, n->expression, "");
	put_day_and_author(a, a->newest_day, S("publication"));
	if (!a->own_language) {
		akn_open(a, "FRBRmasterExpression");
		akn_attr(a, "href", master_of(a, n));
		akn_attr(a, "showAs", a->title);
		akn_close(a);
	}
	akn_open(a, "FRBRlanguage");
	akn_attr(a, "language", akn_language(a->mem, a->language));
	akn_close(a);
	if (!a->own_language) {
		akn_open(a, "FRBRtranslation");
		akn_attr(a, "href", master_of(a, n));
		akn_attr(a, "fromLanguage", akn_language(a->mem,
		    a->conference.language));
		akn_attr(a, "by", AUTHOR);
		akn_close(a);
	}
	akn_close(a);
}

static void
put_manifestation(struct akn *a, const struct names *n)
{
	akn_open(a, "FRBRManifestation");
	akn_words(a, LINE);
	put_names(a, n->manifestation, n->expression, ".xml");
	put_day_and_author(a, a->cx->today, S("markup"));
	put_value(a, "FRBRformat", S(AKN_TYPE));
	akn_close(a);
}

/* Opens a part that the house answers for. */
static void
open_part(struct akn *a, const char *name)
{
	akn_open(a, name);
	akn_attr(a, "source", AUTHOR);
	akn_words(a, LINE);
}

static void
put_identification(struct akn *a)
{
	struct names n = names_of(a);

	open_part(a, "identification");
	put_work(a, &n);
	put_expression(a, &n);
	put_manifestation(a, &n);
	akn_close(a);
}

/* ---- what happened to it ----------------------------------------------- */

static void
put_publication(struct akn *a)
{
	if (a->newest == 0) {
		return;
	}
	akn_open(a, "publication");
	akn_attr(a, "date", date_str(a->mem, date_of_moment(a->newest)));
	akn_attr(a, "name", str_z(a->kind->subtype));
	akn_attr(a, "showAs", a->unit.name);
	akn_close(a);
}

static void
put_lifecycle(struct akn *a)
{
	if (a->lives.len == 0) {
		return;
	}
	open_part(a, "lifecycle");
	for (size_t i = 0; i < a->lives.len; i++) {
		const struct akn_life *l = &a->lives.at[i];

		(void)akn_open_id(a, "eventRef");
		akn_attr(a, "date", moment_str(a->mem, l->at));
		akn_attr(a, "type", l->corrected ? S("amendment") :
		    S("generation"));
		akn_attr(a, "source", AUTHOR);
		akn_attr(a, "refersTo", l->refers);
		akn_close(a);
	}
	akn_close(a);
}

static void
put_workflow(struct akn *a)
{
	str carried;

	if (a->steps.len == 0) {
		return;
	}
	carried = akn_concept(a, S("carried"), S(""), S("Carried"));
	open_part(a, "workflow");
	for (size_t i = 0; i < a->steps.len; i++) {
		akn_open(a, "step");
		akn_attr(a, "date", date_str(a->mem, a->steps.at[i].on));
		akn_attr(a, "by", AUTHOR);
		akn_attr(a, "outcome", carried);
		if (a->steps.at[i].href.len > 0) {
			akn_attr(a, "href", a->steps.at[i].href);
		}
		akn_close(a);
	}
	akn_close(a);
}

/* ---- the numbers (AKN-4) ----------------------------------------------- */

static void
put_event(struct akn *a, const struct akn_event *e)
{
	(void)akn_open_id(a, e->element);
	akn_attr(a, "href", e->href);
	if (e->outcome.len > 0) {
		akn_attr(a, "outcome", e->outcome);
	}
	if (e->refers.len > 0) {
		akn_attr(a, "refersTo", e->refers);
	}
	akn_words(a, LINE);
	for (size_t i = 0; i < e->numbers.len; i++) {
		const struct akn_number *n = &e->numbers.at[i];

		(void)akn_open_id(a, n->quorum ? "quorum" : "count");
		akn_attr(a, "value", arena_printf(a->mem, "%" PRId64,
		    n->value));
		akn_attr(a, "refersTo", n->refers);
		akn_close(a);
	}
	akn_close(a);
}

static void
put_analysis(struct akn *a)
{
	bool open = false;

	for (size_t i = 0; i < a->events.len; i++) {
		if (a->events.at[i].numbers.len == 0) {
			continue;
		}
		if (!open) {
			open_part(a, "analysis");
			akn_open(a, "parliamentary");
			akn_words(a, LINE);
			open = true;
		}
		put_event(a, &a->events.at[i]);
	}
	if (open) {
		akn_close(a);
		akn_close(a);
	}
}

static void
put_references(struct akn *a)
{
	open_part(a, "references");
	for (size_t i = 0; i < a->refs.len; i++) {
		const struct akn_ref *r = &a->refs.at[i];

		akn_open(a, r->class);
		akn_attr(a, "eId", r->eid);
		akn_attr(a, "href", r->iri);
		akn_attr(a, "showAs", r->show);
		akn_close(a);
	}
	akn_close(a);
}

/* ---- what a reader meets first ----------------------------------------- */

static void
put_day(struct akn *a, struct date day)
{
	akn_open(a, "docDate");
	akn_attr(a, "date", date_str(a->mem, day));
	akn_words(a, phrase_day(a->mem, a->language, &a->conference, day));
	akn_close(a);
}

static void
put_days_and_place(struct akn *a)
{
	const struct conference *c = &a->conference;

	akn_open(a, "p");
	put_day(a, c->from);
	if (date_cmp(c->from, c->last) != 0) {
		akn_words(a, S(" \xe2\x80\x93 "));
		put_day(a, c->last);
	}
	if (c->place.len > 0) {
		akn_words(a, S(", "));
		(void)akn_open_id(a, "location");
		akn_attr(a, "refersTo", akn_place(a));
		akn_words(a, c->place);
		akn_close(a);
	}
	akn_close(a);
}

static void
put_type(struct akn *a)
{
	akn_open(a, "p");
	akn_element(a, "docType", str_z(phrase_text(a->language,
	    a->kind->type)));
	if (a->number > 0) {
		akn_words(a, S(" "));
		akn_element(a, "docNumber", arena_printf(a->mem, "%d",
		    a->number));
	}
	akn_close(a);
}

/* Of what stands for itself: where and when it was decided. */
static void
put_decided(struct akn *a)
{
	akn_element(a, "p", a->conference.title);
	akn_open(a, "p");
	put_day(a, a->on);
	akn_close(a);
}

static void
put_preface(struct akn *a)
{
	(void)akn_open_only(a, "preface");
	akn_words(a, LINE);
	(void)akn_open_only(a, "longTitle");
	akn_open(a, "p");
	akn_element(a, "docTitle", a->title);
	akn_close(a);
	akn_close(a);
	put_type(a);
	if (a->number > 0) {
		put_decided(a);
	} else {
		put_days_and_place(a);
	}
	akn_close(a);
}

/* ---- the whole --------------------------------------------------------- */

static void
put_head(struct akn *a)
{
	struct text before = a->text;
	str preface;

	/* The references are complete only after it. */
	a->text = (struct text){ .mem = a->mem };
	put_preface(a);
	preface = text_taken(&a->text);
	a->text = before;
	akn_open(a, "meta");
	akn_words(a, LINE);
	put_identification(a);
	put_publication(a);
	put_lifecycle(a);
	put_workflow(a);
	put_analysis(a);
	put_references(a);
	akn_close(a);
	text_put(&a->text, preface);
}

struct akn *
akn_begin(struct ctx *cx, const struct akn_kind *kind, int64_t conference_id)
{
	struct akn *a = NEW(cx->mem, struct akn, 1);

	a->cx = cx;
	a->mem = a->text.mem = cx->mem;
	a->kind = kind;
	a->newest_day = DATE_NONE;
	if (!conference_read(cx, conference_id, &a->conference) ||
	    !org_unit(cx, a->conference.unit_id, &a->unit)) {
		return NULL;
	}
	(void)akn_unit(a, a->unit.id, a->unit.public_id, a->unit.name);
	return a;
}

str
akn_whole(struct akn *a)
{
	str body = text_taken(&a->text);

	a->text = (struct text){ .mem = a->mem };
	text_put(&a->text, S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/"
	    "akn/3.0\">\n"));
	akn_open(a, a->kind->element);
	akn_attr(a, "name", str_z(a->kind->subtype));
	akn_attr(a, "contains", a->corrected ? S("singleVersion") :
	    S("originalVersion"));
	akn_words(a, LINE);
	put_head(a);
	text_put(&a->text, body);
	akn_close(a);
	text_put(&a->text, S("</akomaNtoso>\n"));
	return text_taken(&a->text);
}
