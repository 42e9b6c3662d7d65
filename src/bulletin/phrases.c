/*
 * phrases.c - the sentences that a draft is made of, in several languages.
 *
 * They avoid inflection: what is filled in stands after a colon or in brackets,
 * so that a name or a number never has to change its form.
 */
#include <assert.h>
#include <string.h>

#include "bulletin/bulletin_own.h"

struct language {
	const char	*name;
	const char	*months[12];
	const char	*day;		/* %1 day, %2 month, %3 year */
	const char	*phrase[PHRASE_COUNT];
};

static const struct language languages[] = {
	{ "en", { "January", "February", "March", "April", "May", "June",
	  "July", "August", "September", "October", "November", "December" },
	  "%1 %2 %3", {
		[PHRASE_BULLETIN] = "Bulletin %1",
		[PHRASE_MINUTES] = "Minutes of sitting %1",
		[PHRASE_SITTING_OF] = "Sitting %1, %2. %3.",
		[PHRASE_OPENED] = "The sitting was opened at %1.",
		[PHRASE_PRESIDED] = "In the chair: %1.",
		[PHRASE_PRESENT] = "Present at the opening: %1 of %2 with a "
		    "vote.",
		[PHRASE_QUORUM] = "The conference could decide (needed: %1).",
		[PHRASE_NO_QUORUM] = "The conference could not decide "
		    "(needed: %1).",
		[PHRASE_REPORTED] = "Report: %1.",
		[PHRASE_SPOKE] = "Speeches: %1.",
		[PHRASE_ORDER] = "Points of order: %1.",
		[PHRASE_FOR] = "for", [PHRASE_AGAINST] = "against",
		[PHRASE_VOTE] = "Vote %1: %2",
		[PHRASE_CARRIED] = "Carried", [PHRASE_LOST] = "Not carried",
		[PHRASE_TIE] = "A tie",
		[PHRASE_DID_NOT_DECIDE] = "Nothing was decided: the quorum "
		    "was not there",
		[PHRASE_ANNULLED] = "Annulled: %1",
		[PHRASE_NUMBERS] = "Might vote: %1. Present: %2. Votes cast: "
		    "%3.",
		[PHRASE_RULE] = "By this rule: %1.",
		[PHRASE_ELECTED] = "Elected: %1.",
		[PHRASE_MOTION_CARRIED] = "Motion %1, %2: carried.",
		[PHRASE_MOTION_LOST] = "Motion %1, %2: not carried.",
		[PHRASE_MOTION_REFERRED] = "Motion %1, %2: referred.",
		[PHRASE_COMMENDED] = "Commended: %1, for %2.",
		[PHRASE_CLOSED] = "The sitting was closed at %1.",
		[PHRASE_LASTED] = "from %1 to %2",
		[PHRASE_TEXT_CARRIED] = "As it was carried:",
		[PHRASE_PROCEEDINGS] = "Proceedings",
		[PHRASE_RESOLUTION] = "Resolution",
	} },
	{ "de", { "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli",
	  "August", "September", "Oktober", "November", "Dezember" },
	  "%1. %2 %3", {
		[PHRASE_BULLETIN] = "Bulletin %1",
		[PHRASE_MINUTES] = "Protokoll der Sitzung %1",
		[PHRASE_SITTING_OF] = "Sitzung %1, %2. %3.",
		[PHRASE_OPENED] = "Eröffnung: %1 Uhr.",
		[PHRASE_PRESIDED] = "Leitung: %1.",
		[PHRASE_PRESENT] = "Bei der Eröffnung anwesend: %1 von %2 "
		    "Stimmberechtigten.",
		[PHRASE_QUORUM] = "Die Konferenz war beschlussfähig "
		    "(nötig: %1).",
		[PHRASE_NO_QUORUM] = "Die Konferenz war nicht beschlussfähig "
		    "(nötig: %1).",
		[PHRASE_REPORTED] = "Bericht: %1.",
		[PHRASE_SPOKE] = "Reden: %1.",
		[PHRASE_ORDER] = "Zur Geschäftsordnung: %1.",
		[PHRASE_FOR] = "dafür", [PHRASE_AGAINST] = "dagegen",
		[PHRASE_VOTE] = "Abstimmung %1: %2",
		[PHRASE_CARRIED] = "Angenommen",
		[PHRASE_LOST] = "Nicht angenommen",
		[PHRASE_TIE] = "Stimmengleichheit",
		[PHRASE_DID_NOT_DECIDE] = "Kein Beschluss: nicht "
		    "beschlussfähig",
		[PHRASE_ANNULLED] = "Aufgehoben: %1",
		[PHRASE_NUMBERS] = "Stimmberechtigt: %1. Anwesend: %2. "
		    "Abgegebene Stimmen: %3.",
		[PHRASE_RULE] = "Nach dieser Regel: %1.",
		[PHRASE_ELECTED] = "Gewählt: %1.",
		[PHRASE_MOTION_CARRIED] = "Antrag %1, %2: angenommen.",
		[PHRASE_MOTION_LOST] = "Antrag %1, %2: nicht angenommen.",
		[PHRASE_MOTION_REFERRED] = "Antrag %1, %2: überwiesen.",
		[PHRASE_COMMENDED] = "Ausgezeichnet: %1, für %2.",
		[PHRASE_CLOSED] = "Schluss: %1 Uhr.",
		[PHRASE_LASTED] = "von %1 bis %2",
		[PHRASE_TEXT_CARRIED] = "In der angenommenen Fassung:",
		[PHRASE_PROCEEDINGS] = "Konferenzprotokoll",
		[PHRASE_RESOLUTION] = "Beschluss",
	} },
	{ "es", { "enero", "febrero", "marzo", "abril", "mayo", "junio",
	  "julio", "agosto", "septiembre", "octubre", "noviembre",
	  "diciembre" }, "%1 de %2 de %3", {
		[PHRASE_BULLETIN] = "Boletín %1",
		[PHRASE_MINUTES] = "Acta de la sesión %1",
		[PHRASE_SITTING_OF] = "Sesión %1, %2. %3.",
		[PHRASE_OPENED] = "Apertura: %1.",
		[PHRASE_PRESIDED] = "Presidencia: %1.",
		[PHRASE_PRESENT] = "Presentes en la apertura: %1 de %2 con "
		    "voto.",
		[PHRASE_QUORUM] = "Hubo quórum (necesario: %1).",
		[PHRASE_NO_QUORUM] = "No hubo quórum (necesario: %1).",
		[PHRASE_REPORTED] = "Informe: %1.",
		[PHRASE_SPOKE] = "Intervenciones: %1.",
		[PHRASE_ORDER] = "Cuestiones de orden: %1.",
		[PHRASE_FOR] = "a favor", [PHRASE_AGAINST] = "en contra",
		[PHRASE_VOTE] = "Votación %1: %2",
		[PHRASE_CARRIED] = "Resultado: sí",
		[PHRASE_LOST] = "Resultado: no",
		[PHRASE_TIE] = "Empate",
		[PHRASE_DID_NOT_DECIDE] = "Sin decisión: no hubo quórum",
		[PHRASE_ANNULLED] = "Anulada: %1",
		[PHRASE_NUMBERS] = "Con derecho a voto: %1. Presentes: %2. "
		    "Votos emitidos: %3.",
		[PHRASE_RULE] = "Según esta regla: %1.",
		[PHRASE_ELECTED] = "Resultan elegidos: %1.",
		[PHRASE_MOTION_CARRIED] = "Moción %1, %2: aprobada.",
		[PHRASE_MOTION_LOST] = "Moción %1, %2: no aprobada.",
		[PHRASE_MOTION_REFERRED] = "Moción %1, %2: remitida.",
		[PHRASE_COMMENDED] = "Reconocimiento: %1, por %2.",
		[PHRASE_CLOSED] = "Cierre: %1.",
		[PHRASE_LASTED] = "de %1 a %2",
		[PHRASE_TEXT_CARRIED] = "Texto aprobado:",
		[PHRASE_PROCEEDINGS] = "Actas",
		[PHRASE_RESOLUTION] = "Resolución",
	} },
	{ "fr", { "janvier", "février", "mars", "avril", "mai", "juin",
	  "juillet", "août", "septembre", "octobre", "novembre", "décembre" },
	  "%1 %2 %3", {
		[PHRASE_BULLETIN] = "Bulletin %1",
		[PHRASE_MINUTES] = "Procès-verbal de la séance %1",
		[PHRASE_SITTING_OF] = "Séance %1, %2. %3.",
		[PHRASE_OPENED] = "Ouverture : %1.",
		[PHRASE_PRESIDED] = "Présidence : %1.",
		[PHRASE_PRESENT] = "Présents à l’ouverture : %1 sur %2 ayant "
		    "une voix.",
		[PHRASE_QUORUM] = "Le quorum était atteint (nécessaire : %1).",
		[PHRASE_NO_QUORUM] = "Le quorum n’était pas atteint "
		    "(nécessaire : %1).",
		[PHRASE_REPORTED] = "Rapport : %1.",
		[PHRASE_SPOKE] = "Interventions : %1.",
		[PHRASE_ORDER] = "Motions d’ordre : %1.",
		[PHRASE_FOR] = "pour", [PHRASE_AGAINST] = "contre",
		[PHRASE_VOTE] = "Vote %1 : %2",
		[PHRASE_CARRIED] = "Résultat : oui",
		[PHRASE_LOST] = "Résultat : non",
		[PHRASE_TIE] = "Égalité des voix",
		[PHRASE_DID_NOT_DECIDE] = "Pas de décision : quorum non "
		    "atteint",
		[PHRASE_ANNULLED] = "Annulé : %1",
		[PHRASE_NUMBERS] = "Ayant une voix : %1. Présents : %2. "
		    "Votes exprimés : %3.",
		[PHRASE_RULE] = "Selon cette règle : %1.",
		[PHRASE_ELECTED] = "Résultat de l’élection : %1.",
		[PHRASE_MOTION_CARRIED] = "Motion %1, %2 : adoptée.",
		[PHRASE_MOTION_LOST] = "Motion %1, %2 : non adoptée.",
		[PHRASE_MOTION_REFERRED] = "Motion %1, %2 : renvoyée.",
		[PHRASE_COMMENDED] = "Distinction : %1, pour %2.",
		[PHRASE_CLOSED] = "Clôture : %1.",
		[PHRASE_LASTED] = "de %1 à %2",
		[PHRASE_TEXT_CARRIED] = "Texte adopté :",
		[PHRASE_PROCEEDINGS] = "Actes",
		[PHRASE_RESOLUTION] = "Résolution",
	} },
};

