#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How the fields' texts become an example file, and other sizes, in node.
# needs: build/backprop
exec node tests/page/example.mjs
