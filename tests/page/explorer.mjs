// SPDX-License-Identifier: GPL-3.0-or-later
// The page with its explorer, as a person has it before them.
import { readFileSync } from 'node:fs';
import { launch, open } from '../report/browser/browser.mjs';

export const book = 'build/report/backprop.html';

// [[key, number as text], ..]: proved by interval arithmetic (tests/reference).
export const proved = readFileSync('tests/reference/post.tsv', 'utf8').split('\n')
  .filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'));

// Calls with an opened page, once the explorer is ready; page.complaints are what its console said.
export async function inPage(reader, use) {
  const browser = await launch();
  const page = await open(browser, book, reader);
  page.complaints = [];
  page.on('console', (message) => page.complaints.push(message.text()));
  page.on('pageerror', (error) => page.complaints.push(error.message));
  await page.waitForFunction(() => document.getElementById('explorer').api !== undefined);
  await use(page);
  await browser.close();
}
