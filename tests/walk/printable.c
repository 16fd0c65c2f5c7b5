/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text from outside, made safe to show. Expected: UTF-8 as RFC 3629 has it, and the
 * escapes that printable.h promises, both written out by hand. */
#include "walk/printable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"
#include "walk/complaint.h"

static const struct {
    const char *text, *shown;
} escaped[] = {
    {"\t", "\\t"},
    {"\n", "\\n"},
    {"\r", "\\x0d"},
    {"\x01", "\\x01"},
    {"\x1b[31m", "\\x1b[31m"},
    {"\x1f", "\\x1f"},
    {"a\x7f", "a\\x7f"},
    /* C1 controls, as a byte and as a character. */
    {"\x9b", "\\x9b"},
    {"\x80", "\\x80"},
    {"\xc2\x9b", "\\xc2\\x9b"},
    {"\xc2\x80", "\\xc2\\x80"},
    {"\xc2\x85", "\\xc2\\x85"},
    /* What turns the direction of writing, ends lines, or has no width. */
    {"\xd8\x9c", "\\xd8\\x9c"},          /* U+061C */
    {"\xe2\x80\x8e", "\\xe2\\x80\\x8e"}, /* U+200E */
    {"\xe2\x80\x8f", "\\xe2\\x80\\x8f"}, /* U+200F */
    {"\xe2\x80\xa8", "\\xe2\\x80\\xa8"}, /* U+2028 */
    {"\xe2\x80\xa9", "\\xe2\\x80\\xa9"}, /* U+2029 */
    {"\xe2\x80\xaa", "\\xe2\\x80\\xaa"}, /* U+202A */
    {"\xe2\x80\xae", "\\xe2\\x80\\xae"}, /* U+202E */
    {"\xe2\x81\xa6", "\\xe2\\x81\\xa6"}, /* U+2066 */
    {"\xe2\x81\xa9", "\\xe2\\x81\\xa9"}, /* U+2069 */
    {"\xef\xbb\xbf", "\\xef\\xbb\\xbf"}, /* U+FEFF */
    {"\xef\xbf\xb9", "\\xef\\xbf\\xb9"}, /* U+FFF9 */
    {"\xef\xbf\xbe", "\\xef\\xbf\\xbe"}, /* U+FFFE */
    {"\xef\xbf\xbf", "\\xef\\xbf\\xbf"}, /* U+FFFF */
    /* No UTF-8: overlong, surrogates, beyond U+10FFFF, no first byte. */
    {"\xc0\x80", "\\xc0\\x80"},
    {"\xc1\xbf", "\\xc1\\xbf"},
    {"\xe0\x9f\xbf", "\\xe0\\x9f\\xbf"},
    {"\xf0\x8f\xbf\xbf", "\\xf0\\x8f\\xbf\\xbf"},
    {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
    {"\xed\xbf\xbf", "\\xed\\xbf\\xbf"},
    {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
    {"\xf8\x88\x80\x80\x80", "\\xf8\\x88\\x80\\x80\\x80"},
    {"\xfe", "\\xfe"},
    {"\xff", "\\xff"},
    {"\xbf", "\\xbf"},
    /* Cut at the end, or by what is no part of it. */
    {"\xd0", "\\xd0"},
    {"\xe2\x82", "\\xe2\\x82"},
    {"\xf0\x9f\xa7", "\\xf0\\x9f\\xa7"},
    {"\xe2\x82z", "\\xe2\\x82z"},
    {"\xe2\xe2\x82\xac", "\\xe2\xe2\x82\xac"},
    {"ok\xc3", "ok\\xc3"},
    {"caf\xe9 au lait", "caf\\xe9 au lait"},
};

/* The first and the last of each length, and neighbours of what is escaped. */
static const char *const kept[] = {
    "",
    " ",
    "~",
    "a b = c # d \\ ' \" % `",
    "\xc2\xa0",                 /* U+00A0 */
    "caf\xc3\xa9",              /* Latin */
    "\xdf\xbf",                 /* U+07FF */
    "\xd0\x96\xd1\x8f",         /* Cyrillic */
    "\xe0\xa0\x80",             /* U+0800 */
    "\xe2\x80\x8d",             /* U+200D, which joins emoji */
    "\xe2\x80\xa7",             /* U+2027 */
    "\xe2\x80\xaf",             /* U+202F */
    "\xe2\x81\xa5",             /* U+2065 */
    "\xe2\x81\xaa",             /* U+206A */
    "\xe4\xb8\xad\xe6\x96\x87", /* Chinese */
    "\xec\x97\xad\xec\xa0\x84", /* Korean */
    "\xed\x9f\xbf",             /* U+D7FF */
    "\xee\x80\x80",             /* U+E000 */
    "\xef\xbf\xbd",             /* U+FFFD */
    "\xf0\x90\x80\x80",         /* U+10000 */
    "\xf0\x9f\xa7\xa0",         /* an emoji */
    "\xf4\x8f\xbf\xbf",         /* U+10FFFF */
    "\xe2\x88\x82"
    "E/"
    "\xe2\x88\x82"
    "w5",
};

START_TEST(what_is_not_printable_is_escaped)
{
    char shown[64];
    ck_assert(!bp_is_printable(escaped[_i].text));
    ck_assert_ptr_eq(bp_printable(escaped[_i].text, shown, sizeof shown),
                     shown);
    ck_assert_str_eq(shown, escaped[_i].shown);
    ck_assert(bp_is_printable(shown));
}
END_TEST

START_TEST(what_is_printable_is_kept)
{
    char shown[64];
    ck_assert(bp_is_printable(kept[_i]));
    ck_assert_str_eq(bp_printable(kept[_i], shown, sizeof shown), kept[_i]);
}
END_TEST

/* Pieces of every length, printable and not; each is shown whole or not at all. */
static const char *const pieces[] = {
    "a",    "\xc3\xa9",         "\n",       "\xe2\x88\x82",
    "\x1b", "\xf0\x9f\xa7\xa0", "\xc2\x9b", "b"};
static const char *const shown_pieces[] = {
    "a",     "\xc3\xa9", "\\n", "\xe2\x88\x82", "\\x1b", "\xf0\x9f\xa7\xa0",
    "\\xc2", "\\x9b",    "b"};

/* The longest row of whole pieces that has room. */
static void show_by_pieces(char *shown, size_t size)
{
    shown[0] = '\0';
    for (size_t p = 0; p < LENGTH(shown_pieces); p++) {
        if (strlen(shown) + strlen(shown_pieces[p]) >= size)
            break;
        strcat(shown, shown_pieces[p]);
    }
}

START_TEST(no_character_is_cut_at_any_size)
{
    char text[64] = "";
    for (size_t p = 0; p < LENGTH(pieces); p++)
        strcat(text, pieces[p]);
    for (size_t size = 1; size < 64; size++) {
        char *shown = malloc(size); /* whose end the sanitiser watches */
        char expected[64];
        show_by_pieces(expected, size);
        bp_printable(text, shown, size);
        ck_assert_str_eq(shown, expected);
        free(shown);
    }
}
END_TEST

/* ------------------------------------------------------------------ quotations */

START_TEST(quotation_that_fits_is_whole)
{
    char text[BP_QUOTED_SIZE];
    char shown[BP_QUOTED_SIZE];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    ck_assert_ptr_eq(bp_quoted(text, shown), shown);
    ck_assert_str_eq(shown, text);
    ck_assert_str_eq(bp_quoted("", shown), "");
    ck_assert_str_eq(bp_quoted("\x1b[0m", shown), "\\x1b[0m");
}
END_TEST

/* Of each of these pieces so many that they do not fit: as many as do, three dots,
 * and not a byte more than there is room for. */
START_TEST(longer_quotation_ends_with_dots)
{
    static const struct {
        const char *piece, *shown;
    } repeated[] = {{"x", "x"},
                    {"\xd0\x96", "\xd0\x96"},
                    {"\xe4\xb8\xad", "\xe4\xb8\xad"},
                    {"\xf0\x9f\xa7\xa0", "\xf0\x9f\xa7\xa0"},
                    {"\t", "\\t"},
                    {"\x1b", "\\x1b"}};
    for (size_t r = 0; r < LENGTH(repeated); r++)
        for (size_t n = BP_QUOTED_SIZE / strlen(repeated[r].shown); n < 3000;
             n = n < 80 ? n + 1 : 3 * n) {
            char text[16384] = "";
            char expected[BP_QUOTED_SIZE] = "";
            char *shown = malloc(BP_QUOTED_SIZE);
            for (size_t k = 0; k < n; k++)
                strcat(text, repeated[r].piece);
            bool fits = n * strlen(repeated[r].shown) < BP_QUOTED_SIZE;
            size_t room = BP_QUOTED_SIZE - (fits ? 1 : 4);
            for (size_t k = 0;
                 k < n && (k + 1) * strlen(repeated[r].shown) <= room; k++)
                strcat(expected, repeated[r].shown);
            strcat(expected, fits ? "" : "...");
            bp_quoted(text, shown);
            ck_assert_str_eq(shown, expected);
            free(shown);
        }
}
END_TEST

/* ------------------------------------------------------------------ complaints */

START_TEST(complaint_is_printable)
{
    bp_complaint complaint;
    bp_complain(&complaint, 7, "'%s' and %d", "a\tb\x1b[0m\xe2\x80\xae", 3);
    ck_assert_uint_eq(complaint.line, 7);
    ck_assert_str_eq(complaint.text, "'a\\tb\\x1b[0m\\xe2\\x80\\xae' and 3");
}
END_TEST

/* However long, the whole pieces that have room, and nothing of the next one. */
START_TEST(long_complaint_is_cut_between_characters)
{
    static const struct {
        const char *piece, *shown;
    } repeated[] = {{"\t", "\\t"},
                    {"\x1b", "\\x1b"},
                    {"\xc3\xa9", "\xc3\xa9"},
                    {"\xe4\xb8\xad", "\xe4\xb8\xad"},
                    {"\xf0\x9f\xa7\xa0", "\xf0\x9f\xa7\xa0"}};
    for (size_t r = 0; r < LENGTH(repeated); r++)
        for (size_t before = 0; before < 4; before++) {
            bp_complaint complaint;
            char text[4096] = "";
            char expected[sizeof complaint.text] = "";
            memset(text, 'x', before);
            memset(expected, 'x', before);
            for (size_t k = 0; k < 600; k++)
                strcat(text, repeated[r].piece);
            while (strlen(expected) + strlen(repeated[r].shown) <
                   sizeof expected)
                strcat(expected, repeated[r].shown);
            bp_complain(&complaint, 0, "%s", text);
            ck_assert_str_eq(complaint.text, expected);
        }
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("printable");
    tcase_add_loop_test(c, what_is_not_printable_is_escaped, 0,
                        LENGTH(escaped));
    tcase_add_loop_test(c, what_is_printable_is_kept, 0, LENGTH(kept));
    tcase_add_test(c, no_character_is_cut_at_any_size);
    tcase_add_test(c, quotation_that_fits_is_whole);
    tcase_add_test(c, longer_quotation_ends_with_dots);
    tcase_add_test(c, complaint_is_printable);
    tcase_add_test(c, long_complaint_is_cut_between_characters);
    return run_cases("printable", 1, (TCase *[]){c});
}
