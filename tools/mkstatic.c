/*
 * mkstatic - styles, scripts and signs into C, as bytes.
 *
 *	mkstatic file... >static.h	the table of html/asset.h
 *
 * The address of a file carries a hash of its bytes. Where a file says
 * /static/x.css and x.css is one of the others, it is given that address; so
 * a file changes its own address when one it names has changed. Only sw.js,
 * which rules over the addresses below its own, is always /sw.js.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define FILES_MAX	64
#define FILE_MAX	(1u << 20)
#define NAME_MAX_LEN	63

static const struct { const char *end, *type; } types[] = {
	{ ".css", "text/css; charset=utf-8" },
	{ ".js", "text/javascript; charset=utf-8" },
	{ ".svg", "image/svg+xml" },
	{ ".png", "image/png" },
	{ ".ico", "image/x-icon" },
	{ ".webmanifest", "application/manifest+json" },
	{ ".woff2", "font/woff2" },
	{ ".txt", "text/plain; charset=utf-8" },
};

static struct file {
	const char	*from, *name, *type;
	char		*at;
	size_t		 len;
	bool		 done;
	char		 tag[17];
	char		 address[2 * NAME_MAX_LEN];
} files[FILES_MAX];
static int files_len;

static void
die(const char *path, const char *what)
{
	fprintf(stderr, "mkstatic: %s: %s\n", path, what);
	exit(EXIT_FAILURE);
}

static void *
memory(size_t len)
{
	void *p = malloc(len);

	if (p == NULL) {
		die("memory", "there is no more");
	}
	return p;
}

static const char *
type_of(const struct file *f)
{
	const char *end = strrchr(f->name, '.');

	for (size_t i = 0; end != NULL && i < sizeof(types) / sizeof(types[0]);
	    i++) {
		if (strcmp(end, types[i].end) == 0) {
			return types[i].type;
		}
	}
	die(f->from, "no media type is known for a file with this ending");
	return NULL;
}

static void
file_read(struct file *f, const char *from)
{
	FILE *in = fopen(from, "rb");
	const char *slash = strrchr(from, '/');

	f->from = from;
	f->name = slash != NULL ? slash + 1 : from;
	f->type = type_of(f);
	f->at = memory(FILE_MAX + 1);
	f->len = in != NULL ? fread(f->at, 1, FILE_MAX, in) : 0;
	if (in == NULL || ferror(in) || f->len == FILE_MAX || f->len == 0 ||
	    strlen(f->name) > NAME_MAX_LEN) {
		die(from, "could not be read whole, or is empty");
	}
	fclose(in);
	f->at[f->len] = '\0';
}

static uint64_t
fnv1a(const char *at, size_t len)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < len; i++) {
		h = (h ^ (unsigned char)at[i]) * 1099511628211u;
	}
	return h;
}

/* ---- addresses --------------------------------------------------------- */

/* The other file whose plain address "/static/NAME" stands at p, or NULL. */
static const struct file *
file_at(const char *p, const struct file *self)
{
	static const char at[] = "/static/";
	size_t len;

	if (strncmp(p, at, sizeof(at) - 1) != 0) {
		return NULL;
	}
	p += sizeof(at) - 1;
	len = strspn(p, "abcdefghijklmnopqrstuvwxyz0123456789-_.");
	for (int i = 0; i < files_len; i++) {
		if (&files[i] != self && strlen(files[i].name) == len &&
		    strncmp(files[i].name, p, len) == 0) {
			return &files[i];
		}
	}
	if (len > 0) {
		die(self->from, "names a file under /static/ that is none");
	}
	return NULL;
}

/* False while a file it names has no address yet. */
static bool
file_finish(struct file *f)
{
	size_t len = 0, size = f->len + FILES_MAX * sizeof(f->address);
	char *to = memory(size + 1);
	int dot = (int)strcspn(f->name, ".");

	for (size_t i = 0; i < f->len;) {
		const struct file *named = file_at(f->at + i, f);

		if (len > size - sizeof(f->address)) {
			die(f->from, "names too many other files");
		}
		if (named != NULL && !named->done) {
			free(to);
			return false;
		}
		if (named != NULL) {
			len += (size_t)snprintf(to + len, size - len, "%s",
			    named->address);
			i += strlen("/static/") + strlen(named->name);
		} else {
			to[len++] = f->at[i++];
		}
	}
	free(f->at);
	f->at = to;
	f->len = len;
	snprintf(f->tag, sizeof(f->tag), "%016" PRIx64, fnv1a(to, len));
	if (strcmp(f->name, "sw.js") == 0) {
		snprintf(f->address, sizeof(f->address), "/sw.js");
	} else {
		snprintf(f->address, sizeof(f->address), "/static/%.*s.%s%s",
		    dot, f->name, f->tag, f->name + dot);
	}
	f->done = true;
	return true;
}

/* ---- C ----------------------------------------------------------------- */

static void
print_bytes(const char *what, int n, const unsigned char *at, size_t len)
{
	printf("static const unsigned char %s_%d[] = {", what, n);
	for (size_t i = 0; i < len; i++) {
		printf("%s%u,", i % 20 == 0 ? "\n\t" : "", at[i]);
	}
	printf("\n};\n\n");
}

static size_t
print_gzip(int n, const struct file *f)
{
	/* 31: a window of 15 bits in the format of gzip. */
	z_stream z = { .next_in = (unsigned char *)f->at,
	    .avail_in = (unsigned)f->len };
	unsigned char *to;
	size_t size;

	if (deflateInit2(&z, 9, Z_DEFLATED, 31, 9, Z_DEFAULT_STRATEGY) !=
	    Z_OK) {
		die(f->from, "could not be compressed");
	}
	size = deflateBound(&z, f->len);
	to = memory(size);
	z.next_out = to;
	z.avail_out = (unsigned)size;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END) {
		die(f->from, "could not be compressed");
	}
	print_bytes("gzip", n, to, z.total_out);
	size = z.total_out;
	deflateEnd(&z);
	free(to);
	return size;
}

int
main(int argc, char **argv)
{
	static size_t gzip_len[FILES_MAX];
	int done = 0, before = -1;

	for (int i = 1; i < argc; i++) {
		if (files_len == FILES_MAX) {
			die(argv[i], "is one file too many");
		}
		file_read(&files[files_len++], argv[i]);
	}
	while (done > before) {
		before = done;
		for (int i = 0; i < files_len; i++) {
			done += !files[i].done && file_finish(&files[i]);
		}
	}
	if (done < files_len) {
		die(argv[0], "some files name each other in a circle");
	}
	printf("/* Made by mkstatic; for asset.c alone. */\n\n");
	for (int i = 0; i < files_len; i++) {
		print_bytes("bytes", i, (unsigned char *)files[i].at,
		    files[i].len);
		gzip_len[i] = print_gzip(i, &files[i]);
	}
	printf("const struct asset assets[] = {\n");
	for (int i = 0; i < files_len; i++) {
		printf("\t{ \"%s\", \"%s\", \"%s\", \"%s\",\n\t    bytes_%d, "
		    "gzip_%d, %zu, %zu },\n", files[i].name, files[i].address,
		    files[i].type, files[i].tag, i, i, files[i].len,
		    gzip_len[i]);
	}
	printf("\t{ NULL, NULL, NULL, NULL, NULL, NULL, 0, 0 }\n};\n");
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : EXIT_FAILURE;
}
