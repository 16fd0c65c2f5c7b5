/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_BOOK_H
#define BP_BOOK_H

/* What only the book needs: numbers that the walk has not, each with its name. */

#include "walk/values.h"

/* By how much the book raises a weight to see the error change. */
#define BP_BOOK_NUDGE 0.01

/* The step of chapter 8's own check, and how much its weights decay. */
#define BP_BOOK_EPSILON 0.0001
#define BP_BOOK_LAMBDA 0.1

/* By how much the book makes the learning rate larger, at the most. */
enum { BP_BOOK_LARGEST = 1000 };

/* The book's own numbers, chapter by chapter; the caller frees them. The names
 * in what follows are roles, seen from the last hidden layer (see book/roles.h);
 * N is the example's rounds.
 *   0  one neuron with one weight, made of i1, w1 and t1: one_net .. one_dE/dw
 *      and weights, how many there are; nudging_runs, as many forward runs measure
 *      every derivative; nudging_products and backward_products, how many
 *      products of two numbers that takes, and how many the backward pass; the
 *      same of a network of 784, 128 and 10: large_weights ..
 *   1  zeroed_out_o2, where every weight into o2 is 0
 *   2  the nudge of w5: w5_nudged, E_nudged_w5, rise_w5, and rise_predicted_w5,
 *      the nudge times dE/dw5
 *   3  where there is a hidden layer: the same of w1; what h1 and w1 get with
 *      updated weights: updated-weights_dE/dout_h1 (here or in 7), .._delta_h1,
 *      .._dE/dw1, rise_updated-weights_w1 (the nudge times it),
 *      updated-weights_w1+;
 *      zeroed_delta_h1, where w7 is 0 from the start; and how dE/dw5 changes
 *      with w1 and dE/dw1 with w5: cross_w5_w1, cross_w1_w5 and
 *      updated-weights_cross_w1_w5
 *   4  drop, of the error in one round, and drop_predicted, eta times the sum
 *      of all squared weight derivatives; one round with the learning rate 10,
 *      100, 200 and 1000 times as large: eta_x10, E_total+_x10, out_o1+_x10 ..;
 *      and N rounds with the largest: E_total@N_x1000
 *   5  rounds, which is N; E_total after 1, 10, 100 .. rounds, short of N
 *      (E_total@10), and after N - 1, which is called E_total@n-1 and is not
 *      there where N is 0; after N rounds the nudge once more (w5_nudged@N ..)
 *      and the outputs where every input is 1 (unseen_out_o1@N ..);
 *      rounds_to_halve@N, after which the error is half of E_total@N, where that
 *      is reached within 10 N rounds
 *   6  for w5 and w1: E_lowered_w5, the weight less the nudge; one_sided_w5 and
 *      central_w5, the slopes from the nudge up, and from both; by how much
 *      these miss dE/dw5 (one_sided_miss_w5, central_miss_w5);
 *      difference_dE/dw5, for every weight and bias, the central difference with
 *      no more decimals than can be trusted, and apart_dE/dw5, a bound;
 *      difference_delta_h1 by a bias of its own
 *   7  for each mistake: the number that tells it apart, and E_total+ and
 *      E_total@N, all with its name before (tanh_out_h1, tanh_E_total+); the
 *      outputs after N rounds with updated weights; nothing for a mistake that
 *      changes nothing in this network; rounded_E_total+, with the new weights
 *      rounded to nine decimals; and mean_of_squares, another error
 *   8  apart_matrix, a bound for how far the round in matrices is from the sums;
 *      deep_.., numbers of the network with its hidden layer twice (k the
 *      second), where the shape is 2-2-2; entropy_..,
 *      numbers of the round with the cross-entropy, where every target is between
 *      0 and 1 and no output is rounded to either, in the round or in its training:
 *      entropy_least,
 *      the smallest that it can be, entropy_E_raised_w5, entropy_E_lowered_w5 and
 *      entropy_central_w5, with a step epsilon, decayed_E_total and
 *      decayed_dE/dw1 .., with lambda, and after 1, 10 .. N rounds of training by
 *      it entropy_squared@1 .., the squared error, and entropy_out_o1@N ..;
 *      tanh_out_h1 (here or in 7), tanh_slope_h1, relu_out_h1 and relu_slope_h1,
 *      of the first layer's h1;
 *      softmax_out_o1 .., from the net inputs that the neurons have, and where
 *      the targets add up to 1 softmax_delta_o1 ..
 * False, and a complaint, where memory runs out or a number grows beyond all
 * bounds. */
bool bp_book_values(const bp_example *example, bp_values *values,
                    bp_complaint *complaint);

#endif
