/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_STEPS_H
#define BP_STEPS_H

/* How a number is shown to be made: its formula, and the C that computes it. */

#include "walk/formula.h"

/* Formulas with the keys of the parents in braces, and ^( ) around exponents. */
extern const bp_notation bp_page_notation;

/* The region of a chapter's C that computes the number, "01_forward_pass-net_inputs";
 * "" where the chapters have none. */
const char *bp_region_of(const bp_example *example,
                         const bp_definition *number);

/* The names of a number's neuron; of the neuron or input that feeds it, or, of a
 * path, of the neuron that it feeds; of the weight or bias that it goes with. Returns
 * name, which is "" where there is none. */
const char *bp_its_neuron(const bp_example *example,
                          const bp_definition *number, char name[BP_NAME_SIZE]);
const char *bp_its_source(const bp_example *example,
                          const bp_definition *number, char name[BP_NAME_SIZE]);
const char *bp_its_weight(const bp_example *example,
                          const bp_definition *number, char name[BP_NAME_SIZE]);

/* "net", "delta" .. */
const char *bp_kind_name(bp_kind kind);

#endif
