/* lines.c - lines of a form for a day and a time of day. */
#include "http/lines.h"

struct part_line_view
day_line(struct ctx *cx, const char *id, const char *label, str value,
    str problem)
{
	struct part_line_view v = { .id = id, .label = label, .value = value,
	    .problem = problem, .type = "text", .width = "w10" };
	struct date day;

	if (typed_day(value, cx->today, &day)) {
		v.type = "date";
		v.value = date_str(cx->mem, day);
	}
	return v;
}

struct part_line_view
time_line(struct ctx *cx, const char *id, const char *label, str value,
    str problem)
{
	struct part_line_view v = { .id = id, .label = label, .value = value,
	    .problem = problem, .type = "text", .width = "w10" };
	int minutes;

	if (typed_time(value, &minutes)) {
		v.type = "time";
		v.value = time_of_day(cx->mem, minutes);
	}
	return v;
}
