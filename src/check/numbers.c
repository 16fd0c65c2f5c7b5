/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/numbers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/hint.h"
#include "check/line.h"
#include "walk/number.h"
#include "walk/printable.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* A text that is being read. */
typedef struct {
    const bp_definitions *known;
    const bp_example *example;
    bp_numbers *numbers;
    bp_complaint *complaint;
    unsigned long line;
    bool is_first; /* of the lines that say anything */
} reader;

/* ---------------------------------------------------------------------- keys */

/* "b1" where the first layer's neurons have different biases. */
static bool is_no_common_bias(const reader *r, const char *stem)
{
    const bp_network *network = r->example->network;
    for (size_t l = 0; l < network->n_layers; l++) {
        char name[BP_NAME_SIZE];
        snprintf(name, sizeof name, "b%zu", l + 1);
        if (!network->layer[l].one_bias && strcmp(stem, name) == 0)
            return true;
    }
    return false;
}

static bool refuse_spelling(const reader *r, const char *typed,
                            bp_spelling_result result)
{
    char shown[BP_QUOTED_SIZE];
    bp_quoted(typed, shown);
    if (result == BP_SPELT_NO_ROUNDS)
        bp_complain(r->complaint, r->line,
                    "'%s': expected a number of rounds behind @, from 0 to %d",
                    shown, BP_MAX_ROUNDS);
    else
        bp_complain(r->complaint, r->line,
                    "'%s' is no number of this example, expected a key such as "
                    "out_h1 or dE/dw5",
                    shown);
    return false;
}

static bool refuse_key(const reader *r, const char *typed,
                       const bp_spelling *spelling)
{
    char hint[BP_HINT_SIZE];
    char shown[BP_QUOTED_SIZE];
    bp_quoted(typed, shown);
    if (is_no_common_bias(r, spelling->stem))
        bp_complain(r->complaint, r->line,
                    "%s: this layer's neurons have biases of their own, "
                    "expected b_ and a neuron's name",
                    shown);
    else if (bp_hint(r->known, r->example, spelling, hint))
        bp_complain(r->complaint, r->line,
                    "'%s' is no number of this example, did you mean %s?",
                    shown, hint);
    else
        bp_complain(r->complaint, r->line,
                    "'%s' is no number of this example, expected a key such as "
                    "out_h1 or dE/dw5 (backprop walk lists them)",
                    shown);
    return false;
}

/* -------------------------------------------------------------------- numbers */

static bool read_value(const reader *r, char *typed, bp_given_number *number)
{
    if (bp_read_given(typed, number))
        return true;
    char shown[BP_QUOTED_SIZE];
    bp_complain(r->complaint, r->line,
                "'%s' is not a finite decimal number, expected one%s",
                bp_quoted(typed, shown), bp_given_hint(typed));
    return false;
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
    bp_numbers *numbers = r->numbers;
    unsigned long first;
    if (!make_room(numbers) ||
        !bp_see(&numbers->seen, number.key, number.rounds, r->line, &first)) {
        bp_complain(r->complaint, 0, "out of memory");
        return false;
    }
    if (first != 0) {
        char key[BP_KEY_SIZE];
        bp_complain(
            r->complaint, r->line,
            "%s is given twice, first in line %lu, expected once",
            bp_key_after(&r->known->number[number.key], number.rounds, key),
            first);
        return false;
    }
    numbers->number[numbers->n++] = number;
    return true;
}

/* ---------------------------------------------------------------------- lists */

static bool ends_in_digit(const char *stem)
{
    size_t length = strlen(stem);
    return length > 0 && stem[length - 1] >= '0' && stem[length - 1] <= '9';
}

static size_t find_entry(const reader *r, const bp_spelling *list,
                         size_t number)
{
    bp_spelling entry;
    return bp_spell_entry(list, number, &entry)
               ? bp_find_spelt(r->known, r->example, &entry)
               : SIZE_MAX;
}

