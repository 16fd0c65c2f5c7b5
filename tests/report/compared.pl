# SPDX-License-Identifier: GPL-3.0-or-later
# The last column of the page's tables that compare, a line each: TABLE<TAB>ROW<TAB>TEXT, where the
# table is its id, or numbers, and the row is what its first cell says.
#
#   perl tests/report/compared.pl PAGE.html
#
# With a file of KEY<TAB>VALUE behind it, instead those that disagree with it: as many digits as are
# shown, rounded; and at the end how many agree.
use strict;
use warnings;

# What a row's last number is called, where the row is of a neuron, a weight or a number of rounds.
my %key = (
    'tab-forward' => 'out_*', 'tab-output-deltas' => 'delta_*', 'tab-output-weights' => 'dE/d*',
    'tab-hidden-deltas' => 'dE/dout_*', 'tab-hidden-slopes' => 'delta_*', 'tab-hidden-weights' => 'dE/d*',
    'tab-updates' => '*+', 'tab-after' => 'out_*+', 'tab-rounds' => 'E_total@*', 'tab-gradient' => '*',
    'numbers' => '*', 'tab-differences' => '*');

sub text_of {
    my ($cell) = @_;
    $cell =~ s{<span class="of">.*?: </span>}{}gs;
    $cell =~ s{\s+}{ }g;
    $cell =~ s{ × 10<sup>(.*?)</sup>}{e$1}g;
    $cell =~ s{<[^>]*>}{}g;
    $cell =~ s{−}{-}g;
    return $cell;
}

# The value, rounded to the digits that the text shows.
sub like {
    my ($value, $text) = @_;
    my ($decimals, $exponent) = $text =~ /^-?\d*(?:\.(\d*))?(e?)/;
    return sprintf '%.' . length($decimals // '') . ($exponent ? 'e' : 'f'), $value;
}

sub plain { return $_[0] =~ s/e(-?)0*(\d)/e$1$2/r =~ s/e-?\+/e/r; }

my ($page, $reference) = @ARGV;
local $/;
open my $in, '<', $page or die "$page: $!\n";
my $html = <$in>;
my %value;
if ($reference) {
    open my $numbers, '<', $reference or die "$reference: $!\n";
    %value = map { /^([^#\t]+)\t(\S+)/ ? ($1, $2) : () } split /\n/, <$numbers>;
}

my $agree = 0;
while ($html =~ m{<div (?:id="(tab-[^"]*)" )?class="(?:table|numbers)[^"]*"(.*?)</table>}gs) {
    my ($table, $rows) = ($1 // 'numbers', $2);
    next unless $rows =~ m{the\s+post’s</th>\s*</tr>\s*</thead>};
    $rows =~ s{.*</thead>}{}s;
    while ($rows =~ m{<tr.*?<th[^>]*>(.*?)</th>.*?<td[^>]*>((?:(?!<td).)*?)</td>\s*</tr>}gs) {
        my ($row, $text) = (text_of($1), text_of($2));
        my $key = ($key{$table} // '') =~ s/\*/$row/r;
        if (!$reference) {
            print "$table\t$row\t$text\n";
        } elsif (exists $value{$key} && plain(like($value{$key}, $text)) ne $text) {
            print "$table: $key: the page says $text, the reference $value{$key}\n";
        } else {
            $agree += exists $value{$key};
        }
    }
}
print "$agree agree\n" if $reference;
