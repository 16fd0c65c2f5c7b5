#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Worksheets: blanks that tell nothing, answers that are the walk's, and files that `check` takes.
# What is on a sheet is compared with `backprop walk`, which other tests hold to the reference.
# needs: build/backprop build/worksheets/seed-7/key.pdf build/worksheets/seed-8/key.pdf
# needs: build/worksheets/seed-9-2-3-3-2/key.pdf build/report/worksheet/key.pdf
. tests/support/tap.sh

tab=$(printf '\t')
sheets=build/worksheets
parts="level-1 level-2 level-3 level-4 network key"
seven=$sheets/seed-7
all="$seven $sheets/seed-8 $sheets/seed-9-2-3-3-2 build/report/worksheet"

# page_text FILE: what a reader reads in a sheet, on a line.
page_text() {
    case $1 in
    *.pdf) pdftotext -layout "$1" - ;;
    *.html) sed -e '/<style>/,/<\/style>/d' -e 's/<[^>]*>/ /g' "$1" ;;
    *) cat "$1" ;;
    esac | sed 's/−/-/g' | tr -s ' \n\f' ' '
}

# The numbers that are to be found, of a folder's example: key and value.
found() { build/backprop walk -e "$1/example.yaml" | awk -F '\t' '/@/ { exit } /^eta\t/ { on = 1; next } on'; }
given() { build/backprop walk -e "$1/example.yaml" | sed '/^eta\t/q'; }

# ------------------------------------------------------------------------ what is there

for folder in $all; do
    missing=
    for part in $parts; do
        for form in html pdf; do
            [ -s "$folder/$part.$form" ] || missing="$missing $part.$form"
        done
    done
    check "$folder: every part is there, as HTML and PDF" test -z "$missing"
    check "$folder: nothing half-made is left" \
        test -z "$(find "$folder" -name '*.tmp' -o -name 'worksheet.d')"
    n=$(found "$folder" | wc -l)
    check "$folder: the drawing has a box for every number" \
        test "$(grep -c '<rect class="faint"' "$folder/drawing.svg")" -eq "$n"
    for level in 1 2 3 4; do
        check "$folder: level $level has every step" \
            test "$(grep -c 'id="step-' "$folder/level-$level.html")" -eq "$n"
    done
    licensed=0
    for part in $parts; do
        page_text "$folder/$part.html" | grep -q 'CC BY 4.0' && licensed=$((licensed + 1))
        page_text "$folder/$part.pdf" | grep -q 'CC BY 4.0' && licensed=$((licensed + 1))
    done
    check "$folder: each says its licence" test "$licensed" -eq 12
done
check "level 1 names where the levels come from" \
    sh -c "sed 's/<[^>]*>//g' $seven/level-1.html | tr '\n' ' ' | grep -q 'Sweller.*Learning Algebra.*2(1), 59–89'"

# ------------------------------------------------------------------- blanks tell nothing

# leaks FOLDER FILE: numbers that are to be found, and whose first four significant digits the
# file tells; those that a given number begins with are no news.
leaks() {
    page_text "$2" >"$scratch/page"
    given "$1" | cut -f2 >"$scratch/given"
    found "$1" | awk -F '\t' '
        FILENAME ~ /page$/ { page = page " " $0; next }
        FILENAME ~ /given$/ { known = known " " $0; next }
        {
            size = $2 < 0 ? -$2 : $2
            if (size < 1e-4 || size >= 1e4) { print $1 " is not of a size that is looked for"; next }
            digits = sprintf("%.12f", size)
            match(digits, /[1-9]/)
            start = RSTART > 1 ? RSTART + 4 : 5
            shown = substr(digits, 1, start - 1)
            if (digits + 0 == sprintf("%.4g", size) + 0) shown = sprintf("%.4g", size)
            if (index(page, shown) && !index(known, shown)) print $1 " is told: " shown
        }' "$scratch/page" "$scratch/given" -
}
for folder in $seven $sheets/seed-8; do
    for part in level-2 level-3 level-4 network; do
        for form in html pdf; do
            leaks "$folder" "$folder/$part.$form" >"$out"
            check "$folder: $part.$form tells no answer" test ! -s "$out"
        done
    done
    leaks "$folder" "$folder/numbers.txt" >"$out"
    check "$folder: nor does the file for the numbers" test ! -s "$out"
    # What finds leaks must find them: level 1 tells every number that it is to find.
    leaks "$folder" "$folder/level-1.html" >"$out"
    check "$folder: level 1 tells them" test "$(wc -l <"$out")" -gt 50
