/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts of pairs: what is read of them, in pieces of any length, and every
 * complaint. Expected: the numbers that were typed, and lines counted by hand. */
#include "files/data_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files/example_text.h"
#include "support.h"

static const bp_data_wanted any = {0};

/* Reads a text in pieces of so many bytes. */
static bool read_in_pieces(const char *text, size_t length, size_t piece,
                           const bp_data_wanted *wanted, bp_pairs *pairs,
                           bp_complaint *complaint)
{
    bp_data *data = bp_data_begin(wanted);
    ck_assert_ptr_nonnull(data);
    bool ok = true;
    for (size_t at = 0; ok && at < length; at += piece) {
        size_t n = piece < length - at ? piece : length - at;
        char *alone = malloc(n); /* that a byte beyond it is seen to be asked */
        memcpy(alone, text + at, n);
        ok = bp_data_take(data, alone, n, complaint);
        free(alone);
    }
    ok = ok && bp_data_end(data, pairs, complaint);
    bp_data_free(data);
    return ok;
}

static void free_pairs(bp_pairs *pairs)
{
    gsl_matrix_free(pairs->inputs);
    gsl_matrix_free(pairs->targets);
}

/* ------------------------------------------------------------- what is accepted */

/* The same two pairs of three inputs and two targets. */
#define ROW_1 "0.1,-.2,3e-1,1,0"
#define ROW_2 "4,5.5,+6,0,1"
static const double inputs[2][3] = {{0.1, -0.2, 0.3}, {4.0, 5.5, 6.0}};
static const double targets[2][2] = {{1.0, 0.0}, {0.0, 1.0}};

static const char *const same_pairs[] = {
    "i1,i2,i3,t1,t2\n" ROW_1 "\n" ROW_2 "\n",
    "i1,i2,i3,t1,t2\n" ROW_1 "\n" ROW_2,
    "i1,i2,i3,t1,t2\r\n" ROW_1 "\r\n" ROW_2 "\r\n",
    "i1,i2,i3,t1,t2\r\n" ROW_1 "\r\n" ROW_2 "\r",
    "\xef\xbb\xbfi1,i2,i3,t1,t2\n" ROW_1 "\n" ROW_2 "\n",
    "i1,i2,i3,t1,t2\n" ROW_1 "\n" ROW_2 "\n\n",
    "i1,i2,i3,t1,t2\r\n" ROW_1 "\r\n" ROW_2 "\r\n\r\n \t\r\n",
    " i1 ,\ti2, i3,t1 , t2\n 0.1 ,-.2,\t3e-1, 1,0 \n4, 5.5, +6, 0, 1\n",
    "t2,i3,i1,t1,i2\n0,0.3,0.1,1,-0.2\n1,6,4,0,5.5\n",
};

START_TEST(pairs_are_what_was_typed)
{
    const char *text = same_pairs[_i];
    for (size_t piece = 1; piece <= strlen(text); piece++) {
        bp_pairs pairs;
        bp_complaint complaint;
        ck_assert_msg(
            read_in_pieces(text, strlen(text), piece, &any, &pairs, &complaint),
            "pieces of %zu: line %lu: %s", piece, complaint.line,
            complaint.text);
        ck_assert_uint_eq(pairs.inputs->size1, 2);
        ck_assert_uint_eq(pairs.inputs->size2, 3);
        ck_assert_uint_eq(pairs.targets->size1, 2);
        ck_assert_uint_eq(pairs.targets->size2, 2);
        for (size_t p = 0; p < 2; p++) {
            for (size_t i = 0; i < 3; i++)
                ck_assert(gsl_matrix_get(pairs.inputs, p, i) == inputs[p][i]);
            for (size_t j = 0; j < 2; j++)
                ck_assert(gsl_matrix_get(pairs.targets, p, j) == targets[p][j]);
        }
        free_pairs(&pairs);
    }
}
END_TEST

/* Row p has the input p and the target -p / 4. */
START_TEST(there_may_be_many)
{
    enum { MANY = 70001 };
    char *text = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&text, &length);
    fputs("i1,t1\n", file);
    for (int p = 0; p < MANY; p++)
        fprintf(file, "%d,%.2f\n", p, -p / 4.0);
    fclose(file);
    bp_pairs pairs;
    bp_complaint complaint;
    ck_assert(read_in_pieces(text, length, 65536, &any, &pairs, &complaint));
    ck_assert_uint_eq(pairs.inputs->size1, MANY);
    ck_assert_uint_eq(pairs.targets->size1, MANY);
    for (int p = 0; p < MANY; p++) {
        ck_assert(gsl_matrix_get(pairs.inputs, (size_t)p, 0) == p);
        ck_assert(gsl_matrix_get(pairs.targets, (size_t)p, 0) == -p / 4.0);
    }
    free_pairs(&pairs);
    free(text);
}
END_TEST

