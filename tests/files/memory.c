/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory that runs out: every allocation of an operation is made to fail in
 * turn. Each time the operation must say so, and must have given back all it
 * had taken.
 *
 * This program is linked so that every allocation, also those of GSL and
 * libyaml, passes through the functions below. Those inside libc do not. */
#include "support.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <yaml.h>

#include "book/book.h"
#include "book/curves.h"
#include "book/surface.h"
#include "book/table.h"
#include "check/check.h"
#include "check/numbers.h"
#include "files/example_text.h"
#include "files/program.h"
#include "files/spreadsheet.h"
#include "files/text_file.h"
#include "walk/formula_rows.h"
#include "walk/gradcheck.h"
#include "walk/training.h"
#include "walk/verify.h"
#include "walk/walk.h"

/* ----------------------------------------- the allocations that are watched */

typedef struct {
    void *address;
    size_t size;
    size_t number; /* of the allocation, counted from 1 */
} block;

static struct {
    bool is_on;
    size_t n;       /* allocations so far */
    size_t failing; /* the number of the one that fails */
    block live[4096];
    size_t n_live;
} watch;

/* Counts an allocation; false for the one that is to fail. */
static bool may_allocate(void)
{
    return !watch.is_on || ++watch.n != watch.failing;
}

static void *taken(void *address, size_t size)
{
    if (watch.is_on && address != NULL) {
        if (watch.n_live == sizeof watch.live / sizeof watch.live[0])
            abort();
        watch.live[watch.n_live++] = (block){address, size, watch.n};
    }
    return address;
}

