/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "twister.h"

void twister_seed(twister *t, uint32_t seed)
{
    t->word[0] = seed;
    for (uint32_t i = 1; i < TWISTER_WORDS; i++) {
        uint32_t before = t->word[i - 1];
        t->word[i] = 1812433253U * (before ^ before >> 30) + i;
    }
    t->next = TWISTER_WORDS;
}

/* Each word from the upper bit of itself and the lower ones of its successor, and
 * from the word 397 places on. */
static void twist(twister *t)
{
    enum { AHEAD = 397 };
    for (int i = 0; i < TWISTER_WORDS; i++) {
        uint32_t joined = (t->word[i] & 0x80000000U) |
                          (t->word[(i + 1) % TWISTER_WORDS] & 0x7fffffffU);
        t->word[i] = t->word[(i + AHEAD) % TWISTER_WORDS] ^ joined >> 1 ^
                     (joined & 1 ? 0x9908b0dfU : 0);
    }
    t->next = 0;
}

uint32_t twister_draw(twister *t)
{
    if (t->next == TWISTER_WORDS)
        twist(t);
    uint32_t y = t->word[t->next++];
    y ^= y >> 11;
    y ^= y << 7 & 0x9d2c5680U;
    y ^= y << 15 & 0xefc60000U;
    return y ^ y >> 18;
}

uint32_t twister_below(twister *t, uint32_t n)
{
    uint32_t piece = UINT32_MAX / n, which;
    do
        which = twister_draw(t) / piece;
    while (which >= n);
    return which;
}

void twister_shuffle(twister *t, long order[], long n)
{
    for (long i = 0; i < n; i++)
        order[i] = i;
    for (long i = n - 1; i > 0; i--) {
        long j = (long)twister_below(t, (uint32_t)(i + 1)), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}
