/* sentence.c - words that begin or make a sentence. */
#include "base/base.h"

str
text_capital(struct arena *mem, str text)
{
	char *at;

	if (text.len == 0 || text.at[0] < 'a' || text.at[0] > 'z') {
		return text;
	}
	at = arena_copy_z(mem, text);
	at[0] = (char)(at[0] - 'a' + 'A');
	return (str){ at, text.len };
}

str
text_sentence(struct arena *mem, str text)
{
	str begun = text_capital(mem, text);

	return text.len == 0 || str_ends(text, S(".")) ||
	    str_ends(text, S("?")) || str_ends(text, S("!")) ? begun :
	    arena_printf(mem, STR_FMT ".", STR_ARG(begun));
}
