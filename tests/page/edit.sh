#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The explorer's fields, its other examples and the way back, in a browser.
# needs: build/report/backprop.html build/backprop
exec node tests/page/edit.mjs
