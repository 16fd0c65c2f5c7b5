/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written into the cells of a spreadsheet, and what cannot be. */
#include <math.h>

#include "files/spreadsheet.h"
#include "files/spreadsheet_parts.h"
#include "walk/number.h"
#include "walk/words.h"

/* ----------------------------------------------------------------------- cells */

void bp_keep_error(bp_spreadsheet *s, lxw_error error)
{
    if (s->error == LXW_NO_ERROR)
        s->error = error;
}

void bp_put_text(bp_spreadsheet *s, lxw_worksheet *sheet, lxw_row_t row,
                 lxw_col_t column, const char *text, lxw_format *style)
{
    bp_keep_error(s, worksheet_write_string(sheet, row, column, text, style));
}

void bp_put_number(bp_spreadsheet *s, lxw_worksheet *sheet, lxw_row_t row,
                   lxw_col_t column, double x, lxw_format *style)
{
    bp_keep_error(s, worksheet_write_number(sheet, row, column, x, style));
}

void bp_put_formula(bp_spreadsheet *s, lxw_worksheet *sheet, lxw_row_t row,
                    lxw_col_t column, const char *formula, double x,
                    lxw_format *style)
{
    bp_keep_error(
        s, worksheet_write_formula_num(sheet, row, column, formula, style, x));
}

void bp_put_text_formula(bp_spreadsheet *s, lxw_worksheet *sheet, lxw_row_t row,
                         lxw_col_t column, const char *formula,
                         const char *text, lxw_format *style)
{
    bp_keep_error(s, worksheet_write_formula_str(sheet, row, column, formula,
                                                 style, text));
}

void bp_put_words(bp_spreadsheet *s, lxw_worksheet *sheet, lxw_row_t row,
                  lxw_col_t column, size_t k)
{
    const bp_out out = bp_text_out(&s->text);
    s->text.length = 0;
    bp_write_words(s->example, &s->d->number[k], &out);
    if (!s->text.ran_out)
        bp_put_text(s, sheet, row, column, s->text.bytes, s->style.text);
}

void bp_ask_for_numbers(bp_spreadsheet *s, lxw_worksheet *sheet,
                        lxw_row_t first_row, lxw_col_t first_column,
                        lxw_row_t last_row, lxw_col_t last_column)
{
    lxw_data_validation only_numbers = {
        .validate = LXW_VALIDATION_TYPE_DECIMAL,
        .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
        .minimum_number = -1e300,
        .maximum_number = 1e300,
        .error_title = "A number is expected",
        .error_message =
            "Type a number, such as 0.25, with the decimal point or "
            "comma of your system.",
    };
    bp_keep_error(s, worksheet_data_validation_range(
                         sheet, first_row, first_column, last_row, last_column,
                         &only_numbers));
}

lxw_format *bp_number_style(const bp_spreadsheet *s, double x)
{
    double size = fabs(x);
    bool is_small = size != 0.0 && (size < 1e-3 || size >= 1e6);
    return is_small ? s->style.small : s->style.fixed;
}

bool bp_is_on_sheet(const bp_spreadsheet *s, size_t k)
{
    return k < s->d->n_round && s->d->number[k].standing == BP_IN_WALK;
}

/* -------------------------------------------------------------------- formulas */

/* ln(1 - %2) where %2 is small is written by `atanh`, as 1 - %2 has lost digits of it. */
#define LN_OF_REST "IF(%2<0.5,2*ATANH(%2/(2-%2)),-LN(1-%2))"

/* LibreOffice has an error in the place of a power that is too small for a double, but
 * takes such a product for 0. */
bp_notation bp_sheet_notation(void (*parent)(const void *known,
                                             const bp_definitions *d, size_t k,
                                             const bp_out *out),
                              const void *known)
{
    return (bp_notation){
        .plus = "+",
        .times = "*",
        .softmax_before = "1/(1",
        .softmax_term = "EXP(%2-%1)",
        .softmax_after = ")",
        .pattern =
            {
                [BP_SAME] = "%1",
                [BP_PRODUCT] = "%1*%2",
                [BP_LOGISTIC] = "1/(1+EXP(-%1))",
                [BP_LOGISTIC_SLOPE] = "%1*(1-%1)",
                [BP_TANH] = "TANH(%1)",
                [BP_TANH_SLOPE] = "1-%1*%1",
                [BP_RELU] = "MAX(0,%1)",
                [BP_RELU_SLOPE] = "IF(%1>0,1,0)",
                [BP_ONE] = "1",
                [BP_HALF_SQUARE] = "1/2*(%1-%2)*(%1-%2)",
                [BP_MINUS_MISS] = "-(%1-%2)",
                [BP_CROSS_ENTROPY] = ("IF(%1=0,0,-%1*LN(%2))"
                                      "+IF(%1=1,0,(1-%1)*" LN_OF_REST ")"),
                [BP_CROSS_ENTROPY_SLOPE] = ("IF(%1=1,0,(1-%1)/(1-%2))"
                                            "-IF(%1=0,0,%1/%2)"),
                [BP_SOFTMAX_ENTROPY] = "IF(%1=0,0,-%1*LN(%2))",
                [BP_STEP] = "%1-%3*%2",
            },
        .parent = parent,
        .known = known,
    };
}

/* ---------------------------------------------------------------------- limits */

/* Beyond these a spreadsheet has an error in the place of a number, or may have. */
static const double largest_number = 1e300;
static const double largest_exponent = 700.0;

/* The largest number of which the definition of number k takes the exponential; 0 where
 * it takes none. */
static double exponent_of(const bp_definitions *d, size_t k, const double x[])
{
    const size_t *parent = bp_parents(d, k);
    double largest = 0.0;
    if (d->number[k].operation == BP_LOGISTIC)
        largest = -x[parent[0]];
    if (d->number[k].operation == BP_SOFTMAX)
        for (size_t p = 1; p < d->number[k].n_parents; p++)
            largest = fmax(largest, x[parent[p]] - x[parent[0]]);
    return largest;
}

bool bp_fits_sheet(const bp_definitions *d, const double x[], size_t rounds,
                   bp_complaint *complaint)
{
    char text[BP_NUMBER_SIZE];
    for (size_t k = 0; k < d->n_round; k++) {
        if (d->number[k].standing != BP_IN_WALK)
            continue;
        if (!(fabs(x[k]) <= largest_number)) {
            bp_complain(complaint, 0,
                        "after %zu of %d rounds, %s is %s, expected numbers of "
                        "at most 1e+300 for a spreadsheet",
                        rounds, BP_SHEET_ROUNDS, d->number[k].key,
                        bp_number_text(x[k], text));
            return false;
        }
        double exponent = exponent_of(d, k, x);
        if (exponent > largest_exponent) {
            bp_complain(complaint, 0,
                        "after %zu of %d rounds, %s takes exp(%s), expected at "
                        "most exp(700) for a spreadsheet",
                        rounds, BP_SHEET_ROUNDS, d->number[k].key,
                        bp_number_text(exponent, text));
            return false;
        }
    }
    return true;
}
