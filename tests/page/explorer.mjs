// SPDX-License-Identifier: GPL-3.0-or-later
// The page with its explorer, as a person has it before them; and the numbers of the post's
// example, which interval arithmetic has proved (tests/reference).
import { readFileSync } from 'node:fs';
import { launch, open } from '../report/browser/browser.mjs';

export const book = 'build/report/backprop.html';

// [[key, number as text], ..] and [[key, number], ..] of the walk.
export const proved = readFileSync('tests/reference/post.tsv', 'utf8').split('\n')
  .filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'));
export const reference = proved.map(([key, text]) => [key, Number(text)]);

// What a page shows of a number: 9 digits, a minus, and a power of ten where it is small.
export const shown = (value) => String(Number(value.toPrecision(9))).replaceAll('-', '−');

// One neuron.
export const tiny = `learning_rate: 1
training: [{inputs: [2], targets: [1]}]
layers: [{weights: [[0.5]], bias: 0.25}]
`;

// An opened page, once the explorer is ready; page.complaints are what its console said.
export async function explorer(file, reader) {
  const browser = await launch();
  const page = await open(browser, file, reader);
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.waitForFunction(() => document.getElementById('explorer').api !== undefined);
  const readExample = (yaml) => page.evaluate((text) => (
    document.getElementById('explorer').api.read(text)), yaml);
  return Object.assign(page, { complaints, readExample, end: () => browser.close() });
}

// After so many milliseconds of the page's own clock, however slowly it runs: what it had put off for
// a shorter time has then been done.
export const later = (page, ms) => page.evaluate((wait) => (
  new Promise((done) => { setTimeout(done, wait); })), ms);

// Calls with the book's page, and closes it.
export async function inPage(reader, use) {
  const page = await explorer(book, reader);
  await use(page);
  await page.end();
}
