#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The weave, one small chapter a rule: NAME.md (with NAME.c) in tests/report/weave is to become
# NAME.html, with the numbers of another example NAME.other.html, with those of one that is compared
# with the first NAME.compared.html, with those of a network of 2-2-3-3 neurons NAME.deep.html, or is to be refused with the complaints in NAME.err.
. tests/support/tap.sh

samples=tests/report/weave

# weave VALUES CHAPTER...: the page's body, with its formulas as in the page, to $out; complaints
# to $err. Numbers that are the same for every example come from the first chapter's NAME.tsv,
# what was measured from the folder NAME.measured, where there are such.
on_page="--to html --mathml --lua-filter report/html.lua"
edition=$on_page
weave() {
    weave_values=$1
    shift
    same_for_all=${1%.md}.tsv
    [ -e "$same_for_all" ] || same_for_all=
    measured=${1%%.md*}.measured
    [ -e "$measured" ] || measured=
    # shellcheck disable=SC2086
    ran pandoc --data-dir report --fail-if-warnings --from markdown \
        --lua-filter report/weave.lua $edition --metadata title=sample \
        --metadata values="$weave_values" ${same_for_all:+--metadata many="$same_for_all"} \
        ${measured:+--metadata measured="$measured"} \
        --metadata post="$samples/values.tsv" --metadata figures="$samples/figures" \
        --metadata example=tests/examples/5-2.yaml --metadata chapters="$*" /dev/null
    sed -i -f report/mathml.sed "$out"
}

says() { diff -u "$1" "$err"; }
becomes() { diff -u "$1" "$out"; }

# Numbers lead to their rows. A sample that has none of its own finds them in an appendix, which
# is cut off again.
for expected in "$samples"/*.html; do
    name=$(basename "$expected" .html)
    case $name in
    *.other) values=other ;;
    *.compared) values=compared ;;
    *.deep) values=deep ;;
    *) values=values ;;
    esac
    sample=${name%.other}
    sample=$samples/$(basename "${sample%.compared}" .deep).md
    grep -q '{.numbers' "$sample" || sample="$sample $samples/rows/A_rows.md"
    weave "$samples/$values.tsv" "$sample"
    sed -i '/<h1 id="rows">/,$d' "$out"
    check "$name: is woven" exits 0
    check "$name: becomes the page expected" becomes "$expected"
done

for expected in "$samples"/*.err; do
    name=$(basename "$expected" .err)
    weave "$samples/values.tsv" "$samples/$name.md"
    check "$name: stops the build" exits 1
    check "$name: says what is wrong, with file and line" says "$expected"
    check "$name: nothing is written" says_nothing
done

every_sample=$(cd "$samples" && for f in *.md; do
    [ -e "${f%.md}.html" ] || [ -e "${f%.md}.other.html" ] || [ -e "${f%.md}.deep.html" ] || [ -e "${f%.md}.err" ] || echo "$f"; done)
check "every sample has its expectation" test -z "$every_sample"

cat >"$scratch/01_versions.md" <<'END'
---
title: Versions
---

::: versions
:::
END
weave "$samples/values.tsv" "$scratch/01_versions.md"
for tool in 'GSL 2\.7' 'compiled by gcc' "pandoc $(pandoc --version | sed -n '1s/pandoc //p')"; do
    check "the colophon names $tool" grep -qx "<li>$tool</li>" "$out"
done

# On paper is what the page leaves out, and not what only the page has to say.
edition="--to latex --lua-filter report/pdf.lua --metadata cover-text=sample"
weave "$samples/values.tsv" "$samples/41_editions.md" "$samples/rows/A_rows.md"
check "a sample is set for paper" exits 0
check "with what is for paper alone" grep -q '^What the page leaves out' "$out"
check "and its parts" grep -q '^The page leaves it out, too\.' "$out"
check "without what is on the page alone" test -z "$(grep 'On paper is more' "$out")"
check "but with all behind it" grep -q '^The page goes on here\.' "$out"
edition=$on_page

# Numbers of the second table are checked as those of the first are.
sed 's/\[4\]/[5]/; s/0\.75/0.76/' "$samples/42_many.md" >"$scratch/43_many.md"
cp "$samples/42_many.tsv" "$scratch/43_many.tsv"
weave "$samples/values.tsv" "$scratch/43_many.md"
check "a stale number of what is the same for all stops the build" complains \
    "43_many.md:5: pairs_seen: the page says 5, the program computed 4: it differs, expected 4"
check "each of them does" complains "43_many.md:5: pairs_share: the page says 0.76"
printf '9\tpairs_seen\n' >"$scratch/43_many.tsv"
weave "$samples/values.tsv" "$scratch/43_many.md"
check "a line of it that is no number is named" \
    complains "43_many.tsv:1: expected a chapter, a key"

# Counts of the mistakes that end with a smaller error: a bound counts, an end beyond all bounds
# does not.
{
    printf 'fact\texample\tpost\nfact\trounds\t9\n5\tE_total@9\t1e-3\t1e-3\n'
    printf '7\ta_E_total@9\t2e-3\t2e-3\n7\tb-c_E_total@9\t9e-4\t9e-4\n'
    printf '7\td_E_total@9\tbound\tbelow 1e-25\n7\te_E_total@9\tbound\tdiverges in round 3\n'
} >"$scratch/endings.tsv"
cat >"$scratch/01_endings.md" <<'END'
---
title: Endings
---
Of them, []{.count of=smaller} end lower, []{.count of=far-smaller} far lower.
END
weave "$scratch/endings.tsv" "$scratch/01_endings.md"
check "mistakes that end with a smaller error are counted" \
    grep -qx '<p>Of them, two end lower, one far lower.</p>' "$out"

# Compared are up to four given numbers; of the sample's all but the learning rate are given otherwise.
differ() {
    sed -E 's/^(0	(i1|w1|b1))	[^	]*	[^	]*/\1	7	7/; s/^(fact	train_biases	).*/\1'"$1/" \
        "$samples/compared.tsv" | grep -v "^0	$2	" >"$scratch/differ.tsv"
    weave "$scratch/differ.tsv" "$samples/47_compared.md"
}
differ false i1
check "four given numbers that differ are compared" \
    test "$(sed -n '/id="tab-differences"/,/<\/table>/s/.*scope="row"><code>\(.*\)<\/code>.*/\1/p' "$out" |
        tr '\n' ' ')" = 'w1 w5 b1 rounds '
