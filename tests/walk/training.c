/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training told as a table: which rounds get a row, and what stands in it.
 * needs: reference_numbers */
#include "walk/training.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files/example_text.h"
#include "files/tsv.h"
#include "support.h"
#include "written.h"

/* --------------------------------------------------- which rounds get a row */

static const size_t n_rounds[] = {1,     2,       3,        298,         299,
                                  300,   301,     302,      500,         1000,
                                  10000, 1000000, 10000000, SIZE_MAX / 2};

START_TEST(log_rows_are_few_and_end_at_the_last_round)
{
    size_t n = n_rounds[_i];
    size_t n_rows = 1; /* round 0 */
    for (size_t round = 0; round < n; n_rows++) {
        size_t next = bp_next_row(BP_ROWS_LOG, 0, n, round);
        ck_assert_msg(next > round && next <= n, "n %zu: %zu follows %zu", n,
                      next, round);
        ck_assert_msg(round > 0 || next == 1, "n %zu: %zu follows 0", n, next);
        round = next;
        ck_assert_uint_lt(n_rows, 300);
    }
    if (n < 300) /* there is room for each */
        ck_assert_uint_eq(n_rows, n + 1);
    else /* the low rounds fall together, but a curve still has its points */
        ck_assert_uint_ge(n_rows, 100);
}
END_TEST

/* On a log axis equal steps are equal ratios: with r rows to every power of ten,
 * 10^(1/r). Of 300 rows three are rounds 0, 1 and n; the others are shared out
 * among the powers of ten in n. Rounded to whole rounds, that shows from the
 * thousands on; the last row is wherever training ends. */
START_TEST(log_rows_are_spaced_evenly_on_a_log_axis)
{
    size_t n = n_rounds[_i];
    double ratio = pow(10.0, 1.0 / floor(297.0 / log10((double)n)));
    for (size_t round = 0; round < n;) {
        size_t next = bp_next_row(BP_ROWS_LOG, 0, n, round);
        if (round >= 1000 && next < n)
            ck_assert_msg(fabs((double)next / (double)round - ratio) < 0.002,
                          "n %zu: %zu follows %zu, a ratio of %g, expected %g",
                          n, next, round, (double)next / (double)round, ratio);
        round = next;
    }
}
END_TEST

START_TEST(powers_of_ten_have_log_rows)
{
    size_t n = n_rounds[_i];
    size_t round = 0;
    for (size_t ten = 1; ten <= n && ten <= 1000000000; ten *= 10) {
        while (round < ten)
            round = bp_next_row(BP_ROWS_LOG, 0, n, round);
        ck_assert_msg(round == ten, "n %zu: no row for %zu, but for %zu", n,
                      ten, round);
    }
}
END_TEST

START_TEST(every_kth_round_and_the_last_have_a_row)
{
    static const struct {
        size_t every, n, after, next;
    } steps[] = {
        {3, 10, 0, 3},
        {3, 10, 3, 6},
        {3, 10, 6, 9},
        {3, 10, 9, 10},
        {5, 10, 0, 5},
        {5, 10, 5, 10},
        {1, 10, 0, 1},
        {1, 10, 9, 10},
        {10, 10, 0, 10},
        {9, 10, 0, 9},
        {9, 10, 9, 10},
        {11, 10, 0, 10},
        {7, 1, 0, 1},
        {1, 1, 0, 1},
        {1000, 10000000, 9999000, 10000000},
        {SIZE_MAX / 2, 10, 0, 10},
        {SIZE_MAX, 10, 9, 10}, /* 9 + SIZE_MAX wraps to 8 */
        {SIZE_MAX / 2, SIZE_MAX / 2, 0, SIZE_MAX / 2},
        {2, SIZE_MAX / 2, SIZE_MAX / 2 - 1, SIZE_MAX / 2},
        /* From a round on that has no row of its own. */
        {3, 10, 4, 6},
        {3, 10, 5, 6},
        {5, 7, 6, 7},
    };
    for (size_t s = 0; s < LENGTH(steps); s++)
        ck_assert_uint_eq(bp_next_row(BP_ROWS_EVERY, steps[s].every, steps[s].n,
                                      steps[s].after),
                          steps[s].next);
}
END_TEST

START_TEST(last_row_alone)
{
    for (size_t n = 0; n < LENGTH(n_rounds); n++)
        ck_assert_uint_eq(bp_next_row(BP_ROWS_LAST, 0, n_rounds[n], 0),
                          n_rounds[n]);
}
END_TEST

/* ---------------------------------------------------------------- the table */

enum { MOST_COLUMNS = 40, MOST_LINES = 310 };

