/* schedule.c - an order of business as schedule XML and as iCalendar. */
#include "conference/schedule.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/text.h"

#define GUID_LEN	16
#define FOLD_LEN	75		/* octets of a line, without its end */

/* ---- schedule XML ------------------------------------------------------ */

/* Follows from the public id: the same in each version of a schedule. */
static void
guid_bytes(str public_id, unsigned char out[GUID_LEN])
{
	crypto_generichash(out, GUID_LEN, (const unsigned char *)public_id.at,
	    public_id.len, (const unsigned char *)"cellwork item guid",
	    sizeof("cellwork item guid") - 1);
	/* Version 8 of RFC 9562. */
	out[6] = (unsigned char)((out[6] & 0x0f) | 0x80);
	out[8] = (unsigned char)((out[8] & 0x3f) | 0x80);
}

static str
guid_text(struct arena *mem, const unsigned char g[GUID_LEN])
{
	return arena_printf(mem, "%02x%02x%02x%02x-%02x%02x-%02x%02x-"
	    "%02x%02x-%02x%02x%02x%02x%02x%02x", g[0], g[1], g[2], g[3], g[4],
	    g[5], g[6], g[7], g[8], g[9], g[10], g[11], g[12], g[13], g[14],
	    g[15]);
}

/* A number of 31 bits, as readers of this format have it, used once. */
static int64_t
event_id(const unsigned char g[GUID_LEN], int64_t *used, size_t *used_len)
{
	int64_t id = ((int64_t)(g[0] & 0x7f) << 24) | (g[1] << 16) |
	    (g[2] << 8) | g[3];
	size_t i = 0;

	id = id == 0 ? 1 : id;
	while (i < *used_len) {
		if (used[i++] == id) {
			id++;
			i = 0;
		}
	}
	used[(*used_len)++] = id;
	return id;
}

struct ids {
	int64_t	 used[ITEMS_MAX];
	size_t	 used_len;
};

static str
hall_of(const struct schedule *s)
{
	return s->conference.place.len > 0 ? s->conference.place : S("Hall");
}

static void
put_person(struct text *t, const struct schedule_item *item)
{
	if (item->reporter.len > 0) {
		text_put_f(t, "<persons><person id=\"%d\">",
		    item->reporter_number);
		text_put_xml(t, item->reporter);
		text_put(t, S("</person></persons>\n"));
	}
}

static void
put_event(struct text *t, const struct schedule *s,
    const struct schedule_sitting *sitting, const struct schedule_item *item,
    struct ids *ids)
{
	unsigned char guid[GUID_LEN];
	str date = moment_str(t->mem, item->at);

	guid_bytes(item->public_id, guid);
	text_put_f(t, "<event guid=\"" STR_FMT "\" id=\"%" PRId64 "\">\n",
	    STR_ARG(guid_text(t->mem, guid)),
	    event_id(guid, ids->used, &ids->used_len));
	text_put_element(t, "room", hall_of(s));
	text_put_element(t, "title", item->title);
	text_put_element(t, "subtitle", item->number);
	text_put_element(t, "type", item->kind);
	text_put_element(t, "date", date);
	text_put_element(t, "start", str_part(date, 11, 5));
	text_put_f(t, "<duration>%02d:%02d</duration>\n", item->minutes / 60,
	    item->minutes % 60);
	text_put_element(t, "abstract", item->text);
	text_put_element(t, "slug", item->public_id);
	text_put_element(t, "track", sitting->name);
	text_put_element(t, "language", s->conference.language);
	put_person(t, item);
	text_put(t, S("</event>\n"));
}

static void
put_day(struct text *t, const struct schedule *s, struct date day, int index,
    struct ids *ids)
{
	int64_t from = moment_on(day, 0), until = moment_on(day, 24 * 60 - 1);
	bool first = true;

	for (size_t i = 0; i < s->sittings_len; i++) {
		if (s->sittings[i].day.day == day.day) {
			from = first ? s->sittings[i].from : from;
			until = s->sittings[i].until;
			first = false;
		}
	}
	text_put_f(t, "<day date=\"" STR_FMT "\" index=\"%d\" start=\"" STR_FMT
	    "\" end=\"" STR_FMT "\">\n<room name=\"",
	    STR_ARG(date_str(t->mem, day)), index,
	    STR_ARG(moment_str(t->mem, from)),
	    STR_ARG(moment_str(t->mem, until)));
	text_put_xml(t, hall_of(s));
	text_put(t, S("\">\n"));
	for (size_t i = 0; i < s->sittings_len; i++) {
		const struct schedule_sitting *at = &s->sittings[i];

		for (size_t k = 0; at->day.day == day.day &&
		    k < at->items_len; k++) {
			put_event(t, s, at, &at->items[k], ids);
		}
	}
	text_put(t, S("</room>\n</day>\n"));
}

