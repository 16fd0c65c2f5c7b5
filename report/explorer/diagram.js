// SPDX-License-Identifier: GPL-3.0-or-later
// The network as a diagram: what the step makes, and what it is made of, glows.
import { html, svg } from './html.js';
import { layoutOf } from './layout.js';
import { coloursOf } from './names.js';
import { rounded } from './numbers.js';
import { placesOf, placesOfParents } from './places.js';
import { superscript } from './scale.js';
import { filled, words } from './words.js';

const text = words.diagram;
const narrow = matchMedia('(max-width: 40rem)');
const MOST_LABELS = 12; // of a larger network, the chosen neuron's edges alone have theirs

// ---- Which number stands where ----

// Numbers that the round has come to so far.
const isThere = (app, step) => step !== undefined && (
  step.formula === '' || (app.steps.indexOf(step) <= app.place && !app.hides?.(step)));

// By place, kind and moment: the numbers of the diagram.
function indexOf(app) {
  const index = new Map();
  for (const step of app.all) {
    for (const place of placesOf(app, step)) {
      const name = `${place} ${step.kind} ${step.moment}`;
      if (!index.has(name)) index.set(name, step);
    }
  }
  return index;
}

// What a place leads to in this phase: of several kinds, the first that is there.
function stepOf(app, index, place) {
  const kinds = place.startsWith('edge')
    ? { forward: ['weight round'], backward: ['dE_dw round'], update: ['weight after'] }
    : place.startsWith('node')
      ? { forward: ['out round', 'input round'], backward: ['delta round', 'input round'], update: ['out after', 'input round'] }
      : { forward: ['bias round', 'error round', 'total_error round', 'target round'] };
  const phase = coloursOf(app.step);
  for (const kind of [...kinds[phase] ?? [], ...kinds.forward]) {
    const step = index.get(`${place} ${kind}`);
    if (step?.inWalk) return step;
  }
  return undefined;
}

// Few digits and, before a power of ten, fewer: labels are to keep clear of each other.
function short({ value }) {
  const isPower = rounded(value, 4).includes('e');
  const [digits, power] = rounded(value, isPower ? 3 : 4).split('e');
  return digits.replace('-', '−') + (isPower ? `×10${superscript(Number(power))}` : '');
}

// ---- Drawing ----

function line(from, to, radius) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = radius / length;
  return {
    x1: from.x + (to.x - from.x) * part, y1: from.y + (to.y - from.y) * part,
    x2: to.x - (to.x - from.x) * part, y2: to.y - (to.y - from.y) * part,
  };
}

function between(from, to, part) {
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

// Labels keep clear of each other: on a narrow page, edges to further neurons have theirs further on.
function labelPoint(layout, ends, apart) {
  if (layout.isUpright) return between(...ends, 0.31 + 0.15 * ((apart + 6) % 3));
  const point = between(...ends, 0.38);
  return { x: point.x, y: point.y - 6 };
}

const label = (point, kind, attributes = {}) => (
  svg('text', { x: point.x, y: point.y, class: kind, 'text-anchor': 'middle', ...attributes }));

// All that can be gone to is a button of its own; one of them at a time is in the Tab order. Blanks
// part its texts for who reads them one after the other.
const item = (place, ...children) => (
  svg('g', { class: 'item', role: 'button', tabindex: -1, 'data-place': place },
    children.flatMap((child) => [child, ' '])));

// What it shows, as its name begins.
const shownOn = (group) => [...group.querySelectorAll('text')]
  .map(({ textContent }) => textContent).filter((shown) => shown !== '').join(' ');

function drawEdges(app, layout) {
  const { inputs, layers } = app.shape;
  const drawn = [];
  layers.forEach((n, layer) => {
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < (layer === 0 ? inputs : layers[layer - 1]); i++) {
        const ends = [layout.at(layer - 1, i), layout.at(layer, j)];
        const at = labelPoint(layout, ends, i - j);
        drawn.push(item(`edge ${layer} ${j} ${i}`,
          svg('line', { class: 'reach', ...line(...ends, layout.radius) }),
          svg('line', { class: 'weight', ...line(...ends, layout.radius) }),
          label(at, 'on-edge')));
      }
    }
  });
  return drawn;
}

