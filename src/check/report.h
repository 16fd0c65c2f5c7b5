/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_CHECK_REPORT_H
#define BP_CHECK_REPORT_H

/* What the check of one file has found, as text. */

#include "check/check.h"
#include "check/numbers.h"

typedef enum {
    BP_REPORT_FULL,    /* for people */
    BP_REPORT_TSV,     /* key  given  expected  right|wrong|carried */
    BP_REPORT_SUMMARY, /* file  given  wrong  first-wrong-key  diagnosis */
} bp_report_form;

/* A file's check: what was given, sorted into the walk's order, and found. */
typedef struct {
    const char *file;
    const bp_values *keys;
    const bp_numbers *numbers;
    const bp_verdict *verdict;
    const bp_diagnosis *diagnosis;
    bool is_post;     /* the example is the built-in one */
    bool with_colour; /* the full form on a terminal */
} bp_report;

/* Errors stay in the stream. */
void bp_report_print(const bp_report *report, bp_report_form form, FILE *out);

#endif