/* ------------------------------------------------------------ what is refused */

static const bp_data_wanted three_two = {.n_inputs = 3, .n_outputs = 2};
static const bp_data_wanted shares = {.are_shares = true};
#define HEADER "i1,i2,i3,t1,t2\n"
#define BYTES(literal) literal, sizeof literal - 1

static const struct {
    const char *text;
    size_t length;
    const bp_data_wanted *wanted;
    unsigned long line;
    const char *words;
} faults[] = {
    {BYTES(""), &any, 1, "the file is empty, expected a header i1,i2,..,t1"},
    {BYTES("\n"), &any, 1, "'': unknown column, expected inputs i1, i2 .."},
    {BYTES(HEADER), &any, 2, "no pairs, expected one a line after the header"},
    {BYTES("i1,t1"), &any, 2, "no pairs"},
    {BYTES(HEADER "\n\r\n"), &any, 2, "no pairs"},
    /* The header. */
    {BYTES("i1,x,t1\n"), &any, 1, "x: unknown column"},
    {BYTES("i1,i0,t1\n"), &any, 1, "i0: unknown column"},
    {BYTES("i1,i02,t1\n"), &any, 1, "i02: unknown column"},
    {BYTES("i1,I2,t1\n"), &any, 1, "I2: unknown column"},
    {BYTES("i1,i,t1\n"), &any, 1, "i: unknown column"},
    {BYTES("i1,i2 3,t1\n"), &any, 1, "i2 3: unknown column"},
    {BYTES("i1,t1,\n1,2\n"), &any, 1, "'': unknown column"},
    {BYTES("i1;t1\n1;2\n"), &any, 1,
     "i1;t1: unknown column, expected inputs i1, i2 .. and targets t1, t2 .., "
     "with commas between"},
    {BYTES("0.1,0.2\n1,2\n"), &any, 1, "0.1: unknown column"},
    {BYTES("i1,\x1b[31m,t1\n"), &any, 1, "\\x1b[31m: unknown column"},
    {BYTES("i1,i99999999999999999999999,t1\n"), &any, 1, "unknown column"},
    {BYTES("i1,i2,i1,t1\n"), &any, 1,
     "i1: a column given twice, expected once"},
    {BYTES("i1,t2,t1,t2\n"), &any, 1, "t2: a column given twice"},
    {BYTES("i1,i3,t1\n"), &any, 1,
     "i2: no such column, expected i1 to i2, as there are 2 of them"},
    {BYTES("i2,t1\n"), &any, 1, "i1: no such column, expected i1 to i1"},
    {BYTES("i18446744073709551615,t1\n"), &any, 1, "i1: no such column"},
    {BYTES("t1,t2\n"), &any, 1, "i1: no such column, expected inputs i1"},
    {BYTES("i1,i2\n"), &any, 1, "t1: no such column, expected inputs i1"},
    {BYTES("i1,i2,t1,t2\n1,2,3,4\n"), &three_two, 1,
     "i1 to i2: 2 inputs, expected 3, as the network has"},
    {BYTES("i1,i2,i3,i4,t1,t2\n"), &three_two, 1, "4 inputs, expected 3"},
    {BYTES("i1,i2,i3,t1\n"), &three_two, 1,
     "t1 to t1: 1 target, expected 2, as the network has"},
    /* The pairs. */
    {BYTES(HEADER "1,2,3,4\n"), &any, 2,
     "t2: no number, as the line has 4, expected 5, one for each column"},
    {BYTES(HEADER "1,2,3,4,5\n1\n"), &any, 3, "i2: no number, as the line"},
    {BYTES(HEADER "1,2,3,4,5\n1"), &any, 3, "i2: no number, as the line"},
    {BYTES("t1,i2,i1\n1\n"), &any, 2, "i2: no number, as the line has 1"},
    {BYTES(HEADER "1,2,3,4,5\n1,2,3,4,5,6\n"), &any, 3,
     "6 numbers, expected 5, one for each column"},
    {BYTES(HEADER "1,2,3,4,5,x,y,z\n"), &any, 2, "8 numbers, expected 5"},
    {BYTES(HEADER "1,2,3,4,5,\n"), &any, 2, "6 numbers, expected 5"},
    {BYTES(HEADER "1,2,,4,5\n"), &any, 2,
     "i3: '' is not a finite decimal number, expected one such as 0.15 or "
     "5e-05"},
    {BYTES(HEADER "1,2,3,4,\n"), &any, 2, "t2: '' is not a finite"},
    {BYTES(HEADER "\n1,2,3,4,5\n"), &any, 2, "an empty line, expected a pair"},
    {BYTES(HEADER "1,2,3,4,5\r\n\r\n\r\n1,2,3,4,5\r\n"), &any, 3,
     "an empty line, expected a pair"},
    {BYTES("\n" HEADER "1,2,3,4,5\n"), &any, 1, "'': unknown column"},
    {BYTES(HEADER "1;2;3;4;5\n"), &any, 2, "i1: '1;2;3;4;5' is not a finite"},
    {BYTES(HEADER "1,2,3\0,4,5\n"), &any, 2, "not a text file"},
    {BYTES("\0"), &any, 1, "not a text file"},
    {BYTES("\xff\xfei\0001\0"), &any, 1, "not a text file"},
    {BYTES("i1,t1,t2\n1,0.25,0.75\n1,0.5,0.6\n"), &shares, 3,
     "t1 to t2: they add up to 1.1, expected 1, as softmax outputs do"},
};

