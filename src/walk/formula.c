/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/formula.h"

/* What is written, of which number, how, and to where. */
typedef struct {
    const bp_definitions *d;
    size_t k;
    const bp_notation *notation;
    const bp_out *out;
} formula;

static void write_parent(const formula *f, size_t which)
{
    size_t parent = bp_parent(f->d, f->k, which);
    while (f->d->number[parent].standing != BP_IN_WALK &&
           f->d->number[parent].operation == BP_SAME)
        parent = bp_parent(f->d, parent, 0);
    f->notation->parent(f->notation->known, f->d, parent, f->out);
}

/* %1 and so on are the parents; second is the one that %2 is. */
static void write_pattern(const formula *f, const char *pattern, size_t second)
{
    for (const char *c = pattern; *c != '\0'; c++)
        if (*c != '%')
            f->out->write(f->out->to, c, 1);
        else if (*++c == '*')
            bp_say(f->out, "%s", f->notation->times);
        else
            write_parent(f, *c == '2' ? second : (size_t)(*c - '1'));
}

/* a + b + c .. */
static void write_sum(const formula *f)
{
    for (size_t p = 0; p < f->d->number[f->k].n_parents; p++) {
        bp_say(f->out, "%s", p == 0 ? "" : f->notation->plus);
        write_parent(f, p);
    }
}

/* a b + c d .., and the last one where it is alone. */
static void write_sum_of_products(const formula *f)
{
    for (size_t p = 0; p < f->d->number[f->k].n_parents; p++) {
        if (p > 0)
            bp_say(f->out, "%s",
                   p % 2 == 0 ? f->notation->plus : f->notation->times);
        write_parent(f, p);
    }
}

/* 1 / (1 + e^(b - a) + e^(c - a) ..) */
static void write_softmax(const formula *f)
{
    bp_say(f->out, "%s", f->notation->softmax_before);
    for (size_t p = 1; p < f->d->number[f->k].n_parents; p++) {
        bp_say(f->out, "%s", f->notation->plus);
        write_pattern(f, f->notation->softmax_term, p);
    }
    bp_say(f->out, "%s", f->notation->softmax_after);
}

void bp_write_formula(const bp_definitions *d, size_t k,
                      const bp_notation *notation, const bp_out *out)
{
    const formula f = {.d = d, .k = k, .notation = notation, .out = out};
    bp_operation operation = d->number[k].operation;
    if (operation == BP_SUM)
        write_sum(&f);
    else if (operation == BP_SUM_OF_PRODUCTS)
        write_sum_of_products(&f);
    else if (operation == BP_SOFTMAX)
        write_softmax(&f);
    else if (operation <= BP_STEP && notation->pattern[operation] != NULL)
        write_pattern(&f, notation->pattern[operation], 1);
}
