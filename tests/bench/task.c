/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* The next n doubles of the file; NULL where they are not there. */
static double *read_numbers(FILE *stream, size_t n)
{
    double *numbers = malloc((n > 0 ? n : 1) * sizeof *numbers);
    if (numbers != NULL && fread(numbers, sizeof *numbers, n, stream) == n)
        return numbers;
    free(numbers);
    return NULL;
}

static bool read_count(FILE *stream, size_t *count)
{
    double number;
    if (fread(&number, sizeof number, 1, stream) != 1 || !(number >= 0.0))
        return false;
    *count = (size_t)number;
    return true;
}

static bool read_sizes(FILE *stream, bench_task *task)
{
    if (!read_count(stream, &task->n_sizes) || task->n_sizes < 2 ||
        task->n_sizes > BENCH_MAX_SIZES)
        return false;
    for (size_t l = 0; l < task->n_sizes; l++)
        if (!read_count(stream, &task->size[l]) || task->size[l] == 0)
            return false;
    return true;
}

/* Says where each part is among the numbers, and returns how many they are. Without
 * numbers they are only counted. */
static size_t lay_out(bench_task *task, double *numbers)
{
    size_t n = 0;
    for (size_t l = 0; l + 1 < task->n_sizes; l++) {
        size_t n_weights = task->size[l + 1] * task->size[l];
        if (numbers != NULL) {
            task->w[l] = numbers + n;
            task->b[l] = numbers + n + n_weights;
        }
        n += n_weights + task->size[l + 1];
    }
    size_t n_inputs = task->n_pairs * task->size[0];
    if (numbers != NULL) {
        task->inputs = numbers + n;
        task->targets = numbers + n + n_inputs;
    }
    return n + n_inputs + task->n_pairs * task->size[task->n_sizes - 1];
}

static bool read_order(FILE *stream, bench_task *task)
{
    task->order = malloc(task->n_pairs * sizeof *task->order);
    if (task->order == NULL)
        return false;
    for (size_t p = 0; p < task->n_pairs; p++)
        if (!read_count(stream, &task->order[p]) ||
            task->order[p] >= task->n_pairs)
            return false;
    return true;
}

static bool read_task(FILE *stream, bench_task *task)
{
    double train_biases;
    if (!read_sizes(stream, task) || !read_count(stream, &task->n_pairs) ||
        task->n_pairs == 0 ||
        fread(&task->eta, sizeof task->eta, 1, stream) != 1 ||
        fread(&train_biases, sizeof train_biases, 1, stream) != 1)
        return false;
    task->train_biases = train_biases != 0.0;
    task->numbers = read_numbers(stream, lay_out(task, NULL));
    if (task->numbers == NULL)
        return false;
    lay_out(task, task->numbers);
    return read_order(stream, task);
}

bool bench_task_read(const char *file, bench_task *task)
{
    *task = (bench_task){0};
    FILE *stream = fopen(file, "rb");
    bool is_read = stream != NULL && read_task(stream, task);
    if (stream != NULL)
        fclose(stream);
    if (!is_read)
        fprintf(stderr, "bench: %s: expected a task, whole\n", file);
    return is_read;
}

void bench_task_clear(bench_task *task)
{
    free(task->numbers);
    free(task->order);
}

size_t bench_count(const char *text)
{
    char *end;
    unsigned long long n = strtoull(text, &end, 10);
    return text[0] < '0' || text[0] > '9' || *end != '\0' ? 0 : (size_t)n;
}

bool bench_read_work(char *const argument[2], bench_work *work)
{
    *work = (bench_work){0};
    if (strcmp(argument[0], "time") == 0) {
        char *end;
        work->seconds = strtod(argument[1], &end);
        return *end == '\0' && work->seconds > 0.0;
    }
    work->n_rounds = bench_count(argument[1]);
    return strcmp(argument[0], "weights") == 0 && work->n_rounds > 0;
}

static double clock_of_process(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return 1e9 * (double)now.tv_sec + (double)now.tv_nsec;
}

void bench_time(double seconds, bench_run *run, void *what)
{
    size_t n_rounds = 1;
    double took = 0.0;
    for (;; n_rounds *= 2) {
        double start = clock_of_process();
        run(what, n_rounds);
        took = clock_of_process() - start;
        if (took >= 1e9 * seconds)
            break;
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%.6g\t%ld\n", took / (double)n_rounds, usage.ru_maxrss);
}

void bench_write(const double *numbers, size_t n)
{
    for (size_t i = 0; i < n; i++)
        printf("%.17g\n", numbers[i]);
}
