/* wire.c - a document is written for another process, and strictly read. */
#include "paper/wire.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define MAGIC		S("CWPAPER2")
#define LANG_MAX	35
#define FLAG_NUMBER	1
#define FLAG_ROOM	2

/* ---- writing ----------------------------------------------------------- */

struct out {
	int	 fd;
	bool	 failed;
	size_t	 len;
	char	 buf[32768];
};

static void
out_flush(struct out *o)
{
	size_t done = 0;

	while (!o->failed && done < o->len) {
		ssize_t n = write(o->fd, o->buf + done, o->len - done);

		if (n >= 0) {
			done += (size_t)n;
		} else if (errno != EINTR) {
			o->failed = true;
		}
	}
	o->len = 0;
}

static void
put_bytes(struct out *o, const char *at, size_t len)
{
	while (len > 0) {
		size_t n = sizeof(o->buf) - o->len;

		n = n < len ? n : len;
		memcpy(o->buf + o->len, at, n);
		o->len += n;
		at += n;
		len -= n;
		if (o->len == sizeof(o->buf)) {
			out_flush(o);
		}
	}
}

static void
put_byte(struct out *o, unsigned value)
{
	char c = (char)value;

	put_bytes(o, &c, 1);
}

static void
put_number(struct out *o, size_t value)
{
	for (int i = 0; i < 4; i++) {
		put_byte(o, value >> (8 * i) & 0xff);
	}
}

static void
put_text(struct out *o, str text)
{
	put_number(o, text.len);
	if (text.len > 0) {
		put_bytes(o, text.at, text.len);
	}
}

static void
put_block(struct out *o, const struct paper *p, const struct paper_block *b)
{
	bool table = b->kind == PAPER_TABLE;

	put_byte(o, b->kind);
	put_number(o, (size_t)b->n);
	put_number(o, table ? 0 : b->len);
	for (size_t i = 0; !table && i < b->len; i++) {
		put_byte(o, p->runs.at[b->first + i].faces);
		put_text(o, p->runs.at[b->first + i].text);
	}
}

static void
put_head(struct out *o, const struct paper *p)
{
	put_bytes(o, MAGIC.at, MAGIC.len);
	put_byte(o, p->size);
	put_byte(o, p->rtl);
	put_byte(o, p->cards_on);
	put_text(o, p->title);
	put_text(o, p->lang);
	put_text(o, p->author);
	put_text(o, p->record);
	put_text(o, p->check);
	put_text(o, p->page_of);
}

static void
put_columns(struct out *o, const struct paper *p)
{
	put_number(o, p->columns.len);
	for (size_t i = 0; i < p->columns.len; i++) {
		const struct paper_column *c = &p->columns.at[i];

		put_number(o, (size_t)c->share);
		put_byte(o, (c->number ? FLAG_NUMBER : 0) |
		    (c->room ? FLAG_ROOM : 0));
		put_text(o, c->head);
	}
}

static void
put_card(struct out *o, const struct paper_card *c)
{
	put_text(o, c->head);
	put_text(o, c->name);
	put_text(o, c->unit);
	put_text(o, c->role);
	put_text(o, c->place);
	put_text(o, c->number);
	put_text(o, c->code);
	put_byte(o, (unsigned)c->band);
}

bool
wire_write(const struct paper *p, int fd)
{
	struct out o;

	o.fd = fd;
	o.failed = false;
	o.len = 0;
	put_head(&o, p);
	put_columns(&o, p);
	put_number(&o, p->blocks.len);
	for (size_t i = 0; i < p->blocks.len; i++) {
		put_block(&o, p, &p->blocks.at[i]);
	}
	put_number(&o, p->cards.len);
	for (size_t i = 0; i < p->cards.len; i++) {
		put_card(&o, &p->cards.at[i]);
	}
	out_flush(&o);
	return !o.failed;
}

/* ---- reading ----------------------------------------------------------- */

struct in {
	str	 rest;
	bool	 broken;		/* then everything reads as 0 */
};

static str
get_bytes(struct in *in, size_t len)
{
	str got = str_part(in->rest, 0, len);

	if (in->broken || got.len < len) {
		in->broken = true;
		return S("");
	}
	in->rest = str_from(in->rest, len);
	return got;
}

/* A byte from 0 to max. */
static unsigned
get_byte(struct in *in, unsigned max)
{
	str got = get_bytes(in, 1);
	unsigned value = got.len == 0 ? 0 : (unsigned char)got.at[0];

	if (value > max) {
		in->broken = true;
	}
	return in->broken ? 0 : value;
}

