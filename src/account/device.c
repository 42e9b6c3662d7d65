/*
 * device.c - a kind of device that a person recognises, and nothing finer: what
 * a browser says of itself would tell a device from all others.
 */
#include "account/device.h"

#define LITERAL(text)	{ "" text, sizeof(text) - 1 }

/* The first line whose words are both there says what it is. */
static const struct {
	str	one, two, words;
} devices[] = {
	{ LITERAL("iPhone"), LITERAL(""), LITERAL("an iPhone") },
	{ LITERAL("iPad"), LITERAL(""), LITERAL("an iPad") },
	{ LITERAL("Android"), LITERAL("Mobile"), LITERAL("an Android phone") },
	{ LITERAL("Android"), LITERAL(""), LITERAL("an Android tablet") },
	{ LITERAL("KAIOS"), LITERAL(""), LITERAL("a phone with keys") },
	{ LITERAL("Mobile"), LITERAL(""), LITERAL("a phone") },
	{ LITERAL("Windows"), LITERAL(""),
	    LITERAL("a computer with Windows") },
	{ LITERAL("Mac OS X"), LITERAL(""), LITERAL("a Mac") },
	{ LITERAL("CrOS"), LITERAL(""), LITERAL("a Chromebook") },
	{ LITERAL("Linux"), LITERAL(""), LITERAL("a computer with Linux") },
};

static bool
contains(str s, str part)
{
	for (size_t i = 0; i + part.len <= s.len; i++) {
		if (str_starts(str_from(s, i), part)) {
			return true;
		}
	}
	return false;
}

str
device_words(str agent)
{
	for (size_t i = 0; i < COUNT(devices); i++) {
		if (contains(agent, devices[i].one) &&
		    contains(agent, devices[i].two)) {
			return devices[i].words;
		}
	}
	return S("another device");
}
