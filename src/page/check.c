/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checking a learner's numbers. */
#include <stdlib.h>

#include "check/report.h"
#include "files/tsv.h"
#include "page/sides.h"
#include "page/text.h"

static void say_all(const bp_report *r)
{
    const bp_out *out = bp_page_begin();
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, out);
    bp_report_rows(r, &sink);
    bp_say(out, "\n");
    bp_report_say(r, out);
}

/* The example as it is now: with the network that the rounds so far have led to, and
 * the pair whose turn it is. Its members are the side's, but for the pair. */
static bool take_example_here(bp_one_side *s, bp_example *here)
{
    const bp_pairs *pairs = &s->example->pairs;
    size_t pair = s->round % pairs->inputs->size1;
    bp_side_be_at(s);
    *here = *s->example;
    here->network = s->trainer->network;
    here->batch = 1;
    here->pairs.inputs = gsl_matrix_alloc(1, pairs->inputs->size2);
    here->pairs.targets = gsl_matrix_alloc(1, pairs->targets->size2);
    if (here->pairs.inputs == NULL || here->pairs.targets == NULL)
        return false;
    for (size_t i = 0; i < pairs->inputs->size2; i++)
        gsl_matrix_set(here->pairs.inputs, 0, i,
                       gsl_matrix_get(pairs->inputs, pair, i));
    for (size_t j = 0; j < pairs->targets->size2; j++)
        gsl_matrix_set(here->pairs.targets, 0, j,
                       gsl_matrix_get(pairs->targets, pair, j));
    return true;
}

static bool judge(bp_checker *checker, bp_numbers *numbers,
                  bp_complaint *complaint)
{
    bp_diagnosis diagnosis;
    bp_judgement *judgement = calloc(numbers->n, sizeof judgement[0]);
    if (judgement == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    bool ok = bp_check(checker, numbers->number, numbers->n, judgement,
                       &diagnosis, complaint);
    if (ok)
        say_all(&(bp_report){.file = "your numbers",
                             .checker = checker,
                             .numbers = numbers,
                             .judgement = judgement,
                             .diagnosis = &diagnosis});
    free(judgement);
    return ok;
}

/* Reads and judges what is in the room. */
static bool check_by(bp_checker *checker, const bp_example *example,
                     bp_complaint *complaint)
{
    bp_text *text = bp_page_heard();
    bp_numbers numbers = {0};
    bool ok =
        bp_numbers_parse(text->bytes, text->length, example,
                         bp_checker_numbers(checker), &numbers, complaint) &&
        judge(checker, &numbers, complaint);
    bp_numbers_free(&numbers);
    return ok;
}

bool bp_page_check(void)
{
    bp_complaint complaint;
    bp_checker *checker = bp_side_checker(&complaint);
    if (checker != NULL &&
        check_by(checker, bp_sides[BP_THE_EXAMPLE].example, &complaint))
        return true;
    bp_page_complain(&complaint);
    return false;
}

bool bp_page_predict(void)
{
    bp_complaint complaint = {.text = "out of memory"};
    bp_example here = {0};
    bp_checker *checker = NULL;
    if (take_example_here(&bp_sides[BP_THE_EXAMPLE], &here))
        checker = bp_checker_alloc(&here, NULL, &complaint);
    bool ok = checker != NULL && check_by(checker, &here, &complaint);
    if (!ok)
        bp_page_complain(&complaint);
    bp_checker_free(checker);
    gsl_matrix_free(here.pairs.inputs);
    gsl_matrix_free(here.pairs.targets);
    return ok;
}
