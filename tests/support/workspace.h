/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TEST_WORKSPACE_H
#define BP_TEST_WORKSPACE_H

/* What a test of the chapters starts from: an example, a copy of its network to
 * train, and a workspace with the first pair in it. */

#include "support.h"

extern struct workspace {
    bp_example *example;
    bp_network *network;
    bp_workspace *ws;
} t;

/* Fills in t from tests/examples; frees what it holds. */
void start(const char *example);
void end(void);

/* bp_train on t. */
void train(const bp_method *method, size_t first_round, size_t n_rounds);

#endif
