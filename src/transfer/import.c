/*
 * import.c - reading a list row by row: the header, the rows that wait for the
 * unit above them, and what is told of a row that cannot be taken over.
 */
#include "transfer/transfer.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "db/change.h"
#include "db/db.h"
#include "org/org.h"
#include "transfer/transfer.sql.h"

/* ---- what is told ------------------------------------------------------ */

static void
tell(const struct import *im, int64_t line, size_t column, str text)
{
	struct import_problem p = { line, column, S(""), text };

	if (column > 0 && column <= im->headers) {
		p.column_name = im->header[column - 1];
	}
	im->tell(im->tell_arg, &p);
}

enum row_end
import_refuse(struct ctx *cx, struct import *im, size_t field,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(im, im->row.line, im->column[field],
	    arena_vprintf(cx->mem, fmt, ap));
	va_end(ap);
	return ROW_REFUSED;
}

/* ---- the header -------------------------------------------------------- */

/* "Unit_Code" as "unit code". */
static str
fold_name(struct arena *mem, str s)
{
	str folded = text_fold(mem, s);
	char *at = arena_copy_z(mem, folded);

	for (size_t i = 0; i < folded.len; i++) {
		if (at[i] == '_' || at[i] == '-') {
			at[i] = ' ';
		}
	}
	return str_trim((str){ at, folded.len });
}

static bool
is_called(struct arena *mem, const struct list_field *f, str name)
{
	str also = str_z(f->also), one;

	if (str_eq(fold_name(mem, str_z(f->name)), name)) {
		return true;
	}
	while (str_cut(&also, '|', &one)) {
		if (str_eq(fold_name(mem, one), name)) {
			return true;
		}
	}
	return false;
}

static size_t
find_field(const struct list_field *f, size_t len, str name)
{
	size_t i = 0;

	while (i < len && !str_eq(str_z(f[i].name), name)) {
		i++;
	}
	return i;
}

/* The column that a map means: by its name in the header or by its number. */
static size_t
find_column(const struct import *im, str column)
{
	str wanted = fold_name(im->mem, column);
	int64_t number;

	for (size_t i = 0; i < im->headers; i++) {
		if (str_eq(fold_name(im->mem, im->header[i]), wanted)) {
			return i + 1;
		}
	}
	if (str_to_int(column, &number) && number >= 1 &&
	    (size_t)number <= im->headers) {
		return (size_t)number;
	}
	return 0;
}

static bool
apply_maps(struct import *im, const struct list_field *f, size_t len,
    const struct import_map *maps, size_t maps_len)
{
	bool ok = true;

	for (size_t i = 0; i < maps_len; i++) {
		size_t column = find_column(im, maps[i].column);
		size_t field = find_field(f, len, maps[i].field);

		if (column == 0) {
			tell(im, im->row.line, 0, arena_printf(im->mem,
			    "the list has no column \"" STR_FMT "\"",
			    STR_ARG(maps[i].column)));
		} else if (field == len) {
			tell(im, im->row.line, column, arena_printf(im->mem,
			    "there is no field \"" STR_FMT "\" to put it in",
			    STR_ARG(maps[i].field)));
		} else {
			im->column[field] = column;
		}
		ok = ok && column > 0 && field < len;
	}
	return ok;
}

static bool
is_mapped(const struct import *im, size_t len, size_t column)
{
	for (size_t i = 0; i < len; i++) {
		if (im->column[i] == column) {
			return true;
		}
	}
	return false;
}

/* A column goes to the field it is called after; the first such column wins,
 * and a name that is a field's own before one it may also have. */
static void
match_columns(struct import *im, const struct list_field *f, size_t len)
{
	for (int also = 0; also < 2; also++) {
		for (size_t c = 1; c <= im->headers; c++) {
			str name = fold_name(im->mem, im->header[c - 1]);

			for (size_t i = 0; i < len; i++) {
				bool called = also ? is_called(im->mem, &f[i],
				    name) : str_eq(name, fold_name(im->mem,
				    str_z(f[i].name)));

				if (called && im->column[i] == 0 &&
				    !is_mapped(im, len, c)) {
					im->column[i] = c;
				}
			}
		}
	}
}

static str
headers_text(const struct import *im)
{
	str all = S("");

	for (size_t i = 0; i < im->headers; i++) {
		all = arena_printf(im->mem, STR_FMT "%s" STR_FMT, STR_ARG(all),
		    i > 0 ? ", " : "", STR_ARG(im->header[i]));
	}
	return all;
}

