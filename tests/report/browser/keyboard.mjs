// SPDX-License-Identifier: GPL-3.0-or-later
// The page by keyboard alone: one walk through it with Tab, from the top to the end.

// What is to be reached, in the order of the page: links, folds, buttons and fields, and whatever
// scrolls and has none of them in it.
function expected_stops(within) {
  const own = ['a[href]', 'summary', 'button', 'input', 'select', 'textarea', '[tabindex]'];
  const reached = own.map(kind => `${kind}:not(:disabled, [tabindex^="-"])`).join();
  const stops = [...document.querySelectorAll(`${within} *`)].filter(element => {
    const style = getComputedStyle(element);
    const can = overflow => ['auto', 'scroll'].includes(overflow);
    if (!checks.is_shown(element)) {
      return false;
    }
    return element.matches(reached) || !element.matches('textarea') && !element.querySelector(reached) && (
      can(style.overflowX) && element.scrollWidth > element.clientWidth + 1 ||
      can(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
  });
  window.stops = stops;
  return stops.length;
}

// Notes where the focus comes, and how that looks.
function note_stops() {
  const is_noting = window.reached !== undefined;
  window.reached = [];
  if (is_noting) {
    return;
  }
  document.addEventListener('focusin', ({ target }) => {
    const box = target.getBoundingClientRect();
    window.reached.push({
      target,
      is_marked: checks.is_marked(target),
      is_seen: checks.is_shown(target) && box.width > 0 && box.right > 0 && box.left < innerWidth &&
        box.bottom > 0 && box.top < innerHeight,
    });
  });
}

function compare_stops() {
  const { stops, reached } = window;
  const { told } = checks;
  const order = reached.map(({ target }) => target);
  return {
    missed: stops.filter(stop => !order.includes(stop)).map(stop => `${told(stop)} is not reached`),
    trapped: reached.filter(({ target }, i) => order.indexOf(target) < i)
      .map(({ target }) => `${told(target)} is reached again, before the end`),
    unordered: reached.filter(({ target }, i) => i > 0 &&
        target.compareDocumentPosition(order[i - 1]) & Node.DOCUMENT_POSITION_FOLLOWING)
      .map(({ target }) => `${told(target)} comes after what follows it`),
    unmarked: reached.filter(({ is_marked }) => !is_marked)
      .map(({ target }) => `${told(target)} does not show that it has the focus`),
    unseen: reached.filter(({ is_seen }) => !is_seen)
      .map(({ target }) => `${told(target)} has the focus, and is out of sight`),
  };
}

// What a walk from where the focus is finds, through the page or what is within an element.
export async function walked(page, within = 'body') {
  const count = await page.evaluate(expected_stops, within);
  await page.evaluate(note_stops);
  for (let i = 0; i < count; i++) {
    await page.keyboard.press('Tab');
  }
  return page.evaluate(compare_stops);
}

// The walk, once for each page.
const walks = new Map();
function walk(page) {
  if (!walks.has(page)) {
    walks.set(page, walked(page));
  }
  return walks.get(page);
}

// The skip link is the first stop, is seen then with nothing over it, leads past the contents, and
// leaves the text as it was.
async function faults_of_skipping(page) {
  const focused = () => page.evaluate(() => {
    const { told } = checks;
    const e = document.activeElement;
    const box = e.getBoundingClientRect();
    const on_top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return { name: told(e), is_skip: e.matches('.skip'), is_in_main: Boolean(e.closest('main')),
      is_seen: box.left >= 0 && box.top >= 0 && box.width > 0 && on_top === e };
  });
  const paper = () => page.evaluate(() =>
    getComputedStyle(document.querySelector('main') ?? document.body).backgroundColor);
  const before = await paper();
  await page.keyboard.press('Tab');
  const first = await focused();
  if (!first.is_skip || !first.is_seen) {
    return [`${first.name} is the first stop, expected a link past the contents, to be seen`];
  }
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const next = await focused();
  return [
    ...next.is_in_main ? [] : [`${next.name} comes next, and is not in the main part`],
    ...await paper() === before ? [] : ['the main part changes its colour'],
  ];
}

export const tests = [['on a wide page', { width: 1280 }], ['on a narrow one, unfolded', { width: 360, unfolded: true }]]
  .flatMap(([what, reader]) => [
    ['missed', 'Tab reaches every link, every fold and all that scrolls', "div#unreachable"],
    ['trapped', 'and is caught nowhere', 'a#trap'],
    ['unordered', 'it goes in the order of the page', 'a#early'],
    ['unmarked', 'each stop shows that it has the focus', 'a#unmarked'],
    ['unseen', 'and is in sight', 'a#unseen'],
  ].map(([kind, claim, sees]) => ({
    claim: `${claim}: ${what}`,
    sees: [sees],
    reader: { ...reader, walked: true },
    faults: async page => (await walk(page))[kind],
  })))
  .concat({
    claim: 'the first stop leads past the contents',
    sees: ['is the first stop, expected a link past the contents'],
    reader: { skipping: true },
    faults: faults_of_skipping,
  });
