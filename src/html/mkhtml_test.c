/*
 * mkhtml_test.c - what a template may say, what stops the build and at which
 * line, and that no template, however broken, breaks the program.
 *
 * The program is part of this test: each template is read in a process of its
 * own, so that what the sanitizers see is the program itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int	mkhtml_main(int, char **);
#define main mkhtml_main
#include "tools/mkhtml.c"
#undef main
#include "tools/mkhtml_emit.c"
#include "tools/mkhtml_spot.c"

#define ICONS		"src/html/static/icons.svg"
#define OUTPUT_MAX	(1 << 20)
#define MUTANTS		1500

static char dir[] = "/tmp/mkhtml_test.XXXXXX";
static char template[64], output[64], errors[64];
static char text[OUTPUT_MAX];

static void
file_write(const char *name, const char *bytes, size_t len)
{
	FILE *f = fopen(name, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, len, f), len);
	assert_int_equal(fclose(f), 0);
}

static char *
file_text(const char *name)
{
	FILE *f = fopen(name, "rb");
	size_t len;

	assert_non_null(f);
	len = fread(text, 1, sizeof(text) - 1, f);
	text[len] = '\0';
	fclose(f);
	return text;
}

static void
redirect(const char *name, int to)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || dup2(fd, to) < 0) {
		_exit(99);
	}
	close(fd);
}

/* What the program says of a template: its status, or 128 and a signal. */
static int
status_of(int (*program)(void))
{
	pid_t pid;
	int status;

	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		redirect(output, STDOUT_FILENO);
		redirect(errors, STDERR_FILENO);
		exit(program());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) :
	    128 + WTERMSIG(status);
}

static int
run_mkhtml(void)
{
	char program[] = "mkhtml", icons[] = ICONS;
	char *argv[] = { program, icons, template, NULL };

	return mkhtml_main(3, argv);
}

static int
mkhtml(const char *html)
{
	file_write(template, html, strlen(html));
	return status_of(run_mkhtml);
}

/* ---- what is refused --------------------------------------------------- */

