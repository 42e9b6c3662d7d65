/*
 * lang.c - what a reader that speaks must know of a PDF and cairo 1.16 does not
 * write: that it is tagged, its language, and that it has a title to show.
 *
 * They belong into the catalogue, which cairo writes last of all objects: after
 * it comes the table of where each object begins, in which nothing changes, and
 * then where that table begins.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "draw/draw.h"

#define END_MAX		64		/* "startxref", a number, "%%EOF" */
#define CATALOGUE_MAX	512		/* before the table */

/* Where the table begins, as the end of the file says; 0: it does not say. */
static int64_t
table_at(int fd, int64_t size)
{
	char end[END_MAX + 1] = "", *at;
	int64_t from = size > END_MAX ? size - END_MAX : 0, value;
	ssize_t n = pread(fd, end, END_MAX, from);
	str number;

	at = n <= 0 ? NULL : strstr(end, "startxref\n");
	if (at == NULL) {
		return 0;
	}
	number = str_z(at + strlen("startxref\n"));
	number = str_part(number, 0, str_find(number, '\n'));
	return str_to_int(number, &value) && value < size ? value : 0;
}

static bool
write_at(int fd, const char *at, size_t len, int64_t offset)
{
	while (len > 0) {
		ssize_t n = pwrite(fd, at, len, offset);

		if (n <= 0) {
			return false;
		}
		at += n;
		len -= (size_t)n;
		offset += n;
	}
	return true;
}

/* The file from `from` on, with some words put in at `at`, and the number in
 * its last lines as much higher. */
static bool
put_in(int fd, const char *tail, size_t len, int64_t from, size_t at,
    const char *words, int64_t table)
{
	static const char start[] = "startxref\n";
	size_t more = strlen(words);
	char end[END_MAX];
	const char *last = g_strrstr_len(tail, (gssize)len, start);
	size_t upto = last == NULL ? 0 : (size_t)(last - tail);
	int n = snprintf(end, sizeof(end), "%s%lld\n%%%%EOF\n", start,
	    (long long)table + (long long)more);

	return upto > at &&
	    write_at(fd, words, more, from + (int64_t)at) &&
	    write_at(fd, tail + at, upto - at, from + (int64_t)(at + more)) &&
	    write_at(fd, end, (size_t)n, from + (int64_t)(upto + more));
}

bool
lang_add(int fd, str lang)
{
	static const char catalogue[] = "<< /Type /Catalog\n";
	int64_t size = lseek(fd, 0, SEEK_END), table = table_at(fd, size);
	int64_t from = table - CATALOGUE_MAX;
	char words[160], *tail, *found;
	size_t len;
	bool done = false;

	if (table <= CATALOGUE_MAX) {
		return false;
	}
	len = (size_t)(size - from);
	tail = g_malloc(len);
	snprintf(words, sizeof(words), "   /Lang (" STR_FMT ")\n"
	    "   /MarkInfo << /Marked true >>\n"
	    "   /ViewerPreferences << /DisplayDocTitle true >>\n",
	    STR_ARG(lang));
	if (pread(fd, tail, len, from) == (ssize_t)len) {
		found = g_strrstr_len(tail, CATALOGUE_MAX, catalogue);
		done = found != NULL && put_in(fd, tail, len, from,
		    (size_t)(found - tail) + strlen(catalogue), words, table);
	}
	g_free(tail);
	return done;
}
