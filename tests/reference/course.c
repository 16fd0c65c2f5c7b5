/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "course.h"

#include <stdio.h>

static const char lambda_text[] = "0.1", epsilon_text[] = "0.0001";

/* Layers are counted from 0 here, the inputs. Theta[l] leads from layer l to the
 * next: a row for each neuron there, and in it a column more than layer l has
 * neurons. a[l][0] and delta[l][0] belong to the 1 in front. */
typedef struct {
    const example *given;
    slong bits;
    long last;
    arb_ptr Theta[MAX_LAYERS], Delta[MAX_LAYERS];
    arb_ptr a[MAX_LAYERS + 1], delta[MAX_LAYERS + 1];
    arb_ptr y;
    arb_t J;
} course;

static long columns(const course *c, long l)
{
    return c->given->size[l] + 1;
}

static arb_ptr at(const course *c, arb_ptr matrix, long l, long j, long i)
{
    return matrix + (j - 1) * columns(c, l) + i;
}

/* ---- What is given ---- */

static void read_theta(course *c, long l)
{
    const example *given = c->given;
    for (long j = 1; j <= given->size[l + 1]; j++) {
        long bias =
            given->biases[l + 1] + (given->shares_bias[l + 1] ? 0 : j - 1);
        example_value(at(c, c->Theta[l], l, j, 0), given, bias, c->bits);
        for (long i = 1; i <= given->size[l]; i++)
            example_value(at(c, c->Theta[l], l, j, i), given,
                          given->weights[l + 1] + (j - 1) * given->size[l] + i -
                              1,
                          c->bits);
    }
}

static void begin(course *c, const example *given, slong bits)
{
    c->given = given;
    c->bits = bits;
    c->last = given->n_layers;
    arb_init(c->J);
    for (long l = 0; l <= c->last; l++) {
        c->a[l] = _arb_vec_init(columns(c, l));
        c->delta[l] = _arb_vec_init(columns(c, l));
        arb_one(c->a[l]);
        expect(l == 0 || given->activation[l] == LOGISTIC, "logistic neurons");
    }
    for (long l = 0; l < c->last; l++) {
        long n = columns(c, l) * given->size[l + 1];
        c->Theta[l] = _arb_vec_init(n);
        c->Delta[l] = _arb_vec_init(n);
        read_theta(c, l);
    }
    c->y = _arb_vec_init(columns(c, c->last));
    for (long i = 1; i <= given->size[0]; i++)
        example_value(c->a[0] + i, given, given->pairs + i - 1, bits);
    for (long j = 1; j <= given->size[c->last]; j++)
        example_value(c->y + j, given, given->pairs + given->size[0] + j - 1,
                      bits);
}

static void end(course *c)
{
    for (long l = 0; l < c->last; l++) {
        long n = columns(c, l) * c->given->size[l + 1];
        _arb_vec_clear(c->Theta[l], n);
        _arb_vec_clear(c->Delta[l], n);
    }
    for (long l = 0; l <= c->last; l++) {
        _arb_vec_clear(c->a[l], columns(c, l));
        _arb_vec_clear(c->delta[l], columns(c, l));
    }
    _arb_vec_clear(c->y, columns(c, c->last));
    arb_clear(c->J);
}

/* ---- The algorithm ---- */

/* a = g(Theta a), with g(z) = 1 / (1 + e^-z) */
static void activate(course *c, long l, long j)
{
    arb_ptr a = c->a[l + 1] + j;
    arb_zero(a);
    for (long i = 0; i < columns(c, l); i++)
        arb_submul(a, at(c, c->Theta[l], l, j, i), c->a[l] + i, c->bits);
    arb_exp(a, a, c->bits);
    arb_add_si(a, a, 1, c->bits);
    arb_inv(a, a, c->bits);
}

/* J = J - part ln x, which is J where there is no part. */
static void add_cost(arb_t J, const arb_t part, const arb_t x, slong bits)
{
    arb_t cost;
    arb_init(cost);
    if (!arb_is_zero(part)) {
        arb_log(cost, x, bits);
        arb_submul(J, part, cost, bits);
    }
    arb_clear(cost);
}

/* J = J - y ln h - (1 - y) ln(1 - h) */
static void add_costs(arb_t J, const arb_t y, const arb_t h, slong bits)
{
    arb_t other_y, other_h;
    arb_init(other_y);
    arb_init(other_h);
    arb_sub_si(other_y, y, 1, bits);
    arb_neg(other_y, other_y);
    arb_sub_si(other_h, h, 1, bits);
    arb_neg(other_h, other_h);
    add_cost(J, y, h, bits);
    add_cost(J, other_y, other_h, bits);
    arb_clear(other_y);
    arb_clear(other_h);
}

/* From a^(1) to J. */
static void go_forward(course *c)
{
    for (long l = 0; l < c->last; l++)
        for (long j = 1; j < columns(c, l + 1); j++)
            activate(c, l, j);
    arb_zero(c->J);
    for (long j = 1; j < columns(c, c->last); j++)
        add_costs(c->J, c->y + j, c->a[c->last] + j, c->bits);
}

