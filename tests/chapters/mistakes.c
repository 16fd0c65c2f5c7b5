/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 7: what each mistake does to a round, and what it leaves alone. */
#include "mistaken_rounds.h"
#include "workspace.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const examples[] = {"post", "3-4-2", "2-3-3-2", "5-2",
                                       "mixed"};

/* ------------------------------------------------- a round, and its numbers */

typedef struct {
    char key[48];
    double x;
} number;

static number numbers[512];
static size_t n_numbers;

__attribute__((format(printf, 2, 3))) static void put(double x,
                                                      const char *format, ...)
{
    ck_assert(n_numbers < LENGTH(numbers));
    number *next = &numbers[n_numbers++];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(next->key, sizeof next->key, format, arguments);
    va_end(arguments);
    next->x = x;
}

static void put_neuron(size_t l, size_t j)
{
    const bp_layer_work *work = &t.ws->layer[l];
    char name[BP_NAME_SIZE], next[BP_NAME_SIZE], weight[BP_NAME_SIZE];
    bp_neuron_name(t.network, l, j, name);
    put(gsl_vector_get(work->net, j), "net_%s", name);
    put(gsl_vector_get(work->out, j), "out_%s", name);
    put(gsl_vector_get(work->dE_dout, j), "dE/dout_%s", name);
    put(gsl_vector_get(work->dout_dnet, j), "dout_%s/dnet_%s", name, name);
    put(gsl_vector_get(work->delta, j), "delta_%s", name);
    put(gsl_vector_get(work->dE_db, j), "dE/db_%s", name);
    put(gsl_vector_get(work->b_new, j), "b_%s+", name);
    if (l + 1 == t.ws->n_layers)
        put(gsl_vector_get(t.ws->E, j), "E_%s", name);
    for (size_t k = 0; l + 1 < t.ws->n_layers && k < work->dE_path->size1;
         k++) {
        bp_neuron_name(t.network, l + 1, k, next);
        put(gsl_matrix_get(work->dE_path, k, j), "dE_%s/dout_%s", next, name);
    }
    for (size_t i = 0; i < work->dE_dw->size2; i++) {
        bp_weight_name(t.network, l, j, i, weight);
        put(gsl_matrix_get(work->dE_dw, j, i), "dE/d%s", weight);
        put(gsl_matrix_get(work->w_new, j, i), "%s+", weight);
    }
}

static void put_errors(const bp_method *method, const char *after)
{
    (method->second_forward != NULL ? method->second_forward
                                    : method->forward)(t.network, t.ws);
    method->errors(t.network, t.ws);
    put(t.ws->E_total, "E_total%s", after);
}

static void run_round(const bp_method *method)
{
    bp_round(method, t.network, t.ws);
}

/* All numbers of the first round, and the errors after it and after two more. */
static void list_numbers(const bp_method *method)
{
    n_numbers = 0;
    run_round(method);
    put(t.ws->E_total, "E_total");
    for (size_t l = 0; l < t.ws->n_layers; l++)
        for (size_t j = 0; j < t.ws->layer[l].net->size; j++)
            put_neuron(l, j);
    for (size_t round = 1; round <= 3; round++) {
        if (round > 1)
            run_round(method);
        bp_adopt(t.network, t.ws);
        if (round != 2)
            put_errors(method, round == 1 ? "+" : "@3");
    }
}

static double find(const char *key)
{
    for (size_t n = 0; n < n_numbers; n++)
        if (strcmp(numbers[n].key, key) == 0)
            return numbers[n].x;
    ck_abort_msg("there is no %s", key);
    return NAN;
}

/* The example's own method, with bias derivatives also where it keeps the biases:
 * they are among the numbers. */
static bp_method own_method(void)
{
    bp_method method = bp_vary(bp_backpropagation, &bp_train_biases);
    return t.example->train_biases ? method : bp_vary(method, &bp_fix_biases);
}

START_TEST(numbers_of_a_mistaken_round)
{
    const mistaken_round *r = &mistaken_rounds[_i];
    start(r->example);
    bp_method method = own_method();
    for (size_t v = 0; v < MOST_VARIATIONS && r->variation[v] != NULL; v++)
        method = bp_vary(method, r->variation[v]);
    list_numbers(&method);
    ck_assert_ptr_nonnull(r->number[0].key);
    for (size_t n = 0; n < MOST_NUMBERS && r->number[n].key != NULL; n++) {
        char what[96];
        snprintf(what, sizeof what, "round %d, %s: %s", _i, r->example,
                 r->number[n].key);
        expect_close(what, find(r->number[n].key), r->number[n].x, 1e-12);
    }
    end();
}
END_TEST

