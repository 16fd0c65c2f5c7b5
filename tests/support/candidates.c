/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "candidates.h"

#include "support.h"

bp_example *example;
bp_candidates *c;
bp_complaint complaint;

void begin_candidates(const char *name)
{
    example = read_test_example(name);
    c = bp_candidates_alloc(example, &complaint);
    ck_assert_msg(c != NULL, "%s", complaint.text);
}

void end_candidates(void)
{
    bp_candidates_free(c);
    bp_example_free(example);
}
