#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The explorer's nudge, training and comparison, in a browser.
# needs: build/report/backprop.html build/backprop
exec node tests/page/training.mjs
