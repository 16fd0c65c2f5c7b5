# SPDX-License-Identifier: GPL-3.0-or-later
# For shell tests, after tap.sh: a machine that lacks some tools, or has others in their place.
#
#   without TOOL...   a PATH that finds every program but these
#   fake TOOL         a stand-in for it, read from standard input
#   made GOAL...      runs make; made_there, on that PATH
#   move_to_a_copy    goes into a copy of the house, with what is built in it: $house

fakes=$scratch/fakes
links=$scratch/links

move_to_a_copy() {
    house=$scratch/house
    mkdir "$house"
    tar -cf - --exclude=./build/gcc --exclude=./build/clang --exclude=./build/mutants --exclude=./.git \
        --exclude=node_modules . | tar -xf - -C "$house"
    cd "$house" || exit 1
    # Without git, the date of the last commit is not known.
    SOURCE_DATE_EPOCH=$(cat build/date)
    export SOURCE_DATE_EPOCH
}

# Nothing is ever written to the folder of links.
without() {
    rm -rf "$fakes" "$links"
    mkdir "$fakes" "$links"
    ln -sf /bin/* "$links"
    ln -sf /usr/bin/* "$links"
    (cd "$links" && rm "$@")
}
fake() {
    cat >"$fakes/$1"
    chmod +x "$fakes/$1"
}
made() { ran make --no-print-directory "$@"; }
made_there() { PATH="$fakes:$links" made "$@"; }
