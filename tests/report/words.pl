#!/usr/bin/perl
# SPDX-License-Identifier: GPL-3.0-or-later
# The words that somebody reads in the files named: FILE, LINE and WORD, parted by tabs.
#
#   perl tests/report/words.pl FILE...
#
# Of Markdown all prose counts, by tests/report/prose.lua; of a picture its texts; of C the comments,
# and in src/ and chapters/ the sentences that the program says (what language.c and completion.c say
# are pieces of programs); of words.js all texts, which the page
# shows; of everything else comments,
# what a Makefile says of its goals, and what a test claims. What is no word but a name or a
# formula (it has a digit, an underscore, a dot in it, and in code a bracket or the like) is
# left out.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

# The words of a piece of text that has no blanks in it. In code, names stand in the open, and
# so do formulas; in prose they are between backticks and dollars, and gone.
sub words_of {
    my ($piece, $is_code) = @_;
    $piece =~ s/\x{2019}/'/g;
    $piece =~ s/^["'(\[]+|[]"').,:;!?]+$//g;
    return if $piece =~ /[\d_]|\w\.\w/;
    return if $is_code && $piece =~ m{[/\\=<>()\[\]{}|@\$%^*&:~`+]|^-|\w-th$|^\w'\w$};
    return grep { length > 1 } map { s/'s$|'+$|^'+//gr } split /[^\w']+/, $piece;
}

# Prints the words of a text that begins at this line of the code.
sub print_words {
    my ($file, $line, $text) = @_;
    for my $piece (split /(\s)/, $text) {
        $line++ if $piece eq "\n";
        print "$file\t$line\t$_\n" for words_of($piece, 1);
    }
}

sub read_file {
    my ($name) = @_;
    open my $file, '<', $name or die "words.pl: $name: $!\n";
    local $/;
    return <$file>;
}

# Prints words of prose. Where in the source they stand pandoc does not say, so each is looked
# for from the last one on.
sub print_found {
    my ($file, $source, @pieces) = @_;
    my $at = 0;
    for my $word (map { words_of($_, 0) } @pieces) {
        my $pattern = $word =~ s/'/['\x{2019}]/gr;
        for my $start ($at, 0) {
            pos($source) = $start;
            last if $source =~ /(?<!\w)$pattern(?!\w)/g;
        }
        $at = pos($source) // 0;
        my $line = 1 + (substr($source, 0, $at) =~ tr/\n//);
        print "$file\t$line\t$word\n";
    }
}

sub markdown {
    my (@files) = @_;
    open my $pandoc, '-|', qw(pandoc --lua-filter tests/report/prose.lua --from markdown --to plain),
        '--metadata', "files=@files", '/dev/null' or die "words.pl: pandoc: $!\n";
    local $/;
    my $all = <$pandoc>;
    close $pandoc or die "words.pl: pandoc failed\n";
    for my $one (split /^> (?=\S+$)/m, $all) {
        my ($file, $prose) = $one =~ /^(\S+)\n(.*)/s or next;
        my $source = $file =~ /\.md$/ ? read_file($file) : '';
        print_found($file, $source, split ' ', $prose);
    }
}

# The texts that are drawn; where they come from is gnuplot's script, or a diagram's definition.
sub picture {
    my ($file) = @_;
    my ($name) = $file =~ m{([^/]*?)(?:-upright)?\.svg$};
    my $script = -e "report/diagrams/$name.lua" ? "report/diagrams/$name.lua" : "figures/$name.gp";
    my @texts = map { split /<[^>]*>/ } read_file($file) =~ m{<text[^>]*>(.*?)</text>}gs;
    print_found($script, read_file($script), grep { !/&/ } map { split ' ' } @texts);
}

# All that a pattern finds: its first group that matches is a text.
sub print_matches {
    my ($file, $source, $pattern) = @_;
    while ($source =~ /$pattern/g) {
        my ($group) = grep { defined $-[$_] } 1 .. $#- or next;
        my $is_said = substr($source, $-[0], 1) eq '"';
        my $text = substr $source, $-[$group], $+[$group] - $-[$group];
        my $line = 1 + (substr($source, 0, $-[$group]) =~ tr/\n//);
        $text =~ s/SPDX.*//;
        if ($is_said) {
            $text =~ s/\\[nt"]/ /g;
            $text =~ s/%[-+#0-9.*]*(?:ll?|z)?[a-zA-Z]/0/g;
        }
        print_words($file, $line, $text);
    }
}

my $c_comment = qr{/\*(.*?)\*/}s;
my $c_skipped = qr{"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'};
my $c_said = qr{"((?:[^"\\\n]|\\.)* (?:[^"\\\n]|\\.)*)"};
my @kinds = (
    [qr{^src/(?:files/language|command/completion)\.c$}, qr/$c_comment|$c_skipped/],
    [qr{^(?:src|chapters)/.*\.[ch]$}, qr/$c_comment|$c_said|$c_skipped/],
    [qr{\.(?:[ch]|css)$}, qr/$c_comment|$c_skipped/],
    [qr{(?:^|/)words\.js$}, qr{^\s*//(.*)|'((?:[^'\\\n]|\\.)*)'}m],
    [qr{\.m?js$}, qr{(?:^|\s)//(?!\s*----)(.*)}m],
    [qr{\.html$}, qr/<!--(.*?)-->|>([^<>\$]+)</s],
    [qr{\.lua$}, qr/--(.*)/],
    [qr{\.sh$}, qr/^\s*#(?!!)(.*)|^\s*check (?:"([^"]*)"|'([^']*)')/m],
    [qr{(?:^|/)Makefile$|\.mk$}, qr/^\s*#(.*)|\s##\s(.*)/m],
    [qr{}, qr/^\s*#(?!!)(.*)/m],
);

markdown(grep { /\.(?:md|json)$/ } @ARGV);
for my $file (grep { !/\.(?:md|json)$/ } @ARGV) {
    if ($file =~ /\.svg$/) {
        picture($file);
        next;
    }
    my ($kind) = grep { $file =~ $_->[0] } @kinds;
    print_matches($file, read_file($file), $kind->[1]);
}
