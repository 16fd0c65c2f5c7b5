/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BACKPROP_H
#define BACKPROP_H

//> conventions
/* Backpropagation, a stage a chapter. The one header that a chapter includes.
 *
 * Conventions
 *   network  layers of logistic neurons; the whole layer before feeds each one
 *   layer l  0 is the first after the inputs, n_layers - 1 the output layer
 *   W        n x n_source: row = destination neuron, column = source
 *   bias     a weight whose input is always +1
 *   delta    dE_total/dnet of a neuron
 *   update   w <- w - eta dE/dw, every weight of the network at once
 *   E_total  sum over the output neurons of 1/2 (target - out)^2
 *
 * Who owns what
 *   A network owns its matrices, a workspace its own. The caller owns both and
 *   frees both. A stage allocates nothing; a method owns nothing.
 *
 * Shapes
 *   They are checked once, where things meet: a workspace is made for its
 *   network, and bp_fits and bp_pairs_fit are asked. A stage does not ask again.
 *   What it relies on stands in its comment, and in an assert. It cannot fail,
 *   so it returns nothing.
 *
 * Errors
 *   Only what asks for memory can fail: it returns NULL, after telling GSL's
 *   error handler why. No pointer may be NULL unless it says so. */
//< conventions

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_permutation.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_vector.h>

enum { BP_MAX_HIDDEN_LAYERS = 6, BP_MAX_LAYERS = BP_MAX_HIDDEN_LAYERS + 1 };

/* ------------------------------------------------------------- the network */

/* What the neurons of a layer make of their net inputs. The chapters have
 * logistic neurons and the squared error; what changes with the others is told in
 * chapter 8, and their stages are in walk/functions.h. */
typedef enum {
    BP_LOGISTIC_LAYER, /* 1 / (1 + e^-net) */
    BP_TANH_LAYER,     /* the hyperbolic tangent */
    BP_RELU_LAYER,     /* net where that is above 0, else 0 */
    BP_IDENTITY_LAYER, /* net */
    BP_SOFTMAX_LAYER,  /* e^net, divided by the sum of the layer's: of outputs
                          alone, and with BP_CROSS_ENTROPY_ERROR */
    BP_N_ACTIVATIONS
} bp_activation;

typedef enum {
    BP_SQUARED_ERROR,       /* 1/2 (target - out)^2 */
    BP_CROSS_ENTROPY_ERROR, /* -(t ln out + (1 - t) ln(1 - out)) of logistic
                               outputs, -t ln out of softmax ones; there are no
                               others with it */
    BP_N_ERROR_KINDS
} bp_error_kind;

//> network
typedef struct {
    gsl_matrix *w; /* n x n_source */
    gsl_vector *b; /* n; all the same number where the neurons share one */
    bool one_bias; /* they share one (b1), or each has its own (b_h1) */
    bp_activation activation; /* logistic in this book */
} bp_layer;

typedef struct {
    size_t n_inputs;
    size_t n_layers; /* 1, the output layer alone, to BP_MAX_LAYERS */
    bp_layer layer[BP_MAX_LAYERS];
    bp_error_kind error; /* squared in this book */
} bp_network;
//< network

/* A network with n_neurons[l] neurons in layer l. Weights and biases are 0, and
 * every neuron has a bias of its own. All are logistic, and the error is squared.
 * The caller frees it.
 * NULL after GSL_EINVAL (no inputs, no layer or too many, an empty layer, more
 * weights than memory can address) or GSL_ENOMEM. */
bp_network *bp_network_alloc(size_t n_inputs, size_t n_layers,
                             const size_t n_neurons[]);

/* A second network of the same shape, numbers and functions; NULL after
 * GSL_ENOMEM. */
bp_network *bp_network_copy(const bp_network *network);

/* Gives the network the numbers and functions of another, which is of the same
 * shape. */
void bp_network_set(bp_network *network, const bp_network *from);

/* Frees the network and its matrices; NULL is fine. */
void bp_network_free(bp_network *network);

