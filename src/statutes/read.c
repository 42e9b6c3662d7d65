/*
 * read.c - a document of statutes from its text to its articles and rules, or
 * to what is wrong with it (STAT-1).
 *
 * Lines may come in any order: the names that a document gives are collected
 * first, then each line is matched with the grammar, then what the lines mean
 * is put together, tiers first. A line that fails is told where it stands; the
 * others are read as if it were right, so that one slip is told once.
 */
#include "statutes/line.h"
#include "statutes/outline.h"

#include <assert.h>
#include <string.h>

#define LINE_BYTES_MAX	4000		/* of a line that is read */
#define LINE_SHOWN_MAX	400		/* bytes of a line that has an error */
#define FOUND_MAX	60		/* bytes of what stands there */

/* Curly, as the line itself may have straight ones. */
#define QUOTED		"\xe2\x80\x9c" STR_FMT "\xe2\x80\x9d"

/* ---- lines and articles ------------------------------------------------ */

/* "12", "3.1" or "5a" where the first or second word of a title has it. */
static str
article_number(str title)
{
	for (size_t i = 0, words = 1; i < title.len && words <= 2; i++) {
		size_t end = i;

		if (title.at[i] == ' ' && i > 0 && title.at[i - 1] != ' ') {
			words++;
		}
		while (end < title.len && title.at[end] >= '0' &&
		    title.at[end] <= '9') {
			end++;
			if (end + 1 < title.len && title.at[end] == '.' &&
			    title.at[end + 1] >= '0' &&
			    title.at[end + 1] <= '9') {
				end++;
			}
		}
		if (end > i) {
			end += end < title.len && title.at[end] >= 'a' &&
			    title.at[end] <= 'z' && (end + 1 == title.len ||
			    strchr(" .:", title.at[end + 1]) != NULL);
			return str_part(title, i, end - i);
		}
	}
	return S("");
}

static bool
number_is_taken(const struct statutes *st, str number)
{
	for (size_t i = 0; i < st->articles.len; i++) {
		if (str_eq(st->articles.at[i].word, number)) {
			return true;
		}
	}
	return false;
}

static str
one_line(struct arena *mem, str title)
{
	char *out = arena_copy_z(mem, title);

	for (size_t i = 0; i < title.len; i++) {
		if (out[i] == '\n' || out[i] == '\r') {
			out[i] = ' ';
		}
	}
	return (str){ out, title.len };
}

static void
begin_article(struct reader *r, const struct outline_item *item, str before)
{
	struct statutes *st = r->out;
	str title = one_line(r->mem, item->title);
	str number = article_number(title);
	bool taken = number.len == 0 || str_find(number, '.') < number.len ||
	    number_is_taken(st, number);
	struct article *a = LIST_ADD(r->mem, &st->articles);

	*a = (struct article){
		.number = number, .title = title, .before = before,
		.line = item->line,
		.word = taken ? arena_printf(r->mem, "p%zu",
		    st->articles.len) : number,
	};
}

static void
add_part(struct reader *r, struct article_part part)
{
	struct article *a;

	if (r->out->articles.len == 0 || (part.rules_len == 0 &&
	    str_trim(part.text).len == 0)) {
		return;
	}
	a = &r->out->articles.at[r->out->articles.len - 1];
	*LIST_ADD(r->mem, &a->parts) = part;
}

/* A line that holds no words, and nothing hidden, is no rule. */
static bool
is_remark(const struct line_words *w)
{
	size_t i = 0;

	while (i < w->remark.len) {
		uint32_t c = utf8_next(w->remark, &i);

		if (word_hidden(c) && c != '\t') {
			return false;
		}
	}
	return w->list.len == 0;
}

/* False once there are too many. */
static bool
add_line(struct reader *r, str text, int no)
{
	struct line_words words;
	struct line *l;

	line_words(r->mem, utf8_cut(text, LINE_BYTES_MAX), &words);
	if (is_remark(&words)) {
		return true;
	}
	if (r->lines.len == RULES_MAX) {
		return false;
	}
	words.too_many |= text.len > LINE_BYTES_MAX;
	l = LIST_ADD(r->mem, &r->lines);
	l->words = words;
	l->no = no;
	l->rule = r->lines.len - 1;
	l->article = r->out->articles.len - 1;
	*LIST_ADD(r->mem, &r->out->rules) = (struct rule){
		.text = str_trim(text), .article = l->article, .line = no,
	};
	return true;
}

/* ---- what is wrong ----------------------------------------------------- */

