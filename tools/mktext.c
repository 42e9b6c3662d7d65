/*
 * mktext - text files into C, each as one string.
 *
 *	mktext NAME file ... >file.h	static const char NAME[] = "...";
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* False where the file cannot be read. */
static int
print_text(const char *name, const char *path)
{
	FILE *f = fopen(path, "r");
	int c;

	if (f == NULL) {
		return 0;
	}
	printf("static const char %s[] =\n\t\"", name);
	while ((c = getc(f)) != EOF) {
		if (c == '\n') {
			printf("\\n\"\n\t\"");
		} else if (strchr("\"\\?", c) != NULL) {
			printf("\\%c", c);
		} else {
			putchar(c);
		}
	}
	printf("\";\n");
	c = ferror(f);
	return fclose(f) == 0 && c == 0;
}

int
main(int argc, char **argv)
{
	int ok = argc > 2 && argc % 2 == 1;

	printf("/* Made by mktext. */\n");
	for (int i = 1; ok && i < argc; i += 2) {
		ok = print_text(argv[i], argv[i + 1]);
	}
	if (!ok || fflush(stdout) != 0) {
		fprintf(stderr, "usage: mktext NAME file [NAME file ...], each"
		    " of which can be read\n");
		return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}
