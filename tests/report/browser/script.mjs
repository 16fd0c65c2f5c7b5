// SPDX-License-Identifier: GPL-3.0-or-later
// The page has one script, which its policy names, and reads the same where none is run, but for what
// the script fills: there a sentence says what stands in its place.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

// All that a script may run from. Of the elements, one script may be the last of the page.
function scripts() {
  const { told } = checks;
  const faults = [];
  const [only, ...others] = document.querySelectorAll('script, noscript');
  faults.push(...others.map(element => `${told(element)} is in the page, and not alone`));
  if (only && [...document.querySelectorAll('*')].at(-1) !== only) {
    faults.push(`${told(only)} is not the page's last element`);
  }
  if (only && (only.localName !== 'script' || only.attributes.length > 0)) {
    faults.push(`${told(only)} is no script of the page's own`);
  }
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on/.test(name) || /^\s*javascript:/i.test(value)) {
        faults.push(`${told(element)} has ${name}='${value}'`);
      }
    }
  }
  return faults;
}

// The policy is this, with the hash of what stands in the file between the script's tags.
function faults_of_policy(page, open, file) {
  const source = readFileSync(file, 'utf8');
  const [, policy] = source.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/) ?? [];
  const [, script] = source.match(/<script>([^]*)<\/script>/) ?? [];
  const hash = createHash('sha256').update(script ?? '').digest('base64');
  const expected = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}' ` +
    '\'wasm-unsafe-eval\'; base-uri \'none\'; form-action \'none\'';
  return policy === expected ? [] : [`the policy is "${policy}", expected "${expected}"`];
}

// What is read of the page, a line each: without what is the script's own, and that alone.
function lines_around() {
  const own = document.getElementById('explorer');
  own?.style.setProperty('display', 'none');
  const lines = document.body.innerText.split('\n');
  own?.style.removeProperty('display');
  return lines;
}
function lines_within() {
  const own = document.getElementById('explorer');
  return own ? own.innerText.split('\n').filter(line => line.trim()) : null;
}

// Where the script cannot run, all that is said of it: the heading, and the sentence. Why it cannot is
// said before, where it can be.
async function faults_without(page, why) {
  const lines = await page.evaluate(lines_within);
  const expected = ['Explore, predict, check',
    `${why}Here the book's own program runs, step by step, on any small network. It needs a browser with ` +
    'JavaScript and WebAssembly, and does nothing without them; nothing else in this book needs it. All ' +
    'numbers stand in appendix A, and the command backprop walks, trains and checks.'];
  return JSON.stringify(lines) === JSON.stringify(expected) ? []
    : [`in its place stands: ${lines?.join(' / ')}`, `expected: ${expected.join(' / ')}`];
}

export const tests = [{
  claim: 'there is one script in the page, at its end, and nothing else that runs',
  sees: ['and not alone', "is not the page's last element", "has onclick='"],
  faults: page => page.evaluate(scripts),
}, {
  claim: 'the policy names this script, and allows no other and no request',
  sees: ['the policy is "media-src \'none\'"'],
  faults: faults_of_policy,
}, {
  claim: 'but for what the script fills, it reads the same where none is run',
  sees: ['Written by a script'],
  faults: async (page, open) => {
    const [here, there] = [await page.evaluate(lines_around),
      await (await open({ script: false })).evaluate(lines_around)];
    return [...here.filter(line => !there.includes(line)), ...there.filter(line => !here.includes(line))];
  },
}, {
  claim: 'there, a sentence says what would stand in its place',
  sees: ['in its place stands: undefined'],
  reader: { script: false },
  faults: page => faults_without(page, ''),
}, ...['WebAssembly', 'DecompressionStream'].map(lacking => ({
  claim: `so it does in a browser without ${lacking}`,
  sees: ['in its place stands: undefined'],
  reader: { lacking },
  faults: async page => {
    await page.waitForFunction(() => (
      document.querySelector('.explorer-without')?.textContent.startsWith('The explorer') ?? true));
    return faults_without(page,
      `The explorer cannot run in this browser (${lacking} is not defined). `);
  },
}))];
