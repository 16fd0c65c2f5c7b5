// SPDX-License-Identifier: GPL-3.0-or-later
// Steps by keys and clicks: each number against the proved one, what glows, what a prediction is
// answered with, and the ways from the book and back.
import { inPage, proved } from './explorer.mjs';
import { finish, ok, same } from './tap.mjs';

const shown = (text) => text.replaceAll('−', '-').replace(/ × 10(-?\d+)/, 'e$1');
const rounded = (text) => String(Number(Number(text).toPrecision(9)));
const ofRound = proved.filter(([key]) => !key.includes('@'));
const value = new Map(proved);

const result = (page) => page.locator('.step-card .result');
const name = (page) => page.locator('.step-name').textContent();
const keyOf = (page) => page.evaluate(() => document.querySelector('.step-card .result').dataset.key);
const goTo = (page, key) => page.evaluate((k) => document.getElementById('explorer').api.go(k), key);

// From the first number to the last by the key that goes on.
async function everyNumber(page) {
  await goTo(page, ofRound[0][0]);
  await page.locator('.step-name').focus();
  const faults = [];
  for (const [key, number] of ofRound) {
    const found = [await keyOf(page), shown(await result(page).textContent())];
    if (found[0] !== key || Number(found[1]) !== Number(rounded(number))) {
      faults.push(`${key}: ${rounded(number)} expected, ${found.join(' ')} found`);
    }
    await page.keyboard.press('ArrowRight');
  }
  return faults;
}

// Every number in the card, by its key; and = before those alone that are what they seem.
async function everyFactor(page) {
  const faults = [];
  for (const [key] of ofRound) {
    await goTo(page, key);
    const numbers = await page.$$eval('.step-card .formula-line:nth-child(n+2) [data-key]', (all) => all
      .map((element) => [element.dataset.key, element.textContent]));
    for (const [of, text] of numbers) {
      const found = Number(shown(text).replace(/[()]/g, ''));
      if (found !== Number(rounded(value.get(of)))) faults.push(`${key}: ${of} is shown as ${text}`);
    }
    const [sign] = (await page.locator('.formula-line:last-child .sign, .formula-line:only-of-type .sign')
      .last().textContent()).trim();
    const isExact = Math.abs(Number(rounded(value.get(key))) - Number(value.get(key))) <= 1e-15;
    if (sign === '=' && !isExact) faults.push(`${key}: = before a rounded number`);
  }
  return faults;
}

const matches = (claim, text, pattern) => ok(claim, pattern.test(text) ? [] : [`it says: ${text}`]);

const places = (page, of) => page.$$eval(`.network .${of}`, (all) => (
  all.map((element) => element.dataset.place)));

await inPage({}, async (page) => {
  ok('each number of the round, in order, is the proved one', await everyNumber(page));
  same('after the last comes the first that is worked out in the next round', [await keyOf(page),
    await page.locator('#explorer-round').inputValue()], ['net_h1', '1']);
  await page.locator('#explorer-round').fill('0');
  await page.keyboard.press('Enter');
  ok('each factor is, too, and = stands before exact numbers alone', await everyFactor(page));

  await goTo(page, 'delta_h1');
  same('a hidden delta has its neuron', await places(page, 'made'), ['node 0 0']);
  same('and both paths to it glow', (await places(page, 'from')).sort(), ['edge 1 0 0', 'edge 1 1 0']);
  await goTo(page, 'dE/dw5');
  same('a weight derivative has its edge, made of a delta and what comes in',
    [await places(page, 'made'), (await places(page, 'from')).sort()],
    [['edge 1 0 0'], ['node 0 0', 'node 1 0']]);
  await goTo(page, 'net_h2');
  same('numbers that are still to come are not shown', await page.locator('.network [data-key^="delta"]').count(), 0);

  await page.locator('.step-name').focus();
  await page.keyboard.press('Shift+ArrowRight');
  same('Shift and → go to the next phase', await keyOf(page), 'dE/dout_o1');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  same('Shift and ← back to the first of the forward pass and of what is given', await keyOf(page), 'i1');
  await goTo(page, 'E_total');
  await page.keyboard.press('PageDown');
  same('Page Down goes to the next round', shown(await result(page).textContent()), rounded(value.get('E_total+')));
  await page.keyboard.press('PageUp');

  await goTo(page, 'delta_h1');
  await page.getByLabel('Predict each number').check();
  same('what is to be predicted is hidden', await page.locator('[data-key="delta_h1"]', { hasText: '0.0087' }).count(), 0);
  const predict = async (text) => {
    await page.getByLabel('Your prediction').fill(text);
    await page.keyboard.press('Enter');
    return page.locator('.answer').textContent();
  };
  // The delta with updated output weights, measured by central differences in chapter 6.
  matches('a mistake that makes the prediction is named', await predict('0.007294458'), /weights after their update/);
  matches('one with few digits is told so', await predict('0.01'), /few digits/);
  matches('what is no number, too', await predict('x'), /Type a number/);
  matches('the right one is right', await predict('0.008771355'), /^Right/);
  same('and shows the number', shown(await result(page).textContent()), rounded(value.get('delta_h1')));
  await page.getByLabel('Predict each number').uncheck();

  await page.locator('.network [tabindex="0"]').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  same('the diagram is gone through by arrow keys; Enter leads to a step of the phase', await keyOf(page), 'dE/dw1');
  await page.locator('.network [data-place="node 0 1"]').click();
  same('so does a click', await keyOf(page), 'delta_h2');
  same('one of its parts at a time is in the Tab order', await page.locator('.network [tabindex="0"]').count(), 1);

  const link = page.locator('#book a[href="#n-out_h1"]').first();
  await link.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  await link.click();
  same('a number in the prose leads to its step', await name(page), 'output of h1');
  same('where the focus is', await page.evaluate(() => document.activeElement.id), 'explorer-step');
  await page.goBack();
  await page.waitForFunction((y) => Math.abs(scrollY - y) < 50, before).catch(() => {});
  same('the way back leads to the prose', Math.abs(await page.evaluate(() => scrollY) - before) < 50, true);
  await goTo(page, 'net_h1');
  await page.locator('.step-aside a').click();
  await page.waitForURL(/#code-/).catch(() => {});
  same('a step leads to its place in the book', new URL(page.url()).hash, '#code-01_forward_pass-net_inputs');
  same('where that C stands', await page.locator('#code-01_forward_pass-net_inputs pre').textContent(),
    await page.locator('.step-aside pre').textContent());

  same('nothing is complained of', page.complaints, []);
  same('and nothing asked for', page.requests.filter((address) => address !== page.address), []);
});
finish();
