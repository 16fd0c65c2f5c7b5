/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files/example_text.h"
#include "files/text_file.h"

int run_cases(const char *suite, size_t n_cases, TCase *const cases[])
{
    Suite *s = suite_create(suite);
    for (size_t c = 0; c < n_cases; c++)
        suite_add_tcase(s, cases[c]);
    SRunner *runner = srunner_create(s);
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

void expect_close(const char *key, double computed, double expected,
                  double tolerance)
{
    double scale = fmax(fabs(computed), fabs(expected));
    ck_assert_msg(fabs(computed - expected) <= tolerance * scale,
                  "%s: computed %.17g, expected %.17g", key, computed,
                  expected);
}

bool is_same_number(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

bool is_same_network(const bp_network *a, const bp_network *b)
{
    for (size_t l = 0; l < a->n_layers; l++)
        if (!gsl_matrix_equal(a->layer[l].w, b->layer[l].w) ||
            !gsl_vector_equal(a->layer[l].b, b->layer[l].b))
            return false;
    return true;
}

static void expect_no_controls(const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++)
        if (*c < ' ' || *c == 0x7f || (c[0] == 0xc2 && c[1] < 0xa0))
            ck_abort_msg("the complaint has a control character: %s", text);
}

void expect_complaint_with(const bp_complaint *complaint, unsigned long line,
                           const char *words, const char *text)
{
    ck_assert_msg(complaint->line == line &&
                      strstr(complaint->text, words) != NULL,
                  "complaint %lu: %s\nexpected  %lu: %s\n%.400s",
                  complaint->line, complaint->text, line, words, text);
    expect_no_controls(complaint->text);
}

void hear(void *heard, size_t done, size_t of)
{
    heard_progress *h = heard;
    ck_assert_msg(done > h->done && done <= of, "%zu after %zu, of %zu", done,
                  h->done, of);
    *h = (heard_progress){.n_times = h->n_times + 1, .done = done, .of = of};
}

char last_gsl_error[256];

static void keep_error(const char *reason, const char *file, int line, int code)
{
    snprintf(last_gsl_error, sizeof last_gsl_error, "%s:%d: %s (%d)", file,
             line, reason, code);
}

void keep_gsl_errors(void)
{
    last_gsl_error[0] = '\0';
    gsl_set_error_handler(keep_error);
}

void abort_in_silence(void)
{
    ck_assert_ptr_nonnull(freopen("/dev/null", "w", stderr));
}

bp_example *read_test_example(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "tests/examples/%s.yaml", name);
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s: cannot be opened", path);
    bp_complaint complaint;
    bp_text text = {0};
    bp_example *example = NULL;
    if (bp_text_read(file, &text, &complaint))
        example = bp_example_parse(text.bytes, text.length, &complaint);
    ck_assert_msg(example != NULL, "%s:%lu: %s", path, complaint.line,
                  complaint.text);
    fclose(file);
    free(text.bytes);
    return example;
}
