/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_PATHS_H
#define BP_PATHS_H

/* Files that are named in other files. What is returned the caller frees; it is NULL
 * where memory runs out. */

#include <stdbool.h>

/* Whether both are there and are one file. */
bool bp_is_same_file(const char *a, const char *b);

/* The path of a file that is named in another one: from the other's folder on. */
char *bp_path_beside(const char *other, const char *file);

/* The name by which a file that is named in one file is found from another: the same
 * where both are in one folder, else its whole path. NULL, too, where the working
 * folder has none. */
char *bp_path_seen_from(const char *another, const char *one, const char *file);

#endif