/* ------------------------------- what follows rightly from what, and what not
 * Each relation says by how much a neuron's number differs from what the right
 * method makes of the numbers before it, as they are, mistaken or not.
 * Expected: the formulas of chapters 1 to 4. */

static double apart(double a, double b)
{
    return a == b ? 0.0 : fabs(a - b) / fmax(fabs(a), fabs(b));
}

static double most(double a, double b)
{
    return isnan(b) || b > a ? b : a;
}

static bool is_output(size_t l)
{
    return l + 1 == t.ws->n_layers;
}

static double net_is_off(size_t l, size_t j)
{
    double net = gsl_vector_get(t.network->layer[l].b, j);
    for (size_t i = 0; i < bp_source(t.ws, l)->size; i++)
        net += gsl_matrix_get(t.network->layer[l].w, j, i) *
               gsl_vector_get(bp_source(t.ws, l), i);
    return apart(gsl_vector_get(t.ws->layer[l].net, j), net);
}

static double out_is_off(size_t l, size_t j)
{
    double out = 1.0 / (1.0 + exp(-gsl_vector_get(t.ws->layer[l].net, j)));
    return apart(gsl_vector_get(t.ws->layer[l].out, j), out);
}

static double miss(size_t l, size_t j)
{
    return gsl_vector_get(t.ws->layer[l].out, j) -
           gsl_vector_get(t.ws->target, j);
}

static double E_is_off(size_t l, size_t j)
{
    if (!is_output(l))
        return 0.0;
    return apart(gsl_vector_get(t.ws->E, j), pow(miss(l, j), 2.0) / 2.0);
}

static double E_total_is_off(size_t l, size_t j)
{
    (void)l, (void)j;
    double sum = 0.0;
    for (size_t k = 0; k < t.ws->E->size; k++)
        sum += gsl_vector_get(t.ws->E, k);
    return apart(t.ws->E_total, sum);
}

static double output_dE_dout_is_off(size_t l, size_t j)
{
    if (!is_output(l))
        return 0.0;
    return apart(gsl_vector_get(t.ws->layer[l].dE_dout, j), miss(l, j));
}

static double slope_is_off(size_t l, size_t j)
{
    double out = gsl_vector_get(t.ws->layer[l].out, j);
    return apart(gsl_vector_get(t.ws->layer[l].dout_dnet, j), out - out * out);
}

static double delta_is_off(size_t l, size_t j)
{
    const bp_layer_work *work = &t.ws->layer[l];
    return apart(gsl_vector_get(work->delta, j),
                 gsl_vector_get(work->dE_dout, j) *
                     gsl_vector_get(work->dout_dnet, j));
}

static double output_delta_is_off(size_t l, size_t j)
{
    return is_output(l) ? delta_is_off(l, j) : 0.0;
}

static double hidden_delta_is_off(size_t l, size_t j)
{
    return is_output(l) ? 0.0 : delta_is_off(l, j);
}

static double path_is_off(size_t l, size_t j)
{
    double off = 0.0;
    const gsl_matrix *path = t.ws->layer[l].dE_path;
    for (size_t k = 0; path != NULL && k < path->size1; k++)
        off = most(off,
                   apart(gsl_matrix_get(path, k, j),
                         gsl_vector_get(t.ws->layer[l + 1].delta, k) *
                             gsl_matrix_get(t.network->layer[l + 1].w, k, j)));
    return off;
}

static double sum_of_paths_is_off(size_t l, size_t j)
{
    const bp_layer_work *work = &t.ws->layer[l];
    double sum = 0.0;
    for (size_t k = 0; !is_output(l) && k < work->dE_path->size1; k++)
        sum += gsl_matrix_get(work->dE_path, k, j);
    return is_output(l) ? 0.0 : apart(gsl_vector_get(work->dE_dout, j), sum);
}

