// SPDX-License-Identifier: GPL-3.0-or-later
// Train: rounds by the thousand, the error over them, and the way back to any of them. Rounds that
// lie behind are worked out again, not stored.
import { EXAMPLE, MOST_ROUNDS } from './app.js';
import { chart } from './chart.js';
import { button, html } from './html.js';
import { renew, value } from './live.js';
import { parts, rounded, symbol } from './numbers.js';
import { Runner } from './runner.js';
import { troublesOf } from './troubles.js';
import { filled, words } from './words.js';

const text = words.train;

const ROUNDS = [1, 10, 100, 1000, 10000];
const FIRST_SPEED = 10;
const SHORTEST = 10; // the chart shows so many rounds at the least

const grouped = (n) => n.toLocaleString('en');

// How far the example has been trained: the error's curve, and the rounds to which one can go back.
class Past {
  constructor(app) {
    this.app = app;
    this.forget();
  }

  forget() {
    this.farthest = [0, 0];
    this.learn();
  }

  learn() {
    const { program, round } = this.app;
    this.here = [round, program.meanError()];
    if (round >= this.farthest[0]) this.farthest = this.here;
    const known = program.curve(this.farthest[0]);
    this.curve = known;
    this.points = [...new Map([...known, this.farthest, this.here])].sort(([a], [b]) => a - b);
  }

  get place() {
    return this.points.findIndex(([round]) => round === this.app.round);
  }
}

function outputs(app) {
  const last = app.shape.layers.length - 1;
  return app.steps.filter(({ kind, layer, moment }) => (
    kind === 'out' && layer === last && moment === 'round'));
}

const targetOf = (app, { neuron }) => (
  app.steps.find((step) => step.kind === 'target' && step.neuron === neuron).key);

// The outputs beside their targets.
function outputTable(app) {
  const head = [text.neuron, text.output, text.target]
    .map((label) => html('th', { scope: 'col' }, label));
  return html('table', { class: 'outputs' },
    html('thead', {}, html('tr', {}, head)),
    html('tbody', {}, outputs(app).map((out) => html('tr', {},
      html('th', { scope: 'row' }, symbol(out.neuronName)),
      html('td', {}, value(app, out.key)),
      html('td', {}, value(app, targetOf(app, out)))))));
}


export function train(app) {
  const past = new Past(app);
  const troubles = troublesOf(app, EXAMPLE);
  const picture = chart((round) => goTo(Math.round(round)));
  const speed = html('select', { id: 'train-speed' }, ROUNDS.map((n) => (
    html('option', { value: n, selected: n === FIRST_SPEED }, grouped(n)))));
  const runner = new Runner(app, () => Number(speed.value), () => {
    drawRunning();
    if (!runner.isRunning) say();
  });

  const on = ROUNDS.map((n) => button(`+${grouped(n)}`, () => goTo(app.round + n), {
    'aria-label': filled(n === 1 ? text.onOne : text.on, { n: grouped(n) }),
  }));
  const back = button(text.back, () => goTo(0));
  const run = button(text.run, () => {
    if (runner.isRunning) runner.pause();
    else runner.run(element.closest('#explorer'));
  }, { class: 'run' });
  const scrub = html('input', {
    type: 'range', id: 'train-scrub', min: 0, step: 1,
    oninput: () => goTo(past.points[scrub.value][0]),
  });
  const round = html('output', { class: 'number' });
  const error = html('span', {});
  const turn = html('span', { class: 'quiet' });
  const mean = html('span', { class: 'number' });
  const meanRow = html('p', {}, `${text.mean} `, mean);
  const numbers = html('div', { class: 'numbers-now' });
  const said = html('p', { class: 'aloud', role: 'status' });

  const element = html('section', { class: 'explorer-train', 'aria-labelledby': 'train-title' },
    html('h3', { id: 'train-title' }, text.heading),
    html('p', {}, text.intro),
    html('div', { class: 'controls', role: 'group', 'aria-label': text.controls }, on, back),
    html('div', { class: 'controls' },
      run, html('label', { for: 'train-speed' }, text.speed), speed),
    html('div', { class: 'beside' },
      html('div', {},
        html('p', {}, `${text.round} `, round),
        html('p', {}, html('span', {}, symbol('E_total')), ' ', error, ' ', turn),
        meanRow, numbers),
      html('div', {}, picture.element,
        html('label', { for: 'train-scrub' }, text.scrub), scrub)),
    html('h4', {}, text.why), troubles.element, said);

  let pairs = 1;
  const measured = () => (pairs > 1 ? text.meanError : text.totalError);

  function goTo(there) {
    runner.pause();
    app.goToRound(there);
    say();
  }

  function say() {
    said.textContent = filled(text.said, {
      round: grouped(app.round), error: rounded(past.here[1], 6), what: measured(),
    });
  }

  function build() {
    pairs = app.nPairs;
    numbers.replaceChildren(outputTable(app));
    error.replaceChildren(value(app, 'E_total'));
    meanRow.hidden = pairs === 1;
    turn.hidden = pairs === 1;
  }

  function drawRunning() {
    run.textContent = runner.isRunning ? text.pause : text.run;
  }

  function drawChart() {
    const [[, first]] = past.points;
    const [last] = past.farthest;
    picture.draw({
      label: filled(text.picture, {
        last: grouped(last), first: rounded(first, 6),
        round: grouped(app.round), error: rounded(past.here[1], 6),
      }),
      x: { kind: 'rounds', range: [0, Math.max(last, SHORTEST)], label: text.xAxis },
      y: { kind: 'log', label: measured() },
      lines: [{ look: 'forward', points: pairs > 1 ? past.curve : past.points }],
      marks: [{ x: app.round, y: past.here[1], look: 'here' }],
    });
  }

  function draw() {
    past.learn();
    renew(element, app);
    round.textContent = grouped(app.round);
    turn.textContent = filled(text.turn, { pair: (app.round % pairs) + 1, pairs });
    mean.replaceChildren(...parts(rounded(past.here[1])));
    scrub.max = past.points.length - 1;
    scrub.value = past.place;
    scrub.setAttribute('aria-valuetext', filled(text.atRound, { round: grouped(app.round) }));
    for (const more of on) more.disabled = app.round >= MOST_ROUNDS;
    drawChart();
    troubles.draw();
  }

  app.onChange((what) => {
    if (what === 'example') {
      runner.pause();
      past.forget();
      build();
    }
    if (what === 'example' || what === 'round') draw();
    else if (what === 'step') renew(element, app);
  });
  build();
  draw();
  return element;
}
