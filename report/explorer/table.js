// SPDX-License-Identifier: GPL-3.0-or-later
// All numbers of the round, in the walk's order: what the diagram shows, to be read.
import { html } from './html.js';
import { nameOf } from './names.js';
import { parts, symbol } from './numbers.js';
import { filled, words } from './words.js';

const text = words.table;
const COLUMNS = Object.keys(text.columns);

// ---- A row ----

// Shows a number's text in the cell, and touches nothing where it is there already.
function show(cell, shown) {
  if (cell.shown === shown) return;
  cell.shown = shown;
  cell.replaceChildren(...parts(shown));
}

function rowOf(step) {
  const button = html(
    'button', { type: 'button', class: 'number', tabindex: -1 }, symbol(step.key));
  const value = html('td', { class: 'number', 'data-key': step.key });
  const other = html('td', { class: 'number other' });
  const verdict = html('td', { class: 'verdict' });
  const element = html('tr', {}, html('th', { scope: 'row' }, button),
    html('td', { class: 'name' }, nameOf(step)), value, other, verdict);
  return { step, button, value, other, verdict, element };
}

function showValue(app, { step, value }, place) {
  const isHidden = place >= app.place && app.hides?.(step);
  show(value, isHidden ? text.hidden : step.text);
}

function showOther(app, { step, other }) {
  const compared = app.otherByKey.get(step.key);
  const differs = compared !== undefined && compared.text !== step.text;
  other.classList.toggle('differs', differs);
  show(other, `${differs ? text.differs : ''}${compared?.text ?? ''}`);
}

// A check is of the first round.
function showVerdict(app, { step, verdict, element }) {
  const said = app.round === 0 ? app.marked.get(step.key)?.verdict : undefined;
  const { signs, verdicts } = words.check;
  if (said === undefined) delete element.dataset.verdict;
  else element.dataset.verdict = said;
  show(verdict, said === undefined ? '' : `${signs[said]} ${verdicts[said]}`);
}

// ---- Which rows are shown ----

// The first and the last chapter of a phase, by the first.
const LAST = { 0: 0, 1: 1, 2: 3, 4: 4 };

// A number of the neuron, or of its layer's bias.
function isOf(step, neuron) {
  const isShared = step.neuron < 0 && step.layer === neuron.layer;
  return step.neuronName === neuron.neuronName || isShared;
}

function filter(app, choice) {
  const [what, which] = choice.split(' ');
  if (what === 'phase') return ({ chapter }) => chapter >= Number(which) && chapter <= LAST[which];
  if (what !== 'neuron') return () => true;
  const neuron = app.steps.find(({ kind, neuronName }) => kind === 'net' && neuronName === which);
  return (step) => isOf(step, neuron);
}

function options(app) {
  const neurons = app.steps.filter(({ kind, moment }) => kind === 'net' && moment === 'round');
  return [
    html('option', { value: 'all' }, text.all),
    ...Object.keys(text.phases).map((chapter) => (
      html('option', { value: `phase ${chapter}` }, text.phases[chapter]))),
    html('optgroup', { label: text.neurons }, neurons.map(({ neuronName }) => (
      html('option', { value: `neuron ${neuronName}` }, neuronName)))),
  ];
}

// ---- The table ----

