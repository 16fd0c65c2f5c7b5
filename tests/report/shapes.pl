#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# What a book says that does not fit its network, a line each; nothing, where all is well.
#
#   perl tests/report/shapes.pl SHAPE VALUES BOOK [POST]
#
# SHAPE is 3-4-2. VALUES are the numbers of that network, key and value, as `backprop walk` prints
# them. BOOK, and POST for the book of the post's example, are what the documents show, by
# tests/report/shown.lua. Asked is
#   - whether each name (w5, h1, o2) is one that the network has
#   - whether a decimal of four or more digits is one that the post's book has and this network not
#   - whether each formula with numbers is right: its names are replaced by their values, its sums
#     are worked out anew, and = and what is before and behind it must be the same, or, with an
#     approximate sign, the same as far as the digits printed allow
#   - whether changes are what they are said to be: from A to B by C
#   - whether one thing stands with a plural, and whether a blank is missing
use strict;
use warnings;

my ($shape, $values_file, $book_file, $post_file) = @ARGV;
my @sizes = split /-/, $shape;

sub lines_of {
    my ($name) = @_;
    open my $file, '<:encoding(UTF-8)', $name or die "shapes.pl: $name: $!\n";
    my @lines = <$file>;
    chomp @lines;
    return @lines;
}

# kind, chapter and text of each thing shown.
sub shown { return map { [split /\t/, $_, 3] } lines_of($_[0]) }

my %value = map { (split /\t/)[0, 1] } lines_of($values_file);
my %is_given = map { $value{$_} + 0 => 1 } grep { /^(?:[itwb]\d+|b_[a-z]\d+|eta)$/ } keys %value;
my @book = grep { defined $_->[2] } shown($book_file);

my %told;
sub found {
    my ($item, $what) = @_;
    my $line = "$item->[1]: $what";
    print "$line\n" unless $told{$line}++;
}

# ---------------------------------------------------------------------- names

