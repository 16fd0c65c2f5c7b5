// SPDX-License-Identifier: GPL-3.0-or-later
// Keep what the explorer is at, or pass it on: the link in the address, files, and print.
import { button, html } from './html.js';
import { isLink, linkOf, openLink } from './link.js';
import { printWalk } from './print.js';
import { words } from './words.js';

const text = words.share;

const SETTLED = 300; // milliseconds without a change

const withFragment = (fragment) => window.location.href.replace(/#.*/s, '') + fragment;

// The links that were written here: the way back to one leads to where the reader was.
const written = new Set();

// The state in the address once it has settled. No entry is added to the browser's history. Who
// follows a link before that leaves the state behind, and the next address is the link's own.
function keepInAddress(app, redraw) {
  let waiting;
  function write() {
    waiting = undefined;
    const link = linkOf(app);
    window.history.replaceState(window.history.state, '', link === '' ? '#explorer' : link);
    written.add(link);
    redraw();
  }
  app.onChange((what) => {
    if (what === 'marked') return;
    clearTimeout(waiting);
    waiting = setTimeout(write, SETTLED);
  });
  document.addEventListener('click', (event) => {
    if (waiting === undefined || event.target.closest('a[href^="#"]') === null) return;
    clearTimeout(waiting);
    write();
  }, { capture: true });
}

function save(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  html('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

export function share(app) {
  const link = html('input', {
    type: 'text', id: 'share-link', readonly: true, onfocus: () => link.select(),
  });
  const said = html('p', { role: 'status' });
  const copy = button(text.copy, copyLink);

  function draw() {
    const fragment = linkOf(app);
    copy.disabled = fragment === '';
    link.value = fragment === '' ? '' : withFragment(fragment);
    if (fragment === '' || said.textContent === text.tooLong) {
      said.textContent = fragment === '' ? text.tooLong : '';
    }
  }

  async function copyLink() {
    draw();
    try {
      await navigator.clipboard.writeText(link.value);
      said.textContent = text.copied;
    } catch {
      link.focus();
      link.select();
      said.textContent = text.copyIt;
    }
  }

  function saveWalk() {
    try {
      save('walk.tsv', app.program.walkText(), 'text/tab-separated-values');
    } catch (error) {
      said.textContent = error.message;
    }
  }

  keepInAddress(app, draw);
  draw();
  return html('section', { class: 'explorer-share', 'aria-labelledby': 'share-title' },
    html('h3', { id: 'share-title' }, text.heading),
    html('p', {}, text.intro),
    html('p', { class: 'link' }, html('label', { for: 'share-link' }, text.link), link, copy),
    html('div', { class: 'controls' },
      button(text.yaml, () => save('example.yaml', app.yaml, 'text/yaml')),
      button(text.walk, saveWalk),
      button(text.print, () => printWalk(app))),
    said);
}

// Follows the address's link now and whenever it becomes another one; says, at the head of the
// section, where it cannot be followed.
export function listenToAddress(app, section) {
  const said = html('p', { class: 'bad-link', role: 'status' });
  function follow(address) {
    const { hash } = new URL(address);
    said.textContent = isLink(hash) ? openLink(app, hash) : '';
    if (isLink(hash) && !written.has(hash)) requestAnimationFrame(() => section.scrollIntoView());
  }
  section.querySelector('h2').after(said);
  app.onChange((what) => { if (what === 'example') said.textContent = ''; });
  // By now the address may be that of the state again.
  window.addEventListener('hashchange', (event) => follow(event.newURL));
  follow(window.location.href);
}
