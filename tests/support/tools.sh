# SPDX-License-Identifier: GPL-3.0-or-later
# For shell tests, after tap.sh: a machine that lacks some tools, or has others in their place.
#
#   without TOOL...   a PATH that finds every program but these
#   fake TOOL         a stand-in for it, read from standard input
#   made GOAL...      runs make; made_there, on that PATH

fakes=$scratch/fakes
links=$scratch/links

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
