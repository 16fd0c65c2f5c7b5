/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/hint.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Which kinds of number the letters at a key's beginning say, whatever their case, and
 * how keys of that kind begin. */
static const struct {
    const char *letters, *beginning;
    bp_kind kind;
} words[] = {
    {"net", "net_", BP_NET},
    {"z", "net_", BP_NET},
    {"out", "out_", BP_OUT},
    {"output", "out_", BP_OUT},
    {"a", "out_", BP_OUT},
    {"y", "out_o", BP_OUT},
    {"o", "out_o", BP_OUT},
    {"h", "net_h", BP_NET},
    {"h", "out_h", BP_OUT},
    {"hidden", "out_h", BP_OUT},
    {"e", "E_", BP_ERROR},
    {"e", "E_", BP_TOTAL_ERROR},
    {"err", "E_", BP_ERROR},
    {"error", "E_", BP_ERROR},
    {"error", "E_", BP_TOTAL_ERROR},
    {"loss", "E_", BP_TOTAL_ERROR},
    {"cost", "E_", BP_TOTAL_ERROR},
    {"total", "E_total", BP_TOTAL_ERROR},
    {"c", "E_", BP_TOTAL_ERROR},
    {"j", "E_", BP_TOTAL_ERROR},
    {"l", "E_", BP_TOTAL_ERROR},
    {"delta", "delta_", BP_DELTA},
    {"w", "w", BP_WEIGHT},
    {"weight", "w", BP_WEIGHT},
    {"b", "b", BP_BIAS},
    {"bias", "b", BP_BIAS},
    {"i", "i", BP_INPUT},
    {"x", "i", BP_INPUT},
    {"in", "i", BP_INPUT},
    {"input", "i", BP_INPUT},
    {"t", "t", BP_TARGET},
    {"target", "t", BP_TARGET},
    {"eta", "eta", BP_ETA},
    {"lr", "eta", BP_ETA},
    {"dw", "dE/dw", BP_DE_DW},
    {"db", "dE/db", BP_DE_DB},
    {"dout", "dE/dout_", BP_DE_DOUT},
};

/* Kinds of derivatives: of what, by what. */
static const struct {
    bp_kind of, by, kind;
} derivatives[] = {
    {BP_TOTAL_ERROR, BP_WEIGHT, BP_DE_DW}, {BP_TOTAL_ERROR, BP_BIAS, BP_DE_DB},
    {BP_TOTAL_ERROR, BP_OUT, BP_DE_DOUT},  {BP_TOTAL_ERROR, BP_NET, BP_DELTA},
    {BP_ERROR, BP_OUT, BP_PATH},           {BP_NET, BP_WEIGHT, BP_DNET_DW},
    {BP_NET, BP_OUT, BP_PATH_WEIGHT},      {BP_OUT, BP_NET, BP_DOUT_DNET},
};

enum {
    N_WORDS = sizeof words / sizeof words[0],
    N_DERIVATIVES = sizeof derivatives / sizeof derivatives[0]
};

/* ------------------------------------------------------------------ how like they are */

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

/* ------------------------------------------------------------------------- the search */

/* The keys found so far that are most like the one typed. */
typedef struct {
    const bp_definitions *known;
    const bp_example *example;
    const bp_spelling *spelling;
    size_t distance; /* of these */
    size_t n;
    size_t first, last; /* w1 comes before w2, and that before w10 */
} search;

static bool comes_before(const search *s, size_t a, size_t b)
{
    const char *left = s->known->number[a].key;
    const char *right = s->known->number[b].key;
    size_t n_left = strlen(left);
    size_t n_right = strlen(right);
    return n_left != n_right ? n_left < n_right : strcmp(left, right) < 0;
}

static void note(search *s, size_t k, size_t d)
{
    if (d < s->distance)
        s->n = 0;
    s->distance = d;
    /* Two words may lead to the same key. */
    if (s->n > 0 && (k == s->first || k == s->last))
        return;
    if (s->n == 0 || comes_before(s, k, s->first))
        s->first = k;
    if (s->n == 0 || comes_before(s, s->last, k))
        s->last = k;
    s->n++;
}

/* Whether the key is of that moment and begins with the stem. */
static bool begins_with(const bp_definition *number, const bp_spelling *stem)
{
    return number->moment == stem->moment &&
           strncmp(number->key, stem->stem, strlen(stem->stem)) == 0;
}

/* Looks among the numbers of a kind for keys like this stem; or, where the stem is
 * but a beginning, for all that begin so. */
static void look_for(search *s, bp_kind kind, const char *stem,
                     bool is_beginning)
{
    bp_spelling meant = *s->spelling;
    char key[BP_KEY_SIZE];
    if (snprintf(meant.stem, BP_KEY_SIZE, "%s", stem) >= BP_KEY_SIZE ||
        !bp_spelt_key(&meant, s->example, key))
        return;
    size_t most = least(3, strlen(key) / 2);
    for (size_t k = 0; k < s->known->n; k++) {
        const bp_definition *number = &s->known->number[k];
        if (number->kind != kind || number->standing == BP_UNNAMED)
            continue;
        size_t d = is_beginning && begins_with(number, &meant)
                       ? 0
                       : distance(key, number->key);
        if (d <= most && d <= s->distance)
            note(s, k, d);
    }
}

