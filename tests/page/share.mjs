// SPDX-License-Identifier: GPL-3.0-or-later
// The link, the files and the print. Links that are wrong are written here, by the form that
// report/explorer/link.js tells of.
import { readFileSync } from 'node:fs';
import { inPage, later } from './explorer.mjs';
import { native, rows } from './native.mjs';
import { finish, ok, same } from './tap.mjs';

const SETTLED = 600;

const fragment = (page) => page.evaluate(() => window.location.hash);
const state = (page) => page.evaluate(() => document.getElementById('explorer').api.state());
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
const settled = (page) => later(page, SETTLED);

async function type(page, selector, typed) {
  await page.fill(selector, typed);
  await page.press(selector, 'Enter');
}

// What a person sees of where the explorer is.
const seen = (page) => page.evaluate(() => [
  ...['edit-layers-0-weights-0-0-', 'edit-learning_rate', 'explorer-round', 'compare-kind',
    'compare-rate'].map((id) => document.getElementById(id).value),
  document.querySelector('.step-name').textContent,
]);

const yaml = (rate = '0.25', inputs = '[0.5]') => `learning_rate: ${rate}
train_biases: false
training: [{inputs: ${inputs}, targets: [0.75]}]
layers: [{weights: [${inputs}], bias: 0.125}]
`;
const link = (text, rest = '') => `#x=${Buffer.from(text).toString('base64url')}${rest}`;

// The same page at another fragment, as where a link to it is followed. The page hears of it
// before we do; a little later its address may be that of its state again.
const follow = (page, to) => page.evaluate((hash) => new Promise((done) => {
  window.addEventListener('hashchange', () => done(), { once: true });
  window.location.hash = hash;
}), to);

async function keepsIt(page) {
  await follow(page, '#n-w5');
  await settled(page);
  same('a link of the book stays until something changes', await fragment(page), '#n-w5');
  const entries = await page.evaluate(() => window.history.length);
  await type(page, '#edit-layers-0-weights-0-0-', '0.1234567890123456');
  await type(page, '#explorer-round', '7');
  await page.selectOption('#compare-kind', 'rate');
  await type(page, '#compare-rate', '0.1');
  await page.locator('.step-name').focus();
  await page.keyboard.press('ArrowRight');
  await settled(page);
  same('then the address has the state, and the history no more entries',
    [await fragment(page), await page.evaluate(() => window.history.length)],
    [await state(page), entries]);
  return { hash: await fragment(page), was: await seen(page) };
}

