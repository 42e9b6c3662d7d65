/*
 * fold_test.c - what text is folded to, script by script, and that the table
 * covers what it says: every letter of the Latin, Greek and Cyrillic blocks
 * with a case or a mark, and the variants of Arabic letters.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/base.h"
#include "base/fold_table.h"

static struct arena mem;

static int
fresh(void **state)
{
	(void)state;
	return arena_make(&mem, 16 << 20) ? 0 : -1;
}

static int
drop(void **state)
{
	(void)state;
	arena_drop(&mem);
	return 0;
}

static void
folds(const char *text, const char *to)
{
	str got = text_fold(&mem, str_z(text));

	assert_string_equal(arena_copy_z(&mem, got), to);
	assert_true(str_eq(text_fold(&mem, got), got));
}

static void
test_latin(void **state)
{
	(void)state;
	folds("Harbour 3", "harbour 3");
	folds("ÀÉÎÕÜ àéîõü ñÇ", "aeiou aeiou nc");
	folds("Straße STRASSE ẞ", "strasse strasse ss");
	folds("Łódź Øre Đorđe Þór Æon Œuvre Ħal", "lodz ore dorde thor aeon "
	    "oeuvre hal");
	folds("Čeština žluťoučký", "cestina zlutoucky");
	folds("İstanbul ılık ŞİŞLİ", "istanbul ilik sisli");
	folds("Nguyễn Thị Đường Ơn Ư ẶẶ", "nguyen thi duong on u aa");
	folds("Ǆ ǅ ǆ ﬁ", "dz dz dz fi");
	folds("O\xe2\x80\x99" "Brien \xe2\x80\x93 Smith", "o'brien - smith");
}

static void
test_marks_apart_from_their_letter(void **state)
{
	(void)state;
	folds("e\xcc\x81", "e");		/* as some systems type é */
	folds("Nguye\xcc\x82\xcc\x83n", "nguyen");
	folds("\xcc\x81", "");
	folds("и\xcc\x86", "и");
}

static void
test_greek_and_cyrillic(void **state)
{
	(void)state;
	folds("ΑΘΗΝΑ Αθήνα ᾏ ΐ", "αθηνα αθηνα α ι");
	folds("ΟΔΟΣ οδος", "οδοσ οδοσ");
	folds("МОСКВА Москва", "москва москва");
	folds("Ёлка ёлка елка", "елка елка елка");
	folds("Київ Й ў Ґ", "киів и у г");
	folds("Ақтөбе Қ ң", "актөбе к н");
}

static void
test_arabic(void **state)
{
	(void)state;
	folds("أحمد إحمد آحمد احمد", "احمد احمد احمد احمد");
	folds("مُحَمَّد", "محمد");
	folds("محـــمد", "محمد");
	folds("فاطمة على علی", "فاطمه علي علي");
	folds("کریم", "كريم");
	folds("۱۲۳ ١٢٣", "123 123");
	folds("ﻻ ﺃﺣﻤﺪ", "لا احمد");
	folds("می\xe2\x80\x8cروم", "ميروم");
}

static void
test_hangul_and_width(void **state)
{
	(void)state;
	folds("김철수", "김철수");
	folds("김철수", "김철수");	/* as some systems type it */
	folds("ᄀ ᅡ", "ᄀ ᅡ");			/* apart: two letters */
	folds("각ᆨ", "각ᆨ");
	folds("각", "각");
	folds("ＡＢＣ１２３！", "abc123!");
	folds("김\xe3\x80\x80철수", "김 철수");
	folds("東京 漢字 かな カナ", "東京 漢字 かな カナ");
}

static void
test_left_as_they_are(void **state)
{
	(void)state;
	folds("हिन्दी தமிழ் ไทย", "हिन्दी தமிழ் ไทย");
	folds("😀", "😀");
	folds("a_b-c%d\\", "a_b-c%d\\");
}

static void
test_spaces(void **state)
{
	(void)state;
	folds("", "");
	folds("   ", "");
	folds("  a \t b\r\n c  ", "a b c");
	folds("a\xc2\xa0" "b\xe2\x80\xaf" "c", "a b c");
	folds("\xef\xbb\xbf" "a", "a");
	folds("a\xc2\xad" "b\xe2\x80\x8b" "c\xe2\x80\xae" "d", "abcd");
}

static void
test_malformed(void **state)
{
	(void)state;
	folds("a\xff\xc3", "a\xef\xbf\xbd\xef\xbf\xbd");
	assert_true(str_eq(text_fold(&mem, S("a\0b")), S("ab")));
	assert_int_equal(text_fold(&mem, (str){ NULL, 0 }).len, 0);
}

static void
test_table_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < fold_table_len; i++) {
		str to = str_z(fold_table[i].to);

		assert_true(i == 0 ||
		    fold_table[i - 1].code < fold_table[i].code);
		assert_true(to.len > 0 && to.len < sizeof(fold_table[i].to));
		assert_true(utf8_ok(to));
		/* What it gives is folded: nothing needs a second turn. */
		assert_true(str_eq(text_fold(&mem, to), to));
	}
}

/* How many characters from first to last the table changes. */
static int
covered(uint32_t first, uint32_t last)
{
	int count = 0;

	for (size_t i = 0; i < fold_table_len; i++) {
		count += fold_table[i].code >= first &&
		    fold_table[i].code <= last;
	}
	return count;
}

/*
 * Blocks in which every letter has a mark, a stroke or a lower-case form. The
 * counts are those of the letters in the Unicode Character Database 14.0.
 */
static void
test_table_covers(void **state)
{
	(void)state;
	assert_int_equal(covered(0xc0, 0xff), 62);	/* all but x and / */
	assert_int_equal(covered(0x100, 0x17f), 128);
	assert_int_equal(covered(0x1e00, 0x1eff), 256);
	assert_int_equal(covered(0xff01, 0xff5e), 94);
	for (uint32_t c = 0x391; c <= 0x3a9; c++) {
		assert_int_equal(covered(c, c), c != 0x3a2);
	}
	for (uint32_t c = 0x400; c <= 0x42f; c++) {
		assert_int_equal(covered(c, c), 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_latin),
		cmocka_unit_test(test_marks_apart_from_their_letter),
		cmocka_unit_test(test_greek_and_cyrillic),
		cmocka_unit_test(test_arabic),
		cmocka_unit_test(test_hangul_and_width),
		cmocka_unit_test(test_left_as_they_are),
		cmocka_unit_test(test_spaces),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_table_in_order),
		cmocka_unit_test(test_table_covers),
	};

	return cmocka_run_group_tests_name("fold", tests, fresh, drop);
}
