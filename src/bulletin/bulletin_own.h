/*
 * bulletin_own.h - what the files of this room share.
 */
#ifndef BULLETIN_OWN_H
#define BULLETIN_OWN_H

#include "bulletin/bulletin.h"
#include "conference/conference.h"
#include "db/db.h"

/* A line of the record of changes; screens are told. */
void	bulletin_note(struct ctx *, const char *verb, int64_t conference_id,
	    int64_t member_id, int64_t id);
/* A line a person has to write. */
enum bulletin_err	bulletin_line(str, enum bulletin_err if_empty);

/* ---- drafts (draft.c) -------------------------------------------------- */

enum draft_kind { DRAFT_SAYS, DRAFT_ITEM,	/* the heading of one */
	DRAFT_CALLED,			/* how many were there */
	DRAFT_SPEECHES, DRAFT_ORDERS, DRAFT_VOTE, DRAFT_CLOSED };

/* A paragraph of a draft in Markdown, with marks: DRAFT_MARK, the number of a
 * mark in digits, DRAFT_MARKED, the words that it is of, DRAFT_MARK_END. */
#define DRAFT_MARK	'\001'
#define DRAFT_MARKED	'\002'
#define DRAFT_MARK_END	'\003'
struct draft_part {
	enum draft_kind	 kind;
	int64_t		 item_id, vote_id;	/* 0: of none */
	str		 text;
};

/* What a few words of a draft speak of. */
struct draft_mark {
	enum draft_mark_kind { MARK_PERSON, MARK_UNIT, MARK_ROLE, MARK_TIME,
	    MARK_DAY, MARK_NUMBER, MARK_OUTCOME, MARK_VOTE } kind;
	int64_t		 key;		/* the member or the unit; 0: none */
	str		 public_id;	/* of the person, unit or vote, or "" */
	str		 show;		/* the words, not escaped */
	str		 id;		/* "present", "for", "carried" */
	int64_t		 number, at;	/* at: moment */
	struct date	 day;
	bool		 ends;		/* the time is an end */
	bool		 presides;
	const struct speech_held *speech;	/* of a speaker, else NULL */
};

struct draft_told {
	struct LIST(struct draft_part)	 parts;
	struct LIST(struct draft_mark)	 marks;
};

/* A draft in its parts, so that what it speaks of can be told apart again. */
void	draft_tell(struct ctx *, const struct bulletin *, str language,
	    str *out_title, struct draft_told *out);
/* All commendations that were given, a paragraph each, and when the last was;
 * DATE_NONE: there is none. */
void	draft_commended(struct ctx *, int64_t conference_id, str language,
	    struct draft_told *out, struct date *out_newest);
/* The words without the marks. */
str	draft_words(struct arena *, str text);
/* The title and the Markdown of a draft, from the records alone. */
void	draft_write(struct ctx *, const struct bulletin *, str language,
	    str *out_title, str *out_text);

/* ---- phrases of drafts (phrases.c) ------------------------------------- */

/* %1, %2 ... stand for what a phrase is filled with. */
enum phrase {
	PHRASE_BULLETIN, PHRASE_MINUTES, PHRASE_SITTING_OF, PHRASE_OPENED,
	PHRASE_PRESIDED, PHRASE_PRESENT, PHRASE_QUORUM, PHRASE_NO_QUORUM,
	PHRASE_REPORTED, PHRASE_SPOKE, PHRASE_ORDER, PHRASE_FOR,
	PHRASE_AGAINST, PHRASE_VOTE, PHRASE_CARRIED, PHRASE_LOST,
	PHRASE_TIE, PHRASE_DID_NOT_DECIDE, PHRASE_ANNULLED, PHRASE_NUMBERS,
	PHRASE_RULE, PHRASE_ELECTED, PHRASE_MOTION_CARRIED,
	PHRASE_MOTION_LOST, PHRASE_MOTION_REFERRED, PHRASE_COMMENDED,
	PHRASE_CLOSED, PHRASE_LASTED, PHRASE_TEXT_CARRIED,
	PHRASE_PROCEEDINGS, PHRASE_RESOLUTION,
	PHRASE_COUNT
};
/* In a language of phrases.c, else in English. */
const char	*phrase_text(str language, enum phrase);
/* Filled; "%%" is not known, each argument a str. */
str	phrase_fill(struct arena *, str language, enum phrase, size_t len,
	    const str *args);
#define PHRASE(mem, language, phrase, ...) \
	phrase_fill((mem), (language), (phrase), \
	    sizeof((const str[]){ __VA_ARGS__ }) / sizeof(str), \
	    (const str[]){ __VA_ARGS__ })
/* "20 November 2026" in the language, with the organisation's own year. */
str	phrase_day(struct arena *, str language, const struct conference *,
	    struct date);

#endif
