// SPDX-License-Identifier: GPL-3.0-or-later
// A learner's numbers: which are right, and what makes those that are not.
import { button, html } from './html.js';
import { verdicts } from './verdicts.js';
import { filled, words } from './words.js';

const text = words.check;

const MOST_BYTES = 1000000;

// What the post prints at its end, of its own example.
const POST = 'name: "A Step by Step Backpropagation Example"';
const CLOSING = `E_total+ = 0.291027924
E_total@10000 = 0.0000351085
out_o1@10000 = 0.015912196
out_o2@10000 = 0.984065734
`;

// Shows where in the field the complaint's line is.
function select(field, complaint) {
  const line = Number(complaint.match(/^line (\d+): /)?.[1] ?? 0);
  field.focus();
  if (line === 0) return;
  const lines = field.value.split('\n');
  const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  field.setSelectionRange(start, start + lines[line - 1].length);
  field.scrollTop = (line - 2) * parseFloat(getComputedStyle(field).lineHeight);
}

const hintOf = (app) => ['net', 'out', 'total_error']
  .map((kind) => app.steps.find((step) => step.kind === kind).key)
  .map((key) => filled(text.hint, { key })).join('\n');

export function check(app) {
  const complaint = html('p', {
    class: 'complaint', id: 'explorer-check-complaint', role: 'alert',
  });
  const status = html('p', { role: 'status' });
  const older = html('p', { class: 'older', hidden: true }, text.older);
  const found = html('div', { class: 'found' });
  const field = html('textarea', {
    id: 'explorer-check', rows: 8, spellcheck: 'false', autocomplete: 'off',
    autocapitalize: 'off',
    'aria-describedby': 'explorer-check-complaint',
    oninput: () => { older.hidden = found.childElementCount === 0; },
    onkeydown: (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      checkIt();
    },
  });
  const closing = button(text.closing, () => checkText(CLOSING));
  const file = html('input', {
    type: 'file', id: 'explorer-check-file', accept: 'text/*,.txt,.tsv,.csv',
    onchange: () => take(file.files[0]),
  });

  function forget() {
    older.hidden = true;
    found.replaceChildren();
    complaint.textContent = '';
    field.removeAttribute('aria-invalid');
  }

  function complain(of) {
    complaint.textContent = of;
    field.setAttribute('aria-invalid', 'true');
    select(field, of);
  }

  function checkIt() {
    forget();
    status.textContent = '';
    try {
      const checked = app.program.check(field.value);
      found.append(...verdicts(app, checked));
      status.textContent = summary(checked.rows);
      app.mark(checked.rows);
    } catch (error) {
      app.mark([]);
      complain(error.message);
    }
  }

  function checkText(numbers) {
    field.value = numbers;
    checkIt();
  }

  // Of two files, the last one counts, whichever is read first.
  let latest;
  async function take(chosen) {
    if (chosen === undefined) return;
    latest = chosen;
    if (chosen.size > MOST_BYTES) {
      complain(filled(text.tooLarge, { most: MOST_BYTES / 1000 }));
      return;
    }
    const numbers = await chosen.text().catch(() => null);
    if (latest !== chosen) return;
    if (numbers === null) complain(text.noFile);
    else checkText(numbers);
  }

  function drop(event) {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    if (event.type === 'drop') take(event.dataTransfer.files[0]);
  }

  function beginAgain() {
    const wasSaid = found.childElementCount > 0;
    forget();
    status.textContent = wasSaid ? text.forgotten : '';
    greet();
  }

  function greet() {
    field.placeholder = hintOf(app);
    closing.hidden = !app.isAtStart || !app.yaml.startsWith(POST);
  }

  app.onChange((what) => { if (what === 'example') beginAgain(); });
  greet();
  return html('section', {
    class: 'check', 'aria-labelledby': 'explorer-check-heading', ondragover: drop, ondrop: drop,
  },
  html('h3', { id: 'explorer-check-heading' }, text.heading),
  html('p', {}, filled(text.intro, { key: 'E_total' })),
  html('p', {}, html('label', { for: 'explorer-check' }, text.label)),
  field, complaint,
  html('p', { class: 'buttons' }, button(text.check, checkIt, { class: 'main' }),
    html('span', { class: 'quiet' }, text.keys), closing),
  html('p', { class: 'file' }, html('label', { for: 'explorer-check-file' }, text.file), ' ', file),
  status, older, found);
}

// "4 numbers checked: 1 right, 3 wrong."
function summary(rows) {
  const counts = Object.keys(text.verdicts)
    .map((verdict) => ({ verdict, n: rows.filter((row) => row.verdict === verdict).length }))
    .filter(({ n }) => n > 0)
    .map(({ verdict, n }) => filled(text[verdict], { n })).join(', ');
  return filled(rows.length === 1 ? text.heardOne : text.heard, { n: rows.length, counts });
}
