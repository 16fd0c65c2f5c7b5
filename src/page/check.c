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

bool bp_page_check(void)
{
    bp_page_text *text = bp_page_heard();
    bp_numbers numbers = {0};
    bp_complaint complaint;
    bp_checker *checker = bp_side_checker(&complaint);
    bool ok = checker != NULL &&
              bp_numbers_parse(
                  text->bytes, text->length, bp_sides[BP_THE_EXAMPLE].example,
                  bp_checker_numbers(checker), &numbers, &complaint) &&
              judge(checker, &numbers, &complaint);
    if (!ok)
        bp_page_complain(&complaint);
    bp_numbers_free(&numbers);
    return ok;
}
