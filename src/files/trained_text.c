/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files/trained_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "walk/number.h"

enum { PAST_ROUNDS, PAST_SEED, PAST_START, PAST_NOW, N_KEYS };
static const char *const keys[N_KEYS] = {[PAST_ROUNDS] = "rounds",
                                         [PAST_SEED] = "seed",
                                         [PAST_START] = "start",
                                         [PAST_NOW] = "now"};

enum { PRINT_DIGITS = 16 };

static bool read_count(bp_yaml *yaml, const yaml_node_t *node, int key,
                       size_t most, size_t *n)
{
    if (bp_yaml_is_plain(node) && bp_read_count(bp_yaml_text(node), most, n))
        return true;
    return BP_YAML_REFUSE(yaml, node,
                          "trained.%s: expected a whole number from 0 to %zu",
                          keys[key], most);
}

static bool read_print(bp_yaml *yaml, const yaml_node_t *node, int key,
                       uint64_t *print)
{
    static const char digits[] = "0123456789abcdef";
    const char *text = node->type == YAML_SCALAR_NODE ? bp_yaml_text(node) : "";
    bool ok = node->type == YAML_SCALAR_NODE &&
              node->data.scalar.length == PRINT_DIGITS &&
              strspn(text, digits) == PRINT_DIGITS;
    if (!ok)
        return BP_YAML_REFUSE(yaml, node,
                              "trained.%s: expected %d digits from 0 to f",
                              keys[key], PRINT_DIGITS);
    *print = 0;
    for (; *text != '\0'; text++)
        *print = *print << 4 | (uint64_t)(strchr(digits, *text) - digits);
    return true;
}

bool bp_trained_read(bp_yaml *yaml, const yaml_node_t *node, bp_past *trained)
{
    yaml_node_t *values[N_KEYS];
    size_t seed = 0;
    if (!bp_yaml_mapping(yaml, node, "trained", N_KEYS, keys, values))
        return false;
    for (int key = 0; key < N_KEYS; key++)
        if (values[key] == NULL && key != PAST_SEED)
            return BP_YAML_REFUSE(
                yaml, node, "trained: no %s, expected rounds, start and now",
                keys[key]);
    *trained =
        (bp_past){.is_known = true, .is_shuffled = values[PAST_SEED] != NULL};
    if (!read_count(yaml, values[PAST_ROUNDS], PAST_ROUNDS, BP_MOST_TRAINED,
                    &trained->rounds) ||
        (trained->is_shuffled &&
         !read_count(yaml, values[PAST_SEED], PAST_SEED, UINT32_MAX, &seed)))
        return false;
    trained->seed = (uint32_t)seed;
    return read_print(yaml, values[PAST_START], PAST_START, &trained->start) &&
           read_print(yaml, values[PAST_NOW], PAST_NOW, &trained->now);
}

void bp_trained_write(const bp_past *trained, const bp_out *out)
{
    bp_say(out, "trained: {rounds: %zu", trained->rounds);
    if (trained->is_shuffled)
        bp_say(out, ", seed: %" PRIu32, trained->seed);
    bp_say(out, ", start: \"%016" PRIx64 "\", now: \"%016" PRIx64 "\"}\n",
           trained->start, trained->now);
}