/* A line as it can be shown: for each hidden sign stands one that says so. */
static str
shown_line(struct arena *mem, str line)
{
	char *out;
	size_t len = 0, at = 0;

	line = utf8_cut(line, LINE_SHOWN_MAX);
	out = NEW(mem, char, line.len * 3);
	while (at < line.len) {
		size_t from = at;
		uint32_t c = utf8_next(line, &at);
		str sign = word_hidden(c) && c != '\t' ? S("\xef\xbf\xbd") :
		    str_part(line, from, at - from);

		memcpy(out + len, sign.at, sign.len);
		len += sign.len;
	}
	return (str){ out, len };
}

static struct statutes_error *
add_error(struct reader *r, int line, int column)
{
	struct statutes_errors *all = r->errors;
	struct statutes_error *e;

	if (all->list_len == ERRORS_MAX) {
		return NULL;
	}
	e = &all->list[all->list_len++];
	*e = (struct statutes_error){ .line = line, .column = column };
	return e;
}

static void
document_error(struct reader *r, int line, int column, str line_text,
    struct statutes_error like)
{
	struct statutes_error *e = add_error(r, line, column);

	if (e != NULL) {
		*e = like;
		e->line = line;
		e->column = column;
		e->line_text = shown_line(r->mem, line_text);
	}
}

/* The words before the one that was not understood: at most three. */
static str
words_before(const struct line *l, size_t at)
{
	const struct word *words = l->words.list.at;
	size_t from = at > 3 ? at - 3 : 0;
	const char *end = words[at - 1].text.at + words[at - 1].text.len;

	return (str){ words[from].text.at,
	    (size_t)(end - words[from].text.at) };
}

/* What stands there, as it can be shown. */
static str
found_text(struct arena *mem, const struct word *w)
{
	size_t i = 0;
	uint32_t c = w->text.len > 0 ? utf8_next(w->text, &i) : ' ';

	return word_hidden(c) ? arena_printf(mem, "U+%04X", c) :
	    utf8_cut(w->text, FOUND_MAX);
}

static str
syntax_sentence(const struct reader *r, const struct line *l, size_t at)
{
	const struct word *w = &l->words.list.at[at];
	str found;

	if (l->words.too_many) {
		return S("The line is too long: a rule is one sentence.");
	}
	if (at == l->words.list.len) {
		return arena_printf(r->mem, "The line ends too early, after "
		    QUOTED ".", STR_ARG(words_before(l, at)));
	}
	found = found_text(r->mem, w);
	if (w->kind == WORD_UNCLOSED) {
		return S("A quotation begins here and does not end: a quote "
		    "is missing.");
	}
	if (at == 0) {
		return arena_printf(r->mem, "No rule begins with " QUOTED ".",
		    STR_ARG(found));
	}
	return arena_printf(r->mem, "After " QUOTED " a rule does not go on "
	    "with " QUOTED ".", STR_ARG(words_before(l, at)), STR_ARG(found));
}

static void
refuse_syntax(const struct reader *r, struct line *l)
{
	size_t at = l->reading.failed_at;

	l->refusal = (struct refusal){
		.refused = true, .not_read = true, .word = at,
		.expected = l->reading.expected,
		.text = syntax_sentence(r, l, at),
	};
}

static int
column_of(const struct line *l, size_t at)
{
	return at < l->words.list.len ? l->words.list.at[at].column :
	    l->words.end;
}

static void
line_error(struct reader *r, struct line *l)
{
	struct statutes_error *e = add_error(r, l->no, column_of(l,
	    l->refusal.word));

	if (e != NULL) {
		e->line_text = shown_line(r->mem, l->words.line);
		e->expected = l->refusal.expected;
		e->found = l->refusal.word < l->words.list.len ?
		    found_text(r->mem, &l->words.list.at[l->refusal.word]) :
		    S("");
		e->text = l->refusal.text;
		e->nearest = line_nearest(r, l);
	}
}

/* ---- the outline ------------------------------------------------------- */

static str
line_at(str text, size_t from)
{
	str line = S("");

	(void)outline_line(text, &from, &line);
	return line;
}

