/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer's bytes as a learner's numbers: read, checked and reported, against
 * the post's example and a 3-4-2. Both are trained for few rounds, so that keys
 * end in @20. */
#include "fuzz.h"

#include <string.h>

#include "check/report.h"
#include "files/example_text.h"
#include "files/tsv.h"

enum { N_EXAMPLES = 2, ROUNDS = 20 };

static const char three_four_two[] =
    "learning_rate: 0.37\n"
    "train_biases: true\n"
    "training: [{inputs: [0.28, -0.61, 0.91], targets: [0.17, 0.82]}]\n"
    "layers:\n"
    "  - weights: [[0.41, -0.29, 0.18], [-0.54, 0.36, 0.73],\n"
    "              [0.23, 0.65, -0.39], [0.81, -0.16, 0.09]]\n"
    "    biases: [0.14, -0.27, 0.32, 0.06]\n"
    "  - weights: [[0.35, -0.62, 0.28, 0.49], [-0.14, 0.58, -0.74, 0.22]]\n"
    "    bias: 0.25\n";

/* What serves one input after the other, as it serves one file after the other. */
typedef struct {
    bp_example *example;
    bp_checker *checker;
    bp_numbers numbers;
} session;

static session sessions[N_EXAMPLES];

static void begin(session *s, const char *text)
{
    bp_complaint complaint;
    s->example = bp_example_parse(text, strlen(text), &complaint);
    EXPECT(s->example != NULL);
    s->example->rounds = ROUNDS;
    s->checker = bp_checker_alloc(s->example, NULL, &complaint);
    EXPECT(s->checker != NULL);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    begin(&sessions[0], bp_post_example);
    begin(&sessions[1], three_four_two);
    return 0;
}

static int compare_numbers(const void *a, const void *b)
{
    const bp_given_number *left = a;
    const bp_given_number *right = b;
    if (left->rounds != right->rounds)
        return left->rounds < right->rounds ? -1 : 1;
    return (left->key > right->key) - (left->key < right->key);
}

static bool parse(session *s, char *text, const uint8_t *data, size_t size)
{
    bp_complaint complaint = {.line = 0};
    memcpy(text, data, size);
    text[size] = '\0';
    bool ok =
        bp_numbers_parse(text, size, s->example, bp_checker_numbers(s->checker),
                         &s->numbers, &complaint);
    EXPECT(ok || complaint.text[0] != '\0');
    return ok;
}

/* What holds for numbers that were read, whatever they are. */
static void expect_sound_numbers(const session *s, const char *text,
                                 size_t size)
{
    const bp_numbers *numbers = &s->numbers;
    const bp_definitions *known = bp_checker_numbers(s->checker);
    EXPECT(numbers->n > 0);
    for (size_t i = 0; i < numbers->n; i++) {
        const bp_given_number *number = &numbers->number[i];
        EXPECT(number->key < known->n);
        EXPECT(number->rounds <= BP_MAX_ROUNDS);
        EXPECT(number->rounds == 0 ||
               known->number[number->key].moment == BP_AFTER_TRAINING);
        EXPECT(isfinite(number->x) && number->unit >= 0.0);
        EXPECT(number->digits >= 0);
        EXPECT(number->line > 0 && number->line <= size);
        EXPECT(number->text >= text && number->text < text + size);
    }
}

static bool fits(bp_verdict verdict)
{
    return verdict == BP_IS_RIGHT || verdict == BP_IS_COARSE;
}

/* What holds for every verdict. */
static void expect_sound_findings(const session *s,
                                  const bp_judgement *judgement,
                                  const bp_diagnosis *d)
{
    size_t n = s->numbers.n;
    size_t of[4] = {0};
    for (size_t i = 0; i < n; i++) {
        EXPECT(judgement[i].verdict <= BP_IS_CARRIED);
        of[judgement[i].verdict]++;
    }
    EXPECT(d->n_wrong == of[BP_IS_WRONG]);
    EXPECT(d->n_not_right == of[BP_IS_WRONG] + of[BP_IS_CARRIED]);
    EXPECT(d->n_coarse == of[BP_IS_COARSE]);
    EXPECT(d->n_names <= BP_MOST_NAMES);
    EXPECT((d->n_names > 0) ==
           (d->finding == BP_FOUND_MISTAKE || d->finding == BP_FOUND_MIXTURE));
    EXPECT(d->finding != BP_FOUND_RIGHT || d->n_not_right == 0);
    EXPECT(d->finding != BP_FOUND_SLIP || d->n_wrong == 1);
    if (d->n_not_right > 0) {
        EXPECT(d->first < n && !fits(judgement[d->first].verdict));
        for (size_t i = 0; i < n; i++)
            EXPECT(fits(judgement[i].verdict) ||
                   compare_numbers(&s->numbers.number[d->first],
                                   &s->numbers.number[i]) <= 0);
    }
}

/* What is said of the numbers is text without control characters but line ends and,
 * in rows, tabs. */
static bool look(void *to, const char *text, size_t length)
{
    size_t *n_written = to;
    *n_written += length;
    for (size_t k = 0; k < length; k++)
        EXPECT((unsigned char)text[k] >= ' ' || text[k] == '\n' ||
               text[k] == '\t');
    return true;
}

static void report(session *s, const bp_judgement *judgement,
                   const bp_diagnosis *diagnosis)
{
    size_t n_written = 0;
    bp_out out = {.write = look, .to = &n_written};
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, &out);
    bp_report r = {.file = "numbers",
                   .checker = s->checker,
                   .numbers = &s->numbers,
                   .judgement = judgement,
                   .diagnosis = diagnosis,
                   .is_post = s == &sessions[0]};
    bp_report_say(&r, &out);
    bp_report_rows(&r, &sink);
    bp_report_summary(&r, &sink);
    EXPECT(n_written > 0);
}

static void check(session *s)
{
    bp_numbers *numbers = &s->numbers;
    bp_complaint complaint;
    bp_diagnosis diagnosis;
    bp_judgement *judgement = calloc(numbers->n, sizeof *judgement);
    EXPECT(judgement != NULL);
    qsort(numbers->number, numbers->n, sizeof numbers->number[0],
          compare_numbers);
    for (size_t i = 1; i < numbers->n; i++)
        EXPECT(compare_numbers(&numbers->number[i - 1], &numbers->number[i]) <
               0);
    EXPECT(bp_check(s->checker, numbers->number, numbers->n, judgement,
                    &diagnosis, &complaint));
    expect_sound_findings(s, judgement, &diagnosis);
    report(s, judgement, &diagnosis);
    free(judgement);
}

/* Not with rounds that somebody else trains for: a million take too long here. */
static bool is_quickly_checked(const session *s)
{
    const bp_definitions *known = bp_checker_numbers(s->checker);
    for (size_t i = 0; i < s->numbers.n; i++) {
        const bp_given_number *number = &s->numbers.number[i];
        if (known->number[number->key].moment == BP_AFTER_TRAINING &&
            number->rounds > ROUNDS)
            return false;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    EXPECT(text != NULL);
    for (session *s = sessions; s < sessions + N_EXAMPLES; s++) {
        bool ok = parse(s, text, data, size);
        if (ok) {
            expect_sound_numbers(s, text, size);
            if (is_quickly_checked(s))
                check(s);
        }
        /* Nothing of a file, nor of its check, is left for the next. */
        EXPECT(parse(s, text, data, size) == ok);
    }
    free(text);
    return 0;
}
