/*
 * base.h - the few types every room of the house speaks.
 *
 * Nothing here knows a database, a page or an organisation. What a function
 * hands out lives in the arena it was given; what it is given it borrows for
 * the length of the call.
 */
#ifndef BASE_H
#define BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))
#define MUST_USE	__attribute__((warn_unused_result))
#define PRINTF(f, a)	__attribute__((format(printf, f, a)))

/* ---- text -------------------------------------------------------------- */

/* Text: borrowed UTF-8 bytes, no final NUL. Passed by value. */
typedef struct str {
	const char	*at;
	size_t		 len;
} str;

#define S(literal)	((str){ "" literal, sizeof(literal) - 1 })
/* The same where C wants a constant: the elements of a static table. */
#define S_INIT(literal)	{ "" literal, sizeof(literal) - 1 }
#define STR_FMT		"%.*s"
#define STR_ARG(s)	(int)(s).len, (s).at

bool	str_eq(str, str);
int	str_cmp(str, str);		/* by bytes, as memcmp() */
/* The same, but numbers within by their value: "cell 2" before "cell 10". */
int	str_natural_cmp(str, str);
bool	str_starts(str, str prefix);
bool	str_ends(str, str suffix);
str	str_z(const char *);		/* NULL gives the empty text */
str	str_from(str, size_t start);	/* the rest; empty past the end */
str	str_part(str, size_t start, size_t len);
str	str_trim(str);			/* without white space around it */
/* Where the first c is, or s.len. */
size_t	str_find(str s, char c);
/* The text before the first c; *s goes on after it. False once *s is empty, so
 * a c at the very end begins no further text. */
bool	str_cut(str *s, char c, str *out);
/* Digits only, 0 to 999,999,999,999,999,999; no sign, no space. */
MUST_USE bool	str_to_int(str, int64_t *out);
/* "30 90": the numbers that stand in it with a space between, at most so many;
 * how many there were. For what the program wrote itself. */
size_t	str_to_ints(str, int *out, size_t max);
/*
 * FNV-1a, 64 bits (draft-eastlake-fnv): spreads what comes evenly over tables.
 * Who chooses the text can choose its number too, so it proves nothing.
 */
uint64_t	str_hash(str);
uint64_t	str_hash_on(uint64_t hash, str);	/* goes on from it */

/* Whether the bytes are well-formed UTF-8 without NUL (RFC 3629). */
MUST_USE bool	utf8_ok(str);
/* The code point at *i, which it moves on; U+FFFD for what is malformed. */
uint32_t	utf8_next(str, size_t *i);
size_t	utf8_count(str);		/* code points */
/* At most max bytes, cut between code points. */
str	utf8_cut(str, size_t max);

struct arena;

/* ---- days and moments -------------------------------------------------- */

/* A day of the Gregorian calendar: days since 1970-01-01, 0001 to 9999. */
struct date {
	int32_t		day;
};

#define DATE_NONE_DAY	INT32_MIN
#define DATE_NONE	((struct date){ DATE_NONE_DAY }) /* unknown, open */
#define DATE_TEXT_MAX	11		/* "2024-02-29" and a NUL */

struct ymd {
	int	year, month, mday;	/* month 1 to 12, mday 1 to 31 */
};

static inline bool
date_known(struct date d)
{
	return d.day != DATE_NONE_DAY;
}

MUST_USE bool	date_parse(str, struct date *out);	/* "2024-02-29" only */
MUST_USE bool	date_make(int year, int month, int mday, struct date *out);
struct ymd	date_ymd(struct date);	/* of a known day */
int	date_cmp(struct date, struct date);	/* DATE_NONE before all */
/* The later of two; where one is DATE_NONE, the other. */
struct date	date_later(struct date, struct date);
/* The sooner of two; where one is DATE_NONE, the other. */
struct date	date_sooner(struct date, struct date);
/* DATE_NONE stays so; beyond the calendar's ends is its first or last day. */
struct date	date_add(struct date, int days);
/* Months on; the last day of the month where the day does not exist. */
struct date	date_add_months(struct date, int months);
struct date	date_month_start(struct date);
int	date_weekday(struct date);	/* 1 Monday to 7 Sunday; a known day */
/* "" for DATE_NONE. */
const char	*date_text(struct date, char buf[DATE_TEXT_MAX]);
str	date_str(struct arena *, struct date);	/* "" for DATE_NONE */

/* A moment: seconds since 1970-01-01T00:00:00Z. */
int64_t	clock_now(void);
/* A clock that only goes on, whoever sets the other one. What it says is good
 * for differences alone: how long something takes, until when one waits. */
int64_t	clock_monotonic_us(void);	/* microseconds */
int64_t	clock_monotonic_ms(void);	/* milliseconds */
struct date	date_of_moment(int64_t at);	/* in the local time zone */
/* The moment of a known day, minutes after midnight, in the local time zone. */
int64_t	moment_on(struct date, int minutes);
/* "2026-11-20T09:00:00+01:00": local time, with what it differs from UTC; ""
 * for one that no calendar has. */
str	moment_str(struct arena *, int64_t at);

/* Days for people to read; "" for DATE_NONE. */
str	day_long(struct arena *, struct date);	/* Friday 20 November 2026 */
/* "Friday 20 November" within six days of today, "20 November" in the same
 * year, else "20 November 2025". */