/* Problems of the outline: what people would see is not what would be read. */
static void
outline_error(struct reader *r, const struct outline_item *item)
{
	static const struct statutes_error of[] = {
		[OUTLINE_NESTED] = {
			.expected = S_INIT("``` at the beginning of the line"),
			.nearest = S_INIT("```rules"),
			.text = S_INIT("A block of rules stands on its own, "
			    "not inside a list or a quotation, and is not "
			    "moved to the right.") },
		[OUTLINE_MISNAMED] = {
			.expected = S_INIT("\"rules\""),
			.nearest = S_INIT("```rules"),
			.text = S_INIT("Is this a block of rules? Then it is "
			    "called \"rules\", else by another word.") },
		[OUTLINE_HTML] = {
			.expected = S_INIT("text without HTML"),
			.text = S_INIT("HTML is not shown to readers. Write "
			    "it as text, or \\< for the sign.") },
		[OUTLINE_REFERENCE] = {
			.expected = S_INIT("a heading with ##"),
			.text = S_INIT("Is this a heading? Write it with ## "
			    "in front.") },
		[OUTLINE_DEEP] = {
			.expected = S_INIT("fewer lists inside each other"),
			.text = S_INIT("More than 32 lists or quotations stand "
			    "inside each other here. What follows was not "
			    "read.") },
		[OUTLINE_MANY] = {
			.expected = S_INIT("at most 4000 headings"),
			.text = S_INIT("The document has too many headings. "
			    "What follows was not read.") },
	};
	struct statutes_error e = of[item->kind];

	r->whole = r->whole && item->kind == OUTLINE_HTML;
	e.found = shown_line(r->mem, utf8_cut(item->title, FOUND_MAX));
	document_error(r, item->line, item->column,
	    line_at(r->out->text, item->from), e);
}

static void
read_rules(struct reader *r, const struct outline_item *item,
    bool under_article)
{
	size_t first = r->lines.len, at = item->body;
	int no = item->line;
	str body = str_part(r->out->text, 0, item->body_end), line;

	if (!under_article) {
		document_error(r, item->line, 1, line_at(r->out->text,
		    item->from), (struct statutes_error){
		    .expected = S("a heading of an article before it"),
		    .found = S("```rules"), .nearest = S("## Article 1"),
		    .text = S("Rules stand under an article: a heading that "
		    "begins with ##.") });
	}
	if (!item->closed) {
		document_error(r, item->line, 1, line_at(r->out->text,
		    item->from), (struct statutes_error){
		    .expected = S("``` on a line of its own, after the rules"),
		    .found = S(""), .nearest = S("```"),
		    .text = S("The block of rules that begins here does not "
		    "end.") });
	}
	if (!under_article || !item->closed) {
		r->whole = false;
		return;
	}
	while (outline_line(body, &at, &line)) {
		if (!add_line(r, line, ++no)) {
			document_error(r, no, 1, line,
			    (struct statutes_error){
			    .expected = S("at most 1000 lines of rules"),
			    .found = utf8_cut(str_trim(line), FOUND_MAX),
			    .text = S("The document has more than 1000 lines "
			    "of rules. This one and those after it were not "
			    "read.") });
			break;
		}
	}
	add_part(r, (struct article_part){ .rule = first,
	    .rules_len = r->lines.len - first });
}

/* Cuts the document at its headings and blocks of rules. */
static void
read_outline(struct reader *r)
{
	struct outline o;
	str text = r->out->text;
	size_t begin = 0, part = 0;	/* of the article, of its part */
	bool in_article = false;

	outline_read(r->mem, text, &o);
	for (size_t i = 0; i <= o.items.len; i++) {
		struct outline_item end = { .kind = OUTLINE_PART,
		    .from = text.len, .to = text.len };
		const struct outline_item *item = i < o.items.len ?
		    &o.items.at[i] : &end;
		bool heading = item->kind <= OUTLINE_ARTICLE;

		if (!heading && item->kind != OUTLINE_RULES) {
			outline_error(r, item);
			continue;
		}
		if (in_article) {
			add_part(r, (struct article_part){ .text = str_part(
			    text, part, item->from - part) });
		}
		if (in_article && heading) {
			r->out->articles.at[r->out->articles.len - 1].text =
			    str_part(text, begin, item->from - begin);
			begin = item->from;
		}
		if (item->kind == OUTLINE_ARTICLE) {
			begin_article(r, item, str_part(text, begin,
			    item->from - begin));
			begin = item->to;
		} else if (item->kind == OUTLINE_RULES) {
			read_rules(r, item, in_article);
		}
		in_article = item->kind == OUTLINE_ARTICLE || (in_article &&
		    !heading);
		part = item->to;
	}
}

/* ---- the names that a document gives ----------------------------------- */

