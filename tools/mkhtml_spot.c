/*
 * mkhtml_spot.c - follows a page of HTML byte by byte.
 */
#include "mkhtml_spot.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

bool
one_of(const char *name, const char *list)
{
	size_t len = strlen(name);

	for (const char *p = list; *p != '\0'; p += strcspn(p, " ")) {
		p += *p == ' ';
		if (strncmp(p, name, len) == 0 &&
		    (p[len] == ' ' || p[len] == '\0')) {
			return len > 0;
		}
	}
	return false;
}

static void
name_add(char name[NAME_MAX_LEN + 1], char c)
{
	size_t len = strlen(name);

	if (len == NAME_MAX_LEN) {
		die("the name %s... is too long", name);
	}
	name[len] = c;
	name[len + 1] = '\0';
}

/* The part of htmx that we use: little enough to do without it, or to go to
 * another release, in a day. */
static const char htmx[] = "hx-get hx-post hx-target hx-swap hx-trigger "
    "hx-sse:connect hx-confirm hx-disable hx-push-url hx-status:422";

static bool
is_words(const char *attr)
{
	return one_of(attr, "aria-label aria-description title alt "
	    "placeholder") || strncmp(attr, "data-", 5) == 0;
}

static void
value_begins(struct spot *s)
{
	s->place = one_of(s->attr, "href src action formaction poster cite "
	    "data ping manifest background hx-get hx-post hx-sse:connect "
	    "data-then srcset") ? URL : ATTR;
	s->url = URL_START;
	s->refresh |= strcmp(s->attr, "http-equiv") == 0;
	for (const char *p = s->attr; *p != '\0'; p++) {
		if (isupper((unsigned char)*p) && !one_of(s->attr, "viewBox "
		    "preserveAspectRatio pathLength textLength")) {
			die("write %s= in lower case", s->attr);
		}
	}
	if (strncmp(s->attr, "hx-", 3) == 0 && !one_of(s->attr, htmx)) {
		die("%s= is not in our part of htmx: %s", s->attr, htmx);
	}
	if (strcmp(s->attr, "style") == 0 || strncmp(s->attr, "on", 2) == 0) {
		die("%s= does nothing under our content security policy; "
		    "use a class or a data- attribute", s->attr);
	}
}

static void
element_opens(struct spot *s)
{
	size_t len = strlen(s->open);

	if (one_of(s->tag, "style iframe object embed base")) {
		die("no <%s> in a page", s->tag);
	}
	if (len + strlen(s->tag) + 2 > sizeof(s->open)) {
		die("too many open elements");
	}
	snprintf(s->open + len, sizeof(s->open) - len, "%s ", s->tag);
}

static void
element_closes(struct spot *s)
{
	size_t len = strlen(s->open), tag_len = strlen(s->tag);
	size_t at = len - tag_len - 1;

	if (len < tag_len + 1 || strncmp(s->open + at, s->tag, tag_len) != 0 ||
	    (at > 0 && s->open[at - 1] != ' ')) {
		die("</%s> closes nothing; open are: %s", s->tag, s->open);
	}
	s->open[at] = '\0';
	s->tag[0] = '\0';
}

static void
tag_ends(struct spot *s, const char *p)
{
	static const char empty[] = "area br col hr img input link meta "
	    "source track wbr !doctype";

	if (strcmp(s->tag, "script") == 0 && !s->closing &&
	    strncmp(p + 1, "</script>", 9) != 0) {
		die("no script in a page; only <script src=\"...\"></script>");
	}
	if (s->closing) {
		element_closes(s);
	} else if (p[-1] != '/' && !one_of(s->tag, empty)) {
		element_opens(s);
	}
	s->place = TEXT;
}

static void
tag_starts(struct spot *s, const char *p)
{
	s->closing = p[1] == '/';
	s->refresh = false;
	s->place = TAG_NAME;
	if (strncmp(p, "<!--", 4) == 0) {
		die("a remark is written {{# ...}}");
	}
	if (one_of(s->tag, "textarea title") && !s->closing) {
		die("no tags in <%s>", s->tag);
	}
	if (!isalpha((unsigned char)p[1 + s->closing]) &&
	    strncmp(p, "<!doctype", 9) != 0) {
		die("a lone <; write &lt;");
	}
	s->tag[0] = '\0';
}

