/*
 * code_fuzz.c - any bytes as a code that somebody typed, as a password, as what
 * a browser calls itself, as a kept hash.
 */
#include <assert.h>

#include "account/account.h"
#include "account/budget.h"
#include "account/device.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_code(struct arena *mem, str typed)
{
	str code, again;

	if (!invitation_code(mem, typed, &code)) {
		return;
	}
	assert(code.len == INVITATION_CODE_LEN);
	for (size_t i = 0; i < code.len; i++) {
		assert((code.at[i] == '-') == (i % 5 == 4));
	}
	assert(invitation_code(mem, code, &again) && str_eq(code, again));
}

static void
check_password(struct arena *mem, str s)
{
	struct person_words who = {
		.name = str_part(s, 0, s.len / 4),
		.native_name = str_part(s, s.len / 4, s.len / 4),
		.number = str_part(s, s.len / 2, s.len / 8), .login = S("x"),
	};
	enum account_err err;

	/* What reaches it is text: the house has seen to that. */
	if (!utf8_ok(s) || !utf8_ok(who.name) || !utf8_ok(who.native_name) ||
	    !utf8_ok(who.number)) {
		return;
	}
	err = password_check(mem, s, &who);
	assert(err != ACCOUNT_OK || utf8_count(s) >= PASSWORD_MIN);
	assert((err == ACCOUNT_PASSWORD_SHORT) ==
	    (utf8_count(s) < PASSWORD_MIN));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena mem;
	str s = { (const char *)data, size };

	if (mem.base == NULL && !arena_make(&mem, 1 << 26)) {
		return 0;
	}
	check_code(&mem, s);
	check_password(&mem, s);
	assert(device_words(s).len > 0);
	assert(budget_network(&mem, s).len <= (s.len > 8 ? s.len : 8));
	arena_reset(&mem);
	return 0;
}