/* A table read back from its text. */
typedef struct {
    char header[512];
    size_t n_columns, n_rows;
    char column[MOST_COLUMNS][16];
    double cell[MOST_LINES][MOST_COLUMNS];
} table;

static void read_header(table *t, const char *line, size_t length)
{
    ck_assert_uint_lt(length, sizeof t->header);
    snprintf(t->header, sizeof t->header, "%.*s", (int)length, line);
    char copy[sizeof t->header];
    strcpy(copy, t->header);
    for (char *name = strtok(copy, "\t"); name != NULL;
         name = strtok(NULL, "\t")) {
        ck_assert_uint_lt(t->n_columns, MOST_COLUMNS);
        snprintf(t->column[t->n_columns++], sizeof t->column[0], "%s", name);
    }
}

static void read_row(table *t, const char *line)
{
    ck_assert_uint_lt(t->n_rows, MOST_LINES);
    ck_assert_msg(line[strspn(line, "0123456789")] == '\t',
                  "no whole round: %.40s", line);
    for (size_t c = 0; c < t->n_columns; c++) {
        char *end = NULL;
        double x = strtod(line, &end);
        char after = c + 1 < t->n_columns ? '\t' : '\n';
        if (end == line || *end != after || !isfinite(x))
            ck_abort_msg("bad cell: %.40s", line);
        t->cell[t->n_rows][c] = x;
        line = end + 1;
    }
    t->n_rows++;
}

static void read_table(table *t, const char *text)
{
    *t = (table){.n_rows = 0};
    size_t length = strcspn(text, "\n");
    read_header(t, text, length);
    for (text += length + 1; *text != '\0'; text = strchr(text, '\n') + 1)
        read_row(t, text);
}

static const bp_progress nobody = {.tell = NULL};

/* The rows of a training of its own. */
static bool fill_rows(const bp_example *example, size_t n, bp_row_choice choice,
                      size_t every, const bp_sink *sink,
                      const bp_progress *progress, bool *has_begun,
                      bp_complaint *complaint)
{
    const bp_training training = {
        .n_rounds = n, .choice = choice, .every = every};
    bp_trainer *t = bp_trainer_alloc(example);
    ck_assert_ptr_nonnull(t);
    t->progress = *progress;
    t->goal = n;
    bool ok = bp_training_rows(t, &training, sink, has_begun, complaint);
    bp_trainer_free(t);
    return ok;
}

/* The text of a table; the caller frees it. */
static char *train(const bp_example *example, size_t n, bp_row_choice choice,
                   size_t every)
{
    written kept = {.length = 0};
    bp_out out = write_to(&kept);
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, &out);
    bp_complaint complaint;
    bool has_begun = false;
    bool ok = fill_rows(example, n, choice, every, &sink, &nobody, &has_begun,
                        &complaint);
    ck_assert_msg(ok, "%s", complaint.text);
    ck_assert(has_begun);
    return kept.text;
}

static void train_table(table *t, const char *name, size_t n,
                        bp_row_choice choice, size_t every)
{
    bp_example *example = read_test_example(name);
    char *text = train(example, n, choice, every);
    read_table(t, text);
    free(text);
    bp_example_free(example);
}

static table here, there; /* too large for the stack */

/* ---------------------------------------- against the independent reference */

/* The post's numbers come from 60-digit arithmetic, the others from
 * tests/reference, which proves 15 digits by interval arithmetic and knows no
 * backpropagation. The headers follow from the rules for names. */
static const struct {
    const char *example, *path, *header;
} networks[] = {
    {"post", "tests/reference/post.tsv",
     "round\tE_total\tout_o1\tout_o2\tw1\tw2\tw3\tw4\tw5\tw6\tw7\tw8\tb1\tb2"},
    {"3-4-2", "build/tests/3-4-2.tsv",
     "round\tE_total\tout_o1\tout_"
     "o2\tw1\tw2\tw3\tw4\tw5\tw6\tw7\tw8\tw9\tw10\tw11\tw12\t"
     "w13\tw14\tw15\tw16\tw17\tw18\tw19\tw20\tb_h1\tb_h2\tb_h3\tb_h4\tb_o1\tb_"
     "o2"},
    {"2-3-3-2", "build/tests/2-3-3-2.tsv",
     "round\tE_total\tout_o1\tout_"
     "o2\tw1\tw2\tw3\tw4\tw5\tw6\tw7\tw8\tw9\tw10\tw11\tw12\t"
     "w13\tw14\tw15\tw16\tw17\tw18\tw19\tw20\tw21\tb1\tb2\tb3"},
    {"5-2", "build/tests/5-2.tsv",
     "round\tE_total\tout_o1\tout_"
     "o2\tw1\tw2\tw3\tw4\tw5\tw6\tw7\tw8\tw9\tw10\tb1"},
    {"mixed", "build/tests/mixed.tsv",
     "round\tE_total\tout_"
     "o1\tw1\tw2\tw3\tw4\tw5\tw6\tw7\tw8\tw9\tw10\tw11\tw12\tw13\tw14\t"
     "b_h1\tb_h2\tb_h3\tb2\tb_o1"},
};

