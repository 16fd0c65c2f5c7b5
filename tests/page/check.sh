#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Checking one's numbers in the page, as a reader does it.
# needs: build/report/backprop.html
exec node tests/page/check.mjs build/report/backprop.html
