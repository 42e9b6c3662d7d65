/*
 * mktext - a text file into C, as one string.
 *
 *	mktext NAME file >file.h	static const char NAME[] = "...";
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
	FILE *f = argc == 3 ? fopen(argv[2], "r") : NULL;
	int c;

	if (f == NULL) {
		fprintf(stderr, "usage: mktext NAME file, which can be read\n");
		return EXIT_FAILURE;
	}
	printf("/* Made by mktext. */\nstatic const char %s[] =\n\t\"",
	    argv[1]);
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
	return ferror(f) || fclose(f) != 0 || fflush(stdout) != 0 ?
	    EXIT_FAILURE : EXIT_SUCCESS;
}
