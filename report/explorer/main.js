// SPDX-License-Identifier: GPL-3.0-or-later
// Begins the explorer: loads the program, and puts the views into the page's section.
import packed from 'packed-program';

import { api } from './api.js';
import { App } from './app.js';
import { load } from './program.js';
import { words } from './words.js';
import { views } from './views.js';

async function begin(section) {
  const yaml = section.querySelector('.explorer-example').textContent;
  const app = new App(await load(packed), yaml);
  section.querySelector('.explorer-without').remove();
  section.append(...views(app));
  section.api = api(app);
  section.dispatchEvent(new CustomEvent('explorer-ready'));
}

const section = document.getElementById('explorer');
begin(section).catch((error) => {
  section.querySelector('.explorer-without').textContent = `${words.without} (${error.message})`;
});
