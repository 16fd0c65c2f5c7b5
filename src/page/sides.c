/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/sides.h"

#include <stdlib.h>
#include <string.h>

#include "check/candidate_numbers.h"

bp_one_side bp_sides[BP_N_SIDES];
static bp_candidates *candidates;
static bp_checker *checker;

static void free_side(bp_one_side *side)
{
    free(side->x);
    free(side->walked);
    bp_trainer_free(side->trainer);
    bp_network_free(side->here);
    bp_definitions_free(side->numbers);
    if (side->owns_example)
        bp_example_free(side->example);
    *side = (bp_one_side){0};
}

static void forget_what_was_worked_out(void)
{
    bp_checker_free(checker);
    checker = NULL;
    bp_candidates_free(candidates);
    candidates = NULL;
}

static bool is_complete(const bp_one_side *side)
{
    return side->numbers != NULL && side->trainer != NULL &&
           side->here != NULL && side->x != NULL && side->walked != NULL;
}

/* A side for the example, at its round 0 and at the right method. */
static bp_one_side side_for(bp_example *example)
{
    bp_one_side side = {.example = example,
                        .numbers = bp_define(example),
                        .trainer = bp_trainer_alloc(example),
                        .here = bp_network_copy(example->network),
                        .curve.n_pairs = example->pairs.inputs->size1};
    if (side.numbers != NULL) {
        side.x = calloc(side.numbers->n, sizeof side.x[0]);
        side.walked = calloc(side.numbers->n, sizeof side.walked[0]);
    }
    return side;
}

static bool put_in_place(bp_one_side *place, bp_one_side side)
{
    if (!is_complete(&side)) {
        free_side(&side);
        return false;
    }
    free_side(place);
    *place = side;
    bp_side_go(place, 0);
    return true;
}

bool bp_side_take(bp_side which, bp_example *example)
{
    bp_one_side side = side_for(example);
    side.owns_example = true;
    if (which == BP_THE_EXAMPLE && is_complete(&side)) {
        free_side(&bp_sides[BP_THE_OTHER]);
        free_side(&bp_sides[BP_THE_TRAINED]);
        forget_what_was_worked_out();
    }
    return put_in_place(&bp_sides[which], side);
}

/* Of those that have a method; with other functions some have rules alone. */
static const bp_candidate *find_mistake(const char *id)
{
    const bp_candidates *c = bp_side_candidates();
    for (size_t s = 0; c != NULL && s < c->n_singles; s++)
        if (!c->single[s].by_rules &&
            strcmp(c->single[s].mistake[0]->id, id) == 0)
            return &c->single[s];
    return NULL;
}

static void make_mistake(bp_one_side *side, const bp_candidate *mistaken)
{
    bp_run run = bp_candidate_run(candidates, mistaken);
    side->mistaken = mistaken;
    if (is_complete(side))
        bp_trainer_start(side->trainer, run.example, &run.method);
}

bool bp_side_take_mistake(bp_side which, const char *id,
                          bp_complaint *complaint)
{
    const bp_candidate *mistaken = id[0] == '\0' ? NULL : find_mistake(id);
    if (id[0] != '\0' && mistaken == NULL) {
        bp_complain(complaint, 0, "this example cannot have that mistake");
        return false;
    }
    bp_one_side side = side_for(bp_sides[BP_THE_EXAMPLE].example);
    if (mistaken != NULL)
        make_mistake(&side, mistaken);
    if (put_in_place(&bp_sides[which], side))
        return true;
    bp_complain(complaint, 0, "out of memory");
    return false;
}

void bp_side_be_at(bp_one_side *side)
{
    bp_network_set(side->trainer->network, side->here);
    side->trainer->round = side->round;
    side->trainer->is_as_left = false;
}

void bp_side_go(bp_one_side *side, size_t round)
{
    side->round = round;
    bp_curve_go(&side->curve, side->trainer, round);
    bp_trainer_go(side->trainer, round);
    bp_network_set(side->here, side->trainer->network);
    bp_walk_on(side->numbers, round, side->trainer, side->walked);
    for (size_t k = 0; k < side->numbers->n_round; k++) {
        size_t place = side->mistaken == NULL
                           ? k
                           : bp_candidate_place(candidates, side->mistaken, k);
        side->x[k] = side->walked[place];
    }
}

bp_candidates *bp_side_candidates(void)
{
    bp_complaint complaint;
    if (candidates == NULL)
        candidates =
            bp_candidates_alloc(bp_sides[BP_THE_EXAMPLE].example, &complaint);
    return candidates;
}

bp_checker *bp_side_checker(bp_complaint *complaint)
{
    if (checker == NULL)
        checker =
            bp_checker_alloc(bp_sides[BP_THE_EXAMPLE].example, NULL, complaint);
    return checker;
}
