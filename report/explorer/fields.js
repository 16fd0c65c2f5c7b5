// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of an example: its settings, sizes, pairs and layers. Each has the place that the
// program names where it complains of it.
import {
  ACTIVATIONS, BIASES, ERRORS, MOST_HIDDEN, MOST_NEURONS, MOST_PAIRS, OUTPUT_ACTIVATIONS, sizesOf,
  withBiases, withoutPair, withPair, withShared, withSizes,
} from './example.js';
import { button, html } from './html.js';
import { symbol } from './numbers.js';
import { rateSlider } from './rate.js';
import { filled, words } from './words.js';

const text = words.edit;

const idOf = (place) => `edit-${place.replace(/\W+/g, '-')}`;
const aloud = (more) => html('span', { class: 'aloud' }, more);
const upTo = (n, least = 1) => Array.from({ length: n - least + 1 }, (_, k) => String(k + least));

// ---- One field ----

const label = (place, ...children) => html('label', { for: idOf(place) }, ...children);

// A text, taken as it is typed.
function textField(place, value, { type }, attributes = {}) {
  return html('input', {
    type: 'text', id: idOf(place), 'data-place': place, value,
    autocomplete: 'off', spellcheck: 'false', ...attributes,
    onchange: (event) => type(place, event.target.value.trim()),
  });
}

// As wide as its number, within limits.
const widthOf = ({ length }) => Math.min(Math.max(length, 4), 22);

const numberField = (place, value, edits) => textField(place, value, edits, {
  inputmode: 'decimal', size: widthOf(value),
  oninput: ({ target }) => { target.size = widthOf(target.value); },
});

const options = (values, chosen, names = {}) => values.map((value) => (
  html('option', { value, selected: value === chosen }, names[value] ?? value)));

const labelled = (place, name, ...fields) => (
  html('p', { class: 'field' }, label(place, name), ' ', fields));

// One of some words, or of some numbers. take(value, field) is told.
function choice(place, values, chosen, take, names) {
  return html('select', {
    id: idOf(place), 'data-place': place,
    onchange: (event) => take(event.target.value, event.target),
  }, options(values, chosen, names));
}

// ---- Settings ----

function settings(model, edits) {
  const rate = numberField('learning_rate', model.rate, edits);
  const word = (place, values, names) => choice(
    place, values, model[place], (value) => edits.type(place, value), names);
  const policy = choice('train_biases', BIASES, model.biases, (value, field) => (
    edits.change((good) => withBiases(good, value, edits.exercise), field)), text.policies);
  return html('fieldset', {},
    html('legend', {}, text.settings),
    html('div', { class: 'fields' },
      labelled('name', text.name, textField('name', model.name, edits, { class: 'long' })),
      labelled('learning_rate', text.rate, rate, ' ', rateSlider(rate)),
      labelled('rounds', text.rounds, numberField('rounds', model.rounds, edits)),
      labelled('error', text.error, word('error', ERRORS, text.errors)),
      labelled('train_biases', text.biases, policy)));
}

// ---- Sizes ----

function sizes(model, edits) {
  const now = sizesOf(model);
  const take = (changed, field) => (
    edits.change((good) => withSizes(good, { ...now, ...changed }, edits.exercise), field));
  const size = (place, name, values, n, sizesWith) => labelled(place, name, choice(
    place, values, String(n), (value, field) => take(sizesWith(Number(value)), field)));
  const hidden = (n) => upTo(n).map((_, l) => now.hidden[l] ?? now.hidden.at(-1) ?? 2);
  const neurons = upTo(MOST_NEURONS);

  return html('fieldset', {},
    html('legend', {}, text.sizes),
    html('div', { class: 'fields' },
      size('size.inputs', text.inputs, neurons, now.inputs, (inputs) => ({ inputs })),
      size('size.layers', text.hiddenLayers, upTo(MOST_HIDDEN, 0), now.hidden.length,
        (n) => ({ hidden: hidden(n) })),
      now.hidden.map((count, l) => size(`size.hidden[${l}]`, filled(text.neurons, { layer: l + 1 }),
        neurons, count, (n) => ({ hidden: now.hidden.map((m, k) => (k === l ? n : m)) }))),
      size('size.outputs', text.outputs, neurons, now.outputs, (outputs) => ({ outputs }))),
    html('p', { class: 'quiet' }, text.sizesHint));
}

// ---- Tables of numbers ----

const heading = (...children) => html('th', { scope: 'col' }, ...children);

const cell = (attributes, ...children) => html('td', attributes, ...children);

