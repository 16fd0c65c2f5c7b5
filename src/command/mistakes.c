/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/mistakes.h"

#include <unistd.h>

#include "command/command.h"
#include "command/saying.h"

enum { TSV };
static const bp_option options[] = {
    [TSV] = {0, "tsv", NULL,
             "a line for each: its name, a tab, what is done\n"
             "(default on a terminal: in columns)"},
};

static int run(const bp_asked *asked)
{
    bool in_columns = asked->value[TSV] == NULL && isatty(STDOUT_FILENO);
    for (size_t m = 0; m < bp_n_mistakes; m++)
        if (in_columns)
            bp_say(&bp_standard_output, "%-24s%s\n", bp_mistakes[m].id,
                   bp_mistakes[m].summary);
        else
            bp_say(&bp_standard_output, "%s\t%s\n", bp_mistakes[m].id,
                   bp_mistakes[m].summary);
    return BP_DONE;
}

const bp_command bp_mistakes_command = {
    .name = "mistakes",
    .summary = "list the mistakes that check knows",
    .help = "Lists the mistakes that check knows by name.\n",
    .options = options,
    .n_options = BP_N_OPTIONS(options),
    .run = run,
};
