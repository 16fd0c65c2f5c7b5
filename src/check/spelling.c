/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/spelling.h"

#include <stdio.h>
#include <string.h>

#include "walk/number.h"

/* ------------------------------------------------------------------- letter by letter */

/* Blanks behind these are left out: a command of TeX ends with one. The longer of two
 * that begin alike comes first. */
static const struct {
    const char *typed, *plain;
} symbols[] = {
    {"∂", "d"},
    {"δ", "delta"},
    {"Δ", "delta"},
    {"∆", "delta"},
    {"η", "eta"},
    {"\\partial", "d"},
    {"\\frac", ""},
    {"\\delta", "delta"},
    {"\\Delta", "delta"},
    {"\\eta", "eta"},
    {"₀", "0"},
    {"₁", "1"},
    {"₂", "2"},
    {"₃", "3"},
    {"₄", "4"},
    {"₅", "5"},
    {"₆", "6"},
    {"₇", "7"},
    {"₈", "8"},
    {"₉", "9"},
    {"ₕ", "h"},
    {"ₖ", "k"},
    {"ₘ", "m"},
    {"ₙ", "n"},
    {"ₚ", "p"},
    {"ₒ", "o"},
    {"⁺", "+"},
    {"′", "+"},
    {"’", "+"},
    {"'", "+"},
    {"^{+}", "+"},
    {"^+", "+"},
    {"^{new}", "+"},
    {"^new", "+"},
    {"}{", "/"},
    {"{", ""},
    {"}", ""},
    {"$", ""},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What most keys are made of. */
static bool is_plain(char c)
{
    return is_letter(c) || is_digit(c) || c == '_' || c == '/' || c == '+';
}

static size_t blanks(const char *text)
{
    return strspn(text, " \t");
}

/* The plain text for what is typed here, or NULL; and how much of it that is. */
static const char *plain_text(const char *typed, size_t *length)
{
    for (size_t s = 0; s < sizeof symbols / sizeof symbols[0]; s++) {
        *length = strlen(symbols[s].typed);
        if (strncmp(typed, symbols[s].typed, *length) == 0) {
            *length += blanks(typed + *length);
            return symbols[s].plain;
        }
    }
    return NULL;
}

/* A blank between letters or digits is as good as _; any other says nothing. */
static const char *plain_blank(char before, char after)
{
    bool is_inside = (is_letter(before) || is_digit(before)) &&
                     (is_letter(after) || is_digit(after));
    return is_inside ? "_" : "";
}

/* Spells the key in ASCII; false where it has no room. */
static bool spell_out(const char *typed, char key[BP_KEY_SIZE])
{
    size_t length = 0;
    char before = '\0';
    while (*typed != '\0') {
        char letter[2] = {*typed, '\0'};
        size_t n_typed = 1;
        const char *plain = letter;
        if (blanks(typed) > 0) {
            n_typed = blanks(typed);
            plain = plain_blank(before, typed[n_typed]);
        } else if (!is_plain(*typed)) {
            plain = plain_text(typed, &n_typed);
            if (plain == NULL) {
                plain = letter;
                n_typed = 1;
            }
        }
        size_t n_plain = strlen(plain);
        if (length + n_plain >= BP_KEY_SIZE)
            return false;
        memcpy(key + length, plain, n_plain);
        length += n_plain;
        if (length > 0)
            before = key[length - 1];
        typed += n_typed;
    }
    key[length] = '\0';
    return true;
}

/* ---------------------------------------------------------------------- its parts */

/* What may stand behind a name. */
typedef enum {
    NOTHING,  /* eta */
    A_NUMBER, /* w5 */
    A_NEURON, /* net_h1 */
    EITHER,   /* b1, b_h1 */
    AN_ERROR, /* E_o1, E_total; E alone in a derivative */
} index_form;

static const struct {
    const char *typed, *name;
    index_form form;
} names[] = {
    {"net", "net", A_NEURON},     {"z", "net", A_NEURON},
    {"out", "out", A_NEURON},     {"a", "out", A_NEURON},
    {"delta", "delta", A_NEURON}, {"E", "E", AN_ERROR},
    {"w", "w", A_NUMBER},         {"b", "b", EITHER},
    {"i", "i", A_NUMBER},         {"t", "t", A_NUMBER},
    {"eta", "eta", NOTHING},
};

/* A name and its index: out, o, 1. The layer is 0 where there is none, and the number
 * of a list's key empty. */
typedef struct {
    const char *name;
    char layer;
    const char *number;
    bool is_total;
} quantity;

/* Reads all of the text behind the name. */
static bool read_index(const char *text, index_form form, quantity *q)
{
    bool has_layer = form == A_NEURON || form == EITHER || form == AN_ERROR;
    text += *text == '_';
    q->is_total = form == AN_ERROR && strcmp(text, "total") == 0;
    if (q->is_total)
        return true;
    if (has_layer && *text != '\0' && strchr("hkmnpqo", *text) != NULL) {
        q->layer = *text++;
        text += *text == '_';
    }
    q->number = text;
    bool is_number = text[strspn(text, "0123456789")] == '\0';
    bool has_room =
        *text == '\0' || form == A_NUMBER || form == EITHER || q->layer != '\0';
    return is_number && has_room && (q->layer != '\0' || form != A_NEURON);
}

static bool read_quantity(const char *text, quantity *q)
{
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
        size_t length = strlen(names[n].typed);
        if (strncmp(text, names[n].typed, length) == 0) {
            *q = (quantity){.name = names[n].name, .number = ""};
            if (read_index(text + length, names[n].form, q))
                return true;
        }
    }
    return false;
}

static bool is_a(const quantity *q, const char *name)
{
    return strcmp(q->name, name) == 0;
}

