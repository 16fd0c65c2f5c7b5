// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the page refers to is in the page.

// Every reference to an id: links, lists of ids, and paints, clips and markers of pictures.
function dead_references() {
  const lists = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns',
    'aria-details', 'aria-flowto', 'for', 'headers'];
  const dead = [];
  function expect(element, attribute, id) {
    if (!document.getElementById(decodeURIComponent(id))) {
      dead.push(`${checks.told(element)}: ${attribute} leads to #${id}, which is nowhere`);
    }
  }
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (lists.includes(name)) {
        value.split(/\s+/).filter(Boolean).forEach(id => expect(element, name, id));
      } else if (/^(xlink:)?href$/.test(name) && value.startsWith('#')) {
        expect(element, name, value.slice(1));
      }
      for (const [, id] of value.matchAll(/url\(["']?#([^"')]*)/g)) {
        expect(element, name, id);
      }
    }
  }
  return dead;
}

function repeated_ids() {
  const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
  return ids.filter((id, i) => ids.indexOf(id) < i).map(id => `two elements are called #${id}`);
}

// Links that lead out of the page, each address once. They are told, and not followed.
export function links_out(page) {
  return page.evaluate(() => [...new Set([...document.querySelectorAll('a[href]')]
    .map(a => a.getAttribute('href')).filter(href => !href.startsWith('#')))]);
}

export const tests = [{
  claim: 'every link within the page, and every other reference, leads somewhere',
  sees: ['href leads to #nowhere', 'headers leads to #no-header', 'aria-labelledby leads to #no-name',
    'fill leads to #no-paint', 'xlink:href leads to #no-marker'],
  faults: page => page.evaluate(dead_references),
}, {
  claim: 'no two elements have one id',
  sees: ['#twice'],
  faults: page => page.evaluate(repeated_ids),
}, {
  claim: 'links out of the page are https, or lead to what the build has put beside it',
  sees: ['http://example.com/', 'missing.tar.gz'],
  faults: async page => (await links_out(page)).filter(href => !href.startsWith('https://') &&
    href !== 'backprop-source.tar.gz'),
}, {
  claim: 'the page asks for no other file, and for nothing of the network',
  sees: ['missing.css', 'missing.png'],
  faults: async page => page.requests.filter(address => address !== page.address),
}];