size_t bp_n_outputs(const bp_network *network);
size_t bp_n_weights(const bp_network *network); /* biases not counted */
size_t bp_n_biases(const bp_layer *layer);      /* 1 where neurons share one */

/* Training pairs: row p of inputs is to give row p of targets. */
typedef struct {
    gsl_matrix *inputs;  /* n_pairs x n_inputs */
    gsl_matrix *targets; /* n_pairs x n_outputs */
} bp_pairs;

/* ----------------------------------------------------------- the workspace */

//> workspace
/* What one round works out for one layer of n neurons. dE_path says how the
 * error changes with each of the layer's outputs through each neuron of the
 * next layer; it is NULL in the output layer. */
typedef struct {
    gsl_vector *net;       /* n                [ch. 1] */
    gsl_vector *out;       /* n */
    gsl_matrix *dE_path;   /* n_next x n       [ch. 3] */
    gsl_vector *dE_dout;   /* n                [ch. 2 and 3] */
    gsl_vector *dout_dnet; /* n, the logistic's slope */
    gsl_vector *delta;     /* n, dE_total/dnet */
    gsl_matrix *dE_dw;     /* n x n_source */
    gsl_vector *dE_db;     /* n                [ch. 4] */
    gsl_matrix *w_new;     /* n x n_source, the weights after this round */
    gsl_vector *b_new;     /* n */
} bp_layer_work;

/* The workspace of one round: what is given, and each stage's results. */
typedef struct {
    gsl_vector *input;  /* n_inputs */
    gsl_vector *target; /* n_outputs */
    double eta;         /* learning rate, above 0 */

    size_t n_layers;
    bp_layer_work layer[BP_MAX_LAYERS];
    gsl_vector *E; /* n_outputs, each output neuron's error */
    double E_total;
} bp_workspace;
//< workspace

/* A workspace for networks of this one's shape, all numbers 0. The caller frees
 * it. NULL after GSL_ENOMEM. */
bp_workspace *bp_workspace_alloc(const bp_network *network);

/* Frees the workspace and all it holds; NULL is fine. */
void bp_workspace_free(bp_workspace *ws);

/* What feeds layer l: the input, or the outputs of the layer before it. */
static inline const gsl_vector *bp_source(const bp_workspace *ws, size_t l)
{
    return l == 0 ? ws->input : ws->layer[l - 1].out;
}

/* Whether the workspace was made for networks of this one's shape. */
bool bp_fits(const bp_network *network, const bp_workspace *ws);

/* Whether there is a pair, and all of them are for networks of this shape. */
bool bp_pairs_fit(const bp_network *network, const bp_pairs *pairs);

/* ---------------------------------------------------- the names of numbers */

/* Room for the name of any neuron, weight or bias, and its closing 0. */
enum { BP_NAME_SIZE = 24 };

/* "h1", "o2": neuron j of layer l, both from 0. Hidden layers are called
 * h k m n p q, in order from the input. */
void bp_neuron_name(const bp_network *network, size_t l, size_t j,
                    char name[BP_NAME_SIZE]);

/* "w5": the weight in row j and column i of layer l. Weights are numbered from
 * 1, layer by layer and row by row. */
void bp_weight_name(const bp_network *network, size_t l, size_t j, size_t i,
                    char name[BP_NAME_SIZE]);

/* "b1", by layer, where the neurons of layer l share one bias; "b_h1", for
 * neuron j, where each has its own. */
void bp_bias_name(const bp_network *network, size_t l, size_t j,
                  char name[BP_NAME_SIZE]);

/* ------------------------------------------- the stages, in reading order */

/* A stage reads the network and what earlier stages left in the workspace, and
 * leaves its own results there. The network is const in every stage: new
 * weights wait in the workspace until the round is over, so that no stage can
 * see them too early. It relies on a workspace that was made for the network.
 *
 * Functions on single vectors and matrices rely on the shapes that are named
 * with them. What they write shares no memory with what they read. */
typedef void bp_stage(const bp_network *network, bp_workspace *ws);

/* [ch. 0] The post's example, as the text of an example file. */
extern const char bp_post_example[];