START_TEST(fault_is_named_with_its_line)
{
    const char *text = faults[_i].text;
    size_t length = faults[_i].length;
    for (size_t piece = 1; piece <= length + 1; piece++) {
        bp_pairs pairs;
        bp_complaint complaint = {.line = 999999};
        ck_assert_msg(!read_in_pieces(text, length, piece, faults[_i].wanted,
                                      &pairs, &complaint),
                      "accepted: %s", text);
        expect_complaint_with(&complaint, faults[_i].line, faults[_i].words,
                              text);
    }
}
END_TEST

static const char *const no_numbers[] = {"abc",
                                         "inf",
                                         "-inf",
                                         "nan",
                                         "NAN",
                                         "0x10",
                                         "1_000",
                                         "1e999",
                                         "1e",
                                         "1.2.3",
                                         "5%",
                                         "0.5f",
                                         "1 000",
                                         "--1",
                                         "+",
                                         ".",
                                         "'1'",
                                         "\"1\"",
                                         "\xe2\x88\x92\x31"};

START_TEST(no_number_is_refused)
{
    char text[128];
    char words[128];
    snprintf(text, sizeof text, HEADER "1,2,3,4,5\n1,2,%s,4,5\n",
             no_numbers[_i]);
    snprintf(words, sizeof words,
             "i3: '%s' is not a finite decimal number, expected one such as",
             no_numbers[_i]);
    bp_pairs pairs;
    bp_complaint complaint = {.line = 999999};
    ck_assert(!read_in_pieces(text, strlen(text), 7, &any, &pairs, &complaint));
    expect_complaint_with(&complaint, 3, words, text);
}
END_TEST

/* A text without commas is not kept in memory to find that out. */
START_TEST(endless_cell_is_refused)
{
    enum { LONG = 1000000 };
    char *text = malloc(LONG);
    memset(text, '1', LONG);
    memcpy(text, "i1,t1\n", 6);
    for (size_t piece = 1000; piece <= LONG; piece *= 1000) {
        bp_pairs pairs;
        bp_complaint complaint = {.line = 999999};
        ck_assert(!read_in_pieces(text, LONG, piece, &any, &pairs, &complaint));
        expect_complaint_with(&complaint, 2,
                              "more than 1000 characters without a comma, "
                              "expected numbers with commas between",
                              "a long text");
    }
    free(text);
}
END_TEST

/* ------------------------------------------------------------ of an example */

/* A source that reads one text, and keeps what it was asked for. */
typedef struct {
    const char *text;
    char file[64];
    bp_data_wanted wanted;
} one_text;

static bool read_one(void *from, const char *file, const bp_data_wanted *wanted,
                     bp_pairs *pairs, bp_complaint *complaint)
{
    one_text *one = from;
    snprintf(one->file, sizeof one->file, "%s", file);
    one->wanted = *wanted;
    return read_in_pieces(one->text, strlen(one->text), 1000, wanted, pairs,
                          complaint);
}

