// SPDX-License-Identifier: GPL-3.0-or-later
// The explorer in many states: what axe says, where keys lead, what is seen of the focus, and what a
// magnified page keeps.
import { readFileSync } from 'node:fs';
import { faults_of_axe } from '../report/browser/axe.mjs';
import { launch, open } from '../report/browser/browser.mjs';
import { walked } from '../report/browser/keyboard.mjs';
import { faults_of_reflow } from '../report/browser/reflow.mjs';
import { book, later } from './explorer.mjs';
import { finish, ok, same } from './tap.mjs';

const goTo = (page, key) => page.evaluate((k) => document.getElementById('explorer').api.go(k), key);
const predict = (page) => page.getByLabel('Predict each number');
const inExplorer = (page, selector) => page.locator(`#explorer ${selector}`);

// ---- States, each reached from the one before ----

const states = {
  'at the start': async () => {},
  'while predicting': async (page) => predict(page).check(),
  'at a hidden delta': async (page) => {
    await predict(page).uncheck();
    await goTo(page, 'delta_h1');
  },
  'while nudging': async (page) => {
    await page.locator('#nudge-step').press('Home');
  },
  'after 1,000 rounds': async (page) => {
    await page.getByRole('button', { name: /\b1,000 rounds/ }).click();
  },
  'compared with a mistake': async (page) => {
    await page.getByLabel('Compare with', { exact: true }).selectOption('mistake');
  },
  'checked, with wrong numbers': async (page) => {
    await page.getByLabel('Your numbers, one on a line').fill('net_h1 = 0.3775\nout_h1 = 0.5\nE_total+ = 0.291027924');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
  },
  'checked, with what is no number': async (page) => {
    await page.getByLabel('Your numbers, one on a line').fill('out_h1 = many');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
  },
  'with another network, 3-4-2': async (page) => {
    await page.evaluate((yaml) => document.getElementById('explorer').api.read(yaml),
      readFileSync('tests/examples/3-4-2.yaml', 'utf8'));
    await goTo(page, 'dE/dw5');
  },
};

// Once its transitions have ended.
const motionless = (page) => page.evaluate(() => (
  Promise.allSettled(document.getAnimations().map(({ finished }) => finished))));

// All in turn, or the last of them that is wanted; then what each has.
async function through(page, wanted, use) {
  for (const [name, reach] of Object.entries(states)) {
    await reach(page);
    await motionless(page);
    if (wanted.includes(name)) await use(name);
  }
}

const all = Object.keys(states);
const full = ['checked, with wrong numbers']; // and compared with a mistake, and trained
const large = ['with another network, 3-4-2'];

async function withAxe(browser, reader, how, wanted) {
  const page = await open(browser, book, reader);
  await through(page, wanted, async (name) => (
    ok(`axe finds nothing: ${name}${how}`, await faults_of_axe(page, undefined, '#explorer'))));
  await page.close();
}

// ---- By keyboard alone ----

async function walk(page, name) {
  await page.evaluate(() => {
    const section = document.getElementById('explorer');
    section.tabIndex = -1;
    section.focus();
    section.removeAttribute('tabindex');
  });
  const { missed, trapped, unordered, unmarked, unseen } = await walked(page, '#explorer');
  ok(`Tab reaches every control, in order and caught nowhere: ${name}`, [...missed, ...trapped, ...unordered]);
  ok(`and each is seen, and shows the focus: ${name}`, [...unmarked, ...unseen]);
}

// From the first of these elements to the last by a key; each is seen, and shows that it has the focus.
async function byArrows(page, selector, key) {
  const elements = inExplorer(page, selector);
  await inExplorer(page, `${selector}[tabindex="0"]`).focus();
  await page.keyboard.press('Home');
  const faults = [];
  for (const element of await elements.all()) {
    const found = await element.evaluate((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return document.activeElement !== one ? [`${checks.told(one)} is not reached`]
        : [...(checks.is_marked(one) ? [] : [`${checks.told(one)} does not show the focus`]),
          ...(bottom > 0 && top < innerHeight ? [] : [`${checks.told(one)} is out of sight`])];
    });
    faults.push(...found);
    await page.keyboard.press(key);
  }
  return faults;
}

