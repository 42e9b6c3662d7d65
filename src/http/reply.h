/*
 * reply.h - an answer as it goes out: status, headers and bytes.
 */
#ifndef REPLY_H
#define REPLY_H

#include "http/web.h"

#define REPLY_HEADERS_MAX	24

struct reply {
	int		 status;
	struct reply_header {
		const char	*name;	/* a literal */
		char		*value;	/* allocated */
	}		 header[REPLY_HEADERS_MAX];
	size_t		 headers;
	const void	*body;
	size_t		 body_len;
	bool		 body_own;	/* allocated; else a constant */
	bool		 has_file;	/* the body is this instead, from its */
	int		 file;		/* beginning; body_len bytes */
	bool		 close;		/* the connection ends after it */
};

/* What of the request an answer depends on. */
struct reply_for {
	bool	is_get;			/* GET or HEAD: may be kept, squeezed */
	bool	tls;			/* our origin is https */
	str	session;		/* the token of the cookie, or "" */
	str	if_none_match, accept_encoding, sec_fetch_site;
};

/* False where there is no memory; then *out is a 503 without one. */
MUST_USE bool	reply_make(struct reply *out, const struct res *,
		    const struct reply_for *);
/* A file of ours, if one has this address. */
bool	reply_asset(struct reply *out, str path, const struct reply_for *);
/* One plain sentence; needs no memory. */
void	reply_plain(struct reply *out, int status, const char *text);
void	reply_drop(struct reply *);

/* The name of the session's cookie. */
const char	*cookie_name(bool tls);

/* The tag of an answer, by its bytes or by its version; written to buf. */
#define REPLY_TAG_MAX	40
str	reply_tag(str body, str session, bool gzip, char buf[REPLY_TAG_MAX]);
/* Whether a list of tags ("a", W/"b", *) has this one. */
bool	tag_listed(str list, str tag);
/* Whether gzip is accepted: named, and not with q=0. */
bool	gzip_accepted(str accept_encoding);

#endif