/* How many numbers the example has whose keys begin so. */
static size_t n_expected(const reader *r, const bp_spelling *list)
{
    size_t n = 0;
    if (!ends_in_digit(list->stem))
        while (find_entry(r, list, n + 1) != SIZE_MAX)
            n++;
    return n;
}

static bool read_list(const reader *r, const char *typed,
                      const bp_spelling *spelling, char *list)
{
    char shown[BP_QUOTED_SIZE];
    size_t expected = n_expected(r, spelling);
    if (expected == 0 &&
        bp_find_spelt(r->known, r->example, spelling) == SIZE_MAX)
        return refuse_key(r, typed, spelling);
    if (expected == 0) {
        bp_complain(r->complaint, r->line,
                    "a list for '%s', expected one number",
                    bp_quoted(typed, shown));
        return false;
    }
    bp_quoted(list, shown);
    if (!bp_open_list(list)) {
        bp_complain(r->complaint, r->line,
                    "'%s': expected a list such as [0.75, 0.77]", shown);
        return false;
    }
    size_t n = bp_n_entries(list);
    if (n != expected) {
        bp_complain(r->complaint, r->line,
                    "a list of %zu numbers for '%s', expected %zu", n,
                    bp_quoted(typed, shown), expected);
        return false;
    }
    for (size_t k = 1; k <= n; k++) {
        bp_given_number number = {.key = find_entry(r, spelling, k),
                                  .rounds = spelling->rounds,
                                  .line = r->line};
        if (!read_value(r, bp_next_entry(&list), &number) || !keep(r, number))
            return false;
    }
    return true;
}

/* ---------------------------------------------------------------------- lines */

static bool refuse_line(const reader *r, const char *line)
{
    char shown[BP_QUOTED_SIZE];
    bp_complain(r->complaint, r->line,
                "'%s': expected a key and a number, such as out_h1 = 0.5933",
                bp_quoted(line, shown));
    return false;
}

/* Whether a piece of a chain ends in the next number's key: 0.4 w6, of w5 = 0.4 w6 =
 * 0.45. */
static bool has_key_behind(const reader *r, char *piece)
{
    double x;
    bp_spelling spelling;
    char *key = bp_last_word(piece);
    return key != NULL && bp_read_number(piece, &x) &&
           bp_spell(key, &spelling) == BP_SPELT &&
           bp_find_spelt(r->known, r->example, &spelling) != SIZE_MAX;
}

/* Goes to the last number of a chain. What is before it has to be one number's
 * making, and not a number and the next one's key. */
static bool go_to_chain_end(const reader *r, char **value)
{
    char *piece;
    while ((piece = bp_next_piece(value)) != NULL) {
        char shown[BP_QUOTED_SIZE];
        bp_quoted(piece, shown);
        if (*piece == '\0' || **value == '\0') {
            bp_complain(
                r->complaint, r->line,
                "a = with nothing before or behind it, expected a number");
            return false;
        }
        if (bp_has_more_behind(piece) || has_key_behind(r, piece)) {
            bp_complain(r->complaint, r->line,
                        "'%s': another number behind the first, expected one "
                        "a line",
                        shown);
            return false;
        }
    }
    return true;
}

static bool read_number(const reader *r, const char *typed, char *value)
{
    bp_spelling spelling;
    bp_spelling_result result = bp_spell(typed, &spelling);
    if (result != BP_SPELT)
        return refuse_spelling(r, typed, result);
    if (bp_is_list(value))
        return read_list(r, typed, &spelling, value);
    bp_given_number number = {
        .key = bp_find_spelt(r->known, r->example, &spelling),
        .rounds = spelling.rounds,
        .line = r->line};
    if (number.key == SIZE_MAX)
        return refuse_key(r, typed, &spelling);
    return read_value(r, value, &number) && keep(r, number);
}

