/*
 * rules_text.h - reading documents of statutes in tests, and looking at what is
 * told of those that are wrong.
 */
#ifndef RULES_TEXT_H
#define RULES_TEXT_H

#include "statutes/statutes.h"

/* What was read last. */
extern struct arena rules_mem;
extern struct statutes rules_st;
extern struct statutes_errors rules_errors;

/* The file's text; at is NULL if there is no such file. */
str	rules_file(const char *path);
/* A document whose rules begin in line 4. */
str	rules_document(const char *lines);
bool	rules_read(str text);
/* These lines must be read without an error. */
void	rules_must_read(const char *lines);
void	rules_print_errors(void);

void	assert_text(str got, const char *wanted);
bool	text_contains(str text, str part);

/* For cmocka: what was read before is gone. */
int	rules_clear(void **unused);
#define RULES_TEST(name)	cmocka_unit_test_setup(name, rules_clear)

#endif