# The network's, from its shape alone: i1.., h1.. k1.., o1.., t1.., w1.., and biases.
my %is_name;
my @letters = ('i', (qw(h k m n p q))[0 .. $#sizes - 2], 'o');
my ($n_weights, $n_biases) = (0, $#sizes);
for my $layer (0 .. $#sizes) {
    $is_name{"$letters[$layer]$_"} = 1 for 1 .. $sizes[$layer];
    $n_weights += $sizes[$layer] * $sizes[$layer - 1] if $layer > 0;
}
$is_name{"t$_"} = 1 for 1 .. $sizes[-1];
$is_name{"w$_"} = 1 for 1 .. $n_weights;
$is_name{"b$_"} = 1 for 1 .. $n_biases;

# What is the same in every book: chapter 9 has numbers of its own, and how the book is built is told
# with the post's names. So are rows of the table of all numbers.
my %is_general = map { $_ => 1 } qw(many_examples built);

sub is_general {
    my ($item) = @_;
    return $is_general{$item->[1]} || $item->[0] eq 'table' ||
        $item->[0] eq 'row' && $item->[2] =~ /^`(?:xor|digits)_/;
}

sub check_names {
    my ($item) = @_;
    my $text = $item->[2];
    $text =~ s/\\text\{(\w+)\}/$1/g;
    $text =~ s/\\[a-zA-Z]+/ /g;
    while ($text =~ /(?<![A-Za-z0-9.])d?([ihkmnpqotwb])(?:_\{?)?(\d+)(?![\d.]\d|[A-Za-z])/g) {
        found($item, "no $1$2 in this network: $text") unless $is_name{"$1$2"};
    }
    while ($text =~ /_\{?([hkmnpqo]\d+)/g) {
        found($item, "no $1 in this network: $text") unless $is_name{$1};
    }
}

# ------------------------------------------------------------------ the post's numbers

sub decimals_of {
    my ($text) = @_;
    $text =~ s/\x{2212}/-/g;
    return grep { (my $digits = $_) =~ s/^-?0*\.?0*//; $digits =~ tr/0-9// >= 4 }
        $text =~ /(?<![\w.])(-?\d+\.\d+)(?![\w]|\.\d)/g;
}

sub has_value {
    my ($decimal) = @_;
    my $places = length($decimal) - index($decimal, '.') - 1;
    return grep { /^-?\d/ && abs($_ - $decimal) < 0.500001 * 10 ** -$places } values %value;
}

sub check_leaks {
    my %is_general_number;
    my %is_posts;
    for my $item (shown($post_file)) {
        next if !defined $item->[2];
        my $set = is_general($item) ? \%is_general_number : \%is_posts;
        $set->{$_} = 1 for decimals_of($item->[2]);
    }
    for my $item (grep { !is_general($_) } @book) {
        for my $decimal (decimals_of($item->[2])) {
            found($item, "the post's $decimal: $item->[2]")
                if $is_posts{$decimal} && !$is_general_number{$decimal} && !has_value($decimal);
        }
    }
}

# ------------------------------------------------------------------------- formulas

my $braces = qr/(\{(?:[^{}]++|(?-1))*\})/;

# A key for a symbol, or undef: \text{out}_{h1}, \delta_{o1}, w_{13}^{+}, \frac{\partial ..}{\partial ..}.
sub symbol_key {
    my ($name) = @_;
    $name =~ s/\\partial\s*//g;
    $name =~ s/\\text\{(\w+)\}/$1/g;
    $name =~ s/\\delta/delta/g;
    $name =~ s/\\eta/eta/g;
    $name =~ s/\^\{\+\}/+/g;
    $name =~ s/^([iwtb])_\{?(\d+)\}?/$1$2/;
    $name =~ s/_\{(\w+)\}/_$1/g;
    $name =~ s/\s//g;
    return $name;
}

sub derivative_key {
    my ($above, $below) = map { symbol_key($_) } @_;
    $above =~ s/^E_total$/E/;
    return "d$above/d$below";
}

# TeX as an expression of perl, with the network's values for names; undef where it is none.
# Numbers that are printed stay as they are; values are marked by v(..).
sub expression {
    my ($tex) = @_;
    $tex =~ s/\\(?:begin|end)\{aligned\}|\\quad|\\[,;!]|&|\\left|\\right|\\[Bb]igg?//g;
    $tex =~ s/\\mathbin//g;
    $tex =~ s/\\tfrac/\\frac/g;
    my $named = qr/(?:\\text\{(?:net|out)\}_\{[a-z]\d+\}|\\delta_\{[a-z]\d+\}|E_\{(?:[a-z]\d+|\\text\{total\})\}|[iwtb]_(?:\d|\{\d+\}|\{[a-z]\d+\}))(?:\^\{\+\})?|\\eta(?![a-z])/;
    my $unknown = 0;
    my $put = sub {
        my ($key) = @_;
        $unknown = 1 unless defined $value{$key};
        return '(v(' . ($value{$key} // 0) . '))';
    };
    $tex =~ s/\\frac\{\\partial ($named)\}\{\\partial ($named)\}/$put->(derivative_key($1, $2))/ge;
    $tex =~ s/($named)/$put->(symbol_key($1))/ge;
    return if $unknown;
    1 while $tex =~ s/\\frac$braces$braces/(($1)\/($2))/;
    $tex =~ s/e\^$braces/exp($1)/g;
    $tex =~ s/\\times|\\cdot/*/g;
    $tex =~ s/\^2/**2/g;
    $tex =~ tr/{}/()/;
    $tex =~ s/\(\)//g;
    $tex =~ s/([\d)])\s*(?=\()/$1*/g;
    $tex =~ s/(v|exp)\*\(/$1(/g;
    $tex =~ s/(\))\s*(?=\d|exp|v)/$1*/g;
    $tex =~ s/[.,;]\s*$//;
    (my $rest = $tex) =~ s/v\(-?[\d.]+(?:e[-+]?\d+)?\)|exp//g;
    return if $rest !~ /^[-+*\/().\d\s]*$/ || $tex !~ /\d/;
    return $tex;
}

sub v { return $_[0] }

# The value of an expression, and how far it may be off as the numbers in it were rounded. Given numbers
# were not.
sub work_out {
    my ($expression) = @_;
    my $result = eval $expression;
    return unless defined $result;
    my $slack = 0;
    while ($expression =~ /(?<![\w.(e])(\d+\.\d+)|(?<=\()(?<!v\()(\d+\.\d+)/g) {
        my $literal = $1 // $2;
        next if $is_given{$literal + 0} || $is_given{-$literal};
        my $half = 0.5 * 10 ** -(length($literal) - index($literal, '.') - 1);
        my $other = $expression;
        substr($other, $-[0], $+[0] - $-[0]) = $literal + $half;
        $slack += abs((eval($other) // $result) - $result);
    }
    return ($result, $slack);
}

my $n_compared = 0;

sub check_formula {
    my ($item) = @_;
    my $tex = $item->[2];
    return if $item->[1] eq 'answers' && $tex =~ /\\delta/; # there w7 is supposed to be 0
    return if $tex =~ /matrix|array|\\dots|\\cdots|\\ldots|\\vdots|,\s*\\quad/;
    $tex =~ s/\\\\\s*&?\s*\\quad/ /g;
    $tex =~ s/\\\\/ /g;
    my @parts = split /(=|\\approx|<|>)/, $tex;
    my ($before, $slack_before, $relation);
    while (@parts) {
        my $side = shift @parts;
        my $expression = expression($side);
        my ($result, $slack) = defined $expression ? work_out($expression) : ();
        if (defined $result && defined $before) {
            my $allowed = 1e-11 * (abs($result) + abs($before)) + 1e-15;
            $allowed += 1.01 * ($slack + $slack_before) if $relation ne '=';
            $n_compared++;
            found($item, "$before $relation $result, off by more than $allowed: $tex")
                if abs($result - $before) > $allowed;
        }
        if (defined $result) {
            ($before, $slack_before) = ($result, $slack);
            $relation = '';
        }
        my $next = shift @parts // last;
        $relation = !defined $relation || $relation eq '' || $next ne '=' ? $next : $relation;
    }
}

# -------------------------------------------------------------------------- sentences

sub check_changes {
    my ($item) = @_;
    (my $text = $item->[2]) =~ s/\x{2212}/-/g;
    my $n = qr/(-?\d+(?:\.\d+)?)/;
    my ($from, $to, $by);
    if ($text =~ /error was $n\. Now it is $n\. It has changed by $n/ ||
        $text =~ /error goes from $n to $n, by $n/) {
        ($from, $to, $by) = ($1, $2, $3);
        my $places = length($from) - index($from, '.') - 1;
        my $of_by = length($by) - index($by, '.') - 1;
        found($item, "from $from to $to is not by $by")
            if abs($to - $from - $by) > 1.01 * 10 ** -$places + 0.51 * 10 ** -$of_by;
        $n_compared++;
    }
}

sub check_plurals {
    my ($item) = @_;
    my $things = 'weight|run|round|input|output|neuron|path|layer|bias|pair|target|mistake|delta';
    found($item, "one, with a plural: $&: $item->[2]")
        if $item->[2] =~ /(?<![\w.,-])(?:1|one)\s(?:hidden |output |training )?(?:${things})e?s\b/i;
    found($item, "several, without a plural: $&: $item->[2]")
        if $item->[2] =~ /\b(?:two|three|four|five|six|seven|eight|nine|ten)\s(?:hidden |output )?(?:weight|run|input|neuron|path|layer)\b(?!-|'|\x{2019})/i;
}

sub check_blanks {
    my ($item) = @_;
    (my $text = $item->[2]) =~ s/\$[^\$]*\$/X/g;
    found($item, "a blank is missing: $&: $item->[2]") if $text =~ /X\(|[a-zX][.,;][A-Z][a-z]+/;
}

for my $item (grep { !is_general($_) } @book) {
    check_names($item);
    check_formula($item) if $item->[0] eq 'formula';
    check_changes($item) if $item->[0] eq 'prose';
    next if $item->[0] !~ /prose|alt|heading/;
    check_plurals($item);
    check_blanks($item);
}
check_leaks() if defined $post_file;
print "only $n_compared relations were worked out\n" if $n_compared < 20;
