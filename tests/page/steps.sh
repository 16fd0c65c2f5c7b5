#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The explorer's steps, the diagram and the predictions, in a browser.
# needs: build/report/backprop.html
exec node tests/page/steps.mjs