// A link right after a step, as quick as no reader is.
async function leavesIt(page) {
  await page.evaluate(() => {
    document.getElementById('explorer').api.go('net_h1');
    document.querySelector('.step-aside a').click();
  });
  await settled(page);
  same('a link that is followed at once is not taken back', await fragment(page),
    '#code-01_forward_pass-net_inputs');
  await page.goBack();
  await page.waitForURL(/#x=/).catch(() => {});
  same('and the way back has the last step', await fragment(page), await state(page));
}

async function bringsItBack(page, { hash, was }) {
  await page.goto('about:blank');
  await page.goto(`${page.address}${hash}`);
  await page.waitForFunction(() => document.getElementById('explorer').api !== undefined);
  same('opened again, it is all there', await seen(page), was);
  same('and the same link leads there', await state(page), hash);
}

const wrong = {
  'no example': '#x=',
  'no base64url': '#x=%%%',
  'no UTF-8': '#x=_____w',
  'no YAML': link('{{{'),
  'what the program refuses': link(yaml('-1')),
  'more than can be shown': link(yaml('1', '[1, 2, 3, 4, 5, 6, 7]')),
  'a step that is none': link(yaml(), '&k=w77'),
  'a step with markup': link(yaml(), '&k=<img src=x onerror=alert(1)>'),
  'a round that is none': link(yaml(), '&r=-1'),
  'a round too far': link(yaml(), '&r=1000001'),
  'a mistake that is none': link(yaml(), '&c=mistake:__proto__'),
  'a rate that is none': link(yaml(), '&c=rate:0.5%0Alayers: []'),
  'biases that are none': link(yaml(), '&c=biases:free'),
  'far too much': link(yaml() + '#'.repeat(100000)),
};

async function refusesIt(page) {
  const faults = [];
  for (const [what, hash] of Object.entries(wrong)) {
    await follow(page, link(yaml()));
    const there = await page.inputValue('#edit-learning_rate');
    if (there !== '0.25') faults.push(`${what}: a link before it is not followed, ${there}`);
    await page.evaluate((to) => { window.location.hash = to; }, hash);
    await page.locator('.bad-link', { hasText: 'cannot be followed' }).waitFor().catch(() => {
      faults.push(`${what}: nothing is said`);
    });
    const [rate, round] = [await page.inputValue('#edit-learning_rate'),
      await page.inputValue('#explorer-round')];
    if (rate !== '0.5' || round !== '0') faults.push(`${what}: ${rate}, ${round}`);
  }
  ok('a link that is wrong leads to the start, and it is said why', faults);
}

async function copies(page) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await press(page, 'Copy the link');
  await page.getByText('The link is copied.').waitFor();
  same('the link can be copied', await page.evaluate(() => navigator.clipboard.readText()),
    page.address + await state(page));
  await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); });
  await press(page, 'Copy the link');
  await page.getByText('copy it with Ctrl+C').waitFor();
  same('or, where a browser refuses that, it is selected', await page.evaluate(() => {
    const { value, selectionStart, selectionEnd } = document.activeElement;
    return value.slice(selectionStart, selectionEnd);
  }),
  page.address + await state(page));
}

async function saved(page, name) {
  const [file] = await Promise.all([page.waitForEvent('download'), press(page, name)]);
  return [file.suggestedFilename(), readFileSync(await file.path(), 'utf8')];
}

async function saves(page) {
  await type(page, '#edit-layers-0-weights-0-0-', '0.1234567890123456');
  const [name, example] = await saved(page, 'Save the example (YAML)');
  const isIt = name === 'example.yaml' && example.includes('- [0.1234567890123456, 0.2]');
  ok('the example is saved', isIt ? [] : [name, example]);
  const [table, walk] = await saved(page, 'Save the walk (TSV)');
  const walked = rows(native('walk', '-e', '-', Buffer.from(example)).said);
  const found = rows(walk);
  const isSame = ([key, number], k) => (
    found[k]?.[0] === key && Math.abs(found[k][1] - number) <= 1e-14);
  ok('and the walk, as the command prints it of the same example',
    found.length === walked.length && table === 'walk.tsv'
      ? walked.filter((row, k) => !isSame(row, k)) : [`${table} has ${found.length} rows`]);
  same('the policy refuses neither', await page.evaluate(() => window.refused), []);
}

async function prints(page) {
  await page.evaluate(() => { window.print = () => {}; });
  await press(page, 'Print this walk');
  await page.emulateMedia({ media: 'print' });
  const [shown, rows] = await page.evaluate(() => [
    [...document.body.children].filter((part) => checks.is_shown(part)).map((part) => part.className),
    [...document.querySelectorAll('.printed-walk td.number')].map((cell) => cell.textContent)]);
  same('the print has the walk and nothing else', shown, ['printed-walk']);
  // 0.1234567890123456 × 0.05 + 0.2 × 0.1 + 0.35
  same('with the net input of h1 in its place', rows[15], '0.376172839');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  same('after it, the page is as before', await page.evaluate(() => (
    [document.body.className, document.querySelectorAll('.printed-walk').length])), ['', 0]);
}

await inPage({}, async (page) => {
  page.setDefaultTimeout(20000);
  await bringsItBack(page, await keepsIt(page));
  for (const part of [leavesIt, refusesIt, copies, saves, prints]) await part(page);
  ok('the console says nothing', page.complaints);
});
finish();
