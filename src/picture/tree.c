/*
 * tree.c - today's tree as regions, blocks and cells.
 *
 * A unit directly under the top is a region; a unit directly under that is a
 * block, with all cells under it; cells that stand directly under a region or
 * under the top are a block of it. Units stand in the order they were founded.
 */
#include "db/db.h"
#include "org/org.h"
#include "picture/picture.sql.h"
#include "picture/picture_own.h"

#define NONE		SIZE_MAX
#define BLOCKS_MAX	2000		/* of a region; more are one block */
#define ALL_BLOCKS_MAX	20000

struct node {
	int64_t	id, parent_id;
	size_t	child, next;		/* the first under it; beside it */
	bool	cell;
};

struct tree {
	struct LIST(struct node)	 nodes;	/* by id */
	size_t				 root;
	int64_t				*ids;	/* cells, block after block */
	size_t				 ids_len;
	bool				 fine;	/* a block for each district */
};

struct region_list LIST(struct lay_region);
struct block_list LIST(struct lay_block);

static void
read_nodes(struct ctx *cx, struct tree *t)
{
	const struct statutes *st = org_statutes(cx, cx->today);
	struct query q = db_query(cx->db, &sql_picture_tree);

	while (q_row(&q)) {
		size_t tier = st == NULL ? 0 : statutes_tier(st,
		    q_get_str(&q, 2));

		*LIST_ADD(cx->mem, &t->nodes) = (struct node){
			q_get_int(&q, 0), q_get_id(&q, 1), NONE, NONE,
			st != NULL && tier < st->tiers.len &&
			    st->tiers.at[tier].holds_members };
	}
}

static size_t
node_of(const struct tree *t, int64_t id)
{
	size_t low = 0, high = t->nodes.len;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (t->nodes.at[mid].id < id) {
			low = mid + 1;
		} else {
			high = mid;
		}
	}
	return low < t->nodes.len && t->nodes.at[low].id == id ? low : NONE;
}

/* From the last to the first, so that children stand in the order of ids. */
static void
link_nodes(struct tree *t)
{
	t->root = NONE;
	for (size_t i = t->nodes.len; i-- > 0;) {
		struct node *n = &t->nodes.at[i];
		size_t parent = node_of(t, n->parent_id);

		if (n->parent_id == 0) {
			t->root = i;
		} else if (parent != NONE) {
			n->next = t->nodes.at[parent].child;
			t->nodes.at[parent].child = i;
		}
	}
}

/* All cells under a unit, itself among them; as deep as the tiers are. */
static void
collect(struct tree *t, size_t at)
{
	if (t->nodes.at[at].cell) {
		t->ids[t->ids_len++] = t->nodes.at[at].id;
	}
	for (size_t c = t->nodes.at[at].child; c != NONE;
	    c = t->nodes.at[c].next) {
		collect(t, c);
	}
}

/* What was collected since `first` is a block, if it is anything. */
static void
add_block(struct ctx *cx, struct tree *t, struct block_list *blocks,
    int64_t unit_id, size_t first)
{
	if (t->ids_len > first) {
		*LIST_ADD(cx->mem, blocks) = (struct lay_block){ unit_id,
		    &t->ids[first], (int64_t)(t->ids_len - first) };
	}
}

/* Cells that stand directly under a unit; if the unit is one, it too. */
static void
collect_direct(struct tree *t, size_t at)
{
	if (t->nodes.at[at].cell) {
		t->ids[t->ids_len++] = t->nodes.at[at].id;
	}
	for (size_t c = t->nodes.at[at].child; c != NONE;
	    c = t->nodes.at[c].next) {
		if (t->nodes.at[c].cell) {
			collect(t, c);
		}
	}
}

static void
add_region(struct ctx *cx, struct region_list *regions, int64_t unit_id,
    const struct block_list *blocks)
{
	struct lay_region r = { .unit_id = unit_id, .blocks = blocks->at,
		.blocks_len = blocks->len };

	for (size_t i = 0; i < blocks->len; i++) {
		r.cells += blocks->at[i].cells;
	}
	if (r.cells > 0) {
		*LIST_ADD(cx->mem, regions) = r;
	}
}

static void
make_region(struct ctx *cx, struct tree *t, struct region_list *regions,
    size_t at)
{
	struct block_list blocks = { 0 };
	size_t first = t->ids_len, begin = first;

	if (t->fine) {
		collect_direct(t, at);
		add_block(cx, t, &blocks, t->nodes.at[at].id, first);
		for (size_t c = t->nodes.at[at].child; c != NONE;
		    c = t->nodes.at[c].next) {
			if (!t->nodes.at[c].cell) {
				first = t->ids_len;
				collect(t, c);
				add_block(cx, t, &blocks, t->nodes.at[c].id,
				    first);
			}
		}
	}
	if (!t->fine || blocks.len > BLOCKS_MAX) {
		blocks = (struct block_list){ 0 };
		t->ids_len = begin;
		collect(t, at);
		add_block(cx, t, &blocks, t->nodes.at[at].id, begin);
	}
	add_region(cx, regions, t->nodes.at[at].id, &blocks);
}

/* False: there are more regions or blocks than a picture has room for. */
static bool
make_regions(struct ctx *cx, struct tree *t, struct region_list *out)
{
	struct block_list own = { 0 };
	size_t blocks = 0;

	t->ids_len = 0;
	collect_direct(t, t->root);
	add_block(cx, t, &own, t->nodes.at[t->root].id, 0);
	add_region(cx, out, t->nodes.at[t->root].id, &own);
	for (size_t c = t->nodes.at[t->root].child; c != NONE;
	    c = t->nodes.at[c].next) {
		if (!t->nodes.at[c].cell) {
			make_region(cx, t, out, c);
		}
		if (out->len > PICTURE_REGIONS_MAX) {
			return false;
		}
	}
	for (size_t i = 0; i < out->len; i++) {
		blocks += out->at[i].blocks_len;
	}
	return !t->fine || blocks <= ALL_BLOCKS_MAX;
}

void
tree_read(struct ctx *cx, struct lay_region **out, size_t *out_len)
{
	struct region_list regions = { 0 };
	struct tree t = { .fine = true };

	read_nodes(cx, &t);
	link_nodes(&t);
	if (t.root != NONE) {
		t.ids = NEW(cx->mem, int64_t, t.nodes.len);
		if (!make_regions(cx, &t, &regions)) {
			regions.len = 0;
			t.fine = false;
			if (!make_regions(cx, &t, &regions)) {
				regions.len = 0;
				t.ids_len = 0;
				make_region(cx, &t, &regions, t.root);
			}
		}
	}
	*out = regions.at;
	*out_len = regions.len;
}
