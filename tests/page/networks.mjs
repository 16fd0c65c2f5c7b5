// SPDX-License-Identifier: GPL-3.0-or-later
// Examples drawn by a seed, as YAML: many shapes, biases, pairs and functions. They are made here,
// so that the program meets what it did not make itself.

// Numbers between 0 and 1, the same for the same seed (mulberry32).
function draws(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const times = (n, make) => Array.from({ length: n }, (_, k) => make(k));

// Texts of numbers: short and long decimals, some with an exponent.
function numbers(draw) {
  const whole = (least, most) => least + Math.floor(draw() * (most - least + 1));
  const number = (size) => {
    const x = (2 * draw() - 1) * size;
    return draw() < 0.1 ? x.toExponential(whole(2, 15)) : x.toFixed(whole(2, 16));
  };
  const one = (list) => list[whole(0, list.length - 1)];
  return { whole, number, one, share: () => Math.abs(number(1)) };
}

function shapeOf({ whole }) {
  const hidden = times(whole(0, 3), () => whole(1, 6));
  return { inputs: whole(1, 6), sizes: [...hidden, whole(1, 6)] };
}

// A network: {rate, trained, rounds, batch, error, `bySource`, pairs, layers}. All of its numbers are texts.
// Where plain, the functions are the post's: logistic neurons and the squared error. Without
// batches, a round takes one pair.
export function network(seed, { plain = true, shape, batches = false } = {}) {
  const draw = draws(seed);
  const by = numbers(draw);
  const { inputs, sizes } = shape ?? shapeOf(by);
  const entropy = !plain && by.one([true, false]);
  const inside = by.one(plain ? ['logistic'] : ['logistic', 'tanh', 'relu', 'identity']);
  const last = entropy ? by.one(['logistic', 'softmax']) : inside;
  const outputs = sizes.at(-1);
  const net = {
    rate: by.one(['0.5', '0.1', '0.037', '1.25e-2']),
    trained: by.one([true, false]),
    rounds: by.whole(0, 40),
    error: entropy ? 'cross-entropy' : 'squared',
    bySource: by.one([true, false, false]),
    pairs: times(by.whole(1, 3), () => ({
      inputs: times(inputs, () => by.number(1)),
      targets: last === 'softmax' ? oneOf(outputs, by.whole(0, outputs - 1))
        : times(outputs, () => String(by.share())),
    })),
    layers: sizes.map((n, l) => {
      const isShared = by.one([true, false]);
      return {
        activation: l === sizes.length - 1 ? last : inside,
        weights: times(n, () => times(l === 0 ? inputs : sizes[l - 1], () => by.number(0.9))),
        biases: times(isShared ? 1 : n, () => by.number(0.6)),
        isShared,
      };
    }),
  };
  return { ...net, batch: batches ? by.whole(1, net.pairs.length) : 1 };
}

const oneOf = (n, which) => times(n, (k) => (k === which ? '1' : '0'));
const transposed = (rows) => rows[0].map((_, i) => rows.map((row) => row[i]));
const list = (row) => `[${row.join(', ')}]`;

export function yaml({ rate, trained, rounds, batch, error, bySource, pairs, layers }) {
  return [
    `learning_rate: ${rate}`,
    `train_biases: ${trained}`,
    `rounds: ${rounds}`,
    `batch: ${batch}`,
    `error: ${error}`,
    ...(bySource ? ['weights_by: source'] : []),
    'training:',
    ...pairs.map(({ inputs, targets }) => (
      `  - inputs: ${list(inputs)}\n    targets: ${list(targets)}`)),
    'layers:',
    ...layers.map(({ activation, weights, biases, isShared }) => [
      `  - weights: ${list((bySource ? transposed(weights) : weights).map(list))}`,
      isShared ? `    bias: ${biases[0]}` : `    biases: ${list(biases)}`,
      `    activation: ${activation}`].join('\n')),
    ''].join('\n');
}
