/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_CHECK_REPORT_H
#define BP_CHECK_REPORT_H

/* What the check of one file has found, as text. */

#include "check/check.h"
#include "check/numbers.h"
#include "walk/sink.h"

/* A file's check: what was given, sorted into the walk's order, and found. */
typedef struct {
    const char *file; /* or where else they come from, printable */
    const bp_checker *checker;
    const bp_numbers *numbers;
    const bp_judgement *judgement;
    const bp_diagnosis *diagnosis;
    bool is_post;     /* the example is the built-in one */
    bool with_colour; /* the full form on a terminal */
} bp_report;

/* In full, for people. */
void bp_report_say(const bp_report *r, const bp_out *out);

/* For programs: a row a number, key  given  expected  right|coarse|wrong|carried
 * because, then the diagnosis; or a row for all, file  given  wrong  first-wrong-key
 * diagnosis. */
void bp_report_rows(const bp_report *r, const bp_sink *sink);
void bp_report_summary(const bp_report *r, const bp_sink *sink);

#endif