function pairRow(pair, p, { inputs, targets }, edits, isOnly) {
  const title = filled(text.pair, { pair: p + 1 });
  const ofPair = ` ${filled(text.ofPair, { pair: p + 1 })}`;
  const number = (place, name, value) => cell({},
    html('label', { class: 'aloud', for: idOf(place) }, symbol(name), ofPair),
    numberField(place, value, edits));
  return html('tr', {},
    html('th', { scope: 'row' }, title),
    pair.inputs.map((value, i) => number(`training[${p}].inputs[${i}]`, inputs[i], value)),
    pair.targets.map((value, j) => number(`training[${p}].targets[${j}]`, targets[j], value)),
    isOnly ? null : cell({}, button(text.remove, (event) => (
      edits.change((good) => withoutPair(good, p), event.target)), {
      id: idOf(`remove[${p}]`), 'aria-label': filled(text.removePair, { pair: p + 1 }),
    })));
}

function pairs(model, names, edits) {
  const isOnly = model.pairs.length === 1;
  return html('fieldset', {},
    html('legend', {}, text.pairs),
    html('div', { class: 'scroll' }, html('table', {},
      html('thead', {}, html('tr', {}, html('td', {}),
        [...names.inputs, ...names.targets].map((name) => heading(symbol(name))),
        isOnly ? null : html('td', {}))),
      html('tbody', {}, model.pairs.map((pair, p) => pairRow(pair, p, names, edits, isOnly))))),
    html('p', {}, button(text.addPair, (event) => edits.change(withPair, event.target), {
      id: idOf('add-pair'), disabled: model.pairs.length >= MOST_PAIRS,
    })));
}

function weightCell(place, value, weight, edits) {
  return cell({}, label(place, symbol(weight.key),
    aloud(filled(text.fromTo, { source: weight.sourceName, neuron: weight.neuronName }))), ' ',
  numberField(place, value, edits));
}

// The bias of neuron j, or before the first neuron that of all.
function biasCell(layer, l, j, names, edits) {
  const { biases, isShared, weights } = layer;
  if (isShared && j > 0) return null;
  const place = `layers[${l}].${isShared ? 'bias' : `biases[${j}]`}`;
  const { key } = names.biases[j];
  const whose = isShared ? text.ofAll : filled(text.ofNeuron, { neuron: names.neurons[j] });
  return cell({ rowspan: isShared ? weights.length : 1 },
    label(place, symbol(key), aloud(whose)), ' ', numberField(place, biases[j], edits));
}

function weightTable(layer, l, names, edits, hasBiases) {
  return html('table', {},
    html('thead', {}, html('tr', {}, html('td', {}),
      names.sources.map((source) => heading(filled(text.from, { source: '' }), symbol(source))),
      hasBiases ? heading(text.bias) : null)),
    html('tbody', {}, layer.weights.map((row, j) => html('tr', {},
      html('th', { scope: 'row' }, `${text.weightsFrom} `, symbol(names.neurons[j])),
      row.map((value, i) => (
        weightCell(`layers[${l}].weights[${j}][${i}]`, value, names.weights[j][i], edits))),
      hasBiases ? biasCell(layer, l, j, names, edits) : null))));
}

function layerFields(model, l, names, edits) {
  const layer = model.layers[l];
  const isLast = l === model.layers.length - 1;
  const title = isLast ? text.outputLayer : filled(text.hiddenLayer, { layer: l + 1 });
  const hasBiases = model.biases !== 'none';
  const activation = `layers[${l}].activation`;
  const sharing = `layers[${l}].sharing`;
  const named = (name) => [name, aloud(filled(text.ofLayer, { layer: title }))];
  const share = (value, field) => (
    edits.change((good) => withShared(good, l, value === 'one'), field));
  return html('fieldset', {},
    html('legend', {}, title),
    html('div', { class: 'fields' },
      labelled(activation, named(text.activation), choice(
        activation, isLast ? OUTPUT_ACTIVATIONS : ACTIVATIONS, layer.activation,
        (value) => edits.type(activation, value), text.activations)),
      hasBiases ? labelled(sharing, named(text.sharing), choice(
        sharing, ['one', 'each'], layer.isShared ? 'one' : 'each', share, text.shared)) : null),
    html('div', { class: 'scroll' }, weightTable(layer, l, names.layers[l], edits, hasBiases)));
}

// What the program calls the numbers and neurons: of each layer
// {neurons, sources, weights, biases}.
function namesOf({ all }, model) {
  const given = all.filter(({ moment }) => moment === 'round');
  const keys = (kind) => given.filter((step) => step.kind === kind).map(({ key }) => key);
  const layers = model.layers.map((layer, l) => {
    const of = (kind) => given.filter((step) => step.kind === kind && step.layer === l);
    const weights = layer.weights.map((_, j) => of('weight').filter(({ neuron }) => neuron === j));
    return {
      neurons: weights.map(([{ neuronName }]) => neuronName),
      sources: weights[0].map(({ sourceName }) => sourceName),
      weights,
      biases: of('bias'),
    };
  });
  return { inputs: keys('input'), targets: keys('target'), layers };
}

// All fields of the model that the app is at. edits: what they tell, see edit.js.
export function fieldsOf(app, model, edits) {
  const names = namesOf(app, model);
  return [
    settings(model, edits), sizes(model, edits), pairs(model, names, edits),
    ...model.layers.map((_, l) => layerFields(model, l, names, edits)),
  ];
}
