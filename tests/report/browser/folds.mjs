// SPDX-License-Identifier: GPL-3.0-or-later
// Long listings are folded, and nobody loses them for it: not by keyboard, by a link, by a search
// or on paper.

// A stage's thirty lines are never folded.
function wrongly_folded() {
  const faults = [];
  for (const listing of document.querySelectorAll('.listing')) {
    const lines = listing.querySelectorAll('pre code > span').length;
    const is_folded = listing.querySelector('details:not([open])') !== null;
    if (is_folded !== lines > 30) {
      faults.push(`${checks.told(listing)} has ${lines} lines and is ${is_folded ? '' : 'not '}folded`);
    }
  }
  return faults;
}

// "chapters/file.c, lines 5–40 (36 lines)", or "file.c, made by a command (36 lines)", and so many
// there are.
function badly_called() {
  return [...document.querySelectorAll('.listing details')].filter(fold => {
    const text = fold.querySelector('summary').textContent.replace(/\s+/g, ' ').trim();
    const [, range, lines] = text.match(/^\S+\.\w+, (lines \d+–\d+|made by \S.*) \((\d+) lines\)$/) ?? [];
    const [, first, last] = range?.match(/^lines (\d+)–(\d+)$/) ?? [];
    return !lines || first && last - first + 1 !== Number(lines) ||
      Number(lines) !== fold.querySelectorAll('pre code > span').length;
  }).map(fold => `${checks.told(fold.querySelector('summary'))} does not say what it folds`);
}

const count = page => page.locator('.listing details').count();

// Enter opens; the next stop is the code, by its name; Enter folds again.
async function faults_by_keyboard(page) {
  const faults = [];
  for (let i = 0; i < await count(page); i++) {
    const fold = page.locator('.listing details').nth(i);
    const summary = fold.locator('summary');
    const complain = async why => faults.push(`${await summary.textContent()}: ${why}`);
    const is_open = () => fold.evaluate(element => element.open);
    await summary.focus();
    await page.keyboard.press('Enter');
    if (!await is_open()) {
      await complain('Enter does not open it');
      continue;
    }
    await page.keyboard.press('Tab');
    const is_at_code = await fold.evaluate(element => element.contains(document.activeElement) &&
      document.activeElement.matches('[role=region][aria-label]'));
    if (!is_at_code) {
      await complain('the next stop is not its code, by a name');
    }
    await summary.press('Enter');
    if (await is_open()) {
      await complain('Enter does not fold it again');
    }
  }
  return faults;
}

// A link to a listing opens it, and both its code and what it is called are seen. One that is
// shown again has no id.
async function faults_of_links(page) {
  return page.evaluate(async () => {
    const faults = [];
    for (const fold of document.querySelectorAll('.listing details')) {
      const listing = fold.closest('.listing');
      const target = listing.id ? listing : listing.querySelector('[id^="code-"]');
      if (!target) {
        continue;
      }
      location.hash = target.id;
      await new Promise(requestAnimationFrame);
      const top = fold.getBoundingClientRect().top;
      if (!fold.open || top < 0 || top > innerHeight - 100) {
        faults.push(`#${target.id} does not lead to its code`);
      }
    }
    return faults;
  });
}

// The words of a folded line, as a search in the page finds them and shows where they are.
async function faults_of_search(page) {
  const words = await page.locator('.listing details pre').last().evaluate(code =>
    code.textContent.split('\n').map(line => line.trim()).sort((a, b) => b.length - a.length)[0]);
  await page.goto(`${page.address}#:~:text=${encodeURIComponent(words).replaceAll('-', '%2D')}`);
  const is_found = await page.locator('.listing details').last()
    .evaluate(fold => checks.comes_true(() => fold.open));
  return is_found ? [] : [`'${words}' is not found`];
}

function not_printed() {
  return [...document.querySelectorAll('details pre code > span')]
    .filter(line => !checks.is_shown(line) || line.getBoundingClientRect().height === 0)
    .map(line => `${checks.told(line)} is not printed`);
}

export const tests = [{
  claim: 'what is longer than a stage is folded, and nothing else',
  sees: ['div#code-short', 'div#code-long'],
  faults: page => page.evaluate(wrongly_folded),
}, {
  claim: 'a fold says which file it shows, which lines, and how many',
  sees: ["summary in #code-short 'two lines'", "(3 lines)' does not say", "(4 lines)' does not say"],
  faults: page => page.evaluate(badly_called),
}, {
  claim: 'it is opened and folded again by keyboard, and leads to its code',
  sees: ['two lines: the next stop is not', '(3 lines): Enter does not open it'],
  reader: { folding: true },
  faults: faults_by_keyboard,
}, {
  claim: 'a link to its code opens it',
  sees: ['#code-short does not lead'],
  reader: { led: true },
  faults: faults_of_links,
}, {
  claim: 'so does a search in the page',
  sees: ['is not found'],
  reader: { searching: true },
  faults: faults_of_search,
}, {
  claim: 'and on paper all of it is there',
  sees: ["'folded,' is not printed"],
  reader: { width: 642, print: true },
  faults: page => page.evaluate(not_printed),
}];
