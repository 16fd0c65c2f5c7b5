// SPDX-License-Identifier: GPL-3.0-or-later
// Why the error does not get smaller, in sentences. The numbers that show it lead to their steps.
import { html } from './html.js';
import { listed, name, woven } from './live.js';
import { words } from './words.js';

const text = words.troubles;

function sentence(app, { reason, keys }) {
  const names = keys.map((key) => name(app, key));
  const [first, second] = names;
  return html('li', {}, reason === 'saturated' || reason === 'unreachable'
    ? woven(text[reason], { keys: listed(names, text.and) })
    : woven(text[reason], { first, second }));
}

// A list that is renewed only where it says something else, so that a link in it keeps its focus.
export function troublesOf(app, side) {
  const element = html('ul', { class: 'troubles' });
  let said = null;

  function draw() {
    const troubles = app.program.troubles(side);
    const now = JSON.stringify(troubles);
    if (now === said) return;
    said = now;
    element.replaceChildren(...(troubles.length > 0
      ? troubles.map((trouble) => sentence(app, trouble)) : [html('li', {}, text.none)]));
  }
  return { element, draw };
}