static bool
word_near(const struct line *l, size_t at, const char *meant)
{
	const struct word *w = &l->words.list.at[at];
	size_t far = strlen(meant) > 5 ? 2 : 1;

	return at < l->words.list.len && w->kind == WORD_PLAIN &&
	    w->value.len < 20 && grammar_distance(w->value, str_z(meant)) <=
	    far;
}

static bool
is_name(const struct reader *r, const struct line *l, size_t at)
{
	const struct word *w = &l->words.list.at[at];

	return at < l->words.list.len && (w->kind == WORD_QUOTED ||
	    (w->kind == WORD_PLAIN && !grammar_has(r->grammar, w->value)));
}

/* What sort of name the line gives, if it gives one. */
static enum known
gives(const struct reader *r, const struct line *l)
{
	if (!is_name(r, l, 1)) {
		return KNOWN_COUNT;
	}
	if (word_near(l, 0, "tier")) {
		return KNOWN_TIER;
	}
	if (word_near(l, 0, "meeting")) {
		return KNOWN_KIND;
	}
	if (word_near(l, 0, "office") && is_name(r, l, 2)) {
		return KNOWN_OFFICE;
	}
	if (word_near(l, 0, "title") && is_name(r, l, 2)) {
		return KNOWN_AWARD;
	}
	return KNOWN_COUNT;
}

static void
add_name(struct reader *r, enum known which, str word, int line)
{
	*LIST_ADD(r->mem, &grammar_known(r->grammar, which)->list) =
	    (struct known_name){ word, line };
}

/* "delegates 1 per 40 cells": a tier's plural as people write it in a line. */
static void
add_plural(struct reader *r, const struct line *l)
{
	str word = str_trim(l->words.list.at[1].value);

	add_name(r, KNOWN_MANY, arena_printf(r->mem, STR_FMT "s",
	    STR_ARG(word)), l->no);
	for (size_t i = 2; i + 1 < l->words.list.len; i++) {
		str many = str_trim(l->words.list.at[i + 1].value);

		if (str_eq(l->words.list.at[i].text, S("plural"))) {
			char *lower = arena_copy_z(r->mem, many);

			if (many.len > 0 && lower[0] >= 'A' &&
			    lower[0] <= 'Z') {
				lower[0] = (char)(lower[0] + ('a' - 'A'));
			}
			add_name(r, KNOWN_MANY, (str){ lower, many.len },
			    l->no);
		}
	}
}

static void
collect_names(struct reader *r)
{
	for (size_t i = 0; i < r->lines.len; i++) {
		const struct line *l = &r->lines.at[i];
		enum known which = gives(r, l);
		str word;

		if (which == KNOWN_COUNT || (which == KNOWN_TIER &&
		    r->out->tiers.len == TIERS_MAX)) {
			continue;
		}
		word = str_trim(l->words.list.at[1].value);
		if (which == KNOWN_TIER) {
			LIST_ADD(r->mem, &r->out->tiers)->word = word;
			add_plural(r, l);
		}
		add_name(r, which, word, l->no);
	}
	add_name(r, KNOWN_MANY, S("members"), -1);
}

/* A line that gives a name, and would not be understood whatever names were
 * known, may be why a name is not known elsewhere. */
static void
find_broken_names(struct reader *r)
{
	for (int i = 0; i < KNOWN_COUNT; i++) {
		grammar_known(r->grammar, (enum known)i)->loose = true;
	}
	for (size_t i = 0; i < r->lines.len; i++) {
		struct line *l = &r->lines.at[i];
		enum known which = word_near(l, 0, "tier") ? KNOWN_TIER :
		    gives(r, l);
		struct known_names *names;

		if (which != KNOWN_COUNT &&
		    !grammar_read(r->grammar, &l->words, &l->reading)) {
			names = grammar_known(r->grammar, which);
			names->broken++;
			names->broken_line = l->no;
		}
	}
	for (int i = 0; i < KNOWN_COUNT; i++) {
		struct known_names *names = grammar_known(r->grammar,
		    i == KNOWN_MANY ? KNOWN_TIER : (enum known)i);

		grammar_known(r->grammar, (enum known)i)->loose =
		    names->broken > 0 || !r->whole;
	}
}

/* ---- the meaning ------------------------------------------------------- */

/* Tiers first; then what gives a name; then what speaks of it. */
static int
turn_of(enum form form)
{
	return form == FORM_TIER ? 0 : form == FORM_OFFICE ||
	    form == FORM_MEETING || form == FORM_TITLE ? 1 : 2;
}

