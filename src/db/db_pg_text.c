/* db_pg_text.c - SQL of both engines, as PostgreSQL writes it. */
#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_pg.h"

/* Grows a text; once memory is short it stays NULL. */
struct out {
	FILE	*file;
	char	*text;
	size_t	 len;
};

static bool
out_open(struct out *o)
{
	*o = (struct out){ 0 };
	o->file = open_memstream(&o->text, &o->len);
	return o->file != NULL;
}

static char *
out_close(struct out *o)
{
	bool failed = o->file != NULL && ferror(o->file) != 0;

	if (o->file == NULL) {
		return NULL;
	}
	if (fclose(o->file) != 0 || failed) {
		free(o->text);
		return NULL;
	}
	return o->text;
}

/* ---- words ------------------------------------------------------------- */

/* The length of what begins here: a word, a quoted text, a comment, :name, or
 * one character. */
static size_t
token_len(const char *at)
{
	size_t len = 1;

	if (*at == '\'' || *at == '"') {
		while (at[len] != '\0' && at[len] != *at) {
			len++;
		}
		return at[len] == '\0' ? len : len + 1;
	}
	if (at[0] == '-' && at[1] == '-') {
		return strcspn(at, "\n");
	}
	if (at[0] == ':' && at[1] == ':') {
		return 2;
	}
	if (*at == ':' || *at == '_' || isalnum((unsigned char)*at)) {
		while (at[len] == '_' || isalnum((unsigned char)at[len])) {
			len++;
		}
	}
	return len;
}

static bool
is_word(str s, const char *word)
{
	return str_eq(s, str_z(word));
}

/* ---- statements -------------------------------------------------------- */

/* The number of a name, which is new if it was not there. */
static int
number_of(char names[PG_NAMES_MAX], int *params, str name)
{
	char *at = names;
	int n = 1;

	while (n <= *params && !is_word(name, at)) {
		at += strlen(at) + 1;
		n++;
	}
	if (n > *params) {
		assert((size_t)(at - names) + name.len + 1 <= PG_NAMES_MAX);
		assert(*params < DB_PARAMS_MAX);
		memcpy(at, name.at, name.len);
		at[name.len] = '\0';
		*params = n;
	}
	return n;
}

char *
db_pg_statement(const char *text, char names[PG_NAMES_MAX], int *out_params)
{
	struct out o;

	*out_params = 0;
	if (!out_open(&o)) {
		return NULL;
	}
	while (*text != '\0') {
		str s = { text, token_len(text) };

		if (s.at[0] == ':' && s.len > 1 && s.at[1] != ':') {
			fprintf(o.file, "$%d", number_of(names, out_params,
			    s));
		} else {
			fwrite(s.at, 1, s.len, o.file);
		}
		text += s.len;
	}
	return out_close(&o);
}

/* ---- the schema -------------------------------------------------------- */

/* What is being read. */
struct schema {
	struct out	 tables, references, counters;
	str		 table, column;
	int		 depth;		/* of ( ) */
	bool		 at_column;	/* the next word names one */
	bool		 skips;		/* a table we make otherwise */
	int		 sequences;
	bool		 has_counter;	/* so a view takes its place */
};

static const char *
skip_space(const char *at)
{
	for (;;) {
		if (at[0] == '-' && at[1] == '-') {
			at += strcspn(at, "\n");
		} else if (*at == ' ' || *at == '\t' || *at == '\n') {
			at++;
		} else {
			return at;
		}
	}
}

static str
next_token(const char *after)
{
	const char *at = skip_space(after);

	return (str){ at, *at == '\0' ? 0 : token_len(at) };
}

/* REFERENCES table, with the key where it is said. Where it ends. */
static const char *
take_reference(struct schema *s, const char *at)
{
	str to = next_token(at);
	const char *end = to.at + to.len;
	const char *key = skip_space(end);

	if (*key == '(') {
		end = strchr(key, ')');
		assert(end != NULL);
		end++;
	}
	if (is_word(next_token(end), "DEFERRABLE")) {
		end = strpbrk(end, ",)");
		assert(end != NULL);
	}
	fprintf(s->references.file, "ALTER TABLE " STR_FMT
	    " ADD FOREIGN KEY (" STR_FMT ") REFERENCES %.*s;\n",
	    STR_ARG(s->table), STR_ARG(s->column), (int)(end - to.at), to.at);
	return end;
}

