#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What make install puts where, and what is in a release: unpacked on a machine that has no git and
# no pandoc, it is built and installed. (That its bytes are the same wherever it is made is tried with
# the editions, by tests/report/editions.sh.)
# needs: build/dist/SHA256SUMS
. tests/support/tap.sh
. tests/support/tools.sh

here=$PWD
archive=$(ls build/dist/*.tar.gz)
name=$(basename "$archive" .tar.gz)
version=$(sed -n 's/^#define BP_VERSION "\(.*\)"/\1/p' src/command/main.c)

# ------------------------------------------------------------------ what is in it

check "a release is named after the program's version" test "$archive" = "build/dist/backprop-$version.tar.gz"
ran sh -c 'cd build/dist && sha256sum --strict -c SHA256SUMS'
check "its sum is right" exits 0
check "and is of the release" test "$(cat "$out")" = "$name.tar.gz: OK"

tar -tvzf "$archive" >"$scratch/list"
awk '{ print $NF }' "$scratch/list" >"$scratch/names"
check "all is in one folder" test -z "$(grep -v "^$name/" "$scratch/names")"
check "nothing is there twice" test -z "$(sort "$scratch/names" | uniq -d)"
sed "s,^$name/,," "$scratch/names" | sort >"$scratch/inside"
for file in html pdf epub; do
    check "it has the book: $file" grep -qx "build/report/backprop.$file" "$scratch/inside"
done
check "and the manual page" grep -qx build/man/backprop.1 "$scratch/inside"
for file in Makefile README.md LICENSE CITATION.cff chapters/05_training.md src/command/main.c \
    report/explorer/main.js figures/error.gp tests/report/release.sh .ci/run; do
    check "and the source: $file" grep -qx "$file" "$scratch/inside"
done
if [ -e .git ]; then
    git -c safe.directory='*' ls-files | while read -r file; do
        [ ! -e "$file" ] || echo "$file"; done | sort >"$scratch/tracked"
    check "it has all that git knows, and nothing else" test -z \
        "$(grep -vxE '\.date|build/.*' "$scratch/inside" | diff - "$scratch/tracked")"
fi
check "nothing in it is owned by somebody" test "$(awk '{ print $2 }' "$scratch/list" | sort -u)" = 0/0
check "all may read it, and none but the owner write" \
    test "$(cut -c 1-10 "$scratch/list" | sort -u | tr '\n' ' ')" = '-rw-r--r-- -rwxr-xr-x '
check "it is of one date" test "$(awk '{ print $4, $5 }' "$scratch/list" | sort -u | wc -l)" = 1

# ------------------------------------------------------------------ unpacked and built

# Read as it was packed, whatever the user's mask.
place="$scratch/somebody's place"
mkdir "$place"
(umask 077 && tar -xpzf "$archive" -C "$place")
cd "$place/$name" || exit 1
check "the date of its documents comes with it" test "$(cat .date)" = "$(cat "$here/build/date")"
for edition in html pdf epub; do
    check "the book is that of the build: $edition" \
        cmp "build/report/backprop.$edition" "$here/build/report/backprop.$edition"
done
grep -oE 'href="[^"#:]+"' build/report/backprop.html | cut -d '"' -f 2 | sort -u >"$scratch/links"
check "the page leads to another file" test -s "$scratch/links"
check "and that is there" test -z "$(cd build/report && xargs ls 2>&1 >"$out" <"$scratch/links")"

without git pandoc lualatex gnuplot chromium
# Without optimisation, which takes its time.
made_there CFLAGS=-O0 build/backprop
check "its program is built, without git and without pandoc" exits 0
check "and works" test "$(build/backprop --version)" = "backprop $version"
build/backprop walk -c 1 >"$scratch/walk"
check "as the other does" test "$("$here/build/backprop" walk -c 1)" = "$(cat "$scratch/walk")"
made_there build/report/backprop-source.tar.gz build/date
check "nothing has to be packed again" test "$(grep -c tar "$out")" = 0
rm build/report/backprop-source.tar.gz
made_there build/report/backprop-source.tar.gz
check "the archive of the sources has the same bytes, packed without git" \
    cmp build/report/backprop-source.tar.gz "$here/build/report/backprop-source.tar.gz"
tar -xzf build/report/backprop-source.tar.gz -C "$scratch"
check "it brings the date, too" cmp "$scratch/backprop/.date" .date

# ------------------------------------------------------------------------- installed

modes() { (cd "$1" && find . -mindepth 1 -printf '%M %p\n' | LC_ALL=C sort -k 2); }
cat >"$scratch/modes" <<'END'
drwxr-xr-x ./bin
-rwxr-xr-x ./bin/backprop
drwxr-xr-x ./share
drwxr-xr-x ./share/bash-completion
drwxr-xr-x ./share/bash-completion/completions
-rw-r--r-- ./share/bash-completion/completions/backprop
drwxr-xr-x ./share/man
drwxr-xr-x ./share/man/man1
-rw-r--r-- ./share/man/man1/backprop.1
END
prefix="$scratch/it's here"
umask 077
mkdir "$prefix"
made_there CFLAGS=-O0 install PREFIX="$prefix"
umask 022
check "make install, without pandoc, as the page comes with the release" exits 0
printf '%s\n' "$prefix/bin/backprop" "$prefix/share/man/man1/backprop.1" \
    "$prefix/share/bash-completion/completions/backprop" >"$scratch/paths"
check "it ends with the paths" test "$(tail -n 3 "$out")" = "$(cat "$scratch/paths")"
modes "$prefix" >"$scratch/found"
check "these files and no others, for all to read, whatever one's mask" \
    diff "$scratch/modes" "$scratch/found"
check "the page is that of the build" cmp "$prefix/share/man/man1/backprop.1" "$here/build/man/backprop.1"
(cd / && PATH="$prefix/bin:$PATH" && backprop walk -c 1) >"$out" 2>"$err"
check "the command works from anywhere" cmp "$out" "$scratch/walk"
ran env LC_ALL=C MANPATH="$prefix/share/man" MANPAGER=cat man -w backprop
check "man finds the page" test "$(cat "$out")" = "$prefix/share/man/man1/backprop.1"
ran bash --norc -c '. "$1" && complete -p backprop' - "$prefix/share/bash-completion/completions/backprop"
check "bash can complete it" test "$(cat "$out")" = 'complete -F _backprop backprop'
made_there CFLAGS=-O0 install PREFIX="$prefix"
check "a second time it is the same" exits 0
check "and compiles nothing" test "$(wc -l <"$out")" = 3

touch "$prefix/bin/another"
made_there uninstall PREFIX="$prefix"
check "make uninstall removes them" test "$(cd "$prefix" && find . -type f)" = ./bin/another
made_there uninstall PREFIX="$prefix"
check "and does not mind that they have gone" exits 0

made_there CFLAGS=-O0 install DESTDIR="$scratch/root"
check "DESTDIR comes before all, for who makes a package" \
    test "$(tail -n 3 "$out" | head -n 1)" = "$scratch/root/usr/local/bin/backprop"
modes "$scratch/root/usr/local" >"$scratch/found"
check "with the same files" diff "$scratch/modes" "$scratch/found"
for goal in install uninstall; do
    made_there CFLAGS=-O0 $goal PREFIX=here/there
    check "make $goal in a place that is none" exits 2
    check "says so" complains 'make: PREFIX=here/there: expected a path from / on'
    check "and leaves nothing there" test ! -e here
done

# --------------------------------------------------------------------- where it cannot be

rm build/man/backprop.1
made_there CFLAGS=-O0 install PREFIX="$prefix"
check "without the page, and without pandoc: exit 2" exits 2
check "in one sentence" complains 'make: pandoc is missing: install the package pandoc, or run: make setup'
made_there dist EXAMPLE=tests/examples/post.yaml
check "a release of another book" exits 2
check "is refused" complains 'expected no EXAMPLE'

finish
