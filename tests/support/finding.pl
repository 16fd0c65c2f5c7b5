#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# How many mistakes and slips the program finds, to be compared before a change and after:
#
#   finding.pl PROGRAM FOLDER EXAMPLE.yaml...     writes learners' files into the folder, and a
#       table to standard output: a class of them, how many, and what is said of these, in per
#       cent. `--lines` before PROGRAM: a line for each file in place of the table.
#
# named     the mistake and no other; of a slip, the number too
# among     the mistake is one of several that are named
# guess     the mistake, with `?`
# unknown   neither named nor denied
# right     nothing is noticed
# falsely   something else is named; guessed, the same with `?`
#
# The mistakes are those that build/mistakes works out. Where they change none of the digits in
# a file, there is nothing to find, and the file is left out.
use strict;
use warnings;

my $in_lines = @ARGV && $ARGV[0] eq '--lines' ? shift : '';
my ($program, $folder, @examples) = @ARGV;
die "usage: finding.pl [--lines] PROGRAM FOLDER EXAMPLE.yaml...\n" unless @examples;

my @digits = 4 .. 9;
my @outcomes = qw(named among guess unknown right falsely guessed);
my $given = qr/^(eta|[itwb]\d+|b_[a-z]\d+)$/;
my (%count, @classes);

# ---- Chance, the same everywhere ----

my $state = 1;

# From 0 to n - 1.
sub drawn {
    $state = ($state * 1103515245 + 12345) % 2**31;
    return int($state / 2**31 * $_[0]);
}

# ---- What the learners do with a mistake's numbers: [key, text], ... ----

sub some_of { my ($wanted) = @_; return sub { grep { $_->[0] =~ $wanted } @_ } }

# One digit, the second that counts, is another one.
sub with_slip {
    my @rows = map { [@$_] } @_;
    my @possible = grep { $_->[0] !~ $given && $_->[1] =~ /[1-9]\.?\d/ } @rows;
    my $row = $possible[drawn(scalar @possible)];
    $row->[1] =~ s/([1-9]\.?)(\d)/$1 . ($2 + 5) % 10/e;
    return @rows;
}

# Floats, off by a few units in their last place, with so many digits.
sub as_floats {
    my ($digits, @rows) = @_;
    return map {
        my ($key, $x) = @$_;
        my $off = 1 + (drawn(5) - 2) * 2**-23;
        [$key, sprintf "%.${digits}g", $key =~ $given ? $x : unpack "f", pack "f", $x * $off]
    } @rows;
}

my %ways = (
    full => sub { @_ },
    third => sub { grep { !drawn(3) } @_ },
    derivatives => some_of(qr/^dE\/d[wb]/),
    new => some_of(qr/^([wb].*|E_total)\+$/),
    slip => \&with_slip,
);

# ---- Files ----