/* The program gives out ids; a sequence keeps them apart for all servers. */
static void
add_sequence(struct schema *s)
{
	fprintf(s->references.file, "CREATE SEQUENCE id_" STR_FMT ";\n",
	    STR_ARG(s->table));
	fprintf(s->counters.file, "%s SELECT '" STR_FMT "' AS name,"
	    " last_value + 1 AS next FROM id_" STR_FMT " WHERE is_called\n",
	    s->sequences++ == 0 ? "" : " UNION ALL", STR_ARG(s->table),
	    STR_ARG(s->table));
}

static void
start_statement(struct schema *s, const char *at)
{
	str verb = next_token(at);
	str kind = next_token(verb.at + verb.len);
	str name = next_token(kind.at + kind.len);

	s->table = s->column = (str){ 0 };
	s->at_column = false;
	s->skips = false;
	if (is_word(verb, "CREATE") && is_word(kind, "TABLE")) {
		s->table = name;
		s->skips = is_word(name, "counter");
		s->has_counter = s->has_counter || s->skips;
	} else if (is_word(verb, "ALTER") && is_word(kind, "TABLE")) {
		s->table = name;
	}
}

/* What a word becomes; NULL: itself. */
static const char *
type_of(str word)
{
	return is_word(word, "INTEGER") ? "bigint" :
	    is_word(word, "TEXT") ? "text COLLATE \"C\"" :
	    is_word(word, "BLOB") ? "bytea" : NULL;
}

static void
follow(struct schema *s, str word)
{
	char c = word.at[0];

	if (s->at_column && (isalpha((unsigned char)c) || c == '"')) {
		s->column = word;
		s->at_column = false;
	}
	s->depth += (c == '(') - (c == ')');
	/* In a new table, or ALTER TABLE ... ADD COLUMN. */
	if (((c == '(' || c == ',') && s->depth == 1) ||
	    is_word(word, "COLUMN")) {
		s->at_column = true;
	}
	if (is_word(word, "PRIMARY") && is_word(s->column, "id")) {
		add_sequence(s);
	}
}

/* One word of a table; where it ends. */
static const char *
table_word(struct schema *s, str word)
{
	const char *type = type_of(word);

	follow(s, word);
	if (is_word(word, "REFERENCES")) {
		return take_reference(s, word.at + word.len);
	}
	if (is_word(word, "WITHOUT")) {
		str rowid = next_token(word.at + word.len);

		return rowid.at + rowid.len;
	}
	if (!s->skips) {
		fprintf(s->tables.file, STR_FMT, STR_ARG(type != NULL ?
		    str_z(type) : word));
	}
	return word.at + word.len;
}

/* One word, and what stood before it as one space; where it ends. */
static const char *
read_word(struct schema *s, str word, bool spaced)
{
	if (spaced && !s->skips) {
		fputc(' ', s->tables.file);
	}
	if (s->table.len > 0 && word.at[0] != ';') {
		return table_word(s, word);
	}
	if (!s->skips) {
		fwrite(word.at, 1, word.len, s->tables.file);
	}
	if (word.at[0] == ';') {
		start_statement(s, word.at + 1);
	}
	return word.at + word.len;
}

static void
read_schema(struct schema *s, const char *at)
{
	const char *word = skip_space(at);

	start_statement(s, word);
	while (*word != '\0') {
		at = read_word(s, (str){ word, token_len(word) }, word > at);
		word = skip_space(at);
	}
	fputs(";\n", s->tables.file);	/* the last may lack it */
}

/* The three parts of it, each NULL without memory; whether it has counters. */
static bool
write_schema(const char *text, char **tables, char **references,
    char **counters)
{
	struct schema s = { 0 };

	if (out_open(&s.tables) && out_open(&s.references) &&
	    out_open(&s.counters)) {
		read_schema(&s, text);
	}
	*tables = out_close(&s.tables);
	*references = out_close(&s.references);
	*counters = out_close(&s.counters);
	return s.has_counter;
}

char *
db_pg_schema(const char *text)
{
	char *tables, *references, *counters, *all = NULL;
	bool counts = write_schema(text, &tables, &references, &counters);

	if (tables != NULL && references != NULL && counters != NULL &&
	    asprintf(&all, "%s%s%s%s%s", tables, references, counts ?
	    "CREATE VIEW counter AS" : "", counts ? counters : "",
	    counts ? ";\n" : "") < 0) {
		all = NULL;
	}
	free(tables);
	free(references);
	free(counters);
	return all;
}

char *
db_pg_counter(const char *text)
{
	char *tables, *references, *counters, *all = NULL;

	(void)write_schema(text, &tables, &references, &counters);
	if (counters != NULL && asprintf(&all,
	    "CREATE OR REPLACE VIEW counter AS%s;\n", counters) < 0) {
		all = NULL;
	}
	free(tables);
	free(references);
	free(counters);
	return all;
}
