/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/values.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "walk/number.h"

static bool make_room(bp_values *values)
{
    if (values->n < values->capacity)
        return true;
    size_t capacity = values->capacity == 0 ? 128 : 2 * values->capacity;
    bp_value *larger = realloc(values->value, capacity * sizeof *larger);
    if (larger == NULL)
        return false;
    values->value = larger;
    values->capacity = capacity;
    return true;
}

/* The new value, or NULL where the table has failed. */
static bp_value *put(bp_values *values, double x, const char *format,
                     va_list arguments)
{
    if (values->failed)
        return NULL;
    if (!make_room(values)) {
        bp_complain(values->complaint, 0, "out of memory");
        values->failed = true;
        return NULL;
    }
    bp_value *value = &values->value[values->n++];
    vsnprintf(value->key, sizeof value->key, format, arguments);
    value->x = x;
    value->kind = BP_VALUE;
    value->digits = 0;
    value->chapter = values->chapter;
    if (!isfinite(x)) {
        bp_complain(
            values->complaint, 0,
            "%s is not a finite number, expected an example whose numbers stay "
            "within bounds",
            value->key);
        values->failed = true;
    }
    return value;
}

void bp_put(bp_values *values, double x, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    put(values, x, format, arguments);
    va_end(arguments);
}

void bp_put_rounded(bp_values *values, double x, int decimals,
                    const char *format, ...)
{
    va_list arguments;
    if (fabs(x) < 0.5 * bp_power_of_ten(-decimals))
        x = 0.0;
    va_start(arguments, format);
    bp_value *value = put(values, x, format, arguments);
    va_end(arguments);
    if (value == NULL || values->failed)
        return;
    double leading = x == 0.0 ? 0.0 : floor(log10(fabs(x))) + 1.0;
    value->digits = (int)fmin(17.0, fmax(1.0, leading + decimals));
}

void bp_put_bound(bp_values *values, bp_value_kind kind, double x,
                  const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    bp_value *value = put(values, x, format, arguments);
    va_end(arguments);
    if (value != NULL)
        value->kind = kind;
}

static int compare_keys(const void *a, const void *b)
{
    const bp_value *const *left = a;
    const bp_value *const *right = b;
    return strcmp((*left)->key, (*right)->key);
}

const bp_value *bp_values_find(bp_values *values, const char *key)
{
    if (values->by_key == NULL) {
        values->by_key = malloc((values->n + 1) * sizeof(bp_value *));
        if (values->by_key == NULL)
            return NULL;
        for (size_t v = 0; v < values->n; v++)
            values->by_key[v] = &values->value[v];
        qsort(values->by_key, values->n, sizeof(bp_value *), compare_keys);
    }
    bp_value sought;
    if (snprintf(sought.key, sizeof sought.key, "%s", key) >=
        (int)sizeof sought.key)
        return NULL;
    const bp_value *pointer = &sought;
    const bp_value **found = bsearch(&pointer, values->by_key, values->n,
                                     sizeof(bp_value *), compare_keys);
    return found == NULL ? NULL : *found;
}

void bp_values_free(bp_values *values)
{
    free(values->value);
    free(values->by_key);
    *values = (bp_values){0};
}
