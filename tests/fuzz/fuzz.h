/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_FUZZ_H
#define BP_FUZZ_H

/* What libFuzzer calls, and what must be true then. */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define EXPECT(what)                                                           \
    do {                                                                       \
        if (!(what)) {                                                         \
            fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__,       \
                    #what);                                                    \
            abort();                                                           \
        }                                                                      \
    } while (0)

#endif
