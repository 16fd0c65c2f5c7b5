/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/shape.h"

#include <string.h>

#include "walk/example.h"
#include "walk/number.h"

bool bp_read_shape(const char *text, size_t most, bp_shape *shape)
{
    char number[BP_NUMBER_SIZE];
    *shape = (bp_shape){.n = 0};
    while (text != NULL) {
        size_t length = strcspn(text, "-");
        if (length >= sizeof number || shape->n == most)
            return false;
        memcpy(number, text, length);
        number[length] = '\0';
        size_t *count = &shape->count[shape->n++];
        if (!bp_read_count(number, BP_MAX_WEIGHTS, count) || *count == 0)
            return false;
        text = text[length] == '-' ? text + length + 1 : NULL;
    }
    return true;
}

size_t bp_shape_weights(const bp_shape *shape)
{
    size_t n_weights = 0;
    for (size_t l = 1; l < shape->n; l++)
        n_weights += shape->count[l] * shape->count[l - 1];
    return n_weights;
}
