/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/numbers.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "walk/number.h"
#include "walk/printable.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define MINUS_SIGN "\xE2\x88\x92"

/* A text that is being read. */
typedef struct {
    const bp_definitions *known;
    const bp_example *example;
    bp_numbers *numbers;
    bp_complaint *complaint;
    unsigned long line;
} reader;

/* ---------------------------------------------------------------------- keys */

static bool is_known(const reader *r, const char *key)
{
    return bp_definitions_find(r->known, key) != SIZE_MAX;
}

/* "E_total@500" where the example is trained for 1000 rounds. */
static bool has_other_rounds(const reader *r, const char *key,
                             char ours[BP_KEY_SIZE])
{
    const char *at = strchr(key, '@');
    return at != NULL &&
           snprintf(ours, BP_KEY_SIZE, "%.*s@%zu", (int)(at - key), key,
                    r->example->rounds) < BP_KEY_SIZE &&
           is_known(r, ours);
}

/* "b1" where the first layer's neurons have different biases. */
static bool is_no_common_bias(const reader *r, const char *key)
{
    const bp_network *network = r->example->network;
    for (size_t l = 0; l < network->n_layers; l++) {
        char name[BP_NAME_SIZE];
        int length = snprintf(name, sizeof name, "b%zu", l + 1);
        if (!network->layer[l].one_bias &&
            strncmp(key, name, (size_t)length) == 0 &&
            strchr("+@", key[length]) != NULL)
            return true;
    }
    return false;
}

static bool refuse_key(const reader *r, const char *typed, const char *key)
{
    char ours[BP_KEY_SIZE];
    char shown[BP_QUOTED_SIZE];
    const char *like = bp_key_most_alike(r->known, key);
    bp_quoted(typed, shown);
    if (has_other_rounds(r, key, ours))
        bp_complain(r->complaint, r->line,
                    "'%s': this example is trained for %zu rounds, expected %s",
                    shown, r->example->rounds, ours);
    else if (is_no_common_bias(r, key))
        bp_complain(r->complaint, r->line,
                    "%s: this layer's neurons have biases of their own, "
                    "expected b_ and a neuron's name",
                    key);
    else if (like != NULL)
        bp_complain(r->complaint, r->line,
                    "'%s' is no number of this example, did you mean %s?",
                    shown, like);
    else
        bp_complain(r->complaint, r->line,
                    "'%s' is no number of this example, expected a key such as "
                    "out_h1 or dE/dw5 (backprop walk lists them)",
                    shown);
    return false;
}

static bool find_key(const reader *r, const char *typed, size_t *key)
{
    char canonical[BP_KEY_SIZE];
    char shown[BP_QUOTED_SIZE];
    if (!bp_canonical_key(typed, canonical)) {
        bp_complain(r->complaint, r->line,
                    "'%s' is no number of this example, expected a key such as "
                    "out_h1 or dE/dw5",
                    bp_quoted(typed, shown));
        return false;
    }
    *key = bp_definitions_find(r->known, canonical);
    return *key != SIZE_MAX || refuse_key(r, typed, canonical);
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
    char shown[BP_QUOTED_SIZE];
    bp_complain(r->complaint, r->line,
                "'%s' is not a finite decimal number, expected one%s",
                bp_quoted(typed, shown), hint);
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
                    r->known->number[number.key].key, *first);
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
        char shown[BP_QUOTED_SIZE];
        bp_complain(r->complaint, r->line,
                    "'%s': expected a key and a number, such as "
                    "out_h1 = 0.5933",
                    bp_quoted(line, shown));
        return false;
    }
    bp_given_number number = {.line = r->line};
    bool is_known = find_key(r, key, &number.key);
    if (is_known && number.key >= r->known->n_round)
        number.rounds = r->example->rounds;
    return is_known && read_value(r, value, &number) && keep(r, number);
}

/* ------------------------------------------------------------------ the whole */

static bool begin(size_t n_known, bp_numbers *numbers)
{
    if (numbers->line_of_key == NULL)
        numbers->line_of_key = calloc(n_known, sizeof(unsigned long));
    if (numbers->line_of_key == NULL)
        return false;
    for (size_t i = 0; i < numbers->n; i++)
        numbers->line_of_key[numbers->number[i].key] = 0;
    numbers->n = 0;
    return true;
}

bool bp_numbers_parse(char *text, size_t length, const bp_example *example,
                      const bp_definitions *known, bp_numbers *numbers,
                      bp_complaint *complaint)
{
    if (!begin(known->n, numbers)) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    reader r = {.known = known,
                .example = example,
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

void bp_numbers_free(bp_numbers *numbers)
{
    free(numbers->number);
    free(numbers->line_of_key);
    *numbers = (bp_numbers){0};
}
