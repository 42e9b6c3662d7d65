/*
 * tidy_words.c - functions that are not called in this house, words that are
 * not said to people, SQL and HTML where they do not belong.
 */
#include <stdint.h>
#include <string.h>

#include "tidy.h"

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

/* ---- functions --------------------------------------------------------- */

struct banned {
	const char	*name, *why;
	bool		 in_tests;	/* tests may */
};

static const struct banned banned[] = {
	{ "strcpy", "it knows no end; use snprintf()", false },
	{ "strcat", "it knows no end; use snprintf()", false },
	{ "strncpy", "it may leave no NUL; use snprintf()", false },
	{ "strncat", "its size is not the buffer's; use snprintf()", false },
	{ "stpcpy", "it knows no end; use snprintf()", false },
	{ "sprintf", "it knows no end; use snprintf()", false },
	{ "vsprintf", "it knows no end; use vsnprintf()", false },
	{ "gets", "it knows no end", false },
	{ "scanf", "it hides what was not read", false },
	{ "strtok", "it keeps a state of its own; use str_cut()", false },
	{ "atoi", "it takes every text for a number; use str_to_int()", false },
	{ "atol", "it takes every text for a number; use str_to_int()", false },
	{ "atof", "it takes every text for a number", false },
	{ "rand", "use random_bytes()", true },
	{ "random", "use random_bytes()", true },
	{ "srand", "use random_bytes()", true },
	{ "tmpnam", "another may make the file first; use mkstemp()", false },
	{ "mktemp", "another may make the file first; use mkstemp()", false },
	{ "alloca", "a stack has no limit that can be tested", false },
	{ "localtime", "its answer is shared; use localtime_r()", false },
	{ "gmtime", "its answer is shared; use gmtime_r()", false },
	{ "ctime", "its answer is shared", false },
	{ "asctime", "its answer is shared", false },
	{ "system", "a shell reads the words", true },
	{ "popen", "a shell reads the words", true },
	{ "longjmp", "what it leaps over is not undone", true },
};

static const char *const heap[] = { "malloc", "calloc", "realloc",
	"reallocarray", "free", "strdup", "strndup", "asprintf" };

static bool
is_domain(const struct file *f)
{
	static const char *const floor[] = { "", "base", "db", "names",
	    "html", "http", "tally" };

	for (size_t i = 0; i < COUNT(floor); i++) {
		if (strcmp(f->room, floor[i]) == 0) {
			return false;
		}
	}
	return !f->test;
}

/* The next call of the function from `at` on, or SIZE_MAX. */
static size_t
call_at(const struct file *f, size_t at, const char *name)
{
	for (;; at++) {
		at = word_at(f->code, at, name, false);
		if (at == SIZE_MAX || f->code[at + strlen(name)] == '(') {
			return at;
		}
	}
}

static void
check_raw_html(const struct file *f)
{
	static const char *const raw[] = { "html_raw", "HTML_LITERAL" };

	for (size_t i = 0; i < COUNT(raw); i++) {
		size_t at = call_at(f, 0, raw[i]);

		if (at != SIZE_MAX) {
			found(f, at, "%s() outside html/: write a template",
			    raw[i]);
		}
	}
}

void
check_calls(const struct file *f)
{
	if (!is_c(f)) {
		return;
	}
	for (size_t i = 0; i < COUNT(banned); i++) {
		size_t at = f->test && banned[i].in_tests ? SIZE_MAX :
		    call_at(f, 0, banned[i].name);

		for (; at != SIZE_MAX; at = call_at(f, at + 1,
		    banned[i].name)) {
			found(f, at, "%s(): %s", banned[i].name,
			    banned[i].why);
		}
	}
	for (size_t i = 0; is_domain(f) && i < COUNT(heap); i++) {
		size_t at = call_at(f, 0, heap[i]);

		if (at != SIZE_MAX) {
			found(f, at, "%s(): memory of a domain is in the arena "
			    "of its request", heap[i]);
		}
	}
	if (f->room[0] != '\0' && !f->test && strcmp(f->room, "html") != 0) {
		check_raw_html(f);
	}
}

/* ---- words ------------------------------------------------------------- */

/* Not said to people, nor of them. */
static const struct { const char *word, *instead; } unsaid[] = {
	{ "invalid", "say what is wrong and how to mend it" },
	{ "illegal", "say what is wrong and how to mend it" },
	{ "compliance", "say which article is not met" },
	{ "compliant", "say which article is not met" },
	{ "user", "say who: member, secretary, person" },
	{ "users", "say who: members, people" },
	{ "submit", "say what it does: save, send, record" },
	{ "mandatory", "say what is missing" },
	{ "loyalty", "there is no such field" },
	{ "score", "nobody is scored" },
	{ "scores", "nobody is scored" },
};

/* A string that is a sentence: it has a space in it. A single word is a name of
 * a field or a header, and no person reads it. */
static bool
in_sentence(const struct file *f, size_t at)
{
	size_t begin = at, end = at;

	while (begin > 0 && f->said[begin - 1] != SAID_EDGE) {
		begin--;
	}
	while (end < f->len && f->said[end] != SAID_EDGE) {
		end++;
	}
	return memchr(f->text + begin, ' ', end - begin) != NULL;
}

static void
check_unsaid(const struct file *f)
{
	for (size_t i = 0; i < COUNT(unsaid); i++) {
		size_t at = word_at(f->said, 0, unsaid[i].word, true);

		for (; at != SIZE_MAX; at = word_at(f->said, at + 1,
		    unsaid[i].word, true)) {
			if (!is_c(f) || in_sentence(f, at)) {
				found(f, at, "\"%s\" is not said to people: "
				    "%s", unsaid[i].word, unsaid[i].instead);
			}
		}
	}
}

static void
check_sql(const struct file *f)
{
	static const char *const verbs[] = { "SELECT ", "INSERT ", "UPDATE ",
	    "DELETE ", "CREATE ", "ALTER ", "DROP ", "PRAGMA ", "WITH " };
	bool inside = false;

	for (size_t at = 0; at < f->len; at++) {
		inside = inside != (f->said[at] == SAID_EDGE);
		for (size_t i = 0; inside && f->said[at] == SAID_EDGE &&
		    i < COUNT(verbs); i++) {
			if (strncmp(f->said + at + 1, verbs[i],
			    strlen(verbs[i])) == 0) {
				found(f, at, "SQL stands in .sql files, where "
				    "it is checked");
			}
		}
	}
}

void
check_words(const struct file *f)
{
	if (f->test || strncmp(f->path, "src/", 4) != 0) {
		return;
	}
	if (is_c(f) || ends_with(f->path, ".html")) {
		check_unsaid(f);
	}
	if (is_c(f) && strcmp(f->room, "db") != 0) {
		check_sql(f);
	}
}
