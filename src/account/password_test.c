/*
 * password_test.c - what a password must not be, the budgets of attempts, the
 * words for devices, and what happens when there is no memory for a hash.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "account/account.h"
#include "account/budget.h"
#include "account/device.h"
#include "account/secret.h"

static struct arena mem;

static void
test_passwords(void **state)			/* ACCO-5 */
{
	static const struct person_words who = {
		.name = { "Ann Reed", 8 },
		.native_name = { "\xec\x95\x88\xeb\x82\x98", 6 },
		.number = { "20010", 5 }, .login = { "ann.reed", 8 },
	};
	static const struct { const char *password; enum account_err err; }
	    t[] = {
		{ "", ACCOUNT_PASSWORD_SHORT },
		{ "elevenchars", ACCOUNT_PASSWORD_SHORT },
		{ "\xec\x95\x88\xeb\x82\x98\xec\x95\x88\xeb\x82\x98",
		    ACCOUNT_PASSWORD_SHORT },
		{ "violet plum engine", ACCOUNT_OK },
		{ "gk7#mQ2!xP9z", ACCOUNT_OK },
		{ "123 not run 456", ACCOUNT_OK },
		{ "password1234", ACCOUNT_PASSWORD_COMMON },
		{ "PassWord!!!!2026", ACCOUNT_PASSWORD_COMMON },
		{ "qwertyuiop12", ACCOUNT_PASSWORD_COMMON },
		{ "correct horse battery staple", ACCOUNT_PASSWORD_COMMON },
		{ "aaaaaaaaaaaa", ACCOUNT_PASSWORD_COMMON },
		{ "121212121212", ACCOUNT_PASSWORD_COMMON },
		{ "abcdabcdabcd", ACCOUNT_PASSWORD_COMMON },
		{ "123456789012", ACCOUNT_PASSWORD_COMMON },
		{ "987654321098", ACCOUNT_PASSWORD_COMMON },
		{ "annreed20010", ACCOUNT_PASSWORD_OWN },
		{ "Reed-Ann-1984", ACCOUNT_PASSWORD_OWN },
		{ "ann.reed ann.reed", ACCOUNT_PASSWORD_OWN },
		{ "\xec\x95\x88\xeb\x82\x98 2026 2026!", ACCOUNT_PASSWORD_OWN },
		{ "reed the violet plum", ACCOUNT_OK },
	};
	char long_text[PASSWORD_MAX + 2];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		enum account_err err = password_check(&mem,
		    str_z(t[i].password), &who);

		if (err != t[i].err) {
			fail_msg("%s: %s", t[i].password,
			    account_err_text(err));
		}
	}
	for (size_t i = 0; i < sizeof(long_text); i++) {
		long_text[i] = (char)('a' + i * i % 23);
	}
	assert_int_equal(password_check(&mem, (str){ long_text,
	    PASSWORD_MAX + 1 }, &who), ACCOUNT_PASSWORD_LONG);
	assert_int_equal(password_check(&mem, (str){ long_text,
	    PASSWORD_MAX }, &who), ACCOUNT_OK);
}

static void
test_hashes(void **state)			/* ACCO-3 */
{
	str a, b;

	(void)state;
	assert_true(password_hash(&mem, S("violet plum engine"), &a));
	assert_true(password_hash(&mem, S("violet plum engine"), &b));
	assert_false(str_eq(a, b));			/* salted */
	assert_true(str_starts(a, S("$argon2id$v=19$m=19456,t=2,p=1$")));
	assert_true(str_starts(password_nobody(),
	    S("$argon2id$v=19$m=19456,t=2,p=1$")));
	assert_int_equal(password_fits(a, S("violet plum engine")),
	    PASSWORD_FITS);
	assert_int_equal(password_fits(a, S("violet plum engines")),
	    PASSWORD_DIFFERS);
	assert_int_equal(password_fits(password_nobody(), S("")),
	    PASSWORD_DIFFERS);
	assert_int_equal(password_fits(S("none"), S("none")),
	    PASSWORD_DIFFERS);
	assert_false(str_eq(secret_hash(&mem, "one kind of secret", S("x")),
	    secret_hash(&mem, "another kind of it", S("x"))));
}

/* gcc defines one, clang has the other. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED	true
#elif defined(__has_feature)
#define SANITIZED	(__has_feature(address_sanitizer) || \
			    __has_feature(thread_sanitizer))
#else
#define SANITIZED	false
#endif

/* In a process with no memory left a hash is not tried, which is another thing
 * than a password that does not fit. */
