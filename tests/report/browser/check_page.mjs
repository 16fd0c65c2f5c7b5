// SPDX-License-Identifier: GPL-3.0-or-later
// Checks the book's page, and says TAP: two tests for each check. The page has no fault of that
// kind; and the page broken.html, which has, is found out, so that a check that sees nothing
// is noticed.
//
//   node tests/report/browser/check_page.mjs build/report/backprop.html
import { fileURLToPath } from 'node:url';
import { launch, open } from './browser.mjs';
import { tests as axe } from './axe.mjs';
import { tests as contrast } from './contrast.mjs';
import { tests as folds } from './folds.mjs';
import { tests as keyboard } from './keyboard.mjs';
import { tests as links, links_out } from './links.mjs';
import { tests as markup } from './markup.mjs';
import { tests as names } from './names.mjs';
import { tests as policy } from './policy.mjs';
import { tests as reflow } from './reflow.mjs';
import { tests as script } from './script.mjs';

const file = process.argv[2];
const broken = fileURLToPath(new URL('broken.html', import.meta.url));
const most_told = 12;

const browser = await launch();

// Tests that look as the same reader share a page.
const pages = new Map();
function page_of(file, reader) {
  const key = JSON.stringify([file, reader]);
  if (!pages.has(key)) {
    pages.set(key, open(browser, file, reader));
  }
  return pages.get(key);
}

async function faults_in(file, { reader = {}, faults }) {
  const page = await page_of(file, reader);
  return faults(page, other => page_of(file, other), file);
}

let count = 0;
let failed = 0;
function say(is_true, claim, why) {
  count++;
  failed += is_true ? 0 : 1;
  console.log(`${is_true ? 'ok' : 'not ok'} ${count} - ${claim}`);
  if (!is_true) {
    why.slice(0, most_told).forEach(line => console.log(`#   ${line.replace(/\s+/g, ' ')}`));
    why.length > most_told && console.log(`#   and ${why.length - most_told} more`);
  }
}

// The tests one after the other, but those of the browser's beside those that take longest.
async function run(tests) {
  const results = [];
  for (const test of tests) {
    results.push({ test, of_page: await faults_in(file, test), of_broken: await faults_in(broken, test) });
  }
  return results;
}

const lanes = [[...markup, ...links, ...names, ...contrast, ...reflow, ...script, ...policy,
  ...folds, ...keyboard], axe];
for (const { test, of_page, of_broken } of (await Promise.all(lanes.map(run))).flat()) {
  say(of_page.length === 0, test.claim, of_page);
  const unseen = test.sees.filter(fault => !of_broken.some(said => said.includes(fault)));
  say(unseen.length === 0, `a fault is seen: ${test.claim}`, unseen.map(fault => `'${fault}' is not`));
}

for (const address of await links_out(await page_of(file, {}))) {
  console.log(`# not followed: ${address}`);
}
console.log(`1..${count}`);
await browser.close();
process.exitCode = failed > 0 ? 1 : 0;
