/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_SPREADSHEET_PARTS_H
#define BP_SPREADSHEET_PARTS_H

/* What the sheets of a spreadsheet share: for src/files/spreadsheet*.c alone. */

#include <xlsxwriter.h>

#include "walk/complaint.h"
#include "walk/formula.h"
#include "walk/text.h"
#include "walk/trainer.h"

/* How cells look. What can be changed is the only one that is not locked. */
typedef struct {
    lxw_format *title, *note, *head, *number_head, *stage;
    lxw_format *key, *text, *count;
    lxw_format *apart, *apart_head; /* texts behind a column of numbers */
    lxw_format *given, *like_given; /* the second one for the legend: locked */
    lxw_format *fixed, *small;      /* numbers, see bp_number_style */
    lxw_format *right, *wrong;      /* marks, which say it in words, too */
} bp_styles;

/* The spreadsheet while it is made. */
typedef struct {
    const bp_example *example;
    const bp_definitions *d;
    const double *x; /* the walk's, an entry for each definition */
    lxw_workbook *workbook;
    bp_styles style;
    lxw_row_t
        *row;     /* where each number stands on the sheet Round; 0: nowhere */
    bp_text text; /* of one cell after the other */
    lxw_error error; /* the first one of the library's */
} bp_spreadsheet;

/* On every sheet, rows from 0: a title, two notes, the names of the columns, and below
 * them the table. */
enum { BP_TITLE_ROW, BP_LEGEND_ROW, BP_NOTE_ROW, BP_HEAD_ROW, BP_FIRST_ROW };

/* The sheet Round's columns. */
enum { BP_KEY_COLUMN, BP_WORDS_COLUMN, BP_SYMBOLS_COLUMN, BP_VALUE_COLUMN };

/* A new sheet of that name, with its title and notes. It is protected, without a
 * password, so that a formula is not overwritten by mistake. NULL where memory runs
 * out. */
lxw_worksheet *bp_add_sheet(bp_spreadsheet *s, const char *name,
                            const char *title, const char *legend,
                            const char *note);

/* The names of a table's columns, of which the first n_texts are of texts and the others
 * of numbers. They stay in sight together with the first n_fixed columns, and are
 * repeated on each page that is printed. */
void bp_put_head(bp_spreadsheet *s, lxw_worksheet *sheet,
                 const char *const names[], lxw_col_t n_names,
                 lxw_col_t n_texts, lxw_col_t n_fixed);

/* A cell: a text, a number, a formula with its value, one whose value is a text. An
 * error is kept in s. */
void bp_put_text(bp_spreadsheet *s, lxw_worksheet *sheet, lxw_row_t row,
                 lxw_col_t column, const char *text, lxw_format *style);
void bp_put_number(bp_spreadsheet *s, lxw_worksheet *sheet, lxw_row_t row,
                   lxw_col_t column, double x, lxw_format *style);
void bp_put_formula(bp_spreadsheet *s, lxw_worksheet *sheet, lxw_row_t row,
                    lxw_col_t column, const char *formula, double x,
                    lxw_format *style);
void bp_put_text_formula(bp_spreadsheet *s, lxw_worksheet *sheet, lxw_row_t row,
                         lxw_col_t column, const char *formula,
                         const char *text, lxw_format *style);

/* The number's name in words, in a cell. */
void bp_put_words(bp_spreadsheet *s, lxw_worksheet *sheet, lxw_row_t row,
                  lxw_col_t column, size_t k);

/* Only numbers may be typed into these cells. */
void bp_ask_for_numbers(bp_spreadsheet *s, lxw_worksheet *sheet,
                        lxw_row_t first_row, lxw_col_t first_column,
                        lxw_row_t last_row, lxw_col_t last_column);

/* Nine decimals, or a power of ten where that would show too little of the number. */
lxw_format *bp_number_style(const bp_spreadsheet *s, double x);

/* Formulas as spreadsheets have them; the caller says how a parent is written. */
bp_notation bp_sheet_notation(void (*parent)(const void *known,
                                             const bp_definitions *d, size_t k,
                                             const bp_out *out),
                              const void *known);

/* Whether the number is on the sheet Round: one of the walk, of the round or after
 * it. */
bool bp_is_on_sheet(const bp_spreadsheet *s, size_t k);

/* Keeps the error that a function of the library returns, where it is the first. */
void bp_keep_error(bp_spreadsheet *s, lxw_error error);

/* Whether a spreadsheet can work out all numbers x of a round that comes after so many.
 * A complaint where it cannot. */
bool bp_fits_sheet(const bp_definitions *d, const double x[], size_t rounds,
                   bp_complaint *complaint);

/* The sheets, one by one. Memory that runs out is told by s->error. False, and a
 * complaint, where a later round has numbers beyond what a spreadsheet can work
 * out. */
void bp_put_round(bp_spreadsheet *s);
void bp_put_check(bp_spreadsheet *s);
bool bp_put_rounds(bp_spreadsheet *s, bp_complaint *complaint);
void bp_put_pairs(bp_spreadsheet *s);

/* How many of the pairs the rounds come to. */
size_t bp_pairs_on_sheet(const bp_spreadsheet *s);

#endif