/* The value of a key in a file of references; false where it has none. */
static bool reference(const char *path, const char *key, double *x)
{
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s: cannot be opened", path);
    char line[256];
    bool found = false;
    while (!found && fgets(line, sizeof line, file) != NULL) {
        char *tab = strchr(line, '\t');
        found = tab != NULL && strlen(key) == (size_t)(tab - line) &&
                strncmp(line, key, strlen(key)) == 0;
        if (found)
            *x = strtod(tab + 1, NULL);
    }
    fclose(file);
    return found;
}

/* Row r of the table against the reference's numbers with this suffix. Biases
 * that are not trained have none, and stay as they were given. */
static void expect_row(const table *t, size_t r, const char *path,
                       const char *suffix)
{
    for (size_t c = 1; c < t->n_columns; c++) {
        char key[64];
        double expected = 0.0;
        snprintf(key, sizeof key, "%s%s", t->column[c], suffix);
        bool found = reference(path, key, &expected);
        if (!found && t->column[c][0] == 'b')
            found = reference(path, t->column[c], &expected);
        ck_assert_msg(found, "%s: no %s", path, key);
        expect_close(key, t->cell[r][c], expected, 1e-12);
    }
}

START_TEST(table_agrees_with_the_reference)
{
    bp_example *example = read_test_example(networks[_i].example);
    size_t n = example->rounds;
    bp_example_free(example);
    char at_end[32];
    snprintf(at_end, sizeof at_end, "@%zu", n);

    train_table(&here, networks[_i].example, n, BP_ROWS_LOG, 0);
    ck_assert_str_eq(here.header, networks[_i].header);
    ck_assert(here.cell[0][0] == 0.0);
    expect_row(&here, 0, networks[_i].path, "");
    ck_assert(here.cell[1][0] == 1.0);
    expect_row(&here, 1, networks[_i].path, "+");
    ck_assert(here.cell[here.n_rows - 1][0] == (double)n);
    expect_row(&here, here.n_rows - 1, networks[_i].path, at_end);
}
END_TEST

/* ---------------------------------------------- the same rounds, other rows */

/* Trains by another choice of rows, which must have these rounds, and in them
 * what the table of every round has, to the bit. */
static void expect_rounds(const char *name, size_t n, bp_row_choice choice,
                          size_t every, size_t n_rows, const size_t rounds[])
{
    train_table(&here, name, n, BP_ROWS_EVERY, 1);
    train_table(&there, name, n, choice, every);
    ck_assert_str_eq(there.header, here.header);
    ck_assert_uint_eq(there.n_rows, n_rows);
    for (size_t r = 0; r < n_rows; r++) {
        ck_assert(there.cell[r][0] == (double)rounds[r]);
        for (size_t c = 0; c < here.n_columns; c++)
            ck_assert(there.cell[r][c] == here.cell[rounds[r]][c]);
    }
}

START_TEST(choice_of_rows_changes_no_number)
{
    expect_rounds("mixed", 20, BP_ROWS_EVERY, 7, 4, (size_t[]){0, 7, 14, 20});
    expect_rounds("mixed", 20, BP_ROWS_EVERY, 10, 3, (size_t[]){0, 10, 20});
    expect_rounds("mixed", 20, BP_ROWS_EVERY, 20, 2, (size_t[]){0, 20});
    expect_rounds("3-4-2", 20, BP_ROWS_EVERY, 21, 2, (size_t[]){0, 20});
    expect_rounds("3-4-2", 20, BP_ROWS_EVERY, SIZE_MAX / 2, 2,
                  (size_t[]){0, 20});
    expect_rounds("3-4-2", 20, BP_ROWS_LAST, 0, 1, (size_t[]){20});
    expect_rounds("mixed", 5, BP_ROWS_LOG, 0, 6, (size_t[]){0, 1, 2, 3, 4, 5});
    expect_rounds("mixed", 1, BP_ROWS_LOG, 0, 2, (size_t[]){0, 1});
    expect_rounds("mixed", 1, BP_ROWS_LAST, 0, 1, (size_t[]){1});
}
END_TEST