done

# --------------------------------------------------------------------- answers are right

# Of the key: a name and a number a line.
answers() { sed -n 's|.*<dt>.*</span> \(.*\)</dt><dd>\(.*\)</dd>.*|\1\t\2|p' "$1/key.html" | sed 's/−/-/g'; }
# To six significant digits, or whole.
differ() {
    answers "$1" >"$scratch/answers"
    found "$1" | paste "$scratch/answers" - | awk -F '\t' '
        { size = $4 < 0 ? -$4 : $4; miss = $2 < $4 ? $4 - $2 : $2 - $4 }
        $1 != $3 || miss > 0.5000001e-5 * size || $2 == "" { print }'
}
for folder in $all; do
    differ "$folder" >"$out"
    check "$folder: the key has every number of the walk, in its order" \
        test ! -s "$out" -a "$(wc -l <"$scratch/answers")" -gt 0
    page_text "$folder/key.pdf" >"$scratch/key"
    cut -f2 "$scratch/answers" | while read -r number; do
        grep -qF -- " $number" "$scratch/key" || echo "$number"
    done >"$out"
    check "$folder: so has the PDF" test ! -s "$out"
    page_text "$folder/level-1.html" >"$scratch/worked"
    cut -f2 "$scratch/answers" | while read -r number; do
        grep -qF -- "${number#-}" "$scratch/worked" || echo "$number"
    done >"$out"
    check "$folder: and the worked level" test ! -s "$out"
done

# Steps of the book's example, set by hand from chapters 1, 2 and 4.
tex=build/report/worksheet/worksheet.tex
step() { check "step $1: $2" grep -qF "\\step{$1}{\\begin{aligned}[t]$2\\end{aligned}}" $tex; }
terms='\text{net}_{h1} &= w_{1} \, i_{1} + w_{2} \, i_{2} + b_{1} \\'
step 1 "$terms &= 0.15 \\times 0.05 + 0.2 \\times 0.1 + 0.35 \\\\ &= 0.3775"
step 1 "$terms &= 0.15 \\times 0.05 + 0.2 \\times 0.1 + 0.35 \\\\ &= \\blank{}"
step 1 "$terms &= \\longblank{} \\\\ &= \\blank{}"
squashed='\text{out}_{h1} &= \frac{1}{1 + e^{-\text{net}_{h1}}} \\'
step 2 "$squashed &= \\frac{1}{1 + e^{-0.3775}} \\\\ &\\approx 0.593270"
step 2 "$squashed &= 1 / (1 + e^{-\\blank{}}) \\\\ &= \\blank{}"
factors='\delta_{o2} &= \frac{\partial E_{\text{total}}}{\partial \text{out}_{o2}} \cdot \frac{\partial \text{out}_{o2}}{\partial \text{net}_{o2}} \\'
step 17 "$factors &= {-0.217072} \\times 0.175510 \\\\ &\\approx {-0.0380982}"
step 17 "$factors &= \\blank{} \\times \\blank{} \\\\ &= \\blank{}"
moved='w_{7}^{+} &= w_{7} - \eta \cdot \frac{\partial E_{\text{total}}}{\partial w_{7}} \\'
step 52 "$moved &= 0.5 - 0.5 \\times ({-0.0226025}) \\\\ &\\approx 0.511301"
step 52 "$moved &= 0.5 - 0.5 \\times \\blank{} \\\\ &= \\blank{}"

# --------------------------------------------------------------------- numbers to fill in

# filled FOLDER: the blank file, filled in with the walk's numbers to six decimals.
filled() {
    found "$1" | awk -F '\t' 'NR == FNR { value[$1] = $2; next }
        / = $/ { sub(/ = $/, ""); printf "%s = %.6f\n", $0, value[$0]; next } { print }' - "$1/numbers.txt"
}
mkdir "$scratch/class"
for folder in $all; do
    ran build/backprop check -e "$folder/example.yaml" "$folder/numbers.txt"
    check "$folder: the blank file is taken as it is" exits 0
    check "$folder: its blanks are counted" \
        grep -q "^$(found "$folder" | wc -l) lines are not filled in yet" "$out"
    filled "$folder" >"$scratch/filled.txt"
    check "$folder: no blank is left over" test "$(grep -c '= *$' "$scratch/filled.txt")" -eq 0
    ran build/backprop check --summary -e "$folder/example.yaml" "$scratch/filled.txt"
    check "$folder: filled in by the walk it is right" grep -q "${tab}right$" "$out"