static double dE_dw_is_off(size_t l, size_t j)
{
    const bp_layer_work *work = &t.ws->layer[l];
    double off = 0.0;
    for (size_t i = 0; i < work->dE_dw->size2; i++)
        off = most(off, apart(gsl_matrix_get(work->dE_dw, j, i),
                              gsl_vector_get(work->delta, j) *
                                  gsl_vector_get(bp_source(t.ws, l), i)));
    return off;
}

/* How far the changes of the weights are off, not the weights themselves. */
static double w_new_is_off(size_t l, size_t j)
{
    const bp_layer_work *work = &t.ws->layer[l];
    double off = 0.0;
    for (size_t i = 0; i < work->dE_dw->size2; i++)
        off =
            most(off, apart(gsl_matrix_get(work->w_new, j, i),
                            gsl_matrix_get(t.network->layer[l].w, j, i) -
                                t.ws->eta * gsl_matrix_get(work->dE_dw, j, i)));
    return off;
}

static double dE_db_is_off(size_t l, size_t j)
{
    const bp_layer_work *work = &t.ws->layer[l];
    double sum = 0.0;
    for (size_t k = 0; k < work->delta->size; k++)
        sum += gsl_vector_get(work->delta, k);
    return apart(gsl_vector_get(work->dE_db, j),
                 t.network->layer[l].one_bias ? sum
                                              : gsl_vector_get(work->delta, j));
}

static double b_new_is_off(size_t l, size_t j)
{
    const bp_layer_work *work = &t.ws->layer[l];
    return apart(gsl_vector_get(work->b_new, j),
                 gsl_vector_get(t.network->layer[l].b, j) -
                     t.ws->eta * gsl_vector_get(work->dE_db, j));
}

enum {
    NET = 1 << 0,
    OUT = 1 << 1,
    ERROR = 1 << 2,
    TOTAL = 1 << 3,
    OUTPUT_DE_DOUT = 1 << 4,
    SLOPE = 1 << 5,
    OUTPUT_DELTA = 1 << 6,
    PATH = 1 << 7,
    SUM_OF_PATHS = 1 << 8,
    HIDDEN_DELTA = 1 << 9,
    DE_DW = 1 << 10,
    W_NEW = 1 << 11,
    DE_DB = 1 << 12,
    B_NEW = 1 << 13,
};

static const struct {
    const char *name;
    unsigned bit;
    double (*is_off)(size_t l, size_t j);
} relations[] = {
    {"net", NET, net_is_off},
    {"out", OUT, out_is_off},
    {"E", ERROR, E_is_off},
    {"E_total", TOTAL, E_total_is_off},
    {"dE/dout of the outputs", OUTPUT_DE_DOUT, output_dE_dout_is_off},
    {"slope", SLOPE, slope_is_off},
    {"delta of the outputs", OUTPUT_DELTA, output_delta_is_off},
    {"path", PATH, path_is_off},
    {"sum of paths", SUM_OF_PATHS, sum_of_paths_is_off},
    {"delta of hidden neurons", HIDDEN_DELTA, hidden_delta_is_off},
    {"dE/dw", DE_DW, dE_dw_is_off},
    {"w+", W_NEW, w_new_is_off},
    {"dE/db", DE_DB, dE_db_is_off},
    {"b+", B_NEW, b_new_is_off},
};

/* --------------------------------------------- where there is room for a mistake */

static bool always(void)
{
    return true;
}

static bool with_hidden_layers(void)
{
    return t.network->n_layers > 1;
}

static bool with_several_outputs(void)
{
    return bp_n_outputs(t.network) > 1;
}

static bool is_square(size_t l)
{
    return t.network->layer[l].w->size1 == t.network->layer[l].w->size2;
}

static bool with_a_square_layer(void)
{
    for (size_t l = 0; l < t.network->n_layers; l++)
        if (is_square(l))
            return true;
    return false;
}

static bool with_a_square_layer_after_the_first(void)
{
    for (size_t l = 1; l < t.network->n_layers; l++)
        if (is_square(l))
            return true;
    return false;
}

static bool with_several_paths(void)
{
    for (size_t l = 1; l < t.network->n_layers; l++)
        if (t.network->layer[l].b->size > 1)
            return true;
    return false;
}

static bool with_several_paths_at_the_end(void)
{
    return with_hidden_layers() && with_several_outputs();
}

