/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_WALK_H
#define BP_WALK_H

/* The walk through an example: every number of it, chapter by chapter. */

#include "files/example_file.h"
#include "walk/values.h"

enum {
    BP_NETWORK,
    BP_FORWARD_PASS,
    BP_OUTPUT_DELTAS,
    BP_HIDDEN_DELTAS,
    BP_UPDATES,
    BP_TRAINING,
    BP_N_WALK_CHAPTERS, /* the walk's numbers are in these */
    BP_GRADIENT_CHECK = BP_N_WALK_CHAPTERS,
    BP_MISTAKES,
    BP_N_CHAPTERS
};

/* "network", "forward_pass", ...: what a chapter's files are called after their
 * number. */
extern const char *const bp_chapter_names[BP_N_CHAPTERS];

/* The walk through an example, up to and with last_chapter, by a complete
 * method: what is given, one round on the first pair, the errors after it, and
 * the network after the example's rounds on all its pairs in turn. The caller
 * frees the values. False, and a complaint, where memory runs out or a number
 * grows beyond all bounds. */
bool bp_walk(const bp_example *example, const bp_method *method,
             int last_chapter, bp_values *values, bp_complaint *complaint);

/* A way through an example that need not be the right one. */
typedef struct {
    const bp_example *example;
    bp_method method;
    size_t plus_rounds; /* after which the + numbers are taken; rightly 1 */
    size_t rounds; /* after which the @ numbers are; rightly the example's */
} bp_way;

/* The two parts of the walk, as the filler wants them: one round, up to the
 * chapter of the updates; and the training. The network is the example's, or a
 * copy, and is changed; the workspace is for its shape. Return GSL_SUCCESS, or
 * what the first stage that fails returns. */
int bp_walk_round(const bp_way *way, bp_network *network, bp_workspace *ws,
                  bp_filler *f);
int bp_walk_training(const bp_way *way, bp_network *network, bp_workspace *ws,
                     bp_filler *f);

#endif