bool
import_begin(struct import *im, const struct import_map *maps, size_t maps_len)
{
	size_t len;
	const struct list_field *f = list_fields(im->kind, &len);
	bool ok;

	if (!csv_next(im->csv, &im->row) || im->row.problem.len > 0) {
		tell(im, im->row.line, im->row.problem_column,
		    im->row.problem.len > 0 ? im->row.problem :
		    S("the list is empty"));
		return false;
	}
	im->headers = im->row.fields;
	for (size_t i = 0; i < im->headers; i++) {
		im->header[i] = arena_copy(im->mem, im->row.field[i]);
	}
	ok = apply_maps(im, f, len, maps, maps_len);
	match_columns(im, f, len);
	for (size_t i = 0; i < len; i++) {
		if (f[i].needed && im->column[i] == 0) {
			tell(im, im->row.line, 0, arena_printf(im->mem,
			    "no column holds \"%s\" (%s); the columns are: "
			    STR_FMT, f[i].name, f[i].help,
			    STR_ARG(headers_text(im))));
			ok = false;
		}
	}
	return ok;
}

/* ---- a row ------------------------------------------------------------- */

str
import_text(const struct import *im, size_t field)
{
	size_t column = im->column[field];

	return column == 0 || column > im->row.fields ? S("") :
	    im->row.field[column - 1];
}

/* "20.11.2026", as most of the world writes it by hand. */
static bool
dotted_day(str s, struct date *out)
{
	int64_t part[3];
	str text;

	for (size_t i = 0; i < 3; i++) {
		if (!str_cut(&s, '.', &text) ||
		    !str_to_int(str_trim(text), &part[i]) || part[i] > 9999) {
			return false;
		}
	}
	return s.len == 0 && date_make((int)part[2], (int)part[1], (int)part[0],
	    out);
}

bool
import_day(struct ctx *cx, struct import *im, size_t field, struct date *out)
{
	str s = import_text(im, field);
	bool moment = s.len > 10 && (s.at[10] == 'T' || s.at[10] == ' ');

	*out = DATE_NONE;
	if (s.len == 0 || date_parse(moment ? str_part(s, 0, 10) : s, out) ||
	    dotted_day(s, out)) {
		return true;
	}
	(void)import_refuse(cx, im, field, "a day such as 2026-11-20 is "
	    "expected here, not \"" STR_FMT "\"", STR_ARG(utf8_cut(s, 60)));
	return false;
}

bool
import_number(struct ctx *cx, struct import *im, size_t field, int64_t max,
    int64_t *out)
{
	str s = import_text(im, field);

	*out = -1;
	if (s.len == 0 || (str_to_int(s, out) && *out <= max)) {
		return true;
	}
	(void)import_refuse(cx, im, field, "a number up to %lld is expected "
	    "here, not \"" STR_FMT "\"", (long long)max,
	    STR_ARG(utf8_cut(s, 60)));
	return false;
}

static bool
needed_are_there(struct ctx *cx, struct import *im)
{
	size_t len;
	const struct list_field *f = list_fields(im->kind, &len);

	for (size_t i = 0; i < len; i++) {
		if (f[i].needed && import_text(im, i).len == 0) {
			(void)import_refuse(cx, im, i, "this is empty; it "
			    "holds %s", f[i].help);
			return false;
		}
	}
	return true;
}

static enum row_end
take_row(struct ctx *cx, struct import *im)
{
	static enum row_end (*const take[LIST_KINDS])(struct ctx *,
	    struct import *) = {
		[LIST_UNITS] = import_unit,
		[LIST_MEMBERS] = import_member,
		[LIST_TERMS] = import_term,
		[LIST_MEETINGS] = import_meeting,
	};

	if (im->row.problem.len > 0) {
		tell(im, im->row.line, im->row.problem_column,
		    im->row.problem);
		return ROW_REFUSED;
	}
	return needed_are_there(cx, im) ? take[im->kind](cx, im) : ROW_REFUSED;
}

static void
count_end(struct import *im, enum row_end end)
{
	im->added += end == ROW_ADDED;
	im->same += end == ROW_SAME;
	im->refused += end == ROW_REFUSED;
	if (end == ROW_WAITS) {
		*LIST_ADD(im->mem, &im->waiting) = im->row.line;
	}
}

/*
 * A row is refused whole: what its first statements did is undone. A row of
 * members has changed nothing when it is refused, and needs no part.
 */
static void
count_row(struct ctx *cx, struct import *im)
{
	enum row_end end;

	if (im->kind == LIST_MEMBERS) {
		end = take_row(cx, im);
		if (db_state(cx->db) == DB_OK) {
			count_end(im, end);
		}
		return;
	}
	db_part_begin(cx->db);
	end = take_row(cx, im);
	if (db_state(cx->db) == DB_OK && end != ROW_REFUSED) {
		db_part_keep(cx->db);
	}
	if (db_state(cx->db) != DB_OK) {
		db_part_fail(cx->db);
		return;
	}
	if (end == ROW_REFUSED && !db_part_undo(cx->db)) {
		return;
	}
	count_end(im, end);
}

/* ---- what came of the list (TRAN-8) ------------------------------------- */