static bool with_layers_of_one_shape(void)
{
    for (size_t l = 1; l < t.network->n_layers; l++)
        if (t.network->layer[l].w->size1 == t.network->layer[l - 1].w->size1 &&
            t.network->layer[l].w->size2 == t.network->layer[l - 1].w->size2)
            return true;
    return false;
}

static bool with_a_shared_bias(void)
{
    for (size_t l = 0; l < t.network->n_layers; l++)
        if (bp_n_biases(&t.network->layer[l]) < t.network->layer[l].b->size)
            return true;
    return false;
}

/* Each variation, the relations that it breaks, and where it does; elsewhere it
 * is to be the right method. */
static const struct {
    const char *name;
    const bp_method *variation;
    unsigned broken;
    bool (*where)(void);
} mistakes[] = {
    {"no_bias", &bp_no_bias, NET, always},
    {"first_bias_everywhere", &bp_first_bias_everywhere, NET,
     with_hidden_layers},
    {"tanh", &bp_tanh, OUT | SLOPE, always},
    {"linear_hidden", &bp_linear_hidden, OUT | SLOPE, with_hidden_layers},
    {"exp_sign", &bp_exp_sign, OUT, always},
    {"weights_by_source", &bp_weights_by_source, NET, with_a_square_layer},
    {"no_half", &bp_no_half, ERROR | OUTPUT_DE_DOUT, always},
    {"mean_error", &bp_mean_error, ERROR | OUTPUT_DE_DOUT,
     with_several_outputs},
    {"targets_swapped", &bp_targets_swapped, ERROR | OUTPUT_DE_DOUT,
     with_several_outputs},
    {"target_minus_output", &bp_target_minus_output, OUTPUT_DE_DOUT, always},
    {"no_output_slope", &bp_no_output_slope, OUTPUT_DELTA, always},
    {"slope_of_net", &bp_slope_of_net, SLOPE, always},
    {"slope_of_out", &bp_slope_of_out, SLOPE, always},
    {"updated_weights", &bp_updated_weights, PATH, with_hidden_layers},
    {"weights_not_transposed", &bp_weights_not_transposed, PATH,
     with_a_square_layer_after_the_first},
    {"first_output_only", &bp_first_output_only, SUM_OF_PATHS,
     with_several_paths},
    {"first_output_only_at_the_end", &bp_first_output_only_at_the_end,
     SUM_OF_PATHS, with_several_paths_at_the_end},
    {"paths_averaged", &bp_paths_averaged, SUM_OF_PATHS, with_several_paths},
    {"deltas_unweighted", &bp_deltas_unweighted, PATH, with_hidden_layers},
    {"no_hidden_slope", &bp_no_hidden_slope, HIDDEN_DELTA, with_hidden_layers},
    {"no_input_factor", &bp_no_input_factor, DE_DW, always},
    {"net_as_input", &bp_net_as_input, DE_DW, with_hidden_layers},
    {"destination_output", &bp_destination_output, DE_DW, always},
    {"no_learning_rate", &bp_no_learning_rate, W_NEW, always},
    {"no_learning_rate_for_biases", &bp_no_learning_rate_for_biases, B_NEW,
     always},
    {"ascent", &bp_ascent, W_NEW, always},
    {"ascent_for_biases", &bp_ascent_for_biases, B_NEW, always},
    {"bias_only", &bp_bias_only, NET, always},
    {"no_half_in_error", &bp_no_half_in_error, ERROR, always},
    {"own_weights", &bp_own_weights, PATH, with_layers_of_one_shape},
    {"sum_of_gradients", &bp_sum_of_gradients, PATH, with_hidden_layers},
    {"first_slope_for_all", &bp_first_slope_for_all, SLOPE, with_hidden_layers},
    {"source_index", &bp_source_index, DE_DW, always},
    {"source_index_with_biases", &bp_source_index_with_biases, DE_DW | DE_DB,
     always},
    {"slope_of_error", &bp_slope_of_error, SLOPE, always},
    {"divided", &bp_divided, PATH | DE_DW, always},
    {"mean_bias", &bp_mean_bias, DE_DB, with_a_shared_bias},
    {"forward_again", &bp_forward_again, PATH, with_hidden_layers},
    {"sign_convention", &bp_sign_convention, OUTPUT_DE_DOUT | W_NEW, always},
    {"fix_biases", &bp_fix_biases, B_NEW, always},
};

