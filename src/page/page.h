/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_PAGE_H
#define BP_PAGE_H

/* What the page's explorer calls. It is built for WebAssembly alone.
 *
 * Texts go in by bp_page_room and come out by bp_page_said: rows with a tab between
 * cells, unless another form is named. Numbers come out as doubles. All that a call
 * leaves is there until the next one of its kind. A call that can fail returns false
 * and says why, and what was there before stays. */

#include <stdbool.h>
#include <stddef.h>

/* What the page may call. */
#pragma GCC visibility push(default)

/* The explorer looks at one example, and beside it at another way: the same start
 * with a mistake, or another example. Each has its own rounds and numbers. What is
 * trained by the way has a side of its own, so that neither notices. */
typedef enum {
    BP_THE_EXAMPLE,
    BP_THE_OTHER,
    BP_THE_TRAINED,
    BP_N_SIDES
} bp_side;

/* ----------------------------------------------------------------------- texts */

/* Room for a text of that many bytes, to be filled before the call that reads it;
 * NULL where memory runs out. */
char *bp_page_room(size_t length);

/* What was said last, and its bytes. */
const char *bp_page_said(void);
size_t bp_page_length(void);

/* -------------------------------------------------------------------- examples */

/* Takes the example in the room, a file in YAML, for that side, and is at its round
 * 0 and at the right method. The other sides forget theirs when the first takes
 * one. Says a complaint, with its line before it where there is one. */
bool bp_page_read(bp_side side);

/* Lets the other side be the first one's example with that mistake; or, where the
 * room has no text, the first one's example as it is. The room has the mistake's id.
 * False where there is no such mistake, or not in this example. */
bool bp_page_take_mistake(void);

/* Says the side's example, in YAML. */
void bp_page_write(bp_side side);

/* Says the given numbers as they are typed, a row a number: key, text; those of the
 * further pairs have keys as "i1,2", for pair 2. Before them rows about all:
 * name, rounds, train_biases, error; and a row a layer: "layer", how many neurons,
 * activation, whether they share a bias. */
void bp_page_say_example(bp_side side);

/* Says, in YAML, an exercise by that seed, with so many inputs and neurons. */
bool bp_page_exercise(unsigned long seed, size_t n_inputs, size_t n_hidden,
                      size_t n_outputs);

/* ------------------------------------------------------------------- the round */

/* Says the definitions of the numbers of a round, a row each, in the walk's order:
 * key, kind, when (round or after), chapter, layer, neuron, source, whether the walk
 * has it; the names of neuron, source, and weight or bias; region of C; formula. In a
 * formula, what is in braces is the key of a number that it is made of; ^( ) is an
 * exponent. */
void bp_page_say_steps(bp_side side);

/* Brings the side to where so many rounds have been trained, and works out the
 * numbers of the round that comes then. */
void bp_page_go(bp_side side, size_t round);

/* These numbers, in the order of bp_page_say_steps, and how many they are. */
const double *bp_page_numbers(bp_side side);
size_t bp_page_n_numbers(bp_side side);

/* Says them with 9 significant digits, a row each: = or ≈, and the number. */
void bp_page_say_numbers(bp_side side);

/* Says the walk as the command does: key, number, in all digits. */
bool bp_page_walk(void);

/* ----------------------------------------------------------------- experiments */

/* The error of the pair whose turn it is, its change, the change over the step,
 * dE/dw, and to how many digits these two agree, 15 at the most: where the number in
 * the room, a weight or a bias of the round, is so much larger. NULL where it is no
 * such number. The network stays as it is. */
enum { BP_N_NUDGE = 5 };
const double *bp_page_nudge(double step);

/* The same error around that number: at places from -reach to reach, how far from
 * it, the change of the error, and that along the tangent. */
enum { BP_N_SLICE = 61 };
const double *bp_page_slice(double reach);

/* Rows of two numbers, in bp_page_rows; returned is how many rows. */

/* A round, and the mean over all pairs of the total error then: rounds up to last,
 * evenly on a log axis, 131 up to 1,000,000; with several pairs, whole passes over
 * all of them. */
size_t bp_page_curve(bp_side side, size_t last);

/* A round, and the other side's mean error over the first one's. */
size_t bp_page_ratio(size_t last);

const double *bp_page_rows(void);

/* That ratio where the sides are. */
double bp_page_ratio_here(void);

/* That mean error where the side is. */
double bp_page_mean_error(bp_side side);

/* The error and outputs of the first pair and the weights, after so many rounds by
 * the mistake whose id is in the room, or by the right way where it is empty. */
bool bp_page_train(size_t rounds);
const double *bp_page_trained(void);
size_t bp_page_n_trained(void);

/* Says why the error does not get smaller where the side is, a row a reason:
 * a word for it, and the keys of the numbers that show it. */
void bp_page_say_troubles(bp_side side);

/* Says the numbers of the walk in which the two sides differ by more than rounding,
 * a row each: key, and the other side's over the first one's. */
void bp_page_say_differences(void);

/* --------------------------------------------------------------------- checking */

/* Says the mistakes that this example can have, a row each: id, what is done, why.
 * Those that change no number of the round, as a round too few, are left out. */
void bp_page_say_mistakes(void);

/* Says all that a check may name, in the same way. */
void bp_page_say_all_mistakes(void);

/* Checks the learner's numbers in the room against the first side's example. Says
 * the rows of `check --tsv`, an empty line, and the report for people. */
bool bp_page_check(void);

/* The same of numbers of the round where the first side is. */
bool bp_page_predict(void);

#pragma GCC visibility pop

#endif