export function table(app) {
  let rows = [];
  let current; // the row of the step where the explorer is
  let reachable; // the row that Tab leads to

  const select = html('select', { id: 'explorer-table-show', onchange: choose });
  const caption = html('caption', { id: 'explorer-table-caption' });
  const body = html('table', {}, caption,
    html('colgroup', {}, COLUMNS.map((column) => html('col', { class: column }))),
    html('thead', {}, html('tr', {}, COLUMNS.map((column) => (
      html('th', { scope: 'col', class: column }, text.columns[column]))))));
  const scroller = html('div', {
    class: 'rows', tabindex: 0, role: 'region', 'aria-labelledby': 'explorer-table-caption',
    'data-own-keys': '', onclick: click, onkeydown: press,
    oncontentvisibilityautostatechange: keepInView,
  }, body);

  // ---- Its rows ----

  const sectionOf = (chapter, own) => html('tbody', {},
    html('tr', { class: 'chapter' },
      html('th', { scope: 'rowgroup', colspan: COLUMNS.length }, text.chapters[chapter])),
    own.map(({ element }) => element));

  function build() {
    rows = app.steps.map(rowOf);
    current = undefined;
    reachable = undefined;
    [...body.tBodies].forEach((section) => section.remove());
    const chapters = [...new Set(rows.map(({ step }) => step.chapter))];
    body.append(...chapters.map((chapter) => (
      sectionOf(chapter, rows.filter(({ step }) => step.chapter === chapter)))));
    const chosen = select.value;
    select.replaceChildren(...options(app));
    if ([...select.options].some(({ value }) => value === chosen)) select.value = chosen;
    choose();
  }

  function choose() {
    const isShown = filter(app, select.value);
    rows.forEach(({ step, element }) => { element.hidden = !isShown(step); });
    for (const section of body.tBodies) {
      section.hidden = section.querySelector('tr:not(.chapter, [hidden])') === null;
    }
    reach(shownRows().includes(current) ? current : shownRows()[0]);
    keepInView();
  }

  // The last two columns are there where they have something to say.
  function showColumns() {
    const isAlone = app.compared === null;
    const isUnchecked = app.round !== 0 || app.marked.size === 0;
    body.classList.toggle('alone', isAlone);
    body.classList.toggle('unchecked', isUnchecked);
    const n = COLUMNS.length - isAlone - isUnchecked;
    for (const section of body.tBodies) section.rows[0].cells[0].colSpan = n;
  }

  const shownRows = () => rows.filter(({ element }) => !element.hidden);

  function update() {
    caption.textContent = app.round === 0 ? text.first : filled(text.later, { round: app.round });
    showColumns();
    rows.forEach((row, place) => {
      showValue(app, row, place);
      showOther(app, row);
      showVerdict(app, row);
    });
    markCurrent();
  }

  // ---- The step where the explorer is ----

  function markCurrent() {
    const row = rows[app.place];
    if (row === current) return;
    current?.element.removeAttribute('aria-current');
    current = row;
    current.element.setAttribute('aria-current', 'step');
    if (!body.contains(document.activeElement) && !row.element.hidden) reach(row);
    keepInView();
  }

  // Scrolls what scrolls, and not the page. What nobody sees is not laid out for that.
  function keepInView() {
    const isSkipped = body.checkVisibility?.({ contentVisibilityAuto: true }) === false;
    if (current === undefined || current.element.hidden || isSkipped) return;
    const seen = scroller.getBoundingClientRect();
    const row = current.element.getBoundingClientRect();
    const above = seen.top + body.tHead.offsetHeight - row.top;
    const below = row.bottom - seen.top - scroller.clientHeight;
    if (above > 0) scroller.scrollTop -= above;
    else if (below > 0) scroller.scrollTop += below;
  }

  // ---- Keys and clicks ----

  function reach(row) {
    reachable?.button.setAttribute('tabindex', -1);
    reachable = row;
    reachable?.button.setAttribute('tabindex', 0);
  }

  const rowAt = (element) => rows.find((row) => row.element === element.closest('tbody tr'));

  function click({ target }) {
    const row = rowAt(target);
    if (row === undefined) return;
    reach(row);
    app.go(row.step.key);
  }

  function press(event) {
    const shown = shownRows();
    const place = shown.indexOf(rowAt(event.target));
    const places = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: shown.length - 1 };
    const next = places[event.key];
    if (next === undefined || place < 0) return;
    event.preventDefault();
    const row = shown[Math.min(Math.max(next, 0), shown.length - 1)];
    reach(row);
    row.button.focus();
  }

  app.onChange((what) => {
    if (what === 'example') build();
    update();
  });
  build();
  update();
  return html('section', { class: 'all-numbers', 'aria-labelledby': 'explorer-table-heading' },
    html('h3', { id: 'explorer-table-heading' }, text.heading),
    html('p', {}, html('label', { for: 'explorer-table-show' }, text.show), ' ', select, ' ',
      html('span', { class: 'quiet' }, text.keys)),
    scroller);
}
