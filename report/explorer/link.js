// SPDX-License-Identifier: GPL-3.0-or-later
// The link: all that the explorer is at, in the address's fragment.
//
//   #x=EXAMPLE&r=ROUND&k=KEY&c=KIND:VALUE
//
// EXAMPLE is its YAML in base64url; c is there where it is compared. Whatever a link holds is read
// as what is typed: by the program, and within the limits of the fields.
import { MOST_ROUNDS } from './app.js';
import { fromRows, toYaml } from './example.js';
import { otherPolicies, withBiases, withRate } from './variant.js';
import { filled, words } from './words.js';

const text = words.share;

const MOST_CHARACTERS = 8000;

function packed(yaml) {
  const bytes = String.fromCharCode(...new TextEncoder().encode(yaml));
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function unpacked(base64url) {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

// The fragment of where the app is, or '' where that is too long.
export function linkOf(app) {
  const yaml = toYaml(fromRows(app.program.given()));
  if (yaml.length > MOST_CHARACTERS) return '';
  const fields = new URLSearchParams({ x: packed(yaml), r: app.round, k: app.key });
  if (app.compared !== null) fields.set('c', `${app.compared.kind}:${app.compared.value}`);
  const link = `#${fields}`;
  return link.length > MOST_CHARACTERS ? '' : link;
}

export const isLink = (fragment) => fragment.startsWith('#x=');

// ---- Reading it ----

function refuse(why, by = {}) {
  throw new Error(filled(why, by));
}

function yamlOf(fields) {
  try {
    return unpacked(fields.get('x'));
  } catch {
    return refuse(text.damaged);
  }
}

function roundOf(fields) {
  const round = fields.get('r') ?? '0';
  const isRound = /^\d{1,7}$/.test(round) && Number(round) <= MOST_ROUNDS;
  return isRound ? Number(round) : refuse(text.noRound, { most: MOST_ROUNDS });
}

// What can be chosen in the fields is made here as it is there.
function comparedOf(app, compared) {
  const [kind, value] = compared.split(/:(.*)/s);
  const { yaml, shape } = app;
  if (kind === 'mistake' && value !== '') return { kind, value };
  if (kind === 'rate' && /^[\d.e+-]+$/.test(value)) {
    return { kind, value, yaml: withRate(yaml, value) };
  }
  if (kind === 'biases' && otherPolicies(yaml).includes(value)) {
    return { kind, value, yaml: withBiases(yaml, value, shape.layers) };
  }
  return refuse(text.noComparison);
}

function compare(app, compared) {
  const other = compared === null ? null : comparedOf(app, compared);
  try {
    app.compare(other);
  } catch {
    refuse(text.noComparison);
  }
}

function follow(app, fragment) {
  if (fragment.length > MOST_CHARACTERS) refuse(text.longLink, { most: MOST_CHARACTERS });
  const fields = new URLSearchParams(fragment.slice(1));
  const round = roundOf(fields);
  app.open(yamlOf(fields), round);
  if (app.round !== round) app.goToRound(round);
  const key = fields.get('k') ?? app.key;
  if (!app.go(key)) refuse(text.noStep, { key });
  compare(app, fields.get('c'));
}

// Brings the app to where the link says; a link that cannot be followed, to the start. Returns a
// sentence that says why it cannot, or ''.
export function openLink(app, fragment) {
  try {
    follow(app, fragment);
    return '';
  } catch (error) {
    app.compare(null);
    app.reset();
    return filled(text.badLink, { why: error.message });
  }
}
