# SPDX-License-Identifier: GPL-3.0-or-later
# What pandoc cannot be told of HTML, for the page alone: HTML's own elements do not end in a slash.

s~\(<\(br\|col\)\([[:space:]][^>]*\)\?\) />~\1>~g