function drawNode(layout, layer, neuron, name) {
  const { x, y } = layout.at(layer, neuron);
  return item(`node ${layer} ${neuron}`,
    svg('circle', { cx: x, cy: y, r: layout.radius }),
    label({ x, y: y - 3 }, 'name', {}), label({ x, y: y + 12 }, 'value'),
    label({ x, y: y + layout.radius + 15 }, 'delta'));
}

function drawBias(layout, layer, neuron) {
  const { x, y } = layout.at(layer, neuron);
  return item(`bias ${layer} ${neuron}`, label({ x, y: y - layout.radius - 7 }, 'bias'));
}

function drawTarget(layout, last, neuron) {
  const { x, y } = layout.at(last, neuron);
  const { radius, isUpright } = layout;
  const point = isUpright ? { x, y: y + radius + 34 } : { x: x + radius + 10, y: y - 2 };
  const anchor = { 'text-anchor': isUpright ? 'middle' : 'start' };
  return item(`target ${neuron}`,
    label(point, 'target', anchor), label({ x: point.x, y: point.y + 16 }, 'error', anchor));
}

function drawTotal(layout) {
  const { width, height, isUpright } = layout;
  const point = isUpright ? { x: width / 2, y: height - 8 } : { x: width - 8, y: height - 10 };
  return item('error', label(point, 'total', { 'text-anchor': isUpright ? 'middle' : 'end' }));
}

function drawAll(app, layout) {
  const { inputs, layers } = app.shape;
  const last = layers.length - 1;
  const each = (n, make) => Array.from({ length: n }, (_, k) => make(k));
  return [
    ...drawEdges(app, layout),
    ...each(inputs, (i) => drawNode(layout, -1, i)),
    ...layers.flatMap((n, l) => each(n, (j) => [drawNode(layout, l, j), drawBias(layout, l, j)]).flat()),
    ...each(layers[last], (j) => drawTarget(layout, last, j)),
    drawTotal(layout),
  ];
}

// ---- Filling in numbers ----

// The part's text, with the number's key.
function put(group, kind, step, words) {
  const element = group.querySelector(`.${kind}`);
  if (element === null) return;
  element.textContent = step === undefined ? '' : words;
  if (step === undefined) element.removeAttribute('data-key');
  else element.setAttribute('data-key', step.key);
}

function fillNode(app, index, place, group) {
  const at = (kind, moment = 'round') => {
    const step = index.get(`${place} ${kind} ${moment}`);
    return isThere(app, step) ? step : undefined;
  };
  const name = (index.get(`${place} out round`) ?? index.get(`${place} input round`)).neuronName;
  group.querySelector('.name').textContent = name;
  const out = at('out', 'after') ?? at('out') ?? at('input');
  const delta = at('delta');
  put(group, 'value', out, out && short(out));
  put(group, 'delta', delta, delta && `δ ${short(delta)}`);
  const keys = [out, delta].filter(Boolean).map((step) => step.key);
  group.setAttribute('aria-label', filled(text.neuron, {
    shown: shownOn(group), keys: keys.join(', ') || text.nothing }));
}

function fillEdge(app, index, place, group, largest, hasLabel) {
  const weight = index.get(`${place} weight round`);
  const after = index.get(`${place} weight after`);
  const derivative = index.get(`${place} dE_dw round`);
  const now = isThere(app, after) ? after : weight;
  const shown = app.step === derivative && isThere(app, derivative) ? derivative : now;
  const stroke = group.querySelector('.weight');
  stroke.setAttribute('stroke-width', (0.75 + 3.5 * Math.abs(now.value) / largest).toFixed(2));
  stroke.classList.toggle('negative', now.value < 0);
  const called = `${shown === derivative ? 'dE/d' : ''}${weight.weightName} ${short(shown)}`;
  put(group, 'on-edge', hasLabel ? shown : undefined, called);
  group.setAttribute('aria-label', filled(text.weightItem, {
    shown: called, source: weight.sourceName, neuron: weight.neuronName }));
}

function fillText(app, index, place, group, kind, prefix) {
  const step = index.get(`${place} ${kind} after`) ?? index.get(`${place} ${kind} round`);
  const before = index.get(`${place} ${kind} round`);
  const shown = isThere(app, step) ? step : isThere(app, before) ? before : undefined;
  put(group, kind === 'total_error' ? 'total' : kind, shown, shown && `${prefix(shown)} ${short(shown)}`);
  return shown;
}

