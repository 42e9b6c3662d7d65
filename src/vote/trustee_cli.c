/*
 * trustee_cli.c - what a trustee runs on a computer without a network.
 *
 *	trustee keygen KEY-FILE		a pair of keys; prints the public one
 *	trustee open BOX --key KEY-FILE	the box of the next step
 *	trustee show FILE		what is in a box file, or the public key
 */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "base/cli.h"
#include "vote/box.h"

/* ---- files ------------------------------------------------------------- */

static bool
read_file(struct cli *cli, const char *name, size_t max, str *out)
{
	int fd = strcmp(name, "-") == 0 ? STDIN_FILENO :
	    open(name, O_RDONLY | O_CLOEXEC);
	struct stat st;
	size_t cap = 65536, len = 0;
	char *at;
	ssize_t n;

	if (fd < 0) {
		cli_fail(cli, "%s: %s", name, strerror(errno));
		return false;
	}
	if (fstat(fd, &st) == 0 && st.st_size > 0) {
		cap = (size_t)st.st_size + 1;
	}
	cap = cap < max ? cap : max;
	at = arena_alloc(cli->mem, cap, 1);
	while (len < cap && (n = read(fd, at + len, cap - len)) > 0) {
		len += (size_t)n;
		if (len == cap && cap < max) {
			size_t more = cap * 2 < max ? cap * 2 : max;
			char *to = arena_alloc(cli->mem, more, 1);

			memcpy(to, at, len);
			at = to;
			cap = more;
		}
	}
	if (fd != STDIN_FILENO) {
		close(fd);
	}
	*out = (str){ at, len };
	return true;
}

/* A new file that nobody else can read; one that is there is not touched. */
static bool
write_key_file(struct cli *cli, const char *name, str text)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool done;

	if (fd < 0) {
		cli_fail(cli, "%s: %s", name, strerror(errno));
		return false;
	}
	done = write(fd, text.at, text.len) == (ssize_t)text.len &&
	    fsync(fd) == 0;
	done = close(fd) == 0 && done;
	if (!done) {
		cli_fail(cli, "%s: it could not be written", name);
		unlink(name);
	}
	return done;
}

/* ---- the passphrase ---------------------------------------------------- */

/* One line, which the terminal does not show. */
static bool
read_phrase(const char *prompt, char *buf, size_t size, str *out)
{
	struct termios was, quiet;
	bool terminal = tcgetattr(STDIN_FILENO, &was) == 0, got;

	if (terminal) {
		quiet = was;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
		fprintf(stderr, "%s: ", prompt);
	}
	got = fgets(buf, (int)size, stdin) != NULL;
	if (terminal) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
		fprintf(stderr, "\n");
	}
	if (got) {
		*out = str_part(str_z(buf), 0, str_find(str_z(buf), '\n'));
	}
	return got;
}

static bool
new_phrase(struct cli *cli, char *buf, size_t size, str *out)
{
	char again[KEY_PHRASE_MAX + 2] = "";
	bool same;
	str second;

	if (!read_phrase("Passphrase for the new key", buf, size, out)) {
		cli_fail(cli, "no passphrase was given");
		return false;
	}
	if (utf8_count(*out) < KEY_PHRASE_MIN) {
		cli_fail(cli, "the passphrase has at least %d characters",
		    KEY_PHRASE_MIN);
		return false;
	}
	if (isatty(STDIN_FILENO) == 0) {
		return true;
	}
	same = read_phrase("The same once more", again, sizeof(again),
	    &second) && str_eq(*out, second);
	sodium_memzero(again, sizeof(again));
	if (!same) {
		cli_fail(cli, "the two are not the same");
	}
	return same;
}

/* ---- the verbs --------------------------------------------------------- */

static int
keygen(struct cli *cli)
{
	char buf[KEY_PHRASE_MAX + 2] = "";
	struct box_key key;
	str phrase, text, hex;
	bool done;

	if (sodium_init() < 0) {
		return cli_fail(cli, "the library of ciphers does not start");
	}
	if (!new_phrase(cli, buf, sizeof(buf), &phrase)) {
		sodium_memzero(buf, sizeof(buf));
		return CLI_REFUSED;
	}
	box_key_make(&key);
	text = box_key_write(cli->mem, &key, phrase);
	hex = box_key_hex(cli->mem, &key);
	sodium_memzero(buf, sizeof(buf));
	box_key_wipe(&key);
	if (text.len == 0) {
		return cli_fail(cli, "there was not enough memory; it takes"
		    " 256 MiB");
	}
	done = write_key_file(cli, cli_arg(cli, 0), text);
	if (!done) {
		return CLI_REFUSED;
	}
	printf("public\t" STR_FMT "\n", STR_ARG(hex));
	cli_note(cli, "Register the public key on the page of the conference."
	    " Keep the file and the passphrase apart, and to yourself: without"
	    " them no vote that is sealed for you can ever be counted.");
	return cli_done(cli);
}

