// SPDX-License-Identifier: GPL-3.0-or-later
// Axes: where a value stands between 0 and 1, and which values get a tick.

const measures = {
  linear: { of: (value) => value, back: (place) => place },
  log: { of: Math.log10, back: (place) => 10 ** place },
  // As log, but with a place for round 0.
  rounds: { of: (round) => Math.log10(1 + round), back: (place) => 10 ** place - 1 },
};

// Whether the axis has a place for the value.
const hasPlace = (kind, value) => (
  Number.isFinite(value) && (kind !== 'log' || value > 0));

// The axis from the least of the values to the largest, with some air where `air` says so.
export function scale(kind, values, air = 0) {
  const { of, back } = measures[kind];
  const places = values.filter((value) => hasPlace(kind, value)).map(of);
  const low = places.length > 0 ? Math.min(...places) : 0;
  const high = places.length > 0 ? Math.max(...places) : 1;
  const least = kind === 'log' ? 1e-6 : Math.max(Math.abs(low), Math.abs(high)) * 1e-6 || 1e-12;
  const width = Math.max(high - low, least);
  const from = low - air * width;
  const to = low + width + air * width;
  return {
    kind,
    from: back(from),
    to: back(to),
    has: (value) => hasPlace(kind, value),
    place: (value) => (of(value) - from) / (to - from),
    value: (place) => back(from + place * (to - from)),
  };
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
export const superscript = (n) => String(n).replace('-', '⁻').replace(/\d/g, (digit) => RAISED[digit]);
const withMinus = (text) => text.replace('-', '−');

// A multiple of the step, with no more digits than the step has.
function label(value, step) {
  if (value === 0) return '0';
  const power = Math.floor(Math.log10(step) + 1e-9);
  const size = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  if (size >= -4 && size <= 5) return withMinus(value.toFixed(Math.max(0, -power)));
  const digits = value / 10 ** size;
  return `${withMinus(String(Number(digits.toFixed(size - power))))} × 10${superscript(size)}`;
}

function roundSteps(from, to, most) {
  const rough = (to - from) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((times) => times * power >= rough * (1 - 1e-9)) * power;
  const first = Math.ceil(from / step - 1e-9);
  const n = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(n, 0) }, (_, k) => {
    const value = (first + k) * step;
    return { value, label: label(value, step) };
  });
}

const inFull = (power) => (
  power < 0 ? (10 ** power).toFixed(-power) : (10 ** power).toLocaleString('en'));
const asPower = (power) => (power === 0 ? '1' : `10${superscript(power)}`);

function powersOfTen(from, to, most) {
  const first = Math.ceil(Math.log10(from) - 1e-9);
  const last = Math.floor(Math.log10(to) + 1e-9);
  const by = Math.max(1, Math.ceil((last - first + 1) / most));
  const labelOf = first < -3 || last > 6 ? asPower : inFull;
  const ticks = [];
  for (let power = first; power <= last; power += by) {
    ticks.push({ value: 10 ** power, label: labelOf(power) });
  }
  return ticks;
}

// [{value, label}, ..], at most about so many.
export function ticksOf({ kind, from, to }, most) {
  if (kind === 'linear') return roundSteps(from, to, most);
  if (kind === 'rounds') return [{ value: 0, label: '0' }, ...powersOfTen(1, to, most)];
  const powers = powersOfTen(from, to, most);
  return powers.length > 1 ? powers : roundSteps(from, to, most);
}
