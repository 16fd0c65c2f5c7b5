/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/spelling.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Puts the text with each `from` turned into `to`; false where it has no room. */
static bool replace(const char *text, const char *from, const char *to,
                    char result[BP_KEY_SIZE])
{
    size_t length = 0;
    while (*text != '\0') {
        bool is_found = strncmp(text, from, strlen(from)) == 0;
        size_t size = is_found ? strlen(to) : 1;
        if (length + size >= BP_KEY_SIZE)
            return false;
        memcpy(result + length, is_found ? to : text, size);
        length += size;
        text += is_found ? strlen(from) : 1;
    }
    result[length] = '\0';
    return true;
}

static bool spell_out(const char *typed, char key[BP_KEY_SIZE])
{
    static const char *const letters[][2] = {
        {"∂", "d"}, {"δ", "delta"}, {"η", "eta"}};
    char text[BP_KEY_SIZE];
    if (strlen(typed) >= BP_KEY_SIZE)
        return false;
    memcpy(text, typed, strlen(typed) + 1);
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
        if (!replace(text, letters[i][0], letters[i][1], key))
            return false;
        memcpy(text, key, strlen(key) + 1);
    }
    return true;
}

bool bp_canonical_key(const char *typed, char key[BP_KEY_SIZE])
{
    char text[BP_KEY_SIZE];
    if (!spell_out(typed, text))
        return false;
    memcpy(key, text, strlen(text) + 1);
    if (strncmp(text, "dE_total/d", 10) == 0)
        snprintf(key, BP_KEY_SIZE, "dE/d%s", text + 10);
    memcpy(text, key, strlen(key) + 1);

    /* Of an output neuron's own error: dE_o1/dout_o1, dE_o1/dnet_o1. */
    const char *slash = strchr(text, '/');
    if (slash == NULL || strncmp(text, "dE", 2) != 0)
        return true;
    const char *of = text[2] == '_' ? text + 3 : NULL;
    const char *by = slash + 1;
    bool by_out = strncmp(by, "dout_", 5) == 0;
    bool by_net = strncmp(by, "dnet_", 5) == 0;
    if ((!by_out && !by_net) || (of == NULL && slash != text + 2))
        return true;
    const char *neuron = by + 5;
    bool is_own = of != NULL && *neuron == 'o' &&
                  (size_t)(slash - of) == strlen(neuron) &&
                  strncmp(of, neuron, strlen(neuron)) == 0;
    const char *name = by_out ? "dE/dout_" : "delta_";
    if (is_own || (by_net && of == NULL))
        return snprintf(key, BP_KEY_SIZE, "%s%s", name, neuron) < BP_KEY_SIZE;
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Upper and lower case are the same letter, and 0 is taken for o. */
static int letter(char c)
{
    return c == '0' ? 'o' : tolower((unsigned char)c);
}

/* How many letters must be put in, left out or changed to make one of the
 * other. */
static size_t distance(const char *a, const char *b)
{
    size_t row[BP_KEY_SIZE + 1];
    size_t n = strlen(b);
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 0; a[i] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < n; j++) {
            size_t change = diagonal + (letter(a[i]) == letter(b[j]) ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = least(change, least(row[j], diagonal) + 1);
        }
    }
    return row[n];
}

const char *bp_key_most_alike(const bp_definitions *numbers, const char *key)
{
    const char *best = NULL;
    size_t best_distance = 1 + least(3, strlen(key) / 2);
    for (size_t k = 0; k < numbers->n; k++) {
        const bp_definition *number = &numbers->number[k];
        if (number->standing == BP_UNNAMED)
            continue;
        size_t d = distance(key, number->key);
        if (d < best_distance) {
            best = number->key;
            best_distance = d;
        }
    }
    return best;
}
