/* org_pages_web.c - what the pages of every room say of a unit. */
#include "org/org_pages.h"

bool
org_find_unit(struct ctx *cx, const struct req *rq, struct object *out)
{
	struct unit u;

	if (!org_unit_by_public(cx, req_str(rq, "unit"), &u)) {
		return false;
	}
	out->unit = u.id;
	return true;
}

struct path
org_unit_path(struct ctx *cx, str public_id)
{
	return path_of(cx->mem, "/u/%s", public_id);
}

struct part_crumbs_view
org_crumbs(struct ctx *cx, int64_t unit_id)
{
	struct unit *path;
	struct part_crumb *crumbs;
	size_t len;

	org_path(cx, unit_id, &path, &len);
	crumbs = NEW(cx->mem, struct part_crumb, len);
	for (size_t i = 0; i + 1 < len; i++) {
		crumbs[i] = (struct part_crumb){ path[i].name,
		    org_unit_path(cx, path[i].public_id) };
	}
	return (struct part_crumbs_view){ crumbs, len > 0 ? len - 1 : 0 };
}

struct shown
org_cell_word(struct ctx *cx)
{
	const struct statutes *st = org_statutes(cx, cx->today);
	struct shown word = { S("unit with members"),
		S("units with members") };
	size_t tiers = 0;

	for (size_t i = 0; st != NULL && i < st->tiers.len; i++) {
		if (st->tiers.at[i].holds_members && tiers++ == 0) {
			word = org_word(cx, st->tiers.at[i].word);
		}
	}
	return tiers == 1 ? word : (struct shown){ S("unit with members"),
	    S("units with members") };
}

str
org_sentence(struct ctx *cx, enum org_err err)
{
	return text_sentence(cx->mem, str_z(org_err_text(err)));
}
