// SPDX-License-Identifier: GPL-3.0-or-later
// What the Nu HTML checker says of the markup and the style: errors, warnings and advice.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const jar = fileURLToPath(new URL('node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));

// Not faults, though the checker says so.
const left_out = [
  // A property of MathML Core, which browsers follow and the checker does not know yet.
  /^CSS: “math-style”: Property “math-style” doesn't exist\.$/,
  // Newer CSS, of container queries and of SVG 2, which it does not know either.
  /^CSS: “(container-type|paint-order)”: Property “\1” doesn't exist\.$/,
  /^CSS: Unrecognized at-rule “@container”$/,
  // It reads a script's hash in a policy of the page's own as if it were none. That the policy names
  // this script, and lets it run and no other, is tried in a browser (script.mjs, policy.mjs).
  /^Inline script violates Content Security Policy \(meta tag\): blocked by “script-src” directive \(missing “‘unsafe-inline’” or nonce\/hash\)\.$/,
];

export async function faults_of_markup(file) {
  const { stdout } = await promisify(execFile)('java',
    ['-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', file],
    { maxBuffer: 1 << 26 });
  return JSON.parse(stdout).messages
    .filter(({ message }) => !left_out.some(known => known.test(message)))
    .map(({ lastLine, message, extract = '' }) => `line ${lastLine}: ${message} ${extract}`);
}

export const tests = [{
  claim: 'the Nu HTML checker finds nothing',
  sees: ['Duplicate ID “twice”', 'CSS: “colr”: Property “colr” doesn\'t exist.', 'Trailing slash'],
  faults: (page, open, file) => faults_of_markup(file),
}];
