# SPDX-License-Identifier: GPL-3.0-or-later
# awk -v seed=7 -v shape=3-4-2 -v hidden=relu -v output=softmax -f draw_example.awk: an example of
# that shape, with decimals drawn by the seed: two pairs, three rounds, and one of the choices that
# an example has, by chance, of shared biases or own, trained or not, rows by source or not. hidden
# names one function, or one for each hidden layer, with commas between; error=cross-entropy is for
# logistic outputs, as softmax ones have no other.

# From 0 to 1, without the ends: Lehmer's generator, exact in doubles.
function draw() { state = (state * 48271) % 2147483647; return state / 2147483647 }
function decimal(most) { return sprintf("%.3f", (2 * draw() - 1) * most) }
function row(n, most,  i, text) {
    for (i = 1; i <= n; i++) text = text (i > 1 ? ", " : "") decimal(most)
    return "[" text "]"
}
# Shares of 1, in hundredths.
function shares(n,  i, left, part, text) {
    left = 100
    for (i = 1; i < n; i++) {
        part = int(draw() * left)
        left -= part
        text = text part / 100 ", "
    }
    return "[" text left / 100 "]"
}
function targets(n,  j, text) {
    if (output == "softmax") return shares(n)
    if (output != "logistic" && output != "") return row(n, 0.9)
    for (j = 1; j <= n; j++) text = text (j > 1 ? ", " : "") sprintf("%.2f", draw())
    return "[" text "]"
}
BEGIN {
    state = 7919 * seed + 1
    for (i = 0; i < 10; i++) draw()
    n = split(shape, size, "-")
    n_functions = split(hidden, function_of, ",")
    by_source = draw() < 0.4
    print "learning_rate: " sprintf("%.2f", 0.05 + 0.4 * draw())
    print "rounds: 3"
    print "train_biases: " (draw() < 0.5 ? "true" : "false")
    if (output == "softmax") error = "cross-entropy"
    if (error != "") print "error: " error
    if (by_source) print "weights_by: source"
    print "training:"
    for (p = 1; p <= 2; p++)
        print "  - inputs: " row(size[1], 1.5) "\n    targets: " targets(size[n])
    print "layers:"
    for (l = 2; l <= n; l++) {
        rows = by_source ? size[l - 1] : size[l]
        print "  - weights:"
        for (r = 1; r <= rows; r++)
            print "      - " row(by_source ? size[l] : size[l - 1], 1)
        own = draw() < 0.5 || l == n && output == "softmax"
        print "    " (own ? "biases: " row(size[l], 0.5) : "bias: " decimal(0.5))
        f = l == n ? output : function_of[l - 1 <= n_functions ? l - 1 : n_functions]
        if (f != "") print "    activation: " f
    }
}
