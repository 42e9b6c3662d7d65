/*
 * akn.h - the proceedings of a conference, and a resolution alone, as Akoma
 * Ntoso 3.0, the XML in which parliaments keep theirs: for archives, and for
 * programs that read those.
 *
 *	AKN-1	In it stands what was published, in one language: the minutes of
 *		each sitting as they were approved, the resolutions in the words
 *		that were decided, the commendations that were given. A draft is
 *		never in it, whoever asks.
 *	AKN-2	Its words are those that were published. What a paragraph speaks
 *		of is marked where it still reads as the records do; where a
 *		person changed the words, the words alone are there.
 *	AKN-3	It names nobody whom its words do not name, and says of a person
 *		no more than they do: a name, an office or a delegation, when he
 *		or she spoke. The convention would name a person by country and
 *		birthday; here it is a random id of this conference.
 *	AKN-4	The numbers of its analysis are those that stand in its words.
 *	AKN-5	It is well-formed and valid against the schema whatever people
 *		wrote; each eId stands once, and what refers to one finds it.
 *	AKN-6	A conference is one work, each language of it an expression, and
 *		a resolution another; their names follow from public ids and
 *		stay.
 *
 * Sources:
 *	OASIS, Akoma Ntoso Version 1.0 Part 1: XML Vocabulary and Part 2:
 *	Specifications, 29 August 2018, with the schema akomantoso30.xsd.
 *	OASIS, Akoma Ntoso Naming Convention Version 1.0, 21 February 2019:
 *	4.5 to 4.8 and 4.11 for names of documents and others, 5.4 for eIds.
 */
#ifndef AKN_H
#define AKN_H

#include "bulletin/bulletin.h"

#define AKN_TYPE	"application/akn+xml"

/* The languages it can be had in, the conference's own first; none: nothing is
 * published. */
void	akn_languages(struct ctx *, int64_t conference_id, str **out,
	    size_t *out_len);
/* In a language, "": the conference's own. BULLETIN_NO_CONFERENCE,
 * BULLETIN_UNPUBLISHED. */
MUST_USE enum bulletin_err	akn_proceedings(struct ctx *,
		    int64_t conference_id, str language, str *out);

/* A resolution, in the language in which it was decided.
 * BULLETIN_NO_RESOLUTION. */
MUST_USE enum bulletin_err	akn_resolution(struct ctx *, int64_t id,
		    str *out);

/* The name of a language in ISO 639-2/T: "deu" of "de" and of "de-AT", "und"
 * of one that has none. */
str	akn_language(struct arena *, str language);

#endif
