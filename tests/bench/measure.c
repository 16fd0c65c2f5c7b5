/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a program to its end, and prints of it what bench_time prints: of a round, where
 * it runs so many of them.
 *
 *   measure ROUNDS PROGRAM [ARGUMENT...]
 *
 * What the program itself prints goes nowhere. Its time is that of the whole process,
 * from its start to its end. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "task.h"

static double nanoseconds(struct timeval time)
{
    return 1e9 * (double)time.tv_sec + 1e3 * (double)time.tv_usec;
}

static void become(char *program[])
{
    int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0)
        execvp(program[0], program);
    perror(program[0]);
    _exit(127);
}

int main(int argc, char *argv[])
{
    size_t n_rounds = argc >= 3 ? bench_count(argv[1]) : 0;
    if (n_rounds == 0) {
        fputs("measure: expected ROUNDS PROGRAM [ARGUMENT...]\n", stderr);
        return 2;
    }
    pid_t child = fork();
    if (child == 0)
        become(argv + 2);
    int status;
    struct rusage usage;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0 ||
        getrusage(RUSAGE_CHILDREN, &usage) != 0)
        return 1;
    double took = nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime);
    printf("%.6g\t%ld\n", took / (double)n_rounds, usage.ru_maxrss);
    return 0;
}
