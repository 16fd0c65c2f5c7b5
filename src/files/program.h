/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_PROGRAM_H
#define BP_PROGRAM_H

/* An example out: its round as one short program in another language. */

#include "files/language.h"
#include "walk/complaint.h"
#include "walk/example.h"
#include "walk/sink.h"

/* Writes a program in which each number of the round is one assignment, in the
 * walk's order, to a variable that has its key for a name: _ stands for /, and
 * _new for +. (Softmax outputs wait for the net inputs of all their layer.) The
 * program goes through as many rounds as its first argument says, and prints the
 * numbers of the last one. False, and a complaint, where memory runs out, a number of
 * the round is beyond all bounds or a round takes more than one pair; what is written then is no program. */
bool bp_program_write(const bp_example *example, const bp_language *language,
                      const bp_out *out, bp_complaint *complaint);

#endif
