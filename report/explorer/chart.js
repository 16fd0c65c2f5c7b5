// SPDX-License-Identifier: GPL-3.0-or-later
// A small chart: lines over an axis of rounds or of steps. It is drawn at its true width, so that
// its letters keep their size.
import { html, svg } from './html.js';
import { scale, ticksOf } from './scale.js';

const HEIGHT = 232;
const MARGIN = { top: 30, right: 14, bottom: 42 };
const LETTER = 6.9; // its width, at the most, of 12 px
const BETWEEN_LABELS = 12;

const widthOf = (text) => text.length * LETTER;

// Labels from first to last, without those that would touch the one before.
function apart(ticks, at, sizeOf) {
  let end = -Infinity;
  return ticks.filter((tick) => {
    const half = sizeOf(tick.label) / 2;
    if (at(tick.value) - half < end + BETWEEN_LABELS) return false;
    end = at(tick.value) + half;
    return true;
  });
}

class Drawing {
  constructor(spec, width) {
    const values = (axis, of) => [
      ...spec.lines.flatMap(({ points }) => points.map(of)), ...(axis.with ?? [])];
    this.spec = spec;
    this.x = scale(spec.x.kind, spec.x.range ?? values(spec.x, (point) => point[0]));
    this.y = scale(spec.y.kind, values(spec.y, (point) => point[1]), 0.06);
    this.yTicks = ticksOf(this.y, 5);
    this.left = 10 + Math.max(...this.yTicks.map((tick) => widthOf(tick.label)), 20);
    this.width = width - this.left - MARGIN.right;
    this.height = HEIGHT - MARGIN.top - MARGIN.bottom;
    this.right = this.left + this.width;
    this.bottom = MARGIN.top + this.height;
    const room = this.x.kind === 'rounds' ? 48 : 90;
    this.xTicks = ticksOf(this.x, Math.max(3, Math.floor(this.width / room)));
    this.atX = (value) => this.left + this.x.place(value) * this.width;
    this.atY = (value) => this.bottom - this.y.place(value) * this.height;
  }

  #level(look, y) {
    return svg('line', { class: look, x1: this.left, x2: this.right, y1: y, y2: y });
  }

  #yTick({ value, label }) {
    const y = this.atY(value);
    return svg('g', {}, this.#level('grid', y),
      svg('text', { x: this.left - 6, y: y + 4, 'text-anchor': 'end' }, label));
  }

  #xTick({ value, label }) {
    const x = this.atX(value);
    return svg('g', {},
      svg('line', { class: 'tick', x1: x, x2: x, y1: this.bottom, y2: this.bottom + 5 }),
      this.#underneath(x, label));
  }

  #axes() {
    const { right, bottom, spec } = this;
    return [
      apart(this.yTicks, (value) => -this.atY(value), () => 12).map((tick) => this.#yTick(tick)),
      apart(this.xTicks, this.atX, widthOf).map((tick) => this.#xTick(tick)),
      this.#level('axis', bottom),
      svg('text', { class: 'title', x: 0, y: 14 }, spec.y.label),
      svg('text', { class: 'title', x: right, y: bottom + 36, 'text-anchor': 'end' }, spec.x.label),
    ];
  }

  // A label at the very end stays inside.
  #underneath(x, label) {
    const isOut = x + widthOf(label) / 2 > this.right + MARGIN.right;
    return svg('text', {
      x: isOut ? this.right + MARGIN.right : x,
      y: this.bottom + 19,
      'text-anchor': isOut ? 'end' : 'middle',
    }, label);
  }

  #line({ points, look }) {
    const shown = points.filter(([x, y]) => this.x.has(x) && this.y.has(y));
    const places = shown.map(([x, y]) => `${this.atX(x).toFixed(1)},${this.atY(y).toFixed(1)}`);
    return svg('polyline', { class: `line ${look}`, points: places.join(' ') });
  }

  #mark({ x, y, look }) {
    if (!this.x.has(x) || !this.y.has(y)) return null;
    return svg('circle', { class: `mark ${look}`, cx: this.atX(x), cy: this.atY(y), r: 5 });
  }

  parts() {
    const { rules = [], lines, marks = [] } = this.spec;
    return [this.#axes(), rules.map((y) => this.#level('rule', this.atY(y))),
      lines.map((line) => this.#line(line)), marks.map((mark) => this.#mark(mark))]
      .flat(3).filter((part) => part);
  }
}

// A chart, to be drawn by a description:
//   label        what it shows, in words, with the main numbers
//   x, y         {kind, label}; range of x: its ends; with of y: values that are to be seen too
//   lines        [{points: [[x, y], ..], look}, ..]
//   marks        [{x, y, look}, ..]
//   rules        [y, ..], level lines
// onPick(x) is told where it is clicked; what it does needs another control for the keyboard.
export function chart(onPick) {
  const image = svg('svg', { role: 'img', height: HEIGHT, class: onPick ? 'to-pick' : undefined });
  const element = html('div', { class: 'chart' }, image);
  let spec = null;
  let drawing = null;
  let width = 0; // kept, because to ask for it is to lay out the page

  function draw() {
    if (spec === null || width === 0) return;
    drawing = new Drawing(spec, width);
    image.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
    image.setAttribute('aria-label', spec.label);
    image.replaceChildren(...drawing.parts());
  }

  function pick(event) {
    const box = image.getBoundingClientRect();
    const x = (event.clientX - box.left) * (width / box.width);
    const place = (x - drawing.left) / drawing.width;
    onPick(drawing.x.value(Math.min(Math.max(place, 0), 1)));
  }

  if (onPick) {
    image.addEventListener('pointerdown', (event) => {
      image.setPointerCapture(event.pointerId);
      pick(event);
    });
    image.addEventListener('pointermove', (event) => {
      if (event.buttons === 1) pick(event);
    });
  }
  new ResizeObserver(([{ contentRect }]) => {
    width = contentRect.width;
    draw();
  }).observe(element);
  return { element, draw: (described) => { spec = described; draw(); } };
}
