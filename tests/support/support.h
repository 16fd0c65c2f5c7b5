/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TEST_SUPPORT_H
#define BP_TEST_SUPPORT_H

/* What every test program shares. Each is one suite, run by prove, which reads
 * TAP. */

#include <check.h>

#include "backprop.h"
#include "walk/complaint.h"
#include "walk/example.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

/* Runs one suite of these test cases; what main returns. */
int run_cases(const char *suite, size_t n_cases, TCase *const cases[]);

/* Fails, and prints 17 digits and the key, where two numbers differ by more
 * than tolerance relative to the larger. */
void expect_close(const char *key, double computed, double expected,
                  double tolerance);

/* Whether these are the same double, 0 and -0 told apart; the same weights and
 * biases. */
bool is_same_number(double a, double b);
bool is_same_network(const bp_network *a, const bp_network *b);

/* Fails unless the complaint is of this line, has these words in it, and no
 * character below the space, no DEL and none from U+0080 to U+009F: a terminal
 * may obey each of them. The text is what it complains of. */
void expect_complaint_with(const bp_complaint *complaint, unsigned long line,
                           const char *words, const char *text);

/* What progress was told, all 0 to begin with: how often, and the last of it.
 * Each time more must be done than before, and no more than there is to do. */
typedef struct {
    size_t n_times, done, of;
} heard_progress;

void hear(void *heard, size_t done, size_t of);

/* Takes GSL's aborting handler away: from here on the last error's reason is
 * kept, for tests that provoke one. Without it a range check that trips ends
 * the test. */
void keep_gsl_errors(void);
extern char last_gsl_error[256];

/* For a test that is to abort: nothing is said of it. */
void abort_in_silence(void);

/* An example from tests/examples ("3-4-2"); the caller frees it. Fails where it
 * has any fault. */
bp_example *read_test_example(const char *name);

#endif
