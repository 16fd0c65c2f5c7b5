#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The program as the page has it, beside the native one, in node: the same numbers, verdicts and
# complaints, whatever the network; and nothing that is typed does harm.
# needs: build/page/program.wasm.gz build/backprop
exec node tests/page/module.mjs build/page/program.wasm.gz
