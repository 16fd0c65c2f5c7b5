// SPDX-License-Identifier: GPL-3.0-or-later
// What the page's tests in node and in the browser share: TAP for prove.

const mostTold = 8;
let count = 0;
let failed = 0;

// One test: true where there are no faults; they are lines that say what is wrong.
export function ok(claim, faults) {
  count += 1;
  failed += faults.length > 0 ? 1 : 0;
  console.log(`${faults.length === 0 ? 'ok' : 'not ok'} ${count} - ${claim}`);
  faults.slice(0, mostTold).forEach((line) => tell(`  ${String(line).replace(/\s+/g, ' ')}`));
  if (faults.length > mostTold) tell(`  and ${faults.length - mostTold} more`);
}

export function same(claim, found, expected) {
  const [is, shouldBe] = [found, expected].map((x) => JSON.stringify(x));
  ok(claim, is === shouldBe ? [] : [`found ${is}, expected ${shouldBe}`]);
}

export const tell = (line) => console.log(`# ${line}`);

export function finish() {
  console.log(`1..${count}`);
  process.exitCode = failed > 0 ? 1 : 0;
}
