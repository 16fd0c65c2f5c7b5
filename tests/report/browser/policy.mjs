// SPDX-License-Identifier: GPL-3.0-or-later
// The page's policy keeps out what somebody may have put into it, and keeps nothing of the page out.

// Each tries to run a script in the page, as text somebody has brought in would. The program in the
// page is WebAssembly: that it is let in lets no text in.
const scripts = {
  'script-src-elem: inline': () => {
    const script = document.createElement('script');
    script.textContent = '(window.has_run ??= []).push("in an element");';
    document.body.append(script);
  },
  'script-src-attr: inline': () => {
    const button = document.createElement('button');
    button.setAttribute('onclick', '(window.has_run ??= []).push("in an attribute");');
    document.body.append(button);
    button.click();
  },
  'script-src: eval': () => {
    // Later, as what is evaluated here may evaluate, too.
    setTimeout(() => eval('(window.has_run ??= []).push("as text");'));
  },
};

// Each asks for something from outside. The address of a form leads to a frame, so that the page
// stays where it is.
const requests = {
  'img-src': address => { new Image().src = address; },
  'connect-src': address => { fetch(address).catch(() => {}); },
  'style-src-elem': address => {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address }));
  },
  'font-src': address => { new FontFace('outside', `url(${address})`).load().catch(() => {}); },
  'script-src-elem': address => {
    document.body.append(Object.assign(document.createElement('script'), { src: address }));
  },
  'media-src': address => { new Audio().src = address; },
  'object-src': address => {
    document.body.append(Object.assign(document.createElement('object'), { data: address }));
  },
  'frame-src': address => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: address }));
  },
  'base-uri': address => {
    document.head.append(Object.assign(document.createElement('base'), { href: address }));
  },
  'form-action': address => {
    document.body.append(Object.assign(document.createElement('iframe'), { name: 'answer' }));
    const form = Object.assign(document.createElement('form'), { action: address, target: 'answer' });
    document.body.append(form);
    form.submit();
  },
};

// What is not refused of the attempts, whose names are those of what is to be refused.
async function not_refused(page, attempts, address) {
  for (const attempt of Object.values(attempts)) {
    await page.evaluate(attempt, address);
  }
  return page.evaluate(async names => {
    const left = () => names.filter(name => !window.refused.some(said => said.startsWith(name)));
    await checks.comes_true(() => left().length === 0); // the browser says afterwards what it refused
    return left().map(name => `${name} is not refused`);
  }, Object.keys(attempts));
}

export const tests = [{
  claim: 'the policy refuses nothing of the page itself',
  sees: ['media-src'],
  faults: page => page.evaluate(() => window.refused),
}, {
  claim: 'a script that is brought in is not run',
  sees: [...Object.keys(scripts), 'a script has run in an element', 'a script has run in an attribute',
    'a script has run as text'],
  reader: { brings: 'scripts' },
  faults: async page => [
    ...await not_refused(page, scripts),
    ...await page.evaluate(() => (window.has_run ?? []).map(how => `a script has run ${how}`)),
  ],
}, {
  claim: 'and nothing from outside is let in, nor anything sent there',
  sees: Object.keys(requests).filter(name => name !== 'media-src'),
  reader: { brings: 'requests' },
  faults: page => not_refused(page, requests, 'https://example.com/outside'),
}];
