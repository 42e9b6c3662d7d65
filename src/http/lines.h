/* lines.h - lines of a form for a day and a time of day. */
#ifndef LINES_H
#define LINES_H

#include "html/parts.h"
#include "http/web.h"

/*
 * What can be read is shown as the browser's own picker wants it. What cannot
 * comes back as it was typed, in a line of text: a picker would drop the words.
 * `value` is what the person typed, or a day as date_str(), a time as
 * time_of_day() makes it; .need and .hint are the caller's to set.
 */
struct part_line_view	day_line(struct ctx *, const char *id,
			    const char *label, str value, str problem);
struct part_line_view	time_line(struct ctx *, const char *id,
			    const char *label, str value, str problem);

#endif
