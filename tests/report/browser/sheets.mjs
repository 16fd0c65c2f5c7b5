// SPDX-License-Identifier: GPL-3.0-or-later
// Worksheets in the browser: what the Nu HTML checker and axe find, and what is wider than a phone. Says
// what is wrong, a line each, and how many it has looked at; its exit code is 1 where something is.
//
//   node tests/report/browser/sheets.mjs FILE.html...
import { faults_of_axe } from './axe.mjs';
import { launch, open } from './browser.mjs';
import { faults_of_markup } from './markup.mjs';

const readers = [{ width: 1280 }, { width: 360, dark: true }];

const browser = await launch();
let n_faults = 0;
const files = process.argv.slice(2);
for (const file of files) {
  const faults = await faults_of_markup(file);
  for (const reader of readers) {
    const page = await open(browser, file, reader);
    faults.push(...await faults_of_axe(page));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > reader.width) faults.push(`${width} wide where there are ${reader.width}`);
    await page.context().close();
  }
  n_faults += faults.length;
  faults.forEach((fault) => console.log(`${file}: ${fault}`));
}
await browser.close();
console.log(`${files.length} sheets`);
process.exitCode = n_faults > 0 ? 1 : 0;