done
filled $seven >"$scratch/class/ada"
filled $sheets/seed-8 >"$scratch/class/bob"
filled $sheets/seed-9-2-3-3-2 >"$scratch/class/cyd"
sed 's/seed-7/seed-8/' "$scratch/class/ada" >"$scratch/class/dan"
sed 's/^E_total = 0/E_total = 1/' "$scratch/class/bob" >"$scratch/class/eve"
ran build/backprop check --summary --examples $sheets "$scratch"/class/*
check "a class is marked: exit 1, as some are wrong" exits 1
check "each by its own exercise" \
    test "$(sed "s/.*$tab//" "$out" | tr '\n' ' ')" = "right right right unknown slip "

# ---------------------------------------------------------------------------------- paper

for part in $parts; do
    pdffonts $seven/$part.pdf | tail -n +3 >"$out"
    check "$part.pdf: its fonts are embedded" \
        test -s "$out" -a "$(awk '{ print $(NF - 4) }' "$out" | sort -u)" = yes
    pdfinfo $seven/$part.pdf >"$out"
    check "$part.pdf: A4, with a title" \
        test "$(grep -c -e '^Page size:.*(A4)' -e '^Title: *One round of backpropagation: Exercise 7$' "$out")" -eq 2
    check "$part.pdf: is sound" qpdf --check $seven/$part.pdf --no-warn
done
check "the network is one page" test "$(qpdf --show-npages $seven/network.pdf)" -eq 1

# --------------------------------------------------------------------------------- screen

cat $seven/level-*.html >"$scratch/levels.html"
check "parentheses stand close around what is in them" test "$(grep -c 'form="prefix">(</mo>' "$scratch/levels.html")" -gt 0 \
    -a "$(grep -c 'stretchy="true"' "$scratch/levels.html")" -eq 0
ran node tests/report/browser/sheets.mjs $seven/*.html build/report/worksheet/level-1.html
check "the pages are sound, open to all, and fit a phone" exits 0
check "all of them were looked at" grep -qx '7 sheets' "$out"
[ "$status" -eq 0 ] || sed 's/^/# /' "$out"
{ sed 's/<main>/<main><p style="width: 90rem">wide/' $seven/key.html; } >"$scratch/wide.html"
ran node tests/report/browser/sheets.mjs "$scratch/wide.html"
check "one that is too wide would be found" grep -q 'wide where there are 360' "$out"

# ---------------------------------------------------------------------- the same, and quick

# In another folder, with many jobs at once.
house="$scratch/a class"
mkdir -p "$house/build"
tar -cf - --exclude=./build --exclude=node_modules . | tar -xf - -C "$house"
cp -a build/obj build/backprop build/libraries build/blas build/*.list "$house/build"
here=$PWD
cd "$house" || exit 1
LC_ALL=C.UTF-8 TZ=Asia/Kathmandu ran make --no-print-directory -j8 worksheets SEEDS='7-8 12'
check "worksheets of a class, eight jobs: exit 0" exits 0
for name in 7 8 12; do
    check "seed $name: its folder is named" grep -qx "$sheets/seed-$name" "$out"
done
differing=
for name in 7 8; do
    for file in $(cd "$here/$sheets/seed-$name" && ls); do
        [ "$file" = steps.new ] || cmp -s "$here/$sheets/seed-$name/$file" "$sheets/seed-$name/$file" ||
            differing="$differing $name/$file"
    done
done
check "the same bytes as one by one:$differing" test -z "$differing"
ran make --no-print-directory -j8 worksheets SEEDS='7-8 12'
check "with nothing to do, nothing is run" test "$(grep -c -v "^$sheets" "$out")" -eq 0
rm $sheets/seed-12/key.html
ran make --no-print-directory worksheet SEED=12
check "a page that is lost is made again" test -s $sheets/seed-12/key.html

# What does not fit its paper stops the build, and the sheets stay as they were.
cp -r $sheets/seed-12 "$scratch/wide"
sed 's/\\begin{document}/&\\hbox to 300mm{too wide}/; s/\\hbox to/\\noindent&/' $sheets/seed-12/worksheet.tex \
    >"$scratch/wide/worksheet.tex"
ran report/worksheet.sh "$scratch/wide"
check "what is too wide for its paper is refused" exits 1
check "and told" complains 'does not fit its pages'
check "the old sheets stay" cmp $sheets/seed-12/key.pdf "$scratch/wide/key.pdf"

# ----------------------------------------------------------------------------- refused

# refused WHAT TEXT ARGUMENT...: make stops, and says so.
refused() {
    what=$1
    text=$2
    shift 2
    ran make --no-print-directory "$@"
    check "$what: make stops" exits 2
    check "$what: says '$text'" complains "$text"
}
for seed in x -1 4294967296 1.5 3-1 1- '1,2' '$(x)' "1'2" 1-5000; do
    refused "SEED=$seed" 'expected a whole number from 0 to 4294967295' worksheet "SEED=$seed"
    refused "SEEDS=$seed" 'expected a whole number from 0 to 4294967295' worksheets "SEEDS=$seed"
done
refused "no seeds" 'expected the seeds of the exercises, such as SEEDS=1-30' worksheets
for layers in 2 2- x 2-2-2-2-2-2-2-2-2 "2-2'"; do
    refused "LAYERS=$layers" 'expected how many inputs' worksheet SEED=7 "LAYERS=$layers"
done
refused "a network that is large" \
    'seed-7-16-8-4: the network has 160 weights, expected at most 100 for a worksheet' \
    worksheet SEED=7 LAYERS=16-8-4
refused "layers that are none" 'expected how many inputs' worksheet SEED=7 LAYERS=2-0-2
refused "layers of no exercise" 'expected SEED=7 with LAYERS=3-4-2' worksheet LAYERS=3-4-2
refused "seeds of one worksheet" 'for several exercises, make worksheets SEEDS=1-30' worksheet SEEDS=1-3
refused "an exercise and an example" 'expected SEED=7 or EXAMPLE=a.yaml, not both' \
    worksheet SEED=7 EXAMPLE=a.yaml
build/backprop exercise >worksheets.yaml
refused "an example of the folder's name" "build/worksheets is the build's own" \
    worksheet EXAMPLE=worksheets.yaml
refused "an example that is none" 'nowhere.yaml: cannot be opened' worksheet EXAMPLE=nowhere.yaml

# An example of another shape, whose folder has a blank in its name.
mkdir 'of mine'
cp tests/examples/functions/relu-softmax.yaml 'of mine/soft.yaml'
ran make --no-print-directory worksheet EXAMPLE='of mine/soft.yaml'
check "a sheet of an example: exit 0" exits 0
check "it ends with its paths" grep -qx build/soft/worksheet/key.pdf "$out"
check "its numbers name it" grep -qx '# exercise: soft' build/soft/worksheet/numbers.txt
filled build/soft/worksheet >"$scratch/soft.txt"
ran build/backprop check --summary --examples 'of mine' "$scratch/soft.txt"
check "and are found in its own folder" grep -q "${tab}right$" "$out"

# Saturated, with long numbers and a trained bias for each hidden neuron. Worked out by hand, net_h1 is
# -247.28, and dout_h1/dnet_h1, e to that, 4.05e-108: a long number behind a long name.
cat >'of mine/wide.yaml' <<'END'
train_biases: true
learning_rate: 0.123456789
training:
  - inputs: [-0.123456789, 1234.5678, 0.05]
    targets: [-0.01, 0.99]
layers:
  - weights: [[0.123456789012345, -0.20, 0.000012345], [-0.25, 0.30, 0.1], [1e-7, 2, -3]]
    biases: [-0.35123456, 0.1, 0.2]
  - weights: [[0.40, -0.45, 0.1], [0.50, 0.55, 0.2]]
    bias: -0.60
END
ran make --no-print-directory worksheet EXAMPLE='of mine/wide.yaml'
check "a sheet of a saturated network: exit 0" exits 0
check "each of its five stages stands once in five parts" \
    test "$(grep -c '^\\stage{The ' build/wide/worksheet/worksheet.tex)" -eq 25
for part in level-1 level-2 level-3 level-4 key; do
    pdftotext -layout build/wide/worksheet/$part.pdf - | awk '
        /^ *The (updates|.* (pass|deltas|weights))$/ { heading = $0; next }
        heading && /From Backpropagation/ { print heading }
        NF { heading = "" }' >"$out"
    check "$part.pdf: no heading is the last of its page" test ! -s "$out"
done
cd "$here" || exit 1

finish
