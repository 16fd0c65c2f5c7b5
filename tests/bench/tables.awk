# SPDX-License-Identifier: GPL-3.0-or-later
# The tables of the bench, from how far the programs are apart, their instructions and their times:
#   apart.tsv         table, program, size, difference
#   instructions.tsv  program, instructions of a round
#   times.tsv         table, program, size, run, nanoseconds of a round, kilobytes
# Each table is a file in folder, with its columns' names in the first line. Numbers are rounded to
# three digits here, as they are shown.
BEGIN { FS = "\t" }

FILENAME ~ /apart.tsv$/ { apart[$1, $2, $3] = $4 }
FILENAME ~ /instructions.tsv$/ { instructions[$1] = $2 }
FILENAME ~ /times.tsv$/ {
    time[$1, $2, $3, $4] = $5
    if ($6 > memory[$1, $2, $3])
        memory[$1, $2, $3] = $6
    if ($4 > n_runs)
        n_runs = $4
    if (!(($1, $3) in is_size)) {
        is_size[$1, $3] = 1
        sizes[$1] = sizes[$1] (sizes[$1] == "" ? "" : " ") $3
    }
}

# Sorts x[1] to x[n].
function sort(x, n,    i, k, held) {
    for (i = 2; i <= n; i++) {
        held = x[i]
        for (k = i; k > 1 && x[k - 1] > held; k--)
            x[k] = x[k - 1]
        x[k] = held
    }
}

# Of the runs, which are in x, the median; least and most beside it.
function middle(x, n) {
    sort(x, n)
    least = x[1]
    most = x[n]
    return (x[int((n + 1) / 2)] + x[int((n + 2) / 2)]) / 2
}

# The median time of a program, in nanoseconds.
function median(table, program, size,    run, n, x) {
    for (run = 1; run <= n_runs; run++)
        if ((table, program, size, run) in time)
            x[++n] = time[table, program, size, run] + 0
    return middle(x, n)
}

# The median ratio of the times of two programs, each taken in the same run.
function ratio(table, program, other, size,    run, n, x) {
    for (run = 1; run <= n_runs; run++)
        x[++n] = time[table, program, size, run] / time[table, other, size, run]
    return middle(x, n)
}

# The median of how much of the peak a program reaches, in per cent: products of flops
# operations a pair, beside one of two matrices of 1024 x 1024.
function share(program, size,    run, n, x) {
    for (run = 1; run <= n_runs; run++)
        x[++n] = 100 * (flops * size / time["digits", program, size, run]) / \
            (2 * 1024 ^ 3 / time["digits", "peak", size, run])
    return middle(x, n)
}

# Three digits, without an exponent for what is large.
function three(x,    text) {
    text = sprintf("%.3g", x)
    return text ~ /e\+/ ? sprintf("%.0f", text) : text
}
# One digit, as it is a matter of rounding; and 0 where there is no difference at all.
function near(x) { return x == 0 ? "0" : sprintf("%.0e", x) }
function range() { return three(least) " to " three(most) }
function megabytes(table, program, size) { return three(memory[table, program, size] / 1024) }
function difference(table, program, size) {
    return (table, program, size) in apart ? near(apart[table, program, size]) : "-"
}
function line(file, a, b, c, d, e, f, g) {
    file = folder "/" file ".tsv"
    printf "%s\t%s", a, b >file
    if (c != "") printf "\t%s", c >file
    if (d != "") printf "\t%s", d >file
    if (e != "") printf "\t%s", e >file
    if (f != "") printf "\t%s", f >file
    if (g != "") printf "\t%s", g >file
    printf "\n" >file
}

