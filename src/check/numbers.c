/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/numbers.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "walk/number.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define MINUS_SIGN "\xE2\x88\x92"

/* A file that is being read. */
typedef struct {
    bp_values *keys;
    size_t rounds;
    bp_numbers *numbers;
    bp_complaint *complaint;
    unsigned long line;
} reader;

/* ---------------------------------------------------------------------- keys */

static bool refuse_key(const reader *r, const char *typed, const char *key)
{
    const char *at = strchr(key, '@');
    char ours[BP_KEY_SIZE];
    if (at != NULL &&
        snprintf(ours, sizeof ours, "%.*s@%zu", (int)(at - key), key,
                 r->rounds) < (int)sizeof ours &&
        strcmp(ours, key) != 0 && bp_values_find(r->keys, ours) != NULL) {
        bp_complain(r->complaint, r->line,
                    "'%.60s': this example is trained for %zu rounds, expected "
                    "%s",
                    typed, r->rounds, ours);
        return false;
    }
    const char *like = bp_key_most_alike(r->keys, key);
    if (like != NULL)
        bp_complain(r->complaint, r->line,
                    "'%.60s' is no number of this example, did you mean %s?",
                    typed, like);
    else
        bp_complain(r->complaint, r->line,
                    "'%.60s' is no number of this example, expected a key such "
                    "as out_h1 or dE/dw5 (backprop walk lists them)",
                    typed);
    return false;
}

static bool find_key(const reader *r, const char *typed, size_t *key)
{
    char canonical[BP_KEY_SIZE];
    if (!bp_canonical_key(typed, canonical)) {
        bp_complain(r->complaint, r->line,
                    "'%.60s' is no number of this example, expected a key such "
                    "as out_h1 or dE/dw5",
                    typed);
        return false;
    }
    const bp_value *value = bp_values_find(r->keys, canonical);
    if (value == NULL && r->keys->by_key == NULL) {
        bp_complain(r->complaint, 0, "out of memory");
        return false;
    }
    if (value == NULL)
        return refuse_key(r, typed, canonical);
    if (isnan(value->x)) {
        bp_complain(r->complaint, r->line,
                    "%s: this layer's neurons have biases of their own, "
                    "expected b_ and a neuron's name",
                    canonical);
        return false;
    }
    *key = (size_t)(value - r->keys->value);
    return true;
}

/* -------------------------------------------------------------------- numbers */

static bool refuse_number(const reader *r, const char *typed)
{
    const char *hint = "";
    if (*typed == '\0')
        hint = "";
    else if (strchr(typed, ',') != NULL)
        hint = ", with a point for its decimals";
    else if (strchr(typed, '%') != NULL)
        hint = ", not a percentage";
    else if (strchr(typed, '_') != NULL)
        hint = ", without _ between its digits";
    else if (strstr(typed, "0x") != NULL || strstr(typed, "0X") != NULL)
        hint = ", not a hexadecimal one";
    bp_complain(r->complaint, r->line,
                "'%.60s' is not a finite decimal number, expected one%s", typed,
                hint);
    return false;
}

/* What the digits tell besides the number: how fine it is, and how many of them
 * count. */
static void measure(const char *text, bp_given_number *number)
{
    long places = 0;
    bool has_point = false;
    number->digits = 0;
    for (; *text != '\0' && *text != 'e' && *text != 'E'; text++) {
        has_point = has_point || *text == '.';
        if (*text < '0' || *text > '9')
            continue;
        places += has_point;
        if (*text != '0' || number->digits > 0)
            number->digits++;
    }
    /* Far beyond any double, and far from where a long ends. */
    const long most = 1000000000;
    long exponent = *text == '\0' ? 0 : strtol(text + 1, NULL, 10);
    exponent = exponent < -most ? -most : exponent > most ? most : exponent;
    number->unit = has_point ? pow(10.0, (double)(exponent - places)) : 0.0;
}

static bool is_minus_sign(const char *text)
{
    return strncmp(text, MINUS_SIGN, strlen(MINUS_SIGN)) == 0;
}

static void overwrite(char *text, const char *with)
{
    while (*with != '\0')
        *text++ = *with++;
}

/* Reads a number that may have typographic minus signs, before it and before
 * its exponent. While it is read they are plain ones: the first one's last byte
 * alone, the other with two zeros behind. */
static bool read_value(const reader *r, char *typed, bp_given_number *number)
{
    char *digits = typed;
    if (is_minus_sign(typed)) {
        digits = typed + strlen(MINUS_SIGN) - 1;
        *digits = '-';
    }
    char *e = strpbrk(digits, "eE");
    char *power = e != NULL && is_minus_sign(e + 1) ? e + 1 : NULL;
    if (power != NULL && isdigit((unsigned char)power[strlen(MINUS_SIGN)]))
        overwrite(power, "-00");
    bool ok = bp_read_number(digits, &number->x);
    if (ok)
        measure(digits, number);
    if (digits != typed)
        overwrite(typed, MINUS_SIGN);
    if (power != NULL)
        overwrite(power, MINUS_SIGN);
    number->text = typed;
    return ok || refuse_number(r, typed);
}

/* ---------------------------------------------------------------------- lines */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

