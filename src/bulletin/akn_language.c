/* akn_language.c - languages by the three letters that libraries use. */
#include <ctype.h>
#include <string.h>

#include "bulletin/akn.h"

#define ROW	6			/* "dedeu " */

/* ISO 639-1, two letters, and the same language in ISO 639-2/T. */
static const char known[] =
    "aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym "
    "azaze babak bebel bgbul bhbih bibis bmbam bnben bobod brbre bsbos "
    "cacat ceche chcha cocos crcre csces cuchu cvchv cycym dadan dedeu "
    "dvdiv dzdzo eeewe elell eneng eoepo esspa etest eueus fafas ffful "
    "fifin fjfij fofao frfra fyfry gagle gdgla glglg gngrn guguj gvglv "
    "hahau heheb hihin hohmo hrhrv hthat huhun hyhye hzher iaina idind "
    "ieile igibo iiiii ikipk ioido isisl itita iuiku jajpn jvjav kakat "
    "kgkon kikik kjkua kkkaz klkal kmkhm knkan kokor krkau kskas kukur "
    "kvkom kwcor kykir lalat lbltz lglug lilim lnlin lolao ltlit lulub "
    "lvlav mgmlg mhmah mimri mkmkd mlmal mnmon mrmar msmsa mtmlt mymya "
    "nanau nbnob ndnde nenep ngndo nlnld nnnno nonor nrnbl nvnav nynya "
    "ococi ojoji omorm orori ososs papan pipli plpol pspus ptpor quque "
    "rmroh rnrun roron rurus rwkin sasan scsrd sdsnd sesme sgsag sisin "
    "skslk slslv smsmo snsna sosom sqsqi srsrp ssssw stsot susun svswe "
    "swswa tatam tetel tgtgk ththa titir tktuk tltgl tntsn toton trtur "
    "tstso tttat twtwi tytah uguig ukukr ururd uzuzb veven vivie vovol "
    "wawln wowol xhxho yiyid yoyor zazha zhzho zuzul ";

/* The letters before the first "-", small; how many, 0: that is no name. */
static size_t
primary(str language, char out[3])
{
	str name = str_part(language, 0, str_find(language, '-'));

	if (name.len < 2 || name.len > 3) {
		return 0;
	}
	for (size_t i = 0; i < name.len; i++) {
		out[i] = (char)tolower((unsigned char)name.at[i]);
		if (out[i] < 'a' || out[i] > 'z') {
			return 0;
		}
	}
	return name.len;
}

str
akn_language(struct arena *mem, str language)
{
	char name[3];
	size_t len = primary(language, name);

	if (len == 3) {
		return arena_copy(mem, (str){ name, 3 });
	}
	for (const char *row = known; len == 2 && *row != '\0'; row += ROW) {
		if (memcmp(row, name, 2) == 0) {
			return (str){ row + 2, 3 };
		}
	}
	return S("und");
}
