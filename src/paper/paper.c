/* paper.c - a document is put together: paper.h. */
#include "paper/paper.h"

#include <assert.h>

void
paper_start(struct paper *p, struct arena *mem, str title, str lang)
{
	*p = (struct paper){ .mem = mem, .title = title, .lang = lang };
}

/* PAPER-3: the first thing that was too much is said; what follows is left. */
static bool
fits(struct paper *p, bool it_does, const char *what)
{
	if (!it_does && p->too_much == NULL) {
		p->too_much = what;
	}
	return p->too_much == NULL;
}

static bool
text_fits(struct paper *p, str text)
{
	p->text_len += text.len;
	return fits(p, text.len <= PAPER_TEXT_MAX, "a text is too long") &&
	    fits(p, p->text_len <= PAPER_WIRE_MAX / 2,
	    "its texts are too long together");
}

static void
run_add(struct paper *p, unsigned faces, str text)
{
	assert(p->blocks.len > 0);
	if (text_fits(p, text) &&
	    fits(p, p->runs.len < PAPER_RUNS_MAX, "it has too many texts")) {
		*LIST_ADD(p->mem, &p->runs) = (struct paper_run){ faces, text };
		p->blocks.at[p->blocks.len - 1].len++;
	}
}

static void
block_add(struct paper *p, enum paper_kind kind, int n)
{
	assert(p->cards.len == 0);	/* cards or blocks, not both */
	if (fits(p, p->blocks.len < PAPER_BLOCKS_MAX,
	    "it has too many parts")) {
		*LIST_ADD(p->mem, &p->blocks) = (struct paper_block){
			.kind = kind, .n = n, .first = p->runs.len };
	}
}

void
paper_over(struct paper *p, str text)
{
	block_add(p, PAPER_OVER, 0);
	run_add(p, PAPER_PLAIN, text);
}

void
paper_heading(struct paper *p, int level, str text)
{
	assert(level >= 1 && level <= 3);
	block_add(p, PAPER_HEADING, level);
	run_add(p, PAPER_PLAIN, text);
}

void
paper_par(struct paper *p)
{
	block_add(p, PAPER_PAR, 0);
}

void
paper_run(struct paper *p, unsigned faces, str text)
{
	assert(faces <= (PAPER_BOLD | PAPER_ITALIC));
	if (p->too_much == NULL) {
		enum paper_kind kind = p->blocks.at[p->blocks.len - 1].kind;

		assert(kind == PAPER_PAR || kind == PAPER_SMALL ||
		    kind == PAPER_ITEM || kind == PAPER_CELL);
		run_add(p, faces, text);
	}
}

void
paper_say(struct paper *p, str text)
{
	block_add(p, PAPER_PAR, 0);
	run_add(p, PAPER_PLAIN, text);
}

void
paper_small(struct paper *p, str text)
{
	block_add(p, PAPER_SMALL, 0);
	run_add(p, PAPER_PLAIN, text);
}

void
paper_item(struct paper *p, int number, str text)
{
	assert(number >= 0);
	block_add(p, PAPER_ITEM, number);
	run_add(p, PAPER_PLAIN, text);
}

static bool
is_of_table(enum paper_kind kind)
{
	return kind == PAPER_TABLE || kind == PAPER_ROW || kind == PAPER_CELL;
}

void
paper_table(struct paper *p, const struct paper_column *columns, size_t len)
{
	assert(len > 0 && len <= PAPER_COLUMNS_MAX);
	block_add(p, PAPER_TABLE, (int)len);
	if (!fits(p, p->columns.len + len <= PAPER_HEADS_MAX,
	    "it has too many tables")) {
		return;
	}
	p->blocks.at[p->blocks.len - 1].first = p->columns.len;
	p->row_max = (int)len;
	for (size_t i = 0; i < len; i++) {
		assert(columns[i].share > 0 &&
		    columns[i].share <= PAPER_SHARE_MAX);
		if (text_fits(p, columns[i].head)) {
			*LIST_ADD(p->mem, &p->columns) = columns[i];
			p->blocks.at[p->blocks.len - 1].len++;
		}
	}
}

void
paper_row(struct paper *p)
{
	block_add(p, PAPER_ROW, 0);
	if (p->too_much == NULL) {
		assert(p->blocks.len > 1 && is_of_table(
		    p->blocks.at[p->blocks.len - 2].kind));
		p->row = p->blocks.len - 1;
	}
}

void
paper_cell(struct paper *p, str text)
{
	if (p->too_much == NULL) {
		struct paper_block *row = &p->blocks.at[p->row];

		assert(is_of_table(p->blocks.at[p->blocks.len - 1].kind) &&
		    row->kind == PAPER_ROW);
		if (fits(p, row->n < p->row_max,
		    "a row has more cells than its table has columns")) {
			row->n++;
			block_add(p, PAPER_CELL, 0);
			run_add(p, PAPER_PLAIN, text);
		}
	}
}

void
paper_code(struct paper *p, str address, str words)
{
	block_add(p, PAPER_CODE, 0);
	if (fits(p, address.len <= PAPER_CODE_MAX,
	    "an address is too long for its square")) {
		run_add(p, PAPER_PLAIN, address);
		run_add(p, PAPER_PLAIN, words);
	}
}

void
paper_sign(struct paper *p, str who)
{
	block_add(p, PAPER_SIGN, 0);
	run_add(p, PAPER_PLAIN, who);
}

void
paper_certificate(struct paper *p, const struct paper_certificate *c)
{
	const str line[PAPER_CERTIFICATE_RUNS] = { c->over, c->title, c->before,
	    c->name, c->text, c->conferred, c->sign[0], c->sign[1], c->address,
	    c->words };

	block_add(p, PAPER_CERTIFICATE, 0);
	if (fits(p, c->address.len <= PAPER_CODE_MAX,
	    "an address is too long for its square")) {
		for (size_t i = 0; i < COUNT(line); i++) {
			run_add(p, PAPER_PLAIN, line[i]);
		}
	}
}

void
paper_card(struct paper *p, const struct paper_card *c)
{
	const str text[] = { c->head, c->name, c->unit, c->role, c->place,
	    c->number, c->code };

	assert(p->blocks.len == 0 && c->band >= 0 &&
	    c->band <= PAPER_BAND_MAX);
	for (size_t i = 0; i < COUNT(text); i++) {
		if (!text_fits(p, text[i])) {
			return;
		}
	}
	if (fits(p, p->cards.len < PAPER_CARDS_MAX, "it has too many cards") &&
	    fits(p, c->code.len <= PAPER_CODE_MAX,
	    "an address is too long for its square")) {
		*LIST_ADD(p->mem, &p->cards) = *c;
	}
}

const char *
paper_err_text(enum paper_err err)
{
	static const char *const text[] = {
		[PAPER_OK] = "",
#define X(name, words) [PAPER_##name] = words,
		PAPER_ERRS(X)
#undef X
	};

	return text[err];
}
