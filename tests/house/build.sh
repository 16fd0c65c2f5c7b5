#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The build as a newcomer and a writer meet it, in a copy of the house in a folder whose
# name has spaces in it.
# needs: editions
. tests/support/tap.sh
. tests/support/tools.sh

house="$scratch/a house, copied"
here=$PWD
mkdir "$house"
tar -cf - --exclude=./build --exclude=./.git --exclude=node_modules . | tar -xf - -C "$house"
cd "$house" || exit 1

lacks() { ! grep -qE -- "$1" "$out"; }
has() { grep -qE -- "$1" "$out"; }

# ------------------------------------------------------------------ from nothing
#
# By a user whose own settings of gnuplot and pandoc would spoil all.

mkdir -p "$scratch/home/.local/share/pandoc"
echo 'set border 31 lw 9' >"$scratch/home/.gnuplot"
echo 'pandoc.Str = nil' >"$scratch/home/.local/share/pandoc/init.lua"
made_by_another() { HOME="$scratch/home" XDG_DATA_HOME="$scratch/home/.local/share" \
    LC_ALL=C.UTF-8 TZ=Asia/Seoul made "$@"; }

umask 077
mkdir build
cp -R "$here/build/obj" build
made_by_another -j4 clean build/backprop
check "make -j4 clean build/backprop does one after the other" test -s build/backprop
made_by_another -j4 html
check "make -j4 html works in a folder with spaces" exits 0
check "it ends with the page's path" test "$(tail -n 1 "$out")" = build/report/backprop.html
check "the same bytes as in the other folder, with other settings" \
    cmp build/report/backprop.html "$here/build/report/backprop.html"
check "and of the script in it" cmp build/page/explorer.js "$here/build/page/explorer.js"
check "nothing half-made is left" test -z "$(find build -name '*.tmp')"
umask 022

made html
check "with nothing to do, nothing is run" test "$(cat "$out")" = build/report/backprop.html
touch build/backprop
made html
check "a program that says the same draws nothing anew" lacks 'gnuplot|pandoc'
made html
check "nor is it asked again" test "$(cat "$out")" = build/report/backprop.html

rm build/obj/src/walk/number.d
touch src/walk/number.h
made build/backprop
check "a lost list of headers costs a compilation, not the truth" has 'compile src/walk/number.c'
echo 'int bp_extra(void); int bp_extra(void) { return 1; }' >src/walk/extra.c
made build/backprop
rm src/walk/extra.c
made build/backprop
check "a source that has gone leaves the program" \
    test -z "$(nm build/backprop | grep bp_extra)"
rm figures/error.gp
made html
check "a figure that has gone is missed" complains "there is no figure 'error'"
cp "$here/figures/error.gp" figures/
made html
check "and welcome when it is back" exits 0

# ---------------------------------------------------------------- the writer's loop

sleep 1
echo 'Onewordmore.' >>chapters/01_forward_pass.md
made html
check "an edit of the prose reaches the page" grep -q Onewordmore build/report/backprop.html
check "and runs no program, no compiler, no gnuplot" lacks 'backprop (book|train)|compile|gnuplot'

sed -i 's/^\/\* Chapter 2: /&see /' chapters/02_output_deltas.c
made html
check "an edit of a comment in C reaches the page" exits 0
check "and runs the program" has 'backprop train'
check "but no gnuplot, as no number has changed" lacks gnuplot

sed -i 's/learning_rate: 0.5/learning_rate: 0.6/' chapters/00_network.c
made html
check "another given number stops the build where the prose is stale now" complains \
    'E_total+: the page says 0.291027774, the program computed 0.28955'
made accept-numbers
check "make accept-numbers brings the prose along" exits 0
check "and says what it rewrote" complains 'E_total+: 0.291027774 becomes 0.28955'
check "in the chapters" grep -q '\[0.28955[0-9]*\](#E_total+)' chapters/04_updates.md
made html
check "so that it reaches the page" \
    test "$(grep -A 1 'id="n-eta"' build/report/backprop.html | grep -c '>0.6<')" = 1
made verify
check "and verify says that it is not the post's" exits 2
check "naming the first that disagrees" grep -q 'eta: computed 0.6' "$out"
check "with make's own words on stderr" complains 'Error 1'

