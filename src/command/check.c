/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check/report.h"
#include "command/command.h"
#include "command/inputs.h"
#include "files/tsv.h"
#include "walk/printable.h"

enum { EXAMPLE, TSV, SUMMARY };
static const bp_option options[] = {
    [EXAMPLE] = {BP_EXAMPLE_OPTION},
    [TSV] = {0, "tsv", NULL,
             "a line a number: key, given, expected; right,\n"
             "coarse, wrong or carried; and because of what; then:\n"
             "diagnosis, what it is"},
    [SUMMARY] = {0, "summary", NULL,
                 "a line a file: its name, how many numbers are\n"
                 "given, how many are not right, the first of\n"
                 "them, and the diagnosis"},
};

/* Of a file, as far as it is shown. */
enum { LONGEST_NAME = 4000 };

/* What serves one file after the other: memory for the largest of them, however
 * many there are. */
typedef struct {
    const bp_asked *asked;
    const bp_example *example;
    bp_checker *checker;
    bp_text text;
    bp_numbers numbers;
    bp_judgement *judgement;
    size_t capacity; /* of judgement */
    bp_out kept;     /* the results, until all files have been read */
    bool all_right;
} session;

static bool make_room(session *s)
{
    if (s->numbers.n <= s->capacity)
        return true;
    bp_judgement *larger =
        realloc(s->judgement, s->numbers.n * sizeof s->judgement[0]);
    if (larger == NULL)
        return false;
    s->judgement = larger;
    s->capacity = s->numbers.n;
    return true;
}

static void report(const session *s, const char *file,
                   const bp_diagnosis *diagnosis)
{
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, &s->kept);
    char name[LONGEST_NAME];
    bp_report r = {.file = bp_printable(bp_file_name(file), name, sizeof name),
                   .checker = s->checker,
                   .numbers = &s->numbers,
                   .judgement = s->judgement,
                   .diagnosis = diagnosis,
                   .is_post = s->asked->value[EXAMPLE] == NULL,
                   .with_colour =
                       isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL};
    if (s->asked->value[TSV] != NULL)
        bp_report_rows(&r, &sink);
    else if (s->asked->value[SUMMARY] != NULL)
        bp_report_summary(&r, &sink);
    else
        bp_report_say(&r, &s->kept);
}

static bool check_file(session *s, const char *file)
{
    bp_complaint complaint = {.text = "out of memory"};
    bp_diagnosis diagnosis;
    if (!bp_read_file(file, &s->text))
        return false;
    bool ok = bp_numbers_parse(s->text.bytes, s->text.length, s->example,
                               bp_checker_numbers(s->checker), &s->numbers,
                               &complaint) &&
              make_room(s) &&
              bp_check(s->checker, s->numbers.number, s->numbers.n,
                       s->judgement, &diagnosis, &complaint);
    if (!ok) {
        bp_bad_file(bp_file_name(file), &complaint);
        return false;
    }
    s->all_right = s->all_right && diagnosis.finding == BP_FOUND_RIGHT;
    report(s, file, &diagnosis);
    return true;
}

/* In the forms that do not name the file, its name comes before. */
static void write_heading(const session *s, int f)
{
    if (s->asked->value[TSV] != NULL) {
        bp_tsv writer;
        bp_sink sink = bp_tsv_sink(&writer, &s->kept);
        bp_cell(&sink, "# %s", s->asked->files[f]);
        bp_end_row(&sink);
    } else if (s->asked->value[SUMMARY] == NULL && f > 0) {
        bp_say(&s->kept, "\n");
    }
}

static bool check_all(session *s)
{
    bool ok = true;
    bp_progress progress = bp_tell_of("checking: file");
    for (int f = 0; f < s->asked->n_files; f++) {
        if (s->asked->n_files > 1)
            write_heading(s, f);
        ok = check_file(s, s->asked->files[f]) && ok;
        if (progress.tell != NULL)
            progress.tell(progress.to, (size_t)f + 1,
                          (size_t)s->asked->n_files);
    }
    bp_stop_telling();
    return ok;
}

