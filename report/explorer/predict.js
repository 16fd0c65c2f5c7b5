// SPDX-License-Identifier: GPL-3.0-or-later
// Predict a number before it is shown; the checker says what is true of the prediction.
import { button, html } from './html.js';
import { parts, symbol } from './numbers.js';
import { filled, words } from './words.js';

const text = words.step;

// What the checker's row says, in words.
function verdict(app, { verdict: said, because }, diagnosis, step) {
  if (said === 'right') return [filled(text.right, { value: '' }).replace(/\.$/, ''), parts(step.text), '.'];
  if (said === 'coarse') return [text.coarse];
  if (because === 'slip') return [text.slip];
  if (because.startsWith('= ')) return [filled(text.sameAs, { key: because.slice(2) })];
  const mistake = app.program.mistakes().find(({ id }) => id === because || id === diagnosis);
  return [mistake === undefined ? text.wrong : filled(text.mistake, mistake)];
}

export function prediction(app) {
  let isOn = false;
  let revealed = ''; // the key of the step whose number may be seen, in which round

  const here = () => `${app.key} ${app.round} ${app.yaml}`;
  const field = html('input', {
    type: 'text', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false', id: 'explorer-predict',
  });
  const label = html('label', { for: 'explorer-predict' });
  const answer = html('p', { class: 'answer', role: 'status' });
  const form = html('form', { class: 'predict', hidden: true, onsubmit: (event) => {
    event.preventDefault();
    tryIt();
  } }, label, ' ', field, ' ', html('button', { type: 'submit' }, text.tryIt), ' ', button(text.reveal, reveal));
  const box = html('input', { type: 'checkbox', id: 'explorer-predict-first', onchange: () => {
    isOn = box.checked;
    app.go(app.key);
    if (isOn && !form.hidden) field.focus();
  } });

  // The form goes, and the focus with it: to the number's name, from where keys lead on.
  function reveal() {
    revealed = here();
    answer.replaceChildren();
    const hadFocus = form.contains(document.activeElement);
    app.go(app.key);
    if (hadFocus) document.getElementById('explorer-step').focus({ preventScroll: true });
  }

  function tryIt() {
    const typed = field.value.trim();
    if (typed === '') {
      answer.replaceChildren(text.noNumber);
      return;
    }
    try {
      const { rows, diagnosis } = app.program.predict(`${app.key} = ${typed}`);
      const said = verdict(app, rows[0], diagnosis, app.step);
      if (rows[0].verdict === 'right') reveal();
      answer.replaceChildren(...said.flat());
    } catch {
      answer.replaceChildren(text.noNumber);
    }
    answer.dataset.verdict = 'said';
  }

  const hides = (step) => isOn && step.formula !== '' && revealed !== here();
  let drawn = '';
  app.hides = hides;

  return {
    element: html('div', {}, html('p', { class: 'predict-first' }, box, ' ',
      html('label', { for: 'explorer-predict-first' }, text.predictFirst)), form, answer),
    hides,
    draw(step) {
      form.hidden = !hides(step);
      label.replaceChildren(...labelOf(step));
      if (drawn !== here()) {
        field.value = '';
        answer.replaceChildren();
        drawn = here();
      }
    },
  };
}

function labelOf(step) {
  const [before, after] = text.predict.split('{symbol}');
  return [before, ...symbol(step.key), after];
}
