/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/check_files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/progress.h"

/* What serves one file after the other. */
typedef struct {
    bp_checker *checker;
    bp_numbers numbers;
    bp_verdict *verdict;
    size_t capacity; /* of verdict */
    size_t rounds;
    bp_report report;
    bp_report_form form;
    FILE *out; /* keeps the results until all files have been read */
    bool all_right;
} session;

static int compare_keys(const void *a, const void *b)
{
    const bp_given_number *left = a;
    const bp_given_number *right = b;
    return (left->key > right->key) - (left->key < right->key);
}

static bool read_numbers(session *s, const char *name, const char *shown)
{
    bp_complaint complaint;
    bool is_stdin = strcmp(name, "-") == 0;
    FILE *file = is_stdin ? stdin : fopen(name, "rb");
    if (file == NULL) {
        bp_bad_input("%s: cannot be opened: %s", name, strerror(errno));
        return false;
    }
    bool ok = bp_numbers_read(file, bp_checker_keys(s->checker), s->rounds,
                              &s->numbers, &complaint);
    if (!is_stdin)
        fclose(file);
    if (!ok)
        bp_bad_file(shown, &complaint);
    return ok;
}

static bool make_room(session *s)
{
    if (s->numbers.n <= s->capacity)
        return true;
    bp_verdict *larger =
        realloc(s->verdict, s->numbers.n * sizeof s->verdict[0]);
    if (larger == NULL)
        return false;
    s->verdict = larger;
    s->capacity = s->numbers.n;
    return true;
}

static bool check_file(session *s, const char *name)
{
    const char *shown = strcmp(name, "-") == 0 ? "standard input" : name;
    if (!read_numbers(s, name, shown))
        return false;
    qsort(s->numbers.number, s->numbers.n, sizeof s->numbers.number[0],
          compare_keys);
    bp_complaint complaint = {.text = "out of memory"};
    bp_diagnosis diagnosis;
    if (!make_room(s) || !bp_check(s->checker, s->numbers.number, s->numbers.n,
                                   s->verdict, &diagnosis, &complaint)) {
        bp_bad_file(shown, &complaint);
        return false;
    }
    s->all_right = s->all_right && diagnosis.finding == BP_FOUND_RIGHT;
    bp_report report = s->report;
    report.file = shown;
    report.verdict = s->verdict;
    report.diagnosis = &diagnosis;
    bp_report_print(&report, s->form, s->out);
    return true;
}

/* In the forms that do not name the file, its name comes before. */
static void print_heading(session *s, const char *name, int f)
{
    if (s->form == BP_REPORT_TSV)
        fprintf(s->out, "# %s\n", name);
    else if (s->form == BP_REPORT_FULL && f > 0)
        putc('\n', s->out);
}

static bool check_all(session *s, const bp_request *asked)
{
    bool ok = true;
    bp_progress progress;
    bp_progress_start(&progress, isatty(STDERR_FILENO) ? stderr : NULL,
                      "checking: file");
    for (int f = 0; f < asked->n_files; f++) {
        if (asked->n_files > 1)
            print_heading(s, asked->files[f], f);
        ok = check_file(s, asked->files[f]) && ok;
        bp_progress_tell(&progress, (size_t)f + 1, (size_t)asked->n_files);
    }
    bp_progress_clear(&progress);
    return ok;
}

/* Copies what has been kept to stdout; false where it cannot be read again. */
static bool hand_out(FILE *kept)
{
    char buffer[BUFSIZ];
    size_t n;
    if (fflush(kept) != 0 || fseek(kept, 0, SEEK_SET) != 0)
        return false;
    while ((n = fread(buffer, 1, sizeof buffer, kept)) > 0)
        fwrite(buffer, 1, n, stdout);
    return ferror(kept) == 0;
}

int bp_check_files(const bp_request *asked, const bp_example *example,
                   bp_report_form form)
{
    bp_complaint complaint;
    session s = {.form = form, .rounds = example->rounds, .all_right = true};
    s.checker = bp_checker_alloc(example, &complaint);
    if (s.checker == NULL)
        return bp_bad_file(asked->example_file != NULL ? asked->example_file
                                                       : "the built-in example",
                           &complaint);
    s.report = (bp_report){.keys = bp_checker_keys(s.checker),
                           .numbers = &s.numbers,
                           .is_post = asked->example_file == NULL,
                           .with_colour = isatty(STDOUT_FILENO) &&
                                          getenv("NO_COLOR") == NULL};
    int status = BP_BAD_INPUT;
    s.out = tmpfile();
    if (s.out == NULL)
        bp_bad_input("check: no temporary file: %s", strerror(errno));
    else if (check_all(&s, asked)) {
        status = s.all_right ? BP_DONE : BP_NUMBERS_WRONG;
        if (!hand_out(s.out))
            status =
                bp_bad_input("check: a temporary file: %s", strerror(errno));
    }
    if (s.out != NULL)
        fclose(s.out);
    free(s.verdict);
    bp_numbers_free(&s.numbers);
    bp_checker_free(s.checker);
    return status;
}
