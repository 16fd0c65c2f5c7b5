/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/gradcheck.h"

#include <float.h>

#include "command/command.h"
#include "command/inputs.h"
#include "files/tsv.h"

enum { EXAMPLE };
static const bp_option options[] = {[EXAMPLE] = {BP_EXAMPLE_OPTION}};

enum { DIGITS_OF_A_DIFFERENCE = 12 };

static void write_header(const bp_sink *sink)
{
    static const char *const header[] = {"derivative", "by_backpropagation",
                                         "by_central_difference",
                                         "apart_by_less_than", "verdict"};
    for (size_t c = 0; c < sizeof header / sizeof header[0]; c++)
        bp_cell(sink, "%s", header[c]);
    bp_end_row(sink);
}

static void write_row(const bp_gradient_row *row, const bp_sink *sink)
{
    static const char *const verdicts[] = {[BP_AGREES] = "right",
                                           [BP_DIFFERS] = "wrong",
                                           [BP_TOO_SMALL] = "too small"};
    double apart = fmax(fabs(row->derivative - row->difference.slope),
                        row->difference.bound);
    bp_cell(sink, "%s", row->key);
    bp_number_cell(sink, row->derivative, 0);
    if (row->is_at_kink) {
        bp_cell(sink, "-");
        bp_cell(sink, "-");
        bp_cell(sink, "at a kink");
        bp_end_row(sink);
        return;
    }
    bp_number_cell(sink, row->difference.slope, DIGITS_OF_A_DIFFERENCE);
    bp_cell(sink, "1e%d",
            bp_power_above(fmax(apart, DBL_MIN))); /* it may be 0 */
    bp_cell(sink, "%s", verdicts[row->verdict]);
    bp_end_row(sink);
}

static void write_all(const bp_gradient *g)
{
    const bp_out *out = &bp_standard_output;
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, out);
    write_header(&sink);
    for (size_t k = 0; k < g->n; k++)
        write_row(&g->row[k], &sink);
    bp_say(out, "%zu of %zu derivatives agree with central differences",
           g->n_verdicts[BP_AGREES], g->n);
    if (g->n_verdicts[BP_DIFFERS] > 0)
        bp_say(out, ", %zu WRONG", g->n_verdicts[BP_DIFFERS]);
    if (g->n_verdicts[BP_TOO_SMALL] > g->n_at_kink)
        bp_say(out, ", %zu too small to tell",
               g->n_verdicts[BP_TOO_SMALL] - g->n_at_kink);
    if (g->n_at_kink > 0)
        bp_say(out, ", %zu at a kink", g->n_at_kink);
    bp_say(out, "\n");
}

static int run(const bp_asked *asked)
{
    bp_example *example = bp_chosen_example(asked->value[EXAMPLE]);
    if (example == NULL)
        return BP_BAD_INPUT;
    bp_complaint complaint;
    bp_gradient gradient;
    bp_progress progress = bp_tell_of("checking: derivative");
    bool ok = bp_gradcheck(example, &progress, &gradient, &complaint);
    bp_example_free(example);
    if (!ok)
        return bp_bad_file(bp_file_name(asked->value[EXAMPLE]), &complaint);
    write_all(&gradient);
    bool all_agree = gradient.n_verdicts[BP_DIFFERS] == 0 &&
                     gradient.n_verdicts[BP_AGREES] > 0;
    bp_gradient_free(&gradient);
    return all_agree ? BP_DONE : BP_NUMBERS_WRONG;
}

const bp_command bp_gradcheck_command = {
    .name = "gradcheck",
    .summary = "compare every derivative with central differences",
    .help =
        "Compares every derivative of the error, by weights and biases, with\n"
        "central differences. Prints a line for each: its name, its value, the\n"
        "difference, a bound for how far the two are apart, and a verdict: right,\n"
        "wrong, too small to tell, or at a kink, where a ReLU neuron's net input\n"
        "is at 0 and there is no difference. Exits with 1 where one is wrong, or\n"
        "none could be told.\n",
    .options = options,
    .n_options = BP_N_OPTIONS(options),
    .run = run,
};