str	day_short(struct arena *, struct date, struct date today);
/* "20 Nov", or "20 Nov 2025" in another year, where there is little room. */
str	day_brief(struct arena *, struct date, struct date today);
str	month_text(struct arena *, struct date);	/* November 2026 */
str	month_name(struct date);			/* November */
str	month_short(struct date);			/* Nov */
/* "18:30", from minutes after midnight; "" for -1. */
str	time_of_day(struct arena *, int minutes);
/* "20 November 2026, 18:30", in the local time zone. */
str	moment_text(struct arena *, int64_t at);
/* "18:30" of it. */
str	clock_text(struct arena *, int64_t at);
str	number_text(struct arena *, int64_t);	/* "14,306" */
/* "97.4%", to the nearest tenth; "0.0%" of nothing. Of things that are counted,
 * so neither is below 0. */
str	percent_text(struct arena *, int64_t part, int64_t whole);
/* "1 member", "14,306 members". */
str	count_of(struct arena *, int64_t n, const char *one, const char *many);

/* ---- memory ------------------------------------------------------------ */

/*
 * Memory that lives exactly as long as one request or one job. Zeroed. Nothing
 * is freed alone, and arena_alloc() never returns NULL: every list in the
 * program has a limit, so running out is a bug and stops the program. The
 * address space is reserved when the arena is made, so that a request cannot
 * run out of memory half-way.
 */
struct arena {
	char	*base;
	size_t	 used, size;
	size_t	 touched;		/* high water; what reset must clear */
	uint64_t released;		/* how often some was given back */
};

/* False where the system has not as much address space. */
MUST_USE bool	arena_make(struct arena *, size_t size);
void	arena_drop(struct arena *);
void	arena_reset(struct arena *);	/* all of it is free again */
/* What was taken since arena->used was `mark` is free again: for a long job
 * between two rows. */
void	arena_release(struct arena *, size_t mark);
void	*arena_alloc(struct arena *, size_t count, size_t size);
str	arena_copy(struct arena *, str);
/* As arena_copy(), with a final NUL for C interfaces. */
char	*arena_copy_z(struct arena *, str);
str	arena_printf(struct arena *, const char *fmt, ...) PRINTF(2, 3);
str	arena_vprintf(struct arena *, const char *fmt, va_list) PRINTF(2, 0);

#define NEW(arena, type, count) \
	((type *)arena_alloc((arena), (count), sizeof(type)))

/*
 * A list that grows in an arena: struct LIST(struct x) { x *at; len; cap; }.
 * LIST_ADD hands out the new, zeroed element.
 */
#define LIST(type)	{ type *at; size_t len, cap; }
#define LIST_ADD(arena, list) \
	((list)->len == (list)->cap ? list_grow((arena), (void **)&(list)->at, \
	    &(list)->cap, (list)->len, sizeof(*(list)->at)) : (void)0, \
	    &(list)->at[(list)->len++])
void	list_grow(struct arena *, void **at, size_t *cap, size_t len,
	    size_t size);

/* ---- the rest of the floor --------------------------------------------- */

/*
 * A random public id: 60 bits as 12 characters of Crockford's base 32 in lower
 * case. It stands in addresses, where a number would tell how many there are.
 */
#define PUBLIC_ID_LEN	12
str	public_id_new(struct arena *);
/* The same without an arena, with a final NUL. */
void	public_id_put(char out[PUBLIC_ID_LEN + 1]);
/* The id that the lowest 60 bits make; in the order of the numbers. */
str	public_id_of(struct arena *, uint64_t bits);
bool	public_id_ok(str);

void	random_bytes(void *, size_t);	/* getrandom(2); stops without */

/*
 * Text folded for search and comparison: without case, diacritics and width,
 * spaces single. Latin, Greek, Cyrillic, Arabic (without marks and tatweel, one
 * alef, one yeh, one heh), digits and full-width forms; Hangul as syllables
 * however it was typed. Folded again it stays as it is.
 */
str	text_fold(struct arena *, str);

/* The text with a capital in front; any but a to z stays as it is, and a text
 * that needs none is handed back as it came. */
str	text_capital(struct arena *, str);
/* The same, and a full stop behind it where it does not end as a sentence
 * does; "" stays so. For the texts of refusals: x_err_text(). */
str	text_sentence(struct arena *, str);

/* One line on standard error; the only log. No personal data in it. */
void	log_line(const char *fmt, ...) PRINTF(1, 2);

struct memo;
struct tally;
struct names_keeper;

/* What one request or job works with: first argument of every domain call. */
struct ctx {
	struct db	*db;
	struct arena	*mem;
	struct date	 today;		/* read once, at the edge */
	int64_t		 now;		/* the moment of the request */
	int64_t		 actor;		/* the member who is acting, or 0 */
	int64_t		 account;	/* the account logged in, or 0 */
	bool		 admin;		/* the account administers the house */
	str		 request_id;	/* of a write; empty for a read */
	struct memo	*memo;		/* db/memo.h; NULL: none */
	struct tally	*tally;		/* the server's; NULL: read from db */
	struct names_keeper *names;	/* the server's; NULL: read from db */
};

#endif