/* A key, of one number or of a list, with nothing behind it. */
static bool read_unfilled(const reader *r, const char *typed)
{
    bp_spelling spelling;
    bp_spelling_result result = bp_spell(typed, &spelling);
    if (result != BP_SPELT)
        return refuse_spelling(r, typed, result);
    if (bp_find_spelt(r->known, r->example, &spelling) == SIZE_MAX &&
        n_expected(r, &spelling) == 0)
        return refuse_key(r, typed, &spelling);
    r->numbers->n_unfilled++;
    return true;
}

static bool read_line(reader *r, char *line)
{
    char *key;
    char *value;
    line = bp_bare_line(line);
    if (*line == '\0')
        return true;
    bool is_first = r->is_first;
    r->is_first = false;
    if (bp_part_unfilled(line, &key))
        return read_unfilled(r, key);
    if (!bp_part_line(line, &key, &value))
        return refuse_line(r, line);
    if (is_first && bp_is_heading(key, value))
        return true;
    return go_to_chain_end(r, &value) && read_number(r, key, value);
}

/* ------------------------------------------------------------------ the whole */

/* Cuts a line off where it ends; false where a byte of it is 0. */
static bool cut_line(reader *r, char *text, char *end, char **next)
{
    char *line_end = memchr(text, '\n', (size_t)(end - text));
    if (line_end == NULL)
        line_end = end;
    if (memchr(text, '\0', (size_t)(line_end - text)) != NULL) {
        bp_complain(r->complaint, r->line,
                    "a NUL byte, expected a key and a number");
        return false;
    }
    *line_end = '\0';
    *next = line_end + 1;
    return true;
}

/* Makes the line and the next one, behind it, one line: blanks take the place of a
 * comment and of the line's end. */
static void join(char *line, char *next)
{
    char *end = line + strcspn(line, "#");
    memset(end, ' ', (size_t)(next - end));
}

/* Reads a line, with those in which its list goes on; text is then what is behind. */
static bool read_whole_line(reader *r, char **text, char *end)
{
    char *line = *text;
    char *last = line;
    unsigned long first_line = ++r->line;
    if (!cut_line(r, last, end, text))
        return false;
    long n_open = bp_n_open(last);
    while (n_open > 0 && *text < end) {
        char *next = *text;
        r->line++;
        if (!cut_line(r, next, end, text))
            return false;
        join(last, next);
        last = next;
        n_open += bp_n_open(last);
    }
    unsigned long last_line = r->line;
    r->line = first_line;
    if (n_open > 0) {
        char shown[BP_QUOTED_SIZE];
        bp_complain(r->complaint, r->line,
                    "'%s': a list without its end, expected one such as "
                    "[0.75, 0.77]",
                    bp_quoted(line, shown));
        return false;
    }
    if (!read_line(r, line))
        return false;
    r->line = last_line;
    return true;
}

bool bp_numbers_parse(char *text, size_t length, const bp_example *example,
                      const bp_definitions *known, bp_numbers *numbers,
                      bp_complaint *complaint)
{
    reader r = {.known = known,
                .example = example,
                .numbers = numbers,
                .complaint = complaint,
                .is_first = true};
    char *end = text + length;
    numbers->n = 0;
    numbers->n_unfilled = 0;
    bp_see_another_text(&numbers->seen);
    if (strncmp(text, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0)
        text += strlen(BYTE_ORDER_MARK);
    while (text < end)
        if (!read_whole_line(&r, &text, end))
            return false;
    if (numbers->n == 0)
        bp_complain(complaint, 0,
                    "no numbers%s, expected lines such as out_h1 = 0.5933",
                    numbers->n_unfilled > 0 ? " are filled in yet" : "");
    return numbers->n > 0;
}

void bp_numbers_free(bp_numbers *numbers)
{
    free(numbers->number);
    bp_seen_free(&numbers->seen);
    *numbers = (bp_numbers){0};
}