static void
url_byte(struct spot *s, const char *p)
{
	bool known = strncmp(p, "https://", 8) == 0 ||
	    strncmp(p, "mailto:", 7) == 0;

	if (s->url == URL_START && strchr("/?#", *p) == NULL && !known) {
		die("an address starts with / ? # or with a struct path");
	}
	if (strcmp(s->attr, "srcset") == 0 && strchr(" ,", *p) != NULL) {
		die("one address in srcset=, and nothing else");
	}
	if (s->url == URL_SLASH && (*p == '/' || *p == '\\')) {
		die("an address in this house starts with one /");
	}
	s->url = s->url == URL_START && *p == '/' ? URL_SLASH : URL_REST;
}

static void
attr_byte(struct spot *s, char c)
{
	if (s->place == TAG) {
		s->attr[0] = '\0';
	}
	name_add(s->attr, c);
	s->place = ATTR_NAME;
}

/* Inside a tag but outside of quotes. */
static void
tag_byte(struct spot *s, const char *p)
{
	bool name = isalnum((unsigned char)*p) || *p == '-' || *p == ':';

	if (s->place == EQUALS) {
		if (*p != '"') {
			die("a value stands in double quotes");
		}
		value_begins(s);
	} else if (*p == '>') {
		tag_ends(s, p);
	} else if (*p == '/' && s->place == TAG_NAME && s->tag[0] == '\0') {
		s->closing = true;
	} else if (isspace((unsigned char)*p) || *p == '/') {
		s->place = TAG;
	} else if (s->place == TAG_NAME && (name || *p == '!')) {
		name_add(s->tag, *p);
	} else if (*p == '=' && s->place == ATTR_NAME) {
		s->place = EQUALS;
	} else if (name && (s->place == TAG || s->place == ATTR_NAME)) {
		attr_byte(s, *p);
	} else {
		die("a %c cannot stand here in a tag", *p);
	}
}

bool
spot_follow(struct spot *s, const char *p)
{
	switch (s->place) {
	case TEXT:
		if (*p != '<') {
			return true;
		}
		tag_starts(s, p);
		return false;
	case URL:
		if (*p != '"') {
			url_byte(s, p);
			return false;
		}
		if (s->url == URL_START) {
			die("an empty address");
		}
		s->place = AFTER;
		return false;
	case ATTR:
		if (*p == '[' && strcmp(s->attr, "hx-trigger") == 0) {
			die("a filter in hx-trigger= is a script; our content "
			    "security policy has none");
		}
		if (*p != '"') {
			return is_words(s->attr);
		}
		s->place = AFTER;
		return false;
	case TAG_NAME:
	case TAG:
	case AFTER:
	case ATTR_NAME:
	case EQUALS:
		break;
	}
	tag_byte(s, p);
	return false;
}

void
spot_settle(struct spot *s)
{
	if (s->place == TAG_NAME || s->place == ATTR_NAME) {
		s->place = AFTER;
	}
}

void
spot_field(struct spot *s)
{
	if (s->place == EQUALS) {
		die("a field stands in double quotes: %s=\"{{...}}\"", s->attr);
	}
	if (s->place != TEXT && s->place != ATTR && s->place != URL) {
		die("a field in a tag stands in the quotes of an attribute");
	}
	if (s->place != TEXT && (s->refresh ||
	    one_of(s->attr, "imagesrcset srcdoc http-equiv"))) {
		die("no field in %s=", s->attr);
	}
	if (s->place == URL && s->url == URL_SLASH) {
		die("a field cannot follow the first / of an address; "
		    "name the page first or use a struct path");
	}
	s->url = URL_REST;
}

bool
spot_same(const struct spot *a, const struct spot *b)
{
	bool tag_a = a->place == TAG || a->place == AFTER;
	bool tag_b = b->place == TAG || b->place == AFTER;

	if (strcmp(a->open, b->open) != 0 ||
	    (a->place != b->place && !(tag_a && tag_b))) {
		return false;
	}
	return a->place == TEXT || (strcmp(a->tag, b->tag) == 0 &&
	    (tag_a || strcmp(a->attr, b->attr) == 0));
}
