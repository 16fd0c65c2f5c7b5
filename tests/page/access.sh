#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The explorer for those who use a keyboard alone, a screen reader, a magnified page or little motion.
# needs: build/report/backprop.html
exec node tests/page/access.mjs