/* [ch. 0] One neuron with one weight, and no bias: x goes in, t is wanted. The
 * others follow: net = w x, out = logistic(net), E = 1/2 (t - out)^2, and the
 * three factors of dE/dw. */
typedef struct {
    double x, w, t;
    double net, out, E;
    double dE_dout, dout_dnet, dnet_dw, dE_dw;
} bp_one_weight;

/* [ch. 0] Works out all that follows from x, w and t. */
bp_one_weight bp_one_neuron(double x, double w, double t);

/* [ch. 0] Puts pair p, from 0, and the learning rate in the workspace. The pairs
 * are for networks of the workspace's shape. */
void bp_given(const bp_pairs *pairs, size_t p, double eta, bp_workspace *ws);

/* [ch. 1] The logistic function: out = 1 / (1 + e^-net), from 0 to 1. */
double bp_logistic(double net);

/* [ch. 1] Net inputs: net = W in + b.
 * w    n x n_source
 * b    n;  in  n_source
 * net  n, output */
void bp_net_inputs(const gsl_matrix *w, const gsl_vector *b,
                   const gsl_vector *in, gsl_vector *net);

/* [ch. 1] Outputs: out = logistic(net), neuron by neuron.
 * net  n
 * out  n, output */
void bp_outputs(const gsl_vector *net, gsl_vector *out);

/* [ch. 1] net and out of every layer, from the input on. */
bp_stage bp_forward;

/* [ch. 1] E = 1/2 (target - out)^2 of each output neuron, E_total their sum. */
bp_stage bp_errors;

/* [ch. 2] The logistic's slope, from its own value: out (1 - out). */
double bp_logistic_slope(double out);

/* [ch. 2] dE_dout = -(target - out) of each output neuron. */
bp_stage bp_error_derivatives;

/* [ch. 2] dout_dnet = out (1 - out) of every neuron, in every layer. */
bp_stage bp_slopes;

/* [ch. 2] Deltas: delta = dE_dout * dout_dnet, neuron by neuron.
 * dE_dout  n;  dout_dnet  n
 * delta    n, output */
void bp_deltas(const gsl_vector *dE_dout, const gsl_vector *dout_dnet,
               gsl_vector *delta);

/* [ch. 2] delta of each output neuron, from its dE_dout and dout_dnet. */
bp_stage bp_output_deltas;

/* [ch. 2] Weight derivatives: dE/dw_ji = delta_j * source_i.
 * delta  n;  source  n_source, what feeds these neurons
 * dE_dw  n x n_source, output */
void bp_products(const gsl_vector *delta, const gsl_vector *source,
                 gsl_matrix *dE_dw);

/* [ch. 2] dE_dw of every layer, from its deltas: those of chapter 3 as well. */
bp_stage bp_weight_derivatives;

/* [ch. 2] The nudge: what the error would be if one weight were a step larger.
 * Raises the weight in row j and column i of layer l, runs bp_forward and
 * bp_errors, and puts the weight back: the network is as it was, and the
 * workspace's net, out, E and E_total are those of the nudged network. */
void bp_nudge(bp_network *network, size_t l, size_t j, size_t i, double step,
              bp_workspace *ws);

/* [ch. 3] How the error depends on a layer's outputs, by way of the layer that
 * they feed: dE_path_kj = delta_next_k * w_kj, and their sum over k,
 * dE_dout = W^T delta_next.
 * w           n_next x n, the weights BEFORE any update
 * delta_next  n_next
 * dE_path     n_next x n, output;  dE_dout  n, output */
void bp_sum_paths(const gsl_matrix *w, const gsl_vector *delta_next,
                  gsl_matrix *dE_path, gsl_vector *dE_dout);

/* [ch. 3] dE_path, dE_dout and delta of every hidden layer, the last one first,
 * with the weights that the forward pass used. */
bp_stage bp_hidden_deltas;

/* [ch. 4] A step downhill: w_new = w - eta dE_dw.
 * w      n x n_source;  dE_dw  n x n_source
 * w_new  n x n_source, output */
void bp_step(const gsl_matrix *w, const gsl_matrix *dE_dw, double eta,
             gsl_matrix *w_new);

