/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "check/candidates.h"
#include "command/command.h"
#include "command/saying.h"
#include "command/shape.h"
#include "files/example_text.h"
#include "walk/exercise.h"
#include "walk/number.h"

enum { SEED, LAYERS };
static const bp_option options[] = {
    [SEED] = {0, "seed", "N", "which exercise, 0 to 4294967295 (default: 1)"},
    [LAYERS] = {0, "layers", "N-N",
                "how many inputs, then how many neurons each layer\n"
                "has: 3-4-2, or 5-2 without a hidden layer\n"
                "(default: 2-2-2)"},
};

static int write_exercise(size_t seed, const bp_shape *shape)
{
    bp_example *exercise =
        bp_exercise(seed, shape->count[0], shape->n - 1, &shape->count[1]);
    if (exercise == NULL)
        return bp_bad_input("out of memory");
    bp_example_write(exercise, &bp_standard_output);
    bp_example_free(exercise);
    return BP_DONE;
}

static int run(const bp_asked *asked)
{
    const char *typed_seed = asked->value[SEED];
    const char *layers = asked->value[LAYERS];
    size_t seed = 1;
    bp_shape shape;
    if (typed_seed != NULL && !bp_read_count(typed_seed, UINT32_MAX, &seed))
        return bp_bad_input(
            "exercise: --seed %s: expected a whole number from 0 to 4294967295",
            typed_seed);
    if (layers == NULL)
        layers = "2-2-2";
    if (!bp_read_shape(layers, BP_MOST_COUNTS, &shape) || shape.n < 2)
        return bp_bad_input(
            "exercise: --layers %s: expected how many inputs, then how many "
            "neurons each layer has, such as 2-2-2 or 3-4-2, at most %d hidden "
            "layers",
            layers, BP_MAX_HIDDEN_LAYERS);
    size_t n_weights = bp_shape_weights(&shape);
    if (n_weights > BP_MOST_WEIGHTS_TO_CHECK)
        return bp_bad_input(
            "exercise: --layers %s: %zu weights, expected at most %d, as many "
            "as check takes",
            layers, n_weights, BP_MOST_WEIGHTS_TO_CHECK);
    return write_exercise(seed, &shape);
}

const bp_command bp_exercise_command = {
    .name = "exercise",
    .summary = "draw a new example, to compute along with, as YAML",
    .help =
        "Draws an example to compute along with, and prints it as YAML. The same\n"
        "seed and layers give the same one everywhere. Its numbers have two decimals\n"
        "and none is 0; no neuron is far out, and every weight has a derivative of\n"
        "which a learner gets significant digits.\n"
        "  backprop exercise --seed 7 >mine.yaml\n"
        "  backprop walk -e mine.yaml                   # its answers\n"
        "  backprop check -e mine.yaml numbers.txt      # and a learner's\n",
    .options = options,
    .n_options = BP_N_OPTIONS(options),
    .run = run,
};
