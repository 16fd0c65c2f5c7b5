/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files/language.h"

/* The digits are those of bp_number_text. The walk's keys are made of the names, so
 * that each name stands in the program but once. */
static const char c_head[] =
    "#include <math.h>\n"
    "#include <stdio.h>\n"
    "#include <stdlib.h>\n"
    "#include <string.h>\n"
    "\n"
    "/* Prints the key, and the shortest decimal that reads back to the number. */\n"
    "static void show(const char *name, double x)\n"
    "{\n"
    "    char text[40];\n"
    "    int digits = isnormal(x) ? 15 : 1;\n"
    "    do\n"
    "        snprintf(text, sizeof text, \"%.*g\", digits, x);\n"
    "    while (strtod(text, NULL) != x && digits++ < 17);\n"
    "    for (; *name != '\\0' && strcmp(name, \"_new\") != 0; name++)\n"
    "        putchar(strncmp(name, \"_d\", 2) == 0 ? '/' : *name);\n"
    "    printf(\"%s\\t%s\\n\", *name == '\\0' ? \"\" : \"+\", text);\n"
    "}\n"
    "#define SHOW(name) show(#name, name);\n";

static const char c_begin[] =
    "\n"
    "int main(int argc, char *argv[])\n"
    "{\n"
    "    char *end = \"\";\n"
    "    long rounds = argc > 1 ? strtol(argv[1], &end, 10) : 1;\n"
    "    if (rounds < 1 || *end != '\\0') {\n"
    "        fputs(\"expected a number of rounds, 1 or more\\n\", stderr);\n"
    "        return 2;\n"
    "    }\n";

/* Its format g is C's own, exponents and all. Its exp stops where a number is too
 * large, and C's does not. */
static const char python_head[] =
    "import math\n"
    "import sys\n"
    "from math import log, log1p, tanh\n"
    "\n"
    "\n"
    "def exp(x):\n"
    "    try:\n"
    "        return math.exp(x)\n"
    "    except OverflowError:\n"
    "        return math.inf\n"
    "\n"
    "\n"
    "def text(x):\n"
    "    \"\"\"The shortest decimal that reads back to the number.\"\"\"\n"
    "    for digits in range(1 if abs(x) < sys.float_info.min else 15, 18):\n"
    "        decimal = f\"{x:.{digits}g}\"\n"
    "        if float(decimal) == x:\n"
    "            break\n"
    "    return decimal\n"
    "\n";

static const char python_begin[] =
    "\n"
    "argument = sys.argv[1] if len(sys.argv) > 1 else \"1\"\n"
    "rounds = int(argument) if argument.isdecimal() else 0\n"
    "if rounds < 1:\n"
    "    print(\"expected a number of rounds, 1 or more\", file=sys.stderr)\n"
    "    sys.exit(2)\n";

/* Its shortest digits are C's, its exponents are not: 1e-7 for 1e-07. */
static const char javascript_head[] =
    "'use strict';\n"
    "const { exp, log, log1p, tanh } = Math;\n"
    "\n"
    "// The shortest decimal that reads back to the number, with two digits or more\n"
    "// in its exponent.\n"
    "function text(x) {\n"
    "  if (Object.is(x, -0)) return '-0';\n"
    "  const [digits, exponent] = x.toExponential().split('e');\n"
    "  const most = Math.max(15, digits.replace(/[-.]/g, '').length);\n"
    "  if (!(exponent < -4 || exponent >= most)) return String(x);\n"
    "  return digits + 'e' + exponent[0] + exponent.slice(1).padStart(2, '0');\n"
    "}\n";

static const char javascript_begin[] =
    "\n"
    "const rounds = process.argv.length > 2 ? Number(process.argv[2]) : 1;\n"
    "if (!Number.isInteger(rounds) || rounds < 1) {\n"
    "  console.error('expected a number of rounds, 1 or more');\n"
    "  process.exit(2);\n"
    "}\n";

