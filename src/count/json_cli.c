/*
 * json_cli.c - the result of a count for another program: each number, and
 * candidates by their place in the list, from 1.
 */
#include <jansson.h>
#include <stdio.h>

#include "count/count_cli.h"

struct maker {
	struct arena			*mem;
	const struct count_file		*f;
	const struct count_result	*r;
};

static json_t *
text_of(str s)
{
	return json_stringn(s.at, s.len);
}

static json_t *
votes_of(const struct maker *m, int64_t votes)
{
	return text_of(count_votes_text(m->mem, votes, m->r->stv.scale));
}

/* Numbers of candidates, from 1. */
static json_t *
numbers_of(const uint16_t *of, size_t len)
{
	json_t *list = json_array();

	for (size_t i = 0; i < len; i++) {
		json_array_append_new(list, json_integer(of[i] + 1));
	}
	return list;
}

static json_t *
candidates_of(const struct maker *m)
{
	json_t *list = json_array();

	for (size_t i = 0; i < m->f->ballots.candidates_len; i++) {
		const struct count_candidate *c =
		    &m->f->ballots.candidates[i];
		json_t *o = json_object();

		json_object_set_new(o, "name", text_of(c->name));
		json_object_set_new(o, "withdrew", json_boolean(c->withdrew));
		json_array_append_new(list, o);
	}
	return list;
}

static void
set_int(json_t *o, const char *key, int64_t n)
{
	json_object_set_new(o, key, json_integer(n));
}

static void
set_aside(json_t *o, int64_t blank, int64_t spoilt, int64_t aside)
{
	set_int(o, "blank", blank);
	set_int(o, "spoilt", spoilt);
	set_int(o, "set_aside", aside);
}

static void
put_question(const struct maker *m, json_t *o)
{
	const struct count_question *q = &m->r->question;

	set_int(o, "for", q->votes[COUNT_FOR]);
	set_int(o, "against", q->votes[COUNT_AGAINST]);
	set_int(o, "abstain", q->votes[COUNT_ABSTAIN]);
	set_int(o, "cast", q->cast);
	set_aside(o, q->blank, q->spoilt, q->set_aside);
	set_int(o, "whole", q->whole);
	set_int(o, "needed", q->needed);
}

static void
put_choice(const struct maker *m, json_t *o)
{
	const struct count_choice *c = &m->r->choice;
	json_t *votes = json_array();

	for (size_t i = 0; i < m->f->ballots.candidates_len; i++) {
		json_array_append_new(votes, json_integer(c->votes[i]));
	}
	json_object_set_new(o, "votes", votes);
	json_object_set_new(o, "order", numbers_of(c->order, c->order_len));
	set_int(o, "cast", c->cast);
	set_aside(o, c->blank, c->spoilt, c->set_aside);
	set_int(o, "whole", c->whole);
	set_int(o, "needed", c->needed);
}

static void
put_schulze(const struct maker *m, json_t *o)
{
	const struct count_schulze *s = &m->r->schulze;
	json_t *pairs = json_array(), *paths = json_array();
	json_t *places = json_array();

	for (size_t i = 0; i < s->n; i++) {
		json_t *pair = json_array(), *path = json_array();

		for (size_t k = 0; k < s->n; k++) {
			struct count_link l = s->paths[i * s->n + k];

			json_array_append_new(pair,
			    json_integer(s->pairs[i * s->n + k]));
			json_array_append_new(path, i == k ? json_null() :
			    json_pack("[ii]", (int)l.with, (int)l.against));
		}
		json_array_append_new(pairs, pair);
		json_array_append_new(paths, path);
		json_array_append_new(places, json_pack("[ii]",
		    (int)s->first[i], (int)s->last[i]));
	}
	json_object_set_new(o, "order", numbers_of(s->order, s->order_len));
	json_object_set_new(o, "places", places);
	json_object_set_new(o, "pairs", pairs);
	json_object_set_new(o, "paths", paths);
	set_aside(o, s->blank, s->spoilt, 0);
}