static bool is_same_output(const quantity *a, const quantity *b)
{
    return a->layer == 'o' && b->layer == 'o' &&
           strcmp(a->number, b->number) == 0;
}

/* Puts the quantity under that name; false where it has no room. */
static bool write_quantity(const char *name, const quantity *q,
                           char text[BP_KEY_SIZE])
{
    char layer[] = {'_', q->layer, '\0'};
    const char *whose = q->is_total ? "_total" : q->layer != '\0' ? layer : "";
    return snprintf(text, BP_KEY_SIZE, "%s%s%s", name, whose, q->number) <
           BP_KEY_SIZE;
}

/* An error's derivative: dE_total is dE, and so is a neuron's own error; by a net
 * input it is called delta. Of dout_o/dnet_o1 both are of one neuron. */
static bool write_derivative(quantity *of, const quantity *by,
                             char text[BP_KEY_SIZE])
{
    char top[BP_KEY_SIZE];
    char bottom[BP_KEY_SIZE];
    if (of->layer != '\0' && of->layer == by->layer && *of->number == '\0')
        of->number = by->number;
    bool is_total = is_a(of, "E") && of->layer == '\0';
    bool is_own = is_a(of, "E") && is_same_output(of, by);
    if (is_a(by, "net") && (is_total || is_own))
        return write_quantity("delta", by, text);
    if (is_total || (is_a(by, "out") && is_own))
        *of = (quantity){.name = "E", .number = ""};
    return write_quantity(of->name, of, top) &&
           write_quantity(by->name, by, bottom) &&
           snprintf(text, BP_KEY_SIZE, "d%s/d%s", top, bottom) < BP_KEY_SIZE;
}

/* dE_dw5, as programs call it, is dE/dw5. */
static char *find_slash(char *stem)
{
    char *slash = strchr(stem, '/');
    char *instead = slash == NULL ? strstr(stem, "_d") : NULL;
    if (instead != NULL)
        *instead = '/';
    return slash == NULL ? instead : slash;
}

/* Spells the stem as the walk does; one that means nothing stays as it is. */
static void put_right(char stem[BP_KEY_SIZE])
{
    char parts[BP_KEY_SIZE];
    char right[BP_KEY_SIZE];
    quantity of;
    quantity by;
    bool ok;
    memcpy(parts, stem, strlen(stem) + 1);
    char *slash = *parts == 'd' ? find_slash(parts) : NULL;
    if (slash != NULL) {
        *slash = '\0';
        ok = slash[1] == 'd' && read_quantity(parts + 1, &of) &&
             read_quantity(slash + 2, &by) && write_derivative(&of, &by, right);
    } else {
        ok = read_quantity(parts, &of) && write_quantity(of.name, &of, right);
    }
    if (ok)
        memcpy(stem, right, strlen(right) + 1);
}

/* ------------------------------------------------------------------------- moments */

/* Cuts such an end off; false where the text has it not, or nothing else. */
static bool cut_off(char *text, const char *end)
{
    size_t length = strlen(text);
    size_t n = strlen(end);
    if (length <= n || strcmp(text + length - n, end) != 0)
        return false;
    text[length - n] = '\0';
    return true;
}

bp_spelling_result bp_spell(const char *typed, bp_spelling *spelling)
{
    *spelling = (bp_spelling){.moment = BP_IN_ROUND};
    char *stem = spelling->stem;
    if (!spell_out(typed, stem))
        return BP_SPELT_TOO_LONG;
    char *at = strchr(stem, '@');
    if (at != NULL) {
        spelling->moment = BP_AFTER_TRAINING;
        if (!bp_read_count(at + 1, BP_MAX_ROUNDS, &spelling->rounds))
            return BP_SPELT_NO_ROUNDS;
        *at = '\0';
    } else if (cut_off(stem, "_+") || cut_off(stem, "+") ||
               cut_off(stem, "_new")) {
        spelling->moment = BP_AFTER_ROUND;
    }
    put_right(stem);
    return BP_SPELT;
}

bool bp_spell_entry(const bp_spelling *list, size_t number, bp_spelling *entry)
{
    *entry = *list;
    if (snprintf(entry->stem, BP_KEY_SIZE, "%s%zu", list->stem, number) >=
        BP_KEY_SIZE)
        return false;
    put_right(entry->stem);
    return true;
}

bool bp_spelt_key(const bp_spelling *spelling, const bp_example *example,
                  char key[BP_KEY_SIZE])
{
    int length = -1;
    switch (spelling->moment) {
    case BP_IN_ROUND:
        length = snprintf(key, BP_KEY_SIZE, "%s", spelling->stem);
        break;
    case BP_AFTER_ROUND:
        length = snprintf(key, BP_KEY_SIZE, "%s+", spelling->stem);
        break;
    case BP_AFTER_TRAINING:
        length = snprintf(key, BP_KEY_SIZE, "%s@%zu", spelling->stem,
                          example->rounds);
        break;
    }
    return length < BP_KEY_SIZE;
}

const char *bp_key_after(const bp_definition *number, size_t rounds,
                         char key[BP_KEY_SIZE])
{
    if (number->moment == BP_AFTER_TRAINING)
        snprintf(key, BP_KEY_SIZE, "%.*s@%zu", (int)strcspn(number->key, "@"),
                 number->key, rounds);
    else
        snprintf(key, BP_KEY_SIZE, "%s", number->key);
    return key;
}

size_t bp_find_spelt(const bp_definitions *known, const bp_example *example,
                     const bp_spelling *spelling)
{
    char key[BP_KEY_SIZE];
    return bp_spelt_key(spelling, example, key)
               ? bp_definitions_find(known, key)
               : SIZE_MAX;
}
