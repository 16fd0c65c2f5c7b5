/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_MIXTURE_H
#define BP_MIXTURE_H

/* Explanations number by number: what each mistake makes of the learner's own
 * numbers, and which of them make all that is wrong between them. */

#include "check/evidence.h"

/* Sees what each single mistake makes, or those alone that are named. False, and a
 * complaint, where memory runs out. */
bool bp_see_what_all_make(const bp_evidence *e);
bool bp_see_what_named_make(const bp_evidence *e);

/* What has been seen of the single mistake that is counted from 0; an entry for each
 * number. */
bp_made *bp_made_by(const bp_evidence *e, size_t s);

/* Digits of the numbers that the one makes and the other, if there is one, does
 * not. */
int bp_digits_made(const bp_evidence *e, const bp_made one[],
                   const bp_made other[]);

/* Whether a mistake is among those that are named first. */
bool bp_is_in_diagnosis(const bp_diagnosis *d, const bp_mistake *mistake);

/* Once all has been seen, each of these names what it finds: one mistake or two that
 * make all that is wrong; two at work at once in all but a slip; what makes nearly
 * all. False, and a complaint, where memory runs out. */
bool bp_try_mixtures(const bp_evidence *e, bool with_slip);
bool bp_try_pairs_with_slip(const bp_evidence *e);
bool bp_try_parts(const bp_evidence *e);

#endif
