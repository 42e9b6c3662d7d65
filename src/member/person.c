/*
 * person.c - what is kept about a person beside the membership: earlier names,
 * how to reach them, and who has looked.
 */
#include "member/member.h"

#include <assert.h>

#include "account/may.h"
#include "db/change.h"
#include "db/db.h"
#include "member/member.sql.h"
#include "member/member_rows.h"

str
member_entered(struct ctx *cx, struct query *q, int column)
{
	if (q_is_null(q, column)) {
		return S("the administration, by import");
	}
	if (q_is_null(q, column + 1)) {
		return S("an administrator");
	}
	return arena_copy(cx->mem, q_get_str(q, column + 1));
}

void
member_change(struct ctx *cx, const char *verb, int64_t member_id,
    int64_t cell_id)
{
	bool own = member_id != 0 && member_id == cx->actor;

	change_add(cx, verb, (struct change){
		.office = own ? S("") : may_office(cx, ACT_KEEP_MEMBERS,
		    (struct object){ .unit = cell_id, .member = member_id }),
		.unit_id = cell_id,
		.member_id = member_id,
		.kind = member_id == 0 ? NULL : "member",
		.object_id = member_id,
	});
}

void
member_names(struct ctx *cx, int64_t id, struct name_was **out,
    size_t *out_len)
{
	struct LIST(struct name_was) names = { 0 };
	struct query q = db_query(cx->db, &sql_member_names);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":max", MEMBER_NAMES_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &names) = (struct name_was){
			.name = arena_copy(cx->mem, q_get_str(&q, 0)),
			.native_name = arena_copy(cx->mem, q_get_str(&q, 1)),
			.language = arena_copy(cx->mem, q_get_str(&q, 2)),
			.until_at = q_get_int(&q, 3),
			.changed_by = member_entered(cx, &q, 4),
		};
	}
	*out = names.at;
	*out_len = names.len;
}

/* ---- how to reach a member --------------------------------------------- */

void
member_contacts(struct ctx *cx, int64_t id, struct contact **out,
    size_t *out_len)
{
	struct LIST(struct contact) list = { 0 };
	struct query q = db_query(cx->db, &sql_contacts);

	q_set_int(&q, ":id", id);
	q_set_int(&q, ":max", CONTACTS_MAX);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct contact){
			.id = q_get_int(&q, 0),
			.kind = (int)q_get_int(&q, 1),
			.shown_to = (int)q_get_int(&q, 2),
			.value = arena_copy(cx->mem, q_get_str(&q, 3)),
			.from_at = q_get_int(&q, 4),
			.until_at = q_get_id(&q, 5),
			.entered_by = member_entered(cx, &q, 6),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

void
member_contacts_shown(struct ctx *cx, int64_t cell_id, struct date on,
    struct shown_contact **out, size_t *out_len)
{
	struct LIST(struct shown_contact) list = { 0 };
	struct query q = db_query(cx->db, &sql_contacts_of_cell);

	q_set_int(&q, ":cell_id", cell_id);
	q_set_date(&q, ":on", on);
	q_set_int(&q, ":max", (int64_t)CELL_MEMBERS_MAX * CONTACT_KINDS);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &list) = (struct shown_contact){
			.member_id = q_get_int(&q, 0),
			.kind = (int)q_get_int(&q, 1),
			.value = arena_copy(cx->mem, q_get_str(&q, 2)),
		};
	}
	*out = list.at;
	*out_len = list.len;
}

/* One @ with something on both sides and no space: more would be a guess. */
static bool
looks_like_mail(str s)
{
	size_t at = str_find(s, '@');

	return at > 0 && at + 1 < s.len &&
	    str_find(str_from(s, at + 1), '@') == s.len - at - 1 &&
	    str_find(s, ' ') == s.len;
}

/* Digits of any script may be typed: what is odd is Latin letters alone. */
static bool
looks_like_telephone(str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if ((c >= '0' && c <= '9') || c >= 0x80) {
			return true;
		}
	}
	return false;
}

bool
member_contact_ok(int kind, str value)
{
	if (value.len > CONTACT_MAX) {
		return false;
	}
	if (kind == CONTACT_MAIL) {
		return looks_like_mail(value);
	}
	return kind != CONTACT_TELEPHONE || looks_like_telephone(value);
}

