/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TRAINED_TEXT_H
#define BP_TRAINED_TEXT_H

/* Of an example file, the key trained: what its weights come from.
 *   trained: {rounds: 500, seed: 3, start: "0123456789abcdef",
 *             now: "fedcba9876543210"}
 * The seed is left out where the pairs were taken in turn. */

#include "files/yaml_reader.h"
#include "walk/example.h"
#include "walk/sink.h"

/* False after a complaint. */
bool bp_trained_read(bp_yaml *yaml, const yaml_node_t *node, bp_past *trained);

/* The key and its value, a line. */
void bp_trained_write(const bp_past *trained, const bp_out *out);

#endif
