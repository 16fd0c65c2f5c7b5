/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/seen.h"

#include <stdint.h>
#include <stdlib.h>

/* The place of that number, or the free one where it belongs. What an earlier text has
 * left is free. */
static bp_seen_number *find(const bp_seen *seen, size_t key, size_t rounds)
{
    uint64_t hash =
        (key * UINT64_C(1000003) + rounds) * UINT64_C(0x9E3779B97F4A7C15);
    size_t p = (size_t)(hash >> 32) & (seen->n_places - 1);
    while (seen->place[p].text == seen->text &&
           (seen->place[p].key != key || seen->place[p].rounds != rounds))
        p = (p + 1) & (seen->n_places - 1);
    return &seen->place[p];
}

/* Half of the places stay free, so that a search is short. */
static bool make_room(bp_seen *seen)
{
    if (2 * seen->n < seen->n_places)
        return true;
    bp_seen larger = {.n_places =
                          seen->n_places == 0 ? 256 : 2 * seen->n_places,
                      .n = seen->n,
                      .text = seen->text};
    larger.place = calloc(larger.n_places, sizeof *larger.place);
    if (larger.place == NULL)
        return false;
    for (size_t p = 0; p < seen->n_places; p++) {
        const bp_seen_number *number = &seen->place[p];
        if (number->text == seen->text)
            *find(&larger, number->key, number->rounds) = *number;
    }
    free(seen->place);
    *seen = larger;
    return true;
}

void bp_see_another_text(bp_seen *seen)
{
    seen->text++;
    seen->n = 0;
}

bool bp_see(bp_seen *seen, size_t key, size_t rounds, unsigned long line,
            unsigned long *first)
{
    if (!make_room(seen))
        return false;
    bp_seen_number *number = find(seen, key, rounds);
    bool is_new = number->text != seen->text;
    *first = is_new ? 0 : number->line;
    if (is_new) {
        *number = (bp_seen_number){
            .key = key, .rounds = rounds, .line = line, .text = seen->text};
        seen->n++;
    }
    return true;
}

void bp_seen_free(bp_seen *seen)
{
    free(seen->place);
    *seen = (bp_seen){0};
}