/* A template, the line of the mistake and a part of what is said about it. */
static const struct bad {
	const char	*html;
	int		 line;
	const char	*says;
} bad[] = {
	/* A field stands in a text or in the quotes of an attribute. */
	{ "<p>\n<a {{x}}>b</a></p>", 2, "in the quotes" },
	{ "<{{x}}>", 1, "a lone <" },
	{ "<p\nclass={{x}}></p>", 2, "in double quotes" },
	{ "<p class='{{x}}'></p>", 1, "in double quotes" },
	{ "<p class=a></p>", 1, "in double quotes" },
	{ "<p {{x}}=\"a\"></p>", 1, "in the quotes" },
	{ "<!-- {{x}} -->", 1, "a remark is written" },
	{ "<p>\n\n<!-- a -->\n</p>", 3, "a remark is written" },
	/* Nothing the content security policy would refuse. */
	{ "<p style=\"color:red\">a</p>", 1, "style=" },
	{ "<p\n style=\"{{x}}\">a</p>", 2, "style=" },
	{ "<p>\n<b onclick=\"{{x}}\">a</b></p>", 2, "onclick=" },
	{ "<body onload=\"a()\"></body>", 1, "onload=" },
	{ "<script>{{x}}</script>", 1, "no script" },
	{ "\n<script>alert(1)</script>", 2, "no script" },
	{ "<script src=\"/a.js\">a()</script>", 1, "no script" },
	{ "<style>p { color: {{x}} }</style>", 1, "no <style>" },
	{ "<iframe src=\"/a\"></iframe>", 1, "no <iframe>" },
	{ "<base href=\"/a\">", 1, "no <base>" },
	{ "<object data=\"/a\"></object>", 1, "no <object>" },
	{ "<img srcset=\"{{x}} 2x\">", 1, "one address in srcset=" },
	{ "<img srcset=\"/a.png,/b.png\">", 1, "one address in srcset=" },
	{ "<img srcset=\"data:{{x}}\">", 1, "an address starts with" },
	{ "<img imagesrcset=\"{{x}}\">", 1, "no field in imagesrcset=" },
	{ "<meta http-equiv=\"refresh\" content=\"{{x}}\">", 1,
	    "no field in content=" },
	{ "<meta http-equiv=\"{{x}}\">", 1, "no field in http-equiv=" },
	{ "<p STYLE=\"a\">b</p>", 1, "in lower case" },
	{ "<a HREF=\"javascript:a()\">b</a>", 1, "in lower case" },
	{ "<p\nhx-on=\"a()\"></p>", 2, "our part of htmx" },
	{ "<p hx-boost=\"true\"></p>", 1, "our part of htmx" },
	{ "<p hx-trigger=\"click[ctrlKey]\"></p>", 1, "is a script" },
	/* An address is one of this house. */
	{ "<p hx-sse:connect=\"x{{y}}\"></p>", 1, "an address starts with" },
	{ "<a\nhref=\"x{{y}}\">b</a>", 2, "an address starts with" },
	{ "<a href=\"javascript:{{x}}\">b</a>", 1, "an address starts with" },
	{ "<a href=\"//evil.example/\">b</a>", 1, "starts with one /" },
	{ "<a href=\"/\\evil.example/\">b</a>", 1, "starts with one /" },
	{ "<a href=\"/{{x}}\">b</a>", 1, "cannot follow the first /" },
	{ "<form action=\"\"></form>", 1, "an empty address" },
	{ "<img src=\"data:image/png,{{x}}\">", 1, "an address starts with" },
	{ "<a href=\"{{if x}}{{end}}//evil\">b</a>", 1, "starts with one /" },
	{ "<a href=\"{{if x}}/a{{end}}javascript:b\">c</a>", 1,
	    "an address starts with" },
	/* All ways through a block end in the same place. */
	{ "{{if x}}<p>{{end}}</p>", 1, "in different places" },
	{ "<p>{{if x}}\n</p>{{else}}\n{{end}}", 3, "in different places" },
	{ "{{if x}}<b>{{elif y}}<b>{{else}}<i>{{end}}</b>", 1,
	    "in different places" },
	{ "<a class=\"{{if x}}\"{{end}}>b</a>", 1, "in different places" },
	{ "<p{{if x}} class=\"a{{end}}\">b</p>", 1, "in different places" },
	{ "{{each r in rs}}<li>{{end}}", 1, "in different places" },
	{ "<b{{if x}}r{{end}}>", 1, "cannot stand here" },
	{ "<{{if x}}p{{end}}>", 1, "a lone <" },
	{ "<p class=\"a\"{{if x}}id=\"b\"{{end}}></p>", 1,
	    "cannot stand here" },
	{ "<p {{if x}}a=\"b\"{{end}}c=\"d\"></p>", 1, "cannot stand here" },
	/* Blocks. */
	{ "a\n{{if x}}\nb\n", 2, "not ended" },
	{ "a\n\n{{each r in rs}}{{if x}}{{end}}", 3, "not ended" },
	{ "a\n{{end}}", 2, "nothing to end" },
	{ "{{else}}", 1, "no {{if}}" },
	{ "{{each r in rs}}{{else}}{{end}}", 1, "no {{if}}" },
	{ "{{if x}}{{else}}{{else}}{{end}}", 1, "no {{if}}" },
	{ "{{if x}}{{else}}{{elif y}}{{end}}", 1, "no {{if}}" },
	{ "{{if x}}a{{end", 1, "no }} follows" },
	{ "{{if x} }", 1, "no }} follows" },
	{ "{{each a.b in rs}}{{end}}", 1, "cannot name a row" },
	{ "{{each v in rs}}{{end}}", 1, "cannot name a row" },
	{ "{{if x}}{{if x}}{{if x}}{{if x}}{{if x}}{{if x}}{{if x}}{{if x}}"
	    "{{if x}}{{if x}}{{if x}}{{if x}}{{if x}}{{if x}}{{if x}}"
	    "{{if x}}{{if x}}{{if x}}{{if x}}{{if x}}{{if x}}{{if x}}"
	    "{{if x}}{{if x}}{{if x}}{{if x}}", 1, "nested too deeply" },
	/* Names. */
	{ "{{}}", 1, "is not known" },
	{ "{{ x y }}", 1, "is not known" },
	{ "{{raw x}}", 1, "is not known" },
	{ "{{X}}", 1, "not the name of a field" },
	{ "{{x()}}", 1, "not the name of a field" },
	{ "{{x[0]}}", 1, "not the name of a field" },
	{ "{{x->y}}", 1, "not the name of a field" },
	{ "{{x;}}", 1, "not the name of a field" },
	{ "{{1x}}", 1, "not the name of a field" },
	{ "{{.x}}", 1, "not the name of a field" },
	{ "{{x.}}", 1, "the name of a field" },
	{ "{{x..y}}", 1, "the name of a field" },
	{ "{{if x == y}}{{end}}", 1, "is not known" },
	{ "{{if !!x}}{{end}}", 1, "not the name of a field" },
	{ "{{aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaa}}", 1, "the name of a field" },
	/* Parts and signs. */
	{ "<p class=\"{{call part x}}\"></p>", 1, "between tags" },
	{ "{{call a.b x}}x{{call 1 x}}", 1, "the name of" },
	{ "<p>{{icon no-such-sign}}</p>", 1, "no icon is named" },
	{ "<p\ntitle=\"{{icon check}}\"></p>", 2, "between tags" },
	{ "{{icon check flop}}", 1, "{{icon name flip}}" },
	/* Tags. */
	{ "<p>\n<b>\n</p>", 3, "closes nothing" },
	{ "</p>", 1, "closes nothing" },
	{ "<p>\n", 2, "are open: p" },
	{ "<p", 1, "are open" },
	{ "<p class=\"a", 1, "are open" },
	{ "a < b", 1, "a lone <" },
	{ "<p></p >\n< p>", 2, "a lone <" },
	{ "<textarea><b></b></textarea>", 1, "no tags in <textarea>" },
	{ "<title><b></b></title>", 1, "no tags in <title>" },
	{ "<p class=\"a\"id=\"b\"></p>", 1, "cannot stand here" },
	{ "<p =\"a\"></p>", 1, "cannot stand here" },
	{ "<p \"a\"></p>", 1, "cannot stand here" },
	{ "", 1, "is empty" },
};

