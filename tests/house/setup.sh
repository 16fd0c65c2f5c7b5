#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the setup goals say and ask for, on a machine of the test's own: its PATH has stand-ins
# for apt-get and its like, which note how they were called, and of the real tools only those
# that a bare Debian has. Nothing is installed.
. tests/support/tap.sh

machine=$scratch/machine
calls=$scratch/calls
installed=$scratch/installed
known=$scratch/known
mkdir "$machine"
for tool in sh make sed sort tr wc grep env cat nproc find; do
    ln -s "$(command -v "$tool")" "$machine/$tool"
done
fake() {
    cat >"$machine/$1"
    chmod +x "$machine/$1"
}

# A package that is not in $known has no candidate. The sizes are those of a real answer.
fake dpkg-query <<END
#!/bin/sh
echo dpkg-query >>"$calls"
for name; do
    ! grep -qx "\$name" "$installed" || echo "\$name installed"
done
END
fake apt-cache <<END
#!/bin/sh
for name; do
    if grep -qx "\$name" "$known"; then
        printf '%s:\n  Installed: (none)\n  Candidate: 1.0-2\n  Version table:\n' "\$name"
    elif [ "\$name" != policy ]; then
        printf '%s:\n  Installed: (none)\n  Candidate: (none)\n  Version table:\n' "\$name"
    fi
done
END
fake apt-get <<END
#!/bin/sh
echo "apt-get \$*, umask \$(umask), \$LC_ALL \${DEBIAN_FRONTEND-}" >>"$calls"
case "\$*" in
*update)
    [ ! -e "$scratch/old" ] || echo 'W: Some index files failed to download.' >&2
    [ ! -e "$scratch/offline" ] || { echo 'E: Temporary failure resolving' >&2; exit 100; } ;;
*--print-uris*)
    [ ! -e "$scratch/broken" ] || { echo 'E: Unable to correct problems' >&2; exit 100; }
    echo '3 upgraded, 104 newly installed, 0 to remove and 7 not upgraded.'
    echo 'Need to get 97.9 MB/109 MB of archives.'
    echo 'After this operation, 464 MB of additional disk space will be used.'
    echo "'the-address-of-an-archive' gcc_12.deb 100 MD5Sum:0" ;;
*install*)
    [ ! -e "$scratch/full" ] || { echo 'E: No space left on device' >&2; exit 100; }
    echo 'Unpacking'
    printf '%s\n' "\${*##*install}" | tr ' ' '\n' >>"$installed" ;;
esac
END
fake sudo <<END
#!/bin/sh
echo "sudo \$*" >>"$calls"
exec env -u LC_ALL -u DEBIAN_FRONTEND "\$@"
END
fake id <<END
#!/bin/sh
cat "$scratch/user"
END

bare() {
    : >"$installed"
    : >"$calls"
    grep -v '^#' report/packages.txt | awk '{ sub(/.*:/, "", $2); print $2 }' | tr '|' '\n' >"$known"
    echo 1000 >"$scratch/user"
    rm -f "$scratch/old" "$scratch/offline" "$scratch/broken" "$scratch/full"
}
set_up() { PATH=$machine ran make --no-print-directory "$@"; }
says() { grep -qE -- "$1" "$out"; }
called() { grep -qE -- "$1" "$calls"; }
never_called() { ! called "$1"; }
# The packages that apt-get was asked to install.
asked_for() { sed -n 's/^apt-get .*-y .*install *\([^,]*\),.*/\1/p' "$calls" | tr -s ' ' '\n' | sort; }
page="binaryen clang diffutils esbuild gcc gnuplot-nox gzip libc6-dev libclang-rt-dev-wasm32 libgsl-dev libxlsxwriter-dev libyaml-dev lld \
pandoc wasi-libc zopfli"

# ------------------------------------------------------------------ a machine with nothing

