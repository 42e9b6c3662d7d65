/*
 * speech_pages.h - the words of lists of speakers, for the pages of this room
 * and of live/.
 */
#ifndef SPEECH_PAGES_H
#define SPEECH_PAGES_H

#include "html/html.h"
#include "speech/speech.h"

/* A refusal as a sentence: capital letter, full stop. */
str	speech_sentence(struct ctx *, enum speech_err);
/* "For", "Against", "Point of order" ...; "" for a plain speech. */
const char	*speech_kind_text(enum speech_kind);
/* "1st", "2nd", "3rd", "4th", "11th". */
str	speech_nth(struct ctx *, int n);
/* "2:14", and with a minus when over. */
str	speech_clock(struct ctx *, int64_t seconds);
/* "Saltcoast, for, first speech today". */
str	speech_about(struct ctx *, const struct queued *);
/* Why somebody stands where he or she stands: "asked at 10:31"; "before 2 who
 * asked earlier: has not spoken today" (SPEE-3). */
str	speech_why(struct ctx *, const struct queued *);
/* "For and against take turns. Who asked first speaks first." */
str	speech_terms_text(struct ctx *, const struct speech_terms *);
/* When the one at `index` is called, if nothing comes between; 0: nobody can
 * say. It does not depend on the moment of asking, but on the clock of the
 * speech under way. */
int64_t	speech_about_when(const struct speech_list *, size_t index);

#endif
