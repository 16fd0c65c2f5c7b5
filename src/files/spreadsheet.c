/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files/spreadsheet.h"

#include <stdio.h>
#include <stdlib.h>

#include "files/spreadsheet_parts.h"
#include "walk/printable.h"
#include "walk/walk.h"

/* ---------------------------------------------------------------------- styles */

enum { INK = 0x1A1A1A, FILL = 0xFFF2CC, FRAME = 0x8A6D00, HEAD = 0xE6EEF5 };
enum { RIGHT = 0x00664D, WRONG = 0xA33C00 };

/* NULL where memory runs out. */
static lxw_format *add_style(bp_spreadsheet *s, const char *number_format)
{
    lxw_format *style = workbook_add_format(s->workbook);
    if (style == NULL) {
        bp_keep_error(s, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return NULL;
    }
    format_set_font_color(style, INK);
    format_set_align(style, LXW_ALIGN_VERTICAL_TOP);
    if (number_format != NULL)
        format_set_num_format(style, number_format);
    return style;
}

static lxw_format *add_given_style(bp_spreadsheet *s)
{
    lxw_format *style = add_style(s, NULL);
    if (style == NULL)
        return NULL;
    format_set_bg_color(style, FILL);
    format_set_border(style, LXW_BORDER_THIN);
    format_set_border_color(style, FRAME);
    return style;
}

static lxw_format *add_head_style(bp_spreadsheet *s)
{
    lxw_format *style = add_style(s, NULL);
    if (style == NULL)
        return NULL;
    format_set_bold(style);
    format_set_bg_color(style, HEAD);
    format_set_bottom(style, LXW_BORDER_THIN);
    return style;
}

static void add_styles(bp_spreadsheet *s)
{
    s->style = (bp_styles){.title = add_style(s, NULL),
                           .note = add_style(s, NULL),
                           .head = add_head_style(s),
                           .number_head = add_head_style(s),
                           .stage = add_style(s, NULL),
                           .key = add_style(s, NULL),
                           .text = add_style(s, NULL),
                           .count = add_style(s, "0"),
                           .apart = add_style(s, NULL),
                           .apart_head = add_head_style(s),
                           .given = add_given_style(s),
                           .like_given = add_given_style(s),
                           .fixed = add_style(s, "0.000000000"),
                           .small = add_style(s, "0.00000000E+00"),
                           .right = add_style(s, NULL),
                           .wrong = add_style(s, NULL)};
    if (s->error != LXW_NO_ERROR)
        return;
    format_set_bold(s->style.title);
    format_set_font_size(s->style.title, 14);
    format_set_align(s->style.number_head, LXW_ALIGN_RIGHT);
    format_set_bold(s->style.stage);
    format_set_bottom(s->style.stage, LXW_BORDER_THIN);
    format_set_bold(s->style.key);
    format_set_text_wrap(s->style.text);
    format_set_indent(s->style.apart, 1);
    format_set_indent(s->style.apart_head, 1);
    format_set_unlocked(s->style.given);
    format_set_font_color(s->style.right, RIGHT);
    format_set_font_color(s->style.wrong, WRONG);
    format_set_bold(s->style.wrong);
}

/* ---------------------------------------------------------------------- sheets */

lxw_worksheet *bp_add_sheet(bp_spreadsheet *s, const char *name,
                            const char *title, const char *legend,
                            const char *note)
{
    enum { A4 = 9 };
    lxw_protection allowed = {
        .format_cells = 1, .format_columns = 1, .format_rows = 1};
    lxw_worksheet *sheet = workbook_add_worksheet(s->workbook, name);
    if (sheet == NULL) {
        bp_keep_error(s, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return NULL;
    }
    worksheet_protect(sheet, NULL, &allowed);
    worksheet_set_paper(sheet, A4);
    bp_keep_error(s, worksheet_set_footer(sheet, "&L&A&RPage &P of &N"));
    bp_put_text(s, sheet, BP_TITLE_ROW, 0, title, s->style.title);
    if (legend != NULL) {
        bp_put_text(s, sheet, BP_LEGEND_ROW, 0, "", s->style.like_given);
        bp_put_text(s, sheet, BP_LEGEND_ROW, 1, legend, s->style.note);
    }
    bp_put_text(s, sheet, BP_NOTE_ROW, 0, note, s->style.note);
    return sheet;
}

void bp_put_head(bp_spreadsheet *s, lxw_worksheet *sheet,
                 const char *const names[], lxw_col_t n_names,
                 lxw_col_t n_texts, lxw_col_t n_fixed)
{
    for (lxw_col_t c = 0; c < n_names; c++)
        bp_put_text(s, sheet, BP_HEAD_ROW, c, names[c],
                    c < n_texts ? s->style.head : s->style.number_head);
    worksheet_freeze_panes(sheet, BP_FIRST_ROW, n_fixed);
    bp_keep_error(s, worksheet_repeat_rows(sheet, BP_HEAD_ROW, BP_HEAD_ROW));
}

static bool put_sheets(bp_spreadsheet *s, bp_complaint *complaint)
{
    add_styles(s);
    if (s->error != LXW_NO_ERROR)
        return true;
    bp_put_round(s);
    if (s->error != LXW_NO_ERROR || s->text.ran_out)
        return true;
    bp_put_check(s);
    if (!bp_put_rounds(s, complaint))
        return false;
    if (s->example->pairs.inputs->size1 > 1)
        bp_put_pairs(s);
    return true;
}

/* -------------------------------------------------------------------- workbook */

static void set_properties(bp_spreadsheet *s, time_t created)
{
    char shape[BP_SHAPE_SIZE];
    char quoted[BP_QUOTED_SIZE] = "";
    char title[BP_SHAPE_SIZE + BP_QUOTED_SIZE + 64];
    if (s->example->name != NULL)
        bp_quoted(s->example->name, quoted);
    snprintf(title, sizeof title, "Backpropagation: %s%sa network of %s",
             quoted, quoted[0] == '\0' ? "" : ", ",
             bp_example_shape(s->example, shape));
    lxw_doc_properties properties = {
        .title = title,
        .subject = "One round of backpropagation, each number a formula",
        .author = "The authors of Backpropagation, every number shown",
        .comments = "Licence: Creative Commons Attribution 4.0 (CC BY 4.0).",
        /* The library takes 0 for now. */
        .created = created == 0 ? 1 : created,
    };
    bp_keep_error(s, workbook_set_properties(s->workbook, &properties));
}

/* Writes the file, or only frees the workbook where something went wrong before. */
static bool close_workbook(bp_spreadsheet *s, bool ok, bp_complaint *complaint)
{
    bool is_whole = ok && s->error == LXW_NO_ERROR && !s->text.ran_out;
    if (is_whole)
        bp_keep_error(s, workbook_close(s->workbook));
    else
        lxw_workbook_free(s->workbook);
    if (s->text.ran_out || s->error == LXW_ERROR_MEMORY_MALLOC_FAILED)
        bp_complain(complaint, 0, "out of memory");
    else if (s->error != LXW_NO_ERROR)
        bp_complain(complaint, 0, "the spreadsheet cannot be written: %s",
                    lxw_strerror(s->error));
    return is_whole && s->error == LXW_NO_ERROR;
}

static bool write_walk(const bp_example *example, const bp_full_walk *walk,
                       time_t created, const char *file,
                       bp_complaint *complaint)
{
    bp_spreadsheet s = {.example = example,
                        .d = walk->d,
                        .x = walk->x,
                        .workbook = workbook_new(file),
                        .row = calloc(walk->d->n, sizeof *s.row)};
    bool ok = false;
    if (s.workbook == NULL || s.row == NULL) {
        bp_complain(complaint, 0, "out of memory");
        if (s.workbook != NULL)
            lxw_workbook_free(s.workbook);
    } else {
        set_properties(&s, created);
        ok = close_workbook(&s, put_sheets(&s, complaint), complaint);
    }
    free(s.row);
    free(s.text.bytes);
    return ok;
}

bool bp_spreadsheet_write(const bp_example *example, time_t created,
                          const char *file, bp_complaint *complaint)
{
    bp_full_walk walk;
    bp_method method = bp_example_method(example);
    size_t n_weights = bp_n_weights(example->network);
    if (n_weights > BP_MOST_SHEET_WEIGHTS) {
        bp_complain(complaint, 0,
                    "the network has %zu weights, expected at most %d for a "
                    "spreadsheet",
                    n_weights, BP_MOST_SHEET_WEIGHTS);
        return false;
    }
    if (example->batch > 1) {
        bp_complain(complaint, 0,
                    "batch: %zu pairs a round, expected 1 for a spreadsheet, "
                    "which has each number of a round once",
                    example->batch);
        return false;
    }
    if (!bp_walk_in_full(example, &method, BP_UPDATES, NULL, &walk, complaint))
        return false;
    bool ok = bp_fits_sheet(walk.d, walk.x, 0, complaint) &&
              write_walk(example, &walk, created, file, complaint);
    bp_full_walk_free(&walk);
    return ok;
}
