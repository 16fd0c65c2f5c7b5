#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Brings what the book is made of besides its own files, as this Debian has it: the source of GSL
# and libyaml, for the page's explorer, which runs where no library is installed; and handwritten
# digits, for chapter 9. This is what `make setup` runs.
#
#   sh report/sources.sh GOAL FOLDER DIGITS.csv     GOAL is whose name the messages bear
#
# apt checks what it brings. It keeps its lists in a folder of our own, so that nothing of the
# system changes and anybody may do it.
set -eu
goal=$1
folder=$2
digits=$3
libraries='gsl libyaml'
# The package that has the digits, and where. They are 8 x 8 points from 0 to 16, and then the digit.
package=python3-sklearn
within=./usr/lib/python3/dist-packages/sklearn/datasets/data/digits.csv.gz

export LC_ALL=C
say() { printf 'make %s: %s\n' "$goal" "$*"; }

if [ -e "$folder/complete" ] && [ -e "$digits" ]; then
    exit 0
fi
if ! command -v apt-get >/dev/null; then
    say "there is no apt-get here. Put the unpacked sources of GSL and libyaml into" \
        "$folder/gsl and $folder/libyaml, and make a file $folder/complete. Put the handwritten" \
        "digits into $digits, a pair a line under the header i1,..,i64,t1,..,t10."
    exit 0
fi
say "brings the source of GSL and libyaml, and handwritten digits: 9 MB."

mkdir -p "$folder" "${digits%/*}"
apt=$(cd "$folder" && pwd)/apt
rm -rf "$apt"
mkdir -p "$apt/lists/partial" "$apt/parts"
trap 'rm -rf "$apt"' EXIT

# Where the system's programs come from, their sources come from, too.
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ ! -e "$list" ] || sed -n '/^deb / { p; s/^deb /deb-src /p; }' "$list"
done >"$apt/all.list"
for list in /etc/apt/sources.list.d/*.sources; do
    [ ! -e "$list" ] || { sed 's/^Types:.*/Types: deb deb-src/' "$list"; echo; }
done >"$apt/parts/all.sources"
# The places may have blanks in their names.
cat >"$apt/settings" <<END
Dir::State::lists "$apt/lists";
Dir::Cache "$apt";
Dir::Etc::sourcelist "$apt/all.list";
Dir::Etc::sourceparts "$apt/parts";
APT::Sandbox::User "";
END
bring() {
    (cd "$apt" && APT_CONFIG=$apt/settings apt-get -qq "$@") >"$apt/said" 2>&1 || {
        cat "$apt/said" >&2
        say "apt-get could not bring them, for the reason above." >&2
        exit 1
    }
}
bring update

if [ ! -e "$folder/complete" ]; then
    bring --download-only --tar-only source $libraries
    for library in $libraries; do
        rm -rf "$folder/$library"
        mkdir "$folder/$library"
        tar -xf "$apt/$library"_*.orig.tar.* -C "$folder/$library" --strip-components 1
    done
    touch "$folder/complete"
fi

if [ ! -e "$digits" ]; then
    bring download $package
    dpkg-deb --fsys-tarfile "$apt/$package"_*.deb | tar -xO "$within" | gunzip |
        awk -F , 'NR == 1 {
                for (i = 1; i <= 64; i++) printf "i%d,", i
                for (t = 1; t <= 10; t++) printf "t%d%s", t, t < 10 ? "," : "\n" }
            {   for (i = 1; i <= 64; i++) printf "%.4g,", $i / 16
                for (t = 0; t < 10; t++) printf "%d%s", $65 == t, t < 9 ? "," : "\n" }
            END { exit NR != 1797 }' >"$digits.tmp" || {
        say "the package $package has no such digits." >&2
        exit 1
    }
    mv "$digits.tmp" "$digits"
fi