START_TEST(no_rounds_give_round_0)
{
    expect_rounds("3-4-2", 0, BP_ROWS_LOG, 0, 1, (size_t[]){0});
    expect_rounds("3-4-2", 0, BP_ROWS_EVERY, 5, 1, (size_t[]){0});
    expect_rounds("3-4-2", 0, BP_ROWS_LAST, 0, 1, (size_t[]){0});
}
END_TEST

START_TEST(log_table_has_at_most_300_rows)
{
    static const size_t n[] = {0, 1, 2, 298, 299, 300, 301, 302, 1000, 10000};
    static const size_t rows[] = {1, 2, 3, 299,
                                  300}; /* each round, while they fit */
    for (size_t k = 0; k < LENGTH(n); k++) {
        train_table(&here, "post", n[k], BP_ROWS_LOG, 0);
        ck_assert_uint_le(here.n_rows, 300);
        if (k < LENGTH(rows))
            ck_assert_uint_eq(here.n_rows, rows[k]);
        ck_assert(here.cell[0][0] == 0.0);
        ck_assert(here.cell[here.n_rows - 1][0] == (double)n[k]);
        for (size_t r = 1; r < here.n_rows; r++)
            ck_assert(here.cell[r][0] > here.cell[r - 1][0]);
    }
}
END_TEST

/* However the rounds are cut into pieces, the pairs stay in turn. */
START_TEST(pairs_stay_in_turn_over_many_rounds)
{
    enum { MANY = 12345 };
    bp_example *example = read_test_example("mixed");
    bp_method method = bp_example_method(example);
    bp_workspace *ws = bp_workspace_alloc(example->network);
    bp_network *network = bp_network_copy(example->network);
    bp_train(&method, &example->pairs, example->eta, 0, MANY, network, ws);
    train_table(&here, "mixed", MANY, BP_ROWS_LAST, 0);
    ck_assert(here.cell[0][3] == gsl_matrix_get(network->layer[0].w, 0, 0));
    ck_assert(here.cell[0][16] == gsl_matrix_get(network->layer[2].w, 0, 1));
    ck_assert(here.cell[0][21] == gsl_vector_get(network->layer[2].b, 0));
    bp_network_free(network);
    bp_workspace_free(ws);
    bp_example_free(example);
}
END_TEST

START_TEST(training_leaves_the_example_alone)
{
    bp_example *example = read_test_example("2-3-3-2");
    char *first = train(example, 50, BP_ROWS_LOG, 0);
    char *second = train(example, 50, BP_ROWS_LOG, 0);
    ck_assert_str_eq(first, second);
    free(first);
    free(second);
    bp_example_free(example);
}
END_TEST

/* ---------------------------------------------------------- what goes wrong */

/* Trains an example for two rounds, which is refused; the caller frees what was
 * written, NULL where that is nothing. */
static char *expect_refused(const char *yaml, bp_row_choice choice,
                            bp_complaint *complaint)
{
    bp_example *example = bp_example_parse(yaml, strlen(yaml), complaint);
    ck_assert_ptr_nonnull(example);
    written kept = {.length = 0};
    bp_out out = write_to(&kept);
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, &out);
    bool has_begun = true;
    ck_assert(!fill_rows(example, 2, choice, 0, &sink, &nobody, &has_begun,
                         complaint));
    ck_assert_int_eq(has_begun, kept.length > 0);
    bp_example_free(example);
    ck_assert_uint_eq(complaint->line, 0);
    ck_assert_ptr_nonnull(
        strstr(complaint->text, "not all numbers are finite"));
    ck_assert_ptr_nonnull(strstr(complaint->text, "expected"));
    return kept.text;
}

/* Half the square of 1e200 is no double. */
START_TEST(nothing_is_written_where_nothing_is_finite)
{
    bp_complaint complaint;
    ck_assert_ptr_null(
        expect_refused("learning_rate: 1\n"
                       "training: [{inputs: [1], targets: [1e200]}]\n"
                       "layers: [{weights: [[0]], bias: 0}]\n",
                       BP_ROWS_LOG, &complaint));
}
END_TEST

/* The first pair is right already; the second moves w1 by 0.25e200 * 1e200. */
static const char leaves_in_round_2[] =
    "learning_rate: 1\n"
    "training:\n"
    "  - {inputs: [1], targets: [0.5]}\n"
    "  - {inputs: [1e200], targets: [1e200]}\n"
    "layers: [{weights: [[0]], bias: 0}]\n";

