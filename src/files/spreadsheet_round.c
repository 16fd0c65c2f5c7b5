/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet Round: each number of the walk, with its formula. */
#include <math.h>
#include <string.h>

#include "files/spreadsheet_parts.h"
#include "walk/formula_rows.h"
#include "walk/words.h"

enum { SYMBOLS_WIDTH = 48 }; /* characters */

/* The cell that a number stands in. */
static void write_cell(const void *known, const bp_definitions *d, size_t k,
                       const bp_out *out)
{
    const bp_spreadsheet *s = known;
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    (void)d;
    lxw_rowcol_to_cell(cell, s->row[k], BP_VALUE_COLUMN);
    bp_say(out, "%s", cell);
}

/* Where each number will stand: a row for it, and one before each stage. */
static void place_numbers(bp_spreadsheet *s)
{
    lxw_row_t row = BP_FIRST_ROW;
    int stage = -1;
    for (size_t k = 0; k < s->d->n_round; k++) {
        if (!bp_is_on_sheet(s, k))
            continue;
        if (bp_stage_of(&s->d->number[k]) != stage)
            row++;
        stage = bp_stage_of(&s->d->number[k]);
        s->row[k] = row++;
    }
}

/* The formula of a number, in a notation; false where memory runs out. */
static bool spell(bp_spreadsheet *s, size_t k, const bp_notation *notation)
{
    const bp_out out = bp_text_out(&s->text);
    s->text.length = 0;
    bp_say(&out, "%s", "");
    bp_write_formula(s->d, k, notation, &out);
    return !s->text.ran_out;
}

/* How many lines a text takes in a column so many characters wide: a line ends at the
 * last blank before its end. */
static unsigned count_lines(const char *text, size_t width)
{
    unsigned n = 1;
    size_t column = 0;
    while (*text != '\0') {
        size_t word = strcspn(text, " ");
        if (column > 0 && column + word > width) {
            n++;
            column = 0;
        }
        column += word + 1;
        text += word + strspn(text + word, " ");
    }
    return n;
}

/* The formula in symbols. A row has to be told how high it is: LibreOffice leaves it at
 * one line. */
static void put_symbols(bp_spreadsheet *s, lxw_worksheet *sheet, size_t k)
{
    const double line_height = LXW_DEF_ROW_HEIGHT;
    const double largest_height = 409.0; /* what Excel takes */
    if (!spell(s, k, &bp_in_symbols))
        return;
    bp_put_text(s, sheet, s->row[k], BP_SYMBOLS_COLUMN, s->text.bytes,
                s->style.text);
    unsigned n_lines = count_lines(s->text.bytes, SYMBOLS_WIDTH);
    if (n_lines > 1)
        bp_keep_error(
            s, worksheet_set_row(sheet, s->row[k],
                                 fmin(n_lines * line_height, largest_height),
                                 NULL));
}

static void put_value(bp_spreadsheet *s, lxw_worksheet *sheet, size_t k)
{
    const bp_notation in_cells = bp_sheet_notation(write_cell, s);
    if (s->d->number[k].operation == BP_GIVEN)
        bp_put_number(s, sheet, s->row[k], BP_VALUE_COLUMN, s->x[k],
                      s->style.given);
    else if (spell(s, k, &in_cells))
        bp_put_formula(s, sheet, s->row[k], BP_VALUE_COLUMN, s->text.bytes,
                       s->x[k], bp_number_style(s, s->x[k]));
}

static void put_row(bp_spreadsheet *s, lxw_worksheet *sheet, size_t k)
{
    bp_put_text(s, sheet, s->row[k], BP_KEY_COLUMN, s->d->number[k].key,
                s->style.key);
    bp_put_words(s, sheet, s->row[k], BP_WORDS_COLUMN, k);
    put_symbols(s, sheet, k);
    put_value(s, sheet, k);
}

/* The names of stages, each in the row before its first number. */
static void put_stages(bp_spreadsheet *s, lxw_worksheet *sheet,
                       lxw_col_t n_columns)
{
    int stage = -1;
    for (size_t k = 0; k < s->d->n_round; k++) {
        if (!bp_is_on_sheet(s, k) || bp_stage_of(&s->d->number[k]) == stage)
            continue;
        stage = bp_stage_of(&s->d->number[k]);
        bp_put_text(s, sheet, s->row[k] - 1, 0, bp_stage_words[stage],
                    s->style.stage);
        for (lxw_col_t c = 1; c < n_columns; c++)
            bp_put_text(s, sheet, s->row[k] - 1, c, "", s->style.stage);
    }
}

/* The given numbers stand one behind the other. */
static void ask_for_given(bp_spreadsheet *s, lxw_worksheet *sheet)
{
    lxw_row_t last = BP_FIRST_ROW + 1;
    for (size_t k = 0; k < s->d->n_round; k++)
        if (bp_is_on_sheet(s, k) && s->d->number[k].operation == BP_GIVEN)
            last = s->row[k];
    bp_ask_for_numbers(s, sheet, BP_FIRST_ROW + 1, BP_VALUE_COLUMN, last,
                       BP_VALUE_COLUMN);
}

void bp_put_round(bp_spreadsheet *s)
{
    static const char *const names[] = {"number", "in words", "formula",
                                        "value"};
    enum { N_NAMES = sizeof names / sizeof names[0] };
    lxw_worksheet *sheet = bp_add_sheet(
        s, "Round", "One round of backpropagation, each number a formula",
        "given: change these numbers, and all others follow. Other cells are "
        "locked, without a password.",
        "Read “a by b” as: by how much a changes, for each unit that b changes. A "
        "+ stands for after the round.");
    if (sheet == NULL)
        return;
    place_numbers(s);
    bp_put_head(s, sheet, names, N_NAMES, BP_VALUE_COLUMN, 1);
    put_stages(s, sheet, N_NAMES);
    for (size_t k = 0; k < s->d->n_round; k++)
        if (bp_is_on_sheet(s, k))
            put_row(s, sheet, k);
    ask_for_given(s, sheet);
    bp_keep_error(s, worksheet_set_column(sheet, 0, 0, 18, NULL));
    bp_keep_error(s, worksheet_set_column(sheet, 1, 1, 44, NULL));
    bp_keep_error(s, worksheet_set_column(sheet, 2, 2, SYMBOLS_WIDTH, NULL));
    bp_keep_error(s, worksheet_set_column(sheet, 3, 3, 20, NULL));
    worksheet_fit_to_pages(sheet, 1, 0);
}
