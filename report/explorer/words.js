// SPDX-License-Identifier: GPL-3.0-or-later
// Every word that the explorer shows, in one table, for translators. What is in braces is
// filled in.

export const words = {
  without: 'The explorer cannot run in this browser',

  // ---- Steps ----
  step: {
  },

  // ---- The diagram ----
  diagram: {
  },

  // ---- Nudge ----
  nudge: {
  },

  // ---- Edit ----
  edit: {
  },

  // ---- Train ----
  train: {
  },

  // ---- Compare ----
  compare: {
  },

  // ---- Check your numbers ----
  check: {
  },

  // ---- All numbers ----
  table: {
  },

  // ---- Link and export ----
  share: {
  },
};

// "net input of {neuron}" with {neuron: 'h1'}.
export const filled = (text, by) => text.replace(/\{(\w+)\}/g, (_, name) => by[name] ?? '');