bare
set_up setup-html
check "make setup-html ends well" exits 0
check "it asks for what the page needs, and nothing else" test "$(asked_for | tr '\n' ' ')" = "$page "
check "by name, before anything is done" says 'missing, of 16 packages:.* pandoc'
check "and says how much that is, with what it needs" \
    says 'installs 104 packages.* 97\.9 MB to download, 464 MB on disk'
check "before it starts" test "$(grep -oE 'MB on disk|Unpacking' "$out" | head -n 1)" = 'MB on disk'
check "as root, by sudo" called '^sudo apt-get .*update'
check "the plan is made as oneself" never_called '^sudo .*print-uris'
check "without a question" called 'apt-get .*-y .*install.* C noninteractive$'
check "without what is only recommended" called '^apt-get .*-y .*--no-install-recommends install'

bare
PATH=$machine LC_ALL=de_DE.UTF-8 ran sh report/setup.sh setup-html page
check "apt is read in its own language, whatever the user's" called '^apt-get .*print-uris.* C noninteractive$'

: >"$calls"
set_up setup-html
check "a second time there is nothing to do" exits 0
check "which is said in one line" test "$(cat "$out")" = 'make setup-html: all is there, 16 packages.'
check "after one question to dpkg" test "$(wc -l <"$calls")" = 1
check "and none to apt" never_called 'apt-get|sudo'

set_up setup
check "make setup asks for TeX" test -n "$(asked_for | grep texlive-luatex)"
check "and not for what is there" test -z "$(asked_for | grep -x gcc)"
check "nor for anything twice" test -z "$(asked_for | uniq -d)"
: >"$calls"
set_up setup
check "a second time there is nothing to do for it either" never_called 'apt-get'
check "nothing that only tests need was asked for" test -z "$(grep -xE 'cppcheck|valgrind|chromium' "$installed")"
set_up setup-dev
check "make setup-dev asks for what the tests need" \
    test "$(asked_for | grep -cxE 'cppcheck|valgrind|chromium|hunspell')" = 4
check "and not again for TeX" test -z "$(asked_for | grep texlive)"
check "and for node and npm where there are none" test "$(asked_for | grep -cxE 'nodejs|npm')" = 2
: >"$calls"
set_up setup-dev
check "a second time there is nothing to do for all" never_called 'apt-get'

bare
set_up setup-bench
check "make setup-bench asks for what the speed is measured beside" \
    test "$(asked_for | grep -cxE 'libfann-dev|libopenblas-dev|python3-numpy')" = 3
check "and for what the program needs" test "$(asked_for | grep -cxE 'gcc|libgsl-dev|libyaml-dev|libxlsxwriter-dev')" = 4
check "and not for what the book does" test -z "$(asked_for | grep -xE 'pandoc|gnuplot-nox')"

bare
umask 077
set_up -j4 setup-html setup setup-dev
umask 022
check "all goals at once, under -j, end well" exits 0
check "one after the other, the smaller first" test "$(sed -n 's/^make \([a-z-]*\): \(missing\|installs\).*/\1/p' \
    "$out" | tr '\n' ' ')" = 'setup-html setup-html setup setup setup-dev setup-dev '
check "whatever the user's umask, what is installed is for all" never_called 'umask 0?077'

# -------------------------------------------------------------------- other machines

bare
fake node </dev/null
fake npm </dev/null
set_up setup-dev
check "node and npm from elsewhere will do" test -z "$(asked_for | grep -xE 'nodejs|npm')"
check "and the rest is asked for" test -n "$(asked_for | grep -x cppcheck)"
rm "$machine/node" "$machine/npm"

bare
sed -i '/^libflint-arb-dev$/d; /^chromium$/d' "$known"
set_up setup-dev
check "where Arb is a part of FLINT, that is asked for" test -n "$(asked_for | grep -x libflint-dev)"
check "and not what there is not" test -z "$(asked_for | grep -xE 'libflint-arb-dev|chromium')"
: >"$calls"
set_up setup-dev
check "and it will do the second time" never_called apt-get

