// SPDX-License-Identifier: GPL-3.0-or-later
import { html } from './html.js';

export function nudge(app) {
  return html('div');
}
