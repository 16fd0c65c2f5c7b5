// SPDX-License-Identifier: GPL-3.0-or-later
// Compare: beside the example, from the same start, another way: with a mistake, with biases that
// are trained otherwise, or with another learning rate. Two curves would lie on each other: the
// ratio of the two errors is shown.
import { OTHER } from './app.js';
import { chart } from './chart.js';
import { button, html } from './html.js';
import { isToPredict, keepingFocus, name, renewText, value, woven } from './live.js';
import { nameOf } from './names.js';
import { parts, rounded, symbol } from './numbers.js';
import { troublesOf } from './troubles.js';
import { otherPolicies, withBiases, withRate } from './variant.js';
import { filled, words } from './words.js';

const text = words.compare;

const ROUNDS = 10000; // the ratio is shown up to here at the least
const OTHER_RATE = 10; // times the example's, at first

const option = ([id, label]) => html('option', { value: id }, label);
const asSentence = (words) => `${words[0].toUpperCase()}${words.slice(1)}.`;
const grouped = (n) => n.toLocaleString('en');

// The fields that choose what is compared. choose(compared) is told, with null for nothing.
function chooser(app, choose) {
  const kind = html('select', { id: 'compare-kind', onchange: taken },
    Object.entries(text.kinds).map(option));
  const mistake = html('select', { id: 'compare-mistake', onchange: taken });
  const policy = html('select', { id: 'compare-biases', onchange: taken });
  const rate = html('input', {
    id: 'compare-rate', inputmode: 'decimal', size: 8, onchange: taken,
  });
  const field = (input, label) => (
    html('p', {}, html('label', { for: input.id }, label), ' ', input));
  const fields = {
    mistake: field(mistake, text.mistake),
    biases: field(policy, text.biases),
    rate: field(rate, text.rate),
  };
  let mistakes = [];

  // The program finds out which mistakes the example can have: not before they are asked for.
  function fill() {
    if (kind.value === 'mistake') {
      const chosen = mistake.value;
      mistakes = app.program.mistakes();
      mistake.replaceChildren(...mistakes.map(({ id, summary }) => option([id, summary])));
      if (mistakes.some(({ id }) => id === chosen)) mistake.value = chosen;
    }
    policy.replaceChildren(...otherPolicies(app.yaml).map((id) => option([id, text.policies[id]])));
    if (kind.value !== 'rate') rate.value = rounded(app.byKey.get('eta').value * OTHER_RATE);
  }

  function compared() {
    switch (kind.value) {
      case 'mistake': return { kind: 'mistake', value: mistake.value };
      case 'biases': return {
        kind: 'biases',
        value: policy.value,
        yaml: withBiases(app.yaml, policy.value, app.shape.layers),
      };
      case 'rate': return { kind: 'rate', value: rate.value, yaml: withRate(app.yaml, rate.value) };
      default: return null;
    }
  }

  function taken(event) {
    if (event.target === kind) fill();
    choose(compared());
  }

  // Another view may have chosen, too. A learning rate that was refused can be mended.
  function follow() {
    if (app.compared === null) {
      if (kind.value !== 'rate') kind.value = '';
    } else if (app.compared.kind !== kind.value) {
      kind.value = app.compared.kind;
      fill();
      ({ mistake, biases: policy, rate })[kind.value].value = app.compared.value;
    } else if (kind.value === 'mistake') {
      mistake.value = app.compared.value;
    }
  }

  // The fields for what is compared now.
  function draw() {
    follow();
    for (const [id, element] of Object.entries(fields)) element.hidden = id !== kind.value;
  }

  return {
    kind,
    element: html('div', { class: 'fields' }, field(kind, text.kind), Object.values(fields)),
    fill,
    draw,
    mistake: (id) => mistakes.find((one) => one.id === id),
    rate,
  };
}