/* "de" of "de-AT" too; English where there is no other. */
static const struct language *
find(str language)
{
	str name = str_part(language, 0, str_find(language, '-'));

	for (size_t i = 0; i < COUNT(languages); i++) {
		if (str_eq(name, str_z(languages[i].name))) {
			return &languages[i];
		}
	}
	return &languages[0];
}

const char *
phrase_text(str language, enum phrase phrase)
{
	assert(phrase < PHRASE_COUNT);
	return find(language)->phrase[phrase];
}

static str
fill(struct arena *mem, const char *text, size_t len, const str *args)
{
	str out = S("");

	while (*text != '\0') {
		size_t plain = strcspn(text, "%");
		size_t arg = text[plain] == '%' ?
		    (size_t)(text[plain + 1] - '1') : len;

		assert(text[plain] == '\0' || arg < len);
		out = arena_printf(mem, STR_FMT "%.*s" STR_FMT, STR_ARG(out),
		    (int)plain, text, STR_ARG(arg < len ? args[arg] : S("")));
		text += text[plain] == '%' ? plain + 2 : plain;
	}
	return out;
}

str
phrase_fill(struct arena *mem, str language, enum phrase phrase, size_t len,
    const str *args)
{
	return fill(mem, phrase_text(language, phrase), len, args);
}

str
phrase_day(struct arena *mem, str language, const struct conference *c,
    struct date day)
{
	const struct language *l = find(language);
	struct ymd ymd = date_ymd(day);
	str year = arena_printf(mem, "%d", ymd.year);

	if (c->era_name.len > 0 && c->era_year != 0) {
		year = arena_printf(mem, STR_FMT " %d (%d)",
		    STR_ARG(c->era_name),
		    c->era_year + ymd.year - date_ymd(c->from).year,
		    ymd.year);
	}
	return fill(mem, l->day, 3, (const str[]){
	    arena_printf(mem, "%d", ymd.mday),
	    str_z(l->months[ymd.month - 1]), year });
}