static bool keep(void *to, const char *text, size_t length)
{
    return fwrite(text, 1, length, to) == length;
}

/* Copies what has been kept to standard output; false where it cannot be read
 * again. */
static bool hand_out(FILE *kept)
{
    char buffer[BUFSIZ];
    size_t n;
    if (ferror(kept) || fflush(kept) != 0 || fseek(kept, 0, SEEK_SET) != 0)
        return false;
    do {
        n = fread(buffer, 1, sizeof buffer, kept);
        bp_standard_output.write(bp_standard_output.to, buffer, n);
    } while (n == sizeof buffer);
    return ferror(kept) == 0;
}

static int check_and_hand_out(session *s)
{
    FILE *kept = tmpfile();
    if (kept == NULL)
        return bp_bad_input("check: no temporary file: %s", strerror(errno));
    s->kept = (bp_out){.write = keep, .to = kept};
    int status = BP_BAD_INPUT;
    if (check_all(s)) {
        status = s->all_right ? BP_DONE : BP_NUMBERS_WRONG;
        if (!hand_out(kept))
            status =
                bp_bad_input("check: a temporary file: %s", strerror(errno));
    }
    fclose(kept);
    return status;
}

static int run(const bp_asked *asked)
{
    if (asked->value[TSV] != NULL && asked->value[SUMMARY] != NULL)
        return bp_bad_input(
            "check: both --tsv and --summary, expected one of them (see "
            "backprop check --help)");
    bp_example *example = bp_chosen_example(asked->value[EXAMPLE]);
    if (example == NULL)
        return BP_BAD_INPUT;
    bp_complaint complaint;
    bp_progress progress = bp_tell_of("checking: training, round");
    session s = {.asked = asked,
                 .example = example,
                 .checker = bp_checker_alloc(example, &progress, &complaint),
                 .all_right = true};
    int status = BP_BAD_INPUT;
    if (s.checker == NULL)
        bp_bad_file(bp_file_name(asked->value[EXAMPLE]), &complaint);
    else
        status = check_and_hand_out(&s);
    free(s.text.bytes);
    free(s.judgement);
    bp_numbers_free(&s.numbers);
    bp_checker_free(s.checker);
    bp_example_free(example);
    return status;
}

const bp_command bp_check_command = {
    .name = "check",
    .summary = "say which of your numbers is wrong, and why",
    .after = "NUMBERS...",
    .n_files = BP_ONE_OR_MORE,
    .help =
        "Says of each of your numbers whether it is right, which one went wrong\n"
        "first, and which mistake explains it. Exits with 1 where one is wrong,\n"
        "carried or of another sign, with 2 where the command or a file is wrong,\n"
        "else with 0. NUMBERS is a text file (- is standard input), a number a line,\n"
        "any of them in any order:\n"
        "  net_h1 = 0.3775         # or net_h1: 0.3775, or net_h1 0.3775\n"
        "  w5+ = 0.4 - 0.5 x 0.0822 = 0.3589    # the last number counts\n"
        "  out_o = [0.7514, 0.7729]             # out_o1 and out_o2\n"
        "  E_total@500 = 0.00267496             # after 500 rounds\n"
        "  E_total@1000 = 0.00111435            # others may stand in the same file\n"
        "Each is\n"
        "  right    what the right way gives, as far as you rounded or cut off on\n"
        "           the way, from your own numbers before it\n"
        "  coarse   too few digits to tell\n"
        "  carried  wrong, but it follows from your own wrong numbers\n"
        "  wrong    the rest\n"
        "A diagnosis with ? agrees, on too few digits to be sure.\n",
    .options = options,
    .n_options = BP_N_OPTIONS(options),
    .run = run,
};
