/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TEST_EXAMPLE_TEXTS_H
#define BP_TEST_EXAMPLE_TEXTS_H

/* Texts of example files, and what is to become of them. */

#include "files/example_text.h"
#include "support.h"

/* All that must be there, in as few lines as can be: PAIR LAYER is an example. */
#define PAIR "learning_rate: 1\ntraining: [{inputs: [1], targets: [1]}]\n"
#define LAYER "layers: [{weights: [[1]], bias: 1}]\n"

/* The example that most tests change in one place. */
extern const char good_example[];

/* The good example with new in place of old. The caller frees it. */
char *edited(const char *old, const char *new);

/* What text of that many bytes is read as; the caller frees it. Fails where it
 * is refused. */
bp_example *expect_example(const char *text, size_t length);

/* Fails unless the text, or the edited good example, is refused with a
 * complaint of this line with these words in it, and no control character. */
void expect_refused(const char *text, size_t length, unsigned long line,
                    const char *words);
void expect_edit_refused(const char *old, const char *new, unsigned long line,
                         const char *words);

#endif
