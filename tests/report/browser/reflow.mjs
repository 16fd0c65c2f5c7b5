// SPDX-License-Identifier: GPL-3.0-or-later
// Magnified, on paper and with wider spacing, the text stays whole: only what scrolls by itself is
// wider than the page, and nothing is cut off or lies on something else.

// What sticks out of the page at its right, in no frame that scrolls.
function wider_than_page() {
  const { told, is_shown, scrolls } = checks;
  const width = document.documentElement.clientWidth;
  const wide = [...document.body.querySelectorAll('*')].filter(element => is_shown(element) &&
    !element.closest('svg *, .skip') && !scrolls(element.parentElement) &&
    element.getBoundingClientRect().right > width + 1);
  const faults = wide.map(element => `${told(element)} is wider than the page, ${
    Math.round(element.getBoundingClientRect().right)} of ${width}`);
  if (faults.length === 0 && document.documentElement.scrollWidth > width) {
    faults.push(`the page scrolls sideways, ${document.documentElement.scrollWidth} of ${width}`);
  }
  return faults;
}

// What scrolls sideways and is no code, which alone may, and the page itself.
function scrolls_sideways() {
  const { told, is_shown } = checks;
  return [document.documentElement, ...document.body.querySelectorAll('*')].filter(element => {
    const is_page = element === document.documentElement;
    const can = is_page || ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    return can && is_shown(element) && !element.matches('textarea, div.sourceCode, .explorer-code pre') &&
      element.scrollWidth > element.clientWidth;
  }).map(element => `${told(element)} scrolls sideways, ${element.scrollWidth} of ${element.clientWidth}`);
}

// What is cut off by its own frame, or sticks out of its block onto what is beside it; blocks that
// lie on each other; and texts that leave their picture. The caret scrolls what a field has.
function cut_off() {
  const { told, is_shown, scrolls } = checks;
  const faults = [];
  const blocks = [...document.body.querySelectorAll(
    'p, li, h1, h2, h3, pre, td, th, .caption, .figure svg, math[display=block]')]
    .filter(is_shown);
  for (const element of [...document.body.querySelectorAll('*')].filter(is_shown)) {
    const style = getComputedStyle(element);
    const is_cut = direction => ['hidden', 'clip'].includes(style[`overflow${direction}`]);
    if (!element.closest('svg, input') && (is_cut('X') && element.scrollWidth > element.clientWidth + 1 ||
        is_cut('Y') && element.scrollHeight > element.clientHeight + 1)) {
      faults.push(`${told(element)} is cut off`);
    }
  }
  for (const block of blocks) {
    if (block.localName !== 'svg' && block.scrollWidth > block.clientWidth + 1 && !scrolls(block)) {
      faults.push(`${told(block)} sticks out of its block, ${block.scrollWidth} of ${block.clientWidth}`);
    }
  }
  let lowest = null; // of the blocks so far that hold no other block, in the order of the page
  for (const block of blocks.filter(b => !blocks.some(other => other !== b && b.contains(other)) &&
      !b.closest('nav, table, .equation'))) {
    const box = block.getBoundingClientRect();
    if (lowest && box.top < lowest.box.bottom - 1 && box.left < lowest.box.right - 1 &&
        lowest.box.left < box.right - 1) {
      faults.push(`${told(block)} lies on ${told(lowest.block)}`);
    }
    lowest = !lowest || box.bottom > lowest.box.bottom ? { block, box } : lowest;
  }
  for (const text of document.querySelectorAll('svg text')) {
    const frame = text.ownerSVGElement.getBoundingClientRect();
    const box = text.getBoundingClientRect();
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 ||
        box.bottom > frame.bottom + 1) {
      faults.push(`${told(text.closest('.figure') ?? text.ownerSVGElement)}: ${told(text)} leaves the picture`);
    }
  }
  return faults;
}

// What is too small to be read in the pictures that are drawn for a phone, or once for it and a desktop.
const smallest_print = 9; // pixels: an index, or an exponent
function too_small_print(least) {
  const pictures = '.figure :is(svg[viewBox^="0 0 480 "], .upright)';
  return [...document.querySelectorAll(`${pictures} :is(text, tspan)`)].flatMap(text => {
    const { width } = text.ownerSVGElement.getBoundingClientRect();
    const size = width / text.ownerSVGElement.viewBox.baseVal.width * parseFloat(getComputedStyle(text).fontSize);
    return text.textContent.trim() !== '' && size < least ?
      [`${checks.told(text)} has print of ${size.toFixed(1)} pixels, expected ${least} at least`] : [];
  });
}

// Diagrams of which another form is shown than the one for this width, or none, or both.
function wrong_forms(wanted) {
  return [...document.querySelectorAll('.figure:has(.wide, .upright)')].flatMap(figure => {
    const shown = [...figure.querySelectorAll('.wide, .upright')].filter(checks.is_shown)
      .map(svg => svg.classList.contains('wide') ? 'wide' : 'upright').join(' and ') || 'no';
    return shown === wanted ? [] : [`${checks.told(figure)}: the ${shown} form is shown, expected ${wanted}`];
  });
}

// The spacing that a reader may ask for (WCAG 1.4.12). It is about text; that pictures and formulas
// do not inherit it is for the page to say.
const spacing = `*:not(svg, svg *, math, math *) { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`;

export async function faults_of_reflow(page) {
  return [...await page.evaluate(wider_than_page), ...await page.evaluate(cut_off)];
}

// An A4 page is 210 mm wide, 40 of them margins: 642 px.
export const tests = [
  ['at 100 %', { width: 1280, unfolded: true }],
  ['at 200 %', { width: 640, zoom: 2, unfolded: true }],
  ['at 400 %', { width: 320, zoom: 4, unfolded: true }],
  ['on paper', { width: 642, print: true }],
  ['with wide spacing', { width: 1280, spaced: true, unfolded: true }],
  ['with wide spacing, on a narrow page', { width: 320, spaced: true, unfolded: true }],
].map(([what, reader]) => ({
  claim: `nothing is cut off, and the page is as wide as what shows it: ${what}`,
  sees: ['div#too-wide', 'p#cut', 'p#below'],
  reader,
  faults: async page => {
    if (reader.spaced) {
      await page.addStyleTag({ content: spacing });
    }
    return faults_of_reflow(page);
  },
})).concat([360, 320].map(width => ({
  claim: `nothing but code scrolls sideways on a phone, ${width} pixels wide`,
  sees: ['html', 'div#unreachable'],
  reader: { width, unfolded: true },
  faults: page => page.evaluate(scrolls_sideways),
})), {
  claim: 'the print of pictures is large enough on a phone',
  sees: ["text 'tiny'", "text 'tiny, too'"],
  reader: { width: 360, unfolded: true },
  faults: page => page.evaluate(too_small_print, smallest_print),
}, ...[[360, 'upright'], [642, 'wide'], [1280, 'wide']].map(([width, form]) => ({
  claim: `a diagram has its ${form} form, ${width} pixels wide`,
  sees: [`the wide and upright form is shown, expected ${form}`],
  reader: { width, unfolded: true, print: width === 642 },
  faults: page => page.evaluate(wrong_forms, form),
})));