/* What mistake m breaks in this network, where paths need hidden layers. */
static unsigned broken_here(size_t m)
{
    unsigned possible = with_hidden_layers() ? ~0U : ~(unsigned)PATH;
    return mistakes[m].where() ? mistakes[m].broken & possible : 0;
}

static double is_off(size_t relation)
{
    double off = 0.0;
    for (size_t l = 0; l < t.ws->n_layers; l++)
        for (size_t j = 0; j < t.ws->layer[l].net->size; j++)
            off = most(off, relations[relation].is_off(l, j));
    return off;
}

/* In the first round, and in a later one. */
static void expect_broken(const bp_method *method, unsigned broken,
                          const char *name)
{
    for (int round = 0; round < 2; round++) {
        run_round(method);
        for (size_t r = 0; r < LENGTH(relations); r++) {
            double off = is_off(r);
            bool is_broken = (broken & relations[r].bit) != 0;
            ck_assert_msg(is_broken ? off > 1e-6 : off < 1e-12,
                          "%s: %s is off by %g, expected %s", name,
                          relations[r].name, off, is_broken ? "more" : "none");
        }
        bp_adopt(t.network, t.ws);
    }
}

START_TEST(nothing_follows_wrongly_in_the_right_method)
{
    start(examples[_i]);
    bp_method method = bp_vary(bp_backpropagation, &bp_train_biases);
    expect_broken(&method, 0, "the right method");
    end();
}
END_TEST

START_TEST(only_what_is_mistaken_follows_wrongly)
{
    for (size_t e = 0; e < LENGTH(examples); e++) {
        start(examples[e]);
        bp_method method = bp_vary(bp_backpropagation, &bp_train_biases);
        method = bp_vary(method, mistakes[_i].variation);
        expect_broken(&method, broken_here((size_t)_i), mistakes[_i].name);
        end();
    }
}
END_TEST

/* The order of bp_forward_again is about them too. */
static bool is_about_hidden_deltas(const bp_method *variation)
{
    return variation->hidden_deltas != NULL || variation == &bp_forward_again;
}

/* Two at once break what each of them breaks. Those that name the same stages
 * cannot be at work at once, and are left out; and an update rule does not show
 * in the paths, nor the paths in the rule. */
static bool can_be_at_work_at_once(const bp_method *a, const bp_method *b)
{
    return !((a->forward != NULL && b->forward != NULL) ||
             (a->errors != NULL && b->errors != NULL) ||
             (a->error_derivatives != NULL && b->error_derivatives != NULL) ||
             (a->slopes != NULL && b->slopes != NULL) ||
             (a->output_deltas != NULL && b->output_deltas != NULL) ||
             (is_about_hidden_deltas(a) && is_about_hidden_deltas(b)) ||
             (a->weight_derivatives != NULL && b->weight_derivatives != NULL) ||
             (a->update_weights != NULL && b->update_weights != NULL) ||
             (a->bias_derivatives != NULL && b->bias_derivatives != NULL) ||
             (a->update_biases != NULL && b->update_biases != NULL) ||
             (a->order != NULL && b->order != NULL));
}

/* Linear neurons have a slope of 1, and their net is their output: beside them
 * these two are no mistakes. */
static bool is_none_beside_linear_neurons(const bp_method *variation)
{
    return variation == &bp_no_hidden_slope || variation == &bp_net_as_input;
}

static unsigned broken_beside(size_t m, size_t other)
{
    return mistakes[other].variation == &bp_linear_hidden &&
                   is_none_beside_linear_neurons(mistakes[m].variation)
               ? 0
               : broken_here(m);
}

START_TEST(two_at_once_break_what_each_of_them_breaks)
{
    size_t n_pairs = 0;
    for (size_t m = 0; m < LENGTH(mistakes); m++) {
        const bp_method *a = mistakes[_i].variation;
        const bp_method *b = mistakes[m].variation;
        if (!can_be_at_work_at_once(a, b))
            continue;
        n_pairs++;
        start("2-3-3-2");
        bp_method method = bp_vary(bp_backpropagation, &bp_train_biases);
        method = bp_vary(bp_vary(method, a), b);
        char name[96];
        snprintf(name, sizeof name, "%s and %s", mistakes[_i].name,
                 mistakes[m].name);
        expect_broken(
            &method,
            broken_beside((size_t)_i, m) | broken_beside(m, (size_t)_i), name);
        end();
    }
    ck_assert_uint_ge(n_pairs, 10);
}
END_TEST