static bool
same_now(struct ctx *cx, int64_t id, int kind, int shown_to, str value)
{
	struct contact *list;
	size_t len;

	member_contacts(cx, id, &list, &len);
	for (size_t i = 0; i < len; i++) {
		if (list[i].until_at == 0 && list[i].kind == kind) {
			return list[i].shown_to == shown_to &&
			    str_eq(list[i].value, value);
		}
	}
	return value.len == 0;
}

static void
end_contact(struct ctx *cx, int64_t id, int kind)
{
	struct query q = db_query(cx->db, &sql_contact_end);

	q_set_int(&q, ":member_id", id);
	q_set_int(&q, ":kind", kind);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);

	/* How somebody could be reached long ago is of use to nobody. */
	q = db_query(cx->db, &sql_contact_forget);
	q_set_int(&q, ":member_id", id);
	q_set_int(&q, ":keep", CONTACTS_MAX - CONTACT_KINDS);
	q_run(&q);
}

static void
insert_contact(struct ctx *cx, int64_t id, int kind, int shown_to, str value)
{
	int64_t new_id = db_new_id(cx->db, "contact");
	struct query q = db_query(cx->db, &sql_contact_insert);

	q_set_int(&q, ":id", new_id);
	q_set_int(&q, ":member_id", id);
	q_set_int(&q, ":kind", kind);
	q_set_str(&q, ":value", value);
	q_set_int(&q, ":shown_to", shown_to);
	q_set_int(&q, ":at", cx->now);
	q_set_id(&q, ":by", cx->account);
	q_run(&q);
}

enum member_err
member_contact_set(struct ctx *cx, int64_t id, int kind, int shown_to,
    str value)
{
	struct member m;

	assert(kind >= CONTACT_TELEPHONE && kind <= CONTACT_KINDS);
	assert(shown_to == SHOWN_TO_KEEPER || shown_to == SHOWN_TO_CELL);
	value = str_trim(value);
	if (!member_read(cx, id, &m)) {
		return MEMBER_NO_MEMBER;
	}
	if (value.len > 0 && !member_contact_ok(kind, value)) {
		return MEMBER_CONTACT_BAD;
	}
	if (same_now(cx, id, kind, shown_to, value)) {
		return MEMBER_OK;
	}
	end_contact(cx, id, kind);
	if (value.len > 0) {
		insert_contact(cx, id, kind, shown_to, value);
	}
	member_change(cx, "member.contact", id, m.cell_id);
	return MEMBER_OK;
}

/* ---- looks ------------------------------------------------------------- */

void
member_look(struct ctx *cx, int64_t member_id, str office, str what,
    str reason)
{
	int64_t id;
	struct query q;

	if (cx->actor == 0 || cx->actor == member_id) {
		return;
	}
	id = db_new_id(cx->db, "look");
	q = db_query(cx->db, &sql_look_insert);
	q_set_int(&q, ":id", id);
	q_set_int(&q, ":member_id", member_id);
	q_set_int(&q, ":looked_by", cx->actor);
	q_set_str(&q, ":office", office);
	q_set_str(&q, ":what", what);
	q_set_str(&q, ":reason", reason);
	q_set_int(&q, ":at", cx->now);
	q_run(&q);
}

bool
member_looked_since(struct ctx *cx, int64_t member_id, int64_t at)
{
	struct query q = db_query(cx->db, &sql_looks_since);

	q_set_int(&q, ":member_id", member_id);
	q_set_int(&q, ":looked_by", cx->actor);
	q_set_int(&q, ":at", at);
	return q_number(&q) > 0;
}

void
member_looks(struct ctx *cx, int64_t member_id, size_t max, struct look **out,
    size_t *out_len)
{
	struct LIST(struct look) looks = { 0 };
	struct query q = db_query(cx->db, &sql_looks);

	q_set_int(&q, ":member_id", member_id);
	q_set_int(&q, ":max", (int64_t)max);
	while (q_row(&q)) {
		*LIST_ADD(cx->mem, &looks) = (struct look){
			.by = arena_copy(cx->mem, q_get_str(&q, 0)),
			.office = arena_copy(cx->mem, q_get_str(&q, 1)),
			.what = arena_copy(cx->mem, q_get_str(&q, 2)),
			.reason = arena_copy(cx->mem, q_get_str(&q, 3)),
			.at = q_get_int(&q, 4),
		};
	}
	*out = looks.at;
	*out_len = looks.len;
}
