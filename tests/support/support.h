/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TEST_SUPPORT_H
#define BP_TEST_SUPPORT_H

/* What every test program shares. Each is one suite, run by prove, which reads TAP. */

#include <check.h>

#include "backprop.h"
#include "walk/example.h"

/* Runs one suite of these test cases; what main returns. */
int run_cases(const char *suite, size_t n_cases, TCase *const cases[]);

/* Fails, and prints 17 digits and the key, where two numbers differ by more than tolerance
 * relative to the larger. */
void expect_close(const char *key, double computed, double expected,
                  double tolerance);

/* Takes GSL's aborting handler away: from here on the last error's reason is kept, for
 * tests that provoke one. Without it a range check that trips ends the test. */
void keep_gsl_errors(void);
extern char last_gsl_error[256];

/* For a test that is to abort: nothing is said of it. */
void abort_in_silence(void);

/* An example from tests/examples ("3-4-2"); the caller frees it. Fails where it has any
 * fault. */
bp_example *read_test_example(const char *name);

#endif
