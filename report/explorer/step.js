// SPDX-License-Identifier: GPL-3.0-or-later
// The step's card: its number in words, symbols = numbers = result, and the C that computes it.
import { listingOf, placeInBook } from './book.js';
import { inNumbers, inSymbols, isMadeOfExact } from './formula.js';
import { html } from './html.js';
import { coloursOf, nameOf, phaseOf, whyOf } from './names.js';
import { parts, symbol } from './numbers.js';
import { prediction } from './predict.js';
import { timeline } from './timeline.js';
import { filled, words } from './words.js';

const text = words.step;

// "=" or, behind or before a rounded number, "≈".
const sign = (exact) => html('span', { class: 'sign' }, exact ? ' = ' : ' ≈ ');

function line(...children) {
  return html('div', { class: 'formula-line' }, ...children);
}

const result = (step) => html(
  'output', { class: 'result number', 'data-key': step.key }, parts(step.text));

// The lines of a number that is worked out. What is to be predicted shows no number yet.
function workedOut(app, step, isHidden) {
  const exact = isMadeOfExact(app, step);
  const lines = [line(html('strong', {}, symbol(step.key)), sign(true), inSymbols(app, step.formula))];
  if (isHidden) return [...lines, line(html('span', { class: 'sign' }, ' = '), html('em', {}, text.hidden))];
  if (step.parents.length > 0) lines.push(line(sign(exact), inNumbers(app, step.formula)));
  return [...lines, line(sign(exact && step.exact), result(step))];
}

function given(app, step) {
  return [
    line(html('strong', {}, symbol(step.key)), sign(step.exact), result(step)),
    html('p', {}, app.round > 0 && step.kind !== 'input' && step.kind !== 'target' && step.kind !== 'eta'
      ? text.trained : text.given),
  ];
}

// The listing stands in the book; the card shows a copy.
function code(step) {
  if (step.formula === '') return [];
  const listing = listingOf(step);
  if (listing === null) return [html('p', { class: 'quiet' }, text.noCode)];
  const copy = listing.cloneNode(true);
  copy.querySelectorAll('[id]').forEach((element) => element.removeAttribute('id'));
  Object.entries({ role: 'region', 'aria-label': text.code, tabindex: 0 })
    .forEach(([attribute, value]) => copy.setAttribute(attribute, value));
  return [html('details', { class: 'explorer-code', open: wide.matches },
    html('summary', {}, text.code), copy)];
}
const wide = matchMedia('(min-width: 60rem)');

function place(step) {
  const found = placeInBook(step);
  return found === null ? null : html('p', {}, html('a', { href: `#${found.id}` }, filled(text.inBook, found)));
}

// Names such as "error by w5".
const isRate = ({ chapter, kind }) => chapter === 2 || chapter === 3 || kind === 'dE_db';

export function stepCard(app) {
  const name = html('h3', { class: 'step-name', id: 'explorer-step', tabindex: -1 });
  const phase = html('p', { class: 'phase' });
  const formula = html('div', { class: 'formula' });
  const why = html('p', { class: 'why' });
  const aside = html('div', { class: 'step-aside' });
  const said = html('p', { class: 'aloud', role: 'status' });
  const predict = prediction(app);

  const card = html('section', { class: 'step-card', 'aria-labelledby': 'explorer-step' },
    timeline(app),
    html('div', { class: 'step-parts' },
      html('div', {}, phase, name, formula, predict.element, why), aside),
    said);

  function draw() {
    const { step } = app;
    card.dataset.phase = coloursOf(step);
    const isHidden = predict.hides(step);
    phase.textContent = `${phaseOf(step)} · ${filled(text.count, { place: app.place + 1, n: app.steps.length })}`;
    name.textContent = nameOf(step);
    formula.replaceChildren(...(step.formula === '' ? given(app, step) : workedOut(app, step, isHidden)));
    why.replaceChildren(whyOf(step), isRate(step) ? ` ${text.by}` : '');
    aside.replaceChildren(...[...code(step), place(step)].filter((part) => part !== null));
    predict.draw(step);
    announce(said, isHidden ? nameOf(step) : `${nameOf(step)}: ${formula.textContent}`);
  }

  app.onChange(draw);
  draw();
  return card;
}

// A screen reader hears a step once it is settled, not each that is passed.
let waiting = 0;
function announce(element, words) {
  clearTimeout(waiting);
  waiting = setTimeout(() => { element.textContent = words; }, 400);
}
