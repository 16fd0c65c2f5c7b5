#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The book's page in a browser, and before a validator. What is checked stands in tests/report/browser:
# markup, links, names, contrast, keyboard, magnification, scripts, the policy, folds, and all that axe
# knows.
# needs: build/report/backprop.html
page=build/report/backprop.html
if [ ! -d tests/report/browser/node_modules ]; then
    echo "not ok 1 - what drives the browser is there: run make setup-dev"
    echo 1..1
    exit 1
fi
exec node tests/report/browser/check_page.mjs "$page"
