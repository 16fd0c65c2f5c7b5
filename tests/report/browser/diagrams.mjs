// SPDX-License-Identifier: GPL-3.0-or-later
// Measures drawings in the browser: no text touches another, leaves the drawing, or has a line running
// through it. Says what is wrong, a line each, and how many drawings it has measured; its exit code is 1
// where something is.
//
//   node tests/report/browser/diagrams.mjs FILE.svg...
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { launch } from './browser.mjs';

// In the page: what is wrong with the one drawing in it.
function faults_of_drawing() {
  const svg = document.querySelector('svg');
  const { width, height } = svg.viewBox.baseVal;
  const texts = [...svg.querySelectorAll('text')].map(text => {
    const { x, y, width: w, height: h } = text.getBBox();
    const turn = text.getCTM();
    const size = parseFloat(getComputedStyle(text).fontSize);
    const corners = (top, bottom) => [[x, top], [x + w, top], [x + w, bottom], [x, bottom]]
      .map(([px, py]) => new DOMPoint(px, py).matrixTransform(turn));
    // Letters fill their box from a fifth of their size below its top to its bottom, but for the part
    // below the line, into which only some reach.
    return { said: text.textContent, box: corners(y, y + h), ink: corners(y + 0.2 * size, y + h - 0.2 * size) };
  });

  // Convex shapes are apart where a direction square to one of their sides tells them apart.
  const reach = (shape, dx, dy) => {
    const along = shape.map(({ x, y }) => x * dx + y * dy);
    return [Math.min(...along), Math.max(...along)];
  };
  const apart_by = (one, other) => one.some((from, k) => {
    const to = one[(k + 1) % one.length];
    const [dx, dy] = [from.y - to.y, to.x - from.x];
    const [a, b] = reach(one, dx, dy);
    const [c, d] = reach(other, dx, dy);
    return b <= c || d <= a;
  });
  const touch = (one, other) => !apart_by(one, other) && !apart_by(other, one);

  const faults = [];
  texts.forEach((text, k) => {
    if (text.box.some(({ x, y }) => x < 0 || y < 0 || x > width || y > height)) {
      faults.push(`'${text.said}' leaves the drawing`);
    }
    texts.slice(k + 1).filter(other => touch(text.box, other.box)).forEach(other => {
      faults.push(`'${text.said}' and '${other.said}' touch`);
    });
  });

  const lines = [...svg.querySelectorAll('path, circle, rect[class]')];
  for (const line of lines) {
    const through = new Set();
    for (let at = 0; at <= line.getTotalLength(); at += 1.5) {
      const { x, y } = line.getPointAtLength(at);
      texts.filter(({ ink }) => touch(ink, [{ x, y }, { x: x + 0.1, y: y + 0.1 }])).forEach(({ said }) => through.add(said));
    }
    through.forEach(said => faults.push(`'${said}' has a ${line.localName}.${line.getAttribute('class')} through it`));
  }
  return texts.length > 0 || svg.querySelector('g').childElementCount === 0 ? faults : ['it has no text'];
}

// A reader may have any sans serif. Few are as wide as this one, which the PDF has, too.
const WIDE = '"DejaVu Sans"';

const browser = await launch();
const page = await browser.newPage({ viewport: { width: 800, height: 1600 } });
async function faults_in(svg) {
  await page.setContent(`<style>body { margin: 0 } svg.drawing { font-family: ${WIDE} }</style>${svg}`);
  return page.evaluate(faults_of_drawing);
}

let failed = 0;
const files = process.argv.slice(2);
for (const file of files) {
  const faults = await faults_in(readFileSync(file, 'utf8'));
  failed += faults.length;
  faults.forEach(fault => console.log(`${basename(dirname(file))} ${basename(file)}: ${fault}`));
}
console.log(`measured ${files.length} drawings`);

// Drawings with a fault, of which each is to be found out.
const broken = [
  ["'a' and 'b' touch", '<text x="10" y="20">a</text><text x="15" y="20">b</text>'],
  ["'aaaa' leaves the drawing", '<text x="80" y="20">aaaa</text>'],
  ["'turned' and 'b' touch", '<text transform="translate(20 60)rotate(-45)">turned</text><text x="40" y="40">b</text>'],
  ["'a' has a path.ink through it", '<text x="10" y="20">a</text><path class="ink" d="M0 16h40" stroke="red"/>'],
  ["'aa' has a circle.ink through it", '<text x="10" y="20">aa</text><circle class="ink" cx="0" cy="16" r="20"/>'],
];
for (const [fault, drawing] of broken) {
  const faults = await faults_in(`<svg viewBox="0 0 100 100" width="100" height="100"><g>${drawing}</g></svg>`);
  if (!faults.includes(fault)) {
    failed += 1;
    console.log(`not seen: ${fault}, but ${faults.join('; ') || 'nothing'}`);
  }
}
await browser.close();
process.exitCode = failed > 0 ? 1 : 0;