sub read_rows {
    open my $file, '<', $_[0] or die "$_[0]: $!\n";
    return map { chomp; [split /\t/] } grep { !/^#/ } <$file>;
}

sub write_rows {
    my $path = shift;
    open my $file, '>', $path or die "$path: $!\n";
    print $file map { "$_->[0]\t$_->[1]\n" } @_;
    close $file or die "$path: $!\n";
}

sub run { system(@_) == 0 or die "@_: failed\n" }

# What the program says of files: [path, first wrong key, diagnosis], ...
sub said_of {
    my ($example, @paths) = @_;
    my @said;
    while (my @some = splice @paths, 0, 2000) {
        open my $out, '-|', $program, 'check', '--summary', '-e', $example, @some or die "$!\n";
        while (<$out>) {
            chomp;
            my ($path, undef, undef, $first, $diagnosis) = split /\t/;
            push @said, [$path, $first, $diagnosis];
        }
        close $out;
    }
    return @said;
}

# ---- Counting ----

# $is_it says of one of the mistakes named whether it is the one that was made.
sub outcome {
    my ($diagnosis, $is_it) = @_;
    return $diagnosis if $diagnosis =~ /^(unknown|right)$/;
    my $is_sure = $diagnosis !~ s/\?$//;
    my @named = split /,/, $diagnosis;
    return $is_sure ? 'falsely' : 'guessed' unless grep { $is_it->($_) } @named;
    return !$is_sure ? 'guess' : @named > 1 ? 'among' : 'named';
}

sub tally {
    my ($path, $diagnosis, $outcome, @of) = @_;
    print "$outcome\t$path\t$diagnosis\n" if $in_lines;
    for my $class (@of) {
        push @classes, $class unless $count{$class};
        $count{$class}{$outcome}++;
        $count{$class}{files}++;
    }
}

# ---- Mistakes ----

sub mistakes_of {
    my ($example, $into) = @_;
    run('sh', 'tests/support/learners.sh', 'numbers', $program, $example, $into, @digits, 15);
    mkdir "$into/mistakes";
    for my $digits (@digits) {
        my %right = map { @$_ } read_rows("$into/$digits/right.txt");
        for my $path (sort glob "$into/$digits/*.txt") {
            my ($id) = $path =~ /([^\/]*)\.txt$/;
            next if $id eq 'right';
            my @rows = read_rows($path);
            my $differs = sub { grep { ($right{$_->[0]} // '') ne $_->[1] } @_ };
            next unless $differs->(@rows);
            for my $way (sort keys %ways) {
                my @written = $ways{$way}->(@rows);
                next unless $differs->(@written);
                write_rows("$into/mistakes/${digits}_${way}_$id.txt", @written);
            }
            next if $id eq 'single-precision';
            write_rows("$into/mistakes/${digits}_floats_$id.txt",
                as_floats($digits, read_rows("$into/15/$id.txt")));
        }
    }
}

sub count_mistakes {
    my ($example, $into) = @_;
    mistakes_of($example, $into);
    for (said_of($example, sort glob "$into/mistakes/*.txt")) {
        my ($path, undef, $diagnosis) = @$_;
        my ($digits, $way, $id) = $path =~ /(\d+)_(\w+?)_([^\/]*)\.txt$/;
        # Floats go with any mistake; where a slip is, it has to be said.
        my $is_it = sub {
            my %parts = map { $_ => 1 } split /\+/, $_[0];
            delete $parts{'single-precision'} unless $id eq 'single-precision';
            return delete $parts{$id} && !!delete $parts{slip} == ($way eq 'slip') && !%parts;
        };
        tally($path, $diagnosis, outcome($diagnosis, $is_it), "mistakes, $way",
            "mistakes, $digits digits", $way eq 'full' ? "full: $id" : ());
    }
}

# ---- Slips of who is right otherwise ----

sub slips_of {
    my ($example, $into) = @_;
    mkdir "$into/slips";
    my $seed = 0;
    open my $list, '|-', 'build/rounded', $example, "$into/slips" or die "$!\n";
    for my $slip (qw(typing carried)) {
        for my $unit (qw(decimals significant)) {
            for my $digits (@digits) {
                for my $written (qw(full half third)) {
                    print $list "round $unit $digits named $written ", $seed++, " $slip\n"
                        for 1 .. 10;
                }
            }
        }
    }
    close $list or die "build/rounded: failed\n";
}

sub count_slips {
    my ($example, $into) = @_;
    slips_of($example, $into);
    for (said_of($example, sort glob "$into/slips/*.txt")) {
        my ($path, $first, $diagnosis) = @$_;
        open my $file, '<', $path or die "$path: $!\n";
        my ($key) = <$file> =~ /^# slip (\S+)/;
        next if $key eq '-';
        my ($unit, $digits, $written, $slip) = $path =~ /round_(\w+)_(\d)_named_(\w+)_\d+_(\w+)/;
        my $outcome = outcome($diagnosis, sub { $_[0] eq 'slip' && $first eq $key });
        tally($path, $diagnosis, $outcome, "slips, $slip, $written", "slips, $unit",
            "slips, $digits digits");
    }
}

mkdir $folder;
for my $example (@examples) {
    my ($name) = $example =~ /([^\/]*)\.yaml$/;
    mkdir "$folder/$name";
    count_mistakes($example, "$folder/$name");
    count_slips($example, "$folder/$name");
}
exit if $in_lines;
print join("\t", 'class', 'files', @outcomes), "\n";
for my $class (sort @classes) {
    my $of = $count{$class};
    print join("\t", $class, $of->{files},
        map { sprintf '%.1f', 100 * ($of->{$_} // 0) / $of->{files} } @outcomes), "\n";
}