static void
test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char place[96];
		int status = mkhtml(bad[i].html);

		snprintf(place, sizeof(place), "%s:%d: ", template,
		    bad[i].line);
		file_text(errors);
		if (status != EXIT_FAILURE ||
		    strncmp(text, place, strlen(place)) != 0 ||
		    strstr(text, bad[i].says) == NULL) {
			fail_msg("status %d for: %s\nexpected %s%s\ngot %s",
			    status, bad[i].html, place, bad[i].says, text);
		}
	}
}

static void
test_named(void **state)
{
	char keep[64];

	(void)state;
	snprintf(keep, sizeof(keep), "%s", template);
	snprintf(template, sizeof(template), "%s/no-name.html", dir);
	assert_int_equal(mkhtml("a"), EXIT_FAILURE);
	assert_non_null(strstr(file_text(errors), "is named like_this"));
	unlink(template);
	assert_int_equal(status_of(run_mkhtml), EXIT_FAILURE);
	assert_non_null(strstr(file_text(errors), "cannot be read"));
	snprintf(template, sizeof(template), "%s", keep);
}

/* ---- what is made ------------------------------------------------------ */

static const struct good {
	const char	*html, *code;
} good[] = {
	{ "<p>{{x}}</p>", "html_put(out, HTML_TEXT, v->x);" },
	{ "<p class=\"{{x}}\"></p>", "html_put(out, HTML_ATTR, v->x);" },
	{ "<a href=\"/u/{{x}}\">a</a>", "html_put(out, HTML_URL, v->x);" },
	{ "<a href=\"?q={{x}}\">a</a>", "html_put(out, HTML_URL, v->x);" },
	{ "<a href=\"#{{x}}\">a</a>", "html_put(out, HTML_URL, v->x);" },
	{ "<a href=\"mailto:{{x}}\">a</a>", "html_put(out, HTML_URL, v->x);" },
	/* The compiler sees that it is a struct path. */
	{ "<a href=\"{{x}}\">a</a>", "html_path(out, HTML_ATTR, v->x);" },
	{ "<a href=\"{{x}}?y={{z}}\">a</a>", "html_put(out, HTML_URL, v->z);" },
	{ "<a href=\"{{if x}}/a{{else}}{{y}}{{end}}\">b</a>",
	    "html_path(out, HTML_ATTR, v->y);" },
	{ "{{each r in rs}}{{r.a.b}}{{end}}",
	    "html_put(out, HTML_TEXT, r->a.b);" },
	{ "{{each r in rs}}{{each s in r.ss}}{{s.x}}{{r.y}}{{z}}{{end}}{{end}}",
	    "&r->ss[i1]" },
	{ "{{each r in rs}}{{rows}}{{end}}", "v->rows" },
	{ "{{if !x}}a{{end}}", "if (!html_is(v->x)) {" },
	{ "{{if x}}a{{elif !y}}b{{end}}", "} else if (!html_is(v->y)) {" },
	{ "{{call part_x y}}", "part_x_html(out, &v->y);" },
	{ "{{call part_x}}", "part_x_html(out, v);" },
	{ "{{each r in rs}}{{call part_x r}}{{end}}", "part_x_html(out, r);" },
	{ "{{each r in rs}}{{call part_x r.y}}{{end}}",
	    "part_x_html(out, &r->y);" },
	{ "{{icon check}}", "html_icon(out, \"check\", false);" },
	{ "{{icon chevron-right flip}}",
	    "html_icon(out, \"chevron-right\", true);" },
	/* Boolean attributes, and attributes that come and go. */
	{ "<input{{if x}} checked{{end}}>", "LITERAL(out, \" checked\");" },
	{ "<input{{if x}} checked{{end}} name=\"a\">", "name=" },
	{ "<input {{if x}}checked{{end}}>", "\"checked\"" },
	{ "<p class=\"a{{if x}} b{{end}}\">c</p>", "\" b\"" },
	/* Both ways may open the same element. */
	{ "{{if x}}<p class=\"a\">{{else}}<p>{{end}}b</p>", "} else {" },
	{ "{{if x}}</ul><ul>{{end}}", NULL },
	{ "<ul>{{if x}}</ul><h2>a</h2><ul>{{end}}</ul>", "</ul><h2>" },
	{ "<img src=\"/a.png\" alt=\"\"><br><hr><svg><path d=\"M0\"/></svg>",
	    "<path d=" },
	{ "<script src=\"/a.js\" defer></script>", "defer" },
	/* Words go through the catalogue, markup and signs do not. */
	{ "<p>Who came</p>", "HTML_SAY(out, HTML_TEXT, \"Who came\");" },
	{ "<p> Who\n\t came </p>",
	    "HTML_SAY(out, HTML_TEXT, \"Who came\");" },
	{ "<p>· – 12 &nbsp; “”</p>", "HTML_LITERAL(out, \"<p>· – 12 &nbsp;" },
	{ "<p>Ő</p>", "HTML_SAY(out, HTML_TEXT, \"Ő\");" },
	{ "<p title=\"A word\"></p>", "HTML_SAY(out, HTML_ATTR, \"A word\");" },
	{ "<p class=\"word\"></p>", "HTML_LITERAL(out, \"<p class=\\\"word" },
	{ "<pre>a\n  b</pre>", "HTML_LITERAL(out, \"<pre>\\n\"" },
	{ "<textarea>{{x}}</textarea>", "<textarea>\\n" },
	{ "a {{# never seen }}b", "HTML_SAY(out, HTML_TEXT, \"a b\");" },
	{ "<p>?\?=</p>", "\\?\\?=" },
	{ "<p title=\"a\\\"></p>", "a\\\\" },
};

