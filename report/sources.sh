#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Brings the source of GSL and libyaml, as this Debian has them, for the page's explorer, which
# runs where no library is installed: what `make setup` runs.
#
#   sh report/sources.sh GOAL FOLDER        GOAL is whose name the messages bear
#
# apt checks what it brings. It keeps its lists of sources in a folder of our own, so that
# nothing of the system changes and anybody may do it.
set -eu
goal=$1
folder=$2
libraries='gsl libyaml'

export LC_ALL=C
say() { printf 'make %s: %s\n' "$goal" "$*"; }

if [ -e "$folder/complete" ]; then
    exit 0
fi
if ! command -v apt-get >/dev/null; then
    say "there is no apt-get here. Put the unpacked sources of GSL and libyaml into" \
        "$folder/gsl and $folder/libyaml, and make a file $folder/complete."
    exit 0
fi
say "brings the source of GSL and libyaml, 7 MB."

rm -rf "$folder"
mkdir -p "$folder/apt/lists/partial" "$folder/apt/parts"
apt=$(cd "$folder/apt" && pwd)
trap 'rm -rf "$apt"' EXIT

# Where the system's programs come from, their sources come from, too.
for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ ! -e "$list" ] || sed -n 's/^deb /deb-src /p' "$list"
done >"$apt/all.list"
for list in /etc/apt/sources.list.d/*.sources; do
    [ ! -e "$list" ] || { sed 's/^Types:.*/Types: deb-src/' "$list"; echo; }
done >"$apt/parts/all.sources"
# The places may have blanks in their names.
cat >"$apt/settings" <<END
Dir::State::lists "$apt/lists";
Dir::Cache "$apt";
Dir::Etc::sourcelist "$apt/all.list";
Dir::Etc::sourceparts "$apt/parts";
APT::Sandbox::User "";
END
bring() { (cd "$folder" && APT_CONFIG=$apt/settings apt-get -qq "$@") >"$apt/said" 2>&1; }
if ! bring update || ! bring --download-only --tar-only source $libraries; then
    cat "$apt/said" >&2
    say "apt-get could not bring the sources, for the reason above." >&2
    exit 1
fi

for library in $libraries; do
    mkdir "$folder/$library"
    tar -xf "$folder/$library"_*.orig.tar.* -C "$folder/$library" --strip-components 1
done
rm -f "$folder"/*.tar.*
touch "$folder/complete"
