/*
 * tidy_text.c - C without its comments and strings, templates without their
 * tags: what a check looks at.
 */
#include <ctype.h>
#include <string.h>

#include "tidy.h"

enum state { CODE, LINE_COMMENT, COMMENT, STRING, CHARACTER };

/* The state after the two bytes at p, seen from `s`. */
static enum state
next_state(enum state s, const char *p)
{
	switch (s) {
	case CODE:
		return strncmp(p, "/*", 2) == 0 ? COMMENT :
		    strncmp(p, "//", 2) == 0 ? LINE_COMMENT :
		    *p == '"' ? STRING : *p == '\'' ? CHARACTER : CODE;
	case LINE_COMMENT:
		return *p == '\n' ? CODE : s;
	case COMMENT:
		return p[-1] == '*' && *p == '/' ? CODE : s;
	case STRING:
		return *p == '"' ? CODE : s;
	case CHARACTER:
	default:
		return *p == '\'' ? CODE : s;
	}
}

void
split_c(struct file *f)
{
	enum state s = CODE;

	for (size_t i = 0; i < f->len; i++) {
		enum state before = s;

		if ((s == STRING || s == CHARACTER) && f->text[i] == '\\' &&
		    i + 1 < f->len) {
			f->said[i] = ' ';
			f->code[i] = ' ';
			i++;
			f->code[i] = f->text[i] == '\n' ? '\n' : ' ';
			f->said[i] = f->text[i] == '\n' ? '\n' : ' ';
			continue;
		}
		s = next_state(s, f->text + i);
		f->code[i] = before == CODE && (s == CODE || s == STRING ||
		    s == CHARACTER) ? f->text[i] : ' ';
		f->said[i] = before == STRING && s == STRING ? f->text[i] :
		    ' ';
		if ((before == STRING) != (s == STRING)) {
			f->code[i] = '"';
			f->said[i] = SAID_EDGE;
		}
		if (f->text[i] == '\n') {
			f->code[i] = f->said[i] = '\n';
		}
	}
}

/* Attributes that are read by or to people. */
static bool
said_attribute(const char *text, size_t quote)
{
	static const char *const names[] = { "title=", "alt=", "aria-label=",
	    "placeholder=", "content=" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t n = strlen(names[i]);

		if (quote >= n && strncmp(text + quote - n, names[i], n) == 0) {
			return true;
		}
	}
	return false;
}

void
split_html(struct file *f)
{
	bool tag = false, value = false, said = true;

	for (size_t i = 0; i < f->len; i++) {
		const char *p = f->text + i;

		f->code[i] = *p;
		f->said[i] = *p == '\n' ? '\n' : ' ';
		if (strncmp(p, "{{", 2) == 0 && strstr(p, "}}") != NULL) {
			size_t len = (size_t)(strstr(p, "}}") + 1 - p);

			memcpy(f->code + i, p, len + 1);
			for (; len > 0; len--) {
				i++;
				f->said[i] = f->text[i] == '\n' ? '\n' : ' ';
			}
		} else if (tag && *p == '"') {
			value = !value;
			said = value && said_attribute(f->text, i);
		} else if (!tag && *p == '<') {
			tag = true;
			said = false;
		} else if (tag && !value && *p == '>') {
			tag = false;
			said = true;
		} else if (said) {
			f->said[i] = *p;
		}
	}
}
