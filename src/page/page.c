/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/page.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "check/candidates.h"
#include "files/example_text.h"
#include "files/tsv.h"
#include "page/sides.h"
#include "page/steps.h"
#include "page/text.h"
#include "page/troubles.h"
#include "walk/exercise.h"
#include "walk/functions.h"
#include "walk/number.h"
#include "walk/words.h"

/* -------------------------------------------------------------------- examples */

static bool out_of_memory(void)
{
    bp_page_complain(&(bp_complaint){.text = "out of memory"});
    return false;
}

bool bp_page_read(bp_side side)
{
    const bp_text *text = bp_page_heard();
    bp_complaint complaint;
    bp_example *example =
        bp_example_parse(text->bytes, text->length, &complaint);
    if (example == NULL) {
        bp_page_complain(&complaint);
        return false;
    }
    return bp_side_take(side, example) || out_of_memory();
}

void bp_page_write(bp_side side)
{
    bp_example_write(bp_sides[side].example, bp_page_begin());
}

static void say_row(const bp_sink *sink, const char *what,
                    const gsl_vector *numbers)
{
    bp_cell(sink, "%s", what);
    for (size_t i = 0; i < numbers->size; i++)
        bp_number_cell(sink, gsl_vector_get(numbers, i), 0);
    bp_end_row(sink);
}

static void say_rows(const bp_sink *sink, const char *what,
                     const gsl_matrix *numbers)
{
    for (size_t j = 0; j < numbers->size1; j++) {
        gsl_vector_const_view row = gsl_matrix_const_row(numbers, j);
        say_row(sink, what, &row.vector);
    }
}

static void say_pair(const bp_sink *sink, const char *what,
                     const gsl_matrix *numbers, size_t p)
{
    gsl_vector_const_view row = gsl_matrix_const_row(numbers, p);
    say_row(sink, what, &row.vector);
}

static void say_layer(const bp_sink *sink, const bp_layer *layer)
{
    bp_cell(sink, "layer");
    bp_cell(sink, "%s", bp_activation_names[layer->activation]);
    bp_end_row(sink);
    say_rows(sink, "weights", layer->w);
    if (layer->one_bias) {
        gsl_vector_const_view one = gsl_vector_const_subvector(layer->b, 0, 1);
        say_row(sink, "bias", &one.vector);
    } else {
        say_row(sink, "biases", layer->b);
    }
}

static void say_of_all(const bp_sink *sink, const bp_example *example)
{
    bp_cell(sink, "name");
    bp_cell(sink, "%s", example->name != NULL ? example->name : "");
    bp_end_row(sink);
    bp_cell(sink, "learning_rate");
    bp_number_cell(sink, example->eta, 0);
    bp_end_row(sink);
    bp_cell(sink, "train_biases");
    bp_cell(sink, example->train_biases ? "true" : "false");
    bp_end_row(sink);
    bp_cell(sink, "rounds");
    bp_cell(sink, "%zu", example->rounds);
    bp_end_row(sink);
    bp_cell(sink, "error");
    bp_cell(sink, "%s", bp_error_names[example->network->error]);
    bp_end_row(sink);
}

void bp_page_say_example(bp_side side)
{
    const bp_example *example = bp_sides[side].example;
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, bp_page_begin());
    say_of_all(&sink, example);
    for (size_t p = 0; p < example->pairs.inputs->size1; p++) {
        say_pair(&sink, "inputs", example->pairs.inputs, p);
        say_pair(&sink, "targets", example->pairs.targets, p);
    }
    for (size_t l = 0; l < example->network->n_layers; l++)
        say_layer(&sink, &example->network->layer[l]);
}

bool bp_page_exercise(unsigned long seed, size_t n_inputs, size_t n_hidden,
                      size_t n_outputs)
{
    const size_t n_neurons[] = {n_hidden, n_outputs};
    bp_example *exercise = bp_exercise(seed, n_inputs, 2, n_neurons);
    if (exercise == NULL)
        return out_of_memory();
    bp_example_write(exercise, bp_page_begin());
    bp_example_free(exercise);
    return true;
}

/* ------------------------------------------------------------------- the round */

/* The names of the neuron, of what feeds it or is fed by it, and of the weight or
 * bias that the number goes with; empty where there is none. */
static void say_names(const bp_one_side *s, const bp_definition *number,
                      const bp_sink *sink)
{
    char name[BP_NAME_SIZE];
    bp_cell(sink, "%s", bp_its_neuron(s->example, number, name));
    bp_cell(sink, "%s", bp_its_source(s->example, number, name));
    bp_cell(sink, "%s", bp_its_weight(s->example, number, name));
}

static void say_step(const bp_one_side *s, size_t k, const bp_sink *sink,
                     const bp_out *out)
{
    const bp_definition *number = &s->numbers->number[k];
    bp_cell(sink, "%s", number->key);
    bp_cell(sink, "%s", bp_kind_name(number->kind));
    bp_cell(sink, number->moment == BP_AFTER_ROUND ? "after" : "round");
    bp_cell(sink, "%d", number->chapter);
    bp_cell(sink, "%zu", number->layer);
    /* All of a layer share it. */
    bp_cell(sink, "%d",
            number->neuron == BP_WHOLE_LAYER ? -1 : (int)number->neuron);
    bp_cell(sink, "%zu", number->source);
    bp_cell(sink, number->standing == BP_IN_WALK ? "walk" : "beside");
    say_names(s, number, sink);
    bp_cell(sink, "%s", bp_region_of(s->example, number));
    bp_say(out, "\t");
    bp_write_formula(s->numbers, k, &bp_page_notation, out);
    bp_end_row(sink);
}