bare
echo 0 >"$scratch/user"
rm "$machine/sudo"
set_up setup-html
check "root needs no sudo" exits 0

bare
set_up setup-html
check "without root and without sudo nothing is done" exits 2
check "and that is said" complains 'make setup-html: only root can install packages, and there is no sudo'
check "after what is missing" says 'missing, of 16 packages: gcc'
check "without asking apt" never_called apt-get
echo 0 >"$scratch/user"

touch "$scratch/offline"
set_up setup
check "without a network it stops" exits 2
check "and says so" complains 'make setup: apt-get update failed, for the reason above. Nothing was'
check "after apt's own reason" complains 'Temporary failure resolving'
check "and asks for no package" test -z "$(asked_for)"

bare
echo 0 >"$scratch/user"
sed -i '/^lmodern$/d; /^pandoc$/d' "$known"
set_up setup
check "where apt does not know a package it stops" exits 2
check "and names it" complains 'make setup: apt has no package pandoc. Nothing was installed.'
check "and installs no other" test -z "$(asked_for)"
sed -i '/^libflint/d' "$known"
echo pandoc >>"$installed"
echo lmodern >>"$installed"
set_up setup-dev
check "of two names, it says both" complains 'apt has no package libflint-arb-dev, nor libflint-dev.'
touch "$scratch/old"
set_up setup-dev
check "where its lists are old, it says that, too" \
    complains 'nor libflint-dev (its lists are old, for the reason above). Nothing was installed.'
check "after apt's own warning" complains 'W: Some index files failed'

bare
echo 0 >"$scratch/user"
touch "$scratch/old"
set_up setup-html
check "old lists that have all packages will do" exits 0

bare
echo 0 >"$scratch/user"
touch "$scratch/broken"
set_up setup-html
check "what does not fit together stops it" exits 2
check "with apt's reason" complains 'E: Unable to correct problems'
check "and a sentence" complains 'apt-get cannot install gcc diffutils'
check "before anything is installed" test -z "$(asked_for)"
rm "$scratch/broken"
touch "$scratch/full"
set_up setup-html
check "so does a full disk" exits 2
check "in a sentence" complains 'make setup-html: apt-get install failed, for the reason above.'

rm "$machine/apt-get"
for goal in setup-html setup setup-bench setup-dev; do
    set_up $goal
    check "make $goal without apt-get is no error" exits 0
    check "it says what to install, and what that holds" \
        says '^  libgsl-dev +the GNU Scientific Library \(GSL\)$'
done
check "that list has every package" says '^  libflint-arb-dev\|libflint-dev +Arb'
check "under the name of the package alone" says '^  nodejs  '
set_up setup-html
check "setup-html names no TeX" test "$(grep -cE '^  ' "$out")" = 16
set_up setup
check "no package is named twice" test -z "$(awk '/^  / { print $1 }' "$out" | uniq -d)"

# ------------------------------------------------------------------- the list itself

named=$(sed -n 's/^\t.*$(call need[a-z_]*,[^,]*,\([a-z0-9.+-]*\).*/\1/p' Makefile tests/tests.mk \
    report/explorer/explorer.mk report/release/release.mk report/worksheet/worksheet.mk | sort -u)
check "the Makefile's complaints are seen at all" test "$(echo "$named" | wc -l)" -ge 6
bare
check "every package that they name is in the list" \
    test -z "$(echo "$named" | grep -vxF -f "$known")"

# ------------------------------------------ the sources of GSL and libyaml, and the digits
#
# apt-get brings them packed into the folder in which it is called. The digits are in a package:
# 64 points from 0 to 16 and what they show, 1797 times.

sources="$scratch/sources, too"
digits="$scratch/data, too/digits.csv"
within=usr/lib/python3/dist-packages/sklearn/datasets/data
mkdir -p "$scratch/sklearn/DEBIAN" "$scratch/sklearn/$within"
printf '%s\n' 'Package: python3-sklearn' 'Version: 1.0' 'Architecture: all' \
    'Maintainer: nobody <nobody@example.com>' 'Description: digits' >"$scratch/sklearn/DEBIAN/control"
