// SPDX-License-Identifier: GPL-3.0-or-later
// Begins the explorer: loads the program, and puts the views into the page's section.
import packed from 'packed-program';

import { api } from './api.js';
import { App } from './app.js';
import { listenToBook } from './book.js';
import { listenToUndo } from './edit.js';
import { load } from './program.js';
import { listenToAddress } from './share.js';
import { listenToKeys } from './timeline.js';
import { views } from './views.js';
import { words } from './words.js';

async function begin(section, without) {
  const yaml = section.querySelector('.explorer-example').textContent;
  const app = new App(await load(packed), yaml);
  listenToAddress(app, section);
  const parts = views(app);
  without.replaceWith(...parts);
  listenToKeys(app, section);
  listenToUndo(app, section);
  listenToBook(app, section);
  section.api = api(app);
  section.dispatchEvent(new CustomEvent('explorer-ready'));
}

const section = document.getElementById('explorer');
const without = section.querySelector('.explorer-without');
begin(section, without).catch((error) => {
  without.prepend(`${words.without} (${error.message}). `);
});
