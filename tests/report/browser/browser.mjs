// SPDX-License-Identifier: GPL-3.0-or-later
// The browser, and a file opened in it as some reader sees it.
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { helpers } from './helpers.mjs';

const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

// Milliseconds for anything, because a machine may be busy with other tests.
const PATIENCE = 120000;

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
}

// The page of a file, without a network; page.requests are the addresses that it asked for.
// A reader is { width, dark, print, zoom, calm, script, lacking, unfolded }, all of them optional:
// lacking is what the browser does not know.
export async function open(browser, file, reader = {}) {
  const { width = 1280, dark = false, print = false, zoom = 1, calm = false, script = true, lacking,
    unfolded = false } = reader;
  const context = await browser.newContext({
    viewport: { width, height: 1000 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: calm ? 'reduce' : 'no-preference',
    deviceScaleFactor: zoom,
    javaScriptEnabled: script,
    offline: true,
  });
  await context.addInitScript(helpers);
  if (lacking) {
    await context.addInitScript(name => { delete globalThis[name]; }, lacking);
  }
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const requests = [];
  page.on('request', request => requests.push(request.url()));
  if (print) {
    await page.emulateMedia({ media: 'print' });
  }
  const address = pathToFileURL(file).href;
  await page.goto(address);
  if (script && !lacking) {
    await page.waitForFunction(() => document.getElementById('explorer')?.api !== undefined ||
      document.getElementById('explorer') === null);
  }
  if (unfolded) {
    await page.evaluate(() => document.querySelectorAll('details').forEach(fold => { fold.open = true; }));
  }
  return Object.assign(page, { requests, address });
}
