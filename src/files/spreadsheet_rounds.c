/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet Rounds: a row for each number of rounds, with what training changes, made
 * of the row before; and the sheet Pairs, which the rounds take in turn. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "files/spreadsheet.h"
#include "files/spreadsheet_parts.h"
#include "walk/walk.h"

/* The chart has a column of its own, in sight beside the error. */
enum { ROUND, TOTAL, CHART, FIRST_COLUMN };
enum { COLUMNS_A_PAGE = 14 }; /* as many as can be read in print, on A4 */
static const lxw_col_t no_column = 0;

typedef struct {
    bp_spreadsheet *s;
    lxw_worksheet *sheet;
    double *x; /* the numbers of the round that this row begins */
    lxw_col_t
        *column; /* of each number; no_column: it is written where it is used */
    size_t *step; /* of each number, bp_step_from */
    lxw_row_t row;
    bool has_log; /* no error so far is 0 */
} rounds;

/* --------------------------------------------------------------------- columns */

static bool has_several_pairs(const bp_spreadsheet *s)
{
    return s->example->pairs.inputs->size1 > 1;
}

static bool is_of_pair(const bp_definition *number)
{
    return number->kind == BP_INPUT || number->kind == BP_TARGET;
}

/* What is not the same in each round, but for what is used only once and short. */
static bool has_column(const rounds *r, size_t k)
{
    const bp_spreadsheet *s = r->s;
    const bp_definition *number = &s->d->number[k];
    if (!bp_is_on_sheet(s, k) || number->moment != BP_IN_ROUND)
        return false;
    switch (number->kind) {
    case BP_INPUT:
    case BP_TARGET:
        return has_several_pairs(s);
    case BP_WEIGHT:
    case BP_BIAS:
        return r->step[k] != SIZE_MAX;
    case BP_NET:
    case BP_OUT:
    case BP_ERROR:
    case BP_TOTAL_ERROR:
    case BP_DELTA:
        return true;
    default:
        return false;
    }
}

/* Gives each its column; returns how many there are. */
static lxw_col_t place_columns(rounds *r)
{
    lxw_col_t n = FIRST_COLUMN;
    for (size_t k = 0; k < r->s->d->n_round; k++) {
        r->step[k] = bp_step_from(r->s->d, k);
        if (!has_column(r, k))
            r->column[k] = no_column;
        else if (r->s->d->number[k].kind == BP_TOTAL_ERROR)
            r->column[k] = TOTAL;
        else
            r->column[k] = n++;
    }
    return n;
}

static bool put_names(rounds *r, lxw_col_t n_columns)
{
    const char **names = malloc(n_columns * sizeof *names);
    if (names == NULL)
        return false;
    names[ROUND] = "round";
    names[CHART] = "the error, drawn";
    for (size_t k = 0; k < r->s->d->n_round; k++)
        if (r->column[k] != no_column)
            names[r->column[k]] = r->s->d->number[k].key;
    bp_put_head(r->s, r->sheet, names, n_columns, 0, CHART);
    bp_put_text(r->s, r->sheet, BP_HEAD_ROW, CHART, names[CHART],
                r->s->style.apart_head);
    free(names);
    return true;
}

/* -------------------------------------------------------------------- formulas */

/* A cell of this row; of the sheet Round where the number stays as it is given; or the
 * formula itself. */
static void write_there(const void *known, const bp_definitions *d, size_t k,
                        const bp_out *out)
{
    const rounds *r = known;
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    while (r->column[k] == no_column && d->number[k].operation == BP_SAME)
        k = bp_parent(d, k, 0);
    if (r->column[k] != no_column) {
        lxw_rowcol_to_cell(cell, r->row, r->column[k]);
        bp_say(out, "%s", cell);
    } else if (d->number[k].operation == BP_GIVEN) {
        lxw_rowcol_to_cell_abs(cell, r->s->row[k], BP_VALUE_COLUMN, 1, 1);
        bp_say(out, "Round!%s", cell);
    } else {
        const bp_notation notation = bp_sheet_notation(write_there, r);
        bp_say(out, "(");
        bp_write_formula(d, k, &notation, out);
        bp_say(out, ")");
    }
}

/* The pair whose turn it is, from the sheet Pairs. */
static void write_of_pair(const rounds *r, size_t k, const bp_out *out)
{
    char first[LXW_MAX_CELL_NAME_LENGTH];
    char last[LXW_MAX_CELL_NAME_LENGTH];
    const bp_definition *number = &r->s->d->number[k];
    size_t place = number->neuron + 1;
    if (number->kind == BP_TARGET)
        place += r->s->example->network->n_inputs;
    lxw_rowcol_to_cell_abs(first, BP_FIRST_ROW, (lxw_col_t)place, 1, 1);
    lxw_rowcol_to_cell_abs(
        last, (lxw_row_t)(BP_FIRST_ROW + bp_pairs_on_sheet(r->s) - 1),
        (lxw_col_t)place, 1, 1);
    bp_say(out, "INDEX(Pairs!%s:%s,MOD($A%u,%zu)+1)", first, last,
           (unsigned)r->row + 1, r->s->example->pairs.inputs->size1);
}