# digits_of N: in the first line the points are 0, 1 .. 15, 16, 0 .., and it is a 7.
digits_of() {
    awk -v n="$1" 'BEGIN {
        for (p = 0; p < n; p++) {
            for (i = 0; i < 64; i++) printf "%d,", p ? 16 : i % 17
            print p ? p % 10 : 7 } }' | gzip -n >"$scratch/sklearn/$within/digits.csv.gz"
    dpkg-deb --build "$scratch/sklearn" "$scratch/python3-sklearn_1.0_all.deb" >"$err" 2>&1
}
digits_of 1797
for library in gsl libyaml; do
    mkdir -p "$scratch/packed/$library-1.0/src"
    echo "/* $library */" >"$scratch/packed/$library-1.0/src/one.c"
    tar -C "$scratch/packed" -czf "$scratch/${library}_1.0.orig.tar.gz" "$library-1.0"
done
fake apt-get <<END
#!/bin/sh
echo "apt-get \$*" >>"$calls"
case "\$*" in
*source*)
    [ ! -e "$scratch/offline" ] || { echo 'E: Temporary failure resolving' >&2; exit 100; }
    cp "$scratch"/*.orig.tar.gz . ;;
*download\ python3-sklearn*)
    cp "$scratch"/*.deb .
esac
END
for tool in mkdir rm cp mv tar gzip gunzip touch dpkg-deb awk; do
    ln -sf "$(command -v "$tool")" "$machine/$tool"
done
bring() { PATH=$machine ran sh report/sources.sh setup "$sources" "$digits"; }

touch "$scratch/offline"
bring
check "without a network the sources do not come" exits 1
check "with apt's own words on stderr" complains 'Temporary failure resolving'
rm "$scratch/offline"
bring
check "with one they do" exits 0
check "said before, and how large" test "$(cat "$out")" = \
    'make setup: brings the source of GSL and libyaml, and handwritten digits: 9 MB.'
check "unpacked, without the versions' names" grep -q libyaml "$sources/libyaml/src/one.c"
check "and nothing else is left" test "$(ls "$sources" | tr '\n' ' ')" = 'complete gsl libyaml '
check "nor beside the digits" test "$(ls "$scratch/data, too")" = digits.csv
header=$(awk 'BEGIN { for (i = 1; i <= 64; i++) printf "i%d,", i
    for (t = 1; t < 10; t++) printf "t%d,", t; print "t10" }')
check "these have a header" test "$(head -n 1 "$digits")" = "$header"
check "and a line each" test "$(wc -l <"$digits")" -eq 1798
check "points are sixteenths" test "$(sed -n 2p "$digits" | cut -d, -f1-18)" = \
    0,0.0625,0.125,0.1875,0.25,0.3125,0.375,0.4375,0.5,0.5625,0.625,0.6875,0.75,0.8125,0.875,0.9375,1,0
check "a 7 is the eighth answer" test "$(sed -n 2p "$digits" | cut -d, -f65-)" = 0,0,0,0,0,0,0,1,0,0
check "the last is a 6" test "$(tail -n 1 "$digits" | cut -d, -f64-)" = 1,0,0,0,0,0,0,1,0,0,0
: >"$calls"
bring
check "a second time nothing is said or asked" test -z "$(cat "$out" "$calls")"

# One that is there is not brought again.
rm "$digits"
bring
check "digits that have gone come again" test -s "$digits"
check "without the sources" test -z "$(grep source "$calls")"
digits_of 1796
rm "$digits"
bring
check "a package of other digits is refused" exits 1
check "and named" complains 'make setup: the package python3-sklearn has no such digits.'
check "and nothing is taken for them" test ! -e "$digits"
rm "$machine/apt-get"
bring
check "without apt-get it is said what is missing" exits 0
check "and where it belongs" grep -qF "Put the handwritten digits into $digits, a pair a line" "$out"

finish