// Where the focus is, when what had it is gone.
const focused = (page) => page.evaluate(() => {
  const { activeElement } = document;
  return activeElement.closest('#explorer') === null ? 'nowhere'
    : checks.is_shown(activeElement) ? 'in the explorer' : 'on something hidden';
});

async function keepsFocus(browser) {
  const page = await open(browser, book, {});
  const press = async (name) => {
    await inExplorer(page, 'button').filter({ hasText: name }).locator('visible=true').first().focus();
    await page.keyboard.press('Enter');
    await later(page, 50);
    return focused(page);
  };
  await goTo(page, 'delta_h1');
  await predict(page).check();
  same('the focus stays in the explorer where the field of a prediction goes', await press('Reveal'),
    'in the explorer');
  await goTo(page, 'net_h1');
  // 0.15 x 0.05 + 0.2 x 0.1 + 0.35.
  await page.getByLabel('Your prediction').fill('0.3775');
  await page.keyboard.press('Enter');
  same('and where the prediction is right', await focused(page), 'in the explorer');
  await predict(page).uncheck();
  await page.getByRole('button', { name: /\b100 rounds/ }).click();
  await page.getByLabel('Compare with', { exact: true }).selectOption('mistake');
  same('and where a comparison goes to the start', await press('Go to the first round, where it begins'), 'in the explorer');
  same('and where it ends', await press('End the comparison'), 'in the explorer');
  await page.close();
}

async function byKeyboard(browser) {
  const page = await open(browser, book, {});
  const arrows = {
    'at the start': ['.all-numbers tbody button', 'ArrowDown', 'row of the table'],
    [large]: ['.network .item:not([data-empty])', 'ArrowRight', 'part of the diagram that is there'],
  };
  await through(page, ['at the start', 'while predicting', ...full, ...large], async (name) => {
    await walk(page, name);
    if (!arrows[name]) return;
    const [selector, key, what] = arrows[name];
    ok(`arrow keys reach every ${what}: ${name}`, await byArrows(page, selector, key));
  });
  await page.close();
}

// ---- Motion, and a magnified page ----

// How many transitions and animations run while something is done.
async function motions(browser, calm) {
  const page = await open(browser, book, { calm });
  await page.evaluate(() => {
    window.motions = 0;
    for (const kind of ['transitionrun', 'animationstart']) {
      document.addEventListener(kind, () => { window.motions += 1; });
    }
  });
  await page.locator('.network').scrollIntoViewIfNeeded();
  for (const key of ['out_h1', 'delta_h1', 'dE/dw5']) {
    await goTo(page, key);
    await later(page, 60);
    await motionless(page);
  }
  const count = await page.evaluate(() => window.motions);
  await page.close();
  return count;
}

// What there is to use, by name: what is folded, too.
const controls = (page) => page.evaluate(() => {
  const section = document.getElementById('explorer');
  section.querySelectorAll('details').forEach((fold) => { fold.open = true; });
  return [...section.querySelectorAll('a[href], button, input, select, textarea, summary, [role=button]')]
    .filter(checks.is_shown).map((one) => `${one.localName} ${one.id || one.getAttribute('aria-label') || one.textContent}`);
});

async function magnified(browser) {
  const [plain, zoomed] = await Promise.all([
    open(browser, book, {}), open(browser, book, { width: 640, zoom: 2 })]);
  await through(plain, [], async () => {});
  await through(zoomed, [...full, ...large], async (name) => {
    ok(`at 200 % nothing sticks out or is cut off: ${name}`, await faults_of_reflow(zoomed));
  });
  const [here, there] = [await controls(plain), await controls(zoomed)];
  ok('at 200 % there is all that there is at 100 %', [
    ...here.filter((one) => !there.includes(one)), ...(here.length > 50 ? [] : ['few controls are found'])]);
  await Promise.all([plain.close(), zoomed.close()]);
}

async function still(browser) {
  same('where little motion is asked for, nothing moves by itself', await motions(browser, true), 0);
  same('elsewhere that would be seen', await motions(browser, false) > 0, true);
}

const browser = await launch();
await Promise.all([
  withAxe(browser, {}, '', all),
  withAxe(browser, { dark: true }, ', in the dark', full),
  withAxe(browser, { width: 360 }, ', on a page 360 px wide', full),
  byKeyboard(browser), keepsFocus(browser), still(browser), magnified(browser),
]);
await browser.close();
finish();