static void
understand_turn(struct reader *r, int turn)
{
	for (size_t i = 0; i < r->lines.len; i++) {
		struct line *l = &r->lines.at[i];

		if (!l->refusal.refused && turn_of(l->reading.form) == turn) {
			l->understood = line_understand(r, l,
			    &r->out->rules.at[l->rule]);
		}
	}
}

static bool
remark_hides_something(const struct line *l)
{
	return l->words.remark.len > 0 && !is_remark(&(struct line_words){
	    .remark = l->words.remark });
}

static void
understand_lines(struct reader *r)
{
	for (size_t i = 0; i < r->lines.len; i++) {
		struct line *l = &r->lines.at[i];

		if (remark_hides_something(l)) {
			(void)line_refuse(r, l, l->words.list.len, S("a "
			    "remark without hidden signs"), S(""), "The "
			    "remark holds signs that cannot be seen.");
		} else if (!grammar_read(r->grammar, &l->words,
		    &l->reading)) {
			refuse_syntax(r, l);
		}
	}
	understand_turn(r, 0);
	for (size_t i = 0; i < r->lines.len; i++) {
		struct line *l = &r->lines.at[i];

		if (l->understood && !understand_tree(r, l)) {
			l->understood = false;
		}
	}
	understand_turn(r, 1);
	understand_turn(r, 2);
}

static void
need_tiers(struct reader *r)
{
	int line = r->out->rules.len > 0 ? r->out->rules.at[0].line : 1;

	if (r->out->tiers.len == 0 && r->whole &&
	    grammar_known(r->grammar, KNOWN_TIER)->broken == 0) {
		document_error(r, line, 1, S(""), (struct statutes_error){
		    .expected = S("a line that begins with \"tier\""),
		    .nearest = S("tier federation \"Federation\""),
		    .text = S("The document describes no tier, so there is no "
		    "place for a unit. Each level of the organisation needs a "
		    "line.") });
	}
}

static void
sort_errors(struct statutes_errors *all)
{
	for (size_t i = 1; i < all->list_len; i++) {
		struct statutes_error e = all->list[i];
		size_t at = i;

		for (; at > 0 && all->list[at - 1].line > e.line; at--) {
			all->list[at] = all->list[at - 1];
		}
		all->list[at] = e;
	}
}

/* ---- the document ------------------------------------------------------ */

/* How many code points of a line are sound, before one that is none. */
static int
sound_signs(str line)
{
	int n = 0;

	for (size_t i = 0; i < line.len; n++) {
		size_t from = i;

		(void)utf8_next(line, &i);
		if (!utf8_ok(str_part(line, from, i - from))) {
			break;
		}
	}
	return n;
}

/* Whether the bytes are text that is not too long; if not, says where. */
static bool
is_text(struct reader *r, str text)
{
	size_t at = 0;
	int no = 1;
	str line;

	if (text.len > STATUTES_TEXT_MAX) {
		document_error(r, 1, 1, S(""), (struct statutes_error){
		    .expected = S("at most 262,144 bytes"),
		    .text = S("A document of more than 256 KiB cannot be "
		    "read.") });
		return false;
	}
	for (; outline_line(text, &at, &line); no++) {
		if (!utf8_ok(line)) {
			document_error(r, no, sound_signs(line) + 1, S(""),
			    (struct statutes_error){
			    .expected = S("text in UTF-8"),
			    .text = S("Here stands something that is no text. "
			    "Save the document as text in UTF-8.") });
			return false;
		}
	}
	return true;
}

bool
statutes_read(struct arena *mem, str text, struct statutes *out,
    struct statutes_errors *errors)
{
	struct reader r = { .mem = mem, .out = out, .errors = errors,
	    .whole = true };

	*out = (struct statutes){ .carry_over_days = -1, .from = DATE_NONE };
	errors->list_len = 0;
	if (str_starts(text, S("\xef\xbb\xbf"))) {
		text = str_from(text, 3);
	}
	if (!is_text(&r, text)) {
		return false;
	}
	out->text = arena_copy(mem, text);
	r.grammar = grammar_make(mem);
	read_outline(&r);
	collect_names(&r);
	find_broken_names(&r);
	understand_lines(&r);
	need_tiers(&r);
	for (size_t i = 0; i < r.lines.len; i++) {
		struct line *l = &r.lines.at[i];

		if (l->refusal.refused) {
			line_error(&r, l);
		}
	}
	sort_errors(errors);
	if (errors->list_len > 0) {
		return false;
	}
	for (size_t i = 0; i < r.lines.len; i++) {
		out->rules.at[i].plain = explain(&r, &r.lines.at[i]);
	}
	return true;
}
