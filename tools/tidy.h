/*
 * tidy.h - what the checker's files share: a source file in three forms.
 */
#ifndef TIDY_H
#define TIDY_H

#include <stdbool.h>
#include <stddef.h>

#define SAID_EDGE	'\1'

/* The three have the same length and the same line ends, so that a place in one
 * is the same place in the others. */
struct file {
	char	*path;		/* "src/org/org.c" */
	char	*text;		/* as it is */
	char	*code;		/* comments and the insides of strings blank */
	char	*said;		/* only the insides of strings, each between
				 * two SAID_EDGE; of a template what is read */
	size_t	 len;
	char	 room[32];	/* "org"; "" outside src/ROOM/ */
	char	 name[64];	/* "org.c" */
	bool	 test;		/* a test, a fuzzer, or in tests/ */
};

enum { FILES_MAX = 4000 };
extern struct file files[FILES_MAX];
extern size_t files_len;

/* path:line: what, with the place given as an offset into the file. */
void	found(const struct file *, size_t at, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));
bool	ends_with(const char *text, const char *end);
bool	is_c(const struct file *);	/* .c or .h */
/* The next place from `at` on where the word stands alone, or SIZE_MAX. */
size_t	word_at(const char *text, size_t at, const char *word, bool any_case);
/* Whether the file says "tidy: KIND: reason", with a reason. */
bool	excused(const struct file *, const char *kind);

/* tidy_text.c: fills code and said, or for a template said alone. */
void	split_c(struct file *);
void	split_html(struct file *);

/* tidy_form.c, tidy_layers.c, tidy_words.c, tidy_rules.c: of one file */
void	check_form(const struct file *);
void	check_layers(const struct file *);
void	check_calls(const struct file *);
void	check_words(const struct file *);
void	check_seen_by(const struct file *);
/* tidy_rules.c: of the whole tree */
void	check_rules_cited(void);
void	check_statements_used(void);

#endif
