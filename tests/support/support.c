/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

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
