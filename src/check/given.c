/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/given.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "walk/number.h"

#define MINUS_SIGN "\xE2\x88\x92"

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
    number->unit = has_point ? bp_power_of_ten((int)(exponent - places)) : 0.0;
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

/* The f of 0.5f, which a program has for a float; NULL where there is none. */
static char *find_suffix(char *typed)
{
    size_t length = strlen(typed);
    if (length < 2 || tolower((unsigned char)typed[length - 1]) != 'f')
        return NULL;
    char before = typed[length - 2];
    return before == '.' || isdigit((unsigned char)before) ? &typed[length - 1]
                                                           : NULL;
}

/* While the number is read its typographic minus signs are plain ones: the first
 * one's last byte alone, the exponent's with two zeros behind. */
bool bp_read_given(char *typed, bp_given_number *number)
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
    char *suffix = find_suffix(digits);
    char f = '\0';
    if (suffix != NULL) {
        f = *suffix;
        *suffix = '\0';
    }
    bool ok = bp_read_number(digits, &number->x);
    if (ok)
        measure(digits, number);
    else if (suffix != NULL)
        *suffix = f;
    if (digits != typed)
        overwrite(typed, MINUS_SIGN);
    if (power != NULL)
        overwrite(power, MINUS_SIGN);
    number->text = typed;
    return ok;
}

/* ---------------------------------------------------------------- what it is not */

static const char *skip_digits(const char *text)
{
    while (isdigit((unsigned char)*text))
        text++;
    return text;
}

/* 1,000,000 and 1 000.5: groups of three digits, more than one mark between them or
 * a point behind. A lone mark, as in 1,000, may be a decimal comma. */
static bool has_grouped_thousands(const char *text)
{
    if (*text == '+' || *text == '-')
        text++;
    const char *end = skip_digits(text);
    size_t n_groups = 0;
    char mark = *end;
    if (end == text || end - text > 3 || mark == '\0' ||
        strchr(", '", mark) == NULL)
        return false;
    while (*end == mark) {
        const char *group = end + 1;
        end = skip_digits(group);
        if (end - group != 3)
            return false;
        n_groups++;
    }
    bool has_point = *end == '.';
    end = has_point ? skip_digits(end + 1) : end;
    return *end == '\0' && (mark != ',' || n_groups > 1 || has_point);
}

/* One comma, and behind it no point: 0,15 and 1.000,5, but not 0.15,0.2. */
static bool has_decimal_comma(const char *text)
{
    const char *comma = strchr(text, ',');
    return comma != NULL && strpbrk(comma + 1, ",.") == NULL;
}

const char *bp_given_hint(const char *typed)
{
    if (has_grouped_thousands(typed))
        return ", without a mark between its thousands";
    if (has_decimal_comma(typed))
        return ", with a point for its decimals";
    if (strchr(typed, '%') != NULL)
        return ", not a percentage";
    if (strchr(typed, '_') != NULL)
        return ", without _ between its digits";
    if (strstr(typed, "0x") != NULL || strstr(typed, "0X") != NULL)
        return ", not a hexadecimal one";
    return "";
}