for fifth in 'true i1' 'false none'; do
    # shellcheck disable=SC2086
    differ $fifth
    check "five are not: $fifth" test "$(grep -c -e 'post’s' -e 'id="tab-differences"' "$out")" = 0
    check "and the sample is woven" grep -q '^<p>Not compared.</p>' "$out"
done
for fact in 'shape	3-2-2' 'bias_1	own' 'bias_2	own' 'pairs	2'; do
    { echo "fact	$fact" && cat "$samples/compared.tsv"; } | awk -F '\t' '$1 != "fact" || !seen[$2]++' \
        >"$scratch/differ.tsv"
    weave "$scratch/differ.tsv" "$samples/47_compared.md"
    check "nor is an example with $fact" grep -q '^<p>Not compared.</p>' "$out"
done
# By their source, weights have other names.
{ cat "$samples/compared.tsv" && printf 'into\to1\tw1\tw5\n'; } >"$scratch/differ.tsv"
weave "$scratch/differ.tsv" "$samples/47_compared.md"
check "nothing else keeps it from that" grep -q '^<p>Compared.</p>' "$out"

# All problems at once, in the order of files and lines.
weave "$samples/values.tsv" "$samples/16_bad_blocks.md" "$samples/02_numbers.md" \
    "$samples/10_missing_region.md" "$samples/13_nested_regions.md"
cat "$samples/10_missing_region.err" "$samples/13_nested_regions.err" \
    "$samples/16_bad_blocks.err" | grep -v '^The book' >"$scratch/all"
echo "The book is not written: $(wc -l <"$scratch/all") problems." >>"$scratch/all"
check "problems of several chapters come in one report" says "$scratch/all"

