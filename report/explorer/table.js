// SPDX-License-Identifier: GPL-3.0-or-later
import { html } from './html.js';

export function table(app) {
  return html('div');
}