/* A weight or bias: as given in the first row, and then a step from the row before. */
static void write_step(const rounds *r, size_t k, const bp_out *out)
{
    rounds before = *r;
    before.row--;
    const bp_notation notation = bp_sheet_notation(write_there, &before);
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell_abs(cell, r->s->row[k], BP_VALUE_COLUMN, 1, 1);
    if (r->row == BP_FIRST_ROW)
        bp_say(out, "Round!%s", cell);
    else
        bp_write_formula(r->s->d, r->step[k], &notation, out);
}

static void put_cell(rounds *r, size_t k)
{
    bp_spreadsheet *s = r->s;
    const bp_out out = bp_text_out(&s->text);
    const bp_notation notation = bp_sheet_notation(write_there, r);
    s->text.length = 0;
    if (s->d->number[k].operation != BP_GIVEN)
        bp_write_formula(s->d, k, &notation, &out);
    else if (is_of_pair(&s->d->number[k]))
        write_of_pair(r, k, &out);
    else
        write_step(r, k, &out);
    if (!s->text.ran_out)
        bp_put_formula(s, r->sheet, r->row, r->column[k], s->text.bytes,
                       r->x[k], bp_number_style(s, r->x[k]));
}

static bool put_rows(rounds *r, bp_trainer *t, bp_complaint *complaint)
{
    bp_spreadsheet *s = r->s;
    for (unsigned n = 0; n <= BP_SHEET_ROUNDS; n++) {
        bp_walk_on(s->d, n, t, r->x);
        if (!bp_fits_sheet(s->d, r->x, n, complaint))
            return false;
        r->row = BP_FIRST_ROW + n;
        bp_put_number(s, r->sheet, r->row, ROUND, n, s->style.count);
        for (size_t k = 0; k < s->d->n_round; k++) {
            if (r->column[k] != no_column)
                put_cell(r, k);
            if (r->column[k] == TOTAL && r->x[k] <= 0.0)
                r->has_log = false;
        }
    }
    return true;
}

/* ----------------------------------------------------------------------- chart */

