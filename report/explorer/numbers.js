// SPDX-License-Identifier: GPL-3.0-or-later
// How numbers and their names are set. Texts of numbers come from the program.
import { html } from './html.js';

// A number's text as the book has it: with a minus, and powers of ten.
export function parts(text) {
  const [number, exponent] = text.split('e');
  const digits = number.replace('-', '−');
  if (exponent === undefined) return [digits];
  const power = String(Number(exponent)).replace('-', '−');
  return [digits, ' × 10', html('sup', {}, power)];
}

// A double that the program gave as such, with so many significant digits.
export function rounded(value, digits = 9) {
  if (!Number.isFinite(value)) return String(value);
  return String(Number(value.toPrecision(digits)));
}

// out_h1 as out with a low h1, dE/dw5 with a low 5; w1+ is a new weight.
export function symbol(key) {
  const name = key.replace(/@.*/, '').replace(/^delta/, 'δ').replace(/^eta\b/, 'η');
  const pieces = name.split(/(_[A-Za-z0-9]+|(?<=(?:^|[d/])[itwb])\d+)/);
  return pieces.filter((piece) => piece !== '').map((piece) => (
    piece.startsWith('_') ? html('sub', {}, piece.slice(1))
      : /^\d+$/.test(piece) ? html('sub', {}, piece) : piece));
}
