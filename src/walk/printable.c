/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/printable.h"

#include <stdio.h>
#include <string.h>

/* How many bytes the character has that text begins with, and which it is; 0
 * where they are no UTF-8. */
static size_t decode(const unsigned char *text, unsigned long *character)
{
    static const struct {
        unsigned char mask, lead;
        unsigned long least;
    } form[] = {{0x80, 0x00, 0},
                {0xe0, 0xc0, 0x80},
                {0xf0, 0xe0, 0x800},
                {0xf8, 0xf0, 0x10000}};
    for (size_t more = 0; more < 4; more++) {
        if ((text[0] & form[more].mask) != form[more].lead)
            continue;
        *character = text[0] & (unsigned char)~form[more].mask;
        for (size_t k = 1; k <= more; k++) {
            if ((text[k] & 0xc0) != 0x80)
                return 0;
            *character = *character << 6 | (text[k] & 0x3f);
        }
        bool is_surrogate = *character >= 0xd800 && *character < 0xe000;
        bool is_one = *character >= form[more].least && !is_surrogate &&
                      *character <= 0x10ffff;
        return is_one ? more + 1 : 0;
    }
    return 0;
}

static bool is_shown(unsigned long character)
{
    static const struct {
        unsigned long first, last;
    } hidden[] = {
        {0x00, 0x1f},     {0x7f, 0x9f},     /* control characters */
        {0x61c, 0x61c},   {0x200e, 0x200f}, /* directions of writing */
        {0x2028, 0x202e}, {0x2066, 0x2069}, /* and ends of lines */
        {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, /* marks of no width */
        {0xfffe, 0xffff},
    };
    for (size_t h = 0; h < sizeof hidden / sizeof hidden[0]; h++)
        if (character >= hidden[h].first && character <= hidden[h].last)
            return false;
    return true;
}

/* The length of the printable character that text begins with; else 0. */
static size_t printable_length(const char *text)
{
    unsigned long character;
    size_t length = decode((const unsigned char *)text, &character);
    return length > 0 && is_shown(character) ? length : 0;
}

bool bp_is_printable(const char *text)
{
    while (*text != '\0') {
        size_t length = printable_length(text);
        if (length == 0)
            return false;
        text += length;
    }
    return true;
}

char *bp_printable(const char *text, char *shown, size_t size)
{
    size_t used = 0;
    while (*text != '\0') {
        char piece[8];
        size_t length = printable_length(text);
        if (length > 0)
            snprintf(piece, sizeof piece, "%.*s", (int)length, text);
        else if (*text == '\t' || *text == '\n')
            snprintf(piece, sizeof piece, "\\%c", *text == '\t' ? 't' : 'n');
        else
            snprintf(piece, sizeof piece, "\\x%02x", (unsigned char)*text);
        if (used + strlen(piece) >= size)
            break;
        memcpy(shown + used, piece, strlen(piece));
        used += strlen(piece);
        text += length > 0 ? length : 1;
    }
    shown[used] = '\0';
    return shown;
}

char *bp_quoted(const char *text, char shown[BP_QUOTED_SIZE])
{
    static const char dots[] = "...";
    char whole[BP_QUOTED_SIZE + 8];
    bp_printable(text, whole, sizeof whole);
    if (strlen(whole) < BP_QUOTED_SIZE)
        return memcpy(shown, whole, strlen(whole) + 1);
    bp_printable(text, shown, BP_QUOTED_SIZE - strlen(dots));
    memcpy(shown + strlen(shown), dots, sizeof dots);
    return shown;
}
