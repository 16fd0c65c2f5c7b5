#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# Mutation testing of the chapters: changes one thing in one stage at a time, and looks whether
# any test notices.
#
#   mutate.pl [-j N] FOLDER EXPLAINED FILE.c... -- COMPILER... -- TEST...
#
# A TEST is a shell command that must succeed with the chapters as they are; it finds them as
# shared libraries, FOLDER/NN_name.so, of which each mutant replaces one. COMPILER makes an
# object of standard input: it is given `-o FILE.o -` besides.
#
# A mutant whose object is that of the chapter itself changes nothing, and counts for nothing;
# nor does one that does not compile, types being what they are. Those that no test notices
# survive. EXPLAINED lists the ones that may, each with its reason: what is printed of it but
# for the line's number, a tab, why. Exit 1 where one survives unexplained, where an explained
# one does not survive, or where less than 95 % are noticed.
use strict;
use warnings;
use IO::Handle;
use Time::HiRes qw(time);

my $least_score = 95;

# ------------------------------------------------------------------------- C, token by token

# [kind, text, offset]: comments, preprocessor lines, strings, names, numbers, signs.
sub tokens {
    my ($text) = @_;
    my @tokens;
    while ($text =~ m{\G(?:
            (?<space>\s+ | /\*.*?\*/ | //[^\n]* | ^\#(?:[^\n\\]|\\.)*) |
            (?<string>"(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*') |
            (?<name>[A-Za-z_]\w*) |
            (?<number>\.?\d(?:[eE][+-]|[\w.])*) |
            (?<sign>->|\+\+|--|<<|>>|[-+*/%<>=!&|]=|&&|\|\||.))}gcxms) {
        my ($kind) = grep { defined $+{$_} } qw(space string name number sign);
        push @tokens, { kind => $kind, text => $+{$kind}, at => $-[0], end => $+[0] }
            if $kind ne 'space';
    }
    return @tokens;
}

# For each ( [ { the place of the token that closes it, and the other way round.
sub partners {
    my ($t) = @_;
    my (@open, @partner);
    for my $i (0 .. $#$t) {
        next if $t->[$i]{kind} ne 'sign';
        if ($t->[$i]{text} =~ /^[([{]$/) { push @open, $i }
        elsif ($t->[$i]{text} =~ /^[)\]}]$/) {
            my $from = pop @open;
            die "brackets do not match\n" if !defined $from;
            @partner[$from, $i] = ($i, $from);
        }
    }
    return @partner;
}

# ---------------------------------------------------------------------------------- mutants

my %operators = (
    '+' => ['-'], '-' => ['+'], '*' => ['/'], '/' => ['*'], '%' => ['/'],
    '+=' => ['-=', '='], '-=' => ['+=', '='], '*=' => ['/=', '='], '/=' => ['*='],
    '<' => ['<=', '>='], '<=' => ['<', '>'], '>' => ['>=', '<='], '>=' => ['>', '<'],
    '==' => ['!='], '!=' => ['=='], '&&' => ['||'], '||' => ['&&'],
);
my %numbers = (
    '0' => ['1'], '1' => ['0', '2'], '2' => ['1', '3'], '0.0' => ['1.0'], '0.5' => ['1.0'],
    '1.0' => ['0.0', '2.0'], '2.0' => ['1.0'],
);
# One index, size or vector for another; where that is not there, it does not compile.
my %names = (
    i => ['j'], j => ['i', 'k'], k => ['j', 'l'], l => ['j', 'k'],
    size1 => ['size2'], size2 => ['size1'],
    net => ['out'], out => ['net'], inputs => ['targets'], targets => ['inputs'],
    input => ['target'], target => ['input'],
    dE_dout => ['dout_dnet', 'delta'], dout_dnet => ['delta'], delta => ['dE_dout', 'dE_db'],
    dE_dw => ['w_new'], w_new => ['dE_dw'], dE_db => ['delta'], b_new => ['dE_db'],
    true => ['false'], false => ['true'],
    exp => ['-exp'], fabs => ['-fabs'], fmax => ['fmin'], fmin => ['fmax'],
);
my %is_type = map { $_ => 1 }
    qw(const static double float int size_t bool void struct enum long unsigned char);
sub is_type { my ($name) = @_; return $is_type{$name} || $name =~ /^(?:bp_|gsl_)\w+$/ }

# All mutants of one file: where, what instead, in which function.
sub mutants_of {
    my ($file) = @_;
    open my $in, '<', $file or die "$file: $!\n";
    my $text = do { local $/; <$in> };
    my @t = tokens($text);
    my @partner = partners(\@t);
    my @mutants;
    my $i = 0;
    while ($i < @t) {
        if ($t[$i]{text} ne '{') {
            $i = $t[$i]{text} eq '(' ? $partner[$i] + 1 : $i + 1;
            next;
        }
        my ($from, $to) = ($i, $partner[$i]);
        my $before = $t[$from - 1]{text};
        my $name = '';
        if ($before eq ')') { $name = $t[$partner[$from - 1] - 1]{text} }
        elsif ($before eq '=') { $name = $t[$from - 2]{text};
            $name = $t[$from - 4]{text} if $name eq ']' && $t[$from - 3]{text} eq '[' }
        my $add = sub {
            my ($at, $end, $new) = @_;
            push @mutants, { file => $file, text => \$text, function => $name,
                             at => $at, end => $end, new => $new };
        };
        if ($before eq ')') { in_function(\@t, \@partner, $from, $to, $text, $add) }
        elsif ($before eq '=') { in_table(\@t, \@partner, $from, $to, $add) }
        $i = $to + 1;
    }
    return @mutants;
}

# In a table: a member is left out.
sub in_table {
    my ($t, $partner, $from, $to, $add) = @_;
    my $start = $from + 1;
    for (my $i = $from + 1; $i <= $to; $i++) {
        $i = $partner->[$i] if $i < $to && $t->[$i]{text} =~ /^[([{]$/;
        next if $i != $to && $t->[$i]{text} ne ',';
        $add->($t->[$start]{at}, $t->[$i]{end} - ($i == $to), '')
            if $i > $start && $t->[$start]{text} eq '.';
        $start = $i + 1;
    }
}

sub in_function {
    my ($t, $partner, $from, $to, $text, $add) = @_;
    my $source = sub { my ($a, $b) = @_; substr $text, $t->[$a]{at}, $t->[$b]{end} - $t->[$a]{at} };
    my $is_declared = 0; # left of the = of a declaration
    for (my $i = $from + 1; $i < $to; $i++) {
        my ($kind, $now) = @{ $t->[$i] }{qw(kind text)};
        my $before = $t->[$i - 1];
        my $next = $t->[$i + 1];
        my $starts = $before->{text} =~ /^[;{}]$/ || $before->{text} eq 'else' ||
            ($before->{text} eq ')' && $t->[$partner->[$i - 1] - 1]{text} =~ /^(?:if|for|while)$/);
        $starts = 0 if in_for($t, $partner, $i);
        my $declares = $kind eq 'name' && ($starts || $before->{text} eq '(') && is_type($now) &&
            ($next->{kind} eq 'name' || $next->{text} eq '*');
        $is_declared = 1 if $declares;
        statement($t, $partner, $i, $to, $declares, $source, $add) if $starts;
        if ($is_declared) {
            $is_declared = 0 if $now =~ /^[=;{]$/;
            next;
        }
        my $ends_value = $before->{kind} =~ /^(?:name|number)$/ && $before->{text} ne 'return' ||
            $before->{text} =~ /^[)\]]$/;
        if ($kind eq 'sign') {
            my $is_unary = $now =~ /^[-+*&]$/ && !$ends_value;
            $add->($t->[$i]{at}, $t->[$i]{end}, '') if $is_unary && $now eq '-' || $now eq '!';
            next if $is_unary;
            $add->($t->[$i]{at}, $t->[$i]{end}, $_) for @{ $operators{$now} // [] };
            # x + 1 without the 1
            $add->($t->[$i]{at}, $next->{end}, '')
                if $now =~ /^[-+]$/ && $next->{text} eq '1';
            # (float)x without the cast
            $add->($t->[$i]{at}, $t->[$i + 2]{end}, '')
                if $now eq '(' && $next->{text} =~ /^(?:float|double)$/;
            arguments($t, $partner, $i, $source, $add) if $now eq '(' && $before->{kind} eq 'name';
        } elsif ($kind eq 'number') {
            my $others = $numbers{$now} // [$now =~ /[.e]/ ? "(3.0 * $now)" : "($now + 1)"];
            $add->($t->[$i]{at}, $t->[$i]{end}, $_) for @$others;
        } elsif ($kind eq 'name' && $next->{text} ne '(' || $now =~ /^(?:exp|fabs|fmax|fmin)$/) {
            $add->($t->[$i]{at}, $t->[$i]{end}, $_) for @{ $names{$now} // [] };
        }
    }
}

# Is this one of the three parts in the head of a loop?
sub in_for {
    my ($t, $partner, $i) = @_;
    my $depth = 0;
    for (my $k = $i - 1; $k >= 0; $k--) {
        my $text = $t->[$k]{text};
        return 0 if $text =~ /^[{}]$/;
        if ($text eq ')') { $k = $partner->[$k]; next }
        return $t->[$k - 1]{text} eq 'for' if $text eq '(';
    }
    return 0;
}

# A whole statement that begins here: it is left out, or does not look for what is wrong.
sub statement {
    my ($t, $partner, $i, $to, $declares, $source, $add) = @_;
    my $now = $t->[$i]{text};
    if ($now eq 'if' || $now eq 'while') {
        my ($from, $end) = ($i + 1, $partner->[$i + 1]);
        $add->($t->[$from]{end}, $t->[$end]{at}, $_) for $now eq 'if' ? ('0', '1') : ('0');
        return;
    }
    return if $declares || $now =~ /^(?:for|do|else|break|continue|[{};])$/;
    my $end = $i;
    while ($end < $to && $t->[$end]{text} ne ';') {
        $end = $partner->[$end] if $t->[$end]{text} =~ /^[([{]$/;
        $end++;
    }
    my $old = $source->($i, $end);
    if ($now ne 'return') { $add->($t->[$i]{at}, $t->[$end]{end}, ';') }
    elsif ($old =~ /\(/) { $add->($t->[$i]{at}, $t->[$end]{end}, 'return 0;') }
}

# The arguments of a call: two that stand side by side change places.
sub arguments {
    my ($t, $partner, $i, $source, $add) = @_;
    return if $t->[$i - 1]{text} =~ /^(?:if|for|while|return|sizeof|switch)$/;
    my @arguments;
    my $start = $i + 1;
    for (my $k = $i + 1; $k <= $partner->[$i]; $k++) {
        if ($k < $partner->[$i] && $t->[$k]{text} =~ /^[([{]$/) { $k = $partner->[$k]; next }
        next if $k != $partner->[$i] && $t->[$k]{text} ne ',';
        push @arguments, [$start, $k - 1] if $k > $start;
        $start = $k + 1;
    }
    for my $a (0 .. $#arguments - 1) {
        my ($left, $right) = @arguments[$a, $a + 1];
        my ($x, $y) = ($source->(@$left), $source->(@$right));
        next if $x eq $y || "$x$y" =~ /"/;
        $add->($t->[$left->[0]]{at}, $t->[$right->[1]]{end}, "$y, $x");
    }
}

# What a mutant is called: its file and function, what stood there, what stands there now: the
# whole lines, in one. Where the file has been edited, this is the same.
sub describe {
    my ($m) = @_;
    my $text = ${ $m->{text} };
    my $start = rindex($text, "\n", $m->{at} - 1) + 1;
    my $stop = index($text, "\n", $m->{end} - 1);
    my $old = substr $text, $start, $stop - $start;
    my $new = substr($text, $start, $m->{at} - $start) . $m->{new} .
        substr($text, $m->{end}, $stop - $m->{end});
    for ($old, $new) { s/\s+/ /g; s/^ | $//g }
    $m->{line} = 1 + (substr($text, 0, $m->{at}) =~ tr/\n//);
    $m->{name} = "$m->{file}: $m->{function}: $old -> $new";
    $m->{told} = "$m->{file}:$m->{line}: $m->{function}: $old -> $new";
}

# -------------------------------------------------------------------------- building, running

my $n_workers = 1;
if (@ARGV && $ARGV[0] eq '-j') { shift; $n_workers = shift }
my ($folder, $explained_file) = splice @ARGV, 0, 2;
my @lists = ([]);
for (@ARGV) { if ($_ eq '--') { push @lists, [] } else { push @{ $lists[-1] }, $_ } }
die "usage: mutate.pl [-j N] FOLDER EXPLAINED FILE.c... -- COMPILER... -- TEST...\n" if @lists != 3;
my ($files, $compiler, $tests) = map { $_ } @lists;

sub slurp { my ($name) = @_; open my $in, '<:raw', $name or return ''; local $/; return <$in> }

# Runs a command in a group of its own, for as many seconds; true where it succeeds in time.
sub succeeds {
    my ($seconds, @command) = @_;
    my $child = fork // die "fork: $!\n";
    if ($child == 0) {
        setpgrp;
        open STDIN, '<', '/dev/null';
        open STDOUT, '>', '/dev/null';
        open STDERR, '>', '/dev/null';
        exec @command;
        exit 127;
    }
    my $alarmed = 0;
    local $SIG{ALRM} = sub { $alarmed = 1; kill 'KILL', -$child };
    alarm $seconds;
    waitpid $child, 0;
    my $status = $?;
    alarm 0;
    return !$alarmed && $status == 0;
}

# Makes an object of this text as if it were the file.
sub compile {
    my ($file, $text, $object) = @_;
    unlink $object;
    open my $cc, '|-', "@$compiler -o '$object' - 2>/dev/null" or die "$compiler->[0]: $!\n";
    local $SIG{PIPE} = 'IGNORE';
    print $cc qq(# 1 "$file"\n$text);
    return close $cc;
}

sub library_of { my ($file) = @_; $file =~ m{([^/]*)\.c$}; return "$1.so" }

# These tests, by their numbers, on what is in these folders; undef where all succeed, else the
# number of the first that fails.
our @seconds;
sub first_failure {
    my ($folders, $limits, @order) = @_;
    local $ENV{LD_LIBRARY_PATH} = $folders;
    local $ENV{CK_FORK} = 'no'; # quicker, and what crashes is noticed all the same
    for my $i (@order) {
        my $begin = time;
        return $i if !succeeds($limits->[$i], 'sh', '-c', "ulimit -v 4000000; exec $tests->[$i]");
        $seconds[$i] = time - $begin;
    }
    return undef;
}

my (%explained, @mutants, %original);
if (open my $in, '<', $explained_file) {
    while (<$in>) {
        chomp;
        next if /^#|^$/;
        my ($name, $reason) = split /\t+/, $_, 2;
        die "$explained_file:$.: no reason, expected a tab and why it survives\n" if !$reason;
        $explained{$name} = $reason;
    }
}
for my $file (@$files) {
    $original{$file} = "$folder/original.o";
    my @of_file = mutants_of($file);
    die "$file: no mutants\n" if !@of_file;
    compile($file, ${ $of_file[0]{text} }, $original{$file}) or die "$file: does not compile\n";
    $original{$file} = slurp($original{$file});
    push @mutants, @of_file;
}
describe($_) for @mutants;

my $failure = first_failure($folder, [(120) x @$tests], 0 .. $#$tests);
die "with the chapters as they are, this fails: $tests->[$failure]\n" if defined $failure;
my @limits = map { 2 + int(10 * $_) } @seconds;

# One worker: every n-th mutant. The tests that notice most in the least time, of this file, come
# first. For each a line to the parent: its number, what became of it.
sub work {
    my ($worker, $out) = @_;
    my $own = "$folder/worker$worker";
    mkdir $own;
    my %noticed;
    my @cost = map { $_ + 0.001 } @seconds;
    for (my $i = $worker; $i < @mutants; $i += $n_workers) {
        my $m = $mutants[$i];
        my $text = ${ $m->{text} };
        substr($text, $m->{at}, $m->{end} - $m->{at}) = $m->{new};
        my $library = "$own/" . library_of($m->{file});
        my $fate = 'survived';
        if (!compile($m->{file}, $text, "$own/mutant.o")) { $fate = 'no C' }
        elsif (slurp("$own/mutant.o") eq $original{ $m->{file} }) { $fate = 'the same' }
        elsif (!succeeds(60, $compiler->[0], '-shared', '-o', $library, "$own/mutant.o")) {
            $fate = 'no C'
        } else {
            my $n = $noticed{ $m->{file} } //= [(0.1) x @$tests];
            my @order = sort { $n->[$b] / $cost[$b] <=> $n->[$a] / $cost[$a] } 0 .. $#$tests;
            my $noticed_by = first_failure("$own:$folder", \@limits, @order);
            if (defined $noticed_by) {
                $n->[$noticed_by]++;
                $fate = "noticed\t$tests->[$noticed_by]";
            }
        }
        unlink $library;
        syswrite $out, "$i\t$fate\n";
    }
}

open my $all, '>', "$folder/mutants.tsv" or die "$folder/mutants.tsv: $!\n";
$all->autoflush(1);
my @pipes;
for my $worker (0 .. $n_workers - 1) {
    pipe my $in, my $out or die "pipe: $!\n";
    my $child = fork // die "fork: $!\n";
    if ($child == 0) { close $in; work($worker, $out); exit 0 }
    close $out;
    push @pipes, $in;
}
my ($done, $told, $begin) = (0, 0, time);
my $pending = '';
my $open = '';
vec($open, fileno $_, 1) = 1 for @pipes;
my %buffer = map { (fileno $_) => '' } @pipes;
while (grep { defined } @pipes) {
    select my $ready = $open, undef, undef, undef;
    for my $pipe (@pipes) {
        next if !defined $pipe || !vec($ready, fileno $pipe, 1);
        my $n = fileno $pipe;
        if (!sysread $pipe, $buffer{$n}, 65536, length($buffer{$n} // '')) {
            vec($open, $n, 1) = 0;
            $pipe = undef;
            next;
        }
        while ($buffer{$n} =~ s/^(\d+)\t([^\t\n]*)(?:\t(.*))?\n//) {
            $mutants[$1]{fate} = $2;
            print $all join("\t", $2, $mutants[$1]{told}, $3 // ''), "\n";
            $done++;
        }
    }
    my $percent = int(100 * $done / @mutants);
    if (-t STDERR) { printf STDERR "\r%d of %d mutants (%d %%) ", $done, scalar @mutants, $percent }
    elsif ($percent >= $told + 10) {
        $told = $percent - $percent % 10;
        printf STDERR "%d of %d mutants, %d s\n", $done, scalar @mutants, time - $begin;
    }
}
print STDERR "\n" if -t STDERR;
1 while waitpid(-1, 0) > 0;
die "some mutants were not tried\n" if grep { !defined $_->{fate} } @mutants;

# --------------------------------------------------------------------------------- the report

my @alive = grep { $_->{fate} eq 'survived' } @mutants;
my @unexplained = grep { !$explained{ $_->{name} } } @alive;
my %is_alive = map { $_->{name} => 1 } @alive;
my %is_tried = map { $_ => 1 } @$files;
my @stale = grep { /^([^:]+):/ && $is_tried{$1} && !$is_alive{$_} } sort keys %explained;

sub percent { my ($noticed, $n) = @_; return $n ? 100 * $noticed / $n : 100 }
sub row {
    my ($label, @of) = @_;
    my %n;
    $n{ $_->{fate} }++ for @of;
    my ($noticed, $survived, $same) = map { $_ // 0 } @n{ 'noticed', 'survived', 'the same' };
    printf "%-34s %7d %8d %9d %7d %6.1f %%\n", $label, $noticed + $survived, $noticed, $survived,
        $same, percent($noticed, $noticed + $survived);
    return percent($noticed, $noticed + $survived);
}
printf "%-34s %7s %8s %9s %7s %8s\n", 'chapter', 'mutants', 'noticed', 'survivors', 'same', 'score';
for my $file (@$files) { row($file, grep { $_->{file} eq $file } @mutants) }
my $score = row('all', @mutants);
printf "%d s; what became of each: %s\n", time - $begin, "$folder/mutants.tsv";

if (@unexplained) {
    print "\nNo test notices these:\n";
    print "$_->{told}\n" for @unexplained;
}
if (@stale) {
    print "\n$explained_file explains these, which do not survive:\n";
    print "$_\n" for @stale;
}
printf "\nThe score is %.1f %%, expected at least %d %%.\n", $score, $least_score
    if $score < $least_score;
exit(@unexplained || @stale || $score < $least_score ? 1 : 0);
