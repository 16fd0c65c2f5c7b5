// SPDX-License-Identifier: GPL-3.0-or-later
// What the section offers to those who try it from outside.
import { linkOf } from './link.js';

export const api = (app) => ({
  read: (yaml) => app.read(yaml),
  walk: () => app.program.walk(),
  train: (rounds, method = '') => (
    app.program.train(rounds, method, app.shape.layers.at(-1))),
  check: (text) => app.program.check(text),
  go: (key) => app.go(key),
  state: () => linkOf(app),
});