static json_t *
stage_of(const struct maker *m, const struct count_stage *s)
{
	static const char *const acts[] = { [COUNT_ACT_FIRST] = "first",
	    [COUNT_ACT_SURPLUS] = "surplus", [COUNT_ACT_EXCLUDE] = "exclude",
	    [COUNT_ACT_ITERATE] = "iterate" };
	json_t *o = json_object(), *votes = json_array(), *keep;

	json_object_set_new(o, "act", json_string(acts[s->act]));
	if (s->act == COUNT_ACT_SURPLUS || s->act == COUNT_ACT_EXCLUDE) {
		set_int(o, "candidate", s->candidate + 1);
		json_object_set_new(o, "transfer", votes_of(m, s->transfer));
	}
	for (size_t i = 0; i < m->f->ballots.candidates_len; i++) {
		json_array_append_new(votes, votes_of(m, s->votes[i]));
	}
	json_object_set_new(o, "votes", votes);
	if (s->keep != NULL) {
		keep = json_array();
		for (size_t i = 0; i < m->f->ballots.candidates_len; i++) {
			json_array_append_new(keep, votes_of(m, s->keep[i]));
		}
		json_object_set_new(o, "keep", keep);
		set_int(o, "iterations", s->iterations);
	}
	json_object_set_new(o, "quota", votes_of(m, s->quota));
	json_object_set_new(o, "not_transferable",
	    votes_of(m, s->not_transferable));
	json_object_set_new(o, "cut_off", votes_of(m, s->cut_off));
	json_object_set_new(o, "elected",
	    numbers_of(s->elected, s->elected_len));
	set_int(o, "filled", (int64_t)s->filled);
	json_object_set_new(o, "excluded",
	    numbers_of(&s->excluded, s->excludes));
	return o;
}

static json_t *
tie_of(const struct count_tie *t)
{
	json_t *o = json_object();

	json_object_set_new(o, "for", json_string(
	    t->what == COUNT_LOT_SURPLUS ? "surplus" : "exclude"));
	set_int(o, "stage", t->stage);
	json_object_set_new(o, "tied", numbers_of(t->tied, t->tied_len));
	set_int(o, "decided_by_stage", t->decided_by);
	json_object_set_new(o, "chosen", t->drawn ?
	    json_integer(t->chosen + 1) : json_null());
	return o;
}

static void
put_stv(const struct maker *m, json_t *o)
{
	const struct count_stv *v = &m->r->stv;
	json_t *stages = json_array(), *ties = json_array();

	set_int(o, "counted", v->ballots);
	set_aside(o, v->blank, v->spoilt, v->set_aside);
	json_object_set_new(o, "quota", votes_of(m, v->quota));
	for (size_t i = 0; i < v->stages.len; i++) {
		json_array_append_new(stages, stage_of(m, &v->stages.at[i]));
	}
	for (size_t i = 0; i < v->ties.len; i++) {
		json_array_append_new(ties, tie_of(&v->ties.at[i]));
	}
	json_object_set_new(o, "stages", stages);
	json_object_set_new(o, "ties", ties);
}

static json_t *
lots_of(const struct count_result *r)
{
	json_t *lots = json_array();

	for (size_t i = 0; i < r->lots.len; i++) {
		json_array_append_new(lots,
		    json_integer(r->lots.at[i].drawn + 1));
	}
	return lots;
}

void
count_print_json(struct arena *mem, const struct count_file *f,
    const struct count_result *r)
{
	struct maker m = { mem, f, r };
	json_t *o = json_object();

	json_object_set_new(o, "title", text_of(f->title));
	json_object_set_new(o, "method",
	    json_string(count_method_word(r->method)));
	set_int(o, "seats", r->seats);
	set_int(o, "ballots", count_ballots_sum(&f->ballots));
	json_object_set_new(o, "outcome",
	    json_string(count_outcome_word(r->outcome)));
	json_object_set_new(o, "candidates", candidates_of(&m));
	json_object_set_new(o, "elected",
	    numbers_of(r->elected, r->elected_len));
	set_int(o, "by_lot", (int64_t)r->by_lot);
	json_object_set_new(o, "lots", lots_of(r));
	json_object_set_new(o, "tied", numbers_of(r->tied, r->tied_len));
	set_int(o, "open", r->open);
	switch (r->method) {
	case COUNT_QUESTION:
		put_question(&m, o);
		break;
	case COUNT_PLURALITY:
	case COUNT_APPROVAL:
		put_choice(&m, o);
		break;
	case COUNT_SCHULZE:
		put_schulze(&m, o);
		break;
	case COUNT_SCOTTISH:
	case COUNT_MEEK:
		put_stv(&m, o);
		break;
	}
	json_dumpf(o, stdout, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
	printf("\n");
	json_decref(o);
}