static bool
take_key(struct cli *cli, struct box_key *out)
{
	const char *name = cli_option(cli, "key");
	char buf[KEY_PHRASE_MAX + 2] = "";
	str text, phrase, problem = S("");
	bool done;

	if (!read_file(cli, name, KEY_FILE_MAX + 1, &text)) {
		return false;
	}
	if (!read_phrase("Passphrase of the key", buf, sizeof(buf), &phrase)) {
		cli_fail(cli, "no passphrase was given");
		return false;
	}
	done = box_key_read(cli->mem, text, phrase, out, &problem);
	sodium_memzero(buf, sizeof(buf));
	if (!done) {
		cli_fail(cli, "%s: " STR_FMT, name, STR_ARG(problem));
	}
	return done;
}

static int
open_box(struct cli *cli)
{
	const char *name = cli_arg(cli, 0);
	struct box box, next;
	struct box_key key;
	str text, problem;
	bool opened;

	if (cli_option(cli, "key") == NULL) {
		return cli_usage(cli, "give your key file with --key");
	}
	if (sodium_init() < 0) {
		return cli_fail(cli, "the library of ciphers does not start");
	}
	if (!read_file(cli, name, BOX_FILE_MAX, &text)) {
		return CLI_REFUSED;
	}
	if (!box_read(cli->mem, text, &box, &problem)) {
		return cli_fail(cli, "%s: " STR_FMT, name, STR_ARG(problem));
	}
	if (!take_key(cli, &key)) {
		return CLI_REFUSED;
	}
	opened = box_open(cli->mem, &box, &key, &next, &problem);
	box_key_wipe(&key);
	if (!opened) {
		return cli_fail(cli, "%s: " STR_FMT, name, STR_ARG(problem));
	}
	text = box_write(cli->mem, &next);
	fwrite(text.at, 1, text.len, stdout);
	cli_note(cli, "Opened layer %d of %d of %zu envelopes. Fingerprint of"
	    " what was written: " STR_FMT, next.step, next.layers, next.len,
	    STR_ARG(box_digest(cli->mem, text)));
	return cli_done(cli);
}

static int
show_file(struct cli *cli)
{
	const char *name = cli_arg(cli, 0);
	struct box box;
	str text, hex, problem;

	if (!read_file(cli, name, BOX_FILE_MAX, &text)) {
		return CLI_REFUSED;
	}
	if (box_key_public(text, &hex)) {
		printf("public\t" STR_FMT "\n", STR_ARG(hex));
		return cli_done(cli);
	}
	if (!box_read(cli->mem, text, &box, &problem)) {
		return cli_fail(cli, "%s: " STR_FMT, name, STR_ARG(problem));
	}
	printf("vote\t" STR_FMT "\nlayers open\t%d of %d\nenvelopes\t%zu\n"
	    "fingerprint\t" STR_FMT "\n", STR_ARG(box.vote), box.step,
	    box.layers, box.len, STR_ARG(box_digest(cli->mem, text)));
	if (box.step < box.layers) {
		printf("next key\t" STR_FMT "\n", STR_ARG(box.key[box.step]));
	}
	return cli_done(cli);
}

static const struct option open_options[] = {
	{ "key", "KEY-FILE", false, "the file that keygen wrote" },
	OPTIONS_END
};

extern const struct verb trustee_verbs[];	/* listed in tables.c */

const struct verb trustee_verbs[] = {
	{ "trustee keygen", "KEY-FILE",
	    "makes a trustee's key, and prints its public half",
	    "For secret votes. Run it on a computer without a network. The file"
	    " is new and only its owner can read it; it is sealed under a"
	    " passphrase that is asked for, or read from standard input.",
	    NULL, keygen },
	{ "trustee open", "BOX",
	    "opens one layer of the box of a secret vote",
	    "BOX is the file that the page of the vote gives. The box of the"
	    " next step goes to standard output; it has as many envelopes, in"
	    " an order that tells nothing.", open_options, open_box },
	{ "trustee show", "FILE",
	    "says what a box file or a key file is", "", NULL, show_file },
	VERBS_END
};
