// SPDX-License-Identifier: GPL-3.0-or-later
// A reader's numbers in the page: verdicts, complaints, ways to the steps.
import { explorer, reference, shown, tiny } from './explorer.mjs';
import { finish, ok, same } from './tap.mjs';

const page = await explorer(process.argv[2]);
const view = page.locator('#explorer .check');
const field = view.getByLabel('Your numbers, one on a line');
const status = view.locator('[role=status]');
const right = new Map(reference);

const check = async (numbers) => {
  await field.fill(numbers);
  await field.press('Control+Enter');
};

// The rows as they are read: key, given, expected, verdict, because.
const rows = () => view.locator('tbody tr').evaluateAll((all) => (
  all.map((row) => [...row.cells].map((cell) => cell.textContent.trim()))));

// ---- The post's closing figures: what is wrong with them is the book's chapter 7.

await view.getByRole('button', { name: 'Try the post’s closing figures' }).click();
same('the post’s closing figures are all wrong', await status.textContent(),
  '4 numbers checked: 4 wrong.');
const closing = [
  ['E_total+', 'Etotal+', '0.291027924', 'updated-weights'],
  ['E_total@10000', 'Etotal@10000', '0.0000351085', 'off-by-one-round'],
  ['out_o1@10000', 'outo1@10000', '0.015912196', 'updated-weights'],
  ['out_o2@10000', 'outo2@10000', '0.984065734', 'updated-weights'],
];
same('each has what is right beside it, and why it is not', await rows(),
  closing.map(([key, name, given, because]) => (
    [name, given, shown(right.get(key)), '✗ wrong', because])));
same('the diagnosis says what was done, in words', await view.locator('li').allTextContents(), [
  'updated-weights: the hidden deltas use the next layer\'s weights after their update',
  'off-by-one-round: the numbers are those of one round fewer, or one more']);
ok('the report is there for people', (await view.locator('pre').textContent())
  .includes('your numbers: 0 of 4 numbers are right, 4 are wrong.') ? [] : ['it is not']);
same('the table of all numbers marks the wrong one',
  await page.locator('.all-numbers tr[data-verdict] td').allTextContents(),
  ['total error, after the update', shown(right.get('E_total+')), '', '✗ wrong']);

await view.getByRole('button', { name: 'out' }).first().click();
same('a row leads to the step, in its round',
  [await page.locator('#explorer-round').inputValue(),
    await page.locator('#explorer-step').textContent(),
    await page.locator('.step-card .result').textContent()],
  ['10000', 'output of o1', shown(right.get('out_o1@10000'))]);

// ---- Every verdict. out_h1 is a tenth too large, and net_o1 is right for that.

const out = right.get('out_h1') + 0.1;
const net = 0.4 * out + 0.45 * right.get('out_h2') + 0.6;
await check(`net_h1 = 0.377500\nout_h1 = ${out.toFixed(9)}\nout_h2 = 0.596884378
net_o1 = ${net.toFixed(9)}\ndE/dw1 = 0.0`);
same('each verdict has its sign and its word', (await rows()).map((row) => [row[0], row[3]]), [
  ['neth1', '✓ right'], ['outh1', '✗ wrong'], ['outh2', '✓ right'],
  ['neto1', '↳ carried on'], ['dE/dw1', '≈ too coarse'],
]);
same('and they are counted once, aloud', await status.textContent(),
  '5 numbers checked: 2 right, 1 too coarse to tell, 1 wrong, ' +
  '1 wrong only because of numbers before.');

await field.pressSequentially('\n# mine');
ok('after a change, the verdicts are said to be older',
  await view.getByText('You have changed your numbers since.').isVisible() ? [] : ['they are not']);

// ---- Complaints.

await check('net_h1 = 0.3775\n\nout_h9 = 0.5\nout_o1 = 0.7');
same('a complaint stands at the field, and its line is selected', await field.evaluate((element) => [
  document.getElementById(element.getAttribute('aria-describedby')).textContent.slice(0, 36),
  element.value.slice(element.selectionStart, element.selectionEnd),
  element.getAttribute('aria-invalid'), document.activeElement === element,
]), ['line 3: \'out_h9\' is no number of thi', 'out_h9 = 0.5', 'true', true]);
same('and no verdict is left', await view.locator('table').count(), 0);
await check('<img src=x onerror=alert(1)> = 1');
same('what is typed is never markup', await view.locator('img').count(), 0);

// ---- Files.

const file = (text) => ({ name: 'mine.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
await view.getByLabel('Or a text file').setInputFiles(file('\ufeffnet_h1: .3775\r\n'));
await view.getByText('One number checked: 1 right.').waitFor();
ok('a chosen file is checked, with its byte order mark and line ends', []);
await field.evaluate((element) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['net_h1 = 0.3775\nout_h1 = 0.593269992\n'], 'mine.txt'));
  element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
});
await view.getByText('2 numbers checked: 2 right.').waitFor();
ok('so is one that is dropped', []);
await view.getByLabel('Or a text file').setInputFiles(file('x'.repeat(1000001)));
await view.getByText('The file has more than 1000 kB.').waitFor();
ok('a file that is too large is refused', []);

// ---- Another example.

await check('net_h1 = 0.3775');
await page.readExample(tiny);
same('with another example the verdicts are forgotten, and that is said',
  [await view.locator('table').count(), await status.textContent()],
  [0, 'The example has changed, so what was said of your numbers is forgotten. Check them again.']);
same('its hints have its own names', await field.getAttribute('placeholder'),
  'net_o1 = your number\nout_o1 = your number\nE_total = your number');
same('the post’s figures are not offered',
  await view.getByText('Try the post’s closing figures').isVisible(), false);
await check('net_o1 = 1.25'); // 0.5 * 2 + 0.25
same('its own numbers are checked', (await rows()).map((row) => row.slice(0, 4)),
  [['neto1', '1.25', '1.25', '✓ right']]);

ok('no error, and no complaint of the browser’s', page.complaints);
await page.end();
finish();