str
schedule_xml_text(struct arena *mem, const struct schedule *s)
{
	struct text t = { .mem = mem };
	struct ids *ids = NEW(mem, struct ids, 1);
	const struct conference *c = &s->conference;
	int index = 1;

	text_put(&t, S("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<schedule>\n<generator name=\"cellwork\"/>\n"));
	text_put_f(&t, "<version>%" PRId64 "</version>\n<conference>\n",
	    c->version);
	text_put_element(&t, "acronym", c->public_id);
	text_put_element(&t, "title", c->title);
	text_put_element(&t, "start", date_str(mem, c->from));
	text_put_element(&t, "end", date_str(mem, c->last));
	text_put_f(&t, "<days>%d</days>\n", c->last.day - c->from.day + 1);
	text_put(&t, S("<timeslot_duration>00:05</timeslot_duration>\n"
	    "</conference>\n"));
	for (struct date d = c->from; date_cmp(d, c->last) <= 0;
	    d = date_add(d, 1)) {
		put_day(&t, s, d, index++, ids);
	}
	text_put(&t, S("</schedule>\n"));
	return text_taken(&t);
}

/* ---- iCalendar --------------------------------------------------------- */

/* TEXT of RFC 5545, 3.3.11. */
static str
ics_escaped(struct arena *mem, str value)
{
	struct text t = { .mem = mem };

	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.at[i];

		if (c == '\n') {
			text_put(&t, S("\\n"));
		} else if (c == '\\' || c == ';' || c == ',') {
			text_put(&t, S("\\"));
			text_put(&t, str_part(value, i, 1));
		} else if (c >= 0x20 && c != 0x7f) {
			text_put(&t, str_part(value, i, 1));
		}
	}
	return text_taken(&t);
}

/* Lines of at most 75 octets, cut between characters (3.1). */
static str
ics_folded(struct arena *mem, str line)
{
	struct text t = { .mem = mem };
	size_t room = FOLD_LEN;

	do {
		str part = utf8_cut(line, room);

		text_put(&t, part);
		line = str_from(line, part.len);
		text_put(&t, line.len > 0 ? S("\r\n ") : S("\r\n"));
		room = FOLD_LEN - 1;
	} while (line.len > 0);
	return text_taken(&t);
}

str
ics_line(struct arena *mem, const char *name, str value)
{
	return ics_folded(mem, arena_printf(mem, "%s:" STR_FMT, name,
	    STR_ARG(ics_escaped(mem, value))));
}

/* "20261120T090000Z" */
static str
moment_ics(struct arena *mem, int64_t at)
{
	time_t moment = (time_t)at;
	char buf[32];
	struct tm tm;

	if (gmtime_r(&moment, &tm) == NULL ||
	    strftime(buf, sizeof(buf), "%Y%m%dT%H%M%SZ", &tm) == 0) {
		return S("");
	}
	return arena_printf(mem, "%s", buf);
}

static str
items_text(struct arena *mem, const struct schedule_sitting *s)
{
	struct text t = { .mem = mem };

	for (size_t i = 0; i < s->items_len; i++) {
		const struct schedule_item *item = &s->items[i];
		str at = str_part(moment_str(mem, item->at), 11, 5);

		text_put_f(&t, "%s" STR_FMT " " STR_FMT ". " STR_FMT,
		    i == 0 ? "" : "\n", STR_ARG(at), STR_ARG(item->number),
		    STR_ARG(item->title));
	}
	return text_taken(&t);
}

static const char *
ics_status(const struct conference *c)
{
	return c->state == CONFERENCE_CANCELLED ? "CANCELLED" :
	    c->state == CONFERENCE_PLANNED ? "TENTATIVE" : "CONFIRMED";
}

static void
put_vevent(struct text *t, const struct schedule *s,
    const struct schedule_sitting *sitting)
{
	const struct conference *c = &s->conference;

	text_put(t, S("BEGIN:VEVENT\r\n"));
	text_put(t, ics_line(t->mem, "UID", arena_printf(t->mem, STR_FMT "@"
	    STR_FMT, STR_ARG(sitting->public_id), STR_ARG(s->host))));
	text_put(t, ics_line(t->mem, "DTSTAMP", moment_ics(t->mem, s->now)));
	text_put(t, ics_line(t->mem, "DTSTART", moment_ics(t->mem,
	    sitting->from)));
	text_put(t, ics_line(t->mem, "DTEND", moment_ics(t->mem,
	    sitting->until)));
	text_put_f(t, "SEQUENCE:%" PRId64 "\r\nSTATUS:%s\r\n", c->version,
	    ics_status(c));
	text_put(t, ics_line(t->mem, "SUMMARY", arena_printf(t->mem,
	    STR_FMT ": " STR_FMT, STR_ARG(c->title), STR_ARG(sitting->name))));
	if (c->place.len > 0) {
		text_put(t, ics_line(t->mem, "LOCATION", c->place));
	}
	text_put(t, ics_line(t->mem, "DESCRIPTION", items_text(t->mem,
	    sitting)));
	text_put(t, S("END:VEVENT\r\n"));
}

str
schedule_ics_text(struct arena *mem, const struct schedule *s)
{
	struct text t = { .mem = mem };

	text_put(&t, S("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
	    "PRODID:-//Cellwork//Conference//EN\r\nCALSCALE:GREGORIAN\r\n"));
	text_put(&t, ics_line(mem, "X-WR-CALNAME", s->conference.title));
	for (size_t i = 0; i < s->sittings_len; i++) {
		put_vevent(&t, s, &s->sittings[i]);
	}
	text_put(&t, S("END:VCALENDAR\r\n"));
	return text_taken(&t);
}
