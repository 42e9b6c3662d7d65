/*
 * json.h - the few answers that are JSON.
 */
#ifndef JSON_H
#define JSON_H

#include "base/base.h"

/* {"name":"value"}; text that is no UTF-8 as U+FFFD. */
str	json_pair(struct arena *, str name, str value);

#endif