static size_t
get_number(struct in *in, size_t max)
{
	size_t value = 0;

	for (int i = 0; i < 4; i++) {
		value |= (size_t)get_byte(in, 0xff) << (8 * i);
	}
	if (value > max) {
		in->broken = true;
	}
	return in->broken ? 0 : value;
}

static str
get_text(struct in *in)
{
	str text = get_bytes(in, get_number(in, PAPER_TEXT_MAX));

	if (!utf8_ok(text)) {
		in->broken = true;
		return S("");
	}
	return text;
}

static bool
lang_ok(str lang)
{
	for (size_t i = 0; i < lang.len; i++) {
		char c = lang.at[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= '0' && c <= '9') && c != '-') {
			return false;
		}
	}
	return lang.len <= LANG_MAX;
}

static void
get_head(struct in *in, struct arena *mem, struct paper *p)
{
	enum paper_size size;
	enum paper_cards cards_on;
	str title;
	bool rtl;

	if (!str_eq(get_bytes(in, MAGIC.len), MAGIC)) {
		in->broken = true;
	}
	size = get_byte(in, PAPER_LETTER);
	rtl = get_byte(in, 1) != 0;
	cards_on = get_byte(in, PAPER_CARDS_FOUR);
	title = get_text(in);
	paper_start(p, mem, title, get_text(in));
	if (!lang_ok(p->lang)) {
		in->broken = true;
	}
	p->size = size;
	p->rtl = rtl;
	p->cards_on = cards_on;
	p->author = get_text(in);
	p->record = get_text(in);
	p->check = get_text(in);
	p->page_of = get_text(in);
}

/* All columns of all tables, which the tables then take. */
struct columns {
	struct paper_column	*at;
	size_t			 len, taken;
};

static void
get_columns(struct in *in, struct arena *mem, struct columns *out)
{
	/* Each takes 9 bytes or more; what is not there takes no memory. */
	out->len = get_number(in, in->rest.len / 9);
	out->at = NEW(mem, struct paper_column, out->len + 1);
	for (size_t i = 0; i < out->len; i++) {
		struct paper_column *c = &out->at[i];
		unsigned flags;

		c->share = (int)get_number(in, PAPER_SHARE_MAX);
		flags = get_byte(in, FLAG_NUMBER | FLAG_ROOM);
		c->number = (flags & FLAG_NUMBER) != 0;
		c->room = (flags & FLAG_ROOM) != 0;
		c->head = get_text(in);
		if (c->share == 0) {
			in->broken = true;
		}
	}
}

/* What the reader knows of the blocks before: a row needs a table. */
struct before {
	enum paper_kind	 kind;
	bool		 any;
	size_t		 cells;		/* that the row still must have */
};

static bool
in_table(const struct before *b)
{
	return b->any && (b->kind == PAPER_TABLE || b->kind == PAPER_ROW ||
	    b->kind == PAPER_CELL);
}

/* How many runs a block of the kind has, at least and at most. */
static bool
runs_ok(enum paper_kind kind, size_t runs)
{
	static const struct { size_t min, max; } of[] = {
		[PAPER_OVER] = { 1, 1 }, [PAPER_HEADING] = { 1, 1 },
		[PAPER_PAR] = { 0, PAPER_RUNS_MAX },
		[PAPER_SMALL] = { 1, PAPER_RUNS_MAX },
		[PAPER_ITEM] = { 1, PAPER_RUNS_MAX },
		[PAPER_TABLE] = { 0, 0 }, [PAPER_ROW] = { 0, 0 },
		[PAPER_CELL] = { 1, PAPER_RUNS_MAX }, [PAPER_CODE] = { 2, 2 },
		[PAPER_SIGN] = { 1, 1 },
		[PAPER_CERTIFICATE] = { PAPER_CERTIFICATE_RUNS,
			PAPER_CERTIFICATE_RUNS },
	};

	return runs >= of[kind].min && runs <= of[kind].max;
}

static bool
number_ok(enum paper_kind kind, size_t n)
{
	switch (kind) {
	case PAPER_HEADING:
		return n >= 1 && n <= 3;
	case PAPER_TABLE:
		return n >= 1 && n <= PAPER_COLUMNS_MAX;
	case PAPER_ROW:
		return n <= PAPER_COLUMNS_MAX;
	case PAPER_ITEM:
		return true;
	case PAPER_OVER: case PAPER_PAR: case PAPER_SMALL: case PAPER_CELL:
	case PAPER_CODE: case PAPER_SIGN: case PAPER_CERTIFICATE:
		break;
	}
	return n == 0;
}

