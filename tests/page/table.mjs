// SPDX-License-Identifier: GPL-3.0-or-later
// All numbers of the round in a table: their values, filters, keys, and the way to the steps.
import { explorer, reference, shown, tiny } from './explorer.mjs';
import { finish, ok, same } from './tap.mjs';

const page = await explorer(process.argv[2]);
const view = page.locator('#explorer .all-numbers');
const step = page.locator('#explorer-step');

const cells = () => view.locator('tbody tr:not(.chapter)').evaluateAll((all) => all
  .filter((row) => row.checkVisibility())
  .map((row) => [row.cells[2].dataset.key, row.cells[2].textContent.replace(' × 10', 'e')]));
const keys = async () => (await cells()).map(([key]) => key);
const current = () => view.locator('[aria-current=step] td[data-key]').evaluateAll(
  (all) => all.map((cell) => cell.dataset.key));

// ---- The numbers, beside those worked out in 60 digits.

same('all numbers of the post’s first round are there, in order, with nine digits', await cells(),
  reference.filter(([key]) => !key.includes('@')).map(([key, value]) => [key, shown(value)]));
same('each chapter has its heading', await view.locator('th[scope=rowgroup]').allTextContents(), [
  'Given', 'Chapter 1: the forward pass', 'Chapter 2: the output deltas',
  'Chapter 3: the hidden deltas', 'Chapter 4: the updates']);
same('a row says its number in words',
  await view.locator('tr:has([data-key="E_total"]) .name').textContent(), 'total error');

// ---- The step where the explorer is.

await view.scrollIntoViewIfNeeded();
same('the step where the explorer is, is marked', await current(), ['net_h1']);
await view.locator('td[data-key="E_total"]').click();
same('a click on a row goes to its step', [await step.textContent(), await current()],
  ['total error', ['E_total']]);

const isInView = () => view.locator('[aria-current=step]').evaluate((row) => {
  const inner = row.getBoundingClientRect();
  const outer = row.closest('.rows').getBoundingClientRect();
  return inner.top >= outer.top && inner.bottom <= outer.bottom + 1;
});
const top = await page.evaluate(() => scrollY);
await page.locator('#explorer').evaluate((section) => section.api.go('E_total+'));
same('it is kept in view, and the page stays where it is',
  [await isInView(), await page.evaluate(() => scrollY)], [true, top]);

// ---- Keys.

const stops = () => view.locator('tbody [tabindex="0"]').count();
same('one row is reached by Tab', await stops(), 1);
await view.locator('tbody [tabindex="0"]').focus();
await page.keyboard.press('Home');
await page.keyboard.press('ArrowDown');
await page.keyboard.press('ArrowDown');
await page.keyboard.press('Enter');
same('from the first row two down is the third, t1',
  [await step.textContent(), await current(), await stops()],
  ['target of o1', ['t1'], 1]);
await page.keyboard.press('End');
await page.keyboard.press('ArrowDown');
await page.keyboard.press('Enter');
same('beyond the last row is none', await current(), ['E_total+']);

// ---- Filters.

const select = view.getByLabel('Show');
await select.selectOption({ label: 'the way back' });
same('the way back begins with dE/dout_o1 and ends with dE/dw4',
  [(await keys())[0], (await keys()).at(-1), await view.locator('.chapter:visible').count()],
  ['dE/dout_o1', 'dE/dw4', 2]);
await select.selectOption({ label: 'h1' });
same('one neuron has its numbers, and the bias of its layer', await keys(), [
  'w1', 'w2', 'b1', 'net_h1', 'out_h1', 'dE_o1/dout_h1', 'dE_o2/dout_h1', 'dE/dout_h1',
  'dout_h1/dnet_h1', 'delta_h1', 'dnet_h1/dw1', 'dE/dw1', 'dnet_h1/dw2', 'dE/dw2', 'dE/db1',
  'w1+', 'w2+', 'net_h1+', 'out_h1+']);
await select.selectOption({ label: 'all numbers' });

// ---- Another round, another example.

const row = await view.locator('td[data-key="w5"]').elementHandle();
await page.locator('#explorer-round').fill('1');
await page.locator('#explorer-round').press('Enter');
same('after a round, the weight is the new one', await row.textContent(),
  shown(new Map(reference).get('w5+')));
same('and the row is the one that was there', await row.evaluate((cell) => cell.isConnected), true);
same('it says which round it shows', await view.locator('caption').textContent(),
  'All numbers of the round after 1');
await page.readExample(tiny);
same('another example has its own rows', (await keys()).slice(0, 7),
  ['i1', 't1', 'w1', 'b1', 'eta', 'net_o1', 'out_o1']);

ok('no error, and no complaint of the browser’s', page.complaints);
await page.end();
finish();
