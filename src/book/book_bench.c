/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/book_bench.h"

int bp_bench_start_anew(bp_bench *b)
{
    BP_TRY(bp_network_set(b->network, b->example->network));
    b->round = 0;
    b->eta = b->example->eta;
    return bp_given(&b->example->pairs, 0, b->eta, b->ws);
}

int bp_bench_one_round(bp_bench *b, const bp_method *method)
{
    BP_TRY(bp_given(&b->example->pairs, 0, b->eta, b->ws));
    return bp_round(method, b->network, b->ws);
}

int bp_bench_train_to(bp_bench *b, const bp_method *method, size_t round)
{
    BP_TRY(bp_train(method, &b->example->pairs, b->eta, b->round,
                    round - b->round, b->network, b->ws));
    b->round = round;
    BP_TRY(bp_given(&b->example->pairs, 0, b->eta, b->ws));
    BP_TRY(method->forward(b->network, b->ws));
    return method->errors(b->network, b->ws);
}
