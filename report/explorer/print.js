// SPDX-License-Identifier: GPL-3.0-or-later
// Prints the explorer's walk and nothing else of the page: its step, and a table of all numbers.
// They are made for the print and are gone after it.
import { inNumbers, inSymbols, isMadeOfExact } from './formula.js';
import { fromRows } from './example.js';
import { html } from './html.js';
import { nameOf } from './names.js';
import { parts, symbol } from './numbers.js';
import { filled, words } from './words.js';

const text = words.share;

const sign = (exact) => (exact ? ' = ' : ' ≈ ');

const line = (...children) => html('p', { class: 'formula-line' }, ...children);

function stepOf(app) {
  const { step } = app;
  const exact = isMadeOfExact(app, step);
  const isMade = step.parents.length > 0;
  return html('section', {},
    html('h3', {}, nameOf(step)),
    isMade ? line(symbol(step.key), sign(true), inSymbols(app, step.formula)) : null,
    isMade ? line(symbol(step.key), sign(exact), inNumbers(app, step.formula)) : null,
    line(symbol(step.key), sign(exact && step.exact), parts(step.text)));
}

const row = (step, current) => html('tr', { class: step === current ? 'current' : null },
  html('th', { scope: 'row' }, symbol(step.key)),
  html('td', {}, nameOf(step)),
  html('td', { class: 'number' }, parts(step.text)));

function tableOf(app) {
  const head = [text.number, text.meaning, text.value]
    .map((name) => html('th', { scope: 'col' }, name));
  return html('table', {},
    html('thead', {}, html('tr', {}, head)),
    html('tbody', {}, app.steps.map((step) => row(step, app.step))));
}

function walkOf(app) {
  const { name } = fromRows(app.program.given());
  return html('article', { class: 'printed-walk' },
    html('h2', {}, filled(text.printed, { round: app.round + 1 })),
    name === '' ? null : html('p', {}, filled(text.printedExample, { name })),
    stepOf(app), tableOf(app));
}

export function printWalk(app) {
  const walk = walkOf(app);
  document.body.append(walk);
  document.body.classList.add('prints-walk');
  window.addEventListener('afterprint', () => {
    document.body.classList.remove('prints-walk');
    walk.remove();
  }, { once: true });
  window.print();
}
