// SPDX-License-Identifier: GPL-3.0-or-later
// The explorer's parts, in the order in which they stand in the page.
import { check } from './check.js';
import { compare } from './compare.js';
import { diagram } from './diagram.js';
import { edit } from './edit.js';
import { html } from './html.js';
import { nudge } from './nudge.js';
import { share } from './share.js';
import { stepCard } from './step.js';
import { table } from './table.js';
import { train } from './train.js';

export const views = (app) => [
  html('div', { class: 'explorer-step' }, diagram(app), stepCard(app)),
  ...[nudge, edit, train, compare, check, table, share].map((view) => view(app)),
];