function fillRest(app, index, place, group) {
  const shown = [
    place.startsWith('bias') && fillText(app, index, place, group, 'bias', (s) => s.weightName),
    place.startsWith('target') && fillText(app, index, place, group, 'target', (s) => s.key),
    place.startsWith('target') && fillText(app, index, place, group, 'error', () => 'E'),
    place === 'error' && fillText(app, index, place, group, 'total_error', () => 'E total'),
  ].filter(Boolean);
  const { neuronName } = shown[0] ?? {};
  group.setAttribute('aria-label', neuronName ? filled(text.ofNeuron, {
    shown: shownOn(group), neuron: neuronName }) : shownOn(group));
  group.toggleAttribute('data-empty', shown.length === 0);
}

// ---- The view ----

function isWrong(app, place, index) {
  return [...app.marked.values()].some(({ key, verdict }) => (
    verdict === 'wrong' && app.byKey.has(key) && placesOf(app, app.byKey.get(key)).includes(place)));
}

export function diagram(app) {
  const picture = svg('svg', { role: 'group', class: 'network', 'data-own-keys': true });
  let items = [];
  let index;

  // What is not there yet takes no focus.
  const reachable = () => items.filter((group) => !group.hasAttribute('data-empty'));

  function build() {
    const layout = layoutOf(app.shape, narrow.matches);
    index = indexOf(app);
    items = drawAll(app, layout);
    picture.replaceChildren(...items);
    picture.setAttribute('viewBox', `0 0 ${layout.width} ${layout.height}`);
    picture.setAttribute('aria-label', filled(text.label, {
      shape: [app.shape.inputs, ...app.shape.layers].join('-') }));
    picture.classList.toggle('upright', layout.isUpright);
    fill();
  }

  function fill() {
    const made = new Set(placesOf(app, app.step));
    const from = new Set(placesOfParents(app, app.step));
    const edges = items.filter(({ dataset }) => dataset.place.startsWith('edge'));
    const largest = Math.max(1e-9, ...edges.map(({ dataset }) => (
      Math.abs(index.get(`${dataset.place} weight round`).value))));
    for (const group of items) {
      const { place } = group.dataset;
      const isLit = made.has(place) || from.has(place) || group === document.activeElement;
      if (place.startsWith('node')) fillNode(app, index, place, group);
      else if (place.startsWith('edge')) fillEdge(app, index, place, group, largest, isLit || edges.length <= MOST_LABELS);
      else fillRest(app, index, place, group);
      group.classList.toggle('made', made.has(place));
      group.classList.toggle('from', from.has(place) && !made.has(place));
      group.classList.toggle('wrong', app.marked.size > 0 && isWrong(app, place, index));
    }
    picture.dataset.phase = coloursOf(app.step);
    if (!reachable().some((group) => group.tabIndex === 0)) {
      reach(reachable().find((group) => made.has(group.dataset.place)) ?? items[0]);
    }
  }

  const go = (group) => {
    const step = stepOf(app, index, group.dataset.place);
    if (step !== undefined) app.go(step.key);
  };

  function reach(group) {
    for (const other of items) other.setAttribute('tabindex', other === group ? 0 : -1);
  }

  function focus(group) {
    reach(group);
    group.focus();
  }

  picture.addEventListener('click', ({ target }) => {
    const group = target.closest('.item');
    if (group === null) return;
    focus(group);
    go(group);
  });
  picture.addEventListener('keydown', (event) => {
    const group = event.target.closest('.item');
    const there = reachable();
    const at = there.indexOf(group);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Enter' || event.key === ' ') go(group);
    else if (to !== undefined) focus(there.at(to % there.length));
    else return;
    event.preventDefault();
  });

  narrow.addEventListener('change', build);
  app.onChange((what) => (what === 'example' ? build() : fill()));
  build();
  // An SVG element that listens to the focus itself would take it.
  return html('figure', { class: 'explorer-network', onfocusin: fill, onfocusout: fill }, picture,
    html('figcaption', {}, text.legend));
}
