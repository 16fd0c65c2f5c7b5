// SPDX-License-Identifier: GPL-3.0-or-later
// The program's complaint of an example, beside the field that it is about.
import { placed } from './example.js';
import { html } from './html.js';
import { words } from './words.js';

const ID = 'edit-complaint';

const isWithin = (place, whole) => (
  place === whole || (place.startsWith(whole) && '[.'.includes(place[whole.length])));

// {say(complaint, control), forget()} for the fields in that element.
export function complaintsIn(element) {
  const shown = html('span', { class: 'complaint', id: ID, role: 'alert' });
  let marked = [];

  function forget() {
    for (const field of marked) {
      field.removeAttribute('aria-invalid');
      field.removeAttribute('aria-describedby');
    }
    marked = [];
    shown.remove();
  }

  function mark(fields) {
    marked = fields;
    for (const field of fields) {
      field.setAttribute('aria-invalid', 'true');
      field.setAttribute('aria-describedby', ID);
    }
    fields.at(-1).after(shown);
  }

  // Of the fields at the complaint's place, or of the control that led to it.
  function say(complaint, control) {
    forget();
    const { place, what } = placed(complaint);
    const all = [...element.querySelectorAll('[data-place]')];
    const atPlace = all.filter((field) => isWithin(field.dataset.place, place));
    const about = control === undefined ? atPlace : [];
    mark(about.length > 0 ? about : [control ?? all[0]]);
    shown.textContent = `${about.length > 0 ? what : complaint}. ${words.edit.stays}`;
  }

  return { say, forget };
}
