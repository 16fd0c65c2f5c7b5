// SPDX-License-Identifier: GPL-3.0-or-later
// What is not text has a name in words, and what is said by its look is said in the markup too.

function of_page() {
  const faults = [];
  if (!document.documentElement.lang) {
    faults.push('the page does not say its language');
  }
  if (!document.title.trim()) {
    faults.push('the page has no title');
  }
  if (document.querySelectorAll('main').length !== 1) {
    faults.push('the page has not one main part');
  }
  return faults;
}

function of_headings() {
  const faults = [];
  let last = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const level = Number(heading.localName[1]);
    if (level > last + 1) {
      faults.push(`${checks.told(heading)} follows ${last ? `h${last}` : 'nothing'}`);
    } else if (!heading.textContent.trim()) {
      faults.push(`${checks.told(heading)} is empty`);
    }
    last = level;
  }
  return faults;
}

// A picture is described, and not only called by its number or its file's name. One with buttons in
// it is a group, each of whose parts is a button with a name.
function of_pictures() {
  const faults = [];
  const is_drawn = part => part.matches('path, polygon, polyline, rect, circle, ellipse, line, text');
  for (const svg of [...document.querySelectorAll('svg')].filter(checks.is_shown)) {
    const figure = svg.closest('.figure');
    const what = figure ? checks.told(figure) : checks.told(svg);
    const label = figure?.querySelector('.label')?.textContent ?? '';
    const name = (svg.getAttribute('aria-label') ?? '').trim();
    const words = name.split(/\s+/).length;
    if (svg.getAttribute('role') === 'group') {
      for (const part of [...svg.querySelectorAll('*')].filter(is_drawn).filter(checks.is_shown)) {
        if (!part.closest('[role=button]')?.getAttribute('aria-label')?.trim()) {
          faults.push(`${what}: ${checks.told(part)} is of no button with a name`);
        }
      }
    } else if (svg.getAttribute('role') !== 'img') {
      faults.push(`${what}: the picture has no role=img`);
    }
    if (!name) {
      faults.push(`${what}: the picture has no name`);
    } else if (words < 5 || name.length <= label.length || /\.(svg|gp)\b/.test(name)) {
      faults.push(`${what}: '${name}' describes no picture`);
    }
  }
  return faults;
}

// A table has a row of headers, and a header at the start of each row: of the row, or of all rows of
// its body, above which it stands alone.
function of_tables() {
  const faults = [];
  function scope_of(th) {
    if (th.closest('thead')) {
      return 'col';
    }
    const is_alone = th.parentElement.cells.length === 1 && th.colSpan > 1;
    return is_alone && th.parentElement.sectionRowIndex === 0 ? 'rowgroup' : 'row';
  }
  for (const table of document.querySelectorAll('table')) {
    const complain = why => faults.push(`${checks.told(table)}: ${why}`);
    if (!table.querySelector('thead th')) {
      complain('it has no row of headers');
    }
    for (const th of table.querySelectorAll('th')) {
      const scope = scope_of(th);
      if (th.getAttribute('scope') !== scope) {
        complain(`${checks.told(th)} has scope '${th.getAttribute('scope') ?? ''}', expected '${scope}'`);
      }
    }
    for (const row of [...table.tBodies].flatMap(body => [...body.rows])) {
      if (row.cells[0]?.localName !== 'th') {
        complain(`${checks.told(row)} does not begin with a header`);
      }
    }
  }
  return faults;
}

// Formulas are MathML: no TeX is left but in the note that goes with each and is not shown, and no
// picture of a formula is there.
function of_formulas() {
  const faults = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (!parentElement.closest('code, annotation, script') && /\\[a-zA-Z]{2,}|\$[^$]+\$|[_^]\{/.test(data)) {
      faults.push(`${checks.told(parentElement)}: this is TeX`);
    }
  }
  for (const element of document.querySelectorAll('span.math, img, merror')) {
    faults.push(`${checks.told(element)} is no formula that can be read`);
  }
  return faults;
}

// What the browser tells a screen reader: a formula with a name in words still has its parts,
// so that those who read formulas are not left with the words alone.
async function of_named_formulas(page) {
  const client = await page.context().newCDPSession(page);
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  const by_id = new Map(nodes.map(node => [node.nodeId, node]));
  const parts = node => node.childIds.map(id => by_id.get(id)).filter(Boolean)
    .flatMap(child => child.ignored ? parts(child) : [child]);
  const headers = nodes.filter(node => /^(column|row)header$/.test(node.role?.value));
  const formulas = nodes.filter(node => node.role?.value === 'MathMLMath' && !node.ignored);
  return [
    ...headers.filter(node => !node.name?.value).map(() => 'a header has no name'),
    ...formulas.filter(node => parts(node).length === 0)
      .map(node => `the formula '${node.name?.value ?? ''}' has no parts`),
  ];
}

export const tests = [{
  claim: 'the page says its language, its title and its main part',
  sees: ['language', 'title', 'main part'],
  faults: page => page.evaluate(of_page),
}, {
  claim: 'no heading skips a level',
  sees: ['h3#skipped'],
  faults: page => page.evaluate(of_headings),
}, {
  claim: 'every picture is described',
  sees: ["'network.svg' describes no picture", 'no role=img', 'has no name',
    'circle#nameless is of no button with a name'],
  faults: page => page.evaluate(of_pictures),
}, {
  claim: 'every table has headers, for its columns and its rows',
  sees: ["has scope ''", "'two columns' has scope 'row', expected 'rowgroup'", 'does not begin with a header', 'no row of headers'],
  faults: page => page.evaluate(of_tables),
}, {
  claim: 'every formula is MathML',
  sees: ["p '\\frac", 'span.math'],
  faults: page => page.evaluate(of_formulas),
}, {
  claim: 'every header has a name, which hides no formula',
  sees: ['a header has no name', "the formula 'E total' has no parts"],
  faults: of_named_formulas,
}];