/* -------------------------------------------------------- where nothing changes
 * Expected: the numbers of the right method, or of the right method on another
 * network, bit for bit. */

static number right[LENGTH(numbers)];
static size_t n_right;

static void keep_as_right(void)
{
    memcpy(right, numbers, sizeof numbers);
    n_right = n_numbers;
}

static void expect_all_as_right(const char *name)
{
    ck_assert_uint_eq(n_numbers, n_right);
    for (size_t n = 0; n < n_right; n++)
        ck_assert_msg(numbers[n].x == right[n].x, "%s: %s is %.17g, not %.17g",
                      name, numbers[n].key, numbers[n].x, right[n].x);
}

START_TEST(no_room_for_the_mistake)
{
    for (size_t e = 0; e < LENGTH(examples); e++) {
        start(examples[e]);
        if (!mistakes[_i].where()) {
            bp_method method = own_method();
            list_numbers(&method);
            keep_as_right();
            end();
            start(examples[e]);
            method = bp_vary(method, mistakes[_i].variation);
            list_numbers(&method);
            expect_all_as_right(mistakes[_i].name);
        }
        end();
    }
}
END_TEST

START_TEST(no_learning_rate_where_it_is_1)
{

    for (int v = 0; v < 2; v++) {
        start("2-3-3-2");
        bp_method method = own_method();
        if (v == 1) {
            method = bp_vary(method, &bp_no_learning_rate);
            method = bp_vary(method, &bp_no_learning_rate_for_biases);
        }
        t.ws->eta = 1.0;
        list_numbers(&method);
        if (v == 0)
            keep_as_right();
        end();
    }

    expect_all_as_right("no_learning_rate");
}
END_TEST

/* The other sign in deltas, paths and derivatives; all else is right. */
START_TEST(sign_convention_changes_signs_alone)
{
    start(examples[_i]);
    bp_method method = bp_vary(bp_backpropagation, &bp_train_biases);
    list_numbers(&method);
    keep_as_right();
    end();
    start(examples[_i]);
    method = bp_vary(method, &bp_sign_convention);
    method = bp_vary(method, &bp_ascent_for_biases);
    list_numbers(&method);
    ck_assert_uint_eq(n_numbers, n_right);
    for (size_t n = 0; n < n_right; n++) {
        const char *key = numbers[n].key;
        bool is_turned =
            strncmp(key, "d", 1) == 0 && strncmp(key, "dout", 4) != 0;
        ck_assert_msg(numbers[n].x == (is_turned ? -right[n].x : right[n].x),
                      "%s is %.17g, rightly %.17g", key, numbers[n].x,
                      right[n].x);
    }
    end();
}
END_TEST

/* ------------------------------------------------------ layers of one shape
 * Expected: the delta of each neuron that is fed, times a weight of the layer
 * itself, from the rule that the weights are made by. */

START_TEST(own_weights_are_those_of_each_layer)
{
    enum { N = 2, N_LAYERS = 4 };
    const size_t n_neurons[N_LAYERS] = {N, N, N, N};
    bp_network *network = bp_network_alloc(N, N_LAYERS, n_neurons);
    bp_workspace *ws = bp_workspace_alloc(network);
    ck_assert(network != NULL && ws != NULL);
    ws->eta = 0.5;
    for (size_t l = 0; l < N_LAYERS; l++)
        for (size_t j = 0; j < N; j++)
            for (size_t i = 0; i < N; i++)
                gsl_matrix_set(network->layer[l].w, j, i,
                               cos((double)(4 * l + 2 * j + i)));
    bp_method method = bp_vary(bp_backpropagation, &bp_own_weights);
    bp_round(&method, network, ws);
    for (size_t l = 0; l + 1 < N_LAYERS; l++)
        for (size_t j = 0; j < N; j++) {
            double sum = 0.0;
            for (size_t k = 0; k < N; k++) {
                double path = gsl_vector_get(ws->layer[l + 1].delta, k) *
                              cos((double)(4 * l + 2 * k + j));
                expect_close("path", gsl_matrix_get(ws->layer[l].dE_path, k, j),
                             path, 1e-14);
                sum += path;
            }
            expect_close("dE/dout", gsl_vector_get(ws->layer[l].dE_dout, j),
                         sum, 1e-13);
        }
    bp_workspace_free(ws);
    bp_network_free(network);
}
END_TEST

