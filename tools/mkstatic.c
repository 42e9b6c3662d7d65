/*
 * mkstatic - styles, scripts and pictures into C, as bytes.
 *
 *	mkstatic file... >static.h	a table of struct static_file
 *
 * The tag is a hash of the bytes: an address that carries it can be kept by a
 * browser for ever, and as an ETag it says whether the file has changed.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MAX	(4u << 20)

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

static void
die(const char *path, const char *what)
{
	fprintf(stderr, "mkstatic: %s: %s\n", path, what);
	exit(EXIT_FAILURE);
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

static const char *
type_of(const char *path)
{
	const char *end = strrchr(base_name(path), '.');

	for (size_t i = 0; end != NULL && i < sizeof(types) / sizeof(types[0]);
	    i++) {
		if (strcmp(end, types[i].end) == 0) {
			return types[i].type;
		}
	}
	die(path, "no media type is known for a file with this ending");
	return NULL;
}

static uint64_t
fnv1a(const unsigned char *at, size_t len)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < len; i++) {
		h = (h ^ at[i]) * 1099511628211u;
	}
	return h;
}

/* The bytes of one file as an array; the row of the table for it. */
static void
one_file(const char *path, int n, char *row, size_t row_size)
{
	static unsigned char bytes[FILE_MAX];
	FILE *f = fopen(path, "rb");
	size_t len = f != NULL ? fread(bytes, 1, sizeof(bytes), f) : 0;

	if (f == NULL || ferror(f) || len == sizeof(bytes)) {
		die(path, "could not be read whole");
	}
	fclose(f);
	printf("static const unsigned char static_bytes_%d[] = {", n);
	for (size_t i = 0; i < len; i++) {
		printf("%s%u,", i % 20 == 0 ? "\n\t" : "", bytes[i]);
	}
	printf("%s\n};\n\n", len == 0 ? "0" : "");
	snprintf(row, row_size, "\t{ \"%s\", \"%s\", \"%016" PRIx64
	    "\",\n\t    static_bytes_%d, %zu },\n", base_name(path),
	    type_of(path), fnv1a(bytes, len), n, len);
}

int
main(int argc, char **argv)
{
	static char rows[256][512];

	if (argc - 1 > 256) {
		die(argv[256], "more than 256 files");
	}
	printf("/* Made by mkstatic. */\n#include <stddef.h>\n\n"
	    "struct static_file {\n\tconst char *name, *type, *tag;\n"
	    "\tconst unsigned char *at;\n\tsize_t len;\n};\n\n");
	for (int i = 1; i < argc; i++) {
		one_file(argv[i], i, rows[i - 1], sizeof(rows[0]));
	}
	printf("/* By name; ends with a NULL name. */\n"
	    "static const struct static_file static_files[] = {\n");
	for (int i = 1; i < argc; i++) {
		fputs(rows[i - 1], stdout);
	}
	printf("\t{ NULL, NULL, NULL, NULL, 0 }\n};\n");
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : EXIT_FAILURE;
}
