// SPDX-License-Identifier: GPL-3.0-or-later
// Edit: every given number in place, sizes and settings, other examples, and the way back.
import { complaintsIn } from './complaints.js';
import { fromRows, isSmall, sizesOf, toYaml, withText } from './example.js';
import { fieldsOf } from './fields.js';
import { button, html } from './html.js';
import { pasted } from './paste.js';
import { XOR } from './presets.js';
import { filled, words } from './words.js';

const text = words.edit;

const MOST_SEED = 4294967295;
const LARGEST = 6; // of the exercise that gives new numbers

// exercise(seed): a model of the largest sizes, from which new numbers are taken.
function exercises({ program }) {
  const known = new Map();
  const lists = (yaml) => [...yaml.matchAll(/\[([^\]]*)\]/g)].map(([, list]) => list.split(', '));
  function make(seed) {
    const yaml = program.exercise(seed, LARGEST, LARGEST, LARGEST).replace(/#.*/g, '');
    const [inputs, targets, ...weights] = lists(yaml);
    const [, bias] = yaml.match(/bias: (.*)/);
    return {
      pairs: [{ inputs, targets }],
      layers: [{ weights: weights.slice(0, LARGEST), biases: [bias] }],
    };
  }
  return (seed) => {
    if (!known.has(seed)) known.set(seed, make(seed));
    return known.get(seed);
  };
}

// Draws, and lets the focus stay in the same field.
function keepingFocus(draw) {
  const { id } = document.activeElement ?? {};
  draw();
  if (!id || document.activeElement?.id === id) return;
  // The button of a pair that is removed is gone.
  const there = document.getElementById(id) ?? document.getElementById('edit-add-pair');
  there.focus({ preventScroll: true });
}

const chooseAgain = (control) => {
  control.value = control.querySelector('[selected]').value;
};

// Undo, redo, and back to the start. A button that can do no more gives its focus to one that can.
function history(app) {
  const buttons = [
    [button(text.undo, () => app.undo(), { id: 'edit-undo' }), () => app.canUndo],
    [button(text.redo, () => app.redo(), { id: 'edit-redo' }), () => app.canRedo],
    [button(text.reset, () => app.reset(), { id: 'edit-reset' }), () => !app.isAtStart],
  ];
  function draw() {
    const focused = document.activeElement;
    for (const [element, can] of buttons) element.disabled = !can();
    if (!buttons.some(([element]) => element === focused && focused.disabled)) return;
    buttons.find(([element]) => !element.disabled)?.[0].focus();
  }
  return {
    element: html('div', { class: 'controls', role: 'group', 'aria-label': text.history },
      buttons.map(([element]) => element), html('span', { class: 'quiet' }, text.keys)),
    draw,
  };
}

// Another example by a click.
function presets(app) {
  const seed = html('input', {
    type: 'text', inputmode: 'numeric', id: 'edit-seed', value: '1', size: 6, autocomplete: 'off',
    'aria-describedby': 'edit-seed-complaint',
    onkeydown: (event) => { if (event.key === 'Enter') draw(); },
  });
  const complaint = html('span', { class: 'complaint', id: 'edit-seed-complaint', role: 'alert' });

  function draw() {
    const typed = seed.value.trim();
    const isSeed = /^\d{1,10}$/.test(typed) && Number(typed) <= MOST_SEED;
    seed.setAttribute('aria-invalid', !isSeed);
    complaint.textContent = isSeed ? '' : filled(text.noSeed, { most: MOST_SEED });
    if (!isSeed) return;
    const { inputs, hidden, outputs } = sizesOf(fromRows(app.program.given()));
    app.open(app.program.exercise(Number(typed), inputs, hidden[0] ?? 2, outputs));
  }

  return html('div', { class: 'controls', role: 'group', 'aria-label': text.presets },
    button(text.xor, () => app.open(XOR)),
    button(text.exercise, draw), html('label', { for: 'edit-seed' }, text.seed), seed, complaint,
    html('span', { class: 'quiet' }, text.exerciseHint));
}

export function edit(app) {
  const exercise = exercises(app);
  const { element: steps, draw: drawSteps } = history(app);
  const file = pasted(app);
  const fields = html('div', { class: 'edit-fields' });
  const complaints = complaintsIn(fields);

  let good; // the model of the network
  let typed; // what the fields show; where it is refused, the network stays
  let isTaking = false;

  // Takes the model as the example; or says, beside the fields, why not.
  function take(model, control) {
    isTaking = true;
    try {
      app.read(toYaml(model));
      good = model;
      typed = model;
      complaints.forget();
      return true;
    } catch (error) {
      complaints.say(error.message, control);
      return false;
    } finally {
      isTaking = false;
    }
  }

  const edits = {
    exercise,
    // A text at its place is another one.
    type(place, value) {
      typed = withText(typed, place, value.replace('−', '-'));
      take(typed);
    },
    // The network's model becomes another one, with other fields. Refused, they are as before.
    change(changed, control) {
      const isTaken = take(changed(good), control);
      if (isTaken) keepingFocus(drawFields);
      else if (control.localName === 'select') chooseAgain(control);
    },
  };

  function drawFields() {
    complaints.forget();
    fields.replaceChildren(...(isSmall(typed) ? fieldsOf(app, typed, edits) : [text.notShown]));
  }

  function learn() {
    good = fromRows(app.program.given());
    typed = good;
    keepingFocus(drawFields);
  }

  app.onChange((what) => {
    if (what !== 'example') return;
    if (!isTaking) learn();
    drawSteps();
  });
  learn();
  drawSteps();

  function drop(event) {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    if (event.type === 'drop') file.take(event.dataTransfer.files[0]);
  }

  return html('section', {
    class: 'explorer-edit', 'aria-labelledby': 'edit-title', ondragover: drop, ondrop: drop,
  },
  html('h3', { id: 'edit-title' }, text.heading),
  html('p', {}, text.intro),
  steps, presets(app), fields, file.element);
}

const TEXTS = 'textarea, input:not([type="range"], [type="checkbox"])';

// Ctrl+Z and its like, anywhere in the explorer but where a text is typed.
export function listenToUndo(app, section) {
  section.addEventListener('keydown', (event) => {
    const isControl = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!isControl || event.target.closest(TEXTS) !== null) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) app.redo();
    else app.undo();
  });
}
