/*
 * akn_own.h - what the files that write Akoma Ntoso share: elements with their
 * eIds, and what the head of a document says of its body.
 */
#ifndef AKN_OWN_H
#define AKN_OWN_H

#include "base/text.h"
#include "bulletin/akn.h"
#include "bulletin/bulletin_own.h"
#include "org/org.h"

#define AKN_DEPTH_MAX	16

/* Who or what the text refers to: a line of the references. */
struct akn_ref {
	const char	*class;		/* "TLCPerson" */
	int64_t		 key;		/* the member or unit; 0: none */
	str		 eid, iri, show;
};

/* A vote, or that it was looked how many are there: a line of the analysis. */
struct akn_event {
	const char	*element;	/* "voting", "quorumVerification" */
	int64_t		 vote_id;	/* 0: of none */
	str		 href, refers, outcome;
	struct LIST(struct akn_number {
		bool	 quorum;	/* what was needed */
		int64_t	 value;
		str	 refers;
	})		 numbers;
};

/* That a part of the text was published, or corrected. */
struct akn_life {
	int64_t		 at;
	bool		 corrected;
	str		 refers;
};

/* That a resolution was carried. */
struct akn_step {
	struct date	 on;
	str		 href;
};

/* A kind of document: its root, what the names of such begin with. */
struct akn_kind {
	const char	*element, *subtype;	/* "debate", "proceedings" */
	const char	*day;		/* what its day is of */
	enum phrase	 type;		/* what people call it */
};

struct akn {
	struct ctx		*cx;
	const struct akn_kind	*kind;
	str			 public_id, title;	/* of the document */
	struct date		 on;
	int			 number;	/* 0: it has none */
	struct arena		*mem;
	struct conference	 conference;
	struct unit		 unit;		/* whose conference it is */
	str			 language;
	struct text		 text;
	struct akn_frame {
		const char	*name;
		size_t		 context;	/* of the eIds within it */
		str		 eid;
		struct LIST(struct akn_count {
			const char	*name;
			int		 count;
		})		 counts;
	}			 frame[AKN_DEPTH_MAX];
	size_t			 depth;
	bool			 in_tag;
	struct LIST(struct akn_ref)	 refs;
	struct LIST(struct akn_event)	 events;
	struct LIST(struct akn_life)	 lives;
	struct LIST(struct akn_step)	 steps;
	int			 persons, units, roles;	/* refs so far */
	struct LIST(const struct speech_held *) speeches;	/* told now */
	struct akn_event	*event;		/* told now, or NULL */
	int64_t			 newest;	/* moment of publishing; 0 */
	struct date		 newest_day;	/* of all that is in it */
	bool			 own_language, corrected;
};

/* ---- elements (akn_xml.c) ---------------------------------------------- */

/* Opens an element: without an eId; with the next one of its kind within the
 * nearest element that has one; with a number that it bears itself; with one
 * that needs no number. Hands out the eId. */
void	akn_open(struct akn *, const char *name);
str	akn_open_id(struct akn *, const char *name);
str	akn_open_number(struct akn *, const char *name, int number);
str	akn_open_only(struct akn *, const char *name);
/* Directly after opening. */
void	akn_attr(struct akn *, const char *name, str value);
void	akn_words(struct akn *, str);
void	akn_close(struct akn *);
/* An element with words and nothing else. */
void	akn_element(struct akn *, const char *name, str words);

/* ---- what is referred to (akn_ref.c) ----------------------------------- */

/* Each hands out "#eid", and takes a line of the references once. */
str	akn_person(struct akn *, int64_t member_id, str public_id, str name);
str	akn_unit(struct akn *, int64_t unit_id, str public_id, str name);
str	akn_office(struct akn *, str office);
str	akn_role(struct akn *, str id, str show);
str	akn_concept(struct akn *, str id, str public_id, str show);
str	akn_happening(struct akn *, str id, str public_id, str show);
str	akn_place(struct akn *);
/* Words of a draft, with what they speak of as elements. What is told of a
 * vote, and who spoke, is kept in the akn. */
void	akn_marked(struct akn *, const struct draft_told *, str marked);

/* ---- the whole (akn_meta.c) -------------------------------------------- */

/* Begins a document of a conference; NULL: there is none. */
struct akn	*akn_begin(struct ctx *, const struct akn_kind *,
		    int64_t conference_id);
/* The document around the body that was written: with the metadata and the
 * preface of what that tells. */
str	akn_whole(struct akn *);

#endif
