/*
 * live.h - pages that change by themselves while something happens: a stream of
 * events (server-sent events) to everybody who has one open.
 *
 * What many people watch is ONE state with a version: a row in the database
 * that every write that changes what is seen raises, in its own transaction.
 * Each audience (phone, chair, hall ...) is a live page: a list of parts, each
 * with the id of its element. After a commit the parts are rendered once for an
 * audience, however many watch; what is sent is the parts whose bytes changed,
 * in one message that all connections share. A room adds one like this:
 *
 *	static int64_t
 *	now_version(struct ctx *cx, struct object o)
 *	{
 *		return conference_version(cx, o.conference);
 *	}
 *
 *	static void
 *	show_cast(struct ctx *cx, struct object o, struct html *out)
 *	{
 *		vote_part_cast(cx, o.conference, out);
 *	}
 *
 *	static const struct live_part phone_parts[] = {
 *		{ "item", show_item, NULL },
 *		{ "cast", show_cast, vote_is_open },
 *		LIVE_PARTS_END
 *	};
 *	static const struct live_page phone = { now_version, phone_parts };
 *
 *	static void
 *	phone_stream(struct ctx *cx, const struct req *rq, struct res *rs)
 *	{
 *		res_live(cx, rq, rs, &phone);
 *	}
 *
 *	{ "GET", "/c/{conference}/now/live", ACT_ATTEND, conference_find,
 *	    phone_stream, NULL, NULL },			in its list of routes
 *
 * and shows the page itself with the same parts, so that it is whole without a
 * script and before the stream has said anything:
 *
 *	v.stream = conference_path(cx, c, "/now/live");
 *	v.item = live_part(cx, &phone, rq->object, "item");
 *	frame.live = true;
 *	res_page(cx, rq, rs, frame, &main);
 *
 *	<div hx-sse:connect="{{stream}}" hx-swap="none" data-me="{{me}}">
 *	<section id="item">{{item}}</section>
 *	<p class="num"><output id="cast">{{cast}}</output> votes in</p>
 *	</div>
 *
 * The inside of an element is changed node by node (innerMorph): what has the
 * focus keeps it, what is typed stays, and a part that says the same as before
 * is not read out again. A part is no row of a table; take the table.
 *
 * A part is the same for everybody of its audience, and is rendered for nobody:
 * without an actor. What is one's own the page finds by itself: the element
 * with hx-sse:connect has data-me="PUBLIC ID", and what is about a person has
 * data-person="PUBLIC ID" wherever it stands in a part. After each change
 *
 *	data-person="..."	gets the class "me" where it is one's own; of
 *				what is in it [data-mine] is shown, which
 *				stands there hidden, and [data-others] hidden
 *	data-say="You are 4th"	of one's own goes into [data-my-say], which is
 *				hidden where there is none
 *	data-ends="1763712000"	seconds since 1970: counts down to it, m:ss;
 *				data-since="..." counts up from it
 *
 * What only one person may see is no part: it comes with the page, and as the
 * answer to what one sends.
 *
 *	LIVE-1	Whoever watches sees each state or a later one: many versions
 *		may come as one message, none comes after a newer one.
 *	LIVE-2	Who comes new is sent all parts; who comes back (Last-Event-ID)
 *		what was missed, if that is still known, else all parts.
 *	LIVE-3	A stream ends when its act is no longer allowed or the session
 *		is over, at the latest LIVE_RIGHTS_S seconds later.
 *	LIVE-4	Who cannot follow delays nobody, and costs no more memory than
 *		who can.
 */
#ifndef LIVE_H
#define LIVE_H

#include "http/web.h"

struct server;

#define LIVE_STREAMS_MAX	16384	/* if the system gives descriptors */
#define LIVE_OF_SESSION_MAX	16	/* windows and devices */
#define LIVE_MISSED_MAX		256	/* messages that can be caught up on */
#define LIVE_PARTS_MAX		32	/* of one page */
#define LIVE_LOOK_MS		200	/* between two looks at the versions;
					 * a commit of this server is seen at
					 * once */
#define LIVE_MOVE_MS		1000	/* between two of what is moving */
#define LIVE_BEAT_S		15	/* a sign of life, to a quiet stream */
#define LIVE_STUCK_S		30	/* then who takes nothing is left */
#define LIVE_RIGHTS_S		60

struct live_part {
	const char	*id;		/* of its element; a-z, 0-9, - */
	void		(*render)(struct ctx *, struct object, struct html *);
	/* NULL, or whether it changes without a new version (votes cast so
	 * far): while it holds the part is rendered each LIVE_MOVE_MS. */
	bool		(*moving)(struct ctx *, struct object);
};
#define LIVE_PARTS_END	{ NULL, NULL, NULL }

/* Constant, for as long as the program. */
struct live_page {
	/* The version of the state; above 0. 0: there is none any more, and the
	 * streams end. Read in the transaction in which parts are rendered. */
	int64_t			(*version)(struct ctx *, struct object);
	const struct live_part	*parts;
};

/* Answers a GET with the stream of the page about what the route found. The
 * route's act is asked again while the stream lasts (LIVE-3). */
void	res_live(struct ctx *, const struct req *, struct res *,
	    const struct live_page *);

/* The inside of one part, for the page itself. An id that the page does not
 * have stops the program. */
struct html_piece	live_part(struct ctx *, const struct live_page *,
			    struct object, const char *id);

/* What who comes new is sent, as bytes of the stream: for tests of a room. */
str	live_snapshot(struct ctx *, const struct live_page *, struct object);

/* ---- for the server ---------------------------------------------------- */

struct exchange;
struct live;
struct live_figures {
	size_t		 open;		/* streams */
	unsigned long	 opened, refused;
	unsigned long	 rendered;	/* messages made ... */
	unsigned long	 messages;	/* ... and sent, one by one */
	unsigned long	 snapshots, resumed;
	unsigned long	 dropped;	/* could not follow */
	unsigned long	 ended;		/* no longer allowed, or no state */
	unsigned long	 bytes;
};

/* Takes at most so many streams. NULL: it could not be started. */
struct live	*live_start(struct server *, size_t streams);
/* Ends all streams. After it nothing is taken; NULL is no live at all. */
void		 live_stop(struct live *);
/*
 * Takes the socket of an exchange whose answer is a stream; its connection is
 * then no longer the caller's. False: there are too many; it is to be told so.
 */
MUST_USE bool	live_take(struct live *, struct exchange *);
/* A commit is done: what it changed is seen soon. */
void		 live_nudge(struct live *);
void		 live_measure(struct live *, struct live_figures *out);

#endif
