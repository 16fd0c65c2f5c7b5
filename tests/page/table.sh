#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The explorer's table of all numbers, with a pointer and with keys.
# needs: build/report/backprop.html
exec node tests/page/table.mjs build/report/backprop.html
