/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What GSL's sources want to know of the machine that they are built for: of
 * WebAssembly with wasi-libc. */
#define HAVE_DECL_ISNAN 1
#define HAVE_DECL_ISINF 1
#define HAVE_DECL_ISFINITE 1
#define HAVE_DECL_FINITE 0
#define RETURN_IF_NULL(x)                                                      \
    if (!x) {                                                                  \
        return;                                                                \
    }
