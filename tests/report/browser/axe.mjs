// SPDX-License-Identifier: GPL-3.0-or-later
// What axe-core finds, with all its rules, the experimental ones too.
import { readFileSync } from 'node:fs';

const axe = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

// Its one rule of WCAG's level AAA for colours asks for 7:1, which notes in grey are not to have.
const left_out = ['color-contrast-enhanced'];

// Of the page, or of what is within the element of this selector; without are rules to leave out.
export async function faults_of_axe(page, without = left_out, within = 'html') {
  await page.evaluate(axe);
  return page.evaluate(async ([without, within]) => {
    const rules = Object.fromEntries(window.axe.getRules()
      .map(({ ruleId }) => [ruleId, { enabled: !without.includes(ruleId) }]));
    const { violations } = await window.axe.run(document.querySelector(within), { rules, resultTypes: ['violations'],
      selectors: false, elementRef: true });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(node => `${id}: ${help}: ${checks.told(node.element)}`));
  }, [without, within]);
}

// Colours do not depend on the width, and take axe most of its time: it looks at them once in
// light, once in dark.
const colours = 'color-contrast';
export const tests = [
  ['light, wide, unfolded', { width: 1280, unfolded: true }, true],
  ['dark, narrow, unfolded', { width: 360, dark: true, unfolded: true }, true],
  ['dark, wide', { width: 1280, dark: true }, false], ['light, narrow', { width: 360 }, false],
].map(([what, reader, has_colours]) => ({
  claim: `axe finds nothing: ${what}`,
  sees: ['empty-table-header', 'heading-order', 'link-name', 'focus-order-semantics',
    ...has_colours ? [colours] : []],
  reader,
  faults: page => faults_of_axe(page, has_colours ? left_out : [...left_out, colours]),
}));
