// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers that stay where they are while their values change. Each leads to its step.
import { button } from './html.js';
import { parts, symbol } from './numbers.js';
import { words } from './words.js';

// Whether the number is still to be predicted.
export function isToPredict(app, key) {
  const step = app.byKey.get(key);
  return app.hides?.(step) === true && app.steps.indexOf(step) >= app.place;
}

const pieces = (app, key) => (
  isToPredict(app, key) ? [words.table.hidden] : parts(app.byKey.get(key).text));

// The number of that key.
export const value = (app, key) => (
  button(pieces(app, key), () => app.go(key), { class: 'number', 'data-key': key }));

// Its name.
export const name = (app, key) => (
  button(symbol(key), () => app.go(key), { class: 'number name', 'data-name': key }));

// Lets the element show that number, by these pieces of a text.
export function show(element, app, key, shown) {
  if (element.firstElementChild?.dataset.key !== key) element.replaceChildren(value(app, key));
  const seen = isToPredict(app, key) ? [words.table.hidden] : shown;
  element.firstElementChild.replaceChildren(...seen);
}

// What each of the numbers in the element is now.
export function renew(element, app) {
  for (const shown of element.querySelectorAll('button[data-key]')) {
    shown.replaceChildren(...pieces(app, shown.dataset.key));
  }
}

// Draws, and lets the focus stay on the same number or name, where it is in the element.
export function keepingFocus(element, draw) {
  const focused = document.activeElement;
  const isHere = element.contains(focused);
  draw();
  if (!isHere || element.contains(focused)) return;
  const what = focused.dataset.key === undefined ? 'name' : 'key';
  element.querySelector(`button[data-${what}="${focused.dataset[what]}"]`)
    ?.focus({ preventScroll: true });
}

// A status is heard again when it is written again: only where it says something else.
export function renewText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Pieces of a text, where {keys} in it are these elements.
export function woven(text, by) {
  return text.split(/(\{\w+\})/).flatMap((piece) => (
    piece.startsWith('{') ? by[piece.slice(1, -1)] ?? piece : piece));
}

// a, b and c
export const listed = (elements, and) => elements.flatMap((element, k) => (
  k === 0 ? [element] : [k === elements.length - 1 ? ` ${and} ` : ', ', element]));
