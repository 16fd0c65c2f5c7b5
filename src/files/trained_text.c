/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files/trained_text.h"

#include <inttypes.h>
#include <string.h>

#include "walk/number.h"

enum { PAST_ROUNDS, PAST_SEED, PAST_START, PAST_NOW, N_KEYS };
static const char *const keys[N_KEYS] = {[PAST_ROUNDS] = "rounds",
                                         [PAST_SEED] = "seed",
                                         [PAST_START] = "start",
                                         [PAST_NOW] = "now"};

static bool read_count(const yaml_node_t *node, size_t most, size_t *n)
{
    return node != NULL && bp_yaml_is_plain(node) &&
           bp_read_count(bp_yaml_text(node), most, n);
}

static bool read_print(const yaml_node_t *node, uint64_t *print)
{
    static const char digits[] = "0123456789abcdef";
    enum { N_DIGITS = 16 };
    if (node == NULL || node->type != YAML_SCALAR_NODE ||
        node->data.scalar.length != N_DIGITS)
        return false;
    *print = 0;
    for (size_t k = 0; k < N_DIGITS; k++) {
        const char *digit = memchr(digits, bp_yaml_text(node)[k], N_DIGITS);
        if (digit == NULL)
            return false;
        *print = *print << 4 | (uint64_t)(digit - digits);
    }
    return true;
}

bool bp_trained_read(bp_yaml *yaml, const yaml_node_t *node, bp_past *trained)
{
    yaml_node_t *values[N_KEYS];
    size_t seed = 0;
    if (!bp_yaml_mapping(yaml, node, "trained", N_KEYS, keys, values))
        return false;
    trained->is_known = true;
    trained->is_shuffled = values[PAST_SEED] != NULL;
    bool ok =
        read_count(values[PAST_ROUNDS], BP_MOST_TRAINED, &trained->rounds) &&
        (!trained->is_shuffled ||
         read_count(values[PAST_SEED], UINT32_MAX, &seed)) &&
        read_print(values[PAST_START], &trained->start) &&
        read_print(values[PAST_NOW], &trained->now);
    trained->seed = (uint32_t)seed;
    return ok ||
           BP_YAML_REFUSE(yaml, node,
                          "trained: expected rounds, start, now and, if any, "
                          "seed, as train --save writes them");
}

void bp_trained_write(const bp_past *trained, const bp_out *out)
{
    bp_say(out, "trained: {rounds: %zu", trained->rounds);
    if (trained->is_shuffled)
        bp_say(out, ", seed: %" PRIu32, trained->seed);
    bp_say(out, ", start: \"%016" PRIx64 "\", now: \"%016" PRIx64 "\"}\n",
           trained->start, trained->now);
}