void bp_page_say_steps(bp_side side)
{
    const bp_one_side *s = &bp_sides[side];
    const bp_out *out = bp_page_begin();
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, out);
    for (size_t k = 0; k < s->numbers->n_round; k++)
        say_step(s, k, &sink, out);
}

void bp_page_go(bp_side side, size_t round)
{
    bp_side_go(&bp_sides[side], round);
}

const double *bp_page_numbers(bp_side side)
{
    return bp_sides[side].x;
}

size_t bp_page_n_numbers(bp_side side)
{
    return bp_sides[side].numbers->n_round;
}

/* Whether the decimal is the number, but for what a double cannot hold. */
static bool is_exact(double x, const char *text)
{
    double shown;
    return bp_read_number(text, &shown) &&
           fabs(shown - x) <= 4.0 * DBL_EPSILON * fabs(x);
}

void bp_page_say_numbers(bp_side side)
{
    enum { DIGITS = 9 };
    const bp_one_side *s = &bp_sides[side];
    const bp_out *out = bp_page_begin();
    char text[BP_NUMBER_SIZE];
    for (size_t k = 0; k < s->numbers->n_round; k++) {
        bp_rounded_text(s->x[k], DIGITS, text);
        bp_say(out, "%s\t%s\n", is_exact(s->x[k], text) ? "=" : "≈", text);
    }
}

bool bp_page_walk(void)
{
    const bp_example *example = bp_sides[BP_THE_EXAMPLE].example;
    bp_method method = bp_example_method(example);
    bp_values values;
    bp_complaint complaint;
    if (!bp_walk(example, &method, BP_TRAINING, NULL, &values, &complaint)) {
        bp_page_complain(&complaint);
        return false;
    }
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, bp_page_begin());
    for (size_t k = 0; k < values.n; k++) {
        bp_cell(&sink, "%s", values.value[k].key);
        bp_number_cell(&sink, values.value[k].x, 0);
        bp_end_row(&sink);
    }
    bp_values_free(&values);
    return true;
}

/* ----------------------------------------------------------------- experiments */

void bp_page_say_troubles(bp_side side)
{
    bp_one_side *s = &bp_sides[side];
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, bp_page_begin());
    bp_side_be_at(s);
    bp_say_troubles(s->numbers, s->x, s->trainer, &sink);
}

static bool differ(double x, double y)
{
    const double rounding = 1e-12;
    return !(fabs(y - x) <= rounding * fmax(fabs(x), fabs(y)));
}

void bp_page_say_differences(void)
{
    const bp_one_side *a = &bp_sides[BP_THE_EXAMPLE];
    const bp_one_side *b = &bp_sides[BP_THE_OTHER];
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, bp_page_begin());
    for (size_t k = 0; k < a->numbers->n_round; k++) {
        const bp_definition *number = &a->numbers->number[k];
        size_t other = bp_definitions_find(b->numbers, number->key);
        if (number->standing != BP_IN_WALK || other >= b->numbers->n_round ||
            !differ(a->x[k], b->x[other]))
            continue;
        bp_cell(&sink, "%s", number->key);
        bp_number_cell(&sink, b->x[other] / a->x[k], 0);
        bp_end_row(&sink);
    }
}

bool bp_page_take_mistake(void)
{
    bp_complaint complaint;
    if (bp_side_take_mistake(BP_THE_OTHER, bp_page_heard()->bytes, &complaint))
        return true;
    bp_page_complain(&complaint);
    return false;
}

/* Some mistakes are but in how rounds are counted, or in the precision; and with
 * other functions some have rules, but no method. */
static bool changes_the_round(const bp_candidate *mistaken)
{
    const bp_form *form = mistaken->form[0];
    return !mistaken->by_rules && (form->variation != NULL || form->by_source ||
                                   form->biases != BP_BIASES_AS_GIVEN);
}

static void say_mistake(const bp_mistake *mistake, const bp_sink *sink)
{
    bp_cell(sink, "%s", mistake->id);
    bp_cell(sink, "%s", mistake->summary);
    bp_cell(sink, "%s", mistake->why);
    bp_end_row(sink);
}

void bp_page_say_mistakes(void)
{
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, bp_page_begin());
    const bp_candidates *c = bp_side_candidates();
    for (size_t s = 0; c != NULL && s < c->n_singles; s++) {
        const bp_mistake *mistake = c->single[s].mistake[0];
        bool is_again = s > 0 && c->single[s - 1].mistake[0] == mistake;
        if (is_again || !changes_the_round(&c->single[s]))
            continue;
        say_mistake(mistake, &sink);
    }
}

void bp_page_say_all_mistakes(void)
{
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, bp_page_begin());
    for (size_t m = 0; m < bp_n_mistakes; m++)
        say_mistake(&bp_mistakes[m], &sink);
}
