/*
 * frame.h - what stands around the main part of every page.
 *
 * The house fills a struct frame_who from the session and calls frame_page()
 * with what the handler said (struct frame, html.h) and the finished main part.
 */
#ifndef FRAME_H
#define FRAME_H

#include "html/html.h"

struct frame_who {
	str	 organisation;
	str	 lang;			/* "en-GB"; of the words of the page */
	bool	 right_to_left;
	str	 unit_name;		/* at the top of every page; or "" */
	str	 person_name;		/* "" for an account without a person */
	bool	 logged_in;
	int64_t	 account;		/* what waits on a phone is its own */
	int64_t	 now;			/* the moment of the answer */
	bool	 member;		/* a person with a cell */
	bool	 officer;		/* an office in a unit that has units */
	bool	 auditor;		/* an office with "may see changes" */
	bool	 admin;
	str	 whole;			/* "Whole federation", for who sees how
					 * all units stand; else "" */
	const struct words	*words;	/* of that language; NULL: English */
};

/* The whole page. */
void	frame_page(struct html *, const struct frame *,
	    const struct frame_who *, struct html_piece main);

#endif
