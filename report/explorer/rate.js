// SPDX-License-Identifier: GPL-3.0-or-later
// A slider on a log scale beside the field of the learning rate. It changes the field's text, and
// the field tells of it as if that had been typed.
import { html } from './html.js';
import { words } from './words.js';

const LEAST = -3; // powers of ten
const MOST = 2;

const rateAt = (power) => String(Number((10 ** power).toPrecision(2)));

export function rateSlider(field) {
  const slider = html('input', {
    type: 'range', id: 'edit-rate-slider', min: LEAST, max: MOST, step: 0.05,
    'aria-label': words.edit.rateSlider,
    oninput: () => {
      field.value = rateAt(slider.value);
      tell();
    },
    onchange: () => field.dispatchEvent(new Event('change')),
  });
  const tell = () => slider.setAttribute('aria-valuetext', field.value);

  function follow() {
    const rate = Number(field.value);
    if (rate > 0) slider.value = Math.log10(rate);
    tell();
  }
  field.addEventListener('change', follow);
  follow();
  return slider;
}
