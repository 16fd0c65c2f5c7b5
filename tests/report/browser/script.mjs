// SPDX-License-Identifier: GPL-3.0-or-later
// The page has no script, and so reads the same where none is run.

function scripts() {
  const faults = [];
  for (const element of document.querySelectorAll('*')) {
    if (element.localName === 'script' || element.localName === 'noscript') {
      faults.push(`${checks.told(element)} is in the page`);
    }
    for (const { name, value } of element.attributes) {
      if (/^on/.test(name) || /^\s*javascript:/i.test(value)) {
        faults.push(`${checks.told(element)} has ${name}='${value}'`);
      }
    }
  }
  return faults;
}

export const tests = [{
  claim: 'there is no script in the page',
  sees: ['script', "has onclick='"],
  faults: page => page.evaluate(scripts),
}, {
  claim: 'it reads the same where no script is run',
  sees: ['Written by a script'],
  faults: async (page, open) => {
    const without = await open({ script: false });
    const lines = async of => (await of.locator('body').innerText()).split('\n');
    const [here, there] = [await lines(page), await lines(without)];
    return [...here.filter(line => !there.includes(line)), ...there.filter(line => !here.includes(line))];
  },
}];