/* The texts of a code and of a certificate that become squares. */
static bool
codes_ok(const struct paper *p, const struct paper_block *b)
{
	size_t i = b->kind == PAPER_CERTIFICATE ? PAPER_CERTIFICATE_RUNS - 2 :
	    0;

	return (b->kind != PAPER_CERTIFICATE && b->kind != PAPER_CODE) ||
	    p->runs.at[b->first + i].text.len <= PAPER_CODE_MAX;
}

static void
get_runs(struct in *in, struct paper *p, struct paper_block *b, size_t runs)
{
	for (size_t i = 0; i < runs && !in->broken; i++) {
		unsigned faces = get_byte(in, PAPER_BOLD | PAPER_ITALIC);
		str text = get_text(in);

		if (p->runs.len == PAPER_RUNS_MAX) {
			in->broken = true;
			return;
		}
		*LIST_ADD(p->mem, &p->runs) = (struct paper_run){ faces, text };
		b->len++;
	}
	if (!in->broken && !codes_ok(p, b)) {
		in->broken = true;
	}
}

static void
take_columns(struct in *in, struct paper *p, struct columns *c,
    struct paper_block *b)
{
	if (c->len - c->taken < (size_t)b->n) {
		in->broken = true;
		return;
	}
	b->first = p->columns.len;
	b->len = (size_t)b->n;
	for (int i = 0; i < b->n; i++) {
		*LIST_ADD(p->mem, &p->columns) = c->at[c->taken++];
	}
	p->row_max = b->n;
}

static bool
follows(const struct before *before, const struct paper *p,
    enum paper_kind kind, size_t n)
{
	if (kind == PAPER_CELL) {
		return in_table(before) && before->cells > 0;
	}
	return before->cells == 0 && (kind != PAPER_ROW ||
	    (in_table(before) && n <= (size_t)p->row_max));
}

static void
get_block(struct in *in, struct paper *p, struct columns *c,
    struct before *before)
{
	enum paper_kind kind = get_byte(in, PAPER_CERTIFICATE);
	size_t n = get_number(in, INT32_MAX);
	size_t runs = get_number(in, PAPER_RUNS_MAX);
	struct paper_block *b;

	if (in->broken || !number_ok(kind, n) || !runs_ok(kind, runs) ||
	    !follows(before, p, kind, n)) {
		in->broken = true;
		return;
	}
	b = LIST_ADD(p->mem, &p->blocks);
	*b = (struct paper_block){ .kind = kind, .n = (int)n,
		.first = p->runs.len };
	if (kind == PAPER_TABLE) {
		take_columns(in, p, c, b);
	} else {
		get_runs(in, p, b, runs);
	}
	before->cells = kind == PAPER_ROW ? n :
	    kind == PAPER_CELL ? before->cells - 1 : 0;
	before->kind = kind;
	before->any = true;
}

static void
get_card(struct in *in, struct paper *p)
{
	struct paper_card c;

	c.head = get_text(in);
	c.name = get_text(in);
	c.unit = get_text(in);
	c.role = get_text(in);
	c.place = get_text(in);
	c.number = get_text(in);
	c.code = get_text(in);
	c.band = (int)get_byte(in, PAPER_BAND_MAX);
	if (c.code.len > PAPER_CODE_MAX) {
		in->broken = true;
	}
	if (!in->broken) {
		*LIST_ADD(p->mem, &p->cards) = c;
	}
}

size_t
wire_room(size_t len)
{
	/* The smallest block takes 9 bytes here and 40 in a list, which when it
	 * grows has twice the room and its smaller selves beside it. */
	return ((size_t)1 << 20) + 24 * len;
}

bool
wire_read(struct arena *mem, str bytes, struct paper *out)
{
	struct in in = { .rest = bytes };
	struct before before = { .any = false };
	struct columns columns = { NULL, 0, 0 };
	size_t n;

	get_head(&in, mem, out);
	get_columns(&in, mem, &columns);
	n = get_number(&in, PAPER_BLOCKS_MAX);
	for (size_t i = 0; i < n && !in.broken; i++) {
		get_block(&in, out, &columns, &before);
	}
	n = get_number(&in, out->blocks.len > 0 ? 0 : PAPER_CARDS_MAX);
	for (size_t i = 0; i < n && !in.broken; i++) {
		get_card(&in, out);
	}
	return !in.broken && before.cells == 0 && in.rest.len == 0 &&
	    columns.taken == columns.len;
}
