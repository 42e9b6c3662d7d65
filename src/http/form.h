/*
 * form.h - the fields of an address, a query or a form, from hostile bytes.
 *
 * Nothing here refuses text a person typed: an escape that is none stays as it
 * was typed, as browsers do it. What is refused is what no browser sends.
 */
#ifndef FORM_H
#define FORM_H

#include "http/web.h"

struct fields LIST(struct field);

enum form_read { FORM_OK, FORM_BROKEN, FORM_TOO_MANY };

#define PART_HEAD_MAX	4096	/* bytes of the headers of one part */
#define BOUNDARY_MAX	200	/* bytes; RFC 2046 allows 70 */

/* "a=1&b=two+words": a query, or a form of the usual type. */
enum form_read	form_pairs(struct arena *, str text, struct fields *);
/* multipart/form-data with this Content-Type. A file's field has its bytes as
 * its value, and its name as "<field>.name". */
enum form_read	form_parts(struct arena *, str type, str text,
		    struct fields *);
bool	form_is_parts(str type);
/* application/x-www-form-urlencoded, whatever its parameters. */
bool	form_is_pairs(str type);

/* %XX to bytes, + to a space where asked. */
str	form_unescape(struct arena *, str, bool plus);

/* The parameter of a header's value: form-data; name="a" has name. Quoted or
 * not; "" where it is missing. */
str	form_parameter(struct arena *, str value, str name);

/* The value of one cookie in a Cookie header, "" if it is not there or there
 * twice. */
str	form_cookie(str header, str name);

/* Equal without regard to ASCII case, as names of headers are. */
bool	same_word(str, str);

#endif
