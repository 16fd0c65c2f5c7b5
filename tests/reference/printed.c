/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "printed.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Reading ---- */

/* How print writes what a plain number writes otherwise, the longer ones first. */
static const char *const plain[][2] = {{" \\times 10^", "e"},
                                       {"\\times 10^", "e"},
                                       {" × 10^", "e"},
                                       {"×10^", "e"},
                                       {" × 10", "e"},
                                       {"×10", "e"},
                                       {"−", "-"},
                                       {"⁻", "-"},
                                       {"⁰", "0"},
                                       {"¹", "1"},
                                       {"²", "2"},
                                       {"³", "3"},
                                       {"⁴", "4"},
                                       {"⁵", "5"},
                                       {"⁶", "6"},
                                       {"⁷", "7"},
                                       {"⁸", "8"},
                                       {"⁹", "9"},
                                       {"{", ""},
                                       {"}", ""}};

static const char *replace(const char *s, char *end)
{
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (!strncmp(s, plain[i][0], strlen(plain[i][0]))) {
            strcpy(end, plain[i][1]);
            return s + strlen(plain[i][0]);
        }
    end[0] = *s;
    end[1] = '\0';
    return s + 1;
}

static bool make_plain(char number[64], const char *text)
{
    char *end = number;
    *end = '\0';
    while (*text) {
        if (end > number + 60)
            return false;
        text = replace(text, end);
        end += strlen(end);
    }
    return true;
}

bool printed_last_digit(const char *number, long *last)
{
    const char *s = number + strspn(number, "-+");
    size_t whole = strspn(s, "0123456789"), decimals = 0;
    if (s > number + 1)
        return false;
    s += whole;
    if (*s == '.') {
        decimals = strspn(++s, "0123456789");
        s += decimals;
    }
    *last = -(long)decimals;
    if (*s == 'e' || *s == 'E') {
        char *end;
        const char *exponent = s + 1;
        if (isspace((unsigned char)*exponent))
            return false;
        *last += strtol(exponent, &end, 10);
        s = end == exponent ? s : end;
    }
    return whole + decimals > 0 && *s == '\0';
}

static bool read_number(printed *p, const char *text)
{
    return make_plain(p->number, text) &&
           printed_last_digit(p->number, &p->last);
}

bool printed_read(printed *p, const char *text)
{
    static const char below[] = "below ", diverges[] = "diverges in round ",
                      about[] = "about ";
    memset(p, 0, sizeof *p);
    if (!strncmp(text, diverges, strlen(diverges))) {
        char *end;
        p->kind = A_DIVERGENCE;
        p->round = strtol(text + strlen(diverges), &end, 10);
        return p->round > 0 && *end == '\0';
    }
    p->is_about = !strncmp(text, about, strlen(about));
    if (p->is_about)
        return read_number(p, text + strlen(about));
    if (strncmp(text, below, strlen(below)))
        return read_number(p, text);
    p->kind = A_BOUND;
    return read_number(p, text + strlen(below));
}

/* ---- Judging ---- */

/* Whether |x| < limit, as far as the balls tell. */
static enum verdict is_below(const arb_t x, const arb_t limit)
{
    arb_t size;
    arb_init(size);
    arb_abs(size, x);
    enum verdict verdict = arb_lt(size, limit)   ? PROVED
                           : arb_ge(size, limit) ? REFUTED
                                                 : OPEN;
    arb_clear(size);
    return verdict;
}

static enum verdict is_near(const printed *p, const arb_t x, int factor,
                            long exponent, slong bits)
{
    arb_t miss, limit;
    arb_init(miss);
    arb_init(limit);
    arb_set_str(miss, p->number, bits);
    arb_sub(miss, miss, x, bits);
    power_of_ten(limit, factor, exponent, bits);
    enum verdict verdict = is_below(miss, limit);
    arb_clear(miss);
    arb_clear(limit);
    return verdict;
}

enum verdict printed_judge(const printed *p, const arb_t x, slong bits)
{
    if (p->kind == A_DIVERGENCE)
        return REFUTED;
    if (p->is_about) /* halfway, it may go either way */
        return is_near(p, x, 51, p->last - 2, bits);
    if (p->kind == A_NUMBER)
        return is_near(p, x, 5, p->last - 1, bits);
    arb_t limit;
    arb_init(limit);
    arb_set_str(limit, p->number, bits);
    enum verdict verdict = is_below(x, limit);
    arb_clear(limit);
    return verdict;
}

/* Their difference is a whole multiple of the finer of both last digits, so that
 * it is 0 where it is less than 1 of these. */
enum verdict printed_judge_exact(const printed *p, const arb_t x, long last,
                                 slong bits)
{
    if (p->kind != A_NUMBER)
        return printed_judge(p, x, bits);
    return is_near(p, x, 1, p->last < last ? p->last : last, bits);
}
