/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check/exercise_name.h"
#include "check/report.h"
#include "command/command.h"
#include "command/inputs.h"
#include "files/tsv.h"
#include "walk/printable.h"

enum { EXAMPLE, EXAMPLES, TSV, SUMMARY };
static const bp_option options[] = {
    [EXAMPLE] = {BP_EXAMPLE_OPTION},
    [EXAMPLES] = {0, "examples", "FOLDER",
                  "each file by an example of its own: a line in it,\n"
                  "# exercise: seed-7, says which, and seed-7.yaml or\n"
                  "seed-7/example.yaml is in this folder"},
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

/* An example with all that is worked out of it, once for all files. */
typedef struct {
    char *name; /* of the exercise; NULL where one example serves all files */
    bp_example *example;
    bp_checker *checker; /* NULL after a complaint */
} task;

/* What serves one file after the other: memory for the largest of them, however
 * many there are, and for each example. */
typedef struct {
    const bp_asked *asked;
    task *tasks;
    size_t n_tasks;
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

/* ------------------------------------------------------------------- the examples */

/* Reads the example in a file, NULL being the built-in one, and prepares its checks;
 * without a checker after a complaint. */
static void prepare(task *t, const char *file)
{
    bp_complaint complaint;
    bp_progress progress = bp_tell_of("checking: training, round");
    t->example = bp_chosen_example(file);
    if (t->example == NULL)
        return;
    t->checker = bp_checker_alloc(t->example, &progress, &complaint);
    if (t->checker == NULL)
        bp_bad_file(bp_file_name(file), &complaint);
}

/* Adds an empty task; NULL after a complaint. */
static task *add_task(session *s)
{
    task *more = realloc(s->tasks, (s->n_tasks + 1) * sizeof *more);
    if (more == NULL) {
        bp_bad_input("out of memory");
        return NULL;
    }
    s->tasks = more;
    more[s->n_tasks] = (task){0};
    return &more[s->n_tasks++];
}

/* The first of FOLDER/NAME.yaml and FOLDER/NAME/example.yaml that is there, else
 * NULL. path has room for it. */
static const char *find_example(const char *folder, const char *name,
                                char *path, size_t size)
{
    static const char *const forms[] = {"%s/%s.yaml", "%s/%s/example.yaml"};
    for (size_t k = 0; k < sizeof forms / sizeof forms[0]; k++) {
        snprintf(path, size, forms[k], folder, name);
        if (access(path, F_OK) == 0)
            return path;
    }
    return NULL;
}

/* A task for the exercise of that name, which a line of the file gives. */
static task *read_task(session *s, const char *file, const char *name,
                       unsigned long line)
{
    const char *folder = s->asked->value[EXAMPLES];
    size_t size = strlen(folder) + strlen(name) + sizeof "//example.yaml";
    char *path = malloc(size);
    char *kept_name = strdup(name);
    task *t = NULL;
    if (path == NULL || kept_name == NULL) {
        bp_bad_input("out of memory");
    } else if (find_example(folder, name, path, size) == NULL) {
        bp_complaint complaint;
        bp_complain(&complaint, line,
                    "there is no exercise '%s', expected %s.yaml or "
                    "%s/example.yaml in the folder of --examples",
                    name, name, name);
        bp_bad_file(bp_file_name(file), &complaint);
    } else if ((t = add_task(s)) != NULL) {
        t->name = kept_name;
        kept_name = NULL;
        prepare(t, path);
    }
    free(kept_name);
    free(path);
    return t;
}

/* The task that this file, whose text has been read, is about; NULL after a
 * complaint. */
static const task *task_of(session *s, const char *file)
{
    char name[BP_EXERCISE_NAME_SIZE];
    unsigned long line;
    bp_complaint complaint;
    if (s->asked->value[EXAMPLES] == NULL)
        return &s->tasks[0];
    if (!bp_exercise_name(s->text.bytes, s->text.length, name, &line,
                          &complaint)) {
        bp_bad_file(bp_file_name(file), &complaint);
        return NULL;
    }
    for (size_t k = 0; k < s->n_tasks; k++)
        if (s->tasks[k].name != NULL && strcmp(s->tasks[k].name, name) == 0)
            return &s->tasks[k];
    return read_task(s, file, name, line);
}

/* --------------------------------------------------------------------- the files */

static void report(const session *s, const task *t, const char *file,
                   const bp_diagnosis *diagnosis)
{
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, &s->kept);
    char name[LONGEST_NAME];
    bp_report r = {
        .file = bp_printable(bp_file_name(file), name, sizeof name),
        .checker = t->checker,
        .numbers = &s->numbers,
        .judgement = s->judgement,
        .diagnosis = diagnosis,
        .is_post = t->name == NULL && s->asked->value[EXAMPLE] == NULL,
        .with_colour = isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL};
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
    const task *t = task_of(s, file);
    if (t == NULL || t->checker == NULL)
        return false;
    bool ok = bp_numbers_parse(s->text.bytes, s->text.length, t->example,
                               bp_checker_numbers(t->checker), &s->numbers,
                               &complaint) &&
              make_room(s) &&
              bp_check(t->checker, s->numbers.number, s->numbers.n,
                       s->judgement, &diagnosis, &complaint);
    if (!ok) {
        bp_bad_file(bp_file_name(file), &complaint);
        return false;
    }
    s->all_right = s->all_right && diagnosis.finding == BP_FOUND_RIGHT;
    report(s, t, file, &diagnosis);
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

static void free_session(session *s)
{
    for (size_t k = 0; k < s->n_tasks; k++) {
        bp_checker_free(s->tasks[k].checker);
        bp_example_free(s->tasks[k].example);
        free(s->tasks[k].name);
    }
    free(s->tasks);
    free(s->text.bytes);
    free(s->judgement);
    bp_numbers_free(&s->numbers);
}

static int run(const bp_asked *asked)
{
    if (asked->value[TSV] != NULL && asked->value[SUMMARY] != NULL)
        return bp_bad_input(
            "check: both --tsv and --summary, expected one of them (see "
            "backprop check --help)");
    if (asked->value[EXAMPLE] != NULL && asked->value[EXAMPLES] != NULL)
        return bp_bad_input(
            "check: both -e and --examples, expected one of them (see "
            "backprop check --help)");
    session s = {.asked = asked, .all_right = true};
    bool is_ready = asked->value[EXAMPLES] != NULL;
    if (!is_ready && add_task(&s) != NULL) {
        prepare(&s.tasks[0], asked->value[EXAMPLE]);
        is_ready = s.tasks[0].checker != NULL;
    }
    int status = is_ready ? check_and_hand_out(&s) : BP_BAD_INPUT;
    free_session(&s);
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
        "  out_h2 =                             # not filled in yet\n"
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
