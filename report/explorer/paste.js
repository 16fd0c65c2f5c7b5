// SPDX-License-Identifier: GPL-3.0-or-later
// An example file: pasted, dropped or chosen. The program reads it, or says on which line it
// cannot.
import { button, html } from './html.js';
import { fromRows } from './example.js';
import { filled, words } from './words.js';

const text = words.edit;

const MOST_CHARACTERS = 100000;

// Shows where in the field the complaint's line is.
function select(field, complaint) {
  const line = Number(complaint.match(/^line (\d+): /)?.[1] ?? 0);
  if (line === 0) return;
  const lines = field.value.split('\n');
  const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
  field.setSelectionRange(start, start + (lines[line - 1] ?? '').length);
}

// {element, take(file)}
export function pasted(app) {
  const complaint = html('p', { class: 'complaint', id: 'edit-file-complaint', role: 'alert' });
  const said = html('p', { role: 'status' });
  const field = html('textarea', {
    id: 'edit-file', rows: 10, spellcheck: 'false', autocomplete: 'off', autocapitalize: 'off',
    'aria-describedby': 'edit-file-complaint',
  });
  const chosen = html('input', {
    type: 'file', id: 'edit-file-chosen', accept: '.yaml,.yml,text/*',
    onchange: () => take(chosen.files[0]),
  });
  const element = html('details', {},
    html('summary', {}, text.file),
    html('p', {}, html('label', { for: 'edit-file' }, text.fileLabel)),
    field, complaint,
    html('p', { class: 'controls' },
      button(text.takeFile, takeText), button(text.showFile, show),
      html('label', { for: 'edit-file-chosen' }, text.chooseFile), chosen),
    said);

  function complain(of) {
    said.textContent = '';
    complaint.textContent = of;
    field.setAttribute('aria-invalid', of !== '');
    if (of !== '') select(field, of);
  }

  function show() {
    complain('');
    field.value = app.yaml;
  }

  const isLong = (size) => {
    if (size > MOST_CHARACTERS) complain(filled(text.longFile, { most: MOST_CHARACTERS }));
    return size > MOST_CHARACTERS;
  };

  function takeText() {
    if (isLong(field.value.length)) return;
    try {
      app.open(field.value);
      complain('');
      const { name } = fromRows(app.program.given());
      said.textContent = filled(text.taken, { name: name || text.unnamed });
    } catch (error) {
      complain(error.message);
      field.focus();
    }
  }

  // Of two files, the last one counts, whichever is read first.
  let latest;
  async function take(file) {
    if (file === undefined) return;
    latest = file;
    element.open = true;
    if (isLong(file.size)) return;
    const content = await file.text().catch(() => null);
    if (latest !== file) return;
    if (content === null) {
      complain(text.noFile);
      return;
    }
    field.value = content;
    takeText();
  }

  return { element, take };
}