static void
test_made(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		int status = mkhtml(good[i].html);

		if (good[i].code == NULL) {
			assert_int_equal(status, EXIT_FAILURE);
			continue;
		}
		file_text(status == 0 ? output : errors);
		if (status != 0 || strstr(text, good[i].code) == NULL) {
			fail_msg("status %d for: %s\nexpected %s\ngot %s",
			    status, good[i].html, good[i].code, text);
		}
	}
}

/* ---- what the compiler finds ------------------------------------------- */

static const char view[] =
    "#include \"html/html.h\"\n"
    "struct row { str name; struct path href; bool on; };\n"
    "struct x_view { str name; const char *z; int n; int64_t big; size_t len;\n"
    "\tstruct date day; struct path href; struct html_piece piece;\n"
    "\tstruct icon icon; bool on; enum { A, B } kind;\n"
    "\tstruct row *rows; size_t rows_len;\n"
    "\tstruct row few[3]; size_t few_len; };\n"
    "static void x_html(struct html *, const struct x_view *);\n"
    "void page(struct html *, const struct x_view *);\n"
    "#include \"x.html.h\"\n"
    "void page(struct html *out, const struct x_view *v)\n"
    "{ x_html(out, v); }\n";

static const struct compiled {
	const char	*html;
	int		 line;		/* of the error, or 0 */
} compiled[] = {
	{ "<p>{{name}}{{z}}{{n}}{{big}}{{len}}{{day}}{{href}}{{piece}}"
	    "{{icon}}</p>", 0 },
	{ "{{if name}}a{{end}}{{if z}}a{{end}}{{if n}}a{{end}}{{if day}}a"
	    "{{end}}{{if href}}a{{end}}{{if piece}}a{{end}}{{if on}}a{{end}}"
	    "{{if kind}}a{{end}}{{if rows}}a{{end}}{{if len}}a{{end}}", 0 },
	{ "{{each r in rows}}<a href=\"{{r.href}}\">{{r.name}}</a>{{end}}"
	    "{{each f in few}}{{if f.on}}a{{end}}{{end}}", 0 },
	{ "a\n\n{{no_such_field}}", 3 },
	{ "a\n{{each r in rows}}\n\n{{r.no}}{{end}}", 4 },
	{ "<a\nhref=\"{{name}}\">b</a>", 2 },	/* no struct path */
	{ "a\n{{on}}", 2 },			/* a truth is no text */
	{ "a\n{{each r in name}}{{end}}", 2 },
};

