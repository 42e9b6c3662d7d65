/*
 * qr_test.c - the squares on the page are those of the code, with its margin.
 */
#include "html/qr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <assert.h>
#include <cmocka.h>
#include <qrencode.h>

#define SIDE_MAX	200

static struct arena mem;

/* Reads the path back into squares. */
static void
squares_of(const struct part_qr_view *v, bool dark[SIDE_MAX][SIDE_MAX])
{
	const char *p = arena_copy_z(&mem, v->squares);
	int x, y, n, back, used;

	while (*p != '\0') {
		assert_int_equal(sscanf(p, "M%d %dh%dv1h-%dz%n", &x, &y, &n,
		    &back, &used), 4);
		assert_int_equal(n, back);
		for (int i = 0; i < n; i++) {
			assert_false(dark[y][x + i]);
			dark[y][x + i] = true;
		}
		p += used;
	}
}

static void
test_squares(void **state)
{
	static bool dark[SIDE_MAX][SIDE_MAX];
	const char *text = "https://cellwork.example/i/abcd-efgh-jkmn-pqrs";
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	struct part_qr_view v;

	(void)state;
	assert_non_null(code);
	assert_true(part_qr(&mem, str_z(text), S("a code"), &v));
	assert_int_equal(v.size, code->width + 8);
	squares_of(&v, dark);
	for (int y = 0; y < v.size; y++) {
		for (int x = 0; x < v.size; x++) {
			bool in = x >= 4 && y >= 4 && x < v.size - 4 &&
			    y < v.size - 4;

			assert_int_equal(dark[y][x], in && (code->data[(y - 4) *
			    code->width + x - 4] & 1) != 0);
		}
	}
	QRcode_free(code);
}

static void
test_page(void **state)
{
	struct html out = { .mem = &mem };
	struct part_qr_view v;
	const char *page;

	(void)state;
	assert_true(part_qr(&mem, S("x"), S("say \"hello\" & <go>"), &v));
	part_qr_html(&out, &v);
	page = arena_copy_z(&mem, (str){ out.at, out.len });
	assert_non_null(strstr(page, "viewBox=\"0 0 29 29\""));
	assert_non_null(strstr(page,
	    "aria-label=\"say &quot;hello&quot; &amp; &lt;go&gt;\""));
}

static void
test_too_long(void **state)
{
	char text[QR_TEXT_MAX + 1];
	struct html out = { .mem = &mem };
	struct part_qr_view v;

	(void)state;
	memset(text, 'x', sizeof(text));
	assert_true(part_qr(&mem, (str){ text, QR_TEXT_MAX }, S(""), &v));
	assert_false(part_qr(&mem, (str){ text, sizeof(text) }, S(""), &v));
	part_qr_html(&out, &v);
	assert_int_equal(str_trim((str){ out.at, out.len }).len, 0);
	assert_false(part_qr(&mem, S(""), S(""), &v));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_squares),
		cmocka_unit_test(test_page),
		cmocka_unit_test(test_too_long),
	};

	assert(arena_make(&mem, (size_t)1 << 24));
	return cmocka_run_group_tests_name("qr", tests, NULL, NULL);
}
