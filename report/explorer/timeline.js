// SPDX-License-Identifier: GPL-3.0-or-later
// One timeline: the steps of a round, and the rounds.
import { MOST_ROUNDS } from './app.js';
import { button, html } from './html.js';
import { nameOf } from './names.js';
import { filled, words } from './words.js';

const text = words.step;

const icon = (label, sign, move) => button(sign, move, { 'aria-label': label, title: label });

export function timeline(app) {
  const slider = html('input', {
    type: 'range', min: 0, step: 1, 'aria-label': text.slider, class: 'steps',
    oninput: () => app.go(app.steps[slider.value].key),
  });
  const round = html('input', {
    type: 'number', min: 0, max: MOST_ROUNDS, step: 1, id: 'explorer-round',
    onchange: () => app.goToRound(Number(round.value) || 0),
  });

  function draw() {
    slider.max = app.steps.length - 1;
    slider.value = app.place;
    slider.setAttribute('aria-valuetext',
      `${filled(text.count, { place: app.place + 1, n: app.steps.length })}, ${nameOf(app.step)}`);
    if (document.activeElement !== round) round.value = app.round;
    else if (Number(round.value) !== app.round) round.value = app.round;
  }
  app.onChange(draw);
  draw();

  return html('div', { class: 'timeline', role: 'group', 'aria-label': text.slider },
    icon(text.phaseBack, '«', () => app.movePhase(-1)),
    icon(text.back, '‹', () => app.move(-1)),
    slider,
    icon(text.forward, '›', () => app.move(1)),
    icon(text.phaseForward, '»', () => app.movePhase(1)),
    html('span', { class: 'round' }, html('label', { for: 'explorer-round' }, text.round), ' ', round));
}

// The keys, wherever in the explorer no field wants them for itself.
export function listenToKeys(app, section) {
  const moves = {
    ArrowRight: (shift) => (shift ? app.movePhase(1) : app.move(1)),
    ArrowLeft: (shift) => (shift ? app.movePhase(-1) : app.move(-1)),
    PageDown: () => app.goToRound(app.round + 1),
    PageUp: () => app.goToRound(app.round - 1),
  };
  section.addEventListener('keydown', (event) => {
    const move = moves[event.key];
    const isTaken = event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey ||
      event.target.closest('input, select, textarea, [data-own-keys]') !== null;
    if (move === undefined || isTaken) return;
    event.preventDefault();
    move(event.shiftKey);
  });
}
