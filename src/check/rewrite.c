/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/rewrite.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------- writing */

void bp_write_as(bp_rewriting *r, size_t k, bp_operation operation)
{
    bp_definition *number = &r->d->number[k];
    number->operation = operation;
    number->n_parents = 0;
    number->first_parent = r->n_parents;
}

/* Makes room for one parent more; false where memory has run out. */
static bool make_room(bp_rewriting *r)
{
    if (r->n_parents < r->room || r->ran_out)
        return !r->ran_out;
    size_t room = 2 * r->room + 64;
    size_t *parents = realloc(r->d->parent, room * sizeof *parents);
    r->ran_out = parents == NULL;
    if (parents != NULL) {
        r->d->parent = parents;
        r->room = room;
    }
    return !r->ran_out;
}

void bp_write_parent(bp_rewriting *r, size_t k, size_t parent)
{
    if (!make_room(r))
        return;
    r->d->parent[r->n_parents++] = parent;
    r->d->number[k].n_parents++;
}

void bp_change_parent(bp_rewriting *r, size_t k, size_t which, size_t parent)
{
    const bp_definition *number = &r->d->number[k];
    if (!r->ran_out)
        r->d->parent[number->first_parent + which] = parent;
}

size_t bp_place_of(const bp_rewriting *r, bp_moment moment, bp_kind kind,
                   size_t l, size_t j, size_t i)
{
    bp_definition n = {
        .kind = kind, .moment = moment, .layer = l, .neuron = j, .source = i};
    bp_spell_key(r->example, &n);
    return bp_definitions_find(r->d, n.key);
}

/* ------------------------------------------------------------------ the whole */

/* One that number k is made of and that has no place in the order yet, or k itself
 * where there is none. */
static size_t first_unsettled(const bp_definitions *d, size_t k,
                              const bool is_settled[])
{
    for (size_t p = 0; p < d->number[k].n_parents; p++)
        if (!is_settled[bp_parent(d, k, p)])
            return bp_parent(d, k, p);
    return k;
}

/* Puts number k into the order, and before it all that it is made of. No mistake
 * makes a number of itself. The path leads from k to what waits for its place. */
static void settle(bp_definitions *d, size_t k, bool is_settled[],
                   size_t path[], size_t *n)
{
    size_t length = 0;
    path[length++] = k;
    while (length > 0) {
        size_t last = path[length - 1];
        size_t before = first_unsettled(d, last, is_settled);
        if (before != last) {
            path[length++] = before;
            continue;
        }
        is_settled[last] = true;
        d->order[(*n)++] = last;
        length--;
    }
}

static bool settle_all(bp_definitions *d)
{
    bool *is_settled = calloc(d->n, sizeof *is_settled);
    size_t *path = calloc(d->n, sizeof *path);
    bool has_room = is_settled != NULL && path != NULL;
    size_t n = 0;
    for (size_t k = 0; has_room && k < d->n; k++)
        if (!is_settled[k])
            settle(d, k, is_settled, path, &n);
    free(is_settled);
    free(path);
    return has_room;
}

static void *copy_of(const void *from, size_t size)
{
    void *copy = malloc(size > 0 ? size : 1);
    if (copy != NULL)
        memcpy(copy, from, size);
    return copy;
}

static bool copy(const bp_definitions *d, bp_rewriting *r)
{
    size_t n_parents = 0;
    for (size_t k = 0; k < d->n; k++)
        if (d->number[k].first_parent + d->number[k].n_parents > n_parents)
            n_parents = d->number[k].first_parent + d->number[k].n_parents;
    r->n_parents = r->room = n_parents;
    r->d = calloc(1, sizeof *r->d);
    if (r->d == NULL)
        return false;
    *r->d = (bp_definitions){
        .number = copy_of(d->number, d->n * sizeof d->number[0]),
        .n = d->n,
        .n_round = d->n_round,
        .parent = copy_of(d->parent, n_parents * sizeof d->parent[0]),
        .order = copy_of(d->order, d->n * sizeof d->order[0]),
        .by_key = copy_of(d->by_key, d->n * sizeof d->by_key[0])};
    return r->d->number != NULL && r->d->parent != NULL &&
           r->d->order != NULL && r->d->by_key != NULL;
}

bp_definitions *bp_rewrite(const bp_definitions *d, const bp_example *example,
                           bp_local_form *const form[], size_t n)
{
    bp_rewriting r = {.example = example};
    bool ok = copy(d, &r);
    for (size_t f = 0; ok && f < n; f++)
        for (size_t k = 0; k < d->n_round; k++)
            form[f](&r, k);
    if (!ok || r.ran_out || !settle_all(r.d)) {
        bp_definitions_free(r.d);
        return NULL;
    }
    return r.d;
}
