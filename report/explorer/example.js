// SPDX-License-Identifier: GPL-3.0-or-later
// An example as the fields have it: texts of numbers as they are typed. It is made of the program's
// rows, written as YAML for the program to read, and given other sizes.
//
//   {name, rate, rounds, error, biases, pairs: [{inputs, targets}, ..],
//    layers: [{activation, weights: [[text, ..], ..], biases: [text, ..], isShared}, ..]}
//
// A row of weights is what reaches a neuron. biases: none (all 0, and not trained), fixed or
// trained. Where a layer shares its bias, it has one text, otherwise one for each neuron.

export const MOST_NEURONS = 6; // and inputs
export const MOST_HIDDEN = 3;
export const MOST_PAIRS = 16;

export const ACTIVATIONS = ['logistic', 'tanh', 'relu', 'identity'];
export const OUTPUT_ACTIVATIONS = [...ACTIVATIONS, 'softmax'];
export const ERRORS = ['squared', 'cross-entropy'];
export const BIASES = ['none', 'fixed', 'trained'];

// ---- From the program's rows ----

const takers = {
  name: (model, [name]) => { model.name = name; },
  learning_rate: (model, [rate]) => { model.rate = rate; },
  train_biases: (model, [isTrained]) => {
    model.biases = isTrained === 'true' ? 'trained' : 'fixed';
  },
  rounds: (model, [rounds]) => { model.rounds = rounds; },
  error: (model, [error]) => { model.error = error; },
  inputs: (model, inputs) => { model.pairs.push({ inputs, targets: [] }); },
  targets: (model, targets) => { model.pairs.at(-1).targets = targets; },
  layer: (model, [activation]) => {
    model.layers.push({ activation, weights: [], biases: [], isShared: false });
  },
  weights: (model, row) => { model.layers.at(-1).weights.push(row); },
  bias: (model, biases) => { Object.assign(model.layers.at(-1), { biases, isShared: true }); },
  biases: (model, biases) => { model.layers.at(-1).biases = biases; },
};

export function fromRows(rows) {
  const model = { pairs: [], layers: [] };
  for (const [what, ...cells] of rows) takers[what]?.(model, cells);
  const isZero = (text) => /^[-+]?0*\.?0*(e.*)?$/i.test(text);
  const hasNone = model.layers.every(({ biases }) => biases.every(isZero));
  if (model.biases === 'fixed' && hasNone) model.biases = 'none';
  return model;
}

// ---- To YAML ----

// Any text as one YAML scalar with quotes around it: nothing in it can end it.
const quoted = (text) => `"${[...text].map((c) => (
  /[ !#-[\]-~]/.test(c) ? c : `\\U${c.codePointAt(0).toString(16).padStart(8, '0')}`)).join('')}"`;

// A number as it is; anything else in quotes, so that the program says what is wrong with it.
const number = (text) => (/^[-+]?\.?\d[-+.\deE]*$/.test(text) ? text : quoted(text));

const list = (texts) => `[${texts.map(number).join(', ')}]`;

function layerText({ activation, weights, biases, isShared }) {
  const bias = isShared ? `bias: ${number(biases[0])}` : `biases: ${list(biases)}`;
  return `{weights: [${weights.map(list).join(', ')}], ${bias}, activation: ${quoted(activation)}}`;
}

const pairText = ({ inputs, targets }) => `{inputs: ${list(inputs)}, targets: ${list(targets)}}`;

export const toYaml = (model) => [
  ...(model.name === '' ? [] : [`name: ${quoted(model.name)}`]),
  `learning_rate: ${number(model.rate)}`,
  `train_biases: ${model.biases === 'trained'}`,
  `rounds: ${number(model.rounds)}`,
  `error: ${quoted(model.error)}`,
  `training: [${model.pairs.map(pairText).join(', ')}]`,
  `layers: [${model.layers.map(layerText).join(', ')}]`,
  '',
].join('\n');

// ---- Sizes ----

export const sizesOf = (model) => ({
  inputs: model.pairs[0].inputs.length,
  hidden: model.layers.slice(0, -1).map(({ weights }) => weights.length),
  outputs: model.layers.at(-1).weights.length,
});

