/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files/data_text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "walk/functions.h"
#include "walk/number.h"
#include "walk/printable.h"

/* The longest cell: no number needs as much. */
enum { LONGEST_CELL = 1000 };

/* What a column of the header holds: input or target k, from 1. */
typedef struct {
    char letter; /* i or t */
    size_t k;
} column;

struct bp_data {
    bp_data_wanted wanted;
    column *columns;
    size_t n_columns, room_for_columns;
    bool has_header;
    unsigned long line;       /* the one that is being read, from 1 */
    unsigned long empty_line; /* the first of those just before it; 0: none */
    size_t n_cells;           /* of this line that are over */
    char cell[LONGEST_CELL + 1];
    size_t cell_length;
    bp_pairs pairs; /* with room for more rows than there are */
    size_t n_pairs;
    bp_complaint *complaint;
};

/* False, after a complaint that names the line. */
#define REFUSE(data, ...)                                                      \
    (bp_complain((data)->complaint, (data)->line, __VA_ARGS__), false)

static bool out_of_memory(bp_data *data)
{
    bp_complain(data->complaint, 0, "out of memory");
    return false;
}

bp_data *bp_data_begin(const bp_data_wanted *wanted)
{
    bp_data *data = calloc(1, sizeof *data);
    if (data == NULL)
        return NULL;
    data->wanted = *wanted;
    data->line = 1;
    return data;
}

void bp_data_free(bp_data *data)
{
    if (data == NULL)
        return;
    gsl_matrix_free(data->pairs.inputs);
    gsl_matrix_free(data->pairs.targets);
    free(data->columns);
    free(data);
}

/* ------------------------------------------------------------------ the header */

static bool has_room_for_column(bp_data *data)
{
    if (data->n_columns < data->room_for_columns)
        return true;
    size_t room = 2 * data->room_for_columns + 16;
    column *larger = realloc(data->columns, room * sizeof *larger);
    if (larger == NULL)
        return out_of_memory(data);
    data->columns = larger;
    data->room_for_columns = room;
    return true;
}

static bool read_name(bp_data *data, const char *name)
{
    char quoted[BP_QUOTED_SIZE];
    size_t k = 0;
    bool is_known = (name[0] == 'i' || name[0] == 't') && name[1] != '0' &&
                    bp_read_count(name + 1, SIZE_MAX, &k);
    if (!is_known)
        return REFUSE(data,
                      "%s: unknown column, expected inputs i1, i2 .. and "
                      "targets t1, t2 .., with commas between",
                      name[0] == '\0' ? "''" : bp_quoted(name, quoted));
    if (!has_room_for_column(data))
        return false;
    data->columns[data->n_columns++] = (column){.letter = name[0], .k = k};
    return true;
}

static size_t count_columns(const bp_data *data, char letter)
{
    size_t n = 0;
    for (size_t c = 0; c < data->n_columns; c++)
        n += data->columns[c].letter == letter;
    return n;
}

/* That of n columns with that letter each number from 1 to n is one. */
static bool expect_all(bp_data *data, char letter, size_t n)
{
    bool *is_there = calloc(n + 1, sizeof *is_there);
    if (is_there == NULL)
        return out_of_memory(data);
    bool ok = true;
    for (size_t c = 0; ok && c < data->n_columns; c++) {
        const column *here = &data->columns[c];
        if (here->letter != letter || here->k > n)
            continue;
        ok = !is_there[here->k] ||
             REFUSE(data, "%c%zu: a column given twice, expected once", letter,
                    here->k);
        is_there[here->k] = true;
    }
    for (size_t k = 1; ok && k <= n; k++)
        ok = is_there[k] ||
             REFUSE(data,
                    "%c%zu: no such column, expected %c1 to %c%zu, as there "
                    "are %zu of them",
                    letter, k, letter, letter, n, n);
    free(is_there);
    return ok;
}

static bool expect_columns(bp_data *data, char letter, const char *what,
                           size_t n, size_t n_wanted)
{
    if (n == 0)
        return REFUSE(data,
                      "%c1: no such column, expected inputs i1, i2 .. and "
                      "targets t1, t2 ..",
                      letter);
    if (!expect_all(data, letter, n))
        return false;
    if (n_wanted != 0 && n != n_wanted)
        return REFUSE(data,
                      "%c1 to %c%zu: %zu %s%s, expected %zu, as the network "
                      "has",
                      letter, letter, n, n, what, n == 1 ? "" : "s", n_wanted);
    return true;
}

/* Room for one pair to begin with. */
static bool end_header(bp_data *data)
{
    size_t n_inputs = count_columns(data, 'i');
    size_t n_targets = count_columns(data, 't');
    if (!expect_columns(data, 'i', "input", n_inputs, data->wanted.n_inputs) ||
        !expect_columns(data, 't', "target", n_targets, data->wanted.n_outputs))
        return false;
    data->pairs.inputs = gsl_matrix_alloc(1, n_inputs);
    data->pairs.targets = gsl_matrix_alloc(1, n_targets);
    data->has_header = true;
    return (data->pairs.inputs != NULL && data->pairs.targets != NULL) ||
           out_of_memory(data);
}

/* ------------------------------------------------------------------- the pairs */

/* A matrix with twice the rows in place of a full one. */
static bool grow(gsl_matrix **matrix)
{
    gsl_matrix *old = *matrix;
    gsl_matrix *larger = gsl_matrix_alloc(2 * old->size1, old->size2);
    if (larger == NULL)
        return false;
    gsl_matrix_view above =
        gsl_matrix_submatrix(larger, 0, 0, old->size1, old->size2);
    gsl_matrix_memcpy(&above.matrix, old);
    gsl_matrix_free(old);
    *matrix = larger;
    return true;
}