END {
    # The products of a round on 784-128-10, for each pair: both layers forward, the hidden
    # deltas, the derivatives of both layers.
    flops = 2 * (2 * (784 * 128 + 128 * 10) + 128 * 10)

    name["train"] = "backprop train"
    name["export"] = "backprop export c"
    name["fann"] = "FANN"
    name["numpy"] = "NumPy"
    name["loops"] = "chapters 1 to 5"
    name["matrix"] = "chapter 8"
    name["sheet"] = "chapter 9"
    name["plain"] = "chapter 9, GSL's BLAS"
    name["products"] = "the products alone"

    line("post", "program", "ns a round", "FANN = 1", "from run to run", "instructions", "apart by", "MB")
    n = split("train fann export", programs, " ")
    for (p = 1; p <= n; p++) {
        program = programs[p]
        line("post", name[program], three(median("post", program, 1)), \
            three(ratio("post", program, "fann", 1)), \
            program == "fann" ? "-" : ratio_range("post", program, "fann", 1), instructions[program], \
            difference("post", program, 1), megabytes("post", program, 1))
    }

    line("online", "program", "µs a pair", "times FANN's speed", "from run to run", "apart by", "MB")
    n = split("sheet matrix loops plain fann numpy", programs, " ")
    for (p = 1; p <= n; p++) {
        program = programs[p]
        line("online", name[program], three(median("digits", program, 1) / 1000), \
            three(ratio("digits", "fann", program, 1)), \
            program == "fann" ? "-" : ratio_range("digits", "fann", program, 1), \
            difference("digits", program, 1), megabytes("digits", program, 1))
    }

    line("batches", "batch", "program", "µs a pair", "of the peak, %", "from run to run", "apart by", "MB")
    for (batch = 32; batch <= 256; batch *= 8) {
        n = split("sheet numpy plain products", programs, " ")
        for (p = 1; p <= n; p++) {
            program = programs[p]
            pair = median("digits", program, batch) / batch
            of_peak = share(program, batch)
            line("batches", batch, name[program], three(pair / 1000), three(of_peak), range(), \
                difference("digits", program, batch), megabytes("digits", program, batch))
        }
    }

    line("rounds", "rounds", "ms", "MB")
    n = split(sizes["rounds"], size, " ")
    for (s = 1; s <= n; s++)
        line("rounds", size[s], three(median("rounds", "train", size[s]) / 1e6), \
            megabytes("rounds", "train", size[s]))

    growth_head("width", "width")
    for (width = 8; width <= 512; width *= 2)
        growth_line("width", width, width "-" width "-" width)
    growth_head("depth", "layers")
    shape = "64"
    for (layers = 1; layers <= 7; layers++)
        growth_line("depth", layers, shape = shape "-64")

    line("batch", "batch", "µs a pair", "Gflop/s", "MB")
    n = split(sizes["batch"], size, " ")
    for (s = 1; s <= n; s++) {
        pair = median("batch", "sheet", size[s]) / size[s]
        line("batch", size[s], three(pair / 1000), three(flops / pair), megabytes("batch", "sheet", size[s]))
    }

    line("nudging", "network", "weights", "nudged, ms", "one backward pass, ms", "ratio", "apart by")
    nudging_line("2-2-2", "post", 8)
    nudging_line("784-128-10", "784-128-10", 784 * 128 + 128 * 10)
}

function ratio_range(table, program, other, size) {
    ratio(table, program, other, size)
    return range()
}

function growth_head(file, first) {
    line(file, first, "chapters 1 to 5, µs", "chapter 9, µs", "in batches of 32, µs", "FANN, µs", "MB")
}
function growth_line(file, first, shape) {
    line(file, first, three(median("growth", "loops", shape) / 1000), \
        three(median("growth", "sheet", shape) / 1000), \
        three(median("growth", "batch", shape) / 32 / 1000), \
        three(median("growth", "fann", shape) / 1000), megabytes("growth", "sheet", shape))
}

function nudging_line(network, task, n_weights,    run, x) {
    for (run = 1; run <= n_runs; run++)
        x[run] = n_weights * time["nudging", "forward", task, run] / time["nudging", "backward", task, run]
    line("nudging", network, n_weights, three(n_weights * median("nudging", "forward", task) / 1e6), \
        three(median("nudging", "backward", task) / 1e6), three(middle(x, n_runs)), \
        difference("nudging", "apart", task))
}
