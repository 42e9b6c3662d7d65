/*
 * xml.h - for tests: XML that was written, read again.
 */
#ifndef TEST_XML_H
#define TEST_XML_H

#include "base/base.h"

/* Fails the test where the text is not well-formed: elements that do not nest,
 * a character that XML 1.0 knows no place for, a sign that is not escaped; and
 * where an attribute of the name `id` stands twice with one value, or something
 * refers to one, as "#value", that is not there. */
void	xml_read_again(struct arena *, str xml, const char *id);

#endif
