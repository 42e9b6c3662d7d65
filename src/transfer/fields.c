/* fields.c - the columns of each list, and under which names they may come. */
#include "transfer/transfer.h"

static const struct list_field unit_fields[] = {
	[UNIT_CODE] = { "code", "unit|unit code|id|unit id|number|kode", true,
	    "the unit's code; it names the unit for ever" },
	[UNIT_PARENT] = { "parent", "parent code|under|above|upper unit", false,
	    "the code of the unit above; empty for the one at the top" },
	[UNIT_TIER] = { "tier", "level|kind|type", true,
	    "a tier of the statutes, by its word or its name" },
	[UNIT_NAME] = { "name", "unit name|title|nama", true,
	    "the unit's name" },
	[UNIT_FOUNDED] = { "founded", "founded on|since|from|start", false,
	    "the day it was founded; empty: not known" },
	[UNIT_DISSOLVED] = { "dissolved", "dissolved on|until|end|closed",
	    false, "the first day it was no longer there" },
};

static const struct list_field member_fields[] = {
	[MEMBER_NUMBER] = { "number", "member|member number|member id|id|no",
	    true, "the member's number; it names the member for ever" },
	[MEMBER_NAME] = { "name", "full name|member name", true,
	    "the whole name, in the order of its language" },
	[MEMBER_CELL] = { "cell", "unit|cell code|unit code|branch|group", true,
	    "the code of the cell the member belongs to" },
	[MEMBER_JOINED] = { "joined", "joined on|since|from|member since",
	    false, "the first day in this cell; empty: not known" },
	[MEMBER_LEFT] = { "left", "left on|until|ended", false,
	    "the first day no longer a member" },
	[MEMBER_NATIVE_NAME] = { "native_name",
	    "native name|name in own script", false,
	    "the name in its own script" },
	[MEMBER_LANGUAGE] = { "language", "lang", false,
	    "a language tag such as en or ko" },
	[MEMBER_PHONE] = { "phone", "telephone|mobile|tel", false,
	    "a telephone number" },
	[MEMBER_EMAIL] = { "email", "e-mail|mail", false, "an e-mail address" },
	[MEMBER_ADDRESS] = { "address", "postal address", false,
	    "a postal address" },
};

static const struct list_field term_fields[] = {
	[TERM_MEMBER] = { "member", "member number|number|holder|person", true,
	    "the number of the member who holds the office" },
	[TERM_UNIT] = { "unit", "unit code|code|cell|committee", true,
	    "the code of the unit the office is in" },
	[TERM_OFFICE] = { "office", "role|post|position", true,
	    "an office of the statutes, by its word or its name" },
	[TERM_SEAT] = { "seat", "seat number", false,
	    "which seat of the office, from 1; empty: the first that is free" },
	[TERM_FROM] = { "from", "from day|since|start|elected", false,
	    "the first day; empty: since before the records began" },
	[TERM_UNTIL] = { "until", "until day|end|to", false,
	    "the first day no longer held; empty: still held" },
	[TERM_ACTING] = { "acting", "acting holder", false,
	    "yes if only acting" },
};

static const struct list_field meeting_fields[] = {
	[MEETING_UNIT] = { "unit", "unit code|code|cell|group", true,
	    "the code of the unit that met" },
	[MEETING_DATE] = { "date", "day|held on|on", true, "the day" },
	[MEETING_STATE] = { "state", "status", false,
	    "held or cancelled; empty: held" },
	[MEETING_KIND] = { "kind", "meeting|type", false,
	    "a meeting of the statutes; empty: not known" },
	[MEETING_STARTS] = { "starts", "time|start|begins", false,
	    "the time it began, as 18:30" },
	[MEETING_PLACE] = { "place", "where|room", false, "where it was" },
	[MEETING_MEMBERS] = { "members", "membership", false,
	    "how many belonged on that day" },
	[MEETING_PRESENT] = { "present", "came|attendance|attended", false,
	    "how many of them were there" },
	[MEETING_EXCUSED] = { "excused", "apologies", false,
	    "how many of them had sent apologies" },
};

const struct list_field *
list_fields(enum list_kind kind, size_t *out_len)
{
	static const struct { const struct list_field *at; size_t len; }
	    lists[LIST_KINDS] = {
		[LIST_UNITS] = { unit_fields, COUNT(unit_fields) },
		[LIST_MEMBERS] = { member_fields, COUNT(member_fields) },
		[LIST_TERMS] = { term_fields, COUNT(term_fields) },
		[LIST_MEETINGS] = { meeting_fields, COUNT(meeting_fields) },
	};

	*out_len = lists[kind].len;
	return lists[kind].at;
}
