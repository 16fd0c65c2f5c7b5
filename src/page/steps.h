/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_STEPS_H
#define BP_STEPS_H

/* How a number is shown to be made: its formula, and the C that computes it. */

#include "walk/definitions.h"
#include "walk/sink.h"

/* Writes the formula of number k, with the keys of its parents in braces, and ^( )
 * around exponents; nothing for a number that is given. */
void bp_write_formula(const bp_definitions *d, size_t k, const bp_out *out);

/* The region of a chapter's C that computes the number, "01_forward_pass-net_inputs";
 * "" where the chapters have none. */
const char *bp_region_of(const bp_example *example,
                         const bp_definition *number);

/* "net", "delta" .. */
const char *bp_kind_name(bp_kind kind);

#endif