static void
test_no_memory(void **state)			/* ACCO-2 */
{
	int status = -1;
	pid_t pid;

	(void)state;
	if (SANITIZED) {
		skip();			/* It needs the address space. */
	}
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct rlimit none = { 0, 0 };
		str out;

		if (setrlimit(RLIMIT_AS, &none) != 0) {
			_exit(2);
		}
		_exit(password_hash(&mem, S("violet plum engine"), &out) ? 3 :
		    password_fits(password_nobody(), S("x")) ==
		    PASSWORD_NOT_TRIED ? 0 : 4);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* ---- budgets ----------------------------------------------------------- */

static void
test_budget(void **state)			/* ACCO-7 */
{
	int64_t now = 1000000, wait = 0, before = 0;

	(void)state;
	budget_reset();
	for (int i = 0; i < BUDGET_LOGIN_FREE; i++) {
		assert_int_equal(budget_take(BUDGET_LOGIN, S("a"), now), 0);
	}
	assert_int_equal(budget_take(BUDGET_LOGIN, S("a"), now), 1);
	assert_int_equal(budget_take(BUDGET_LOGIN, S("b"), now), 0);
	assert_int_equal(budget_take(BUDGET_NETWORK, S("a"), now), 0);
	/* Each attempt that is let through makes the wait twice as long. */
	for (int i = 0; i < 12; i++) {
		now += wait + 1;
		assert_int_equal(budget_take(BUDGET_LOGIN, S("a"), now), 0);
		before = wait;
		wait = budget_take(BUDGET_LOGIN, S("a"), now);
		assert_true(wait == BUDGET_WAIT_MAX_S || wait >= before);
	}
	assert_true(wait > 200 && wait <= BUDGET_WAIT_MAX_S);
	/* Refused attempts do not add to it. */
	assert_int_equal(budget_take(BUDGET_LOGIN, S("a"), now), wait);
	/* Time makes good. */
	now += 86400;
	for (int i = 0; i < BUDGET_LOGIN_FREE; i++) {
		assert_int_equal(budget_take(BUDGET_LOGIN, S("a"), now), 0);
	}
	budget_forgive(BUDGET_LOGIN, S("a"), now);
	assert_int_equal(budget_take(BUDGET_LOGIN, S("a"), now), 0);
}

/* One good login does not open the door for a whole network of guesses. */
static void
test_budget_shared(void **state)		/* ACCO-7 */
{
	int64_t now = 1000000;

	(void)state;
	budget_reset();
	for (int i = 0; i < BUDGET_NETWORK_FREE; i++) {
		assert_int_equal(budget_take(BUDGET_NETWORK, S("n"), now), 0);
	}
	assert_true(budget_take(BUDGET_NETWORK, S("n"), now) > 0);
	budget_forgive(BUDGET_NETWORK, S("n"), now);
	assert_true(budget_take(BUDGET_NETWORK, S("n"), now) > 0);
}

/* A clock that is set back locks nobody out for longer than the longest
 * wait. */
static void
test_budget_clock(void **state)
{
	int64_t now = 1000000;

	(void)state;
	budget_reset();
	for (int i = 0; i < BUDGET_LOGIN_FREE; i++) {
		assert_int_equal(budget_take(BUDGET_LOGIN, S("a"), now), 0);
	}
	now -= 500000;
	assert_true(budget_take(BUDGET_LOGIN, S("a"), now) <=
	    BUDGET_WAIT_MAX_S);
	assert_int_equal(budget_take(BUDGET_LOGIN, S("a"), now +
	    BUDGET_WAIT_MAX_S), 0);
}

/* The table has a size: with many names it forgets, and never fails. */
static void
test_budget_many(void **state)
{
	char name[32];

	(void)state;
	budget_reset();
	for (int i = 0; i < 200000; i++) {
		snprintf(name, sizeof(name), "name%d", i);
		assert_int_equal(budget_take(BUDGET_LOGIN, str_z(name), 5), 0);
	}
	/* One that is being tried hard is not pushed out by single attempts. */
	budget_reset();
	for (int i = 0; i < BUDGET_LOGIN_FREE; i++) {
		(void)budget_take(BUDGET_LOGIN, S("target"), 5);
	}
	for (int i = 0; i < 200000; i++) {
		snprintf(name, sizeof(name), "name%d", i);
		(void)budget_take(BUDGET_LOGIN, str_z(name), 5);
	}
	assert_true(budget_take(BUDGET_LOGIN, S("target"), 5) > 0);
}

static void
test_networks(void **state)
{
	str a = budget_network(&mem, S("2001:db8:1:2:3:4:5:6"));
	str b = budget_network(&mem, S("2001:db8:1:2::9"));
	str c = budget_network(&mem, S("2001:db8:1:3::9"));

	(void)state;
	assert_true(str_eq(a, b));
	assert_false(str_eq(a, c));
	assert_true(str_eq(budget_network(&mem, S("192.0.2.1")),
	    S("192.0.2.1")));
	assert_false(str_eq(budget_network(&mem, S("::ffff:192.0.2.1")),
	    budget_network(&mem, S("::ffff:192.0.2.2"))));
}

static void
test_devices(void **state)
{
	static const struct { const char *agent, *words; } t[] = {
		{ "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)"
		    " AppleWebKit/605.1.15", "an iPhone" },
		{ "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36"
		    " Chrome/124.0.0.0 Mobile Safari/537.36",
		    "an Android phone" },
		{ "Mozilla/5.0 (Linux; Android 13; SM-X200) Safari/537.36",
		    "an Android tablet" },
		{ "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
		    "a computer with Windows" },
		{ "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "a Mac" },
		{ "Mozilla/5.0 (X11; Linux x86_64)",
		    "a computer with Linux" },
		{ "Mozilla/5.0 (Mobile; LYF/F90M) KAIOS/2.5",
		    "a phone with keys" },
		{ "curl/8.0", "another device" }, { "", "another device" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		assert_true(str_eq(device_words(str_z(t[i].agent)),
		    str_z(t[i].words)));
	}
}

static int
set_up(void **state)
{
	(void)state;
	return arena_make(&mem, (size_t)1 << 24) ? 0 : -1;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		/* First, while there is no memory of an earlier hash to use. */
		cmocka_unit_test(test_no_memory),
		cmocka_unit_test(test_passwords),
		cmocka_unit_test(test_hashes),
		cmocka_unit_test(test_budget),
		cmocka_unit_test(test_budget_shared),
		cmocka_unit_test(test_budget_clock),
		cmocka_unit_test(test_budget_many),
		cmocka_unit_test(test_networks),
		cmocka_unit_test(test_devices),
	};

	return cmocka_run_group_tests_name("password", tests, set_up, NULL);
}