/* [ch. 4] w_new of every layer. */
bp_stage bp_update_weights;

/* [ch. 4] Bias derivatives. Where each neuron has its own: dE_db_j = delta_j.
 * Where the layer shares one: each dE_db_j = the sum of all deltas.
 * delta  n
 * dE_db  n, output */
void bp_own_bias_derivatives(const gsl_vector *delta, gsl_vector *dE_db);
void bp_shared_bias_derivative(const gsl_vector *delta, gsl_vector *dE_db);

/* [ch. 4] dE_db of every layer: as the network has its biases; as if every
 * neuron had its own (which parts a shared bias into different numbers when it
 * is trained); as if every layer shared one. */
bp_stage bp_bias_derivatives;
bp_stage bp_bias_derivatives_per_neuron;
bp_stage bp_bias_derivatives_per_layer;

/* [ch. 4] b_new = b, for those who leave the biases alone, as the post does. */
bp_stage bp_keep_biases;

/* [ch. 4] b_new = b - eta dE_db. */
bp_stage bp_update_biases;

/* ------------------------------------------------------ rounds and methods */

typedef struct bp_method bp_method;

/* Runs all stages of a complete method once. */
typedef void bp_order(const bp_method *method, const bp_network *network,
                      bp_workspace *ws);

/* A method: the stages of one round, the order in which they run, and the
 * forward pass that looks at the network after a round. It is complete where all
 * are there but two, which may be NULL: bias_derivatives, as no stage needs them
 * where the biases are left alone; and second_forward, for which forward will do.
 * A second_forward finds in the workspace what the last round left there.
 * A variation is a method that names only what it changes; the rest is NULL. */
struct bp_method {
    bp_stage *forward;
    bp_stage *errors;
    bp_stage *error_derivatives;
    bp_stage *slopes;
    bp_stage *output_deltas;
    bp_stage *hidden_deltas;
    bp_stage *weight_derivatives;
    bp_stage *update_weights;
    bp_stage *bias_derivatives;
    bp_stage *update_biases;
    bp_order *order;
    bp_stage *second_forward;
};

/* [ch. 5] The stages one after the other, as they stand in bp_method. */
bp_order bp_usual_order;

/* [ch. 5] The right method, with the biases left alone, as the post has it. */
extern const bp_method bp_backpropagation;

/* [ch. 5] The method, with what the variation names in place of its own. */
bp_method bp_vary(bp_method method, const bp_method *variation);

/* [ch. 5] Variations that train biases: as the network has them; one for every
 * neuron; one for every layer. */
extern const bp_method bp_train_biases;
extern const bp_method bp_train_bias_per_neuron;
extern const bp_method bp_train_bias_per_layer;

/* [ch. 5] One round on the pair that is in the workspace: every stage of a
 * complete method. */
void bp_round(const bp_method *method, const bp_network *network,
              bp_workspace *ws);

/* [ch. 5] Ends a round: w_new and b_new become the network's weights and
 * biases. The two exchange matrices, so w_new and b_new then hold the old
 * ones. */
void bp_adopt(bp_network *network, bp_workspace *ws);

/* [ch. 5] n_rounds rounds, the pairs in turn, one a round: round r, from 0,
 * takes pair r mod n_pairs. The first one here is number first_round. The
 * workspace is left as the last round found it: its errors are those before the
 * last update. Pairs, network and workspace are of one shape. */
void bp_train(const bp_method *method, const bp_pairs *pairs, double eta,
              size_t first_round, size_t n_rounds, bp_network *network,
              bp_workspace *ws);

/* ------------------------------------------------------ is it right? [ch. 6] */

/* [ch. 6] A derivative that was measured and not derived. Where no step gives a
 * bound, as the error is not a number, the slope is 0 and the bound INFINITY. */
typedef struct {
    double slope; /* the central difference */
    double bound; /* how far it may be off: by GSL's own estimate, and by the
                     rounding of the network's outputs */
} bp_difference;