# All complaints of a run at once, and nothing written.
cp build/report/backprop.html "$scratch/before.html"
cp -Rp chapters "$scratch/chapters"
sed -i 's/\[0\.01\](#t1)/[0.02](#t1)/' chapters/05_training.md
echo 'A decimal, 0.123, and [a link](#nowhere).' >>chapters/01_forward_pass.md
printf '//> unused\nint bp_unused(void);\n//< unused\n' >>chapters/03_hidden_deltas.c
made html
check "wrong pages stop the build" exits 2
for complaint in '05_training.md:[0-9]*: t1: the page says 0.02, the program computed 0.01' \
    '01_forward_pass.md:[0-9]*: 0.123 is tied to no number' \
    "01_forward_pass.md:[0-9]*: a link to '#nowhere', which is nowhere" \
    "03_hidden_deltas.c:[0-9]*: region 'unused' is neither shown" 'not written: [0-9]* problems'; do
    check "in one report: $complaint" grep -q -- "$complaint" "$err"
done
check "and the page is as it was" cmp build/report/backprop.html "$scratch/before.html"
rm -r chapters
mv "$scratch/chapters" chapters
made html
check "mended, the build goes on" exits 0

# ---------------------------------------------------------------- another example's book

mkdir "elsewhere, too"
mine="elsewhere, too/mine.yaml"
cat >"$scratch/mine.yaml" <<'END'
name: A network & its "numbers"
learning_rate: 0.70
train_biases: true
rounds: 500
training:
  - inputs: [0.3, -.25]
    targets: [0.8, 0.2]
  - inputs: [-0.55, 0.75]
    targets: [0.125, 0.6]
layers:
  - weights: [[0.137, -0.42], [-0.61, 5e-1]]
    biases: [0.11, -0.230]
  - weights: [[-0.45, 0.9], [1.25, -0.375]]
    bias: -0.15
END
cp "$scratch/mine.yaml" "$mine"
made -j4 report EXAMPLE="$mine"
check "make report EXAMPLE= makes the book of another example" exits 0
for edition in html pdf epub; do
    check "in a folder of its name, as $edition" has "^build/mine/backprop\.$edition\$"
done
check "with nothing wider than the paper" \
    test -z "$(grep -E '^Overfull|Missing character' build/mine/backprop.pdf.d/backprop.log)"
check "under another identifier than the post's" \
    test -z "$(unzip -p build/mine/backprop.epub EPUB/content.opf | grep -F "$(sed -n 's/^identifier: //p' report/epub.yaml)")"
page=build/mine/backprop.html
check "with its given numbers as they are typed" grep -q -- '−0\.230<' $page
check "and its name" grep -q 'A network &amp; its' $page
check "and after its own number of rounds" grep -q 'id="n-E_total-after-500"' $page
# What the page shows as numbers: none of the post's own is among them.
shown() { sed 's/<[^>]*>/ /g' "$1" | grep -oE '[0-9]+\.[0-9]{2,}' | sort -u; }
build/backprop walk | cut -f2 | sed 's/^-//' | cut -c1-11 | grep -E '\.[0-9]{5,}' >"$scratch/post"
check "no number of the post leaks in" \
    test -z "$(shown $page | grep -F -f "$scratch/post")"
check "such a leak would be seen" \
    test -n "$(shown build/report/backprop.html | grep -F -f "$scratch/post")"
# The script has words for the post, too, which it shows where the example is the post's.
check "nor a word of the post's own story" test -z \
    "$(sed '/^<script>$/,/^<\/script>$/d' $page | grep -iE 'closing figures|Mazur prints')"
made html EXAMPLE="$mine"
check "with nothing to do, nothing is run" test "$(cat "$out")" = $page
sed -i 's/0\.137/0.138/' "$mine"
made html EXAMPLE="$mine"
check "an edit of the file reaches its page" grep -q '0\.138' $page
check "and does not touch the other's" test "$(made html; cat "$out")" = build/report/backprop.html
sed 's/0\.138/many/' "$mine" >bad.yaml
made html EXAMPLE=bad.yaml
check "a bad file stops the build" exits 2
check "with its own name and line" complains 'backprop: bad.yaml:11: layers[0].weights[0][0]'
made html EXAMPLE=no/such.yaml
check "so does a file that is not there" complains 'no/such.yaml: cannot be opened'
check "and leaves no folder behind" test ! -e build/such
mkdir '$HOME (my)'
cp "$mine" '$HOME (my)/mine.yml'
made html EXAMPLE='$HOME (my)/mine.yml'
check "the folder's name may be anything" exits 0
for rounds in 0 1; do
    sed "s/^rounds: .*/rounds: $rounds/" "$mine" >few.yaml
    made html EXAMPLE=few.yaml
    check "an example with rounds: $rounds has its book" exits 0
done

# -------------------------------------------------------------------- what goes wrong