// Whether the fields can hold it.
export function isSmall(model) {
  const { inputs, hidden, outputs } = sizesOf(model);
  return Math.max(inputs, outputs, ...hidden) <= MOST_NEURONS &&
    hidden.length <= MOST_HIDDEN && model.pairs.length <= MOST_PAIRS;
}

// The first n of a list; where there are fewer, further ones are made by their place.
const fitted = (texts, n, make) => Array.from({ length: n }, (_, k) => texts[k] ?? make(k));

// What is new in layer l comes from the exercise whose seed is l + 1, from the same place.
function fittedLayer(layer, l, nSources, nNeurons, exercise) {
  const { weights, biases } = exercise(l + 1).layers[0];
  return {
    ...layer,
    weights: fitted(layer.weights, nNeurons, () => [])
      .map((row, j) => fitted(row, nSources, (i) => weights[j][i])),
    biases: fitted(layer.biases, layer.isShared ? 1 : nNeurons, () => biases[0]),
  };
}

// Hidden layers are added before the output layer, and taken away from there.
function fittedLayers(layers, n) {
  const hidden = layers.slice(0, -1);
  const activation = hidden.at(-1)?.activation ?? 'logistic';
  const added = { activation, weights: [], biases: [], isShared: true };
  return [...fitted(hidden, n, () => added), layers.at(-1)];
}

const withZeros = (layer) => ({ ...layer, biases: layer.biases.map(() => '0') });

// The model with other sizes, {inputs, hidden: [n, ..], outputs}: what stays has its numbers.
// exercise(seed) is a model of the largest sizes with short decimals.
export function withSizes(model, { inputs, hidden, outputs }, exercise) {
  const [spare] = exercise(1).pairs;
  const isShare = model.layers.at(-1).activation === 'softmax'; // targets add up to 1
  const sizes = [inputs, ...hidden, outputs];
  const layers = fittedLayers(model.layers, hidden.length)
    .map((layer, l) => fittedLayer(layer, l, sizes[l], sizes[l + 1], exercise));
  return {
    ...model,
    pairs: model.pairs.map((pair) => ({
      inputs: fitted(pair.inputs, inputs, (i) => spare.inputs[i]),
      targets: fitted(pair.targets, outputs, (j) => (isShare ? '0' : spare.targets[j])),
    })),
    layers: model.biases === 'none' ? layers.map(withZeros) : layers,
  };
}

// ---- Biases ----

// The model with biases none, fixed or trained. Those that were none begin with short decimals.
export function withBiases(model, biases, exercise) {
  const begun = (layer, l) => {
    const [own] = exercise(l + 1).layers[0].biases;
    return { ...layer, biases: layer.biases.map(() => own) };
  };
  if (biases === 'none') return { ...model, biases, layers: model.layers.map(withZeros) };
  const layers = model.biases === 'none' ? model.layers.map(begun) : model.layers;
  return { ...model, biases, layers };
}

// Layer l with one bias for all, its first neuron's; or with one for each neuron.
export function withShared(model, l, isShared) {
  const layer = model.layers[l];
  const [first] = layer.biases;
  const biases = isShared ? [first] : layer.weights.map(() => first);
  const changed = { ...layer, isShared, biases };
  return { ...model, layers: model.layers.map((one, k) => (k === l ? changed : one)) };
}

// ---- Pairs ----

// One more pair, at first like the last one.
export const withPair = (model) => (
  { ...model, pairs: [...model.pairs, structuredClone(model.pairs.at(-1))] });

export const withoutPair = (model, p) => (
  { ...model, pairs: model.pairs.filter((_, k) => k !== p) });

// ---- Places ----

// The complaint of the program, {place, what}: "layers[1].weights[0][0]" and what is wrong there.
export function placed(complaint) {
  const [, place = '', what] = complaint.match(/^(?:line \d+: )?(?:([a-z_]+[\w.[\]]*): )?([^]*)$/);
  return { place, what };
}

// The model with the text at a place that the program names so.
export function withText(model, place, text) {
  const changed = structuredClone(model);
  const names = place.replace(/^learning_rate$/, 'rate').replace(/^training/, 'pairs')
    .replace(/\.bias$/, '.biases[0]').split(/[.[\]]+/).filter((name) => name !== '');
  const last = names.pop();
  names.reduce((part, name) => part[name], changed)[last] = text;
  return changed;
}