START_TEST(round_that_leaves_all_bounds_is_named)
{
    bp_complaint complaint;
    char *text = expect_refused(leaves_in_round_2, BP_ROWS_LOG, &complaint);
    ck_assert_ptr_nonnull(strstr(complaint.text, "after round 2,"));
    read_table(&here, text); /* all that it says is finite */
    ck_assert_uint_eq(here.n_rows, 2);
    free(text);
}
END_TEST

START_TEST(nothing_is_written_where_the_only_row_is_not_finite)
{
    bp_complaint complaint;
    ck_assert_ptr_null(
        expect_refused(leaves_in_round_2, BP_ROWS_LAST, &complaint));
    ck_assert_ptr_nonnull(strstr(complaint.text, "after round 2,"));
}
END_TEST

/* Takes the header and one row, then no more. */
static size_t n_rows_taken;

static void take_text(void *to, const char *cell)
{
    (void)to;
    (void)cell;
}

static void take_number(void *to, double x, int digits)
{
    (void)to;
    (void)x;
    ck_assert_int_eq(digits, 0); /* as many as there are */
}

static bool take_row(void *to)
{
    (void)to;
    return ++n_rows_taken < 2;
}

/* A row for each of 1e15 rounds would take years. */
START_TEST(rows_that_nobody_takes_end_the_training)
{
    bp_example *example = read_test_example("post");
    bp_sink sink = {
        .text = take_text, .number = take_number, .end_row = take_row};
    bp_complaint complaint;
    bool has_begun = false;
    ck_assert(fill_rows(example, 1000000000000000, BP_ROWS_EVERY, 1, &sink,
                        &nobody, &has_begun, &complaint));
    ck_assert(has_begun);
    ck_assert_uint_eq(n_rows_taken, 2);
    bp_example_free(example);
}
END_TEST

/* ----------------------------------------------------------------- progress */

/* Of all rounds, also where the way to the next row is but a part of them; the
 * table is the same. */
START_TEST(progress_is_told_of_all_rounds)
{
    enum { MANY = 40000 };
    bp_example *example = read_test_example("3-4-2");
    char *alone = train(example, MANY, BP_ROWS_EVERY, MANY / 4);
    heard_progress heard = {.n_times = 0};
    bp_progress progress = {.tell = hear, .to = &heard};
    written kept = {.length = 0};
    bp_out out = write_to(&kept);
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, &out);
    bp_complaint complaint;
    bool has_begun;
    ck_assert(fill_rows(example, MANY, BP_ROWS_EVERY, MANY / 4, &sink,
                        &progress, &has_begun, &complaint));
    ck_assert_uint_ge(heard.n_times, 4);
    ck_assert_uint_eq(heard.of, MANY);
    ck_assert_uint_gt(heard.done, MANY / 4 * 3);
    ck_assert_str_eq(kept.text, alone);
    free(kept.text);
    free(alone);
    bp_example_free(example);
}
END_TEST

int main(void)
{
    TCase *rows = tcase_create("which rounds get a row");
    tcase_add_loop_test(rows, log_rows_are_few_and_end_at_the_last_round, 0,
                        LENGTH(n_rounds));
    tcase_add_loop_test(rows, log_rows_are_spaced_evenly_on_a_log_axis, 0,
                        LENGTH(n_rounds));
    tcase_add_loop_test(rows, powers_of_ten_have_log_rows, 0, LENGTH(n_rounds));
    tcase_add_test(rows, every_kth_round_and_the_last_have_a_row);
    tcase_add_test(rows, last_row_alone);

    TCase *tables = tcase_create("the table");
    tcase_set_timeout(tables, 120);
    tcase_add_loop_test(tables, table_agrees_with_the_reference, 0,
                        LENGTH(networks));
    tcase_add_test(tables, choice_of_rows_changes_no_number);
    tcase_add_test(tables, no_rounds_give_round_0);
    tcase_add_test(tables, log_table_has_at_most_300_rows);
    tcase_add_test(tables, pairs_stay_in_turn_over_many_rounds);
    tcase_add_test(tables, training_leaves_the_example_alone);

    TCase *wrong = tcase_create("what goes wrong");
    tcase_add_test(wrong, nothing_is_written_where_nothing_is_finite);
    tcase_add_test(wrong, round_that_leaves_all_bounds_is_named);
    tcase_add_test(wrong, nothing_is_written_where_the_only_row_is_not_finite);
    tcase_add_test(wrong, rows_that_nobody_takes_end_the_training);

    TCase *progress = tcase_create("progress");
    tcase_set_timeout(progress, 60);
    tcase_add_test(progress, progress_is_told_of_all_rounds);

    return run_cases("training", 4, (TCase *[]){rows, tables, wrong, progress});
}
