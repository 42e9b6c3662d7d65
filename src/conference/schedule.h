/*
 * schedule.h - a conference's order of business as other programs read it, from
 * the items and times given alone.
 *
 * Schedule XML is what frab and pretalx write and c3voc describes:
 * https://c3voc.de/wiki/schedule, with the schema
 * https://github.com/voc/schedule/blob/master/validator/xsd/schedule.xml.xsd
 * iCalendar is RFC 5545; a feed that is published carries no ATTENDEE and no
 * METHOD.
 */
#ifndef SCHEDULE_H
#define SCHEDULE_H

#include "conference/conference.h"

struct schedule_item {
	str	 public_id, number, title, text, kind;
	str	 reporter;		/* "": nobody */
	int	 reporter_number;	/* of the badge */
	int64_t	 at;			/* moment */
	int	 minutes;
};

struct schedule_sitting {
	str				 public_id, name;
	struct date			 day;
	int64_t				 from, until;	/* moments */
	const struct schedule_item	*items;
	size_t				 items_len;
};

struct schedule {
	struct conference		 conference;
	const struct schedule_sitting	*sittings;	/* in order */
	size_t				 sittings_len;
	int64_t				 now;
	str				 host;		/* of stable names */
};

str	schedule_xml_text(struct arena *, const struct schedule *);
str	schedule_ics_text(struct arena *, const struct schedule *);

/* One line of iCalendar: "NAME:value", escaped, folded, with its end. */
str	ics_line(struct arena *, const char *name, str value);

#endif