/* The text without blanks around it. */
static char *trim(char *text)
{
    while (is_blank(*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && is_blank(text[length - 1]))
        text[--length] = '\0';
    return text;
}

/* Parts a line into key and value. */
static bool part(char *line, char **key, char **value)
{
    char *between = strchr(line, '=');
    if (between == NULL)
        between = strpbrk(line, ", \t");
    if (between == NULL)
        return false;
    char separator = *between;
    *between = '\0';
    *key = trim(line);
    *value = trim(between + 1);
    /* `key , value` */
    if (is_blank(separator) && (**value == ',' || **value == '='))
        *value = trim(*value + 1);
    return **key != '\0' && **value != '\0';
}

static bool make_room(bp_numbers *numbers)
{
    if (numbers->n < numbers->capacity)
        return true;
    size_t capacity = numbers->capacity == 0 ? 128 : 2 * numbers->capacity;
    bp_given_number *larger =
        realloc(numbers->number, capacity * sizeof *larger);
    if (larger == NULL)
        return false;
    numbers->number = larger;
    numbers->capacity = capacity;
    return true;
}

static bool keep(const reader *r, bp_given_number number)
{
    unsigned long *first = &r->numbers->line_of_key[number.key];
    if (*first != 0) {
        bp_complain(r->complaint, r->line,
                    "%s is given twice, first in line %lu, expected once",
                    r->keys->value[number.key].key, *first);
        return false;
    }
    if (!make_room(r->numbers)) {
        bp_complain(r->complaint, 0, "out of memory");
        return false;
    }
    *first = r->line;
    r->numbers->number[r->numbers->n++] = number;
    return true;
}

static bool read_line(const reader *r, char *line)
{
    line[strcspn(line, "#")] = '\0';
    line = trim(line);
    if (*line == '\0')
        return true;
    char *key;
    char *value;
    if (!part(line, &key, &value)) {
        bp_complain(r->complaint, r->line,
                    "'%.60s': expected a key and a number, such as "
                    "out_h1 = 0.5933",
                    line);
        return false;
    }
    bp_given_number number = {.line = r->line};
    return find_key(r, key, &number.key) && read_value(r, value, &number) &&
           keep(r, number);
}

/* ------------------------------------------------------------------ the whole */

static bool begin(bp_values *keys, bp_numbers *numbers)
{
    if (numbers->line_of_key == NULL)
        numbers->line_of_key = calloc(keys->n, sizeof(unsigned long));
    if (numbers->line_of_key == NULL)
        return false;
    for (size_t i = 0; i < numbers->n; i++)
        numbers->line_of_key[numbers->number[i].key] = 0;
    numbers->n = 0;
    return true;
}

bool bp_numbers_parse(char *text, size_t length, bp_values *keys, size_t rounds,
                      bp_numbers *numbers, bp_complaint *complaint)
{
    if (!begin(keys, numbers)) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    reader r = {.keys = keys,
                .rounds = rounds,
                .numbers = numbers,
                .complaint = complaint};
    char *end = text + length;
    if (strncmp(text, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0)
        text += strlen(BYTE_ORDER_MARK);
    while (text < end) {
        r.line++;
        char *line_end = memchr(text, '\n', (size_t)(end - text));
        if (line_end == NULL)
            line_end = end;
        if (memchr(text, '\0', (size_t)(line_end - text)) != NULL) {
            bp_complain(complaint, r.line,
                        "a NUL byte, expected a key and a number");
            return false;
        }
        *line_end = '\0';
        if (!read_line(&r, text))
            return false;
        text = line_end + 1;
    }
    if (numbers->n == 0)
        bp_complain(complaint, 0,
                    "no numbers, expected lines such as out_h1 = 0.5933");
    return numbers->n > 0;
}

/* Reads on where there is room for more than one byte, which the 0 takes. */
static bool read_all(FILE *file, bp_numbers *numbers, size_t *length,
                     bp_complaint *complaint)
{
    *length = 0;
    do {
        if (numbers->text_capacity - *length < 2) {
            size_t capacity =
                numbers->text_capacity == 0 ? 4096 : 2 * numbers->text_capacity;
            char *larger = realloc(numbers->text, capacity);
            if (larger == NULL) {
                bp_complain(complaint, 0, "out of memory");
                return false;
            }
            numbers->text = larger;
            numbers->text_capacity = capacity;
        }
        *length += fread(numbers->text + *length, 1,
                         numbers->text_capacity - *length - 1, file);
    } while (!feof(file) && !ferror(file));
    numbers->text[*length] = '\0';
    if (ferror(file))
        bp_complain(complaint, 0, "cannot be read: %s", strerror(errno));
    return !ferror(file);
}

bool bp_numbers_read(FILE *file, bp_values *keys, size_t rounds,
                     bp_numbers *numbers, bp_complaint *complaint)
{
    size_t length = 0;
    return read_all(file, numbers, &length, complaint) &&
           bp_numbers_parse(numbers->text, length, keys, rounds, numbers,
                            complaint);
}

void bp_numbers_free(bp_numbers *numbers)
{
    free(numbers->number);
    free(numbers->text);
    free(numbers->line_of_key);
    *numbers = (bp_numbers){0};
}
