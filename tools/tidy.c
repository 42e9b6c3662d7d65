/*
 * tidy - the house's own checker: what no compiler sees and every reader wants.
 *
 *	tidy [DIRECTORY]	looks at src/, tools/ and tests/ in it
 *
 * Prints "file:line: what" for each finding, and ends with 1 if there is one.
 * A file that must be long, or wide, says so in a comment, with a reason:
 * "tidy: long: ...", "tidy: wide: ...".
 */
#include <ctype.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "tidy.h"

#define FILE_BYTES_MAX		(4u << 20)

struct file files[FILES_MAX];
size_t files_len;
static size_t findings;

/* ---- reading ----------------------------------------------------------- */

static void
die(const char *path, const char *what)
{
	fprintf(stderr, "tidy: %s: %s\n", path, what);
	exit(2);
}

static void *
memory(size_t size)
{
	void *p = calloc(1, size);

	if (p == NULL) {
		die("memory", "there is not enough");
	}
	return p;
}

bool
ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

bool
is_c(const struct file *f)
{
	return ends_with(f->path, ".c") || ends_with(f->path, ".h");
}

static void
read_file(struct file *f)
{
	FILE *in = fopen(f->path, "rb");

	f->text = memory(FILE_BYTES_MAX);
	f->len = in != NULL ? fread(f->text, 1, FILE_BYTES_MAX - 1, in) : 0;
	if (in == NULL || ferror(in) || f->len == FILE_BYTES_MAX - 1) {
		die(f->path, "could not be read whole");
	}
	fclose(in);
	f->text = realloc(f->text, f->len + 1);
	f->code = memory(f->len + 1);
	f->said = memory(f->len + 1);
	if (f->text == NULL) {
		die("memory", "there is not enough");
	}
}

static void
take_file(const char *path)
{
	struct file *f = &files[files_len++];
	const char *slash = strrchr(path, '/');

	f->path = memory(strlen(path) + 1);
	memcpy(f->path, path, strlen(path));
	(void)sscanf(path, "src/%31[^/]/", f->room);
	snprintf(f->name, sizeof(f->name), "%s", slash ? slash + 1 : path);
	if (strncmp(path, "src/", 4) == 0 && strchr(path + 4, '/') == NULL) {
		f->room[0] = '\0';
	}
	f->test = ends_with(path, "_test.c") || ends_with(path, "_test.h") ||
	    ends_with(path, "_fuzz.c") ||
	    strncmp(path, "tests/", 6) == 0;
	read_file(f);
	if (is_c(f)) {
		split_c(f);
	} else if (ends_with(path, ".html")) {
		split_html(f);
	}
}

static int
visit(const char *path, const struct stat *status, int type, struct FTW *where)
{
	static const char *const ends[] = { ".c", ".h", ".sql", ".html",
	    ".py", ".sh", ".mjs" };

	(void)status;
	(void)where;
	for (size_t i = 0; type == FTW_F && i < sizeof(ends) / sizeof(ends[0]);
	    i++) {
		if (ends_with(path, ends[i])) {
			if (files_len == FILES_MAX) {
				die(path, "more files than tidy can hold");
			}
			take_file(path);
		}
	}
	return 0;
}

/* ---- telling ----------------------------------------------------------- */

void
found(const struct file *f, size_t at, const char *fmt, ...)
{
	va_list ap;
	int line = 1;

	for (size_t i = 0; i < at && i < f->len; i++) {
		line += f->text[i] == '\n';
	}
	printf("%s:%d: ", f->path, line);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
	findings++;
}

static bool
in_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

size_t
word_at(const char *text, size_t at, const char *word, bool any_case)
{
	size_t n = strlen(word);

	for (const char *p = text + at; ; p++) {
		p = any_case ? strcasestr(p, word) : strstr(p, word);
		if (p == NULL) {
			return SIZE_MAX;
		}
		if ((p == text || !in_word(p[-1])) && !in_word(p[n])) {
			return (size_t)(p - text);
		}
	}
}

bool
excused(const struct file *f, const char *kind)
{
	char mark[32];
	const char *p;

	snprintf(mark, sizeof(mark), "tidy: %s: ", kind);
	p = strstr(f->text, mark);
	return p != NULL && isalpha((unsigned char)p[strlen(mark)]);
}

/* ---- the whole --------------------------------------------------------- */

static int
by_path(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->path,
	    ((const struct file *)b)->path);
}

int
main(int argc, char **argv)
{
	static const char *const folders[] = { "src", "tools", "tests" };

	if (argc > 2 || (argc == 2 && chdir(argv[1]) != 0)) {
		die(argv[1], "is no directory");
	}
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		if (access(folders[i], R_OK) == 0 &&
		    nftw(folders[i], visit, 16, FTW_PHYS) != 0) {
			die(folders[i], "could not be read");
		}
	}
	qsort(files, files_len, sizeof(files[0]), by_path);
	for (size_t i = 0; i < files_len; i++) {
		check_form(&files[i]);
		check_layers(&files[i]);
		check_calls(&files[i]);
		check_words(&files[i]);
		check_seen_by(&files[i]);
	}
	check_rules_cited();
	check_statements_used();
	printf("tidy: %zu files, %zu findings\n", files_len, findings);
	return findings > 0 || files_len == 0;
}
