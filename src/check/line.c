/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/line.h"

#include <string.h>
#include <strings.h>

#define ALMOST_EQUAL "\xE2\x89\x88" /* ≈ */
#define BLANKS " \t\r\n\v\f"

static bool is_blank(char c)
{
    return c != '\0' && strchr(BLANKS, c) != NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Cuts off all such characters at the end. */
static void cut_end(char *text, const char *unwanted)
{
    size_t length = strlen(text);
    while (length > 0 && strchr(unwanted, text[length - 1]) != NULL)
        text[--length] = '\0';
}

static char *trim(char *text)
{
    text += strspn(text, BLANKS);
    cut_end(text, BLANKS);
    return text;
}

char *bp_bare_line(char *line)
{
    line[strcspn(line, "#")] = '\0';
    line += strspn(line, BLANKS);
    cut_end(line, BLANKS ",;");
    return line;
}

/* -------------------------------------------------------------- key and value */

/* The first = or ≈, and how long it is; NULL where there is none. */
static char *find_equals(char *text, size_t *length)
{
    static const char first_bytes[] = {'=', ALMOST_EQUAL[0], '\0'};
    for (char *c = strpbrk(text, first_bytes); c != NULL;
         c = strpbrk(c + 1, first_bytes)) {
        *length = *c == '=' ? 1 : strlen(ALMOST_EQUAL);
        if (*c == '=' || strncmp(c, ALMOST_EQUAL, *length) == 0)
            return c;
    }
    return NULL;
}

/* What stands between key and value, and how long it is; NULL where nothing does. */
static char *find_separator(char *line, size_t *length)
{
    char *equals = find_equals(line, length);
    char *colon = strchr(line, ':');
    if (colon != NULL && (equals == NULL || colon < equals)) {
        *length = 1;
        return colon;
    }
    if (equals != NULL)
        return equals;
    char *between = strpbrk(line, ",;" BLANKS);
    if (between == NULL)
        return NULL;
    *length = 1 + strspn(between + 1, BLANKS);
    /* `key , value` */
    if (is_blank(*between) && strchr(",;", between[*length]) != NULL)
        ++*length;
    return between;
}

/* What is in quotation marks, or all where there are none. */
static char *unquote(char *text)
{
    size_t length = strlen(text);
    if (length < 2 || text[0] != '"' || text[length - 1] != '"')
        return text;
    text[length - 1] = '\0';
    return trim(text + 1);
}

bool bp_part_line(char *line, char **key, char **value)
{
    /* Between quotation marks there is nothing that parts. */
    char *closing = *line == '"' ? strchr(line + 1, '"') : NULL;
    size_t length = 0;
    char *between = find_separator(closing != NULL ? closing : line, &length);
    if (between == NULL || between == line ||
        between[length + strspn(between + length, BLANKS)] == '\0')
        return false;
    *between = '\0';
    *key = unquote(trim(line));
    *value = unquote(trim(between + length));
    return true;
}

bool bp_part_unfilled(char *line, char **key)
{
    size_t length = strlen(line);
    size_t end = strcspn(line, "=:");
    if (end == 0 || end + 1 != length)
        return false;
    line[end] = '\0';
    *key = unquote(trim(line));
    return true;
}

bool bp_is_heading(const char *key, const char *value)
{
    return (strcasecmp(key, "key") == 0 || strcasecmp(key, "name") == 0) &&
           (strcasecmp(value, "value") == 0 ||
            strcasecmp(value, "number") == 0);
}

/* --------------------------------------------------------------------- chains */

char *bp_next_piece(char **value)
{
    size_t length;
    char *equals = find_equals(*value, &length);
    if (equals == NULL)
        return NULL;
    *equals = '\0';
    char *piece = trim(*value);
    *value = equals + length + strspn(equals + length, BLANKS);
    return piece;
}

bool bp_has_more_behind(const char *piece)
{
    long depth = 0;
    for (const char *c = piece; *c != '\0'; c++) {
        depth += strchr("([{", *c) != NULL;
        depth -= strchr(")]}", *c) != NULL;
        bool is_decimal_comma =
            *c == ',' && c > piece && is_digit(c[-1]) && is_digit(c[1]);
        if (depth <= 0 && (*c == ';' || (*c == ',' && !is_decimal_comma)))
            return true;
    }
    return false;
}

char *bp_last_word(char *text)
{
    size_t end = strlen(text);
    while (end > 0 && !is_blank(text[end - 1]))
        end--;
    if (end == 0)
        return NULL;
    text[end - 1] = '\0';
    cut_end(text, BLANKS);
    return text + end;
}

/* ---------------------------------------------------------------------- lists */

long bp_n_open(const char *text)
{
    long n = 0;
    for (; *text != '\0' && *text != '#'; text++)
        n += (*text == '[') - (*text == ']');
    return n;
}

bool bp_is_list(const char *text)
{
    return *text == '[' || *text == '(';
}

enum { DEEPEST = 8 };

bool bp_open_list(char *list)
{
    char closing[DEEPEST];
    size_t depth = 0;
    bool is_closed = false;
    char before = '('; /* but blanks */
    for (; *list != '\0'; list++) {
        char c = *list;
        if (is_blank(c))
            continue;
        if (is_closed)
            return false;
        if (bp_is_list(list)) {
            if (depth == DEEPEST)
                return false;
            closing[depth++] = c == '[' ? ']' : ')';
        } else if (c == ']' || c == ')') {
            if (depth == 0 || c != closing[--depth])
                return false;
        } else if ((c == ',' || c == ';') && strchr("[(,;", before) != NULL) {
            return false;
        }
        if (strchr("[](),;", c) != NULL)
            *list = ' ';
        before = c;
        is_closed = depth == 0;
    }
    return is_closed;
}

size_t bp_n_entries(const char *opened)
{
    size_t n = 0;
    while (*(opened += strspn(opened, BLANKS)) != '\0') {
        opened += strcspn(opened, BLANKS);
        n++;
    }
    return n;
}

char *bp_next_entry(char **rest)
{
    char *entry = *rest + strspn(*rest, BLANKS);
    *rest = entry + strcspn(entry, BLANKS);
    if (**rest != '\0')
        *(*rest)++ = '\0';
    return entry;
}
