/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer's bytes as a text of pairs: the same in pieces of any length, and for any
 * network that it fits. */
#include "fuzz.h"

#include <string.h>

#include "files/data_text.h"

static bool read_in_pieces(const uint8_t *bytes, size_t size, size_t piece,
                           const bp_data_wanted *wanted, bp_pairs *pairs,
                           bp_complaint *complaint)
{
    bp_data *data = bp_data_begin(wanted);
    EXPECT(data != NULL);
    bool ok = true;
    for (size_t at = 0; ok && at < size; at += piece) {
        size_t n = piece < size - at ? piece : size - at;
        ok = bp_data_take(data, (const char *)bytes + at, n, complaint);
    }
    ok = ok && bp_data_end(data, pairs, complaint);
    bp_data_free(data);
    return ok;
}

static void expect_same(const gsl_matrix *a, const gsl_matrix *b)
{
    EXPECT(a->size1 == b->size1 && a->size2 == b->size2);
    for (size_t j = 0; j < a->size1; j++)
        for (size_t i = 0; i < a->size2; i++) {
            double x = gsl_matrix_get(a, j, i);
            double y = gsl_matrix_get(b, j, i);
            EXPECT(isfinite(x) && memcmp(&x, &y, sizeof x) == 0);
        }
}

static void free_pairs(bp_pairs *pairs)
{
    gsl_matrix_free(pairs->inputs);
    gsl_matrix_free(pairs->targets);
}

/* For a network of the right shape they are the same pairs; for another, refused. */
static void expect_to_fit(const uint8_t *bytes, size_t size,
                          const bp_pairs *pairs)
{
    bp_pairs again;
    bp_complaint complaint = {.line = 0};
    bp_data_wanted wanted = {.n_inputs = pairs->inputs->size2,
                             .n_outputs = pairs->targets->size2};
    EXPECT(read_in_pieces(bytes, size, 7, &wanted, &again, &complaint));
    expect_same(pairs->inputs, again.inputs);
    expect_same(pairs->targets, again.targets);
    free_pairs(&again);
    wanted.n_inputs++;
    EXPECT(!read_in_pieces(bytes, size, 7, &wanted, &again, &complaint));
    EXPECT(complaint.line == 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const bp_data_wanted any = {0};
    bp_pairs whole;
    bp_pairs bytewise;
    bp_complaint complaint = {.line = 0};
    bp_complaint again = {.line = 0};
    bool ok = read_in_pieces(data, size, size, &any, &whole, &complaint);
    EXPECT(read_in_pieces(data, size, 1, &any, &bytewise, &again) == ok);
    if (!ok) {
        EXPECT(complaint.text[0] != '\0');
        EXPECT(complaint.line > 0 && complaint.line <= size + 2);
        EXPECT(again.line == complaint.line);
        EXPECT(strcmp(again.text, complaint.text) == 0);
        return 0;
    }
    EXPECT(whole.inputs->size1 > 0 && whole.inputs->size1 <= size);
    EXPECT(whole.targets->size1 == whole.inputs->size1);
    expect_same(whole.inputs, bytewise.inputs);
    expect_same(whole.targets, bytewise.targets);
    expect_to_fit(data, size, &whole);
    free_pairs(&whole);
    free_pairs(&bytewise);
    return 0;
}
