/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet Check: a column for a learner's numbers beside those of the sheet Round. */
#include <stdio.h>

#include "files/spreadsheet_parts.h"

enum { KEY, WORDS, YOURS, TRUE_VALUE, DECIMALS, MARK, N_COLUMNS };

/* Room for any of the formulas below. */
enum { FORMULA_SIZE = 512 };

/* How many decimals a typed number shows: rounding to fewer changes it. */
static void spell_decimals(unsigned row, char formula[FORMULA_SIZE])
{
    snprintf(formula, FORMULA_SIZE,
             "IF(ISNUMBER(C%u),SUMPRODUCT(--(ROUND(C%u,{0,1,2,3,4,5,6,7,8,9,"
             "10,11,12,13,14,15,16,17,18,19,20})<>C%u)),\"\")",
             row, row, row);
}

/* Nothing where nothing is typed. Two units of the last decimal, 2*10^-E, are what
 * rounding may do; where they are as much as the true number itself, it is not told to
 * be right. */
static void spell_mark(unsigned row, char formula[FORMULA_SIZE])
{
    snprintf(formula, FORMULA_SIZE,
             "IF(ISBLANK(C%u),\"\",IF(NOT(ISNUMBER(C%u)),\"? no number\","
             "IF(ABS(C%u-D%u)<=ABS(D%u)/10^12,\"✓ equal\","
             "IF(ABS(C%u-D%u)>2*10^-E%u,\"≠ differs\","
             "IF(2*10^-E%u>=ABS(D%u),\"≈ too few digits\",\"✓ equal\")))))",
             row, row, row, row, row, row, row, row, row, row);
}

static void put_row(bp_spreadsheet *s, lxw_worksheet *sheet, lxw_row_t row,
                    size_t k)
{
    char formula[FORMULA_SIZE];
    unsigned excel_row = row + 1;
    bp_put_text(s, sheet, row, KEY, s->d->number[k].key, s->style.key);
    bp_put_words(s, sheet, row, WORDS, k);
    bp_put_text(s, sheet, row, YOURS, "", s->style.given);
    snprintf(formula, sizeof formula, "Round!D%u", (unsigned)s->row[k] + 1);
    bp_put_formula(s, sheet, row, TRUE_VALUE, formula, s->x[k],
                   bp_number_style(s, s->x[k]));
    spell_decimals(excel_row, formula);
    bp_put_text_formula(s, sheet, row, DECIMALS, formula, "", s->style.count);
    spell_mark(excel_row, formula);
    bp_put_text_formula(s, sheet, row, MARK, formula, "", s->style.apart);
}

/* Marks that begin with this sign, in this style. */
static void colour(bp_spreadsheet *s, lxw_worksheet *sheet, lxw_row_t last,
                   char *sign, lxw_format *style)
{
    lxw_conditional_format rule = {
        .type = LXW_CONDITIONAL_TYPE_TEXT,
        .criteria = LXW_CONDITIONAL_CRITERIA_TEXT_BEGINS_WITH,
        .value_string = sign,
        .format = style,
    };
    bp_keep_error(s, worksheet_conditional_format_range(
                         sheet, BP_FIRST_ROW, MARK, last, MARK, &rule));
}

/* How many numbers are typed, and how many of them have each mark, above the marks. */
static void put_counts(bp_spreadsheet *s, lxw_worksheet *sheet, lxw_row_t last)
{
    char formula[FORMULA_SIZE];
    unsigned first_row = BP_FIRST_ROW + 1;
    unsigned last_row = last + 1;
    snprintf(formula, sizeof formula,
             "COUNTIF(F%u:F%u,\"✓*\")&\" equal, \"&COUNTIF(F%u:F%u,\"≠*\")&\" "
             "differ, of \"&COUNTA(C%u:C%u)",
             first_row, last_row, first_row, last_row, first_row, last_row);
    bp_put_text_formula(s, sheet, BP_TITLE_ROW, TRUE_VALUE, formula,
                        "0 equal, 0 differ, of 0", s->style.note);
}

void bp_put_check(bp_spreadsheet *s)
{
    static const char *const names[N_COLUMNS] = {
        "number", "in words", "yours", "true", "your decimals", "mark"};
    lxw_worksheet *sheet = bp_add_sheet(
        s, "Check", "Your numbers beside the true ones",
        "yours: type them here, as many as you like. The true ones are those of "
        "the sheet Round.",
        "✓ equal: at most 2 units of your last decimal place apart. ≈ 2 units are "
        "as much as the number itself. ≠ further apart, and so wrong, or made of "
        "what was rounded before.");
    if (sheet == NULL)
        return;
    lxw_row_t row = BP_FIRST_ROW;
    bp_put_head(s, sheet, names, N_COLUMNS, YOURS, 1);
    bp_put_text(s, sheet, BP_HEAD_ROW, MARK, names[MARK], s->style.apart_head);
    for (size_t k = 0; k < s->d->n_round; k++)
        if (bp_is_on_sheet(s, k) && s->d->number[k].operation != BP_GIVEN)
            put_row(s, sheet, row++, k);
    lxw_row_t last = row - 1;
    put_counts(s, sheet, last);
    colour(s, sheet, last, "✓", s->style.right);
    colour(s, sheet, last, "≠", s->style.wrong);
    bp_ask_for_numbers(s, sheet, BP_FIRST_ROW, YOURS, last, YOURS);
    bp_keep_error(s, worksheet_set_column(sheet, KEY, KEY, 18, NULL));
    bp_keep_error(s, worksheet_set_column(sheet, WORDS, WORDS, 44, NULL));
    bp_keep_error(s, worksheet_set_column(sheet, YOURS, TRUE_VALUE, 20, NULL));
    bp_keep_error(s, worksheet_set_column(sheet, DECIMALS, DECIMALS, 14, NULL));
    bp_keep_error(s, worksheet_set_column(sheet, MARK, MARK, 18, NULL));
    worksheet_fit_to_pages(sheet, 1, 0);
}