static void draw_error(rounds *r)
{
    lxw_chart *chart =
        workbook_add_chart(r->s->workbook, LXW_CHART_SCATTER_STRAIGHT);
    lxw_chart_series *series =
        chart == NULL ? NULL : chart_add_series(chart, NULL, NULL);
    if (series == NULL) {
        bp_keep_error(r->s, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    lxw_row_t last = BP_FIRST_ROW + BP_SHEET_ROUNDS;
    lxw_chart_line line = {.color = 0x0072B2, .width = 2};
    lxw_chart_options options = {
        .x_offset = 4,
        .y_offset = 4,
        .description =
            "The total error after each round, from 0 to 200; the column "
            "E_total has its numbers.",
    };
    chart_series_set_categories(series, "Rounds", BP_FIRST_ROW, ROUND, last,
                                ROUND);
    chart_series_set_values(series, "Rounds", BP_FIRST_ROW, TOTAL, last, TOTAL);
    chart_series_set_line(series, &line);
    chart_title_set_name(chart, has_several_pairs(r->s)
                                    ? "E_total, of the pair whose turn it is"
                                    : "E_total");
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_axis_set_name(chart->x_axis, "round");
    chart_axis_set_name(chart->y_axis, "E_total");
    chart_axis_set_min(chart->x_axis, 0);
    chart_axis_set_max(chart->x_axis, BP_SHEET_ROUNDS);
    chart_axis_set_label_position(chart->x_axis,
                                  LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (r->has_log)
        chart_axis_set_log_base(chart->y_axis, 10);
    bp_keep_error(r->s, worksheet_insert_chart_opt(r->sheet, BP_FIRST_ROW,
                                                   CHART, chart, &options));
}

/* ---------------------------------------------------------------------- sheets */

static bool out_of_memory(bp_complaint *complaint)
{
    bp_complain(complaint, 0, "out of memory");
    return false;
}

/* All of the sheet, once there is memory for it. */
static bool fill(rounds *r, bp_trainer *t, bp_complaint *complaint)
{
    lxw_col_t n_columns = place_columns(r);
    if (!put_names(r, n_columns))
        return out_of_memory(complaint);
    if (!put_rows(r, t, complaint))
        return false;
    draw_error(r);
    bp_keep_error(r->s, worksheet_set_column(r->sheet, ROUND, ROUND, 8, NULL));
    bp_keep_error(r->s, worksheet_set_column(r->sheet, CHART, CHART, 70, NULL));
    bp_keep_error(r->s, worksheet_set_column(r->sheet, TOTAL, TOTAL, 15, NULL));
    bp_keep_error(r->s, worksheet_set_column(r->sheet, FIRST_COLUMN,
                                             n_columns - 1, 15, NULL));
    worksheet_set_landscape(r->sheet);
    bp_keep_error(r->s, worksheet_repeat_columns(r->sheet, ROUND, TOTAL));
    worksheet_fit_to_pages(r->sheet, (uint16_t)(n_columns / COLUMNS_A_PAGE + 1),
                           0);
    return true;
}

bool bp_put_rounds(bp_spreadsheet *s, bp_complaint *complaint)
{
    lxw_worksheet *sheet = bp_add_sheet(
        s, "Rounds", "200 rounds, each made of the row before", NULL,
        has_several_pairs(s)
            ? "A row has what is so after so many rounds, on the "
              "pair that the next round takes from the sheet Pairs."
            : "A row has what is so after so many rounds. The first "
              "one takes its numbers from the sheet Round.");
    bp_trainer *t = bp_trainer_alloc(s->example);
    rounds r = {.s = s,
                .sheet = sheet,
                .x = calloc(s->d->n, sizeof *r.x),
                .column = calloc(s->d->n, sizeof *r.column),
                .step = calloc(s->d->n, sizeof *r.step),
                .has_log = true};
    bool ok = sheet != NULL && t != NULL && r.x != NULL && r.column != NULL &&
                      r.step != NULL
                  ? fill(&r, t, complaint)
                  : out_of_memory(complaint);
    free(r.x);
    free(r.column);
    free(r.step);
    bp_trainer_free(t);
    return ok;
}

size_t bp_pairs_on_sheet(const bp_spreadsheet *s)
{
    size_t n = s->example->pairs.inputs->size1;
    return n < BP_SHEET_ROUNDS + 1 ? n : BP_SHEET_ROUNDS + 1;
}

/* The first pair is the sheet Round's; the others are given here. */
static void put_of_pair(bp_spreadsheet *s, lxw_worksheet *sheet, size_t k)
{
    const bp_definition *number = &s->d->number[k];
    bool is_input = number->kind == BP_INPUT;
    const gsl_matrix *all =
        is_input ? s->example->pairs.inputs : s->example->pairs.targets;
    lxw_col_t column =
        (lxw_col_t)(number->neuron + 1 +
                    (is_input ? 0 : s->example->network->n_inputs));
    char formula[LXW_MAX_CELL_NAME_LENGTH + 8];
    snprintf(formula, sizeof formula, "Round!D%u", (unsigned)s->row[k] + 1);
    bp_put_text(s, sheet, BP_HEAD_ROW, column, number->key,
                s->style.number_head);
    bp_put_formula(s, sheet, BP_FIRST_ROW, column, formula, s->x[k],
                   bp_number_style(s, s->x[k]));
    for (size_t p = 1; p < bp_pairs_on_sheet(s); p++)
        bp_put_number(s, sheet, (lxw_row_t)(BP_FIRST_ROW + p), column,
                      gsl_matrix_get(all, p, number->neuron), s->style.given);
}

void bp_put_pairs(bp_spreadsheet *s)
{
    static const char *const names[] = {"pair"};
    lxw_worksheet *sheet = bp_add_sheet(
        s, "Pairs",
        "The training pairs, of which each round "
        "takes the next",
        "given: the other pairs can be changed here; the first one "
        "is the sheet Round's.",
        "Where there are more than 201, the rest is left out: 200 "
        "rounds do not come to it.");
    if (sheet == NULL)
        return;
    bp_put_head(s, sheet, names, 1, 0, 1);
    for (size_t p = 0; p < bp_pairs_on_sheet(s); p++)
        bp_put_number(s, sheet, (lxw_row_t)(BP_FIRST_ROW + p), 0,
                      (double)(p + 1), s->style.count);
    for (size_t k = 0; k < s->d->n_round; k++)
        if (bp_is_on_sheet(s, k) && is_of_pair(&s->d->number[k]))
            put_of_pair(s, sheet, k);
    size_t n =
        s->example->network->n_inputs + bp_n_outputs(s->example->network);
    bp_ask_for_numbers(s, sheet, BP_FIRST_ROW + 1, 1,
                       (lxw_row_t)(BP_FIRST_ROW + bp_pairs_on_sheet(s) - 1),
                       (lxw_col_t)n);
    bp_keep_error(s, worksheet_set_column(sheet, 0, (lxw_col_t)n, 15, NULL));
}
