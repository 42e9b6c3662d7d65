/*
 * password.c - what a password must not be (ACCO-5): short, everybody's, or
 * made of what others know of the person.
 */
#include "account/account.h"

#include <string.h>

/*
 * The most common passwords of 12 characters and more, and words that longer
 * ones are padded from, as lists of leaked passwords have them. Folded; a final
 * run of digits and signs is cut off before comparing.
 */
static const char *const common[] = {
	"password", "passwordpassword", "passwort", "motdepasse",
	"contrasena", "senha", "parola", "wachtwoord", "qwerty",
	"qwertyuiop", "qwertyuiopasdfgh", "qwertyuiopasdfghjkl",
	"qwertyuiopasdfghjklzxcvbnm", "qwertyqwerty", "qwertzuiop",
	"azertyuiop", "asdfghjkl", "asdfghjklasdf", "zxcvbnm",
	"zxcvbnmzxcvbnm", "qazwsxedcrfv", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv",
	"qazwsxedc", "1q2w3e4r5t6y", "1q2w3e4r5t6y7u8i", "1q2w3e4r",
	"q1w2e3r4t5y6", "iloveyou", "iloveyouforever", "iloveyousomuch",
	"welcome", "welcomewelcome", "letmein", "letmeinletmein",
	"letmeinplease", "administrator", "adminadminadmin", "administrador",
	"changeme", "changemeplease", "mypassword", "mypasswordis",
	"newpassword", "thisismypassword", "trustno", "sunshine", "princess",
	"football", "baseball", "superman", "batman", "dragon", "monkey",
	"master", "shadow", "michael", "jennifer", "liverpool", "manchester",
	"manchesterunited", "barcelona", "realmadrid", "chelsea", "arsenal",
	"juventus", "pokemon", "starwars", "computer", "internet",
	"whatever", "freedom", "abcdefghijkl", "abcdefghijklm",
	"abcdefghijklmn", "abcdefghijklmnop", "abcdefghijklmnopqrstuvwxyz",
	"abcabcabcabc", "abc123abc123", "a1b2c3d4e5f6", "aabbccddeeff",
	"correcthorsebatterystaple", "correct horse battery staple",
	"cellwork", "cellworkcellwork",
};

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static str
cut_tail(str s)
{
	while (s.len > 0 && !is_letter(s.at[s.len - 1])) {
		s.len--;
	}
	return s;
}

static bool
is_common(str folded)
{
	str word = cut_tail(folded);

	for (size_t i = 0; i < COUNT(common); i++) {
		if (str_eq(folded, str_z(common[i])) ||
		    str_eq(word, str_z(common[i]))) {
			return true;
		}
	}
	return false;
}

/* One piece of at most four characters, again and again: "121212121212". */
static bool
is_repeated(str s)
{
	for (size_t piece = 1; piece <= 4; piece++) {
		size_t i = piece;

		while (i < s.len && s.at[i] == s.at[i - piece]) {
			i++;
		}
		if (i == s.len) {
			return true;
		}
	}
	return false;
}

/* Up or down by one all the way, 9 and 0 being neighbours: "123456789012". */
static bool
is_run(str s)
{
	int up = 0, down = 0;

	for (size_t i = 1; i < s.len; i++) {
		int step = s.at[i] - s.at[i - 1];

		up += step == 1 || (s.at[i - 1] == '9' && s.at[i] == '0');
		down += step == -1 || (s.at[i - 1] == '0' && s.at[i] == '9');
	}
	return (size_t)up + 1 >= s.len || (size_t)down + 1 >= s.len;
}

/* Takes every word of `words` that has three bytes or more out of the text. */
static void
remove_words(struct arena *mem, char *text, str words)
{
	str rest = text_fold(mem, words), word;

	while (str_cut(&rest, ' ', &word)) {
		char *z = arena_copy_z(mem, word), *at;

		while (word.len >= 3 && (at = strstr(text, z)) != NULL) {
			memmove(at, at + word.len, strlen(at + word.len) + 1);
		}
	}
}

/* Whether fewer than six letters are left without what others know. */
static bool
is_own(struct arena *mem, str folded, const struct person_words *who)
{
	char *text = arena_copy_z(mem, folded);
	size_t letters = 0, all = 0;

	remove_words(mem, text, who->login);
	remove_words(mem, text, who->number);
	remove_words(mem, text, who->name);
	remove_words(mem, text, who->native_name);
	if (strlen(text) == folded.len) {
		return false;
	}
	for (const char *p = text; *p != '\0'; p++, all++) {
		letters += is_letter(*p);
	}
	return letters < 6 && all < PASSWORD_MIN;
}

enum account_err
password_check(struct arena *mem, str password,
    const struct person_words *who)
{
	str folded;

	if (utf8_count(password) < PASSWORD_MIN) {
		return ACCOUNT_PASSWORD_SHORT;
	}
	if (password.len > PASSWORD_MAX) {
		return ACCOUNT_PASSWORD_LONG;
	}
	folded = text_fold(mem, password);
	if (is_common(folded) || is_repeated(folded) || is_run(folded)) {
		return ACCOUNT_PASSWORD_COMMON;
	}
	if (is_own(mem, folded, who)) {
		return ACCOUNT_PASSWORD_OWN;
	}
	return ACCOUNT_OK;
}