/* [ch. 6] The slope of the method's E_total along a weight, or along a bias,
 * neuron j's own or the one that layer l shares: the central difference over
 * whichever step can be trusted most. The network is as it was; the workspace's
 * net, out, E and E_total, and the outputs' dE_dout, are some nudged network's. */
bp_difference bp_weight_difference(const bp_method *method, bp_network *network,
                                   size_t l, size_t j, size_t i,
                                   bp_workspace *ws);
bp_difference bp_bias_difference(const bp_method *method, bp_network *network,
                                 size_t l, size_t j, bp_workspace *ws);

/* [ch. 6] What a derivative is worth beside its central difference. One that is
 * not a number differs. */
typedef enum {
    BP_AGREES,    /* the two differ by no more than the bound allows */
    BP_DIFFERS,   /* by more than that */
    BP_TOO_SMALL, /* so small beside the bound that its third digit could not
                     be told: nothing was checked */
} bp_gradient_verdict;

bp_gradient_verdict bp_judge(double derivative, bp_difference difference);

/* ----------------------------------------------------- the mistakes [ch. 7] */

/* Each is a variation, and right in all that it does not name. What must be
 * square is read wrongly where it is, and rightly where it is not. */

/* Forward: net without the bias; with the first layer's first bias in every
 * later layer; tanh for the logistic; hidden neurons with out = net; the
 * logistic with e^net for e^-net; W read by columns, in the forward pass alone;
 * the last layer's net the bias alone. */
extern const bp_method bp_no_bias;
extern const bp_method bp_first_bias_everywhere;
extern const bp_method bp_tanh;
extern const bp_method bp_linear_hidden;
extern const bp_method bp_exp_sign;
extern const bp_method bp_weights_by_source;
extern const bp_method bp_bias_only;

/* Error: without its half, in the derivatives too or in the error alone; divided
 * by the number of outputs; with the targets in reverse order; its derivative
 * with the wrong sign. */
extern const bp_method bp_no_half;
extern const bp_method bp_no_half_in_error;
extern const bp_method bp_mean_error;
extern const bp_method bp_targets_swapped;
extern const bp_method bp_target_minus_output;

/* Output deltas: without the slope; with net (1 - net), the slope at out or
 * x (1 - x) with x = dE_dout for it, in every layer. */
extern const bp_method bp_no_output_slope;
extern const bp_method bp_slope_of_net;
extern const bp_method bp_slope_of_out;
extern const bp_method bp_slope_of_error;

/* Hidden deltas: with the next layer's weights already updated; summed over the
 * wrong index of a square W; by the first path alone, in every hidden layer or
 * in the last; as the mean of the paths; without the weights; without the
 * slope; with the layer's own W where it has the shape of the next one's; with the
 * neuron's output for the weights, which makes dE_dout the sum of the next layer's
 * dE_dw; with the first neuron's slope for every one;
 * after the last layer's update and another forward pass, from what that makes of
 * the output deltas and with the weights updated. */
extern const bp_method bp_updated_weights;
extern const bp_method bp_weights_not_transposed;
extern const bp_method bp_first_output_only;
extern const bp_method bp_first_output_only_at_the_end;
extern const bp_method bp_paths_averaged;
extern const bp_method bp_deltas_unweighted;
extern const bp_method bp_no_hidden_slope;
extern const bp_method bp_own_weights;
extern const bp_method bp_sum_of_gradients;
extern const bp_method bp_first_slope_for_all;
extern const bp_method bp_forward_again;

/* Updates: dE_dw = delta; delta times the source's net input; delta times the
 * neuron's own output; delta times the source that has the neuron's own index,
 * where there is one, and biases trained in the same way or not; delta divided by
 * the source, and paths by the weight; a shared dE_db the mean of the deltas;
 * eta = 1; uphill. The last two have a part for biases besides, for where they
 * are trained. */
extern const bp_method bp_no_input_factor;
extern const bp_method bp_net_as_input;
extern const bp_method bp_destination_output;
extern const bp_method bp_source_index;
extern const bp_method bp_source_index_with_biases;
extern const bp_method bp_divided;
extern const bp_method bp_mean_bias;
extern const bp_method bp_no_learning_rate;
extern const bp_method bp_no_learning_rate_for_biases;
extern const bp_method bp_ascent;
extern const bp_method bp_ascent_for_biases;

