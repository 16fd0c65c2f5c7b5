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

/* "net", "delta" .. */
const char *bp_kind_name(bp_kind kind);

#endif
