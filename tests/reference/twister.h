/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TWISTER_H
#define TWISTER_H

/* The Mersenne twister MT19937 as Matsumoto and Nishimura published it in 1998, with
 * the seeding that they gave it in 2002, and what the book draws by it. */

#include <stdint.h>

enum { TWISTER_WORDS = 624 };

typedef struct {
    uint32_t word[TWISTER_WORDS];
    int next;
} twister;

/* Begins anew. The seed is above 0. */
void twister_seed(twister *t, uint32_t seed);

/* The next number, from 0 to 2^32 - 1. */
uint32_t twister_draw(twister *t);

/* One of 0 .. n - 1: numbers are cut into n pieces of one size, and what lies behind
 * the last one is drawn again. */
uint32_t twister_below(twister *t, uint32_t n);

/* 0 .. n - 1 in an order drawn at random: from the last place to the second, each
 * is exchanged with one of those up to it (Fisher and Yates, by Durstenfeld). */
void twister_shuffle(twister *t, long order[], long n);

#endif
