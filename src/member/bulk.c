/*
 * bulk.c - very many members at once.
 */
#include "member/member.h"

#include <assert.h>

#include "db/db.h"
#include "member/bulk.sql.h"
#include "member/member_rows.h"

#define IDS_AT_A_TIME	1000
#define LEFT		5	/* how a stay ended: membership.ended */

enum member_place { M_ID = 1, M_PUBLIC_ID, M_NUMBER, M_NAME, M_NATIVE_NAME,
	M_NAME_FOLD, M_LANGUAGE, M_AT, M_BY };
enum stay_place { T_ID = 1, T_MEMBER, T_CELL, T_FROM, T_UNTIL, T_ENDED, T_HOW,
	T_AT, T_BY };
enum contact_place { C_ID = 1, C_MEMBER, C_KIND, C_VALUE, C_SHOWN_TO, C_AT,
	C_BY };

struct bulk_open {
	struct query	member, stay, contact;
};

/* ---- what is refused --------------------------------------------------- */

enum member_err
bulk_check(const struct ctx *cx, const struct bulk_member *m)
{
	enum member_err err = member_names_ok(m->in.name, m->in.native_name,
	    m->in.language);

	if (err != MEMBER_OK) {
		return err;
	}
	if (m->in.number.len == 0) {
		return MEMBER_NUMBER_MISSING;
	}
	if (m->in.number.len > MEMBER_NUMBER_MAX) {
		return MEMBER_TOO_LONG;
	}
	return date_cmp(m->in.from, cx->today) > 0 ? MEMBER_FUTURE : MEMBER_OK;
}

enum member_err
bulk_check_rest(const struct ctx *cx, const struct bulk_member *m,
    int *out_part)
{
	if (date_known(m->left)) {
		*out_part = BULK_LEFT;
		if (date_cmp(m->left, cx->today) > 0) {
			return MEMBER_FUTURE;
		}
		if (date_cmp(m->in.from, m->left) > 0) {
			return MEMBER_NOT_OPEN;
		}
	}
	for (int kind = 1; kind <= CONTACT_KINDS; kind++) {
		str value = m->contact[kind - 1];

		*out_part = kind;
		if (value.len > 0 && !member_contact_ok(kind, value)) {
			return MEMBER_CONTACT_BAD;
		}
	}
	*out_part = BULK_JOIN;
	return MEMBER_OK;
}

/* ---- rows -------------------------------------------------------------- */

/* As public_id_new(), which asks the system for each. */
static str
new_public_id(struct arena *mem, struct member_bulk *b)
{
	if (b->random_left == 0) {
		random_bytes(b->random, sizeof(b->random));
		b->random_left = COUNT(b->random);
	}
	return public_id_of(mem, b->random[--b->random_left]);
}

static int64_t
take_id(struct ctx *cx, const char *table, int64_t *next, int64_t *until)
{
	if (*next == *until) {
		*next = db_new_ids(cx->db, table, IDS_AT_A_TIME);
		*until = *next + IDS_AT_A_TIME;
	}
	return (*next)++;
}

void
bulk_begin(struct ctx *cx, struct member_bulk *b)
{
	struct bulk_open *o = NEW(cx->mem, struct bulk_open, 1);

	assert(cx->mem != b->mem);
	o->member = db_query(cx->db, &sql_bulk_member);
	q_put_int(&o->member, M_AT, cx->now);
	q_put_id(&o->member, M_BY, cx->account);
	o->stay = db_query(cx->db, &sql_bulk_stay);
	q_put_int(&o->stay, T_AT, cx->now);
	q_put_id(&o->stay, T_BY, cx->account);
	o->contact = db_query(cx->db, &sql_bulk_contact);
	q_put_int(&o->contact, C_SHOWN_TO, SHOWN_TO_KEEPER);
	q_put_int(&o->contact, C_AT, cx->now);
	q_put_id(&o->contact, C_BY, cx->account);
	b->open = o;
}

static void
note_id(struct member_bulk *b, int64_t id)
{
	struct id_block *last = b->blocks.len > 0 ?
	    &b->blocks.at[b->blocks.len - 1] : NULL;

	if (last != NULL && last->until == id) {
		last->until++;
	} else {
		*LIST_ADD(b->mem, &b->blocks) = (struct id_block){ id, id + 1 };
	}
}

static void
add_stay(struct ctx *cx, struct member_bulk *b, const struct bulk_member *m,
    int64_t member_id)
{
	struct query *q = &b->open->stay;

	q_put_int(q, T_ID, take_id(cx, "membership", &b->next_stay,
	    &b->stays_until));
	q_put_int(q, T_MEMBER, member_id);
	q_put_int(q, T_CELL, m->in.cell_id);
	q_put_date(q, T_FROM, m->in.from);
	q_put_date(q, T_UNTIL, m->left);
	q_put_int(q, T_ENDED, date_known(m->left) ? LEFT : 0);
	q_put_int(q, T_HOW, m->in.how);
	q_again(q);
}

static void
add_contacts(struct ctx *cx, struct member_bulk *b,
    const struct bulk_member *m, int64_t member_id)
{
	struct query *q = &b->open->contact;

	for (int kind = 1; kind <= CONTACT_KINDS; kind++) {
		if (m->contact[kind - 1].len == 0) {
			continue;
		}
		q_put_int(q, C_ID, take_id(cx, "contact", &b->next_contact,
		    &b->contacts_until));
		q_put_int(q, C_MEMBER, member_id);
		q_put_int(q, C_KIND, kind);
		q_put_str(q, C_VALUE, m->contact[kind - 1]);
		q_again(q);
	}
}

void
bulk_add(struct ctx *cx, struct member_bulk *b, const struct bulk_member *m)
{
	struct query *q = &b->open->member;
	int64_t id = take_id(cx, "member", &b->next_id, &b->ids_until);

	q_put_int(q, M_ID, id);
	q_put_str(q, M_PUBLIC_ID, new_public_id(cx->mem, b));
	q_put_str(q, M_NUMBER, m->in.number);
	q_put_str(q, M_NAME, m->in.name);
	q_put_str(q, M_NATIVE_NAME, m->in.native_name);
	q_put_str(q, M_NAME_FOLD, member_folded(cx, m->in.name,
	    m->in.native_name));
	q_put_str(q, M_LANGUAGE, m->in.language);
	q_again(q);
	add_stay(cx, b, m, id);
	add_contacts(cx, b, m, id);
	if (db_state(cx->db) == DB_OK) {
		note_id(b, id);
	}
}

void
bulk_end(struct member_bulk *b)
{
	q_end(&b->open->member);
	q_end(&b->open->stay);
	q_end(&b->open->contact);
	b->open = NULL;
}
