/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_MANY_H
#define BP_MANY_H

/* What chapter 9 trains: XOR from a hundred starts, and handwritten digits. All of
 * it is the same for every example. */

#include "backprop.h"
#include "walk/complaint.h"
#include "walk/sink.h"
#include "walk/values.h"

/* Shares of a text of pairs: the last fifth is kept back, to look at what has
 * been learned. */
enum {
    BP_XOR_STARTS = 100,   /* seeds 1 to 100 */
    BP_XOR_ROUNDS = 40000, /* of one pair each, the four in turn */
    BP_XOR_LATER = 4,      /* times as many rounds, to see whether it helps */
    BP_DIGIT_HIDDEN = 16,  /* neurons */
    BP_DIGIT_BATCH = 10,   /* pairs a round */
    BP_DIGIT_PASSES = 30,  /* over all pairs that are learned */
    BP_KEPT_BACK = 5,      /* one pair of so many: those at the end */
    BP_DIGIT_SEED = 1,
};
#define BP_XOR_ETA 0.5
#define BP_DIGIT_ETA 2.0

/* The chapter's numbers; the caller frees them.
 *   xor_starts, xor_rounds, xor_eta; xor_learned, of networks with two hidden
 *   neurons those that answer all four rightly in the end, and xor_learned_wide,
 *   of those with three; xor_learned_later, of the first after BP_XOR_LATER times the
 *   rounds; xor_stuck_seed, the first that does not learn, and its four outputs,
 *   xor_stuck_out_1 ..; xor_learned_out_1 .., those of the first seed that does
 *   digits_pairs, digits_learned and digits_kept, how many there are, are learned
 *   and are kept back; digits_weights, _hidden, _batch, _passes, _rounds, _eta;
 *   digits_right and digits_kept_right, how many of the learned and of the kept
 *   are answered rightly; digits_E and digits_kept_E, their mean errors; and
 *   digits_best_pass, after which the kept ones have had their smallest error
 * False, and a complaint, where memory runs out, or the digits are not such pairs:
 * with ten targets, one of them 1 and the others 0. */
bool bp_many_values(const bp_pairs *digits, bp_values *values,
                    bp_complaint *complaint);

/* Those of them that are about XOR. False where memory runs out. */
bool bp_put_xor(bp_values *values);

/* The error of XOR over the rounds, a row for some of them: of the first seed
 * that learns, and of the first that does not; the mean over the four pairs. */
bool bp_xor_rows(const bp_sink *sink, bp_complaint *complaint);

/* The mean errors of the learned and the kept digits, a row for each pass. */
bool bp_digit_rows(const bp_pairs *digits, const bp_sink *sink,
                   bp_complaint *complaint);

/* What the kept digits are taken for, in the end: a row for each digit and
 * answer, with how many there are of them. */
bool bp_confusion_rows(const bp_pairs *digits, const bp_sink *sink,
                       bp_complaint *complaint);

#endif