static const char *cc;

static int
run_cc(void)
{
	char include[80], source[80];

	snprintf(include, sizeof(include), "-I%s", dir);
	snprintf(source, sizeof(source), "%s/x.c", dir);
	execlp(cc, cc, "-std=c17", "-fsyntax-only", "-Wall", "-Wextra",
	    "-Wpedantic", "-Wshadow", "-Wconversion", "-Wno-sign-conversion",
	    "-Werror", "-Isrc", include, source, (char *)NULL);
	return 127;
}

static void
test_compiled(void **state)
{
	char header[80], source[80];

	(void)state;
	cc = getenv("CC") != NULL ? getenv("CC") : "cc";
	snprintf(header, sizeof(header), "%s/x.html.h", dir);
	snprintf(source, sizeof(source), "%s/x.c", dir);
	for (size_t i = 0; i < sizeof(compiled) / sizeof(compiled[0]); i++) {
		const struct compiled *c = &compiled[i];
		char place[96];
		int status;

		file_write(source, view, strlen(view));
		assert_int_equal(mkhtml(c->html), 0);
		file_text(output);
		file_write(header, text, strlen(text));
		status = status_of(run_cc);
		if (status == 127) {
			print_message("SKIPPED: there is no compiler %s\n",
			    cc);
			skip();
		}
		file_text(errors);
		snprintf(place, sizeof(place), "%s:%d:", template, c->line);
		if ((c->line == 0) != (status == 0) ||
		    (c->line != 0 && strstr(text, place) == NULL)) {
			fail_msg("status %d for: %s\nline %d\n%s", status,
			    c->html, c->line, text);
		}
	}
}

