/* schedule_test.c - schedules as other programs read them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "conference/schedule.h"

static struct arena mem;

static int
set_up(void **state)
{
	(void)state;
	assert_true(arena_make(&mem, (size_t)1 << 26));
	assert_int_equal(setenv("TZ", "CET-1", 1), 0);
	tzset();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_drop(&mem);
	assert_int_equal(setenv("TZ", "UTC0", 1), 0);
	tzset();
	return 0;
}

static const char *
text(str s)
{
	return arena_copy_z(&mem, s);
}

static void
has(const char *all, const char *what)
{
	if (strstr(all, what) == NULL) {
		fail_msg("\"%s\" is not in:\n%s", what, all);
	}
}

static struct schedule
one_day(const struct schedule_item *items, size_t len)
{
	static struct schedule_sitting sitting;
	struct date day;

	assert_true(date_parse(S("2026-11-20"), &day));
	sitting = (struct schedule_sitting){ .public_id = S("sitting00001"),
	    .name = S("Morning"), .day = day, .from = moment_on(day, 540),
	    .until = moment_on(day, 720), .items = items, .items_len = len };
	return (struct schedule){ .conference = {
	    .public_id = S("0123456789ab"), .title = S("A & B; C, D"),
	    .place = S("Hall \"1\""), .language = S("en"), .from = day,
	    .last = day, .version = 7, .state = CONFERENCE_CALLED },
	    .sittings = &sitting, .sittings_len = 1,
	    .now = moment_on(day, 0), .host = S("cellwork.example") };
}

static struct schedule_item
item(const char *id, const char *title)
{
	struct date day;

	assert_true(date_parse(S("2026-11-20"), &day));
	return (struct schedule_item){ .public_id = str_z(id),
	    .number = S("7 a"), .title = str_z(title), .text = S("x < y"),
	    .kind = S("Report"), .reporter = S("Ann <Reed>"),
	    .reporter_number = 12, .at = moment_on(day, 555), .minutes = 75 };
}

static void
test_xml(void **state)
{
	struct schedule_item items[2];
	struct schedule s;
	const char *xml, *first, *second;

	(void)state;
	items[0] = item("item00000001", "One & \x01 two");
	items[1] = item("item00000002", "Three");
	s = one_day(items, 2);
	xml = text(schedule_xml_text(&mem, &s));
	has(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<schedule>");
	has(xml, "<version>7</version>");
	has(xml, "<acronym>0123456789ab</acronym>");
	has(xml, "<title>A &amp; B; C, D</title>");
	has(xml, "<days>1</days>");
	has(xml, "<day date=\"2026-11-20\" index=\"1\""
	    " start=\"2026-11-20T09:00:00+01:00\""
	    " end=\"2026-11-20T12:00:00+01:00\">");
	has(xml, "<room name=\"Hall &quot;1&quot;\">");
	has(xml, "<title>One &amp;  two</title>");
	has(xml, "<date>2026-11-20T09:15:00+01:00</date>");
	has(xml, "<start>09:15</start>");
	has(xml, "<duration>01:15</duration>");
	has(xml, "<abstract>x &lt; y</abstract>");
	has(xml, "<person id=\"12\">Ann &lt;Reed&gt;</person>");
	/* The same item has the same names each time; two have two. */
	assert_string_equal(xml, text(schedule_xml_text(&mem, &s)));
	first = strstr(xml, "<event guid=\"");
	second = strstr(first + 1, "<event guid=\"");
	assert_non_null(second);
	assert_memory_not_equal(first, second, 13 + 36);
	assert_int_equal(first[13 + 14], '8');	/* the version */
}

static void
test_ics(void **state)
{
	struct schedule_item items[1];
	struct schedule s;
	const char *ics, *line;

	(void)state;
	items[0] = item("item00000001", "One; two, three\\four");
	s = one_day(items, 1);
	ics = text(schedule_ics_text(&mem, &s));
	has(ics, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:");
	has(ics, "\r\nUID:sitting00001@cellwork.example\r\n");
	has(ics, "\r\nDTSTAMP:20261119T230000Z\r\n");
	has(ics, "\r\nDTSTART:20261120T080000Z\r\n");
	has(ics, "\r\nDTEND:20261120T110000Z\r\n");
	has(ics, "\r\nSEQUENCE:7\r\nSTATUS:CONFIRMED\r\n");
	has(ics, "\r\nSUMMARY:A & B\\; C\\, D: Morning\r\n");
	has(ics, "\r\nDESCRIPTION:09:15 7 a. One\\; two\\, three\\\\four\r\n");
	has(ics, "END:VEVENT\r\nEND:VCALENDAR\r\n");
	assert_null(strstr(ics, "ATTENDEE"));
	assert_null(strstr(ics, "METHOD"));
	for (line = ics; *line != '\0'; line = strstr(line, "\r\n") + 2) {
		assert_true(strstr(line, "\r\n") - line <= 75);
	}
	s.conference.state = CONFERENCE_CANCELLED;
	has(text(schedule_ics_text(&mem, &s)), "STATUS:CANCELLED");
	s.conference.state = CONFERENCE_PLANNED;
	has(text(schedule_ics_text(&mem, &s)), "STATUS:TENTATIVE");
}

/* Whatever the length, unfolded it is the same, and no character is cut. */
static void
test_folding(void **state)
{
	str value = S("");

	(void)state;
	for (int n = 0; n < 200; n++) {
		const char *at = text(ics_line(&mem, "X", value));
		size_t len = strlen(at);
		str got = S("");

		assert_string_equal(at + len - 2, "\r\n");
		while (*at != '\0') {
			const char *end = strstr(at, "\r\n");

			assert_true(end - at <= 75);
			assert_true(utf8_ok((str){ at, (size_t)(end - at) }));
			got = arena_printf(&mem, STR_FMT STR_FMT,
			    STR_ARG(got), (int)(end - at), at);
			at = end[2] == ' ' ? end + 3 : end + 2;
		}
		assert_true(str_eq(got, arena_printf(&mem, "X:" STR_FMT,
		    STR_ARG(value))));
		value = arena_printf(&mem, STR_FMT "%s", STR_ARG(value),
		    n % 3 == 0 ? "한" : n % 3 == 1 ? "é" : "a");
	}
	assert_string_equal(text(ics_line(&mem, "X", S("a\nb\x7f\x02"))),
	    "X:a\\nb\r\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_xml), TEST(test_ics), TEST(test_folding),
	};

	return cmocka_run_group_tests_name("schedule", tests, NULL, NULL);
}
