/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TEST_CANDIDATES_H
#define BP_TEST_CANDIDATES_H

/* The candidates of a test's example. */

#include "check/candidates.h"

extern bp_example *example;
extern bp_candidates *c;
extern bp_complaint complaint;

/* Works them out for tests/examples/NAME.yaml, and frees both; fails the test where
 * that cannot be. */
void begin_candidates(const char *name);
void end_candidates(void);

#endif