static void given_back(const void *address)
{
    for (size_t b = watch.n_live; b-- > 0;)
        if (watch.live[b].address == address) {
            watch.live[b] = watch.live[--watch.n_live];
            return;
        }
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
char *__real_strdup(const char *text);
void __real_free(void *address);

void *__wrap_malloc(size_t size)
{
    return may_allocate() ? taken(__real_malloc(size), size) : NULL;
}

void *__wrap_calloc(size_t n, size_t size)
{
    return may_allocate() ? taken(__real_calloc(n, size), n * size) : NULL;
}

void *__wrap_realloc(void *old, size_t size)
{
    if (!may_allocate())
        return NULL;
    given_back(old);
    return taken(__real_realloc(old, size), size);
}

char *__wrap_strdup(const char *text)
{
    return may_allocate() ? taken(__real_strdup(text), strlen(text) + 1) : NULL;
}

void __wrap_free(void *address)
{
    given_back(address);
    __real_free(address);
}

/* ---------------------------------------------- one failure after the other */

/* What an operation works on; it takes no memory of its own before the watch
 * begins. */
struct job {
    bp_example *example;
    const char *text;
    size_t length;
    FILE *file;
    bp_values values;
    bp_complaint complaint;
};

/* Does one thing, and frees what came of it; false where memory ran out. */
typedef bool operation(struct job *job);

/* Two blocks that libraries are known to forget, each taken just before the
 * allocation that failed: GSL 2.7's a matrix, where there is no memory for its
 * numbers (it frees a vector in that case); libyaml 0.2's a list's 16 items or
 * a mapping's 16 pairs, where there is no room for one more node. Those are not
 * ours to free; all others are. */
static bool is_known_to_be_lost(const block *b)
{
    size_t age = watch.failing - b->number;
    return (b->size == sizeof(gsl_matrix) && age <= 2) ||
           (b->size == 16 * sizeof(yaml_node_item_t) && age == 1) ||
           (b->size == 16 * sizeof(yaml_node_pair_t) && age == 1);
}

/* At most one of them: only one allocation has failed. */
static void free_what_libraries_lost(void)
{
    for (size_t b = 0; b < watch.n_live; b++)
        if (is_known_to_be_lost(&watch.live[b])) {
            free(watch.live[b].address);
            return;
        }
}

/* Runs the operation with allocation number n failing; false where it has
 * fewer. */
static bool fails_at_allocation(operation *run, struct job *job, size_t n)
{
    job->complaint = (bp_complaint){0};
    last_gsl_error[0] = '\0';
    watch.n = 0;
    watch.failing = n;
    watch.is_on = true;
    bool ok = run(job);
    watch.is_on = false;
    bool has_failed = watch.n >= n;
    if (has_failed)
        free_what_libraries_lost();
    ck_assert_msg(watch.n_live == 0,
                  "%zu blocks are left after allocation %zu failed",
                  watch.n_live, n);
    ck_assert_msg(ok == !has_failed,
                  "allocation %zu failed, and nobody noticed", n);
    return has_failed;
}

typedef void expectation(const struct job *job);

/* Lets each allocation of the operation fail in turn, until there is none that
 * could. */
static void fail_each_allocation(operation *run, struct job *job,
                                 expectation *expect)
{
    keep_gsl_errors();
    size_t n = 1;
    while (fails_at_allocation(run, job, n)) {
        expect(job);
        n++;
    }
    ck_assert_msg(n > 1, "there was no allocation that could fail");
}

/* Expected of the base: GSL_ENOMEM, told to GSL's handler. */
static void expect_gsl_error(const struct job *job)
{
    (void)job;
    char code[16];
    snprintf(code, sizeof code, "(%d)", GSL_ENOMEM);
    ck_assert_msg(strstr(last_gsl_error, code) != NULL, "it said: %s",
                  last_gsl_error);
}

/* Expected of what returns NULL alone: nothing more. */
static void expect_nothing(const struct job *job)
{
    (void)job;
}

/* Expected of all others: a complaint that puts it down to memory. */
static void expect_complaint(const struct job *job)
{
    const char *text = job->complaint.text;
    ck_assert_msg(strstr(text, "memory") != NULL, "it complained: %s", text);
}

/* ----------------------------------------------------------------- the base */

static bool network_alloc(struct job *job)
{
    (void)job;
    bp_network *network = bp_network_alloc(3, 3, (const size_t[]){4, 3, 2});
    bp_network_free(network);
    return network != NULL;
}

static bool network_copy(struct job *job)
{
    bp_network *network = bp_network_copy(job->example->network);
    bp_network_free(network);
    return network != NULL;
}

static bool workspace_alloc(struct job *job)
{
    bp_workspace *ws = bp_workspace_alloc(job->example->network);
    bp_workspace_free(ws);
    return ws != NULL;
}

START_TEST(no_memory_for_the_base)
{
    static operation *const operations[] = {network_alloc, network_copy,
                                            workspace_alloc};
    struct job job = {.example = read_test_example("2-3-3-2")};
    fail_each_allocation(operations[_i], &job, expect_gsl_error);
    bp_example_free(job.example);
}
END_TEST

/* ------------------------------------------------------------ example files */

static bool example_parse(struct job *job)
{
    bp_example *example =
        bp_example_parse(job->text, job->length, &job->complaint);
    bp_example_free(example);
    return example != NULL;
}

/* The pairs in a text of their own, which grow. */
static bool read_data(void *from, const char *file,
                      const bp_data_wanted *wanted, bp_pairs *pairs,
                      bp_complaint *complaint)
{
    const char *text = from;
    (void)file;
    bp_data *data = bp_data_begin(wanted);
    if (data == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    bool ok = bp_data_take(data, text, strlen(text), complaint) &&
              bp_data_end(data, pairs, complaint);
    bp_data_free(data);
    return ok;
}

static bool example_with_data(struct job *job)
{
    char text[] = "i1,i2,t1\n1,2,3\n4,5,6\n7,8,9\n1,3,5\n2,4,6\n";
    bp_data_source source = {.read = read_data, .from = text};
    bp_example *example =
        bp_example_parse_with(job->text, job->length, &source, &job->complaint);
    bp_example_free(example);
    return example != NULL;
}

START_TEST(no_memory_for_a_file_of_pairs)
{
    static const char text[] =
        "learning_rate: 1\ndata: pairs.csv\nbatch: 5\n"
        "trained: {rounds: 5, seed: 3, start: 0123456789abcdef, "
        "now: 0123456789abcdef}\n"
        "layers: [{weights: [[1, 2]], bias: 0}]\n";
    struct job job = {.text = text, .length = sizeof text - 1};
    fail_each_allocation(example_with_data, &job, expect_complaint);
}
END_TEST

static bool text_read(struct job *job)
{
    bp_text text = {.bytes = NULL};
    rewind(job->file);
    bool ok = bp_text_read(job->file, &text, &job->complaint);
    free(text.bytes);
    return ok;
}

static void fail_to_parse(const char *path)
{
    char text[16384];
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s: cannot be opened", path);
    struct job job = {.text = text,
                      .length = fread(text, 1, sizeof text, file)};
    ck_assert(job.length > 0 && job.length < sizeof text);
    fclose(file);
    fail_each_allocation(example_parse, &job, expect_complaint);
}

START_TEST(no_memory_for_any_of_the_tests_examples)
{
    glob_t found;
    ck_assert_int_eq(glob("tests/examples/*.yaml", 0, NULL, &found), 0);
    for (size_t f = 0; f < found.gl_pathc; f++)
        fail_to_parse(found.gl_pathv[f]);
    globfree(&found);
}
END_TEST

/* The post's example has what the others have not: a name. */
START_TEST(no_memory_for_the_posts_example)
{
    struct job job = {.text = bp_post_example,
                      .length = strlen(bp_post_example)};
    fail_each_allocation(example_parse, &job, expect_complaint);
}
END_TEST

/* A file that is too long to be read in one piece, or in two. */
START_TEST(no_memory_for_a_long_file)
{
    struct job job = {.file = tmpfile()};
    ck_assert_ptr_nonnull(job.file);
    for (int n = 0; n < 1000; n++)
        fputs("# 0123456789\n", job.file);
    fail_each_allocation(text_read, &job, expect_complaint);
    fclose(job.file);
}
END_TEST

/* ------------------------------------- the walk, the book, training, references */

static bool define(struct job *job)
{
    bp_definitions *d = bp_define(job->example);
    bp_definitions_free(d);
    return d != NULL;
}

static bool trainer_alloc(struct job *job)
{
    bp_trainer *trainer = bp_trainer_alloc(job->example);
    bp_trainer_free(trainer);
    return trainer != NULL;
}

START_TEST(no_memory_for_definitions_or_a_trainer)
{
    static operation *const operations[] = {define, trainer_alloc};
    struct job job = {.example = read_test_example("2-3-3-2")};
    fail_each_allocation(operations[_i], &job, expect_nothing);
    bp_example_free(job.example);
}
END_TEST

static bool walk(struct job *job)
{
    bp_method method = bp_example_method(job->example);
    bp_values values;
    if (!bp_walk(job->example, &method, BP_N_WALK_CHAPTERS - 1, NULL, &values,
                 &job->complaint))
        return false;
    bp_values_free(&values);
    return true;
}

START_TEST(no_memory_for_the_walk)
{
    struct job job = {.example = read_test_example("2-3-3-2")};
    fail_each_allocation(walk, &job, expect_complaint);
    bp_example_free(job.example);
}
END_TEST

static bool book_values(struct job *job)
{
    bp_values values;
    if (!bp_book_values(job->example, &values, &job->complaint))
        return false;
    bp_values_free(&values);
    return true;
}

/* Where rows go that nobody reads. */
static void leave_text(void *to, const char *cell)
{
    (void)to;
    (void)cell;
}

static void leave_number(void *to, double x, int digits)
{
    (void)to;
    (void)x;
    (void)digits;
}

static bool leave_row(void *to)
{
    (void)to;
    return true;
}

static const bp_sink nowhere = {
    .text = leave_text, .number = leave_number, .end_row = leave_row};
static const bp_progress nobody = {.tell = NULL};

static bool book_rows(struct job *job)
{
    return bp_book_rows(job->example, false, &nowhere, &job->complaint);
}

static bool surface_rows(struct job *job)
{
    return bp_surface_rows(job->example, &nowhere, &job->complaint);
}

static bool path_rows(struct job *job)
{
    return bp_path_rows(job->example, &nowhere, &job->complaint);
}

static bool gradient_rows(struct job *job)
{
    return bp_gradient_rows(job->example, &nowhere, &job->complaint);
}

static bool curves_rows(struct job *job)
{
    return bp_curves_rows(job->example, &nowhere, &job->complaint);
}

static operation *const of_the_book[] = {book_values,   book_rows,
                                         surface_rows,  path_rows,
                                         gradient_rows, curves_rows};

START_TEST(no_memory_for_the_book)
{
    struct job job = {.example = read_test_example("2-3-3-2")};
    fail_each_allocation(of_the_book[_i], &job, expect_complaint);
    bp_example_free(job.example);
}
END_TEST

static bool training_rows(struct job *job)
{
    const bp_training training = {.n_rounds = 5, .errors_only = true};
    bool has_begun;
    bp_trainer *t = bp_trainer_alloc(job->example);
    bool ok =
        t != NULL && bp_trainer_shuffle(t, 1) && bp_trainer_take_matrices(t);
    if (ok)
        ok = bp_training_rows(t, &training, &nowhere, &has_begun,
                              &job->complaint);
    else
        bp_complain(&job->complaint, 0, "out of memory");
    bp_trainer_free(t);
    return ok;
}

START_TEST(no_memory_for_training)
{
    struct job job = {.example = read_test_example("mixed")};
    job.example->batch = 2;
    fail_each_allocation(training_rows, &job, expect_complaint);
    bp_example_free(job.example);
}
END_TEST

static bool formula_rows(struct job *job)
{
    return bp_formula_rows(job->example, &nobody, &nowhere, &job->complaint);
}

static bool leave_piece(void *to, const char *text, size_t length)
{
    (void)to;
    (void)text;
    (void)length;
    return true;
}

static bool program_write(struct job *job)
{
    const bp_out out = {.write = leave_piece};
    return bp_program_write(job->example, &bp_languages[0], &out,
                            &job->complaint);
}

/* Of the library's own memory nothing is known here: it is linked as it is. */
static bool spreadsheet_write(struct job *job)
{
    char file[] = "/tmp/backprop-test-XXXXXX";
    int descriptor = mkstemp(file);
    if (descriptor < 0)
        abort();
    bool ok = bp_spreadsheet_write(job->example, 0, file, &job->complaint);
    close(descriptor);
    unlink(file);
    return ok;
}

static operation *const of_exports[] = {formula_rows, program_write,
                                        spreadsheet_write};

START_TEST(no_memory_for_exports)
{
    struct job job = {.example = read_test_example("2-3-3-2")};
    fail_each_allocation(of_exports[_i], &job, expect_complaint);
    bp_example_free(job.example);
}
END_TEST

static bool gradcheck(struct job *job)
{
    bp_gradient gradient;
    if (!bp_gradcheck(job->example, &nobody, &gradient, &job->complaint))
        return false;
    bp_gradient_free(&gradient);
    return true;
}

START_TEST(no_memory_for_the_gradient_check)
{
    struct job job = {.example = read_test_example("3-4-2")};
    fail_each_allocation(gradcheck, &job, expect_complaint);
    bp_example_free(job.example);
}
END_TEST

/* The values are sorted by their keys at the first look into them, each time
 * anew. */
static bool references_parse(struct job *job)
{
    size_t n = 0;
    char text[8192]; /* the parser writes into it */
    memcpy(text, job->text, job->length + 1);
    bp_reference *references = bp_references_parse(
        text, job->length, &job->values, &n, &job->complaint);
    free(references);
    free(job->values.by_key);
    job->values.by_key = NULL;
    return references != NULL;
}

START_TEST(no_memory_for_references)
{
    bp_method method = bp_backpropagation;
    bp_text text = {.bytes = NULL};
    struct job job = {.example = read_test_example("post")};
    FILE *file = fopen("tests/reference/post.tsv", "r");
    ck_assert_ptr_nonnull(file);
    ck_assert(bp_text_read(file, &text, &job.complaint));
    fclose(file);
    job.text = text.bytes;
    job.length = text.length;
    ck_assert_uint_lt(text.length, 8192);
    ck_assert(bp_walk(job.example, &method, BP_N_WALK_CHAPTERS - 1, NULL,
                      &job.values, &job.complaint));
    fail_each_allocation(references_parse, &job, expect_complaint);
    bp_values_free(&job.values);
    free(text.bytes);
    bp_example_free(job.example);
}
END_TEST

/* Learners of 5-2, whose numbers are build/mistakes': right ones; one mistake; two
 * at once; a mixture of two; numbers of which none is known. */
static const char *const learners[] = {
    "E_o1 = 0.047378159\nE_total@50 = 0.0000196518\n",
    "E_o1 = 0.094756317\nw1+ = 0.301844723\nE_total@50 = 3.51282768e-08\n",
    "E_o1 = 0.094756317\nw1+ = 0.349555277\nw2+ = -0.243644587\n"
    "out_o1@50 = 0.989461804\n",
    "E_o1 = 0.047378159\nE_total = 0.048691480\ndelta_o1 = 0.074343760\n"
    "E_total@50 = 2.24470629e-05\nout_o1+ = 0.618877610\n",
    "E_o1 = 0.047\nw1+ = 0.511844723\nE_total@50 = 0.751282768\n",
};
static const bp_finding findings[] = {BP_FOUND_RIGHT, BP_FOUND_MISTAKE,
                                      BP_FOUND_MISTAKE, BP_FOUND_MIXTURE,
                                      BP_FOUND_UNKNOWN};

static bp_finding last_finding;

/* The checker, a learner's numbers, and all that it takes to explain them. */
static bool check_learner(struct job *job)
{
    char text[256];
    bp_judgement judgement[8];
    bp_numbers numbers = {0};
    bp_diagnosis diagnosis;
    strcpy(text, job->text);
    bp_checker *checker = bp_checker_alloc(job->example, NULL, &job->complaint);
    bool ok = checker != NULL &&
              bp_numbers_parse(text, job->length, job->example,
                               bp_checker_numbers(checker), &numbers,
                               &job->complaint) &&
              bp_check(checker, numbers.number, numbers.n, judgement,
                       &diagnosis, &job->complaint);
    if (ok)
        last_finding = diagnosis.finding;
    bp_numbers_free(&numbers);
    bp_checker_free(checker);
    return ok;
}

START_TEST(no_memory_for_the_checker)
{
    struct job job = {.example = read_test_example("5-2"),
                      .text = learners[_i],
                      .length = strlen(learners[_i])};
    fail_each_allocation(check_learner, &job, expect_complaint);
    ck_assert_int_eq(last_finding, findings[_i]);
    bp_example_free(job.example);
}
END_TEST

int main(void)
{
    TCase *memory = tcase_create("memory");
    tcase_set_timeout(memory, 120);
    tcase_add_loop_test(memory, no_memory_for_the_base, 0, 3);
    tcase_add_test(memory, no_memory_for_any_of_the_tests_examples);
    tcase_add_test(memory, no_memory_for_the_posts_example);
    tcase_add_test(memory, no_memory_for_a_long_file);
    tcase_add_loop_test(memory, no_memory_for_definitions_or_a_trainer, 0, 2);
    tcase_add_test(memory, no_memory_for_the_walk);
    tcase_add_loop_test(memory, no_memory_for_the_book, 0,
                        sizeof of_the_book / sizeof of_the_book[0]);
    tcase_add_test(memory, no_memory_for_training);
    tcase_add_test(memory, no_memory_for_a_file_of_pairs);
    tcase_add_loop_test(memory, no_memory_for_exports, 0, 3);
    tcase_add_test(memory, no_memory_for_the_gradient_check);
    tcase_add_test(memory, no_memory_for_references);
    tcase_add_loop_test(memory, no_memory_for_the_checker, 0, 5);
    TCase *const cases[] = {memory};
    return run_cases("memory", sizeof cases / sizeof cases[0], cases);
}
