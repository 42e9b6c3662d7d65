/*
 * qr.h - a text as a QR code on a page or a print sheet.
 *
 * A page calls it as a part: {{call part_qr field}}.
 */
#ifndef QR_H
#define QR_H

#include "html/html.h"

#define QR_TEXT_MAX	500		/* bytes; more is hard to scan */

struct part_qr_view {
	int	 size;			/* squares in a row, the margin too */
	str	 squares;		/* the dark ones; a path of an SVG */
	str	 label;			/* for those who hear the page */
};

/* False if the text is too long, or there is no memory; then `out` shows
 * nothing. */
MUST_USE bool	part_qr(struct arena *, str text, str label,
		    struct part_qr_view *out);
void	part_qr_html(struct html *, const struct part_qr_view *);

#endif
