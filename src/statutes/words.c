/*
 * words.c - cuts a line of the rules into words, without judging them.
 *
 * What telephones and word processors make of a line is taken as it was meant:
 * curly quotes are quotes, and a space is a space whatever its width. Signs
 * that nobody can see are strange words, so that a rule says what it seems to.
 */
#include "statutes/words.h"

#define NUMBER_DIGITS_MAX	9

struct cutter {
	str	line;
	size_t	at;
	int	column;
};

static bool
in_range(uint32_t c, uint32_t from, uint32_t to)
{
	return c >= from && c <= to;
}

static bool
is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0xa0 || c == 0x1680 ||
	    in_range(c, 0x2000, 0x200a) || c == 0x202f || c == 0x205f ||
	    c == 0x3000;
}

/* " and the quotes that are put in its place: as in English, German, French. */
static bool
is_quote(uint32_t c)
{
	return c == '"' || in_range(c, 0x201c, 0x201f) || c == 0xab ||
	    c == 0xbb;
}

bool
word_hidden(uint32_t c)
{
	return c < 0x20 || in_range(c, 0x7f, 0x9f) || c == 0x61c ||
	    c == 0x200b || in_range(c, 0x200e, 0x200f) ||
	    in_range(c, 0x2028, 0x202e) || in_range(c, 0x2060, 0x2069) ||
	    c == 0xfeff || in_range(c, 0xfff0, 0xffff) ||
	    in_range(c, 0xe0000, 0xe0fff);
}

static bool
is_digit(uint32_t c)
{
	return in_range(c, '0', '9');
}

/* Letters of any script: what is no sign, mark or space. */
static bool
is_letter(uint32_t c)
{
	if (c < 0x80) {
		return in_range(c | 0x20, 'a', 'z') || c == '_';
	}
	return !is_blank(c) && !is_quote(c) && !word_hidden(c) &&
	    !in_range(c, 0x80, 0xbf) && c != 0xd7 && c != 0xf7 &&
	    !in_range(c, 0x2010, 0x206f) && !in_range(c, 0x2190, 0x2bff) &&
	    !in_range(c, 0x3001, 0x3003) && !in_range(c, 0x3008, 0x3020) &&
	    !in_range(c, 0xff01, 0xff20);
}

bool
word_is_name(str s)
{
	uint32_t before = ' ';

	for (size_t i = 0; i < s.len;) {
		uint32_t c = utf8_next(s, &i);

		if (!is_letter(c) && !is_digit(c) && c != '-' &&
		    (c != ' ' || before == ' ')) {
			return false;
		}
		before = c;
	}
	return s.len > 0 && before != ' ';
}

static uint32_t
peek(const struct cutter *c)
{
	size_t at = c->at;

	return at < c->line.len ? utf8_next(c->line, &at) : 0;
}

static void
step(struct cutter *c)
{
	(void)utf8_next(c->line, &c->at);
	c->column++;
}

static str
since(const struct cutter *c, size_t from)
{
	return str_part(c->line, from, c->at - from);
}

static int64_t
digits(struct cutter *c)
{
	size_t from = c->at;
	int64_t n = -1;

	while (is_digit(peek(c))) {
		step(c);
	}
	if (c->at - from > NUMBER_DIGITS_MAX ||
	    !str_to_int(since(c, from), &n)) {
		return -1;
	}
	return n;
}

/* Whether three digits follow, no more: the rest of "1,000". */
static bool
thousands_follow(const struct cutter *c)
{
	struct cutter look = *c;
	size_t from;

	step(&look);
	from = look.at;
	(void)digits(&look);
	return look.at - from == 3;
}

static void
cut_number(struct cutter *c, struct word *w)
{
	struct cutter ahead;

	w->kind = WORD_NUMBER;
	w->n = digits(c);
	ahead = *c;
	if (peek(c) == ',' && thousands_follow(c)) {
		step(c);
		w->kind = WORD_STRANGE;
		w->n = w->n * 1000 + digits(c);
	} else if (peek(c) == '/') {
		step(&ahead);
		if (is_digit(peek(&ahead))) {
			w->kind = WORD_FRACTION;
			w->of = digits(&ahead);
			*c = ahead;
		}
	} else {
		while (is_blank(peek(&ahead))) {
			step(&ahead);
		}
		if (peek(&ahead) == '%') {
			step(&ahead);
			w->kind = WORD_PERCENT;
			w->of = 100;
			*c = ahead;
		}
	}
}

static void
cut_quotation(struct cutter *c, struct word *w)
{
	size_t from;

	step(c);
	from = c->at;
	while (c->at < c->line.len && !is_quote(peek(c)) &&
	    !word_hidden(peek(c))) {
		step(c);
	}
	w->kind = WORD_UNCLOSED;
	w->value = since(c, from);
	if (is_quote(peek(c))) {
		w->kind = WORD_QUOTED;
		step(c);
	}
}

static void
cut_word(struct cutter *c, struct word *w)
{
	size_t from = c->at;
	uint32_t first = peek(c);

	*w = (struct word){ .n = -1, .of = -1, .column = c->column };
	if (is_quote(first)) {
		cut_quotation(c, w);
	} else if (is_digit(first)) {
		cut_number(c, w);
	} else if (is_letter(first)) {
		w->kind = WORD_PLAIN;
		while (is_letter(peek(c)) || is_digit(peek(c)) ||
		    peek(c) == '-') {
			step(c);
		}
	} else {
		w->kind = first == ',' || first == ':' ? WORD_MARK :
		    WORD_STRANGE;
		step(c);
	}
	w->text = since(c, from);
	if (w->kind != WORD_QUOTED && w->kind != WORD_UNCLOSED) {
		w->value = w->text;
	}
}

void
line_words(struct arena *mem, str line, struct line_words *out)
{
	*out = (struct line_words){ 0 };
	line_words_again(mem, line, out);
}

void
line_words_again(struct arena *mem, str line, struct line_words *out)
{
	struct cutter c = { line, 0, 1 };

	out->list.len = 0;
	out->line = line;
	out->remark = S("");
	out->end = 1;
	out->too_many = false;
	while (c.at < line.len) {
		if (is_blank(peek(&c))) {
			step(&c);
		} else if (peek(&c) == '#') {
			out->remark = str_from(line, c.at);
			return;
		} else if (out->list.len == LINE_WORDS_MAX) {
			out->too_many = true;
			return;
		} else {
			cut_word(&c, LIST_ADD(mem, &out->list));
			out->end = c.column;
		}
	}
}
