#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The explorer's link, its files and its print, in a browser.
# needs: build/report/backprop.html build/backprop
exec node tests/page/share.mjs