/* -------------------------------------------------------- dividing by nothing */

/* An input of 0 leaves no number; nothing else is touched by it. */
START_TEST(what_is_divided_by_0_is_not_finite)
{
    start("3-4-2");
    gsl_vector_set(t.ws->input, 1, 0.0);
    bp_method method = bp_vary(bp_backpropagation, &bp_divided);
    bp_round(&method, t.network, t.ws);
    for (size_t j = 0; j < 4; j++)
        for (size_t i = 0; i < 3; i++)
            ck_assert(isfinite(gsl_matrix_get(t.ws->layer[0].dE_dw, j, i)) ==
                      (i != 1));
    end();
}
END_TEST

/* ------------------------------------------------------------ single precision
 * Expected: the exact result of each stage on numbers that are floats, rounded
 * to the nearest float; worked out in 60-digit arithmetic. */

static const expected_number in_floats_post[] = {
    {"net_h2", 0x1.91eb840000000p-2},
    {"out_h2", 0x1.319ad40000000p-1},
    {"out_o2", 0x1.8bbd480000000p-1},
    {"E_o2", 0x1.8201e80000000p-6},
    {"E_total", 0x1.3188320000000p-2},
    {"dE/dout_o2", -0x1.bc90000000000p-3},
    {"dout_h2/dnet_h2", 0x1.ecc6ba0000000p-3},
    {"delta_o2", -0x1.3819ca0000000p-5},
    {"dE_o1/dout_h2", 0x1.fe8fa20000000p-5},
    {"dE/dout_h2", 0x1.52e7d80000000p-5},
    {"delta_h2", 0x1.462e540000000p-7},
    {"dE/dw7", -0x1.7251ec0000000p-6},
    {"dE/dw3", 0x1.04f1de0000000p-11},
    {"w7+", 0x1.05c9480000000p-1},
    {"w3+", 0x1.ff7d880000000p-3},
    {"dE/db_h2", 0x1.32cce40000000p-6},
    {"E_total+", 0x1.2a03300000000p-2},
    {"E_total@3", 0x1.1a90e00000000p-2},
};
static const expected_number in_floats_3_4_2[] = {
    {"net_h3", -0x1.71e5e20000000p-2},
    {"out_h3", 0x1.a484a20000000p-2},
    {"out_o2", 0x1.d810320000000p-2},
    {"E_o2", 0x1.0f342a0000000p-4},
    {"E_total", 0x1.674c880000000p-3},
    {"dE/dout_o2", -0x1.74a2620000000p-2},
    {"dout_h3/dnet_h3", 0x1.efa7880000000p-3},
    {"delta_o2", -0x1.725dfc0000000p-4},
    {"dE_o2/dout_h3", 0x1.1041c20000000p-4},
    {"dE/dout_h3", 0x1.89fb420000000p-4},
    {"delta_h3", 0x1.7d67540000000p-6},
    {"dE/dw18", -0x1.75071e0000000p-5},
    {"dE/dw9", 0x1.59f8a20000000p-6},
    {"w18+", 0x1.3395440000000p-1},
    {"w9+", -0x1.92f5160000000p-2},
    {"dE/db_h3", 0x1.7d67540000000p-6},
    {"E_total+", 0x1.53b4480000000p-3},
    {"E_total@3", 0x1.2ed6600000000p-3},
};
static const expected_number in_floats_2_3_3_2[] = {
    {"net_h3", 0x1.ec3a260000000p-3},
    {"out_h3", 0x1.1e9df00000000p-1},
    {"out_o2", 0x1.1d645e0000000p-1},
    {"E_o2", 0x1.e3e08c0000000p-5},
    {"E_total", 0x1.1f695a0000000p-4},
    {"dE/dout_o2", 0x1.5ff4900000000p-2},
    {"dout_h3/dnet_h3", 0x1.f8ad340000000p-3},
    {"delta_o2", 0x1.5b50dc0000000p-4},
    {"dE_o1/dout_k3", -0x1.c3b49e0000000p-7},
    {"dE_k1/dout_h3", -0x1.448bba0000000p-8},
    {"dE/dout_h3", -0x1.a89c780000000p-7},
    {"delta_h3", -0x1.a289aa0000000p-9},
    {"dE/dw20", 0x1.3adbce0000000p-5},
    {"dE/dw5", -0x1.374ef20000000p-10},
    {"w20+", 0x1.637d8e0000000p-1},
    {"w5+", 0x1.7c25460000000p-1},
    {"dE/db_h3", 0x1.bf00080000000p-12},
    {"b_h3+", 0x1.43a1840000000p-3},
    {"E_total+", 0x1.08a9500000000p-4},
    {"E_total@3", 0x1.c366640000000p-5},
};

