// SPDX-License-Identifier: GPL-3.0-or-later
// Nudge: a weight or bias a little larger, and what that does to the error. The network stays as it
// is.
import { chart } from './chart.js';
import { html } from './html.js';
import { renewText, show } from './live.js';
import { nameOf } from './names.js';
import { parts, symbol } from './numbers.js';
import { filled, words } from './words.js';

const text = words.nudge;

// 1 to 0.000001, downward and then upward; at first +0.01.
const SIZES = [0, -1, -2, -3, -4, -5].flatMap((power) => [1, 5, 2].map((digit, k) => (
  Number(`${digit}e${k === 0 ? power : power - 1}`)))).concat(1e-6);
const STEPS = [...SIZES.map((size) => -size), ...SIZES.toReversed()];
const FIRST = STEPS.indexOf(0.01);

const ENOUGH_DIGITS = 4;
const LARGE_STEP = 1e-3;

const plain = (size) => size.toFixed(Math.max(0, -Math.floor(Math.log10(size) + 1e-9)));
const signed = (step) => (step > 0 ? '+' : '−') + plain(Math.abs(step));

const isParameter = ({ kind, moment }) => (
  moment === 'round' && (kind === 'weight' || kind === 'bias'));

// The number, with those of its first digits marked that another has, too.
function agreeing(number, other) {
  const [digits, power] = number.split('e');
  const [others, otherPower] = other.split('e');
  let n = 0;
  while (power === otherPower && n < digits.length && digits[n] === others[n]) n += 1;
  return [html('strong', {}, digits.slice(0, n).replace('-', '−')), ...parts(number.slice(n))];
}

function verdict({ digits }, step) {
  if (digits >= 15) return text.agreeAll;
  if (digits === 0) return text.agreeNone;
  const agree = filled(digits === 1 ? text.agreeOne : text.agree, { digits });
  if (digits >= ENOUGH_DIGITS) return `${agree} ${text.shows}`;
  return Math.abs(step) >= LARGE_STEP ? `${agree} ${text.smaller}` : agree;
}

export function nudge(app) {
  const choice = html('select', { id: 'nudge-choice', onchange: draw });
  const slider = html('input', {
    type: 'range', id: 'nudge-step', min: 0, max: STEPS.length - 1, step: 1, value: FIRST,
    oninput: draw,
  });
  const size = html('output', { class: 'number', for: 'nudge-step' });
  const said = html('p', { class: 'verdict', role: 'status' });
  const picture = chart();

  const cell = () => html('td', { class: 'number' });
  const cells = {
    before: cell(), after: cell(), change: cell(), slope: cell(), derivative: cell(),
  };
  const row = (label, shown) => html('tr', {}, html('th', { scope: 'row' }, label), shown);
  const derivativeName = html('th', { scope: 'row' });

  const head = html('tr', {}, text.columns.map((column) => html('th', { scope: 'col' }, column)));

  const element = html('section', { class: 'explorer-nudge', 'aria-labelledby': 'nudge-title' },
    html('h3', { id: 'nudge-title' }, text.heading),
    html('p', {}, text.intro),
    html('div', { class: 'fields' },
      html('p', {}, html('label', { for: 'nudge-choice' }, text.choice), ' ', choice),
      html('p', { class: 'wide' },
        html('label', { for: 'nudge-step' }, text.step), ' ', size, slider)),
    html('div', { class: 'beside' },
      html('div', {},
        html('table', {}, html('thead', {}, head), html('tbody', {},
          row(text.before, cells.before), row(text.after, cells.after),
          row(text.change, cells.change), row(text.slope, cells.slope),
          html('tr', {}, derivativeName, cells.derivative))),
        said),
      html('div', {}, picture.element, html('p', { class: 'legend' },
        html('span', { class: 'forward' }, text.curve),
        html('span', { class: 'backward' }, text.tangent)))));

  // The same weight stays chosen where the new example has it.
  function fillChoice() {
    const chosen = choice.value;
    choice.replaceChildren(...app.steps.filter(isParameter).map((step) => (
      html('option', { value: step.key }, `${step.key}: ${nameOf(step)}`))));
    if (app.byKey.has(chosen)) choice.value = chosen;
  }

  function follow() {
    const { weightName } = app.step;
    const parameter = app.byKey.get(weightName);
    if (parameter !== undefined && isParameter(parameter)) choice.value = weightName;
  }

  const derivativeKey = () => app.steps.find(({ kind, weightName }) => (
    (kind === 'dE_dw' || kind === 'dE_db') && weightName === choice.value)).key;

  function drawPicture(step, result) {
    const slice = app.program.slice(choice.value, Math.abs(step) * 1.25);
    picture.draw({
      label: filled(text.picture, {
        weight: choice.value, step: signed(step), change: result.change.toPrecision(3),
        slope: result.slope.toPrecision(6), derivative: result.derivative.toPrecision(6),
      }),
      x: { kind: 'linear', label: filled(text.xAxis, { weight: choice.value }) },
      y: { kind: 'linear', label: text.yAxis },
      lines: [
        { look: 'forward', points: slice.map(([x, change]) => [x, change]) },
        { look: 'backward', points: slice.map(([x, , tangent]) => [x, tangent]) },
      ],
      marks: [{ x: 0, y: 0, look: 'start' }, { x: step, y: result.change, look: 'end' }],
    });
  }

  function drawDerivative(slope, derivative) {
    const key = derivativeKey();
    derivativeName.replaceChildren(...symbol(key));
    show(cells.derivative, app, key, agreeing(derivative, slope));
  }

  function draw() {
    const step = STEPS[slider.value];
    const result = app.program.nudge(choice.value, step);
    const slope = result.slope.toPrecision(9);
    const derivative = result.derivative.toPrecision(9);
    size.textContent = signed(step);
    slider.setAttribute('aria-valuetext', signed(step));
    show(cells.before, app, 'E_total', parts(app.byKey.get('E_total').value.toPrecision(12)));
    cells.after.replaceChildren(...parts(result.error.toPrecision(12)));
    cells.change.replaceChildren(...parts(result.change.toPrecision(6)));
    cells.slope.replaceChildren(...agreeing(slope, derivative));
    drawDerivative(slope, derivative);
    renewText(said, verdict(result, step));
    drawPicture(step, result);
  }

  app.onChange((what) => {
    if (what === 'compared' || what === 'marked') return;
    if (what === 'example') fillChoice();
    if (what !== 'round') follow();
    draw();
  });
  fillChoice();
  follow();
  draw();
  return element;
}