const bp_language bp_languages[] = {
    {
        .name = "c",
        .comment = "/* ",
        .comment_goes_on = " * ",
        .comment_end = " */",
        .how_to_run = {"cc -O2 -ffp-contract=off -o round round.c -lm",
                       "./round 10000"},
        .head = c_head,
        .own =
            {
                {BP_RELU,
                 "\nstatic double relu(double net)\n"
                 "{\n"
                 "    return net > 0.0 ? net : 0.0;\n"
                 "}\n"},
                {BP_RELU_SLOPE,
                 "\nstatic double relu_slope(double out)\n"
                 "{\n"
                 "    return out > 0.0 ? 1.0 : 0.0;\n"
                 "}\n"},
                {BP_CROSS_ENTROPY,
                 "\n/* -(t ln out + (1 - t) ln(1 - out)) */\n"
                 "static double cross_entropy(double t, double out)\n"
                 "{\n"
                 "    double E = t == 0.0 ? 0.0 : 0.0 - t * log(out);\n"
                 "    return t == 1.0 ? E : E - (1.0 - t) * log1p(-out);\n"
                 "}\n"},
                {BP_CROSS_ENTROPY_SLOPE,
                 "\nstatic double cross_entropy_slope(double t, double out)\n"
                 "{\n"
                 "    double slope = t == 1.0 ? 0.0 : (1.0 - t) / (1.0 - out);\n"
                 "    return t == 0.0 ? slope : slope - t / out;\n"
                 "}\n"},
                {BP_SOFTMAX_ENTROPY,
                 "\nstatic double softmax_entropy(double t, double out)\n"
                 "{\n"
                 "    return t == 0.0 ? 0.0 : 0.0 - t * log(out);\n"
                 "}\n"},
            },
        .begin = c_begin,
        .indent = "    ",
        .depth = 1,
        .fixed = "double ",
        .changing = "double ",
        .end = ";",
        .several_a_line = true,
        .sum_begin = "",
        .sum_end = "",
        .pairs = "static const double pairs[%zu][%zu] = {\n",
        .pair_begin = "{",
        .pair_end = "},",
        .pairs_end = "};\n",
        .take_pair = "const double *pair = pairs[(this_round - 1) % ",
        .loop =
            "for (long this_round = 1; this_round <= rounds; this_round++) {\n",
        .if_later = "if (this_round < rounds) {\n",
        .next = "continue;\n",
        .next_end = "}\n",
        .show_begin = "",
        .show = "SHOW(%1)",
        .show_same = "SHOW(%1)",
        .show_end = "",
        .loop_end = "    }\n}\n",
    },
    {
        .name = "python",
        .comment = "# ",
        .comment_goes_on = "# ",
        .comment_end = "",
        .how_to_run = {"python3 round.py 10000", NULL},
        .head = python_head,
        .own =
            {
                {BP_RELU,
                 "\ndef relu(net):\n"
                 "    return net if net > 0.0 else 0.0\n\n"},
                {BP_RELU_SLOPE,
                 "\ndef relu_slope(out):\n"
                 "    return 1.0 if out > 0.0 else 0.0\n\n"},
                {BP_CROSS_ENTROPY,
                 "\n# -(t ln out + (1 - t) ln(1 - out))\n"
                 "def cross_entropy(t, out):\n"
                 "    E = 0.0 if t == 0.0 else 0.0 - t * log(out)\n"
                 "    return E if t == 1.0 else E - (1.0 - t) * log1p(-out)\n\n"},
                {BP_CROSS_ENTROPY_SLOPE,
                 "\ndef cross_entropy_slope(t, out):\n"
                 "    slope = 0.0 if t == 1.0 else (1.0 - t) / (1.0 - out)\n"
                 "    return slope if t == 0.0 else slope - t / out\n\n"},
                {BP_SOFTMAX_ENTROPY,
                 "\ndef softmax_entropy(t, out):\n"
                 "    return 0.0 if t == 0.0 else 0.0 - t * log(out)\n\n"},
            },
        .begin = python_begin,
        .indent = "    ",
        .depth = 0,
        .fixed = "",
        .changing = "",
        .end = "",
        .several_a_line = false,
        .sum_begin = "(",
        .sum_end = ")",
        .pairs = "pairs = [\n",
        .pair_begin = "[",
        .pair_end = "],",
        .pairs_end = "]\n",
        .take_pair = "pair = pairs[(this_round - 1) % ",
        .loop = "for this_round in range(1, rounds + 1):\n",
        .if_later = "if this_round < rounds:\n",
        .next = "continue\n",
        .next_end = "",
        .show_begin = "for key, x in {",
        .show = "\"%2\": %1,",
        .show_same = "\"%2\": %1,",
        .show_end = "}.items():\n        print(key, text(x), sep=\"\\t\")\n",
        .loop_end = "",
    },
    {
        .name = "javascript",
        .comment = "// ",
        .comment_goes_on = "// ",
        .comment_end = "",
        .how_to_run = {"node round.js 10000", NULL},
        .head = javascript_head,
        .own =
            {
                {BP_RELU, "\nconst relu = (net) => (net > 0 ? net : 0);\n"},
                {BP_RELU_SLOPE,
                 "\nconst relu_slope = (out) => (out > 0 ? 1 : 0);\n"},
                {BP_CROSS_ENTROPY,
                 "\n// -(t ln out + (1 - t) ln(1 - out))\n"
                 "function cross_entropy(t, out) {\n"
                 "  const E = t === 0 ? 0 : 0 - t * log(out);\n"
                 "  return t === 1 ? E : E - (1 - t) * log1p(-out);\n"
                 "}\n"},
                {BP_CROSS_ENTROPY_SLOPE,
                 "\nfunction cross_entropy_slope(t, out) {\n"
                 "  const slope = t === 1 ? 0 : (1 - t) / (1 - out);\n"
                 "  return t === 0 ? slope : slope - t / out;\n"
                 "}\n"},
                {BP_SOFTMAX_ENTROPY,
                 "\nfunction softmax_entropy(t, out) {\n"
                 "  return t === 0 ? 0 : 0 - t * log(out);\n"
                 "}\n"},
            },
        .begin = javascript_begin,
        .indent = "  ",
        .depth = 0,
        .fixed = "const ",
        .changing = "let ",
        .end = ";",
        .several_a_line = true,
        .sum_begin = "",
        .sum_end = "",
        .pairs = "const pairs = [\n",
        .pair_begin = "[",
        .pair_end = "],",
        .pairs_end = "];\n",
        .take_pair = "const pair = pairs[(this_round - 1) % ",
        .loop = "for (let this_round = 1; this_round <= rounds; this_round++) "
                "{\n",
        .if_later = "if (this_round < rounds) {\n",
        .next = "continue;\n",
        .next_end = "}\n",
        .show_begin = "for (const [key, x] of Object.entries({",
        .show = "'%2': %1,",
        .show_same = "%1,",
        .show_end = "})) console.log(key + '\\t' + text(x));\n",
        .loop_end = "}\n",
    },
};
const size_t bp_n_languages = sizeof bp_languages / sizeof bp_languages[0];
