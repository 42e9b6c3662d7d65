/*
 * names.c - people, places and words of a federation that does not exist.
 */
#include "demo/demo_own.h"

/* ---- dice -------------------------------------------------------------- */

struct dice
dice_for(uint64_t seed, int64_t what)
{
	struct dice d = { seed * 0x9E3779B97F4A7C15u +
	    (uint64_t)what * 0xD1B54A32D192ED03u };

	(void)dice_next(&d);
	return d;
}

/* splitmix64: Steele, Lea, Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014. */
uint64_t
dice_next(struct dice *d)
{
	uint64_t z = d->state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

int64_t
dice_up_to(struct dice *d, int64_t n)
{
	return (int64_t)(dice_next(d) % (uint64_t)n);
}

bool
dice_percent(struct dice *d, int percent)
{
	return dice_up_to(d, 100) < percent;
}

/* ---- people ------------------------------------------------------------ */

static const char *const first_names[] = {
	"Aino", "Anders", "Bea", "Berit", "Bo", "Cato", "Dara", "Edda",
	"Eino", "Elin", "Emil", "Esra", "Finn", "Frida", "Gerda", "Hanne",
	"Henrik", "Ida", "Iben", "Ivo", "Jana", "Jonah", "Juna", "Kalle",
	"Karin", "Kirsi", "Lars", "Lea", "Lena", "Lisbet", "Lorenz", "Maja",
	"Marta", "Mats", "Mikkel", "Mira", "Nele", "Nils", "Noor", "Oda",
	"Olav", "Oskar", "Otto", "Petra", "Pia", "Rasmus", "Rika", "Runa",
	"Sami", "Selma", "Signe", "Siri", "Solveig", "Stina", "Sunniva",
	"Tariq", "Thea", "Tilda", "Tomas", "Tove", "Ulla", "Vera", "Viggo",
	"Wanda", "Wren", "Yara", "Ylva", "Zora", "Åse", "Øyvind", "Zoë",
	"Léa", "João", "Łucja", "Jiří",
};
static const char *const last_names[] = {
	"Aldous", "Amsel", "Brenn", "Brook", "Carrow", "Corrie", "Dahl",
	"Draper", "Eide", "Elm", "Fenn", "Fjord", "Garth", "Glover", "Greve",
	"Hale", "Hallam", "Heath", "Holm", "Hurst", "Ives", "Joss", "Kestrel",
	"Kiln", "Koro", "Lark", "Lind", "Loft", "Lund", "Marsh", "Mercer",
	"Mill", "Moor", "Morrow", "Ness", "Oakes", "Orme", "Pell", "Penrose",
	"Quill", "Rask", "Reed", "Rowe", "Ruud", "Saltmarsh", "Sand", "Sayer",
	"Skov", "Sparrow", "Strand", "Stroud", "Sund", "Tarn", "Teal",
	"Thorne", "Tyne", "Vale", "Vand", "Venn", "Vik", "Wade", "Weir",
	"Whin", "Yarrow", "Young", "Østby", "Müller", "Nowák", "Ångström",
};
static const struct { const char *name, *native, *language; } others[] = {
	{ "Kim Minseo", "김민서", "ko" }, { "Lee Jiho", "이지호", "ko" },
	{ "Park Seoyeon", "박서연", "ko" }, { "Choi Dohyun", "최도현", "ko" },
	{ "Layla Haddad", "ليلى حداد", "ar" },
	{ "Omar Nasser", "عمر ناصر", "ar" },
	{ "Salma Khoury", "سلمى خوري", "ar" },
	{ "Yusuf Amin", "يوسف أمين", "ar" },
	{ "Tanaka Yui", "田中結衣", "ja" }, { "Sato Haruto", "佐藤陽翔", "ja" },
	{ "Nguyễn Thị Lan", "", "vi" }, { "Trần Văn Minh", "", "vi" },
	{ "Olena Shevchuk", "Олена Шевчук", "uk" },
	{ "Nikos Papas", "Νίκος Παπάς", "el" },
};

struct demo_name
demo_person(struct ctx *cx, struct dice *d)
{
	if (dice_percent(d, 6)) {
		size_t i = (size_t)dice_up_to(d, (int64_t)COUNT(others));

		return (struct demo_name){ str_z(others[i].name),
		    str_z(others[i].native), str_z(others[i].language) };
	}
	return (struct demo_name){ arena_printf(cx->mem, "%s %s",
	    first_names[dice_up_to(d, (int64_t)COUNT(first_names))],
	    last_names[dice_up_to(d, (int64_t)COUNT(last_names))]), S(""),
	    S("en") };
}

/* ---- places ------------------------------------------------------------ */

static const char *const provinces[] = {
	"Long Lakes", "Saltcoast", "Greyfell", "Outer Isles", "Highmoor",
	"Fenlow", "Tarnwald", "Ostholm", "Birkfjord", "Stonewick",
	"Marrowdale", "Northgate",
};
static const char *const county_first[] = {
	"East", "Harr", "Wyn", "Thorn", "Ald", "Bram", "Car", "Dun", "Elder",
	"Fair", "Glen", "Hazel", "Ivy", "Kell", "Lark", "Mar", "Nor", "Oak",
	"Pen", "Rav", "Sel", "Tor", "Under", "West",
};
static const char *const county_last[] = {
	"mere", "wick", "holm", "dale", "ford", "burn", "ness", "thwaite",
	"combe", "hythe", "mouth", "stead", "toft",
};
static const char *const workplaces[] = {
	"Harbour Bakery", "Dairy", "Net Menders and Fishers", "Timber",
	"Ferry", "Mill", "Health Centre", "School Kitchens", "Transport",
	"Builders", "Print Shop", "Market Hall", "Water Works", "Weavers",
	"Orchards", "Tool Works", "Brickyard", "Library", "Nursery",
	"Repair Shop", "Post", "Laundry", "Greenhouses", "Quarry", "Theatre",
};
static const char *const branch_before[] = {
	"", "Upper ", "Lower ", "Old ", "New ", "North ", "South ", "Little ",
	"Great ",
};
static const char *const branch_last[] = {
	"by", "ton", "ham", "field", "bridge", "gate", "haven", "vik", "stow",
	"ley", "cliff", "beck", "wold", "marsh",
};

str
demo_province_name(int64_t i)
{
	return str_z(provinces[i % (int64_t)COUNT(provinces)]);
}

str
demo_county_name(struct ctx *cx, int64_t i)
{
	int64_t first = i % (int64_t)COUNT(county_first);
	int64_t last = (i + i / (int64_t)COUNT(county_first)) %
	    (int64_t)COUNT(county_last);

	return arena_printf(cx->mem, "%s%s", county_first[first],
	    county_last[last]);
}

/* Neighbours have different names; far away one may come again. */
str
demo_branch_name(struct ctx *cx, int64_t i)
{
	int64_t lasts = (int64_t)COUNT(branch_last);
	int64_t firsts = (int64_t)COUNT(county_first);

	return arena_printf(cx->mem, "%s%s%s",
	    branch_before[i / (lasts * firsts) %
	    (int64_t)COUNT(branch_before)],
	    county_first[i / lasts % firsts], branch_last[i % lasts]);
}

str
demo_workplace_name(int64_t i)
{
	return str_z(workplaces[i % (int64_t)COUNT(workplaces)]);
}

str
demo_venue(struct dice *d)
{
	static const char *const venues[] = { "canteen upstairs",
	    "the reading room", "the school hall", "Bea's kitchen",
	    "the boat house", "the back office", "the village hall" };

	return str_z(venues[dice_up_to(d, (int64_t)COUNT(venues))]);
}

/* ---- words ------------------------------------------------------------- */

str
demo_agenda(int64_t i)
{
	static const char *const items[] = { "News from the county",
	    "How the month went", "What we need", "Any other business" };

	return str_z(items[i % (int64_t)COUNT(items)]);
}

str
demo_note(struct dice *d)
{
	static const char *const notes[] = {
		"The rota holds. Two people ask for later shifts in winter.",
		"The new oven is in use; the old one goes to the school.",
		"Deliveries were late twice. The drivers explain why.",
		"Most are content with the shorter meeting.",
		"We looked at the figures of the last quarter together.",
		"The heating in the hall was out again; the county is told.",
		"Three neighbours asked how to join.",
		"We talked about who can lead the study evening.",
	};

	return str_z(notes[dice_up_to(d, (int64_t)COUNT(notes))]);
}

str
demo_decision(struct dice *d, str *out_task)
{
	static const struct { const char *text, *task; } decisions[] = {
		{ "We start the early shift on the first of next month, for "
		  "four weeks, then look again.", "Draw up the rota" },
		{ "We offer day-old bread to the school at half price.",
		  "Ask the school about bread baskets" },
		{ "We meet in the reading room until the hall is warm.",
		  "Book the reading room" },
		{ "We teach every new member the till in the first month.",
		  "Teach the new till" },
		{ "We compare three offers before the flour is ordered.",
		  "Flour price comparison" },
		{ "We invite the neighbours to the summer supper.",
		  "Write the invitations" },
		{ "We put up a board with who needs help with what.",
		  "Put up the board" },
		{ "We close on the afternoon of the county assembly.", "" },
	};
	size_t i = (size_t)dice_up_to(d, (int64_t)COUNT(decisions));

	*out_task = str_z(decisions[i].task);
	return str_z(decisions[i].text);
}
