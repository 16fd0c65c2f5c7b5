/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/rule_rounds.h"

static bool is_given(const bp_definition *number)
{
    return number->chapter == BP_NETWORK;
}

static bool is_new_weight(const bp_definition *number)
{
    return number->moment == BP_AFTER_ROUND &&
           (number->kind == BP_WEIGHT || number->kind == BP_BIAS);
}

/* Whether it is of the forward pass that shows what a round has led to. */
static bool is_of_look(const bp_definition *number)
{
    return number->moment == BP_AFTER_ROUND && !is_new_weight(number);
}

typedef bool is_one(const bp_definition *number);

/* Those numbers of the round as the trainer's network has them now, and the
 * pair. */
static void look_up(const bp_definitions *rules, bp_trainer *t, size_t pair,
                    is_one *is_wanted, double x[])
{
    bp_given(&t->example->pairs, pair, t->eta, t->ws);
    for (size_t k = 0; k < rules->n_round; k++)
        if (is_wanted(&rules->number[k]))
            x[k] = bp_look_up(&rules->number[k], t->network, t->ws);
}

/* The round itself, or the look at what it leads to. */
static void work_out(const bp_definitions *rules, bool if_of_look, double x[])
{
    for (size_t s = 0; s < rules->n_round; s++) {
        size_t k = rules->order[s];
        const bp_definition *number = &rules->number[k];
        if (!is_given(number) && is_of_look(number) == if_of_look)
            x[k] = bp_evaluate(rules, k, x);
    }
}

void bp_rule_round(const bp_definitions *rules, bp_trainer *t, size_t pair,
                   double x[])
{
    look_up(rules, t, pair, is_given, x);
    work_out(rules, false, x);
    work_out(rules, true, x);
}

/* Puts a share of the new weights in the workspace, or adds it to what others of the
 * batch have put there. The bias that a layer shares is each of its neurons'. */
static void put_new_weights(const bp_definitions *rules, const double x[],
                            double share, bool is_first, bp_workspace *ws)
{
    for (size_t k = 0; k < rules->n_round; k++) {
        const bp_definition *number = &rules->number[k];
        bp_layer_work *work = &ws->layer[number->layer];
        if (!is_new_weight(number) || number->neuron == BP_WHOLE_LAYER)
            continue;
        double *place =
            number->kind == BP_WEIGHT
                ? gsl_matrix_ptr(work->w_new, number->neuron, number->source)
                : gsl_vector_ptr(work->b_new, number->neuron);
        *place = is_first ? share * x[k] : *place + share * x[k];
    }
}

/* One round: the mean of what the pairs of the batch make of the weights. Biases that
 * nobody trains have no rule, and stay. */
static void take_round(const bp_definitions *rules, bp_trainer *t, size_t round,
                       double x[])
{
    size_t n_pairs = t->example->pairs.inputs->size1;
    double share = 1.0 / (double)t->batch;
    for (size_t l = 0; l < t->network->n_layers; l++)
        gsl_vector_memcpy(t->ws->layer[l].b_new, t->network->layer[l].b);
    for (size_t k = 0; k < t->batch; k++) {
        look_up(rules, t, (round * t->batch + k) % n_pairs, is_given, x);
        work_out(rules, false, x);
        put_new_weights(rules, x, share, k == 0, t->ws);
    }
    bp_adopt(t->network, t->ws);
}

/* After training the forward pass shows what it showed after a round. */
static void name_after_training(const bp_definitions *rules,
                                const bp_example *example, double x[])
{
    for (size_t k = rules->n_round; k < rules->n; k++) {
        bp_definition after_round = rules->number[k];
        after_round.moment = BP_AFTER_ROUND;
        bp_spell_key(example, &after_round);
        x[k] = x[bp_definitions_find(rules, after_round.key)];
    }
}

void bp_rule_training(const bp_definitions *rules, bp_trainer *t, size_t rounds,
                      double x[])
{
    if (rounds == 0)
        bp_rule_round(rules, t, 0, x);
    for (size_t round = 0; round < rounds; round++)
        take_round(rules, t, round, x);
    look_up(rules, t, 0, is_given, x);
    look_up(rules, t, 0, is_new_weight, x);
    work_out(rules, true, x);
    name_after_training(rules, t->example, x);
}
