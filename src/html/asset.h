/*
 * asset.h - the styles, scripts and signs that are part of the program.
 *
 * Each has an address that carries a hash of its bytes, so that a browser may
 * keep it for ever: /static/cellwork.0123456789abcdef.css. The one exception
 * is the script that works without signal, which stands at /sw.js and is asked
 * for again each time.
 */
#ifndef ASSET_H
#define ASSET_H

#include "html/html.h"

struct asset {
	const char		*name;		/* "cellwork.css" */
	const char		*path;		/* "/static/x.HASH.css" */
	const char		*type;		/* its media type */
	const char		*tag;		/* the hash, for an ETag */
	const unsigned char	*bytes, *gzip;
	size_t			 bytes_len, gzip_len;
};

/* All of them; ends with a NULL name. */
extern const struct asset assets[];

/* NULL where there is none. */
const struct asset	*asset_named(const char *name);
const struct asset	*asset_at(str path);	/* by its whole address */
/* Its address; a name that is none of ours stops the program. */
struct path		 asset_path(const char *name);

#endif
