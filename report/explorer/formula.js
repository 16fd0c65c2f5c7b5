// SPDX-License-Identifier: GPL-3.0-or-later
// A step's formula, in symbols and in numbers. Each factor leads to the step that makes it.
import { button, html } from './html.js';
import { parts, symbol } from './numbers.js';

// [text, {key}, text, ..] of a formula such as "{w1} × {i1} + {b1}", where {exponent: [..]} is an exponent.
function pieces(formula) {
  const inner = (text) => text.split(/(\{[^}]*\})/).filter((piece) => piece !== '').map((piece) => (
    piece.startsWith('{') ? { key: piece.slice(1, -1) } : piece));
  return formula.split(/(\^\([^()]*\))/).filter((piece) => piece !== '').flatMap((piece) => (
    piece.startsWith('^(') ? [{ exponent: inner(piece.slice(2, -1)) }] : inner(piece)));
}

// The formula with each key set by `set(key, isFirst)`.
function setPieces(list, set) {
  return list.map((piece, k) => {
    if (typeof piece === 'string') return piece;
    if (piece.key !== undefined) return set(piece.key, k === 0);
    return html('sup', {}, setPieces(piece.exponent, set));
  });
}

export const inSymbols = (app, formula) => setPieces(pieces(formula), (key) => (
  factor(app, key, symbol(key))));

// A negative number that is not the first has parentheses.
export const inNumbers = (app, formula) => setPieces(pieces(formula), (key, isFirst) => {
  const { text } = app.byKey.get(key);
  const shown = parts(text);
  return factor(app, key, text.startsWith('-') && !isFirst ? ['(', shown, ')'].flat() : shown);
});

// Some numbers have no step of their own: they are another by another name.
function factor(app, key, shown) {
  const isStep = app.byKey.get(key)?.inWalk;
  return isStep
    ? button(shown, () => app.go(key), { class: 'number', 'data-key': key })
    : html('span', { class: 'number', 'data-key': key }, shown);
}

// Whether all that the number is made of is shown in full.
export const isMadeOfExact = (app, step) => step.parents.every((key) => app.byKey.get(key).exact);