/* The line of the list in the record, with the first row that is new. */
static void
begin_run(struct ctx *cx, struct import *im)
{
	struct unit root;
	int64_t root_id = org_root(cx, &root) ? root.id : 0;
	struct query q;

	im->run_id = db_new_id(cx->db, "import_run");
	q = db_query(cx->db, &sql_import_run_add);
	q_set_int(&q, ":id", im->run_id);
	q_set_str(&q, ":public_id", public_id_new(cx->mem));
	q_set_int(&q, ":kind", im->kind);
	q_set_str(&q, ":name", im->name);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", cx->account);
	q_run(&q);
	if (im->kind == LIST_MEMBERS) {
		change_add(cx, "import.members", (struct change){
			.unit_id = root_id,
			.kind = "import",
			.object_id = im->run_id,
		});
	}
}

static void
write_counts(struct ctx *cx, struct import *im)
{
	struct query q;

	if (im->run_id == 0 && im->added > 0) {
		begin_run(cx, im);
	}
	if (im->run_id == 0) {
		return;
	}
	q = db_query(cx->db, &sql_import_run_count);
	q_set_int(&q, ":id", im->run_id);
	q_set_int(&q, ":added", im->added);
	q_set_int(&q, ":same", im->same);
	q_set_int(&q, ":refused", im->refused);
	q_run(&q);
}

void
import_block(struct ctx *cx, struct import *im, int64_t first, int64_t until)
{
	struct query q;

	if (im->run_id == 0) {
		begin_run(cx, im);
	}
	q = db_query(cx->db, &sql_import_block_add);
	q_set_int(&q, ":kind", im->kind);
	q_set_int(&q, ":first_id", first);
	q_set_int(&q, ":until_id", until);
	q_set_int(&q, ":run_id", im->run_id);
	q_run(&q);
}

static void
write_took(struct ctx *cx, struct import *im)
{
	if (im->took_until > im->took_first) {
		import_block(cx, im, im->took_first, im->took_until);
	}
}

void
import_took(struct ctx *cx, struct import *im, int64_t id)
{
	if (im->took_until != id) {
		write_took(cx, im);
		im->took_first = id;
	}
	im->took_until = id + 1;
}

/* ---- the rows that wait (TRAN-7) --------------------------------------- */

/* Once more from the top, but only for those that wait. */
static void
go_again(struct import *im)
{
	im->last_time = im->again && im->waiting.len == im->waited.len;
	im->waited = im->waiting;
	im->waiting = (struct waiting){ 0 };
	im->waited_at = 0;
	im->at_line = 0;
	im->again = true;
	csv_rewind(im->csv);
}

static bool
is_waited_for(struct import *im)
{
	if (!im->again) {
		return true;
	}
	if (im->waited_at < im->waited.len &&
	    im->waited.at[im->waited_at] == im->row.line) {
		im->waited_at++;
		return true;
	}
	return false;
}

/* At most *rows of them, which it counts down. False: the list has ended. */
static bool
read_rows(struct ctx *cx, struct import *im, size_t *rows)
{
	for (; *rows > 0 && db_state(cx->db) == DB_OK; (*rows)--) {
		size_t mark = cx->mem->used;

		if (!csv_next(im->csv, &im->row)) {
			return false;
		}
		im->at_line = im->row.line;
		if (is_waited_for(im)) {
			count_row(cx, im);
			arena_release(cx->mem, mark);
		}
	}
	return true;
}

static bool
read_some(struct ctx *cx, struct import *im, size_t *rows)
{
	bool more;

	if (im->kind != LIST_MEMBERS) {
		return read_rows(cx, im, rows);
	}
	import_members_begin(cx, im);
	more = read_rows(cx, im, rows);
	import_members_end(cx, im);
	return more;
}

/* The list has been read to its end. True: some of it waited for that. */
static bool
at_end(struct ctx *cx, struct import *im)
{
	if (csv_failed(im->csv)) {
		tell(im, im->row.line, 0, S("the list could not be read any "
		    "further"));
		return false;
	}
	if (im->waiting.len > 0) {
		go_again(im);
		return true;
	}
	import_unit_endings(cx, im);
	return false;
}

bool
import_some(struct ctx *cx, struct import *im, size_t rows)
{
	bool more = true;

	/* What a row took of cx->mem is given back; the import's lasts. */
	assert(cx->mem != im->mem);
	if (im->alone && !im->has_room) {
		db_room(cx->db, IMPORT_ROOM_MIB);
		im->has_room = true;
	}
	while (more && rows > 0 && db_state(cx->db) == DB_OK) {
		if (!read_some(cx, im, &rows)) {
			import_settle(cx, im);
			more = at_end(cx, im);
		}
	}
	write_took(cx, im);
	write_counts(cx, im);
	return more && db_state(cx->db) == DB_OK;
}

bool
import_settled(const struct import *im)
{
	return import_members_settled(im);
}

void
import_settle(struct ctx *cx, struct import *im)
{
	import_members_settle(cx, im);
}

void
import_end(struct import *im)
{
	import_members_drop(im);
}
