/*
 * device.h - what a browser calls itself, in a few words.
 */
#ifndef DEVICE_H
#define DEVICE_H

#include "base/base.h"

/* "an Android phone", "a computer with Windows"; "another device". Only this is
 * kept, not what the browser said. */
str	device_words(str agent);

#endif