static size_t n_letters(const char *text)
{
    size_t n = 0;
    while (isalpha((unsigned char)text[n]))
        n++;
    return n;
}

/* Whether the first n letters are the word but for so many. */
static bool is_like(const char *text, size_t n, const char *word, size_t most)
{
    char typed[BP_KEY_SIZE];
    snprintf(typed, sizeof typed, "%.*s", (int)n, text);
    return distance(typed, word) <= most;
}

/* How many letters at the beginning are exactly the word: all, or all but a layer's
 * behind a long one, as in NETO1. */
static size_t exact_length(const char *text, const char *word)
{
    size_t n = n_letters(text);
    if (is_like(text, n, word, 0))
        return n;
    bool has_layer =
        n > 3 && strchr("hkmnpqo", tolower((unsigned char)text[n - 1]));
    return has_layer && is_like(text, n - 1, word, 0) ? n - 1 : 0;
}

/* How many are a long word but for one letter. One behind the whole word says another
 * thing, `deltaw`, unless it is an s. */
static size_t near_length(const char *text, const char *word)
{
    size_t n = n_letters(text);
    size_t length = strlen(word);
    bool has_more = n > length && is_like(text, length, word, 0);
    return length >= 3 && n > 1 && text[0] == word[0] &&
                   is_like(text, n, word, 1) &&
                   (!has_more || text[length] == 's')
               ? n
               : 0;
}

/* A word that text may begin with. */
typedef struct {
    size_t word;
    const char *rest; /* of the text, behind it */
} reading;

/* Finds the words, only exact ones if there are any; returns how many. */
static size_t read_words(const char *text, reading readings[N_WORDS])
{
    size_t n = 0;
    for (int is_exact = 1; is_exact >= 0 && n == 0; is_exact--)
        for (size_t w = 0; w < N_WORDS; w++) {
            size_t length = is_exact ? exact_length(text, words[w].letters)
                                     : near_length(text, words[w].letters);
            if (length > 0)
                readings[n++] =
                    (reading){w, text + length + (text[length] == '_')};
        }
    return n;
}

static void look_for_quantity(search *s)
{
    reading of[N_WORDS];
    size_t n = read_words(s->spelling->stem, of);
    for (size_t r = 0; r < n; r++) {
        char meant[2 * BP_KEY_SIZE];
        snprintf(meant, sizeof meant, "%s%s", words[of[r].word].beginning,
                 of[r].rest);
        look_for(s, words[of[r].word].kind, meant, *of[r].rest == '\0');
    }
}

/* The same for that kind of derivative, if it is one of what was read. */
static void look_for_kind(search *s, size_t d, reading of, reading by)
{
    bp_kind kind = derivatives[d].kind;
    const char *top = words[of.word].beginning;
    const char *bottom = words[by.word].beginning;
    char meant[3 * BP_KEY_SIZE];
    if (words[of.word].kind != derivatives[d].of ||
        words[by.word].kind != derivatives[d].by)
        return;
    if (kind == BP_DELTA)
        snprintf(meant, sizeof meant, "delta_%s", by.rest);
    else if (derivatives[d].of == BP_TOTAL_ERROR && *of.rest == '\0')
        snprintf(meant, sizeof meant, "dE/d%s%s", bottom, by.rest);
    else
        snprintf(meant, sizeof meant, "d%s%s/d%s%s", top, of.rest, bottom,
                 by.rest);
    look_for(s, kind, meant, *by.rest == '\0');
}

static void look_for_derivative(search *s, const char *slash)
{
    reading of[N_WORDS];
    reading by[N_WORDS];
    const char *stem = s->spelling->stem;
    char top[BP_KEY_SIZE];
    snprintf(top, sizeof top, "%.*s", (int)(slash - stem), stem);
    if (tolower((unsigned char)top[0]) != 'd' ||
        tolower((unsigned char)slash[1]) != 'd')
        return;
    size_t n_of = read_words(top + 1, of);
    size_t n_by = read_words(slash + 2, by);
    for (size_t i = 0; i < n_of; i++)
        for (size_t j = 0; j < n_by; j++)
            for (size_t d = 0; d < N_DERIVATIVES; d++)
                look_for_kind(s, d, of[i], by[j]);
}

/* ------------------------------------------------------------------ what is said of it */

bool bp_hint(const bp_definitions *known, const bp_example *example,
             const bp_spelling *spelling, char hint[BP_HINT_SIZE])
{
    search s = {.known = known,
                .example = example,
                .spelling = spelling,
                .distance = SIZE_MAX};
    char first[BP_KEY_SIZE];
    char last[BP_KEY_SIZE];
    const char *slash = strchr(spelling->stem, '/');
    if (slash != NULL)
        look_for_derivative(&s, slash);
    else
        look_for_quantity(&s);
    if (s.n == 0)
        return false;
    bp_key_after(&known->number[s.first], spelling->rounds, first);
    bp_key_after(&known->number[s.last], spelling->rounds, last);
    if (s.n == 1)
        snprintf(hint, BP_HINT_SIZE, "%s", first);
    else
        snprintf(hint, BP_HINT_SIZE,
                 s.n == 2 ? "%s or %s" : "one from %s to %s", first, last);
    return true;
}
