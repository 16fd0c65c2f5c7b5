// SPDX-License-Identifier: GPL-3.0-or-later
// What a check has found, for people: the diagnosis, a row a number, and the report.
import { button, html } from './html.js';
import { parts, rounded, symbol } from './numbers.js';
import { words } from './words.js';

const text = words.check;

// ---- The diagnosis ----

// "a+b", "a,b" or "a?" in words: what is said before the list, and what is in it.
function read(diagnosis) {
  const said = text.diagnoses;
  if (diagnosis in said) return { before: said[diagnosis], names: [] };
  const names = diagnosis.replaceAll('?', '').split(',');
  if (diagnosis.includes('?')) return { before: said.unsure, names };
  if (names.length > 1) return { before: said.either, names };
  const together = names[0].split('+');
  return { before: together.length > 1 ? said.together : said.single, names: together };
}

// What is named, and what is done; "a+b" is both at once.
const told = (mistakes, name) => name.split('+').map((id, k) => [
  k > 0 ? '; ' : '', html('code', {}, id), ': ', mistakes.get(id)?.summary ?? text.slipWith]);

function diagnosisInWords(mistakes, diagnosis) {
  const { before, names } = read(diagnosis);
  return [
    html('p', { class: 'diagnosis' }, html('strong', {}, before)),
    names.length === 0 ? null
      : html('ul', {}, names.map((name) => html('li', {}, told(mistakes, name)))),
  ];
}

// ---- A row a number ----

// Goes to where a checked number is worked out: in the first round, or after so many.
function wayTo(app, key) {
  const [name, rounds = '0'] = key.split('@');
  const round = Number(rounds);
  const isTurn = round % app.nPairs === 0 || app.byKey.get(name)?.kind === 'weight';
  if (!app.byKey.get(name)?.inWalk || !isTurn) return null;
  return () => {
    if (app.round !== round) app.goToRound(round);
    app.go(name);
  };
}

function nameOfKey(app, key) {
  const [, moment = ''] = key.split(/(?=@)/);
  const way = wayTo(app, key);
  const name = [symbol(key), moment];
  return way === null ? html('span', { class: 'number' }, name)
    : html('button', { type: 'button', class: 'number', onclick: way }, name);
}

// What the diagnosis has told is not told again.
function because(app, mistakes, diagnosis, reason) {
  if (reason === '-') return [];
  if (reason === 'slip') return [text.slip];
  if (reason.startsWith('= ')) return [text.sameAs, nameOfKey(app, reason.slice(2))];
  const summary = mistakes.get(reason)?.summary;
  const isTold = summary === undefined || diagnosis.split(/[+,?]/).includes(reason);
  return [html('code', {}, reason), isTold ? '' : `: ${summary}`];
}

// As many digits as were given, so that the difference is seen.
function expectedDigits(given) {
  const digits = given.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length;
  return Math.min(Math.max(digits, 9), 17);
}

function row(app, mistakes, diagnosis, { key, given, expected, verdict, because: reason }) {
  const shown = rounded(Number(expected), expectedDigits(given));
  return html('tr', { 'data-verdict': verdict },
    html('th', { scope: 'row' }, nameOfKey(app, key)),
    html('td', { class: 'number' }, given),
    html('td', { class: 'number', 'data-key': key }, parts(shown)),
    html('td', { class: 'verdict' },
      html('span', { 'aria-hidden': 'true' }, text.signs[verdict]), ' ', text.verdicts[verdict]),
    html('td', {}, because(app, mistakes, diagnosis, reason)));
}

function rowsTable(app, mistakes, { diagnosis, rows }) {
  return html('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': text.caption },
    html('table', {},
      html('thead', {}, html('tr', {}, Object.values(text.columns)
        .map((column) => html('th', { scope: 'col' }, column)))),
      html('tbody', {}, rows.map((one) => row(app, mistakes, diagnosis, one)))));
}

export function verdicts(app, checked) {
  const mistakes = new Map(app.program.allMistakes().map((mistake) => [mistake.id, mistake]));
  return [
    ...diagnosisInWords(mistakes, checked.diagnosis).filter((part) => part !== null),
    rowsTable(app, mistakes, checked),
    html('h4', {}, text.report),
    html('pre', {}, checked.text),
  ];
}