cp build/report/backprop.html "$scratch/before.html"
sed -i 's/^\/\/< logistic$//' chapters/01_forward_pass.c
made html
check "a broken region stops the build" exits 2
check "with file and line" complains "chapters/01_forward_pass.c:"
check "and leaves the page as it was" cmp build/report/backprop.html "$scratch/before.html"
cp "$here/chapters/01_forward_pass.c" chapters/

for missing in pandoc:pandoc gnuplot:gnuplot-nox gcc:gcc; do
    tool=${missing%:*}
    without "$tool"
    [ "$tool" = gcc ] && mv build/libraries "$scratch" # what says that all is there
    rm -rf build/report
    made_there html CC=gcc
    check "without $tool the build stops" exits 2
    check "in one sentence that names the package" complains \
        "make: $tool is missing: install the package ${missing#*:}, or run: make setup"
done

made build/libraries CPPFLAGS=-nostdinc
check "so it does without GSL's headers" \
    complains 'make: <gsl/gsl_version.h> is missing: install the package libgsl-dev'
mv "$scratch/libraries" build/

without gnuplot
fake gnuplot <<'END'
#!/bin/sh
echo '<svg>half a picture'
exit 1
END
made_there html
check "a figure that fails half-way stops the build" exits 2
check "and leaves no half picture behind" test ! -e build/report/figures/error.svg
made html
check "once mended, the build goes on" exits 0

# The explorer's tools are asked for before anything is compiled with them.
mv build/page/ready "$scratch"
for missing in clang:clang wasm-ld:lld wasm-opt:binaryen zopfli:zopfli esbuild:esbuild; do
    tool=${missing%:*}
    without "$tool"
    made_there build/page/explorer.js
    check "without $tool there is no explorer" exits 2
    check "which is said in one sentence that names the package" \
        test "$(grep -v '^make: \*\*\* ' "$err")" = \
        "make: $tool is missing: install the package ${missing#*:}, or run: make setup"
done
without clang
fake clang <<END
#!/bin/sh
exec $(command -v clang) --sysroot=/nowhere "\$@"
END
made_there build/page/explorer.js
check "without a C library for WebAssembly there is no explorer" exits 2
check "which is said in one sentence that names the package, too" \
    test "$(grep -v '^make: \*\*\* ' "$err")" = 'make: the C library for WebAssembly is missing: install the package wasi-libc, or run: make setup'
mv src/page/libraries/complete "$scratch"
made build/page/explorer.js
check "without the libraries' sources there is no explorer" exits 2
check "and it is said what brings them" test "$(grep -v '^make: \*\*\* ' "$err")" = \
    'make: the source of GSL and libyaml for the explorer is missing: run: make setup'
mv "$scratch/complete" src/page/libraries/
mv "$scratch/ready" build/page/
made html
check "once all is there, the build goes on" exits 0

without lualatex rsvg-convert zip unzip
rm -rf build/report
made_there html
check "the page needs nothing that is the PDF's or the EPUB's alone" exits 0
for missing in lualatex:texlive-luatex:pdf rsvg-convert:librsvg2-bin:pdf zip:zip:epub \
    unzip:unzip:epub; do
    tool=${missing%%:*}
    edition=${missing##*:}
    package=${missing#*:}
    rm -f build/report/figures/*.pdf
    without "$tool"
    made_there "$edition"
    check "without $tool there is no $edition" exits 2
    check "and a sentence names the package" complains \
        "make: $tool is missing: install the package ${package%:*}, or run: make setup"
done

# ---------------------------------------------------------------- setup and page at once
#
# A machine without pandoc, whose apt-get takes a second to bring it.

without pandoc
fake apt-get <<END
#!/bin/sh
echo "apt-get \$*"
case "\$*" in *-y*install*) sleep 1; ln -s "$(command -v pandoc)" "$fakes/pandoc";; esac
END
fake dpkg-query <<'END'
#!/bin/sh
for package; do
    [ "$package" = pandoc ] || echo "$package installed"
done
END
fake apt-cache <<'END'
#!/bin/sh
printf 'pandoc:\n  Candidate: 2.17\n'
END
fake sudo <<'END'
#!/bin/sh
exec "$@"
END
# What of the explorer a clean build would make anew, which takes long, is kept with its times.
mkdir "$scratch/kept"
mv build/page build/page.list "$scratch/kept"
rm -rf build
mkdir build
mv "$scratch/kept"/* build
made_there -j4 setup html
check "make -j4 setup html waits for what setup brings" exits 0
check "setup asks for what is missing, and nothing else" \
    grep -qxE 'apt-get .*-y .*install +pandoc' "$out"
made clean
check "make clean removes everything made" test ! -e build

finish
