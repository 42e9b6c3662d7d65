/*
 * reply.c - the headers every answer carries, tags, squeezing.
 *
 * A page that shows what was asked beside what is secret could be guessed at by
 * its length once squeezed (BREACH). There is no secret per page here; names
 * and numbers of persons there are. So a page is squeezed only for a request
 * that our own page or the person at the keyboard has begun, never for one that
 * another site caused, and a proxy in front must not squeeze by itself.
 */
#include "http/reply.h"

#include <libdeflate.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "html/asset.h"
#include "http/form.h"

#define TAG_BYTES	16
#define COOKIE_S	15552000	/* 180 days; the session ends earlier */
#define GZIP_MIN	1024	/* bytes; less is not worth it */
#define GZIP_LEVEL	1	/* 5: 3 in 100 less, half as long again */
#define FRAME_HEAD_MAX	500		/* bytes, to the end of <html ...> */

static const struct { const char *name, *value; } always[] = {
	{ "Content-Security-Policy", "default-src 'none'; script-src 'self'; "
	    "style-src 'self'; img-src 'self'; connect-src 'self'; "
	    "manifest-src 'self'; worker-src 'self'; form-action 'self'; "
	    "base-uri 'none'; frame-ancestors 'none'" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "same-origin" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
	{ "Permissions-Policy", "camera=(), display-capture=(), "
	    "geolocation=(), microphone=(), payment=(), usb=()" },
};

static const char no_memory[] =
	"There is not enough memory for the answer just now. Ask again in a"
	" minute; what was saved already is not done twice.\n";

static bool
header_add(struct reply *r, const char *name, const char *fmt, ...)
    PRINTF(3, 4);

static bool
header_add(struct reply *r, const char *name, const char *fmt, ...)
{
	va_list ap;
	char *value = NULL;

	va_start(ap, fmt);
	if (r->headers == REPLY_HEADERS_MAX || vasprintf(&value, fmt, ap) < 0) {
		va_end(ap);
		return false;
	}
	va_end(ap);
	r->header[r->headers++] = (struct reply_header){ name, value };
	return true;
}

void
reply_drop(struct reply *r)
{
	for (size_t i = 0; i < r->headers; i++) {
		free(r->header[i].value);
	}
	if (r->body_own) {
		free((void *)r->body);
	}
	if (r->has_file) {
		close(r->file);
	}
	*r = (struct reply){ 0 };
}

void
reply_plain(struct reply *out, int status, const char *text)
{
	*out = (struct reply){
		.status = status, .body = text, .body_len = strlen(text),
	};
}

const char *
cookie_name(bool tls)
{
	return tls ? "__Host-cellwork" : "cellwork";
}

/* ---- tags -------------------------------------------------------------- */

bool
tag_listed(str list, str tag)
{
	str one;

	while (str_cut(&list, ',', &one)) {
		one = str_trim(one);
		if (str_starts(one, S("W/"))) {
			one = str_from(one, 2);
		}
		if (str_eq(one, S("*")) || str_eq(one, tag)) {
			return true;
		}
	}
	return false;
}

/* Where the frame has written the moment of the page: all that differs between
 * two pages that say the same. */
static size_t
find_moment(str body, size_t *len)
{
	static const char mark[] = " data-now=\"";
	str head = str_part(body, 0, FRAME_HEAD_MAX);
	const char *hit = memmem(head.at, head.len, mark, sizeof(mark) - 1);
	size_t from;

	if (hit == NULL) {
		*len = 0;
		return body.len;
	}
	from = (size_t)(hit - body.at) + sizeof(mark) - 1;
	*len = str_find(str_from(body, from), '"');
	return from;
}

/* The squeezed form of the same bytes has another tag; so has the same page for
 * another session, which says on the phone whose it is. */
str
reply_tag(str body, str session, bool gzip, char buf[REPLY_TAG_MAX])
{
	crypto_generichash_state state;
	unsigned char sum[TAG_BYTES];
	char hex[2 * TAG_BYTES + 1];
	size_t len, from = find_moment(body, &len);
	str part[3] = { session, str_part(body, 0, from),
		str_from(body, from + len) };

	crypto_generichash_init(&state, NULL, 0, sizeof(sum));
	for (size_t i = 0; i < COUNT(part); i++) {
		crypto_generichash_update(&state,
		    (const unsigned char *)part[i].at, part[i].len);
	}
	crypto_generichash_final(&state, sum, sizeof(sum));
	sodium_bin2hex(hex, sizeof(hex), sum, sizeof(sum));
	_Static_assert(sizeof(hex) + 5 < REPLY_TAG_MAX, "a tag has room");
	snprintf(buf, REPLY_TAG_MAX, "\"%s%s\"", hex, gzip ? "-gz" : "");
	return str_z(buf);
}

/* ---- squeezing --------------------------------------------------------- */

bool
gzip_accepted(str accept)
{
	str one;

	while (str_cut(&accept, ',', &one)) {
		str name = str_trim(str_part(one, 0, str_find(one, ';')));
		str rest = str_trim(str_from(one, str_find(one, ';') + 1));

		if (same_word(name, S("gzip"))) {
			str q = str_starts(rest, S("q=")) ? str_from(rest, 2) :
			    S("1");

			return !str_eq(q, S("0")) && !str_eq(q, S("0.0")) &&
			    !str_eq(q, S("0.00")) && !str_eq(q, S("0.000"));
		}
	}
	return false;
}

static bool
may_gzip(const struct res *rs, const struct reply_for *f)
{
	bool ours = f->sec_fetch_site.len == 0 ||
	    str_eq(f->sec_fetch_site, S("same-origin")) ||
	    str_eq(f->sec_fetch_site, S("none"));

	return f->is_get && ours && rs->body.len >= GZIP_MIN &&
	    !str_starts(rs->type, S("image/png")) &&
	    gzip_accepted(f->accept_encoding);
}

static pthread_key_t squeezer_key;
static pthread_once_t squeezer_once = PTHREAD_ONCE_INIT;

static void
squeezer_drop(void *at)
{
	libdeflate_free_compressor(at);
}

static void
squeezer_key_make(void)
{
	if (pthread_key_create(&squeezer_key, squeezer_drop) != 0) {
		abort();
	}
}

/* Each thread keeps one: to make its room anew for each page would take longer
 * than to squeeze the page. NULL: there is no memory. */
static struct libdeflate_compressor *
squeezer(void)
{
	struct libdeflate_compressor *z;

	pthread_once(&squeezer_once, squeezer_key_make);
	z = pthread_getspecific(squeezer_key);
	if (z != NULL) {
		return z;
	}
	z = libdeflate_alloc_compressor(GZIP_LEVEL);
	if (z != NULL && pthread_setspecific(squeezer_key, z) != 0) {
		squeezer_drop(z);
		return NULL;
	}
	return z;
}

/* NULL where it would not be shorter or there is no memory. */
static void *
squeeze(const void *at, size_t len, size_t *out_len)
{
	struct libdeflate_compressor *z = squeezer();
	void *out = z == NULL ? NULL : malloc(len);

	if (out == NULL) {
		return NULL;
	}
	*out_len = libdeflate_gzip_compress(z, at, len, out, len);
	if (*out_len == 0) {
		free(out);
		return NULL;
	}
	return out;
}

/* ---- headers of one answer --------------------------------------------- */

/* Other bytes than these stand in a name as %XX (RFC 8187). */
static bool
file_name_add(struct reply *r, str name)
{
	char plain[128], coded[3 * 128 + 1];
	size_t n = 0, m = 0;

	name = utf8_cut(name, sizeof(plain) - 1);
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.at[i];
		bool simple = (c >= 'a' && c <= 'z') || (c >= 'A' &&
		    c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
		    c == '-' || c == '_';

		plain[n++] = simple ? (char)c : '_';
		m += (size_t)snprintf(coded + m, sizeof(coded) - m,
		    simple ? "%c" : "%%%02X", c);
	}
	plain[n] = coded[m] = '\0';
	return header_add(r, "Content-Disposition",
	    "attachment; filename=\"%s\"; filename*=UTF-8''%s", plain, coded);
}

static bool
cookie_add(struct reply *r, const struct res *rs, bool tls)
{
	if (rs->set_session.len == 0 && !rs->end_session) {
		return true;
	}
	return header_add(r, "Set-Cookie",
	    "%s=" STR_FMT "; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s",
	    cookie_name(tls), STR_ARG(rs->set_session),
	    rs->set_session.len > 0 ? COOKIE_S : 0, tls ? "; Secure" : "");
}

/* What was asked for, or word that it has not changed. */
static bool
is_fresh(const struct res *rs)
{
	return rs->status == 200 || rs->status == 304;
}

static bool
cache_add(struct reply *r, const struct res *rs, bool is_get)
{
	if (rs->for_ever && is_fresh(rs)) {
		return header_add(r, "Cache-Control",
		    "public, max-age=31536000, immutable");
	}
	if (rs->no_store || !is_get || !is_fresh(rs)) {
		return header_add(r, "Cache-Control", "no-store");
	}
	return header_add(r, "Cache-Control", "private, no-cache");
}

static bool
always_add(struct reply *r, bool tls)
{
	for (size_t i = 0; i < COUNT(always); i++) {
		if (!header_add(r, always[i].name, "%s", always[i].value)) {
			return false;
		}
	}
	return !tls || header_add(r, "Strict-Transport-Security",
	    "max-age=31536000");
}

static bool
headers_add(struct reply *r, const struct res *rs, const struct reply_for *f)
{
	str type = rs->type.len > 0 ? rs->type : S("text/html; charset=utf-8");

	return always_add(r, f->tls) && cache_add(r, rs, f->is_get) &&
	    header_add(r, "Vary", "Accept, Accept-Encoding, Cookie") &&
	    cookie_add(r, rs, f->tls) &&
	    (rs->body.len + (size_t)rs->file_len == 0 ||
	    header_add(r, "Content-Type", STR_FMT, STR_ARG(type))) &&
	    (rs->location.len == 0 ||
	    header_add(r, "Location", STR_FMT, STR_ARG(rs->location))) &&
	    (rs->allow.len == 0 ||
	    header_add(r, "Allow", STR_FMT, STR_ARG(rs->allow))) &&
	    (rs->retry_s == 0 ||
	    header_add(r, "Retry-After", "%d", rs->retry_s)) &&
	    (rs->refresh_s == 0 ||
	    header_add(r, "Refresh", "%d", rs->refresh_s)) &&
	    (rs->status != 401 ||
	    header_add(r, "WWW-Authenticate", "Session")) &&
	    (!rs->offline_keep || header_add(r, "X-Offline", "keep")) &&
	    (rs->file_name.len == 0 || file_name_add(r, rs->file_name));
}

static bool
body_put(struct reply *r, const struct res *rs, bool gzip)
{
	void *at = NULL;
	size_t len = 0;

	if (gzip) {
		at = squeeze(rs->body.at, rs->body.len, &len);
		if (at == NULL) {
			return false;
		}
	} else if (rs->body.len > 0) {
		at = malloc(rs->body.len);
		if (at == NULL) {
			return false;
		}
		len = rs->body.len;
		memcpy(at, rs->body.at, len);
	}
	r->body = at;
	r->body_len = len;
	r->body_own = true;
	return true;
}

/* The page the browser has is still true: 304, without a body. A page for
 * nobody has no tag: it is the one that ends what a phone knew of somebody. */
static bool
tag_add(struct reply *r, const struct res *rs, const struct reply_for *f,
    bool gzip)
{
	char buf[REPLY_TAG_MAX];
	str tag;

	if (!f->is_get || !is_fresh(rs) || rs->no_store ||
	    f->session.len == 0) {
		return true;
	}
	tag = reply_tag(rs->version.len > 0 ? rs->version :
	    (str){ rs->body.at, rs->body.len }, f->session, gzip, buf);
	if (tag_listed(f->if_none_match, tag)) {
		r->status = 304;
	}
	return header_add(r, "ETag", STR_FMT, STR_ARG(tag));
}

static bool
reply_fill(struct reply *r, const struct res *rs, const struct reply_for *f)
{
	bool gzip = may_gzip(rs, f);

	r->status = rs->status;
	if (!headers_add(r, rs, f) || !tag_add(r, rs, f, gzip)) {
		return false;
	}
	if (r->status == 304) {
		return true;
	}
	if (rs->file_len > 0) {
		return true;
	}
	if (gzip && body_put(r, rs, true)) {
		return header_add(r, "Content-Encoding", "gzip");
	}
	return body_put(r, rs, false);
}

bool
reply_make(struct reply *out, const struct res *rs, const struct reply_for *f)
{
	*out = (struct reply){ 0 };
	if (rs->file_len > 0) {
		out->has_file = true;
		out->file = rs->file;
		out->body_len = (size_t)rs->file_len;
	}
	if (reply_fill(out, rs, f)) {
		return true;
	}
	reply_drop(out);
	reply_plain(out, 503, no_memory);
	return false;
}

/* ---- our own files ----------------------------------------------------- */

static bool
asset_fill(struct reply *r, const struct asset *a, bool gzip,
    const struct reply_for *f)
{
	char tag[64];
	bool hashed = str_starts(str_z(a->path), S("/static/"));

	snprintf(tag, sizeof(tag), "\"%s%s\"", a->tag, gzip ? "-gz" : "");
	r->status = tag_listed(f->if_none_match, str_z(tag)) ? 304 : 200;
	if (r->status == 200) {
		r->body = gzip ? a->gzip : a->bytes;
		r->body_len = gzip ? a->gzip_len : a->bytes_len;
	}
	return always_add(r, f->tls) &&
	    header_add(r, "Content-Type", "%s", a->type) &&
	    header_add(r, "Cache-Control", "%s", hashed ?
	    "public, max-age=31536000, immutable" : "no-cache") &&
	    header_add(r, "ETag", "%s", tag) &&
	    header_add(r, "Vary", "Accept-Encoding") &&
	    (!gzip || r->status != 200 ||
	    header_add(r, "Content-Encoding", "gzip"));
}

bool
reply_asset(struct reply *out, str path, const struct reply_for *f)
{
	const struct asset *a = asset_at(path);
	bool gzip;

	if (a == NULL) {
		return false;
	}
	gzip = a->gzip_len > 0 && gzip_accepted(f->accept_encoding);
	*out = (struct reply){ 0 };
	if (!asset_fill(out, a, gzip, f)) {
		reply_drop(out);
		reply_plain(out, 503, no_memory);
	}
	return true;
}
