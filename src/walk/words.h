/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_WORDS_H
#define BP_WORDS_H

/* What the numbers are called in words, and what belongs to each of them. */

#include "walk/definitions.h"
#include "walk/example.h"
#include "walk/sink.h"

/* The names of a number's neuron; of the neuron or input that feeds it, or, of a
 * path, of the neuron that it feeds; of the weight or bias that it goes with. Returns
 * name, which is "" where there is none. */
const char *bp_its_neuron(const bp_example *example,
                          const bp_definition *number, char name[BP_NAME_SIZE]);
const char *bp_its_source(const bp_example *example,
                          const bp_definition *number, char name[BP_NAME_SIZE]);
const char *bp_its_weight(const bp_example *example,
                          const bp_definition *number, char name[BP_NAME_SIZE]);

/* Writes the number's name: "net input of h1", "error by w5", "new weight w5". Here
 * "a by b" is by how much a changes, for each unit that b changes. */
void bp_write_words(const bp_example *example, const bp_definition *number,
                    const bp_out *out);

/* The stage of a round that the number belongs to: its chapter, or BP_AFTER_THE_ROUND
 * for what the new weights make; and what is done in that stage. */
enum { BP_AFTER_THE_ROUND = BP_UPDATES + 1, BP_N_STAGES };
int bp_stage_of(const bp_definition *number);
extern const char *const bp_stage_words[BP_N_STAGES];

#endif
