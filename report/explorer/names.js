// SPDX-License-Identifier: GPL-3.0-or-later
// What a step's number is called in words, and what there is to see in it.
import { filled, words } from './words.js';

const isOfUpdate = ({ moment, kind }) => moment === 'after' && (kind === 'weight' || kind === 'bias');

export function nameOf(step) {
  const { names, newNames } = words.step;
  const by = { neuron: step.neuronName, source: step.sourceName, weight: step.weightName };
  const name = filled(names[step.kind], by);
  if (step.moment !== 'after') return name;
  return isOfUpdate(step) ? filled(newNames[step.kind], by) : filled(newNames.other, { name });
}

const isSumOfPaths = ({ kind, parents }) => kind === 'dE_dout' && parents.every((key) => key.startsWith('dE_'));

export function whyOf(step) {
  const { why, newWhy } = words.step;
  if (step.moment === 'after') return newWhy[step.kind] ?? newWhy.other;
  return isSumOfPaths(step) ? why.sum : why[step.kind];
}

export const phaseOf = (step) => words.step.phases[step.chapter];

// Blue goes forward, orange backward, green is new: as everywhere in the book.
export function coloursOf({ chapter }) {
  if (chapter >= 4) return 'update';
  return chapter >= 2 ? 'backward' : 'forward';
}