/* By rows and by columns of weights, the shape is that of the weights. */
static const char *const layers[] = {
    "layers: [{weights: [[1, 2, 3], [4, 5, 6]], bias: 0}]\n",
    "weights_by: source\nlayers: [{weights: [[1, 4], [2, 5], [3, 6]], "
    "bias: 0}]\n"};

START_TEST(example_takes_its_pairs_from_a_file)
{
    char text[256];
    snprintf(text, sizeof text,
             "learning_rate: 0.5\nbatch: 2\ndata: my pairs.csv\n%s",
             layers[_i]);
    one_text one = {.text = same_pairs[0]};
    bp_data_source source = {.read = read_one, .from = &one};
    bp_complaint complaint;
    bp_example *example =
        bp_example_parse_with(text, strlen(text), &source, &complaint);
    ck_assert_msg(example != NULL, "%lu: %s", complaint.line, complaint.text);
    ck_assert_str_eq(one.file, "my pairs.csv");
    ck_assert_uint_eq(one.wanted.n_inputs, 3);
    ck_assert_uint_eq(one.wanted.n_outputs, 2);
    ck_assert(!one.wanted.are_shares);
    ck_assert_str_eq(example->data, "my pairs.csv");
    ck_assert_uint_eq(example->batch, 2);
    ck_assert(gsl_matrix_get(example->network->layer[0].w, 1, 0) == 4.0);
    ck_assert(gsl_matrix_get(example->pairs.inputs, 1, 1) == 5.5);
    /* The first pair's numbers, which the file has, and then the weights. */
    static const char *const typed[] = {"0.1", "-0.2", "0.3", "1",
                                        "0",   "1",    "2",   "3"};
    const char *before = NULL;
    for (size_t k = 0; k < LENGTH(typed); k++) {
        before = bp_example_typed(example, before);
        ck_assert_str_eq(before, typed[k]);
    }
    bp_example_free(example);
}
END_TEST

START_TEST(softmax_asks_for_shares)
{
    const char *text =
        "learning_rate: 0.5\ndata: a.csv\nerror: cross-entropy\n"
        "layers: [{weights: [[1], [2]], bias: 0, activation: softmax}]\n";
    one_text one = {.text = "i1,t1,t2\n1,0.5,0.6\n"};
    bp_data_source source = {.read = read_one, .from = &one};
    bp_complaint complaint = {.line = 999999};
    ck_assert_ptr_null(
        bp_example_parse_with(text, strlen(text), &source, &complaint));
    ck_assert(one.wanted.are_shares);
    expect_complaint_with(&complaint, 2, "they add up to 1.1", text);
}
END_TEST

/* No more pairs a round than the file has. */
START_TEST(batch_is_at_most_all_pairs)
{
    const char *text =
        "learning_rate: 0.5\ndata: a.csv\nbatch: 3\n"
        "layers: [{weights: [[1, 2, 3], [4, 5, 6]], bias: 0}]\n";
    one_text one = {.text = same_pairs[0]};
    bp_data_source source = {.read = read_one, .from = &one};
    bp_complaint complaint = {.line = 999999};
    ck_assert_ptr_null(
        bp_example_parse_with(text, strlen(text), &source, &complaint));
    expect_complaint_with(&complaint, 3,
                          "batch: expected a whole number of pairs from 1 to 2",
                          text);
}
END_TEST

int main(void)
{
    TCase *right = tcase_create("what is accepted");
    tcase_set_timeout(right, 30);
    tcase_add_loop_test(right, pairs_are_what_was_typed, 0, LENGTH(same_pairs));
    tcase_add_test(right, there_may_be_many);

    TCase *wrong = tcase_create("what is refused");
    tcase_add_loop_test(wrong, fault_is_named_with_its_line, 0, LENGTH(faults));
    tcase_add_loop_test(wrong, no_number_is_refused, 0, LENGTH(no_numbers));
    tcase_add_test(wrong, endless_cell_is_refused);

    TCase *of_example = tcase_create("of an example");
    tcase_add_loop_test(of_example, example_takes_its_pairs_from_a_file, 0,
                        LENGTH(layers));
    tcase_add_test(of_example, softmax_asks_for_shares);
    tcase_add_test(of_example, batch_is_at_most_all_pairs);
    return run_cases("data", 3, (TCase *[]){right, wrong, of_example});
}