static const struct {
    const char *example;
    const expected_number *number;
    size_t n;
} in_floats[] = {
    {"post", in_floats_post, LENGTH(in_floats_post)},
    {"3-4-2", in_floats_3_4_2, LENGTH(in_floats_3_4_2)},
    {"2-3-3-2", in_floats_2_3_3_2, LENGTH(in_floats_2_3_3_2)},
};

static void round_vector(gsl_vector *vector)
{
    for (size_t i = 0; i < vector->size; i++)
        gsl_vector_set(vector, i, (double)(float)gsl_vector_get(vector, i));
}

static void round_what_is_given(void)
{
    round_vector(t.ws->input);
    round_vector(t.ws->target);
    t.ws->eta = (double)(float)t.ws->eta;
    for (size_t l = 0; l < t.network->n_layers; l++) {
        gsl_matrix *w = t.network->layer[l].w;
        round_vector(t.network->layer[l].b);
        for (size_t j = 0; j < w->size1; j++) {
            gsl_vector_view row = gsl_matrix_row(w, j);
            round_vector(&row.vector);
        }
    }
}

static void list_numbers_in_floats(const char *example)
{
    start(example);
    bp_method method = own_method();
    method = bp_vary(method, &bp_single_precision);
    round_what_is_given();
    list_numbers(&method);
    end();
}

START_TEST(every_number_is_a_float)
{
    list_numbers_in_floats(examples[_i]);
    for (size_t n = 0; n < n_numbers; n++)
        ck_assert_msg(numbers[n].x == (double)(float)numbers[n].x,
                      "%s is %a, no float", numbers[n].key, numbers[n].x);
}
END_TEST

START_TEST(numbers_in_floats)
{
    list_numbers_in_floats(in_floats[_i].example);
    for (size_t n = 0; n < in_floats[_i].n; n++) {
        const expected_number *expected = &in_floats[_i].number[n];
        ck_assert_msg(find(expected->key) == expected->x,
                      "%s is %a, expected %a", expected->key,
                      find(expected->key), expected->x);
    }
}
END_TEST

static TCase *changes_nothing_case(int n_examples)
{
    TCase *c = tcase_create("changes nothing");
    tcase_add_loop_test(c, no_room_for_the_mistake, 0, LENGTH(mistakes));
    tcase_add_test(c, own_weights_are_those_of_each_layer);
    tcase_add_test(c, what_is_divided_by_0_is_not_finite);
    tcase_add_test(c, no_learning_rate_where_it_is_1);
    tcase_add_loop_test(c, sign_convention_changes_signs_alone, 0, n_examples);
    return c;
}

int main(void)
{
    const int n_examples = LENGTH(examples);
    const int n_mistakes = LENGTH(mistakes);
    TCase *rounds = tcase_create("rounds");
    tcase_add_loop_test(rounds, numbers_of_a_mistaken_round, 0,
                        (int)n_mistaken_rounds);

    TCase *relations_case = tcase_create("relations");
    tcase_add_loop_test(relations_case,
                        nothing_follows_wrongly_in_the_right_method, 0,
                        n_examples);
    tcase_add_loop_test(relations_case, only_what_is_mistaken_follows_wrongly,
                        0, n_mistakes);
    tcase_add_loop_test(relations_case,
                        two_at_once_break_what_each_of_them_breaks, 0,
                        n_mistakes);

    TCase *floats = tcase_create("floats");
    tcase_add_loop_test(floats, every_number_is_a_float, 0, n_examples);
    tcase_add_loop_test(floats, numbers_in_floats, 0, LENGTH(in_floats));

    TCase *const cases[] = {rounds, relations_case,
                            changes_nothing_case(n_examples), floats};
    return run_cases("chapter_mistakes", LENGTH(cases), cases);
}
