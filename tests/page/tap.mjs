// SPDX-License-Identifier: GPL-3.0-or-later
// What the page's tests in node and in the browser share: TAP for prove.

const most_told = 8;
let count = 0;
let failed = 0;

// One test: true where there are no faults; they are lines that say what is wrong.
export function ok(claim, faults) {
  count += 1;
  failed += faults.length > 0 ? 1 : 0;
  console.log(`${faults.length === 0 ? 'ok' : 'not ok'} ${count} - ${claim}`);
  faults.slice(0, most_told).forEach((line) => console.log(`#   ${String(line).replace(/\s+/g, ' ')}`));
  if (faults.length > most_told) console.log(`#   and ${faults.length - most_told} more`);
}

export const same = (claim, found, expected) => ok(claim, JSON.stringify(found) === JSON.stringify(expected)
  ? [] : [`found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`]);

export const tell = (line) => console.log(`# ${line}`);

export function finish() {
  console.log(`1..${count}`);
  process.exitCode = failed > 0 ? 1 : 0;
}