static bool has_room_for_pair(bp_data *data)
{
    bp_pairs *pairs = &data->pairs;
    return (data->n_pairs < pairs->inputs->size1 || grow(&pairs->inputs)) &&
           (data->n_pairs < pairs->targets->size1 || grow(&pairs->targets));
}

static bool read_number(bp_data *data, const char *text)
{
    if (data->n_cells >= data->n_columns)
        return true; /* told at the end of the line, with how many there are */
    if (data->n_cells == 0 && !has_room_for_pair(data))
        return out_of_memory(data);
    const column *here = &data->columns[data->n_cells];
    char quoted[BP_QUOTED_SIZE];
    double x;
    if (!bp_read_number(text, &x))
        return REFUSE(data,
                      "%c%zu: '%s' is not a finite decimal number, expected "
                      "one such as 0.15 or 5e-05",
                      here->letter, here->k, bp_quoted(text, quoted));
    gsl_matrix_set(here->letter == 'i' ? data->pairs.inputs
                                       : data->pairs.targets,
                   data->n_pairs, here->k - 1, x);
    return true;
}

static bool end_pair(bp_data *data)
{
    size_t n = data->n_columns;
    double sum;
    char text[BP_NUMBER_SIZE];
    if (data->n_cells < n) {
        const column *missing = &data->columns[data->n_cells];
        return REFUSE(data,
                      "%c%zu: no number, as the line has %zu, expected %zu, "
                      "one for each column",
                      missing->letter, missing->k, data->n_cells, n);
    }
    if (data->n_cells > n)
        return REFUSE(data, "%zu numbers, expected %zu, one for each column",
                      data->n_cells, n);
    if (data->wanted.are_shares &&
        !bp_adds_up_to_1(data->pairs.targets, data->n_pairs, &sum))
        return REFUSE(data,
                      "t1 to t%zu: they add up to %s, expected 1, as softmax "
                      "outputs do",
                      data->pairs.targets->size2, bp_number_text(sum, text));
    data->n_pairs++;
    return true;
}

/* ----------------------------------------------------------- cells and lines */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The cell without the blanks around it, which CR at a line's end is one of, and
 * without the mark that some programs put before a text in UTF-8. */
static const char *trimmed_cell(bp_data *data)
{
    static const char mark[] = "\xef\xbb\xbf";
    char *text = data->cell;
    char *end = text + data->cell_length;
    bool is_first = data->line == 1 && data->n_columns == 0;
    if (is_first && strncmp(text, mark, strlen(mark)) == 0)
        text += strlen(mark);
    while (end > text && is_blank(end[-1]))
        end--;
    *end = '\0';
    while (is_blank(*text))
        text++;
    return text;
}

static bool end_cell(bp_data *data)
{
    data->cell[data->cell_length] = '\0';
    const char *text = trimmed_cell(data);
    bool ok =
        data->has_header ? read_number(data, text) : read_name(data, text);
    data->n_cells++;
    data->cell_length = 0;
    return ok;
}

/* Whether nothing but blanks stands in the line that is over. */
static bool is_empty_line(bp_data *data)
{
    if (data->n_cells > 0)
        return false;
    data->cell[data->cell_length] = '\0';
    return trimmed_cell(data)[0] == '\0';
}

/* Empty lines are fine at the end, where nothing follows them. */
static bool end_line(bp_data *data)
{
    bool ok = true;
    if (data->has_header && is_empty_line(data)) {
        if (data->empty_line == 0)
            data->empty_line = data->line;
    } else if (data->empty_line != 0) {
        data->line = data->empty_line;
        ok = REFUSE(data, "an empty line, expected a pair");
    } else {
        ok = end_cell(data) &&
             (data->line == 1 ? end_header(data) : end_pair(data));
    }
    data->line++;
    data->n_cells = 0;
    data->cell_length = 0;
    return ok;
}

/* How many bytes from here on belong to the cell that they begin in. */
static size_t rest_of_cell(const char *piece, size_t length)
{
    size_t n = 0;
    while (n < length && piece[n] != ',' && piece[n] != '\n' &&
           piece[n] != '\0')
        n++;
    return n;
}

bool bp_data_take(bp_data *data, const char *piece, size_t length,
                  bp_complaint *complaint)
{
    data->complaint = complaint;
    bool ok = true;
    while (ok && length > 0) {
        size_t n = rest_of_cell(piece, length);
        if (n > LONGEST_CELL - data->cell_length)
            return REFUSE(data,
                          "more than %d characters without a comma, expected "
                          "numbers with commas between",
                          LONGEST_CELL);
        memcpy(data->cell + data->cell_length, piece, n);
        data->cell_length += n;
        if (n == length)
            return true;
        if (piece[n] == '\0')
            return REFUSE(data, "not a text file: it has a byte 0");
        ok = piece[n] == ',' ? end_cell(data) : end_line(data);
        piece += n + 1;
        length -= n + 1;
    }
    return ok;
}

bool bp_data_end(bp_data *data, bp_pairs *pairs, bp_complaint *complaint)
{
    data->complaint = complaint;
    bool is_in_line = data->n_cells > 0 || data->cell_length > 0;
    if (is_in_line && !end_line(data))
        return false;
    if (!data->has_header)
        return REFUSE(data,
                      "the file is empty, expected a header i1,i2,..,t1,t2,.. "
                      "and a pair a line");
    if (data->n_pairs == 0) {
        data->line = 2;
        return REFUSE(data, "no pairs, expected one a line after the header");
    }
    /* The rows that are not used stay allocated. */
    data->pairs.inputs->size1 = data->n_pairs;
    data->pairs.targets->size1 = data->n_pairs;
    *pairs = data->pairs;
    data->pairs = (bp_pairs){.inputs = NULL};
    return true;
}