/* Across: deltas and derivatives with the other sign, and updates to match
 * (with bp_ascent_for_biases where they are trained), which is no mistake;
 * biases left alone; every result rounded to a float; each layer but the first,
 * in the look after a round, fed with the outputs that the round itself had. */
extern const bp_method bp_sign_convention;
extern const bp_method bp_fix_biases;
extern const bp_method bp_single_precision;
extern const bp_method bp_stale_hidden_outputs;

/* -------------------------------------------- the round in matrices [ch. 8] */

/* [ch. 8] The stages that are sums, written as products of matrices by BLAS, the
 * library of linear algebra behind GSL. Their numbers are those of chapters 1 to
 * 4, but for the last digits, as a sum may begin at its other end. The paths of
 * chapter 3 do not stand alone in them: dE_path stays as it is. */
bp_stage bp_matrix_forward;            /* net = W in + b, out as before */
bp_stage bp_matrix_hidden_deltas;      /* delta = W^T delta_next, times slope */
bp_stage bp_matrix_weight_derivatives; /* dE_dw = delta in^T */
bp_stage bp_matrix_update_weights;     /* w_new = W - eta dE_dw */

/* [ch. 8] The variation that has these stages. */
extern const bp_method bp_matrix_form;

/* [ch. 8] The cross-entropy of a logistic output neuron,
 * -(target ln out + (1 - target) ln(1 - out)), and how it depends on out:
 * (1 - target) / (1 - out) - target / out. What has 0 for its factor is left
 * out. ln(1 - out) is taken by log1p, which keeps the digits of a small out. */
double bp_cross_entropy(double target, double out);
double bp_cross_entropy_slope(double target, double out);

/* [ch. 8] tanh's slope, from its own value: 1 - out^2. */
double bp_tanh_slope(double out);

/* [ch. 8] net where it is above 0, else 0; and its slope, from its own value: 1
 * or 0, and 0 at 0. */
double bp_relu(double net);
double bp_relu_slope(double out);

/* [ch. 8] out_j = e^net_j divided by the sum of all e^net_k: each divided by
 * e^net_j, so that no term overflows but where out_j is 0.
 * net  n
 * out  n, output */
void bp_softmax(const gsl_vector *net, gsl_vector *out);

/* [ch. 8] Weight decay: adds lambda w to every dE_dw, biases left alone. With it
 * they are the derivatives of E_total + lambda/2 times the sum of all w^2. */
void bp_decay(const bp_network *network, double lambda, bp_workspace *ws);

/* ----------------------------------------------------- many examples [ch. 9] */

/* [ch. 9] Sums of derivatives over pairs, layer by layer; the caller owns them. */
typedef struct {
    size_t n_layers;
    gsl_matrix *dE_dw[BP_MAX_LAYERS]; /* n x n_source */
    gsl_vector *dE_db[BP_MAX_LAYERS]; /* n */
} bp_sums;

/* Sums for networks of this one's shape, all 0. The caller frees them; NULL is
 * fine to free. NULL after GSL_ENOMEM. */
bp_sums *bp_sums_alloc(const bp_network *network);
void bp_sums_free(bp_sums *sums);

/* [ch. 9] Makes all sums 0; adds the derivatives in the workspace to them; puts
 * the sums, divided by n, in the workspace, in the place of its derivatives. */
void bp_forget(bp_sums *sums);
void bp_add_derivatives(const bp_workspace *ws, bp_sums *sums);
void bp_take_means(const bp_sums *sums, size_t n, bp_workspace *ws);

/* [ch. 9] One round on n pairs, a batch: each derivative is the mean of those that
 * the pairs have one by one, all with the same weights. w_new and b_new wait on
 * the workspace for bp_adopt.
 * pair  n numbers of pairs, from 0 */
void bp_batch_round(const bp_method *method, const bp_pairs *pairs,
                    const size_t pair[], size_t n, double eta,
                    const bp_network *network, bp_workspace *ws, bp_sums *sums);