/* delta = (Theta^T delta) .* a .* (1 - a) */
static void pass_back(course *c, long l, long i)
{
    arb_ptr delta = c->delta[l] + i, a = c->a[l] + i;
    arb_t other;
    arb_init(other);
    arb_zero(delta);
    for (long j = 1; j < columns(c, l + 1); j++)
        arb_addmul(delta, at(c, c->Theta[l], l, j, i), c->delta[l + 1] + j,
                   c->bits);
    arb_mul(delta, delta, a, c->bits);
    arb_sub_si(other, a, 1, c->bits);
    arb_neg(other, other);
    arb_mul(delta, delta, other, c->bits);
    arb_clear(other);
}

static void go_backward(course *c)
{
    for (long j = 1; j < columns(c, c->last); j++)
        arb_sub(c->delta[c->last] + j, c->a[c->last] + j, c->y + j, c->bits);
    for (long l = c->last - 1; l > 0; l--)
        for (long i = 1; i < columns(c, l); i++)
            pass_back(c, l, i);
    for (long l = 0; l < c->last; l++) /* Delta = Delta + delta a^T */
        for (long j = 1; j < columns(c, l + 1); j++)
            for (long i = 0; i < columns(c, l); i++)
                arb_addmul(at(c, c->Delta[l], l, j, i), c->delta[l + 1] + j,
                           c->a[l] + i, c->bits);
}

/* ---- What comes of it ---- */

static const char *name_of_weight(const course *c, long l, long j, long i)
{
    const example *given = c->given;
    return given
        ->given[given->weights[l + 1] + (j - 1) * given->size[l] + i - 1]
        .name;
}

static void put_deltas(const course *c, table *t)
{
    for (long l = 1; l <= c->last; l++)
        for (long j = 1; j < columns(c, l); j++)
            table_put(t, c->delta[l] + j, "delta_%c%ld", c->given->letter[l],
                      j);
}

/* D = Delta / m, and with lambda / m Theta where this is no bias; and the second
 * term of J, lambda / (2 m) times the sum of all Theta^2. */
static void put_derivatives(const course *c, table *t)
{
    arb_t D, lambda, J;
    arb_init(D);
    arb_init(lambda);
    arb_init(J);
    arb_set_str(lambda, lambda_text, c->bits);
    for (long l = 0; l < c->last; l++)
        for (long j = 1; j < columns(c, l + 1); j++)
            for (long i = 1; i < columns(c, l); i++) {
                arb_ptr Theta = at(c, c->Theta[l], l, j, i);
                const char *name = name_of_weight(c, l, j, i);
                arb_set(D, at(c, c->Delta[l], l, j, i));
                table_put(t, D, "dE/d%s", name);
                arb_addmul(D, lambda, Theta, c->bits);
                table_put(t, D, "decayed_dE/d%s", name);
                arb_addmul(J, Theta, Theta, c->bits);
            }
    arb_mul(J, J, lambda, c->bits);
    arb_mul_2exp_si(J, J, -1);
    arb_add(J, J, c->J, c->bits);
    table_put(t, J, "decayed_E_total");
    table_put(t, lambda, "lambda");
    arb_clear(D);
    arb_clear(lambda);
    arb_clear(J);
}

/* (J(Theta + epsilon) - J(Theta - epsilon)) / (2 epsilon) */
static void put_check(course *c, table *t)
{
    long l = c->last - 1;
    const char *name = name_of_weight(c, l, 1, 1);
    arb_ptr Theta = at(c, c->Theta[l], l, 1, 1);
    arb_t before, epsilon, difference;
    arb_init(before);
    arb_init(epsilon);
    arb_init(difference);
    arb_set(before, Theta);
    arb_set_str(epsilon, epsilon_text, c->bits);
    arb_add(Theta, before, epsilon, c->bits);
    go_forward(c);
    table_put(t, c->J, "E_raised_%s", name);
    arb_set(difference, c->J);
    arb_sub(Theta, before, epsilon, c->bits);
    go_forward(c);
    table_put(t, c->J, "E_lowered_%s", name);
    arb_sub(difference, difference, c->J, c->bits);
    arb_div(difference, difference, epsilon, c->bits);
    arb_mul_2exp_si(difference, difference, -1);
    table_put(t, difference, "central_%s", name);
    table_put(t, epsilon, "epsilon");
    arb_set(Theta, before);
    arb_clear(before);
    arb_clear(epsilon);
    arb_clear(difference);
}

static void put_least(const course *c, table *t)
{
    arb_t J;
    arb_init(J);
    for (long j = 1; j < columns(c, c->last); j++)
        add_costs(J, c->y + j, c->y + j, c->bits);
    table_put(t, J, "least");
    arb_clear(J);
}

void course_put(const example *given, table *t, slong bits)
{
    course c;
    begin(&c, given, bits);
    go_forward(&c);
    go_backward(&c);
    table_put(t, c.J, "E_total");
    put_deltas(&c, t);
    put_derivatives(&c, t);
    put_check(&c, t);
    put_least(&c, t);
    end(&c);
}
