/*
 * tidy_rules.c - what must hold over the whole tree: each rule is cited by a
 * test, each statement is used, each column says who sees it.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tidy.h"

/* The name of a rule at p, "ORG-1", into rule: its length, or 0. */
static size_t
rule_name(const char *p, char rule[32])
{
	size_t n = strspn(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), digits;

	if (n < 2 || p[n] != '-') {
		return 0;
	}
	digits = strspn(p + n + 1, "0123456789");
	if (digits == 0 || n + 1 + digits > 31) {
		return 0;
	}
	memcpy(rule, p, n + 1 + digits);
	rule[n + 1 + digits] = '\0';
	return n + 1 + digits;
}

static bool
cited(const char *rule)
{
	for (size_t i = 0; i < files_len; i++) {
		if (files[i].test && word_at(files[i].text, 0, rule, false) !=
		    SIZE_MAX) {
			return true;
		}
	}
	return false;
}

/* A header states its rules as " *<tab>NAME-1<tab>text". */
static void
check_rules_of(const struct file *f)
{
	char rule[32];

	for (const char *p = strstr(f->text, "\n *\t"); p != NULL;
	    p = strstr(p + 1, "\n *\t")) {
		size_t n = rule_name(p + 4, rule);

		if (n > 0 && p[4 + n] == '\t' && !cited(rule)) {
			found(f, (size_t)(p + 4 - f->text),
			    "no test cites the rule %s", rule);
		}
	}
}

void
check_rules_cited(void)
{
	for (size_t i = 0; i < files_len; i++) {
		if (ends_with(files[i].path, ".h") && files[i].room[0]) {
			check_rules_of(&files[i]);
		}
	}
}

/* By its name in C, or as a row of a table of the room, "X(name, ...)". */
static bool
statement_used(const char *room, const char *statement)
{
	char name[80], row[80];

	snprintf(name, sizeof(name), "sql_%s", statement);
	snprintf(row, sizeof(row), "\tX(%s,", statement);
	for (size_t i = 0; i < files_len; i++) {
		const struct file *f = &files[i];

		if (is_c(f) && !f->test && (word_at(f->code, 0, name, false) !=
		    SIZE_MAX || (strcmp(f->room, room) == 0 &&
		    strstr(f->code, row) != NULL))) {
			return true;
		}
	}
	return false;
}

void
check_statements_used(void)
{
	for (size_t i = 0; i < files_len; i++) {
		const struct file *f = &files[i];
		const char *p = ends_with(f->path, ".sql") ? f->text : "";
		char name[64];

		for (p = strstr(p, "-- name: "); p != NULL;
		    p = strstr(p + 1, "-- name: ")) {
			if (sscanf(p, "-- name: %63[a-z_0-9]", name) == 1 &&
			    !statement_used(f->room, name)) {
				found(f, (size_t)(p - f->text),
				    "nothing uses the statement %s", name);
			}
		}
	}
}

/* Between CREATE TABLE and ");" each line that begins with a column says who
 * sees it. */
void
check_seen_by(const struct file *f)
{
	bool in_table = false;
	size_t at = 0;

	while (at < f->len && ends_with(f->path, ".schema.sql")) {
		const char *line = f->text + at;
		size_t len = strcspn(line, "\n");
		const char *seen = strstr(line, "-- seen by: ");

		if (strncmp(line, "CREATE TABLE", 12) == 0) {
			in_table = true;
		} else if (strncmp(line, ");", 2) == 0) {
			in_table = false;
		} else if (in_table && strncmp(line, "  ", 2) == 0 &&
		    islower((unsigned char)line[2]) &&
		    (seen == NULL || seen > line + len)) {
			found(f, at, "the column %.*s does not say who sees "
			    "it: -- seen by: ...",
			    (int)strcspn(line + 2, " \n"), line + 2);
		}
		at += len + 1;
	}
}
