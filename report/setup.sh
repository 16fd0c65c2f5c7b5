#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what packages.txt lists, after saying what and how large: what `make setup` runs.
#
#   sh report/setup.sh GOAL PURPOSE...      GOAL is whose name the messages bear
#
# It does not ask, as there is nobody to answer in CI. Where all is there, it calls dpkg-query
# once and nothing else; where there is no apt-get, it says what to install.
set -u
goal=$1
shift
purposes=$*
table=${0%/*}/packages.txt

# What apt says is read below. What it leaves behind is for every user of the machine, even
# where files of one's own are for oneself alone.
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
umask 022

say() { printf 'make %s: %s\n' "$goal" "$*"; }
fail() {
    say "$@" >&2
    exit 1
}
# has WORD LIST...: the list has this word.
has() {
    word=$1
    shift
    case " $* " in *" $word "*) return 0 ;; esac
    return 1
}
# found A|B LIST...: the list has one of these; $choice is the first.
found() {
    choices=$1
    shift
    while :; do
        choice=${choices%%|*}
        ! has "$choice" "$@" || return 0
        [ "$choice" != "$choices" ] || return 1
        choices=${choices#*|}
    done
}
# planned PATTERN: of apt's plan, what the parentheses hold.
planned() { printf '%s\n' "$plan" | sed -n "s/^$1\$/\1/p" | grep . || echo '?'; }

if ! command -v apt-get >/dev/null; then
    say "there is no apt-get here. Install what these packages of Debian hold:"
    while read -r purpose package holds; do
        ! has "$purpose" "$purposes" || printf '  %-30s %s\n' "${package#*:}" "$holds"
    done <"$table" | sort -u
    exit 0
fi

wanted=
while read -r purpose package holds; do
    has "$purpose" "$purposes" || continue
    case $package in
    *:*) ! command -v "${package%%:*}" >/dev/null || continue ;;
    esac
    has "${package#*:}" "$wanted" || wanted="$wanted ${package#*:}"
done <"$table"

names=$(echo "$wanted" | tr '|' ' ')
there=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $names 2>/dev/null |
    sed -n 's/ installed$//p')

missing=
for package in $wanted; do
    found "$package" $there || missing="$missing $package"
done
if [ -z "$missing" ]; then
    say "all is there, $(echo $wanted | wc -w) packages."
    exit 0
fi
say "missing, of $(echo $wanted | wc -w) packages:$missing"

as_root=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null ||
        fail "only root can install packages, and there is no sudo here. Run it as root."
    as_root=sudo
fi
say "reads apt's lists anew."
news=$($as_root apt-get -qq update 2>&1) || {
    printf '%s\n' "$news" >&2
    fail "apt-get update failed, for the reason above. Nothing was installed."
}
# It is content with old lists, or with none, where there is no network.
[ -z "$news" ] || printf '%s\n' "$news" >&2

known=$(apt-cache policy $names |
    sed -n '/^[^ ]/ { s/:$//; h; }; /^  Candidate: [^(]/ { x; p; }')
chosen=
for package in $missing; do
    found "$package" $known || fail "apt has no package $(echo "$package" |
        sed 's/|/, nor /g')${news:+ (its lists are old, for the reason above)}. Nothing was installed."
    chosen="$chosen $choice"
done

# --assume-no would install where apt sees nothing to ask.
install="--no-install-recommends install"
plan=$(apt-get -q --print-uris $install $chosen 2>&1) || {
    printf '%s\n' "$plan" >&2
    fail "apt-get cannot install$chosen, for the reason above. Nothing was installed."
}
say "installs $(planned '.* \([0-9]*\) newly installed.*') packages," \
    "with what these need: $(planned 'Need to get \([^/]*\).* of archives\.') to download," \
    "$(planned 'After this operation, \(.*\) of additional disk space will be used\.') on disk."

# sudo hands no variables on.
$as_root env LC_ALL=$LC_ALL DEBIAN_FRONTEND=$DEBIAN_FRONTEND apt-get -q -y $install $chosen ||
    fail "apt-get install failed, for the reason above."
