/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/exercise_name.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* Where a piece of the text begins, and where it ends. */
typedef struct {
    const char *at;
    const char *end;
} piece;

static bool skip(piece *p, const char *what)
{
    size_t length = strlen(what);
    if ((size_t)(p->end - p->at) < length || memcmp(p->at, what, length) != 0)
        return false;
    p->at += length;
    return true;
}

static void skip_blanks(piece *p)
{
    while (p->at < p->end && (*p->at == ' ' || *p->at == '\t'))
        p->at++;
}

static bool is_of_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

/* What is behind `# exercise:`, in a line that is such a comment. */
static bool find_name(piece line, piece *name)
{
    skip_blanks(&line);
    if (!skip(&line, "#"))
        return false;
    skip_blanks(&line);
    if (!skip(&line, "exercise"))
        return false;
    skip_blanks(&line);
    if (!skip(&line, ":"))
        return false;
    skip_blanks(&line);
    while (line.end > line.at && strchr(" \t\r", line.end[-1]) != NULL)
        line.end--;
    *name = line;
    return true;
}

static bool copy_name(piece typed, char name[BP_EXERCISE_NAME_SIZE])
{
    size_t length = (size_t)(typed.end - typed.at);
    if (length == 0 || length >= BP_EXERCISE_NAME_SIZE || *typed.at == '.' ||
        *typed.at == '-')
        return false;
    for (size_t k = 0; k < length; k++)
        if (!is_of_name(typed.at[k]))
            return false;
    memcpy(name, typed.at, length);
    name[length] = '\0';
    return true;
}

bool bp_exercise_name(const char *text, size_t length,
                      char name[BP_EXERCISE_NAME_SIZE], unsigned long *line,
                      bp_complaint *complaint)
{
    piece rest = {text, text + length};
    piece typed;
    skip(&rest, BYTE_ORDER_MARK);
    for (*line = 1; rest.at < rest.end; ++*line) {
        const char *end = memchr(rest.at, '\n', (size_t)(rest.end - rest.at));
        if (end == NULL)
            end = rest.end;
        if (find_name((piece){rest.at, end}, &typed)) {
            bool ok = copy_name(typed, name);
            if (!ok)
                bp_complain(complaint, *line,
                            "no name of an exercise, expected one such as "
                            "seed-7 behind '# exercise:', of letters, digits "
                            "and . _ - alone");
            return ok;
        }
        rest.at = end == rest.end ? end : end + 1;
    }
    bp_complain(complaint, 0,
                "it does not say which exercise it is for, expected a line "
                "'# exercise: NAME'");
    return false;
}