/* ---- mutants ----------------------------------------------------------- */

static uint64_t seed = 20261120;

static size_t
dice(size_t below)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed % below);
}

/* One change: a byte, a piece of the language, a cut or a doubling. */
static size_t
mutate(char *at, size_t len, size_t cap)
{
	static const char *const pieces[] = { "{{", "}}", "\"", "<", ">", "</",
	    "{{if x}}", "{{else}}", "{{end}}", "{{each r in rs}}", "{{x}}",
	    "{{elif y}}", "{{icon check}}", "{{call p x}}", "{{#", "='", "<!--",
	    "<textarea>", "<script>", " style=\"", " href=\"", "\n", "&", "//",
	    "\xff\xfe", "<p>", "</p>", ("{{aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}}") };
	const char *piece = pieces[dice(sizeof(pieces) / sizeof(pieces[0]))];
	size_t where = dice(len), n = strlen(piece);

	switch (dice(4)) {
	case 0:
		at[where] = (char)(1 + dice(255));
		return len;
	case 1:
		n = dice(len - where) + 1;
		n = n < 40 ? n : 40;
		memmove(at + where, at + where + n, len - where - n);
		return len - n;
	case 2:
		n = dice(len - where) + 1;
		n = n < 400 ? n : 400;
		if (len + n > cap) {
			return len;
		}
		memmove(at + where + n, at + where, len - where);
		return len + n;
	default:
		if (len + n > cap) {
			return len;
		}
		memmove(at + where + n, at + where, len - where);
		memcpy(at + where, piece, n);
		return len + n;
	}
}

static void
test_mutants(void **state)
{
	static char bytes[1 << 17];
	glob_t pages;
	int refused = 0, made = 0;

	(void)state;
	assert_int_equal(glob("src/*/*.html", 0, NULL, &pages), 0);
	for (int i = 0; i < MUTANTS; i++) {
		const char *page_name = pages.gl_pathv[dice(pages.gl_pathc)];
		size_t len = strlen(file_text(page_name));
		int status;

		assert_true(len > 0 && len < sizeof(bytes) / 2);
		memcpy(bytes, text, len);
		for (size_t n = dice(4) + 1; n > 0 && len > 1; n--) {
			len = mutate(bytes, len, sizeof(bytes));
		}
		file_write(template, bytes, len);
		status = status_of(run_mkhtml);
		file_text(errors);
		if ((status != 0 && status != EXIT_FAILURE) ||
		    (status != 0 && strncmp(text, template,
		    strlen(template)) != 0) || strstr(text, "anitizer")) {
			file_write("/tmp/mkhtml_mutant.html", bytes, len);
			fail_msg("status %d for /tmp/mkhtml_mutant.html: %s",
			    status, text);
		}
		made += status == 0;
		refused += status != 0;
	}
	globfree(&pages);
	/* Both kinds are there, or the mutants are no test. */
	assert_true(made > MUTANTS / 50 && refused > MUTANTS / 5);
}

static int
make_dir(void **state)
{
	(void)state;
	if (mkdtemp(dir) == NULL) {
		return -1;
	}
	snprintf(template, sizeof(template), "%s/x.html", dir);
	snprintf(output, sizeof(output), "%s/output", dir);
	snprintf(errors, sizeof(errors), "%s/errors", dir);
	return 0;
}

static int
drop_dir(void **state)
{
	static const char *const names[] = { "x.html", "x.html.h", "x.c",
	    "output", "errors" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char name[80];

		snprintf(name, sizeof(name), "%s/%s", dir, names[i]);
		unlink(name);
	}
	return rmdir(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_named),
		cmocka_unit_test(test_made),
		cmocka_unit_test(test_compiled),
		cmocka_unit_test(test_mutants),
	};

	return cmocka_run_group_tests(tests, make_dir, drop_dir);
}
