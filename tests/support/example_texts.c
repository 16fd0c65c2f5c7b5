/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "example_texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char good_example[] =
    "name: Two pairs\n"                           /* 1 */
    "learning_rate: 0.5\n"                        /* 2 */
    "train_biases: true\n"                        /* 3 */
    "rounds: 7\n"                                 /* 4 */
    "training:\n"                                 /* 5 */
    "  - inputs: [0.11, 0.12]\n"                  /* 6 */
    "    targets: [0.13]\n"                       /* 7 */
    "  - inputs: [0.14, 0.15]\n"                  /* 8 */
    "    targets: [0.16]\n"                       /* 9 */
    "layers:\n"                                   /* 10 */
    "  - weights: [[0.21, 0.22], [0.23, 0.24]]\n" /* 11 */
    "    bias: 0.25\n"                            /* 12 */
    "  - weights: [[0.26, 0.27]]\n"               /* 13 */
    "    biases: [0.28]\n";                       /* 14 */

char *edited(const char *old, const char *new)
{
    const char *at = strstr(good_example, old);
    ck_assert_msg(at != NULL && strstr(at + 1, old) == NULL,
                  "'%s' is not there once", old);
    char *text = malloc(sizeof good_example + strlen(new));
    sprintf(text, "%.*s%s%s", (int)(at - good_example), good_example, new,
            at + strlen(old));
    return text;
}

bp_example *expect_example(const char *text, size_t length)
{
    bp_complaint complaint;
    bp_example *example = bp_example_parse(text, length, &complaint);
    ck_assert_msg(example != NULL, "line %lu: %s\n%.400s", complaint.line,
                  complaint.text, text);
    return example;
}

void expect_refused(const char *text, size_t length, unsigned long line,
                    const char *words)
{
    bp_complaint complaint = {.line = 999999};
    bp_example *example = bp_example_parse(text, length, &complaint);
    ck_assert_msg(example == NULL, "accepted, expected line %lu: %s\n%.400s",
                  line, words, text);
    expect_complaint_with(&complaint, line, words, text);
}

void expect_edit_refused(const char *old, const char *new, unsigned long line,
                         const char *words)
{
    char *text = edited(old, new);
    expect_refused(text, strlen(text), line, words);
    free(text);
}