# Stale literals are rewritten where someone asks for it.
accept() {
    (cd "$scratch" && ran pandoc --data-dir "$here/report" --from markdown --to json \
        --lua-filter "$here/report/weave.lua" --metadata values="$here/$samples/values.tsv" \
        --metadata chapters="01_stale.md" --metadata accept=true --output /dev/null /dev/null
    cat "$err" >"$scratch/said"; exit "$status")
    status=$?
}
here=$PWD
cat >"$scratch/01_stale.md" <<'END'
---
title: Stale
---
[0.29](#E_total), [−0.3774](#net_h1) and [0.29](#E_total), at a tie [-0.378](#net_h1),
$\val{w5+}{0.358}$, right [0.298](#E_total).

::: {.numbers chapter=1}
:::
END
sed 's/\[0\.29\]/[0.30]/g; s/−0\.3774/−0.3775/; s/\[-0\.378\]/[-0.3775]/; s/0\.358}/0.359}/' \
    "$scratch/01_stale.md" >"$scratch/fresh"
accept
check "stale literals are rewritten" diff -u "$scratch/fresh" "$scratch/01_stale.md"
check "and said" grep -qx '01_stale.md:4: E_total: 0.29 becomes 0.30' "$scratch/said"
check "each of them" grep -qx '5 literals rewritten.' "$scratch/said"
check "and the exit code is 0" exits 0
accept
check "a second time there is nothing to do" grep -qx '0 literals rewritten.' "$scratch/said"
sed -i '$a [nowhere](#nowhere), $E = \\val{E_total}{0.29}$' "$scratch/01_stale.md"
sed 's/{0.29}/{0.30}/' "$scratch/01_stale.md" >"$scratch/fresh"
accept
check "other problems do not keep it from that" diff "$scratch/fresh" "$scratch/01_stale.md"
check "but are told" grep -q "a link to '#nowhere'" "$scratch/said"
check "and the exit code is 1" exits 1
printf -- '---\r\ntitle: Ends\r\n---\r\n[0.29](#E_total) `[0.29](#E_total)`\r\n' >"$scratch/01_stale.md"
sed 's/^\[0.29\]/[0.30]/' "$scratch/01_stale.md" >"$scratch/fresh"
accept
check "code and the ends of lines stay as they are" cmp "$scratch/fresh" "$scratch/01_stale.md"

# Behind letters of several bytes, a tab, the marks of a quotation and a list, in tables, and where
# an equal literal stands in code or is not shown.
cat >"$scratch/stale" <<'END'
---
title: Columns
---
> ∂ü `[0.29](#E_total)` [STALE](#E_total), $\Delta = 1 \approx \val{E_total}{STALE}$ and
> $$
> \val{E_total}{0.298} \text{ü} \val{E_total}{STALE}
> $$

* a	tab [STALE](#E_total), `code of two
  lines, [0.29](#E_total)`

::: {.only if=other}
[0.29](#E_total)
:::

| `a` | ü [STALE](#E_total) |
|-----|---------------------|
| b   | [STALE](#E_total)   |

::: {.numbers chapter=1}
:::
END
sed 's/STALE/0.29/g' "$scratch/stale" >"$scratch/01_stale.md"
sed 's/STALE/0.30/g' "$scratch/stale" >"$scratch/fresh"
accept
check "literals are rewritten where they stand" diff -u "$scratch/fresh" "$scratch/01_stale.md"
check "and nowhere else" grep -qx '6 literals rewritten.' "$scratch/said"

# A region has its home in any chapter.
cat >"$scratch/01_parts.c" <<'END'
//> first
int first;
//< first
//> second
int second;
//< second
END
cat >"$scratch/01_parts.md" <<END
---
title: Parts
---

\`\`\` {.c file=$scratch/01_parts.c region=first}
\`\`\`
END
cat >"$scratch/A_rest.md" <<END
---
title: The rest
---

\`\`\` {.c file=$scratch/01_parts.c region=second}
\`\`\`
END
weave "$samples/values.tsv" "$scratch/01_parts.md" "$scratch/A_rest.md"
check "an appendix shows the rest of a chapter's C" exits 0
weave "$samples/values.tsv" "$scratch/A_rest.md" "$scratch/01_parts.md"
check "or an earlier chapter does" exits 0
weave "$samples/values.tsv" "$scratch/01_parts.md"
check "what none shows stops the build" complains \
    "01_parts.c:4: region 'second' is neither shown in the book nor listed under hidden: in $scratch/01_parts.md"
sed -i '2a hidden:\n  second: shown elsewhere' "$scratch/01_parts.md"
weave "$samples/values.tsv" "$scratch/01_parts.md" "$scratch/A_rest.md"
check "what is shown elsewhere is not hidden" complains \
    "01_parts.md:4: hidden: region 'second' is shown in $scratch/A_rest.md:5"

weave "$samples/bad_values.tsv" "$samples/01_listing.md"
check "values that are no table stop the build" exits 1
check "and are named, first" complains "$samples/bad_values.tsv:2: expected a chapter, a key"
check "and last" complains "$samples/bad_values.tsv:3: expected a chapter, a key"
weave "$samples/no_such.tsv" "$samples/01_listing.md"
check "values that are not there stop the build" complains "no_such.tsv:1: cannot be read"
weave "$samples/values.tsv" "$samples/99_no_such.md"
check "a chapter that is not there stops the build" complains "99_no_such.md:1: cannot be read"

# A role that nobody plays, as in a network with one hidden neuron.
grep -v '^role	last	h2	' "$samples/deep.tsv" >"$scratch/narrow.tsv"
cat >"$scratch/01_roles.md" <<'END'
---
title: Roles
roles: last
---

There is no $h_2$, [but]{.only if=h2} [only]{.only if=no-h2} $h_1$; and [three]{.names of=neurons}.
END
weave "$scratch/narrow.tsv" "$scratch/01_roles.md"
check "a role that nobody plays stops the build" exits 1
check "and is named" complains "01_roles.md:6: nothing in this network is h2, seen from last"
check "so does a list of what there is not" complains "of='neurons', expected i, h, o"

finish