/* [ch. 9] The order of the pairs in one pass over all of them, from 0: drawn by
 * seed and pass alone, and the same everywhere. */
void bp_shuffle(gsl_rng *rng, unsigned long seed, size_t pass,
                gsl_permutation *order);

/* [ch. 9] Weights to start from: each between -1 and 1, divided by the root of how
 * many there are into a neuron. Biases are 0. */
void bp_draw_weights(gsl_rng *rng, bp_network *network);

/* [ch. 9] The workspace of a batch, where each number of a pair has a row: what
 * is a vector in the workspace of one pair is a matrix here. */
typedef struct {
    size_t n_pairs;
    gsl_matrix *input;  /* n_pairs x n_inputs */
    gsl_matrix *target; /* n_pairs x n_outputs */
    gsl_vector *ones;   /* n_pairs, all 1: what a bias is multiplied by */
    size_t n_layers;
    gsl_matrix *net[BP_MAX_LAYERS];   /* n_pairs x n, n neurons in the layer */
    gsl_matrix *out[BP_MAX_LAYERS];   /* n_pairs x n */
    gsl_matrix *delta[BP_MAX_LAYERS]; /* n_pairs x n */
    gsl_vector *sum[BP_MAX_LAYERS];   /* n, of the deltas of all pairs */
    gsl_vector *dE_db[BP_MAX_LAYERS]; /* n, a sum over all pairs, too */
} bp_batch_sheet;

/* A sheet for so many pairs, above 0, and networks of this one's shape, all
 * numbers 0. The caller frees it; NULL is fine to free. NULL after GSL_ENOMEM. */
bp_batch_sheet *bp_batch_sheet_alloc(const bp_network *network, size_t n_pairs);
void bp_batch_sheet_free(bp_batch_sheet *sheet);

/* What feeds layer l, a row for each pair. */
static inline const gsl_matrix *bp_sheet_source(const bp_batch_sheet *sheet,
                                                size_t l)
{
    return l == 0 ? sheet->input : sheet->out[l - 1];
}

/* All numbers of a matrix that was allocated whole, row after row. */
static inline gsl_vector_view bp_all_of(gsl_matrix *matrix)
{
    return gsl_vector_view_array(matrix->data, matrix->size1 * matrix->size2);
}

/* Copies row i of a matrix into row p of another, of as many columns. */
void bp_copy_row(const gsl_matrix *from, size_t i, gsl_matrix *to, size_t p);

/* c <- alpha A B + beta c, where A or B is transposed if it says so: the same as
 * gsl_blas_dgemm. That is made for large matrices. Where a batch is one pair, and A
 * a single row, BLAS has functions for vectors that do the same in less time, and
 * they are called. c shares no memory with a or b. */
void bp_multiply(CBLAS_TRANSPOSE_t trans_a, CBLAS_TRANSPOSE_t trans_b,
                 double alpha, const gsl_matrix *a, const gsl_matrix *b,
                 double beta, gsl_matrix *c);

/* [ch. 9] The round of a batch by products of matrices: logistic neurons and the
 * squared error alone. They put the pairs on the sheet; find net and out of every
 * layer; find delta of every layer, the last one first; and step downhill by the
 * means of the derivatives, right in the network, as nobody needs its old weights
 * any more. Biases stay unless they are trained. */
void bp_sheet_given(const bp_pairs *pairs, const size_t pair[],
                    bp_batch_sheet *sheet);
void bp_sheet_forward(const bp_network *network, bp_batch_sheet *sheet);
void bp_sheet_deltas(const bp_network *network, bp_batch_sheet *sheet);
void bp_sheet_update_weights(const bp_batch_sheet *sheet, double eta,
                             bp_network *network);
void bp_sheet_update_biases(bp_batch_sheet *sheet, double eta,
                            bp_network *network);

/* [ch. 9] All four, one after the other. */
void bp_sheet_round(const bp_pairs *pairs, const size_t pair[], double eta,
                    bool train_biases, bp_network *network,
                    bp_batch_sheet *sheet);

#endif