export function compare(app) {
  const choice = chooser(app, take);
  const complaint = html('p', { class: 'complaint', role: 'alert' });
  const what = html('p', { class: 'what', role: 'status' });
  const picture = chart((round) => app.goToRound(Math.round(round)));
  const ratio = html('p', { class: 'verdict' });
  const first = html('p', {});
  const toStart = button(text.toStart, () => {
    app.goToRound(0);
    (first.querySelector('button') ?? choice.kind).focus(); // as this button goes
  });
  const table = html('div', { class: 'scroll' });
  const troubles = troublesOf(app, OTHER);
  const shown = html('div', { class: 'compared' },
    what, picture.element, ratio, first, toStart, table,
    html('h4', {}, text.why), troubles.element,
    button(text.end, () => {
      take(null);
      choice.kind.focus();
    }));
  const nothing = html('p', { class: 'quiet' }, text.nothing);

  const element = html('section', { class: 'explorer-compare', 'aria-labelledby': 'compare-title' },
    html('h3', { id: 'compare-title' }, text.heading),
    html('p', {}, text.intro),
    choice.element, complaint, nothing, shown);

  function take(compared) {
    complaint.textContent = '';
    choice.rate.removeAttribute('aria-invalid');
    try {
      app.compare(compared);
    } catch (error) {
      complaint.textContent = error.message;
      choice.rate.setAttribute('aria-invalid', 'true');
    }
  }

  function describe() {
    const { kind, value: id } = app.compared;
    if (kind === 'biases') return filled(text.withBiases, { policy: text.policies[id] });
    if (kind === 'rate') return filled(text.withRate, { rate: id, own: app.byKey.get('eta').text });
    const { summary, why } = choice.mistake(id);
    return `${asSentence(summary)} ${why}`;
  }

  function drawRatio() {
    const last = Math.max(ROUNDS, app.round);
    const points = app.program.ratio(last);
    const here = app.program.ratioHere();
    picture.draw({
      label: filled(text.picture, {
        round: grouped(app.round), here: rounded(here, 6),
        last: grouped(last), end: rounded(points.at(-1)[1], 6),
      }),
      x: { kind: 'rounds', range: [0, last], label: text.xAxis },
      y: { kind: 'log', with: [1], label: text.yAxis },
      lines: [{ look: 'forward', points }],
      rules: [1],
      marks: [{ x: app.round, y: here, look: 'here' }],
    });
    ratio.replaceChildren(...woven(text.ratio, {
      round: grouped(app.round),
      ratio: html('span', { class: 'number' }, parts(rounded(here))),
    }));
  }

  const otherValue = (key) => html('span',
    { class: 'number', 'data-key': key, 'data-side': 'other' },
    isToPredict(app, key) ? words.table.hidden : parts(app.otherByKey.get(key).text));

  function drawFirst([difference]) {
    toStart.hidden = app.round === 0;
    if (difference === undefined) {
      first.textContent = text.same;
      return;
    }
    const { key } = difference;
    first.replaceChildren(...woven(text.first, {
      symbol: name(app, key), name: nameOf(app.byKey.get(key)),
      own: value(app, key), other: otherValue(key),
    }));
  }

  // The current step's number, then the error, the outputs and the weights.
  function rows() {
    const last = app.shape.layers.length - 1;
    const order = ['total_error', 'out', 'weight', 'bias'];
    const chosen = app.steps.filter(({ kind, moment, layer }) => (
      moment === 'round' && order.includes(kind) && (kind !== 'out' || layer === last)));
    chosen.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
    return [app.step, ...chosen.filter(({ key }) => key !== app.key)]
      .filter(({ key }) => app.otherByKey.has(key));
  }

  const differs = () => html('span', {},
    html('span', { 'aria-hidden': 'true' }, '≠ '),
    html('span', { class: 'aloud' }, text.differs));

  function row({ key }, isOther) {
    return html('tr', { class: isOther ? 'differs' : undefined },
      html('th', { scope: 'row' }, symbol(key), key === app.key
        ? html('span', { class: 'quiet' }, ` ${text.step}`) : null),
      html('td', {}, value(app, key)),
      html('td', {}, isOther ? differs() : null, otherValue(key)));
  }

  function drawTable(differences) {
    const other = new Set(differences.map(({ key }) => key));
    const head = [text.number, text.own, text.other]
      .map((label) => html('th', { scope: 'col' }, label));
    table.replaceChildren(html('table', {},
      html('caption', {}, filled(text.table, { round: grouped(app.round) })),
      html('thead', {}, html('tr', {}, head)),
      html('tbody', {}, rows().map((step) => row(step, other.has(step.key))))));
  }

  function draw() {
    choice.draw();
    shown.hidden = app.compared === null;
    nothing.hidden = app.compared !== null;
    if (app.compared === null) return;
    const differences = app.program.differences();
    renewText(what, describe());
    drawRatio();
    keepingFocus(shown, () => {
      drawFirst(differences);
      drawTable(differences);
    });
    troubles.draw();
  }

  app.onChange((changed) => {
    if (changed === 'marked') return;
    if (changed === 'example') choice.fill();
    draw();
  });
  choice.fill();
  draw();
  return element;
}
