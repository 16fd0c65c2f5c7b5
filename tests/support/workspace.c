/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace.h"

struct workspace t;

void start(const char *example)
{
    t.example = read_test_example(example);
    t.network = bp_network_copy(t.example->network);
    t.ws = bp_workspace_alloc(t.network);
    ck_assert(t.network != NULL && t.ws != NULL);
    bp_given(&t.example->pairs, 0, t.example->eta, t.ws);
}

void end(void)
{
    bp_workspace_free(t.ws);
    bp_network_free(t.network);
    bp_example_free(t.example);
}

void train(const bp_method *method, size_t first_round, size_t n_rounds)
{
    bp_train(method, &t.example->pairs, t.example->eta, first_round, n_rounds,
             t.network, t.ws);
}
