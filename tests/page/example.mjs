// SPDX-License-Identifier: GPL-3.0-or-later
// The fields' model of an example. What it writes is read by the command, whose complaints are
// those of the format; sizes are counted here.
import {
  fromRows, isSmall, placed, sizesOf, toYaml, withBiases, withoutPair, withPair, withShared,
  withSizes, withText,
} from '../../report/explorer/example.js';
import { native, rows } from './native.mjs';
import { finish, ok, same } from './tap.mjs';

// A 3-2-1 network of two pairs, as the program says it.
const told = `name\tmine
learning_rate\t0.5
train_biases\ttrue
rounds\t10
error\tsquared
inputs\t0.1\t0.2\t0.3
targets\t0.9
inputs\t0.4\t0.5\t0.6
targets\t0.8
layer\ttanh
weights\t0.11\t0.12\t0.13
weights\t0.21\t0.22\t0.23
bias\t0.31
layer\tlogistic
weights\t0.41\t0.42
biases\t0.51`;
const model = fromRows(rows(told));

const numbers = (n, of) => Array.from({ length: n }, (_, k) => of(k));
const exercise = (seed) => ({
  pairs: [{ inputs: numbers(6, (i) => `0.0${i}`), targets: numbers(6, (j) => `0.1${j}`) }],
  layers: [{
    weights: numbers(6, (j) => numbers(6, (i) => `${seed}.${j}${i}`)), biases: [`-0.${seed}`],
  }],
});

const walk = (of) => native('walk', '-e', '-', Buffer.from(toYaml(of)));
const walked = (of, keys) => {
  const found = new Map(rows(walk(of).said));
  return keys.map((key) => found.get(key));
};
const shape = ({ pairs, layers }) => [
  pairs.map(({ inputs, targets }) => [inputs.length, targets.length]),
  layers.map(({ weights, biases }) => [weights.length, weights[0].length, biases.length])];

same('what is written is what was told',
  walked(model, ['w1', 'w2', 'w6', 'w8', 'b1', 'b_o1', 't1', 'eta']),
  ['0.11', '0.12', '0.23', '0.42', '0.31', '0.51', '0.9', '0.5']);

const larger = withSizes(model, { inputs: 4, hidden: [3, 2], outputs: 2 }, exercise);
same('a larger network has all its numbers', shape(larger),
  [[[4, 2], [4, 2]], [[3, 4, 1], [2, 3, 1], [2, 2, 2]]]);
same('what is new comes from the same place', [
  larger.layers[0].weights[2], larger.layers[0].weights[0], larger.layers[2].weights, larger.layers[2].biases, larger.pairs[1]], [
  ['1.20', '1.21', '1.22', '1.23'], ['0.11', '0.12', '0.13', '1.03'],
  [['0.41', '0.42'], ['3.10', '3.11']], ['0.51', '-0.3'],
  { inputs: ['0.4', '0.5', '0.6', '0.03'], targets: ['0.8', '0.11'] }]);
same('and back to its sizes it is as before', withSizes(larger, sizesOf(model), exercise), model);

const shares = [['layers[1].activation', 'softmax'], ['error', 'cross-entropy'],
  ['training[0].targets[0]', '1'], ['training[1].targets[0]', '1'],
].reduce((changed, [place, text]) => withText(changed, place, text), model);
same('a new target of softmax outputs lets the shares add up', walk(
  withSizes(shares, { ...sizesOf(model), outputs: 3 }, exercise)).status, 0);

const none = withBiases(model, 'none', exercise);
same('without biases, all of them are 0', walked(none, ['b1', 'b_o1', 'b1+']), ['0', '0', undefined]);
same('and are again short ones',
  walked(withBiases(none, 'fixed', exercise), ['b1', 'b_o1']), ['-0.1', '-0.2']);
const untrained = told.replace('true', 'false').replace('0.31', '-0.0').replace('0.51', '0e-3');
same('zeros that are not trained are none',
  [fromRows(rows(untrained)).biases, model.biases], ['none', 'trained']);
const each = withText(withShared(model, 0, false), 'layers[0].biases[1]', '0.7');
same('a bias for each neuron, and one for all',
  [withShared(model, 0, false).layers[0].biases, withShared(each, 0, true).layers[0].biases],
[['0.31', '0.31'], ['0.31']]);

const three = withText(withPair(model), 'training[2].inputs[0]', '0.7');
same('a pair more is its own', three.pairs.map(({ inputs }) => inputs[0]), ['0.1', '0.4', '0.7']);
same('and a pair less', withoutPair(three, 0).pairs.map(({ inputs }) => inputs[0]), ['0.4', '0.7']);

same('seven of a kind are too many', [
  isSmall(model), isSmall(withSizes(model, { inputs: 6, hidden: [6, 6, 6], outputs: 6 }, exercise)),
  isSmall(fromRows(rows(told.replace('inputs\t0.1', 'inputs\t1\t1\t1\t1\t0.1')))),
], [true, true, false]);

// Whatever is typed, the complaint is of that place.
const places = ['learning_rate', 'rounds', 'training[1].inputs[2]', 'training[0].targets[0]',
  'layers[0].weights[1][2]', 'layers[0].bias', 'layers[1].biases[0]', 'layers[0].activation',
  'error'];
const texts = ['', 'x', '0,5', '0.5, 0.7', '1]', '"', "'", '\\', '{', '}', '#', '*a', '&a 1',
  '!!int 1', '- 1', '-', '? 1', '1: 2', '0.1\nerror: y', '\t1', '\u0000', '\u0085', '\ufeff', '💥',
  '~', 'null', '---', '1e999', '.inf'];
const faults = places.flatMap((place) => texts.flatMap((text) => {
  const { complaint = 'none' } = walk(withText(model, place, text));
  return placed(complaint).place === place
    ? [] : [`${place} is ${JSON.stringify(text)}: ${complaint}`];
}));
ok('any text that is no number is complained of at its place', faults);

const name = `"A": [b] {c} \\ # 'd' 💥 ~`;
same('any name is only a name', rows(native('example', '-e', '-', Buffer.from(
  toYaml({ ...model, name }))).said)[0][0], `name: "\\"A\\": [b] {c} \\\\ # 'd' 💥 ~"`);
finish();
