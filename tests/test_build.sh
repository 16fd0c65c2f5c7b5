#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The build as a newcomer and a writer meet it, in a copy of the house in a folder whose
# name has spaces in it.
. tests/tap.sh

house="$scratch/a house, copied"
here=$PWD
mkdir "$house"
tar -cf - --exclude=./build --exclude=./.git . | tar -xf - -C "$house"
cd "$house" || exit 1

made() { ran make --no-print-directory "$@"; }
lacks() { ! grep -qE -- "$1" "$out"; }
has() { grep -qE -- "$1" "$out"; }

# ------------------------------------------------------------------ from nothing

umask 077
LC_ALL=C.UTF-8 TZ=Asia/Seoul made -j4 report
check "make -j4 report works in a folder with spaces" exits 0
check "it ends with the page's path" test "$(tail -n 1 "$out")" = build/report/backprop.html
check "the same bytes as in the other folder" \
    cmp build/report/backprop.html "$here/build/report/backprop.html"
check "nothing half-made is left" test -z "$(find build -name '*.tmp')"
umask 022

made report
check "with nothing to do, nothing is run" test "$(cat "$out")" = build/report/backprop.html

mkdir -p "$scratch/home/.local/share/pandoc"
echo 'set border 31 lw 9' >"$scratch/home/.gnuplot"
echo 'pandoc.Str = nil' >"$scratch/home/.local/share/pandoc/init.lua"
rm -rf build/figures build/report
HOME="$scratch/home" XDG_DATA_HOME="$scratch/home/.local/share" made report
check "the same bytes whatever the user's own settings" \
    cmp build/report/backprop.html "$here/build/report/backprop.html"

rm build/obj/src/tools/number.d
touch src/tools/number.h
made build/backprop
check "a lost list of headers costs a compilation, not the truth" has 'compile src/tools/number.c'
echo 'int bp_extra(void); int bp_extra(void) { return 1; }' >src/tools/extra.c
made build/backprop
rm src/tools/extra.c
made build/backprop
check "a source that has gone leaves the program" \
    test -z "$(nm build/backprop | grep bp_extra)"
made -j4 clean report
check "make -j4 clean report does one after the other" test -s build/report/backprop.html

# ---------------------------------------------------------------- the writer's loop

sleep 1
echo 'One sentence more.' >>chapters/01_forward_pass.md
made report
check "an edit of the prose reaches the page" \
    grep -q 'One sentence more' build/report/backprop.html
check "and runs no program, no compiler, no gnuplot" lacks 'backprop (walk|train)|compile|gnuplot'

sed -i 's/^\/\* Chapter 2: /&see /' chapters/02_output_deltas.c
made report
check "an edit of a comment in C reaches the page" exits 0
check "and runs the program" has 'backprop train'
check "but no gnuplot, as no number has changed" lacks gnuplot

sed -i 's/learning_rate: 0.5/learning_rate: 0.6/' chapters/00_network.c
made report
check "another given number stops the build where the prose is stale now" complains \
    'E_total+: the page says 0.291028, the program computed 0.28955'
sed -i 's/0.291028/0.289551/' chapters/04_updates.md
made report
check "mended, it reaches the page" \
    test "$(grep -A 1 'id="n-eta"' build/report/backprop.html | grep -c '>0.6<')" = 1
made verify
check "and verify says that it is not the post's" exits 2
check "naming the first that disagrees" grep -q 'eta: computed 0.6' "$out"
check "with make's own words on stderr" complains 'Error 1'

# -------------------------------------------------------------------- what goes wrong

cp build/report/backprop.html "$scratch/before.html"
sed -i 's/^\/\/< logistic$//' chapters/01_forward_pass.c
made report
check "a broken region stops the build" exits 2
check "with file and line" complains "chapters/01_forward_pass.c:"
check "and leaves the page as it was" cmp build/report/backprop.html "$scratch/before.html"
cp "$here/chapters/01_forward_pass.c" chapters/

# without TOOL: a PATH that finds every program but this one. $fakes comes before it, for
# stand-ins; nothing is ever written to the folder of links.
fakes=$scratch/fakes
links=$scratch/links
without() {
    rm -rf "$fakes" "$links"
    mkdir "$fakes" "$links"
    for folder in /bin /usr/bin; do
        for file in "$folder"/*; do
            ln -sf "$file" "$links/${file##*/}"
        done
    done
    rm "$links/$1"
}
fake() {
    cat >"$fakes/$1"
    chmod +x "$fakes/$1"
}
made_there() {
    PATH="$fakes:$links" ran make --no-print-directory "$@"
}

for missing in pandoc:pandoc gnuplot:gnuplot-nox gcc:gcc; do
    tool=${missing%:*}
    without "$tool"
    rm -rf build/report build/figures build/libraries
    made_there report CC=gcc
    check "without $tool the build stops" exits 2
    check "in one sentence that names the package" complains \
        "make: $tool is missing: install the package ${missing#*:}, or run: make setup"
done

made build/libraries CPPFLAGS=-nostdinc
check "so it does without GSL's headers" \
    complains 'make: <gsl/gsl_version.h> is missing: install the package libgsl-dev'

without gnuplot
fake gnuplot <<'END'
#!/bin/sh
echo '<svg>half a picture'
exit 1
END
made_there report
check "a figure that fails half-way stops the build" exits 2
check "and leaves no half picture behind" test ! -e build/figures/network.svg
made report
check "once mended, the build goes on" exits 0

# ---------------------------------------------------------------- setup and report at once
#
# A machine without pandoc, whose apt-get takes a second to bring it.

without pandoc
fake apt-get <<END
#!/bin/sh
echo "apt-get \$*"
case "\$*" in *install*) sleep 1; ln -s "$(command -v pandoc)" "$fakes/pandoc";; esac
END
fake dpkg-query <<'END'
#!/bin/sh
case "$*" in *pandoc) exit 1;; esac
echo install ok installed
END
fake sudo <<'END'
#!/bin/sh
exec "$@"
END
rm -rf build
made_there -j4 setup report
check "make -j4 setup report waits for what setup brings" exits 0
check "setup asks for what is missing, and nothing else" \
    grep -qxE 'apt-get .*install *pandoc' "$out"
made clean
check "make clean removes everything made" test ! -e build

finish
